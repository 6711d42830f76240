//! Matters that always go to a person, whatever any rule says.
//!
//! Wide enough that a person in danger is not answered with a quotation; idioms are left out by
//! name. A wrong alarm costs a teammate one look.
//!
//! Words that are plain are heard by patterns; the rest is weighed, as few in danger say it
//! plainly. [`matter`] sees more and is surer of nothing: what it says is recorded for rules, and
//! hands nothing off by itself.

mod matters;
mod tongues;
pub mod weighing;

use std::sync::OnceLock;

use domain::signal::{Matter, Sensitive};

use self::weighing::Weighed;
use crate::pattern::{Pattern, plain};

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

/// The matter that a message raises, if it is one for people only: by plain words, or by what it
/// weighs where trade hardly ever weighs as much.
pub fn sensitive(text: &str) -> Option<Sensitive> {
    let text = plain(text);
    by_words(&text).or_else(|| weighed(&text).floor()?.floor())
}

/// By the floor's own words, then by those of its matters.
fn by_words(text: &str) -> Option<Sensitive> {
    static PATTERNS: OnceLock<Vec<(Pattern, Sensitive)>> = OnceLock::new();
    let patterns = PATTERNS.get_or_init(|| {
        let english = [(SELF_HARM, Sensitive::SelfHarm), (VIOLENCE, Sensitive::Violence)];
        let english = english.into_iter().map(|(words, matter)| (Pattern::new(words), matter));
        let others = tongues::TONGUES
            .iter()
            .map(|(matter, alternatives)| (Pattern::new(&alternatives.join("|")), *matter));
        english.chain(others).collect()
    });
    let seen = patterns.iter().find(|(pattern, _)| pattern.is_match(text));
    seen.map(|(_, matter)| *matter).or_else(|| {
        matter_patterns().iter().find_map(|(pattern, matter)| {
            let floor = matter.floor()?;
            pattern.is_match(text).then_some(floor)
        })
    })
}

fn matter_patterns() -> &'static [(Pattern, Matter)] {
    static PATTERNS: OnceLock<Vec<(Pattern, Matter)>> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        let of = |(matter, alternatives): &(Matter, &[&str])| {
            // One that looks around slows all that it stands with; the others run in one pass.
            let (around, plain): (Vec<&str>, Vec<&str>) =
                alternatives.iter().partition(|it| it.contains("(?!") || it.contains("(?<!"));
            [plain, around].map(|them| (Pattern::new(&them.join("|")), *matter))
        };
        matters::MATTERS.iter().flat_map(of).collect()
    })
}

/// What a message weighs without its idioms.
fn weighed(text: &str) -> Weighed {
    static IDIOMS: OnceLock<Pattern> = OnceLock::new();
    let idioms = IDIOMS.get_or_init(|| Pattern::new(tongues::IDIOMS));
    if idioms.is_match(text) { Weighed::new(&idioms.without(text)) } else { Weighed::new(text) }
}

/// The matter that a message may raise: by the floor, by words of each matter, and by what the
/// message or one of its parts weighs.
pub fn matter(text: &str) -> Option<Matter> {
    let text = plain(text);
    if let Some(floor) = by_words(&text) {
        return Some(floor.into());
    }
    let weighed = weighed(&text);
    let seen = || matter_patterns().iter().find(|(pattern, _)| pattern.is_match(&text));
    let named = || seen().map(|(_, matter)| *matter);
    weighed.floor().or_else(named).or_else(|| weighed.any())
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
            ("my solicitor says you must refund me or go to court", Some(Matter::Legal)),
            ("someone changed my password and I can't get in", Some(Matter::Identity)),
            ("the watch you sold me is a fake", Some(Matter::Fraud)),
            ("my daughter swallowed a battery from your toy", Some(Matter::Health)),
            ("I have been thinking of ending my life for weeks", Some(Matter::SelfHarm)),
            ("I'm afraid of my husband, he hits me", Some(Matter::Violence)),
            ("can I withdraw a bid before the end?", None),
            ("the glass arrived broken, please send another", None),
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
            ("My wife will be glad to hear that, thank you", None),
            ("Anna Maria Kowalska", None),
        ];
        for (text, expected) in cases {
            assert_eq!(sensitive(text), expected, "{text}");
        }
    }

    #[test]
    fn danger_is_seen_in_ten_languages() {
        let cases = [
            ("I want to die", "my husband beat me last night"),
            ("ich will nicht mehr leben", "mein Mann schlägt mich"),
            ("je veux mourir", "mon mari me frappe"),
            ("no quiero seguir viviendo", "mi marido me pega"),
            ("voglio morire", "mio marito mi picchia"),
            ("não quero mais viver", "fui violada"),
            ("ik wil dood", "mijn man slaat me"),
            ("chcę umrzeć", "mąż mnie bije"),
            ("jag vill dö", "min man slår mig"),
            ("jeg vil dø", "min mand slår mig"),
        ];
        for (harm, violence) in cases {
            assert_eq!(sensitive(harm), Some(Sensitive::SelfHarm), "{harm}");
            assert_eq!(sensitive(violence), Some(Sensitive::Violence), "{violence}");
        }
    }
}
