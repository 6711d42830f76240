//! The widget over HTTP.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::Actor;
use domain::conversation::Command;
use domain::id::{ConversationId, VisitorId};
use domain::limits::EVENTS_PAGE_MAX;
use domain::message::is_courtesy;
use store::{Assistant, Conn, Tenant, ViewOf, VisitorOf};
use uuid::Uuid;

use super::guard::{Peer, Visiting};
use super::input::{self, Asked, Body, Named};
use super::{Failure, conversations, poll};
use crate::app::App;
use crate::clock;
use crate::inbox::{self, Request, ThreadReader, visitor_conversation};
use crate::protocol::{
    AssistantFace, CitedPassage, Done, Events, EventsQuery, OpenVisitorSession, PassageQuery,
    ProblemCode, VisitorCommand, VisitorSession,
};

/// Conversations listed for a visitor who comes back.
const CONVERSATIONS: usize = 20;

/// Opens the widget's session: the visitor of the token, or a new one.
pub(crate) async fn open(
    State(app): State<App>,
    Peer(address): Peer,
    Body(asked): Body<OpenVisitorSession>,
) -> Result<Json<VisitorSession>, Failure> {
    let mut conn = app.db.read().await?;
    let (tenant, assistant) = find(&mut conn, &asked.site).await?.ok_or_else(|| {
        let detail = "No assistant has this id. Copy the snippet from its settings again.";
        Failure::new(StatusCode::NOT_FOUND, ProblemCode::NotFound, detail)
    })?;
    let known = match &asked.token {
        Some(token) => conn.system().visitor_by_token(&clock::hash(token)).await?,
        None => None,
    };
    // A token of another company's visitor is as good as none.
    let known = known.filter(|visitor| visitor.tenant == tenant);
    // Whoever waits to write must not hold what the others need to end.
    drop(conn);
    let (token, visitor) = match (known, asked.token) {
        (Some(known), Some(token)) => (token, known.visitor),
        _ if !app.throttle.session(address, clock::now()) => return Err(Failure::too_fast()),
        _ => new_visitor(&app, tenant, assistant.id).await?,
    };
    let mut conn = app.db.read().await?;
    let names = app.names(&mut conn, tenant).await?;
    let window = store::Window {
        view: ViewOf::Visitor(visitor),
        cursor: None,
        limit: CONVERSATIONS,
        reader: None,
    };
    let rows = conn.of(tenant).conversations(window).await?;
    Ok(Json(VisitorSession {
        token,
        visitor: visitor.uuid(),
        assistant: AssistantFace {
            name: assistant.name,
            workspace: conn.of(tenant).name().await?,
            greeting: assistant.greeting,
            suggestions: assistant.suggestions,
            answers_by_mail: conn.of(tenant).sends_mail().await?,
        },
        conversations: rows.iter().map(|row| visitor_conversation(&names, row)).collect(),
        teammates_here: app.presence.here(tenant.workspace()).len(),
    }))
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
) -> Result<(String, VisitorId), Failure> {
    let (token, hash) = clock::new_token();
    let id: VisitorId = clock::new_id();
    let at = clock::now();
    app.db
        .write(move |tx| {
            let hash = hash.clone();
            Box::pin(
                async move { tx.write_of(tenant).insert_visitor(id, &hash, assistant, at).await },
            )
        })
        .await?;
    Ok((token, id))
}

/// Does something in one of the visitor's conversations.
pub(crate) async fn command(
    State(app): State<App>,
    Visiting(me): Visiting,
    Body(command): Body<VisitorCommand>,
) -> Result<Json<Done>, Failure> {
    perform(&app, me, command).await.map(Json)
}

/// The same for HTTP and the socket.
pub(crate) async fn perform(
    app: &App,
    me: VisitorOf,
    command: VisitorCommand,
) -> Result<Done, Failure> {
    if !app.throttle.command(me.visitor, clock::now()) {
        return Err(Failure::too_fast());
    }
    let actor = Actor::Visitor(me.visitor);
    let request = |id: Uuid, conversation: Uuid, command| {
        Request::new(id.into(), conversation.into(), actor, command)
    };
    let begin = Some((me.assistant, me.visitor));
    let request = match command {
        VisitorCommand::Say { id, conversation, text, page } => {
            let text = input::message(&text)?;
            let courtesy = is_courtesy(&text);
            let page = page.map(input::page);
            let say = request(id, conversation, Command::Say { courtesy });
            Request { words: Some(text), page, begin, ..say }
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
    };
    let (id, conversation) = (request.id.uuid(), request.conversation);
    let outcome = inbox::perform(app, me.tenant, request).await;
    conversations::done(app, me.tenant, id, conversation, outcome).await
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
    let at = rows.iter().position(|row| row.position == position).ok_or_else(|| {
        let detail = "This passage was replaced since. Ask again for what holds now.";
        Failure::new(StatusCode::NOT_FOUND, ProblemCode::NotFound, detail)
    })?;
    let after = (rows.len() > at + 1).then(|| rows.remove(at + 1).text);
    let cited = rows.remove(at);
    let before = rows.pop().map(|row| row.text);
    Ok(Json(CitedPassage {
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
