//! Long random runs: whoever runs an action answers, skips, looks up and fails as chance has it.

use domain::action::check;
use domain::action::next::{Next, Progress, known};
use domain::action::place::filled;
use domain::action::sound::faults;
use domain::condition::{Facts, Known, Value};
use jiff::civil::{Date, date};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use super::definitions::{definition, name, value};

fn today() -> Date {
    date(2026, 3, 10)
}

/// What is around a run.
fn around() -> impl Strategy<Value = Facts> {
    let known = prop_oneof![
        4 => value().prop_map(Known::Is),
        1 => Just(Known::Absent),
        1 => Just(Known::NotYet),
    ];
    let names = prop_oneof![
        name(),
        name().prop_map(|name| format!("attribute.{name}")),
        name().prop_map(|name| format!("earlier.{name}")),
        Just("visitor.email".to_owned()),
    ];
    btree_map(names, known, 0..6)
}

/// What chance decides at one step.
type Chance = (Value, bool, bool);

/// Does what is next, and says whether the run goes on.
fn step(next: Next<'_>, progress: &mut Progress, around: &Facts, chance: &Chance) -> bool {
    let (value, fails, only_one) = chance;
    match next {
        Next::Ask(fields) => {
            assert!(!fields.is_empty(), "nothing is asked");
            for field in &fields {
                assert!(!progress.answered.contains_key(&field.key), "asked twice");
                assert_eq!(known(field, around, today()), None, "asked though known");
            }
            let count = if *only_one { 1 } else { fields.len() };
            for field in fields.into_iter().take(count) {
                let answer = check::answer(field, value, today()).ok().flatten();
                progress.answered.insert(field.key.clone(), answer);
            }
        }
        Next::Confirm(_) => {
            assert!(!progress.confirmed, "agreed to twice");
            progress.confirmed = true;
        }
        Next::LookUp(lookup) => {
            let values = [("x".to_owned(), value.clone())].into();
            let before = progress.looked_up.insert(lookup.name.clone(), (!fails).then_some(values));
            assert_eq!(before, None, "looked up twice");
        }
        Next::Do(..) => return false,
    }
    true
}

proptest! {
    #[test]
    fn every_run_ends_and_asks_nothing_twice(
        definition in definition(),
        around in around(),
        chances in vec((value(), prop::bool::weighted(0.2), any::<bool>()), 16),
    ) {
        let mut progress = Progress::default();
        let most = definition.fields.len() + definition.lookups.len() + 2;
        let mut steps = 0;
        loop {
            steps += 1;
            prop_assert!(steps <= most, "{steps} steps of at most {most}");
            let next = definition.next(&around, &progress, today());
            if !step(next, &mut progress, &around, &chances[steps % chances.len()]) {
                break;
            }
        }
        let facts = definition.facts(&around, &progress, today());
        for field in &definition.fields {
            prop_assert!(facts.contains_key(&field.key));
        }
        filled("{{a}} {{b.x}}", &facts);
        faults(&definition);
    }
}
