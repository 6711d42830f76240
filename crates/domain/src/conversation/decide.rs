//! All branching of the machine. Nothing else branches, and nothing here changes anything.

use super::{
    Command, Conversation, Event, Failure, Moment, Outcome, Owner, Policy, Reason, Refusal,
    ReleaseCause, Seq, Topic, Turn, TurnKey,
};
use crate::id::{TeamId, TeammateId};
use crate::limits::TURN_ATTEMPTS_MAX;
use crate::message::Author;
use crate::signal::Verdict;
use crate::tag::Tagging;

pub(super) type Decision = Result<Vec<Event>, Refusal>;

impl Conversation {
    /// What happens when `command` is performed now. An empty list says that it is already so.
    pub fn decide(&self, command: &Command, policy: &Policy, moment: Moment) -> Decision {
        use Command as C;
        match command {
            C::Say { courtesy } => Ok(self.say(*courtesy, policy, moment)),
            C::AskForPerson => Ok(self.ask_for_person(policy)),
            C::GiveDetails => Ok(vec![Event::DetailsGiven]),
            C::CancelWait => self.cancel_wait(),
            C::Start { start, key } => self.start(start, *key, policy),
            C::GiveFields { run, key } => self.give_fields(*run, *key),
            C::CancelAction { run } => Ok(self.cancel_action(*run)),

            C::ShowForm { key } => self.show_form(*key),
            C::LookUp { key, lookup, ok } => self.look_up(*key, lookup, *ok),
            C::EndAction { key, end, taken, says, deeds } => {
                self.running(*key)?;
                Ok(self.end_action((*end, *taken, *says), deeds, policy))
            }
            C::CallBackDone { by } => Ok(self.call_back_done(*by)),

            C::Observe { key, signals, marks } => {
                let turn = self.current(*key)?.id;
                let observed = Event::Observed { turn, signals: signals.clone() };
                Ok([observed].into_iter().chain(self.marked(marks)).collect())
            }
            C::Release { key, index, citations } => self.release(*key, *index, citations),
            C::Finish { key, verdict, offer } => self.finish(*key, *verdict, *offer),
            C::HandOff { key, reason, rule, team } => {
                let turn = self.current(*key)?;
                let handed_off = Event::HandedOff {
                    reason: reason.clone(),
                    rule: *rule,
                    team: *team,
                    helps: policy.helps_while_waiting,
                };
                Ok(self.pass_to_team(turn, handed_off))
            }
            C::GiveUp { key, failure } => {
                Ok(self.pass_to_team(self.current(*key)?, failed(*failure)))
            }
            C::Retry { key } => self.retry(*key),

            C::TakeOver { by, epoch } => self.take_over(*by, *epoch),
            C::Reply { by, epoch, seen, draft } => {
                let replied = Event::Replied { by: *by, draft: *draft };
                self.reply(*by, *epoch, *seen, replied)
            }
            C::Draft { draft, content } => self.give_draft(*draft, content),
            C::DismissDraft { by, draft } => Ok(self.dismiss_draft(*by, *draft)),
            C::Note { by } => Ok(vec![Event::Noted { by: *by }]),
            C::Mark { by, handoff, mark } => {
                Ok(vec![Event::Marked { by: *by, handoff: *handoff, mark: *mark }])
            }
            C::Transfer { by, to, epoch } => self.transfer(*by, *to, *epoch),
            C::Route { by, team, epoch } => self.route(*by, *team, *epoch, policy),
            C::Tag { by, tag } => {
                let by = by.map_or(Tagging::Tagger, Tagging::Teammate);
                Ok(self.tagged(tag, by).into_iter().collect())
            }
            C::Untag { by, tag } => Ok(self.untagged(tag, *by).into_iter().collect()),
            C::HandBack { by } => self.hand_back(*by),
            C::Resolve { by, seen } => self.resolve(*by, *seen),
            C::Reopen { by } => self.reopen(*by),

            C::Promise { after, expected_ms, promise } => self.tell(*after, *expected_ms, *promise),
            C::ReleaseFrom { teammate, cause } => Ok(self.release_from(*teammate, *cause, policy)),
            C::TeamGone { team } => Ok(self.team_gone(*team)),
            C::SilenceDue { epoch, since } => Ok(self.silence_due(*epoch, *since, policy)),
        }
    }

    fn cancel_wait(&self) -> Decision {
        match self.owner {
            Owner::Queue { .. } if self.mute.is_some() => Err(Refusal::PeopleOnly),
            Owner::Queue { .. } => Ok(self.and_answer(Event::WaitCancelled)),
            _ => Err(Refusal::NotWaiting),
        }
    }

    fn release(
        &self,
        key: TurnKey,
        index: u32,
        citations: &[crate::message::Citation],
    ) -> Decision {
        let turn = self.current(key)?;
        match index.cmp(&turn.released) {
            std::cmp::Ordering::Less => Ok(vec![]),
            std::cmp::Ordering::Greater => Err(Refusal::OutOfOrder),
            std::cmp::Ordering::Equal => Ok(vec![Event::SentenceReleased {
                turn: turn.id,
                attempt: turn.attempt,
                index,
                citations: citations.to_vec(),
            }]),
        }
    }

    fn finish(&self, key: TurnKey, verdict: Verdict, offer: Option<Topic>) -> Decision {
        let turn = self.current(key)?;
        if turn.released == 0 {
            return Err(Refusal::NothingSaid);
        }
        let mut events = vec![Event::TurnEnded { turn: turn.id, outcome: Outcome::Said(verdict) }];
        let waits = matches!(self.owner, Owner::Queue { .. });
        if let Some(topic) = offer.filter(|topic| !waits && !self.stretch.offered.contains(topic)) {
            events.push(Event::Offered { topic });
        }
        if turn.next.is_some() {
            events.push(self.next_turn());
        }
        Ok(events)
    }

    /// A visitor who already waits is not handed off again: the turn only ends.
    fn pass_to_team(&self, turn: &Turn, handed_off: Event) -> Vec<Event> {
        let passed = match self.owner {
            Owner::Queue { .. } => Event::TurnEnded { turn: turn.id, outcome: Outcome::Waiting },
            _ => handed_off,
        };
        // What was said after the first sentence is not what this turn gives up on.
        let more = turn.next.is_some() && assistant_answers_after(&passed);
        let mut events = vec![passed];
        events.extend(more.then(|| self.next_turn()));
        events
    }

    fn retry(&self, key: TurnKey) -> Decision {
        let turn = self.current(key)?;
        if turn.attempt < TURN_ATTEMPTS_MAX {
            return Ok(vec![Event::TurnRetried { turn: turn.id, attempt: turn.attempt + 1 }]);
        }
        Ok(self.pass_to_team(turn, failed(Failure::Crash)))
    }

    fn take_over(&self, by: TeammateId, epoch: u32) -> Decision {
        if self.teammate() == Some(by) {
            return Ok(vec![]);
        }
        self.fresh(epoch)?;
        Ok(vec![Event::TakenOver { by, from: self.teammate() }])
    }

    fn reply(&self, by: TeammateId, epoch: u32, seen: Seq, replied: Event) -> Decision {
        if let Some(reply) = self.last_reply
            && reply.seq > seen
            && reply.by != Author::Teammate(by)
        {
            return Err(Refusal::Unseen { seq: reply.seq });
        }
        match self.teammate() {
            Some(owner) if owner == by => Ok(vec![replied]),
            Some(owner) => Err(Refusal::TakenBy { teammate: owner, epoch: self.epoch }),
            None => {
                self.fresh(epoch)?;
                Ok(vec![Event::TakenOver { by, from: None }, replied])
            }
        }
    }

    fn transfer(&self, by: TeammateId, to: TeammateId, epoch: u32) -> Decision {
        if self.teammate() == Some(to) {
            return Ok(vec![]);
        }
        self.not_anothers(by)?;
        self.fresh(epoch)?;
        Ok(vec![Event::Transferred { by, to }])
    }

    fn route(&self, by: TeammateId, team: Option<TeamId>, epoch: u32, policy: &Policy) -> Decision {
        if matches!(self.owner, Owner::Queue { team: present, .. } if present == team) {
            return Ok(vec![]);
        }
        self.not_anothers(by)?;
        self.fresh(epoch)?;
        let helps = policy.helps_while_waiting && self.mute.is_none();
        let routed = Event::Routed { by: Some(by), team, helps };
        Ok(match self.owner {
            Owner::Queue { .. } => vec![routed],
            _ => self.and_answer(routed),
        })
    }

    fn team_gone(&self, gone: TeamId) -> Vec<Event> {
        match self.owner {
            Owner::Queue { team: Some(team), .. } if team == gone => {
                vec![Event::Routed { by: None, team: None, helps: false }]
            }
            _ => vec![],
        }
    }

    fn hand_back(&self, by: TeammateId) -> Decision {
        self.not_anothers(by)?;
        match self.owner {
            Owner::Assistant { .. } => Ok(vec![]),
            Owner::Nobody { .. } => Err(Refusal::NotOpen),
            _ => Ok(self.and_answer(Event::HandedBack { by })),
        }
    }

    fn resolve(&self, by: TeammateId, seen: Seq) -> Decision {
        self.not_anothers(by)?;
        if self.last_said > seen && self.unanswered_since.is_some() {
            return Err(Refusal::Unheard { seq: self.last_said });
        }
        match self.owner {
            Owner::Nobody { resolved: Some(_) } => Ok(vec![]),
            Owner::Nobody { resolved: None } => Err(Refusal::NotOpen),
            _ if self.call_back.is_some() => Err(Refusal::CallBackOwed),
            _ => Ok(self.closed_run().into_iter().chain([Event::Resolved { by }]).collect()),
        }
    }

    fn reopen(&self, by: TeammateId) -> Decision {
        self.not_anothers(by)?;
        match self.owner {
            Owner::Nobody { resolved: Some(_) } => Ok(vec![Event::TakenOver { by, from: None }]),
            Owner::Nobody { resolved: None } => Err(Refusal::NotOpen),
            _ => Ok(vec![]),
        }
    }

    fn release_from(
        &self,
        teammate: TeammateId,
        cause: ReleaseCause,
        policy: &Policy,
    ) -> Vec<Event> {
        if self.teammate() != Some(teammate) {
            return vec![];
        }
        let helps = policy.helps_when_released && self.mute.is_none();
        self.and_answer(Event::Released { teammate, cause, helps })
    }

    fn silence_due(&self, epoch: u32, since: Seq, policy: &Policy) -> Vec<Event> {
        match self.teammate() {
            Some(teammate) if self.epoch == epoch && self.owed() == Some(since) => {
                self.release_from(teammate, ReleaseCause::Silent, policy)
            }
            _ => vec![],
        }
    }

    /// Whoever receives the conversation owes the message without a reply.
    pub(super) fn and_answer(&self, received: Event) -> Vec<Event> {
        let owed = self.unanswered_since.is_some() && assistant_answers_after(&received);
        let mut events = vec![received];
        events.extend(owed.then(|| self.next_turn()));
        events
    }

    pub(super) fn next_turn(&self) -> Event {
        Event::TurnStarted { turn: self.last_turn + 1 }
    }

    pub(super) fn current(&self, key: TurnKey) -> Result<&Turn, Refusal> {
        self.turn()
            .filter(|turn| {
                turn.id == key.turn && turn.attempt == key.attempt && self.epoch == key.epoch
            })
            .ok_or(Refusal::StaleTurn)
    }

    pub(super) fn fresh(&self, epoch: u32) -> Result<(), Refusal> {
        match self.teammate() {
            _ if self.epoch == epoch => Ok(()),
            Some(teammate) => Err(Refusal::TakenBy { teammate, epoch: self.epoch }),
            None => Err(Refusal::Stale { owner: self.owner.clone(), epoch: self.epoch }),
        }
    }

    fn not_anothers(&self, by: TeammateId) -> Result<(), Refusal> {
        match self.teammate() {
            Some(teammate) if teammate != by => {
                Err(Refusal::TakenBy { teammate, epoch: self.epoch })
            }
            _ => Ok(()),
        }
    }
}

/// Whether the assistant is left to answer, as owner or as a help to those who wait.
fn assistant_answers_after(event: &Event) -> bool {
    match event {
        Event::HandedOff { helps, .. }
        | Event::Routed { helps, .. }
        | Event::Released { helps, .. } => *helps,
        _ => true,
    }
}

fn failed(failure: Failure) -> Event {
    handed_off(Reason::Failed { failure }, false)
}

pub(super) fn handed_off(reason: Reason, helps: bool) -> Event {
    Event::HandedOff { reason, rule: None, team: None, helps }
}
