//! The language model of an assistant.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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

/// The model that writes an assistant's answers.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct ModelView {
    /// None where answers are quotations.
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
