//! Runs of actions, hits of rules and tags beside the log: to be found by these, and
//! what later runs know of earlier ones.

use domain::action::next::Taken;
use domain::conversation::{Event, RunEnd};
use store::{ConversationRow, LogRow, RuleHit, RunOver, RunRow, Workspace};

use super::{Performed, details};
use crate::actions::{Filled, Kept, RunResult};

/// Keeps what was answered and set, for conditions and for what is not asked again.
pub(super) fn keep(row: &mut ConversationRow, event: &LogRow) {
    let (facts, words) = (row.facts.as_deref(), event.words.as_deref());
    let kept = match event.event {
        Event::ActionStarted { .. } | Event::FieldsGiven { .. } => {
            let Some(filled) = details::from_json::<Filled>(words) else { return };
            Kept::answered(facts, filled)
        }
        Event::ActionEnded { end, taken, .. } => {
            let went_well = end == RunEnd::Done && taken != Some(Taken::Failure);
            Kept::ended(facts, went_well, details::from_json(words).unwrap_or_default())
        }
        _ => return,
    };
    row.facts = Some(details::to_json(&kept));
}

/// Notes runs that began and ended, rules that held, and tags.
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
                Event::Observed { turn, signals } => {
                    let ruled = &signals.ruled;
                    let held = ruled.held.iter().map(|rule| (*rule, ruled.by == Some(*rule)));
                    for (rule, decided) in held.chain(ruled.watched.iter().copied()) {
                        let (turn, at) = (*turn, event.at);
                        rows.note_rule_hit(&RuleHit { conversation, turn, rule, decided, at })
                            .await?;
                    }
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
                Event::Tagged { tag, .. } => rows.note_tag(conversation, tag, true).await?,
                Event::Untagged { tag, .. } => rows.note_tag(conversation, tag, false).await?,
                _ => {}
            }
        }
    }
    Ok(())
}
