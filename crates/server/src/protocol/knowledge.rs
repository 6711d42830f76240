//! Sources, their passages, and trying a question on them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Readers;

/// A source and how far it is learnt.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct SourceView {
    pub(crate) id: Uuid,
    pub(crate) kind: SourceKind,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) bytes: i64,
    pub(crate) state: SourceState,
    /// Passages learnt.
    pub(crate) passages: u32,
    pub(crate) created_at: i64,
    pub(crate) changed_at: i64,
}

/// What a source is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SourceKind {
    File,
    Page,
    Text,
    Pair,
}

/// How far a source is learnt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum SourceState {
    Waiting,
    Reading,
    Indexing {
        done: u32,
        of: u32,
    },
    Ready {
        /// Where not all of it could be read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        partly: Option<Partly>,
    },
    /// Somebody stopped it; what was learnt before stays.
    Stopped,
    /// Why, and what to do, in plain words.
    Failed {
        why: String,
    },
}

impl SourceState {
    /// Whether nothing more comes by itself.
    pub(crate) fn is_done(&self) -> bool {
        matches!(self, Self::Ready { .. } | Self::Stopped | Self::Failed { .. })
    }

    /// Whether something is still to be read or stored, and can be stopped.
    pub(crate) fn goes_on(&self) -> bool {
        match self {
            Self::Waiting | Self::Reading => true,
            Self::Indexing { done, of } => done < of,
            Self::Ready { .. } | Self::Stopped | Self::Failed { .. } => false,
        }
    }
}

/// Pages that hold only pictures are not known to the assistant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Partly {
    pub(crate) pages: u32,
    pub(crate) pictures_only: u32,
}

/// All sources.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct Sources {
    pub(crate) sources: Vec<SourceView>,
}

/// Something that is written in the dashboard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Written {
    /// A text, as Markdown.
    Text { title: String, text: String },
    /// A question, in all the ways to ask it, and its answer, which is given whole.
    Pair { questions: Vec<String>, answer: String },
}

/// What became of each file of an upload.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct Uploaded {
    pub(crate) sources: Vec<SourceView>,
    pub(crate) refused: Vec<RefusedFile>,
}

/// A file that was not taken.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct RefusedFile {
    pub(crate) name: String,
    pub(crate) why: String,
}

/// The passages of a source, as learnt.
#[expect(clippy::struct_field_names, reason = "the name on the wire")]
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Passages {
    pub(crate) title: String,
    /// Where it can be read, for a page of a website.
    pub(crate) address: Option<String>,
    pub(crate) passages: Vec<PassageView>,
}

/// One passage.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PassageView {
    pub(crate) position: u32,
    pub(crate) headings: Vec<String>,
    /// The questions that it was written to answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) questions: Vec<String>,
    pub(crate) text: String,
    /// The page on which it begins, from 1, where the source has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<u32>,
    /// Answers that cite it as it stands.
    pub(crate) answers: i64,
}

/// A question put to the sources alone, outside any conversation.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ask {
    pub(crate) question: String,
    /// Whom; the first assistant unless told.
    #[serde(default)]
    pub(crate) assistant: Option<Uuid>,
    /// As whom it is asked: a stranger unless told.
    #[serde(default)]
    pub(crate) reader: Readers,
    /// As if the assistant had no model.
    #[serde(default)]
    pub(crate) without_model: bool,
}

/// What the assistant would do with it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct Asked {
    pub(crate) would: Would,
    /// The reply, sentence by sentence.
    pub(crate) sentences: Vec<AskedSentence>,
    /// How likely the answer is right, 0 to 1. None when nothing was searched.
    pub(crate) confidence: Option<f32>,
    /// The passages found, best first.
    pub(crate) found: Vec<AskedPassage>,
    pub(crate) took_ms: f64,
}

/// What the assistant would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Would {
    Answer,
    ShowClosest,
    Decline,
    Talk,
    HandOff,
}

/// A sentence of the reply.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct AskedSentence {
    pub(crate) text: String,
    /// Places in `found`.
    pub(crate) cites: Vec<usize>,
}

/// A passage that was found.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct AskedPassage {
    pub(crate) source: Uuid,
    pub(crate) title: String,
    pub(crate) heading: String,
    pub(crate) position: u32,
    pub(crate) text: String,
    /// By words.
    pub(crate) lexical: f32,
    /// By meaning.
    pub(crate) semantic: f32,
    /// Both fused, 0 to 1.
    pub(crate) score: f32,
}
