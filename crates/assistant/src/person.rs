//! Does the visitor ask for a person? Never waits for a search.
//!
//! Patterns first, because they can say which words they saw: ten languages, each as data in a file
//! of its own. A regression over the meaning of the message is the second opinion, for English
//! wordings that no pattern foresaw.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod it;
mod nl;
mod pl;
mod pt;
mod tongue;
mod tr;

use std::sync::OnceLock;

use domain::signal::Asks;
use knowledge::logistic::Logistic;
use knowledge::{semantic, sentence};
use serde::Deserialize;

use self::tongue::{Clause, Ear, Tongue};
use crate::pattern::{Pattern, plain};

static MODEL: &str = include_str!("../model/handoff.json");

/// Longer messages are judged sentence by sentence: a request stands in one of them, and words of
/// two sentences side by side are none.
const WHOLE_CHARS_MAX: usize = 400;

/// Fewer words are no sentence whose meaning could be weighed.
const WEIGHED_WORDS_MIN: usize = 2;

#[derive(Deserialize)]
struct Model {
    bias: f32,
    weights: Vec<f32>,
    threshold_with_lexicon: f32,
    lexicon_patterns_case_insensitive: Vec<String>,
    guard_pattern_case_insensitive: String,
}

/// English first: what it hears is not heard again.
const TONGUES: [&Tongue; 10] = [
    &en::TONGUE,
    &de::TONGUE,
    &fr::TONGUE,
    &es::TONGUE,
    &it::TONGUE,
    &pt::TONGUE,
    &nl::TONGUE,
    &pl::TONGUE,
    &tr::TONGUE,
    &ar::TONGUE,
];

struct Recogniser {
    ears: Vec<Ear>,
    requests: Vec<Request>,
    guard: Pattern,
    negated: Pattern,
    about_assistant: Pattern,
    vague: Pattern,
    regression: Regression,
}

/// A second opinion: the meaning of a message weighed, and from which probability on it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Regression {
    /// The weights.
    pub logistic: Logistic,
    /// What the probability has to exceed.
    pub bar: f32,
}

struct Request {
    pattern: Pattern,
    /// Takes a bare "agent" or "someone, please" for a request. Where an answer to a field is
    /// awaited that could be the answer.
    bare_word: bool,
}

fn recogniser() -> &'static Recogniser {
    static RECOGNISER: OnceLock<Recogniser> = OnceLock::new();
    RECOGNISER.get_or_init(|| {
        let model: Model =
            serde_json::from_str(MODEL).expect("the coefficients in the binary are whole");
        let requests = model.lexicon_patterns_case_insensitive.iter().map(|pattern| Request {
            pattern: Pattern::new(pattern),
            bare_word: pattern.starts_with('^') || pattern.contains(".{0,25}"),
        });
        Recogniser {
            ears: TONGUES.into_iter().map(Ear::new).collect(),
            requests: requests.collect(),
            guard: Pattern::new(&model.guard_pattern_case_insensitive),
            negated: Pattern::new(en::NEGATED),
            about_assistant: Pattern::new(en::ABOUT_ASSISTANT),
            vague: Pattern::new(en::VAGUE),
            regression: Regression {
                logistic: Logistic { weights: model.weights, bias: model.bias },
                bar: model.threshold_with_lexicon,
            },
        }
    })
}

/// The second opinion that the product hears.
pub fn shipped() -> &'static Regression {
    &recogniser().regression
}

/// How clearly a message asks for a person.
pub fn asks_for_person(text: &str, bare_words_allowed: bool) -> Asks {
    judge(text, bare_words_allowed, Some(shipped()))
}

/// The same by the patterns, and by a second opinion where there is one. A measurement may want to
/// leave it out, or to hear another than the product's.
pub fn judge(text: &str, bare_words_allowed: bool, second: Option<&Regression>) -> Asks {
    let recogniser = recogniser();
    let text = plain(text);
    if asks_about_assistant(&text) {
        return Asks::Vague;
    }
    // "Agent please" may follow a sentence of complaint, so each sentence is looked at too.
    let sentences: Vec<&str> =
        sentence::sentences(&text).into_iter().map(|range| &text[range]).collect();
    let whole = weighed_pieces(&text);
    let seen = whole
        .iter()
        .chain(&sentences)
        .find_map(|piece| recogniser.sees_words(piece, bare_words_allowed));
    let clauses = Clause::all(&text);
    let seen = seen.or_else(|| recogniser.hears(&text, &clauses, bare_words_allowed));
    let weighed = || {
        let Regression { logistic, bar } = second?;
        whole.iter().find_map(|piece| {
            let wanted = recogniser.weighed(piece, bare_words_allowed)?;
            (probability(logistic, &wanted) > *bar).then(|| wanted.trim().to_owned())
        })
    };
    if let Some(matched) = seen.or_else(weighed) {
        return Asks::Clear { matched };
    }
    let in_any_tongue = |clause: &Clause| recogniser.ears.iter().any(|ear| ear.is_vague(clause));
    let vague = recogniser.vague.is_match(&text) || clauses.iter().any(in_any_tongue);
    if vague { Asks::Vague } else { Asks::None }
}

/// The highest probability that a regression gives to a piece of a message, for whoever looks for
/// a bar. None where the message is not weighed.
pub fn likelihood(text: &str, logistic: &Logistic) -> Option<f32> {
    let text = plain(text);
    if asks_about_assistant(&text) {
        return None;
    }
    let weighed = weighed_pieces(&text).into_iter().filter_map(|piece| {
        let wanted = recogniser().weighed(piece, true)?;
        Some(probability(logistic, &wanted))
    });
    weighed.max_by(f32::total_cmp)
}

/// The weights were fitted on whole messages, so a short one is weighed whole.
fn weighed_pieces(text: &str) -> Vec<&str> {
    if text.chars().count() <= WHOLE_CHARS_MAX {
        return vec![text];
    }
    sentence::sentences(text).into_iter().map(|range| &text[range]).collect()
}

fn probability(logistic: &Logistic, text: &str) -> f32 {
    logistic.probability(&semantic::embed(text))
}

/// "Are you a bot?"
pub(crate) fn asks_about_assistant(text: &str) -> bool {
    let names_kind = crate::pattern::words(text).len() <= 14;
    names_kind && recogniser().about_assistant.is_match(&plain(text))
}

impl Recogniser {
    /// The words of a request in any of the languages, as they stand in the text.
    fn hears(&self, text: &str, clauses: &[Clause], bare_words_allowed: bool) -> Option<String> {
        let heard = self.ears.iter().find_map(|ear| {
            clauses.iter().find_map(|clause| ear.request(clause, bare_words_allowed))
        });
        heard.filter(|_| !self.guard.is_match(text)).map(|at| text[at].to_owned())
    }

    /// The words of a request, if a pattern sees them and nobody else is meant.
    fn sees_words(&self, text: &str, bare_words_allowed: bool) -> Option<String> {
        let wanted = self.negated.without(text);
        if self.guard.is_match(&wanted) {
            return None;
        }
        self.requests
            .iter()
            .filter(|request| bare_words_allowed || !request.bare_word)
            .find_map(|request| request.pattern.find(&wanted))
            .map(|matched| matched.trim().to_owned())
    }

    /// What of a text is weighed, if it is enough to have a meaning.
    fn weighed(&self, text: &str, bare_words_allowed: bool) -> Option<String> {
        let wanted = self.negated.without(text);
        let words = wanted.split_whitespace().count();
        let enough = words >= WEIGHED_WORDS_MIN && (bare_words_allowed || words > 3);
        enough.then_some(wanted)
    }
}

#[cfg(test)]
mod tests;
