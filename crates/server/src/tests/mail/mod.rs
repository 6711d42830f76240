//! Mail out, against a mail server: what is sent, what waits, what fails, and the way back.

mod accounts;
mod back;
mod outbox;
mod server;
mod settings;
mod signed;
mod transcripts;

use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use self::server::MailServer;
use super::{TestApp, soon};
use crate::bus::Topic;
use crate::mail::{Letter, back as back_, outbox as box_};
use store::StoreError;

impl TestApp {
    /// Sets mail up to go to `server`.
    pub(super) async fn mails_by(&self, server: &MailServer) {
        self.post("/api/mail", self.owner.who(), setup(server.port)).await.ok();
    }

    /// The mails of the outbox that stand so.
    pub(super) async fn mails(&self, state: &str) -> Vec<Value> {
        let path = format!("/api/mails?state={state}");
        let mut answer = self.get(&path, self.owner.who()).await.ok();
        match answer["mails"].take() {
            Value::Array(mails) => mails,
            other => panic!("{other}"),
        }
    }

    /// The mails that stand so, once there are so many that are as wanted.
    pub(super) async fn mails_until(
        &self,
        state: &str,
        count: usize,
        wanted: impl Fn(&Value) -> bool,
    ) -> Vec<Value> {
        let mut heard = self.app.bus.subscribe(&[Topic::Team(self.tenant.workspace())]);
        let wait = async {
            loop {
                let mails = self.mails(state).await;
                if mails.iter().filter(|mail| wanted(mail)).count() >= count {
                    return mails;
                }
                heard.next().await;
            }
        };
        soon(&format!("{count} mails that are {state}"), wait).await
    }

    /// A mail that waits for the settings; the worker is at work.
    pub(crate) async fn waiting_mail(&self, to: &str) -> Uuid {
        let letter = Letter::Test { by: "Olga".into() };
        let mail = box_::post(&self.app.secrets, to, &letter);
        let tenant = self.tenant;
        self.app
            .db
            .write::<_, StoreError, _>(move |tx| {
                let mail = mail.clone();
                Box::pin(async move { mail.store(tx, tenant).await })
            })
            .await
            .unwrap();
        self.app.jobs.notify_one();
        let mails = self.mails_until("waiting", 1, |mail| mail["detail"].is_string()).await;
        mails[0]["id"].as_str().unwrap().parse().unwrap()
    }

    /// A link back that was mailed to an address: its token.
    pub(crate) async fn mailed_link(&self, thread: Uuid, to: &str) -> String {
        let fresh = back_::fresh(&self.app, self.tenant, thread.into(), to);
        let (link, tenant) = (fresh.link, self.tenant);
        let stored = self.app.db.write::<_, StoreError, _>(move |tx| {
            let link = link.clone();
            Box::pin(async move { tx.write_of(tenant).insert_return_link(&link).await })
        });
        stored.await.unwrap();
        token(&fresh.address)
    }

    pub(super) async fn retry(&self, mail: &Value) {
        let path = format!("/api/mails/{}/retry", mail["id"].as_str().unwrap());
        self.send(Method::POST, &path, self.owner.who(), Value::Null).await.ok();
    }
}

/// Settings for a mail server on this machine.
pub(super) fn setup(port: u16) -> Value {
    json!({
        "host": "127.0.0.1", "port": port, "security": "none",
        "from_address": "chat@shop.example", "from_name": "Fern & Thimble",
    })
}

/// What stands behind the `#` of the first link in a text.
#[track_caller]
pub(super) fn token(text: &str) -> String {
    let link = text.split_whitespace().find(|word| word.starts_with("http"));
    let link = link.unwrap_or_else(|| panic!("no link in {text}"));
    link.split_once('#').expect("the token stands behind the #").1.to_owned()
}
