//! Events and rows as the wire has them. Boundaries convert by hand.

use domain::conversation::{Event, Outcome, Owner, Reason, ReleaseCause, Topic as OfferedTopic};
use domain::id::ConversationId;
use domain::signal::{Sensitive, Verdict};
use store::{ListRow, LogRow, SentPicture};

use super::details::from_json;
use crate::people::{Names, person};
use crate::protocol::{
    Citation, HandoffReason, Happening, InboxRow, OfferTopic, OwnerNow, Page, PictureView, Preview,
    ReleasedFor, ThreadEvent, TurnOutcome, VisitorBrief, VisitorConversation,
};

/// For whom an event is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ThreadReader {
    /// The visitor of the thread.
    Visitor,
    /// Teammates.
    Team,
}

/// An event for a reader who may see it.
pub(crate) fn thread_event(
    names: &Names,
    conversation: ConversationId,
    row: &LogRow,
    reader: ThreadReader,
) -> ThreadEvent {
    ThreadEvent {
        conversation: conversation.uuid(),
        seq: row.seq,
        prev: match reader {
            ThreadReader::Visitor => row.visitor_prev,
            ThreadReader::Team => row.seq - 1,
        },
        at: row.at,
        command: row.command.map(domain::id::CommandId::uuid),
        happening: happening(names, row),
    }
}

fn happening(names: &Names, row: &LogRow) -> Happening {
    let words = row.words.as_deref();
    let pictures = || row.pictures.iter().map(picture).collect();
    let text = || words.unwrap_or_default().to_owned();
    let who = |id| person(names, id);
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
            matched: words.map(str::to_owned),
            helps: *helps,
        },
        Event::WaitCancelled => Happening::WaitCancelled,
        Event::TakenOver { by, from } => Happening::TakenOver { by: who(*by), from: from.map(who) },
        Event::Transferred { by, to } => Happening::Transferred { by: who(*by), to: who(*to) },
        Event::Replied { by } => {
            Happening::Replied { by: who(*by), text: text(), pictures: pictures() }
        }
        Event::Noted { by } => Happening::Noted { by: who(*by), text: text() },
        Event::HandedBack { by } => Happening::HandedBack { by: who(*by) },
        Event::Released { teammate, cause, helps } => Happening::Released {
            teammate: who(*teammate),
            cause: released_for(*cause),
            helps: *helps,
        },
        Event::Resolved { by } => Happening::Resolved { by: who(*by) },
        Event::Returned { to } => Happening::Returned { to: who(*to) },
    }
}

fn picture(sent: &SentPicture) -> PictureView {
    PictureView { id: sent.id.uuid(), width: sent.width, height: sent.height }
}

fn citation(citation: &domain::message::Citation) -> Citation {
    Citation {
        source: citation.source.uuid(),
        revision: citation.revision,
        position: citation.position,
        title: citation.title.clone(),
        heading: citation.heading.clone(),
    }
}

fn turn_outcome(outcome: Outcome) -> TurnOutcome {
    match outcome {
        Outcome::Said(Verdict::Answered) => TurnOutcome::Answered,
        Outcome::Said(Verdict::Closest) => TurnOutcome::Closest,
        Outcome::Said(Verdict::Declined) => TurnOutcome::Declined,
        Outcome::Said(Verdict::Talk) => TurnOutcome::Talk,
        Outcome::Waiting => TurnOutcome::Waiting,
    }
}

fn offer_topic(topic: OfferedTopic) -> OfferTopic {
    match topic {
        OfferedTopic::NotInSources => OfferTopic::NotInSources,
        OfferedTopic::Person => OfferTopic::Person,
    }
}

fn handoff_reason(reason: &Reason) -> HandoffReason {
    match reason {
        Reason::Button => HandoffReason::Button,
        Reason::Asked { .. } => HandoffReason::Asked,
        Reason::OfferAccepted => HandoffReason::OfferAccepted,
        Reason::Sensitive { matter: Sensitive::SelfHarm } => HandoffReason::SelfHarm,
        Reason::Sensitive { matter: Sensitive::Violence } => HandoffReason::Violence,
        Reason::Rule => HandoffReason::Rule,
        Reason::Failed { .. } => HandoffReason::Failed,
        Reason::CameBack => HandoffReason::CameBack,
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
pub(crate) fn owner_now(names: &Names, owner: &Owner) -> OwnerNow {
    match owner {
        Owner::Nobody { resolved: None } => OwnerNow::Nobody,
        Owner::Nobody { resolved: Some(end) } => {
            OwnerNow::Resolved { by: person(names, end.by), at: end.at }
        }
        Owner::Assistant { turn } => OwnerNow::Assistant { answering: turn.is_some() },
        Owner::Queue { since, reason, helping, .. } => OwnerNow::Queue {
            since: *since,
            reason: handoff_reason(reason),
            helping: helping.is_some(),
        },
        Owner::Teammate { teammate, since } => {
            OwnerNow::Teammate { teammate: person(names, *teammate), since: *since }
        }
    }
}

/// A conversation in the list.
pub(crate) fn inbox_row(names: &Names, row: &ListRow) -> InboxRow {
    let (conversation, state) = (&row.row, &row.row.state);
    InboxRow {
        conversation: conversation.id.uuid(),
        seq: state.seq,
        epoch: state.epoch,
        assistant: conversation.assistant.uuid(),
        visitor: VisitorBrief {
            id: conversation.visitor.uuid(),
            name: row
                .visitor_name
                .clone()
                .unwrap_or_else(|| format!("Visitor {}", short(&conversation.visitor.to_string()))),
            named: row.visitor_name.is_some(),
            email: row.visitor_email.clone(),
        },
        owner: owner_now(names, &state.owner),
        waiting_since: state.waiting_since(),
        preview: from_json(conversation.preview.as_deref()),
        visitor_messages: state.visitor_messages,
        created_at: conversation.created_at,
        changed_at: conversation.changed_at,
        page: page_url(conversation.page.as_deref()),
    }
}

/// A conversation in its visitor's own list.
pub(crate) fn visitor_conversation(names: &Names, row: &ListRow) -> VisitorConversation {
    let preview: Option<Preview> = from_json(row.row.preview.as_deref());
    VisitorConversation {
        conversation: row.row.id.uuid(),
        owner: owner_now(names, &row.row.state.owner),
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
