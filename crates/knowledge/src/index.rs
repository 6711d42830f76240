//! One assistant's knowledge, searchable. A cache: whatever stands here can be built again from the
//! rows of the store, and nothing is changed in place.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use domain::id::SourceId;

use crate::confidence::{Calibration, Confidence, Features, HELD_MAX, Thresholds, null_bank};
use crate::fuse::{self, Scores};
use crate::language::{self, Language};
use crate::lexical::Lexical;
use crate::meanings::Meanings;
use crate::passage::Passage;
use crate::prepared::Prepared;
use crate::semantic::{self, PackedQuery};
use crate::terms::{self, QueryTerm};
use crate::vectors::Meant;

/// Passages at the top whose sentences are looked at for the confidence and for an answer.
pub const TOP_PASSAGES: usize = 3;

/// By this an answer that was written to the very words of the query goes before all others, whose
/// scores end at 1; it is shown as 1 itself.
const EXACT_SCORE: f32 = 2.0;

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
    meanings: Meanings,
    by_meaning: bool,
    /// Passages by the wording of a question that they were written to answer.
    written_for: HashMap<String, Vec<usize>>,
    /// Of each passage.
    languages: Vec<Language>,
    /// Those that occur.
    spoken: Vec<Language>,
}

/// A passage that a search found.
#[derive(Clone)]
pub struct Found<'index> {
    /// Which passage.
    pub key: PassageKey,
    /// The passage, with its sentences.
    pub prepared: &'index Prepared,
    /// The language that its words are compared in.
    pub language: Language,
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
    pub terms: Vec<(QueryTerm, f32)>,
    /// The generation of the index that was searched.
    pub generation: u64,
    /// The passages found, best first.
    pub found: Vec<Found<'index>>,
    /// The first was written to answer these very words.
    pub exact: bool,
    /// What the confidence rests on.
    pub features: Features,
    query: PackedQuery,
}

impl Search<'_> {
    /// The share of the query's weight of words that a text in a language has, 0 to 1.
    pub fn coverage(&self, text: &str, language: Language) -> f32 {
        self.share_without(&self.missing(text, language))
    }

    /// How rare each of the query's terms is that a text in a language does not have.
    fn missing(&self, text: &str, language: Language) -> Vec<f32> {
        let present = terms::terms(text, language);
        let missing = self.terms.iter().filter(|(term, _)| !term.is_in(language, &present));
        missing.map(|(_, rarity)| *rarity).collect()
    }

    fn share_without(&self, missing: &[f32]) -> f32 {
        let all: f32 = self.terms.iter().map(|(_, rarity)| rarity).sum();
        if all > 0.0 { (1.0 - missing.iter().sum::<f32>() / all).max(0.0) } else { 0.0 }
    }

    /// The likeness to the query of each telling sentence of a passage, in reading order.
    pub fn sentence_likenesses(&self, passage: &Prepared) -> Vec<f32> {
        passage.parts().iter().map(|part| part.cosine(&self.query)).collect()
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
        let told: Vec<_> =
            passages.iter().map(|(key, prepared)| (key.source, prepared.language())).collect();
        let languages = language::of_passages(&told);
        let spoken: BTreeSet<_> = languages.iter().copied().collect();
        let spoken: Vec<_> = spoken.into_iter().collect();
        let texts = passages.iter().map(|(_, prepared)| prepared.passage().indexed_text());
        let lexical = Lexical::build(languages.iter().copied().zip(texts));
        let rows = passages.iter();
        let meanings =
            Meanings::gather(rows.map(|(key, one)| ((key.source, key.revision), one.as_ref())));
        // The table of meanings knows English. For other languages words alone decide.
        let telling = || passages.iter().filter(|(_, prepared)| prepared.tells_language());
        let english = telling().filter(|(_, prepared)| prepared.is_english()).count();
        let by_meaning = english * 2 >= telling().count();
        let mut written_for: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, (_, prepared)) in passages.iter().enumerate() {
            for question in &prepared.passage().questions {
                written_for.entry(terms::wording(question)).or_default().push(place);
            }
        }
        Self { generation, passages, lexical, meanings, by_meaning, written_for, languages, spoken }
    }

    /// The generation that this index was built as.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The passages, in the order in which vectors of them are given to [`Meant::beside`].
    pub fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.passages.iter().map(|(_, prepared)| prepared.passage())
    }

    /// How many terms a query is searched by.
    pub fn terms_of(&self, query: &str) -> usize {
        terms::query_terms(query, &self.spoken).len()
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
        self.search_without(&BTreeSet::new(), query, limit, &Meant::default())
    }

    /// The same as if some sources were not there: they are neither found nor compared with.
    ///
    /// What a model of the workspace's own made of passages and query ranks, where it knows both.
    /// The confidence rests on the static table's ranking all the same, because its weights and
    /// thresholds were found on that.
    pub fn search_without(
        &self,
        hidden: &BTreeSet<SourceId>,
        query: &str,
        limit: usize,
        meant: &Meant,
    ) -> Search<'_> {
        let weigh = |term: QueryTerm| {
            let rarity = self.lexical.rarity(&term);
            (term, rarity)
        };
        let terms = terms::query_terms(query, &self.spoken);
        let terms: Vec<_> = terms.into_iter().map(weigh).collect();
        let packed = PackedQuery::new(&semantic::embed(query));
        let seen = (!hidden.is_empty()).then(|| self.places_without(hidden));
        let mut scores = self.scores(&terms, &packed);
        if let Some(seen) = &seen {
            scores = scores.only(seen);
        }
        // Who wrote an answer to these very words meant it for them.
        let nth_of = |place: &usize| match &seen {
            Some(seen) => seen.binary_search(place).ok(),
            None => Some(*place),
        };
        let written: Vec<usize> = self.written_for(query).iter().filter_map(nth_of).collect();
        let exact = !written.is_empty();
        let ranked = |mut fused: Vec<f32>, likeness: &[f32], limit: usize| -> Vec<Found<'_>> {
            for nth in &written {
                fused[*nth] = EXACT_SCORE;
            }
            let order = fuse::best(&fused, limit).into_iter().filter(|nth| fused[*nth] > 0.0);
            let found = order.map(|nth| {
                let place = seen.as_ref().map_or(nth, |seen| seen[nth]);
                let (key, prepared) = &self.passages[place];
                let (key, language) = (*key, self.languages[place]);
                let (lexical, semantic) = (scores.lexical[nth], likeness[nth]);
                let score = fused[nth].min(1.0);
                Found { key, prepared, language, lexical, semantic, score }
            });
            found.collect()
        };
        let fused = scores.fused(self.by_meaning);
        let found = ranked(fused, &scores.likeness.passage, limit.max(TOP_PASSAGES));
        let generation = self.generation;
        let features = Features::default();
        let mut search = Search { terms, generation, found, exact, features, query: packed };
        search.features = features_of(&search, &scores);
        if let Some(all) = meant.cosines(query, self.len()) {
            let cosines = seen.as_ref().map(|seen| seen.iter().map(|nth| all[*nth]).collect());
            let cosines: Vec<f32> = cosines.unwrap_or(all);
            search.found = ranked(scores.fused_with(&cosines), &cosines, limit);
        }
        search.found.truncate(limit);
        search
    }

    /// The places of the answers that were written to a question of these words.
    fn written_for(&self, query: &str) -> &[usize] {
        let wording = terms::wording(query);
        let written = self.written_for.get(&wording).filter(|_| !wording.is_empty());
        written.map_or(&[], Vec::as_slice)
    }

    /// The places of all passages but those of some sources, in reading order.
    fn places_without(&self, hidden: &BTreeSet<SourceId>) -> Vec<usize> {
        let is_there = |place: &usize| !hidden.contains(&self.passages[*place].0.source);
        (0..self.passages.len()).filter(is_there).collect()
    }

    /// Puts the unrelated questions to this index.
    pub fn calibrate(&self) -> Calibration {
        let sum = |question| self.search(question, TOP_PASSAGES).features.sum();
        Calibration::new(null_bank().map(sum).collect())
    }

    /// How sure this index is that a search found an answer.
    pub fn confidence(&self, search: &Search<'_>, thresholds: Thresholds) -> Confidence {
        if search.found.is_empty() {
            return Confidence::nothing_found(thresholds);
        }
        let confidence = Confidence::new(search.features, thresholds);
        if search.exact {
            return confidence.vouched_by_its_writer();
        }
        if self.by_meaning { confidence } else { confidence.vouched_by_words() }
    }

    fn scores(&self, terms: &[(QueryTerm, f32)], query: &PackedQuery) -> Scores {
        Scores { lexical: self.lexical.scores(terms), likeness: self.meanings.likeness(query) }
    }
}

fn features_of(search: &Search<'_>, scores: &Scores) -> Features {
    let Some(first) = search.found.first() else { return Features::default() };
    let all: f32 = search.terms.iter().map(|(_, rarity)| rarity).sum();
    let missing = search.missing(&first.passage().indexed_text(), first.language);
    let mut features = Features {
        cov1: search.share_without(&missing),
        missing: rarest_of(&missing, search.terms.len()),
        held: (all - missing.iter().sum::<f32>()).clamp(0.0, HELD_MAX),
        bm25n: if all > 0.0 { scores.lexical_top() / (2.2 * all) } else { 0.0 },
        dens1: scores.passage_top(),
        agree: scores.agreement(),
        sentsim: -1.0,
        sentcov: 0.0,
    };
    for found in search.found.iter().take(TOP_PASSAGES) {
        let likenesses = search.sentence_likenesses(found.prepared);
        let questions = found.prepared.questions().iter().map(|part| part.cosine(&search.query));
        features.sentsim = likenesses.into_iter().chain(questions).fold(features.sentsim, f32::max);
        let passage = found.passage();
        let sentences = found.prepared.sentences().iter().map(|range| &passage.text[range.clone()]);
        let questions = passage.questions.iter().map(String::as_str);
        features.sentcov = sentences
            .chain(questions)
            .map(|text| search.coverage(text, found.language))
            .fold(features.sentcov, f32::max);
    }
    features
}

/// The weight of the rarest missing word, over the root of the number of words.
#[expect(clippy::cast_precision_loss, reason = "a query has few words")]
fn rarest_of(missing: &[f32], words: usize) -> f32 {
    missing.iter().copied().fold(0.0, f32::max) / (words.max(1) as f32).sqrt()
}

#[cfg(test)]
mod tests;
