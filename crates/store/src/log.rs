//! The log of a conversation, and the words beside it.

use domain::conversation::{Event, Millis, Seq};
use domain::id::{CommandId, ConversationId, PictureId};
use domain::message::Audience;
use serde::{Deserialize, Serialize};
use sqlx::{QueryBuilder, Row as _};
use uuid::Uuid;

use crate::batch::batches;
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
    /// The pictures that came with it.
    pub pictures: Vec<SentPicture>,
}

/// A picture of a message, with its size, so that a thread keeps its place while it is fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentPicture {
    /// Its id.
    pub id: PictureId,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What a file is called that is no picture; none for a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
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
    /// Appends the events of commands. The key of an event is the optimistic lock.
    pub async fn append(&mut self, events: &[(ConversationId, &LogRow)]) -> Result<Appended> {
        const EVENTS: &str = "INSERT INTO events (workspace, conversation, seq, visitor_prev, \
             for_visitor, at, version, command, body, words, pictures) ";
        let workspace = self.id;
        for events in batches(events) {
            let stored = on!(&mut *self.conn, c => {
                let mut insert = QueryBuilder::new(EVENTS);
                insert.push_values(events, |mut row, (conversation, new)| {
                    row.push_bind(workspace)
                        .push_bind(conversation.uuid())
                        .push_bind(new.seq)
                        .push_bind(new.visitor_prev)
                        .push_bind(new.event.audience() == Audience::Everyone)
                        .push_bind(new.at)
                        .push_bind(VERSION)
                        .push_bind(new.command.map(CommandId::uuid))
                        .push_bind(json(&new.event))
                        .push_bind(new.words.as_deref())
                        .push_bind((!new.pictures.is_empty()).then(|| json(&new.pictures)));
                });
                insert.push(" ON CONFLICT DO NOTHING");
                insert.build().execute(c).await.map(|done| done.rows_affected())
            })?;
            if stored < events.len() as u64 {
                return Ok(Appended::No);
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

    /// Those of the commands that have been carried out.
    pub async fn known_commands(
        &mut self,
        commands: &[CommandId],
    ) -> Result<Vec<(ConversationId, CommandId)>> {
        const SQL: &str = "SELECT conversation, command FROM events WHERE workspace = ";
        let workspace = self.id;
        let mut known = Vec::new();
        for commands in batches(commands) {
            let rows: Vec<(Uuid, Uuid)> = on!(&mut *self.conn, c => {
                let mut query = QueryBuilder::new(SQL);
                query.push_bind(workspace).push(" AND command IN (");
                let mut list = query.separated(", ");
                for command in commands {
                    list.push_bind(command.uuid());
                }
                query.push(")");
                query.build_query_as().fetch_all(c).await
            })?;
            known.extend(rows.into_iter().map(|(of, command)| (of.into(), command.into())));
        }
        Ok(known)
    }

    /// Events behind `after`, in order, at most `limit`; all or only the visitor's.
    pub async fn events(
        &mut self,
        conversation: ConversationId,
        after: Seq,
        audience: Audience,
        limit: usize,
    ) -> Result<Vec<LogRow>> {
        const SQL: &str = "SELECT seq, visitor_prev, at, command, body, words, pictures \
             FROM events \
             WHERE workspace = $1 AND conversation = $2 AND seq > $3 \
             AND (for_visitor OR $4) ORDER BY seq LIMIT $5";
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
                let pictures: Option<String> = row.try_get(6)?;
                let key = || format!("{conversation} {seq}");
                Ok(LogRow {
                    seq,
                    visitor_prev: row.try_get(1)?,
                    at: row.try_get(2)?,
                    command: row.try_get::<Option<Uuid>, _>(3)?.map(Into::into),
                    event: from_json("events", "body", key(), &body)?,
                    words: row.try_get(5)?,
                    pictures: match pictures {
                        Some(text) => from_json("events", "pictures", key(), &text)?,
                        None => Vec::new(),
                    },
                })
            }).collect::<Result<Vec<_>, StoreError>>()
        })
    }
}
