//! What a conversation brings along for whoever takes it over, read from its log. No model is
//! asked, and nothing is kept: it is the same each time until something more is said.

use assistant::summary::{About, Line, Speaker, Spoken, summary};
use axum::Json;
use axum::extract::State;
use domain::conversation::{Event, Outcome, Seq};
use domain::limits::EVENTS_PAGE_MAX;
use domain::message::Audience;
use domain::signal::Verdict;
use store::{Conn, ListRow, LogRow, Tenant};
use uuid::Uuid;

use super::Failure;
use super::conversations::context_now;
use super::guard::SignedIn;
use super::handoffs::{mark, rule};
use super::input::Named;
use crate::app::App;
use crate::inbox::{self, thread_event, visitor_brief};
use crate::people::{Seen, ThreadReader};
use crate::protocol::{
    Citation, HandoffReason, Happening, Packet, PacketDraft, PacketGiven, PacketLookup,
    PacketReply, PacketView, Quote, SummaryAbout, SummaryLine, TurnOutcome,
};

/// Events that are read back from the end: more than a day of talk, and still a few milliseconds.
const EVENTS_READ_MAX: i64 = 2_000;

/// The packet of the last handoff.
pub(crate) async fn view(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<PacketView>, Failure> {
    let tenant = me.tenant;
    let mut conn = app.db.read().await?;
    let row = conn.of(tenant).conversation(id.into(), None).await?;
    let row = row.ok_or_else(Failure::not_found)?;
    let Some(handoff) = conn.of(tenant).last_handoff(row.row.id).await? else {
        return Ok(Json(PacketView { packet: None }));
    };
    let names = app.names(&mut conn, tenant).await?;
    let names = names.seen_by(ThreadReader::Team);
    let log = log(&mut conn, tenant, &row).await?;
    let signed_only = conn.of(tenant).identity_settings().await?.signed_only;
    let email_confirmed = conn.of(tenant).is_email_confirmed(row.row.visitor).await?;
    let reason = HandoffReason::parse(&handoff.reason).ok_or_else(Failure::internal)?;
    let matter = Matter::read(names, &row, &log, handoff.seq);
    let (matched, note) = matter.words(reason, &log, handoff.seq);
    let packet = Packet {
        seq: handoff.seq,
        at: handoff.at,
        reason,
        rule: rule(handoff.rule, handoff.rule_name.as_deref()),
        note,
        matched,
        outcome: handoff.fate,
        mark: mark(names, &handoff),
        summary: matter.summary(),
        told: matter.told(reason, handoff.seq),
        given: matter.given,
        lookups: matter.lookups,
        draft: matter.draft,
        replies: matter.replies.into_iter().filter_map(Said::shown).collect(),
        details: inbox::read_column(row.row.details.as_deref()).unwrap_or_default(),
        visitor: visitor_brief(&row),
        email_confirmed,
        context: context_now(&row, &signed_only),
        tags: row.row.state.tags.iter().cloned().collect(),
        priority: row.row.state.priority,
    };
    Ok(Json(PacketView { packet: Some(packet) }))
}

/// What was said last, oldest first.
async fn log(conn: &mut Conn, tenant: Tenant, row: &ListRow) -> store::Result<Vec<LogRow>> {
    let mut log: Vec<LogRow> = Vec::new();
    let mut after = (row.row.state.seq - EVENTS_READ_MAX).max(0);
    loop {
        let mut rows = conn.of(tenant);
        let page = rows.events(row.row.id, after, Audience::Team, EVENTS_PAGE_MAX).await?;
        let is_last = page.len() < EVENTS_PAGE_MAX;
        log.extend(page);
        match log.last() {
            Some(last) if !is_last => after = last.seq,
            _ => return Ok(log),
        }
    }
}

/// A reply of the assistant as it is put together.
struct Said {
    seq: Seq,
    turn: Option<u32>,
    verdict: Option<Verdict>,
    text: String,
    question: Option<Quote>,
    citations: Vec<Citation>,
    /// The first sentence that rests on something.
    telling: Option<String>,
}

impl Said {
    fn begun(seq: Seq, question: Option<Quote>) -> Self {
        let (text, citations) = (String::new(), Vec::new());
        Self { seq, turn: None, verdict: None, text, question, citations, telling: None }
    }

    /// Small talk is no answer, nor is what was cut short.
    fn shown(self) -> Option<PacketReply> {
        let outcome = match self.verdict? {
            Verdict::Answered => TurnOutcome::Answered,
            Verdict::Closest => TurnOutcome::Closest,
            Verdict::Declined => TurnOutcome::Declined,
            Verdict::Talk => return None,
        };
        let Self { seq, text, question, citations, .. } = self;
        Some(PacketReply { seq, outcome, text, question, citations })
    }
}

/// What the log holds of the matter that was handed off.
#[derive(Default)]
struct Matter {
    of_visitor: Vec<Quote>,
    of_team: Vec<Quote>,
    replies: Vec<Said>,
    given: Vec<PacketGiven>,
    lookups: Vec<PacketLookup>,
    draft: Option<PacketDraft>,
}

impl Matter {
    /// What was said before the last end before the handoff was another matter.
    fn read(names: Seen<'_>, row: &ListRow, log: &[LogRow], handoff: Seq) -> Self {
        let mut matter = Self::default();
        let open_draft = row.row.state.draft.as_ref().and_then(|open| open.seq);
        for event in log {
            if event.seq < handoff && matches!(event.event, Event::Resolved { .. }) {
                matter = Self::default();
            }
            if let Event::TurnEnded { turn, outcome: Outcome::Said(verdict) } = event.event {
                for it in matter.replies.iter_mut().filter(|it| it.turn == Some(turn)) {
                    it.verdict = Some(verdict);
                }
            }
            matter.add(names, row, event, open_draft);
        }
        matter
    }

    fn add(&mut self, names: Seen<'_>, row: &ListRow, event: &LogRow, open_draft: Option<Seq>) {
        let seq = event.seq;
        match thread_event(names, row.row.id, event).happening {
            Happening::VisitorSaid { text, .. } => self.of_visitor.push(Quote { seq, text }),
            Happening::Replied { text, .. } => self.of_team.push(Quote { seq, text }),
            Happening::Sentence { turn, index, text, citations, .. } => {
                self.sentence(seq, turn, index, &text, citations);
            }
            Happening::ActionEnded { said: true, text, .. } if !text.is_empty() => {
                let begun = Said::begun(seq, self.of_visitor.last().cloned());
                let verdict = Some(Verdict::Answered);
                self.replies.push(Said { verdict, text, ..begun });
            }
            Happening::ActionStarted { fields: values, .. }
            | Happening::FieldsGiven { fields: values, .. }
                if !values.is_empty() =>
            {
                self.given.push(PacketGiven { seq, values });
            }
            Happening::LookedUp { lookup, ok, values, .. } => {
                self.lookups.push(PacketLookup { seq, lookup, ok, values });
            }
            Happening::Drafted { draft, sentences, .. } if open_draft == Some(seq) => {
                self.draft = Some(PacketDraft { draft, sentences });
            }
            _ => {}
        }
    }

    /// A turn that began anew after a crash says all of it anew.
    fn sentence(&mut self, seq: Seq, turn: u32, index: u32, text: &str, cited: Vec<Citation>) {
        let goes_on = index > 0 && self.replies.last().is_some_and(|it| it.turn == Some(turn));
        if !goes_on {
            self.replies.retain(|it| it.turn != Some(turn));
            let question = self.of_visitor.last().cloned();
            self.replies.push(Said { turn: Some(turn), ..Said::begun(seq, question) });
        }
        let Some(said) = self.replies.last_mut() else { return };
        if !said.text.is_empty() {
            said.text.push(' ');
        }
        said.text.push_str(text);
        if !cited.is_empty() {
            said.telling.get_or_insert_with(|| text.to_owned());
        }
        for one in cited {
            let key = |it: &Citation| (it.source, it.revision, it.position);
            if said.citations.iter().all(|it| key(it) != key(&one)) {
                said.citations.push(one);
            }
        }
    }

    fn summary(&self) -> Vec<SummaryLine> {
        let quoted = |by| move |it: &'_ Quote| (it.seq, by, it.text.clone());
        let mut said: Vec<(Seq, Speaker, String)> =
            self.of_visitor.iter().map(quoted(Speaker::Visitor)).collect();
        said.extend(self.of_team.iter().map(quoted(Speaker::Person)));
        said.extend(self.replies.iter().map(|it| {
            let text = it.telling.as_ref().unwrap_or(&it.text);
            (it.seq, Speaker::Assistant(it.verdict), text.clone())
        }));
        said.sort_by_key(|(seq, ..)| *seq);
        let said: Vec<Spoken<'_>> =
            said.iter().map(|(seq, by, text)| Spoken { seq: *seq, by: *by, text }).collect();
        summary(&said).into_iter().map(line).collect()
    }

    /// The words that matched, and what an action tells the team.
    fn words(
        &self,
        reason: HandoffReason,
        log: &[LogRow],
        handoff: Seq,
    ) -> (Option<Quote>, Option<String>) {
        let last = self.of_visitor.iter().rev().find(|it| it.seq < handoff);
        let event = log.iter().find(|event| event.seq == handoff);
        let words = event.and_then(|event| event.words.clone());
        match reason {
            HandoffReason::Asked => {
                let text = words.or_else(|| last.map(|it| it.text.clone()));
                (last.zip(text).map(|(it, text)| Quote { seq: it.seq, text }), None)
            }
            HandoffReason::Rule | HandoffReason::SelfHarm | HandoffReason::Violence => {
                (last.cloned(), None)
            }
            HandoffReason::Action => (None, inbox::note_of_action(words.as_deref())),
            _ => (None, None),
        }
    }

    /// What stands right before the handoff and ends no turn came with it.
    fn told(&self, reason: HandoffReason, handoff: Seq) -> Option<Quote> {
        let said = self.replies.iter().rev().find(|it| it.seq < handoff)?;
        let is_told = reason == HandoffReason::Rule && said.verdict.is_none();
        is_told.then(|| Quote { seq: said.seq, text: said.text.clone() })
    }
}

fn line(Line { about, seq, text }: Line) -> SummaryLine {
    let about = match about {
        About::Wanted => SummaryAbout::Wanted,
        About::Open => SummaryAbout::Open,
        About::Tried(Speaker::Assistant(Some(Verdict::Closest))) => SummaryAbout::Closest,
        About::Tried(Speaker::Assistant(Some(Verdict::Declined))) => SummaryAbout::Declined,
        About::Tried(Speaker::Person) => SummaryAbout::Replied,
        About::Tried(_) => SummaryAbout::Answered,
    };
    SummaryLine { about, seq, text }
}
