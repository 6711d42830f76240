//! Each way in which a program can fail, tried: every lookup ends in time, says what is true, and
//! does nothing twice.

mod program;

use std::collections::BTreeSet;

use domain::action::lookup::{Header, HeaderValue, Method, Picked, PickedKind};
use domain::condition::Known;
use serde_json::json;

use self::program::{Does, Program, self_signed};
use super::signed::Signing;
use super::*;
use crate::config::Config;

/// Above the time that a lookup has, for a machine that does other things too.
const SLACK_MS: u64 = 2_000;

fn lookup(address: &str) -> Lookup {
    let picked = |name: &str, kind, required| Picked {
        name: name.into(),
        pointer: format!("/{name}"),
        kind,
        required,
    };
    Lookup {
        name: "shop".into(),
        method: Method::Get,
        address: address.into(),
        headers: vec![],
        body: String::new(),
        within_ms: 5_000,
        repeatable: false,
        values: vec![
            picked("state", PickedKind::Text, true),
            picked("n", PickedKind::Number, false),
        ],
    }
}

fn ok(body: &str) -> Does {
    Does::Says("200 OK", body.into())
}

/// Looks up with this key, where these addresses may be asked.
async fn looked_by(lookup: &Lookup, named: &[String], key: &str) -> Looked {
    let named = named.iter().map(|it| it.parse().unwrap()).collect();
    let config = Config { allow_private_addresses: named, ..Config::default() };
    let egress = Egress::new(&config);
    let waits = [Duration::from_millis(1), Duration::from_millis(2)];
    let facts = Facts::from([("order".into(), Known::Is(Value::Text("A/1 ?".into())))]);
    let who = Who { id: Some("u1".into()), conversation: "c1".into(), ..Who::default() };
    let secrets = BTreeMap::from([("key".to_owned(), "s3cret/\"word".to_owned())]);
    let asked = Asked { lookup, facts: &facts, who: &who, key, secrets: &secrets };
    let looked = Way { egress: &egress, signing_key: "signing".into(), waits }.look_up(asked).await;
    assert!(looked.took_ms <= u64::from(lookup.within_ms) + SLACK_MS, "{looked:?}");
    assert!(!format!("{looked:?}").contains("s3cret"), "{looked:?}");
    looked
}

async fn looked(program: &Program, change: impl Fn(Lookup) -> Lookup) -> Looked {
    let lookup = change(lookup(&format!("http://{}/orders/{{{{order}}}}", program.address)));
    looked_by(&lookup, &[program.address.to_string()], "run-1").await
}

/// Why it failed, and after how many tries.
fn told(looked: &Looked) -> (&str, u32) {
    (looked.failed.as_deref().unwrap_or("nothing failed"), looked.tries)
}

#[tokio::test]
async fn what_is_found_is_read_and_recorded() {
    let program = Program::start(&[ok(r#"{"state": "sent", "n": "3"}"#)]).await;
    let looked = looked(&program, |it| it).await;
    assert_eq!((told(&looked), looked.status), (("nothing failed", 1), Some(200)));
    assert_eq!(looked.address, format!("http://{}/orders/A%2F1%20%3F", program.address));
    assert_eq!(looked.values["state"], Value::Text("sent".into()));
    assert_eq!(looked.values["n"], Value::Number(3.0));
    assert_eq!(looked.excerpt, r#"{"state": "sent", "n": "3"}"#);
    assert_eq!(looked.answer, Some(json!({"state": "sent", "n": "3"})));
    assert_eq!(program.heard()[0].line("idempotency-key"), None, "reading needs none");
}

#[tokio::test]
async fn what_hangs_or_drips_ends_in_time_and_is_not_repeated() {
    for does in [Does::Hangs, Does::Drips] {
        let program = Program::start(&[does]).await;
        let looked = looked(&program, |it| Lookup { within_ms: 500, ..it }).await;
        assert_eq!(told(&looked), ("127.0.0.1 gave no whole answer within 500 ms.", 1));
        assert_eq!(program.heard().len(), 1);
    }
}

#[tokio::test]
async fn what_passes_is_asked_again_and_what_does_not_is_not() {
    for (status, tries) in [
        ("500 Internal Server Error", 1),
        ("404 Not Found", 1),
        ("502 Bad Gateway", 3),
        ("503 Service Unavailable", 3),
        ("504 Gateway Timeout", 3),
        ("429 Too Many Requests", 3),
    ] {
        let program = Program::start(&[Does::Says(status, "down".into())]).await;
        let looked = looked(&program, |it| it).await;
        let (why, tried) = told(&looked);
        assert!(why.starts_with(&format!("It answered {status}.")), "{why}");
        assert_eq!(tried, tries);
        assert_eq!((looked.excerpt.as_str(), program.heard().len()), ("down", tries as usize));
    }
    let busy = || Does::Says("503 Service Unavailable", String::new());
    let program = Program::start(&[busy(), busy(), ok(r#"{"state": "sent"}"#)]).await;
    assert_eq!(told(&looked(&program, |it| it).await), ("nothing failed", 3));
}

#[tokio::test]
async fn a_wait_that_a_program_asks_for_is_kept_only_where_there_is_time() {
    let later =
        |wait: &str| Does::Says("429 Too Many Requests", format!("retry-after: {wait}\r\n\r\n"));
    let program = Program::start(&[later("0"), ok(r#"{"state": "sent"}"#)]).await;
    assert_eq!(told(&looked(&program, |it| it).await), ("nothing failed", 2));
    let program = Program::start(&[later("60"), ok("{}")]).await;
    let looked = looked(&program, |it| it).await;
    assert_eq!(told(&looked), ("It answered 429 Too Many Requests.", 1));
    let long = Fetched {
        status: StatusCode::TOO_MANY_REQUESTS,
        headers: [("retry-after".parse().unwrap(), "2".parse().unwrap())].into_iter().collect(),
        body: None,
    };
    assert_eq!(wait_after(&Ok(long), WAITS[0]), Some(Duration::from_secs(2)));
}

#[tokio::test]
async fn an_answer_that_is_not_as_told_fails_in_true_words() {
    for (body, wanted) in [
        (r#"{"state": 5.5, "n": []}"#, "nothing failed"),
        (
            r#"{"state": ["sent"]}"#,
            "The answer has no usable \"state\": at /state stands a list, not a text.",
        ),
        ("{}", "The answer has no usable \"state\": nothing stands at /state."),
        ("", "The answer has no usable \"state\": nothing stands at /state."),
        ("<html>", "Its answer is no JSON, so nothing could be read."),
        ("{\"state\": \"se", "Its answer is no JSON, so nothing could be read."),
    ] {
        let program = Program::start(&[ok(body)]).await;
        assert_eq!(told(&looked(&program, |it| it).await), (wanted, 1), "{body}");
    }
    let program = Program::start(&[ok("done")]).await;
    let looked = looked(&program, |it| Lookup { values: vec![], ..it }).await;
    assert_eq!(told(&looked), ("nothing failed", 1), "who reads nothing takes any answer");
    let deep = Program::start(&[ok(&"[".repeat(100_000))]).await;
    let looked = self::looked(&deep, |it| it).await;
    assert_eq!(looked.excerpt.chars().count(), EXCERPT_CHARS_MAX);
}

#[tokio::test]
async fn a_flood_stops_at_the_bound() {
    for told_before in [true, false] {
        let program = Program::start(&[Does::Floods { told: told_before }]).await;
        let looked = looked(&program, |it| it).await;
        assert_eq!(told(&looked), ("The answer of 127.0.0.1 is larger than 256 KB.", 1));
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_no_inner_address_is_asked() {
    let inner = Program::start(&[ok(r#"{"state": "secret"}"#)]).await;
    let there = format!("location: http://{}/\r\n\r\n", inner.address);
    for status in ["302 Found", "307 Temporary Redirect", "301 Moved Permanently"] {
        let program = Program::start(&[Does::Says(status, there.clone())]).await;
        let looked = looked(&program, |it| it).await;
        let (why, tries) = told(&looked);
        assert!(why.starts_with(&format!("It answered {status}. It points to another")), "{why}");
        assert_eq!((tries, looked.values.len()), (1, 0));
    }
    let direct = lookup(&format!("http://{}/", inner.address));
    let looked = looked_by(&direct, &[], "run-1").await;
    assert!(told(&looked).0.starts_with("127.0.0.1 is not on the public internet"), "{looked:?}");
    let smtp = lookup("http://127.0.0.1:25/");
    let looked = looked_by(&smtp, &["other.example".into()], "run-1").await;
    assert!(told(&looked).0.starts_with("This address is not asked"), "{looked:?}");
    assert_eq!(inner.heard().len(), 0);
}

#[tokio::test]
async fn trouble_with_certificates_is_told_from_other_trouble() {
    let plain = Program::start(&[ok("{}")]).await.address;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (address, scheme, wanted, tries) in [
        (plain, "https", "127.0.0.1 does not speak HTTPS there.", 1),
        (self_signed(), "https", "The certificate of 127.0.0.1 is not trusted", 1),
        (closed, "http", "No connection to 127.0.0.1 could be made.", 3),
        (closed, "https", "No connection to 127.0.0.1 could be made.", 3),
    ] {
        let lookup = lookup(&format!("{scheme}://{address}/"));
        let looked = looked_by(&lookup, &[address.to_string()], "run-1").await;
        assert!(told(&looked).0.starts_with(wanted), "{address}: {looked:?}");
        assert_eq!(looked.tries, tries, "{scheme}");
    }
}

#[tokio::test]
async fn nothing_is_done_twice() {
    let script = [Does::Resets, Does::Resets, ok(r#"{"state": "done"}"#)];
    let post = |it| Lookup { method: Method::Post, body: r#"{"o":"{{order}}"}"#.into(), ..it };
    let program = Program::start(&script).await;
    let once = looked(&program, post).await;
    assert_eq!(told(&once), ("The connection to 127.0.0.1 broke off.", 1));
    assert_eq!(program.heard().len(), 1, "nobody knows whether it was done, so it is left");

    let program = Program::start(&script).await;
    let again = looked(&program, |it| Lookup { repeatable: true, ..post(it) }).await;
    assert_eq!(told(&again), ("nothing failed", 3));
    let heard = program.heard();
    let done: BTreeSet<_> = heard.iter().map(|it| it.line("idempotency-key").unwrap()).collect();
    assert_eq!(done.into_iter().collect::<Vec<_>>(), ["run-1"], "one key, so one effect");
    assert!(heard.iter().all(|it| it.body == r#"{"o":"A/1 ?"}"#));
    assert!(again.headers.contains(&("idempotency-key".to_owned(), "run-1".to_owned())));
}

#[tokio::test]
async fn a_secret_leaves_in_its_header_alone() {
    let secret = HeaderValue::Secret { name: "key".into(), prefix: "Bearer ".into() };
    let header =
        |value: &HeaderValue| Header { name: "Authorization".into(), value: value.clone() };
    let with = |it| Lookup { headers: vec![header(&secret)], ..it };
    let echo = r#"{"state": "you said Bearer s3cret/\"word", "n": 1}"#;
    let program = Program::start(&[ok(echo)]).await;
    let looked = looked(&program, with).await;
    assert_eq!(program.heard()[0].line("authorization"), Some("Bearer s3cret/\"word"));
    assert_eq!(looked.headers[0], ("Authorization".to_owned(), "Bearer ••••".to_owned()));
    assert_eq!(looked.values["state"], Value::Text("you said Bearer ••••".into()));
    assert_eq!(looked.excerpt, r#"{"state": "you said Bearer ••••", "n": 1}"#);

    let lost = HeaderValue::Secret { name: "lost".into(), prefix: String::new() };
    let looked = self::looked(&program, |it| Lookup { headers: vec![header(&lost)], ..it }).await;
    let wanted = "There is no secret called \"lost\". Add it, or choose another.";
    assert_eq!((told(&looked), program.heard().len()), ((wanted, 0), 1));
}

#[tokio::test]
async fn a_request_is_signed_as_it_goes_out() {
    let program = Program::start(&[ok(r#"{"state": "sent"}"#)]).await;
    let looked = looked(&program, |it| Lookup {
        method: Method::Put,
        address: format!("{}?q={{{{order}}}}", it.address),
        body: "{}".into(),
        ..it
    });
    let looked = looked.await;
    let heard = program.heard().remove(0);
    let visitor = heard.line("baton-visitor").unwrap();
    let signature = heard.line("baton-signature").unwrap();
    let seconds = signature.split_once(',').unwrap().0.trim_start_matches("t=");
    let at = seconds.parse::<i64>().unwrap() * 1_000;
    let path = heard.head.split(' ').nth(1).unwrap();
    assert_eq!(path, "/orders/A%2F1%20%3F?q=A%2F1+%3F");
    let signing = Signing { method: "PUT", path, body: &heard.body, at };
    assert_eq!(signature, signed::signature("signing", &signing, visitor));
    assert_eq!(heard.line("content-type"), Some("application/json"));
    assert!(looked.headers.contains(&("baton-signature".to_owned(), "••••".to_owned())));
}
