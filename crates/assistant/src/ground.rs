//! Whether passages bear a sentence of a language model. What they do not bear is not released,
//! whatever the model was told by whom.

use std::collections::BTreeSet;

use knowledge::passage::Passage;
use knowledge::terms;

/// Share of a sentence's telling words that the passages which it names must hold.
const WORDS_SHARE_MIN: f32 = 0.5;

/// Passages that one sentence may rest on.
const CITES_MAX: usize = 4;

/// Whether the passages that a sentence names bear it: they are there, hold each of its numbers
/// and addresses, and half of its telling words where they speak its language; and one that denies
/// is not borne by what denies nothing. Numbers in words are not looked at.
pub fn is_borne(text: &str, cites: &[usize], passages: &[&Passage]) -> bool {
    let named: Option<Vec<&Passage>> =
        cites.iter().map(|cite| passages.get(*cite).copied()).collect();
    let is_few = |named: &Vec<&Passage>| !named.is_empty() && named.len() <= CITES_MAX;
    let Some(named) = named.filter(is_few) else { return false };
    let held: Vec<String> = named.iter().map(|passage| passage.indexed_text()).collect();
    let (held, said) = (held.join("\n"), without_item_mark(text));
    // Between languages numbers and the model's own judgement have to do.
    let bears_words = || {
        let share = terms::share_held(said, &held);
        share.is_none_or(|share| share >= WORDS_SHARE_MIN && (!denies(said) || denies(&held)))
    };
    !text.contains("](")
        && !text.contains("![")
        && addresses(said).is_subset(&addresses(&held))
        && numbers(said).is_subset(&numbers(&held))
        && bears_words()
}

/// "1. Open the box": the number is the list's.
fn without_item_mark(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < text.len() { rest.strip_prefix(". ").unwrap_or(text) } else { text }
}

/// Words that deny, in the languages of our own sentences.
fn denies(text: &str) -> bool {
    const DENIALS: [&str; 21] = [
        "not", "no", "never", "cannot", "without", "none", "nicht", "kein", "keine", "keinen",
        "nie", "ohne", "ne", "pas", "sans", "jamais", "nunca", "sin", "لا", "ليس", "لن",
    ];
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’'));
    words.any(|word| DENIALS.contains(&word) || word.ends_with("n't") || word.ends_with("n’t"))
}

/// Addresses of pages, hosts and mailboxes.
fn addresses(text: &str) -> BTreeSet<String> {
    let bare = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        word.trim_end_matches('/').to_lowercase()
    };
    let is_address = |word: &String| {
        let host = word.split('/').next().unwrap_or_default();
        let has_end = host.rsplit_once('.').is_some_and(|(name, end)| {
            !name.is_empty() && end.len() >= 2 && end.chars().all(char::is_alphabetic)
        });
        word.contains("://") || word.contains('@') || (has_end && word.is_ascii())
    };
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'));
    words.map(bare).filter(is_address).collect()
}

/// Numbers as they are meant: 4.90 and 4,90 are one, so are 1,200 and 1200, and neither is 90 or
/// 12.
fn numbers(text: &str) -> BTreeSet<String> {
    let is_part = |c: char| matches!(c, '.' | ',' | ':' | '\'' | '’' | '\u{a0}' | '\u{202f}');
    let (mut found, mut open) = (BTreeSet::new(), String::new());
    let mut letters = text.chars().peekable();
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
    let zeros = ['٠', '۰', '०', '０'].map(u32::from);
    let code = u32::from(letter);
    zeros.into_iter().find_map(|zero| code.checked_sub(zero).filter(|digit| *digit < 10))
}

#[cfg(test)]
mod tests {
    use knowledge::passage::Passage;

    use super::is_borne;

    #[test]
    fn what_the_named_passages_do_not_bear_is_not_released() {
        let passage = |text: &str| {
            let mut passage = Passage::answering(vec!["Returns".to_owned()], text.to_owned());
            passage.questions.clear();
            passage
        };
        let (one, two) = (
            passage("You can send back what you bought within 30 days. Postage is 4.90 EUR."),
            passage("Our workshop repairs clocks. See https://shop.example/repairs."),
        );
        let all = [&one, &two];
        for (text, cites, expected) in [
            ("You can send it back within 30 days.", &[0][..], true),
            ("Postage for sending it back is 4.90 EUR.", &[0], true),
            ("Postage for sending it back is 4,90 EUR.", &[0], true),
            ("You can send it back within 60 days.", &[0], false),
            ("You can send it back within 90 days.", &[0], false),
            ("You can send it back within 30 days.", &[1], false),
            ("You can send it back within 30 days.", &[], false),
            ("You can send it back within 30 days.", &[0, 7], false),
            ("You cannot send back what you bought within 30 days.", &[0], false),
            ("Write to evil@shop.example to send it back within 30 days.", &[0], false),
            ("You can send it back at evil.example/pay within 30 days.", &[0], false),
            ("1. Send it back within ٣٠ days.", &[0], true),
            ("Postage for sending it back is 49.0 EUR.", &[0], false),
            ("Die Rückgabe ist 30 Tage lang möglich.", &[0], true),
            ("Die Rückgabe ist 60 Tage lang möglich.", &[0], false),
            ("30日以内に返品できます。", &[0], true),
            ("Lions live in Africa and eat gazelles.", &[0], false),
            ("The workshop repairs clocks: https://shop.example/repairs.", &[1], true),
            ("The workshop repairs clocks: https://evil.example/repairs.", &[1], false),
            ("The workshop ![repairs](https://evil.example/x.png) clocks.", &[1], false),
        ] {
            assert_eq!(is_borne(text, cites, &all), expected, "{text} {cites:?}");
        }
    }
}
