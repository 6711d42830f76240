//! Patterns over a visitor's words: compiled once, never able to hold up a turn.

use std::ops::Range;

use fancy_regex::{Regex, RegexBuilder};

/// Steps back that a pattern may take on one message. A message that needs more is no plain
/// request; it counts as no match.
const BACKTRACK_MAX: usize = 200_000;

/// A pattern that ignores case.
pub(crate) struct Pattern(Regex);

impl Pattern {
    /// Compiles a pattern that is part of the program.
    pub(crate) fn new(pattern: &str) -> Self {
        let regex = RegexBuilder::new(pattern)
            .case_insensitive(true)
            .backtrack_limit(BACKTRACK_MAX)
            .build()
            .expect("the program's own patterns compile; a test compiles all of them");
        Self(regex)
    }

    /// What matches first.
    pub(crate) fn find<'text>(&self, text: &'text str) -> Option<&'text str> {
        self.range(text).map(|range| &text[range])
    }

    /// Where it matches first.
    pub(crate) fn range(&self, text: &str) -> Option<Range<usize>> {
        self.0.find(text).ok().flatten().map(|found| found.range())
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// The text without what matches.
    pub(crate) fn without(&self, text: &str) -> String {
        let mut rest = text.to_owned();
        // Bounded: each round takes at least one character away.
        while let Some(range) = self.range(&rest) {
            if range.is_empty() {
                break;
            }
            rest.replace_range(range, " ");
        }
        rest
    }
}

/// One kind of apostrophe, one space between words: what patterns are written for.
pub(crate) fn plain(text: &str) -> String {
    let text = text.replace(['\u{2019}', '\u{2018}', '`', '\u{b4}'], "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lower-cased words of a message, without apostrophes.
pub(crate) fn words(text: &str) -> Vec<String> {
    let lower = plain(text).to_lowercase().replace('\'', "");
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
