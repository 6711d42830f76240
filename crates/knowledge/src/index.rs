//! One assistant's knowledge, searchable. A cache: whatever stands here can be built again from the
//! rows of the store, and nothing is changed in place.

use std::sync::Arc;

use domain::id::SourceId;

use crate::confidence::{self, Confidence, Features, Thresholds};
use crate::fuse::{self, Scores};
use crate::lexical::Lexical;
use crate::passage::Passage;
use crate::prepared::Prepared;
use crate::semantic::{self, PackedQuery};
use crate::terms;

/// Passages at the top whose sentences are looked at for the confidence and for an answer.
pub const TOP_PASSAGES: usize = 3;

/// Which passage: a place in one reading of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassageKey {
    /// The source it was read from.
    pub source: SourceId,
    /// Which reading of the source.
    pub revision: u32,
    /// Its place in that reading, from 0.
    pub position: u32,
}

/// Passages that can be searched by word and by meaning.
pub struct Index {
    generation: u64,
    passages: Vec<(PassageKey, Arc<Prepared>)>,
    lexical: Lexical,
    by_meaning: bool,
}

/// A passage that a search found.
#[derive(Clone)]
pub struct Found<'index> {
    /// Which passage.
    pub key: PassageKey,
    /// The passage, with its sentences.
    pub prepared: &'index Prepared,
    /// BM25.
    pub lexical: f32,
    /// Cosine of the whole passage.
    pub semantic: f32,
    /// Both fused, 0 to 1.
    pub score: f32,
}

impl Found<'_> {
    /// The passage that was found.
    pub fn passage(&self) -> &Passage {
        self.prepared.passage()
    }
}

/// What a search looked for and found.
pub struct Search<'index> {
    /// The query's terms, and how rare each is in this index.
    pub terms: Vec<(String, f32)>,
    /// The generation of the index that was searched.
    pub generation: u64,
    /// The passages found, best first.
    pub found: Vec<Found<'index>>,
    /// What the confidence rests on.
    pub features: Features,
    query: PackedQuery,
}

impl Search<'_> {
    /// The share of the query's weight of words that a text has, 0 to 1.
    pub fn coverage(&self, text: &str) -> f32 {
        let all: f32 = self.terms.iter().map(|(_, rarity)| rarity).sum();
        if all <= 0.0 {
            return 0.0;
        }
        let present = terms::terms(text);
        let found = self.terms.iter().filter(|(term, _)| present.contains(term));
        found.map(|(_, rarity)| rarity).sum::<f32>() / all
    }

    /// The likeness to the query of each telling sentence of a passage, in reading order.
    pub fn sentence_likenesses(&self, passage: &Prepared) -> Vec<f32> {
        passage.sentence_likenesses(&self.query).collect()
    }
}

impl Index {
    /// Puts passages together. Their meaning was worked out before, so adding one source costs
    /// the word index and nothing else. `generation` names this state of the knowledge in trails.
    pub fn build(
        generation: u64,
        passages: impl IntoIterator<Item = (PassageKey, Arc<Prepared>)>,
    ) -> Self {
        let passages: Vec<_> = passages.into_iter().collect();
        let texts = passages.iter().map(|(_, prepared)| prepared.passage().indexed_text());
        let lexical = Lexical::build(texts);
        // The table of meanings knows English. For other languages words alone decide.
        let english = passages.iter().filter(|(_, prepared)| prepared.is_english()).count();
        let by_meaning = english * 2 >= passages.len();
        Self { generation, passages, lexical, by_meaning }
    }

    /// The generation that this index was built as.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Number of passages.
    pub fn len(&self) -> usize {
        self.passages.len()
    }

    /// True when nothing has been learnt yet.
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }

    /// Finds the passages that answer a query best, at most `limit`.
    pub fn search(&self, query: &str, limit: usize) -> Search<'_> {
        let terms = terms::query_terms(query);
        let packed = PackedQuery::new(&semantic::embed(query));
        let scores = self.scores(&terms, &packed);
        let fused = scores.fused(self.by_meaning);
        let order = fuse::best(&fused, limit.max(TOP_PASSAGES));
        let found = order.into_iter().filter(|passage| fused[*passage] > 0.0).map(|passage| {
            let (key, prepared) = &self.passages[passage];
            Found {
                key: *key,
                prepared,
                lexical: scores.lexical[passage],
                semantic: scores.passage[passage],
                score: fused[passage],
            }
        });
        let found = found.collect();
        let weigh = |term: String| {
            let rarity = self.lexical.rarity(&term);
            (term, rarity)
        };
        let terms = terms.into_iter().map(weigh).collect();
        let generation = self.generation;
        let features = Features::default();
        let mut search = Search { terms, generation, found, features, query: packed };
        search.features = features_of(&search, &scores);
        search.found.truncate(limit);
        search
    }

    /// Puts the unrelated questions to this index and reads its thresholds off their answers.
    pub fn calibrate(&self) -> Thresholds {
        let p = |question| self.search(question, TOP_PASSAGES).features.probability();
        confidence::thresholds(confidence::null_bank().map(p).collect())
    }

    /// How sure this index is that a search found an answer.
    pub fn confidence(&self, search: &Search<'_>, thresholds: Thresholds) -> Confidence {
        Confidence::new(search.features, thresholds)
    }

    fn scores(&self, terms: &[String], query: &PackedQuery) -> Scores {
        let mut scores = Scores {
            lexical: self.lexical.scores(terms),
            passage: Vec::with_capacity(self.passages.len()),
            sentence: Vec::with_capacity(self.passages.len()),
        };
        for (_, prepared) in &self.passages {
            scores.passage.push(prepared.likeness(query));
            scores
                .sentence
                .push(prepared.sentence_likenesses(query).reduce(f32::max).unwrap_or_default());
        }
        scores
    }
}

fn features_of(search: &Search<'_>, scores: &Scores) -> Features {
    let Some(first) = search.found.first() else { return Features::default() };
    let all: f32 = search.terms.iter().map(|(_, rarity)| rarity).sum();
    let mut features = Features {
        cov1: search.coverage(&first.passage().indexed_text()),
        bm25n: if all > 0.0 { scores.lexical_top() / (2.2 * all) } else { 0.0 },
        dens1: scores.passage_top(),
        agree: scores.agreement(),
        sentsim: -1.0,
        sentcov: 0.0,
    };
    for found in search.found.iter().take(TOP_PASSAGES) {
        let likenesses = search.sentence_likenesses(found.prepared);
        features.sentsim = likenesses.into_iter().fold(features.sentsim, f32::max);
        for range in found.prepared.sentences() {
            let sentence = &found.passage().text[range.clone()];
            features.sentcov = features.sentcov.max(search.coverage(sentence));
        }
    }
    features
}
