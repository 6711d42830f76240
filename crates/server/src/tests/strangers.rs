//! Who asks from where: known browsers, proxies, and strangers who must not be in anybody's way.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};

use super::accounts::PASSWORD;
use super::{Answer, TestApp};

on_both!(
    a_stranger_does_not_lock_out_a_known_browser,
    a_known_browser_guesses_for_its_own_account_and_no_longer_than_others,
);

const SAM: &str = "sam@shop.example";

impl TestApp {
    /// Asks with these headers, from an address.
    async fn asks(
        &self,
        from: [u8; 4],
        headers: &[(&str, &str)],
        path: &str,
        body: Value,
    ) -> Answer {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .extension(ConnectInfo(std::net::SocketAddr::from((from, 40_000))));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::from(body.to_string())).unwrap()).await
    }

    async fn tries(&self, email: &str, password: &str, known: &str) -> Answer {
        let body = json!({ "email": email, "password": password });
        self.asks([192, 0, 2, 1], &[("cookie", known)], "/api/session", body).await
    }
}

/// The cookie by which the browser is known, as it sends it back.
fn known(answer: &Answer) -> String {
    let cookies = answer.headers.get_all(header::SET_COOKIE).iter();
    let mut cookies = cookies.map(|it| it.to_str().unwrap());
    let cookie = cookies.find(|it| it.starts_with("baton-known-")).expect("it is known");
    assert!(cookie.contains("; HttpOnly; SameSite=Lax; Max-Age=31536000"), "{cookie}");
    cookie.split(';').next().unwrap().to_owned()
}

/// Wrong passwords until one more has to wait.
async fn stuff(test: &TestApp, email: &str, with: &str) -> usize {
    for tried in 0..100 {
        match test.tries(email, "wrong horse battery", with).await.status {
            StatusCode::UNAUTHORIZED => {}
            status => {
                assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
                return tried;
            }
        }
    }
    panic!("nothing slows them down")
}

async fn a_stranger_does_not_lock_out_a_known_browser(test: TestApp) {
    test.sam().await;
    let known = known(&test.tries(SAM, PASSWORD, "").await);
    assert_eq!(stuff(&test, SAM, "").await, 5);
    let elsewhere = test.tries(SAM, PASSWORD, "").await;
    assert_eq!(elsewhere.status, StatusCode::TOO_MANY_REQUESTS, "even with the right password");
    assert_eq!(test.tries(SAM, PASSWORD, &known).await.status, StatusCode::OK);
    let stranger = test.tries(SAM, PASSWORD, "").await;
    assert_eq!(stranger.status, StatusCode::TOO_MANY_REQUESTS, "which forgives no stranger");
    for forged in [
        known.replace('=', "=x"),
        known.rsplit_once('.').unwrap().0.to_owned(),
        format!("{}.", known.rsplit_once('.').unwrap().0),
        format!("{known}x"),
    ] {
        let refused = test.tries(SAM, PASSWORD, &forged).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{forged}");
    }
}

async fn a_known_browser_guesses_for_its_own_account_and_no_longer_than_others(test: TestApp) {
    test.sam().await;
    let known = known(&test.tries(SAM, PASSWORD, "").await);
    assert_eq!(stuff(&test, SAM, &known).await, 5);
    assert_eq!(test.tries(SAM, PASSWORD, "").await.status, StatusCode::OK, "a bucket of its own");
    let (name, value) = known.split_once('=').unwrap();
    let olga = test.tries("olga@shop.example", "wrong", "").await;
    assert_eq!(olga.status, StatusCode::UNAUTHORIZED);
    assert_eq!(stuff(&test, "olga@shop.example", &format!("{name}={value}")).await, 4);
}

/// How many new visitors get in, of those who come at once.
async fn let_in(test: &TestApp, from: [u8; 4], forwarded: impl Fn(usize) -> String) -> usize {
    let known = test.get("/api/assistants", test.owner.who()).await.ok();
    let open = json!({ "site": known["assistants"][0]["site"] });
    let mut let_in = 0;
    for n in 0..70 {
        let forwarded = forwarded(n);
        let headers = [("x-forwarded-for", forwarded.as_str())];
        let answer = test.asks(from, &headers, "/api/visitor/session", open.clone()).await;
        let_in += usize::from(answer.status == StatusCode::OK);
    }
    let_in
}

#[tokio::test]
async fn behind_a_proxy_each_address_has_its_own_budget_and_none_is_invented() {
    let test = TestApp::new().await;
    let all_from_one = let_in(&test, [127, 0, 0, 1], |n| format!("10.9.8.{n}, 198.51.100.7")).await;
    assert!((60..70).contains(&all_from_one), "{all_from_one}");
    assert_eq!(let_in(&test, [127, 0, 0, 1], |n| format!("198.51.101.{n}")).await, 70);
    assert_eq!(let_in(&test, [127, 0, 0, 1], |_| "-".to_owned()).await, 70, "no address, no limit");
    let invented = let_in(&test, [203, 0, 113, 9], |n| format!("198.51.102.{n}")).await;
    assert!((60..70).contains(&invented), "{invented}");
    let far = TestApp::with(|config| config.trusted_proxies = "203.0.113.9".parse().unwrap()).await;
    assert_eq!(let_in(&far, [203, 0, 113, 9], |n| format!("198.51.102.{n}")).await, 70);
}
