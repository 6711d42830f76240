//! The rows and the log, on SQLite and PostgreSQL: one SQL text, two drivers.
//!
//! **It decides nothing.** No branch here depends on what a conversation is; the machine in
//! `domain` decides, and `server` performs. Nothing here reads a clock or makes an id.
//!
//! Start at [`Db`] (opening, reading, writing), then [`Workspace`], the only way to a query about
//! a company's data, and [`System`], the one named way past it.

mod actions;
mod assistants;
mod back_test;
mod batch;
mod calls;
mod codes;
mod conversations;
mod copy;
mod embeddings;
mod factors;
mod figures;
mod handoffs;
mod hours;
mod identity;
mod jobs;
mod learning;
mod links;
mod lists;
mod log;
mod mail_settings;
mod mails;
mod migrate;
mod models;
mod open;
mod passages;
mod people;
mod pictures;
mod push;
mod reaches;
mod readings;
mod reads;
mod return_links;
mod rules;
mod runs;
mod sessions;
mod settings;
mod setup;
mod sightings;
mod site_pages;
mod sites;
mod sources;
mod system;
mod tags;
mod teams;
mod traces;
mod uses;
mod versions;
mod visitors;
mod waits;
mod workspace;
mod write;

pub use actions::{ActionRow, ActionSecret, ActionVersion};
pub use assistants::{Assistant, NewAssistant};
pub use back_test::PastTurn;
pub use calls::{ModelCall, ModelDay, day_of};
pub use codes::VisitorCode;
pub use conversations::{ConversationRow, ListRow, Saved};
pub use copy::{Contents, KeyInForce, Looked, look, version};
pub use embeddings::{EmbeddingSettings, TextVector};
pub use factors::SecondFactor;
pub use figures::Drafts;
pub use handoffs::{HandoffCount, HandoffRow, HandoffsOf};
pub use hours::HoursKept;
pub use identity::{IdentityKey, IdentitySettings, IdentityUse, Used};
pub use jobs::{Claimed, NewJob};
pub use links::{Link, LinkKind, NewLink};
pub use lists::{Counted, ViewOf, Window};
pub use log::{Appended, LogRow, SentPicture};
pub use mail_settings::MailSettings;
pub use mails::{Mail, MailChange, MailState, NewMail};
pub use models::{AssistantModel, ModelPrice};
pub use open::Where;
pub use passages::PassageRow;
pub use people::{NewTeammate, Teammate};
pub use pictures::{Added, NewPicture, PictureFile, PictureRow, PictureSize};
pub use push::PushDevice;
pub use readings::Reading;
pub use return_links::{FoundLink, ReturnLink};
pub use rules::{RuleHit, RuleList};
pub use runs::{ActionCall, RunOver, RunRow};
pub use sessions::{NewSession, Session};
pub use settings::Settings;
pub use setup::Setup;
pub use sightings::Sighting;
pub use site_pages::{PageCount, SitePage};
pub use sites::Site;
pub use sources::{NewSource, Source, SourceKind};
pub use system::{SessionOf, System, VisitorOf};
pub use tags::TagRow;
pub use teams::Team;
pub use traces::{Rating, Sureness, TurnTrace};
pub use uses::{Citing, Use};
pub use versions::AssistantVersion;
pub use visitors::Visitor;
pub use waits::{Place, WaitRow};
pub use workspace::{Tenant, Workspace};
pub use write::{Tx, Work};

use sqlx::pool::PoolConnection;
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};

/// A database. Cloning it is cheap.
#[derive(Debug, Clone)]
pub enum Db {
    /// One file; one writer that groups commits, many readers.
    Sqlite {
        /// Connections that only read.
        readers: SqlitePool,
        /// The queue of the one writer.
        writer: write::Writer,
    },
    /// A server.
    Postgres(PgPool),
}

/// A connection, inside or outside a transaction.
#[derive(Debug)]
pub enum Conn {
    /// To the file.
    Sqlite(PoolConnection<Sqlite>),
    /// To the server.
    Postgres(PoolConnection<Postgres>),
}

/// Why the database did not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The driver or the database said so.
    #[error("the database failed: {0}")]
    Sql(sqlx::Error),
    /// A row does not mean anything: a bug or somebody else's hand.
    #[error("table {table}, column {column}, row {row}: {why}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The key of the row.
        row: String,
        /// What is wrong with it.
        why: String,
    },
    /// The queue of writers is full, or the server is stopping.
    #[error("the database has too much to do")]
    Busy,
    /// The disk is full or cannot be written. Reading goes on.
    #[error("the database cannot be written: {0}")]
    Unwritable(String),
    /// Others were faster every time.
    #[error("others changed the same rows {0} times")]
    Contended(usize),
    /// A file of a later version, or a migration that was edited.
    #[error("{0}")]
    Version(String),
}

/// What queries return.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl From<sqlx::Error> for StoreError {
    /// No free connection in time is too much to do, not a fault.
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Self::Busy,
            error if is_unwritable(&error) => Self::Unwritable(error.to_string()),
            error if write::is_conflict(&error) => Self::Contended(1),
            error => Self::Sql(error),
        }
    }
}

/// SQLite's primary codes for an input or output error, a read-only file and a full disk (10, 8 and
/// 13), and PostgreSQL's for a full disk and a server that only reads (53100, 25006).
fn is_unwritable(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| match code.parse::<i64>() {
        Ok(number @ (53_100 | 25_006)) => number > 0,
        Ok(number) => [8, 10, 13].contains(&(number & 0xff)) && number < 10_000,
        Err(_) => false,
    })
}

impl StoreError {
    /// Whether the database itself fails, so that trying the parts of a work apart would help
    /// none of them.
    pub fn is_everybodys(&self) -> bool {
        match self {
            Self::Busy | Self::Unwritable(_) => true,
            Self::Sql(error) => error.as_database_error().is_none(),
            _ => false,
        }
    }

    /// The same error for one more who waited for the same work.
    #[must_use]
    pub fn told_again(&self) -> Self {
        match self {
            Self::Busy => Self::Busy,
            Self::Unwritable(why) => Self::Unwritable(why.clone()),
            error => Self::Sql(sqlx::Error::Protocol(error.to_string())),
        }
    }

    fn inconsistent(
        table: &'static str,
        column: &'static str,
        row: impl std::fmt::Display,
        why: impl std::fmt::Display,
    ) -> Self {
        Self::Inconsistent { table, column, row: row.to_string(), why: why.to_string() }
    }
}

/// Expands the body once per driver, so that each statement is written once.
macro_rules! on {
    ($conn:expr, $c:ident => $body:expr) => {
        match $conn {
            $crate::Conn::Sqlite(connection) => {
                let $c = &mut **connection;
                $body
            }
            $crate::Conn::Postgres(connection) => {
                let $c = &mut **connection;
                $body
            }
        }
    };
}
pub(crate) use on;

impl Db {
    /// A connection to read with. What it reads may be older than a write in progress.
    pub async fn read(&self) -> Result<Conn> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Conn::Sqlite(readers.acquire().await?),
            Self::Postgres(pool) => Conn::Postgres(pool.acquire().await?),
        })
    }

    /// Waits for the last commit and closes every connection.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                // The last connection to close folds the log of writes into the file, and one that
                // only reads cannot.
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// JSON text from a value of our own types.
fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("our own types have a JSON form")
}

/// A value from JSON text that we wrote.
fn from_json<T: serde::de::DeserializeOwned>(
    table: &'static str,
    column: &'static str,
    row: impl std::fmt::Display,
    text: &str,
) -> Result<T> {
    serde_json::from_str(text).map_err(|error| StoreError::inconsistent(table, column, row, error))
}
