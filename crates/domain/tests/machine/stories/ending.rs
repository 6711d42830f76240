//! The end, and what comes after it.

use domain::conversation::{Command, Topic};
use domain::limits::RETURN_MS_MAX;
use domain::signal::Verdict;
use insta::assert_snapshot;

use crate::people::{ada, ben};
use crate::story::Story;

fn resolved() -> Story {
    let mut it = Story::new();
    it.says().replies(ada()).resolves(ada());
    it
}

#[test]
fn thanks_reopens_nothing() {
    let mut it = resolved();
    it.thanks();
    assert_snapshot!(it.log(), @"");
}

#[test]
fn thanks_to_the_assistant_is_answered_like_anything_else() {
    let mut it = Story::new();
    it.says().answers().thanks();
    it.writes(0).ends(Verdict::Talk, Some(Topic::Person));
    assert_snapshot!(it.log(), @"");
}

#[test]
fn still_broken_within_a_day_returns_to_who_resolved() {
    let mut it = resolved();
    it.later(RETURN_MS_MAX - 1_000).says();
    assert_snapshot!(it.log(), @"");
}

#[test]
fn still_broken_when_that_teammate_is_gone_goes_to_the_queue_with_help() {
    let mut it = resolved();
    it.moment.resolver_is_here = false;
    it.says().answers();
    assert_snapshot!(it.log(), @"");
}

#[test]
fn after_a_day_the_assistant_begins_anew() {
    let mut it = resolved();
    it.later(RETURN_MS_MAX).says();
    assert_snapshot!(it.log(), @"");
}

#[test]
fn the_button_after_the_end_is_a_new_request() {
    let mut it = resolved();
    it.presses();
    assert_snapshot!(it.log(), @"");
}

#[test]
fn what_another_has_is_not_ones_to_resolve_or_reopen() {
    let mut it = Story::new();
    it.says().takes_over(ada()).resolves(ben());
    it.does("Ben reopens", &Command::Reopen { by: ben() });
    assert_snapshot!(it.log(), @"");
}

#[test]
fn resolving_cuts_an_answer_off_and_owes_nothing() {
    let mut it = Story::new();
    it.says().writes(0);
    let old = it.key();
    it.resolves(ada()).writes_under(old, 1);
    assert_snapshot!(it.log(), @"");
}

#[test]
fn ending_twice_is_ending_once_and_reopening_takes_it() {
    let mut it = resolved();
    it.resolves(ada()).resolves(ben());
    it.does("Ben reopens", &Command::Reopen { by: ben() });
    it.does("Ben reopens again", &Command::Reopen { by: ben() });
    it.resolves(ben()).hands_back(ben());
    assert_snapshot!(it.log(), @"");
}
