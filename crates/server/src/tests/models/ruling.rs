//! Rules where a model writes: they decide before it is asked, or once it has judged.

use serde_json::{Value, json};
use uuid::Uuid;

use super::scripted::Script::Says;
use super::{GOOD, each, of};
use crate::tests::TestApp;
use crate::tests::talk::of_kind;

async fn rule(test: &TestApp, path: &str, when: Value) {
    let path = format!("/api/assistants/{}/rules", of(path));
    let revision = test.get(&path, test.owner.who()).await.ok()["revision"].clone();
    let rule = json!({
        "id": Uuid::from_u128(1), "name": "Ours", "on": true, "when": when, "then": "hand_off",
    });
    test.put(&path, json!({ "rules": [rule], "revision": revision })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_needs_no_judgement_decides_before_a_model_is_asked() {
    each(async |test, provider, path| {
        let unsure = json!({ "fact": { "name": "confidence", "is": "less", "value": 1.1 } });
        rule(&test, &path, unsure).await;
        let (said, events) = test.hears_until("handed_off", &provider, &[Says(GOOD)]).await;
        assert!(said.is_empty() && provider.asked().is_empty(), "{said:?}");
        assert_eq!(of_kind(&events, "handed_off")[0]["reason"], "rule");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_about_the_answer_waits_for_the_models_judgement() {
    each(async |test, provider, path| {
        let is =
            |what: &str| json!({ "fact": { "name": "verdict", "is": "equals", "value": what } });
        rule(&test, &path, is("declined")).await;
        let (said, events) = test.hears(&provider, &[Says(GOOD)]).await;
        assert!(said[0].contains("30 days") && of_kind(&events, "handed_off").is_empty());
        let missing = [Says("VERDICT: missing")];
        let (said, _) = test.hears_until("handed_off", &provider, &missing).await;
        assert!(said.is_empty(), "{said:?}");
        // It answers, and its owner wants a person for what it answers.
        rule(&test, &path, is("answered")).await;
        let (said, _) = test.hears_until("handed_off", &provider, &[Says(GOOD)]).await;
        assert!(said.is_empty(), "{said:?}");
    })
    .await;
}
