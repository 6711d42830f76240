//! A custom action as data: what it asks, looks up, decides and does. It runs nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::condition::Condition;
use crate::id::{ActionId, TeamId};
use crate::rule::Priority;

/// One action of an assistant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Its id.
    pub id: ActionId,
    /// What teammates call it.
    pub name: String,
    /// What starts it.
    pub starts: Vec<Start>,
    /// What it asks, in order.
    pub fields: Vec<Field>,
    /// What it looks up once the fields are known.
    pub lookup: Option<Lookup>,
    /// What follows: the first branch that holds.
    pub branches: Vec<Branch>,
    /// What follows when no branch holds.
    pub otherwise: Vec<Effect>,
    /// What follows when the lookup fails.
    pub on_failure: Vec<Effect>,
}

/// One way to start an action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// The visitor presses a button with this label.
    Button(String),
    /// The visitor says something like one of these.
    Phrases(Vec<String>),
    /// The assistant judges so.
    Assistant {
        /// When it is right.
        use_when: String,
        /// When it is not.
        do_not_use_when: String,
    },
    /// The page's script asks for it by this name.
    Page(String),
    /// A teammate sends it from the composer.
    Teammate,
}

/// One thing that an action asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Its name in conditions and effects.
    pub key: String,
    /// What the visitor reads.
    pub label: String,
    /// A line of help below it.
    pub help: Option<String>,
    /// It cannot be left empty.
    pub required: bool,
    /// What it takes.
    pub kind: FieldKind,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// An e-mail address.
    Email,
    /// A number.
    Number,
    /// A day.
    Date,
    /// One of these.
    Choice(Vec<String>),
    /// Yes or no.
    YesNo,
}

/// A request to a service of the owner. The host is the owner's; values fill only their places.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lookup {
    /// The method.
    pub method: String,
    /// The address, with `{{field}}` in its places.
    pub address: String,
    /// Names for values of the response, by JSON pointer.
    pub values: BTreeMap<String, String>,
}

/// What follows when a condition holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Branch {
    /// The condition, over fields, values and attributes.
    pub when: Condition,
    /// What follows.
    pub then: Vec<Effect>,
}

/// One thing that an action does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Says this, with `{{value}}` in its places.
    Say(String),
    /// Adds a tag.
    Tag(String),
    /// Raises the priority.
    Priority(Priority),
    /// Routes to a team.
    Route(TeamId),
    /// Passes the conversation to the team.
    HandOff,
    /// Starts another action.
    Start(ActionId),
}
