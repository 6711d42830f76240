//! What the rules of a turn came to, kept beside it: for each test one letter, and none of the
//! visitor's words. With the list of that time it says why a rule did not hold.

use assistant::ruling::Ruling;
use assistant::turn::Plan;
use domain::condition::{Condition, Truth};
use domain::id::RuleId;
use domain::rule::Rule;
use domain::signal::Ruled;
use serde::{Deserialize, Serialize};

use crate::protocol::{Lacking, RuleAsked, RuleStanding, TraceFacts};

/// How a turn went, as its row keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptTrace {
    #[serde(flatten)]
    pub(crate) facts: TraceFacts,
    /// None in older turns.
    #[serde(default)]
    pub(crate) rules: Option<RulesTried>,
}

/// What the rules came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RulesTried {
    /// Of the list.
    pub(crate) revision: i64,
    /// The tests of each rule, in their order: `t`rue, `f`alse, `u`nknown.
    tests: Vec<String>,
    /// Rules that held by what was seen to before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    seen_to: Vec<RuleId>,
}

impl RulesTried {
    /// What they came to in a plan.
    pub(crate) fn of(plan: &Plan, ruling: &Ruling) -> Self {
        let letter = |truth: &Truth| match truth {
            Truth::True => 't',
            Truth::False => 'f',
            Truth::Unknown => 'u',
        };
        Self {
            revision: ruling.revision,
            tests: plan.tests.iter().map(|tests| tests.iter().map(letter).collect()).collect(),
            seen_to: plan.seen_to.clone(),
        }
    }

    /// Each rule of its list, in order.
    pub(crate) fn told(&self, list: Vec<Rule>, ruled: &Ruled) -> Vec<RuleAsked> {
        let both = list.into_iter().zip(&self.tests);
        both.map(|(rule, tests)| self.one(rule, tests, ruled)).collect()
    }

    fn one(&self, rule: Rule, tests: &str, ruled: &Ruled) -> RuleAsked {
        let mut truths = tests.chars().map(|letter| match letter {
            't' => Truth::True,
            'f' => Truth::False,
            _ => Truth::Unknown,
        });
        let (truth, lacking) = rule.when.lacking(&mut truths);
        let standing = if !rule.on {
            RuleStanding::Off
        } else if self.seen_to.contains(&rule.id) {
            RuleStanding::SeenTo
        } else if ruled.by == Some(rule.id) {
            RuleStanding::Decided
        } else if truth == Truth::True {
            RuleStanding::Held
        } else {
            RuleStanding::Not
        };
        let part = |(condition, truth): (&Condition, Truth)| Lacking {
            condition: condition.clone(),
            unknown: truth == Truth::Unknown,
        };
        RuleAsked { standing, lacking: lacking.into_iter().map(part).collect(), rule }
    }
}
