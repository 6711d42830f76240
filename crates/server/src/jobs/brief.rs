//! What a turn and a draft have to go by, and the plan made of it.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use assistant::copy::Copy;
use assistant::turn::{Plan, Said, TurnInput, plan, queries, question};
use domain::conversation::{Event, Seq, Unanswered};
use domain::id::{AssistantId, SourceId};
use domain::limits::EVENTS_PAGE_MAX;
use domain::message::{Audience, Author};
use domain::reach::Readers;
use knowledge::vectors::Meant;
use store::{Assistant, Conn, ConversationRow, LogRow, Tenant};

use crate::app::App;
use crate::assistants::Settings;
use crate::embeddings;
use crate::inbox;
use crate::knowledge::Loaded;
use crate::models::Asked;
use crate::protocol::Page;
use crate::{clock, feeds, reaches};

/// Events before the open messages that are looked at.
const HISTORY_EVENTS: i64 = 200;

/// A conversation as the assistant reads it.
pub(super) struct Brief {
    pub(super) assistant: AssistantId,
    /// It was archived, and says nothing any more.
    pub(super) is_archived: bool,
    name: String,
    copy: Copy,
    earlier: Vec<Said>,
    open: Vec<String>,
    only_pictures: bool,
    /// What does not reach whoever reads what comes of it.
    hidden: BTreeSet<SourceId>,
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
        let events = rows.events(row.id, after, Audience::Everyone, EVENTS_PAGE_MAX).await?;
        let assistant = rows.assistant(row.assistant).await?;
        let waiting = unanswered.seq..=through;
        let open: Vec<&LogRow> = events.iter().filter(|event| is_open(event, &waiting)).collect();
        let is_bare = |event: &&LogRow| event.words.as_deref() == Some("");
        Ok(Self {
            assistant: row.assistant,
            is_archived: assistant.as_ref().is_none_or(|found| found.archived_at.is_some()),
            copy: assistant.as_ref().map(|found| voice(found, row)).unwrap_or_default(),
            name: assistant.map(|found| found.name).unwrap_or_default(),
            earlier: events
                .iter()
                .take_while(|event| event.seq < unanswered.seq)
                .filter_map(said)
                .collect(),
            only_pictures: open.iter().all(is_bare)
                && open.iter().any(|event| !event.pictures.is_empty()),
            open: open.into_iter().filter_map(|event| event.words.clone()).collect(),
            hidden,
        })
    }

    /// What should be said, by what is known.
    pub(super) async fn plan(
        self: &Arc<Self>,
        app: &App,
        tenant: Tenant,
        known: &Arc<Loaded>,
        moment: Moment,
    ) -> Planned {
        let queries = match &known.given {
            Some(_) => queries(&self.input(moment, &Meant::default()), &known.index),
            None => Vec::new(),
        };
        let meant = embeddings::meant(app, tenant, known.given.as_ref(), queries).await?;
        let (known, brief) = (Arc::clone(known), Arc::clone(self));
        let planned = tokio::task::spawn_blocking(move || {
            plan(&brief.input(moment, &meant), &known.index, known.thresholds)
        });
        let mut plan = planned.await.map_err(|_| store::StoreError::Busy)?;
        feeds::say_age(app, tenant, &mut plan, &self.copy).await?;
        Ok(plan)
    }

    /// What is asked, and what was said before it.
    pub(super) fn asked<'brief>(&'brief self, question: &'brief str) -> Asked<'brief> {
        Asked { name: &self.name, earlier: &self.earlier, question, copy: &self.copy }
    }

    /// What of the open messages is to be answered.
    pub(super) fn question(&self, moment: Moment) -> String {
        question(&self.input(moment, &Meant::default()))
    }

    fn input<'brief>(&'brief self, moment: Moment, meant: &'brief Meant) -> TurnInput<'brief> {
        TurnInput {
            earlier: &self.earlier,
            open: &self.open,
            only_pictures: self.only_pictures,
            offer_open: moment.offer_open,
            requests_served: moment.requests_served,
            awaiting_field: false,
            hidden: &self.hidden,
            name: &self.name,
            copy: &self.copy,
            meant,
        }
    }
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
}

fn is_open(event: &LogRow, waiting: &RangeInclusive<Seq>) -> bool {
    waiting.contains(&event.seq) && matches!(event.event, Event::VisitorSaid { .. })
}

/// The assistant's own sentences, in the language of the visitor's browser where it has it.
fn voice(assistant: &Assistant, row: &ConversationRow) -> Copy {
    let page: Option<Page> = inbox::read_column(row.page.as_deref());
    let wanted = page.map(|page| page.language).filter(|language| !language.is_empty());
    Settings::of(assistant).voice.copy(wanted.as_deref())
}

fn said(row: &LogRow) -> Option<Said> {
    let by = match row.event {
        Event::VisitorSaid { .. } => Author::Visitor,
        Event::SentenceReleased { .. } => Author::Assistant,
        Event::Replied { by, .. } => Author::Teammate(by),
        _ => return None,
    };
    Some(Said { by, text: row.words.clone()? })
}
