//! Numbers and amounts of money, in whatever way they are written.
//!
//! **How separators are read.** Where `.` and `,` both stand, the last is the decimal one. One that
//! stands several times parts thousands. A single `,` before exactly three digits parts thousands
//! (`1,234`), unless it follows a lone `0` or more than three digits. A single `.` is decimal,
//! except where no such fraction can be: in whole numbers and in money `1.234` is 1234. Spaces and
//! apostrophes part thousands alone. Parts between thousands have three digits, the first one to
//! three; anything else is no number.

use super::Unfit;
use super::words::digit;

/// Greatest number that is taken: all below are exact.
pub(super) const NUMBER_MAX: f64 = 999_999_999_999_999.0;

/// Longest text that can be a number.
const NUMBER_CHARS_MAX: usize = 60;

/// Signs of currencies, and which they may stand for.
const SIGNS: [(&str, &[&str]); 24] = [
    ("US$", &["USD"]),
    ("CA$", &["CAD"]),
    ("C$", &["CAD"]),
    ("A$", &["AUD"]),
    ("NZ$", &["NZD"]),
    ("HK$", &["HKD"]),
    ("S$", &["SGD"]),
    ("R$", &["BRL"]),
    ("$", &["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "ARS", "CLP", "COP", "TWD"]),
    ("€", &["EUR"]),
    ("£", &["GBP", "EGP"]),
    ("¥", &["JPY", "CNY"]),
    ("￥", &["JPY", "CNY"]),
    ("₹", &["INR"]),
    ("₺", &["TRY"]),
    ("₽", &["RUB"]),
    ("₴", &["UAH"]),
    ("₩", &["KRW"]),
    ("₪", &["ILS"]),
    ("zł", &["PLN"]),
    ("Kč", &["CZK"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("Fr.", &["CHF"]),
    ("SFr.", &["CHF"]),
];

/// Names of currencies in sentences, and which they may stand for.
const NAMES: [(&[&str], &[&str]); 5] = [
    (&["euro", "euros"], &["EUR"]),
    (
        &["dollar", "dollars", "dólares", "bucks"],
        &["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD"],
    ),
    (&["pound", "pounds", "quid", "pfund"], &["GBP"]),
    (&["franc", "francs", "franken"], &["CHF"]),
    (&["yen"], &["JPY"]),
];

/// Whose sign a word beside a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::action) enum Mark {
    /// The currency's that is asked for.
    Own,
    /// Another's.
    Other,
}

/// Whether a number without a fraction is meant, which settles what a lone `.` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::action) enum Fraction {
    /// None.
    Never,
    /// Two digits.
    Cents,
    /// Any.
    Any,
}

/// The number that a text is, if it is one.
pub(in crate::action) fn number(text: &str, fraction: Fraction) -> Option<f64> {
    if text.chars().count() > NUMBER_CHARS_MAX {
        return None;
    }
    let plain: String = text.trim().chars().map(plain_sign).collect();
    let unsigned = plain.strip_prefix(['-', '+']).unwrap_or(&plain);
    let decimal = decimal_of(unsigned, fraction);
    let (whole, rest) = match decimal {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let mut digits = whole_digits(whole, decimal.map(|at| &unsigned[at..=at]))?;
    if let Some(rest) = rest {
        if rest.is_empty() || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        digits = format!("{digits}.{rest}");
    }
    let value: f64 = digits.parse().ok()?;
    // Adding nothing turns the minus of a zero off.
    Some(if plain.starts_with('-') { 0.0 - value } else { value } + 0.0)
}

/// Digits, separators and signs of other scripts as ours.
fn plain_sign(sign: char) -> char {
    match sign {
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '’' => '\'',
        '−' => '-',
        '٫' => '.',
        '٬' => ',',
        _ => digit(sign).unwrap_or(sign),
    }
}

/// Where the decimal sign stands.
fn decimal_of(text: &str, fraction: Fraction) -> Option<usize> {
    let (dots, commas) = (text.matches('.').count(), text.matches(',').count());
    match (dots, commas) {
        (0, 0) => None,
        (1.., 1..) => text.rfind(['.', ',']),
        (1, 0) | (0, 1) => {
            let at = text.find(['.', ','])?;
            let before = &text[..at];
            let may_part = text.len() - at - 1 == 3
                && (1..=3).contains(&before.len())
                && before != "0"
                && (commas == 1 || fraction != Fraction::Any);
            (!may_part).then_some(at)
        }
        _ => None,
    }
}

/// The digits before the fraction, without what parts thousands.
fn whole_digits(whole: &str, decimal: Option<&str>) -> Option<String> {
    let separator = whole.chars().find(|sign| !sign.is_ascii_digit());
    let Some(separator) = separator else {
        return (!whole.is_empty()).then(|| whole.to_owned());
    };
    let is_known = ['.', ',', ' ', '\''].contains(&separator);
    if !is_known || decimal.is_some_and(|it| it.starts_with(separator)) {
        return None;
    }
    let mut parts = whole.split(separator);
    let first = parts.next().unwrap_or_default();
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=3).contains(&first.len())
        && is_number(first)
        && parts.all(|part| part.len() == 3 && is_number(part));
    fits.then(|| whole.replace(separator, ""))
}

/// The amount that a text is, in this currency or in none that is named.
pub(in crate::action) fn money(text: &str, currency: &str) -> Option<f64> {
    let text = text.trim();
    let (minus, rest) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text),
    };
    let bare = unmarked(rest, currency).unwrap_or(rest);
    let amount = number(&format!("{minus}{bare}"), Fraction::Cents)?;
    has_cents(amount).then_some(amount)
}

/// The text without the mark of a currency before or behind it.
fn unmarked<'text>(text: &'text str, currency: &str) -> Option<&'text str> {
    let of_it = SIGNS.iter().filter(|(_, codes)| codes.contains(&currency));
    let marks = of_it.map(|(sign, _)| *sign).chain([currency]);
    marks.filter(|mark| !mark.is_empty()).find_map(|mark| {
        let front = text.get(..mark.len()).filter(|front| front.eq_ignore_ascii_case(mark));
        if front.is_some() {
            return Some(text[mark.len()..].trim_start());
        }
        let from = text.len().checked_sub(mark.len())?;
        let end = text.get(from..).filter(|end| end.eq_ignore_ascii_case(mark));
        end.map(|_| text[..from].trim_end())
    })
}

/// What a word beside a number says of its currency; none where it says nothing.
pub(in crate::action) fn mark(word: &str, currency: &str) -> Option<Mark> {
    let is = |mark: &str| mark.eq_ignore_ascii_case(word);
    let of_sign = SIGNS.iter().find(|(sign, _)| is(sign)).map(|(_, codes)| *codes);
    let small = word.to_lowercase();
    let names = NAMES.iter().find(|(names, _)| names.contains(&small.as_str()));
    let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if !currency.is_empty() && is(currency) {
        return Some(Mark::Own);
    }
    match of_sign.or(names.map(|(_, codes)| *codes)) {
        Some(codes) if codes.contains(&currency) => Some(Mark::Own),
        Some(_) => Some(Mark::Other),
        None => is_code.then_some(Mark::Other),
    }
}

/// Whether nothing is smaller than a hundredth.
pub(super) fn has_cents(amount: f64) -> bool {
    amount.to_string().split_once('.').is_none_or(|(_, fraction)| fraction.len() <= 2)
}

/// A number within its bounds.
pub(super) fn within(value: f64, min: Option<f64>, max: Option<f64>) -> Result<f64, Unfit> {
    let min = min.unwrap_or(-NUMBER_MAX);
    let max = max.unwrap_or(NUMBER_MAX);
    if value.is_nan() {
        Err(Unfit::Number)
    } else if value < min {
        Err(Unfit::Less { min })
    } else if value > max {
        Err(Unfit::More { max })
    } else {
        Ok(value)
    }
}
