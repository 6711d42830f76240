//! Events and rows as the wire has them. Boundaries convert by hand.

use domain::conversation::{
    Draft, Event, Millis, Outcome, Owner, Reason, ReleaseCause, Topic as OfferedTopic,
};
use domain::id::ConversationId;
use domain::promise::Promise;
use domain::signal::{Sensitive, Verdict};
use domain::visitor::Proof;
use store::{ListRow, LogRow, SentPicture};

use super::details::from_json;
use super::runs_view as runs;
use crate::actions::Ended;
use crate::identity::{self, Proved};
use crate::people::{Everybody, Seen, ThreadReader};
use crate::protocol::{
    Citation, DraftSent, DraftSentence, HandoffReason, Happening, InboxRow, OfferTopic, OwnerNow,
    Page, PictureView, Preview, ProofNow, ReleasedFor, ThreadEvent, TurnOutcome, VisitorBrief,
    VisitorConversation,
};

/// An event for a reader who may see it.
pub(crate) fn thread_event(
    names: Seen<'_>,
    conversation: ConversationId,
    row: &LogRow,
) -> ThreadEvent {
    ThreadEvent {
        conversation: conversation.uuid(),
        seq: row.seq,
        prev: match names.reader() {
            ThreadReader::Visitor => row.visitor_prev,
            ThreadReader::Team => row.seq - 1,
        },
        at: row.at,
        command: row.command.map(domain::id::CommandId::uuid),
        happening: happening(names, row),
    }
}

fn happening(names: Seen<'_>, row: &LogRow) -> Happening {
    let words = row.words.as_deref();
    let pictures = || row.pictures.iter().map(PictureView::of).collect();
    let text = || words.unwrap_or_default().to_owned();
    let who = |id| names.person(id);
    match &row.event {
        Event::VisitorSaid { .. } => Happening::VisitorSaid { text: text(), pictures: pictures() },
        Event::DetailsGiven => {
            Happening::DetailsGiven { details: from_json(words).unwrap_or_default() }
        }
        Event::TurnStarted { turn } => Happening::TurnStarted { turn: *turn },
        Event::TurnRetried { turn, attempt } => {
            Happening::TurnRetried { turn: *turn, attempt: *attempt }
        }
        Event::Observed { turn, signals } => {
            Happening::Observed { turn: *turn, signals: signals.clone() }
        }
        Event::SentenceReleased { turn, attempt, index, citations } => Happening::Sentence {
            turn: *turn,
            attempt: *attempt,
            index: *index,
            text: text(),
            citations: citations.iter().map(citation).collect(),
        },
        Event::TurnEnded { turn, outcome } => {
            Happening::TurnEnded { turn: *turn, outcome: turn_outcome(*outcome) }
        }
        Event::Offered { topic } => Happening::Offered { topic: offer_topic(*topic) },
        Event::HandedOff { reason, helps, .. } => Happening::HandedOff {
            reason: handoff_reason(reason),
            matched: words.filter(|_| matches!(reason, Reason::Asked { .. })).map(str::to_owned),
            note: note(names, reason, words),
            helps: *helps,
        },
        Event::Promised { promise, .. } => promised(*promise, row.at),
        Event::WaitCancelled => Happening::WaitCancelled,
        Event::TakenOver { by, from } => Happening::TakenOver { by: who(*by), from: from.map(who) },
        Event::Transferred { by, to } => Happening::Transferred { by: who(*by), to: who(*to) },
        Event::Routed { by, team, helps } => {
            Happening::Routed { by: by.map(who), team: names.team(*team), helps: *helps }
        }
        Event::Replied { by, draft } => Happening::Replied {
            by: who(*by),
            text: text(),
            pictures: pictures(),
            // Where a reply came from is the team's business.
            draft: draft
                .filter(|_| names.reader() == ThreadReader::Team)
                .map(|used| DraftSent { draft: used.draft, edited: used.edited }),
        },
        Event::Noted { by } => Happening::Noted { by: who(*by), text: text() },
        Event::HandedBack { by } => Happening::HandedBack { by: who(*by) },
        Event::Released { teammate, cause, helps } => Happening::Released {
            teammate: who(*teammate),
            cause: released_for(*cause),
            helps: *helps,
        },
        Event::Resolved { by } => Happening::Resolved { by: who(*by) },
        Event::Returned { to } => Happening::Returned { to: who(*to) },
        Event::Muted { why } => Happening::Muted { why: *why },
        Event::Unmuted => Happening::Unmuted,
        Event::DraftStarted { draft } => Happening::DraftStarted { draft: *draft },
        Event::Drafted { draft, content } => drafted(*draft, content, words),
        Event::DraftDismissed { by, draft } => {
            Happening::DraftDismissed { by: who(*by), draft: *draft }
        }
        acted => runs::happening(names, acted, row),
    }
}

fn promised(promise: Promise, at: Millis) -> Happening {
    let (minutes, why) = match promise {
        Promise::Within { minutes, .. } => (Some(minutes), None),
        Promise::NoNumber => (None, None),
        Promise::Address { why } => (None, Some(why)),
    };
    Happening::Promised { minutes, until: promise.within_ms().map(|ms| at + ms), why }
}

/// A draft whose words were erased has no sentences.
fn drafted(draft: u32, content: &Draft, words: Option<&str>) -> Happening {
    let texts: Vec<String> = from_json(words).unwrap_or_default();
    let sentences = texts.into_iter().zip(&content.citations);
    Happening::Drafted {
        draft,
        through: content.through,
        sentences: sentences
            .map(|(text, citations)| DraftSentence {
                text,
                citations: citations.iter().map(citation).collect(),
            })
            .collect(),
        verdict: content.verdict.map(|verdict| turn_outcome(Outcome::Said(verdict))),
        confidence: content.confidence,
    }
}

/// What an action tells the team.
fn note(names: Seen<'_>, reason: &Reason, words: Option<&str>) -> Option<String> {
    if names.reader() != ThreadReader::Team {
        return None;
    }
    let note = match reason {
        Reason::Action { .. } => return note_of_action(words),
        Reason::Rule => words?.to_owned(),
        _ => return None,
    };
    Some(note).filter(|note| !note.is_empty())
}

/// What an action tells the team as it passes a conversation on.
pub(crate) fn note_of_action(words: Option<&str>) -> Option<String> {
    Some(from_json::<Ended>(words)?.note).filter(|note| !note.is_empty())
}

impl PictureView {
    /// As a message or an answer carries it.
    pub(crate) fn of(sent: &SentPicture) -> Self {
        let SentPicture { id, width, height, ref name } = *sent;
        Self { id: id.uuid(), width, height, name: name.clone() }
    }
}

fn citation(citation: &domain::message::Citation) -> Citation {
    Citation {
        source: citation.source.uuid(),
        revision: citation.revision,
        position: citation.position,
        title: citation.title.clone(),
        heading: citation.heading.clone(),
        page: citation.page,
    }
}

fn turn_outcome(outcome: Outcome) -> TurnOutcome {
    match outcome {
        Outcome::Said(Verdict::Answered) => TurnOutcome::Answered,
        Outcome::Said(Verdict::Closest) => TurnOutcome::Closest,
        Outcome::Said(Verdict::Declined) => TurnOutcome::Declined,
        Outcome::Said(Verdict::Talk) => TurnOutcome::Talk,
        Outcome::Waiting => TurnOutcome::Waiting,
        Outcome::Acts => TurnOutcome::Acts,
    }
}

fn offer_topic(topic: OfferedTopic) -> OfferTopic {
    match topic {
        OfferedTopic::NotInSources => OfferTopic::NotInSources,
        OfferedTopic::Person => OfferTopic::Person,
    }
}

pub(super) fn handoff_reason(reason: &Reason) -> HandoffReason {
    match reason {
        Reason::Button => HandoffReason::Button,
        Reason::Asked { .. } => HandoffReason::Asked,
        Reason::OfferAccepted => HandoffReason::OfferAccepted,
        Reason::Sensitive { matter: Sensitive::SelfHarm } => HandoffReason::SelfHarm,
        Reason::Sensitive { matter: Sensitive::Violence } => HandoffReason::Violence,
        Reason::Rule => HandoffReason::Rule,
        Reason::Action { .. } => HandoffReason::Action,
        Reason::Failed { .. } => HandoffReason::Failed,
        Reason::CameBack => HandoffReason::CameBack,
        Reason::Routed => HandoffReason::Routed,
        Reason::NotLive { .. } => HandoffReason::NotLive,
        Reason::Released { .. } => HandoffReason::Released,
    }
}

fn released_for(cause: ReleaseCause) -> ReleasedFor {
    match cause {
        ReleaseCause::Away => ReleasedFor::Away,
        ReleaseCause::Removed => ReleasedFor::Removed,
        ReleaseCause::Silent => ReleasedFor::Silent,
    }
}

/// Who owes the reply, as the wire has it.
pub(crate) fn owner_now(names: Seen<'_>, owner: &Owner) -> OwnerNow {
    match owner {
        Owner::Nobody { resolved: None } => OwnerNow::Nobody,
        Owner::Nobody { resolved: Some(end) } => {
            OwnerNow::Resolved { by: names.person(end.by), at: end.at }
        }
        Owner::Assistant { turn } => OwnerNow::Assistant { answering: turn.is_some() },
        Owner::Queue { since, team, reason, helping } => OwnerNow::Queue {
            since: *since,
            team: names.team(*team),
            reason: handoff_reason(reason),
            helping: helping.is_some(),
        },
        Owner::Teammate { teammate, since } => {
            OwnerNow::Teammate { teammate: names.person(*teammate), since: *since }
        }
    }
}

/// A conversation in the list.
pub(crate) fn inbox_row(names: &Everybody, row: &ListRow) -> InboxRow {
    let (conversation, state) = (&row.row, &row.row.state);
    InboxRow {
        conversation: conversation.id.uuid(),
        seq: state.seq,
        epoch: state.epoch,
        assistant: conversation.assistant.uuid(),
        conversation_kind: conversation.kind,
        visitor: visitor_brief(row),
        owner: owner_now(names.seen_by(ThreadReader::Team), &state.owner),
        waiting_since: state.waiting_since(),
        promised_until: state
            .awaited
            .and_then(|awaited| awaited.told)
            .and_then(|told| told.until()),
        preview: from_json(conversation.preview.as_deref()),
        visitor_messages: state.visitor_messages,
        created_at: conversation.created_at,
        changed_at: conversation.changed_at,
        page: page_url(conversation.page.as_deref()),
        tags: state.tags.iter().cloned().collect(),
        priority: state.priority,
        call_back: state.call_back,
    }
}

/// What is proved goes before what was only said.
pub(crate) fn visitor_brief(row: &ListRow) -> VisitorBrief {
    let identity = identity::of_row(row);
    let id = row.row.visitor;
    let picked = |proved: Option<Proved>, said: &Option<String>| match proved {
        Some(proved) => (Some(proved.text), proof_now(proved.proof)),
        None => (said.clone(), ProofNow::None),
    };
    let (name, name_proof) = picked(identity.name, &row.visitor_name);
    let (email, email_proof) = picked(identity.email, &row.visitor_email);
    VisitorBrief {
        id: id.uuid(),
        named: name.is_some(),
        name: name.unwrap_or_else(|| format!("Visitor {}", short(&id.to_string()))),
        name_proof,
        email,
        email_proof,
        subject: identity.subject,
    }
}

fn proof_now(proof: Proof) -> ProofNow {
    match proof {
        Proof::None => ProofNow::None,
        Proof::Mailed => ProofNow::Mailed,
        Proof::Signed => ProofNow::Signed,
    }
}

/// A conversation in its visitor's own list.
pub(crate) fn visitor_conversation(names: &Everybody, row: &ListRow) -> VisitorConversation {
    let preview: Option<Preview> = from_json(row.row.preview.as_deref());
    VisitorConversation {
        conversation: row.row.id.uuid(),
        owner: owner_now(names.seen_by(ThreadReader::Visitor), &row.row.state.owner),
        seq: row.row.state.visitor_seq,
        changed_at: row.row.changed_at,
        preview: preview.map(|preview| preview.text),
        seen: row.row.visitor_seen,
    }
}

fn page_url(page: Option<&str>) -> Option<String> {
    from_json::<Page>(page).map(|page| page.url).filter(|url| !url.is_empty())
}

/// The last four signs of an id, enough to tell visitors apart at a glance.
fn short(id: &str) -> String {
    id[id.len().saturating_sub(4)..].to_uppercase()
}
