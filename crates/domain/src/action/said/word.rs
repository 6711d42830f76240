//! Words of a sentence: options by their labels, yes and no.

use std::ops::Range;

use super::super::check::words::{NO, YES};
use super::super::field::Choice;
use super::{Found, overlap};
use crate::condition::Value;

/// A label of one letter stands in too many sentences.
const LABEL_CHARS_MIN: usize = 2;

/// Before a label, these turn it around.
const NEGATIONS: [&str; 20] = [
    "not", "no", "don't", "isn't", "never", "without", "kein", "keine", "keinen", "nicht", "ohne",
    "pas", "sans", "sin", "ni", "nunca", "ليس", "لا", "except", "außer",
];

/// Words before a label among which a negation is looked for.
const NEGATION_REACH: usize = 2;

/// What stands beside a yes or a no without changing it.
const POLITE: [&str; 16] = [
    "please", "thanks", "thank", "you", "bitte", "danke", "merci", "s'il", "vous", "plaît", "por",
    "favor", "gracias", "ok", "sure", "شكرا",
];

/// A word of a text, in small letters.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) span: Range<usize>,
    pub(super) text: String,
}

/// The words of a text: letters and digits, with apostrophes inside.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        let is_letter = sign.is_alphanumeric();
        match words.last_mut().filter(|word| word.span.end == at) {
            Some(word) if is_letter => word.span.end = end,
            Some(word) if is_apostrophe(sign) && starts_with_letter(&text[end..]) => {
                word.span.end = end;
            }
            _ if is_letter => words.push(Word { span: at..end, text: String::new() }),
            _ => {}
        }
    }
    for word in &mut words {
        word.text = text[word.span.clone()].replace('’', "'").to_lowercase();
    }
    words
}

fn is_apostrophe(sign: char) -> bool {
    matches!(sign, '\'' | '’')
}

fn starts_with_letter(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphanumeric)
}

/// The options whose labels a text names. One that stands inside the name of another does not
/// count; one behind a "not" is not clear.
pub(super) fn options(text: &str, options: &[Choice]) -> Vec<Found> {
    let words = words(text);
    let mut found: Vec<Found> = Vec::new();
    for option in options.iter().filter(|it| it.label.chars().count() >= LABEL_CHARS_MIN) {
        let label = self::words(&option.label);
        if label.is_empty() || option.value.trim().is_empty() {
            continue;
        }
        for (at, named) in words.windows(label.len()).enumerate() {
            if named.iter().zip(&label).all(|(one, other)| one.text == other.text) {
                let span = named[0].span.start..named[label.len() - 1].span.end;
                let before = &words[at.saturating_sub(NEGATION_REACH)..at];
                let is_turned = before.iter().any(|it| NEGATIONS.contains(&it.text.as_str()));
                let value = (!is_turned).then(|| Value::Text(option.value.clone()));
                found.push(Found { span, value });
            }
        }
    }
    let all = found.clone();
    found.retain(|it| {
        !all.iter().any(|other| overlap(&it.span, &other.span) && it.span.len() < other.span.len())
    });
    found
}

/// A clause that says yes or no and nothing else. With the opposite anywhere, it is unclear.
pub(super) fn yes_no(text: &str) -> Vec<Found> {
    let clauses = text.split_inclusive(['.', ',', '!', '?', ';', ':', '\n', '،']);
    let mut start = 0;
    let mut found = Vec::new();
    for clause in clauses {
        let of_clause: Vec<Word> =
            words(clause).into_iter().filter(|it| !POLITE.contains(&it.text.as_str())).collect();
        if let [word] = &of_clause[..]
            && let Some(flag) = flag(&word.text)
        {
            let span = start + word.span.start..start + word.span.end;
            found.push(Found { span, value: Some(Value::Flag(flag)) });
        }
        start += clause.len();
    }
    let said = words(text);
    let has = |flag: bool| said.iter().any(|word| self::flag(&word.text) == Some(flag));
    if has(true) && has(false) {
        for it in &mut found {
            it.value = None;
        }
    }
    found
}

/// Yes or no as a word; digits and single letters only count where they are all that is said.
fn flag(word: &str) -> Option<bool> {
    if word.chars().count() < 2 {
        return None;
    }
    if YES.contains(&word) {
        return Some(true);
    }
    NO.contains(&word).then_some(false)
}
