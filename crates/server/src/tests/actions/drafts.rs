//! Drafts, what is published, and the way back.

use axum::http::Method;
use serde_json::{Value, json};

use super::dispute;
use crate::tests::TestApp;

on_both!(a_draft_changes_nothing_for_visitors_until_it_is_published);

async fn a_draft_changes_nothing_for_visitors_until_it_is_published(test: TestApp) {
    let visitor = test.visitor().await;
    let action = test.publishes(visitor.assistant, dispute()).await;
    let path = format!("/api/actions/{action}");
    let view = test.get(&path, test.owner.who()).await.ok();
    assert_eq!((&view["state"], &view["version"]), (&json!("live"), &json!(1)));
    let mut draft = dispute();
    draft["starts"]["button"]["label"] = "Another label".into();
    let saved = test.put(&path, json!({ "draft": draft, "revision": view["revision"] })).await;
    assert_eq!(saved["is_changed"], true);
    let buttons = test.post("/api/visitor/actions", visitor.who(), json!({})).await.ok();
    assert_eq!(buttons["buttons"][0]["label"], "Dispute a bid");
    // Whoever saves over somebody else's change is told.
    let stale = json!({ "draft": dispute(), "revision": view["revision"] });
    let refused = test.send(Method::PUT, &path, test.owner.who(), stale).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (409, "conflict"));
    test.post(&format!("{path}/publish"), test.owner.who(), Value::Null).await.ok();
    let buttons = test.post("/api/visitor/actions", visitor.who(), json!({})).await.ok();
    assert_eq!(buttons["buttons"][0]["label"], "Another label");
    let versions = test.get(&format!("{path}/versions"), test.owner.who()).await.ok();
    assert_eq!(versions["versions"].as_array().unwrap().len(), 2);
    // Switched off it is gone; removed it is gone for good.
    let off = json!({ "on": false });
    test.send(Method::PATCH, &path, test.owner.who(), off).await.ok();
    let buttons = test.post("/api/visitor/actions", visitor.who(), json!({})).await.ok();
    assert_eq!(buttons["buttons"], json!([]));
    let gone = test.send(Method::DELETE, &path, test.owner.who(), Value::Null).await;
    assert_eq!(gone.status.as_u16(), 204);
    assert_eq!(test.get(&path, test.owner.who()).await.status.as_u16(), 404);
}

#[tokio::test]
async fn what_does_not_hold_together_is_not_published() {
    let test = TestApp::new().await;
    let visitor = test.visitor().await;
    let mut broken = dispute();
    broken["otherwise"][2]["text"] = "Thank you, {{nobody}}.".into();
    let path = format!("/api/assistants/{}/actions", visitor.assistant);
    let made = test.post(&path, test.owner.who(), json!({ "definition": broken })).await.ok();
    assert_eq!(made["faults"][0]["at"], "otherwise.2.text");
    let publish = format!("/api/actions/{}/publish", made["id"].as_str().unwrap());
    let refused = test.post(&publish, test.owner.who(), Value::Null).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (422, "invalid"));
}

#[tokio::test]
async fn every_template_can_be_published_as_it_is() {
    let test = TestApp::new().await;
    let visitor = test.visitor().await;
    let all = test.get("/api/action-templates", test.owner.who()).await.ok();
    let all = all["templates"].as_array().unwrap();
    assert!(all.len() >= 11, "{}", all.len());
    for template in all {
        let path = format!("/api/assistants/{}/actions", visitor.assistant);
        let body = json!({ "template": template["id"] });
        let made = test.post(&path, test.owner.who(), body).await.ok();
        assert_eq!(made["faults"], json!([]), "{}", template["id"]);
    }
}

#[tokio::test]
async fn a_secret_is_never_told_again() {
    let test = TestApp::new().await;
    let path = "/api/action-secrets/shop_key";
    let kept = test.put(path, json!({ "secret": "sesame-7" })).await;
    assert_eq!(kept["secrets"][0]["name"], "shop_key");
    assert!(!kept.to_string().contains("sesame"));
    let all = test.get("/api/action-secrets", test.owner.who()).await;
    assert!(!all.text.contains("sesame"));
    let sealed = test.app.db.read().await.unwrap().of(test.tenant).action_secrets().await.unwrap();
    assert!(!sealed[0].sealed.contains("sesame"));
}
