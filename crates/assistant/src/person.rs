//! Does the visitor ask for a person? Never waits for a search.
//!
//! Patterns first, because they can say which words they saw. A regression over the meaning of the
//! message is the second opinion, for wordings that no pattern foresaw.

use std::sync::OnceLock;

use domain::signal::Asks;
use knowledge::logistic::Logistic;
use knowledge::{semantic, sentence};
use serde::Deserialize;

use crate::pattern::{Pattern, plain};

static MODEL: &str = include_str!("../model/handoff.json");

/// Longer messages are judged sentence by sentence: a request stands in one of them, and words of
/// two sentences side by side are none.
const WHOLE_CHARS_MAX: usize = 400;

/// Fewer words are no sentence whose meaning could be weighed.
const WEIGHED_WORDS_MIN: usize = 2;

/// "Not an agent": taken out before anything is looked for. Narrow on purpose: "I don't want to
/// talk to you, give me a human" asks for one.
const NEGATED: &str = r"(?x)
    \b(?:
        (?:do\ not|don'?t|didn'?t|did\ not|doesn'?t|no\ longer|never|wouldn'?t|would\ not)
        \ (?:really\ |actually\ |even\ )?(?:need|want|wish|like|ask|prefer|asked|wanted)
        (?:\ (?:to|for))?(?:\ (?:speak|talk|chat|be\ (?:connected|transferred|put\ through)))?
        | no\ need(?:\ (?:to|for))?(?:\ (?:speak|talk|chat))?
        | (?<!you\ )(?:do\ not|don'?t)\ (?:transfer|connect|pass|hand|put|switch|escalate)
        (?:\ me)?(?:\ (?:over|through))?
        | (?:rather\ not|instead\ of|without)\ (?:speaking|talking|speak|talk|waiting)
    )
    (?:\ (?:to|with|for))?(?:\ (?:a|an|any|the|another|some|your))?
    (?:\ (?:real|live|actual|human|support))*
    \ (?:human|person|people|agent|agents|representative|rep|operator|advisor|adviser|someone
        |somebody|anyone|anybody|staff|manager|supervisor)\b";

/// Questions about the assistant itself. They name people, but do not ask for one yet.
const ABOUT_ASSISTANT: &str = r"(?x)
    ^\W*(?:(?:hi|hello|hey|so|wait|ok|but|sorry|just)\W+)*
    (?:am\ i\ (?:really\ |actually\ |just\ )?(?:speaking|talking|chatting|writing)\ (?:to|with)
        |are\ you|r\ u|aren'?t\ you|is\ this|is\ that|isn'?t\ this|you\ are|you're
        |what\ are\ you|who\ are\ you|who\ am\ i\ (?:speaking|talking|chatting)\ (?:to|with))
    (?:\ (?:a|an|the|just|really|actually|even|some|kind|of|real|live|automated|still|only|or|human
        |being|not))*
    (?:\ (?:bot|chatbot|robot|human|humans|person|people|ai|a\.i\.|machine|computer|program
        |automated|real|llm|chatgpt))?
    (?:\ (?:or|and)\ .{1,40})?\W*$";

/// Signs that a person might be wanted.
const VAGUE: &str = r"(?x)
    ^\W*(?:please\W+)?(?:help|help\ me|i\ need\ help|need\ help|i\ need\ assistance|assistance
        |can\ you\ help(?:\ me)?|support|sos)(?:\W+please)?\W*$
    | \b(?:is\ )?(?:anyone|anybody|someone|somebody)\ (?:there|here|around)\b
    | \bcan\ (?:someone|somebody|anyone|anybody)\ help\b
    | \b(?:you|this|that|it)(?:'re|'s|\ are|\ is)?\ (?:not\ help(?:ing|ful)|no\ help|useless)
    | \b(?:doesn'?t|didn'?t|did\ not|does\ not)\ (?:help|answer\ my\ question)\b";

#[derive(Deserialize)]
struct Model {
    bias: f32,
    weights: Vec<f32>,
    threshold_with_lexicon: f32,
    lexicon_patterns_case_insensitive: Vec<String>,
    guard_pattern_case_insensitive: String,
}

struct Recogniser {
    requests: Vec<Request>,
    guard: Pattern,
    negated: Pattern,
    about_assistant: Pattern,
    vague: Pattern,
    regression: Regression,
}

/// A second opinion: the meaning of a message weighed, and from which probability on it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Regression {
    /// The weights.
    pub logistic: Logistic,
    /// What the probability has to exceed.
    pub bar: f32,
}

struct Request {
    pattern: Pattern,
    /// Takes a bare "agent" or "someone, please" for a request. Where an answer to a field is
    /// awaited that could be the answer.
    bare_word: bool,
}

fn recogniser() -> &'static Recogniser {
    static RECOGNISER: OnceLock<Recogniser> = OnceLock::new();
    RECOGNISER.get_or_init(|| {
        let model: Model =
            serde_json::from_str(MODEL).expect("the coefficients in the binary are whole");
        let requests = model.lexicon_patterns_case_insensitive.iter().map(|pattern| Request {
            pattern: Pattern::new(pattern),
            bare_word: pattern.starts_with('^') || pattern.contains(".{0,25}"),
        });
        Recogniser {
            requests: requests.collect(),
            guard: Pattern::new(&model.guard_pattern_case_insensitive),
            negated: Pattern::new(NEGATED),
            about_assistant: Pattern::new(ABOUT_ASSISTANT),
            vague: Pattern::new(VAGUE),
            regression: Regression {
                logistic: Logistic { weights: model.weights, bias: model.bias },
                bar: model.threshold_with_lexicon,
            },
        }
    })
}

/// The second opinion that the product hears.
pub fn shipped() -> &'static Regression {
    &recogniser().regression
}

/// How clearly a message asks for a person.
pub fn asks_for_person(text: &str, bare_words_allowed: bool) -> Asks {
    judge(text, bare_words_allowed, Some(shipped()))
}

/// The same by the patterns, and by a second opinion where there is one. A measurement may want to
/// leave it out, or to hear another than the product's.
pub fn judge(text: &str, bare_words_allowed: bool, second: Option<&Regression>) -> Asks {
    let recogniser = recogniser();
    let text = plain(text);
    if asks_about_assistant(&text) {
        return Asks::Vague;
    }
    // "Agent please" may follow a sentence of complaint, so each sentence is looked at too.
    let sentences: Vec<&str> =
        sentence::sentences(&text).into_iter().map(|range| &text[range]).collect();
    let whole = weighed_pieces(&text);
    let seen = whole
        .iter()
        .chain(&sentences)
        .find_map(|piece| recogniser.sees_words(piece, bare_words_allowed));
    let weighed = || {
        let Regression { logistic, bar } = second?;
        whole.iter().find_map(|piece| {
            let wanted = recogniser.weighed(piece, bare_words_allowed)?;
            (probability(logistic, &wanted) > *bar).then(|| wanted.trim().to_owned())
        })
    };
    if let Some(matched) = seen.or_else(weighed) {
        return Asks::Clear { matched };
    }
    if recogniser.vague.is_match(&text) { Asks::Vague } else { Asks::None }
}

/// The highest probability that a regression gives to a piece of a message, for whoever looks for
/// a bar. None where the message is not weighed.
pub fn likelihood(text: &str, logistic: &Logistic) -> Option<f32> {
    let text = plain(text);
    if asks_about_assistant(&text) {
        return None;
    }
    let weighed = weighed_pieces(&text).into_iter().filter_map(|piece| {
        let wanted = recogniser().weighed(piece, true)?;
        Some(probability(logistic, &wanted))
    });
    weighed.max_by(f32::total_cmp)
}

/// The weights were fitted on whole messages, so a short one is weighed whole.
fn weighed_pieces(text: &str) -> Vec<&str> {
    if text.chars().count() <= WHOLE_CHARS_MAX {
        return vec![text];
    }
    sentence::sentences(text).into_iter().map(|range| &text[range]).collect()
}

fn probability(logistic: &Logistic, text: &str) -> f32 {
    logistic.probability(&semantic::embed(text))
}

/// "Are you a bot?"
pub(crate) fn asks_about_assistant(text: &str) -> bool {
    let names_kind = crate::pattern::words(text).len() <= 14;
    names_kind && recogniser().about_assistant.is_match(&plain(text))
}

impl Recogniser {
    /// The words of a request, if a pattern sees them and nobody else is meant.
    fn sees_words(&self, text: &str, bare_words_allowed: bool) -> Option<String> {
        let wanted = self.negated.without(text);
        if self.guard.is_match(&wanted) {
            return None;
        }
        self.requests
            .iter()
            .filter(|request| bare_words_allowed || !request.bare_word)
            .find_map(|request| request.pattern.find(&wanted))
            .map(|matched| matched.trim().to_owned())
    }

    /// What of a text is weighed, if it is enough to have a meaning.
    fn weighed(&self, text: &str, bare_words_allowed: bool) -> Option<String> {
        let wanted = self.negated.without(text);
        let words = wanted.split_whitespace().count();
        let enough = words >= WEIGHED_WORDS_MIN && (bare_words_allowed || words > 3);
        enough.then_some(wanted)
    }
}

#[cfg(test)]
mod tests {
    use domain::signal::Asks;

    use knowledge::logistic::Logistic;
    use knowledge::semantic;

    use super::{Regression, asks_for_person, judge, likelihood};

    fn clear(text: &str) -> bool {
        matches!(asks_for_person(text, true), Asks::Clear { .. })
    }

    #[test]
    fn plain_requests_are_clear() {
        for text in [
            "I want to talk to a person",
            "can you put me through to someone please",
            "agent",
            "Human please!",
            "get me a representative now",
            "I\u{2019}d like to speak with your manager",
            "not a bot please",
            "My parcel is lost and nobody replies. Let me speak to a real human.",
            "That did not help at all. Agent.",
            "I don't want to talk to you, give me a human",
            "honestly I would rather speak with an actual human",
            "three times asked and you don't connect me with a person",
            "I do not need a discount, I need to speak to somebody",
        ] {
            assert!(clear(text), "{text}");
        }
    }

    #[test]
    fn people_in_other_roles_are_not_asked_for() {
        for text in [
            "I do not need an agent",
            "I don't want to speak to a person, just tell me the price",
            "no need for a human, thanks",
            "please don't transfer me to an agent",
            "Is the real estate agent fee included?",
            "how many agent seats are in the plan",
            "how do I install the monitoring agent",
            "What does a personal shopper cost?",
            "Can two people share one account?",
            "",
        ] {
            assert!(!clear(text), "{text}: {:?}", asks_for_person(text, true));
        }
    }

    #[test]
    fn vague_signs_offer_and_do_not_hand_off() {
        for text in [
            "help",
            "I need help",
            "are you a bot?",
            "Am I talking to a real person?",
            "is this an ai or a human",
            "hello, is anyone there?",
            "you are not helping",
        ] {
            assert_eq!(asks_for_person(text, true), Asks::Vague, "{text}");
        }
        assert_eq!(asks_for_person("How do I return a coat?", true), Asks::None);
    }

    #[test]
    fn a_bare_word_may_be_the_answer_to_a_field() {
        assert_eq!(asks_for_person("agent", false), Asks::None);
        assert_eq!(asks_for_person("Sales representative", false), Asks::None);
        assert!(matches!(asks_for_person("let me talk to a human", false), Asks::Clear { .. }));
    }

    #[test]
    fn the_matched_words_are_named_and_odd_wordings_are_caught_by_meaning() {
        let Asks::Clear { matched } = asks_for_person("Please let me talk to a human being", true)
        else {
            panic!("a clear request")
        };
        assert_eq!(matched, "talk to a human being");
        let odd = "could a colleague of yours take over this conversation";
        assert_eq!(judge(odd, true, None), Asks::None);
    }

    #[test]
    fn another_regression_is_heard_in_place_of_the_products() {
        let weights = vec![0.0; semantic::DIMENSIONS];
        let always =
            Regression { logistic: Logistic { weights: weights.clone(), bias: 5.0 }, bar: 0.9 };
        let never = Regression { logistic: Logistic { weights, bias: -5.0 }, bar: 0.9 };
        let is_clear = |text, second| matches!(judge(text, true, Some(second)), Asks::Clear { .. });
        let question = "How do I return a coat?";
        assert!(is_clear(question, &always));
        assert!(!is_clear(question, &never));
        assert!(is_clear("Human please!", &never));
        assert!(likelihood(question, &always.logistic).is_some_and(|p| p > always.bar));
        assert_eq!(likelihood("coat", &always.logistic), None);
        assert_eq!(likelihood("are you a bot?", &always.logistic), None);
    }

    #[test]
    fn a_hostile_message_costs_no_time() {
        let text = "i want to put to to to to with with a a a ".repeat(190);
        assert!(text.len() < 8_000);
        asks_for_person(&text, true);
    }
}
