//! The widget over HTTP.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use domain::access::Actor;
use domain::conversation::{Command, Policy, RunKey};
use domain::id::{ConversationId, PictureId, VisitorId};
use domain::limits::EVENTS_PAGE_MAX;
use domain::message::is_courtesy;
use domain::rollout::{Kind, Stage};
use store::{Assistant, Conn, Tenant, ViewOf, VisitorOf};
use uuid::Uuid;

use super::guard::{Browser, Peer, Visiting};
use super::input::{self, Asked, Body, Named};
use super::{Failure, conversations, poll};
use crate::actions::{self, Starting};
use crate::app::App;
use crate::assistants::{self, Settings};
use crate::inbox::{self, Request, visitor_conversation};
use crate::people::ThreadReader;
use crate::protocol::{
    AssistantFace, CitedPassage, Done, Events, EventsQuery, OpenVisitorSession, PassageQuery,
    ProblemCode, VisitorCommand, VisitorSession,
};
use crate::rehearsal::Rehearsal;
use crate::{clock, hours, reaches};

/// Conversations listed for a visitor who comes back.
const CONVERSATIONS: usize = 20;

/// The coming of a browser is noted at most this often.
const TOUCH_EVERY_MS: i64 = 24 * 3_600_000;

/// Opens the widget's session: the visitor of the token, or a new one.
pub(crate) async fn open(
    State(app): State<App>,
    Peer(from): Peer,
    headers: HeaderMap,
    Body(asked): Body<OpenVisitorSession>,
) -> Result<Json<VisitorSession>, Failure> {
    let mut conn = app.db.read().await?;
    let (tenant, assistant) = find(&mut conn, &asked.site).await?.ok_or_else(|| {
        let detail = "No assistant has this id. Copy the snippet from its settings again.";
        Failure::new(StatusCode::NOT_FOUND, ProblemCode::NotFound, detail)
    })?;
    if assistant.archived_at.is_some() {
        return Err(Failure::archived());
    }
    let rehearsal = asked.rehearsal.map(|key| rehearsal(&app, &assistant, &key)).transpose()?;
    let known = match &asked.token {
        Some(token) => conn.system().visitor_by_token(&clock::hash(token)).await?,
        None => None,
    };
    // A token of another company's visitor, or another assistant's, is as good as none; and who
    // rehearses is not the visitor that they may be besides.
    let kind = if rehearsal.is_some() { Kind::Rehearsal } else { Kind::Live };
    let stage = rehearsal.map(|rehearsal| rehearsal.stage);
    let known = known.filter(|visitor| {
        visitor.tenant == tenant
            && visitor.assistant == assistant.id
            && (visitor.kind, visitor.stage) == (kind, stage)
    });
    // Whoever waits to write must not hold what the others need to end.
    drop(conn);
    let (token, visitor) = match (known, asked.token) {
        (Some(known), Some(token)) => {
            came_back(&app, known, &token).await;
            (token, known.visitor)
        }
        _ if !app.throttle.session(from, clock::now()) => return Err(Failure::too_fast()),
        _ => new_visitor(&app, tenant, assistant.id, kind, stage).await?,
    };
    app.throttle.comes_from(visitor, from);
    session(&app, tenant, assistant, visitor, token, &headers).await.map(Json)
}

/// A browser's coming is noted once a day. It comes in even when nothing can be written.
async fn came_back(app: &App, known: VisitorOf, token: &str) {
    let (now, tenant) = (clock::now(), known.tenant);
    if now - known.used_at < TOUCH_EVERY_MS {
        return;
    }
    let hash = clock::hash(token);
    let noted = app.db.write(move |tx| {
        let hash = hash.clone();
        Box::pin(async move { tx.write_of(tenant).touch_visitor_token(&hash, now).await })
    });
    let noted: store::Result<()> = noted.await;
    if let Err(error) = noted {
        tracing::warn!(%error, "the coming of a browser was not noted");
    }
}

/// The session as the widget gets it.
pub(super) async fn session(
    app: &App,
    tenant: Tenant,
    assistant: Assistant,
    visitor: VisitorId,
    token: String,
    headers: &HeaderMap,
) -> Result<VisitorSession, Failure> {
    let mut conn = app.db.read().await?;
    let names = app.names(&mut conn, tenant).await?;
    let window = store::Window {
        view: ViewOf::Visitor(visitor),
        cursor: None,
        limit: CONVERSATIONS,
        reader: None,
        tag: None,
    };
    let rows = conn.of(tenant).conversations(window).await?;
    let known = conn.of(tenant).visitor(visitor).await?;
    Ok(VisitorSession {
        token,
        identified: known.is_some_and(|known| known.subject.is_some()),
        visitor: visitor.uuid(),
        assistant: AssistantFace {
            greeting: first_words(&assistant, headers),
            name: assistant.name,
            workspace: conn.of(tenant).name().await?,
            suggestions: assistant.suggestions,
            look: crate::look::panel(&assistant.look),
            picture: assistant.picture.map(PictureId::uuid),
            answers_by_mail: conn.of(tenant).sends_mail().await?,
        },
        conversations: rows.iter().map(|row| visitor_conversation(&names, row)).collect(),
        teammates_here: app.presence.here(tenant.workspace()),
        hours: hours::visitors(app, &mut conn, tenant, clock::now()).await?,
    })
}

/// A key that is ours, has not run out and was made for this assistant.
fn rehearsal(app: &App, assistant: &Assistant, key: &str) -> Result<Rehearsal, Failure> {
    Rehearsal::of_key(key, &app.secrets, clock::now())
        .filter(|rehearsal| rehearsal.assistant == assistant.id)
        .ok_or_else(|| {
            let detail = "This rehearsal has run out. Open a new one from the dashboard.";
            Failure::new(StatusCode::GONE, ProblemCode::LinkSpent, detail)
        })
}

/// The owner's words, or the assistant's own in the language that the browser asks for.
fn first_words(assistant: &Assistant, headers: &HeaderMap) -> String {
    if !assistant.greeting.is_empty() {
        return assistant.greeting.clone();
    }
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let first = wanted.and_then(|list| list.split([',', ';']).next());
    Settings::of(assistant).voice.copy(first).first_words(&assistant.name)
}

async fn find(conn: &mut Conn, site: &str) -> store::Result<Option<(Tenant, Assistant)>> {
    match input::site(site) {
        Some(site) => conn.system().assistant_by_site(site).await,
        None => Ok(None),
    }
}

async fn new_visitor(
    app: &App,
    tenant: Tenant,
    assistant: domain::id::AssistantId,
    kind: Kind,
    stage: Option<Stage>,
) -> Result<(String, VisitorId), Failure> {
    let (token, hash) = clock::new_token();
    let id: VisitorId = clock::new_id();
    let at = clock::now();
    app.db
        .write(move |tx| {
            let hash = hash.clone();
            Box::pin(async move {
                let as_what = (kind, stage.map(Stage::as_str));
                tx.write_of(tenant).insert_visitor_as(id, &hash, assistant, as_what, at).await
            })
        })
        .await?;
    Ok((token, id))
}

/// Does something in one of the visitor's conversations.
pub(crate) async fn command(
    State(app): State<App>,
    Visiting(me): Visiting,
    browser: Browser,
    Body(command): Body<VisitorCommand>,
) -> Result<Json<Done>, Failure> {
    perform_from(&app, me, &browser.hash, command).await.map(Json)
}

/// The same for HTTP and the socket. A browser that became somebody's while it wrote speaks as
/// that person: what it wrote is not lost between the two.
pub(crate) async fn perform_from(
    app: &App,
    me: VisitorOf,
    session: &[u8],
    command: VisitorCommand,
) -> Result<Done, Failure> {
    let done = perform(app, me, command.clone()).await;
    let Err(failure) = done else { return done };
    if failure.0.code != ProblemCode::NotFound {
        return Err(failure);
    }
    let now = app.db.read().await?.system().visitor_by_token(session).await?;
    match now.filter(|now| now.visitor != me.visitor) {
        Some(now) => perform(app, now, command).await,
        None => Err(failure),
    }
}

async fn perform(app: &App, me: VisitorOf, command: VisitorCommand) -> Result<Done, Failure> {
    if !app.throttle.command(me.visitor, clock::now()) {
        return Err(Failure::too_fast());
    }
    let actor = Actor::Visitor(me.visitor);
    let policy = match &command {
        VisitorCommand::Say { page, .. }
        | VisitorCommand::AskForPerson { page, .. }
        | VisitorCommand::StartAction { page, .. } => {
            let page = page.as_ref().map(|page| page.url.as_str()).unwrap_or_default();
            assistants::policy(app, &me, page).await?
        }
        _ => Policy::default(),
    };
    let request = |id: Uuid, conversation: Uuid, command| Request {
        kind: me.kind,
        policy: policy.clone(),
        ..Request::new(id.into(), conversation.into(), actor, command)
    };
    let begin = Some((me.assistant, me.visitor));
    let request = match command {
        VisitorCommand::Say { id, conversation, text, pictures, page } => {
            let (text, pictures) = input::message_with(&text, pictures)?;
            let courtesy = is_courtesy(&text);
            let page = page.map(input::page);
            let say = request(id, conversation, Command::Say { courtesy });
            Request { words: Some(text), pictures, page, begin, ..say }
        }
        VisitorCommand::AskForPerson { id, conversation, page } => {
            let page = page.map(input::page);
            Request { page, begin, ..request(id, conversation, Command::AskForPerson) }
        }
        VisitorCommand::GiveDetails { id, conversation, details } => {
            let told = input::details(details)?;
            let words = serde_json::to_string(&told).ok();
            let give = request(id, conversation, Command::GiveDetails);
            Request { words, details: Some(told), ..give }
        }
        VisitorCommand::CancelWait { id, conversation } => {
            request(id, conversation, Command::CancelWait)
        }
        VisitorCommand::StartAction { id, conversation, action, page } => {
            let page = page.map(input::page);
            let at = (conversation.into(), page.as_ref());
            let Starting { command, filled } =
                actions::start_by_visitor(app, me, at, &action).await?;
            Request { filled: Some(filled), page, begin, ..request(id, conversation, command) }
        }
        VisitorCommand::GiveFields { id, conversation, run, step, values } => {
            let at = RunKey { run, step };
            let given =
                actions::given_by_visitor(app, me, conversation.into(), at, &values).await?;
            let give = request(id, conversation, Command::GiveFields { run: at, key: None });
            Request { filled: Some(given.filled), pictures: given.pictures, ..give }
        }
        VisitorCommand::CancelAction { id, conversation, run } => {
            request(id, conversation, Command::CancelAction { run })
        }
    };
    let (id, conversation) = (request.id.uuid(), request.conversation);
    let outcome = inbox::perform(app, me.tenant, request).await;
    conversations::done(app, me.tenant, id, conversation, outcome, ThreadReader::Visitor).await
}

/// A page of one of the visitor's threads.
pub(crate) async fn events(
    State(app): State<App>,
    Visiting(me): Visiting,
    Named(id): Named<Uuid>,
    Asked(asked): Asked<EventsQuery>,
) -> Result<Json<Events>, Failure> {
    let mut conn = app.db.read().await?;
    let id = ConversationId::from(id);
    let row = conn.of(me.tenant).conversation(id, None).await?;
    row.filter(|row| row.row.visitor == me.visitor).ok_or_else(Failure::not_found)?;
    let reader = ThreadReader::Visitor;
    let events = poll::read_thread(&app, &mut conn, me.tenant, id, asked.after, reader).await?;
    Ok(Json(Events { more: events.len() == EVENTS_PAGE_MAX, events }))
}

/// Opens a passage that an answer cites, with what stands around it.
pub(crate) async fn passage(
    State(app): State<App>,
    Visiting(me): Visiting,
    Named((source, position)): Named<(Uuid, u32)>,
    Asked(asked): Asked<PassageQuery>,
) -> Result<Json<CitedPassage>, Failure> {
    let mut conn = app.db.read().await?;
    let mut rows =
        conn.of(me.tenant).passages_around(source.into(), asked.revision, position).await?;
    let passage = (source.into(), asked.revision, position);
    let reach = conn.of(me.tenant).reach_of(me.assistant, passage).await?;
    let visitor = conn.of(me.tenant).visitor(me.visitor).await?;
    let reader = reaches::visitor(visitor.and_then(|visitor| visitor.identity).as_deref());
    let reaches = reach.is_some_and(|reach| reach.admits(reader, clock::now()));
    let place = rows.iter().position(|row| row.position == position).filter(|_| reaches);
    let at = place.ok_or_else(|| {
        let detail = "This passage was replaced since. Ask again for what holds now.";
        Failure::new(StatusCode::NOT_FOUND, ProblemCode::NotFound, detail)
    })?;
    let after = (rows.len() > at + 1).then(|| rows.remove(at + 1).text);
    let cited = rows.remove(at);
    let before = rows.pop().map(|row| row.text);
    let page = conn.of(me.tenant).source(source.into()).await?;
    Ok(Json(CitedPassage {
        address: page.and_then(|page| page.address),
        title: cited.title,
        headings: cited.headings,
        text: cited.text,
        before,
        after,
    }))
}

/// The visitor's panel has shown events up to `seq`.
pub(crate) async fn note_seen(
    app: &App,
    me: VisitorOf,
    conversation: ConversationId,
    seq: i64,
) -> Result<(), Failure> {
    let row = app.db.read().await?.of(me.tenant).conversation(conversation, None).await?;
    let row = row.filter(|row| row.row.visitor == me.visitor).ok_or_else(Failure::not_found)?.row;
    let seq = seq.min(row.state.visitor_seq);
    if seq <= row.visitor_seen {
        return Ok(());
    }
    app.db
        .write(move |tx| {
            Box::pin(async move { tx.write_of(me.tenant).seen_by_visitor(conversation, seq).await })
        })
        .await?;
    inbox::tell_seen_by_visitor(app, me.tenant, conversation, seq);
    Ok(())
}
