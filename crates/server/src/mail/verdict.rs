//! What a mail server's answer means, in plain words. Pure.

use serde::{Deserialize, Serialize};

/// Why a mail did not go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Why {
    /// Nothing is set up to send it.
    NotSetUp,
    /// The stored password does not open.
    PasswordUnreadable,
    /// No machine has the server's name.
    NameNotFound,
    /// Nobody takes calls there.
    Unreachable,
    /// Nobody answered in time.
    TimedOut,
    /// What answers is no mail server, or breaks off.
    NotMail,
    /// The server's certificate is not trusted.
    NotTrusted,
    /// No secure line came about.
    TlsFailed,
    /// The server does not offer to secure the line.
    NoStarttls,
    /// The server takes no user name and password on this line.
    LoginNotOffered,
    /// The server does not know the user name and password.
    LoginRefused,
    /// The server does not send in the name of this address.
    SenderRefused,
    /// The server does not deliver to this address.
    RecipientRefused,
    /// The server does not take the text.
    MessageRefused,
    /// The server takes no mail just now.
    Deferred,
    /// The link in it has expired meanwhile.
    Expired,
    /// The mail cannot be put together.
    Unwritable,
    /// The process ended in the middle, again and again.
    GivenUp,
    /// It waited in the backup that the server was restored from.
    Restored,
}

/// A try that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Failed {
    pub(crate) why: Why,
    /// Another try would fail as well.
    pub(crate) is_final: bool,
    /// The server's own words.
    pub(crate) said: Option<String>,
}

/// Longest part of a server's own words that is kept.
const SAID_CHARS_MAX: usize = 500;

impl Failed {
    /// A failure that may pass.
    pub(crate) fn new(why: Why, said: Option<String>) -> Self {
        let said = said.map(|said| said.chars().take(SAID_CHARS_MAX).collect());
        Self { why, is_final: false, said }
    }

    /// The same, and no further try can help.
    pub(crate) fn for_good(self) -> Self {
        Self { is_final: true, ..self }
    }
}

impl Why {
    /// What happened and what to do, for a server named so.
    pub(crate) fn words(self, host: &str) -> String {
        match self {
            Self::NotSetUp => {
                "Mail is not set up, so this waits. Fill in the mail settings.".into()
            }
            Self::PasswordUnreadable => "The stored password cannot be opened, because the \
                 server's secret key is another one now. Type the password again."
                .into(),
            Self::NameNotFound => {
                format!("There is no server named {host}. Check the spelling of the server.")
            }
            Self::Unreachable => format!(
                "{host} cannot be reached at this port. Check the port, and whether a firewall \
                 stands between."
            ),
            Self::TimedOut => format!(
                "{host} did not answer in time. Check server and port: some networks block port \
                 25, and TLS needs another port than STARTTLS."
            ),
            Self::NotMail => format!(
                "What answered at {host} does not speak as a mail server does, or broke off. \
                 Check the port and the security: port 465 is TLS, port 587 is STARTTLS."
            ),
            Self::NotTrusted => format!(
                "The certificate of {host} is not trusted. Use the name that stands in the \
                 certificate, or have this machine trust whoever signed it."
            ),
            Self::TlsFailed => format!(
                "No secure line to {host} came about. Check port and security: port 465 is TLS, \
                 port 587 is STARTTLS."
            ),
            Self::NoStarttls => format!(
                "{host} does not offer STARTTLS at this port, so nothing was sent. Try TLS with \
                 port 465."
            ),
            Self::LoginNotOffered => format!(
                "{host} takes no user name and password on this line. Leave both empty, or choose \
                 STARTTLS or TLS."
            ),
            Self::LoginRefused => format!(
                "{host} refused the user name and password. Type both again; some providers want \
                 a password made for apps."
            ),
            Self::SenderRefused => format!(
                "{host} does not send in the name of the sender's address. Use an address that \
                 belongs to this account."
            ),
            Self::RecipientRefused => format!(
                "{host} does not deliver to the recipient's address. Check its spelling; some \
                 servers deliver elsewhere only after signing in."
            ),
            Self::MessageRefused => format!("{host} did not take the mail. Its words say why."),
            Self::Deferred => format!(
                "{host} takes no mail just now and asks to come back later. Its words say why."
            ),
            Self::Expired => "The link in it has expired before it could be sent. Cause a new \
                 mail instead."
                .into(),
            Self::Unwritable => "The mail could not be put together. Discard it.".into(),
            Self::GivenUp => {
                "The server stopped each time it was sent. Look at the server's log.".into()
            }
            Self::Restored => "Not sent: restored from a backup. It waited when the backup was \
                 made and may have been sent since. If it did not arrive, try again; links in it \
                 have ended, so invite people anew instead."
                .into(),
        }
    }
}
