//! The log of a conversation, and the words beside it.

use domain::conversation::{Event, Millis, Seq};
use domain::id::{CommandId, ConversationId};
use domain::message::Audience;
use sqlx::Row as _;
use uuid::Uuid;

use crate::{Result, StoreError, Workspace, from_json, json, on};

/// The version in which event bodies are written now. Every earlier one is still read.
const VERSION: i64 = 1;

/// An event, to append or as stored.
#[derive(Debug, Clone)]
pub struct LogRow {
    /// Its place.
    pub seq: Seq,
    /// The last event before it that the visitor may see.
    pub visitor_prev: Seq,
    /// When it happened.
    pub at: Millis,
    /// The command that caused it; only the first event of a command names it.
    pub command: Option<CommandId>,
    /// What happened.
    pub event: Event,
    /// What was written; none where nothing was, or where it was erased.
    pub words: Option<String>,
}

/// What came of an append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// It stands.
    Yes,
    /// Another writer has this place, or the command has been carried out: nothing was written.
    No,
}

impl Workspace<'_> {
    /// Appends the events of one command. The key of the first is the optimistic lock.
    pub async fn append(
        &mut self,
        conversation: ConversationId,
        events: &[LogRow],
    ) -> Result<Appended> {
        const EVENT: &str = "INSERT INTO events (workspace, conversation, seq, visitor_prev, \
             for_visitor, at, version, command, body) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
        const WORDS: &str =
            "INSERT INTO words (workspace, conversation, seq, text) VALUES ($1, $2, $3, $4)";
        for new in events {
            let stored = on!(&mut *self.conn, c => sqlx::query(EVENT)
                .bind(self.id)
                .bind(conversation.uuid())
                .bind(new.seq)
                .bind(new.visitor_prev)
                .bind(new.event.audience() == Audience::Everyone)
                .bind(new.at)
                .bind(VERSION)
                .bind(new.command.map(CommandId::uuid))
                .bind(json(&new.event))
                .execute(c)
                .await
                .map(|done| done.rows_affected()))?;
            if stored == 0 {
                return Ok(Appended::No);
            }
            if let Some(words) = &new.words {
                on!(&mut *self.conn, c => sqlx::query(WORDS)
                    .bind(self.id)
                    .bind(conversation.uuid())
                    .bind(new.seq)
                    .bind(words.as_str())
                    .execute(c)
                    .await
                    .map(drop))?;
            }
        }
        Ok(Appended::Yes)
    }

    /// Whether a command has been carried out.
    pub async fn has_command(
        &mut self,
        conversation: ConversationId,
        command: CommandId,
    ) -> Result<bool> {
        const SQL: &str = "SELECT COUNT(*) FROM events \
             WHERE workspace = $1 AND conversation = $2 AND command = $3";
        let count: i64 = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(conversation.uuid())
            .bind(command.uuid())
            .fetch_one(c)
            .await)?;
        Ok(count > 0)
    }

    /// Events behind `after`, in order, at most `limit`; all or only the visitor's.
    pub async fn events(
        &mut self,
        conversation: ConversationId,
        after: Seq,
        audience: Audience,
        limit: usize,
    ) -> Result<Vec<LogRow>> {
        const SQL: &str = "SELECT e.seq, e.visitor_prev, e.at, e.command, e.body, w.text \
             FROM events e LEFT JOIN words w ON w.workspace = e.workspace \
             AND w.conversation = e.conversation AND w.seq = e.seq \
             WHERE e.workspace = $1 AND e.conversation = $2 AND e.seq > $3 \
             AND (e.for_visitor OR $4) ORDER BY e.seq LIMIT $5";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        on!(&mut *self.conn, c => {
            let rows = sqlx::query(SQL)
                .bind(self.id)
                .bind(conversation.uuid())
                .bind(after)
                .bind(audience == Audience::Team)
                .bind(limit)
                .fetch_all(c)
                .await?;
            rows.iter().map(|row| {
                let seq: i64 = row.try_get(0)?;
                let body: String = row.try_get(4)?;
                let key = format_args!("{conversation} {seq}");
                Ok(LogRow {
                    seq,
                    visitor_prev: row.try_get(1)?,
                    at: row.try_get(2)?,
                    command: row.try_get::<Option<Uuid>, _>(3)?.map(Into::into),
                    event: from_json("events", "body", key, &body)?,
                    words: row.try_get(5)?,
                })
            }).collect::<Result<Vec<_>, StoreError>>()
        })
    }
}
