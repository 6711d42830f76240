//! What is saved, what is refused and why, and where a key goes.

use serde_json::{Value, json};

use super::Standin;
use crate::tests::TestApp;

#[tokio::test]
async fn a_model_is_tried_before_it_is_saved() {
    let (model, at) = Standin::serve().await;
    let test = TestApp::with(|config| super::allow(config, at)).await;
    let good = json!({ "address": format!("http://{at}/v1/embeddings"), "model": "kinds" });
    let try_it = async |setup: &Value| {
        test.post("/api/embeddings/test", test.owner.who(), setup.clone()).await.ok()
    };
    let verdict = try_it(&good).await;
    assert_eq!((&verdict["works"], &verdict["dimensions"]), (&json!(true), &json!(4)), "{verdict}");
    let with = |field: &str, value: Value| {
        let mut setup = good.clone();
        setup[field] = value;
        setup
    };
    let host = at.port();
    for (setup, why) in [
        (with("model", json!("unknown")), "model_not_found"),
        (with("address", json!(format!("http://{at}"))), "not_embeddings"),
        (with("address", json!("http://127.0.0.1:9/v1")), "not_public"),
        (with("address", json!(format!("http://localhost:{host}/v1"))), "not_public"),
    ] {
        let verdict = try_it(&setup).await;
        assert_eq!((&verdict["works"], &verdict["why"]), (&json!(false), &json!(why)), "{verdict}");
        let refused = test.asks_model(&setup).await;
        assert_eq!(refused.status.as_u16(), 422, "{refused:?}");
    }
    for (status, body, why) in [
        (401, json!({ "error": { "message": "no" } }), "key_refused"),
        (404, json!({ "detail": "no such path" }), "not_embeddings"),
        (429, json!({}), "too_fast"),
        (500, json!({}), "failing"),
        (302, json!({}), "not_embeddings"),
        (200, json!({ "hello": "world" }), "not_embeddings"),
        (200, json!({ "data": [] }), "not_embeddings"),
        (200, json!({ "data": [{ "index": 0, "embedding": [0.0] }] }), "not_embeddings"),
        (200, json!({ "data": [{ "index": 1, "embedding": [1.0] }] }), "not_embeddings"),
    ] {
        model.fails(status, None, body.clone());
        assert_eq!(try_it(&good).await["why"], why, "{status} {body}");
    }
    for (field, wrong) in [
        ("address", json!("ollama")),
        ("address", json!("ftp://a.example/v1")),
        ("address", json!("http://user:word@a.example/v1")),
        ("model", json!(" ")),
        ("key", json!("two words")),
        ("query_prefix", json!("x".repeat(999))),
    ] {
        let refused = test.asks_model(&with(field, wrong.clone())).await;
        assert_eq!((refused.status.as_u16(), refused.field()), (422, field), "{wrong}");
    }
    let clear = json!({ "address": "http://a.example/v1", "model": "m", "key": "sk-1" });
    assert_eq!(test.asks_model(&clear).await.field(), "address", "a key does not go in clear");
    assert_eq!(test.embeddings().await["settings"], Value::Null, "nothing of it was saved");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_goes_to_no_other_host() {
    let (model, at) = Standin::serve().await;
    let (other, elsewhere) = Standin::serve().await;
    let test = TestApp::with(|config| {
        super::allow(config, at);
        config.allow_private_addresses.push(elsewhere.to_string().parse().unwrap());
    });
    let test = test.await;
    let setup = json!({ "address": format!("http://{at}/v1"), "model": "m", "key": "sk-1" });
    test.asks_model(&setup).await.ok();
    let kept = json!({ "address": format!("http://{at}/v1"), "model": "m2" });
    assert_eq!(test.asks_model(&kept).await.ok()["settings"]["has_key"], true);
    assert_eq!(model.keys.lock().unwrap().len(), 2);
    let moved = json!({ "address": format!("http://{elsewhere}/v1"), "model": "m" });
    assert_eq!(test.asks_model(&moved).await.ok()["settings"]["has_key"], false);
    assert!(other.keys.lock().unwrap().is_empty());
}
