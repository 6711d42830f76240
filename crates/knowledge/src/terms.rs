//! Text to the terms that words are compared by: Unicode words, lower-cased, stemmed.
//!
//! The index and the query go through the same function, so they cannot disagree.
//! Nothing is dropped from indexed text; only a query loses its stop words.

use std::collections::HashSet;
use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;

/// Words that carry no topic. Removed from queries only: their weight in BM25 is small but not
/// nothing, and in a long question there are many of them.
const STOP_WORDS: &str = "a an and are as at be been but by can could did do does for from had has \
have how i if in into is it its me my of on or our should so that the their them then there these \
they this to was we were what when where which who whom whose why will with would you your am";

/// Longest word kept. Longer ones are data, not language, and the word index refuses huge terms.
const WORD_BYTES_MAX: usize = 120;

fn stop_words() -> &'static HashSet<&'static str> {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| STOP_WORDS.split_whitespace().collect())
}

/// Lower-cased words in order: "Don't visit the shop's page_2" is dont, visit, the, shop, page, 2.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace(['\u{2019}', '\u{2bc}'], "'");
    let mut words = Vec::new();
    for segment in lower.unicode_words() {
        // Unicode keeps "3.5", "a_b" and "docs.rs" whole; a reader may write only a part of them.
        for word in segment.split(|c: char| c.is_ascii_punctuation() && c != '\'') {
            let word = word.strip_suffix("'s").unwrap_or(word).replace('\'', "");
            if !word.is_empty() && word.len() <= WORD_BYTES_MAX {
                words.push(word);
            }
        }
    }
    words
}

fn stem_all(words: Vec<String>) -> Vec<String> {
    let stemmer = Stemmer::create(Algorithm::English);
    words.into_iter().map(|word| stemmer.stem(&word).into_owned()).collect()
}

/// The terms of a text that is indexed, in order, with repetitions.
pub fn terms(text: &str) -> Vec<String> {
    stem_all(words(text))
}

/// The terms of a question: no stop words (unless nothing else is left), each once, in order.
pub fn query_terms(text: &str) -> Vec<String> {
    let all = words(text);
    let topical: Vec<String> =
        all.iter().filter(|word| !stop_words().contains(word.as_str())).cloned().collect();
    let mut seen = HashSet::new();
    stem_all(if topical.is_empty() { all } else { topical })
        .into_iter()
        .filter(|term| seen.insert(term.clone()))
        .collect()
}

/// True when the text reads as English: enough of its words are English function words.
///
/// Half of the measure's margin lies on each side: English prose has 35 to 50 % of them, other
/// languages in Latin script at most a few ("a", "do", "in"), other scripts none.
pub fn is_english(text: &str) -> bool {
    let words = words(text);
    let function_words = words.iter().filter(|word| stop_words().contains(word.as_str())).count();
    function_words * 100 >= words.len() * 12
}

#[cfg(test)]
mod tests {
    use super::{is_english, query_terms, terms};

    #[test]
    fn words_of_every_script_are_found() {
        let cases = [
            ("Don't visit the Shop's page_2!", "dont visit the shop page 2"),
            ("It costs $3.50, see docs.rs", "it cost 3 50 see doc rs"),
            ("The dog\u{2019}s returned items", "the dog return item"),
            ("Rückgabe über Straße", "rückgabe über straße"),
            ("Возврат товара", "возврат товара"),
            ("返品", "返 品"),
            ("   ", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(terms(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_query_loses_its_stop_words_unless_nothing_is_left() {
        assert_eq!(query_terms("How do I return the returned item?"), ["return", "item"]);
        assert_eq!(query_terms("Who are you?"), ["who", "are", "you"]);
        assert_eq!(query_terms("?!"), Vec::<String>::new());
    }

    #[test]
    fn other_languages_are_not_taken_for_english() {
        assert!(is_english("You can return an item within two weeks if it is not worn."));
        assert!(!is_english("Sie können einen Artikel innerhalb von zwei Wochen zurückgeben."));
        assert!(!is_english("Puede devolver un artículo en dos semanas si no está usado."));
        assert!(!is_english("商品は二週間以内に返品できます。"));
    }
}
