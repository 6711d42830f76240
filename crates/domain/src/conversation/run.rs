//! Actions at work in a conversation: what begins one, what it asks and does, and how it ends.
//!
//! A run stands beside the owner: a form may be open while the visitor waits for a person, and what
//! is filled in then reaches whoever answers. Only what it says to the visitor keeps to one voice.

use serde::{Deserialize, Serialize};

use super::decide::{Decision, handed_off};
use super::{Conversation, Event, Millis, Outcome, Owner, Policy, Reason, Refusal, Reply, TurnKey};
use crate::action::Started;
use crate::action::next::Taken;
use crate::id::{ActionId, TeamId, TeammateId};
use crate::limits::ACTION_CHAIN_MAX;
use crate::message::Author;
use crate::rule::Priority;
use crate::tag::Tagging;

/// An action at work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Never reused.
    pub id: u32,
    /// Which action.
    pub action: ActionId,
    /// As it was published when the run began.
    pub version: u32,
    /// Grows with all that it asks and learns; what carries an earlier one is refused.
    pub step: u32,
    /// It waits for the visitor.
    pub asks: bool,
    /// Actions that led to it.
    pub depth: u32,
    /// Where its first event stands.
    pub since: super::Seq,
}

/// Where a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RunKey {
    /// The run.
    pub run: u32,
    /// Its step.
    pub step: u32,
}

/// The beginning of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// Which.
    pub action: ActionId,
    /// As it is published now.
    pub version: u32,
    /// By what.
    pub started: Started,
    /// The teammate who sends it, and the epoch that they saw.
    pub by: Option<(TeammateId, u32)>,
    /// What is done before anything is asked.
    pub deeds: Vec<Deed>,
}

/// One thing that an action does to the conversation.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// Adds a tag.
    Tag(String),
    /// Raises the priority.
    Raise(Priority),
    /// Passes the conversation to the team.
    HandOff(Option<TeamId>),
    /// Owes the visitor a call until then.
    CallBack(Millis),
    /// Tells a program of the owner something: the effect of this place.
    Webhook(u32),
    /// Starts another action, as it is published now.
    Start(ActionId, u32),
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunEnd {
    /// It came to its end.
    Done,
    /// A lookup failed, and what the owner wants then was done.
    Failed,
    /// The visitor did not want it.
    Cancelled,
    /// Another took its place.
    Superseded,
    /// Nobody answered what it asked.
    Abandoned,
}

impl Conversation {
    /// Where the action at work is.
    pub fn run_key(&self) -> Option<RunKey> {
        self.run.as_ref().map(|run| RunKey { run: run.id, step: run.step })
    }

    /// The form that waits for the visitor, if one does.
    pub fn open_form(&self) -> Option<RunKey> {
        self.run_key().filter(|_| self.run.as_ref().is_some_and(|run| run.asks))
    }

    pub(super) fn running(&self, key: RunKey) -> Result<&Run, Refusal> {
        self.run
            .as_ref()
            .filter(|run| run.id == key.run && run.step == key.step)
            .ok_or(Refusal::StaleRun)
    }

    /// A run that waits for the visitor does nothing by itself.
    fn working(&self, key: RunKey) -> Result<&Run, Refusal> {
        self.running(key).and_then(|run| if run.asks { Err(Refusal::StaleRun) } else { Ok(run) })
    }

    pub(super) fn start(&self, start: &Start, key: Option<TurnKey>, policy: &Policy) -> Decision {
        let mut events = Vec::new();
        if let Some(key) = key {
            events.push(Event::TurnEnded { turn: self.current(key)?.id, outcome: Outcome::Acts });
        }
        if let Some((by, epoch)) = start.by {
            match self.teammate() {
                Some(owner) if owner == by => {}
                Some(owner) => {
                    return Err(Refusal::TakenBy { teammate: owner, epoch: self.epoch });
                }
                None => {
                    self.fresh(epoch)?;
                    events.push(Event::TakenOver { by, from: None });
                }
            }
        } else if let Owner::Nobody { .. } = self.owner {
            events.extend(self.begin_anew(policy));
            // Where people answer, they have what is filled in.
            events.extend(policy.mute.map(|why| handed_off(Reason::NotLive { why }, false)));
        }
        events.extend(self.closed_run());
        let by = start.by.map(|(by, _)| by);
        events.push(self.started(start.action, start.version, (start.started, by), 0));
        self.do_deeds(start.action, &start.deeds, policy, &mut events);
        // What was said after the first sentence is the next turn's, unless people have it now.
        let passed = events.iter().any(|event| matches!(event, Event::HandedOff { .. }));
        let more = self.turn().is_some_and(|turn| turn.next.is_some());
        events.extend((key.is_some() && more && !passed).then(|| self.next_turn()));
        Ok(events)
    }

    fn started(
        &self,
        action: ActionId,
        version: u32,
        (started, by): (Started, Option<TeammateId>),
        depth: u32,
    ) -> Event {
        Event::ActionStarted { run: self.last_run + 1, action, version, started, by, depth }
    }

    /// What the open run ends with when something takes its place.
    pub(super) fn closed_run(&self) -> Option<Event> {
        let run = self.run.as_ref()?.id;
        Some(ended_unsaid(run, RunEnd::Superseded))
    }

    pub(super) fn give_fields(&self, at: RunKey, key: Option<TurnKey>) -> Decision {
        let run = self.running(at)?;
        if !run.asks {
            return Err(Refusal::StaleRun);
        }
        let mut events = Vec::new();
        if let Some(key) = key {
            let turn = self.current(key)?;
            events.push(Event::TurnEnded { turn: turn.id, outcome: Outcome::Acts });
        }
        events.push(Event::FieldsGiven { run: run.id });
        let more = self.turn().is_some_and(|turn| turn.next.is_some());
        events.extend((key.is_some() && more).then(|| self.next_turn()));
        Ok(events)
    }

    pub(super) fn cancel_action(&self, run: u32) -> Vec<Event> {
        let is_open = self.run.as_ref().is_some_and(|open| open.id == run);
        let cancelled = ended_unsaid(run, RunEnd::Cancelled);
        is_open.then_some(cancelled).into_iter().collect()
    }

    pub(super) fn show_form(&self, key: RunKey) -> Decision {
        let run = self.working(key)?;
        Ok(vec![Event::FormShown { run: run.id, step: run.step + 1 }])
    }

    pub(super) fn look_up(&self, key: RunKey, lookup: &str, ok: bool) -> Decision {
        let run = self.working(key)?.id;
        Ok(vec![Event::LookedUp { run, lookup: lookup.to_owned(), ok }])
    }

    pub(super) fn end_action(
        &self,
        (end, taken, says): (RunEnd, Option<Taken>, bool),
        deeds: &[Deed],
        policy: &Policy,
    ) -> Vec<Event> {
        let Some(run) = &self.run else { return vec![] };
        // One voice: while a person answers, only the team reads what the action would say.
        let withheld = says && self.teammate().is_some();
        let said = says && !withheld;
        let mut events = vec![Event::ActionEnded { run: run.id, end, taken, said, withheld }];
        self.do_deeds(run.action, deeds, policy, &mut events);
        let next = deeds.iter().find_map(|deed| match deed {
            Deed::Start(action, version) => Some((*action, *version)),
            _ => None,
        });
        if let Some((action, version)) = next.filter(|_| run.depth < ACTION_CHAIN_MAX) {
            events.push(self.started(action, version, (Started::Action, None), run.depth + 1));
        }
        events
    }

    fn do_deeds(&self, action: ActionId, deeds: &[Deed], policy: &Policy, events: &mut Vec<Event>) {
        // Each meets what the events before it have made of the conversation.
        let mut it = self.clone();
        for event in events.iter() {
            it.apply(event, 0);
        }
        let mut to_team: Option<Option<TeamId>> = None;
        for deed in deeds {
            let done = match deed {
                Deed::Tag(tag) => it.tagged(tag, Tagging::Action(action)),
                Deed::Raise(to) => (*to > it.priority).then_some(Event::Raised { priority: *to }),
                Deed::HandOff(team) => {
                    to_team = Some(*team);
                    None
                }
                // Somebody has to owe it.
                Deed::CallBack(due) => {
                    to_team.get_or_insert(None);
                    Some(Event::CallBackOwed { due: *due })
                }
                Deed::Webhook(place) => Some(Event::WebhookDue { run: it.last_run, place: *place }),
                Deed::Start(..) => None,
            };
            if let Some(event) = done {
                it.apply(&event, 0);
                events.push(event);
            }
        }
        if let Some(team) = to_team {
            events.extend(it.passed_by_action(action, team, policy));
        }
    }

    /// Who has a person is not taken from them; who waits already waits on, for the team named.
    fn passed_by_action(
        &self,
        action: ActionId,
        team: Option<TeamId>,
        policy: &Policy,
    ) -> Vec<Event> {
        match self.owner {
            Owner::Teammate { .. } => vec![],
            Owner::Queue { team: now, .. } if team.is_none() || now == team => vec![],
            Owner::Queue { .. } => vec![Event::Routed { by: None, team, helps: false }],
            _ => {
                let reason = Reason::Action { action };
                let helps = policy.helps_while_waiting && self.mute.is_none();
                self.and_answer(Event::HandedOff { reason, rule: None, team, helps })
            }
        }
    }

    pub(super) fn call_back_done(&self, by: TeammateId) -> Vec<Event> {
        self.call_back.map(|_| Event::CallBackDone { by }).into_iter().collect()
    }

    pub(super) fn acted(&mut self, event: &Event, at: Millis) {
        let seq = self.seq;
        match event {
            Event::ActionStarted { run, action, version, started, by, depth } => {
                self.last_run = *run;
                self.judged = match started {
                    Started::Judged => true,
                    Started::Action => self.judged,
                    _ => false,
                };
                self.run = Some(Run {
                    id: *run,
                    action: *action,
                    version: *version,
                    step: 0,
                    asks: false,
                    depth: *depth,
                    since: seq,
                });
                if let Owner::Nobody { .. } = self.owner {
                    self.change_owner(Owner::Assistant { turn: None });
                }
                // What a teammate sends is their word.
                if let Some(by) = by {
                    self.word_of(*by);
                }
            }
            Event::FormShown { .. } => {
                self.offer_open = false;
                self.step(true);
            }
            Event::FieldsGiven { .. } | Event::LookedUp { .. } => self.step(false),
            Event::ActionEnded { said, withheld, .. } => {
                self.run = None;
                // Who waits already does not begin to wait anew.
                if *withheld && self.waiting_since().is_none() {
                    self.asked_since = Some(at);
                }
                // A "yes" to this is none to an offer before it.
                if *said {
                    self.offer_open = false;
                    self.last_reply = Some(Reply { seq, by: Author::Assistant });
                }
            }
            Event::Raised { priority } => self.priority = *priority,
            Event::CallBackOwed { due } => self.call_back = Some(*due),
            Event::CallBackDone { .. } => self.call_back = None,
            _ => {}
        }
    }

    fn step(&mut self, asks: bool) {
        if let Some(run) = &mut self.run {
            run.step += 1;
            run.asks = asks;
        }
    }
}

/// The end of a run that says nothing.
fn ended_unsaid(run: u32, end: RunEnd) -> Event {
    Event::ActionEnded { run, end, taken: None, said: false, withheld: false }
}
