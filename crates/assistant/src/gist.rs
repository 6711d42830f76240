//! The kind of an utterance, apart from its topic. Narrow: what is not plainly small talk is a
//! question, because a lost question costs more than a needless search.

use domain::message::is_courtesy;
use domain::signal::Gist;

use crate::pattern::words;
use crate::person;

/// More words than this say something of their own.
const TALK_WORDS_MAX: usize = 8;

const GREETING_WORDS: [&str; 24] = [
    "hi",
    "hello",
    "hey",
    "hiya",
    "howdy",
    "greetings",
    "good",
    "morning",
    "afternoon",
    "evening",
    "day",
    "there",
    "everyone",
    "team",
    "all",
    "dear",
    "sir",
    "madam",
    "yo",
    "hallo",
    "how",
    "are",
    "you",
    "doing",
];
const GREETING_CORE: [&str; 11] = [
    "hi",
    "hello",
    "hey",
    "hiya",
    "howdy",
    "greetings",
    "morning",
    "afternoon",
    "evening",
    "yo",
    "hallo",
];

const YES_WORDS: [&str; 44] = [
    "yes",
    "yeah",
    "yep",
    "yup",
    "ye",
    "ya",
    "sure",
    "ok",
    "okay",
    "k",
    "please",
    "do",
    "so",
    "go",
    "ahead",
    "for",
    "it",
    "that",
    "thats",
    "would",
    "be",
    "is",
    "great",
    "good",
    "nice",
    "fine",
    "perfect",
    "lovely",
    "i",
    "id",
    "like",
    "want",
    "definitely",
    "absolutely",
    "of",
    "course",
    "thanks",
    "thank",
    "you",
    "alright",
    "right",
    "lets",
    "correct",
    "helpful",
];
const YES_CORE: [&str; 20] = [
    "yes",
    "yeah",
    "yep",
    "yup",
    "ye",
    "ya",
    "sure",
    "ok",
    "okay",
    "k",
    "please",
    "ahead",
    "great",
    "definitely",
    "absolutely",
    "course",
    "alright",
    "fine",
    "perfect",
    "correct",
];
/// A message that begins so accepts, and may go on with the matter itself.
const YES_STARTS: [&str; 12] = [
    "yes",
    "yeah",
    "yep",
    "yup",
    "sure",
    "please do",
    "go ahead",
    "ok please",
    "okay please",
    "definitely",
    "absolutely",
    "of course",
];

const NO_WORDS: [&str; 24] = [
    "no", "nope", "nah", "not", "now", "thanks", "thank", "you", "its", "it", "is", "ok", "okay",
    "fine", "im", "i", "am", "good", "dont", "need", "that", "thats", "all", "right",
];
const NO_CORE: [&str; 4] = ["no", "nope", "nah", "not"];

/// What kind of utterance a message is.
pub fn gist(text: &str) -> Gist {
    let words = words(text);
    let said = |all: &[&str], core: &[&str]| {
        words.len() <= TALK_WORDS_MAX
            && words.iter().all(|word| all.contains(&word.as_str()))
            && words.iter().any(|word| core.contains(&word.as_str()))
    };
    let asks = text.contains('?');
    if said(&GREETING_WORDS, &GREETING_CORE) {
        Gist::Greeting
    } else if person::asks_about_assistant(text) {
        Gist::AboutAssistant
    } else if !asks && said(&NO_WORDS, &NO_CORE) {
        Gist::No
    } else if is_courtesy(text) {
        Gist::Courtesy
    } else if !asks && said(&YES_WORDS, &YES_CORE) {
        Gist::Yes
    } else {
        Gist::Question
    }
}

/// True when a message accepts what was offered just before it. "Yes, my order is late" does;
/// "yes, but how long will it take?" asks first.
pub fn accepts(text: &str) -> bool {
    if text.contains('?') {
        return false;
    }
    let words = words(text);
    let begins = YES_STARTS.iter().any(|start| {
        let mut said = words.iter();
        start.split(' ').all(|word| said.next().is_some_and(|other| other == word))
    });
    let hesitates = words.get(1).is_some_and(|word| word == "but" || word == "no");
    gist(text) == Gist::Yes || (begins && !hesitates)
}

#[cfg(test)]
mod tests {
    use domain::signal::Gist;

    use super::{accepts, gist};

    #[test]
    fn small_talk_is_told_from_questions() {
        let cases = [
            ("Hi there!", Gist::Greeting),
            ("good morning", Gist::Greeting),
            ("hello, how are you?", Gist::Greeting),
            ("hi, where is my order", Gist::Question),
            ("thank you so much", Gist::Courtesy),
            ("Yes please", Gist::Yes),
            ("ok sure", Gist::Yes),
            ("please do", Gist::Yes),
            ("No thanks", Gist::No),
            ("not now", Gist::No),
            ("are you a bot?", Gist::AboutAssistant),
            ("who are you?", Gist::AboutAssistant),
            ("is this coat real?", Gist::Question),
            ("ok?", Gist::Question),
            ("no returns?", Gist::Question),
            ("what is the fee", Gist::Question),
            ("", Gist::Question),
        ];
        for (text, expected) in cases {
            assert_eq!(gist(text), expected, "{text}");
        }
    }

    #[test]
    fn a_yes_may_go_on_with_the_matter() {
        for text in ["yes", "Yes please", "sure, go ahead", "yes my order is late", "please do"] {
            assert!(accepts(text), "{text}");
        }
        for text in ["yes, but how long?", "no", "yes but not now", "what is grade B", "thanks"] {
            assert!(!accepts(text), "{text}");
        }
    }
}
