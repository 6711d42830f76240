//! The language models of an assistant: which, what they cost, and how far they may go.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Whose protocol is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ModelProvider {
    /// `OpenAI`, and whatever speaks as it does: vLLM, llama.cpp, gateways.
    Openai,
    Anthropic,
    Gemini,
    Ollama,
}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ModelPlace {
    First,
    /// Asked where the first does not answer.
    Second,
}

/// The models that write an assistant's answers.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct ModelsView {
    pub(crate) first: ModelView,
    pub(crate) second: ModelView,
    pub(crate) budget: BudgetView,
}

/// A model that writes an assistant's answers.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct ModelView {
    /// None where there is none; without a first one, answers are quotations.
    pub(crate) settings: Option<ModelSettingsView>,
    /// Why it was not asked or did not answer the last time, in plain words.
    pub(crate) trouble: Option<String>,
}

/// Which, where and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct ModelSettingsView {
    pub(crate) provider: ModelProvider,
    pub(crate) address: String,
    pub(crate) model: String,
    pub(crate) has_key: bool,
    pub(crate) temperature: Option<f32>,
    pub(crate) tokens_max: u32,
}

/// A model to use.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetUpModel {
    pub(crate) provider: ModelProvider,
    /// The provider's own unless told.
    #[serde(default)]
    pub(crate) address: Option<String>,
    pub(crate) model: String,
    /// The stored one unless told, for the same address.
    #[serde(default)]
    pub(crate) key: Option<String>,
    /// 0 to 2; the model's own unless told.
    #[serde(default)]
    pub(crate) temperature: Option<f32>,
    /// Longest answer, 50 to 4,000; 2,000 unless told.
    #[serde(default)]
    pub(crate) tokens_max: Option<u32>,
}

/// What came of trying a model.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct ModelVerdict {
    pub(crate) works: bool,
    /// In plain words.
    pub(crate) detail: String,
    pub(crate) took_ms: u32,
}

/// What models may cost this month, and what they have, in the currency of the prices.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct BudgetView {
    /// None for no limit.
    pub(crate) monthly: Option<f64>,
    pub(crate) spent: f64,
    /// Calls of models without a price: they count nothing.
    pub(crate) unpriced: i64,
    pub(crate) state: BudgetState,
}

/// How far a budget is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BudgetState {
    /// There is room, or no limit.
    Fine,
    /// 80 of 100 are spent.
    Low,
    /// No model is asked until the month ends.
    Spent,
}

/// What models may cost in a month; none for no limit.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetBudget {
    pub(crate) monthly: Option<f64>,
}

/// What models cost.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Prices {
    pub(crate) prices: Vec<Price>,
}

/// What a million tokens of a model cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Price {
    /// Its name, as the provider has it.
    pub(crate) model: String,
    /// Of what it reads.
    pub(crate) input: f64,
    /// Of what it writes.
    pub(crate) output: f64,
}

/// What a model was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Purpose {
    /// To answer a visitor.
    Answer,
    /// To understand a follow-up before the search.
    Rewrite,
    /// To write a draft for a teammate.
    Draft,
    /// To answer somebody who tried a question.
    Ask,
    /// To see whether it works.
    Try,
}

/// What became of asking a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CallOutcome {
    /// What it said was used.
    Used,
    /// It judged that the passages do not say it, or that a person is needed.
    Declined,
    /// Nothing that it said stood in the passages.
    Unborne,
    /// Nobody needed it any more: somebody took over, or the visitor said something else.
    Discarded,
    /// It did not answer, or broke off.
    Failed,
}

/// One question to a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct ModelCallView {
    pub(crate) id: Uuid,
    pub(crate) at: i64,
    #[serde(flatten)]
    pub(crate) facts: CallFacts,
    /// As sent, for those who manage the workspace, as long as it is kept.
    pub(crate) prompt: Option<PromptView>,
    /// As it came.
    pub(crate) reply: Option<String>,
    /// Sentences that were not released, because no passage that they named bears them.
    pub(crate) withheld: Vec<String>,
}

/// What is kept of one question to a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct CallFacts {
    pub(crate) purpose: Purpose,
    pub(crate) place: ModelPlace,
    pub(crate) provider: ModelProvider,
    pub(crate) model: String,
    pub(crate) outcome: CallOutcome,
    /// Why there was no answer, in plain words.
    pub(crate) trouble: Option<String>,
    pub(crate) tokens_in: i64,
    pub(crate) tokens_out: i64,
    /// The provider did not say how many tokens there were: a quarter of the letters.
    pub(crate) estimated: bool,
    /// In the currency of the prices; none where the model has no price.
    pub(crate) cost: Option<f64>,
    /// Until its first words.
    pub(crate) first_ms: Option<u32>,
    pub(crate) took_ms: u32,
}

/// What a model was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct PromptView {
    /// Ours and the owner's.
    pub(crate) rules: String,
    /// What others wrote, fenced.
    pub(crate) matter: String,
}

/// Which days.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct UsageQuery {
    /// How many, today among them; 30 unless told, 366 at most.
    #[serde(default)]
    pub(crate) days: Option<u32>,
}

/// What an assistant's models did, by day.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct UsageView {
    /// Oldest first; days without a call are left out.
    pub(crate) days: Vec<UsageLine>,
    pub(crate) budget: BudgetView,
}

/// What the calls of one kind on one day add up to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct UsageLine {
    /// Such as 2026-11-22, in UTC.
    pub(crate) day: String,
    pub(crate) model: String,
    pub(crate) purpose: Purpose,
    pub(crate) outcome: CallOutcome,
    pub(crate) calls: i64,
    pub(crate) tokens_in: i64,
    pub(crate) tokens_out: i64,
    pub(crate) cost: f64,
    pub(crate) unpriced: i64,
}
