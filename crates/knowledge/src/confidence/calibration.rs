//! What an index makes of questions that are none of its business, and the bars that follow.

use serde::{Deserialize, Serialize};

use super::Standing;

/// Unrelated questions of many trades, one a line. No trade has more than five, so that a
/// business of that trade does not raise its own bar.
const NULL_BANK: &str = include_str!("../null_bank.txt");

/// A spread below this is that of an index which gives nearly everything the same.
const SPREAD_MIN: f32 = 0.1;

/// The unrelated questions.
pub fn null_bank() -> impl Iterator<Item = &'static str> {
    NULL_BANK.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// How readily an assistant answers; what it is not sure enough of is shown as the closest
/// passages, or declined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Rather a person than a wrong answer.
    Careful,
    /// What was measured to be the best of both.
    #[default]
    Balanced,
    /// Rather an answer that may miss than none.
    Eager,
}

impl Level {
    /// All of them, the most careful first.
    pub const ALL: [Self; 3] = [Self::Careful, Self::Balanced, Self::Eager];

    /// How many of a hundred unrelated questions stay below the bar of an answer, how many below
    /// that of the closest passages, and how likely an answer has to be right.
    fn bars(self) -> (usize, usize, f32) {
        match self {
            Self::Careful => (99, 98, 0.7),
            Self::Balanced => (98, 95, 0.5),
            Self::Eager => (95, 90, 0.35),
        }
    }
}

/// What the unrelated questions say of one index.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// The model's sum for each of them, the least first.
    sums: Vec<f32>,
    unrelated: Unrelated,
}

/// Where the unrelated questions lie, as sums of the model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unrelated {
    /// Their mean.
    pub mean: f32,
    /// Their standard deviation.
    pub spread: f32,
}

/// From where on an index answers, and shows its closest passages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Nearly all unrelated questions stay below this probability: what is above is about the
    /// same thing.
    pub answer: f32,
    /// A little less nearly all of them stay below this one.
    pub closest: f32,
    /// An answer is given as one when it is at least this likely to be right.
    pub sure: f32,
    /// What the likelihood is measured from.
    pub unrelated: Unrelated,
}

impl Thresholds {
    /// What follows from how likely the passages are about the question, and how likely the answer
    /// is right.
    pub fn standing(&self, p: f32, shown: f32) -> Standing {
        match p {
            p if p >= self.answer && shown >= self.sure => Standing::Answers,
            p if p >= self.closest => Standing::Closest,
            _ => Standing::Unanswered,
        }
    }
}

impl Calibration {
    /// From the sums that an index gives to unrelated questions.
    #[expect(clippy::cast_precision_loss, reason = "the bank has some hundreds of questions")]
    pub(crate) fn new(mut sums: Vec<f32>) -> Self {
        sums.sort_unstable_by(f32::total_cmp);
        let count = sums.len().max(1) as f32;
        let mean = sums.iter().sum::<f32>() / count;
        let variance = sums.iter().map(|sum| (sum - mean).powi(2)).sum::<f32>() / count;
        let unrelated = Unrelated { mean, spread: variance.sqrt().max(SPREAD_MIN) };
        Self { sums, unrelated }
    }

    /// The bars of an index at a level.
    pub fn thresholds(&self, level: Level) -> Thresholds {
        let (answer, closest, sure) = level.bars();
        let above = |percent| self.percentile(percent).map_or(1.0, super::logistic);
        Thresholds {
            answer: above(answer),
            closest: above(closest),
            sure,
            unrelated: self.unrelated,
        }
    }

    /// The least value that `percent` of a hundred do not exceed.
    fn percentile(&self, percent: usize) -> Option<f32> {
        let rank = (self.sums.len() * percent).div_ceil(100).saturating_sub(1);
        self.sums.get(rank).copied()
    }
}

impl Unrelated {
    /// How many standard deviations a sum lies above them.
    pub(super) fn above(self, sum: f32) -> f32 {
        (sum - self.mean) / self.spread
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Calibration, Level, null_bank};

    #[test]
    fn the_null_bank_is_large_and_says_nothing_twice() {
        let distinct: HashSet<String> = null_bank().map(str::to_lowercase).collect();
        assert!(distinct.len() >= 400, "{}", distinct.len());
        assert_eq!(distinct.len(), null_bank().count());
        assert!(null_bank().all(|question| question.ends_with('?')));
    }

    #[test]
    fn a_percentile_is_a_value_that_was_seen() {
        let said = Calibration::new((1_u8..=200).rev().map(f32::from).collect());
        assert_eq!((said.percentile(98), said.percentile(95)), (Some(196.0), Some(190.0)));
        assert_eq!(Calibration::new(vec![]).percentile(98), None);
        assert!((said.unrelated.above(said.unrelated.mean)).abs() < 1e-6);
        assert!((said.unrelated.above(200.0) - 99.5 / 57.73).abs() < 1e-3);
    }

    #[test]
    fn a_more_careful_level_asks_for_more() {
        let said = Calibration::new((0_u8..200).map(|sum| f32::from(sum) / 20.0 - 8.0).collect());
        let bars = Level::ALL.map(|level| said.thresholds(level));
        for pair in bars.windows(2) {
            assert!(pair[0].sure > pair[1].sure && pair[0].answer > pair[1].answer, "{bars:?}");
            assert!(pair[0].closest > pair[1].closest, "{bars:?}");
        }
        assert!(bars.iter().all(|it| it.closest < it.answer), "{bars:?}");
        let nothing = Calibration::new(vec![]).thresholds(Level::default());
        assert!(nothing.answer >= 1.0 && nothing.closest >= 1.0);
    }
}
