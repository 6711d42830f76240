//! Who speaks, who may read, and what a few words of courtesy look like.
//!
//! No text is kept here: the words of an event live beside the log, so that they can be erased.

use serde::{Deserialize, Serialize};

use crate::id::{SourceId, TeammateId};

/// Who said something that the visitor can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "role", content = "id", rename_all = "snake_case")]
pub enum Author {
    /// The person on the website.
    Visitor,
    /// The assistant.
    Assistant,
    /// A person of the team.
    Teammate(TeammateId),
}

/// Who may see an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The visitor and the team.
    Everyone,
    /// Teammates only.
    Team,
}

/// The passage that a sentence rests on, with what a reader is shown of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The source, which must still exist when the sentence is committed.
    pub source: SourceId,
    /// The reading of the source that the passage comes from.
    pub revision: u32,
    /// The passage's place in that reading, from 0.
    pub position: u32,
    /// The title of the source.
    pub title: String,
    /// The heading above the passage; empty where there is none.
    pub heading: String,
    /// The page on which the passage begins, from 1, where the source has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// True for a message that only thanks or says goodbye, which reopens nothing.
///
/// Deliberately narrow: a missed "thanks" costs one short reply, a wrong one loses a question.
pub fn is_courtesy(text: &str) -> bool {
    const WORDS: [&str; 38] = [
        "thanks", "thank", "you", "thx", "ty", "cheers", "great", "perfect", "awesome", "bye",
        "goodbye", "ok", "okay", "that", "thats", "is", "all", "so", "very", "much", "a", "lot",
        "many", "good", "have", "day", "nice", "for", "your", "help", "and", "helps", "helped",
        "it", "works", "worked", "now", "lovely",
    ];
    const CORE: [&str; 9] =
        ["thanks", "thank", "thx", "ty", "cheers", "bye", "goodbye", "perfect", "great"];
    let lower = text.to_lowercase().replace(['\'', '\u{2019}'], "");
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    !text.contains('?')
        && words.len() <= 10
        && words.iter().any(|word| CORE.contains(word))
        && words.iter().all(|word| WORDS.contains(word))
}

#[cfg(test)]
mod tests {
    use super::is_courtesy;

    #[test]
    fn thanks_is_courtesy_and_a_question_is_not() {
        for text in ["Thanks!", "Perfect, thanks for your help", "ok bye", "Thank you, that helps!"]
        {
            assert!(is_courtesy(text), "{text}");
        }
        for text in
            ["thanks, but it is still broken", "great?", "no thanks", "ok", "is that all", ""]
        {
            assert!(!is_courtesy(text), "{text}");
        }
    }
}
