//! Whether a model that has failed is asked: not while it is down, and then by one turn at first.

use domain::conversation::Millis;

/// Failures in a row after which it counts as down.
const FAILURES_MAX: u32 = 3;

/// How long nobody asks one that is down.
const PAUSE_MS: Millis = 30_000;

/// What the last answers of a model were.
#[derive(Debug, Default, Clone)]
pub(super) struct Breaker {
    failures: u32,
    /// Until then nobody asks; a probe moves it on.
    closed_until: Millis,
}

impl Breaker {
    /// Whether this turn asks. Of those that come after a pause the first tries alone.
    pub(super) fn admits(&mut self, now: Millis) -> bool {
        if self.is_up() {
            return true;
        }
        if now < self.closed_until {
            return false;
        }
        self.closed_until = now + PAUSE_MS;
        true
    }

    /// Whether its last answers came.
    pub(super) fn is_up(&self) -> bool {
        self.failures < FAILURES_MAX
    }

    pub(super) fn failed(&mut self, now: Millis) {
        self.failures = self.failures.saturating_add(1);
        self.closed_until = now + PAUSE_MS;
    }
}

#[cfg(test)]
mod tests {
    use super::{Breaker, PAUSE_MS};

    #[test]
    fn one_turn_in_a_while_tries_what_is_down() {
        let mut breaker = Breaker::default();
        for now in 0..3 {
            assert!(breaker.admits(now));
            breaker.failed(now);
        }
        assert!(!breaker.admits(3) && !breaker.admits(PAUSE_MS + 1));
        assert!(breaker.admits(PAUSE_MS + 2), "the probe");
        assert!(!breaker.admits(PAUSE_MS + 3), "and nobody beside it");
        breaker.failed(PAUSE_MS + 10);
        assert!(!breaker.admits(2 * PAUSE_MS + 2) && breaker.admits(2 * PAUSE_MS + 10));
    }
}
