//! The promise: how long a visitor who waits for a person is told that it takes.
//!
//! No number is invented, none runs past closing time, and none is dropped in silence. It is a 90th
//! percentile, not a median: nine in ten of those who read it are answered in time.
//!
//! **How it is found.** The queue says what to expect ([`Line::expected_ms`]): a rule of three,
//! with no claim to be right. How far recent waits were from what was expected of them says how
//! wrong it is here and now, and the promise is what is expected times the ratio that nine in ten
//! of them stayed below (`tail.rs`). So a mistake that is made every time, such as a handling time
//! that is twice the true one, cancels out, and a burst is seen in the queue before anybody has
//! waited through it.
//!
//! **What it does not know** is who will come later and be taken sooner, and who will go home. It
//! learns of either from the waits, and so too late for the first: `tests/promise` says how well
//! promises are kept, and in which weeks they are not.

mod kept;
mod tail;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use kept::{Kept, kept, kept_within, usual_minutes};

use crate::conversation::Millis;

/// The share of promises that are to be kept.
pub const KEPT_SHARE: f64 = 0.9;

/// Replies before a number is named: of fewer, the 90th percentile is one of the three longest
/// waits there ever were.
pub const REPLIES_MIN: usize = 30;

/// Ended waits that a promise looks at. The last of them counts for a twentieth of the first.
pub const WAITS_MAX: u32 = 300;

/// Longest promise in minutes. Other people are there after two hours, which the queue does not
/// know: without this, the longest third of the promises of a simulated burst was kept in one case
/// of three. Nor does anybody look at a chat for so long.
pub const PROMISED_MINUTES_MAX: u32 = 120;

/// How long before its end a promise is revised: 30 seconds for the visitor, and the rest for a
/// timer that is late and the way to the page.
pub const REVISED_BEFORE_MS: Millis = 45_000;

/// How soon it is looked anew where no number is told: the first replies are there, somebody came,
/// or an address is to be asked for.
pub const LOOK_AGAIN_MS: Millis = 10 * 60_000;

/// Times that a promise is revised. Whoever was told three times that it takes longer does not
/// believe a fourth; then an address is asked for.
pub const REVISIONS_MAX: u32 = 3;

/// Conversations that one person holds at once, as in the simulation. Like the time that each
/// takes it is only a scale: a mistake that is made every time cancels out.
pub const HELD_AT_ONCE: u32 = 2;

/// A conversation in which nothing was said for so long keeps nobody: people forget to resolve.
pub const TALK_MS: Millis = 15 * 60_000;

/// Who has waited for a day stands in nobody's way, and is no measure of a wait.
pub const QUEUED_MS_MAX: Millis = 24 * 3_600_000;

/// How far back it is counted whether promises were kept, and how long waits are kept for it.
pub const COUNTED_MS: Millis = 28 * 24 * 3_600_000;

/// What a conversation is taken to keep somebody where none has ended yet; a dialogue of the STAR
/// corpus lasts eight minutes in the mean.
pub const HANDLING_MS: Millis = 8 * 60_000;

/// What is expected of a reply for which somebody is free: to notice, to read, to write. Only a
/// scale; what it takes here is in the waits that are compared with it.
const REPLY_MS: f64 = 60_000.0;

/// Numbers that are shown, in minutes.
const STEPS: [u32; 12] = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, PROMISED_MINUTES_MAX];

/// The queue of a team at one moment, as one who waits in it sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Conversations that wait for the same team and will be taken sooner.
    pub ahead: u32,
    /// Conversations that those of the team who are present can hold at once, all together; 0
    /// where nobody is.
    pub room: u32,
    /// How many more they could take now.
    pub free: u32,
    /// The mean time that recent conversations kept somebody, from the first reply to the end;
    /// [`HANDLING_MS`] where none has ended.
    pub handling_ms: Millis,
}

impl Line {
    /// How long until the first reply, at a guess; none where nobody is present.
    ///
    /// Of `room` places one falls free every `handling / room` (Little 1961), and as many must as
    /// stand between this conversation and a free place. The reply comes to it.
    pub fn expected_ms(&self) -> Option<Millis> {
        if self.room == 0 {
            return None;
        }
        let turns = self.ahead.saturating_add(1).saturating_sub(self.free);
        let apart = real(self.handling_ms) / f64::from(self.room);
        Some(whole(REPLY_MS + f64::from(turns) * apart))
    }
}

/// A wait for a person's first reply, of a visitor who came while somebody was present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// What [`Line::expected_ms`] said when it began.
    pub expected_ms: Millis,
    /// How long it was, or has been until now.
    pub waited_ms: Millis,
    /// How it ended.
    pub end: End,
    /// What was promised when it began: as it was found to see how good it is, as it was shown to
    /// see what became of it. None where no number was named.
    pub promised_ms: Option<Millis>,
}

/// How a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// A person replied.
    Answered,
    /// Without a reply: the visitor left or cancelled, or the day was over.
    Left,
    /// Not yet.
    Open,
}

/// What the visitor is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Promise {
    /// "Usually answered within about N minutes", counted from now.
    Within {
        /// What nine in ten stay below, as it was found.
        unrounded_ms: Millis,
        /// What is shown: the next round number, 1 to [`PROMISED_MINUTES_MAX`].
        minutes: u32,
    },
    /// That a person comes, and no number: too few have waited like this so far.
    NoNumber,
    /// The office hours, and an address is asked for.
    Address {
        /// Why nothing else can be promised.
        why: Why,
    },
}

impl Promise {
    /// The time that is shown, where one is.
    pub fn within_ms(&self) -> Option<Millis> {
        match self {
            Self::Within { minutes, .. } => Some(minutes_ms(*minutes)),
            Self::NoNumber | Self::Address { .. } => None,
        }
    }
}

/// Why an address is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Nobody is present.
    NobodyHere,
    /// It may take until after closing time.
    ClosesBefore,
    /// It may take longer than anybody is promised.
    TooLong,
    /// It was revised as often as it may be, or has lasted longer than anything is known of.
    Overdue,
}

/// What a visitor is promised who begins to wait.
///
/// `waits` are those for the same team: first all that are open, then the ended ones, the latest
/// first. `closes_in_ms` is the time until the office closes, if it does.
pub fn promise(line: &Line, waits: &[Wait], closes_in_ms: Option<Millis>) -> Promise {
    let Some(expected_ms) = line.expected_ms() else {
        return Promise::Address { why: Why::NobodyHere };
    };
    match (tail::at_first(waits, expected_ms), told(expected_ms, closes_in_ms)) {
        (Some(ms), _) => told(ms, closes_in_ms),
        // Not even what is expected may be told.
        (None, Promise::Address { why }) => Promise::Address { why },
        (None, _) => Promise::NoNumber,
    }
}

/// What a visitor is promised who begins to wait, where the owner has a number of their own.
pub fn own(line: &Line, minutes: u32, closes_in_ms: Option<Millis>) -> Promise {
    if line.room == 0 {
        return Promise::Address { why: Why::NobodyHere };
    }
    told(minutes_ms(minutes), closes_in_ms)
}

/// When a promise is to be revised that was told at `since` and shown as so many minutes: before
/// it is missed, with [`REVISED_BEFORE_MS`] to spare.
pub fn revise_at(since: Millis, minutes: u32) -> Millis {
    since + minutes_ms(minutes) - REVISED_BEFORE_MS
}

/// What a visitor is promised instead who waits still, counted from now. `wait` is theirs, of
/// which `revisions` promises were revised before.
///
/// It is the later of what the queue says now and what others still waited who had waited as long:
/// the first knows that a colleague went home, the second that a conversation is overlooked.
pub fn revised(
    line: &Line,
    waits: &[Wait],
    wait: &Wait,
    revisions: u32,
    closes_in_ms: Option<Millis>,
) -> Promise {
    let Some(expected_ms) = line.expected_ms() else {
        return Promise::Address { why: Why::NobodyHere };
    };
    if revisions >= REVISIONS_MAX {
        return Promise::Address { why: Why::Overdue };
    }
    let Some(left) = tail::after(waits, wait) else {
        return Promise::Address { why: Why::Overdue };
    };
    let now = tail::at_first(waits, expected_ms).unwrap_or(expected_ms);
    told(left.max(now), closes_in_ms)
}

/// The next of the round numbers, in minutes; beyond them, whole hours.
pub fn shown_minutes(ms: Millis) -> u32 {
    let minutes = u32::try_from(ms.max(1)).unwrap_or(u32::MAX).div_ceil(60_000);
    let step = STEPS.into_iter().find(|step| *step >= minutes);
    step.unwrap_or_else(|| minutes.next_multiple_of(60))
}

/// A number as it may be told.
fn told(unrounded_ms: Millis, closes_in_ms: Option<Millis>) -> Promise {
    let minutes = shown_minutes(unrounded_ms);
    if closes_in_ms.is_some_and(|closes_in_ms| minutes_ms(minutes) > closes_in_ms) {
        Promise::Address { why: Why::ClosesBefore }
    } else if minutes > PROMISED_MINUTES_MAX {
        Promise::Address { why: Why::TooLong }
    } else {
        Promise::Within { unrounded_ms, minutes }
    }
}

fn minutes_ms(minutes: u32) -> Millis {
    Millis::from(minutes) * 60_000
}

/// Milliseconds to calculate with, from 1 to 49 days.
fn real(ms: Millis) -> f64 {
    u32::try_from(ms.max(1)).unwrap_or(u32::MAX).into()
}

#[expect(clippy::cast_possible_truncation, reason = "a cast of a float saturates")]
fn whole(ms: f64) -> Millis {
    ms.ceil() as Millis
}
