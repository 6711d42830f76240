//! Every id its own type, so that a visitor can never be passed where a teammate is meant.
//!
//! Nothing here makes an id: chance belongs to the caller.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The id as the database and the wire know it.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// A company's account: the boundary of all data.
    WorkspaceId,
    /// A person who works in the workspace.
    TeammateId,
    /// A named group of teammates that work is routed to.
    TeamId,
    /// One AI front desk for one site or purpose.
    AssistantId,
    /// The person on the website.
    VisitorId,
    /// One thread between a visitor and the assistant and teammates.
    ConversationId,
    /// Something an assistant learns from.
    SourceId,
    /// A website that is learnt.
    SiteId,
    /// A picture: of a teammate, of an assistant, or sent in a conversation.
    PictureId,
    /// An escalation rule.
    RuleId,
    /// A custom action.
    ActionId,
    /// A signed-in browser of a teammate.
    SessionId,
    /// Made by whoever sends a command; the same id twice is the same command once.
    CommandId,
    /// A piece of work that an event caused.
    JobId,
    /// A mail in the outbox.
    MailId,
}
