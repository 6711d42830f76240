//! Days of a sentence.
//!
//! `03/04/2026` is the third of April: the day goes first, except where no month has that number
//! (`03/25/2026`), and a year of four digits may go before both. A year of two digits is of this
//! century, unless it lies more than 20 years ahead. A day without a year is the nearest to today
//! that fits the field. Relative days are read in English; names of months in German, French and
//! Spanish too.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::super::field::Days;
use super::Found;
use super::word::{Word, words};
use crate::condition::Value;

/// Names of the months, whole and short.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene"],
    &["february", "feb", "februar", "feber", "février", "févr", "fevrier", "febrero"],
    &["march", "mar", "märz", "mär", "maerz", "mars", "marzo"],
    &["april", "apr", "avril", "avr", "abril", "abr"],
    &["may", "mai", "mayo"],
    &["june", "jun", "juni", "juin", "junio"],
    &["july", "jul", "juli", "juillet", "juil", "julio"],
    &["august", "aug", "août", "aout", "agosto", "ago"],
    &["september", "sep", "sept", "septembre", "septiembre"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre"],
    &["november", "nov", "novembre", "noviembre"],
    &["december", "dec", "dezember", "dez", "décembre", "déc", "decembre", "diciembre", "dic"],
];

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Small numbers in words, from one.
const COUNTS: [&str; 10] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Years that a sentence means; other numbers of four digits are amounts and codes.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// How far ahead a year of two digits may lie.
const AHEAD_YEARS: i16 = 20;

/// Between a day, a month and a year.
const JOINING: [&str; 5] = ["of", "de", "del", "the", "d'"];

/// What is read at one word: how many words it takes, and the day; none for one that is unclear.
type Read = (usize, Option<Date>);

/// The days that a text names.
pub(super) fn days(text: &str, days: Days, today: Date) -> Vec<Found> {
    let sentence = Sentence { text, words: words(text), days, today };
    let mut found = Vec::new();
    let mut at = 0;
    while at < sentence.words.len() {
        match sentence.at(at) {
            Some((count, date)) => {
                let last = &sentence.words[at + count - 1];
                let span = sentence.words[at].span.start..last.span.end;
                let value = date.map(|date| Value::Text(date.to_string()));
                found.push(Found { span, value });
                at += count;
            }
            None => at += 1,
        }
    }
    found
}

/// The day that a text in numbers is, if it is nothing else.
pub(super) fn numeric(text: &str) -> Option<Date> {
    let today = Date::new(2000, 1, 1).ok()?;
    let sentence = Sentence { text, words: words(text), days: Days::Any, today };
    let (count, date) = sentence.in_numbers(0)?;
    date.filter(|_| count == sentence.words.len())
}

struct Sentence<'text> {
    text: &'text str,
    words: Vec<Word>,
    days: Days,
    today: Date,
}

impl Sentence<'_> {
    fn at(&self, at: usize) -> Option<Read> {
        self.in_numbers(at)
            .or_else(|| self.with_month(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.weekday(at))
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.text)
    }

    /// What stands between a word and the next.
    fn gap(&self, at: usize) -> &str {
        match (self.words.get(at), self.words.get(at + 1)) {
            (Some(word), Some(next)) => &self.text[word.span.end..next.span.start],
            _ => "\n",
        }
    }

    /// Whether two words belong together: nothing but spaces and the signs of days between them.
    fn is_joined(&self, at: usize) -> bool {
        let gap = self.gap(at);
        gap.chars().count() <= 2 && gap.chars().all(|sign| " .,-/'’\u{a0}".contains(sign))
    }

    /// `2026-03-03`, `3.4.2026`, `03/04/26`.
    fn in_numbers(&self, at: usize) -> Option<Read> {
        let sign = self.gap(at);
        let is_parted = matches!(sign, "-" | "/" | "." | ". ") && self.gap(at + 1) == sign;
        // A fourth number makes it an address, a version or a telephone number.
        let goes_on = self.gap(at + 2) == sign && is_number(self.word(at + 3));
        let came_on = at > 0 && self.gap(at - 1) == sign && is_number(self.word(at - 1));
        if !is_parted || goes_on || came_on || matches!(sign, ". ") && self.word(at).len() > 2 {
            return None;
        }
        let parts = [self.word(at), self.word(at + 1), self.word(at + 2)];
        if !parts.iter().all(|part| is_number(part)) {
            return None;
        }
        let [one, two, three] = parts.map(|part| part.parse::<i16>().ok());
        let (one, two, three) = (one?, two?, three?);
        let date = match parts.map(str::len) {
            [4, 1..=2, 1..=2] => date(one, two, three),
            [1..=2, 1..=2, 4] => date(three, two, one).or_else(|| date(three, one, two)),
            [1..=2, 1..=2, 2] => {
                let year = self.whole_year(three);
                date(year, two, one).or_else(|| date(year, one, two))
            }
            _ => None,
        };
        date.map(|date| (3, Some(date)))
    }

    fn whole_year(&self, short: i16) -> i16 {
        let year = self.today.year() / 100 * 100 + short;
        if year > self.today.year() + AHEAD_YEARS { year - 100 } else { year }
    }

    /// `3 March 2026`, `March 3rd`, `3. März`, `3 de marzo de 2026`.
    fn with_month(&self, at: usize) -> Option<Read> {
        let (day, month, end) = match (ordinal(self.word(at)), month(self.word(at))) {
            (Some(day), _) => {
                let next = self.next_joined(at)?;
                (day, month(self.word(next))?, next)
            }
            (_, Some(month)) => {
                let next = self.next_joined(at)?;
                (ordinal(self.word(next))?, month, next)
            }
            _ => return None,
        };
        let year = self.next_joined(end).filter(|next| {
            let word = self.word(*next);
            word.len() == 4 && word.parse().is_ok_and(|year| YEARS.contains(&year))
        });
        let last = year.unwrap_or(end);
        let date = match year.and_then(|year| self.word(year).parse().ok()) {
            Some(year) => date(year, month, day)?,
            None => self.nearest(month, day)?,
        };
        let is_range = self.is_dash(last, last + 1) || (at > 0 && self.is_dash(at - 1, at - 1));
        Some((last + 1 - at, (!is_range).then_some(date)))
    }

    /// The next word that says something, where all between belongs to the day.
    fn next_joined(&self, at: usize) -> Option<usize> {
        let mut at = at;
        loop {
            if !self.is_joined(at) {
                return None;
            }
            at += 1;
            if !JOINING.contains(&self.word(at)) {
                return Some(at);
            }
        }
    }

    /// Whether a dash leads from a word to a number, as in `3-5 March`.
    fn is_dash(&self, gap: usize, number: usize) -> bool {
        let is_dash = matches!(self.gap(gap).trim(), "-" | "–" | "—");
        is_dash && ordinal(self.word(number)).is_some()
    }

    /// The day of a month that is nearest to today and fits.
    fn nearest(&self, month: i16, day: i16) -> Option<Date> {
        let year = self.today.year();
        let years = [year - 1, year, year + 1];
        let all = years.into_iter().filter_map(|year| date(year, month, day));
        all.filter(|date| match self.days {
            Days::Any => true,
            Days::Past => *date <= self.today,
            Days::Future => *date >= self.today,
        })
        .min_by_key(|date| self.away(*date).abs())
    }

    fn away(&self, date: Date) -> i32 {
        self.today.until(date).map_or(i32::MAX, |span| span.get_days())
    }

    fn later(&self, days: i64) -> Option<Date> {
        self.today.checked_add(days.checked_abs().filter(|it| *it < 4_000)?.days()).ok()?;
        self.today.checked_add(days.days()).ok()
    }

    fn relative(&self, at: usize) -> Option<Read> {
        let words = [self.word(at), self.word(at + 1), self.word(at + 2)];
        let (count, days) = match words {
            ["day", "before", "yesterday"] => (3, -2),
            ["day", "after", "tomorrow"] => (3, 2),
            ["yesterday", ..] => (1, -1),
            ["today" | "tonight", ..] => (1, 0),
            ["tomorrow", ..] => (1, 1),
            _ => return None,
        };
        Some((count, self.later(days)))
    }

    /// `3 days ago`, `in two weeks`.
    fn counted(&self, at: usize) -> Option<Read> {
        let starts = usize::from(self.word(at) == "in");
        let count = match self.word(at + starts) {
            "a" | "an" => 1,
            word => match COUNTS.iter().position(|count| *count == word) {
                Some(place) => i64::try_from(place).ok()? + 1,
                None => word.parse().ok().filter(|_| is_number(word) && word.len() <= 3)?,
            },
        };
        let unit = match self.word(at + starts + 1) {
            "day" | "days" => 1,
            "week" | "weeks" => 7,
            _ => return None,
        };
        match (starts, self.word(at + 2)) {
            (1, _) => Some((3, self.later(count * unit))),
            (_, "ago") => Some((3, self.later(-count * unit))),
            _ => None,
        }
    }

    /// `last Monday` and `next Monday` without today; a Monday by itself only where the field says
    /// on which side of today it lies.
    fn weekday(&self, at: usize) -> Option<Read> {
        let named = |at: usize| WEEKDAYS.iter().position(|day| *day == self.word(at));
        let (count, side, weekday) = match (self.word(at), named(at), named(at + 1)) {
            ("last" | "past", _, Some(day)) => (2, Some(Days::Past), day),
            ("next" | "coming", _, Some(day)) => (2, Some(Days::Future), day),
            ("this", _, Some(day)) => (2, None, day),
            (_, Some(day), _) => (1, None, day),
            _ => return None,
        };
        let now = i64::from(self.today.weekday().to_monday_zero_offset());
        let ahead = (i64::try_from(weekday).ok()? - now).rem_euclid(7);
        let days = match (side, self.days) {
            (Some(Days::Past), _) => Some(if ahead == 0 { -7 } else { ahead - 7 }),
            (Some(_), _) => Some(if ahead == 0 { 7 } else { ahead }),
            (None, Days::Past) => Some(if ahead == 0 { 0 } else { ahead - 7 }),
            (None, Days::Future) => Some(ahead),
            (None, Days::Any) => None,
        };
        Some((count, days.and_then(|days| self.later(days))))
    }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The day of a month, also as `3rd`, `1er` and `1º`.
fn ordinal(word: &str) -> Option<i16> {
    let ends = ["st", "nd", "rd", "th", "er", "º"];
    let number = ends.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let number = Some(number).filter(|number| is_number(number) && number.len() <= 2)?;
    number.parse().ok().filter(|day| (1..=31).contains(day))
}

fn month(word: &str) -> Option<i16> {
    let place = MONTHS.iter().position(|names| names.contains(&word))?;
    i16::try_from(place + 1).ok()
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
