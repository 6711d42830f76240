//! What is counted, and what never is: rehearsals and trials stay out of every figure.

use domain::conversation::{Event, Millis};
use domain::id::{AssistantId, ConversationId};
use domain::rollout::Kind;
use uuid::Uuid;

use crate::conversations::minute;
use crate::{Result, Workspace, from_json, on};

/// The conversations `c` that figures are made of. Whoever counts says it.
const COUNTS: &str = "c.kind = 'live' AND c.seq > 0";

/// Tables of what was said in a conversation, or beside it.
const SAID_IN: [&str; 14] = [
    "events",
    "reads",
    "pictures",
    "return_links",
    "reply_notices",
    "turn_traces",
    "model_calls",
    "answer_ratings",
    "action_runs",
    "action_calls",
    "rule_hits",
    "waits",
    "conversation_tags",
    "handoffs",
];

/// What became of drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Drafts {
    /// Written.
    pub written: i64,
    /// Sent as they were.
    pub as_is: i64,
    /// Sent after a teammate changed them.
    pub edited: i64,
    /// Put aside.
    pub dismissed: i64,
}

impl Workspace<'_> {
    /// How many conversations of each assistant began since then.
    pub async fn begun_since(&mut self, since: Millis) -> Result<Vec<(AssistantId, i64)>> {
        let sql = format!(
            "SELECT c.assistant, COUNT(*) FROM conversations c WHERE c.workspace = $1 \
             AND c.changed_minute >= $2 AND c.created_at >= $3 AND {COUNTS} GROUP BY c.assistant"
        );
        let rows: Vec<(Uuid, i64)> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(minute(since))
                .bind(since)
                .fetch_all(c)
                .await)?;
        Ok(rows.into_iter().map(|(assistant, count)| (assistant.into(), count)).collect())
    }

    /// Of the conversations that an assistant began since then: how many are in people's hands
    /// because it is not live for them, and how many it ever answered.
    pub async fn answered_since(
        &mut self,
        assistant: AssistantId,
        since: Millis,
    ) -> Result<(i64, i64)> {
        let sql = format!(
            "SELECT COUNT(*), COALESCE(SUM(CASE WHEN c.state LIKE '%\"last_turn\":0,%' THEN 0 \
             ELSE 1 END), 0) FROM conversations c WHERE c.workspace = $1 AND c.assistant = $2 \
             AND c.changed_minute >= $3 AND c.created_at >= $4 AND {COUNTS}"
        );
        Ok(on!(&mut *self.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(self.id)
            .bind(assistant.uuid())
            .bind(minute(since))
            .bind(since)
            .fetch_one(c)
            .await)?)
    }

    /// What became of an assistant's drafts since then.
    pub async fn drafts_since(&mut self, assistant: AssistantId, since: Millis) -> Result<Drafts> {
        let sql = format!(
            "SELECT e.body FROM events e JOIN conversations c ON c.workspace = e.workspace \
             AND c.id = e.conversation WHERE c.workspace = $1 AND c.assistant = $2 \
             AND c.changed_minute >= $3 AND e.at >= $4 AND {COUNTS} \
             AND (e.body LIKE '{{\"event\":\"draft%' OR e.body LIKE '{{\"event\":\"replied\"%')"
        );
        let bodies: Vec<String> = on!(&mut *self.conn, c =>
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(assistant.uuid())
                .bind(minute(since))
                .bind(since)
                .fetch_all(c)
                .await)?;
        let mut drafts = Drafts::default();
        for body in bodies {
            match from_json("events", "body", assistant, &body)? {
                Event::Drafted { content, .. } if content.verdict.is_some() => drafts.written += 1,
                Event::DraftDismissed { .. } => drafts.dismissed += 1,
                Event::Replied { draft: Some(used), .. } if used.edited => drafts.edited += 1,
                Event::Replied { draft: Some(_), .. } => drafts.as_is += 1,
                _ => {}
            }
        }
        Ok(drafts)
    }

    /// Removes the conversations of a kind with all that was said in them, and their visitors.
    pub async fn delete_kind(&mut self, kind: Kind) -> Result<Vec<ConversationId>> {
        const WHICH: &str =
            "SELECT id FROM conversations WHERE workspace = $1 AND kind = $2 AND kind <> 'live'";
        let ids: Vec<Uuid> = on!(&mut *self.conn, c => sqlx::query_scalar(WHICH)
            .bind(self.id)
            .bind(kind.as_str())
            .fetch_all(c)
            .await)?;
        let of_kind = "workspace = $1 AND kind = $2 AND kind <> 'live'";
        let all = |of: &str| format!("SELECT id FROM {of} WHERE {of_kind}");
        let within = |table: &str, column: &str, of: &str| {
            format!("DELETE FROM {table} WHERE workspace = $1 AND {column} IN ({})", all(of))
        };
        let said = |table: &&str| within(table, "conversation", "conversations");
        let mut statements: Vec<String> = SAID_IN.iter().map(said).collect();
        statements.push(format!("DELETE FROM conversations WHERE {of_kind}"));
        statements.push(within("visitor_tokens", "visitor", "visitors"));
        statements.push(within("visitor_codes", "visitor", "visitors"));
        statements.push(format!("DELETE FROM visitors WHERE {of_kind}"));
        for sql in statements {
            on!(&mut *self.conn, c => sqlx::query(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(kind.as_str())
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(ids.into_iter().map(Into::into).collect())
    }
}
