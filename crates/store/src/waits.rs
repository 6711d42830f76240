//! Waits for a person's first word, from which promises are made, and the queue as one who waits
//! stands in it.

use std::collections::HashMap;

use domain::conversation::Millis;
use domain::id::{ConversationId, TeamId, TeammateId};
use domain::promise::{End, WAITS_MAX, Wait};
use uuid::Uuid;

use crate::conversations::minute;
use crate::{Result, System, Workspace, on};

/// Waits that are counted at once: the latest of a very busy month.
const COUNTED_MAX: i64 = 20_000;

/// A wait of one visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitRow {
    /// In which conversation.
    pub conversation: ConversationId,
    /// Since when.
    pub began_at: Millis,
    /// For which team; none for everybody.
    pub team: Option<TeamId>,
    /// What the queue said then.
    pub expected_ms: Millis,
    /// What was promised then, if a number was.
    pub promised_ms: Option<Millis>,
    /// When it ended, and whether a person had replied.
    pub ended: Option<(Millis, bool)>,
}

/// A place in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Whose.
    pub conversation: ConversationId,
    /// Since when it waits.
    pub since: Millis,
    /// For which team; none for everybody.
    pub team: Option<TeamId>,
}

type Row = (i64, i64, Option<i64>, Option<i64>, bool);

const COLUMNS: &str = "began_at, expected_ms, promised_ms, ended_at, answered";

fn read((began_at, expected_ms, promised_ms, ended_at, answered): Row, now: Millis) -> Wait {
    let end = match ended_at {
        Some(_) if answered => End::Answered,
        Some(_) => End::Left,
        None => End::Open,
    };
    Wait { expected_ms, waited_ms: ended_at.unwrap_or(now) - began_at, end, promised_ms }
}

/// Everybody is a team of zeros, because a key has no nulls.
fn team_key(team: Option<TeamId>) -> Uuid {
    team.map_or(Uuid::nil(), TeamId::uuid)
}

impl Workspace<'_> {
    /// Notes a wait as it is now.
    pub async fn note_wait(&mut self, wait: &WaitRow) -> Result<()> {
        const SQL: &str = "INSERT INTO waits (workspace, conversation, began_at, team, \
             expected_ms, promised_ms, ended_at, answered) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (workspace, conversation, began_at) DO UPDATE SET \
             team = EXCLUDED.team, ended_at = EXCLUDED.ended_at, answered = EXCLUDED.answered";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(wait.conversation.uuid())
            .bind(wait.began_at)
            .bind(team_key(wait.team))
            .bind(wait.expected_ms)
            .bind(wait.promised_ms)
            .bind(wait.ended.map(|(at, _)| at))
            .bind(wait.ended.is_some_and(|(_, answered)| answered))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Waits for a team, as a promise is made from them: all that are open and began since
    /// `open_since`, then those that ended, the latest first.
    pub async fn waits_for(
        &mut self,
        team: Option<TeamId>,
        open_since: Millis,
        now: Millis,
    ) -> Result<Vec<Wait>> {
        let open = format!(
            "SELECT {COLUMNS} FROM waits WHERE workspace = $1 AND team = $2 \
             AND ended_at IS NULL AND began_at >= $3 ORDER BY began_at DESC LIMIT $4"
        );
        let ended = format!(
            "SELECT {COLUMNS} FROM waits WHERE workspace = $1 AND team = $2 \
             AND ended_at >= $3 ORDER BY ended_at DESC LIMIT $4"
        );
        let mut waits = Vec::new();
        for (sql, since) in [(open, open_since), (ended, 0)] {
            let rows: Vec<Row> = on!(&mut *self.conn, c =>
                sqlx::query_as(sqlx::AssertSqlSafe(sql))
                    .bind(self.id)
                    .bind(team_key(team))
                    .bind(since)
                    .bind(i64::from(WAITS_MAX))
                    .fetch_all(c)
                    .await)?;
            waits.extend(rows.into_iter().map(|row| read(row, now)));
        }
        Ok(waits)
    }

    /// Every wait that began since then, the latest first.
    pub async fn waits_since(&mut self, since: Millis, now: Millis) -> Result<Vec<Wait>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM waits WHERE workspace = $1 AND began_at >= $2 \
             ORDER BY began_at DESC LIMIT $3"
        );
        let rows: Vec<Row> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(since)
                .bind(COUNTED_MAX)
                .fetch_all(c)
                .await)?;
        Ok(rows.into_iter().map(|row| read(row, now)).collect())
    }

    /// How many wait for the same team and have waited for longer, of those in which something
    /// happened since then.
    pub async fn ahead_of(&mut self, place: Place, since: Millis) -> Result<u32> {
        const SQL: &str = "SELECT COUNT(*) FROM conversations WHERE workspace = $1 \
             AND owner = 'queue' AND changed_minute >= $2 \
             AND (team = $3 OR (team IS NULL AND $4)) \
             AND (waiting_since < $5 OR (waiting_since = $5 AND id < $6))";
        let count: i64 = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(minute(since))
            .bind(team_key(place.team))
            .bind(place.team.is_none())
            .bind(place.since)
            .bind(place.conversation.uuid())
            .fetch_one(c)
            .await)?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// How many conversations each teammate has in which something happened since then.
    pub async fn talks_since(&mut self, since: Millis) -> Result<HashMap<TeammateId, u32>> {
        const SQL: &str = "SELECT teammate, COUNT(*) FROM conversations WHERE workspace = $1 \
             AND owner = 'teammate' AND changed_minute >= $2 GROUP BY teammate";
        let rows: Vec<(Uuid, i64)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(minute(since)).fetch_all(c).await)?;
        let few = |count| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(rows.into_iter().map(|(teammate, count)| (teammate.into(), few(count))).collect())
    }

    /// The minutes that the owner has everybody promised, if they do.
    pub async fn promise_minutes(&mut self) -> Result<Option<u32>> {
        const SQL: &str = "SELECT promise_minutes FROM workspaces WHERE id = $1";
        let minutes: Option<i64> = on!(&mut *self.conn, c =>
            sqlx::query_scalar(SQL).bind(self.id).fetch_one(c).await)?;
        Ok(minutes.and_then(|minutes| u32::try_from(minutes).ok()))
    }

    /// Sets them.
    pub async fn set_promise_minutes(&mut self, minutes: Option<u32>) -> Result<()> {
        const SQL: &str = "UPDATE workspaces SET promise_minutes = $2 WHERE id = $1";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(minutes.map(i64::from))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}

impl System<'_> {
    /// Forgets the waits that began before then.
    pub async fn forget_waits(&mut self, before: Millis) -> Result<()> {
        const SQL: &str = "DELETE FROM waits WHERE began_at < $1";
        on!(&mut *self.conn, c => sqlx::query(SQL).bind(before).execute(c).await.map(drop))?;
        Ok(())
    }
}
