//! Questions of ten short answers in each of twelve languages, in other forms of their words: in a
//! shop of one language, and in a shop that has them all.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::SourceId;
use knowledge::index::{Index, PassageKey};
use knowledge::passage;
use knowledge::prepared::Prepared;

/// Language, question, answer.
const ROWS: &str = include_str!("languages.tsv");

/// Of ten questions of each language, how many find their answer first, at least. What is missing
/// shares only words that their stemmer keeps apart.
const FOUND: [(&str, usize); 12] = [
    ("ar", 9),
    ("de", 10),
    ("es", 10),
    ("fr", 9),
    ("it", 9),
    ("ja", 10),
    ("ko", 10),
    ("nl", 8),
    ("ru", 10),
    ("th", 10),
    ("tr", 8),
    ("zh", 10),
];

fn rows() -> Vec<[&'static str; 3]> {
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        cells.try_into().expect("a row has three cells")
    };
    ROWS.lines().map(row).collect()
}

/// An index in which the answers of a language are one source, as a page of a website is.
fn index(rows: &[[&'static str; 3]]) -> Index {
    let mut languages: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    languages.dedup();
    let mut passages = Vec::new();
    for (number, language) in (0_u128..).zip(languages) {
        let source = SourceId::from(uuid::Uuid::from_u128(number));
        let answers = rows.iter().filter(|row| row[0] == language);
        for (position, [_, _, answer]) in (0_u32..).zip(answers) {
            let passage = passage::passages(&documents::plain(answer, "")).remove(0);
            let key = PassageKey { source, revision: 1, position };
            passages.push((key, Arc::new(Prepared::new(passage))));
        }
    }
    Index::build(1, passages)
}

fn found(index: &Index, rows: &[[&'static str; 3]]) -> BTreeMap<&'static str, usize> {
    let mut found = BTreeMap::new();
    for [language, question, answer] in rows {
        let search = index.search(question, 1);
        let first = search.found.first().map(|found| found.passage().text.as_str());
        *found.entry(*language).or_default() += usize::from(first == Some(*answer));
    }
    found
}

#[test]
fn each_language_finds_its_own_words_in_other_forms() {
    let rows = rows();
    let mut apart = BTreeMap::new();
    for (language, _) in FOUND {
        let own: Vec<_> = rows.iter().filter(|row| row[0] == language).copied().collect();
        apart.extend(found(&index(&own), &own));
    }
    assert_eq!(apart.len(), FOUND.len());
    let less: Vec<_> = FOUND.iter().filter(|(language, least)| apart[language] < *least).collect();
    assert!(less.is_empty(), "of ten questions each: {apart:?}");
}

#[test]
fn a_shop_of_many_languages_finds_as_much() {
    let rows = rows();
    let together = found(&index(&rows), &rows);
    let less: Vec<_> =
        FOUND.iter().filter(|(language, least)| together[language] < *least).collect();
    assert!(less.is_empty(), "of ten questions each: {together:?}");
}
