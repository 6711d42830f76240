//! The row of a conversation: the machine's state, and what lists are made of.

use domain::conversation::{Conversation, Millis, Owner, Seq};
use domain::id::{AssistantId, ConversationId, TeammateId, VisitorId};
use uuid::Uuid;

use crate::{Result, Workspace, from_json, json, on};

/// A conversation as stored.
#[derive(Debug, Clone)]
pub struct ConversationRow {
    /// Its id.
    pub id: ConversationId,
    /// The assistant it is with.
    pub assistant: AssistantId,
    /// The visitor it is with.
    pub visitor: VisitorId,
    /// The machine.
    pub state: Conversation,
    /// The last public words, as JSON of the caller's.
    pub preview: Option<String>,
    /// The page the visitor is on, as JSON of the caller's.
    pub page: Option<String>,
    /// That page as it was at the last handoff.
    pub handoff_page: Option<String>,
    /// What the visitor told, as JSON of the caller's.
    pub details: Option<String>,
    /// The pages seen, as JSON of the caller's.
    pub trail: Option<String>,
    /// The last event that the visitor has been shown.
    pub visitor_seen: Seq,
    /// The last event that a teammate has been shown.
    pub team_seen: Seq,
    /// When it began.
    pub created_at: Millis,
    /// When its row last changed.
    pub changed_at: Millis,
}

/// What a command changes in the row beside the state. `None` leaves as it was.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// The last public words.
    pub preview: Option<String>,
    /// The page the visitor is on.
    pub page: Option<String>,
    /// The page at a handoff.
    pub handoff_page: Option<String>,
    /// What the visitor told.
    pub details: Option<String>,
    /// The pages seen.
    pub trail: Option<String>,
}

/// A row of a list.
#[derive(Debug, Clone)]
pub struct ListRow {
    /// The conversation.
    pub row: ConversationRow,
    /// The visitor's name, where they told it.
    pub visitor_name: Option<String>,
    /// The visitor's address, where they told it.
    pub visitor_email: Option<String>,
    /// Messages of the visitor that the asking teammate has seen.
    pub seen_messages: i64,
}

pub(crate) const COLUMNS: &str = "SELECT c.id, c.assistant, c.visitor, c.state, c.preview, c.page, \
     c.handoff_page, c.details, c.trail, c.visitor_seen, c.team_seen, c.created_at, c.changed_at, \
     v.name AS visitor_name, v.email AS visitor_email, \
     COALESCE(r.messages, 0) AS seen_messages FROM conversations c \
     LEFT JOIN visitors v ON v.workspace = c.workspace AND v.id = c.visitor \
     LEFT JOIN reads r ON r.workspace = c.workspace AND r.conversation = c.id \
     AND r.teammate = $2 WHERE c.workspace = $1 ";

#[derive(sqlx::FromRow)]
pub(crate) struct Stored {
    id: Uuid,
    assistant: Uuid,
    visitor: Uuid,
    state: String,
    preview: Option<String>,
    page: Option<String>,
    handoff_page: Option<String>,
    details: Option<String>,
    trail: Option<String>,
    visitor_seen: i64,
    team_seen: i64,
    created_at: i64,
    changed_at: i64,
    visitor_name: Option<String>,
    visitor_email: Option<String>,
    seen_messages: i64,
}

impl Stored {
    pub(crate) fn read(self) -> Result<ListRow> {
        Ok(ListRow {
            row: ConversationRow {
                id: self.id.into(),
                assistant: self.assistant.into(),
                visitor: self.visitor.into(),
                state: from_json("conversations", "state", self.id, &self.state)?,
                preview: self.preview,
                page: self.page,
                handoff_page: self.handoff_page,
                details: self.details,
                trail: self.trail,
                visitor_seen: self.visitor_seen,
                team_seen: self.team_seen,
                created_at: self.created_at,
                changed_at: self.changed_at,
            },
            visitor_name: self.visitor_name,
            visitor_email: self.visitor_email,
            seen_messages: self.seen_messages,
        })
    }
}

/// The word of the owner in the row.
fn owner_word(owner: &Owner) -> &'static str {
    match owner {
        Owner::Nobody { .. } => "nobody",
        Owner::Assistant { .. } => "assistant",
        Owner::Queue { .. } => "queue",
        Owner::Teammate { .. } => "teammate",
    }
}

impl Workspace<'_> {
    /// One conversation, with what `reader` has seen of it.
    pub async fn conversation(
        &mut self,
        id: ConversationId,
        reader: Option<TeammateId>,
    ) -> Result<Option<ListRow>> {
        let sql = format!("{COLUMNS} AND c.id = $3");
        on!(&mut *self.conn, c => sqlx::query_as::<_, Stored>(sqlx::AssertSqlSafe(sql))
            .bind(self.id)
            .bind(reader.map(TeammateId::uuid))
            .bind(id.uuid())
            .fetch_optional(c)
            .await)?
        .map(Stored::read)
        .transpose()
    }

    /// Stores a new conversation without an event. False when there is one with this id already.
    pub async fn insert_conversation(
        &mut self,
        id: ConversationId,
        assistant: AssistantId,
        visitor: VisitorId,
        at: Millis,
    ) -> Result<bool> {
        const SQL: &str = "INSERT INTO conversations (workspace, id, assistant, visitor, seq, \
             state, owner, visitor_seen, team_seen, created_at, changed_at) \
             VALUES ($1, $2, $3, $4, 0, $5, 'nobody', 0, 0, $6, $6) ON CONFLICT DO NOTHING";
        let stored = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(assistant.uuid())
            .bind(visitor.uuid())
            .bind(json(&Conversation::default()))
            .bind(at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(stored == 1)
    }

    /// Saves the state after its events were appended.
    pub async fn save_conversation(
        &mut self,
        id: ConversationId,
        state: &Conversation,
        change: &Change,
        at: Millis,
    ) -> Result<()> {
        const SQL: &str = "UPDATE conversations SET seq = $3, state = $4, owner = $5, \
             teammate = $6, waiting_since = $7, preview = COALESCE($8, preview), \
             page = COALESCE($9, page), details = COALESCE($10, details), \
             trail = COALESCE($11, trail), handoff_page = COALESCE($12, handoff_page), \
             changed_at = $13 WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(state.seq)
            .bind(json(state))
            .bind(owner_word(&state.owner))
            .bind(state.teammate().map(TeammateId::uuid))
            .bind(state.waiting_since())
            .bind(change.preview.as_deref())
            .bind(change.page.as_deref())
            .bind(change.details.as_deref())
            .bind(change.trail.as_deref())
            .bind(change.handoff_page.as_deref())
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Notes where the visitor is, without an event.
    pub async fn save_page(
        &mut self,
        id: ConversationId,
        page: &str,
        trail: &str,
        at: Millis,
    ) -> Result<()> {
        const SQL: &str = "UPDATE conversations SET page = $3, trail = $4, changed_at = $5 \
             WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(page)
            .bind(trail)
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// A teammate has been shown events up to `seq`. Returns how many messages of the visitor that
    /// makes.
    pub async fn seen_by_teammate(
        &mut self,
        id: ConversationId,
        teammate: TeammateId,
        seq: Seq,
    ) -> Result<i64> {
        const COUNT: &str = "SELECT COUNT(*) FROM events WHERE workspace = $1 \
             AND conversation = $2 AND seq <= $3 AND body LIKE '{\"event\":\"visitor_said\"%'";
        const READ: &str = "INSERT INTO reads (workspace, conversation, teammate, seq, messages) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace, conversation, teammate) \
             DO UPDATE SET seq = EXCLUDED.seq, messages = EXCLUDED.messages \
             WHERE reads.seq < EXCLUDED.seq";
        const TEAM: &str = "UPDATE conversations SET team_seen = $3 \
             WHERE workspace = $1 AND id = $2 AND team_seen < $3";
        let messages: i64 = on!(&mut *self.conn, c => sqlx::query_scalar(COUNT)
            .bind(self.id)
            .bind(id.uuid())
            .bind(seq)
            .fetch_one(c)
            .await)?;
        on!(&mut *self.conn, c => sqlx::query(READ)
            .bind(self.id)
            .bind(id.uuid())
            .bind(teammate.uuid())
            .bind(seq)
            .bind(messages)
            .execute(c)
            .await
            .map(drop))?;
        on!(&mut *self.conn, c => sqlx::query(TEAM)
            .bind(self.id)
            .bind(id.uuid())
            .bind(seq)
            .execute(c)
            .await
            .map(drop))?;
        Ok(messages)
    }

    /// The visitor has been shown events up to `seq`.
    pub async fn seen_by_visitor(&mut self, id: ConversationId, seq: Seq) -> Result<()> {
        const SQL: &str = "UPDATE conversations SET visitor_seen = $3 \
             WHERE workspace = $1 AND id = $2 AND visitor_seen < $3";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(seq)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
