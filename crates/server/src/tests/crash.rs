//! What a crash cut off goes on after the next start (TRUST 35).

use domain::access::Role;
use domain::conversation::Owner;
use serde_json::json;
use store::{Db, StoreError};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::app::hire;
use super::embeddings::Standin;
use super::talk::{new_id, of_kind};
use super::{Teammate, TestApp, Visitor, place};
use crate::app::App;
use crate::config::Config;
use crate::secrets::Secrets;
use crate::{accounts, clock, jobs};

/// One life of a server after the other, on the same database.
struct Lives {
    config: Config,
    _folder: TempDir,
}

impl Lives {
    fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            data: folder.path().to_owned(),
            allow_private_addresses: vec!["127.0.0.1".parse().unwrap()],
            ..Config::default()
        };
        Self { config, _folder: folder }
    }

    fn on_postgres() -> Self {
        let mut lives = Self::on_sqlite();
        lives.config.database = Some(Runtime::new().unwrap().block_on(place::schema()));
        lives
    }

    /// Lives until `story` ends, and then dies with whatever was at work.
    fn live<T>(&self, name: &str, story: impl AsyncFnOnce(&TestApp) -> T) -> T {
        let runtime = Runtime::new().unwrap();
        let come = runtime.block_on(async {
            let db = Db::open(&self.config.database()).await.unwrap();
            // A start does it on a file; on a server the leases run out by themselves.
            db.write::<_, StoreError, _>(|tx| {
                Box::pin(async move { tx.write_system().release_claims(clock::now()).await })
            })
            .await
            .unwrap();
            let app = App::new(self.config.clone(), db, Secrets::new([7; 32]));
            let tenant = accounts::first_workspace(&app).await.unwrap();
            let owner: Teammate = hire(&app, tenant, name, Role::Owner).await;
            let folder = tempfile::tempdir().unwrap();
            story(&TestApp { app, tenant, owner, _folder: folder }).await
        });
        runtime.shutdown_background();
        come
    }
}

/// Every story here, once per database.
macro_rules! on_both_lives {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite { $(#[test] fn $name() { super::$name(&super::Lives::on_sqlite()); })* }
        mod on_postgres { $(#[test] fn $name() { super::$name(&super::Lives::on_postgres()); })* }
    };
}

on_both_lives!(
    a_turn_that_a_crash_cut_off_is_tried_once_more,
    a_turn_that_crashes_twice_goes_to_a_person,
    a_file_that_a_dead_process_was_reading_is_learnt,
    the_index_is_built_again_and_the_first_question_answered,
    passages_are_embedded_on_where_it_was,
);

/// Somebody asks, and the answer waits while they go on typing: there the server dies.
fn cut_off(lives: &Lives) -> (Visitor, uuid::Uuid) {
    lives.live("Olga", async |test| {
        let (visitor, thread) = (test.visitor().await, new_id());
        test.types(thread, true);
        test.says(&visitor, thread, "What does a teapot cost?").await.ok();
        let events = test.read_until(thread, "observed", 1).await;
        assert_eq!(of_kind(&events, "sentence").len(), 0);
        (visitor, thread)
    })
}

fn a_turn_that_a_crash_cut_off_is_tried_once_more(lives: &Lives) {
    let (visitor, thread) = cut_off(lives);
    lives.live("Omar", async |test| {
        test.work();
        let events = test.read_until(thread, "turn_ended", 1).await;
        let retried = of_kind(&events, "turn_retried");
        assert_eq!((retried.len(), &retried[0]["attempt"]), (1, &json!(2)), "{events:?}");
        let said = of_kind(&events, "sentence");
        assert!(said.iter().all(|sentence| sentence["attempt"] == 2), "{events:?}");
        assert_eq!(said.iter().filter(|sentence| sentence["index"] == 0).count(), 1);
        let seen = test.read_by(&visitor, thread).await;
        assert_eq!(of_kind(&seen, "visitor_said").len(), 1);
    });
}

fn a_turn_that_crashes_twice_goes_to_a_person(lives: &Lives) {
    let (_, thread) = cut_off(lives);
    lives.live("Omar", async |test| {
        test.types(thread, true);
        test.work();
        test.read_until(thread, "observed", 2).await;
    });
    lives.live("Ole", async |test| {
        test.work();
        let events = test.read_until(thread, "handed_off", 1).await;
        assert_eq!(of_kind(&events, "handed_off")[0]["reason"], "failed");
        assert_eq!(of_kind(&events, "turn_retried").len(), 1, "{events:?}");
        let owner = test.state(thread).await.owner;
        assert!(matches!(owner, Owner::Queue { .. }), "{owner:?}");
    });
}

fn a_file_that_a_dead_process_was_reading_is_learnt(lives: &Lives) {
    lives.live("Olga", async |test| {
        test.uploads(&[("care.md", b"# Care\n\nWash it by hand.")]).await;
        let claimed = test
            .app
            .db
            .write::<_, StoreError, _>(|tx| {
                Box::pin(async move {
                    let now = clock::now();
                    tx.write_system().claim_job(now, now + 600_000, new_id()).await
                })
            })
            .await;
        assert!(claimed.unwrap().is_some(), "the file waits to be read");
    });
    lives.live("Omar", async |test| {
        test.work();
        let source = test.becomes("care.md", "ready").await;
        assert_eq!(source["passages"], 1);
    });
}

fn the_index_is_built_again_and_the_first_question_answered(lives: &Lives) {
    let text = "# Returns\n\nYou may return a lamp within thirty days of delivery.";
    lives.live("Olga", async |test| {
        test.work();
        test.learns("returns.md", text).await;
    });
    // Nothing is built ahead here: whoever asks first finds no index at all.
    lives.live("Omar", async |test| {
        let (visitor, thread) = (test.visitor().await, new_id());
        test.says(&visitor, thread, "Within how many days may I return a lamp?").await.ok();
        let events = test.read_until(thread, "turn_ended", 1).await;
        let said = of_kind(&events, "sentence");
        assert!(said.iter().any(|it| it.to_string().contains("thirty days")), "{events:?}");
    });
}

fn passages_are_embedded_on_where_it_was(lives: &Lives) {
    let outside = Runtime::new().unwrap();
    let (model, at) = outside.block_on(Standin::serve());
    let section = |n: u32| format!("# Part {n}\n\nThis is about the part with number {n}.\n\n");
    let manual: String = (1..=100).map(section).collect();
    lives.live("Olga", async |test| {
        test.work();
        test.learns("manual.md", &manual).await;
        // The try before saving and one batch come through.
        model.fails_third(503, "3600");
        test.asks_model(&json!({ "address": format!("http://{at}/v1"), "model": "m" })).await.ok();
        let waits = |view: &serde_json::Value| view["state"]["is"] == "waiting";
        let view = test.embeddings_until("waiting", waits).await;
        assert_eq!((&view["state"]["done"], &view["state"]["of"]), (&json!(64), &json!(100)));
    });
    model.forget();
    lives.live("Omar", async |test| {
        test.work();
        // As a start does.
        jobs::refresh(&test.app, test.tenant).await.unwrap();
        test.embedded(100).await;
        assert_eq!(model.texts().len(), 36, "nothing is paid twice");
    });
}
