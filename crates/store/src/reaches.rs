//! For whom sources are, and when they hold.

use domain::id::{AssistantId, SourceId};
use domain::reach::{Reach, Readers};
use uuid::Uuid;

use crate::{Result, StoreError, Workspace, on};

#[derive(sqlx::FromRow)]
struct Stored {
    source: Uuid,
    readers: String,
    holds_from: Option<i64>,
    holds_until: Option<i64>,
    paused: bool,
}

impl Stored {
    fn read(self) -> Result<(SourceId, Reach)> {
        let readers = Readers::parse(&self.readers).ok_or_else(|| {
            StoreError::inconsistent("reaches", "readers", self.source, "no such readers")
        })?;
        let (from, until, paused) = (self.holds_from, self.holds_until, self.paused);
        Ok((self.source.into(), Reach { readers, from, until, paused }))
    }
}

const COLUMNS: &str = "r.readers, r.holds_from, r.holds_until, r.paused FROM reaches r ";

impl Workspace<'_> {
    /// Reaches other than everybody and always, of sources and of websites, each by its own id.
    pub async fn reaches(&mut self) -> Result<Vec<(SourceId, Reach)>> {
        let sql = format!("SELECT r.source, {COLUMNS} WHERE r.workspace = $1");
        self.read_reaches(sql).await
    }

    /// The same for whatever has passages: a website's reach is that of each of its pages.
    pub async fn reaches_of_passages(&mut self) -> Result<Vec<(SourceId, Reach)>> {
        let sql = format!(
            "SELECT r.source, {COLUMNS} WHERE r.workspace = $1 \
             AND NOT EXISTS (SELECT 1 FROM sites t WHERE t.workspace = $1 AND t.id = r.source) \
             UNION ALL SELECT s.id AS source, {COLUMNS} JOIN sources s \
             ON s.workspace = r.workspace AND s.site = r.source WHERE r.workspace = $1"
        );
        self.read_reaches(sql).await
    }

    async fn read_reaches(&mut self, sql: String) -> Result<Vec<(SourceId, Reach)>> {
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(self.id).fetch_all(c).await)?;
        rows.into_iter().map(Stored::read).collect()
    }

    /// The reach of a passage, by its source, reading and place; none where it stands no more or
    /// is not the assistant's. Read in the transaction that commits an answer, so that what is
    /// gone or ended cannot be cited.
    pub async fn reach_of(
        &mut self,
        assistant: AssistantId,
        (source, revision, position): (SourceId, u32, u32),
    ) -> Result<Option<Reach>> {
        const SQL: &str = "SELECT s.id AS source, COALESCE(r.readers, 'everyone') AS readers, \
             r.holds_from, r.holds_until, COALESCE(r.paused, FALSE) AS paused FROM passages p \
             JOIN assistant_sources a ON a.workspace = p.workspace AND a.source = p.source \
             JOIN sources s ON s.workspace = p.workspace AND s.id = p.source \
             LEFT JOIN reaches r ON r.workspace = s.workspace \
             AND r.source = COALESCE(s.site, s.id) WHERE p.workspace = $1 \
             AND a.assistant = $2 AND p.source = $3 AND p.revision = $4 AND p.position = $5";
        let row: Option<Stored> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(assistant.uuid())
            .bind(source.uuid())
            .bind(i64::from(revision))
            .bind(i64::from(position))
            .fetch_optional(c)
            .await)?;
        Ok(row.map(Stored::read).transpose()?.map(|(_, reach)| reach))
    }

    /// Says for whom a source or a website is and when it holds. False when there is none.
    pub async fn set_reach(&mut self, source: SourceId, reach: Reach) -> Result<bool> {
        const SQL: &str = "INSERT INTO reaches \
             (workspace, source, readers, holds_from, holds_until, paused) \
             SELECT $1, $2, $3, $4, $5, $6 WHERE EXISTS \
             (SELECT 1 FROM sources WHERE workspace = $1 AND id = $2 AND site IS NULL) \
             OR EXISTS (SELECT 1 FROM sites WHERE workspace = $1 AND id = $2) \
             ON CONFLICT (workspace, source) DO UPDATE SET readers = EXCLUDED.readers, \
             holds_from = EXCLUDED.holds_from, holds_until = EXCLUDED.holds_until, \
             paused = EXCLUDED.paused";
        let set = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(source.uuid())
            .bind(reach.readers.as_str())
            .bind(reach.from)
            .bind(reach.until)
            .bind(reach.paused)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        if reach == Reach::default() {
            self.forget_reach(source.uuid()).await?;
        }
        Ok(set == 1)
    }

    /// What is removed reaches nobody, and leaves nothing behind.
    pub(crate) async fn forget_reach(&mut self, id: Uuid) -> Result<()> {
        const SQL: &str = "DELETE FROM reaches WHERE workspace = $1 AND source = $2";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(id).execute(c).await.map(drop))?;
        Ok(())
    }
}
