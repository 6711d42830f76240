//! Chance that is the same for the same seed.

use std::f64::consts::TAU;
use std::time::Duration;

use domain::conversation::Millis;

pub(crate) struct Chance(fastrand::Rng);

impl Chance {
    pub(crate) fn of(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// Whether something happens that does in this share of cases.
    pub(crate) fn happens(&mut self, share: f64) -> bool {
        self.0.f64() < share
    }

    /// One of so many, from 0.
    pub(crate) fn one_of(&mut self, count: usize) -> usize {
        self.0.usize(..count)
    }

    /// The time to the next of independent events that come so often an hour.
    pub(crate) fn until_next(&mut self, per_hour: f64) -> Millis {
        whole(-self.above_zero().ln() * 3_600.0 / per_hour)
    }

    /// A lognormal time; the median is in seconds, `sigma` is the deviation of its logarithm.
    pub(crate) fn lognormal(&mut self, median: f64, sigma: f64) -> Millis {
        let normal = (-2.0 * self.above_zero().ln()).sqrt() * (TAU * self.0.f64()).cos();
        whole(median * (sigma * normal).exp())
    }

    fn above_zero(&mut self) -> f64 {
        1.0 - self.0.f64()
    }
}

fn whole(seconds: f64) -> Millis {
    let time = Duration::from_secs_f64(seconds.min(1e9));
    Millis::try_from(time.as_millis()).expect("a billion seconds fit")
}
