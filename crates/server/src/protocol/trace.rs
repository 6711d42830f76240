//! Why an answer is as it is, and what people think of it.

use domain::condition::Condition;
use domain::rule::Rule;
use domain::signal::Signals;
use knowledge::confidence::Level;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// All that is known of one turn.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TurnView {
    pub(crate) turn: u32,
    pub(crate) started_at: Option<i64>,
    pub(crate) first_sentence_at: Option<i64>,
    pub(crate) ended_at: Option<i64>,
    /// What was observed, the passages found and the confidence among it; none while it is planned.
    #[schema(value_type = Option<Object>)]
    pub(crate) signals: Option<Box<Signals>>,
    /// The passages found, in the order of the signals.
    pub(crate) passages: Vec<TurnPassage>,
    /// None for turns from before it was kept.
    pub(crate) trace: Option<TraceFacts>,
    /// The rules that were asked, in their order; none for turns from before it was kept.
    pub(crate) rules: Option<Vec<RuleAsked>>,
    /// Questions to models, oldest first.
    pub(crate) calls: Vec<super::ModelCallView>,
    pub(crate) ratings: Vec<RatingView>,
}

/// A passage that a turn found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TurnPassage {
    pub(crate) source: Uuid,
    pub(crate) position: u32,
    pub(crate) title: String,
    pub(crate) heading: String,
    /// As it stands now; none where it is gone.
    pub(crate) text: Option<String>,
    /// The answer cites it.
    pub(crate) cited: bool,
    pub(crate) lexical: f32,
    pub(crate) semantic: f32,
    pub(crate) score: f32,
}

/// How a turn was planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct TraceFacts {
    /// The words that were searched; none where nothing was.
    pub(crate) query: Option<String>,
    pub(crate) planned_ms: u32,
}

/// A rule as it stood when the turn asked it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct RuleAsked {
    pub(crate) rule: Rule,
    pub(crate) standing: RuleStanding,
    /// The parts of its condition that kept it from holding.
    pub(crate) lacking: Vec<Lacking>,
}

/// What a rule came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RuleStanding {
    /// It held, and what followed was its doing.
    Decided,
    /// It held.
    Held,
    /// It held by nothing but what had been seen to before.
    SeenTo,
    Not,
    /// It was switched off.
    Off,
}

/// A part of a condition that did not hold.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct Lacking {
    pub(crate) condition: Condition,
    /// It was not known when the turn was decided; else it was false.
    pub(crate) unknown: bool,
}

/// What somebody thinks of an answer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct RatingView {
    pub(crate) turn: u32,
    /// None for the visitor.
    pub(crate) by: Option<super::Person>,
    pub(crate) good: bool,
}

/// Says what one thinks of an answer.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rate {
    /// Whether it helped; none takes back what was said.
    pub(crate) good: Option<bool>,
}

/// What an assistant was told, from each change on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Versions {
    /// Newest first.
    pub(crate) versions: Vec<VersionView>,
}

/// What an assistant was told from a moment on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VersionView {
    /// Counts from 1.
    pub(crate) version: i64,
    pub(crate) at: i64,
    /// None for what there was before the first change.
    pub(crate) by: Option<super::Person>,
    #[serde(flatten)]
    pub(crate) told: Told,
}

/// What a version keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Told {
    pub(crate) greeting: String,
    #[schema(value_type = super::VoiceName)]
    pub(crate) voice: assistant::copy::Voice,
    #[schema(value_type = super::GuidanceName)]
    pub(crate) guidance: assistant::guidance::Guidance,
}

/// The levels, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for knowledge::confidence::Level in the description")]
pub(crate) enum LevelName {
    Careful,
    Balanced,
    Eager,
}

/// How readily an assistant answers, and what each level would make of last week's questions.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LevelView {
    #[schema(value_type = LevelName)]
    pub(crate) level: Level,
    /// The questions of the last seven days that were searched; rehearsals are left out.
    pub(crate) questions: usize,
    /// The most careful first.
    pub(crate) levels: Vec<LevelEffect>,
}

/// What a level would make of last week's questions, without a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct LevelEffect {
    #[schema(value_type = LevelName)]
    pub(crate) level: Level,
    pub(crate) answered: usize,
    pub(crate) closest: usize,
    pub(crate) declined: usize,
}

/// Says how readily an assistant answers.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetLevel {
    #[schema(value_type = LevelName)]
    pub(crate) level: Level,
}
