//! How a number is shown: as a date, a price, a share. Only what changes its meaning is followed;
//! colours and the separators of thousands are not.

use std::collections::HashMap;

use jiff::civil::{DateTime, date};
use jiff::{SignedDuration, Span};

use crate::limits::Limits;
use crate::unreadable::Unreadable;
use crate::xml::{Node, Nodes};

use super::EXPECTED;

/// Digits that Excel keeps of a number; what a computer adds beyond is noise.
const DIGITS: usize = 15;

/// Decimals beyond which a format is not followed.
const DECIMALS_MAX: usize = 10;

/// How the cells of one style show a number.
#[derive(Debug, Clone, Default, PartialEq)]
struct Format {
    date: bool,
    time: bool,
    percent: bool,
    decimals: Option<usize>,
    before: String,
    after: String,
}

/// The formats of a workbook, by the number of the style.
#[derive(Default)]
pub(super) struct Formats(Vec<Format>);

impl Formats {
    pub(super) fn read(xml: &str, limits: &Limits) -> Result<Self, Unreadable> {
        let mut nodes = Nodes::new(xml, limits, EXPECTED);
        let mut own: HashMap<u32, Format> = HashMap::new();
        let mut formats = Vec::new();
        let mut in_cells = false;
        while let Some(node) = nodes.next()? {
            match node {
                Node::Open(tag) => match tag.name().as_str() {
                    "numFmt" => {
                        let code = tag.attr("formatCode").unwrap_or_default();
                        own.extend(tag.number("numFmtId").map(|id| (id, Format::parse(&code))));
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells => {
                        let id = tag.number("numFmtId").unwrap_or(0);
                        formats.push(own.get(&id).cloned().unwrap_or_else(|| built_in(id)));
                    }
                    _ => {}
                },
                Node::Close(name) if name == "cellXfs" => in_cells = false,
                _ => {}
            }
        }
        Ok(Self(formats))
    }

    /// A number as its cell shows it.
    pub(super) fn show(&self, number: f64, style: usize, from_1904: bool) -> String {
        let format = self.0.get(style).cloned().unwrap_or_default();
        if format.date || format.time {
            let shown = format.moment(number, from_1904);
            return shown.unwrap_or_else(|| plain(number));
        }
        let number = if format.percent { number * 100.0 } else { number };
        let shown = match format.decimals {
            Some(decimals) => format!("{number:.decimals$}"),
            None => plain(number),
        };
        let share = if format.percent { "%" } else { "" };
        format!("{}{shown}{share}{}", format.before, format.after)
    }
}

/// As many digits as mean something.
fn plain(number: f64) -> String {
    let digits = DIGITS - 1;
    let rounded: f64 = format!("{number:.digits$e}").parse().unwrap_or(number);
    rounded.to_string()
}

/// The formats that no workbook has to spell out.
fn built_in(id: u32) -> Format {
    let code = match id {
        2 | 4 | 39 | 40 => "0.00",
        9 => "0%",
        10 => "0.00%",
        14..=17 | 27..=31 | 34..=36 | 50..=58 => "y-m-d",
        18..=21 | 32 | 33 | 45..=47 => "h:m",
        22 => "y-m-d h:m",
        _ => "General",
    };
    Format::parse(code)
}

impl Format {
    /// Reads the part of a code that is for positive numbers.
    fn parse(code: &str) -> Self {
        let mut format = Self::default();
        let mut chars = code.chars().peekable();
        let mut seen_digit = false;
        let mut decimals = None;
        while let Some(c) = chars.next() {
            let mut literal = String::new();
            match c {
                ';' => break,
                '"' => literal.extend(chars.by_ref().take_while(|c| *c != '"')),
                '\\' => literal.extend(chars.next()),
                '_' | '*' => drop(chars.next()),
                '[' => {
                    let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    match inside.strip_prefix('$') {
                        Some(money) => literal.push_str(money.split('-').next().unwrap_or("")),
                        // Hours beyond a day: "[h]:mm".
                        None => format.time |= matches!(inside.as_str(), "h" | "hh" | "m" | "s"),
                    }
                }
                '0' | '#' | '?' => {
                    seen_digit = true;
                    if c == '0'
                        && let Some(count) = &mut decimals
                    {
                        *count += 1;
                    }
                }
                '.' if seen_digit => decimals = Some(0),
                '%' => format.percent = true,
                '€' | '$' | '£' | '¥' => literal.push(c),
                ' ' if seen_digit => literal.push(c),
                'y' | 'Y' | 'd' | 'D' => format.date = true,
                'h' | 'H' | 's' | 'S' => format.time = true,
                // "General" has letters of dates in it, and so have months alone.
                'G' | 'g' => drop(chars.by_ref().take(6).count()),
                'm' | 'M' if !seen_digit => format.date |= !format.time,
                _ => {}
            }
            let side = if seen_digit { &mut format.after } else { &mut format.before };
            side.push_str(&literal);
        }
        if format.time && !code.contains(['y', 'Y', 'd', 'D']) {
            format.date = false;
        }
        format.decimals = decimals.or(Some(0).filter(|_| seen_digit && code.contains('0')));
        format.decimals = format.decimals.filter(|decimals| *decimals <= DECIMALS_MAX);
        format.after.truncate(format.after.trim_end().len());
        if !format.after.is_empty() && format.after.starts_with(char::is_alphanumeric) {
            format.after.insert(0, ' ');
        }
        format
    }

    /// Days since the end of 1899, or the beginning of 1904, as a date and time.
    fn moment(&self, number: f64, from_1904: bool) -> Option<String> {
        // The last day that Excel knows is in the year 9999.
        let known = (0.0..2_958_466.0).contains(&number);
        let seconds = known.then(|| (number * 86_400.0).round())?;
        let first = if from_1904 { date(1904, 1, 1) } else { date(1899, 12, 30) };
        let days = Span::new().try_days(clamp(number.floor())).ok()?;
        let of_day = SignedDuration::from_secs(clamp(seconds).rem_euclid(86_400));
        let moment: DateTime = first.checked_add(days).ok()?.at(0, 0, 0, 0);
        let moment = moment.checked_add(of_day).ok()?;
        Some(match (self.date, self.time) {
            (true, true) => moment.strftime("%Y-%m-%d %H:%M").to_string(),
            (true, false) => moment.strftime("%Y-%m-%d").to_string(),
            _ => moment.strftime("%H:%M").to_string(),
        })
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the caller has looked at the bounds")]
fn clamp(number: f64) -> i64 {
    number as i64
}

/// "Sheet1" in the languages of Excel: a name that tells nothing.
pub(super) fn is_generic_name(name: &str) -> bool {
    const GENERIC: [&str; 8] =
        ["sheet", "tabelle", "feuil", "hoja", "foglio", "blad", "planilha", "arkusz"];
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim().to_lowercase();
    GENERIC.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::{Format, Formats, built_in};

    fn shown(code: &str, number: f64) -> String {
        Formats(vec![Format::parse(code)]).show(number, 0, false)
    }

    #[test]
    fn numbers_are_shown_as_people_see_them() {
        let cases = [
            ("General", 0.1 + 0.2, "0.3"),
            ("General", 9_612_497_925.0, "9612497925"),
            ("#,##0.00\\ [$€-407]", 4.9, "4.90 €"),
            ("\"$\"#,##0.00_);(\"$\"#,##0.00)", 4.9, "$4.90"),
            ("[$£-809]#,##0", 12.0, "£12"),
            ("0%", 0.19, "19%"),
            ("0.0%", 0.075, "7.5%"),
            ("yyyy\\-mm\\-dd", 45_782.0, "2025-05-05"),
            ("dd/mm/yyyy hh:mm", 45_782.5, "2025-05-05 12:00"),
            ("h:mm", 0.375, "09:00"),
            ("0.00 \"kg\"", 1.5, "1.50 kg"),
            ("mmm", 45_782.0, "2025-05-05"),
            ("yyyy", -1.0, "-1"),
        ];
        for (code, number, expected) in cases {
            assert_eq!(shown(code, number), expected, "{code}");
        }
        assert!(built_in(14).date && built_in(20).time && built_in(9).percent);
    }
}
