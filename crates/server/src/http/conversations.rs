//! The inbox over HTTP.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::conversation::{Command, DraftUse, Seq};
use domain::id::{ConversationId, TeammateId};
use domain::limits::{EVENTS_PAGE_MAX, INBOX_WINDOW_MAX};
use domain::message::Audience;
use store::{Conn, Counted, ListRow, Tenant, ViewOf};
use uuid::Uuid;

use super::guard::SignedIn;
use super::input::{self, Asked, Body, Named};
use super::turns::rating_view;
use super::{Failure, poll, tags};
use crate::actions;
use crate::app::App;
use crate::identity::{self, Identity};
use crate::inbox::{self, Request, inbox_row};
use crate::people::{Everybody, ThreadReader};
use crate::protocol::{
    ContextNow, ConversationView, Counts, Done, Events, EventsQuery, MyRow, Page, SeenUpTo,
    TeammateCommand, ToTeammate, View, Window, WindowQuery,
};

/// Rows of a window unless told.
const WINDOW: usize = 100;

/// A window of a view, with the counts of all views.
pub(crate) async fn window(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Asked(asked): Asked<WindowQuery>,
) -> Result<Json<Window>, Failure> {
    let limit = asked.limit.unwrap_or(WINDOW).clamp(1, INBOX_WINDOW_MAX);
    let view = match asked.view {
        View::Assistant => ViewOf::Assistant,
        View::Waiting => asked.team.map_or(ViewOf::Queue, |team| ViewOf::Team(team.into())),
        View::Mine => ViewOf::Teammate(me.teammate),
        View::All => ViewOf::All,
        View::Resolved => ViewOf::Resolved,
        View::Rehearsals => ViewOf::Apart,
    };
    let cursor = asked.cursor.as_deref().map(read_cursor).transpose()?;
    let mut conn = app.db.read().await?;
    let names = app.names(&mut conn, me.tenant).await?;
    let window = store::Window {
        view,
        cursor,
        limit: limit + 1,
        reader: Some(me.teammate),
        tag: asked.tag.as_deref(),
    };
    let mut rows = conn.of(me.tenant).conversations(window).await?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|last| write_cursor(view, last));
    let rows = rows.iter().map(|row| my_row(&names, row)).collect();
    Ok(Json(Window { rows, next, counts: counts(&mut conn, me.tenant, me.teammate).await? }))
}

fn write_cursor(view: ViewOf, row: &ListRow) -> String {
    let key = match view {
        ViewOf::Queue | ViewOf::Team(_) => row.row.state.waiting_since().unwrap_or_default(),
        _ => row.row.changed_at,
    };
    format!("{key}.{}", row.row.id)
}

/// Where the window before ended: the key that it is ordered by, and the row.
pub(super) fn read_cursor(text: &str) -> Result<(i64, ConversationId), Failure> {
    text.split_once('.')
        .and_then(|(key, id)| Some((key.parse().ok()?, id.parse().ok()?)))
        .ok_or_else(wrong_cursor)
}

pub(super) fn wrong_cursor() -> Failure {
    Failure::field("cursor", "Use the cursor that the window before gave.")
}

fn my_row(names: &Everybody, row: &ListRow) -> MyRow {
    MyRow { row: inbox_row(names, row), seen: u32::try_from(row.seen_messages).unwrap_or(0) }
}

async fn counts(conn: &mut Conn, tenant: Tenant, me: TeammateId) -> Result<Counts, Failure> {
    let rehearsals = conn.of(tenant).count_apart().await?;
    let mut counts = Counts { rehearsals, ..Counts::default() };
    for Counted { owner, is_me, team, count } in conn.of(tenant).count_conversations(me).await? {
        counts.all += count;
        if let Some(team) = team {
            *counts.teams.entry(team).or_default() += count;
        }
        match owner.as_str() {
            "assistant" => counts.assistant += count,
            "queue" => counts.waiting += count,
            "nobody" => counts.resolved += count,
            "teammate" if is_me => counts.mine += count,
            _ => {}
        }
    }
    Ok(counts)
}

/// One conversation with what stands beside its thread.
pub(crate) async fn view(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<ConversationView>, Failure> {
    let mut conn = app.db.read().await?;
    let names = app.names(&mut conn, me.tenant).await?;
    let row = conn
        .of(me.tenant)
        .conversation(id.into(), Some(me.teammate))
        .await?
        .ok_or_else(Failure::not_found)?;
    let visitor = ViewOf::Visitor(row.row.visitor);
    let window = store::Window { view: visitor, cursor: None, limit: 10, reader: None, tag: None };
    let earlier = conn.of(me.tenant).conversations(window).await?;
    let settings = conn.of(me.tenant).identity_settings().await?;
    let stored = &row.row;
    let email_confirmed = conn.of(me.tenant).is_email_confirmed(stored.visitor).await?;
    let ratings = conn.of(me.tenant).ratings(stored.id).await?;
    Ok(Json(ConversationView {
        context: context_now(&row, &settings.signed_only),
        details: inbox::read_column(stored.details.as_deref()).unwrap_or_default(),
        earlier: earlier
            .iter()
            .filter(|other| other.row.id != stored.id)
            .map(|other| inbox_row(&names, other))
            .collect(),
        visitor_seen: stored.visitor_seen,
        email_confirmed,
        ratings: ratings.into_iter().map(|it| rating_view(&names, it)).collect(),
        row: my_row(&names, &row),
    }))
}

/// What is known of a visitor, now and as it was at the last handoff.
pub(super) fn context_now(row: &ListRow, signed_only: &[String]) -> ContextNow {
    let stored = &row.row;
    let page: Option<Page> = inbox::read_column(stored.page.as_deref());
    let handoff_page: Option<Page> = inbox::read_column(stored.handoff_page.as_deref());
    let now = identity::of_row(row);
    let then = Identity::of(stored.handoff_identity.as_deref());
    let attributes = identity::attributes(&now, page.as_ref(), signed_only);
    let was_handed_off = handoff_page.is_some() || stored.handoff_identity.is_some();
    let at_handoff = was_handed_off
        .then(|| identity::attributes(&then, handoff_page.as_ref(), signed_only))
        .filter(|then| *then != attributes);
    ContextNow {
        at_handoff: handoff_page.filter(|_| stored.handoff_page != stored.page),
        page,
        trail: inbox::read_column(stored.trail.as_deref()).unwrap_or_default(),
        attributes,
        attributes_at_handoff: at_handoff,
        vouched_at: now.at,
    }
}

/// A page of a thread.
pub(crate) async fn events(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Asked(asked): Asked<EventsQuery>,
) -> Result<Json<Events>, Failure> {
    let mut conn = app.db.read().await?;
    conn.of(me.tenant).conversation(id.into(), None).await?.ok_or_else(Failure::not_found)?;
    let reader = ThreadReader::Team;
    let events =
        poll::read_thread(&app, &mut conn, me.tenant, id.into(), asked.after, reader).await?;
    Ok(Json(Events { more: events.len() == EVENTS_PAGE_MAX, events }))
}

/// Does something in a conversation.
pub(crate) async fn command(
    State(app): State<App>,
    caller: SignedIn,
    Named(id): Named<Uuid>,
    Body(command): Body<TeammateCommand>,
) -> Result<Json<Done>, Failure> {
    perform(&app, caller, id.into(), command).await.map(Json)
}

/// The same for HTTP and the socket.
pub(crate) async fn perform(
    app: &App,
    caller: SignedIn,
    conversation: ConversationId,
    command: TeammateCommand,
) -> Result<Done, Failure> {
    let tenant = caller.0.tenant;
    let by = caller.0.teammate;
    let (mut pictures, mut filled) = (Vec::new(), None);
    let (id, command, words) = match command {
        TeammateCommand::TakeOver { id, epoch } => (id, Command::TakeOver { by, epoch }, None),
        TeammateCommand::Reply { id, epoch, seen, text, pictures: sent, draft } => {
            let (text, sent) = input::message_with(&text, sent)?;
            pictures = sent;
            let draft = match draft {
                Some(draft) => draft_use(app, tenant, conversation, draft, &text).await?,
                None => None,
            };
            (id, Command::Reply { by, epoch, seen, draft }, Some(text))
        }
        TeammateCommand::DismissDraft { id, draft } => {
            (id, Command::DismissDraft { by, draft }, None)
        }
        TeammateCommand::Note { id, text } => {
            (id, Command::Note { by }, Some(input::message(&text)?))
        }
        TeammateCommand::Mark { id, handoff, mark } => {
            (id, Command::Mark { by, handoff, mark }, None)
        }
        TeammateCommand::Transfer { id, epoch, to } => {
            (id, Command::Transfer { by, to: to.into(), epoch }, None)
        }
        TeammateCommand::Route { id, epoch, team } => {
            (id, Command::Route { by, team: team.map(Into::into), epoch }, None)
        }
        TeammateCommand::Tag { id, tag } => {
            tags::in_use(app, tenant, &tag).await?;
            (id, Command::Tag { by: Some(by), tag }, None)
        }
        TeammateCommand::Untag { id, tag } => (id, Command::Untag { by, tag }, None),
        TeammateCommand::HandBack { id } => (id, Command::HandBack { by }, None),
        TeammateCommand::Resolve { id, seen } => {
            (id, Command::Resolve { by, seen: seen.unwrap_or(Seq::MAX) }, None)
        }
        TeammateCommand::Reopen { id } => (id, Command::Reopen { by }, None),
        TeammateCommand::SendAction { id, epoch, action } => {
            let of = (conversation, action.into());
            let sent = actions::start_by_teammate(app, tenant, of, (by, epoch)).await?;
            filled = Some(sent.filled);
            (id, sent.command, None)
        }
        TeammateCommand::CallBackDone { id } => (id, Command::CallBackDone { by }, None),
    };
    let request = Request {
        words,
        pictures,
        filled,
        ..Request::new(id.into(), conversation, caller.actor(), command)
    };
    let outcome = inbox::perform(app, tenant, request).await;
    done(app, tenant, id, conversation, outcome, ThreadReader::Team).await
}

/// How a reply came from a draft: as it was, or changed. A draft that is no longer the present one
/// is left out, as the reply then is the teammate's own.
async fn draft_use(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    draft: u32,
    text: &str,
) -> Result<Option<DraftUse>, Failure> {
    let mut conn = app.db.read().await?;
    let row = conn.of(tenant).conversation(conversation, None).await?;
    let open = row.and_then(|row| row.row.state.draft).filter(|open| open.id == draft);
    let Some(seq) = open.and_then(|open| open.seq) else { return Ok(None) };
    let read = conn.of(tenant).events(conversation, seq - 1, Audience::Team, 1).await?;
    let words = read.first().and_then(|row| row.words.as_deref());
    let sentences: Vec<String> = inbox::read_column(words).unwrap_or_default();
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Some(DraftUse { draft, edited: plain(&sentences.join(" ")) != plain(text) }))
}

/// What the sender of a command is told.
pub(crate) async fn done(
    app: &App,
    tenant: Tenant,
    id: Uuid,
    conversation: ConversationId,
    outcome: Result<inbox::Performed, inbox::InboxError>,
    sender: ThreadReader,
) -> Result<Done, Failure> {
    match outcome {
        Ok(performed) => Ok(Done {
            id,
            conversation: conversation.uuid(),
            seq: performed.row.row.state.seq,
            epoch: performed.row.row.state.epoch,
        }),
        Err(error) => {
            let mut conn = app.db.read().await?;
            let names = app.names(&mut conn, tenant).await?;
            Err(Failure::of_inbox(error, names.seen_by(sender)))
        }
    }
}

/// Says how far the teammate has read.
pub(crate) async fn seen(
    State(app): State<App>,
    caller: SignedIn,
    Named(id): Named<Uuid>,
    Body(seen): Body<SeenUpTo>,
) -> Result<StatusCode, Failure> {
    note_seen(&app, caller, id.into(), seen.seq).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The same for HTTP and the socket.
pub(crate) async fn note_seen(
    app: &App,
    caller: SignedIn,
    conversation: ConversationId,
    seq: i64,
) -> Result<(), Failure> {
    let (tenant, me) = (caller.0.tenant, caller.0.teammate);
    let mut conn = app.db.read().await?;
    let row =
        conn.of(tenant).conversation(conversation, None).await?.ok_or_else(Failure::not_found)?.row;
    drop(conn);
    let seq = seq.min(row.state.seq);
    let messages = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                rows.seen_by_teammate(conversation, me, seq).await
            })
        })
        .await?;
    inbox::tell_seen_by_team(app, row.visitor, conversation, seq);
    let seen = u32::try_from(messages).unwrap_or(u32::MAX);
    let read = ToTeammate::Read { conversation: conversation.uuid(), seen };
    inbox::tell_teammate(app, me, &read);
    Ok(())
}
