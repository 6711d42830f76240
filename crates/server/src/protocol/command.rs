//! What visitors and teammates may ask of a conversation.

use std::collections::BTreeMap;

use domain::condition::Value;
use domain::conversation::Mark;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Details, Page};

/// A command of a visitor. The same `id` twice is the same command once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum VisitorCommand {
    /// Says something. A `conversation` that does not exist yet begins with it: its id is made by
    /// the browser, so that a message written offline begins one conversation, once.
    Say {
        id: Uuid,
        conversation: Uuid,
        /// May be empty where there are pictures.
        text: String,
        /// Pictures that were taken in before, at most 4.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pictures: Vec<Uuid>,
        #[serde(default)]
        page: Option<Page>,
    },
    /// Presses "Talk to a person". Also begins a conversation.
    AskForPerson {
        id: Uuid,
        conversation: Uuid,
        #[serde(default)]
        page: Option<Page>,
    },
    /// Tells name, address or matter, usually while waiting.
    GiveDetails { id: Uuid, conversation: Uuid, details: Details },
    /// No longer wants to wait for a person.
    CancelWait { id: Uuid, conversation: Uuid },
    /// Presses the button of an action, or the page's script does. Also begins a conversation.
    StartAction {
        id: Uuid,
        conversation: Uuid,
        /// The action's id, or the name under which the page's script knows it.
        action: String,
        #[serde(default)]
        page: Option<Page>,
    },
    /// Answers what an action asks.
    GiveFields {
        id: Uuid,
        conversation: Uuid,
        run: u32,
        /// Of the form that is answered.
        step: u32,
        /// Answers by key: text, number, true or false, or a list; of files their ids. What is
        /// absent is left empty.
        #[serde(default)]
        #[schema(value_type = BTreeMap<String, Object>)]
        values: BTreeMap<String, Value>,
    },
    /// Does not want to answer.
    CancelAction { id: Uuid, conversation: Uuid, run: u32 },
}

/// A command of a teammate. The same `id` twice is the same command once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum TeammateCommand {
    /// Answers from now on. `epoch` is the one that the teammate saw.
    TakeOver { id: Uuid, epoch: u32 },
    /// Says something to the visitor, and takes over when nobody of the team had.
    /// `seen` is the last event that the teammate saw.
    /// `draft` is the number of the assistant's draft that it came from.
    Reply {
        id: Uuid,
        epoch: u32,
        seen: i64,
        /// May be empty where there are pictures.
        text: String,
        /// Pictures that were taken in before, at most 4.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pictures: Vec<Uuid>,
        #[serde(default)]
        draft: Option<u32>,
    },
    /// Puts the assistant's draft aside.
    DismissDraft { id: Uuid, draft: u32 },
    /// Notes something that only the team sees.
    Note { id: Uuid, text: String },
    /// Says what one thinks of a handoff, by its `seq`; without a mark it is taken back.
    Mark {
        id: Uuid,
        handoff: i64,
        #[serde(default)]
        mark: Option<Mark>,
    },
    /// Gives the conversation to another teammate.
    Transfer { id: Uuid, epoch: u32, to: Uuid },
    /// Gives the conversation to a team, or to everybody where none is named.
    Route {
        id: Uuid,
        epoch: u32,
        #[serde(default)]
        team: Option<Uuid>,
    },
    /// Adds a tag that the workspace has.
    Tag { id: Uuid, tag: String },
    /// Takes a tag off; nothing but a teammate puts it on again.
    Untag { id: Uuid, tag: String },
    /// Lets the assistant answer again.
    HandBack { id: Uuid },
    /// Says that the matter is done. `seen` is the last event that the teammate saw: a question
    /// that came after it is not swallowed.
    Resolve {
        id: Uuid,
        #[serde(default)]
        seen: Option<i64>,
    },
    /// Opens a resolved conversation again, for oneself.
    Reopen { id: Uuid },
    /// Sends an action to the visitor, and takes over when nobody of the team had.
    SendAction { id: Uuid, epoch: u32, action: Uuid },
    /// The visitor was called.
    CallBackDone { id: Uuid },
}

impl VisitorCommand {
    /// The command's id.
    pub(crate) fn id(&self) -> Uuid {
        match self {
            Self::Say { id, .. }
            | Self::AskForPerson { id, .. }
            | Self::GiveDetails { id, .. }
            | Self::CancelWait { id, .. }
            | Self::StartAction { id, .. }
            | Self::GiveFields { id, .. }
            | Self::CancelAction { id, .. } => *id,
        }
    }
}

impl TeammateCommand {
    /// The command's id.
    pub(crate) fn id(&self) -> Uuid {
        match self {
            Self::TakeOver { id, .. }
            | Self::Reply { id, .. }
            | Self::DismissDraft { id, .. }
            | Self::Note { id, .. }
            | Self::Mark { id, .. }
            | Self::Transfer { id, .. }
            | Self::Route { id, .. }
            | Self::Tag { id, .. }
            | Self::Untag { id, .. }
            | Self::HandBack { id }
            | Self::Resolve { id, .. }
            | Self::Reopen { id }
            | Self::SendAction { id, .. }
            | Self::CallBackDone { id } => *id,
        }
    }
}

/// A command was carried out, now or when it came first.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub(crate) struct Done {
    /// The command.
    pub(crate) id: Uuid,
    /// The conversation.
    pub(crate) conversation: Uuid,
    /// The last event of the conversation when it was carried out.
    pub(crate) seq: i64,
    /// The epoch then.
    pub(crate) epoch: u32,
}
