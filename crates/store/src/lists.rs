//! Lists of conversations, in windows.

use domain::conversation::Millis;
use domain::id::{ConversationId, TeamId, TeammateId, VisitorId};
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
    /// Those in the queue that wait for this team, longest wait first.
    Team(TeamId),
    /// This teammate's.
    Teammate(TeammateId),
    /// Every one.
    All,
    /// The resolved ones.
    Resolved,
    /// Those that are no visitor's: rehearsals and trials.
    Apart,
    /// This visitor's.
    Visitor(VisitorId),
}

/// A window of a list: rows strictly behind `cursor` in the list's order.
#[derive(Debug, Clone, Copy)]
pub struct Window<'asked> {
    /// Which list.
    pub view: ViewOf,
    /// The sort key and id of the last row of the window before.
    pub cursor: Option<(Millis, ConversationId)>,
    /// At most so many rows.
    pub limit: usize,
    /// Whose `seen` to join.
    pub reader: Option<TeammateId>,
    /// Only those with this tag.
    pub tag: Option<&'asked str>,
}

/// How many conversations an owner has.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Counted {
    /// The word of the owner.
    pub owner: String,
    /// The owner is who asked.
    pub is_me: bool,
    /// The team they wait for, if they wait for one.
    pub team: Option<Uuid>,
    /// How many.
    pub count: i64,
}

/// The rows of a view, and by what they are ordered.
struct Order {
    filter: &'static str,
    key: &'static str,
    direction: &'static str,
    /// Long lists are found by the minute, which their index knows; within it rows are sorted.
    /// Short ones must not name it, or the database would look for them by the minute too.
    by_minute: bool,
}

fn order(view: ViewOf) -> Order {
    let (filter, by_minute) = match view {
        ViewOf::Assistant => ("c.owner = 'assistant' AND $3 = $3", true),
        ViewOf::Queue => ("c.owner = 'queue' AND $3 = $3", false),
        ViewOf::Team(_) => ("c.owner = 'queue' AND c.team = $3", false),
        ViewOf::Teammate(_) => ("c.owner = 'teammate' AND c.teammate = $3", true),
        ViewOf::All => ("c.seq > 0 AND $3 = $3", true),
        ViewOf::Resolved => ("c.owner = 'nobody' AND c.seq > 0 AND $3 = $3", true),
        ViewOf::Apart => ("c.kind <> 'live' AND c.seq > 0 AND $3 = $3", true),
        ViewOf::Visitor(_) => ("c.visitor = $3 AND c.seq > 0", false),
    };
    let (key, direction) = match view {
        ViewOf::Queue | ViewOf::Team(_) => ("c.waiting_since", "ASC"),
        _ => ("c.changed_at", "DESC"),
    };
    Order { filter, key, direction, by_minute }
}

/// The conversations `c` with the tag in `$8`.
const TAGGED: &str = " AND EXISTS (SELECT 1 FROM conversation_tags t \
     WHERE t.workspace = c.workspace AND t.conversation = c.id AND t.tag = $8)";

/// A window: `$3` whose, `$4` and `$5` the cursor, `$6` how many, `$7` the cursor's minute.
fn window_sql(view: ViewOf, is_tagged: bool) -> String {
    let Order { filter, key, direction, by_minute } = order(view);
    let behind = if direction == "ASC" { ">" } else { "<" };
    let (minutes, first) = if by_minute {
        ("c.changed_minute <= $7", "c.changed_minute DESC, ")
    } else {
        ("$7 = $7", "")
    };
    let tagged = if is_tagged { TAGGED } else { "" };
    select(&format!(
        "{filter}{tagged} AND {minutes} \
         AND ({key} {behind} $4 OR ({key} = $4 AND c.id {behind} $5)) \
         ORDER BY {first}{key} {direction}, c.id {direction} LIMIT $6"
    ))
}

impl Workspace<'_> {
    /// A window of a list, in the list's order.
    pub async fn conversations(&mut self, window: Window<'_>) -> Result<Vec<ListRow>> {
        let whose = match window.view {
            ViewOf::Teammate(teammate) => teammate.uuid(),
            ViewOf::Visitor(visitor) => visitor.uuid(),
            ViewOf::Team(team) => team.uuid(),
            _ => Uuid::nil(),
        };
        let (at, id) = window.cursor.unwrap_or(match window.view {
            ViewOf::Queue | ViewOf::Team(_) => (i64::MIN, Uuid::nil().into()),
            _ => (i64::MAX, Uuid::max().into()),
        });
        let sql = window_sql(window.view, window.tag.is_some());
        let limit = i64::try_from(window.limit).unwrap_or(i64::MAX);
        on!(&mut *self.conn, c => {
            let query = sqlx::query_as::<_, Stored>(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(window.reader.map(TeammateId::uuid))
                .bind(whose)
                .bind(at)
                .bind(id.uuid())
                .bind(limit)
                .bind(minute(at));
            match window.tag {
                Some(tag) => query.bind(tag.to_owned()).fetch_all(c).await,
                None => query.fetch_all(c).await,
            }
        })?
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

    /// How many conversations each owner has.
    pub async fn count_conversations(&mut self, me: TeammateId) -> Result<Vec<Counted>> {
        const SQL: &str = "SELECT owner, COALESCE(teammate = $2, FALSE) AS is_me, team, \
             COUNT(*) AS count FROM conversations WHERE workspace = $1 AND seq > 0 \
             GROUP BY 1, 2, 3";
        Ok(on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(me.uuid())
            .fetch_all(c)
            .await)?)
    }

    /// How many conversations are no visitor's.
    pub async fn count_apart(&mut self) -> Result<i64> {
        const SQL: &str = "SELECT COUNT(*) FROM conversations \
             WHERE workspace = $1 AND kind <> 'live' AND seq > 0";
        Ok(on!(&mut *self.conn, c => sqlx::query_scalar(SQL).bind(self.id).fetch_one(c).await)?)
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

#[cfg(test)]
mod tests {
    use sqlx::Row as _;

    use super::{ViewOf, window_sql};
    use crate::{Conn, Db, Where};

    #[tokio::test]
    async fn every_list_is_found_by_an_index_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Where::File(folder.path().join("baton.db"))).await.unwrap();
        let Conn::Sqlite(mut conn) = db.read().await.unwrap() else { unreachable!() };
        let id = uuid::Uuid::nil();
        for (view, index) in [
            (ViewOf::Visitor(id.into()), "conversations_visitor (workspace=? AND visitor=?)"),
            (ViewOf::Queue, "conversations_owner (workspace=? AND owner=?"),
            (ViewOf::Team(id.into()), "conversations_owner (workspace=? AND owner=?"),
            (ViewOf::Teammate(id.into()), "conversations_owner (workspace=? AND owner=?"),
            (ViewOf::Resolved, "conversations_owner (workspace=? AND owner=?"),
            (ViewOf::Apart, "conversations_apart (workspace=? AND changed_minute<?"),
            (ViewOf::All, "conversations_changed (workspace=? AND changed_minute<?"),
        ] {
            let sql = format!("EXPLAIN QUERY PLAN {}", window_sql(view, false));
            let plan = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&mut *conn).await.unwrap();
            let steps: Vec<String> = plan.iter().map(|step| step.get("detail")).collect();
            assert!(steps[0].contains(index), "{view:?}: {steps:?}");
        }
    }
}
