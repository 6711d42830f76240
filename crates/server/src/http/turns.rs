//! One turn, with all that is known of why it went as it did, and what people think of its answer.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::{self, Permission, Subject};
use domain::conversation::Event;
use domain::id::ConversationId;
use domain::limits::EVENTS_PAGE_MAX;
use domain::message::{Audience, Citation};
use domain::signal::{FoundPassage, Signals};
use knowledge::index::PassageKey;
use store::{Conn, ConversationRow, LogRow, ModelCall, Rating, StoreError, Tenant};
use uuid::Uuid;

use super::Failure;
use super::guard::{SignedIn, Visiting};
use super::input::{Body, Named};
use crate::app::App;
use crate::clock;
use crate::knowledge::Loaded;
use crate::models::Texts;
use crate::people::{Everybody, ThreadReader};
use crate::protocol::{
    ModelCallView, Rate, RatingView, RuleAsked, ToTeammate, TurnPassage, TurnView,
};
use crate::ruled::KeptTrace;
use crate::rules;

/// What the log says of a turn.
#[derive(Default)]
struct Logged {
    started_at: Option<i64>,
    first_sentence_at: Option<i64>,
    ended_at: Option<i64>,
    signals: Option<Box<Signals>>,
    cited: BTreeSet<PassageKey>,
}

/// All that is known of a turn.
pub(crate) async fn view(
    State(app): State<App>,
    caller: SignedIn,
    Named((id, turn)): Named<(Uuid, u32)>,
) -> Result<Json<TurnView>, Failure> {
    let tenant = caller.0.tenant;
    let mut conn = app.db.read().await?;
    let row = of_turn(&mut conn, tenant, id.into(), turn).await?;
    let logged = logged(&mut conn, tenant, row.id, turn).await?;
    let trace = conn.of(tenant).trace(row.id, turn).await?;
    let calls = conn.of(tenant).calls_of_turn(row.id, turn).await?;
    let names = app.names(&mut conn, tenant).await?;
    let ratings = conn.of(tenant).ratings(row.id).await?;
    let trace: Option<KeptTrace> = trace.and_then(|it| serde_json::from_str(&it.body).ok());
    let rules = rules_asked(&mut conn, tenant, &row, (trace.as_ref(), &logged)).await?;
    drop(conn);
    let known = app.knowledge.of(&app, tenant, row.assistant).await?;
    let found = logged.signals.as_deref().map(|signals| signals.found.as_slice());
    let passages = found.unwrap_or_default().iter();
    // What was sent holds the owner's instructions, and they may hold what is theirs alone.
    let shows_prompts =
        access::may(caller.actor(), Permission::ManageWorkspace, Subject::Workspace);
    Ok(Json(TurnView {
        turn,
        passages: passages.map(|it| passage(&known, &logged.cited, it)).collect(),
        started_at: logged.started_at,
        first_sentence_at: logged.first_sentence_at,
        ended_at: logged.ended_at,
        signals: logged.signals,
        trace: trace.map(|trace| trace.facts),
        rules,
        calls: calls.into_iter().filter_map(|call| call_view(call, shows_prompts)).collect(),
        ratings: ratings
            .into_iter()
            .filter(|rating| rating.turn == turn)
            .map(|rating| rating_view(&names, rating))
            .collect(),
    }))
}

/// The rules as the turn found them.
async fn rules_asked(
    conn: &mut Conn,
    tenant: Tenant,
    row: &ConversationRow,
    (trace, logged): (Option<&KeptTrace>, &Logged),
) -> store::Result<Option<Vec<RuleAsked>>> {
    let tried = trace.and_then(|trace| trace.rules.as_ref());
    let (Some(tried), Some(signals)) = (tried, &logged.signals) else { return Ok(None) };
    let rules = rules::at(conn, tenant, row.assistant, tried.revision).await?;
    Ok(rules.map(|rules| tried.told(rules, &signals.ruled)))
}

/// The conversation, where it has had such a turn.
async fn of_turn(
    conn: &mut Conn,
    tenant: Tenant,
    id: ConversationId,
    turn: u32,
) -> Result<ConversationRow, Failure> {
    let row = conn.of(tenant).conversation(id, None).await?.ok_or_else(Failure::not_found)?;
    let is_there = (1..=row.row.state.last_turn).contains(&turn);
    if is_there { Ok(row.row) } else { Err(Failure::not_found()) }
}

async fn logged(
    conn: &mut Conn,
    tenant: Tenant,
    id: ConversationId,
    turn: u32,
) -> store::Result<Logged> {
    let (mut logged, mut after) = (Logged::default(), 0);
    loop {
        let page = conn.of(tenant).events(id, after, Audience::Team, EVENTS_PAGE_MAX).await?;
        for row in &page {
            logged.add(row, turn);
        }
        match page.last() {
            Some(last) if page.len() == EVENTS_PAGE_MAX && logged.ended_at.is_none() => {
                after = last.seq;
            }
            _ => return Ok(logged),
        }
    }
}

impl Logged {
    fn add(&mut self, row: &LogRow, of: u32) {
        match &row.event {
            Event::TurnStarted { turn } if *turn == of => self.started_at = Some(row.at),
            Event::Observed { turn, signals } if *turn == of => {
                self.signals = Some(signals.clone());
            }
            Event::SentenceReleased { turn, citations, .. } if *turn == of => {
                self.first_sentence_at.get_or_insert(row.at);
                self.cited.extend(citations.iter().map(key));
            }
            Event::TurnEnded { turn, .. } if *turn == of => self.ended_at = Some(row.at),
            _ => {}
        }
    }
}

fn key(of: &Citation) -> PassageKey {
    PassageKey { source: of.source, revision: of.revision, position: of.position }
}

fn passage(known: &Loaded, cited: &BTreeSet<PassageKey>, found: &FoundPassage) -> TurnPassage {
    let FoundPassage { passage, lexical, semantic, score } = found;
    let key = key(passage);
    TurnPassage {
        source: passage.source.uuid(),
        position: passage.position,
        title: passage.title.clone(),
        heading: passage.heading.clone(),
        text: known.passage(key).map(|passage| passage.text.clone()),
        cited: cited.contains(&key),
        lexical: *lexical,
        semantic: *semantic,
        score: *score,
    }
}

fn call_view(call: ModelCall, shows_prompts: bool) -> Option<ModelCallView> {
    let prompt = call.prompt.filter(|_| shows_prompts);
    let texts: Option<Texts> = prompt.and_then(|text| serde_json::from_str(&text).ok());
    let (prompt, withheld) = texts.map(|it| (it.prompt, it.withheld)).unzip();
    Some(ModelCallView {
        id: call.id,
        at: call.at,
        facts: serde_json::from_str(&call.body).ok()?,
        prompt,
        // A model may recite what it was told.
        reply: call.reply.filter(|_| shows_prompts),
        withheld: withheld.unwrap_or_default(),
    })
}

pub(super) fn rating_view(names: &Everybody, rating: Rating) -> RatingView {
    let person = || names.seen_by(ThreadReader::Team).person(rating.rater.into());
    RatingView { turn: rating.turn, by: (!rating.by_visitor).then(person), good: rating.good }
}

/// What a teammate thinks of an answer.
pub(crate) async fn rate(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named((id, turn)): Named<(Uuid, u32)>,
    Body(asked): Body<Rate>,
) -> Result<StatusCode, Failure> {
    let row = of_turn(&mut app.db.read().await?, me.tenant, id.into(), turn).await?;
    let by = (me.teammate.uuid(), false);
    keep(&app, me.tenant, row.id, turn, by, asked).await
}

/// What a visitor thinks of an answer in a conversation of theirs.
pub(crate) async fn rate_as_visitor(
    State(app): State<App>,
    Visiting(me): Visiting,
    Named((id, turn)): Named<(Uuid, u32)>,
    Body(asked): Body<Rate>,
) -> Result<StatusCode, Failure> {
    if !app.throttle.command(me.visitor, clock::now()) {
        return Err(Failure::too_fast());
    }
    let row = of_turn(&mut app.db.read().await?, me.tenant, id.into(), turn).await?;
    if row.visitor != me.visitor {
        return Err(Failure::not_found());
    }
    let by = (me.visitor.uuid(), true);
    keep(&app, me.tenant, row.id, turn, by, asked).await
}

async fn keep(
    app: &App,
    tenant: Tenant,
    id: ConversationId,
    turn: u32,
    (rater, by_visitor): (Uuid, bool),
    Rate { good }: Rate,
) -> Result<StatusCode, Failure> {
    let now = clock::now();
    app.db
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                match good {
                    Some(good) => {
                        let rating = Rating { turn, rater, by_visitor, good };
                        rows.rate(id, rating, now).await
                    }
                    None => rows.unrate(id, turn, rater).await,
                }
            })
        })
        .await?;
    app.tell_team(tenant, &ToTeammate::Rated { conversation: id.uuid() });
    Ok(StatusCode::NO_CONTENT)
}
