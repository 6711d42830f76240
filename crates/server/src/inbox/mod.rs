//! The one function that writes an event of a conversation.
//!
//! A visitor, a teammate, the API, a timer and the assistant are all actors that call [`perform`].
//! There is no second path to keep consistent. What is state and not history (the page, how far
//! somebody has read) is noted beside the log.

mod details;
mod jobs;
mod publish;
mod view;

use std::sync::Arc;

use domain::access::{self, Actor, Permission, Subject};
use domain::conversation::{Command, Conversation, Event, Millis, Moment, Owner, Policy, Refusal};
use domain::id::{AssistantId, CommandId, ConversationId, VisitorId};
use domain::limits::CONFLICT_RETRIES_MAX;
use store::{Appended, Change, Claimed, ListRow, LogRow, StoreError, Tenant, Tx};

use crate::app::App;
use crate::clock;
use crate::protocol::{Details, Page, Preview, PreviewBy};

pub(crate) use details::from_json as read_column;
pub(crate) use jobs::JobBody;
pub(crate) use publish::{publish_row, tell_seen_by_team, tell_seen_by_visitor, tell_teammate};
pub(crate) use view::{ThreadReader, inbox_row, owner_now, thread_event, visitor_conversation};

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
    /// Where the visitor is, where it came along.
    pub(crate) page: Option<Page>,
    /// What the visitor tells of themselves, where they do.
    pub(crate) details: Option<Details>,
    /// Begins the conversation with this assistant and visitor if there is none.
    pub(crate) begin: Option<(AssistantId, VisitorId)>,
}

impl Request {
    /// A request that brings nothing beside its command.
    pub(crate) fn new(conversation: ConversationId, actor: Actor, command: Command) -> Self {
        Self {
            conversation,
            id: clock::new_id(),
            actor,
            command,
            words: None,
            page: None,
            details: None,
            begin: None,
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
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Performs a request: load, decide, apply, append, save, store jobs, commit, publish.
pub(crate) async fn perform(
    app: &App,
    tenant: Tenant,
    request: Request,
) -> Result<Performed, InboxError> {
    let request = Arc::new(request);
    let performed = app
        .db
        .write(move |tx| {
            let request = Arc::clone(&request);
            Box::pin(async move { attempt(tx, tenant, &request).await })
        })
        .await?;
    publish::publish(app, tenant, &performed).await;
    for turn in &performed.turns {
        crate::jobs::start(app, turn.clone());
    }
    Ok(performed)
}

/// Begins anew, inside the same transaction, when another writer was faster.
async fn attempt(tx: &mut Tx, tenant: Tenant, request: &Request) -> Result<Performed, InboxError> {
    for _ in 0..CONFLICT_RETRIES_MAX {
        let now = clock::now();
        let row = load(tx, tenant, request, now).await?;
        allowed(request, row.row.visitor)?;
        works_here(tx, tenant, request).await?;
        let moment = Moment { now, resolver_is_here: resolver_is_here(tx, tenant, &row).await? };
        let decided = row.row.state.decide(&request.command, &Policy::default(), moment);
        let events = match decided {
            Ok(events) => events,
            // What was carried out already may no longer be allowed: the sender asks again
            // because they did not hear the first answer.
            Err(refusal) => {
                let earlier = performed_before(tx, tenant, request).await?;
                return earlier.ok_or(InboxError::Refused(refusal));
            }
        };
        if events.is_empty() {
            return Ok(Performed { row, events: vec![], turns: vec![] });
        }
        check_citations(tx, tenant, &row, &events).await?;
        if let Some(performed) = store_events(tx, tenant, request, row.clone(), events, now).await?
        {
            return Ok(performed);
        }
        if let Some(earlier) = performed_before(tx, tenant, request).await? {
            return Ok(earlier);
        }
    }
    Err(StoreError::Contended(CONFLICT_RETRIES_MAX).into())
}

/// The same request, when it came before. The row is read after it: the one that was decided on
/// may be older than the command itself.
async fn performed_before(
    tx: &mut Tx,
    tenant: Tenant,
    request: &Request,
) -> store::Result<Option<Performed>> {
    if !tx.of(tenant).has_command(request.conversation, request.id).await? {
        return Ok(None);
    }
    let row = tx.of(tenant).conversation(request.conversation, None).await?;
    Ok(row.map(|row| Performed { row, events: vec![], turns: vec![] }))
}

async fn load(
    tx: &mut Tx,
    tenant: Tenant,
    request: &Request,
    now: Millis,
) -> Result<ListRow, InboxError> {
    if let Some(row) = tx.of(tenant).conversation(request.conversation, None).await? {
        return Ok(row);
    }
    let (assistant, visitor) = request.begin.ok_or(InboxError::NotFound)?;
    tx.write_of(tenant).insert_conversation(request.conversation, assistant, visitor, now).await?;
    tx.of(tenant).conversation(request.conversation, None).await?.ok_or(InboxError::NotFound)
}

/// Somebody else's conversation is not told apart from none at all.
fn allowed(request: &Request, visitor: VisitorId) -> Result<(), InboxError> {
    let permission = match request.actor {
        Actor::Visitor(_) => Permission::Converse,
        Actor::Teammate(..) => match request.command {
            Command::Note { .. } => Permission::ReadInbox,
            _ => Permission::Reply,
        },
        _ => Permission::Work,
    };
    let subject = Subject::ConversationOf(visitor);
    match (access::may(request.actor, permission, subject), request.actor) {
        (true, _) => Ok(()),
        (false, Actor::Teammate(..)) => Err(InboxError::Forbidden),
        (false, _) => Err(InboxError::NotFound),
    }
}

/// Whoever is removed in this moment does nothing more and is given nothing: their conversations
/// are being released.
async fn works_here(tx: &mut Tx, tenant: Tenant, request: &Request) -> Result<(), InboxError> {
    let Actor::Teammate(actor, _) = request.actor else { return Ok(()) };
    let receiver = match request.command {
        Command::Transfer { to, .. } => Some(to),
        _ => None,
    };
    for teammate in [Some(actor), receiver].into_iter().flatten() {
        let known = tx.of(tenant).teammate(teammate).await?;
        if !known.is_some_and(|known| known.active) {
            return Err(InboxError::Forbidden);
        }
    }
    Ok(())
}

async fn resolver_is_here(tx: &mut Tx, tenant: Tenant, row: &ListRow) -> store::Result<bool> {
    let Owner::Nobody { resolved: Some(end) } = &row.row.state.owner else { return Ok(false) };
    Ok(tx.of(tenant).teammate(end.by).await?.is_some_and(|teammate| teammate.active))
}

async fn check_citations(
    tx: &mut Tx,
    tenant: Tenant,
    row: &ListRow,
    events: &[Event],
) -> Result<(), InboxError> {
    for event in events {
        let Event::SentenceReleased { citations, .. } = event else { continue };
        for citation in citations {
            if !tx.of(tenant).stands(row.row.assistant, citation).await? {
                return Err(InboxError::CitationGone);
            }
        }
    }
    Ok(())
}

/// Appends, saves and stores jobs. None when another writer was faster or the request was
/// performed before.
async fn store_events(
    tx: &mut Tx,
    tenant: Tenant,
    request: &Request,
    mut row: ListRow,
    events: Vec<Event>,
    now: Millis,
) -> Result<Option<Performed>, InboxError> {
    let mut jobs = Vec::new();
    let mut rows = Vec::with_capacity(events.len());
    for event in events {
        let visitor_prev = row.row.state.visitor_seq;
        row.row.state.apply(&event, now);
        jobs.extend(row.row.state.job(&event));
        rows.push(LogRow {
            seq: row.row.state.seq,
            visitor_prev,
            at: now,
            command: rows.is_empty().then_some(request.id),
            words: request.words.clone().filter(|_| event.bears_body()),
            event,
        });
    }
    if tx.write_of(tenant).append(request.conversation, &rows).await? == Appended::No {
        return Ok(None);
    }
    let change = change(request, &row, &rows, now);
    let state: &Conversation = &row.row.state;
    tx.write_of(tenant).save_conversation(request.conversation, state, &change, now).await?;
    if let Some(told) = &request.details {
        let (name, email) = (told.name.as_deref(), told.email.as_deref());
        tx.write_of(tenant).name_visitor(row.row.visitor, name, email).await?;
        row.visitor_name = told.name.clone().or(row.visitor_name);
        row.visitor_email = told.email.clone().or(row.visitor_email);
    }
    let turns = jobs::store(tx, tenant, request.conversation, jobs, now).await?;
    row.row.preview = change.preview.or(row.row.preview);
    row.row.page = change.page.or(row.row.page);
    row.row.details = change.details.or(row.row.details);
    row.row.trail = change.trail.or(row.row.trail);
    row.row.handoff_page = change.handoff_page.or(row.row.handoff_page);
    row.row.changed_at = now;
    Ok(Some(Performed { row, events: rows, turns }))
}

/// What the row shows beside the state.
fn change(request: &Request, row: &ListRow, rows: &[LogRow], now: Millis) -> Change {
    let page = request.page.as_ref().map(details::to_json);
    let handed_off = rows.iter().any(|row| matches!(row.event, Event::HandedOff { .. }));
    Change {
        preview: rows.iter().rev().find_map(preview).as_ref().map(details::to_json),
        handoff_page: handed_off.then(|| page.clone().or(row.row.page.clone())).flatten(),
        trail: request
            .page
            .as_ref()
            .and_then(|page| details::trail(row.row.trail.as_deref(), page, now)),
        details: request
            .details
            .as_ref()
            .map(|told| details::merge(row.row.details.as_deref(), told)),
        page,
    }
}

/// The last public words; of an answer its first sentence.
fn preview(row: &LogRow) -> Option<Preview> {
    let by = match row.event {
        Event::VisitorSaid { .. } => PreviewBy::Visitor,
        Event::SentenceReleased { index: 0, .. } => PreviewBy::Assistant,
        Event::Replied { .. } => PreviewBy::Teammate,
        _ => return None,
    };
    let text = row.words.as_deref()?;
    Some(Preview { by, text: text.chars().take(details::PREVIEW_CHARS_MAX).collect() })
}

/// Notes where the visitor is now, without an event: the page is state, not history.
pub(crate) async fn visit(
    app: &App,
    tenant: Tenant,
    visitor: VisitorId,
    page: Page,
) -> Result<(), InboxError> {
    let page = Arc::new(page);
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
