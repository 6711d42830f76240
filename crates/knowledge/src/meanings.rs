//! The meanings of all passages of an index in one run of memory, so that a search reads them as
//! fast as memory gives them. Decides no order.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use crate::prepared::Prepared;
use crate::semantic::{Mean, Packed, PackedQuery};

/// Three grains of meaning: of each passage, of its sentences, of the whole source it is from.
pub(crate) struct Meanings {
    passages: Vec<Packed>,
    sentences: Vec<Packed>,
    /// Where each passage's sentences end in `sentences`; they begin where those before end.
    ends: Vec<usize>,
    sources: Vec<Packed>,
    /// The place of each passage's source in `sources`.
    source_of: Vec<usize>,
}

/// The likeness of every passage to a query, by each grain.
pub(crate) struct Likeness {
    /// Of the passage.
    pub(crate) passage: Vec<f32>,
    /// Of the sentence of it that is most like the query.
    pub(crate) sentence: Vec<f32>,
    /// Of the source: the mean of its passages, which says what a passage is about where the
    /// passage itself takes that for known.
    pub(crate) source: Vec<f32>,
}

impl Meanings {
    /// Gathers the meanings of passages, each with what tells its source from others.
    pub(crate) fn gather<'a, S: Eq + Hash>(
        passages: impl Iterator<Item = (S, &'a Prepared)>,
    ) -> Self {
        let mut all = Self {
            passages: Vec::new(),
            sentences: Vec::new(),
            ends: Vec::new(),
            sources: Vec::new(),
            source_of: Vec::new(),
        };
        let mut places: HashMap<S, usize> = HashMap::new();
        let mut means: Vec<Mean> = Vec::new();
        for (source, prepared) in passages {
            let place = *places.entry(source).or_insert(means.len());
            if place == means.len() {
                means.push(Mean::default());
            }
            means[place].add(prepared.whole());
            all.source_of.push(place);
            all.passages.push(prepared.whole().clone());
            all.sentences.extend_from_slice(prepared.parts());
            // A question is nearest to a question: it counts as one more sentence.
            all.sentences.extend_from_slice(prepared.questions());
            all.ends.push(all.sentences.len());
        }
        all.sources = means.iter().map(Mean::packed).collect();
        all.passages.shrink_to_fit();
        all.sentences.shrink_to_fit();
        all
    }

    /// Compares everything with a query.
    pub(crate) fn likeness(&self, query: &PackedQuery) -> Likeness {
        let sources: Vec<f32> = self.sources.iter().map(|mean| mean.cosine(query)).collect();
        let best = |passage| {
            let parts = self.sentences[self.range(passage)].iter();
            parts.map(|part| part.cosine(query)).reduce(f32::max).unwrap_or_default()
        };
        Likeness {
            passage: self.passages.iter().map(|whole| whole.cosine(query)).collect(),
            sentence: (0..self.passages.len()).map(best).collect(),
            source: self.source_of.iter().map(|place| sources[*place]).collect(),
        }
    }

    fn range(&self, passage: usize) -> Range<usize> {
        let start = if passage == 0 { 0 } else { self.ends[passage - 1] };
        start..self.ends[passage]
    }
}

#[cfg(test)]
mod tests {
    use super::Meanings;
    use crate::passage::Passage;
    use crate::prepared::Prepared;
    use crate::semantic::{PackedQuery, embed};

    #[test]
    fn each_grain_is_compared() {
        let prepared = |text: &str| Prepared::new(Passage::answering(vec![], text.to_owned()));
        let shop = prepared("Bids close at noon. Coats are sold by weight.");
        let (care, alone) = (prepared("Wash wool in cold water."), prepared("Bids close at noon."));
        let rows = [("a", &shop), ("a", &care), ("b", &alone)];
        let meanings = Meanings::gather(rows.into_iter());
        let query = PackedQuery::new(&embed("Bids close at noon."));
        let likeness = meanings.likeness(&query);
        assert!((likeness.sentence[0] - 1.0).abs() < 0.01, "{:?}", likeness.sentence);
        assert!(likeness.passage[0] < 0.95 && likeness.passage[2] > 0.99);
        assert_eq!(likeness.source[0].to_bits(), likeness.source[1].to_bits());
        assert!(
            likeness.source[0] < likeness.passage[0] && likeness.source[1] > likeness.passage[1]
        );
        // A source of one passage means what the passage means.
        assert!((likeness.source[2] - likeness.passage[2]).abs() < 0.01);
        assert_eq!(meanings.ends, [2, 3, 4]);
    }
}
