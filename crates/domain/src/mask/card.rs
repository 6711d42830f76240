//! Card numbers, told from all other long numbers by how they begin, their length, how they are
//! grouped and their check digit; and the code behind one.

use super::value::{digit, digits};
use super::{CARD, CODE, Mask};

const DIGITS_MIN: usize = 13;
const DIGITS_MAX: usize = 19;

/// Stands between two groups of digits: ` - ` is the longest that people write.
const GAP_CHARS_MAX: usize = 3;

/// The shortest IBAN is the Norwegian one; the longest is what the standard allows.
const IBAN_CHARS_MIN: usize = 15;
const IBAN_CHARS_MAX: usize = 34;
const IBAN_GROUP_CHARS: usize = 4;

/// Where a card number ends that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Card {
    /// Where the four digits begin that stay.
    pub(super) last_four: usize,
    /// Behind its last digit.
    pub(super) to: usize,
}

/// The card number that begins with the group of digits here.
///
/// It is one group, or a first one of four, then ones of at least four, of which only the last may
/// be shorter. Other groups are two phone numbers in a row (`51 23 45 67 52 34 56 78`), a post code
/// and a phone number (`641001 9876543210`) or an order (`302-1234567-1234567`).
pub(super) fn at(text: &str, at: usize) -> Option<Card> {
    let (mut number, mut starts) = ([0; DIGITS_MAX], [0; DIGITS_MAX]);
    let (mut length, mut from) = (0, at);
    loop {
        let (to, count) = digits(text, from);
        if length + count > DIGITS_MAX {
            return None;
        }
        for (place, sign) in text[from..to].char_indices() {
            (number[length], starts[length]) = (digit(sign)?, from + place);
            length += 1;
        }
        if is_card(&number[..length]) && may_end_before(&text[to..]) {
            return Some(Card { last_four: starts[length - 4], to });
        }
        if count < 4 || (length == count && count > 4) {
            return None;
        }
        from = next_digits(text, to, is_gap)?;
    }
}

/// The security code that follows a card number and its date: `12/29 123`.
pub(super) fn code_after(text: &str, card: usize) -> Option<Mask> {
    let from = next_field(text, card)?;
    let (mut date, count) = digits(text, from);
    let mut month = text[from..date].chars().filter_map(digit);
    let month = month.next()? * 10 + month.next()?;
    if count == 2 {
        let year = next_field(text, date)?;
        let (end, count) = digits(text, year);
        date = matches!(count, 2 | 4).then_some(end)?;
    } else if count != 4 {
        return None;
    }
    let from = next_field(text, date)?;
    let (to, count) = digits(text, from);
    let is_code = matches!(count, 3 | 4) && (1..=12).contains(&month);
    (is_code && may_end_before(&text[to..])).then_some(Mask { from, to, with: CODE })
}

/// Where the IBAN ends that begins here, in one group or in groups of four. It holds by its check
/// digits, so that a card number behind it is seen.
pub(super) fn iban(text: &str, at: usize) -> Option<usize> {
    let head = text.get(at..at + 4)?.as_bytes();
    let (country, check) = head.split_at(2);
    if !country.iter().all(u8::is_ascii_alphabetic) || !check.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let (mut from, mut length, mut rest, mut end) = (at, 0, 0, None);
    loop {
        let group = text[from..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        length += group;
        if length > IBAN_CHARS_MAX || (from > at && group > IBAN_GROUP_CHARS) {
            return end;
        }
        // The head counts last.
        let counted = if from == at { from + head.len() } else { from };
        from += group;
        rest = text[counted..from].bytes().fold(rest, fed);
        if length >= IBAN_CHARS_MIN && head.iter().copied().fold(rest, fed) == 1 {
            end = Some(from);
        }
        match text[from..].chars().next() {
            Some(sign) if group == IBAN_GROUP_CHARS && is_gap(sign) => from += sign.len_utf8(),
            _ => return end,
        }
    }
}

/// The remainder by 97 when a sign is written behind a number; a letter is two digits, from 10.
fn fed(rest: u32, sign: u8) -> u32 {
    let value = char::from(sign).to_digit(36).unwrap_or_default();
    (rest * if value < 10 { 10 } else { 100 } + value) % 97
}

/// A letter, a plus or a slash before it make it a part of a name, a phone number or an address;
/// `0.` makes it a fraction. The last four of a masked one begin no other.
pub(super) fn may_begin_after(before: &str) -> bool {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || "_+/".contains(sign);
    !before.ends_with(is_part) && !["0.", "0,", CARD].iter().any(|end| before.ends_with(end))
}

fn may_end_before(after: &str) -> bool {
    !after.starts_with(|sign: char| sign.is_ascii_alphanumeric() || sign == '_')
}

/// What is written or pasted between the groups of a number, with the signs that turn Arabic
/// around.
fn is_gap(sign: char) -> bool {
    let is_space = matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '\u{3000}');
    is_space || matches!(sign, '-' | '.' | '\u{ff0d}' | '\u{2007}'..='\u{2013}')
}

/// Where the next digits of a row begin that was written or pasted from a form.
fn next_field(text: &str, at: usize) -> Option<usize> {
    next_digits(text, at, |sign| is_gap(sign) || "/,;|\t\n".contains(sign))
}

/// Where the next digits begin, if little and nothing else is between.
fn next_digits(text: &str, at: usize, is_between: impl Fn(char) -> bool) -> Option<usize> {
    let (length, sign) =
        text[at..].char_indices().take(GAP_CHARS_MAX + 1).find(|(_, sign)| !is_between(*sign))?;
    (length > 0 && digit(sign).is_some()).then_some(at + length)
}

fn is_card(number: &[u8]) -> bool {
    number.len() >= DIGITS_MIN && is_issued(number) && luhn(number) && !is_article(number)
}

/// Whether an issuer gives out numbers that begin so, in this length. A longer or shorter one is a
/// phone (`35...` with 15 digits is the number of a mobile) or an order.
fn is_issued(number: &[u8]) -> bool {
    let first = number[..4].iter().fold(0, |sum, digit| sum * 10 + u16::from(*digit));
    match first {
        // Austrian and German phone numbers begin so too, and have thirteen digits.
        4300..=4399 | 4900..=4999 => matches!(number.len(), 16 | 19),
        4000..=4999 => matches!(number.len(), 13 | 16 | 19),
        2221..=2720 | 5100..=5599 => number.len() == 16,
        3400..=3499 | 3700..=3799 => number.len() == 15,
        3000..=3099 | 3600..=3699 | 3800..=3999 => matches!(number.len(), 14 | 16),
        3500..=3599 | 5000..=5099 | 5600..=5899 | 6000..=6999 => number.len() >= 16,
        _ => false,
    }
}

/// The check digit of a card: every second digit from the end counts twice.
fn luhn(number: &[u8]) -> bool {
    let sum: u16 = number
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, *digit) {
            (0, digit) => u16::from(digit),
            (_, digit @ 5..) => u16::from(digit) * 2 - 9,
            (_, digit) => u16::from(digit) * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The check digit of an article (EAN): German ones have thirteen digits and begin with a 4.
fn is_article(number: &[u8]) -> bool {
    let sum: u16 =
        (1..).zip(number).map(|(place, digit)| u16::from(*digit) * [3, 1][place % 2]).sum();
    number.len() == 13 && sum.is_multiple_of(10)
}
