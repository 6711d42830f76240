//! What a visitor is told who waits for a person's first word: decided and kept, but not found out;
//! that is `crate::promise`.

use serde::{Deserialize, Serialize};

use super::decide::Decision;
use super::{Conversation, Event, Job, Millis, Refusal, Seq};
use crate::id::TeamId;
use crate::message::Author;
use crate::promise::{self, End, LOOK_AGAIN_MS, Line, Promise, Wait, revise_at};

/// A visitor waits for a person's first word. A take-over alone does not end it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awaited {
    /// What the next promise follows from, and carries: the event that brought the conversation
    /// into the queue, or the promise before.
    pub after: Seq,
    /// When the next promise is to be looked for.
    pub due: Millis,
    /// What the visitor is told; nothing yet in the first moment.
    pub told: Option<Told>,
}

/// What a visitor who waits is told, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// When they were told first, while somebody was present.
    pub since: Millis,
    /// The team for which they waited when they were told last.
    pub team: Option<TeamId>,
    /// What the queue said at first; none where nobody was present, and then this is no wait that
    /// others learn from.
    pub expected_ms: Option<Millis>,
    /// What was promised at first, if a number was.
    pub promised_ms: Option<Millis>,
    /// What they are told now.
    pub promise: Promise,
    /// Since when.
    pub at: Millis,
    /// Promises since the first.
    pub revisions: u32,
}

impl Told {
    /// Until when a person usually has replied, where they are told so.
    pub fn until(&self) -> Option<Millis> {
        self.promise.within_ms().map(|ms| self.at + ms)
    }

    /// The wait as others learn from it; none where nobody was present.
    pub fn wait(&self, now: Millis, end: End) -> Option<Wait> {
        Some(Wait {
            expected_ms: self.expected_ms?,
            waited_ms: now - self.since,
            end,
            promised_ms: self.promised_ms,
        })
    }

    fn due(&self) -> Millis {
        match self.promise {
            Promise::Within { minutes, .. } => revise_at(self.at, minutes),
            Promise::NoNumber | Promise::Address { .. } => self.at + LOOK_AGAIN_MS,
        }
    }
}

impl Awaited {
    /// What the visitor is to be told now, as the queue and the other waits say: see
    /// [`promise::promise`] and [`promise::revised`]. `own_minutes` is the owner's own number,
    /// which is told at first.
    pub fn promise(
        &self,
        line: &Line,
        waits: &[Wait],
        closes_in_ms: Option<Millis>,
        own_minutes: Option<u32>,
        now: Millis,
    ) -> Promise {
        let told = self.told.as_ref();
        match told.and_then(|told| Some((told.wait(now, End::Open)?, told.revisions))) {
            Some((wait, revisions)) => {
                promise::revised(line, waits, &wait, revisions, closes_in_ms)
            }
            None => match own_minutes {
                Some(minutes) => promise::own(line, minutes, closes_in_ms),
                None => promise::promise(line, waits, closes_in_ms),
            },
        }
    }
}

impl Conversation {
    /// The wait that others learn from, while it lasts.
    pub fn told(&self) -> Option<Told> {
        let told = self.awaited.and_then(|awaited| awaited.told);
        told.filter(|told| told.expected_ms.is_some())
    }

    /// How a wait ended with the last event.
    pub fn wait_ended(&self) -> End {
        let by_word = self
            .last_reply
            .is_some_and(|reply| reply.seq == self.seq && matches!(reply.by, Author::Teammate(_)));
        if by_word { End::Answered } else { End::Left }
    }

    /// Who was asked for an address is told so once.
    pub(super) fn tell(
        &self,
        after: Seq,
        expected_ms: Option<Millis>,
        promise: Promise,
    ) -> Decision {
        let awaited = self.awaited.filter(|awaited| awaited.after == after);
        let awaited = awaited.ok_or(Refusal::StalePromise)?;
        let asks = |promise: &Promise| matches!(promise, Promise::Address { .. });
        if awaited.told.is_some_and(|told| asks(&told.promise)) && asks(&promise) {
            return Ok(vec![]);
        }
        Ok(vec![Event::Promised { expected_ms, promise }])
    }

    /// It came into the queue, or waits there for another team: what was told holds until the next
    /// promise, which is looked for at once.
    pub(super) fn awaits(&mut self, event: &Event, at: Millis) {
        if let Event::HandedOff { .. } | Event::Routed { .. } | Event::Released { .. } = event {
            let told = self.awaited.and_then(|awaited| awaited.told);
            self.awaited = Some(Awaited { after: self.seq, due: at, told });
        }
    }

    pub(super) fn promised(&mut self, expected_ms: Option<Millis>, promise: Promise, at: Millis) {
        let before = self.told();
        let team = self.team();
        let told = match before {
            Some(told) => Told {
                team: if self.teammate().is_some() { told.team } else { team },
                promise,
                at,
                revisions: told.revisions + 1,
                ..told
            },
            None => Told {
                since: at,
                team,
                expected_ms,
                promised_ms: promise.within_ms(),
                promise,
                at,
                revisions: 0,
            },
        };
        self.awaited = Some(Awaited { after: self.seq, due: told.due(), told: Some(told) });
    }

    pub(super) fn promise_job(&self) -> Option<Job> {
        self.awaited.map(|Awaited { after, due, .. }| Job::Promise { after, due })
    }
}
