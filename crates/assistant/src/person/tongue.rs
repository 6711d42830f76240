//! A language as data: who may be asked for, and how. Holds no language itself.
//!
//! A message is cut into clauses of folded words (lower case, no accents), so that a pattern is
//! written once for "möchte", "mochte" and "MÖCHTE". Patterns look neither ahead nor back, so their
//! time grows with the length of a clause and with nothing else.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::pattern::Pattern;

/// Longer words are none of a language, and are not compared with its key words.
const WORD_CHARS_MAX: usize = 24;

/// Shorter words are too near to too many others to be called misspelt.
const KEY_CHARS_MIN: usize = 5;

/// How a language asks for a person.
///
/// Patterns stand between two spaces of a clause. `{name}` is a part; `{gap}` is up to three words,
/// `{far}` up to six, and neither leaps over a comma.
pub(super) struct Tongue {
    /// Alternatives that patterns share, by name.
    pub(super) parts: &'static [(&'static str, &'static str)],
    /// What says that nobody is asked for; taken out before anything else is looked for.
    pub(super) refusals: &'static [&'static str],
    /// What asks for a person.
    pub(super) requests: &'static [&'static str],
    /// What asks for a person if it is all that a clause says, but for words of courtesy.
    pub(super) bare: &'static [&'static str],
    /// Words around it that say nothing.
    pub(super) courtesy: &'static str,
    /// Signs that a person might be wanted.
    pub(super) vague: &'static [&'static str],
    /// Words that are recognised with one letter wrong.
    pub(super) keys: &'static [&'static str],
    /// Words that are not key words with a letter wrong, though they look it.
    pub(super) ordinary: &'static [&'static str],
}

/// The patterns of a language, compiled.
pub(super) struct Ear {
    tongue: &'static Tongue,
    refusals: Option<Pattern>,
    requests: Option<Pattern>,
    bare: Option<Pattern>,
    vague: Option<Pattern>,
}

/// A stretch of a message between two stops, and where its words stand in the message.
pub(super) struct Clause {
    words: Vec<Word>,
}

#[derive(Clone)]
struct Word {
    folded: String,
    at: Range<usize>,
}

impl Ear {
    pub(super) fn new(tongue: &'static Tongue) -> Self {
        let bare: Vec<String> = tongue.bare.iter().map(|it| format!("(?:{it})")).collect();
        let courtesy = format!("(?:(?:{}|,) )*", tongue.courtesy);
        let bare = format!("^ {courtesy}(?:{}) {courtesy}$", bare.join("|"));
        Self {
            tongue,
            refusals: compiled(tongue, tongue.refusals),
            requests: compiled(tongue, tongue.requests),
            bare: (!tongue.bare.is_empty()).then(|| Pattern::new(&filled(tongue, &bare))),
            vague: compiled(tongue, tongue.vague),
        }
    }

    /// The words of a request, as they stand in the message.
    pub(super) fn request(
        &self,
        clause: &Clause,
        bare_words_allowed: bool,
    ) -> Option<Range<usize>> {
        let seen = |clause: &Clause| self.request_as_written(clause, bare_words_allowed);
        seen(clause).or_else(|| seen(&self.mended(clause)?))
    }

    fn request_as_written(&self, clause: &Clause, bare_allowed: bool) -> Option<Range<usize>> {
        let (mut line, starts) = clause.line();
        if let Some(refusals) = &self.refusals {
            // As many dots as letters, so that what is left stays in its place.
            while let Some(found) = refusals.range(&line) {
                line.replace_range(found.clone(), &format!(" {} ", ".".repeat(found.len() - 2)));
            }
        }
        let requests = self.requests.as_ref().and_then(|requests| requests.range(&line));
        let bare = || self.bare.as_ref().filter(|_| bare_allowed)?.range(&line);
        let found = requests.or_else(bare)?;
        clause.place(&starts, &found)
    }

    pub(super) fn is_vague(&self, clause: &Clause) -> bool {
        self.vague.as_ref().is_some_and(|vague| vague.is_match(&clause.line().0))
    }

    /// The clause with its misspelt key words put right; none where there is none.
    fn mended(&self, clause: &Clause) -> Option<Clause> {
        let mended: Vec<Option<&str>> =
            clause.words.iter().map(|word| self.tongue.meant(&word.folded)).collect();
        mended.iter().any(Option::is_some).then(|| {
            let words = clause.words.iter().zip(mended).map(|(word, key)| Word {
                folded: key.map_or_else(|| word.folded.clone(), str::to_owned),
                at: word.at.clone(),
            });
            Clause { words: words.collect() }
        })
    }
}

impl Tongue {
    /// The key word that is meant by one with a letter too many, too few, wrong, or two swapped.
    pub(super) fn meant(&self, word: &str) -> Option<&'static str> {
        let length = word.chars().count();
        if !(KEY_CHARS_MIN - 1..=WORD_CHARS_MAX).contains(&length)
            || self.keys.contains(&word)
            || self.ordinary.contains(&word)
        {
            return None;
        }
        let letters: Vec<char> = word.chars().collect();
        let near = |key: &&&str| {
            let key: Vec<char> = key.chars().collect();
            key.len() >= KEY_CHARS_MIN && is_one_edit(&letters, &key)
        };
        self.keys.iter().find(near).copied()
    }
}

impl Clause {
    /// The clauses of a message.
    pub(super) fn all(text: &str) -> Vec<Self> {
        let mut clauses = vec![Self { words: Vec::new() }];
        let mut start = None;
        let ends = text.char_indices().chain([(text.len(), '.')]);
        for (at, letter) in ends {
            if letter.is_alphanumeric() || is_combining_mark(letter) {
                start.get_or_insert(at);
                continue;
            }
            let words = &mut clauses.last_mut().expect("there is always a clause").words;
            if let Some(start) = start.take() {
                words.push(Word { folded: folded(&text[start..at]), at: start..at });
            }
            match letter {
                ',' | '،' | '(' | ')' if !words.is_empty() => {
                    words.push(Word { folded: ",".to_owned(), at: at..at });
                }
                '.' | '!' | '?' | ';' | ':' | '\n' | '؟' | '؛' | '…' if !words.is_empty() => {
                    clauses.push(Self { words: Vec::new() });
                }
                _ => {}
            }
        }
        clauses.retain(|clause| !clause.words.is_empty());
        clauses
    }

    /// The words between spaces, and where each begins.
    fn line(&self) -> (String, Vec<usize>) {
        let mut line = String::from(" ");
        let mut starts = Vec::with_capacity(self.words.len());
        for word in &self.words {
            starts.push(line.len());
            line.push_str(&word.folded);
            line.push(' ');
        }
        (line, starts)
    }

    /// Where in the message the words of a stretch of the line stand.
    fn place(&self, starts: &[usize], found: &Range<usize>) -> Option<Range<usize>> {
        let within = self.words.iter().zip(starts).filter(|(_, start)| found.contains(start));
        let mut places = within.map(|(word, _)| word.at.clone()).filter(|at| !at.is_empty());
        let first = places.next()?;
        let last = places.next_back().unwrap_or_else(|| first.clone());
        Some(first.start..last.end)
    }
}

/// Lower case, no accents; letters that are written in two ways in one of them.
pub(super) fn folded(word: &str) -> String {
    let lower = word.to_lowercase();
    let plain = lower.nfkd().filter(|letter| !is_combining_mark(*letter));
    let mut folded = String::with_capacity(word.len());
    for letter in plain {
        match letter {
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'ø' => folded.push('o'),
            'ى' | 'ی' => folded.push('ي'),
            'ة' => folded.push('ه'),
            'ک' => folded.push('ك'),
            'ـ' => {}
            other => folded.push(other),
        }
    }
    folded
}

fn compiled(tongue: &Tongue, patterns: &[&str]) -> Option<Pattern> {
    let all: Vec<String> = patterns.iter().map(|it| format!("(?:{it})")).collect();
    (!all.is_empty())
        .then(|| Pattern::new(&filled(tongue, &format!(" (?:{})(?: |$)", all.join("|")))))
}

/// The pattern with its parts put in; a part may name those above it.
fn filled(tongue: &Tongue, pattern: &str) -> String {
    let mut filled = pattern.to_owned();
    for (name, part) in tongue.parts.iter().rev() {
        filled = filled.replace(&format!("{{{name}}}"), &format!("(?:{part})"));
    }
    filled.replace("{gap}", "(?: [^ ,]+){0,3}").replace("{far}", "(?: [^ ,]+){0,6}")
}

/// One letter too many, too few, wrong, or two neighbours swapped; the first of them is right.
fn is_one_edit(word: &[char], key: &[char]) -> bool {
    if word.first() != key.first() {
        return false;
    }
    let same = word.iter().zip(key).take_while(|(a, b)| a == b).count();
    let (word, key) = (&word[same..], &key[same..]);
    match (word, key) {
        ([], [_]) | ([_], []) => true,
        ([a, b, word @ ..], [c, d, key @ ..]) if a == d && b == c && word == key => true,
        ([_, word @ ..], [_, key @ ..]) if word == key => true,
        ([_, word @ ..], key) if word == key => true,
        (word, [_, key @ ..]) => word == key,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Clause, Ear, Tongue, folded, is_one_edit};

    const MILLER: Tongue = Tongue {
        parts: &[("who", "miller|baker"), ("one", "an? {who}")],
        refusals: &["no {who}"],
        requests: &["fetch{gap} {one}"],
        bare: &["{who}"],
        courtesy: "please",
        vague: &["anyone"],
        keys: &["miller"],
        ordinary: &["milder"],
    };

    fn heard(text: &str, bare_words_allowed: bool) -> Option<&str> {
        let ear = Ear::new(&MILLER);
        let mut clauses = Clause::all(text).into_iter();
        clauses.find_map(|clause| ear.request(&clause, bare_words_allowed)).map(|at| &text[at])
    }

    #[test]
    fn a_request_is_named_as_it_was_written() {
        assert_eq!(heard("Well. FÉTCH me a Millér, now!", true), Some("FÉTCH me a Millér"));
        assert_eq!(heard("fetch me, a miller", false), None, "a comma parts them");
        assert_eq!(heard("fetch me no miller", true), None);
        assert_eq!(heard("miller, please", true), Some("miller, please"));
        assert_eq!(heard("miller, please", false), None);
        assert_eq!(heard("the miller", true), None);
    }

    #[test]
    fn one_letter_may_be_wrong_but_the_first() {
        for text in ["fetch a mller", "fetch a millerr", "fetch a mihler", "fetch a mlilar"] {
            assert_eq!(heard(text, true).is_some(), text != "fetch a mlilar", "{text}");
        }
        assert_eq!(heard("fetch a milder", true), None);
        let edit = |one: &str, other: &str| {
            is_one_edit(&one.chars().collect::<Vec<_>>(), &other.chars().collect::<Vec<_>>())
        };
        assert!(edit("agnet", "agent") && edit("agen", "agent") && edit("aagent", "agent"));
        assert!(!edit("urgent", "agent") && !edit("gaent", "agent") && !edit("agtne", "agent"));
    }

    #[test]
    fn letters_that_look_alike_are_one() {
        assert_eq!(folded("MÖCHTEN"), "mochten");
        assert_eq!(folded("człowiek"), "czlowiek");
        assert_eq!(folded("İnsan"), folded("ınsan"));
        assert_eq!(folded("أُريد"), folded("اريد"));
    }
}
