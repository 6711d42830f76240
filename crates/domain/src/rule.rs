//! Escalation rules: one ordered list, in which the first that holds decides.
//!
//! A rule decides only when every rule above it is known to be false, so asking early saves work
//! and never changes the result. The floor (a clear request for a person, danger to somebody, the
//! assistant's own failure) stands above this list, in the turn, and no rule reaches it.

pub mod back_test;
mod sound;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::sound::{FACTS, faults};
use crate::condition::{Condition, Facts, Truth};
use crate::id::{ActionId, RuleId, TeamId};
use crate::tag::Tagging;

/// What a rule brings about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Consequence {
    /// The assistant answers, whatever rules below say.
    Answer,
    /// A person is offered.
    Offer,
    /// The conversation passes to the team now.
    HandOff,
    /// The assistant does not answer this: it declines.
    Forbid,
}

/// How soon a conversation wants a person.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// In its turn.
    #[default]
    Normal,
    /// Before the others.
    High,
    /// Before all.
    Urgent,
}

/// One escalation rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Rule {
    /// Its id, which a handoff names.
    #[schema(value_type = uuid::Uuid)]
    pub id: RuleId,
    /// Its name in the list.
    pub name: String,
    /// Switched off, it is passed over.
    pub on: bool,
    /// It is only watched: what it would have decided is counted, and nothing follows.
    #[serde(default)]
    pub watched: bool,
    /// When it holds.
    pub when: Condition,
    /// What follows; none for a rule that only tags.
    pub then: Option<Consequence>,
    /// Tags that it adds.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The priority that it raises to.
    #[serde(default)]
    pub priority: Priority,
    /// The team it routes to; none for everybody.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    pub team: Option<TeamId>,
    /// What the visitor is told; empty for the product's own words.
    #[serde(default)]
    pub message: String,
    /// An action that begins: in place of the answer, or beside the wait for a person.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    pub action: Option<ActionId>,
}

impl Rule {
    /// Whether the assistant does not answer what it holds for.
    pub fn keeps_from_answering(&self) -> bool {
        matches!(self.then, Some(Consequence::HandOff | Consequence::Forbid))
    }
}

/// What a turn marks a conversation with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Tags, each once, with what adds it.
    pub tags: Vec<(String, Tagging)>,
    /// The highest priority.
    pub priority: Priority,
}

/// What the whole list comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Trail<'rules> {
    /// The rule that decides.
    pub decided: Decided<'rules>,
    /// Every rule that holds, in order; all their tags count.
    pub held: Vec<&'rules Rule>,
}

impl Trail<'_> {
    /// What the rules that hold mark the conversation with.
    pub fn marks(&self) -> Marks {
        let priority = self.held.iter().map(|rule| rule.priority).max().unwrap_or_default();
        let mut marks = Marks { tags: Vec::new(), priority };
        for rule in &self.held {
            rule.tags.iter().for_each(|tag| marks.add(tag, Tagging::Rule(rule.id)));
        }
        marks
    }
}

impl Marks {
    /// One tag more, unless it is there.
    pub fn add(&mut self, tag: &str, by: Tagging) {
        if self.tags.iter().all(|(known, _)| known != tag) {
            self.tags.push((tag.to_owned(), by));
        }
    }
}

/// Which rule decides, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decided<'rules> {
    /// This one, for good.
    By(&'rules Rule),
    /// None, for good.
    None,
    /// It depends on what is not known yet.
    NotYet,
}

/// Asks the list with what is known so far. Rules that are only watched are passed over.
pub fn evaluate<'rules>(
    rules: impl IntoIterator<Item = &'rules Rule>,
    facts: &Facts,
) -> Trail<'rules> {
    let mut decided = Decided::None;
    let mut held = Vec::new();
    for rule in rules.into_iter().filter(|rule| rule.on && !rule.watched) {
        let truth = rule.when.holds(facts);
        if truth == Truth::True {
            held.push(rule);
        }
        if decided == Decided::None && rule.then.is_some() {
            decided = match truth {
                Truth::True => Decided::By(rule),
                Truth::Unknown => Decided::NotYet,
                Truth::False => Decided::None,
            };
        }
    }
    Trail { decided, held }
}

/// Of the rules that are only watched: each that holds, and whether it would have decided.
pub fn watched<'rules>(
    rules: impl IntoIterator<Item = &'rules Rule> + Clone,
    facts: &Facts,
) -> Vec<(RuleId, bool)> {
    let holds = |rule: &&Rule| rule.on && rule.when.holds(facts) == Truth::True;
    let decides = rules.clone().into_iter().find(|rule| rule.then.is_some() && holds(rule));
    let held = rules.into_iter().filter(|rule| rule.watched && holds(rule));
    held.map(|rule| (rule.id, decides.is_some_and(|it| it.id == rule.id))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::{Known, Operator, Value};
    use uuid::Uuid;

    fn rule(number: u128, name: &str, fact: &str, then: Option<Consequence>) -> Rule {
        Rule {
            id: Uuid::from_u128(number).into(),
            name: name.into(),
            on: true,
            watched: false,
            when: Condition::Fact {
                name: fact.into(),
                is: Operator::Exists,
                value: Value::Flag(true),
            },
            then,
            tags: vec![fact.into()],
            priority: Priority::Normal,
            team: None,
            message: String::new(),
            action: None,
        }
    }

    #[test]
    fn an_unknown_rule_above_holds_back_the_ones_below() {
        let rules = [
            rule(1, "unsure", "unsure", Some(Consequence::Offer)),
            rule(2, "vip", "vip", Some(Consequence::HandOff)),
        ];
        let mut facts = Facts::new();
        facts.insert("unsure".into(), Known::NotYet);
        facts.insert("vip".into(), Known::Is(Value::Flag(true)));
        assert_eq!(evaluate(&rules, &facts).decided, Decided::NotYet);
        facts.insert("unsure".into(), Known::Absent);
        assert_eq!(evaluate(&rules, &facts).decided, Decided::By(&rules[1]));
        facts.insert("unsure".into(), Known::Is(Value::Flag(true)));
        assert_eq!(evaluate(&rules, &facts).decided, Decided::By(&rules[0]));
    }

    #[test]
    fn rules_below_the_first_still_tag_and_raise() {
        let mut rules = [
            rule(1, "vip", "vip", Some(Consequence::HandOff)),
            rule(2, "late", "late", Some(Consequence::Offer)),
            rule(3, "off", "late", Some(Consequence::Offer)),
        ];
        rules[1].priority = Priority::Urgent;
        rules[2].on = false;
        let known = Known::Is(Value::Flag(true));
        let facts = Facts::from([("vip".into(), known.clone()), ("late".into(), known)]);
        let trail = evaluate(&rules, &facts);
        assert_eq!(trail.decided, Decided::By(&rules[0]));
        assert_eq!(trail.held.len(), 2);
        assert_eq!(trail.marks().priority, Priority::Urgent);
    }
    #[test]
    fn a_watched_rule_changes_nothing_and_says_what_it_would_have_decided() {
        let mut rules = [
            rule(1, "vip", "vip", Some(Consequence::Offer)),
            rule(2, "late", "late", Some(Consequence::HandOff)),
            rule(3, "late", "late", Some(Consequence::Answer)),
        ];
        rules[1].watched = true;
        let known = Known::Is(Value::Flag(true));
        let mut facts = Facts::from([("late".into(), known.clone())]);
        let trail = evaluate(&rules, &facts);
        assert_eq!((trail.decided, trail.held.len()), (Decided::By(&rules[2]), 1));
        assert_eq!(watched(&rules, &facts), [(rules[1].id, true)]);
        facts.insert("vip".into(), known);
        assert_eq!(watched(&rules, &facts), [(rules[1].id, false)]);
    }
}
