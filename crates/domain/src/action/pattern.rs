//! Patterns of codes: the common part of what this program and browsers understand, with the same
//! meaning in both.
//!
//! A pattern is read by a grammar of our own and written anew from sets of characters, so that no
//! engine's own idea of a digit, a word or a capital letter takes part. Capitals and small letters
//! are one for the letters A to Z alone: whoever asks folds the text first (see [`folded`]), as
//! engines differ in what else they take for the same (`ſ`, `İ`, the Kelvin sign).
//!
//! It stands for the whole text. Characters beyond U+FFFF, which browsers count as two, fit no
//! pattern.

mod grammar;
mod letters;

use regex::{Regex, RegexBuilder};

/// A longer pattern is no description of a code.
const PATTERN_CHARS_MAX: usize = 200;

/// How often anything repeats, also through repeats inside repeats.
const REPEATS_MAX: u32 = 1_000;

/// Memory of a compiled pattern: some hundred times what an order number needs.
const COMPILED_BYTES_MAX: usize = 1024 * 1024;

/// What a code looks like from end to end.
#[derive(Debug, Clone)]
pub struct Pattern {
    regex: Regex,
    plain: String,
}

impl Pattern {
    /// From its text; else why not, in words for whoever wrote it.
    pub fn new(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("Write what it looks like, such as [A-Z]-\\d{4}.".to_owned());
        }
        if text.chars().count() > PATTERN_CHARS_MAX {
            return Err(format!("At most {PATTERN_CHARS_MAX} characters are taken. Shorten it."));
        }
        let plain = grammar::read(text)?;
        let built = RegexBuilder::new(&format!("^(?:{plain})$"))
            .size_limit(COMPILED_BYTES_MAX)
            .build()
            .map_err(|_| "This repeats too much. Use smaller numbers in { }.".to_owned())?;
        Ok(Self { regex: built, plain })
    }

    /// Whether a text looks like it from end to end.
    pub fn fits(&self, text: &str) -> bool {
        self.regex.is_match(&folded(text))
    }

    /// The pattern as a browser reads it: `new RegExp('^(?:' + plain + ')$')` without flags, asked
    /// of a text whose letters a to z were made capitals.
    pub fn plain(&self) -> &str {
        &self.plain
    }
}

/// A text with the letters a to z as capitals, and every other character as it was.
pub fn folded(text: &str) -> String {
    text.to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: &str, text: &str) -> bool {
        Pattern::new(pattern).unwrap().fits(text)
    }

    #[test]
    fn it_stands_for_the_whole_text_and_capitals_are_small_letters() {
        assert!(fits("[A-Z]-\\d{4}", "a-1042"));
        assert!(fits("^[a-z]-\\d{4}$", "A-1042"));
        assert!(!fits("[A-Z]-\\d{4}", "my A-1042"));
        assert!(!fits("A|B", "AB") && fits("A|B", "b") && fits("(A|B)+", "aB"));
        assert!(fits("ord(er)?-\\w+", "ORDER-1_b") && fits("a.c", "a\u{e9}c"));
        assert!(fits("\\$\\d+\\.\\d\\d", "$5.00") && !fits("\\$\\d+\\.\\d\\d", "$5x00"));
        assert!(fits("[^a-z]+", "123") && !fits("[^A-Z]+", "12b"));
        assert!(fits("[+--]", ",") && fits("[A-]", "-") && fits("[\\d-]+", "1-2"));
        assert!(!fits("A.B", "A\nB") && fits("A]}", "a]}"));
    }

    #[test]
    fn what_engines_see_differently_is_the_same_here() {
        assert!(!fits("\\d", "٣") && !fits("\\w", "é") && !fits("\\s", "\u{a0}"));
        assert!(!fits("K", "\u{212a}") && !fits("S", "ſ") && !fits("I", "İ") && !fits("I", "ı"));
        assert!(!fits(".", "😀") && !fits("..", "😀") && !fits("[^A]{2}", "😀"));
        assert!(fits("é", "é") && !fits("é", "É"));
    }

    #[test]
    fn what_one_engine_reads_otherwise_is_refused_in_words() {
        for bad in [
            "",
            "a(?=b)",
            "(?<!a)b",
            "(?i)a",
            "(a)\\1",
            "\\bA",
            "\\B",
            "\\p{L}",
            "\\u0041",
            "\\x41",
            "a*?",
            "a++",
            "a{2}{3}",
            "*a",
            "a|*",
            "(",
            ")",
            "(a",
            "a)",
            "[",
            "[]",
            "[^]",
            "[a",
            "[z-a]",
            "[[:alpha:]]",
            "a{",
            "a{x}",
            "a{,3}",
            "a{3,2}",
            "a{1001}",
            "((a{100}){100})",
            "a^b",
            "a$b",
            "(^a)",
            "(a$)",
            "\\",
            "[\\b]",
            "[\\d-z]",
            "[^\\d\\D]",
            "😀",
            "a\u{7}",
            "(a+)+",
            "(a*b?)*",
            "(?P<n>a)",
        ] {
            let why = Pattern::new(bad).map(|it| it.plain().to_owned()).unwrap_err();
            assert!(why.ends_with('.') && why.len() > 20, "{bad}: {why}");
        }
        assert!(Pattern::new(&"a".repeat(201)).is_err());
        assert!(Pattern::new("(\\w{30}){30}").is_ok());
    }

    #[test]
    fn browsers_read_sets_of_characters_alone() {
        let plain = |text| Pattern::new(text).unwrap().plain().to_owned();
        assert_eq!(plain("^a-\\d{4}$"), "A\\u002D[0-9]{4}");
        assert_eq!(plain("[a-z0-9-]+"), "[\\u002D0-9A-Z]+");
        assert_eq!(plain("(a|b)?\\s"), "(?:A|B)?[\\u0009-\\u000D\\u0020]");
    }
}
