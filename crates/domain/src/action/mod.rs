//! A custom action as data: how it starts, what it asks, looks up, decides and does.
//!
//! One definition has two faces: a button with a form, which needs no model, and a tool that the
//! assistant calls when it judges so. Nothing here runs anything: [`next`] says what has to happen
//! with what is known, and whoever runs it does that and asks again.
//!
//! Read in this order: [`field`] and [`check`] (what is asked, and whether an answer fits),
//! [`said`] (answers in a sentence), [`pattern`], [`place`] (values in their places), [`lookup`],
//! [`next`], [`tool`] (what a model is told), [`sound`] (whether a definition can go live).

pub mod check;
pub mod field;
pub mod lookup;
pub mod next;
pub mod pattern;
pub mod place;
pub mod said;
pub mod sound;
pub mod tool;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::condition::Condition;
use crate::id::{ActionId, TeamId};
use crate::rule::Priority;
use field::Field;
use lookup::{HeaderValue, Lookup};
use next::Taken;

/// What an action is: the document that its owner edits, publishes and goes back to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Definition {
    /// What teammates call it, and visitors read above its form.
    pub name: String,
    /// What starts it.
    pub starts: Starts,
    /// It is offered and starts only where this holds, over attributes and the page.
    pub when: Option<Condition>,
    /// Only for visitors of whom somebody vouched; others are mailed a code first.
    pub verified_only: bool,
    /// What is done at once, before anything is asked: a handoff never waits for a form. Only tags,
    /// priority, handoff and call-back.
    pub first: Vec<Effect>,
    /// What is said above the form; empty for nothing.
    pub intro: String,
    /// Asks field by field in the chat, instead of by one form.
    pub one_by_one: bool,
    /// What it asks, in order.
    pub fields: Vec<Field>,
    /// What the visitor has to agree to before anything is looked up; none where nothing.
    pub confirm: Option<String>,
    /// What it looks up, in order.
    pub lookups: Vec<Lookup>,
    /// What follows: the first branch that holds.
    pub branches: Vec<Branch>,
    /// What follows when no branch holds.
    pub otherwise: Vec<Effect>,
    /// What follows when a lookup fails.
    pub on_failure: Vec<Effect>,
}

/// What starts an action.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Starts {
    /// The visitor presses a button.
    pub button: Option<Button>,
    /// The visitor says something like one of these.
    pub phrases: Vec<String>,
    /// The assistant judges so, where it has a model.
    pub judged: Option<Judged>,
    /// The page's script asks for it by this name.
    pub script: Option<String>,
    /// A teammate sends it from the composer.
    pub teammate: bool,
}

/// A button for visitors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// Where it stands.
    pub place: ButtonPlace,
}

/// Where a button stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ButtonPlace {
    /// Below the greeting, and in the menu.
    Greeting,
    /// In the menu alone.
    Menu,
    /// Below an answer that the sources did not hold, and in the menu.
    Declined,
}

/// When the assistant should start an action by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Judged {
    /// When it is right.
    pub use_when: String,
    /// When it is not.
    pub do_not_use_when: String,
}

/// What follows when a condition holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// The condition, over fields, values of lookups, attributes and the page.
    pub when: Condition,
    /// What follows.
    pub then: Vec<Effect>,
}

/// One thing that an action does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// Says this, with values in their places.
    Say {
        /// The text.
        text: String,
    },
    /// Adds a tag.
    Tag {
        /// Which.
        tag: String,
    },
    /// Raises the priority.
    Priority {
        /// To this at least.
        priority: Priority,
    },
    /// Passes the conversation to the team.
    HandOff {
        /// To this team; none for everybody.
        #[schema(value_type = Option<uuid::Uuid>)]
        team: Option<TeamId>,
        /// What the team is told, with values in their places; empty for the action's name.
        reason: String,
    },
    /// Owes the visitor a call.
    CallBack {
        /// Within so many minutes.
        within_min: u32,
    },
    /// Tells a program of the owner, by a request whose answer nobody waits for.
    Webhook {
        /// The request.
        request: Lookup,
    },
    /// Sets an attribute of the conversation.
    Set {
        /// Its name.
        name: String,
        /// Its value, with values in their places.
        value: String,
    },
    /// Starts another action, which knows all that this one knows.
    Start {
        /// Which.
        #[schema(value_type = uuid::Uuid)]
        action: ActionId,
    },
}

/// What began a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Started {
    /// The visitor pressed its button.
    Button,
    /// The visitor said something like its phrases.
    Phrase,
    /// The assistant's model judged so.
    Judged,
    /// The page's script asked for it.
    Script,
    /// A teammate sent it.
    Teammate,
    /// Another action started it.
    Action,
    /// A rule of the owner held.
    Rule,
}

impl Definition {
    /// Everything that it may do.
    pub fn effects(&self) -> impl Iterator<Item = &Effect> {
        let branches = self.branches.iter().flat_map(|branch| &branch.then);
        self.first.iter().chain(branches).chain(&self.otherwise).chain(&self.on_failure)
    }

    /// What is done on the way that was taken; none on one that there is not.
    pub fn effects_of(&self, taken: Taken) -> Option<&[Effect]> {
        match taken {
            Taken::Branch(at) => self.branches.get(at as usize).map(|it| it.then.as_slice()),
            Taken::Otherwise => Some(&self.otherwise),
            Taken::Failure => Some(&self.on_failure),
        }
    }

    /// Everything that it asks or tells a program of the owner.
    pub fn requests(&self) -> impl Iterator<Item = &Lookup> {
        let webhooks = self.effects().filter_map(|effect| match effect {
            Effect::Webhook { request } => Some(request),
            _ => None,
        });
        self.lookups.iter().chain(webhooks)
    }

    /// The names of the secrets that its requests send.
    pub fn secrets(&self) -> BTreeSet<&str> {
        let headers = self.requests().flat_map(|lookup| &lookup.headers);
        headers
            .filter_map(|header| match &header.value {
                HeaderValue::Secret { name, .. } => Some(name.as_str()),
                HeaderValue::Text(_) => None,
            })
            .collect()
    }

    /// Whether it ends with a person, whatever is answered and looked up.
    pub fn always_hands_off(&self) -> bool {
        let hands_off = |effects: &[Effect]| {
            effects.iter().any(|effect| matches!(effect, Effect::HandOff { .. }))
        };
        let branches = self.branches.iter().map(|branch| &branch.then);
        let ends = branches.chain([&self.otherwise]);
        hands_off(&self.first) || ends.clone().all(|effects| hands_off(effects))
    }
}
