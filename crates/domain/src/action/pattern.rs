//! Patterns of codes: the common part of what this program and browsers understand, with the same
//! meaning in both.

use regex::Regex;

/// What a code looks like from end to end.
#[derive(Debug, Clone)]
pub struct Pattern {
    regex: Regex,
    plain: String,
}

impl Pattern {
    /// From its text; else why not, in words for whoever wrote it.
    pub fn new(text: &str) -> Result<Self, String> {
        let plain = text.to_owned();
        let regex = Regex::new(&format!("^(?i:{plain})$")).map_err(|error| error.to_string())?;
        Ok(Self { regex, plain })
    }

    /// Whether a text looks like it from end to end.
    pub fn fits(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// The pattern as a browser reads it.
    pub fn plain(&self) -> &str {
        &self.plain
    }
}
