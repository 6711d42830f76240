//! Waits for a person's first word beside the log: later promises are made from them.

use domain::conversation::{Millis, Told};
use domain::promise::End;
use domain::rollout::Kind;
use store::{ConversationRow, WaitRow};

/// What the last event made of a wait, of which this was told before it. Rehearsals are no waits.
pub(super) fn noted(row: &ConversationRow, before: Option<Told>, now: Millis) -> Option<WaitRow> {
    let after = row.state.told();
    if before == after || row.kind != Kind::Live {
        return None;
    }
    let told = after.or(before)?;
    Some(WaitRow {
        conversation: row.id,
        began_at: told.since,
        team: told.team,
        expected_ms: told.expected_ms?,
        promised_ms: told.promised_ms,
        ended: after.is_none().then(|| (now, row.state.wait_ended() == End::Answered)),
    })
}
