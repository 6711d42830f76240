//! The one function that writes an event of a conversation.
//!
//! A visitor, a teammate, the API, a timer and the assistant are all actors that call [`perform`].
//! There is no second path to keep consistent. What is state and not history (the page, how far
//! somebody has read) is noted beside the log.

mod citations;
mod details;
mod group;
mod handoffs;
mod jobs;
mod masked;
mod preview;
mod publish;
mod queue;
mod runs;
mod runs_view;
mod view;
mod waits;

use std::sync::Arc;

use domain::access::Actor;
use domain::conversation::{Command, Policy, Refusal};
use domain::id::{AssistantId, CommandId, ConversationId, PictureId, VisitorId};
use domain::rollout::Kind;
use store::{Claimed, ListRow, LogRow, StoreError, Tenant};

use crate::actions::Filled;
use crate::app::App;
use crate::protocol::{Details, Page};

pub(crate) use details::from_json as read_column;
pub(crate) use jobs::JobBody;
pub(crate) use publish::{publish_row, tell_seen_by_team, tell_seen_by_visitor, tell_teammate};
pub(crate) use queue::Queue;
pub(crate) use runs_view::{run_end, started_by};
pub(crate) use view::{
    inbox_row, note_of_action, owner_now, thread_event, visitor_brief, visitor_conversation,
};

/// What an actor asks of a conversation.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Which conversation.
    pub(crate) conversation: ConversationId,
    /// The same id twice is the same request once.
    pub(crate) id: CommandId,
    /// Who asks, as proved.
    pub(crate) actor: Actor,
    /// What.
    pub(crate) command: Command,
    /// What was written, where the command says something.
    pub(crate) words: Option<String>,
    /// Pictures that were taken in before and come with the words.
    pub(crate) pictures: Vec<PictureId>,
    /// Where the visitor is, where it came along.
    pub(crate) page: Option<Page>,
    /// What the visitor tells of themselves, where they do.
    pub(crate) details: Option<Details>,
    /// What the visitor answers to an action, where they do.
    pub(crate) filled: Option<Filled>,
    /// Begins the conversation with this assistant and visitor if there is none.
    pub(crate) begin: Option<(AssistantId, VisitorId)>,
    /// What kind of conversation then begins.
    pub(crate) kind: Kind,
    /// How far the assistant is live for whoever asks.
    pub(crate) policy: Policy,
}

impl Request {
    /// A request that brings nothing beside its command.
    pub(crate) fn new(
        id: CommandId,
        conversation: ConversationId,
        actor: Actor,
        command: Command,
    ) -> Self {
        Self {
            conversation,
            id,
            actor,
            command,
            words: None,
            pictures: Vec::new(),
            page: None,
            details: None,
            filled: None,
            begin: None,
            kind: Kind::Live,
            policy: Policy::default(),
        }
    }
}

/// What came of a request, after its commit.
#[derive(Debug, Clone)]
pub(crate) struct Performed {
    /// The conversation as it is now.
    pub(crate) row: ListRow,
    /// What happened; nothing when it was so already.
    pub(crate) events: Vec<LogRow>,
    /// Turns that this node now writes.
    turns: Vec<Claimed>,
}

impl Performed {
    fn unchanged(row: ListRow) -> Self {
        Self { row, events: Vec::new(), turns: Vec::new() }
    }
}

/// Why a request was not performed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InboxError {
    /// There is no such conversation, or not for this actor.
    #[error("no such conversation")]
    NotFound,
    /// The actor may see it but not do this.
    #[error("not allowed")]
    Forbidden,
    /// The machine refused.
    #[error("refused")]
    Refused(Refusal),
    /// A sentence rests on a passage that is gone.
    #[error("a cited passage is gone")]
    CitationGone,
    /// A picture is gone, is somebody else's or was sent already.
    #[error("a picture is gone")]
    PictureGone,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Performs a request: load, decide, apply, append, save, store jobs, commit, publish. Those that
/// come while a commit is on its way share the next one.
pub(crate) async fn perform(
    app: &App,
    tenant: Tenant,
    request: Request,
) -> Result<Performed, InboxError> {
    queue::ask(app, tenant, masked::masked(request)).await
}

/// Notes where the visitor is now, without an event: the page is state, not history.
pub(crate) async fn visit(
    app: &App,
    tenant: Tenant,
    visitor: VisitorId,
    page: Page,
) -> Result<(), InboxError> {
    let page = Arc::new(masked::page(page));
    let moved = app
        .db
        .write(move |tx| {
            let page = Arc::clone(&page);
            Box::pin(async move { details::visit(tx, tenant, visitor, &page).await })
        })
        .await?;
    if let Some(row) = moved {
        publish_row(app, tenant, &row).await;
    }
    Ok(())
}
