//! Whoever is refused is told what is the case.

use domain::conversation::{Command, Conversation, Owner, Refusal};
use domain::message::Author;

use super::fence;

/// The run is over, at another step, or waits for the visitor where it should work.
fn is_for_another_step(before: &Conversation, command: &Command) -> bool {
    let asks = before.run.as_ref().is_some_and(|run| run.asks);
    match command {
        Command::GiveFields { run, .. } => before.run_key() != Some(*run) || !asks,
        Command::ShowForm { key } | Command::LookUp { key, .. } => {
            before.run_key() != Some(*key) || asks
        }
        Command::EndAction { key, .. } => before.run_key() != Some(*key),
        _ => false,
    }
}

fn it_is_another(before: &Conversation, command: &Command) -> bool {
    let open = before.draft.as_ref().map(|draft| draft.id);
    matches!(command, Command::Draft { draft, .. } if Some(*draft) != open)
}

pub(super) fn a_refusal_is_true(before: &Conversation, command: &Command, refusal: &Refusal) {
    match refusal {
        Refusal::Stale { owner, epoch } => {
            assert_eq!((owner, *epoch), (&before.owner, before.epoch));
        }
        Refusal::TakenBy { teammate, epoch } => {
            assert_eq!((Some(*teammate), *epoch), (before.teammate(), before.epoch));
        }
        Refusal::Unseen { seq } => {
            let reply = before.last_reply.expect("there is a reply to be unseen");
            let Command::Reply { by, seen, .. } = command else { panic!("{command:?}") };
            assert!(reply.seq == *seq && seq > seen && reply.by != Author::Teammate(*by));
        }
        Refusal::Unheard { seq } => {
            let Command::Resolve { seen, .. } = command else { panic!("{command:?}") };
            assert!(before.last_said == *seq && seq > seen && before.unanswered_since.is_some());
        }
        Refusal::StaleTurn => assert_ne!(fence(command), before.turn_key()),
        Refusal::OutOfOrder | Refusal::NothingSaid => {
            assert_eq!(fence(command), before.turn_key());
        }
        Refusal::PeopleOnly => assert!(before.mute.is_some()),
        Refusal::StaleDraft => assert!(before.draft.is_none() || it_is_another(before, command)),
        Refusal::StaleRun => {
            assert!(is_for_another_step(before, command), "{command:?} {before:?}");
        }
        Refusal::StalePromise => {
            let Command::Promise { after, .. } = command else { panic!("{command:?}") };
            assert!(before.awaited.is_none_or(|awaited| awaited.after != *after));
        }
        Refusal::CallBackOwed => {
            assert!(before.call_back.is_some() && matches!(command, Command::Resolve { .. }));
        }
        Refusal::NotWaiting => assert!(!matches!(before.owner, Owner::Queue { .. })),
        Refusal::NotOpen => assert!(matches!(before.owner, Owner::Nobody { .. })),
    }
}
