//! The guided setup.

use domain::setup::{Mark, Standing, Step};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far the setup is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SetupView {
    pub(crate) steps: Vec<StepView>,
    /// The guide is no longer shown by itself.
    pub(crate) closed: bool,
}

/// One step, in order.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct StepView {
    #[schema(value_type = StepName)]
    pub(crate) step: Step,
    #[schema(value_type = StandingName)]
    pub(crate) standing: Standing,
}

/// Says something of the setup. What is absent stays as it is.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeSetup {
    #[serde(default)]
    pub(crate) mark: Option<MarkStep>,
    #[serde(default)]
    pub(crate) closed: Option<bool>,
}

/// Says something of a step.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkStep {
    #[schema(value_type = StepName)]
    pub(crate) step: Step,
    #[schema(value_type = MarkName)]
    pub(crate) mark: Mark,
}

/// The steps, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for domain::setup::Step in the description")]
pub(crate) enum StepName {
    Workspace,
    Assistant,
    Knowledge,
    Try,
    Look,
    Sites,
    Snippet,
    Mail,
    Team,
    Rehearsal,
}

/// How a step stands, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for domain::setup::Standing in the description")]
pub(crate) enum StandingName {
    Open,
    Skipped,
    Done,
}

/// What can be said of a step, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for domain::setup::Mark in the description")]
pub(crate) enum MarkName {
    Done,
    Skipped,
}
