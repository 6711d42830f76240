//! Whom the demo shop's program answers, and that it does a thing once.

use axum::body::{Body, to_bytes};
use jiff::civil::date;
use tower::ServiceExt as _;

use super::*;

/// A Monday.
fn shop() -> Router {
    router(|| date(2026, 3, 2))
}

async fn ask(shop: &Router, request: axum::http::request::Builder, body: &str) -> (u16, Value) {
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let response = shop.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body(), 100_000).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap())
}

fn to(method: &str, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path).header("authorization", "Bearer demo-shop-key")
}

#[tokio::test]
async fn an_unknown_key_is_refused_and_so_is_what_is_not_there() {
    let shop = shop();
    for key in ["Bearer other", "demo-shop-key", ""] {
        let request = Request::builder().uri("/orders/A-1042").header("authorization", key);
        let (status, answer) = ask(&shop, request, "").await;
        assert_eq!((status, answer), (401, json!({ "error": "This key is not known." })));
    }
    let (status, _) = ask(&shop, Request::builder().uri("/none"), "").await;
    assert_eq!(status, 401);
    for (method, path, body, wanted) in [
        ("GET", "/orders/A-1", "", 404),
        ("GET", "/none", "", 404),
        ("POST", "/log", "", 404),
        ("GET", "/stock/silk%20hat", "", 404),
        ("GET", "/customers/orders", "", 422),
        ("POST", "/orders/A-1044/cancel", "{}", 422),
        ("POST", "/orders/A-1044/cancel", "no", 422),
        ("POST", "/orders/A-1044/returns", r#"{"item":"S-0552","reason":"small"}"#, 422),
    ] {
        let (status, answer) = ask(&shop, to(method, path), body).await;
        assert_eq!(status, wanted, "{path}: {answer}");
        assert!(answer["error"].is_string());
    }
    assert_eq!(ask(&shop, to("GET", "/log"), "").await, (200, json!([])));
}

#[tokio::test]
async fn the_same_key_does_it_once() {
    let shop = shop();
    let cancel = |key: &str| to("POST", "/orders/A-1044/cancel").header("idempotency-key", key);
    let (_, first) = ask(&shop, cancel("one"), r#"{"reason":"mistake"}"#).await;
    assert_eq!(first["cancelled"], true);
    assert_eq!(first["in_words"]["refund_by"], "Wednesday 4 March");
    let (_, again) = ask(&shop, cancel("one"), r#"{"reason":"mistake"}"#).await;
    assert_eq!(again, first);
    let log = json!([{ "method": "POST", "path": "/orders/A-1044/cancel", "key": "one" }]);
    assert_eq!(ask(&shop, to("GET", "/log"), "").await.1, log);
    let (_, other) = ask(&shop, cancel("two"), r#"{"reason":"mistake"}"#).await;
    assert_eq!((&other["cancelled"], &other["status"]), (&json!(false), &json!("cancelled")));
    let book = to("POST", "/viewings").header("idempotency-key", "one");
    assert_eq!(ask(&shop, book, r#"{"lot":"L-214","day":"2026-03-04"}"#).await.0, 422);
}
