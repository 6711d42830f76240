//! How a workspace sends its mail. The password is sealed and is given to nobody but the server.

use store::{MailSettings, StoreError, Tenant};

use super::message::Sender;
use super::smtp::{Security, Server};
use super::verdict::{Failed, Why};
use crate::app::App;

/// What a try needs: where to, in whose name, and the workspace's name for the letter.
pub(crate) struct Post {
    pub(crate) server: Server,
    pub(crate) sender: Sender,
    pub(crate) workspace: String,
}

/// Where the password of a workspace is sealed for.
pub(crate) fn place(tenant: Tenant) -> String {
    format!("mail.password/{}", tenant.workspace())
}

impl Security {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Starttls, "starttls"), (Self::Tls, "tls"), (Self::None, "none")];

    /// The word in the row.
    pub(crate) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(it, _)| *it == self).expect("every kind is listed").1
    }

    /// Reads [`Security::word`] back.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, word)| *word == text).map(|(it, _)| *it)
    }
}

/// What is needed to send, or why nothing can be sent.
pub(crate) async fn post(app: &App, tenant: Tenant) -> Result<Result<Post, Failed>, StoreError> {
    let mut conn = app.db.read().await?;
    let mut rows = conn.of(tenant);
    let Some(settings) = rows.mail_settings().await? else {
        return Ok(Err(Failed::new(Why::NotSetUp, None)));
    };
    let workspace = rows.name().await?;
    Ok(open(app, tenant, settings, workspace))
}

fn open(
    app: &App,
    tenant: Tenant,
    settings: MailSettings,
    workspace: String,
) -> Result<Post, Failed> {
    let password = match &settings.password {
        Some(sealed) => Some(
            app.secrets
                .open_sealed(&place(tenant), sealed)
                .map_err(|error| Failed::new(Why::PasswordUnreadable, Some(error.to_string())))?,
        ),
        None => None,
    };
    let host = settings.from_address.rsplit('@').next().unwrap_or("localhost").to_owned();
    let security = Security::parse(&settings.security)
        .ok_or_else(|| Failed::new(Why::NotSetUp, Some(settings.security.clone())))?;
    Ok(Post {
        server: Server {
            host: settings.host,
            port: u16::try_from(settings.port).unwrap_or_default(),
            security,
            login: settings.user_name.zip(password),
            hello: host,
        },
        sender: Sender {
            name: settings.from_name,
            address: settings.from_address,
            reply_to: settings.reply_to,
        },
        workspace,
    })
}
