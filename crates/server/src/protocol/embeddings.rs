//! A model of the workspace's own for vectors.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which model is asked, how far it is, and whether questions reach it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EmbeddingsView {
    /// None while the built-in table alone is used.
    pub(crate) settings: Option<EmbeddingSettingsView>,
    pub(crate) state: Option<EmbeddingState>,
    /// Questions that were answered without it, while that lasts.
    pub(crate) unreached: Option<EmbeddingUnreached>,
}

/// Which model is asked. The key goes in and never comes out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EmbeddingSettingsView {
    pub(crate) address: String,
    pub(crate) model: String,
    pub(crate) has_key: bool,
    pub(crate) query_prefix: String,
    pub(crate) passage_prefix: String,
    /// Numbers in a vector.
    pub(crate) dimensions: u32,
}

/// How far the passages are embedded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum EmbeddingState {
    /// At work; `of` is 0 until they are counted.
    Embedding { done: u32, of: u32 },
    /// The endpoint does not answer for now, and is tried again by itself.
    Waiting { done: u32, of: u32, why: String, since: i64, next_at: i64 },
    /// It needs somebody. Why, and what to do, in plain words.
    Failed { why: String },
    /// All of them are: answers use it.
    Ready { passages: u32 },
}

/// Questions did not reach the model; the built-in table answered them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EmbeddingUnreached {
    pub(crate) since: i64,
    pub(crate) questions: u32,
    pub(crate) why: String,
}

/// Says which model to ask.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetUpEmbeddings {
    /// Such as `http://127.0.0.1:11434/v1` or `https://api.openai.com/v1`.
    pub(crate) address: String,
    pub(crate) model: String,
    /// Absent: the stored one stays, as long as it goes to the same host.
    #[serde(default)]
    pub(crate) key: Option<String>,
    /// What some models want before each query, such as `search_query: `.
    #[serde(default)]
    pub(crate) query_prefix: String,
    /// What some models want before each passage, such as `search_document: `.
    #[serde(default)]
    pub(crate) passage_prefix: String,
}

/// What became of a try with one sentence.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EmbeddingVerdict {
    pub(crate) works: bool,
    /// What happened and what to do, in plain words.
    pub(crate) detail: String,
    /// Why not, for programs.
    pub(crate) why: Option<EmbeddingTrouble>,
    /// Numbers in a vector.
    pub(crate) dimensions: Option<u32>,
    pub(crate) took_ms: u32,
}

/// Why there are no vectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EmbeddingTrouble {
    NotPublic,
    Unreachable,
    TimedOut,
    KeyRefused,
    KeyUnreadable,
    ModelNotFound,
    TooFast,
    Refused,
    Failing,
    NotEmbeddings,
    OtherDimensions,
}
