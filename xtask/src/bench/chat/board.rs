//! What became of every message of a phase: when it was due, when its sender heard that it is
//! kept, and when teammates saw it. Written by thousands of lines at once without a lock.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use super::super::clock;

/// Messages of one phase at most: ten seconds of more than any server here can do.
const MESSAGES_MAX: usize = 1 << 21;

/// The messages of one phase.
pub(crate) struct Board {
    began: Instant,
    messages: Box<[Message]>,
    next: AtomicU32,
}

/// Times are microseconds since the phase began, from 1; 0 is not yet.
#[derive(Default)]
struct Message {
    due: AtomicU32,
    acknowledged: AtomicU32,
    /// When the last teammate saw it who had to.
    seen_by_all: AtomicU32,
    /// A bit for each teammate who saw it.
    seen_by: AtomicU32,
}

/// What became of one message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fate {
    /// When it was to be sent.
    pub(crate) due: Duration,
    /// When its sender heard that it is kept.
    pub(crate) acknowledged: Option<Duration>,
    /// When all teammates had seen it.
    pub(crate) seen_by_all: Option<Duration>,
    /// How many teammates saw it.
    pub(crate) seen_by: u32,
}

impl Board {
    pub(crate) fn new() -> Self {
        let messages = (0..MESSAGES_MAX).map(|_| Message::default()).collect();
        Self { began: clock::now(), messages, next: AtomicU32::new(0) }
    }

    /// Since the phase began.
    pub(crate) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// Notes a message that is due; none when the board is full.
    pub(crate) fn begin(&self, due: Duration) -> Option<u32> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.messages.get(number as usize)?.due.store(since(due), Ordering::Release);
        Some(number)
    }

    /// Notes that its sender was told it is kept; true the first time.
    pub(crate) fn acknowledge(&self, number: u32) -> bool {
        let now = since(self.elapsed());
        let Some(message) = self.messages.get(number as usize) else { return false };
        message.acknowledged.compare_exchange(0, now, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    /// Notes that one of so many teammates saw it, however often.
    pub(crate) fn see(&self, number: u32, teammate: usize, teammates: usize) {
        let now = since(self.elapsed());
        let Some(message) = self.messages.get(number as usize) else { return };
        let before = message.seen_by.fetch_or(1 << teammate, Ordering::AcqRel);
        let after = before | 1 << teammate;
        if after != before && after.count_ones() as usize == teammates {
            message.seen_by_all.store(now, Ordering::Release);
        }
    }

    /// What became of each, in the order in which they were due.
    pub(crate) fn fates(&self) -> impl Iterator<Item = Fate> {
        let begun = self.next.load(Ordering::Acquire) as usize;
        self.messages.iter().take(begun).map(|message| Fate {
            due: time(&message.due).unwrap_or_default(),
            acknowledged: time(&message.acknowledged),
            seen_by_all: time(&message.seen_by_all),
            seen_by: message.seen_by.load(Ordering::Acquire).count_ones(),
        })
    }

    /// Messages whose sender does not know yet.
    pub(crate) fn open(&self) -> usize {
        self.fates().filter(|fate| fate.acknowledged.is_none()).count()
    }
}

fn since(time: Duration) -> u32 {
    u32::try_from(time.as_micros()).unwrap_or(u32::MAX).max(1)
}

fn time(stored: &AtomicU32) -> Option<Duration> {
    match stored.load(Ordering::Acquire) {
        0 => None,
        micros => Some(Duration::from_micros(u64::from(micros))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_counts_once_for_each_teammate() {
        let board = Board::new();
        let number = board.begin(Duration::from_millis(1)).unwrap();
        assert!(board.acknowledge(number));
        assert!(!board.acknowledge(number), "the event after `done` is the same news");
        board.see(number, 0, 2);
        board.see(number, 0, 2);
        assert_eq!(board.fates().next().unwrap().seen_by_all, None);
        board.see(number, 1, 2);
        let fate = board.fates().next().unwrap();
        assert!(fate.seen_by_all.is_some());
        assert_eq!((fate.seen_by, fate.due), (2, Duration::from_millis(1)));
    }
}
