//! Runs of actions, to be found by their action, and what they asked programs of the owner.

use domain::conversation::{Millis, Seq};
use domain::id::{ActionId, ConversationId};
use uuid::Uuid;

use crate::{Result, System, Workspace, on};

/// A run as it is found by its action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    /// Where it ran.
    pub conversation: ConversationId,
    /// Its number there.
    pub run: u32,
    /// Of which action.
    pub action: ActionId,
    /// As it was published then.
    pub version: i64,
    /// Where its first event stands.
    pub since: Seq,
    /// What began it, as a word of the caller's.
    pub started: String,
    /// When.
    pub started_at: Millis,
    /// When it ended, if it has.
    pub ended_at: Option<Millis>,
    /// How, as JSON of the caller's.
    pub ended: Option<String>,
}

/// The end of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOver {
    /// Where it ran.
    pub conversation: ConversationId,
    /// Its number there.
    pub run: u32,
    /// When.
    pub at: Millis,
    /// How, as JSON of the caller's.
    pub ended: String,
    /// A lookup failed.
    pub failed: bool,
}

/// What a run asked a program of the owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionCall {
    /// Its id.
    pub id: Uuid,
    /// Where.
    pub conversation: ConversationId,
    /// By which run.
    pub run: u32,
    /// When.
    pub at: Millis,
    /// All of it, as JSON of the caller's.
    pub body: String,
}

type Row = (Uuid, i64, Uuid, i64, i64, String, i64, Option<i64>, Option<String>);

const COLUMNS: &str =
    "conversation, run, action, version, since, started, started_at, ended_at, ended";

fn read(row: Row) -> RunRow {
    let (conversation, run, action, version, since, started, started_at, ended_at, ended) = row;
    RunRow {
        conversation: conversation.into(),
        run: u32::try_from(run).unwrap_or(u32::MAX),
        action: action.into(),
        version,
        since,
        started,
        started_at,
        ended_at,
        ended,
    }
}

impl Workspace<'_> {
    /// Notes that a run began.
    pub async fn note_run(&mut self, run: &RunRow) -> Result<()> {
        const SQL: &str = "INSERT INTO action_runs (workspace, conversation, run, action, \
             version, since, started, started_at, failed) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (workspace, conversation, run) DO NOTHING";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(run.conversation.uuid())
            .bind(i64::from(run.run))
            .bind(run.action.uuid())
            .bind(run.version)
            .bind(run.since)
            .bind(run.started.as_str())
            .bind(run.started_at)
            .bind(false)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Notes that it ended.
    pub async fn end_run(&mut self, over: &RunOver) -> Result<()> {
        const SQL: &str = "UPDATE action_runs SET ended_at = $4, ended = $5, failed = $6 \
             WHERE workspace = $1 AND conversation = $2 AND run = $3";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(over.conversation.uuid())
            .bind(i64::from(over.run))
            .bind(over.at)
            .bind(over.ended.as_str())
            .bind(over.failed)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// One run.
    pub async fn run(&mut self, of: ConversationId, run: u32) -> Result<Option<RunRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM action_runs \
             WHERE workspace = $1 AND conversation = $2 AND run = $3"
        );
        let row: Option<Row> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(of.uuid())
                .bind(i64::from(run))
                .fetch_optional(c)
                .await)?;
        Ok(row.map(read))
    }

    /// Runs of an action that began before that one, newest first.
    pub async fn runs_of(
        &mut self,
        of: ActionId,
        before: (Millis, ConversationId, u32),
        only_failed: bool,
        limit: u32,
    ) -> Result<Vec<RunRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM action_runs WHERE workspace = $1 AND action = $2 \
             AND (started_at < $3 OR (started_at = $3 AND conversation < $4) \
             OR (started_at = $3 AND conversation = $4 AND run < $5)) \
             AND (NOT $6 OR failed) ORDER BY started_at DESC, conversation DESC, run DESC LIMIT $7"
        );
        let rows: Vec<Row> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(of.uuid())
                .bind(before.0)
                .bind(before.1.uuid())
                .bind(i64::from(before.2))
                .bind(only_failed)
                .bind(i64::from(limit))
                .fetch_all(c)
                .await)?;
        Ok(rows.into_iter().map(read).collect())
    }

    /// By action: runs since then, and how many of them failed.
    pub async fn count_runs(&mut self, since: Millis) -> Result<Vec<(ActionId, i64, i64)>> {
        const SQL: &str = "SELECT action, COUNT(*), \
             COUNT(CASE WHEN failed THEN 1 END) FROM action_runs \
             WHERE workspace = $1 AND started_at >= $2 GROUP BY action";
        let rows: Vec<(Uuid, i64, i64)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(since).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(id, runs, failed)| (id.into(), runs, failed)).collect())
    }

    /// Notes that a run is about to ask a program. False when it was about to before.
    pub async fn begin_action_call(&mut self, call: &ActionCall) -> Result<bool> {
        self.put_action_call(call, "DO NOTHING").await.map(|stored| stored > 0)
    }

    /// Notes what a run asked a program, in place of what was noted when it began.
    pub async fn note_action_call(&mut self, call: &ActionCall) -> Result<()> {
        self.put_action_call(call, "DO UPDATE SET body = EXCLUDED.body").await.map(drop)
    }

    async fn put_action_call(&mut self, call: &ActionCall, again: &str) -> Result<u64> {
        let sql = format!(
            "INSERT INTO action_calls (workspace, id, conversation, run, at, body) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (workspace, id) {again}"
        );
        Ok(on!(&mut *self.conn, c => sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(self.id)
            .bind(call.id)
            .bind(call.conversation.uuid())
            .bind(i64::from(call.run))
            .bind(call.at)
            .bind(call.body.as_str())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?)
    }

    /// What a run asked programs, in order, as JSON of the caller's.
    pub async fn action_calls(&mut self, of: ConversationId, run: u32) -> Result<Vec<String>> {
        const SQL: &str = "SELECT body FROM action_calls \
             WHERE workspace = $1 AND conversation = $2 AND run = $3 ORDER BY at, id";
        Ok(on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .bind(i64::from(run))
            .fetch_all(c)
            .await)?)
    }
}

impl System<'_> {
    /// Forgets what was asked of programs before then, and codes that ended before.
    pub async fn forget_action_calls(&mut self, before: Millis) -> Result<()> {
        const CALLS: &str = "DELETE FROM action_calls WHERE at < $1";
        const CODES: &str = "DELETE FROM visitor_codes WHERE ends_at < $1";
        on!(&mut *self.conn, c => sqlx::query(CALLS).bind(before).execute(c).await.map(drop))?;
        on!(&mut *self.conn, c => sqlx::query(CODES).bind(before).execute(c).await.map(drop))?;
        Ok(())
    }
}
