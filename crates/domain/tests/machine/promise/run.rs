//! What actions promise: one at a time, each under its key, beside whoever answers and never in
//! their place.

use domain::conversation::{
    Command, Conversation, Deed, Event, Job, Millis, Outcome, Owner, RunEnd, RunKey,
};
use domain::limits::ACTION_CHAIN_MAX;

use super::holder;

/// What the onlooker writes down of actions.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs {
    open: Option<u32>,
    last: u32,
    /// The open one waits for the visitor.
    asks: bool,
    /// The work that was caused last for the open one, since it asked last.
    work: Option<RunKey>,
    /// The last words to the visitor are an action's.
    spoke: bool,
    call_back: Option<Millis>,
}

impl Runs {
    pub(super) fn note(&mut self, previous: &Conversation, event: &Event, it: &Conversation) {
        if let Some(Job::Act { run, step }) = it.job(event) {
            self.work = Some(RunKey { run, step });
        }
        match event {
            Event::ActionStarted { run, depth, .. } => {
                assert_eq!((*run, self.open), (self.last + 1, None), "one at a time: {previous:?}");
                assert!(*depth <= ACTION_CHAIN_MAX, "two start each other for ever");
                (self.open, self.last, self.asks) = (Some(*run), *run, false);
            }
            Event::FormShown { run, step } => {
                assert_eq!((self.open, self.asks), (Some(*run), false), "{previous:?}");
                assert_eq!(it.open_form(), Some(RunKey { run: *run, step: *step }));
                (self.asks, self.work, self.spoke) = (true, None, true);
            }
            Event::FieldsGiven { run } => {
                assert_eq!((self.open, self.asks), (Some(*run), true), "{previous:?}");
                self.asks = false;
            }
            Event::LookedUp { run, .. } => {
                assert_eq!((self.open, self.asks), (Some(*run), false), "{previous:?}");
            }
            Event::WebhookDue { run, .. } => assert_eq!(*run, self.last),
            Event::ActionEnded { run, said, .. } => {
                assert_eq!(self.open, Some(*run), "{previous:?}");
                (self.open, self.asks, self.work) = (None, false, None);
                self.spoke |= *said;
            }
            Event::CallBackOwed { due } => self.call_back = Some(*due),
            Event::CallBackDone { .. } => self.call_back = None,
            Event::SentenceReleased { .. }
            | Event::TurnEnded { outcome: Outcome::Said(_), .. }
            | Event::Offered { .. } => self.spoke = false,
            _ => {}
        }
    }

    pub(super) fn agree(&self, it: &Conversation, events: &[Event]) {
        assert_eq!(it.last_run, self.last);
        let open = it.run.as_ref().map(|run| (run.id, run.asks));
        assert_eq!(open, self.open.map(|run| (run, self.asks)), "{it:?}");
        assert_eq!(it.call_back, self.call_back);
        assert!(!(it.offer_open && self.spoke), "a yes to an action is none to an offer: {it:?}");
        if let Some(run) = it.run.as_ref().filter(|run| !run.asks) {
            let work = self.work.map(|work| work.run);
            assert_eq!(work, Some(run.id), "nobody goes on with it: {it:?}");
        }
        let acts = |event: &Event| matches!(event, Event::TurnEnded { outcome: Outcome::Acts, .. });
        if events.iter().any(acts) {
            assert!(it.run.is_some() && it.run_key() == self.work, "nobody owes: {it:?}");
        }
        if let Owner::Nobody { .. } = it.owner {
            assert!(it.run.is_none() && it.call_back.is_none(), "not done yet: {it:?}");
        }
    }
}

/// One event: an action moves on its own steps alone, and nothing else by the way.
pub(super) fn keeps_its_place(previous: &Conversation, event: &Event, it: &Conversation) {
    let is_step = matches!(
        event,
        Event::FormShown { .. } | Event::FieldsGiven { .. } | Event::LookedUp { .. }
    );
    if let (Some(before), Some(now)) = (&previous.run, &it.run) {
        assert_eq!(now.id, before.id, "it has to end first");
        assert_eq!(now.step, before.step + u32::from(is_step), "{event:?}");
    }
    let is_of_run = is_step
        || matches!(
            event,
            Event::ActionStarted { .. }
                | Event::WebhookDue { .. }
                | Event::ActionEnded { .. }
                | Event::Tagged { .. }
                | Event::Untagged { .. }
                | Event::Raised { .. }
                | Event::CallBackOwed { .. }
                | Event::CallBackDone { .. }
        );
    if is_of_run {
        assert_eq!((it.mute, it.turn()), (previous.mute, previous.turn()), "{event:?}");
    }
    let serves = matches!(event, Event::WaitCancelled | Event::HandedBack { .. });
    assert!(serves || it.served_through == previous.served_through, "{event:?}");
    assert!(it.priority >= previous.priority);
    let takes_off = matches!(event, Event::Untagged { .. });
    assert!(takes_off || it.tags.is_superset(&previous.tags), "{event:?}");
    assert!(it.tags.is_disjoint(&it.taken_off), "{it:?}");
    match event {
        Event::ActionEnded { said, withheld, .. } => {
            assert!(!said || previous.teammate().is_none(), "two voices: {previous:?}");
            assert!(!withheld || previous.teammate().is_some(), "nobody owes it: {previous:?}");
        }
        Event::Tagged { tag, by, .. } => {
            assert!(!previous.tags.contains(tag) && it.tags.contains(tag));
            let was_off = previous.taken_off.contains(tag);
            assert!(by.is_some() || !was_off, "taken off by hand stays off: {previous:?}");
        }
        Event::Untagged { tag, .. } => {
            assert!(previous.tags.contains(tag) && it.taken_off.contains(tag));
        }
        Event::Raised { priority } => assert!(*priority > previous.priority),
        Event::HandedOff { .. } => {
            assert!(!matches!(previous.owner, Owner::Queue { .. }), "waits already: {previous:?}");
        }
        Event::Resolved { .. } => assert!(previous.call_back.is_none() && previous.run.is_none()),
        _ => {}
    }
}

/// Only who knows where a run is moves it; to end it to make place for another needs no key.
pub(super) fn keeps_to_its_key(before: &Conversation, command: &Command, events: &[Event]) {
    let key = match command {
        Command::GiveFields { run: key, .. }
        | Command::ShowForm { key }
        | Command::LookUp { key, .. }
        | Command::EndAction { key, .. } => Some(*key),
        _ => None,
    };
    if key.is_some() {
        assert_eq!(before.run_key(), key, "{command:?} passed for the present step");
        let led = before.run.as_ref().map(|run| run.depth + 1);
        for event in events {
            let Event::ActionStarted { depth, .. } = event else { continue };
            assert_eq!(Some(*depth), led, "a chain is as long as it is");
        }
        return;
    }
    for event in events {
        let fits = match event {
            Event::ActionStarted { depth, .. } => {
                *depth == 0 && matches!(command, Command::Start { .. })
            }
            Event::ActionEnded { end, said, .. } => match command {
                Command::Start { .. } | Command::Resolve { .. } => {
                    *end == RunEnd::Superseded && !said
                }
                Command::CancelAction { .. } => *end == RunEnd::Cancelled && !said,
                _ => false,
            },
            Event::FormShown { .. } | Event::FieldsGiven { .. } | Event::LookedUp { .. } => false,
            _ => true,
        };
        assert!(fits, "{command:?} led to {event:?}");
    }
}

/// Who has a person keeps them, who waits for one waits on, and whom an action hands off has or
/// awaits one: of the team that it names, where nobody has them yet.
pub(super) fn leaves_people_alone(before: &Conversation, command: &Command, it: &Conversation) {
    let none = Vec::new();
    let deeds = match command {
        Command::Start { start, .. } => {
            if let Some((by, epoch)) = start.by {
                assert_eq!(it.teammate(), Some(by));
                let knew = before.teammate() == Some(by) || epoch == before.epoch;
                assert!(knew, "{command:?} rests on an old view of {before:?}");
                return;
            }
            &start.deeds
        }
        Command::EndAction { deeds, .. } => deeds,
        Command::GiveFields { .. }
        | Command::CancelAction { .. }
        | Command::ShowForm { .. }
        | Command::LookUp { .. }
        | Command::CallBackDone { .. } => &none,
        _ => return,
    };
    let is_withheld =
        matches!(command, Command::EndAction { says: true, .. }) && before.teammate().is_some();
    let is_for_people = matches!(before.owner, Owner::Queue { .. } | Owner::Teammate { .. });
    if is_for_people {
        assert_eq!(holder(before), holder(it), "{command:?}");
        // What was withheld is a word that the teammate owes from then on.
        let since = before.waiting_since().or(it.asked_since.filter(|_| is_withheld));
        assert_eq!(since, it.waiting_since(), "{command:?}");
        assert_eq!(before.epoch, it.epoch, "{command:?} makes a teammate's view stale");
    }
    let team = deeds.iter().rev().find_map(|deed| match deed {
        Deed::HandOff(team) => Some(*team),
        _ => None,
    });
    let owes_call = deeds.iter().any(|deed| matches!(deed, Deed::CallBack(_)));
    if team.is_some() || owes_call {
        let waits = matches!(it.owner, Owner::Queue { .. });
        assert!(waits || it.teammate().is_some(), "nobody has it: {it:?}");
        if let Some(Some(team)) = team.filter(|_| waits) {
            assert_eq!(it.team(), Some(team), "another team was named");
        }
    } else if is_for_people {
        assert_eq!(before.team(), it.team(), "{command:?}");
    }
}
