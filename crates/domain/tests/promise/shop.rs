//! A shop lives through some days: visitors wait, people take them, and promises are made.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use domain::conversation::Millis;
use domain::promise::{
    End, HANDLING_MS, Line, Promise, WAITS_MAX, Wait, promise, revise_at, revised,
};

use crate::chance::Chance;
use crate::plan::{DAY, Plan, closes};

/// Dialogues whose mean the queue is told.
const HANDLED: usize = 50;

/// Ended waits that a promise is given.
const ENDED: usize = WAITS_MAX as usize;

/// What happens, in the order in which it does at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Places(i32),
    /// A dialogue ends that began so long ago.
    Done(Millis),
    Reply(usize),
    Leave(usize),
    Revise(usize),
    Arrive,
}

/// What one visitor was told, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub(crate) at: Millis,
    pub(crate) promise: Promise,
}

/// One visitor.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) at: Millis,
    /// The queue when they came.
    pub(crate) line: Line,
    urgent: bool,
    pub(crate) told: Vec<Told>,
    pub(crate) end: End,
    pub(crate) ended: Millis,
}

impl Visit {
    fn wait(&self, now: Millis) -> Wait {
        Wait {
            expected_ms: self.line.expected_ms().expect("who waits came while somebody was here"),
            waited_ms: if self.end == End::Open { now } else { self.ended } - self.at,
            end: self.end,
            promised_ms: None,
        }
    }
}

pub(crate) struct Shop<'plan> {
    plan: &'plan Plan,
    chance: Chance,
    events: BinaryHeap<Reverse<(Millis, What)>>,
    now: Millis,
    places: i32,
    busy: u32,
    visits: Vec<Visit>,
    /// Those who wait for somebody, by what is taken first.
    queue: BTreeSet<(bool, usize)>,
    /// Those without a reply: also the ones whose reply is being written.
    open: BTreeSet<usize>,
    ended: Vec<usize>,
    handled: Vec<Millis>,
}

/// Everybody who came.
pub(crate) fn live(plan: &Plan, seed: u64) -> Vec<Visit> {
    let mut chance = Chance::of(seed);
    let arrivals = plan.arrivals(&mut chance).into_iter().map(|at| (at, What::Arrive));
    let places = plan.places(&mut chance);
    let places = places.into_iter().map(|(at, change)| (at, What::Places(change)));
    let mut shop = Shop {
        plan,
        events: arrivals.chain(places).map(Reverse).collect(),
        chance,
        now: 0,
        places: 0,
        busy: 0,
        visits: Vec::new(),
        queue: BTreeSet::new(),
        open: BTreeSet::new(),
        ended: Vec::new(),
        handled: Vec::new(),
    };
    while let Some(Reverse((at, what))) = shop.events.pop() {
        shop.now = at;
        shop.happen(what);
        shop.take();
    }
    shop.visits
}

impl Shop<'_> {
    fn happen(&mut self, what: What) {
        match what {
            What::Places(change) => {
                self.places += change;
                if closes(self.now).is_none() {
                    while let Some((_, visitor)) = self.queue.pop_first() {
                        self.end(visitor, End::Left);
                    }
                }
            }
            What::Done(since) => {
                self.busy -= 1;
                self.handled.push(self.now - since);
            }
            What::Reply(visitor) => self.end(visitor, End::Answered),
            What::Leave(visitor) => {
                if self.queue.remove(&self.place(visitor)) {
                    self.end(visitor, End::Left);
                }
            }
            What::Revise(visitor) => self.revise(visitor),
            What::Arrive => self.arrive(),
        }
    }

    fn arrive(&mut self) {
        let visitor = self.visits.len();
        let urgent = self.chance.happens(self.plan.urgent);
        let line = self.line((!urgent, visitor));
        let (now, told) = (self.now, Vec::new());
        let visit = Visit { at: now, line, urgent, told, end: End::Left, ended: now };
        let first = promise(&line, &self.waits(), self.closes_in());
        self.visits.push(visit);
        self.tell(visitor, first);
        if line.room > 0 {
            self.visits[visitor].end = End::Open;
            self.queue.insert((!urgent, visitor));
            self.open.insert(visitor);
            // Patience has a median of half an hour; assumed.
            let patience = self.chance.lognormal(1_800.0, 1.0);
            if self.plan.leave {
                self.events.push(Reverse((self.now + patience, What::Leave(visitor))));
            }
        }
    }

    fn revise(&mut self, visitor: usize) {
        let visit = &self.visits[visitor];
        if visit.end != End::Open {
            return;
        }
        let mut line = self.line(self.place(visitor));
        if !self.queue.contains(&self.place(visitor)) {
            // Somebody has a place for them and writes the reply.
            line = Line { ahead: 0, room: line.room.max(1), free: line.free + 1, ..line };
        }
        let revisions = few(visit.told.len()) - 1;
        let wait = visit.wait(self.now);
        let next = revised(&line, &self.waits(), &wait, revisions, self.closes_in());
        self.tell(visitor, next);
    }

    fn tell(&mut self, visitor: usize, promise: Promise) {
        self.visits[visitor].told.push(Told { at: self.now, promise });
        if let Promise::Within { minutes, .. } = promise {
            let at = revise_at(self.now, minutes);
            self.events.push(Reverse((at, What::Revise(visitor))));
        }
    }

    fn take(&mut self) {
        while self.free() > 0 {
            let first = if self.plan.picked && !self.queue.is_empty() {
                self.queue.iter().nth(self.chance.one_of(self.queue.len())).copied()
            } else {
                self.queue.first().copied()
            };
            let Some(first) = first else { return };
            self.queue.remove(&first);
            self.busy += 1;
            // Two gaps, assumed: one to notice and to open, one to read and to write.
            let gaps = self.chance.lognormal(21.0, 0.73) + self.chance.lognormal(21.0, 0.73);
            let reply = self.now + stretched(gaps, self.plan.slow);
            let longer = if self.now >= 2 * DAY { self.plan.drift } else { 1.0 };
            let handling = stretched(self.chance.lognormal(402.0, 0.64), longer);
            self.events.push(Reverse((reply, What::Reply(first.1))));
            self.events.push(Reverse((reply + handling, What::Done(reply))));
        }
    }

    fn end(&mut self, visitor: usize, end: End) {
        let visit = &mut self.visits[visitor];
        (visit.end, visit.ended) = (end, self.now);
        self.open.remove(&visitor);
        self.ended.push(visitor);
    }

    fn line(&self, place: (bool, usize)) -> Line {
        let told = self.handled.iter().rev().take(HANDLED);
        let sum: Millis = told.clone().sum();
        let mean = sum.checked_div(few(told.len()).into()).unwrap_or(HANDLING_MS);
        Line {
            ahead: few(self.queue.range(..place).count()),
            room: self.room(),
            free: self.free(),
            handling_ms: stretched(mean, self.plan.misjudged),
        }
    }

    fn place(&self, visitor: usize) -> (bool, usize) {
        (!self.visits[visitor].urgent, visitor)
    }

    fn room(&self) -> u32 {
        u32::try_from(self.places).unwrap_or(0)
    }

    fn free(&self) -> u32 {
        self.room().saturating_sub(self.busy)
    }

    fn closes_in(&self) -> Option<Millis> {
        closes(self.now).map(|at| at - self.now)
    }

    fn waits(&self) -> Vec<Wait> {
        let visitors = self.open.iter().chain(self.ended.iter().rev().take(ENDED));
        visitors.map(|visitor| self.visits[*visitor].wait(self.now)).collect()
    }
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "some hours")]
fn stretched(time: Millis, times: f64) -> Millis {
    (time as f64 * times) as Millis
}

fn few(count: usize) -> u32 {
    u32::try_from(count).expect("nobody counts so far in a week")
}
