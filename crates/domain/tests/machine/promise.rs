//! What the machine promises, checked at every step by an onlooker who reads the events alone and
//! keeps their own books. "A refused command changes nothing" is not here: `decide` takes the
//! conversation by shared reference, so the compiler checks it.

mod job;
mod refusal;
mod run;

use std::mem::discriminant;

use domain::conversation::{
    Command, Conversation, Event, Millis, Moment, Outcome, Owner, Policy, Reason, Refusal, Seq,
    TurnKey, Unanswered,
};
use domain::id::TeammateId;
use domain::message::Audience;

/// The books of the onlooker.
#[derive(Debug, Clone, Default)]
pub(crate) struct Onlooker {
    /// Messages of the visitor without a reply.
    unreplied: Vec<Unanswered>,
    /// The last message when the present turn was begun.
    through: Seq,
    /// The assistant has done what it could for the messages up to here.
    dealt_with: Seq,
    /// Who asked for a person waits until one has said a word.
    awaits_person: bool,
    runs: run::Runs,
    visitor_seq: Seq,
    visitor_messages: u32,
}

/// What a command came to.
pub(crate) struct Came {
    pub(crate) it: Conversation,
    pub(crate) onlooker: Onlooker,
    pub(crate) events: Vec<Event>,
}

/// Performs one command, holding the machine to its promises.
pub(crate) fn perform(
    before: &Conversation,
    onlooker: &Onlooker,
    command: &Command,
    policy: &Policy,
    moment: Moment,
) -> Result<Came, Refusal> {
    let events = before.decide(command, policy, moment).inspect_err(|refusal| {
        refusal::a_refusal_is_true(before, command, refusal);
    })?;
    let (mut it, mut onlooker) = (before.clone(), onlooker.clone());
    for event in &events {
        let previous = it.clone();
        it.apply(event, moment.now);
        onlooker.note(&previous, event, it.seq, moment.now);
        onlooker.runs.note(&previous, event, &it);
        numbers_grow(&previous, event, &it);
        the_owner_changes_as_listed(&previous, event, &it);
        job::follows(&previous, event, &it);
        a_team_waits_only_as_told(&previous, event, &it);
        run::keeps_its_place(&previous, event, &it);
    }
    the_assistant_speaks_under_its_turn(before, command, &events);
    offers_are_made_once(before, &events);
    who_is_muted_stays_silent(before, command, &it, &events);
    who_may_speak_is_decided_at_the_beginning(before, command, &it, policy);
    job::a_clock_watches_who_waits(&it);
    somebody_owes(before, command, &it);
    run::keeps_to_its_key(before, command, &events);
    run::leaves_people_alone(before, command, &it);
    onlooker.runs.agree(&it, &events);
    onlooker.agrees(&it);
    Ok(Came { it, onlooker, events })
}

impl Onlooker {
    /// Every message of the visitor that the assistant could answer is in its hands.
    pub(crate) fn is_content(&self) -> bool {
        self.unreplied.iter().all(|message| message.seq <= self.dealt_with)
    }

    fn note(&mut self, before: &Conversation, event: &Event, seq: Seq, at: Millis) {
        match event {
            // Thanks to a person ask for no reply.
            Event::VisitorSaid { courtesy: true } if before.teammate().is_some() => {
                self.visitor_messages += 1;
            }
            Event::VisitorSaid { .. } => {
                self.visitor_messages += 1;
                self.unreplied.push(Unanswered { seq, at });
            }
            Event::TurnStarted { .. } => {
                self.through = self.unreplied.last().map_or(self.through, |last| last.seq);
            }
            Event::TurnEnded { outcome, .. } => {
                self.dealt_with = self.through;
                // The reply is the action's to bring.
                if let Outcome::Said(_) | Outcome::Acts = outcome {
                    self.unreplied.retain(|message| message.seq > self.through);
                }
            }
            // Neither the button nor an action is what the turn had to say.
            Event::HandedOff { reason: Reason::Button | Reason::Action { .. }, .. } => {}
            Event::HandedOff { .. } => self.dealt_with = self.through,
            // What a teammate sends is their word.
            Event::Replied { .. }
            | Event::Resolved { .. }
            | Event::ActionStarted { by: Some(_), .. } => {
                self.unreplied.clear();
            }
            _ => {}
        }
        match event {
            Event::HandedOff { .. }
            | Event::Routed { .. }
            | Event::Released { .. }
            | Event::ActionEnded { withheld: true, .. } => {
                self.awaits_person = true;
            }
            Event::Replied { .. }
            | Event::Resolved { .. }
            | Event::HandedBack { .. }
            | Event::ActionStarted { by: Some(_), .. }
            | Event::WaitCancelled => self.awaits_person = false,
            _ => {}
        }
        if event.audience() == Audience::Everyone {
            self.visitor_seq = seq;
        }
    }

    fn agrees(&mut self, it: &Conversation) {
        if let Owner::Nobody { resolved: Some(_) } = it.owner {
            // Only thanks reach a resolved conversation without opening it; they ask for nothing.
            self.unreplied.clear();
        }
        assert_eq!(it.unanswered_since, self.unreplied.first().copied(), "{it:?}");
        let waits = self.awaits_person || (it.teammate().is_some() && !self.unreplied.is_empty());
        assert_eq!(it.waiting_since().is_some(), waits, "{it:?}");
        assert_eq!(it.visitor_seq, self.visitor_seq);
        assert_eq!(it.visitor_messages, self.visitor_messages);
        if let Some(turn) = it.turn() {
            let later = self.unreplied.iter().find(|message| message.seq > turn.through);
            assert_eq!(turn.next.as_ref(), later, "a message fell out of the turns: {it:?}");
        }
        let idle = match &it.owner {
            Owner::Assistant { turn } => turn.is_none(),
            Owner::Queue { helping: Some(helping), .. } => helping.turn.is_none(),
            _ => false,
        };
        assert!(!idle || self.is_content(), "the assistant sits idle: {it:?} {self:?}");
    }
}

fn numbers_grow(previous: &Conversation, event: &Event, it: &Conversation) {
    assert_eq!(it.seq, previous.seq + 1);
    assert!(it.visitor_seq <= it.seq && it.visitor_seq >= previous.visitor_seq);
    let changed = holder(previous) != holder(it);
    assert_eq!(it.epoch, previous.epoch + u32::from(changed), "{event:?} on {previous:?}");
    match event {
        Event::TurnStarted { turn } => {
            assert_eq!((*turn, it.last_turn), (previous.last_turn + 1, *turn));
            let alone = matches!(previous.owner, Owner::Queue { helping: None, .. });
            assert!(!alone, "nobody let the assistant help: {previous:?}");
        }
        _ => assert_eq!(it.last_turn, previous.last_turn, "{event:?}"),
    }
}

/// Which kind of owner, and who.
fn holder(it: &Conversation) -> (std::mem::Discriminant<Owner>, Option<TeammateId>) {
    (discriminant(&it.owner), it.teammate())
}

fn the_owner_changes_as_listed(previous: &Conversation, event: &Event, it: &Conversation) {
    if let Event::Replied { by, .. } | Event::ActionStarted { by: Some(by), .. } = event {
        assert_eq!(it.teammate(), Some(*by), "a reply of who does not have it");
    }
    if holder(previous) == holder(it) {
        return;
    }
    let listed = match previous.owner {
        Owner::Nobody { .. } => matches!(
            event,
            Event::TurnStarted { .. }
                | Event::ActionStarted { by: None, .. }
                | Event::HandedOff {
                    reason: Reason::Button | Reason::CameBack | Reason::NotLive { .. },
                    ..
                }
                | Event::Returned { .. }
                | Event::TakenOver { .. }
                | Event::Transferred { .. }
                | Event::Routed { by: Some(_), .. }
        ),
        Owner::Assistant { .. } => matches!(
            event,
            Event::HandedOff { .. }
                | Event::TakenOver { .. }
                | Event::Transferred { .. }
                | Event::Routed { by: Some(_), .. }
                | Event::Resolved { .. }
        ),
        // Who asked for a person is never forgotten: these are the only ways out of the queue.
        Owner::Queue { .. } => matches!(
            event,
            Event::TakenOver { .. }
                | Event::Transferred { .. }
                | Event::WaitCancelled
                | Event::HandedBack { .. }
                | Event::Resolved { .. }
        ),
        Owner::Teammate { teammate, .. } => match event {
            Event::TakenOver { from, .. } => *from == Some(teammate),
            Event::Transferred { by, .. }
            | Event::Routed { by: Some(by), .. }
            | Event::HandedBack { by }
            | Event::Resolved { by }
            | Event::Released { teammate: by, .. } => *by == teammate,
            _ => false,
        },
    };
    assert!(listed, "{event:?} on {previous:?}");
}

/// A conversation is lost to a team by nobody's oversight, and who waits keeps the time of waiting.
fn a_team_waits_only_as_told(previous: &Conversation, event: &Event, it: &Conversation) {
    match event {
        Event::Routed { team, .. } => {
            assert_eq!(it.team(), *team);
            assert!(matches!(it.owner, Owner::Queue { .. }));
            if let Some(since) = previous.waiting_since() {
                assert_eq!(it.waiting_since(), Some(since), "{previous:?}");
            }
            if matches!(previous.owner, Owner::Queue { .. }) {
                assert_eq!(it.turn_key(), previous.turn_key(), "the help of the assistant goes on");
            }
        }
        _ if holder(previous) == holder(it) => assert_eq!(it.team(), previous.team()),
        Event::HandedOff { team, .. } => assert_eq!(it.team(), *team),
        _ => assert_eq!(it.team(), None),
    }
}

/// The fence that a command carries, if it is the assistant's.
fn fence(command: &Command) -> Option<TurnKey> {
    match command {
        Command::Observe { key, .. }
        | Command::Release { key, .. }
        | Command::Finish { key, .. }
        | Command::HandOff { key, .. }
        | Command::GiveUp { key, .. }
        | Command::Retry { key } => Some(*key),
        Command::Start { key, .. } | Command::GiveFields { key, .. } => *key,
        _ => None,
    }
}

fn the_assistant_speaks_under_its_turn(before: &Conversation, command: &Command, events: &[Event]) {
    if let Some(key) = fence(command) {
        assert_eq!(Some(key), before.turn_key(), "{command:?} passed for the present turn");
        return;
    }
    let speaks = |event: &Event| {
        matches!(
            event,
            Event::Observed { .. }
                | Event::SentenceReleased { .. }
                | Event::TurnEnded { .. }
                | Event::TurnRetried { .. }
                | Event::Offered { .. }
        )
    };
    assert!(!events.iter().any(speaks), "{command:?} made the assistant speak: {events:?}");
}

fn offers_are_made_once(before: &Conversation, events: &[Event]) {
    for event in events {
        if let Event::Offered { topic } = event {
            assert!(matches!(before.owner, Owner::Assistant { .. }), "{before:?}");
            assert!(!before.stretch.offered.contains(topic), "{before:?}");
        }
    }
}

/// How far the assistant is live counts when a visitor begins a conversation, whatever they do.
fn who_may_speak_is_decided_at_the_beginning(
    before: &Conversation,
    command: &Command,
    it: &Conversation,
    policy: &Policy,
) {
    let begins = matches!(before.owner, Owner::Nobody { .. }) && holder(before) != holder(it);
    let by_visitor = match command {
        Command::Say { .. } | Command::AskForPerson => true,
        Command::Start { start, .. } => start.by.is_none(),
        _ => false,
    };
    assert!(!(begins && by_visitor) || it.mute == policy.mute, "{command:?} on {before:?}");
}

fn somebody_owes(before: &Conversation, command: &Command, it: &Conversation) {
    if let Command::Say { courtesy } = command
        && let Owner::Nobody { .. } = it.owner
    {
        assert!(*courtesy, "nobody owes a reply to {it:?}");
        assert!(matches!(before.owner, Owner::Nobody { resolved: Some(_) }), "{before:?}");
    }
}

/// Where the assistant is not live it says no word, until a teammate lets it; what it writes there
/// is for the team.
fn who_is_muted_stays_silent(
    before: &Conversation,
    command: &Command,
    it: &Conversation,
    events: &[Event],
) {
    let spoke = events
        .iter()
        .any(|event| matches!(event, Event::TurnStarted { .. } | Event::SentenceReleased { .. }));
    assert!(it.mute.is_none() || !spoke, "{command:?} made who is muted speak: {events:?}");
    assert!(it.mute.is_none() || it.turn().is_none(), "{it:?}");
    let handed_back = matches!(command, Command::HandBack { .. });
    let begins = matches!(before.owner, Owner::Nobody { .. });
    assert!(before.mute == it.mute || handed_back || begins, "{command:?} changed who may speak");
    for event in events {
        let about_draft = matches!(event, Event::DraftStarted { .. } | Event::Drafted { .. });
        assert!(!about_draft || event.audience() == Audience::Team, "{event:?}");
    }
    if let Some(draft) = &it.draft {
        assert_eq!(draft.id, it.last_draft);
        assert!(it.unanswered_since.is_some(), "a draft for nothing: {it:?}");
        let is_late = it.turn().is_some() && draft.through == it.last_said;
        assert!(!is_late, "two write for one message: {it:?}");
    }
}
