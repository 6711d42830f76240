//! Parts of a sentence that are compared one by one: addresses, numbers, denials.

use std::collections::BTreeSet;

/// The zeros of decimal digits of other scripts, each followed by its nine.
const ZEROS: [u32; 36] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];

/// Whether a sentence denies, in the languages that visitors mostly write.
pub(crate) fn denies(text: &str) -> bool {
    const DENIALS: [&str; 40] = [
        "not", "no", "never", "cannot", "without", "none", "nothing", "nobody", "neither", "nor",
        "nicht", "kein", "keine", "keinen", "keiner", "nie", "niemals", "ohne", "ne", "pas",
        "sans", "jamais", "aucun", "aucune", "nunca", "sin", "non", "senza", "mai", "não", "sem",
        "niet", "geen", "zonder", "nie", "bez", "не", "нет", "لا", "ليس",
    ];
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’'));
    words.any(|word| DENIALS.contains(&word) || word.ends_with("n't") || word.ends_with("n’t"))
}

/// Words in small letters, without signs.
pub(crate) fn plain_words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Addresses of pages, hosts and mailboxes, without the marks of a text around and in them.
pub(crate) fn addresses(text: &str) -> BTreeSet<String> {
    let bare = |word: &str| {
        let word: String = word.chars().filter(|c| !matches!(c, '*' | '_' | '`' | '~')).collect();
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        word.trim_end_matches('/').to_lowercase()
    };
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'));
    words.map(bare).filter(|word| is_address(word)).collect()
}

fn is_address(word: &str) -> bool {
    let host = word.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let has_end = host.rsplit_once('.').is_some_and(|(name, end)| {
        let is_end = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !name.is_empty()
            && end.len() >= 2
            && end.starts_with(|c: char| c.is_ascii_alphabetic())
            && end.chars().all(is_end)
    });
    word.contains("://") || word.contains('@') || has_end
}

/// Numbers as they are meant: 4.90 and 4,90 are one, so are 1,200 and 1200, and neither is 90 or
/// 12.
pub(crate) fn numbers(text: &str) -> BTreeSet<String> {
    let is_part = |c: char| matches!(c, '.' | ',' | ':' | '\'' | '’' | '\u{a0}' | '\u{202f}');
    let is_joiner = |c: &char| matches!(c, '\u{200c}' | '\u{200d}');
    let (mut found, mut open) = (BTreeSet::new(), String::new());
    let mut letters = text.chars().filter(|c| !is_joiner(c)).peekable();
    while let Some(letter) = letters.next() {
        if let Some(digit) = letter.to_digit(10).or_else(|| other_digit(letter)) {
            open.extend(char::from_digit(digit, 10));
            continue;
        }
        let next_is_digit = letters.peek().is_some_and(|next| next.is_numeric());
        if is_part(letter) && next_is_digit && !open.is_empty() {
            open.push(if letter == ':' { ':' } else { '.' });
        } else {
            found.extend(meant(&std::mem::take(&mut open)));
        }
    }
    found.extend(meant(&open));
    found
}

/// Three digits behind a sign that parts are thousands; others are what follows the point.
fn meant(number: &str) -> Option<String> {
    let mut parts = number.split('.');
    let first = parts.next().filter(|first| !first.is_empty())?;
    let mut whole = first.trim_start_matches('0').to_owned();
    for part in parts {
        if part.len() != 3 {
            whole.push('.');
        }
        whole.push_str(part);
    }
    Some(whole)
}

/// A digit of another script, which counts from its own zero.
fn other_digit(letter: char) -> Option<u32> {
    let code = u32::from(letter);
    ZEROS.into_iter().find_map(|zero| code.checked_sub(zero).filter(|digit| *digit < 10))
}
