//! What a turn and a draft have to go by, and the plan made of it.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use assistant::copy::{Copy, Voice};
use assistant::guidance::Guidance;
use assistant::retrieve::is_follow_up;
use assistant::ruling::{History, Ruling, is_settled, ruled};
use assistant::turn::{Plan, Said, TurnInput, plan, queries, question};
use domain::action::Started;
use domain::conversation::{Event, Seq, Unanswered};
use domain::id::{AssistantId, SourceId, VisitorId};
use domain::limits::EVENTS_PAGE_MAX;
use domain::message::{Audience, Author};
use domain::reach::Readers;
use domain::signal::Signals;
use knowledge::confidence::Level;
use knowledge::vectors::Meant;
use store::{Conn, ConversationRow, LogRow, Tenant};

use crate::actions::Ended;
use crate::app::App;
use crate::assistants::{Settings, link_hosts};
use crate::embeddings;
use crate::inbox;
use crate::knowledge::Loaded;
use crate::models::{self, Asked, Errand};
use crate::protocol::{Page, Purpose};
use crate::{clock, feeds, reaches};

/// Events before the open messages that are looked at.
const HISTORY_EVENTS: i64 = 200;

/// A conversation as the assistant reads it.
pub(super) struct Brief {
    pub(super) assistant: AssistantId,
    pub(super) visitor: VisitorId,
    /// It was archived, and says nothing any more.
    pub(super) is_archived: bool,
    name: String,
    voice: Voice,
    guidance: Guidance,
    level: Level,
    /// Where what is said may link to.
    hosts: BTreeSet<String>,
    copy: Copy,
    earlier: Vec<Said>,
    open: Vec<String>,
    /// Where each of them stands in the log.
    open_at: Vec<Seq>,
    only_pictures: bool,
    /// What does not reach whoever reads what comes of it.
    hidden: BTreeSet<SourceId>,
    /// What was before; the owner's rules come to it where something is to be decided.
    pub(super) ruling: Ruling,
}

impl Brief {
    /// Reads it for somebody, with the messages from the first without a reply through `through`
    /// as open.
    pub(super) async fn read(
        conn: &mut Conn,
        tenant: Tenant,
        row: &ConversationRow,
        (unanswered, through): (Unanswered, Seq),
        reader: Readers,
    ) -> store::Result<Self> {
        let hidden = reaches::hidden(conn, tenant, reader, clock::now()).await?;
        let mut rows = conn.of(tenant);
        let after = (unanswered.seq - HISTORY_EVENTS).max(0);
        let events = rows.events(row.id, after, Audience::Team, EVENTS_PAGE_MAX).await?;
        let assistant = rows.assistant(row.assistant).await?;
        let waiting = unanswered.seq..=through;
        let ruling = past(&events, unanswered.seq);
        let open: Vec<&LogRow> = events.iter().filter(|event| is_open(event, &waiting)).collect();
        let is_bare = |event: &&LogRow| event.words.as_deref() == Some("");
        let Settings { voice, guidance, level, .. } =
            assistant.as_ref().map(Settings::of).unwrap_or_default();
        let hosts = match &assistant {
            Some(assistant) => link_hosts(conn, tenant, assistant).await?,
            None => BTreeSet::new(),
        };
        Ok(Self {
            assistant: row.assistant,
            visitor: row.visitor,
            is_archived: assistant.as_ref().is_none_or(|found| found.archived_at.is_some()),
            copy: voice.copy(language(row).as_deref()),
            voice,
            guidance,
            level,
            hosts,
            name: assistant.map(|found| found.name).unwrap_or_default(),
            earlier: events
                .iter()
                .take_while(|event| event.seq < unanswered.seq)
                .filter_map(said)
                .collect(),
            only_pictures: open.iter().all(is_bare)
                && open.iter().any(|event| !event.pictures.is_empty()),
            open_at: open.iter().filter(|it| it.words.is_some()).map(|it| it.seq).collect(),
            open: open.into_iter().filter_map(|event| event.words.clone()).collect(),
            hidden,
            ruling,
        })
    }

    /// What should be said, by what is known.
    pub(super) async fn plan(
        self: &Arc<Self>,
        app: &App,
        errand: Errand,
        known: &Arc<Loaded>,
        moment: Moment,
    ) -> Planned {
        let rewritten = self.understood(app, errand, known, moment).await?;
        self.plan_as(app, errand.tenant, known, moment, rewritten).await
    }

    /// The same, and no model is asked for anything.
    pub(super) async fn plan_alone(
        self: &Arc<Self>,
        app: &App,
        tenant: Tenant,
        known: &Arc<Loaded>,
        moment: Moment,
    ) -> Planned {
        self.plan_as(app, tenant, known, moment, None).await
    }

    async fn plan_as(
        self: &Arc<Self>,
        app: &App,
        tenant: Tenant,
        known: &Arc<Loaded>,
        moment: Moment,
        rewritten: Option<String>,
    ) -> Planned {
        let followed = rewritten.as_deref();
        let queries = match &known.given {
            Some(_) => queries(&self.input(moment, &Meant::default(), followed), &known.index),
            None => Vec::new(),
        };
        let meant = embeddings::meant(app, tenant, known.given.as_ref(), queries).await?;
        let (known, brief) = (Arc::clone(known), Arc::clone(self));
        let planned = tokio::task::spawn_blocking(move || {
            let input = brief.input(moment, &meant, rewritten.as_deref());
            plan(&input, &known.index, known.calibration.thresholds(brief.level))
        });
        let mut plan = planned.await.map_err(|_| store::StoreError::Busy)?;
        feeds::say_age(app, tenant, &mut plan, &self.copy).await?;
        Ok(plan)
    }

    /// A follow-up as a model understands it; none where the question stands alone or would not be
    /// searched.
    async fn understood(
        &self,
        app: &App,
        errand: Errand,
        known: &Loaded,
        moment: Moment,
    ) -> store::Result<Option<String>> {
        let (meant, question) = (Meant::default(), self.question(moment));
        let is_searched = || !queries(&self.input(moment, &meant, None), &known.index).is_empty();
        if self.earlier.is_empty() || !is_follow_up(&known.index, &question) || !is_searched() {
            return Ok(None);
        }
        let errand = Errand { purpose: Purpose::Rewrite, ..errand };
        models::understand(app, errand, &self.asked(&question)).await
    }

    /// What is asked, and what was said before it.
    pub(super) fn asked<'brief>(&'brief self, question: &'brief str) -> Asked<'brief> {
        let Self { name, voice, guidance, hosts, earlier, copy, .. } = self;
        Asked { name, voice: *voice, guidance, hosts, earlier, question, copy, tools: &[] }
    }

    /// The messages that wait and were said after an event.
    pub(super) fn said_after(&self, after: Seq) -> Vec<String> {
        let said = self.open.iter().zip(&self.open_at);
        said.filter(|(_, at)| **at > after).map(|(text, _)| text.clone()).collect()
    }

    /// What of the open messages is to be answered.
    pub(super) fn question(&self, moment: Moment) -> String {
        question(&self.input(moment, &Meant::default(), None))
    }

    fn input<'brief>(
        &'brief self,
        moment: Moment,
        meant: &'brief Meant,
        rewritten: Option<&'brief str>,
    ) -> TurnInput<'brief> {
        TurnInput {
            earlier: &self.earlier,
            open: &self.open,
            only_pictures: self.only_pictures,
            offer_open: moment.offer_open,
            requests_served: moment.requests_served,
            awaiting_field: moment.awaits_field,
            hidden: &self.hidden,
            name: &self.name,
            copy: &self.copy,
            guidance: &self.guidance,
            hosts: &self.hosts,
            rewritten,
            meant,
            ruling: &self.ruling,
        }
    }

    /// Whether no model needs to be asked: the rules have decided.
    pub(super) fn is_settled(&self, plan: &Plan, moment: Moment) -> bool {
        is_settled(plan, &self.input(moment, &Meant::default(), None))
    }

    /// A plan that a model changed, as the rules leave it.
    pub(super) fn ruled(&self, plan: Plan, moment: Moment) -> Plan {
        ruled(plan, &self.input(moment, &Meant::default(), None))
    }
}

/// What rules go by of what was before the open messages: the turns since the assistant got the
/// conversation, and its actions.
fn past(events: &[LogRow], before: Seq) -> Ruling {
    let mut past = Ruling::default();
    // What a turn observed last counts once its visitor has heard something.
    let mut observed: Option<&Signals> = None;
    for row in events.iter().filter(|row| row.seq < before) {
        match &row.event {
            Event::HandedBack { .. } | Event::WaitCancelled | Event::Resolved { .. } => {
                past.history = History::default();
            }
            Event::TurnStarted { .. } => observed = None,
            Event::Observed { signals, .. } => observed = Some(signals),
            Event::SentenceReleased { .. } | Event::TurnEnded { .. } => {
                past.history = observed.take().map_or(past.history, |it| past.history.and(it));
            }
            Event::ActionStarted { action, started: Started::Rule, .. } => {
                past.begun.insert(*action);
            }
            Event::ActionEnded { end, .. } => past.ended(*end),
            _ => {}
        }
    }
    past
}

/// A plan, unless the machine has no room for the work.
pub(super) type Planned = store::Result<Plan>;

/// How the conversation stands when it is planned; a draft stands apart from all of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Moment {
    /// A "yes" accepts an offer.
    pub(super) offer_open: bool,
    /// A request for a person was served already.
    pub(super) requests_served: bool,
    /// The answer to a field is awaited.
    pub(super) awaits_field: bool,
}

fn is_open(event: &LogRow, waiting: &RangeInclusive<Seq>) -> bool {
    waiting.contains(&event.seq) && matches!(event.event, Event::VisitorSaid { .. })
}

/// The language of the visitor's browser, where it says one.
fn language(row: &ConversationRow) -> Option<String> {
    let page: Option<Page> = inbox::read_column(row.page.as_deref());
    page.map(|page| page.language).filter(|language| !language.is_empty())
}

fn said(row: &LogRow) -> Option<Said> {
    let by = match row.event {
        Event::VisitorSaid { .. } => Author::Visitor,
        Event::SentenceReleased { .. } => Author::Assistant,
        Event::Replied { by, .. } => Author::Teammate(by),
        Event::ActionEnded { said: true, .. } => {
            let ended: Ended = inbox::read_column(row.words.as_deref())?;
            return Some(Said { by: Author::Assistant, text: ended.text });
        }
        _ => return None,
    };
    Some(Said { by, text: row.words.clone()? })
}
