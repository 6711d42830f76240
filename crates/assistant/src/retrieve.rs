//! The question put to the index, with the visitor's last turn before it where that helps.

use std::collections::BTreeSet;

use domain::id::SourceId;
use domain::limits::PASSAGES_SHOWN_MAX;
use domain::message::Citation;
use domain::signal::{self, FoundPassage};
use knowledge::confidence::{Confidence, Thresholds};
use knowledge::index::{Found, Index, Search};
use knowledge::vectors::Meant;

/// A question with more terms stands alone.
const FOLLOW_UP_TERMS_MAX: usize = 6;

/// A new question's own words must be found too, or the last question would be answered again.
const OWN_COVERAGE_MIN: f32 = 0.5;

/// A question and what it may rest on.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'turn> {
    /// The words of the open messages.
    pub question: &'turn str,
    /// What the visitor asked before.
    pub last_turn: Option<&'turn str>,
    /// The same as a whole question, by a model.
    pub rewritten: Option<&'turn str>,
}

/// What was asked of the index, and what came of it.
pub struct Retrieval<'index> {
    /// The words that were searched.
    pub query: String,
    /// Everything found, best first.
    pub search: Search<'index>,
    /// How sure the index is.
    pub confidence: Confidence,
}

/// What is searched for a question: itself, and a short one also with the visitor's last turn
/// before it ("and abroad?"), or as a model understood it.
pub(crate) fn queries(index: &Index, asked: &Asked<'_>) -> (String, Option<String>) {
    let Asked { question, last_turn, rewritten } = *asked;
    let alone = question.to_owned();
    if let Some(rewritten) = rewritten {
        return (alone, Some(rewritten.to_owned()));
    }
    let last_turn = last_turn.filter(|_| is_follow_up(index, question));
    (alone, last_turn.map(|last_turn| format!("{last_turn} {question}")))
}

/// Whether a question is so short that what was said before it may belong to it.
pub fn is_follow_up(index: &Index, question: &str) -> bool {
    index.terms_of(question) <= FOLLOW_UP_TERMS_MAX
}

/// Searches for a question, alone and with the visitor's last turn where that may help; the surer
/// search counts. What is `hidden` from its reader is not searched.
pub fn retrieve<'index>(
    index: &'index Index,
    hidden: &BTreeSet<SourceId>,
    thresholds: Thresholds,
    asked: &Asked<'_>,
    meant: &Meant,
) -> Retrieval<'index> {
    let ask = |query: String| {
        let search = index.search_without(hidden, &query, PASSAGES_SHOWN_MAX, meant);
        let confidence = index.confidence(&search, thresholds);
        Retrieval { query, search, confidence }
    };
    let (alone, together) = queries(index, asked);
    let alone = ask(alone);
    let together = together.filter(|_| !alone.search.exact);
    let Some(together) = together.map(ask) else { return alone };
    let own_coverage =
        |best: &Found<'_>| alone.search.coverage(&indexed_words(best), best.language);
    // Whoever rewrote the question has read it.
    let covers_own = asked.rewritten.is_some()
        || together.search.found.first().is_some_and(|best| own_coverage(best) >= OWN_COVERAGE_MIN);
    if covers_own && together.confidence.p > alone.confidence.p { together } else { alone }
}

fn indexed_words(found: &Found<'_>) -> String {
    let passage = found.passage();
    format!("{} {} {}", passage.title, passage.heading_path.join(" "), passage.text)
}

/// What a reader is shown of a passage that was found.
pub fn citation(found: &Found<'_>) -> Citation {
    let passage = found.passage();
    Citation {
        source: found.key.source,
        revision: found.key.revision,
        position: found.key.position,
        title: passage.title.clone(),
        heading: passage.heading().to_owned(),
        page: passage.page,
    }
}

impl Retrieval<'_> {
    /// The confidence as the trail keeps it.
    pub fn recorded_confidence(&self) -> signal::Confidence {
        let Confidence { shown, p, features, above, thresholds, .. } = self.confidence;
        signal::Confidence {
            shown,
            p,
            threshold: thresholds.answer,
            sure: thresholds.sure,
            closest: thresholds.closest,
            generation: self.search.generation,
            cov1: features.cov1,
            bm25n: features.bm25n,
            dens1: features.dens1,
            sentsim: features.sentsim,
            sentcov: features.sentcov,
            agree: features.agree,
            above,
            missing: features.missing,
            held: features.held,
        }
    }

    /// The passages as the trail keeps them.
    pub fn recorded_passages(&self) -> Vec<FoundPassage> {
        let record = |found: &Found<'_>| FoundPassage {
            passage: citation(found),
            lexical: found.lexical,
            semantic: found.semantic,
            score: found.score,
        };
        self.search.found.iter().map(record).collect()
    }
}
