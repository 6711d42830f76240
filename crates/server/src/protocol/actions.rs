//! Custom actions on the wire: what their owner edits, tries and sees of them.

use std::collections::BTreeMap;

use domain::action::Definition;
use domain::condition::Value;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Given, Person};

/// The actions of an assistant, in the order in which their phrases are tried and their buttons
/// stand.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Actions {
    pub(crate) actions: Vec<ActionBrief>,
}

/// An action in the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActionBrief {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) state: ActionState,
    /// The draft differs from what is published.
    pub(crate) is_changed: bool,
    /// Runs of the last seven days, and how many of them failed.
    pub(crate) runs: u32,
    pub(crate) failed: u32,
    /// What starts it, in words: `button`, `phrases`, `judged`, `script`, `teammate`.
    pub(crate) starts: Vec<String>,
}

/// Whether visitors have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ActionState {
    /// It was never published.
    Draft,
    Live,
    /// It was published and is switched off.
    Off,
}

/// An action with its draft.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActionView {
    pub(crate) id: Uuid,
    pub(crate) assistant: Uuid,
    pub(crate) state: ActionState,
    pub(crate) draft: Definition,
    /// Grows with each saved draft; a save names the one that it was made from.
    pub(crate) revision: i64,
    /// What is published; none before the first time.
    pub(crate) published: Option<Definition>,
    /// The number of what is published.
    pub(crate) version: Option<i64>,
    pub(crate) is_changed: bool,
    /// What keeps the draft from going live.
    pub(crate) faults: Vec<ActionFault>,
    /// Actions that start this one.
    pub(crate) used_by: Vec<ActionName>,
    pub(crate) changed_by: Option<Person>,
    pub(crate) changed_at: i64,
}

/// Something in a definition that does not hold together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ActionFault {
    /// Where, such as `fields.0.key` or `branches.1.when`.
    pub(crate) at: String,
    /// What, and what to do.
    pub(crate) what: String,
}

/// An action by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActionName {
    pub(crate) id: Uuid,
    pub(crate) name: String,
}

/// Makes an action: of a template, or of a definition, which may be empty.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateAction {
    #[serde(default)]
    pub(crate) template: Option<String>,
    #[serde(default)]
    pub(crate) definition: Option<Definition>,
}

/// Saves a draft. It may be incomplete; only what is published must hold together.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveAction {
    pub(crate) draft: Definition,
    /// The revision that it was made from; another one is refused, and nobody's work is lost.
    pub(crate) revision: i64,
}

/// Switches a published action on or off.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SwitchAction {
    pub(crate) on: bool,
}

/// The order of an assistant's actions, all of them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderActions {
    pub(crate) actions: Vec<Uuid>,
}

/// What was published, newest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActionVersions {
    pub(crate) versions: Vec<ActionVersion>,
}

/// What was published once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActionVersion {
    pub(crate) version: i64,
    pub(crate) definition: Definition,
    pub(crate) by: Option<Person>,
    pub(crate) at: i64,
}

/// A ready-made action.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActionTemplate {
    pub(crate) id: String,
    /// What it is for, in a sentence.
    pub(crate) about: String,
    pub(crate) definition: Definition,
}

/// The ready-made actions.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActionTemplates {
    pub(crate) templates: Vec<ActionTemplate>,
}

/// Runs a draft with these answers, for real where it looks up, and changes no conversation.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TryAction {
    /// What is tried; the saved draft where it is absent.
    pub(crate) definition: Option<Definition>,
    /// Answers as a form gives them, by key.
    #[schema(value_type = BTreeMap<String, Object>)]
    pub(crate) fields: BTreeMap<String, Value>,
    /// Attributes that the page says.
    pub(crate) attributes: BTreeMap<String, String>,
    /// Attributes that the site signed.
    pub(crate) signed: BTreeMap<String, String>,
    pub(crate) page: String,
    pub(crate) email: String,
    /// Sends what changes something too. Without it only a `GET` is sent, and a run that comes to
    /// another request stops before it.
    pub(crate) sends: bool,
}

/// What a run of a draft came to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TriedAction {
    /// What is still asked: the keys of fields, with what does not fit of those given.
    pub(crate) asks: Vec<AskedField>,
    pub(crate) calls: Vec<LookupCall>,
    /// It stopped before this lookup, which changes something.
    pub(crate) held_back: Option<String>,
    /// Which way it took; none where it did not come so far.
    pub(crate) taken: Option<RunTaken>,
    /// What would be done, in order and in words.
    pub(crate) effects: Vec<EffectShown>,
}

/// A field that is not known yet.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AskedField {
    pub(crate) key: String,
    /// What does not fit of the given answer; none where none was given.
    pub(crate) unfit: Option<String>,
}

/// One thing that would be, or was, done.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EffectShown {
    /// `say`, `tag`, `priority`, `hand_off`, `call_back`, `webhook`, `set`, `start`.
    pub(crate) kind: String,
    /// With values in their places.
    pub(crate) text: String,
}

/// A request to a program of the owner and what it answered. Secrets are hidden.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct LookupCall {
    pub(crate) lookup: String,
    pub(crate) method: String,
    pub(crate) address: String,
    /// Lines, each `name: value`.
    pub(crate) headers: Vec<String>,
    pub(crate) body: Option<String>,
    /// None where nothing came back.
    pub(crate) status: Option<u16>,
    pub(crate) took_ms: u32,
    /// Tries in all.
    pub(crate) tries: u32,
    /// The answer, at most 20,000 characters of it.
    pub(crate) answer: Option<String>,
    /// Why it failed, in words for the owner.
    pub(crate) failed: Option<String>,
    /// What was read from it.
    #[schema(value_type = BTreeMap<String, Object>)]
    pub(crate) values: BTreeMap<String, Value>,
}

/// Which way a run took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "way", rename_all = "snake_case")]
pub(crate) enum RunTaken {
    /// From 0.
    Branch {
        place: u32,
    },
    Otherwise,
    Failure,
}

/// Past runs, newest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActionRuns {
    pub(crate) runs: Vec<ActionRun>,
    pub(crate) next: Option<String>,
}

/// A past run.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActionRun {
    pub(crate) conversation: Uuid,
    pub(crate) run: u32,
    pub(crate) version: i64,
    pub(crate) started: StartedBy,
    pub(crate) started_at: i64,
    /// None while it is under way.
    pub(crate) ended_at: Option<i64>,
    pub(crate) end: Option<RunEnd>,
    pub(crate) taken: Option<RunTaken>,
    /// What was answered, and what was known without asking.
    pub(crate) given: Vec<Given>,
    /// Kept for thirty days.
    pub(crate) calls: Vec<LookupCall>,
}

/// What began a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StartedBy {
    Button,
    Phrase,
    Judged,
    Script,
    Teammate,
    Action,
    Rule,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RunEnd {
    Done,
    /// A lookup failed, and the failure path was taken.
    Failed,
    /// The visitor cancelled it.
    Cancelled,
    /// Another action took its place.
    Superseded,
    /// It was left open too long.
    Abandoned,
}

/// Secrets for header lines, by name. What they are is never shown again.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActionSecrets {
    pub(crate) secrets: Vec<ActionSecret>,
    /// What signs the header lines that say who the visitor is; for the programs that are asked.
    pub(crate) signing_key: String,
}

/// A secret's name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActionSecret {
    pub(crate) name: String,
    pub(crate) changed_at: i64,
    /// Actions that send it.
    pub(crate) used_by: Vec<ActionName>,
}

/// Keeps a secret under a name.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeepSecret {
    pub(crate) secret: String,
}

/// Actions that a teammate may send, in this conversation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SendableActions {
    pub(crate) actions: Vec<ActionName>,
}

/// Which past runs.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct RunsQuery {
    /// From the page before.
    pub(crate) cursor: Option<String>,
    /// Only those that failed.
    #[serde(default)]
    pub(crate) failed: bool,
}
