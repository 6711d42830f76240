//! The row of a conversation: the machine's state, and what lists are made of.

use domain::conversation::{Conversation, Millis, Owner, Seq};
use domain::id::{AssistantId, ConversationId, TeamId, TeammateId, VisitorId};
use domain::rollout::Kind;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::batch::batches;
use crate::{Result, StoreError, Workspace, from_json, json, on};

/// A conversation as stored.
#[derive(Debug, Clone)]
pub struct ConversationRow {
    /// Its id.
    pub id: ConversationId,
    /// The assistant it is with.
    pub assistant: AssistantId,
    /// The visitor it is with.
    pub visitor: VisitorId,
    /// A visitor's, or one that stays out of every figure.
    pub kind: Kind,
    /// The machine.
    pub state: Conversation,
    /// The last public words, as JSON of the caller's.
    pub preview: Option<String>,
    /// The page the visitor is on, as JSON of the caller's.
    pub page: Option<String>,
    /// That page as it was at the last handoff.
    pub handoff_page: Option<String>,
    /// What was proved of the visitor at the last handoff, as JSON of the caller's.
    pub handoff_identity: Option<String>,
    /// What the visitor told, as JSON of the caller's.
    pub details: Option<String>,
    /// The pages seen, as JSON of the caller's.
    pub trail: Option<String>,
    /// What was answered to actions and set by them, as JSON of the caller's.
    pub facts: Option<String>,
    /// The last event that the visitor has been shown.
    pub visitor_seen: Seq,
    /// The last event that a teammate has been shown.
    pub team_seen: Seq,
    /// When it began.
    pub created_at: Millis,
    /// When its row last changed.
    pub changed_at: Millis,
}

/// A conversation to save.
#[derive(Debug, Clone)]
pub struct Saved {
    /// As it is now.
    pub row: ConversationRow,
    /// Whether a command brought a page. If none did, a visit may have stored a later one.
    pub page: bool,
    /// The same for the trail.
    pub trail: bool,
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
    /// What is proved of the visitor, as JSON of the caller's.
    pub visitor_identity: Option<String>,
    /// Messages of the visitor that the asking teammate has seen.
    pub seen_messages: i64,
}

impl ListRow {
    /// A row of a visitor of whom nothing is known.
    pub fn of_nobody(row: ConversationRow) -> Self {
        let (visitor_name, visitor_email, visitor_identity) = (None, None, None);
        Self { row, visitor_name, visitor_email, visitor_identity, seen_messages: 0 }
    }
}

/// What the rows of a time are found by.
pub(crate) fn minute(at: Millis) -> i64 {
    at.div_euclid(60_000)
}

/// The columns of a row, without those of its visitor and reader.
const FIELDS: &str = "SELECT c.id, c.assistant, c.visitor, c.kind, c.state, c.preview, c.page, \
     c.handoff_page, c.handoff_identity, c.details, c.trail, c.facts, c.visitor_seen, \
     c.team_seen, c.created_at, c.changed_at, ";

/// A few rows for the machine, which asks nobody's eyes. Their visitors are looked up one by one:
/// before it has counted its rows, PostgreSQL joins by reading all visitors there are.
const UNSEEN: &str = "(SELECT name FROM visitors WHERE workspace = c.workspace \
     AND id = c.visitor) AS visitor_name, \
     (SELECT email FROM visitors WHERE workspace = c.workspace \
     AND id = c.visitor) AS visitor_email, \
     (SELECT identity FROM visitors WHERE workspace = c.workspace \
     AND id = c.visitor) AS visitor_identity, \
     CAST(0 AS BIGINT) AS seen_messages FROM conversations c WHERE c.workspace = ";

/// Rows with what the teammate in `$2` has seen of them.
const SEEN: &str = "v.name AS visitor_name, v.email AS visitor_email, \
     v.identity AS visitor_identity, \
     COALESCE(r.messages, 0) AS seen_messages FROM conversations c \
     LEFT JOIN visitors v ON v.workspace = c.workspace AND v.id = c.visitor \
     LEFT JOIN reads r ON r.workspace = c.workspace AND r.conversation = c.id \
     AND r.teammate = $2 WHERE c.workspace = $1";

/// A query of rows with what the teammate in `$2` has seen of them.
pub(crate) fn select(filter: &str) -> String {
    format!("{FIELDS}{SEEN} AND {filter}")
}

#[derive(sqlx::FromRow)]
pub(crate) struct Stored {
    id: Uuid,
    assistant: Uuid,
    visitor: Uuid,
    kind: String,
    state: String,
    preview: Option<String>,
    page: Option<String>,
    handoff_page: Option<String>,
    handoff_identity: Option<String>,
    details: Option<String>,
    trail: Option<String>,
    facts: Option<String>,
    visitor_seen: i64,
    team_seen: i64,
    created_at: i64,
    changed_at: i64,
    visitor_name: Option<String>,
    visitor_email: Option<String>,
    visitor_identity: Option<String>,
    seen_messages: i64,
}

impl Stored {
    pub(crate) fn read(self) -> Result<ListRow> {
        Ok(ListRow {
            row: ConversationRow {
                id: self.id.into(),
                assistant: self.assistant.into(),
                visitor: self.visitor.into(),
                kind: read_kind("conversations", self.id, &self.kind)?,
                state: from_json("conversations", "state", self.id, &self.state)?,
                preview: self.preview,
                page: self.page,
                handoff_page: self.handoff_page,
                handoff_identity: self.handoff_identity,
                details: self.details,
                trail: self.trail,
                facts: self.facts,
                visitor_seen: self.visitor_seen,
                team_seen: self.team_seen,
                created_at: self.created_at,
                changed_at: self.changed_at,
            },
            visitor_name: self.visitor_name,
            visitor_email: self.visitor_email,
            visitor_identity: self.visitor_identity,
            seen_messages: self.seen_messages,
        })
    }
}

/// The kind of a row.
pub(crate) fn read_kind(table: &'static str, id: Uuid, text: &str) -> Result<Kind> {
    Kind::parse(text).ok_or_else(|| StoreError::inconsistent(table, "kind", id, "no such kind"))
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

impl ConversationRow {
    /// A conversation without an event yet.
    pub fn begun(
        id: ConversationId,
        with: AssistantId,
        (visitor, kind): (VisitorId, Kind),
        at: Millis,
    ) -> Self {
        Self {
            id,
            assistant: with,
            visitor,
            kind,
            state: Conversation::default(),
            preview: None,
            page: None,
            handoff_page: None,
            handoff_identity: None,
            details: None,
            trail: None,
            facts: None,
            visitor_seen: 0,
            team_seen: 0,
            created_at: at,
            changed_at: at,
        }
    }
}

impl Workspace<'_> {
    /// One conversation, with what `reader` has seen of it.
    pub async fn conversation(
        &mut self,
        id: ConversationId,
        reader: Option<TeammateId>,
    ) -> Result<Option<ListRow>> {
        let sql = select("c.id = $3");
        on!(&mut *self.conn, c => sqlx::query_as::<_, Stored>(sqlx::AssertSqlSafe(sql))
            .bind(self.id)
            .bind(reader.map(TeammateId::uuid))
            .bind(id.uuid())
            .fetch_optional(c)
            .await)?
        .map(Stored::read)
        .transpose()
    }

    /// Those of the conversations that there are, in no order, with what nobody has seen of them.
    pub async fn conversations_by_id(&mut self, ids: &[ConversationId]) -> Result<Vec<ListRow>> {
        let workspace = self.id;
        let mut found = Vec::with_capacity(ids.len());
        for ids in batches(ids) {
            let rows: Vec<Stored> = on!(&mut *self.conn, c => {
                let mut query = QueryBuilder::new(FIELDS);
                query.push(UNSEEN).push_bind(workspace).push(" AND c.id IN (");
                let mut list = query.separated(", ");
                for id in ids {
                    list.push_bind(id.uuid());
                }
                query.push(")");
                query.build_query_as().fetch_all(c).await
            })?;
            found.extend(rows);
        }
        found.into_iter().map(Stored::read).collect()
    }

    /// Saves states after their events were appended; stores the conversations that are new. One
    /// that another visitor was given meanwhile is `Contended`: whoever is told would be the wrong
    /// one.
    pub async fn save_conversations(&mut self, saved: &[Saved]) -> Result<()> {
        const INSERT: &str = "INSERT INTO conversations (workspace, id, assistant, visitor, kind, \
             seq, state, owner, teammate, team, waiting_since, preview, page, handoff_page, \
             handoff_identity, details, trail, facts, visitor_seen, team_seen, created_at, \
             changed_at, changed_minute) ";
        const UPDATE: &str = " ON CONFLICT (workspace, id) DO UPDATE SET seq = EXCLUDED.seq, \
             state = EXCLUDED.state, owner = EXCLUDED.owner, teammate = EXCLUDED.teammate, \
             team = EXCLUDED.team, \
             waiting_since = EXCLUDED.waiting_since, \
             preview = EXCLUDED.preview, handoff_page = EXCLUDED.handoff_page, \
             handoff_identity = EXCLUDED.handoff_identity, \
             details = EXCLUDED.details, facts = EXCLUDED.facts, \
             page = COALESCE(EXCLUDED.page, conversations.page), \
             trail = COALESCE(EXCLUDED.trail, conversations.trail), \
             changed_at = EXCLUDED.changed_at, changed_minute = EXCLUDED.changed_minute \
             WHERE conversations.visitor = EXCLUDED.visitor";
        let workspace = self.id;
        for saved in batches(saved) {
            let stored = on!(&mut *self.conn, c => {
                let mut insert = QueryBuilder::new(INSERT);
                insert.push_values(saved, |mut values, Saved { row, page, trail }| {
                    values
                        .push_bind(workspace)
                        .push_bind(row.id.uuid())
                        .push_bind(row.assistant.uuid())
                        .push_bind(row.visitor.uuid())
                        .push_bind(row.kind.as_str())
                        .push_bind(row.state.seq)
                        .push_bind(json(&row.state))
                        .push_bind(owner_word(&row.state.owner))
                        .push_bind(row.state.teammate().map(TeammateId::uuid))
                        .push_bind(row.state.team().map(TeamId::uuid))
                        .push_bind(row.state.waiting_since())
                        .push_bind(row.preview.as_deref())
                        .push_bind(row.page.as_deref().filter(|_| *page))
                        .push_bind(row.handoff_page.as_deref())
                        .push_bind(row.handoff_identity.as_deref())
                        .push_bind(row.details.as_deref())
                        .push_bind(row.trail.as_deref().filter(|_| *trail))
                        .push_bind(row.facts.as_deref())
                        .push_bind(row.visitor_seen)
                        .push_bind(row.team_seen)
                        .push_bind(row.created_at)
                        .push_bind(row.changed_at)
                        .push_bind(minute(row.changed_at));
                });
                insert.push(UPDATE);
                insert.build().execute(c).await.map(|done| done.rows_affected())
            })?;
            if stored < saved.len() as u64 {
                return Err(StoreError::Contended(1));
            }
        }
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
        const SQL: &str = "UPDATE conversations SET page = $3, trail = $4, changed_at = $5, \
             changed_minute = $6 WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(page)
            .bind(trail)
            .bind(at)
            .bind(minute(at))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
