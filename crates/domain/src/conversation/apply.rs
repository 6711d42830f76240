//! Total: every event that was ever stored changes the state, and replaying the log rebuilds it.

use super::{
    Conversation, Event, Helping, Millis, OpenDraft, Outcome, Owner, Reason, Reply, Resolution,
    Stretch, Turn, Unanswered,
};
use crate::id::{TeamId, TeammateId};
use crate::message::{Audience, Author};
use crate::signal::Verdict;

impl Conversation {
    /// Takes in the next event of the log, which happened at `at`.
    pub fn apply(&mut self, event: &Event, at: Millis) {
        self.seq += 1;
        if event.audience() == Audience::Everyone {
            self.visitor_seq = self.seq;
        }
        match event {
            Event::VisitorSaid { courtesy } => self.visitor_said(*courtesy, at),
            Event::DetailsGiven
            | Event::Observed { .. }
            | Event::Noted { .. }
            | Event::Marked { .. } => {}
            Event::ActionStarted { .. }
            | Event::FormShown { .. }
            | Event::FieldsGiven { .. }
            | Event::LookedUp { .. }
            | Event::WebhookDue { .. }
            | Event::ActionEnded { .. }
            | Event::Raised { .. }
            | Event::CallBackOwed { .. }
            | Event::CallBackDone { .. } => self.acted(event, at),
            Event::Tagged { .. } | Event::Untagged { .. } => self.labelled(event),
            Event::TurnStarted { turn } => self.turn_started(*turn),
            Event::TurnRetried { attempt, .. } => self.turn_retried(*attempt),
            Event::SentenceReleased { .. } => self.released(),
            Event::TurnEnded { outcome, .. } => self.turn_ended(*outcome),
            Event::Offered { topic } => {
                self.offer_open = true;
                self.stretch.offered.insert(*topic);
            }
            Event::HandedOff { reason, rule, team, helps } => {
                self.ruled.extend(*rule);
                self.queued(at, *team, reason.clone(), *helps);
            }
            Event::WaitCancelled | Event::HandedBack { .. } => {
                self.served_through = self.last_said;
                // Who hands back wants the assistant to speak here, whatever step it is at.
                self.mute = None;
                self.draft = None;
                self.change_owner(Owner::Assistant { turn: None });
            }
            Event::TakenOver { by: teammate, .. }
            | Event::Transferred { to: teammate, .. }
            | Event::Returned { to: teammate } => {
                self.change_owner(Owner::Teammate { teammate: *teammate, since: at });
            }
            Event::Routed { team, helps, .. } => self.routed(*team, *helps, at),
            Event::Promised { expected_ms, promise } => self.promised(*expected_ms, *promise, at),
            Event::Replied { by, .. } => self.word_of(*by),
            // Who was left waiting does not begin to wait anew.
            Event::Released { cause, helps, .. } => {
                let since = self.waiting_since().unwrap_or(at);
                self.queued(since, None, Reason::Released { cause: *cause }, *helps);
            }
            Event::Muted { why } => self.mute = Some(*why),
            Event::Unmuted => self.mute = None,
            Event::DraftStarted { .. } | Event::Drafted { .. } | Event::DraftDismissed { .. } => {
                self.drafted(event);
            }
            Event::Resolved { by } => {
                self.ruled.clear();
                self.unanswered_since = None;
                self.draft = None;
                self.change_owner(Owner::Nobody { resolved: Some(Resolution { by: *by, at }) });
            }
        }
        self.awaits(event, at);
    }

    /// The visitor has seen one more sentence of the answer.
    fn released(&mut self) {
        self.last_reply = Some(Reply { seq: self.seq, by: Author::Assistant });
        if let Some(turn) = self.turn_mut() {
            turn.released += 1;
        }
    }

    /// It waits for a person from now on.
    fn queued(&mut self, since: Millis, team: Option<TeamId>, reason: Reason, helps: bool) {
        let helping = helps.then_some(Helping { turn: None });
        self.change_owner(Owner::Queue { since, team, reason, helping });
    }

    /// The word of a person, to whoever waits for one.
    pub(super) fn word_of(&mut self, by: TeammateId) {
        self.draft = None;
        self.last_reply = Some(Reply { seq: self.seq, by: Author::Teammate(by) });
        self.unanswered_since = None;
        self.asked_since = None;
        self.awaited = None;
    }

    fn routed(&mut self, to: Option<TeamId>, helps: bool, at: Millis) {
        // Who waits already waits on, and a turn at work goes on: only the team is another.
        if let Owner::Queue { team, .. } = &mut self.owner {
            *team = to;
            return;
        }
        self.change_owner(Owner::Queue {
            since: self.waiting_since().unwrap_or(at),
            team: to,
            reason: Reason::Routed,
            helping: helps.then_some(Helping { turn: None }),
        });
    }

    fn visitor_said(&mut self, courtesy: bool, at: Millis) {
        let said = Unanswered { seq: self.seq, at };
        self.last_said = self.seq;
        self.visitor_messages += 1;
        // Thanks to a person, or after the end, ask for no reply.
        let to_nobody = matches!(self.owner, Owner::Nobody { resolved: Some(_) });
        if courtesy && (to_nobody || self.teammate().is_some()) {
            return;
        }
        self.unanswered_since.get_or_insert(said);
        if let Some(turn) = self.turn_mut().filter(|turn| turn.released > 0) {
            turn.next.get_or_insert(said);
        }
    }

    fn drafted(&mut self, event: &Event) {
        let (through, seq) = (self.last_said, self.seq);
        match event {
            Event::DraftStarted { draft } => {
                self.last_draft = *draft;
                self.draft = Some(OpenDraft { id: *draft, through, seq: None });
            }
            Event::Drafted { .. } => {
                self.draft.iter_mut().for_each(|draft| draft.seq = Some(seq));
            }
            _ => self.draft = None,
        }
    }

    fn turn_started(&mut self, id: u32) {
        // A superseded turn passes its open offer on: the burst is one reply to it.
        let accepts_offer = self.offer_open || self.turn().is_some_and(|turn| turn.accepts_offer);
        let begun = Turn {
            id,
            attempt: 1,
            through: self.last_said,
            released: 0,
            next: None,
            accepts_offer,
        };
        self.offer_open = false;
        // One voice: what the assistant now says itself needs no draft.
        self.draft = None;
        self.last_turn = id;
        self.stretch.exchanges += 1;
        match &mut self.owner {
            Owner::Assistant { turn } => *turn = Some(begun),
            Owner::Queue { helping, .. } => *helping = Some(Helping { turn: Some(begun) }),
            Owner::Nobody { .. } | Owner::Teammate { .. } => {
                self.change_owner(Owner::Assistant { turn: None });
                self.stretch.exchanges = 1;
                self.owner = Owner::Assistant { turn: Some(begun) };
            }
        }
    }

    fn turn_retried(&mut self, attempt: u32) {
        if let Some(turn) = self.turn_mut() {
            turn.attempt = attempt;
            turn.released = 0;
        }
    }

    fn turn_ended(&mut self, outcome: Outcome) {
        let next = self.turn().and_then(|turn| turn.next);
        match outcome {
            Outcome::Said(verdict) => {
                let declined = verdict == Verdict::Declined;
                self.unanswered_since = next;
                self.offer_open = declined;
                self.stretch.declined = if declined { self.stretch.declined + 1 } else { 0 };
            }
            // The action owes the reply from now on, and a job of its own brings it.
            Outcome::Acts => {
                self.unanswered_since = next;
                self.offer_open = false;
                self.stretch.declined = 0;
            }
            // The visitor waits on: a message that only asked again still belongs to the team.
            Outcome::Waiting => {}
        }
        match &mut self.owner {
            Owner::Assistant { turn } => *turn = None,
            Owner::Queue { helping: Some(helping), .. } => helping.turn = None,
            _ => {}
        }
    }

    pub(super) fn change_owner(&mut self, owner: Owner) {
        self.epoch += 1;
        self.asked_since = match &owner {
            Owner::Queue { since, .. } => Some(*since),
            Owner::Teammate { .. } => self.asked_since,
            Owner::Assistant { .. } | Owner::Nobody { .. } => None,
        };
        if let Owner::Assistant { .. } | Owner::Nobody { .. } = owner {
            self.awaited = None;
        }
        self.offer_open = false;
        self.stretch = Stretch::default();
        self.owner = owner;
    }

    fn turn_mut(&mut self) -> Option<&mut Turn> {
        match &mut self.owner {
            Owner::Assistant { turn } => turn.as_mut(),
            Owner::Queue { helping: Some(helping), .. } => helping.turn.as_mut(),
            _ => None,
        }
    }
}
