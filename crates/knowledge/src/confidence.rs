//! How likely the passages found hold an answer, and from where on to answer.
//!
//! A probability alone is worth little, because knowledge bases differ. Unrelated questions are put
//! to each index, and what nearly all of them stay below becomes its threshold.

use std::sync::OnceLock;

use serde::Deserialize;

/// Unrelated questions of many trades, one a line. No trade has more than five, so that a
/// business of that trade does not raise its own bar.
const NULL_BANK: &str = include_str!("null_bank.txt");

/// How sure an answer is that was written to the very words of a question.
const WRITTEN_P: f32 = 0.99;

static WEIGHTS: &str = include_str!("../model/answerability.json");

/// What a ranking looks like from outside; the exact definitions stand beside the weights, in
/// `model/answerability.json`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Features {
    /// Share of the query's weight of words that the best passage has.
    pub cov1: f32,
    /// Best BM25 over 2.2 times the query's weight of words.
    pub bm25n: f32,
    /// Best cosine of a passage.
    pub dens1: f32,
    /// Best cosine of a sentence in the best three passages.
    pub sentsim: f32,
    /// Best share of the query's weight of words in one sentence of the best three.
    pub sentcov: f32,
    /// How far words and meaning agree on the best, 0 to 2.
    pub agree: f32,
}

/// From which probability on an index answers, and shows its closest passages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// 98 of 100 unrelated questions stay below this.
    pub answer: f32,
    /// 95 of 100 unrelated questions stay below this.
    pub closest: f32,
}

/// What a probability means for one index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The passages answer.
    Answers,
    /// They are the closest there is, and should be called that.
    Closest,
    /// They do not answer.
    Unanswered,
}

/// How sure an index is about one search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence {
    /// The number that people see, 0 to 1; see [`shown`].
    pub shown: f32,
    /// The probability that the passages answer, as fitted on other knowledge bases.
    pub p: f32,
    /// What `p` rests on.
    pub features: Features,
    /// What `p` is held against.
    pub thresholds: Thresholds,
    /// What follows.
    pub standing: Standing,
}

impl Confidence {
    /// Holds a search's features against an index's thresholds.
    pub fn new(features: Features, thresholds: Thresholds) -> Self {
        let p = features.probability();
        let standing = match p {
            p if p >= thresholds.answer => Standing::Answers,
            p if p >= thresholds.closest => Standing::Closest,
            _ => Standing::Unanswered,
        };
        Self { shown: shown(p, thresholds.answer), p, features, thresholds, standing }
    }

    /// Where the table of meanings does not know the language, only words can vouch for an answer.
    /// The bounds are cautious and not yet measured.
    pub(crate) fn vouched_by_words(mut self) -> Self {
        const ANSWER_COVERAGE_MIN: f32 = 0.6;
        const CLOSEST_COVERAGE_MIN: f32 = 0.3;
        let covered = self.features.cov1;
        self.standing = match self.standing {
            _ if covered < CLOSEST_COVERAGE_MIN => Standing::Unanswered,
            Standing::Answers if covered < ANSWER_COVERAGE_MIN => Standing::Closest,
            standing => standing,
        };
        self
    }

    /// An answer that a person wrote to the very words of the question needs no other voucher. It
    /// is shown as far above the threshold as a certain one.
    pub(crate) fn vouched_by_its_writer(self) -> Self {
        let p = self.p.max(WRITTEN_P);
        let shown = shown(p, self.thresholds.answer).max(WRITTEN_P);
        Self { p, shown, standing: Standing::Answers, ..self }
    }

    /// A search that found no passage at all.
    pub(crate) fn nothing_found(thresholds: Thresholds) -> Self {
        let features = Features::default();
        Self { shown: 0.0, p: 0.0, features, thresholds, standing: Standing::Unanswered }
    }
}

#[derive(Deserialize)]
struct WeightsFile {
    models: Models,
}

#[derive(Deserialize)]
struct Models {
    oos: Model,
}

#[derive(Deserialize)]
struct Model {
    bias: f32,
    weights: Weights,
}

#[derive(Deserialize)]
struct Weights {
    cov1: f32,
    bm25n: f32,
    dens1: f32,
    sentsim: f32,
    sentcov: f32,
    agree: f32,
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let file: WeightsFile =
            serde_json::from_str(WEIGHTS).expect("the weights in the binary are whole");
        file.models.oos
    })
}

impl Features {
    /// The logistic model of answerability.
    pub fn probability(&self) -> f32 {
        let Model { bias, weights } = model();
        let sum = bias
            + weights.cov1 * self.cov1
            + weights.bm25n * self.bm25n
            + weights.dens1 * self.dens1
            + weights.sentsim * self.sentsim
            + weights.sentcov * self.sentcov
            + weights.agree * self.agree;
        logistic(sum)
    }
}

/// The unrelated questions.
pub fn null_bank() -> impl Iterator<Item = &'static str> {
    NULL_BANK.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Thresholds from the probabilities that an index gives to unrelated questions. None, for want of
/// questions, sets both to 1.
pub(crate) fn thresholds(mut probabilities: Vec<f32>) -> Thresholds {
    probabilities.sort_unstable_by(f32::total_cmp);
    Thresholds { answer: percentile(&probabilities, 98), closest: percentile(&probabilities, 95) }
}

/// The least value that `percent` of a hundred do not exceed.
fn percentile(sorted: &[f32], percent: usize) -> f32 {
    let rank = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(rank).copied().unwrap_or(1.0)
}

/// `logistic((logit(p) - logit(threshold)) / 2)`: grows with `p`, is 0.5 at the threshold.
///
/// It is an order and a place of the threshold, not yet a promise that eight of ten answers shown
/// at 0.8 are right: that needs answers which people have judged.
pub fn shown(p: f32, threshold: f32) -> f32 {
    logistic((logit(p) - logit(threshold)) / 2.0)
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

fn logit(p: f32) -> f32 {
    let p = p.clamp(1e-6, 1.0 - 1e-6);
    (p / (1.0 - p)).ln()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Features, null_bank, percentile, shown};

    #[test]
    fn the_null_bank_is_large_and_says_nothing_twice() {
        let distinct: HashSet<String> = null_bank().map(str::to_lowercase).collect();
        assert!(distinct.len() >= 400, "{}", distinct.len());
        assert_eq!(distinct.len(), null_bank().count());
        assert!(null_bank().all(|question| question.ends_with('?')));
    }

    #[test]
    fn a_percentile_is_a_value_that_was_seen() {
        let values: Vec<f32> = (1_u8..=200).map(f32::from).collect();
        assert!((percentile(&values, 98) - 196.0).abs() < 1e-6);
        assert!((percentile(&values, 95) - 190.0).abs() < 1e-6);
        assert!((percentile(&[], 98) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_shown_number_is_half_at_the_threshold_and_grows() {
        assert!((shown(0.3, 0.3) - 0.5).abs() < 1e-6);
        let steps: Vec<f32> = [0.0, 0.1, 0.3, 0.9, 1.0].iter().map(|p| shown(*p, 0.3)).collect();
        assert!(steps.windows(2).all(|pair| pair[0] < pair[1]), "{steps:?}");
        assert!(steps.iter().all(|step| (0.0..=1.0).contains(step)));
    }

    #[test]
    fn a_good_match_is_likelier_than_none() {
        let good =
            Features { cov1: 1.0, bm25n: 0.5, dens1: 0.7, sentsim: 0.8, sentcov: 1.0, agree: 2.0 };
        assert!(good.probability() > 0.9);
        assert!(Features::default().probability() < 0.01);
    }
}
