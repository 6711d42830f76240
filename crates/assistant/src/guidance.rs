//! What an owner asks of an assistant in plain words: what to mind, how much to say, and what to
//! leave alone.
//!
//! An owner is trusted, so their words may stand in a model's rules; those of visitors and
//! documents never do.

use knowledge::terms;
use serde::{Deserialize, Serialize};

use crate::words::plain_words;

/// How much an answer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// One or two sentences.
    Short,
    /// As many as it takes, five at most.
    #[default]
    Usual,
    /// Up to eight, where there is so much to say.
    Thorough,
}

impl Length {
    /// Sentences that are quoted without a model.
    pub(crate) fn quoted(self) -> usize {
        match self {
            Self::Short => 2,
            Self::Usual => 3,
            Self::Thorough => 4,
        }
    }

    /// Sentences that a model is asked for, in words.
    pub(crate) fn asked_for(self) -> &'static str {
        match self {
            Self::Short => "one or two short sentences",
            Self::Usual => "one to five short sentences",
            Self::Thorough => "up to eight short sentences",
        }
    }
}

/// What an owner asks of an assistant, beside its voice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Guidance {
    /// For a model: how to behave, in the owner's words.
    pub instructions: String,
    /// How much an answer says.
    pub length: Length,
    /// Topics that it leaves to people, each in a few words.
    pub topics: Vec<String>,
    /// Phrases that it never says.
    pub phrases: Vec<String>,
    /// What it says when it does not know, in place of its own words; empty for those.
    pub decline: String,
    /// Hosts that its answers may link to, beside the company's own sites.
    pub links: Vec<String>,
}

impl Guidance {
    /// The topic that a question is about, of those that are left to people: all its telling words
    /// stand in the question. What is meant but not said is for a model to see.
    pub fn left_alone(&self, question: &str) -> Option<&str> {
        let is_about = |topic: &&String| {
            let share = terms::share_held(topic, question);
            share.is_some_and(|share| share >= 1.0)
        };
        self.topics.iter().find(is_about).map(String::as_str)
    }

    /// Whether a sentence may be said: no forbidden phrase stands in it, as whole words.
    pub fn permits(&self, text: &str) -> bool {
        if self.phrases.is_empty() {
            return true;
        }
        let said = plain(text);
        let is_said = |phrase: &String| {
            said.contains(&plain(phrase)) || (has_no_spaces(phrase) && text.contains(phrase.trim()))
        };
        !self.phrases.iter().any(is_said)
    }
}

/// Whether a phrase is of a script that puts no spaces between words.
fn has_no_spaces(phrase: &str) -> bool {
    let is_run =
        |c| matches!(c, '\u{e00}'..='\u{edf}' | '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    phrase.chars().any(is_run)
}

/// Lower case words with one space before and after each.
fn plain(text: &str) -> String {
    format!(" {} ", plain_words(text).join(" "))
}

#[cfg(test)]
mod tests {
    use super::Guidance;

    #[test]
    fn a_topic_is_recognised_by_all_its_telling_words() {
        let topics = ["legal advice", "the prices of competitors", "Rechtsberatung"];
        let guidance =
            Guidance { topics: topics.map(str::to_owned).to_vec(), ..Guidance::default() };
        for (question, topic) in [
            ("Can you give me some legal advice on my lease?", Some("legal advice")),
            ("How do your competitors' prices compare?", Some("the prices of competitors")),
            ("Machen Sie auch Rechtsberatung?", Some("Rechtsberatung")),
            ("What advice do you have for beginners?", None),
            ("Is it legal to resell?", None),
            ("", None),
        ] {
            assert_eq!(guidance.left_alone(question), topic, "{question}");
        }
    }

    #[test]
    fn a_forbidden_phrase_is_found_as_whole_words() {
        let phrases = vec!["guarantee".to_owned(), "best  price".to_owned()];
        let guidance = Guidance { phrases, ..Guidance::default() };
        assert!(!guidance.permits("We guarantee that."));
        assert!(!guidance.permits("It is the Best-Price."));
        assert!(guidance.permits("It is guaranteed by nobody at the best of prices."));
        assert!(Guidance::default().permits("guarantee"));
        let guidance = Guidance { phrases: vec!["保証".to_owned()], ..Guidance::default() };
        assert!(!guidance.permits("完全保証します"));
    }
}
