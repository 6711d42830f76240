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

/// After the beginning of a yes they take it back, or ask for something first.
const HESITATES: [&str; 9] = ["but", "no", "not", "dont", "never", "wait", "if", "unless", "only"];

/// A message that begins so refuses.
const NO_STARTS: [&str; 10] = [
    "no",
    "nope",
    "nah",
    "rather not",
    "better not",
    "please dont",
    "please do not",
    "dont",
    "do not",
    "id rather not",
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
    let goes_on = YES_STARTS.iter().find_map(|start| after(&words, start));
    let hesitates = |rest: &[String]| rest.first().is_some_and(|it| HESITATES.contains(&&**it));
    gist(text) == Gist::Yes || goes_on.is_some_and(|rest| !hesitates(rest))
}

/// True when a message says no to what was just asked: "rather not", "no, I meant another one".
pub fn refuses(text: &str) -> bool {
    let words = words(text);
    gist(text) == Gist::No || NO_STARTS.iter().any(|start| after(&words, start).is_some())
}

/// What follows the words that a message begins with.
fn after<'words>(words: &'words [String], start: &str) -> Option<&'words [String]> {
    let start: Vec<&str> = start.split(' ').collect();
    let begins = words.len() >= start.len() && words.iter().zip(&start).all(|(a, b)| a == b);
    begins.then(|| &words[start.len()..])
}

#[cfg(test)]
mod tests {
    use domain::signal::Gist;

    use super::{accepts, gist, refuses};

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
        for text in ["please do not", "Yes, wait, I meant A-1042.", "yes if it costs nothing"] {
            assert!(!accepts(text), "{text}");
        }
    }

    #[test]
    fn a_no_may_be_polite_and_may_say_why() {
        for text in ["No, better not.", "rather not", "Please don't", "no, I meant A-1042", "nah"] {
            assert!(refuses(text), "{text}");
        }
        for text in ["yes", "not sure what that means?", "now", "nobody told me"] {
            assert!(!refuses(text), "{text}");
        }
    }
}
