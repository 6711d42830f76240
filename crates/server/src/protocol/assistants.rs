//! Many assistants, and going live in steps.

use domain::rollout::Stage;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Makes an assistant.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateAssistant {
    pub(crate) name: String,
    /// `en`, `de`, `fr`, `es` or `ar`; English unless told.
    #[serde(default)]
    #[schema(value_type = Option<LanguageName>)]
    pub(crate) language: Option<assistant::copy::Language>,
    /// Its first words; empty for its own, in the visitor's language.
    #[serde(default)]
    pub(crate) greeting: String,
}

/// Copies an assistant: its settings and sources, with a public id of its own and no sites.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CopyAssistant {
    pub(crate) name: String,
}

/// What an assistant learns.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Learning {
    /// Every source, those to come too.
    pub(crate) all: bool,
    /// Else only these.
    #[serde(default)]
    pub(crate) sources: Vec<Uuid>,
}

/// Tries a page on patterns that need not be saved yet.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TryPage {
    pub(crate) include: Vec<String>,
    pub(crate) exclude: Vec<String>,
    /// The address of the page.
    pub(crate) address: String,
}

/// Whether the assistant would speak there.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TriedPage {
    pub(crate) speaks: bool,
    /// The pattern that decided; none where no pattern fits.
    pub(crate) pattern: Option<String>,
}

/// What happened since the assistant came to its step. Rehearsals are left out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Progress {
    pub(crate) since: i64,
    pub(crate) conversations: i64,
    /// In which the assistant spoke.
    pub(crate) answered: i64,
    pub(crate) drafts: i64,
    pub(crate) sent_as_is: i64,
    pub(crate) sent_edited: i64,
    pub(crate) dismissed: i64,
    /// The team keeps office hours.
    pub(crate) keeps_hours: bool,
}

/// Opens a rehearsal.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rehearse {
    /// At which step of going live; the last unless told.
    #[serde(default)]
    #[schema(value_type = Option<StageName>)]
    pub(crate) stage: Option<Stage>,
}

/// Where a rehearsal is played.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RehearsalAt {
    /// A page of Baton's own with the real widget.
    pub(crate) address: String,
    /// What the snippet boots with on one's own site: `baton('boot', {site})`.
    pub(crate) site: String,
    pub(crate) expires_at: i64,
}

/// How many conversations were removed.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Removed {
    pub(crate) conversations: usize,
}

/// The steps, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for domain::rollout::Stage in the description")]
pub(crate) enum StageName {
    Off,
    Drafts,
    OutsideHours,
    Everybody,
}

/// How far an assistant is live, for the description.
#[derive(ToSchema)]
#[expect(dead_code, reason = "stands for domain::rollout::Rollout in the description")]
pub(crate) struct RolloutName {
    stage: StageName,
    /// The assistant speaks on these pages; on every page where there are none.
    include: Vec<String>,
    /// And never on these.
    exclude: Vec<String>,
    /// To so many of a hundred visitors.
    share: u8,
    /// Teammates are offered drafts at the last step too.
    drafts_for_teammates: bool,
}

/// The languages, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for assistant::copy::Language in the description")]
pub(crate) enum LanguageName {
    En,
    De,
    Fr,
    Es,
    Ar,
}

/// The tones, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for assistant::copy::Tone in the description")]
pub(crate) enum ToneName {
    Friendly,
    Neutral,
    Brief,
}

/// How much an answer says, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for assistant::guidance::Length in the description")]
pub(crate) enum LengthName {
    Short,
    Usual,
    Thorough,
}

/// What an owner asks of an assistant, for the description.
#[derive(ToSchema)]
#[expect(dead_code, reason = "stands for assistant::guidance::Guidance in the description")]
pub(crate) struct GuidanceName {
    /// For a model: how to behave, in the owner's words.
    instructions: String,
    length: LengthName,
    /// Topics that it leaves to people.
    topics: Vec<String>,
    /// Phrases that it never says.
    phrases: Vec<String>,
    /// What it says when it does not know; empty for its own words.
    decline: String,
    /// Hosts that its answers may link to, beside the company's own sites.
    #[schema(required = false)]
    links: Vec<String>,
}

/// How an assistant sounds, for the description.
#[derive(ToSchema)]
#[expect(dead_code, reason = "stands for assistant::copy::Voice in the description")]
pub(crate) struct VoiceName {
    tone: ToneName,
    /// Its language, or the one for visitors whose language it does not speak.
    language: LanguageName,
    /// The visitor's language counts where the assistant speaks it.
    follows_visitor: bool,
}
