//! How likely the passages found hold an answer, and from where on to answer.
//!
//! Two questions, one after the other. Is it about the same thing at all? Knowledge bases differ,
//! so unrelated questions are put to each index, and what nearly all of them stay below becomes
//! its threshold. Is the answer right? That is the number which people see.

use std::sync::OnceLock;

use serde::Deserialize;

pub use calibration::{Calibration, Level, Thresholds, Unrelated, null_bank};

mod calibration;

/// More weight of words than two rare ones have vouches for no more.
pub(crate) const HELD_MAX: f32 = 8.0;

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
    /// The weight of the rarest word that the best passage does not have, over the root of the
    /// number of words: one of many is missed by chance.
    pub missing: f32,
    /// The weight of the words that the best passage has, up to a bound: a lone common word
    /// is found anywhere.
    pub held: f32,
}

/// What follows for one index.
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
    /// The number that people see, 0 to 1: of the answers given at 0.8, four in five are right.
    pub shown: f32,
    /// The probability that question and passages are about the same thing, as fitted on other
    /// knowledge bases.
    pub p: f32,
    /// What both rest on.
    pub features: Features,
    /// How many standard deviations the question lies above the unrelated ones.
    pub above: f32,
    /// What they are held against.
    pub thresholds: Thresholds,
    /// What follows.
    pub standing: Standing,
}

impl Confidence {
    /// Holds a search's features against an index's thresholds.
    pub fn new(features: Features, thresholds: Thresholds) -> Self {
        let sum = features.sum();
        let (p, above) = (logistic(sum), thresholds.unrelated.above(sum));
        let shown = models().right.probability([sum, above, features.missing, features.held]);
        let standing = thresholds.standing(p, shown);
        Self { shown, p, features, above, thresholds, standing }
    }

    /// Where the table of meanings does not know the language, only words can vouch for an answer,
    /// and the share of them that was found is all there is to show.
    /// The bounds are cautious and not yet measured.
    pub(crate) fn vouched_by_words(self) -> Self {
        const ANSWER_COVERAGE_MIN: f32 = 0.6;
        const CLOSEST_COVERAGE_MIN: f32 = 0.3;
        let (covered, Thresholds { answer, closest, .. }) = (self.features.cov1, self.thresholds);
        let standing = match self.p {
            p if p >= answer && covered >= ANSWER_COVERAGE_MIN => Standing::Answers,
            p if p >= closest && covered >= CLOSEST_COVERAGE_MIN => Standing::Closest,
            _ => Standing::Unanswered,
        };
        Self { shown: covered, standing, ..self }
    }

    /// An answer that a person wrote to the very words of the question needs no other voucher.
    pub(crate) fn vouched_by_its_writer(self) -> Self {
        let (p, shown) = (self.p.max(WRITTEN_P), WRITTEN_P);
        Self { p, shown, standing: Standing::Answers, ..self }
    }

    /// A search that found no passage at all.
    pub(crate) fn nothing_found(thresholds: Thresholds) -> Self {
        let (features, standing) = (Features::default(), Standing::Unanswered);
        Self { shown: 0.0, p: 0.0, features, above: 0.0, thresholds, standing }
    }
}

#[derive(Deserialize)]
struct WeightsFile {
    models: Models,
}

#[derive(Deserialize)]
struct Models {
    oos: Model,
    right: RightModel,
}

#[derive(Deserialize)]
struct Model {
    bias: f32,
    weights: Weights,
}

/// How likely an answer is right.
#[derive(Deserialize)]
struct RightModel {
    bias: f32,
    /// Of the other model's sum, of how far that is above the unrelated ones, of the rarest word
    /// that is missing, of the words that are held.
    weights: [f32; 4],
}

impl RightModel {
    fn probability(&self, seen: [f32; 4]) -> f32 {
        let weighed: f32 = self.weights.iter().zip(seen).map(|(weight, seen)| weight * seen).sum();
        logistic(self.bias + weighed)
    }
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

fn models() -> &'static Models {
    static MODELS: OnceLock<Models> = OnceLock::new();
    MODELS.get_or_init(|| {
        let file: WeightsFile =
            serde_json::from_str(WEIGHTS).expect("the weights in the binary are whole");
        file.models
    })
}

impl Features {
    /// The sum of the logistic model of whether question and passages are about the same thing.
    pub fn sum(&self) -> f32 {
        let Model { bias, weights } = &models().oos;
        bias + weights.cov1 * self.cov1
            + weights.bm25n * self.bm25n
            + weights.dens1 * self.dens1
            + weights.sentsim * self.sentsim
            + weights.sentcov * self.sentcov
            + weights.agree * self.agree
    }
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::{Calibration, Confidence, Features, Level, Standing};

    const GOOD: Features = Features {
        cov1: 1.0,
        bm25n: 0.5,
        dens1: 0.7,
        sentsim: 0.8,
        sentcov: 1.0,
        agree: 2.0,
        missing: 0.0,
        held: 6.0,
    };

    /// Of an index whose unrelated questions have sums from -9 to 1.
    fn confidence(features: Features, level: Level) -> Confidence {
        let sums = (0_u8..100).map(|sum| f32::from(sum) / 10.0 - 9.0).collect();
        Confidence::new(features, Calibration::new(sums).thresholds(level))
    }

    #[test]
    fn a_good_match_is_likelier_right_than_none() {
        for level in Level::ALL {
            let (good, none) = (confidence(GOOD, level), confidence(Features::default(), level));
            assert!(good.p > 0.9 && good.shown > 0.8 && good.above > 2.0, "{good:?}");
            assert!(none.p < 0.01 && none.shown < 0.1, "{none:?}");
            assert_eq!((good.standing, none.standing), (Standing::Answers, Standing::Unanswered));
        }
    }

    #[test]
    fn what_is_about_the_same_but_lacks_the_telling_word_is_only_the_closest() {
        let near = Features { cov1: 0.5, sentcov: 0.4, sentsim: 0.5, dens1: 0.55, ..GOOD };
        let steps = [0.0, 1.0, 2.0, 3.0, 4.0]
            .map(|missing| confidence(Features { missing, ..near }, Level::Careful));
        assert!(steps.windows(2).all(|pair| pair[0].shown > pair[1].shown), "{steps:?}");
        assert!(steps.iter().all(|step| step.p >= step.thresholds.answer), "{steps:?}");
        assert_eq!(steps[4].standing, Standing::Closest, "{steps:?}");
    }
}
