//! Jobs: rows claimed with a lease. A claim has a token and a number; both fence what it does.

use domain::conversation::Millis;
use domain::id::JobId;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::batch::batches;
use crate::{Conn, Result, System, Tenant, Workspace, on};

/// A piece of work to store.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// The same words are the same work, stored once.
    pub dedupe: String,
    /// What to do, as JSON of the caller's.
    pub body: String,
    /// When it is due.
    pub run_at: Millis,
    /// Who runs it already; the lease ends at `run_at`. None for work that waits.
    pub claim: Option<Uuid>,
}

/// A piece of work that this caller now runs.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// Whose.
    pub tenant: Tenant,
    /// Which.
    pub id: JobId,
    /// The fence: ends, renewals and releases carry it.
    pub claim: Uuid,
    /// From 1.
    pub attempt: i64,
    /// What to do.
    pub body: String,
    /// When it was due.
    pub run_at: Millis,
}

impl Workspace<'_> {
    /// Stores jobs; work that is stored already stays as it is.
    pub async fn insert_jobs(&mut self, jobs: &[NewJob]) -> Result<()> {
        const SQL: &str =
            "INSERT INTO jobs (workspace, id, dedupe, body, run_at, attempts, claim) ";
        let workspace = self.id;
        for jobs in batches(jobs) {
            on!(&mut *self.conn, c => {
                let mut insert = QueryBuilder::new(SQL);
                insert.push_values(jobs, |mut row, job| {
                    row.push_bind(workspace)
                        .push_bind(job.id.uuid())
                        .push_bind(job.dedupe.as_str())
                        .push_bind(job.body.as_str())
                        .push_bind(job.run_at)
                        .push_bind(i64::from(job.claim.is_some()))
                        .push_bind(job.claim);
                });
                insert.push(" ON CONFLICT DO NOTHING");
                insert.build().execute(c).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// The work is done. False when somebody else has claimed it since.
    pub async fn finish_job(&mut self, id: JobId, claim: Uuid) -> Result<bool> {
        const SQL: &str = "DELETE FROM jobs WHERE workspace = $1 AND id = $2 AND claim = $3";
        let gone = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(claim)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(gone == 1)
    }

    /// The lease now ends at `until`: later while the work goes on, sooner to try again. False
    /// when somebody else has claimed it since.
    pub async fn renew_job(&mut self, id: JobId, claim: Uuid, until: Millis) -> Result<bool> {
        const SQL: &str =
            "UPDATE jobs SET run_at = $4 WHERE workspace = $1 AND id = $2 AND claim = $3";
        let renewed = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(claim)
            .bind(until)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(renewed == 1)
    }
}

#[derive(sqlx::FromRow)]
struct Stored {
    workspace: Uuid,
    id: Uuid,
    body: String,
    attempts: i64,
    run_at: i64,
}

impl System<'_> {
    /// Claims the job that has been due longest, or whose lease ran out, until `until`.
    pub async fn claim_job(
        &mut self,
        now: Millis,
        until: Millis,
        claim: Uuid,
    ) -> Result<Option<Claimed>> {
        // The one difference: on PostgreSQL several nodes claim at once and must not queue up
        // behind each other's row.
        const ONE: &str = "UPDATE jobs SET run_at = $2, attempts = attempts + 1, claim = $3 \
             WHERE (workspace, id) IN (SELECT workspace, id FROM jobs WHERE run_at <= $1 \
             ORDER BY run_at LIMIT 1) AND run_at <= $1 \
             RETURNING workspace, id, body, attempts, run_at";
        const MANY: &str = "UPDATE jobs SET run_at = $2, attempts = attempts + 1, claim = $3 \
             WHERE (workspace, id) IN (SELECT workspace, id FROM jobs WHERE run_at <= $1 \
             ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED) \
             RETURNING workspace, id, body, attempts, run_at";
        let sql = match self.conn {
            Conn::Sqlite(_) => ONE,
            Conn::Postgres(_) => MANY,
        };
        let claimed: Option<Stored> = on!(&mut *self.conn, c => sqlx::query_as(sql)
            .bind(now)
            .bind(until)
            .bind(claim)
            .fetch_optional(c)
            .await)?;
        Ok(claimed.map(|job| Claimed {
            tenant: Tenant::new(job.workspace),
            id: job.id.into(),
            claim,
            attempt: job.attempts,
            body: job.body,
            run_at: job.run_at,
        }))
    }

    /// Makes every claimed job due now. Right only where no other process can hold a claim: at the
    /// start on a file that is locked.
    pub async fn release_claims(&mut self, now: Millis) -> Result<()> {
        const SQL: &str = "UPDATE jobs SET run_at = $1 WHERE claim IS NOT NULL AND run_at > $1";
        on!(&mut *self.conn, c => sqlx::query(SQL).bind(now).execute(c).await.map(drop))?;
        Ok(())
    }

    /// When the next job is due, to sleep until then.
    pub async fn next_job_at(&mut self) -> Result<Option<Millis>> {
        const SQL: &str = "SELECT MIN(run_at) FROM jobs";
        Ok(on!(&mut *self.conn, c => sqlx::query_scalar(SQL).fetch_one(c).await)?)
    }
}
