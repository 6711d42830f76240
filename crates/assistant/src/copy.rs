//! What the assistant says in its own words. Short, plain, and it never poses as a person.

use serde::{Deserialize, Serialize};

/// The assistant's own sentences. Every one can be replaced by the owner; `{name}` stands for the
/// assistant's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// To "hello".
    pub greeting: String,
    /// To "thanks".
    pub courtesy: String,
    /// To "yes" when nothing was offered.
    pub what_next: String,
    /// To "no thanks" after an offer.
    pub offer_refused: String,
    /// To "are you a bot?".
    pub about_assistant: String,
    /// To a bare "help".
    pub vague: String,
    /// Before passages that may not be what was meant.
    pub closest_lead_in: String,
    /// When the sources do not hold the answer.
    pub decline: String,
    /// When they do not, and nothing has been learnt at all.
    pub nothing_learnt: String,
}

impl Default for Copy {
    fn default() -> Self {
        Self {
            greeting: "Hello. I am {name}, an AI assistant. What would you like to know?"
                .to_owned(),
            courtesy: "You are welcome.".to_owned(),
            what_next: "What would you like to know?".to_owned(),
            offer_refused: "All right. Ask me anything else, or ask for a person at any time."
                .to_owned(),
            about_assistant: "I am {name}, an AI assistant, not a person. I answer from this \
                site's own pages. Would you like to talk to a person?"
                .to_owned(),
            vague: "Tell me in a few words what you need. If you prefer a person, I can pass \
                you on. Would you like that?"
                .to_owned(),
            closest_lead_in: "I am not sure that this answers your question. The closest that I \
                found:"
                .to_owned(),
            decline: "I could not find an answer to that in what I have read. Would you like to \
                talk to a person?"
                .to_owned(),
            nothing_learnt: "I have not been given anything to read yet, so I cannot answer. \
                Would you like to talk to a person?"
                .to_owned(),
        }
    }
}

/// Puts the assistant's name into a text.
pub(crate) fn named(text: &str, name: &str) -> String {
    text.replace("{name}", name)
}

#[cfg(test)]
mod tests {
    use super::{Copy, named};

    #[test]
    fn it_says_what_it_is_wherever_it_introduces_itself() {
        let copy = Copy::default();
        for text in [&copy.greeting, &copy.about_assistant] {
            assert!(named(text, "Wren").contains("I am Wren, an AI assistant"), "{text}");
        }
        for text in [&copy.decline, &copy.nothing_learnt, &copy.vague, &copy.about_assistant] {
            assert!(text.contains("person") && text.ends_with('?'), "{text}");
        }
    }
}
