//! Handoffs beside the log: to be found by their rule and by what became of them.

use domain::conversation::{Command, Event, Fate, Reason};
use domain::message::Audience;
use store::{ConversationRow, HandoffRow, LogRow, Tenant, Tx, Workspace};

use super::view::handoff_reason;
use super::{InboxError, Performed, Request};

/// A mark is for a handoff: whatever else stands there has none.
pub(super) async fn check(
    tx: &mut Tx,
    tenant: Tenant,
    request: &Request,
) -> Result<(), InboxError> {
    let Command::Mark { handoff, .. } = request.command else { return Ok(()) };
    let before = handoff.saturating_sub(1);
    let found = tx.of(tenant).events(request.conversation, before, Audience::Team, 1).await?;
    let is_one = |row: &LogRow| row.seq == handoff && matches!(row.event, Event::HandedOff { .. });
    if found.first().is_some_and(is_one) { Ok(()) } else { Err(InboxError::NotFound) }
}

/// Notes handoffs, what became of them, and what teammates think of them.
pub(super) async fn note(
    rows: &mut Workspace<'_>,
    done: impl Iterator<Item = &Performed>,
) -> store::Result<()> {
    for Performed { row, events, .. } in done {
        let of = row.row.id;
        for event in events {
            if let Some(end) = event.event.ends_wait() {
                rows.end_handoff(of, end, event.at).await?;
            }
            match &event.event {
                Event::HandedOff { .. } => rows.begin_handoff(&begun(&row.row, event)).await?,
                Event::Marked { by, handoff, mark } => {
                    rows.mark_handoff(of, *handoff, mark.map(|mark| (mark, *by))).await?;
                }
                _ => {}
            }
        }
    }
    Ok(())
}

fn begun(of: &ConversationRow, event: &LogRow) -> HandoffRow {
    let Event::HandedOff { reason, rule, team, .. } = &event.event else {
        unreachable!("only a handoff is noted as one")
    };
    HandoffRow {
        conversation: of.id,
        seq: event.seq,
        at: event.at,
        assistant: of.assistant,
        reason: handoff_reason(reason).as_str().to_owned(),
        rule: *rule,
        rule_name: event.words.clone().filter(|_| *reason == Reason::Rule),
        team: *team,
        fate: Fate::Waiting,
        teammate: None,
        ended_at: None,
        mark: None,
    }
}
