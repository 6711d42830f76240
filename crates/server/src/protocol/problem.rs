//! What went wrong, as RFC 9457 has it: readable alone, and queryable by `code`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::OwnerNow;

/// A problem. Its media type is `application/problem+json`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// `about:blank`: the code and the title say it all.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// What happened, in a few words.
    pub(crate) title: &'static str,
    /// The HTTP status.
    pub(crate) status: u16,
    /// What to do, in a sentence.
    pub(crate) detail: String,
    pub(crate) code: ProblemCode,
    /// For refusals of a conversation: who has it now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) owner: Option<OwnerNow>,
    /// For refusals of a conversation: the present epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) epoch: Option<u32>,
    /// For input: which field, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) fields: Vec<FieldProblem>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct FieldProblem {
    pub(crate) field: String,
    pub(crate) detail: String,
}

/// The problem, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProblemCode {
    /// The input does not hold; `fields` say where.
    Invalid,
    /// Nobody is signed in, or no longer.
    SignInNeeded,
    /// The address and password do not belong together.
    WrongPassword,
    /// The address and password belong together, and a code of the second factor is asked for.
    CodeNeeded,
    /// The code is wrong, or was used before.
    WrongCode,
    /// A second factor has to be set up before anything else.
    SecondFactorNeeded,
    /// Too many tries or too fast; wait.
    TooFast,
    /// Not allowed for this role.
    Forbidden,
    /// There is no such thing, or it is somebody else's.
    NotFound,
    /// The site's backend did not vouch for the visitor; `detail` says why.
    IdentityRefused,
    /// The page that asked is not one of ours.
    ForeignOrigin,
    /// Too long or too large.
    TooLarge,
    /// Another server that this one asks does not answer or refuses.
    Unreachable,
    /// It was there and is put away for good.
    Gone,
    /// The link was used, has expired or never was.
    LinkSpent,
    /// Another teammate has the conversation.
    TakenBy,
    /// The conversation changed hands since.
    Stale,
    /// Somebody else replied since.
    Unseen,
    /// The visitor does not wait.
    NotWaiting,
    /// The conversation is not open for this.
    NotOpen,
    /// Already so.
    Conflict,
    /// The server is busy or stopping; try again.
    Busy,
    /// A fault of the server.
    Internal,
}
