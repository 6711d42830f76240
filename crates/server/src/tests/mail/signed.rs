//! Links and news for somebody whom the site vouches for: the address that it signs today counts.

use serde_json::json;
use store::{FoundLink, StoreError};

use super::back::begin;
use super::token;
use crate::clock;
use crate::mail::back::{self, Again, Entry, Ticket};
use crate::mail::notice;
use crate::protocol::BackState;
use crate::tests::identity::{Key, in_an_hour, sign};
use crate::tests::{TestApp, Visitor};

on_both!(
    a_link_is_over_once_another_address_is_signed,
    who_signs_in_without_an_address_is_not_opened_to_a_typed_one,
    who_signs_in_beside_a_look_is_told_at_the_signed_address,
    a_link_is_judged_again_where_nobody_signs_in_meanwhile,
    a_link_of_the_signed_address_goes_along_in_a_merge,
);

impl TestApp {
    /// Maya signs in; the site says her address, or none.
    async fn maya(&self, key: &Key, visitor: &Visitor, email: Option<&str>) -> Visitor {
        let claims = json!({ "sub": "maya", "exp": in_an_hour(), "email": email });
        self.proved(visitor, &sign(key, &claims)).await
    }

    async fn found(&self, link: &str) -> (Ticket, FoundLink) {
        let ticket = Ticket::read(&self.app.secrets, link).unwrap();
        (ticket, back::find(&self.app, ticket).await.unwrap().unwrap())
    }

    async fn opened(&self, link: &str) -> String {
        self.back("open", link).await.ok()["state"].as_str().unwrap().to_owned()
    }

    async fn is_shut(&self, link: &str) {
        assert_eq!(self.opened(link).await, "signed_in");
        for what in ["use", "again"] {
            let refused = self.back(what, link).await;
            assert_eq!((refused.status.as_u16(), refused.code()), (410, "link_spent"), "{what}");
            assert!(refused.text.contains("Sign in on the site"), "{refused:?}");
        }
        assert!(self.mails("waiting").await.is_empty());
    }
}

async fn a_link_is_over_once_another_address_is_signed(test: TestApp) {
    let story = begin(&test).await;
    let key = test.signing_key().await;
    let maya = test.maya(&key, &story.visitor, Some("maya@old.example")).await;
    let old = test.mailed_link(story.conversation, "maya@old.example").await;
    assert_eq!(test.opened(&old).await, "fresh");
    test.maya(&key, &maya, Some("maya@new.example")).await;
    test.is_shut(&old).await;
    let new = test.mailed_link(story.conversation, "maya@new.example").await;
    assert_eq!(test.back("use", &new).await.ok()["visitor"], json!(maya.id.uuid()));
    assert!(story.server.taken().is_empty());
}

async fn who_signs_in_without_an_address_is_not_opened_to_a_typed_one(test: TestApp) {
    let story = begin(&test).await;
    let key = test.signing_key().await;
    let typed = test.mailed_link(story.conversation, "maya@home.example").await;
    let maya = test.maya(&key, &story.visitor, None).await;
    test.is_shut(&typed).await;
    test.gives_address(&maya, story.conversation).await;
    test.is_shut(&typed).await;
    test.replies(story.conversation, story.epoch, 1).await;
    test.looks(story.conversation).await;
    let mail = story.server.takes(1).await.remove(0);
    assert_eq!(mail.to, "maya@home.example");
    assert!(mail.plain.contains("> Reply 0"), "{}", mail.plain);
    assert!(mail.plain.contains("sign in on the site"), "{}", mail.plain);
    assert!(!mail.plain.contains("/back#"), "{}", mail.plain);
}

async fn who_signs_in_beside_a_look_is_told_at_the_signed_address(test: TestApp) {
    let story = begin(&test).await;
    let key = test.signing_key().await;
    test.replies(story.conversation, story.epoch, 1).await;
    let seen = notice::read(&test.app, test.tenant, story.conversation.into()).await;
    let maya = test.maya(&key, &story.visitor, Some("maya@signed.example")).await;
    let told = notice::mail(&test.app, test.tenant, seen.unwrap().unwrap()).await;
    assert!(matches!(told, Err(StoreError::Contended(_))), "{told:?}");
    test.looks(story.conversation).await;
    let mail = story.server.takes(1).await.remove(0);
    assert_eq!(mail.to, "maya@signed.example");
    let came = test.back("use", &token(&mail.plain)).await.ok();
    assert_eq!(came["visitor"], json!(maya.id.uuid()));
    assert_eq!(story.server.taken().len(), 1);
}

/// What a request has found is old by the time it writes.
async fn a_link_is_judged_again_where_nobody_signs_in_meanwhile(test: TestApp) {
    let story = begin(&test).await;
    let key = test.signing_key().await;
    let link = test.mailed_link(story.conversation, "maya@home.example").await;
    let (ticket, found) = test.found(&link).await;
    test.maya(&key, &story.visitor, Some("maya@signed.example")).await;
    let again = back::mail_again(&test.app, test.tenant, &found.link).await.unwrap();
    assert_eq!(again, Again::Over);
    assert!(test.mails("waiting").await.is_empty() && test.mails("sent").await.is_empty());
    let assistant = story.visitor.assistant;
    let entry = back::let_in(&test.app, test.tenant, ticket, assistant).await.unwrap();
    assert!(matches!(entry, Entry::Shut(BackState::SignedIn)), "{entry:?}");
    assert!(test.found(&link).await.1.link.used_at.is_none());
}

async fn a_link_of_the_signed_address_goes_along_in_a_merge(test: TestApp) {
    let story = begin(&test).await;
    let key = test.signing_key().await;
    let desk = test.visitor().await;
    test.maya(&key, &desk, Some("maya@home.example")).await;
    let link = test.mailed_link(story.conversation, "maya@home.example").await;
    let (ticket, found) = test.found(&link).await;
    test.maya(&key, &story.visitor, Some("maya@home.example")).await;
    let again = back::mail_again(&test.app, test.tenant, &found.link).await.unwrap();
    assert_eq!(again, Again::Mailed);
    let fresh = token(&story.server.takes(1).await.remove(0).plain);
    assert_eq!(test.back("use", &fresh).await.ok()["visitor"], json!(desk.id.uuid()));
    let assistant = story.visitor.assistant;
    let entry = back::let_in(&test.app, test.tenant, ticket, assistant).await.unwrap();
    let Entry::In { token, visitor } = entry else { panic!("{entry:?}") };
    assert_eq!(visitor, desk.id);
    let mut conn = test.app.db.read().await.unwrap();
    let known = conn.system().visitor_by_token(&clock::hash(&token)).await.unwrap().unwrap();
    assert_eq!(known.visitor, desk.id);
}
