//! Running headers, footers and page numbers: what stands in the same place on several pages.

use std::collections::HashMap;

use super::Pages;
use super::columns::Line;

/// Lines at the top and at the bottom of a page that may be running ones.
const LINES: usize = 3;

/// Pages on which a line has to stand; on fewer it may be chance.
const PAGES_MIN: usize = 3;

/// How far the places may differ, in points.
const PLACE_POINTS: f64 = 4.0;

/// A line with fewer letters is a figure, and the same figure may stand in two tables.
const LETTERS_MIN: usize = 4;

/// Longest line that is left out for the number of the page in it.
const NUMBERED_CHARS_MAX: usize = 100;

/// A line that may be a running one: page, place in reading order, words.
struct Candidate {
    page: usize,
    line: usize,
    text: String,
    base: f64,
}

/// Leaves out what repeats. Words that are the same each time are kept where they come first: the
/// name of the shop may stand nowhere else. Those that count pages are kept nowhere.
pub(super) fn leave_out(pages: &mut Pages) {
    let mut groups: HashMap<String, Vec<Candidate>> = HashMap::new();
    for (page, lines) in pages.iter().enumerate() {
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by(|a, b| lines[*a].base.total_cmp(&lines[*b].base));
        let bottom = order.len().saturating_sub(LINES).max(LINES.min(order.len()));
        for (place, line) in order.iter().copied().enumerate() {
            if (LINES..bottom).contains(&place) {
                continue;
            }
            let text = lines[line].text();
            let base = lines[line].base;
            let of = groups.entry(pattern(&text)).or_default();
            of.push(Candidate { page, line, text, base });
        }
    }
    let mut gone: Vec<(usize, usize)> = Vec::new();
    for candidates in groups.values() {
        gone.extend(running(candidates));
    }
    gone.extend(numbered(pages));
    gone.sort_unstable();
    for (page, lines) in pages.iter_mut().enumerate() {
        let mut line = 0;
        lines.retain(|_| {
            line += 1;
            gone.binary_search(&(page, line - 1)).is_err()
        });
    }
}

/// The same for "Page 3 of 12" and "Page 4 of 12".
fn pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if c != '#' || !pattern.ends_with('#') {
            pattern.push(c);
        }
    }
    pattern
}

/// The places of the lines of a pattern that are to be left out.
fn running(candidates: &[Candidate]) -> Vec<(usize, usize)> {
    // Most stand in one place; the first one gives it, or the second where the first page differs.
    for first in candidates.iter().take(2) {
        let is_there = |it: &&Candidate| (it.base - first.base).abs() <= PLACE_POINTS;
        let there: Vec<&Candidate> = candidates.iter().filter(is_there).collect();
        if there.len() < PAGES_MIN {
            continue;
        }
        let letters = first.text.chars().filter(|c| c.is_alphabetic()).count();
        let same_words = there.iter().all(|it| it.text == there[0].text);
        if same_words && letters >= LETTERS_MIN {
            return there.iter().skip(1).map(|it| (it.page, it.line)).collect();
        }
        if counts_pages(&there) {
            return there.iter().map(|it| (it.page, it.line)).collect();
        }
    }
    Vec::new()
}

/// Whether each number of the lines is the same on all pages or grows with them, and one grows.
/// The rows of a price list have the same pattern too, but no such numbers.
fn counts_pages(lines: &[&Candidate]) -> bool {
    let numbers: Vec<Vec<i64>> = lines.iter().map(|it| numbers(&it.text)).collect();
    let first = &numbers[0];
    let mut grows = false;
    for place in 0..first.len() {
        let at = |line: usize| numbers[line].get(place).copied();
        let same = (0..lines.len()).all(|line| at(line) == at(0));
        let with_pages = (0..lines.len()).all(|line| {
            let pages = i64::try_from(lines[line].page - lines[0].page).ok();
            at(line).zip(at(0)).map(|(now, before)| now - before) == pages
        });
        if !same && !with_pages {
            return false;
        }
        grows |= with_pages;
    }
    grows
}

/// The outermost lines that begin or end with the number of their page, with whatever stands beside
/// it: the name of a chapter, which stands above the chapter too.
fn numbered(pages: &Pages) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for top in [true, false] {
        let mut by_offset: HashMap<i64, Vec<(usize, usize)>> = HashMap::new();
        for (page, lines) in pages.iter().enumerate() {
            let lines = lines.iter().enumerate();
            let order = |a: &(usize, &Line), b: &(usize, &Line)| a.1.base.total_cmp(&b.1.base);
            let outermost = if top { lines.min_by(order) } else { lines.max_by(order) };
            let Some((at, line)) = outermost else { continue };
            let text = line.text();
            if text.chars().count() > NUMBERED_CHARS_MAX {
                continue;
            }
            let mut words = text.split_whitespace();
            let ends = [words.next(), words.next_back()];
            let mut offsets: Vec<i64> = ends
                .into_iter()
                .flatten()
                .filter_map(|word| word.parse::<i64>().ok())
                .map(|number| number - i64::try_from(page).unwrap_or(0))
                .collect();
            offsets.dedup();
            for offset in offsets {
                by_offset.entry(offset).or_default().push((page, at));
            }
        }
        let most = by_offset.into_values().max_by_key(Vec::len).unwrap_or_default();
        if most.len() >= PAGES_MIN && most.len() * 2 >= pages.len() {
            found.extend(most);
        }
    }
    found
}

/// The numbers in a line that a page could have.
fn numbers(text: &str) -> Vec<i64> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    digits.map(|digits| digits.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Candidate, pattern, running};

    fn standing(texts: &[&str]) -> Vec<Candidate> {
        let place = |(page, text): (usize, &&str)| Candidate {
            page,
            line: 0,
            text: (*text).to_owned(),
            base: 20.0,
        };
        texts.iter().enumerate().map(place).collect()
    }

    #[test]
    fn names_are_kept_once_and_numbers_never() {
        let shop = standing(&["Rye & Co", "Rye & Co", "Rye & Co"]);
        assert_eq!(running(&shop), [(1, 0), (2, 0)]);
        let numbered = standing(&["Page 9 of 12", "Page 10 of 12", "Page 11 of 12"]);
        assert_eq!(running(&numbered).len(), 3);
        assert_eq!(pattern(&numbered[0].text), pattern(&numbered[1].text));
        assert_eq!(running(&standing(&["1", "2", "3"])).len(), 3);
    }

    #[test]
    fn rows_of_a_price_list_stay() {
        assert_eq!(running(&standing(&["Hat 4", "Hat 9", "Hat 5"])), []);
        assert_eq!(running(&standing(&["40", "40", "40"])), []);
        assert_eq!(running(&standing(&["1", "2"])), []);
    }
}
