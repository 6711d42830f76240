//! Whether promises were kept: ours, and a number of the owner's own.
//!
//! Who left before the time was over counts for neither: nobody knows. Who left after it, or waits
//! still, was not answered in time. An open wait within its time is not over.

use super::{
    End, KEPT_SHARE, PROMISED_MINUTES_MAX, REPLIES_MIN, Wait, minutes_ms, shown_minutes, tail,
};
use crate::conversation::Millis;

/// How many of some promises were kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kept {
    /// Those that were.
    pub kept: u32,
    /// Those that came to an end, kept or not.
    pub of: u32,
}

impl Kept {
    /// The share that was kept, 0 to 1; none of fewer than [`REPLIES_MIN`].
    pub fn share(&self) -> Option<f64> {
        let enough = usize::try_from(self.of).is_ok_and(|of| of >= REPLIES_MIN);
        enough.then(|| f64::from(self.kept) / f64::from(self.of))
    }

    /// Whether the owner is to be warned: fewer than nine in ten were kept.
    pub fn warns(&self) -> bool {
        self.share().is_some_and(|share| share < KEPT_SHARE)
    }

    fn count(waits: impl Iterator<Item = (Millis, Wait)>) -> Self {
        waits.filter_map(|(promised_ms, wait)| wait.kept(promised_ms)).fold(
            Self::default(),
            |sum, kept| Self { kept: sum.kept + u32::from(kept), of: sum.of + 1 },
        )
    }
}

impl Wait {
    /// Whether a promise of so long was kept; none as long as nobody knows.
    pub fn kept(&self, promised_ms: Millis) -> Option<bool> {
        let within = self.waited_ms <= promised_ms;
        match self.end {
            End::Answered => Some(within),
            End::Left | End::Open => (!within).then_some(false),
        }
    }
}

/// How many of the promises that were made to these visitors were kept.
pub fn kept(waits: &[Wait]) -> Kept {
    Kept::count(waits.iter().filter_map(|wait| Some((wait.promised_ms?, *wait))))
}

/// How many would have been kept, had everybody been promised so many minutes: the measure of an
/// owner's own number.
pub fn kept_within(minutes: u32, waits: &[Wait]) -> Kept {
    Kept::count(waits.iter().map(|wait| (minutes_ms(minutes), *wait)))
}

/// The one number of minutes that would be kept nine times in ten, whatever the queue: what an
/// owner is offered in place of one that is not kept. None of fewer than [`REPLIES_MIN`] replies,
/// and where none of those that are shown would do.
pub fn usual_minutes(waits: &[Wait]) -> Option<u32> {
    tail::always(waits).map(shown_minutes).filter(|minutes| *minutes <= PROMISED_MINUTES_MAX)
}
