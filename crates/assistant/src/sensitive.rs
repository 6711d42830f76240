//! Matters that always go to a person, whatever any rule says.
//!
//! Wide enough that a person in danger is not answered with a quotation; idioms are left out by
//! name. A wrong alarm costs a teammate one look.

use std::sync::OnceLock;

use domain::signal::Sensitive;

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

/// The matter that a message raises, if it is one for people only.
pub fn sensitive(text: &str) -> Option<Sensitive> {
    static PATTERNS: OnceLock<[(Pattern, Sensitive); 2]> = OnceLock::new();
    let patterns = PATTERNS.get_or_init(|| {
        [
            (Pattern::new(SELF_HARM), Sensitive::SelfHarm),
            (Pattern::new(VIOLENCE), Sensitive::Violence),
        ]
    });
    let text = plain(text);
    patterns.iter().find(|(pattern, _)| pattern.is_match(&text)).map(|(_, matter)| *matter)
}

#[cfg(test)]
mod tests {
    use domain::signal::Sensitive;

    use super::sensitive;

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
        ];
        for (text, expected) in cases {
            assert_eq!(sensitive(text), expected, "{text}");
        }
    }
}
