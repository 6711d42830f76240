//! Runs of actions beside the log: to be found by their action, and what later ones know of them.

use domain::conversation::{Event, RunEnd};
use store::{ConversationRow, LogRow, RunOver, RunRow, Workspace};

use super::{Performed, details};
use crate::actions::{Ended, Filled, Kept, RunResult};

/// Keeps what was answered and set, for conditions and for what is not asked again.
pub(super) fn keep(row: &mut ConversationRow, event: &LogRow) {
    let (facts, words) = (row.facts.as_deref(), event.words.as_deref());
    let kept = match event.event {
        Event::ActionStarted { .. } | Event::FieldsGiven { .. } => {
            details::from_json::<Filled>(words).map(|filled| Kept::answered(facts, &filled))
        }
        Event::ActionEnded { .. } => {
            let ended = details::from_json::<Ended>(words).filter(|ended| !ended.set.is_empty());
            ended.map(|ended| Kept::set(facts, &ended))
        }
        _ => return,
    };
    if let Some(kept) = kept {
        row.facts = Some(details::to_json(&kept));
    }
}

/// Notes runs that began and ended.
pub(super) async fn note(
    rows: &mut Workspace<'_>,
    done: impl Iterator<Item = &Performed>,
) -> store::Result<()> {
    for Performed { row, events, .. } in done {
        let conversation = row.row.id;
        for event in events {
            match &event.event {
                Event::ActionStarted { run, action, version, started, .. } => {
                    let began = RunRow {
                        conversation,
                        run: *run,
                        action: *action,
                        version: (*version).into(),
                        since: event.seq,
                        started: details::to_json(started),
                        started_at: event.at,
                        ended_at: None,
                        ended: None,
                    };
                    rows.note_run(&began).await?;
                }
                Event::ActionEnded { run, end, taken, .. } => {
                    let result = RunResult { end: *end, taken: *taken };
                    let over = RunOver {
                        conversation,
                        run: *run,
                        at: event.at,
                        ended: details::to_json(&result),
                        failed: *end == RunEnd::Failed,
                    };
                    rows.end_run(&over).await?;
                }
                _ => {}
            }
        }
    }
    Ok(())
}
