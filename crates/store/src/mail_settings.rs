//! How a workspace sends its mail.

use domain::conversation::Millis;

use crate::{Result, Workspace, on};

/// The settings as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct MailSettings {
    /// The mail server.
    pub host: String,
    /// Its port.
    pub port: i64,
    /// How the line is secured, in a word of the caller's.
    pub security: String,
    /// Who signs in there.
    pub user_name: Option<String>,
    /// The password, sealed by the caller.
    pub password: Option<String>,
    /// The sender's address.
    pub from_address: String,
    /// The sender's name.
    pub from_name: String,
    /// Where answers go, where that is another address.
    pub reply_to: Option<String>,
    /// When they last changed.
    pub changed_at: Millis,
}

impl Workspace<'_> {
    /// The settings, once somebody has made them.
    pub async fn mail_settings(&mut self) -> Result<Option<MailSettings>> {
        const SQL: &str = "SELECT host, port, security, user_name, password, from_address, \
             from_name, reply_to, changed_at FROM mail_settings WHERE workspace = $1";
        Ok(on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).fetch_optional(c).await)?)
    }

    /// Whether mail can be sent at all.
    pub async fn sends_mail(&mut self) -> Result<bool> {
        const SQL: &str = "SELECT COUNT(*) FROM mail_settings WHERE workspace = $1";
        let count: i64 = on!(&mut *self.conn, c =>
            sqlx::query_scalar(SQL).bind(self.id).fetch_one(c).await)?;
        Ok(count > 0)
    }

    /// Stores the settings in place of the earlier ones.
    pub async fn save_mail_settings(&mut self, new: &MailSettings) -> Result<()> {
        const SQL: &str = "INSERT INTO mail_settings (workspace, host, port, security, user_name, \
             password, from_address, from_name, reply_to, changed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
             ON CONFLICT (workspace) DO UPDATE SET host = EXCLUDED.host, port = EXCLUDED.port, \
             security = EXCLUDED.security, user_name = EXCLUDED.user_name, \
             password = EXCLUDED.password, from_address = EXCLUDED.from_address, \
             from_name = EXCLUDED.from_name, reply_to = EXCLUDED.reply_to, \
             changed_at = EXCLUDED.changed_at";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(new.host.as_str())
            .bind(new.port)
            .bind(new.security.as_str())
            .bind(new.user_name.as_deref())
            .bind(new.password.as_deref())
            .bind(new.from_address.as_str())
            .bind(new.from_name.as_str())
            .bind(new.reply_to.as_deref())
            .bind(new.changed_at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// No mail is sent from now on.
    pub async fn delete_mail_settings(&mut self) -> Result<()> {
        const SQL: &str = "DELETE FROM mail_settings WHERE workspace = $1";
        on!(&mut *self.conn, c => sqlx::query(SQL).bind(self.id).execute(c).await.map(drop))?;
        Ok(())
    }
}
