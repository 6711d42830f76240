//! The work that follows from an event is there, with the key of now.

use domain::conversation::{Conversation, Event, Job, Owner, RunKey};

use super::holder;

pub(super) fn follows(previous: &Conversation, event: &Event, it: &Conversation) {
    let job = it.job(event);
    match event {
        Event::TurnStarted { .. } | Event::TurnRetried { .. } => {
            let key = it.turn_key().expect("a turn that was started is there");
            assert_eq!(job, Some(Job::Answer { key }));
        }
        Event::ActionStarted { run, .. } => {
            assert_eq!(job, Some(Job::Act { run: *run, step: 0 }));
        }
        Event::FieldsGiven { run } => {
            let RunKey { step, .. } = it.run_key().expect("what is answered goes on");
            assert_eq!(job, Some(Job::Act { run: *run, step }));
        }
        Event::FormShown { run, step } => {
            assert_eq!(job, Some(Job::FormDue { run: *run, step: *step }));
        }
        Event::WebhookDue { run, place } => {
            assert_eq!(job, Some(Job::Webhook { run: *run, place: *place }));
        }
        Event::HandedOff { .. }
        | Event::Routed { .. }
        | Event::Released { .. }
        | Event::Promised { .. } => {
            let awaited = it.awaited.expect("who waits is to be told something");
            assert_eq!(job, Some(Job::Promise { after: it.seq, due: awaited.due }));
            assert_eq!(awaited.after, it.seq);
            if let (Event::Promised { .. }, Some(told)) = (event, awaited.told) {
                let is_in_time = |until| awaited.due <= until - 30_000;
                assert!(told.until().is_none_or(is_in_time), "missed in silence: {it:?}");
            }
        }
        Event::DraftStarted { draft } => assert_eq!(job, Some(Job::Draft { draft: *draft })),
        _ if holder(previous) == holder(it) => {}
        _ => {
            // Who waits in the queue has a clock from when they came there; who waits for one
            // person needs another.
            let waits = it.teammate().and(it.waiting_since()).is_some();
            let since = it.unanswered_since.map_or(0, |unanswered| unanswered.seq);
            let silence = Job::Silence { epoch: it.epoch, since };
            assert_eq!(job, waits.then_some(silence), "{event:?} on {previous:?}");
        }
    }
}

/// Nobody waits whom no clock watches.
pub(super) fn a_clock_watches_who_waits(it: &Conversation) {
    if let Owner::Queue { .. } = it.owner {
        assert!(it.awaited.is_some(), "{it:?}");
    }
    assert!(it.awaited.is_none() || it.asked_since.is_some(), "a promise to nobody: {it:?}");
}
