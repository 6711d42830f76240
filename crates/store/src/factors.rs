//! The second factor of teammates. Its secret comes sealed, and codes come as hashes.

use domain::conversation::Millis;
use domain::id::TeammateId;

use crate::batch::batches;
use crate::{Result, Workspace, on};

/// A second factor as stored.
#[derive(Debug, Clone)]
pub struct SecondFactor {
    /// The secret, sealed.
    pub secret: String,
    /// A first code was given.
    pub confirmed: bool,
    /// The last step whose code was taken.
    pub step: i64,
}

impl Workspace<'_> {
    /// The second factor of a teammate, confirmed or not.
    pub async fn second_factor(&mut self, teammate: TeammateId) -> Result<Option<SecondFactor>> {
        const SQL: &str = "SELECT secret, confirmed, step FROM second_factors \
             WHERE workspace = $1 AND teammate = $2";
        let row: Option<(String, bool, i64)> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(teammate.uuid())
            .fetch_optional(c)
            .await)?;
        Ok(row.map(|(secret, confirmed, step)| SecondFactor { secret, confirmed, step }))
    }

    /// Begins one anew. False where one is in use already, which stays as it is.
    pub async fn begin_second_factor(
        &mut self,
        teammate: TeammateId,
        secret: &str,
        at: Millis,
    ) -> Result<bool> {
        const SQL: &str = "INSERT INTO second_factors \
             (workspace, teammate, secret, confirmed, step, created_at) \
             VALUES ($1, $2, $3, FALSE, 0, $4) ON CONFLICT (workspace, teammate) DO UPDATE \
             SET secret = EXCLUDED.secret, step = 0, created_at = EXCLUDED.created_at \
             WHERE NOT second_factors.confirmed";
        let stored = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(teammate.uuid())
            .bind(secret)
            .bind(at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(stored == 1)
    }

    /// Takes the code of a step, which confirms the factor. False where this step's, or that of a
    /// later one, was taken before.
    pub async fn take_step(&mut self, teammate: TeammateId, step: i64) -> Result<bool> {
        const SQL: &str = "UPDATE second_factors SET step = $3, confirmed = TRUE \
             WHERE workspace = $1 AND teammate = $2 AND step < $3";
        let taken = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(teammate.uuid())
            .bind(step)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(taken == 1)
    }

    /// Stores recovery codes in place of those there were.
    pub async fn set_recovery_codes(
        &mut self,
        teammate: TeammateId,
        hashes: &[Vec<u8>],
    ) -> Result<()> {
        const CLEAR: &str = "DELETE FROM recovery_codes WHERE workspace = $1 AND teammate = $2";
        const INSERT: &str = "INSERT INTO recovery_codes (workspace, teammate, hash) ";
        let workspace = self.id;
        on!(&mut *self.conn, c => sqlx::query(CLEAR)
            .bind(workspace)
            .bind(teammate.uuid())
            .execute(c)
            .await
            .map(drop))?;
        for hashes in batches(hashes) {
            on!(&mut *self.conn, c => {
                let mut insert = sqlx::QueryBuilder::new(INSERT);
                insert.push_values(hashes, |mut values, hash| {
                    values
                        .push_bind(workspace)
                        .push_bind(teammate.uuid())
                        .push_bind(hash.as_slice());
                });
                insert.build().execute(c).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Uses a recovery code up. False where there is none such.
    pub async fn take_recovery_code(&mut self, teammate: TeammateId, hash: &[u8]) -> Result<bool> {
        const SQL: &str =
            "DELETE FROM recovery_codes WHERE workspace = $1 AND teammate = $2 AND hash = $3";
        let gone = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(teammate.uuid())
            .bind(hash)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(gone == 1)
    }

    /// How many recovery codes are left.
    pub async fn recovery_codes_left(&mut self, teammate: TeammateId) -> Result<i64> {
        const SQL: &str =
            "SELECT COUNT(*) FROM recovery_codes WHERE workspace = $1 AND teammate = $2";
        Ok(on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(teammate.uuid())
            .fetch_one(c)
            .await)?)
    }

    /// Takes the second factor off, with its recovery codes.
    pub async fn delete_second_factor(&mut self, teammate: TeammateId) -> Result<()> {
        const FACTOR: &str = "DELETE FROM second_factors WHERE workspace = $1 AND teammate = $2";
        self.set_recovery_codes(teammate, &[]).await?;
        on!(&mut *self.conn, c => sqlx::query(FACTOR)
            .bind(self.id)
            .bind(teammate.uuid())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
