//! Escalation rules.

use domain::conversation::Millis;
use domain::rule::Rule;
use domain::rule::back_test::Report;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The rules of an assistant, in their order: the first that holds decides.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RulesView {
    pub(crate) rules: Vec<Rule>,
    /// Grows with each saved list; 0 for the rules that every assistant has from the start.
    pub(crate) revision: i64,
    /// How often each held in the last 30 days.
    pub(crate) hits: Vec<RuleHits>,
}

/// How often a rule held.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleHits {
    pub(crate) rule: Uuid,
    /// Turns in which it held.
    pub(crate) held: i64,
    /// Of these, the turns that it decided.
    pub(crate) decided: i64,
}

/// A list that takes the place of the last one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveRules {
    pub(crate) rules: Vec<Rule>,
    /// The revision that was changed.
    pub(crate) revision: i64,
}

/// A list that is tried on past conversations; nothing of it is stored.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TryRules {
    pub(crate) rules: Vec<Rule>,
}

/// What another list would have changed in past conversations, against the list that is in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BackTest {
    #[serde(flatten)]
    pub(crate) report: Report,
    /// When the oldest of them began to be tried; none where there are none.
    pub(crate) since: Option<Millis>,
    /// By rule of the other list: conversations that it would have passed to the team.
    pub(crate) by_rule: Vec<RulePasses>,
    /// Conversations that change, the newest first; the first of each kind.
    pub(crate) changes: Vec<RuleChange>,
}

/// How many conversations a rule would have passed to the team.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RulePasses {
    pub(crate) rule: Uuid,
    pub(crate) conversations: u32,
}

/// A conversation that another list changes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleChange {
    pub(crate) conversation: Uuid,
    /// When it would be passed to the team, or was.
    pub(crate) at: Millis,
    /// Passed only by the other list; else only by the one in force.
    pub(crate) newly: bool,
    /// The rule that decides it; none where the floor does.
    pub(crate) rule: Option<Uuid>,
    /// What the visitor said then, cut.
    pub(crate) words: String,
    /// It never reached a person, its last answer was one, and nobody called an answer bad.
    pub(crate) ended_well: bool,
}
