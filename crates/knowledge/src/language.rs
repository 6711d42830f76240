//! In which language a text is, as far as its words are to be stemmed: told by its function words.
//!
//! Knows the languages that have a stemmer and no others. Tells nothing where too little speaks for
//! one: a table of numbers, a line of names, a language without a stemmer.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::OnceLock;

use rust_stemmers::Algorithm;

/// A language whose words can be stemmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(u8);

/// Greek is left out: its stemmer panics at some words (rust-stemmers 1.2, "αντίθετε").
const LANGUAGES: [(&str, Algorithm); 17] = [
    ("en", Algorithm::English),
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

/// English words that carry no topic. Removed from queries only: their weight in BM25 is small but
/// not nothing, and in a long question there are many of them. Those of other languages are a
/// library's; these were measured.
const ENGLISH_FUNCTION_WORDS: &str = "a an and are as at be been but by can could did do does for \
from had has have how i if in into is it its me my of on or our should so that the their them then \
there these they this to was we were what when where which who whom whose why will with would you \
your am";

/// Prose has 35 to 50 % of function words, a language that is not listed at most a few that look
/// like one. Half of that margin lies on each side.
const FUNCTION_WORDS_PERCENT_MIN: usize = 12;

/// Fewer different ones could be names, or another language's.
const FUNCTION_WORDS_MIN: u32 = 3;

/// The languages in which each word is a function word, a bit each.
fn function_words() -> &'static HashMap<&'static str, u32> {
    static WORDS: OnceLock<HashMap<&'static str, u32>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words: HashMap<&'static str, u32> = HashMap::new();
        for language in Language::all().skip(1) {
            for word in stop_words::lookup(language.code()).unwrap_or_default() {
                *words.entry(word).or_default() |= language.bit();
            }
        }
        for word in ENGLISH_FUNCTION_WORDS.split_whitespace() {
            *words.entry(word).or_default() |= Language::ENGLISH.bit();
        }
        words
    })
}

impl Language {
    /// What a text is taken for where nothing tells.
    pub const ENGLISH: Self = Self(0);

    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0_u8..).take(LANGUAGES.len()).map(Self)
    }

    /// Its code of ISO 639-1.
    pub fn code(self) -> &'static str {
        LANGUAGES[usize::from(self.0)].0
    }

    pub(crate) fn algorithm(self) -> Algorithm {
        LANGUAGES[usize::from(self.0)].1
    }

    /// Whether a word carries no topic in it.
    pub(crate) fn is_function_word(self, word: &str) -> bool {
        function_words().get(word).is_some_and(|languages| languages & self.bit() != 0)
    }

    fn bit(self) -> u32 {
        1 << self.0
    }
}

/// How much of a text's words speaks for each language.
#[derive(Default)]
pub(crate) struct Votes {
    words: usize,
    english: usize,
    /// Function words of each, but for single letters, which stand in formulas and addresses too.
    counts: [usize; LANGUAGES.len()],
    /// Different ones.
    different: [u32; LANGUAGES.len()],
    /// Their count, a word that several languages have counting for each a part.
    weights: [f32; LANGUAGES.len()],
}

impl Votes {
    pub(crate) fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut votes = Self::default();
        let mut seen = HashSet::new();
        for word in words {
            votes.words += 1;
            // "l'ordine", "qu'il": the article or pronoun stands before the apostrophe.
            let word = word.split_once('\'').map_or(word, |(before, _)| before);
            let Some(&languages) = function_words().get(word) else { continue };
            votes.english += usize::from(languages & Language::ENGLISH.bit() != 0);
            if word.chars().nth(1).is_none() {
                continue;
            }
            let new = u32::from(seen.insert(word));
            #[expect(clippy::cast_precision_loss, reason = "there are 17 languages")]
            let weight = 1.0 / languages.count_ones() as f32;
            for language in Language::all().filter(|language| languages & language.bit() != 0) {
                let place = usize::from(language.0);
                votes.counts[place] += 1;
                votes.different[place] += new;
                votes.weights[place] += weight;
            }
        }
        votes
    }

    /// The language of prose: most speaks for it, and enough.
    pub(crate) fn language(&self) -> Option<Language> {
        let best = self.most(Language::all())?;
        let place = usize::from(best.0);
        let enough = self.counts[place] * 100 >= self.words * FUNCTION_WORDS_PERCENT_MIN;
        (enough && self.different[place] >= FUNCTION_WORDS_MIN).then_some(best)
    }

    /// The one of some languages that most speaks for, if anything does; of equals the first.
    pub(crate) fn most(&self, languages: impl Iterator<Item = Language>) -> Option<Language> {
        let weight = |language: &Language| self.weights[usize::from(language.0)];
        let spoken = languages.filter(|language| weight(language) > 0.0);
        spoken.reduce(|best, other| if weight(&other) > weight(&best) { other } else { best })
    }

    /// Whether a sentence clearly is in another language: one word that is a function word there
    /// by chance says nothing.
    pub(crate) fn is_other_than(&self, language: Language) -> bool {
        let own = self.counts[usize::from(language.0)];
        let speaks = |other: Language| {
            let place = usize::from(other.0);
            self.different[place] >= 2 && self.counts[place] > 2 * own
        };
        Language::all().any(speaks)
    }

    /// Whether enough of the words are English function words, whatever else speaks.
    pub(crate) fn is_english(&self) -> bool {
        self.english * 100 >= self.words * FUNCTION_WORDS_PERCENT_MIN
    }
}

/// The language of each passage of an index: its own where that can be told, else what most of its
/// source is in, else what most of the index is in, else English.
pub(crate) fn of_passages<S: Eq + Hash>(told: &[(S, Option<Language>)]) -> Vec<Language> {
    let mut by_source: HashMap<&S, [usize; LANGUAGES.len()]> = HashMap::new();
    let mut of_all = [0_usize; LANGUAGES.len()];
    for (source, language) in told {
        let Some(language) = language else { continue };
        by_source.entry(source).or_default()[usize::from(language.0)] += 1;
        of_all[usize::from(language.0)] += 1;
    }
    let most = |counts: &[usize; LANGUAGES.len()]| {
        let best = Language::all()
            .max_by_key(|language| (counts[usize::from(language.0)], std::cmp::Reverse(*language)));
        best.unwrap_or(Language::ENGLISH)
    };
    let usual = most(&of_all);
    let of_source: HashMap<&S, Language> =
        by_source.iter().map(|(source, counts)| (*source, most(counts))).collect();
    let one = |(source, language): &(S, Option<Language>)| {
        language.or_else(|| of_source.get(source).copied()).unwrap_or(usual)
    };
    told.iter().map(one).collect()
}
