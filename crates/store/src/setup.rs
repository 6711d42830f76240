//! How far the setup is.

use domain::setup::Marks;

use crate::{Result, Workspace, from_json, json, on};

/// What was said of the setup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Setup {
    /// Of which step what.
    pub marks: Marks,
    /// The guide is no longer shown by itself.
    pub closed: bool,
}

impl Workspace<'_> {
    /// What was said so far.
    pub async fn setup(&mut self) -> Result<Setup> {
        const SQL: &str = "SELECT marks, closed FROM setup WHERE workspace = $1";
        let row: Option<(String, bool)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).fetch_optional(c).await)?;
        let Some((marks, closed)) = row else { return Ok(Setup::default()) };
        Ok(Setup { marks: from_json("setup", "marks", self.id, &marks)?, closed })
    }

    /// Remembers what was said.
    pub async fn save_setup(&mut self, setup: &Setup) -> Result<()> {
        const SQL: &str = "INSERT INTO setup (workspace, marks, closed) VALUES ($1, $2, $3) \
             ON CONFLICT (workspace) DO UPDATE SET marks = excluded.marks, \
             closed = excluded.closed";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(json(&setup.marks))
            .bind(setup.closed)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
