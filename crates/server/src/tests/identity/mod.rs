//! Who a visitor is, when their site vouches for them (TRUST 41 to 44).

mod attributes;
mod keys;
mod lines;
mod merge;
mod refused;

use axum::http::Method;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use store::{StoreError, Tenant};
use uuid::Uuid;

use super::{Answer, Teammate, TestApp, Visitor, Who};
use crate::clock;

/// A signing key, as its maker saw it once.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) id: Uuid,
    pub(crate) secret: String,
}

/// As a site's backend signs.
pub(crate) fn sign(key: &Key, claims: &Value) -> String {
    let part = |value: &Value| BASE64.encode(value.to_string());
    let message = format!("{}.{}", part(&json!({ "alg": "HS256" })), part(claims));
    let mac = Hmac::<Sha256>::new_from_slice(key.secret.as_bytes()).unwrap();
    let signature = mac.chain_update(message.as_bytes()).finalize().into_bytes();
    format!("{message}.{}", BASE64.encode(signature))
}

/// The `exp` of a token that is good.
pub(crate) fn in_an_hour() -> i64 {
    clock::now() / 1_000 + 3_600
}

/// A token for a person, good for an hour.
fn token_for(key: &Key, subject: &str) -> String {
    sign(key, &json!({ "sub": subject, "exp": in_an_hour() }))
}

impl TestApp {
    /// A signing key of ours.
    pub(crate) async fn signing_key(&self) -> Key {
        self.signing_key_of(&self.owner).await
    }

    async fn signing_key_of(&self, owner: &Teammate) -> Key {
        let made = self.post("/api/identity/keys", owner.who(), Value::Null).await.ok();
        Key {
            id: made["key"]["id"].as_str().unwrap().parse().unwrap(),
            secret: made["secret"].as_str().unwrap().to_owned(),
        }
    }

    /// A visitor's browser passes on what the site's backend signed.
    pub(crate) async fn proves(&self, visitor: &Visitor, token: &str) -> Answer {
        let said = json!({ "type": "token", "token": token });
        self.post("/api/visitor/identity", visitor.who(), said).await
    }

    /// The browser of a visitor as the server answers it.
    pub(crate) async fn proved(&self, visitor: &Visitor, token: &str) -> Visitor {
        let session = self.proves(visitor, token).await.ok();
        Visitor {
            assistant: visitor.assistant,
            id: session["visitor"].as_str().unwrap().parse::<Uuid>().unwrap().into(),
            token: session["token"].as_str().unwrap().to_owned(),
        }
    }

    /// One more browser of a visitor that nobody vouched for, as a link from a mail makes one.
    async fn in_another_browser(&self, visitor: &Visitor) -> Visitor {
        let ((token, hash), at, tenant) = (clock::new_token(), clock::now(), self.tenant);
        let (id, assistant) = (visitor.id, visitor.assistant);
        self.app
            .db
            .write::<_, StoreError, _>(move |tx| {
                let hash = hash.clone();
                Box::pin(async move {
                    tx.write_of(tenant).insert_visitor_token(id, &hash, assistant, at).await
                })
            })
            .await
            .unwrap();
        Visitor { token, ..visitor.clone() }
    }

    async fn leaves(&self, visitor: &Visitor) -> Answer {
        self.send(Method::DELETE, "/api/visitor/session", visitor.who(), Value::Null).await
    }

    /// The threads that a browser finds when it comes back.
    async fn threads_of(&self, visitor: &Visitor) -> Vec<Uuid> {
        let known = self.get("/api/assistants", self.owner.who()).await.ok();
        let site = &known["assistants"][0]["site"];
        let asked = json!({ "site": site, "token": visitor.token });
        let session = self.post("/api/visitor/session", Who::Nobody, asked).await.ok();
        let listed = session["conversations"].as_array().unwrap();
        let id = |it: &Value| it["conversation"].as_str().unwrap().parse().unwrap();
        listed.iter().map(id).collect()
    }

    /// One conversation as teammates see it.
    async fn seen(&self, conversation: Uuid) -> Value {
        let path = format!("/api/conversations/{conversation}");
        self.get(&path, self.owner.who()).await.ok()
    }

    async fn has_visitor(&self, tenant: Tenant, visitor: &Visitor) -> bool {
        let mut conn = self.app.db.read().await.unwrap();
        conn.of(tenant).visitor(visitor.id).await.unwrap().is_some()
    }
}
