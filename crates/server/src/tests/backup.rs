//! A backup under load, restored elsewhere: what was acknowledged is there, and talk goes on.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::StatusCode;
use clap::Parser as _;
use domain::access::Role;
use serde_json::json;
use store::Where;
use tempfile::TempDir;
use uuid::Uuid;

use super::app::hire;
use super::identity::{in_an_hour, sign};
use super::talk::new_id;
use super::{TestApp, Visitor, Who, soon};
use crate::cli::{self, Cli};
use crate::config::Config;
use crate::{accounts, control};

/// A server on a folder that outlives it, as `baton serve` opens it.
async fn server_on(data: &Path) -> TestApp {
    let config = Config {
        data: data.to_owned(),
        visitor_commands_per_second: 1_000.try_into().unwrap(),
        ..Config::default()
    };
    let app = cli::open(config).await.unwrap();
    let tenant = accounts::first_workspace(&app).await.unwrap();
    let known = app.db.read().await.unwrap().of(tenant).teammates().await.unwrap();
    let owner = hire(&app, tenant, &format!("Olga{}", known.len()), Role::Owner).await;
    TestApp { app, tenant, owner, _folder: tempfile::tempdir().unwrap() }
}

/// A command as somebody types it.
async fn baton(words: &[&str]) -> Result<(), String> {
    let typed = ["baton"].iter().chain(words);
    cli::run(Cli::try_parse_from(typed).unwrap()).await.map_err(|error| format!("{error:#}"))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The words of a thread as its visitor reads them, to the end.
async fn words(test: &TestApp, visitor: &Visitor, thread: Uuid) -> Vec<String> {
    let (mut words, mut after) = (Vec::new(), 0);
    loop {
        let path = format!("/api/visitor/conversations/{thread}/events?after={after}");
        let page = test.get(&path, visitor.who()).await.ok();
        let events = page["events"].as_array().unwrap();
        words.extend(events.iter().filter_map(|it| it["text"].as_str().map(str::to_owned)));
        if page["more"] != true {
            return words;
        }
        after = events.last().unwrap()["seq"].as_u64().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_before_a_backup_is_in_it_and_the_conversation_goes_on() {
    let (folder, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (data, file) = (folder.path().join("data"), place.path().join("baton.tar"));
    let lock = control::lock(&data).unwrap().unwrap();
    let test = server_on(&data).await;
    let visitor = test.visitor().await;
    let (thread, _) = test.answered(&visitor).await;
    let (acknowledged, enough) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    let (half, begun) = tokio::sync::oneshot::channel();
    let load = async {
        let mut half = Some(half);
        for number in 0.. {
            if enough.load(Ordering::SeqCst) {
                break;
            }
            let words = format!("Message {number}");
            test.says(&visitor, thread, &words).await.ok();
            acknowledged.lock().unwrap().push(words);
            if number == 100 {
                half.take().unwrap().send(()).unwrap();
            }
        }
    };
    let backup = async {
        begun.await.unwrap();
        let before = acknowledged.lock().unwrap().clone();
        let done = baton(&["backup", text(&file), "--data", text(&data)]).await;
        enough.store(true, Ordering::SeqCst);
        done.unwrap();
        before
    };
    let (before, ()) =
        soon("a backup under load", Box::pin(async { tokio::join!(backup, load) })).await;
    let written = acknowledged.lock().unwrap().len();
    assert!(before.len() > 100 && written > before.len(), "{written} during the backup");
    test.app.stop();
    test.app.db.close().await;
    drop(lock);

    let elsewhere = place.path().join("elsewhere");
    baton(&["restore", text(&file), "--data", text(&elsewhere)]).await.unwrap();
    let mut looked = store::look(&Where::File(elsewhere.join("baton.db"))).await.unwrap();
    assert_eq!(looked.wrongs(false).await.unwrap(), Vec::<String>::new());
    looked.close().await.unwrap();
    let restored = server_on(&elsewhere).await;
    let there = words(&restored, &visitor, thread).await;
    let said: Vec<_> = there.iter().filter(|it| it.starts_with("Message")).cloned().collect();
    assert!(said.starts_with(&before), "{} of {}", said.len(), before.len());
    assert!(said.len() <= written, "and nothing that was not said");
    restored.says(&visitor, thread, "Are you still there?").await.ok();
    let there = words(&restored, &visitor, thread).await;
    assert_eq!(there.last().unwrap(), "Are you still there?");
    let sealed = test.app.secrets.seal("a", "b");
    assert_eq!(restored.app.secrets.open_sealed("a", &sealed).unwrap(), "b", "the key came too");
    let session = restored.get("/api/me", test.owner.who()).await;
    assert_eq!(session.status, StatusCode::UNAUTHORIZED, "old sessions have ended");
}

/// A folder with a stopped server's data, and one visitor's thread in it.
async fn stopped() -> (TempDir, Visitor, Uuid) {
    let folder = tempfile::tempdir().unwrap();
    let test = server_on(folder.path()).await;
    let (visitor, thread) = (test.visitor().await, new_id());
    test.says(&visitor, thread, "What does a teapot cost?").await.ok();
    test.app.db.close().await;
    (folder, visitor, thread)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_over_or_under_way_does_not_come_back_with_a_backup() {
    let (folder, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (file, elsewhere) = (place.path().join("a.tar"), place.path().join("elsewhere"));
    let test = server_on(folder.path()).await;
    test.work();
    let key = test.signing_key().await;
    let (stranger, maya) = (test.visitor().await, test.visitor().await);
    let (thread, _) = test.waiting(&stranger).await;
    let claims = json!({ "sub": "maya", "exp": in_an_hour() });
    let prove = json!({ "type": "token", "token": sign(&key, &claims) });
    test.post("/api/visitor/identity", maya.who(), prove.clone()).await.ok();
    let link = test.mailed_link(thread, "maya@home.example").await;
    let mail = test.waiting_mail("maya@home.example").await;
    test.app.stop();
    test.app.db.close().await;
    baton(&["backup", text(&file), "--data", text(folder.path())]).await.unwrap();
    baton(&["restore", text(&file), "--data", text(&elsewhere)]).await.unwrap();

    let restored = server_on(&elsewhere).await;
    let failed = restored.mails("failed").await.remove(0);
    assert_eq!(failed["id"], mail.to_string());
    assert!(failed["detail"].as_str().unwrap().contains("restored from a backup"), "{failed}");
    assert!(restored.mails("waiting").await.is_empty());
    restored.retry(&failed).await;
    assert_eq!(restored.mails("waiting").await.len(), 1, "by hand it goes");
    let asked = json!({ "token": link });
    let opened = restored.post("/api/back/open", Who::Nobody, asked).await.ok();
    assert_eq!(opened["state"], "used", "a fresh one can be asked for");
    assert!(!restored.read_by(&stranger, thread).await.is_empty(), "who cannot sign in stays");
    let over = restored.post("/api/visitor/identity", maya.who(), prove).await;
    assert_eq!(over.status, StatusCode::UNAUTHORIZED, "who was vouched for is vouched for anew");
    let mut looked = store::look(&Where::File(elsewhere.join("baton.db"))).await.unwrap();
    let keys = looked.signing_keys().await.unwrap();
    assert!(key.secret.ends_with(&keys[0].hint), "{keys:?}");
    assert_eq!((keys.len(), keys[0].created_by.as_deref()), (1, Some("Olga0")));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_over_unless_it_was_said() {
    let (folder, visitor, thread) = stopped().await;
    let place = tempfile::tempdir().unwrap();
    let (data, file) = (text(folder.path()), place.path().join("a.tar"));
    baton(&["backup", text(&file), "--data", data]).await.unwrap();
    let again = baton(&["backup", text(&file), "--data", data]).await.unwrap_err();
    assert!(again.contains("is there already"), "{again}");
    baton(&["backup", text(&file), "--data", data, "--replace", "--without-key"]).await.unwrap();

    let used = baton(&["restore", text(&file), "--data", data]).await.unwrap_err();
    assert!(used.contains("--replace"), "{used}");
    let held = control::lock(folder.path()).unwrap();
    let runs = baton(&["restore", text(&file), "--data", data, "--replace"]).await.unwrap_err();
    assert!(runs.contains("stop it first"), "{runs}");
    drop(held);
    baton(&["restore", text(&file), "--data", data, "--replace"]).await.unwrap();
    let names = std::fs::read_dir(data).unwrap().map(|it| it.unwrap().file_name());
    let aside = names.map(|it| it.into_string().unwrap());
    let aside = aside.into_iter().find(|it| it.starts_with("before-restore-")).unwrap();
    let aside = folder.path().join(aside);
    assert!(aside.join("baton.db").exists());
    assert!(folder.path().join("secret.key").exists(), "the backup had none: ours stays");
    let restored = server_on(folder.path()).await;
    assert_eq!(words(&restored, &visitor, thread).await[0], "What does a teapot cost?");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_damaged_newer_or_no_backup_is_refused_and_leaves_nothing() {
    let (folder, ..) = stopped().await;
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("a.tar");
    baton(&["backup", text(&file), "--data", text(folder.path())]).await.unwrap();
    let whole = std::fs::read(&file).unwrap();
    let flipped = {
        let mut bytes = whole.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        bytes
    };
    let newer = String::from_utf8_lossy(&whole[..2_048]).replace("\"format\": 1", "\"format\": 9");
    let newer = [newer.as_bytes(), &whole[2_048..]].concat();
    let elsewhere = place.path().join("elsewhere");
    for (bytes, why) in [
        (whole[..whole.len() / 2].to_vec(), "cut short"),
        (flipped, "damaged"),
        (newer, "newer than this one"),
        (b"not a backup".repeat(1_000), "no backup"),
        (vec![], "no backup"),
    ] {
        let wrong = place.path().join("wrong.tar");
        std::fs::write(&wrong, bytes).unwrap();
        let refused = baton(&["restore", text(&wrong), "--data", text(&elsewhere)]).await;
        let refused = refused.unwrap_err();
        assert!(refused.contains(why), "{why}: {refused}");
        let left: Vec<_> = std::fs::read_dir(&elsewhere).unwrap().flatten().collect();
        assert!(left.len() == 1 && left[0].file_name() == "lock", "{left:?}");
    }
    let none = baton(&["backup", "--data", text(&elsewhere)]).await.unwrap_err();
    assert!(none.contains("no database"), "{none}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_key_is_neither_written_over_nor_taken_for_the_right_one() {
    let (folder, ..) = stopped().await;
    let place = tempfile::tempdir().unwrap();
    let (file, elsewhere) = (place.path().join("a.tar"), place.path().join("elsewhere"));
    baton(&["backup", text(&file), "--data", text(folder.path())]).await.unwrap();
    std::fs::create_dir(&elsewhere).unwrap();
    std::fs::write(elsewhere.join("secret.key"), "theirs").unwrap();
    let refused = baton(&["restore", text(&file), "--data", text(&elsewhere)]).await.unwrap_err();
    assert!(refused.contains("another key"), "{refused}");
    assert_eq!(std::fs::read(elsewhere.join("secret.key")).unwrap(), b"theirs");
    assert!(!elsewhere.join("baton.db").exists());
}
