//! A model of the workspace's own: its vectors rank when all are there, and nothing waits for it.

mod model;
mod settings;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::http::Method;
use serde_json::{Value, json};

pub(super) use self::model::Standin;
use super::talk::{new_id, of_kind};
use super::{TestApp, place, soon};
use crate::bus::Topic;
use crate::config::Config;

/// One word of a question is in another text than the one that is meant.
const QUESTION: &str = "Where do sneakers arrive?";

const TEXTS: [(&str, &str); 6] = [
    ("repairs.md", "# Repairs\n\nWe renew soles and heels within a week.\n"),
    ("arrivals.md", "# Arrivals\n\nNew pieces arrive on Friday and are shown in the window.\n"),
    ("care.md", "# Care\n\nWash wool by hand in cold water and dry it flat.\n"),
    ("bids.md", "# Bids\n\nA bid binds you until the clock runs out at noon.\n"),
    ("hours.md", "# Hours\n\nThe shop is open from Tuesday to Saturday.\n"),
    ("jobs.md", "# Jobs\n\nWe look for a weekend assistant with an eye for denim.\n"),
];

fn allow(config: &mut Config, at: SocketAddr) {
    config.allow_private_addresses = vec![at.to_string().parse().unwrap()];
}

/// A test with a model, on each database.
async fn each(story: impl AsyncFn(TestApp, Arc<Standin>, Value)) {
    for postgres in [false, true] {
        let (model, at) = Standin::serve().await;
        let database = if postgres { Some(place::schema().await) } else { None };
        let test = TestApp::with(|config| {
            allow(config, at);
            config.database = database;
        });
        let test = test.await;
        test.work();
        let setup = json!({
            "address": format!("http://{at}/v1/"), "model": "kinds", "key": "sk-hunter2",
            "query_prefix": "query: ", "passage_prefix": "passage: ",
        });
        story(test, model, setup).await;
    }
}

impl TestApp {
    async fn learns_all(&self) {
        let files = TEXTS.map(|(name, text)| (name, text.as_bytes()));
        self.uploads(&files).await;
        for (name, _) in TEXTS {
            self.becomes(name, "ready").await;
        }
    }

    pub(super) async fn asks_model(&self, setup: &Value) -> super::Answer {
        self.send(Method::PUT, "/api/embeddings", self.owner.who(), setup.clone()).await
    }

    async fn embeddings(&self) -> Value {
        self.get("/api/embeddings", self.owner.who()).await.ok()
    }

    /// The view once `wanted` of it.
    pub(super) async fn embeddings_until(
        &self,
        what: &str,
        wanted: impl Fn(&Value) -> bool,
    ) -> Value {
        let mut heard = self.app.bus.subscribe(&[Topic::Team(self.tenant.workspace())]);
        let wait = async {
            loop {
                let view = self.embeddings().await;
                if wanted(&view) {
                    return view;
                }
                heard.next().await;
            }
        };
        soon(what, wait).await
    }

    pub(super) async fn embedded(&self, passages: usize) -> Value {
        let ready = json!({ "is": "ready", "passages": passages });
        self.embeddings_until("ready", |view| view["state"] == ready).await
    }

    /// The title of the first passage found, and its likeness.
    async fn found_first(&self, question: &str) -> (String, f64) {
        let asked = json!({ "question": question });
        let asked = self.post("/api/ask", self.owner.who(), asked).await.ok();
        let first = &asked["found"][0];
        (first["title"].as_str().unwrap().to_owned(), first["semantic"].as_f64().unwrap())
    }

    async fn vector_rows(&self) -> usize {
        let mut conn = self.app.db.read().await.unwrap();
        let mut rows = conn.of(self.tenant);
        match rows.embedding_settings().await.unwrap() {
            Some(known) => rows.embedded_texts(&known.identity).await.unwrap().len(),
            None => 0,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn passages_get_vectors_and_questions_are_ranked_by_them() {
    each(async |test, model, setup| {
        test.learns_all().await;
        let before = test.found_first(QUESTION).await;
        assert_eq!(before.0, "Arrivals");
        let saved = test.asks_model(&setup).await;
        assert!(!saved.text.contains("hunter2"), "{saved:?}");
        let settings = saved.ok()["settings"].take();
        assert_eq!((&settings["has_key"], &settings["dimensions"]), (&json!(true), &json!(4)));
        test.embedded(TEXTS.len()).await;
        let texts = model.texts();
        assert!(
            texts.contains(&"passage: Repairs. We renew soles and heels within a week.".into())
        );
        assert_eq!(texts.iter().filter(|text| text.starts_with("passage: ")).count(), 6);
        assert!(model.keys.lock().unwrap().iter().all(|key| key == "Bearer sk-hunter2"));

        model.forget();
        let (title, likeness) = test.found_first("What of my sneakers?").await;
        assert_eq!(title, "Repairs");
        assert!(likeness > 0.99, "{likeness}");
        test.found_first("What of my sneakers?").await;
        assert_eq!(model.texts(), ["query: What of my sneakers?"], "the second is remembered");
        // In a chat too, where a short question is searched with the one before it.
        model.forget();
        let (visitor, thread) = (test.visitor().await, new_id());
        test.says(&visitor, thread, "Do you mend my footwear?").await.ok();
        test.read_until(thread, "turn_ended", 1).await;
        test.says(&visitor, thread, "And how fast?").await.ok();
        let events = test.read_until(thread, "turn_ended", 2).await;
        let both = ["query: And how fast?", "query: Do you mend my footwear? And how fast?"];
        assert_eq!(
            *model.asked.lock().unwrap(),
            [vec!["query: Do you mend my footwear?"], both.into()]
        );
        let observed = of_kind(&events, "observed");
        assert_eq!(
            observed[0]["signals"]["found"][0]["passage"]["title"], "Repairs",
            "{observed:?}"
        );

        let mut conn = test.app.db.read().await.unwrap();
        let stored = conn.of(test.tenant).embedding_settings().await.unwrap().unwrap();
        assert!(!stored.secret.unwrap().contains("hunter2"), "it is sealed");
        drop(conn);

        // Off: the built-in table answers as before, and no vector stays.
        test.send(Method::DELETE, "/api/embeddings", test.owner.who(), Value::Null).await.ok();
        assert_eq!(test.found_first(QUESTION).await, before);
        assert_eq!(test.embeddings().await["settings"], Value::Null);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_model_never_mixes_vectors() {
    each(async |test, model, setup| {
        test.learns_all().await;
        let by_table = test.found_first(QUESTION).await;
        test.asks_model(&setup).await.ok();
        test.embedded(TEXTS.len()).await;
        let by_first = test.found_first(QUESTION).await;
        assert_ne!(by_table.1.to_bits(), by_first.1.to_bits());

        let mut conn = test.app.db.read().await.unwrap();
        let first = conn.of(test.tenant).embedding_settings().await.unwrap().unwrap().identity;
        drop(conn);
        model.shut();
        model.extra.store(3, Ordering::SeqCst);
        let mut other = setup.clone();
        other["model"] = json!("more kinds");
        test.asks_model(&other).await.ok();
        let half = |view: &Value| view["state"]["is"] == "embedding" && view["state"]["of"] == 6;
        test.embeddings_until("at work", half).await;
        model.forget();
        assert_eq!(
            test.found_first(QUESTION).await,
            by_table,
            "neither model's, while it is at work"
        );
        assert!(!model.texts().iter().any(|text| text.contains(QUESTION)), "nor is it asked");
        model.open();
        test.embedded(TEXTS.len()).await;
        assert!(test.found_first("What of my sneakers?").await.1 > 0.99);
        assert_eq!(test.embeddings().await["settings"]["dimensions"], 7);
        let drained = async {
            loop {
                let mut conn = test.app.db.read().await.unwrap();
                if conn.of(test.tenant).embedded_texts(&first).await.unwrap().is_empty() {
                    return;
                }
                drop(conn);
                tokio::task::yield_now().await;
            }
        };
        soon("the first model's vectors are gone", drained).await;

        // The same name with other numbers is said, and nothing of it is used.
        model.extra.store(1, Ordering::SeqCst);
        test.learns("new.md", "# New\n\nSomething that was never said before.").await;
        let failed = |view: &Value| view["state"]["is"] == "failed";
        let said = test.embeddings_until("failed", failed).await;
        assert!(said["state"]["why"].as_str().unwrap().contains("another length"), "{said}");
        let (_, likeness) = test.found_first(QUESTION).await;
        assert!(likeness < 0.9, "the built-in table: {likeness}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unchanged_is_not_paid_again_and_what_is_gone_is_forgotten() {
    each(async |test, model, setup| {
        test.learns_all().await;
        test.asks_model(&setup).await.ok();
        test.embedded(TEXTS.len()).await;
        model.forget();
        test.learns("care.md", "# Care\n\nWash wool by machine.\n\n# Jobs\n\nNone.").await;
        test.embedded(TEXTS.len() + 1).await;
        let paid = model.texts();
        assert!(paid.len() <= 2 && paid.iter().all(|it| it.contains("Care")), "{paid:?}");
        assert_eq!(test.vector_rows().await, TEXTS.len() + 1);
        let sources = test.get("/api/sources", test.owner.who()).await.ok();
        let of = |name: &str| {
            let all = sources["sources"].as_array().unwrap();
            let found = all.iter().find(|source| source["name"] == name).unwrap();
            format!("/api/sources/{}", found["id"].as_str().unwrap())
        };
        let gone = of("repairs.md");
        test.send(Method::DELETE, &gone, test.owner.who(), Value::Null).await.ok();
        test.embedded(TEXTS.len()).await;
        assert_eq!(test.vector_rows().await, TEXTS.len());
        assert_eq!(model.texts().len(), paid.len(), "a removal costs nothing");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_pass_is_tried_again_and_the_rest_is_said() {
    each(async |test, model, setup| {
        test.learns_all().await;
        // The first answer is the try before saving.
        let busy = json!({ "error": { "message": "slow down, sk-hunter2" } });
        model.shut();
        test.asks_model(&setup).await.ok();
        model.fails(429, Some("0"), busy.clone());
        model.fails(503, Some("0"), json!({}));
        model.fails(400, None, json!({ "error": "input is too long" }));
        model.open();
        let view = test.embedded(TEXTS.len()).await;
        assert!(!view.to_string().contains("hunter2"), "{view}");
        let sizes: Vec<usize> = model.asked.lock().unwrap().iter().map(Vec::len).collect();
        assert_eq!(sizes, [1, 6, 6, 6, 3, 3], "what is refused is halved");

        let denied = json!({ "error": { "message": "Incorrect API key: sk-hunter2" } });
        model.fails(401, None, denied);
        test.learns("new.md", "# New\n\nSomething that was never said before.").await;
        let failed = |view: &Value| view["state"]["is"] == "failed";
        let said = test.embeddings_until("failed", failed).await;
        let why = said["state"]["why"].as_str().unwrap();
        assert!(why.contains("refused the key") && !why.contains("hunter2"), "{why}");
        test.learns("newer.md", "# Newer\n\nAnd one more that nobody knew.").await;
        test.embedded(TEXTS.len() + 2).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_waits_for_no_model() {
    each(async |test, model, setup| {
        test.learns_all().await;
        let by_table = test.found_first(QUESTION).await;
        test.asks_model(&setup).await.ok();
        test.embedded(TEXTS.len()).await;
        model.is_mute.store(true, Ordering::SeqCst);
        assert_eq!(test.found_first(QUESTION).await, by_table);
        let count = model.asked.lock().unwrap().len();
        assert_eq!(
            test.found_first(QUESTION).await,
            by_table,
            "and the next one does not even ask"
        );
        assert_eq!(model.asked.lock().unwrap().len(), count);
        let unreached = test.embeddings().await["unreached"].take();
        assert_eq!(unreached["questions"], 2, "{unreached}");
        assert!(unreached["why"].as_str().unwrap().contains("took too long"), "{unreached}");
        // Once the pause is over.
        model.is_mute.store(false, Ordering::SeqCst);
        test.app.embeddings.end_pause(test.tenant);
        assert_ne!(test.found_first(QUESTION).await, by_table);
        assert_eq!(test.embeddings().await["unreached"], Value::Null);
    })
    .await;
}
