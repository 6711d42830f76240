//! Problems as answers, and how the errors of other layers become problems.

use axum::Json;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use domain::conversation::Refusal;
use store::StoreError;

use crate::inbox::{InboxError, owner_now};
use crate::people::Seen;
use crate::protocol::{FieldProblem, OwnerNow, Problem, ProblemCode};

/// An answer that says what went wrong.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) Box<Problem>);

impl Failure {
    /// A problem with a sentence that says what to do.
    pub(crate) fn new(status: StatusCode, code: ProblemCode, detail: impl Into<String>) -> Self {
        Self(Box::new(problem(status, code, detail)))
    }

    /// There is no such thing, or it is somebody else's: the two are not told apart.
    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, ProblemCode::NotFound, "There is no such thing here.")
    }

    /// The assistant was put away.
    pub(crate) fn archived() -> Self {
        let detail = "This chat is closed: its assistant was archived.";
        Self::new(StatusCode::GONE, ProblemCode::Gone, detail)
    }

    /// Not for this role.
    pub(crate) fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            ProblemCode::Forbidden,
            "Your role does not allow this. Ask an admin or the owner.",
        )
    }

    /// More than is taken in this time.
    pub(crate) fn too_fast() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            ProblemCode::TooFast,
            "That was a lot at once. Wait a moment and try again.",
        )
    }

    /// Nobody is signed in.
    pub(crate) fn sign_in_needed() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, ProblemCode::SignInNeeded, "Sign in first.")
    }

    /// It is the server's own fault, which was logged where it was seen.
    pub(crate) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            ProblemCode::Internal,
            "The server could not do it. Try again; if it stays, look at the server's log.",
        )
    }

    /// One field does not hold.
    pub(crate) fn field(field: &str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let mut failure =
            Self::new(StatusCode::UNPROCESSABLE_ENTITY, ProblemCode::Invalid, detail.clone());
        failure.0.fields = vec![FieldProblem { field: field.to_owned(), detail }];
        failure
    }

    /// What the inbox did not do, as its sender is told.
    pub(crate) fn of_inbox(error: InboxError, names: Seen<'_>) -> Self {
        match error {
            InboxError::NotFound => Self::not_found(),
            InboxError::Forbidden => Self::forbidden(),
            InboxError::Refused(refusal) => Self::refused(&refusal, names),
            InboxError::CitationGone => Self::new(
                StatusCode::CONFLICT,
                ProblemCode::Conflict,
                "A passage that this rests on is gone.",
            ),
            InboxError::PictureGone => Self::new(
                StatusCode::CONFLICT,
                ProblemCode::Conflict,
                "A picture of this message is no longer kept. Add it once more.",
            ),
            InboxError::Store(error) => error.into(),
        }
    }

    fn refused(refusal: &Refusal, names: Seen<'_>) -> Self {
        let conflict = |code, detail: String| Self::new(StatusCode::CONFLICT, code, detail);
        match refusal {
            Refusal::TakenBy { teammate, epoch } => {
                let teammate = names.person(*teammate);
                let detail = format!("{} has this conversation.", teammate.name);
                let mut failure = conflict(ProblemCode::TakenBy, detail);
                failure.0.owner = Some(OwnerNow::Teammate { teammate, since: 0 });
                failure.0.epoch = Some(*epoch);
                failure
            }
            Refusal::Stale { owner, epoch } => {
                let mut failure = conflict(
                    ProblemCode::Stale,
                    "The conversation changed hands since. Look again and repeat.".to_owned(),
                );
                failure.0.owner = Some(owner_now(names, owner));
                failure.0.epoch = Some(*epoch);
                failure
            }
            Refusal::Unseen { .. } => conflict(
                ProblemCode::Unseen,
                "Somebody else has replied since. Read it first.".to_owned(),
            ),
            Refusal::Unheard { .. } => conflict(
                ProblemCode::Unseen,
                "The visitor has said something since. Read it first.".to_owned(),
            ),
            Refusal::NotWaiting => conflict(
                ProblemCode::NotWaiting,
                "The visitor does not wait for a person.".to_owned(),
            ),
            Refusal::PeopleOnly => conflict(
                ProblemCode::NotWaiting,
                "People answer here, so there is no assistant to go back to.".to_owned(),
            ),
            Refusal::StaleDraft => {
                conflict(ProblemCode::Conflict, "There is a newer draft.".to_owned())
            }
            Refusal::StaleRun => {
                conflict(ProblemCode::Conflict, "This form is no longer asked.".to_owned())
            }
            Refusal::StalePromise => conflict(
                ProblemCode::Conflict,
                "The visitor was told something else since.".to_owned(),
            ),
            Refusal::CallBackOwed => conflict(
                ProblemCode::Conflict,
                "The visitor is still owed a call. Call them, and mark it as done.".to_owned(),
            ),
            Refusal::NotOpen => {
                conflict(ProblemCode::NotOpen, "The conversation is not open for this.".to_owned())
            }
            Refusal::StaleTurn | Refusal::OutOfOrder | Refusal::NothingSaid => {
                conflict(ProblemCode::Conflict, "The turn is over.".to_owned())
            }
        }
    }
}

impl From<StoreError> for Failure {
    /// Logged here, once; the caller is told no more than what to do.
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                ProblemCode::Busy,
                "The server has too much to do. Try again in a moment.",
            ),
            StoreError::Unwritable(why) => {
                tracing::error!(%why, "the database cannot be written");
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    ProblemCode::Busy,
                    "Nothing can be stored now: the server's disk is full or read-only. Try again \
                     when there is room.",
                )
            }
            error => {
                tracing::error!(%error, "a request failed in the database");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    ProblemCode::Internal,
                    "The database failed. Try again; if it stays, look at the server's log.",
                )
            }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> axum::response::Response {
        answer(*self.0)
    }
}

/// A problem of this code.
pub(crate) fn problem(status: StatusCode, code: ProblemCode, detail: impl Into<String>) -> Problem {
    Problem {
        kind: "about:blank",
        title: status.canonical_reason().unwrap_or("Problem"),
        status: status.as_u16(),
        detail: detail.into(),
        code,
        owner: None,
        epoch: None,
        fields: vec![],
    }
}

/// What says that a body is a problem.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// A problem as an answer.
pub(crate) fn answer(problem: Problem) -> Response<Body> {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(problem)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    response
}
