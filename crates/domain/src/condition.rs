//! The one condition language that rules, actions, views and routing share.
//!
//! It is three-valued: a fact that is not known yet makes a test neither true nor false, so that
//! rules can be asked early and never change their mind.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::action::pattern::Pattern;

/// What a fact holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
    /// Several words, such as tags.
    List(Vec<String>),
}

/// What is known of one fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Known {
    /// It has this value.
    Is(Value),
    /// It has none, and never will in this turn.
    Absent,
    /// It will be known later in the turn.
    NotYet,
}

/// Facts by name. A name that is not listed is absent.
pub type Facts = BTreeMap<String, Known>;

/// How a fact is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// The same value; words without regard to case.
    Equals,
    /// Words hold these words; a list holds this item.
    Contains,
    /// Words that look like this pattern from end to end.
    Matches,
    /// A number above.
    More,
    /// A number below.
    Less,
    /// There is a value.
    Exists,
}

/// A condition over facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(no_recursion)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// One fact compared.
    Fact {
        /// Its name.
        name: String,
        /// How.
        is: Operator,
        /// With what; ignored by `exists`.
        value: Value,
    },
}

/// What a condition comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not, whatever else becomes known.
    False,
    /// It depends on what is not known yet.
    Unknown,
}

impl Truth {
    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

impl Condition {
    /// The names of the facts that it compares.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().flat_map(|part| part.names()).collect()
            }
            Self::Not(part) => part.names(),
            Self::Fact { name, .. } => vec![name],
        }
    }

    /// Whether it holds, by Kleene's strong logic of three values.
    pub fn holds(&self, facts: &Facts) -> Truth {
        match self {
            Self::All(parts) => strongest(parts, facts, Truth::False, Truth::True),
            Self::Any(parts) => strongest(parts, facts, Truth::True, Truth::False),
            Self::Not(part) => part.holds(facts).not(),
            Self::Fact { name, is, value } => match facts.get(name) {
                Some(Known::NotYet) => Truth::Unknown,
                Some(Known::Is(known)) => compare(known, *is, value).into(),
                Some(Known::Absent) | None => Truth::False,
            },
        }
    }
}

impl Condition {
    /// What each test in it comes to, in the order in which they are written.
    pub fn tests(&self, facts: &Facts) -> Vec<Truth> {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().flat_map(|part| part.tests(facts)).collect()
            }
            Self::Not(part) => part.tests(facts),
            Self::Fact { .. } => vec![self.holds(facts)],
        }
    }

    /// What it comes to where its tests came to these, and the parts that keep it from holding.
    pub fn lacking(&self, tests: &mut impl Iterator<Item = Truth>) -> (Truth, Vec<Lacking<'_>>) {
        let (truth, parts) = match self {
            Self::All(parts) => together(parts, tests, Truth::False, Truth::True),
            Self::Any(parts) => together(parts, tests, Truth::True, Truth::False),
            Self::Not(part) => (part.lacking(tests).0.not(), vec![]),
            Self::Fact { .. } => (tests.next().unwrap_or(Truth::Unknown), vec![]),
        };
        match truth {
            Truth::True => (truth, vec![]),
            _ if parts.is_empty() => (truth, vec![(self, truth)]),
            _ => (truth, parts),
        }
    }
}

/// A part that does not hold, and what it comes to.
pub type Lacking<'condition> = (&'condition Condition, Truth);

/// Each part takes its own tests, so none is passed over.
fn together<'parts>(
    parts: &'parts [Condition],
    tests: &mut impl Iterator<Item = Truth>,
    decisive: Truth,
    otherwise: Truth,
) -> (Truth, Vec<Lacking<'parts>>) {
    let (mut result, mut all) = (otherwise, Vec::new());
    for part in parts {
        let (truth, lacking) = part.lacking(tests);
        all.extend(lacking);
        result = match (result, truth) {
            (before, _) if before == decisive => decisive,
            (_, now) if now == decisive => decisive,
            (_, Truth::Unknown) => Truth::Unknown,
            (before, _) => before,
        };
    }
    (result, all)
}

/// `decisive` as soon as one part is; else unknown when one part is; else `otherwise`.
fn strongest(parts: &[Condition], facts: &Facts, decisive: Truth, otherwise: Truth) -> Truth {
    let mut result = otherwise;
    for part in parts {
        match part.holds(facts) {
            truth if truth == decisive => return decisive,
            Truth::Unknown => result = Truth::Unknown,
            _ => {}
        }
    }
    result
}

fn compare(known: &Value, is: Operator, value: &Value) -> bool {
    match is {
        Operator::Exists => true,
        Operator::Equals => equal(known, value),
        Operator::Contains => contains(known, value),
        Operator::Matches => matches(known, value),
        Operator::More => number(known).zip(number(value)).is_some_and(|(a, b)| a > b),
        Operator::Less => number(known).zip(number(value)).is_some_and(|(a, b)| a < b),
    }
}

fn equal(known: &Value, value: &Value) -> bool {
    match (known, value) {
        (Value::Text(a), Value::Text(b)) => a.to_lowercase() == b.to_lowercase(),
        _ => known == value,
    }
}

fn contains(known: &Value, value: &Value) -> bool {
    let Value::Text(sought) = value else { return false };
    let sought = sought.to_lowercase();
    match known {
        Value::Text(text) => text.to_lowercase().contains(&sought),
        Value::List(items) => items.iter().any(|item| item.to_lowercase() == sought),
        Value::Flag(_) | Value::Number(_) => false,
    }
}

/// A pattern that is none matches nothing; whoever saves one is told so.
fn matches(known: &Value, value: &Value) -> bool {
    let (Value::Text(text), Value::Text(pattern)) = (known, value) else { return false };
    Pattern::new(pattern).is_ok_and(|pattern| pattern.fits(text.trim()))
}

/// A page passes everything as words, so a number in words counts as one.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => text.trim().parse().ok(),
        Value::Flag(_) | Value::List(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(name: &str, is: Operator, value: Value) -> Condition {
        Condition::Fact { name: name.into(), is, value }
    }

    fn facts(known: &[(&str, Known)]) -> Facts {
        known.iter().map(|(name, known)| ((*name).to_owned(), known.clone())).collect()
    }

    #[test]
    fn what_is_not_known_yet_decides_nothing_unless_the_rest_does() {
        let vip = fact("vip", Operator::Equals, Value::Flag(true));
        let sure = fact("confidence", Operator::Less, Value::Number(0.5));
        let early = facts(&[("vip", Known::Is(Value::Flag(true))), ("confidence", Known::NotYet)]);
        let both = Condition::All(vec![vip.clone(), sure.clone()]);
        assert_eq!(both.holds(&early), Truth::Unknown);
        assert_eq!(Condition::Any(vec![sure.clone(), vip.clone()]).holds(&early), Truth::True);
        let no_vip = facts(&[("confidence", Known::NotYet)]);
        assert_eq!(both.holds(&no_vip), Truth::False);
        assert_eq!(Condition::Not(Box::new(sure)).holds(&early), Truth::Unknown);
        assert_eq!(Condition::Not(Box::new(vip)).holds(&no_vip), Truth::True);
    }

    #[test]
    fn what_keeps_it_from_holding_is_told_from_what_its_tests_came_to() {
        let is = |name: &str| fact(name, Operator::Exists, Value::Flag(true));
        let not = |part| Condition::Not(Box::new(part));
        let known = facts(&[("a", Known::Is(Value::Flag(true))), ("later", Known::NotYet)]);
        let any = Condition::Any(vec![is("b"), not(is("a"))]);
        let whole = Condition::All(vec![is("a"), any.clone(), is("later")]);
        let tests = whole.tests(&known);
        assert_eq!(tests, [Truth::True, Truth::False, Truth::True, Truth::Unknown]);
        let (truth, lacking) = whole.lacking(&mut tests.into_iter());
        assert_eq!(truth, whole.holds(&known));
        let (b, not_a, later) = (is("b"), not(is("a")), is("later"));
        assert_eq!(lacking, [(&b, Truth::False), (&not_a, Truth::False), (&later, Truth::Unknown)]);
        for one in [is("a"), is("later"), not(any), Condition::All(vec![]), Condition::Any(vec![])]
        {
            let (truth, lacking) = one.lacking(&mut one.tests(&known).into_iter());
            assert_eq!((truth, lacking.is_empty()), (one.holds(&known), truth == Truth::True));
        }
    }

    #[test]
    fn words_and_numbers_compare_as_people_expect() {
        let known = facts(&[
            ("page", Known::Is(Value::Text("/Checkout/Pay".into()))),
            ("order", Known::Is(Value::Text(" 250 ".into()))),
            ("tags", Known::Is(Value::List(vec!["Late".into()]))),
        ]);
        let holds = |name, is, value| fact(name, is, value).holds(&known) == Truth::True;
        assert!(holds("page", Operator::Contains, Value::Text("checkout".into())));
        assert!(holds("order", Operator::More, Value::Number(200.0)));
        assert!(!holds("order", Operator::Less, Value::Number(200.0)));
        assert!(holds("tags", Operator::Contains, Value::Text("late".into())));
        assert!(!holds("tags", Operator::Contains, Value::Text("lat".into())));
        assert!(holds("page", Operator::Exists, Value::Flag(true)));
        assert!(!holds("plan", Operator::Exists, Value::Flag(true)));
    }
}
