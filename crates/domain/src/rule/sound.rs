//! Whether a list of rules can go live.

use std::collections::BTreeSet;

use super::{Consequence, Rule};
use crate::action::sound::{Fault, condition_faults};
use crate::tag::is_tag;

/// What rules can compare, beside attributes, the page and the visitor.
pub const FACTS: [&str; 17] = [
    "text",
    "person",
    "frustration",
    "frustrated_turns",
    "repetition",
    "same_question",
    "exchanges",
    "matter",
    "left_alone",
    "confidence",
    "verdict",
    "declined_turns",
    "tags",
    "office_open",
    "hour",
    "weekday",
    "last_action",
];

/// Rules of one list: nobody reads more.
const RULES_MAX: usize = 100;
const NAME_CHARS_MAX: usize = 80;
const MESSAGE_CHARS_MAX: usize = 500;
const TAGS_MAX: usize = 8;

/// All that keeps a list from going live, each beside the part that it is about.
pub fn faults(rules: &[Rule]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut add = |at: String, what: &str| faults.push(Fault { at, what: what.to_owned() });
    if rules.len() > RULES_MAX {
        add("rules".to_owned(), "At most 100 rules are taken. Remove some.");
    }
    let mut ids = BTreeSet::new();
    for (n, rule) in rules.iter().enumerate() {
        let at = |part: &str| format!("rules.{n}.{part}");
        if !ids.insert(rule.id) {
            add(at("id"), "Another rule has this id. Give each its own.");
        }
        if rule.name.trim().is_empty() || rule.name.chars().count() > NAME_CHARS_MAX {
            add(at("name"), "Give it a name of 1 to 80 characters.");
        }
        if rule.message.chars().count() > MESSAGE_CHARS_MAX {
            add(at("message"), "At most 500 characters are taken. Shorten it.");
        }
        if !rule.message.is_empty() && !rule.keeps_from_answering() {
            add(at("message"), "Only a rule that hands off or forbids tells something. Remove it.");
        }
        if rule.tags.len() > TAGS_MAX || !rule.tags.iter().all(|tag| is_tag(tag)) {
            add(at("tags"), "Use up to 8 tags of small letters, digits and -, such as late-order.");
        }
        if rule.team.is_some() && rule.then != Some(Consequence::HandOff) {
            add(at("team"), "Only a rule that hands off names a team. Remove it.");
        }
        let may_act = matches!(rule.then, Some(Consequence::HandOff | Consequence::Answer));
        if rule.action.is_some() && !may_act {
            add(at("action"), "Only a rule that answers or hands off begins an action. Remove it.");
        }
        let does_nothing = rule.then.is_none() && rule.tags.is_empty();
        if does_nothing && rule.priority == super::Priority::Normal {
            add(at("then"), "It does nothing yet. Say what follows.");
        }
    }
    for (n, rule) in rules.iter().enumerate() {
        let names = FACTS.map(str::to_owned).into_iter().collect();
        faults.extend(condition_faults(names, &format!("rules.{n}.when"), &rule.when));
    }
    faults
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(changes: &serde_json::Value) -> Vec<String> {
        let mut rule = json!({
            "id": "0195d2c8-0000-7000-8000-000000000001", "name": "VIP", "on": true,
            "when": { "fact": { "name": "signed.vip", "is": "equals", "value": true } },
            "then": "hand_off",
        });
        for (key, value) in changes.as_object().unwrap() {
            rule[key] = value.clone();
        }
        let rule: Rule = serde_json::from_value(rule).unwrap();
        faults(&[rule]).into_iter().map(|fault| fault.at).collect()
    }

    #[test]
    fn each_fault_is_said_where_it_is() {
        assert_eq!(found(&json!({})), Vec::<String>::new());
        let fact = |name: &str| json!({ "fact": { "name": name, "is": "exists", "value": true } });
        for (changes, wanted) in [
            (json!({ "name": " " }), "rules.0.name"),
            (json!({ "message": "x".repeat(501) }), "rules.0.message"),
            (json!({ "message": "Hello", "then": "offer" }), "rules.0.message"),
            (json!({ "tags": ["Late order"] }), "rules.0.tags"),
            (json!({ "then": null }), "rules.0.then"),
            (
                json!({ "then": "offer", "team": "0195d2c8-0000-7000-8000-000000000002" }),
                "rules.0.team",
            ),
            (
                json!({ "then": "forbid", "action": "0195d2c8-0000-7000-8000-000000000003" }),
                "rules.0.action",
            ),
            (json!({ "when": fact("lookup.state") }), "rules.0.when"),
            (json!({ "when": { "all": [] } }), "rules.0.when"),
        ] {
            assert_eq!(found(&changes), [wanted], "{changes}");
        }
        assert_eq!(found(&json!({ "when": fact("exchanges") })), Vec::<String>::new());
    }
}
