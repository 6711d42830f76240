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
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    Ada resolves > resolved > resolved by Ada
    visitor thanks > said > resolved by Ada
    ");
}

#[test]
fn thanks_to_the_assistant_is_answered_like_anything_else() {
    let mut it = Story::new();
    it.says().answers().thanks();
    it.writes(0).ends(Verdict::Talk, Some(Topic::Person));
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    assistant ends > end of 1 (Answered) > assistant
    visitor thanks > said, turn 2 > assistant at 2 owes 5
    assistant writes sentence 0 > sentence 2.0 > assistant at 2 owes 5
    assistant ends > end of 2 (Talk), offer (Person) > assistant
    ");
}

#[test]
fn still_broken_within_a_day_returns_to_who_resolved() {
    let mut it = resolved();
    it.later(RETURN_MS_MAX - 1_000).says();
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    Ada resolves > resolved > resolved by Ada
    visitor says > said, returned to Ada > Ada owes 6
    ");
}

#[test]
fn still_broken_when_that_teammate_is_gone_goes_to_the_queue_with_help() {
    let mut it = resolved();
    it.moment.resolver_is_here = false;
    it.says().answers();
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    Ada resolves > resolved > resolved by Ada
    visitor says > said, handed off (CameBack), turn 2 > queue helped by assistant at 2 owes 6
    assistant writes sentence 0 > sentence 2.0 > queue helped by assistant at 2 owes 6
    assistant ends > end of 2 (Answered) > queue helped by assistant
    ");
}

#[test]
fn after_a_day_the_assistant_begins_anew() {
    let mut it = resolved();
    it.later(RETURN_MS_MAX).says();
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    Ada resolves > resolved > resolved by Ada
    visitor says > said, turn 2 > assistant at 2 owes 6
    ");
}

#[test]
fn the_button_after_the_end_is_a_new_request() {
    let mut it = resolved();
    it.presses();
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    Ada resolves > resolved > resolved by Ada
    visitor presses the button > handed off (Button) > queue
    ");
}

#[test]
fn what_another_has_is_not_ones_to_resolve_or_reopen() {
    let mut it = Story::new();
    it.says().takes_over(ada()).resolves(ben());
    it.does("Ben reopens", &Command::Reopen { by: ben() });
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ben resolves > REFUSED taken by Ada at 2 > Ada owes 1
    Ben reopens > REFUSED taken by Ada at 2 > Ada owes 1
    ");
}

#[test]
fn resolving_cuts_an_answer_off_and_owes_nothing() {
    let mut it = Story::new();
    it.says().writes(0);
    let old = it.key();
    it.resolves(ada()).writes_under(old, 1);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    Ada resolves > resolved > resolved by Ada
    assistant writes sentence 1 > REFUSED StaleTurn > resolved by Ada
    ");
}

#[test]
fn ending_twice_is_ending_once_and_reopening_takes_it() {
    let mut it = resolved();
    it.resolves(ada()).resolves(ben());
    it.does("Ben reopens", &Command::Reopen { by: ben() });
    it.does("Ben reopens again", &Command::Reopen { by: ben() });
    it.resolves(ben()).hands_back(ben());
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    Ada resolves > resolved > resolved by Ada
    Ada resolves > nothing new > resolved by Ada
    Ben resolves > nothing new > resolved by Ada
    Ben reopens > taken over by Ben > Ben
    Ben reopens again > nothing new > Ben
    Ben resolves > resolved > resolved by Ben
    Ben hands back > REFUSED NotOpen > resolved by Ben
    ");
}

#[test]
fn a_question_that_came_meanwhile_is_not_resolved_away() {
    let mut it = Story::new();
    it.says().replies(ada());
    let seen = it.conversation.seq;
    it.says();
    it.does("Ada resolves what she saw", &Command::Resolve { by: ada(), seen });
    it.resolves(ada());
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    visitor says > said > Ada owes 5
    Ada resolves what she saw > REFUSED Unheard { seq: 5 } > Ada owes 5
    Ada resolves > resolved > resolved by Ada
    ");
}
