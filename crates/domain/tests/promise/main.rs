//! Whether promises are kept: a shop lives through a week, and each promise is held against what
//! came of it. `PROMISE_SEEDS=50 cargo test -p domain --test promise -- --nocapture` lives through
//! more of them and prints the tables.

mod chance;
mod judge;
mod plan;
mod shop;

use std::fmt::Write as _;

use judge::{Figures, HEAD};
use plan::{Plan, STRAINED, WEEKS};

/// Of a hundred promises, how many are kept at most: more, and they are longer than they need be.
const MOST: f64 = 97.0;

/// How often the median wait goes into the median promise, at most.
const BLUNT: f64 = 2.5;

#[test]
fn a_promise_is_kept_and_no_longer_than_it_must_be() {
    let mut table = String::from(HEAD);
    for plan in &WEEKS {
        let all = judged(plan, 3, &mut table);
        let (promised, waited) = all.medians();
        assert!(promised <= BLUNT * waited, "{promised} s promised, {waited} s waited\n{table}");
    }
    println!("{table}");
}

#[test]
fn what_the_queue_does_not_know_is_learnt_from_the_waits() {
    let mut table = String::from(HEAD);
    for plan in &STRAINED {
        judged(plan, 1, &mut table);
    }
    println!("{table}");
}

/// The figures of as many weeks as are asked for, all together held to the plan, and so many of
/// them each by itself: of very many some are bad luck.
fn judged(plan: &Plan, by_itself: u64, table: &mut String) -> Figures {
    let seeds = std::env::var("PROMISE_SEEDS")
        .map_or(by_itself, |told| told.parse().expect("PROMISE_SEEDS is a number"));
    let (mut all, mut least, mut most) = (Figures::default(), f64::MAX, f64::MIN);
    let mut bluntest: f64 = 0.0;
    for seed in 0..seeds {
        let week = Figures::of(plan, &shop::live(plan, seed));
        let kept = week.kept();
        assert!(seed >= by_itself || is_kept(plan, kept), "{} {seed}: {kept} kept", plan.name);
        let (promised, waited) = week.medians();
        (least, most) = (least.min(kept), most.max(kept));
        bluntest = bluntest.max(promised / waited);
        all.add(week);
    }
    let weeks = format!("weeks {least:.0} to {most:.0}, ratio to {bluntest:.2}");
    writeln!(table, "{:22}{all} | {weeks}", plan.name).expect("a string takes any text");
    assert!(is_kept(plan, all.kept()) && is_kept(plan, all.kept_by_all()), "{table}");
    assert_eq!(all.unsaid, 0, "a promise was broken in silence\n{table}");
    assert_eq!(all.invented, 0, "a number was told, and nobody was there\n{table}");
    all
}

fn is_kept(plan: &Plan, kept: f64) -> bool {
    (plan.least..=MOST).contains(&kept)
}
