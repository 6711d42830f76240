//! Where the assistant is live and where people answer: what a visitor's words begin, and drafts.

use super::decide::{Decision, handed_off};
use super::{Conversation, Draft, Event, Moment, Owner, Policy, Reason, Refusal};
use crate::id::TeammateId;
use crate::limits::RETURN_MS_MAX;

impl Conversation {
    pub(super) fn say(&self, courtesy: bool, policy: &Policy, moment: Moment) -> Vec<Event> {
        let mut events = vec![Event::VisitorSaid { courtesy }];
        match &self.owner {
            Owner::Nobody { resolved: Some(_) } if courtesy => {}
            Owner::Nobody { resolved: Some(end) } if moment.now - end.at <= RETURN_MS_MAX => {
                events.extend(self.begin_anew(policy));
                events.extend(self.come_back(end.by, policy, moment));
            }
            Owner::Nobody { .. } => {
                events.extend(self.begin_anew(policy));
                events.push(match policy.mute {
                    None => self.next_turn(),
                    Some(why) => handed_off(Reason::NotLive { why }, false),
                });
            }
            Owner::Queue { helping: None, .. } => {}
            Owner::Teammate { .. } if courtesy => return events,
            Owner::Teammate { .. } => {}
            // A burst supersedes the turn only while the visitor has read nothing of it.
            _ if self.turn().is_some_and(|turn| turn.released > 0) => {}
            _ => events.push(self.next_turn()),
        }
        let to_people = match events.last() {
            Some(Event::HandedOff { helps, .. }) => !helps,
            Some(Event::VisitorSaid { .. }) => {
                !matches!(self.owner, Owner::Nobody { .. }) && self.turn().is_none()
            }
            Some(Event::Returned { .. }) => true,
            _ => false,
        };
        events.extend((policy.drafts && to_people).then(|| self.next_draft()));
        events
    }

    /// A visitor who comes back within a day finds the teammate of then.
    fn come_back(&self, resolver: TeammateId, policy: &Policy, moment: Moment) -> Vec<Event> {
        if moment.resolver_is_here {
            return vec![Event::Returned { to: resolver }];
        }
        let helps = policy.mute.is_none();
        let mut events = vec![handed_off(Reason::CameBack, helps)];
        events.extend(helps.then(|| self.next_turn()));
        events
    }

    /// How far the assistant is live is decided when a conversation begins, and kept.
    pub(super) fn begin_anew(&self, policy: &Policy) -> Option<Event> {
        match policy.mute {
            now if now == self.mute => None,
            Some(why) => Some(Event::Muted { why }),
            None => Some(Event::Unmuted),
        }
    }

    pub(super) fn ask_for_person(&self, policy: &Policy) -> Vec<Event> {
        let begins = matches!(self.owner, Owner::Nobody { .. });
        let mute = if begins { policy.mute } else { self.mute };
        let asked = handed_off(Reason::Button, policy.helps_while_waiting && mute.is_none());
        match self.owner {
            Owner::Queue { .. } | Owner::Teammate { .. } => vec![],
            Owner::Nobody { .. } => self.begin_anew(policy).into_iter().chain([asked]).collect(),
            Owner::Assistant { .. } => self.and_answer(asked),
        }
    }

    /// A draft is for the message that waits: whoever wrote for an earlier one is too late.
    pub(super) fn give_draft(&self, draft: u32, content: &Draft) -> Decision {
        match &self.draft {
            Some(open) if open.id == draft && open.seq.is_none() => {
                Ok(vec![Event::Drafted { draft, content: Box::new(content.clone()) }])
            }
            Some(open) if open.id == draft => Ok(vec![]),
            _ => Err(Refusal::StaleDraft),
        }
    }

    pub(super) fn dismiss_draft(&self, by: TeammateId, draft: u32) -> Vec<Event> {
        let is_open = self.draft.as_ref().is_some_and(|open| open.id == draft);
        is_open.then_some(Event::DraftDismissed { by, draft }).into_iter().collect()
    }

    fn next_draft(&self) -> Event {
        Event::DraftStarted { draft: self.last_draft + 1 }
    }
}
