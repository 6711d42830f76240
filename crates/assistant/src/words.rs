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
    const DENIALS: [&str; 39] = [
        "not", "no", "never", "cannot", "without", "none", "nothing", "nobody", "neither", "nor",
        "nicht", "kein", "keine", "keinen", "keiner", "nie", "niemals", "ohne", "ne", "pas",
        "sans", "jamais", "aucun", "aucune", "nunca", "sin", "non", "senza", "mai", "não", "sem",
        "niet", "geen", "zonder", "bez", "не", "нет", "لا", "ليس",
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
    // "https://www.shop.example" and "shop.example" are one.
    let plain = |word: String| {
        let rest = word.split_once("://").map_or(word.as_str(), |(_, rest)| rest);
        rest.strip_prefix("www.").unwrap_or(rest).to_owned()
    };
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'));
    words.map(bare).filter(|word| is_address(word)).map(plain).collect()
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

/// Units of time and money, each with the words for it.
const UNITS: [&[&str]; 12] = [
    &[
        "second", "seconds", "sekunde", "sekunden", "seconde", "secondes", "segundo", "segundos",
        "sec", "s",
    ],
    &["minute", "minutes", "minuten", "minuto", "minutos", "min", "mins"],
    &[
        "hour", "hours", "stunde", "stunden", "heure", "heures", "hora", "horas", "h", "hr", "hrs",
        "std",
    ],
    &["day", "days", "tag", "tage", "tagen", "jour", "jours", "día", "días"],
    &["week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas"],
    &["month", "months", "monat", "monate", "monaten", "mois", "meses"],
    &["year", "years", "jahr", "jahre", "jahren", "ans", "année", "années", "año", "años"],
    &["€", "eur", "euro", "euros"],
    &["$", "usd", "dollar", "dollars", "dólar", "dólares"],
    &["£", "gbp", "pound", "pounds"],
    &["%", "percent", "prozent"],
    &["cent", "cents"],
];

/// Words for numbers that nobody writes for something else.
const NUMBER_WORDS: [(&str, &str); 22] = [
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
];

/// What may stand between a number and its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    None,
    /// One word, as in "30 calendar days".
    Word,
}

/// Numbers, those in words among them.
pub(crate) fn spelt_too(text: &str) -> BTreeSet<String> {
    let words = plain_words(text);
    let spelt = NUMBER_WORDS.iter().filter(|(spelt, _)| words.iter().any(|word| word == spelt));
    numbers(text).into_iter().chain(spelt.map(|(_, digits)| (*digits).to_owned())).collect()
}

/// Numbers with the unit that stands beside them, where one does: 30 days are not 30 hours.
pub(crate) fn measures(text: &str, gap: Gap) -> BTreeSet<(String, usize)> {
    let mut spaced = String::new();
    for letter in text.to_lowercase().chars() {
        // "€4.90" and "30%" are two words.
        if matches!(letter, '€' | '$' | '£' | '%') {
            spaced.extend([' ', letter, ' ']);
        } else {
            spaced.push(if letter == '-' { ' ' } else { letter });
        }
    }
    let bare = |word: &str| {
        let is_sign = |c: char| !c.is_alphanumeric() && !matches!(c, '€' | '$' | '£' | '%');
        word.trim_matches(is_sign).to_owned()
    };
    let words: Vec<String> =
        spaced.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let unit = |at: Option<usize>| {
        let word = words.get(at?)?;
        UNITS.iter().position(|unit| unit.contains(&word.as_str()))
    };
    let mut found = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        let behind = (gap == Gap::Word).then_some(at + 2);
        let beside = [Some(at + 1), at.checked_sub(1), behind].into_iter().find_map(unit);
        found.extend(number(word).zip(beside));
    }
    found
}

/// A word as the number that it is.
fn number(word: &str) -> Option<String> {
    let spelt = NUMBER_WORDS.iter().find(|(spelt, _)| *spelt == word);
    let digits = spelt.map_or(word, |(_, digits)| digits);
    let is_number = digits.starts_with(|c: char| c.is_numeric());
    numbers(digits).into_iter().next().filter(|_| is_number)
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
        // 5.00 is 5.
        if part.len() != 3 && part.chars().all(|digit| digit == '0') {
            continue;
        }
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
