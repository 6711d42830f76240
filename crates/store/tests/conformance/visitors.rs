//! Visitors and their browsers.

use domain::id::VisitorId;
use store::{Db, Tenant};

use crate::fixtures::{assistant, id, workspace, write};

conforms!(a_visitor_has_several_browsers);

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
