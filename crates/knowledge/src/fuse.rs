//! Two rankings to one, and six numbers that say how far to trust it. Pure arithmetic.
#![expect(clippy::cast_precision_loss, reason = "counts of at most three")]

use crate::meanings::Likeness;

/// Fewer passages have no spread worth stretching.
const STRETCH_PASSAGES_MIN: usize = 5;

/// Fewer are not worth choosing among before they are sorted.
const ORDER_MIN: usize = 64;

/// Scores of every passage, by its number.
pub(crate) struct Scores {
    /// BM25; 0 where no word matches.
    pub(crate) lexical: Vec<f32>,
    /// Cosines by meaning.
    pub(crate) likeness: Likeness,
}

impl Scores {
    /// `.5 b / max(b) + .5 zn(zn((d + e) / 2) + zn(s))`, where `d`, `e` and `s` are the cosines of
    /// passage, source and best sentence. With `by_meaning` off, the first half alone, which then
    /// fills the whole range.
    pub(crate) fn fused(&self, by_meaning: bool) -> Vec<f32> {
        if by_meaning { self.with_words(&self.meaning()) } else { self.by_words() }
    }

    /// `.5 b / max(b) + .5 zn(cos)`, with the cosines of a model of the workspace's own in place
    /// of the table's.
    pub(crate) fn fused_with(&self, cosines: &[f32]) -> Vec<f32> {
        if cosines.len() < STRETCH_PASSAGES_MIN {
            return self.with_words(cosines);
        }
        self.with_words(&stretched(cosines))
    }

    fn with_words(&self, meaning: &[f32]) -> Vec<f32> {
        self.by_words().iter().zip(meaning).map(|(b, m)| 0.5 * b + 0.5 * m).collect()
    }

    fn by_words(&self) -> Vec<f32> {
        let top = largest(&self.lexical);
        let share = |b: &f32| if top > 0.0 { b / top } else { 0.0 };
        self.lexical.iter().map(share).collect()
    }

    /// The scores of some passages alone, by their place among those.
    pub(crate) fn only(&self, passages: &[usize]) -> Self {
        let of = |all: &[f32]| passages.iter().map(|passage| all[*passage]).collect();
        let Likeness { passage, sentence, source } = &self.likeness;
        let likeness =
            Likeness { passage: of(passage), sentence: of(sentence), source: of(source) };
        Self { lexical: of(&self.lexical), likeness }
    }

    fn meaning(&self) -> Vec<f32> {
        let Likeness { passage, sentence, source } = &self.likeness;
        // Mixed before they are stretched, so that neither a source of one passage nor a lone
        // source changes what the passage counts for.
        let whole: Vec<f32> = passage.iter().zip(source).map(|(d, e)| 0.5 * (d + e)).collect();
        let sum = |(w, s): (&f32, &f32)| w + s;
        if whole.len() < STRETCH_PASSAGES_MIN {
            return whole.iter().zip(sentence).map(sum).map(|m| m / 2.0).collect();
        }
        let (whole, sentence) = (stretched(&whole), stretched(sentence));
        stretched(&whole.iter().zip(&sentence).map(sum).collect::<Vec<_>>())
    }

    /// How far words and meaning agree: the share of the best three in common, and one more when
    /// the very best is the same. Where no word matches there is nothing to agree with.
    pub(crate) fn agreement(&self) -> f32 {
        let mut by_words = best(&self.lexical, 3);
        by_words.retain(|passage| self.lexical[*passage] > 0.0);
        let by_meaning = best(&self.likeness.passage, 3);
        let common = by_words.iter().filter(|passage| by_meaning.contains(passage)).count();
        let same_first = !by_words.is_empty() && by_words.first() == by_meaning.first();
        common as f32 / 3.0 + if same_first { 1.0 } else { 0.0 }
    }

    /// The largest BM25.
    pub(crate) fn lexical_top(&self) -> f32 {
        largest(&self.lexical)
    }

    /// The largest cosine of a passage.
    pub(crate) fn passage_top(&self) -> f32 {
        largest(&self.likeness.passage)
    }
}

/// The numbers of the `count` best, best first; equal ones in reading order.
pub(crate) fn best(scores: &[f32], count: usize) -> Vec<usize> {
    let compare = |a: &usize, b: &usize| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b));
    let mut order: Vec<usize> = Vec::new();
    // What is below the least of the best so far is left out at a glance: nearly all.
    let (room, mut bar) = (count.saturating_mul(2).max(ORDER_MIN), f32::NEG_INFINITY);
    for (passage, score) in scores.iter().enumerate() {
        if *score <= bar {
            continue;
        }
        order.push(passage);
        if order.len() == room {
            order.select_nth_unstable_by(count, compare);
            order.truncate(count);
            bar = order.iter().map(|kept| scores[*kept]).fold(f32::INFINITY, f32::min);
        }
    }
    order.sort_unstable_by(compare);
    order.truncate(count);
    order
}

fn largest(values: &[f32]) -> f32 {
    values.iter().copied().reduce(f32::max).unwrap_or(0.0)
}

/// Stretched so that the least is 0 and the largest 1.
fn stretched(values: &[f32]) -> Vec<f32> {
    let least = values.iter().copied().reduce(f32::min).unwrap_or(0.0);
    let span = largest(values) - least + 1e-9;
    values.iter().map(|value| (value - least) / span).collect()
}

#[cfg(test)]
mod tests {
    use super::{Scores, best};
    use crate::meanings::Likeness;

    fn scores() -> Scores {
        Scores {
            lexical: vec![0.0, 4.0, 2.0, 0.0, 0.0],
            likeness: Likeness {
                passage: vec![0.1, 0.3, 0.5, 0.1, 0.2],
                sentence: vec![0.2, 0.2, 0.6, 0.2, 0.4],
                source: vec![0.2, 0.4, 0.4, 0.1, 0.1],
            },
        }
    }

    #[test]
    fn the_fused_score_is_the_written_formula() {
        let fused = scores().fused(true);
        // (d + e) / 2 = .15, .35, .45, .1, .15, stretched by .35; zn(s) = 0, 0, 1, 0, .5. They sum
        // to 1/7, 5/7, 2, 0, 1/7 + .5, which is stretched by 2.
        let expected = [0.25 / 7.0, 0.5 + 1.25 / 7.0, 0.75, 0.0, 0.25 / 7.0 + 0.125];
        for (found, wanted) in fused.iter().zip(expected) {
            assert!((found - wanted).abs() < 1e-5, "{fused:?}");
        }
        assert_eq!(scores().fused(false), [0.0, 1.0, 0.5, 0.0, 0.0]);
    }

    #[test]
    fn a_better_model_stands_in_for_the_table() {
        let fused = scores().fused_with(&[0.9, 0.7, 0.8, 0.7, 0.7]);
        for (found, wanted) in fused.iter().zip([0.5, 0.5, 0.5, 0.0, 0.0]) {
            assert!((found - wanted).abs() < 1e-5, "{fused:?}");
        }
    }

    #[test]
    fn few_passages_are_not_stretched() {
        let [passage, sentence, source] = [(); 3].map(|()| vec![0.1, 0.2]);
        let likeness = Likeness { passage, sentence, source };
        let fused = Scores { lexical: vec![0.0, 0.0], likeness }.fused(true);
        assert_eq!(fused, [0.05, 0.1]);
        let [passage, sentence, source] = [(); 3].map(|()| vec![0.1, 0.2]);
        let likeness = Likeness { passage, sentence, source };
        let scores = Scores { lexical: vec![0.0, 4.0], likeness };
        assert_eq!(scores.fused_with(&[0.8, 0.6]), [0.4, 0.8]);
    }

    #[test]
    fn agreement_counts_the_common_best() {
        // By words 1, 2; by meaning 2, 1, 4: two of three in common, the first is another.
        assert!((scores().agreement() - 2.0 / 3.0).abs() < 1e-6);
        assert_eq!(best(&[0.5, 0.9, 0.9], 2), [1, 2]);
        assert!(best(&[], 3).is_empty());
    }
}
