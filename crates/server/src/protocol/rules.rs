//! Escalation rules.

use domain::rule::Rule;
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
