//! Tags: labels on conversations, who set them, and what their owner says of them.
//!
//! The short word of a tag is its identity: it stands in logs, rules and actions, and never
//! changes. All else about it may.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::action::sound::is_slug;
use crate::id::{ActionId, RuleId, TeammateId};

/// The shown name: a label, not a sentence.
const NAME_CHARS_MAX: usize = 60;

/// What a tag is for. More says less to the tagger, which goes by its mean.
const DESCRIPTION_CHARS_MAX: usize = 500;

/// What a teammate does about it: read beside a thread, at a glance.
const HOW_TO_CHARS_MAX: usize = 2_000;

/// Examples of a tag: twenty are nearly as good as hundreds.
const EXAMPLES_MAX: usize = 50;

/// One example: a message, not a letter.
const EXAMPLE_CHARS_MAX: usize = 300;

/// Tags of a workspace, archived ones too: more than anybody tells apart, and few enough to be
/// learnt within a second.
pub const TAGS_MAX: usize = 100;

/// How far back conversations are tagged later on.
pub const TAG_PAST_MS: i64 = 90 * 24 * 3_600_000;

/// Past conversations that are looked at in one go, the newest first.
pub const TAG_PAST_MAX: usize = 2_000;

/// Who sets a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tagging {
    /// An action.
    Action(ActionId),
    /// A rule.
    Rule(RuleId),
    /// The tagger, by what was said.
    Tagger,
    /// A teammate, by hand.
    Teammate(TeammateId),
}

/// The colours of tags. Each has a shade that can be read in light and in dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// The quiet one.
    #[default]
    Grey,
    /// Red.
    Red,
    /// Orange.
    Orange,
    /// Yellow.
    Yellow,
    /// Green.
    Green,
    /// Teal.
    Teal,
    /// Blue.
    Blue,
    /// Purple.
    Purple,
    /// Pink.
    Pink,
}

/// What is said of a tag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TagText {
    /// As people see it.
    pub name: String,
    /// Of its label.
    #[serde(default)]
    pub colour: Colour,
    /// What it is for, in plain words; the tagger goes by it too.
    #[serde(default)]
    pub description: String,
    /// What a teammate does about it.
    #[serde(default)]
    pub how_to: String,
    /// What visitors write whose conversations should have it.
    #[serde(default)]
    pub examples: Vec<String>,
    /// The tagger sets it.
    #[serde(default)]
    pub by_meaning: bool,
}

/// Whether a text is the short word of a tag.
pub fn is_tag(text: &str) -> bool {
    is_slug(text, '-')
}

impl TagText {
    /// Without blanks around anything, empty examples, and examples that are there twice.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        for text in [&mut self.name, &mut self.description, &mut self.how_to] {
            *text = text.trim().to_owned();
        }
        let mut examples: Vec<String> = Vec::with_capacity(self.examples.len());
        for example in self.examples.iter().map(|example| example.trim()) {
            if !example.is_empty() && examples.iter().all(|known| known != example) {
                examples.push(example.to_owned());
            }
        }
        Self { examples, ..self }
    }

    /// The first thing that is wrong with it: the field, and what to do.
    pub fn fault(&self) -> Option<(&'static str, &'static str)> {
        let longer = |text: &str, than: usize| text.chars().count() > than;
        if self.name.is_empty() || longer(&self.name, NAME_CHARS_MAX) {
            return Some(("name", "Give it a name of 1 to 60 characters."));
        }
        if longer(&self.description, DESCRIPTION_CHARS_MAX) {
            return Some(("description", "Use at most 500 characters."));
        }
        if longer(&self.how_to, HOW_TO_CHARS_MAX) {
            return Some(("how_to", "Use at most 2,000 characters."));
        }
        let is_long = |example: &String| longer(example, EXAMPLE_CHARS_MAX);
        if self.examples.len() > EXAMPLES_MAX || self.examples.iter().any(is_long) {
            return Some(("examples", "Use at most 50 examples of at most 300 characters."));
        }
        if self.by_meaning && self.description.is_empty() && self.examples.is_empty() {
            return Some(("examples", "Give examples or a description for the tagger to go by."));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{TagText, is_tag};

    #[test]
    fn what_a_tagger_goes_by_is_tidy_and_there() {
        let examples = [" where is it? ", "", "where is it?"].map(String::from).to_vec();
        let text = TagText { name: " Late ".into(), examples, ..TagText::default() }.tidy();
        assert_eq!(
            (text.name.as_str(), text.examples.as_slice()),
            ("Late", &["where is it?".into()][..])
        );
        assert_eq!(text.fault(), None);
        let bare = TagText { by_meaning: true, examples: vec![], ..text.clone() };
        assert_eq!(bare.fault().map(|(field, _)| field), Some("examples"));
        let unnamed = TagText { name: String::new(), ..text.clone() };
        assert_eq!(unnamed.fault().map(|(field, _)| field), Some("name"));
        let many = TagText { examples: (0..51).map(|it| it.to_string()).collect(), ..text };
        assert_eq!(many.fault().map(|(field, _)| field), Some("examples"));
        assert!(is_tag("late-order") && !is_tag("Late order") && !is_tag(&"a".repeat(80)));
    }
}
