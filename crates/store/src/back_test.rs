//! Past conversations, as rules are tried on them: the newest first.

use std::collections::{HashMap, HashSet};

use domain::conversation::{Mark, Millis};
use domain::id::{AssistantId, ConversationId};
use uuid::Uuid;

use crate::{Result, StoreError, Workspace, on};

/// A turn that was.
#[derive(Debug, Clone, PartialEq)]
pub struct PastTurn {
    /// Where.
    pub conversation: ConversationId,
    /// Which turn.
    pub turn: u32,
    /// When it was planned.
    pub at: Millis,
    /// What its rules were asked with, as JSON of the caller's.
    pub facts: String,
}

impl Workspace<'_> {
    /// Turns of an assistant's conversations, the newest conversation first, and within it in their
    /// order. Begins with the newest that is older than one; rehearsals and trials are left out.
    pub async fn past_turns(
        &mut self,
        of: AssistantId,
        older_than: ConversationId,
        limit: i64,
    ) -> Result<Vec<PastTurn>> {
        const SQL: &str = "SELECT t.conversation, t.turn, t.at, t.facts FROM turn_traces t \
             JOIN conversations c ON c.workspace = t.workspace AND c.id = t.conversation \
             WHERE t.workspace = $1 AND t.conversation < $2 AND t.assistant = $3 \
             AND t.facts IS NOT NULL AND c.kind = 'live' \
             ORDER BY t.conversation DESC, t.turn LIMIT $4";
        let rows: Vec<(Uuid, i64, i64, String)> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(older_than.uuid())
            .bind(of.uuid())
            .bind(limit)
            .fetch_all(c)
            .await)?;
        Ok(rows
            .into_iter()
            .map(|(conversation, turn, at, facts)| PastTurn {
                conversation: conversation.into(),
                turn: u32::try_from(turn).unwrap_or(u32::MAX),
                at,
                facts,
            })
            .collect())
    }

    /// Those of a stretch of conversations, both ends included, that did not end well: they reached
    /// a person, or somebody called an answer bad.
    pub async fn not_ended_well(
        &mut self,
        (oldest, newest): (ConversationId, ConversationId),
    ) -> Result<HashSet<ConversationId>> {
        const SQL: &str = "SELECT conversation FROM events WHERE workspace = $1 \
             AND conversation BETWEEN $2 AND $3 AND (body LIKE '{\"event\":\"handed_off\"%' \
             OR body LIKE '{\"event\":\"taken_over\"%') \
             UNION SELECT conversation FROM answer_ratings WHERE workspace = $1 \
             AND conversation BETWEEN $2 AND $3 AND NOT good";
        let rows: Vec<Uuid> = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(oldest.uuid())
            .bind(newest.uuid())
            .fetch_all(c)
            .await)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
    /// Of a stretch of conversations, both ends included: what the team thinks of the first handoff
    /// of each, where that was said.
    pub async fn first_marks(
        &mut self,
        (oldest, newest): (ConversationId, ConversationId),
    ) -> Result<HashMap<ConversationId, Mark>> {
        const SQL: &str = "SELECT conversation, mark FROM handoffs h WHERE workspace = $1 \
             AND conversation BETWEEN $2 AND $3 AND mark IS NOT NULL AND seq = (SELECT MIN(seq) \
             FROM handoffs f WHERE f.workspace = h.workspace AND f.conversation = h.conversation)";
        let rows: Vec<(Uuid, String)> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(oldest.uuid())
            .bind(newest.uuid())
            .fetch_all(c)
            .await)?;
        let read = |(conversation, word): (Uuid, String)| {
            let wrong = || {
                let why = "it is none of the known words";
                StoreError::inconsistent("handoffs", "mark", conversation.to_string(), why)
            };
            Ok((conversation.into(), Mark::parse(&word).ok_or_else(wrong)?))
        };
        rows.into_iter().map(read).collect()
    }
}
