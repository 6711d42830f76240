//! What models cost, how far they may go, and what is kept of each question to them.

use axum::http::Method;
use serde_json::{Value, json};

use super::scripted::Script::{Counts, Fails, Says};
use super::{GOOD, QUESTION, each, models};
use crate::tests::TestApp;
use crate::tests::talk::{new_id, of_kind};

/// What an assistant's models did, once they did this much.
async fn usage(test: &TestApp, path: &str, calls: u64) -> Value {
    let path = models(path).replace("models", "usage");
    loop {
        let seen = test.get(&path, test.owner.who()).await.ok();
        let days = seen["days"].as_array().unwrap();
        let done: u64 = days.iter().map(|line| line["calls"].as_u64().unwrap()).sum();
        if done >= calls {
            return seen;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_answer_cost_is_counted_and_a_spent_budget_ends_in_quotations() {
    each(async |test, provider, path| {
        let owner = test.owner.who();
        let prices = json!({ "prices": [{ "model": "m", "input": 2.5, "output": 10.0 }] });
        let kept = test.send(Method::PUT, "/api/prices", owner, prices.clone()).await.ok();
        assert_eq!(kept["prices"], prices["prices"]);
        let before = usage(&test, &path, 1).await;
        let (said, _) = test.hears(&provider, &[Counts(GOOD, 1_000, 200)]).await;
        assert!(said[0].starts_with("You have 30 days"));
        let after = usage(&test, &path, 2).await;
        let used = after["days"].as_array().unwrap();
        let answer = used.iter().find(|line| line["purpose"] == "answer").unwrap();
        assert_eq!((&answer["tokens_in"], &answer["tokens_out"]), (&json!(1_000), &json!(200)));
        assert_eq!((&answer["outcome"], &answer["cost"]), (&json!("used"), &json!(0.0045)));
        assert_eq!(before["budget"]["unpriced"], 1, "the try was before there was a price");

        let budget = models(&path).replace("models", "budget");
        let set = async |monthly: Value| {
            let body = json!({ "monthly": monthly });
            test.send(Method::PUT, &budget, owner, body).await.ok()["state"].clone()
        };
        assert_eq!(set(json!(0.0050)).await, "low");
        assert_eq!(set(json!(0.0045)).await, "spent");
        provider.asked();
        let (said, _) = test.hears(&provider, &[]).await;
        assert!(said[0].starts_with("You can send back"), "quoted: {said:?}");
        assert!(provider.asked().is_empty());
        assert_eq!(set(Value::Null).await, "fine");

        let (said, _) = test.hears(&provider, &[Fails(400)]).await;
        assert!(said[0].starts_with("You can send back"));
        let days = usage(&test, &path, 3).await;
        let failed = days["days"].as_array().unwrap().iter().find(|it| it["outcome"] == "failed");
        assert_eq!(failed.unwrap()["tokens_in"], 0, "what was not read costs nothing");
        let table = test.get(&models(&path).replace("models", "calls.csv"), owner).await;
        assert!(table.text.starts_with("at,conversation,turn,purpose"), "{}", table.text);
        assert_eq!(table.text.lines().count(), 4, "{}", table.text);
        let table = test.get(&models(&path).replace("models", "usage.csv"), owner).await;
        assert!(table.text.contains(",m,answer,used,1,1000,200,0.0045,0"), "{}", table.text);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_model_answers_where_the_first_does_not() {
    each(async |test, provider, path| {
        let owner = test.owner.who();
        let known = test.get(&models(&path), owner).await.ok();
        let address = &known["first"]["settings"]["address"];
        let second = json!({
            "provider": "openai", "address": address, "model": "spare", "key": "good-key",
        });
        let at = models(&path) + "/second";
        test.send(Method::PUT, &at, owner, second.clone()).await.ok();
        provider.asked();
        let (said, _) = test.hears(&provider, &[Fails(500), Fails(500), Says(GOOD)]).await;
        assert!(said[0].starts_with("You have 30 days"), "{said:?}");
        let asked: Vec<Value> = provider.asked().iter().map(|it| it["model"].clone()).collect();
        assert_eq!(asked, ["m", "m", "spare"]);
        let (said, _) = test.hears(&provider, &[Fails(400), Fails(400)]).await;
        assert!(said[0].starts_with("You can send back"), "both fail: {said:?}");
        let view = test.get(&models(&path), owner).await.ok();
        assert!(view["second"]["trouble"].as_str().unwrap().contains("refused"), "{view}");

        test.send(Method::DELETE, &path, owner, Value::Null).await.ok();
        let left = test.get(&models(&path), owner).await.ok();
        assert_eq!(left["second"]["settings"], Value::Null, "without the first there is none");
        let alone = test.send(Method::PUT, &at, owner, second).await;
        assert!(alone.text.contains("Set up the first model"), "{alone:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_tells_why_it_went_as_it_did() {
    each(async |test, provider, _| {
        provider.will(&[Says(
            "VERDICT: answered\nYou have 30 days to send back what you bought. [1]\nIt costs 90 \
             EUR. [1]",
        )]);
        let (visitor, thread) = (test.visitor().await, new_id());
        test.says(&visitor, thread, QUESTION).await.ok();
        let events = test.read_until(thread, "turn_ended", 1).await;
        assert_eq!(of_kind(&events, "sentence").len(), 1);
        let at = format!("/api/conversations/{thread}/turns/1");
        let seen = loop {
            let seen = test.get(&at, test.owner.who()).await.ok();
            if seen["trace"] != Value::Null && seen["calls"] != json!([]) {
                break seen;
            }
            tokio::task::yield_now().await;
        };
        assert_eq!(seen["trace"]["query"], QUESTION);
        assert_eq!(
            (&seen["passages"][0]["title"], &seen["passages"][0]["cited"]),
            (&json!("Returns"), &json!(true))
        );
        assert!(seen["signals"]["confidence"]["p"].as_f64().unwrap() > 0.0, "{seen}");
        let call = &seen["calls"][0];
        assert_eq!((&call["purpose"], &call["outcome"]), (&json!("answer"), &json!("used")));
        assert_eq!(call["withheld"], json!(["It costs 90 EUR."]));
        assert!(call["prompt"]["matter"].as_str().unwrap().contains(QUESTION));
        assert!(call["reply"].as_str().unwrap().contains("90 EUR"));
        assert!(seen["ended_at"].as_i64() >= seen["first_sentence_at"].as_i64(), "{seen}");
        let none =
            test.get(&format!("/api/conversations/{thread}/turns/2"), test.owner.who()).await;
        assert_eq!(none.status, 404);

        let rating = format!("{at}/rating");
        let good = json!({ "good": true });
        test.send(Method::PUT, &rating, test.owner.who(), good.clone()).await.ok();
        let theirs = format!("/api/visitor/conversations/{thread}/turns/1/rating");
        let bad = json!({ "good": false });
        test.send(Method::PUT, &theirs, visitor.who(), bad.clone()).await.ok();
        test.send(Method::PUT, &theirs, visitor.who(), good).await.ok();
        let stranger = test.visitor().await;
        let refused = test.send(Method::PUT, &theirs, stranger.who(), bad).await;
        assert_eq!(refused.status, 404);
        let view = test.get(&format!("/api/conversations/{thread}"), test.owner.who()).await.ok();
        let ratings = view["ratings"].as_array().unwrap();
        assert_eq!(ratings.len(), 2, "each once: {ratings:?}");
        assert!(ratings.iter().all(|rating| rating["good"] == true));
        test.send(Method::PUT, &rating, test.owner.who(), json!({ "good": null })).await.ok();
        let seen = test.get(&at, test.owner.who()).await.ok();
        assert_eq!(seen["ratings"].as_array().unwrap().len(), 1);
    })
    .await;
}
