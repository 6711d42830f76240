//! What was said anonymously becomes the person's, and nothing of anybody else.

use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{in_an_hour, sign, token_for};
use crate::tests::talk::{new_id, of_kind, say};
use crate::tests::{TestApp, Who};

on_both!(
    an_anonymous_thread_joins_the_persons_own,
    the_first_browser_of_a_person_keeps_what_it_said,
    another_person_in_the_same_browser_begins_anew,
    a_browser_that_shared_the_anonymous_visitor_is_not_the_person,
    an_address_that_nobody_proved_shows_nothing,
    pictures_of_before_a_merge_are_the_persons,
    a_link_mailed_before_goes_on_at_the_signed_address_alone,
    a_browser_that_signs_out_is_forgotten_and_others_stay,
    two_tabs_identify_at_once,
    nothing_is_lost_or_doubled_by_a_merge_in_the_middle,
    a_conversation_that_begins_beside_a_merge_is_the_persons,
);

async fn an_anonymous_thread_joins_the_persons_own(test: TestApp) {
    let key = test.signing_key().await;
    let desk = test.visitor().await;
    let (first, _) = test.answered(&desk).await;
    let desk = test.proved(&desk, &token_for(&key, "maya")).await;
    let phone = test.visitor().await;
    let (second, _) = test.waiting(&phone).await;
    assert_eq!(test.threads_of(&phone).await, [second], "nothing is shown before the proof");
    let anonymous = phone.clone();
    let phone = test.proved(&phone, &token_for(&key, "maya")).await;
    assert_eq!(phone.id, desk.id, "one person");
    assert_eq!(phone.token, anonymous.token, "the browser keeps its token");
    assert!(!test.has_visitor(test.tenant, &anonymous).await);
    for browser in [&desk, &phone] {
        let mut threads = test.threads_of(browser).await;
        threads.sort();
        let mut both = [first, second];
        both.sort();
        assert_eq!(threads, both);
        assert!(!test.read_by(browser, first).await.is_empty());
        assert!(!test.read_by(browser, second).await.is_empty());
    }
    let seen = test.seen(second).await;
    assert_eq!(seen["visitor"]["subject"], "maya");
    assert_eq!(seen["earlier"][0]["conversation"], json!(first));
}

async fn the_first_browser_of_a_person_keeps_what_it_said(test: TestApp) {
    let key = test.signing_key().await;
    let visitor = test.visitor().await;
    let (thread, _) = test.waiting(&visitor).await;
    let claims = json!({
        "sub": "maya", "exp": in_an_hour(), "name": "Maya Lind", "email": "maya@home.example",
        "attributes": { "vip": true },
    });
    let proved = test.proved(&visitor, &sign(&key, &claims)).await;
    assert_eq!((proved.id, &proved.token), (visitor.id, &visitor.token));
    let seen = test.seen(thread).await;
    let shown = &seen["visitor"];
    assert_eq!((&shown["name"], &shown["name_proof"]), (&json!("Maya Lind"), &json!("signed")));
    assert_eq!(shown["email"], "maya@home.example");
    assert_eq!(shown["email_proof"], "signed");
    assert!(seen["context"]["vouched_at"].is_i64());
    let again = test.proved(&proved, &sign(&key, &claims)).await;
    assert_eq!(again.id, proved.id, "the same token on the next page");
}

async fn another_person_in_the_same_browser_begins_anew(test: TestApp) {
    let key = test.signing_key().await;
    let maya = test.visitor().await;
    let (thread, _) = test.answered(&maya).await;
    let maya = test.proved(&maya, &token_for(&key, "maya")).await;
    let tom = test.proved(&maya, &token_for(&key, "tom")).await;
    assert_ne!(tom.id, maya.id);
    assert_ne!(tom.token, maya.token, "a session of their own");
    assert!(test.threads_of(&tom).await.is_empty(), "nothing goes along");
    let refused = test.does(&tom, say(thread, "Is this mine?")).await;
    assert_eq!(refused.status.as_u16(), 404);
    let (seen, email) = (test.seen(thread).await, test.does(&maya, say(thread, "Hello?")).await);
    assert_eq!(seen["visitor"]["subject"], "maya");
    assert_eq!(email.status.as_u16(), 401, "the earlier session of this browser is over");
}

/// Whoever hands somebody a token of their own stays out, when that somebody signs in with it.
async fn a_browser_that_shared_the_anonymous_visitor_is_not_the_person(test: TestApp) {
    let key = test.signing_key().await;
    let shared = test.visitor().await;
    let (thread, _) = test.waiting(&shared).await;
    let other = test.in_another_browser(&shared).await;
    assert_eq!(test.threads_of(&other).await, [thread], "one visitor in two browsers");
    let maya = test.proved(&shared, &token_for(&key, "maya")).await;
    assert_eq!(test.threads_of(&maya).await, [thread]);
    assert!(test.threads_of(&other).await.is_empty(), "the other browser is a stranger again");
    assert_eq!(test.does(&other, say(thread, "Hello?")).await.status.as_u16(), 401);
}

async fn pictures_of_before_a_merge_are_the_persons(test: TestApp) {
    let key = test.signing_key().await;
    let desk = test.visitor().await;
    let desk = test.proved(&desk, &token_for(&key, "maya")).await;
    let (phone, sent, unsent) = (test.visitor().await, new_id(), new_id());
    let mut words = say(sent, "This is broken.");
    words["pictures"] = json!([test.picture(&phone, sent).await]);
    test.does(&phone, words.clone()).await.ok();
    let waiting = test.picture(&phone, unsent).await;
    let phone = test.proved(&phone, &token_for(&key, "maya")).await;
    assert_eq!(phone.id, desk.id);
    let picture = |thread: Uuid, id: &Value| {
        format!("/api/visitor/conversations/{thread}/pictures/{}", id.as_str().unwrap())
    };
    for (thread, id) in [(sent, &words["pictures"][0]), (unsent, &json!(waiting))] {
        let seen = test.get(&picture(thread, id), phone.who()).await;
        assert_eq!(seen.status.as_u16(), 200, "{seen:?}");
    }
    let mut words = say(unsent, "And this.");
    words["pictures"] = json!([waiting]);
    test.does(&phone, words).await.ok();
}

/// Maya typed an address, or somebody else did in her browser; a link was mailed to it, and then
/// she signed in.
async fn a_link_mailed_before_goes_on_at_the_signed_address_alone(test: TestApp) {
    let key = test.signing_key().await;
    let claims = |subject: &str, email: &str| {
        sign(&key, &json!({ "sub": subject, "exp": in_an_hour(), "email": email }))
    };
    let desk = test.visitor().await;
    test.proved(&desk, &claims("maya", "maya@home.example")).await;
    for (subject, person) in [("maya", Some(desk.id)), ("tom", None)] {
        let visitor = test.visitor().await;
        let (thread, _) = test.answered(&visitor).await;
        let typed = test.mailed_link(thread, "eve@home.example").await;
        let proved = test.mailed_link(thread, "maya@home.example").await;
        let now = test.proved(&visitor, &claims(subject, "maya@home.example")).await;
        assert_eq!(now.id, person.unwrap_or(visitor.id));
        let ask = async |what: &str, token: &str| {
            let path = format!("/api/back/{what}");
            test.post(&path, Who::Nobody, json!({ "token": token })).await
        };
        assert_eq!(ask("open", &typed).await.ok()["state"], "signed_in");
        let refused = ask("use", &typed).await;
        assert_eq!(refused.status.as_u16(), 410);
        assert!(refused.text.contains("Sign in on the site"), "{refused:?}");
        assert_eq!(ask("again", &typed).await.status.as_u16(), 410);
        assert_eq!(ask("use", &proved).await.ok()["visitor"], json!(now.id.uuid()));
    }
}

async fn an_address_that_nobody_proved_shows_nothing(test: TestApp) {
    let key = test.signing_key().await;
    let maya = test.visitor().await;
    let (thread, _) = test.answered(&maya).await;
    let claims = json!({ "sub": "maya", "exp": in_an_hour(), "email": "maya@home.example" });
    test.proved(&maya, &sign(&key, &claims)).await;
    let eve = test.visitor().await;
    let (hers, _) = test.waiting(&eve).await;
    let details = json!({ "name": "Maya", "email": "maya@home.example" });
    let tell = json!({
        "type": "give_details", "id": new_id(), "conversation": hers, "details": details,
    });
    test.does(&eve, tell).await.ok();
    let mut words = say(hers, "I am Maya.");
    words["page"] = json!({
        "url": "https://shop.example", "attributes": { "user_id": "maya", "vip": "true" },
    });
    test.does(&eve, words).await.ok();
    assert_eq!(test.threads_of(&eve).await, [hers]);
    let seen = test.seen(hers).await;
    assert_eq!(seen["visitor"]["subject"], Value::Null);
    assert_eq!(seen["visitor"]["email_proof"], "none");
    assert!(seen["earlier"].as_array().unwrap().is_empty(), "{seen}");
    let other = test.does(&eve, say(thread, "Mine too?")).await;
    assert_eq!(other.status.as_u16(), 404);
    // What she types into her own thread after a proof does not pass for what was signed either.
    let typed = json!({ "name": "The Owner", "email": "owner@shop.example" });
    let eve = test
        .proved(
            &eve,
            &sign(
                &key,
                &json!({
                    "sub": "eve", "exp": in_an_hour(), "name": "Eve", "email": "eve@home.example",
                }),
            ),
        )
        .await;
    let tell = json!({
        "type": "give_details", "id": new_id(), "conversation": hers, "details": typed,
    });
    test.does(&eve, tell).await.ok();
    let shown = test.seen(hers).await["visitor"].clone();
    assert_eq!((&shown["name"], &shown["email"]), (&json!("Eve"), &json!("eve@home.example")));
}

async fn a_browser_that_signs_out_is_forgotten_and_others_stay(test: TestApp) {
    let key = test.signing_key().await;
    let (desk, phone) = (test.visitor().await, test.visitor().await);
    let (thread, _) = test.answered(&desk).await;
    let desk = test.proved(&desk, &token_for(&key, "maya")).await;
    let phone = test.proved(&phone, &token_for(&key, "maya")).await;
    assert_eq!(test.leaves(&phone).await.status.as_u16(), 204);
    assert_eq!(test.does(&phone, say(thread, "Still me?")).await.status.as_u16(), 401);
    assert!(test.threads_of(&phone).await.is_empty(), "whoever comes next is new");
    assert_eq!(test.threads_of(&desk).await, [thread]);
    test.does(&desk, say(thread, "Still here.")).await.ok();
    assert_eq!(test.leaves(&phone).await.status.as_u16(), 401);
}

async fn two_tabs_identify_at_once(test: TestApp) {
    let key = test.signing_key().await;
    let known = test.visitor().await;
    let known = test.proved(&known, &token_for(&key, "maya")).await;
    let tab = test.visitor().await;
    let (thread, _) = test.waiting(&tab).await;
    let token = sign(&key, &json!({ "sub": "maya", "jti": "page-1", "exp": in_an_hour() }));
    let answers = join_all((0..6).map(|_| test.proves(&tab, &token))).await;
    for answer in answers {
        assert_eq!(answer.ok()["visitor"], json!(known.id));
    }
    assert_eq!(test.threads_of(&tab).await, [thread]);
}

/// Messages while the browser becomes somebody's: each is stored once, in the person's thread.
async fn nothing_is_lost_or_doubled_by_a_merge_in_the_middle(test: TestApp) {
    test.work();
    let key = test.signing_key().await;
    let known = test.visitor().await;
    let known = test.proved(&known, &token_for(&key, "maya")).await;
    let tab = test.visitor().await;
    let thread = new_id();
    test.says(&tab, thread, "Where is my parcel?").await.ok();
    let token = token_for(&key, "maya");
    let texts: Vec<String> = (0..8).map(|n| format!("And one more thing, {n}?")).collect();
    let said = join_all(texts.iter().map(|text| test.does(&tab, say(thread, text))));
    let (answers, proved) = tokio::join!(said, test.proves(&tab, &token));
    proved.ok();
    for answer in answers {
        answer.ok();
    }
    let events = test.read_by(&known, thread).await;
    let mut heard: Vec<&str> = of_kind(&events, "visitor_said")
        .into_iter()
        .map(|event| event["text"].as_str().unwrap())
        .collect();
    heard.sort_unstable();
    assert_eq!(heard.len(), texts.len() + 1, "{heard:?}");
    for text in &texts {
        assert_eq!(heard.iter().filter(|it| **it == text.as_str()).count(), 1, "{text}");
    }
    assert_eq!(test.seen(thread).await["visitor"]["subject"], "maya");
}

async fn a_conversation_that_begins_beside_a_merge_is_the_persons(test: TestApp) {
    let key = test.signing_key().await;
    let known = test.visitor().await;
    let known = test.proved(&known, &token_for(&key, "maya")).await;
    let mut all: Vec<Uuid> = Vec::new();
    for _ in 0..5 {
        let tab = test.visitor().await;
        let threads: Vec<Uuid> = (0..4).map(|_| new_id()).collect();
        let said = join_all(threads.iter().map(|thread| test.says(&tab, *thread, "Hello there")));
        let token = token_for(&key, "maya");
        let (answers, proved) = tokio::join!(said, test.proves(&tab, &token));
        proved.ok();
        for answer in answers {
            answer.ok();
        }
        all.extend(threads);
    }
    for thread in all {
        assert_eq!(test.seen(thread).await["visitor"]["id"], json!(known.id));
    }
}
