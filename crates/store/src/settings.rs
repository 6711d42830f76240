//! What the owner of a workspace decides about it as a whole.

use crate::{Result, Workspace, on};

/// The workspace's settings.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Settings {
    /// Its name.
    pub name: String,
    /// Visitors see who answers by name, and not only the shop.
    pub shows_names: bool,
    /// Whoever signs in without a second factor has to set one up first.
    pub needs_second_factor: bool,
}

impl Workspace<'_> {
    /// The workspace's name.
    pub async fn name(&mut self) -> Result<String> {
        const SQL: &str = "SELECT name FROM workspaces WHERE id = $1";
        Ok(on!(&mut *self.conn, c =>
            sqlx::query_scalar(SQL).bind(self.id).fetch_one(c).await)?)
    }

    /// The workspace's settings.
    pub async fn settings(&mut self) -> Result<Settings> {
        const SQL: &str =
            "SELECT name, shows_names, needs_second_factor FROM workspaces WHERE id = $1";
        Ok(on!(&mut *self.conn, c => sqlx::query_as(SQL).bind(self.id).fetch_one(c).await)?)
    }

    /// Changes the settings.
    pub async fn set_settings(&mut self, settings: &Settings) -> Result<()> {
        const SQL: &str = "UPDATE workspaces SET name = $2, shows_names = $3, \
             needs_second_factor = $4 WHERE id = $1";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(settings.name.as_str())
            .bind(settings.shows_names)
            .bind(settings.needs_second_factor)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
