//! Whether a message is like the phrases that start an action.

use knowledge::semantic;

use crate::pattern::{plain, words};

/// From here on a message says the same as a phrase, whatever the sources say to it.
pub const SURE: f32 = 0.86;

/// From here on it may, where the sources do not hold an answer.
pub const LIKELY: f32 = 0.62;

/// Longest message that is looked at as a whole; a phrase inside of a longer one is found by its
/// words alone.
const WORDS_MAX: usize = 40;

/// How much a message is like the likest of the phrases, 0 to 1. One that holds a phrase word by
/// word is as like as can be.
pub fn likeness<'phrase>(message: &str, phrases: impl Iterator<Item = &'phrase str>) -> f32 {
    let said = words(&plain(message));
    if said.is_empty() || said.len() > WORDS_MAX {
        return 0.0;
    }
    let line = format!(" {} ", said.join(" "));
    let meaning = semantic::embed(message);
    phrases
        .map(|phrase| {
            let known = words(&plain(phrase)).join(" ");
            // A phrase of one word is in too many messages that mean something else.
            let is_held = known.contains(' ') && line.contains(&format!(" {known} "));
            if is_held || line.trim() == known {
                return 1.0;
            }
            semantic::cosine(&meaning, &semantic::embed(phrase)).max(0.0)
        })
        .fold(0.0, f32::max)
}

/// Whether a message asks to stop what was begun: nothing else is in it.
pub fn is_cancel(message: &str) -> bool {
    const CANCELS: [&str; 22] = [
        "cancel",
        "stop",
        "never mind",
        "nevermind",
        "forget it",
        "no thanks",
        "quit",
        "abort",
        "abbrechen",
        "vergiss es",
        "stopp",
        "annuler",
        "laisse tomber",
        "laissez tomber",
        "arrêter",
        "cancelar",
        "olvídalo",
        "déjalo",
        "إلغاء",
        "توقف",
        "cancel it",
        "stop it",
    ];
    let said = words(&plain(message)).join(" ");
    CANCELS.iter().any(|cancel| words(&plain(cancel)).join(" ") == said)
}

#[cfg(test)]
mod tests {
    use super::{LIKELY, SURE, is_cancel, likeness};

    const ORDER: [&str; 4] = [
        "where is my order",
        "track my parcel",
        "what is the status of my order",
        "my order has not arrived",
    ];

    #[test]
    fn what_says_the_same_starts_and_what_only_shares_its_topic_does_not() {
        let like = |message: &str| likeness(message, ORDER.into_iter());
        for message in [
            "Where is my order?",
            "hi, where is my order A-1042?",
            "what's the status of my order",
            "Can you track my parcel please",
        ] {
            assert!(like(message) >= SURE, "{message}: {}", like(message));
        }
        for message in [
            "How long do I have to return an order?",
            "Do you offer piano lessons?",
            "What does shipping to Spain cost?",
            "Can I change my order before it ships?",
            "Is there a minimum order?",
        ] {
            assert!(like(message) < SURE, "{message}: {}", like(message));
        }
        assert!(like("hasn't arrived yet, my order") >= LIKELY);
        for message in ["Can I cancel my order?", "Do you offer piano lessons?"] {
            assert!(like(message) < LIKELY, "{message}: {}", like(message));
        }
    }

    #[test]
    fn a_message_that_only_cancels_cancels() {
        for message in ["Cancel", "never mind!", "Stop.", "forget it"] {
            assert!(is_cancel(message), "{message}");
        }
        for message in ["cancel my order", "stop sending mails", "I never mind waiting"] {
            assert!(!is_cancel(message), "{message}");
        }
    }
}
