//! Trying a list of rules on what was: which past conversations it would have passed to the team.
//!
//! Each turn keeps what its rules were asked with at the end. Of a conversation only what comes
//! before its first handoff can be tried: nobody knows how it would have gone on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Consequence, Decided, Rule, evaluate};
use crate::condition::{Facts, Known, Value};
use crate::conversation::Mark;
use crate::id::RuleId;

/// What the rules of one turn were asked with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Met {
    /// All that was known by then.
    pub facts: BTreeMap<String, Value>,
    /// What no rule could change, if something stood so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<Fixed>,
}

/// What stands above all rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fixed {
    /// The floor passed it to the team.
    HandedOff,
    /// Nothing was asked: thanks, or a refusal.
    Settled,
}

impl Met {
    /// What is kept of facts.
    pub fn new(facts: &Facts, fixed: Option<Fixed>) -> Self {
        let known = facts.iter().filter_map(|(name, known)| match known {
            Known::Is(value) => Some((name.clone(), value.clone())),
            Known::Absent | Known::NotYet => None,
        });
        Self { facts: known.collect(), fixed }
    }
}

/// A conversation that is over, or goes on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Past {
    /// Its turns, in their order.
    pub turns: Vec<Met>,
    /// It never reached a person, its last answer was one, and nobody called an answer bad.
    pub ended_well: bool,
    /// What a teammate thinks of its first handoff.
    pub mark: Option<Mark>,
}

/// The first handoff of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstHandOff {
    /// The place of its turn, from 0.
    pub turn: usize,
    /// The rule that decided; none where the floor did.
    pub by: Option<RuleId>,
}

/// Where a list would have passed a conversation to the team first, if anywhere.
pub fn first_hand_off(rules: &[Rule], turns: &[Met]) -> Option<FirstHandOff> {
    turns.iter().enumerate().find_map(|(turn, met)| match met.fixed {
        Some(Fixed::HandedOff) => Some(FirstHandOff { turn, by: None }),
        Some(Fixed::Settled) => None,
        None => {
            let known = |(name, value): (&String, &Value)| (name.clone(), Known::Is(value.clone()));
            let facts: Facts = met.facts.iter().map(known).collect();
            match evaluate(rules, &facts).decided {
                Decided::By(rule) if rule.then == Some(Consequence::HandOff) => {
                    Some(FirstHandOff { turn, by: Some(rule.id) })
                }
                _ => None,
            }
        }
    })
}

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Share {
    /// So many.
    pub n: u32,
    /// Of so many.
    pub of: u32,
}

impl Share {
    fn count(&mut self, is_so: bool) {
        self.n += u32::from(is_so);
        self.of += 1;
    }
}

/// What another list would have changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Report {
    /// Conversations that were tried.
    pub conversations: u32,
    /// The present list passes so many to the team, the floor's among them.
    pub before: u32,
    /// The other one.
    pub after: u32,
    /// Passed only by the other one.
    pub newly: u32,
    /// Of these, those that ended well without a person.
    pub newly_ended_well: u32,
    /// Passed only by the present one.
    pub no_longer: u32,
    /// Of the marked ones that the other one passes, those that are marked as right: its precision.
    pub right: Share,
    /// Of those that are marked as right, the ones that the other one passes: its recall.
    pub found: Share,
}

impl Report {
    /// Tries one more conversation on the present list and on another: where each would have passed
    /// it to the team first.
    pub fn add(
        &mut self,
        present: &[Rule],
        other: &[Rule],
        past: &Past,
    ) -> (Option<FirstHandOff>, Option<FirstHandOff>) {
        let was = first_hand_off(present, &past.turns);
        let would = first_hand_off(other, &past.turns);
        self.conversations += 1;
        self.before += u32::from(was.is_some());
        self.after += u32::from(would.is_some());
        if let Some(mark) = past.mark {
            if would.is_some() {
                self.right.count(mark == Mark::Right);
            }
            if mark == Mark::Right {
                self.found.count(would.is_some());
            }
        }
        let is_new = was.is_none() && would.is_some();
        self.newly += u32::from(is_new);
        self.newly_ended_well += u32::from(is_new && past.ended_well);
        self.no_longer += u32::from(was.is_some() && would.is_none());
        (was, would)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn rule(number: u128, fact: &str, then: &str) -> Rule {
        serde_json::from_value(json!({
            "id": Uuid::from_u128(number), "name": fact, "on": true, "then": then,
            "when": { "fact": { "name": fact, "is": "exists", "value": true } },
        }))
        .unwrap()
    }

    fn met(facts: &[&str], fixed: Option<Fixed>) -> Met {
        let facts = facts.iter().map(|name| ((*name).to_owned(), Value::Flag(true)));
        Met { facts: facts.collect(), fixed }
    }

    #[test]
    fn the_first_handoff_counts_and_the_floor_stands_above_the_list() {
        let rules = [rule(1, "page", "answer"), rule(2, "legal", "hand_off")];
        let quiet = met(&["page", "legal"], None);
        let thanks = met(&["legal"], Some(Fixed::Settled));
        let legal = met(&["legal"], None);
        let by = Some(Uuid::from_u128(2).into());
        let turns = [quiet.clone(), thanks.clone(), legal.clone(), legal];
        assert_eq!(first_hand_off(&rules, &turns), Some(FirstHandOff { turn: 2, by }));
        assert_eq!(first_hand_off(&rules, &[quiet.clone(), thanks]), None);
        let floor = met(&["page"], Some(Fixed::HandedOff));
        let by_floor = Some(FirstHandOff { turn: 1, by: None });
        assert_eq!(first_hand_off(&[], &[quiet, floor]), by_floor);
    }

    #[test]
    fn what_changes_is_counted_and_measured_by_the_marks() {
        let (present, other) = ([rule(1, "legal", "hand_off")], [rule(2, "vip", "hand_off")]);
        let past = |fact: &str, ended_well, mark| Past {
            turns: vec![met(&[fact], None)],
            ended_well,
            mark,
        };
        let mut report = Report::default();
        let mut add = |past: &Past| report.add(&present, &other, past);
        let (was, would) = add(&past("vip", true, None));
        assert!(was.is_none() && would.is_some());
        add(&past("vip", false, Some(Mark::Right)));
        add(&past("vip", false, Some(Mark::Answerable)));
        let (was, would) = add(&past("legal", false, Some(Mark::Right)));
        assert!(was.is_some() && would.is_none());
        assert_eq!(add(&past("hello", true, None)), (None, None));
        let Report { conversations, before, after, newly, newly_ended_well, no_longer, .. } =
            report;
        assert_eq!((conversations, before, after, no_longer), (5, 1, 3, 1));
        assert_eq!((newly, newly_ended_well), (3, 1));
        assert_eq!((report.right, report.found), (Share { n: 1, of: 2 }, Share { n: 1, of: 2 }));
    }
}
