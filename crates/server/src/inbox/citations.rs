//! What answers cite: checked in the transaction that commits them, and counted with it.

use domain::conversation::{Event, Millis};
use domain::message::Citation;
use domain::reach::Readers;
use domain::rollout::Kind;
use store::{Citing, ListRow, Tenant, Tx};

use super::{InboxError, Performed};
use crate::reaches;

/// Refuses events that cite what is gone, has ended, or does not reach whoever will read them.
pub(super) async fn check(
    tx: &mut Tx,
    tenant: Tenant,
    row: &ListRow,
    events: &[Event],
    now: Millis,
) -> Result<(), InboxError> {
    for event in events {
        let (citations, reader): (Vec<&Citation>, _) = match event {
            Event::SentenceReleased { citations, .. } => {
                (citations.iter().collect(), reaches::visitor(row.visitor_identity.as_deref()))
            }
            Event::Drafted { content, .. } => {
                (content.citations.iter().flatten().collect(), Readers::Team)
            }
            _ => continue,
        };
        for citation in citations {
            let passage = (citation.source, citation.revision, citation.position);
            let reach = tx.of(tenant).reach_of(row.row.assistant, passage).await?;
            if !reach.is_some_and(|reach| reach.admits(reader, now)) {
                return Err(InboxError::CitationGone);
            }
        }
    }
    Ok(())
}

/// The sentences that cite, of what was performed; rehearsals are counted nowhere.
pub(super) fn uses<'done>(done: impl Iterator<Item = &'done Performed>) -> Vec<Citing<'done>> {
    let mut found = Vec::new();
    let is_live = |done: &&Performed| done.row.row.kind == Kind::Live;
    for Performed { row, events, .. } in done.filter(is_live) {
        for event in events {
            if let Event::SentenceReleased { turn, citations, .. } = &event.event
                && !citations.is_empty()
            {
                let (conversation, seq, at) = (row.row.id, event.seq, event.at);
                found.push(Citing { conversation, turn: *turn, seq, at, citations });
            }
        }
    }
    found
}
