//! Which lines are not opened, and which are closed with which code.

use domain::access::Role;
use domain::limits::FRAME_BYTES_MAX;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::tests::line;
use crate::tests::talk::{new_id, say};
use crate::tests::{Teammate, TestApp};

on_both!(
    whoever_does_not_prove_themselves_is_closed,
    a_frame_that_does_not_hold_closes_its_line_only,
    a_page_from_elsewhere_opens_no_socket,
    a_stopping_server_says_so_on_every_line,
    a_session_that_ends_ends_its_lines_only,
    no_line_outlives_its_session_however_close_they_come,
);

async fn whoever_does_not_prove_themselves_is_closed(test: TestApp) {
    let address = test.serve().await;
    let visitor = test.visitor().await;
    for first in [
        json!({ "type": "hello", "token": "wrong" }),
        json!({ "type": "hello", "token": "" }),
        json!({ "type": "hello", "token": test.owner.token }),
        json!({ "type": "hello", "token": visitor.token, "workspace": test.tenant.workspace() }),
        json!({ "type": "hello" }),
        json!({ "type": "ping" }),
        json!({ "type": "do", "command": say(new_id(), "Hello") }),
        json!(null),
    ] {
        let mut line = line::of_stranger(address).await;
        line.say(first.clone()).await;
        assert_eq!(line.closed().await, Some(4401), "{first}");
    }
    for cookie in ["", "baton=wrong", &format!("baton={}", visitor.token)] {
        let refused = line::open(address, "/api/socket", &[("cookie", cookie)]).await;
        assert_eq!(refused.err().map(|status| status.as_u16()), Some(401), "{cookie}");
    }
}

async fn a_frame_that_does_not_hold_closes_its_line_only(test: TestApp) {
    let address = test.serve().await;
    let visitor = test.visitor().await;
    let mut stays = line::of_visitor(address, &visitor, json!({})).await;
    let mut team_stays = line::of_teammate(address, &test.owner).await;
    let large = "x".repeat(FRAME_BYTES_MAX + 1);
    let seen = json!({ "type": "seen", "conversation": new_id(), "seq": 1, "workspace": 1 });
    for (message, code) in [
        (Message::text("{"), Some(1008)),
        (Message::text(seen.to_string()), Some(1008)),
        (Message::text("{\"type\":\"watch_all\"}"), Some(1008)),
        (Message::text("[".repeat(60_000)), Some(1008)),
        (Message::binary(vec![0, 159, 146, 150]), Some(1008)),
        // What is too large is not read to its end, so there may be nobody to tell.
        (Message::text(large), None),
    ] {
        let mut line = line::of_visitor(address, &visitor, json!({})).await;
        line.until("live").await;
        line.send(message.clone()).await;
        let closed = line.closed().await;
        assert!(code.is_none() || closed == code, "{closed:?} {code:?}");
        let mut line = line::of_teammate(address, &test.owner).await;
        line.send(message).await;
        let closed = line.closed().await;
        assert!(code.is_none() || closed == code, "{closed:?} {code:?}");
    }
    let mut line = line::of_visitor(address, &visitor, json!({})).await;
    line.say(json!({ "type": "hello", "token": visitor.token })).await;
    assert_eq!(line.closed().await, Some(1008), "one says hello once");
    stays.so_far().await;
    team_stays.so_far().await;
}

async fn a_page_from_elsewhere_opens_no_socket(test: TestApp) {
    let address = test.serve().await;
    let own = test.app.config.origin();
    let cookie = format!("baton={}", test.owner.token);
    let look_alike = own.replace("127.0.0.1", "127.0.0.1.evil.example");
    for path in ["/api/socket", "/api/visitor/socket"] {
        for origin in ["https://evil.example", "null", "", look_alike.as_str(), "http://127.0.0.1"]
        {
            let headers = [("cookie", cookie.as_str()), ("origin", origin)];
            let refused = line::open(address, path, &headers).await;
            let status = refused.err().map(|status| status.as_u16());
            assert_eq!(status, Some(403), "{path} {origin}");
        }
        let headers = [("cookie", cookie.as_str()), ("origin", own.as_str())];
        assert!(line::open(address, path, &headers).await.is_ok(), "{path}");
    }
}

async fn a_stopping_server_says_so_on_every_line(test: TestApp) {
    let address = test.serve().await;
    let visitor = test.visitor().await;
    let mut visiting = line::of_visitor(address, &visitor, json!({})).await;
    visiting.until("live").await;
    let mut working = line::of_teammate(address, &test.owner).await;
    test.app.stop();
    assert_eq!(visiting.closed().await, Some(1001));
    assert_eq!(working.closed().await, Some(1001));
}

async fn a_session_that_ends_ends_its_lines_only(test: TestApp) {
    let address = test.serve().await;
    let (phone, laptop) = (test.teammate("Sam", Role::Agent).await, test.tenant);
    let laptop = Teammate { token: test.session_of(laptop, phone.id).await, ..phone.clone() };
    let mut on_phone = line::of_teammate(address, &phone).await;
    let mut on_laptop = line::of_teammate(address, &laptop).await;
    let mut colleague = line::of_teammate(address, &test.owner).await;
    let out = axum::http::Method::DELETE;
    test.send(out, "/api/session", phone.who(), Value::Null).await.ok();
    assert_eq!(on_phone.closed().await, Some(4401));
    on_laptop.so_far().await;
    test.dismiss(&laptop).await;
    assert_eq!(on_laptop.closed().await, Some(4401));
    colleague.so_far().await;
}

async fn no_line_outlives_its_session_however_close_they_come(test: TestApp) {
    let address = test.serve().await;
    for round in 0..12 {
        let sam = test.teammate(&format!("Sam{round}"), Role::Agent).await;
        let cookie = format!("baton={}", sam.token);
        let headers = [("cookie", cookie.as_str())];
        let (opened, ()) =
            tokio::join!(line::open(address, "/api/socket", &headers), test.dismiss(&sam));
        match opened {
            Ok(mut line) => assert_eq!(line.closed().await, Some(4401), "round {round}"),
            Err(status) => assert_eq!(status.as_u16(), 401, "round {round}"),
        }
    }
}
