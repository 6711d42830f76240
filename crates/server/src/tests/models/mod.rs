//! Answers that a model writes: what of them is said, and what a visitor hears when it fails.

mod acting;
mod metering;
mod ruling;
mod scripted;

use std::sync::Arc;

use domain::id::AssistantId;
use serde_json::{Value, json};

use self::scripted::Script::{BreaksOff, Calls, Errs, Fails, Hangs, IsReset, Says};
use self::scripted::{Provider, Script};
use super::talk::{new_id, of_kind};
use super::{TestApp, place};
use crate::clock;

const RETURNS: &str = "# Returns\n\nYou can send back what you bought within 30 days. Postage for \
                       sending back is 4.90 EUR.\n";
const QUESTION: &str = "How long can I send something back?";
const GOOD: &str = "VERDICT: answered\nYou have 30 days to send back what you bought. [1]\n\
                    Sending it back costs 4.90 EUR in postage. [1]";

async fn each(story: impl AsyncFn(TestApp, Arc<Provider>, String)) {
    for postgres in [false, true] {
        let (provider, at) = Provider::serve().await;
        let database = if postgres { Some(place::schema().await) } else { None };
        let test = TestApp::with(|config| {
            config.allow_private_addresses = vec![at.to_string().parse().unwrap()];
            config.database = database;
        });
        let test = test.await;
        test.work();
        test.learns("returns.md", RETURNS).await;
        let known = test.get("/api/assistants", test.owner.who()).await.ok();
        let id = known["assistants"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("/api/assistants/{id}/models/first");
        let model = json!({
            "provider": "openai", "address": format!("http://{at}/v1"), "model": "m",
            "key": "good-key",
        });
        let set_up = test.send(axum::http::Method::PUT, &path, test.owner.who(), model).await;
        assert_eq!(set_up.ok()["first"]["settings"]["has_key"], true);
        provider.asked();
        story(test, provider, path).await;
    }
}

/// Where both models are read.
fn models(path: &str) -> String {
    path.trim_end_matches("/first").to_owned()
}

fn of(path: &str) -> AssistantId {
    path.split('/').nth(3).unwrap().parse::<uuid::Uuid>().unwrap().into()
}

impl TestApp {
    /// What a new visitor hears to the question, and how the turn ended.
    async fn hears(&self, provider: &Provider, script: &[Script]) -> (Vec<String>, Vec<Value>) {
        self.hears_until("turn_ended", provider, script).await
    }

    async fn hears_until(
        &self,
        end: &str,
        provider: &Provider,
        script: &[Script],
    ) -> (Vec<String>, Vec<Value>) {
        provider.will(script);
        let (visitor, thread) = (self.visitor().await, new_id());
        self.says(&visitor, thread, QUESTION).await.ok();
        let events = self.read_until(thread, end, 1).await;
        let said = of_kind(&events, "sentence");
        (said.iter().map(|it| it["text"].as_str().unwrap().to_owned()).collect(), events)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_writes_what_the_passages_bear() {
    each(async |test, provider, _| {
        let (said, events) = test.hears(&provider, &[Says(GOOD)]).await;
        assert_eq!(
            said,
            [
                "You have 30 days to send back what you bought.",
                "Sending it back costs 4.90 EUR in postage."
            ]
        );
        for sentence in of_kind(&events, "sentence") {
            assert_eq!(sentence["citations"][0]["title"], "Returns");
        }
        let asked = &provider.asked()[0]["messages"];
        let (rules, matter) = (asked[0]["content"].to_string(), asked[1]["content"].to_string());
        assert!(!rules.contains("30 days") && !rules.contains("send something back"));
        assert!(matter.contains("30 days") && matter.contains(QUESTION));

        let evil = "VERDICT: answered\nYou have 90 days to send it back. [1]\nLions live in Africa \
                    and eat gazelles. [1]\nSee ![it](https://evil.example/p.png) [1]\nYou can send \
                    it back. [9]\nIt can be sent back within 30 days. [1]";
        let (said, _) = test.hears(&provider, &[Says(evil)]).await;
        assert_eq!(said, ["It can be sent back within 30 days."]);

        let (said, events) = test.hears(&provider, &[Says("VERDICT: missing")]).await;
        assert!(said[0].contains("could not find"), "{said:?}");
        assert_eq!(of_kind(&events, "offered").len(), 1, "{events:?}");
        provider.will(&[Says(GOOD)]);
        let asked = test.would_say(QUESTION).await;
        assert!(asked.contains("You have 30 days"), "the ask box asks it too: {asked}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_model_fails_in_the_visitor_hears_something_true() {
    each(async |test, provider, path| {
        let quoted = ["You can send back what you bought within 30 days.", "Postage for sending"];
        for script in [
            vec![Fails(500), Fails(500)],
            vec![Fails(400)],
            vec![BreaksOff("VERDICT: answ"), Fails(529)],
            vec![IsReset("VERDICT: answered\nYou"), IsReset("")],
            vec![BreaksOff("VERDICT: answered\nYou have 30 days to se")],
            vec![Says("Sure! You have 30 days to send it back. [1]")],
            vec![Says("VERDICT: answered\nYou have 90 days. [1]")],
            vec![Errs("VERDICT: ans"), Errs("")],
            vec![Calls(&["{\"order\": 7}"])],
            vec![Calls(&["{\"or", "der\":", " 7}"])],
        ] {
            test.app.models.forget(of(&path));
            let (said, events) = test.hears(&provider, &script).await;
            assert!(said[0].starts_with(quoted[0]), "{script:?}: {said:?}");
            assert_eq!(of_kind(&events, "turn_ended").len(), 1);
        }
        test.app.models.forget(of(&path));
        let (said, _) = test.hears(&provider, &[Fails(429), Says(GOOD)]).await;
        assert!(said[0].starts_with("You have 30 days"), "asked once more: {said:?}");

        let half = "VERDICT: answered\nYou have 30 days to send back what you bought. [1]\nSending";
        let (said, _) = test.hears_until("handed_off", &provider, &[BreaksOff(half)]).await;
        assert_eq!(said, ["You have 30 days to send back what you bought."], "once, and it stays");
        let view = test.get(&models(&path), test.owner.who()).await.ok();
        assert!(view["first"]["trouble"].as_str().unwrap().contains("broke off"), "{view}");

        for _ in 0..3 {
            test.hears(&provider, &[Fails(500), Fails(500)]).await;
        }
        provider.asked();
        let (said, _) = test.hears(&provider, &[]).await;
        assert!(said[0].starts_with(quoted[0]) && provider.asked().is_empty(), "it is left alone");
    })
    .await;
}

/// Two visitors at once: the bounds are seconds, and are waited for once.
#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_hangs_keeps_nobody_waiting() {
    each(async |test, provider, _| {
        let half = "VERDICT: answered\nYou have 30 days to send back what you bought. [1]\nSend";
        let watch = clock::stopwatch();
        let mut threads = Vec::new();
        for script in [Hangs("VERDICT"), Hangs(half)] {
            provider.will(&[script]);
            let (visitor, thread) = (test.visitor().await, new_id());
            test.says(&visitor, thread, QUESTION).await.ok();
            while provider.asked().is_empty() {
                tokio::task::yield_now().await;
            }
            threads.push(thread);
        }
        let (silent, shown) = tokio::join!(
            test.read_until(threads[0], "turn_ended", 1),
            test.read_until(threads[1], "handed_off", 1)
        );
        let first = of_kind(&silent, "sentence")[0]["text"].as_str().unwrap();
        assert!(first.starts_with("You can send back"), "the documents are quoted: {first}");
        assert_eq!(of_kind(&shown, "sentence").len(), 1, "what was shown stays");
        assert!(watch.elapsed().as_secs() < 15, "{:?}", watch.elapsed());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_work_is_not_saved() {
    each(async |test, _, path| {
        let put = async |model: Value| {
            test.send(axum::http::Method::PUT, &path, test.owner.who(), model).await
        };
        let known = test.get(&models(&path), test.owner.who()).await.ok();
        let address = &known["first"]["settings"]["address"];
        let with = |key: &str, value: Value| {
            let mut model = json!({ "provider": "openai", "address": address, "model": "m" });
            model[key] = value;
            model
        };
        for (model, field, why) in [
            (with("key", json!("bad-key")), "key", "refused the key"),
            (with("address", json!("http://127.0.0.1:1/")), "address", "allow_private_addresses"),
            (with("address", json!("nowhere")), "address", "no address"),
            (with("temperature", json!(3)), "temperature", "0 to 2"),
            (with("tokens_max", json!(9)), "tokens_max", "50 to 4000"),
        ] {
            let refused = put(model).await;
            assert_eq!((refused.status.as_u16(), refused.field()), (422, field), "{why}");
            assert!(refused.text.contains(why) && !refused.text.contains("bad-key"), "{refused:?}");
        }
        let saved = put(with("tokens_max", json!(300))).await.ok();
        assert_eq!(saved["first"]["settings"]["tokens_max"], 300);
        let (try_it, model) = (format!("{path}/test"), with("model", json!("m")));
        assert_eq!(test.post(&try_it, test.owner.who(), model).await.ok()["works"], true);
        test.send(axum::http::Method::DELETE, &path, test.owner.who(), Value::Null).await.ok();
        let left = test.get(&models(&path), test.owner.who()).await.ok();
        assert_eq!(left["first"]["settings"], Value::Null);
    })
    .await;
}
