//! Lists of conversations, in windows.

use domain::conversation::Millis;
use domain::id::{ConversationId, TeammateId, VisitorId};
use uuid::Uuid;

use crate::conversations::{ListRow, Stored, minute, select};
use crate::{Result, Workspace, on};

/// Which conversations a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewOf {
    /// The assistant's.
    Assistant,
    /// Those in the queue, longest wait first.
    Queue,
    /// This teammate's.
    Teammate(TeammateId),
    /// Every one.
    All,
    /// The resolved ones.
    Resolved,
    /// This visitor's.
    Visitor(VisitorId),
}

/// A window of a list: rows strictly behind `cursor` in the list's order.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// Which list.
    pub view: ViewOf,
    /// The sort key and id of the last row of the window before.
    pub cursor: Option<(Millis, ConversationId)>,
    /// At most so many rows.
    pub limit: usize,
    /// Whose `seen` to join.
    pub reader: Option<TeammateId>,
}

impl Workspace<'_> {
    /// A window of a list, in the list's order.
    pub async fn conversations(&mut self, window: Window) -> Result<Vec<ListRow>> {
        let (filter, key, order) = match window.view {
            ViewOf::Assistant => ("c.owner = 'assistant' AND $3 = $3", "c.changed_at", "DESC"),
            ViewOf::Queue => ("c.owner = 'queue' AND $3 = $3", "c.waiting_since", "ASC"),
            ViewOf::Teammate(_) => {
                ("c.owner = 'teammate' AND c.teammate = $3", "c.changed_at", "DESC")
            }
            ViewOf::All => ("c.seq > 0 AND $3 = $3", "c.changed_at", "DESC"),
            ViewOf::Resolved => {
                ("c.owner = 'nobody' AND c.seq > 0 AND $3 = $3", "c.changed_at", "DESC")
            }
            ViewOf::Visitor(_) => ("c.visitor = $3 AND c.seq > 0", "c.changed_at", "DESC"),
        };
        let whose = match window.view {
            ViewOf::Teammate(teammate) => teammate.uuid(),
            ViewOf::Visitor(visitor) => visitor.uuid(),
            _ => Uuid::nil(),
        };
        let behind = if order == "ASC" { ">" } else { "<" };
        let (at, id) = window.cursor.unwrap_or(match order {
            "ASC" => (i64::MIN, Uuid::nil().into()),
            _ => (i64::MAX, Uuid::max().into()),
        });
        // The index knows the minute; within it the rows are sorted.
        let (latest, by_minute) = match key {
            "c.changed_at" => (minute(at), "c.changed_minute DESC,"),
            _ => (i64::MAX, ""),
        };
        let sql = select(&format!(
            "{filter} AND c.changed_minute <= $7 \
             AND ({key} {behind} $4 OR ({key} = $4 AND c.id {behind} $5)) \
             ORDER BY {by_minute} {key} {order}, c.id {order} LIMIT $6"
        ));
        let limit = i64::try_from(window.limit).unwrap_or(i64::MAX);
        on!(&mut *self.conn, c => sqlx::query_as::<_, Stored>(sqlx::AssertSqlSafe(sql))
            .bind(self.id)
            .bind(window.reader.map(TeammateId::uuid))
            .bind(whose)
            .bind(at)
            .bind(id.uuid())
            .bind(limit)
            .bind(latest)
            .fetch_all(c)
            .await)?
        .into_iter()
        .map(Stored::read)
        .collect()
    }

    /// Conversations whose row changed at or after `since`, for the sweep that heals the lists.
    pub async fn changed_since(&mut self, since: Millis, limit: usize) -> Result<Vec<ListRow>> {
        let sql = select(
            "c.changed_minute >= $5 AND c.changed_at >= $3 \
             ORDER BY c.changed_minute, c.changed_at LIMIT $4",
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        on!(&mut *self.conn, c => sqlx::query_as::<_, Stored>(sqlx::AssertSqlSafe(sql))
            .bind(self.id)
            .bind(None::<Uuid>)
            .bind(since)
            .bind(limit)
            .bind(minute(since))
            .fetch_all(c)
            .await)?
        .into_iter()
        .map(Stored::read)
        .collect()
    }

    /// How many conversations each owner has: word of the owner, whether it is `me`, count.
    pub async fn count_conversations(
        &mut self,
        me: TeammateId,
    ) -> Result<Vec<(String, bool, i64)>> {
        const SQL: &str = "SELECT owner, COALESCE(teammate = $2, FALSE), COUNT(*) \
             FROM conversations WHERE workspace = $1 AND seq > 0 GROUP BY 1, 2";
        Ok(on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(me.uuid())
            .fetch_all(c)
            .await)?)
    }

    /// The conversations that a teammate has.
    pub async fn conversations_of(&mut self, teammate: TeammateId) -> Result<Vec<ConversationId>> {
        const SQL: &str = "SELECT id FROM conversations \
             WHERE workspace = $1 AND owner = 'teammate' AND teammate = $2";
        let ids: Vec<Uuid> = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(teammate.uuid())
            .fetch_all(c)
            .await)?;
        Ok(ids.into_iter().map(Into::into).collect())
    }
}
