//! Mail out: settings, the outbox, links back, transcripts.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::mail::Why;
use crate::mail::smtp::Security;

/// How mail is sent. The password goes in and never comes out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MailSettingsView {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) security: Security,
    pub(crate) user_name: Option<String>,
    /// Whether a password is stored.
    pub(crate) has_password: bool,
    pub(crate) from_address: String,
    pub(crate) from_name: String,
    pub(crate) reply_to: Option<String>,
}

/// Whether mail is set up, and how.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MailSetup {
    pub(crate) settings: Option<MailSettingsView>,
}

/// Says how mail is sent.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetUpMail {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) security: Security,
    #[serde(default)]
    pub(crate) user_name: Option<String>,
    /// Absent: the stored one stays, as long as it goes to the same server and user name.
    #[serde(default)]
    pub(crate) password: Option<String>,
    pub(crate) from_address: String,
    pub(crate) from_name: String,
    #[serde(default)]
    pub(crate) reply_to: Option<String>,
}

/// Sends a test mail.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TestMail {
    /// To one's own address unless told.
    #[serde(default)]
    pub(crate) to: Option<String>,
}

/// What became of a mail that somebody waited for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MailVerdict {
    /// Whether the mail server took it.
    pub(crate) accepted: bool,
    pub(crate) to: String,
    /// What happened and what to do, in plain words.
    pub(crate) detail: String,
    /// Why not, for programs.
    pub(crate) why: Option<MailTrouble>,
    /// The mail server's own words.
    pub(crate) said: Option<String>,
}

/// Why a mail did not go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MailTrouble {
    NotSetUp,
    PasswordUnreadable,
    NameNotFound,
    Unreachable,
    TimedOut,
    NotMail,
    NotTrusted,
    TlsFailed,
    NoStarttls,
    LoginNotOffered,
    LoginRefused,
    SenderRefused,
    RecipientRefused,
    MessageRefused,
    Deferred,
    Expired,
    Unwritable,
    GivenUp,
    Restored,
}

impl From<Why> for MailTrouble {
    fn from(why: Why) -> Self {
        match why {
            Why::NotSetUp => Self::NotSetUp,
            Why::PasswordUnreadable => Self::PasswordUnreadable,
            Why::NameNotFound => Self::NameNotFound,
            Why::Unreachable => Self::Unreachable,
            Why::TimedOut => Self::TimedOut,
            Why::NotMail => Self::NotMail,
            Why::NotTrusted => Self::NotTrusted,
            Why::TlsFailed => Self::TlsFailed,
            Why::NoStarttls => Self::NoStarttls,
            Why::LoginNotOffered => Self::LoginNotOffered,
            Why::LoginRefused => Self::LoginRefused,
            Why::SenderRefused => Self::SenderRefused,
            Why::RecipientRefused => Self::RecipientRefused,
            Why::MessageRefused => Self::MessageRefused,
            Why::Deferred => Self::Deferred,
            Why::Expired => Self::Expired,
            Why::Unwritable => Self::Unwritable,
            Why::GivenUp => Self::GivenUp,
            Why::Restored => Self::Restored,
        }
    }
}

/// Which mails.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailsQuery {
    /// All of them unless told.
    pub(crate) state: Option<MailStanding>,
}

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MailStanding {
    Waiting,
    Sent,
    Failed,
    Discarded,
}

/// What a mail is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MailView {
    pub(crate) id: Uuid,
    /// `invitation`, `password_reset`, `reply`, `return_link`, `code` or `transcript`.
    pub(crate) kind: String,
    pub(crate) to: String,
    pub(crate) state: MailStanding,
    /// Tries that the mail server did not take.
    pub(crate) failures: i64,
    /// What happened at the last try and what to do, in plain words.
    pub(crate) detail: Option<String>,
    /// The mail server's own words.
    pub(crate) said: Option<String>,
    pub(crate) created_at: i64,
    /// When it is tried next; none while it waits for settings.
    pub(crate) next_at: Option<i64>,
    /// When it was sent, failed or was discarded.
    pub(crate) ended_at: Option<i64>,
}

/// Mails, newest first, and how many stand how.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Outbox {
    pub(crate) mails: Vec<MailView>,
    pub(crate) waiting: i64,
    pub(crate) sent: i64,
    pub(crate) failed: i64,
    pub(crate) discarded: i64,
}

/// Asks for a link to choose a new password. The answer never says whether the address is known.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forgotten {
    pub(crate) email: String,
}

/// A link from a mail back into a conversation. The token stands behind the `#` of its address.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BackToken {
    pub(crate) token: String,
}

/// Where a link back leads. Opening it does not use it, because programs that look at mails do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct BackView {
    pub(crate) state: BackState,
    pub(crate) workspace: String,
}

/// Whether a link back lets this browser in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BackState {
    /// It was not used yet.
    Fresh,
    /// A browser came in by it already; a fresh one can be mailed.
    Used,
    /// Its time is over; a fresh one can be mailed.
    Expired,
    /// Its visitor has signed in on the site since, and finds the conversation there.
    SignedIn,
}

/// What lets a browser into a conversation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CameBack {
    /// The token of the visitor's session, for this browser alone.
    pub(crate) token: String,
    pub(crate) visitor: Uuid,
    /// The assistant's public id.
    pub(crate) site: String,
    pub(crate) workspace: String,
    /// The page they came from, where it is on one of the assistant's sites.
    pub(crate) page: Option<String>,
}

/// Has a transcript mailed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailTranscript {
    pub(crate) email: String,
}

/// Where something was mailed to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MailedTo {
    pub(crate) to: String,
}
