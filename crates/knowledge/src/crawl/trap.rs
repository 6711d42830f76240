//! Tells the endless parts of a site from its pages, by the shape of their addresses.

use std::collections::HashMap;

use url::Url;

/// Pages of one shape that has a date in it: a calendar goes on for ever, a year of news fits.
const DATED_MAX: u32 = 60;

/// Pages that differ in several parameters only: filters and orders of one list.
const FILTERED_MAX: u32 = 60;

/// Pages that differ in one number only. Shops and help sites have many such, and depth and the
/// number of pages bound them too.
const NUMBERED_MAX: u32 = 3_000;

/// A folder that stands in an address so often leads round in a circle.
const REPEATED_MAX: usize = 3;

/// Folders of an address; no site for people is deeper.
const FOLDERS_MAX: usize = 16;

/// Names of parameters that hold a day.
const DATES: [&str; 12] = [
    "date", "day", "month", "year", "week", "from", "to", "start", "end", "until", "since",
    "calendar",
];

/// How many addresses there are of each shape.
#[derive(Debug, Default)]
pub(super) struct Traps {
    shapes: HashMap<String, u32>,
}

impl Traps {
    /// Counts an address; false for one more of what has no end.
    pub(super) fn take(&mut self, url: &Url) -> bool {
        let folders: Vec<&str> = url.path().split('/').filter(|it| !it.is_empty()).collect();
        if folders.len() > FOLDERS_MAX || goes_round(&folders) {
            return false;
        }
        let (shape, max) = shape(url, &folders);
        let count = self.shapes.entry(shape).or_default();
        *count += 1;
        *count <= max
    }
}

/// `/a/b/a/b/a/b` and `/a/a/a` come from links that are read against the wrong folder.
fn goes_round(folders: &[&str]) -> bool {
    folders.iter().any(|folder| {
        let same = folders.iter().filter(|other| *other == folder).count();
        same > REPEATED_MAX || (same == REPEATED_MAX && folders.len() == same)
    })
}

/// The address with its numbers taken out, and how many of such are read.
fn shape(url: &Url, folders: &[&str]) -> (String, u32) {
    let (mut shape, mut numbers, mut is_dated) = (String::new(), 0, false);
    for folder in folders {
        let digits = folder.bytes().filter(u8::is_ascii_digit).count();
        is_dated |= is_date(folder);
        numbers += usize::from(digits == folder.len());
        shape.push('/');
        for sign in folder.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }) {
            if sign != '#' || !shape.ends_with('#') {
                shape.push(sign);
            }
        }
    }
    // Year and month as folders of their own.
    let years = folders.iter().filter(|folder| is_year(folder)).count();
    is_dated |= years > 0 && numbers > years;
    let mut names: Vec<String> = Vec::new();
    for (name, value) in url.query_pairs() {
        let name = name.to_ascii_lowercase();
        is_dated |= DATES.contains(&name.as_str()) || is_date(&value);
        names.push(name);
    }
    names.sort();
    names.dedup();
    shape.push('?');
    shape.push_str(&names.join("&"));
    let max = match names.len() {
        _ if is_dated => DATED_MAX,
        0 | 1 => NUMBERED_MAX,
        _ => FILTERED_MAX,
    };
    // A list's filters come in every combination of names.
    let shape = if max == FILTERED_MAX && !is_dated { url.path().to_owned() } else { shape };
    (shape, max)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u32>().is_ok_and(|year| (1900..2200).contains(&year))
}

/// `2026-11`, `2026-11-21`, `20261121`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '_', '.']).collect();
    let all_digits = |part: &&str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    match parts.as_slice() {
        [one] => one.len() == 8 && all_digits(one) && is_year(&one[..4]),
        [year, rest @ ..] => is_year(year) && rest.len() <= 2 && rest.iter().all(all_digits),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(addresses: impl Iterator<Item = String>) -> usize {
        let mut traps = Traps::default();
        addresses
            .filter(|path| traps.take(&Url::parse(&format!("https://shop.example{path}")).unwrap()))
            .count()
    }

    #[test]
    fn what_has_no_end_is_read_in_part_and_what_is_large_in_whole() {
        let dates = |shape: fn(u32, u32) -> String| {
            (1900..2100).flat_map(move |year| (1..13).map(move |month| shape(year, month)))
        };
        assert_eq!(taken(dates(|year, month| format!("/events/{year}/{month}"))), 60);
        assert_eq!(taken(dates(|year, month| format!("/events/{year}-{month:02}"))), 60);
        assert_eq!(taken(dates(|year, month| format!("/e?year={year}&month={month}"))), 60);
        assert_eq!(taken((0..900).map(|at| format!("/list?size={at}&colour={}", at % 7))), 60);
        assert_eq!(taken((0..2_000).map(|at| format!("/help/{at}"))), 2_000);
        assert_eq!(taken((0..2_000).map(|at| format!("/article?id={at}"))), 2_000);
        assert_eq!(taken((0..500).map(|at| format!("/help/word-{}", "a".repeat(at)))), 500);
    }

    #[test]
    fn a_path_in_a_circle_is_left() {
        let one = |path: &str| taken(std::iter::once(path.to_owned())) == 1;
        assert!(!one("/a/a/a") && !one("/a/b/a/b/a/b/a") && !one(&"/x/y".repeat(12)));
        assert!(one("/a/b/a/c") && one("/help/help"));
    }
}
