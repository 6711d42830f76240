//! Visitors and their browsers.

use domain::id::VisitorId;
use store::{Db, IdentitySettings, IdentityUse, Saved, StoreError, Tenant, Used};

use crate::fixtures::{assistant, conversation, id, workspace, write};

conforms!(
    a_visitor_has_several_browsers,
    a_merge_moves_everything_and_forgets_the_one,
    a_row_of_before_a_merge_is_not_saved,
    a_token_of_one_browser_is_no_others,
    a_token_of_several_browsers_dies_with_any_until_it_expires,
    settings_begin_at_their_defaults_and_stay_as_saved,
);

async fn of_token(db: &Db, token: &[u8]) -> Option<(Tenant, VisitorId)> {
    let mut conn = db.read().await.unwrap();
    let found = conn.system().visitor_by_token(token).await.unwrap();
    found.map(|found| (found.tenant, found.visitor))
}

async fn a_visitor_has_several_browsers(db: Db) {
    let tenant = workspace(&db).await;
    let assistant = assistant(&db, tenant).await;
    let (maya, tom): (VisitorId, VisitorId) = (id(), id());
    write(&db, move |tx| {
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            rows.insert_visitor(maya, b"desk", assistant, 1).await?;
            rows.insert_visitor(tom, b"other", assistant, 1).await?;
            rows.insert_visitor_token(maya, b"phone", assistant, 2).await
        })
    })
    .await;
    assert_eq!(of_token(&db, b"desk").await, Some((tenant, maya)));
    assert_eq!(of_token(&db, b"phone").await, Some((tenant, maya)));
    assert_eq!(of_token(&db, b"other").await, Some((tenant, tom)));
    assert_eq!(of_token(&db, b"nobody").await, None);
}

/// A database as the first version left it, with one visitor.
const BEFORE: &[&str] = &[
    include_str!("../../migrations/0001_start.sql"),
    "CREATE TABLE migrations (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)",
    "INSERT INTO migrations VALUES (1, 'start')",
];

const VISITOR: &str = "INSERT INTO visitors (workspace, id, token, assistant, created_at) \
     VALUES ($1, $2, $3, $4, 7)";

#[tokio::test]
async fn a_visitor_of_before_is_known_by_their_token_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("old.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&file).create_if_missing(true);
    let old = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let (workspace, maya): (uuid::Uuid, uuid::Uuid) = (id(), id());
    for sql in BEFORE {
        sqlx::raw_sql(*sql).execute(&old).await.unwrap();
    }
    let row = sqlx::query(VISITOR).bind(workspace).bind(maya).bind(&b"desk"[..]).bind(workspace);
    row.execute(&old).await.unwrap();
    old.close().await;
    let db = Db::open(&store::Where::File(file)).await.unwrap();
    assert_eq!(of_token(&db, b"desk").await.unwrap().1.uuid(), maya);
}

#[tokio::test]
async fn a_visitor_of_before_is_known_by_their_token_on_postgres() {
    let (address, old) = crate::place::empty_postgres("a_visitor_of_before").await;
    let (workspace, maya): (uuid::Uuid, uuid::Uuid) = (id(), id());
    for sql in BEFORE {
        sqlx::raw_sql(*sql).execute(&old).await.unwrap();
    }
    let row = sqlx::query(VISITOR).bind(workspace).bind(maya).bind(&b"desk"[..]).bind(workspace);
    row.execute(&old).await.unwrap();
    let db = Db::open(&store::Where::Server(address)).await.unwrap();
    assert_eq!(of_token(&db, b"desk").await.unwrap().1.uuid(), maya);
}

pub(crate) async fn person(db: &Db, tenant: Tenant, subject: Option<&'static str>) -> VisitorId {
    let (visitor, with) = (id(), id());
    let token = format!("{visitor}");
    write(db, move |tx| {
        let token = token.clone();
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            rows.insert_visitor(visitor, token.as_bytes(), with, 1).await?;
            rows.save_identity(visitor, subject, "{}").await
        })
    })
    .await;
    visitor
}

async fn a_merge_moves_everything_and_forgets_the_one(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let (anonymous, maya) =
        (person(&db, tenant, None).await, person(&db, tenant, Some("42")).await);
    let elsewhere = person(&db, other, Some("42")).await;
    let thread = conversation(&db, tenant, anonymous, 1).await;
    let untouched = conversation(&db, tenant, id(), 1).await;
    write(&db, move |tx| {
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            rows.name_visitor(anonymous, Some("M"), Some("m@home.example")).await?;
            rows.name_visitor(maya, Some("Maya"), None).await
        })
    })
    .await;
    let moved = write(&db, move |tx| {
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            let from = rows.hold_visitor(anonymous).await?.unwrap();
            rows.merge_visitor(&from, maya).await
        })
    })
    .await;
    assert_eq!(moved, [thread]);
    let token = anonymous.to_string();
    assert_eq!(of_token(&db, token.as_bytes()).await, Some((tenant, maya)));
    let mut conn = db.read().await.unwrap();
    let mut rows = conn.of(tenant);
    assert!(rows.visitor(anonymous).await.unwrap().is_none());
    let known = rows.visitor_of_subject("42").await.unwrap().unwrap();
    assert_eq!((known.id, known.name.as_deref()), (maya, Some("Maya")), "not told over");
    assert_eq!(known.email, None, "an address that was only typed is not theirs");
    let row = rows.conversation(thread, None).await.unwrap().unwrap();
    assert_eq!(row.row.visitor, maya);
    let row = rows.conversation(untouched, None).await.unwrap().unwrap();
    assert_ne!(row.row.visitor, maya);
    let there = conn.of(other).visitor_of_subject("42").await.unwrap().unwrap();
    assert_eq!(there.id, elsewhere, "the same id at another company is somebody else");
}

/// Whoever decided on a row of before the merge begins anew, or the wrong visitor would be told.
async fn a_row_of_before_a_merge_is_not_saved(db: Db) {
    let tenant = workspace(&db).await;
    let (anonymous, maya) =
        (person(&db, tenant, None).await, person(&db, tenant, Some("42")).await);
    let thread = conversation(&db, tenant, anonymous, 1).await;
    let before = db.read().await.unwrap().of(tenant).conversation(thread, None).await.unwrap();
    write(&db, move |tx| {
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            let from = rows.hold_visitor(anonymous).await?.unwrap();
            rows.merge_visitor(&from, maya).await.map(drop)
        })
    })
    .await;
    let row = before.unwrap().row;
    let saved: Result<(), StoreError> = db
        .write(move |tx| {
            let saved = Saved { row: row.clone(), page: false, trail: false };
            Box::pin(async move { tx.write_of(tenant).save_conversations(&[saved]).await })
        })
        .await;
    assert!(matches!(saved, Err(StoreError::Contended(_))), "{saved:?}");
}

async fn uses(db: &Db, tenant: Tenant, session: &'static [u8], once: bool) -> Used {
    write(db, move |tx| {
        Box::pin(async move {
            let new = IdentityUse {
                token: b"token".to_vec(),
                session: session.to_vec(),
                once,
                expires_at: 100,
            };
            tx.write_of(tenant).use_identity(&new).await
        })
    })
    .await
}

async fn ends(db: &Db, tenant: Tenant, session: &'static [u8]) {
    write(db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).end_identities_of(session).await })
    })
    .await;
}

async fn a_token_of_one_browser_is_no_others(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    assert_eq!(uses(&db, tenant, b"desk", true).await, Used::Now);
    assert_eq!(uses(&db, tenant, b"desk", true).await, Used::Before);
    assert_eq!(uses(&db, tenant, b"thief", true).await, Used::ByAnother);
    assert_eq!(uses(&db, other, b"thief", true).await, Used::Now, "another company's");
    ends(&db, tenant, b"desk").await;
    assert_eq!(uses(&db, tenant, b"desk", true).await, Used::Dead);
    assert_eq!(uses(&db, tenant, b"thief", true).await, Used::Dead);
    assert_eq!(uses(&db, other, b"thief", true).await, Used::Before);
}

async fn a_token_of_several_browsers_dies_with_any_until_it_expires(db: Db) {
    let tenant = workspace(&db).await;
    assert_eq!(uses(&db, tenant, b"desk", false).await, Used::Now);
    assert_eq!(uses(&db, tenant, b"phone", false).await, Used::Now);
    ends(&db, tenant, b"phone").await;
    for session in [&b"desk"[..], b"phone", b"new"] {
        assert_eq!(uses(&db, tenant, session, false).await, Used::Dead);
    }
    for (now, left) in [(100, Used::Dead), (101, Used::Now)] {
        write(&db, move |tx| {
            Box::pin(async move { tx.write_of(tenant).sweep_identities(now).await })
        })
        .await;
        assert_eq!(uses(&db, tenant, b"desk", false).await, left);
    }
}

async fn settings_begin_at_their_defaults_and_stay_as_saved(db: Db) {
    let tenant = workspace(&db).await;
    let read =
        async |db: &Db| db.read().await.unwrap().of(tenant).identity_settings().await.unwrap();
    assert_eq!(read(&db).await, IdentitySettings::default());
    let settings = IdentitySettings { allow_hash: true, signed_only: vec!["vip".into()] };
    for settings in [settings.clone(), IdentitySettings::default(), settings] {
        let new = settings.clone();
        write(&db, move |tx| {
            let new = new.clone();
            Box::pin(async move { tx.write_of(tenant).save_identity_settings(&new).await })
        })
        .await;
        assert_eq!(read(&db).await, settings);
    }
}
