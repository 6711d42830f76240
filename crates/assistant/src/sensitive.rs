//! Matters that always go to a person, whatever any rule says.
//!
//! Wide enough that a person in danger is not answered with a quotation; idioms are left out by
//! name. A wrong alarm costs a teammate one look.
//!
//! [`matter`] sees more and is surer of nothing: what it says is recorded for rules, and hands
//! nothing off by itself.

mod matters;

use std::sync::OnceLock;

use domain::signal::{Matter, Sensitive};
use knowledge::logistic::Logistic;
use knowledge::{semantic, sentence};
use serde::Deserialize;

use crate::pattern::{Pattern, plain};

static MODEL: &str = include_str!("../model/sensitive.json");

/// A sentence with fewer words has too little meaning to be weighed apart from its message.
const WEIGHED_WORDS_MIN: usize = 4;

/// More sentences than this are not weighed one by one: what is grave is said before.
const SENTENCES_MAX: usize = 40;

const SELF_HARM: &str = r"(?x)
    \b(?:kill(?:ing)?|hang(?:ing)?|shoot(?:ing)?|drown(?:ing)?)\ my\ ?self\b
        (?!\ (?:laughing|with\ laughter))
    | \b(?:end|ending|take|taking)\ my\ (?:own\ )?life\b
    | \bend\ it\ all\b
    | \b(?:i\ am|i'm|im|feel|feeling|felt)\ (?:\w+\ ){0,2}suicidal\b
    | \b(?:commit|committing|thinking\ (?:of|about)|thoughts\ of|considering|attempt(?:ed|ing)?)
        \ suicide\b
    | \bsuicidal\ (?:thoughts|feelings)\b
    | \b(?:want|wanna|going|ready|rather)\ (?:to\ )?die\b(?!\ (?:of|from|laughing|for))
    | \b(?:wish|wished)\ i\ (?:was|were)\ (?:dead|never\ born)\b
    | \bbetter\ off\ dead\b
    | \b(?:no|without\ a)\ reason\ to\ (?:live|go\ on)\b
    | \b(?:do\ not|don'?t|no\ longer|didn'?t)\ want\ to\ (?:live|be\ alive|exist|wake\ up)\b
        (?!\ (?:in|with|near|there|here|by|at|on)\b)
    | \b(?:hurt|harm|hurting|harming|cutting)\ my\ ?self\b(?!\ (?:on|with|while|when|by|because)\b)
    | \bself[\ -]harm(?:ing|ed)?\b
    | \b(?:took|take|taking|swallowed)\ (?:an\ overdose|all\ (?:of\ )?(?:my|the)\ pills)\b";

const VIOLENCE: &str = r"(?x)
    \b(?:i\ will|i'll|ill|i\ am\ going\ to|i'm\ going\ to|im\ going\ to|gonna|i\ want\ to|we\ will)
        \ (?:kill|murder|shoot|stab|strangle|beat|attack|hurt|bomb|burn\ down|blow\ up)
        \ (?:you|him|her|them|someone|somebody|everyone|everybody|people|my|your|the)\b
        (?!\ (?:two\ birds|time|price|offer|bid|record|rush|crowds?|queue|traffic)\b)
    | \bbomb\ (?:threat|in\ (?:the|your))\b
    | \b(?:he|she|they|someone|somebody|my\ (?:husband|wife|partner|boyfriend|girlfriend|father
        |mother|ex))\ (?:is|are|has\ been|keeps|was)\ (?:hitting|beating|attacking|threatening
        |stalking|hurting|strangling)\ (?:me|us|her|him|my)\b
    | \b(?:he|she|someone|somebody)\ (?:hits|hit|beats|beat|attacked|threatened|stabbed|raped)
        \ (?:me|us|my\ (?:child|son|daughter|mother))\b
    | \bi\ am\ being\ (?:attacked|threatened|stalked|abused|beaten|followed)\b
    | \bi'm\ being\ (?:attacked|threatened|stalked|abused|beaten|followed)\b
    | \b(?:he|she|they|someone|somebody)\ (?:has|have|had)\ a\ (?:gun|knife)\b
    | \bi(?:\ am|'m)\ in\ danger\b";

/// The matter that a message raises, if it is one for people only: by words alone, as no rule can
/// forbid what comes of it.
pub fn sensitive(text: &str) -> Option<Sensitive> {
    static PATTERNS: OnceLock<[(Pattern, Sensitive); 2]> = OnceLock::new();
    let patterns = PATTERNS.get_or_init(|| {
        [
            (Pattern::new(SELF_HARM), Sensitive::SelfHarm),
            (Pattern::new(VIOLENCE), Sensitive::Violence),
        ]
    });
    let text = plain(text);
    let seen = patterns.iter().find(|(pattern, _)| pattern.is_match(&text));
    seen.map(|(_, matter)| *matter).or_else(|| {
        watch().patterns.iter().find_map(|(pattern, matter)| {
            let floor = matter.floor()?;
            pattern.is_match(&text).then_some(floor)
        })
    })
}

/// A regression over the meaning of a sentence for each matter, and one for any of them.
#[derive(Deserialize)]
struct Model {
    any: Weights,
    /// What the probability of any has to exceed.
    bar: f32,
    matters: Vec<(Matter, Weights)>,
}

#[derive(Deserialize)]
struct Weights {
    bias: f32,
    weights: Vec<f32>,
}

struct Watch {
    patterns: Vec<(Pattern, Matter)>,
    any: Logistic,
    bar: f32,
    matters: Vec<(Matter, Logistic)>,
}

fn watch() -> &'static Watch {
    static WATCH: OnceLock<Watch> = OnceLock::new();
    WATCH.get_or_init(|| {
        let model: Model =
            serde_json::from_str(MODEL).expect("the coefficients in the binary are whole");
        let logistic = |it: Weights| Logistic { weights: it.weights, bias: it.bias };
        let patterns = matters::MATTERS
            .iter()
            .map(|(matter, alternatives)| (Pattern::new(&alternatives.join("|")), *matter));
        Watch {
            patterns: patterns.collect(),
            any: logistic(model.any),
            bar: model.bar,
            matters: model.matters.into_iter().map(|(it, w)| (it, logistic(w))).collect(),
        }
    })
}

/// The matter that a message may raise: by the floor's words, by words of each matter, and by the
/// meaning of the message or of one of its sentences.
pub fn matter(text: &str) -> Option<Matter> {
    let watch = watch();
    let text = plain(text);
    let seen = || watch.patterns.iter().find(|(pattern, _)| pattern.is_match(&text));
    sensitive(&text)
        .map(Matter::from)
        .or_else(|| seen().map(|(_, matter)| *matter))
        .or_else(|| watch.weighed(&text))
}

impl Watch {
    fn weighed(&self, text: &str) -> Option<Matter> {
        let sentences = sentence::sentences(text).into_iter().take(SENTENCES_MAX);
        let sentences = sentences.map(|range| &text[range]);
        let long = sentences.filter(|it| it.split_whitespace().count() >= WEIGHED_WORDS_MIN);
        let vectors = std::iter::once(text).chain(long).map(semantic::embed);
        let likely = vectors.map(|vector| (self.any.probability(&vector), vector));
        let (likely, vector) = likely.max_by(|one, other| one.0.total_cmp(&other.0))?;
        let by_matter =
            self.matters.iter().map(|(it, logistic)| (logistic.probability(&vector), it));
        let (_, matter) = by_matter.max_by(|one, other| one.0.total_cmp(&other.0))?;
        (likely > self.bar).then_some(*matter)
    }
}

#[cfg(test)]
mod tests {
    use domain::signal::{Matter, Sensitive};

    use super::{matter, sensitive};

    #[test]
    fn matters_are_named_and_trade_that_sounds_alike_is_none() {
        let cases = [
            ("You will hear from my lawyer about this", Some(Matter::Legal)),
            ("Somebody opened an account in my name without asking", Some(Matter::Identity)),
            ("I was scammed by one of your sellers", Some(Matter::Fraud)),
            ("After your cream my face is swollen and burning", Some(Matter::Health)),
            ("I want to kill myself", Some(Matter::SelfHarm)),
            ("my husband is hitting me", Some(Matter::Violence)),
            ("Is my bid legally binding?", None),
            ("is this fake leather", None),
            ("How do I return a coat?", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(matter(text), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_among_others_is_heard_and_hostile_text_costs_no_time() {
        let trade =
            "I would like to know when the blue coat in size M is back in stock. ".repeat(3);
        assert_eq!(matter(&trade), None);
        assert_eq!(matter(&format!("{trade}I was scammed. {trade}")), Some(Matter::Fraud));
        matter(&"someone my my my is is used the the passed ".repeat(180));
    }

    #[test]
    fn danger_is_seen_and_idioms_are_not_danger() {
        let cases = [
            ("I want to kill myself", Some(Sensitive::SelfHarm)),
            ("i don\u{2019}t want to live anymore", Some(Sensitive::SelfHarm)),
            ("honestly I'd be better off dead", Some(Sensitive::SelfHarm)),
            ("I have been having suicidal thoughts", Some(Sensitive::SelfHarm)),
            ("if the parcel is late again I will kill you", Some(Sensitive::Violence)),
            ("my husband is hitting me", Some(Sensitive::Violence)),
            ("there is a bomb in the shop? bomb in the shop", Some(Sensitive::Violence)),
            ("I nearly killed myself laughing", None),
            ("I am dying to see that coat", None),
            ("I want to die of shame about these shoes", None),
            ("I cut myself on a broken button, is it covered?", None),
            ("I don't want to live in that size", None),
            ("this will kill two birds with one stone", None),
            ("I will beat the offer", None),
            ("do you sell the Suicide Squad poster", None),
            ("my brother said he is going to end his life", Some(Sensitive::SelfHarm)),
            ("last night my father punched me", Some(Sensitive::Violence)),
            ("shoot me an email when the knife is back", None),
            ("is there a tracker in the collar, mine beats my old one", None),
            ("the contract locks me in for two years", None),
            ("I was scammed", None),
        ];
        for (text, expected) in cases {
            assert_eq!(sensitive(text), expected, "{text}");
        }
    }
}
