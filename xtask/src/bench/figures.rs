//! Arithmetic that every bench needs, and the chance that is the same in every run.

use std::time::Duration;

/// p50 and p99.
pub(crate) fn spread(mut took: Vec<Duration>) -> [Duration; 2] {
    took.sort_unstable();
    [quantile(&took, 0.50), quantile(&took, 0.99)]
}

/// The value below which a share of the sorted times lies.
fn quantile(sorted: &[Duration], share: f64) -> Duration {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a list"
    )]
    let place = (float(sorted.len()) * share).ceil() as usize;
    sorted.get(place.saturating_sub(1)).copied().unwrap_or_default()
}

/// A count to divide by.
#[expect(clippy::cast_precision_loss, reason = "counts of messages are far below 2^52")]
pub(crate) fn float(count: usize) -> f64 {
    count as f64
}

/// Bytes as tables show them.
#[expect(clippy::cast_precision_loss, reason = "memory is far below 2^52 bytes")]
pub(crate) fn mib(bytes: u64) -> f64 {
    bytes as f64 / (1024.0 * 1024.0)
}

/// A xorshift generator of fixed seed.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    /// One of so many.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or_default() % limit
    }

    /// A gap of a Poisson process.
    pub(crate) fn gap(&mut self, mean_s: f64) -> Duration {
        #[expect(clippy::cast_precision_loss, reason = "53 bits of chance are enough")]
        let share = ((self.next() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
        Duration::from_secs_f64(-share.ln() * mean_s)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_a_value_that_was_seen() {
        let times: Vec<Duration> = (1..=100).rev().map(Duration::from_millis).collect();
        assert_eq!(spread(times), [50, 99].map(Duration::from_millis));
        assert_eq!(spread(vec![]), [Duration::ZERO; 2]);
    }

    #[test]
    fn gaps_have_their_mean() {
        let mut chance = Chance::new();
        let total: Duration = (0..100_000).map(|_| chance.gap(0.001)).sum();
        assert!((98.0..102.0).contains(&total.as_secs_f64()), "{total:?}");
    }
}
