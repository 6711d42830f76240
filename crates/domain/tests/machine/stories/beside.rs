//! Actions beside whoever has the conversation: they hand off, and take nobody's place.

use domain::conversation::{Command, Deed, Policy};
use domain::rollout::Mute;
use insta::assert_snapshot;

use crate::people::{ada, ben};
use crate::story::{Story, marks, to_everybody, to_orders};

fn helped() -> Story {
    let mut it = Story::new();
    it.policy = Policy { helps_while_waiting: true, ..Policy::default() };
    it
}

#[test]
fn whom_an_action_hands_off_in_a_turn_is_not_talked_at() {
    let mut it = Story::new();
    it.says().writes(0).says().understands(to_everybody());
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    visitor says > said > assistant at 1 owes 1
    assistant understands > end of 1 (acts), action 1, handed to all > queue owes 4; 1 works
    ");
}

#[test]
fn a_question_that_an_action_cuts_off_is_not_forgotten() {
    let mut it = helped();
    it.says().starts(to_orders());
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    button > action 1, handed to Orders, turn 2 > queue helped by assistant at 2 owes 1; 1 works
    ");

    let mut it = helped();
    it.starts(vec![]).shows_form().says().gives().comes_to(to_everybody());
    assert_snapshot!(it.log(), @r"
    button > action 1 > assistant; 1 works
    it asks > form 1.1 > assistant; 1 asks
    visitor says > said, turn 1 > assistant at 1 owes 3; 1 asks
    visitor fills in > fields of 1 > assistant at 1 owes 3; 1 works
    it ends > 1 ended (Done, said), handed to all, turn 2 > queue helped by assistant at 2 owes 3
    ");
}

#[test]
fn who_takes_over_in_the_middle_of_a_lookup_speaks_alone() {
    let mut it = Story::new();
    it.says().understands(vec![]).takes_over(ada()).looks_up(true);
    it.comes_to([marks(), to_orders()].concat());
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant understands > end of 1 (acts), action 1 > assistant; 1 works
    Ada takes over > taken over by Ada > Ada; 1 works
    it looks > orders found > Ada; 1 works
    it ends > 1 ended (Done), tag order, priority High, webhook 1.3 > Ada
    ");
}

#[test]
fn a_form_stays_open_beside_who_waits_and_only_the_team_becomes_another() {
    let mut it = Story::new();
    it.starts(vec![]).shows_form().presses();
    let since = it.conversation.waiting_since();
    it.gives().comes_to(to_orders());
    assert_eq!(it.conversation.waiting_since(), since);
    it.starts(vec![]).comes_to(to_everybody());
    assert_snapshot!(it.log(), @r"
    button > action 1 > assistant; 1 works
    it asks > form 1.1 > assistant; 1 asks
    visitor presses the button > handed off (Button) > queue; 1 asks
    visitor fills in > fields of 1 > queue; 1 works
    it ends > 1 ended (Done, said), given to Orders > Orders
    button > action 2 > Orders; 2 works
    it ends > 2 ended (Done, said) > Orders
    ");
}

#[test]
fn a_hand_off_does_not_wait_for_its_form() {
    let mut it = Story::new();
    it.starts(to_orders()).shows_form().takes_over(ada()).gives().comes_to(marks());
    it.replies(ada());
    assert_snapshot!(it.log(), @r"
    button > action 1, handed to Orders > Orders; 1 works
    it asks > form 1.1 > Orders; 1 asks
    Ada takes over > taken over by Ada > Ada; 1 asks
    visitor fills in > fields of 1 > Ada; 1 works
    it ends > 1 ended (Done), tag order, priority High, webhook 1.3 > Ada
    Ada replies > reply of Ada > Ada
    ");
}

#[test]
fn a_form_that_nobody_answers_brings_to_a_person_whom_it_was_to_bring() {
    let mut it = Story::new();
    it.starts(vec![]).shows_form().is_left(vec![]);
    it.starts(vec![]).shows_form().is_left(to_orders());
    assert_snapshot!(it.log(), @r"
    button > action 1 > assistant; 1 works
    it asks > form 1.1 > assistant; 1 asks
    form is due > 1 ended (Abandoned) > assistant
    button > action 2 > assistant; 2 works
    it asks > form 2.1 > assistant; 2 asks
    form is due > 2 ended (Abandoned), handed to Orders > Orders
    ");
}

#[test]
fn who_is_owed_a_call_is_not_resolved_away() {
    let mut it = Story::new();
    it.starts(vec![]).comes_to(vec![Deed::CallBack(60_000)]);
    it.takes_over(ada()).resolves(ada());
    let done = Command::CallBackDone { by: ada() };
    it.does("Ada calls", &done).does("Ada calls", &done).resolves(ada());
    assert_snapshot!(it.log(), @r"
    button > action 1 > assistant; 1 works
    it ends > 1 ended (Done, said), call owed, handed to all > queue; a call
    Ada takes over > taken over by Ada > Ada; a call
    Ada resolves > REFUSED CallBackOwed > Ada; a call
    Ada calls > call of Ada > Ada
    Ada calls > nothing new > Ada
    Ada resolves > resolved > resolved by Ada
    ");
}

#[test]
fn what_a_teammate_sends_is_their_word() {
    let mut it = Story::new();
    it.sends_action(ada());
    assert_snapshot!(it.log(), @r"
    Ada sends it > taken over by Ada, action 1 of Ada > Ada; 1 works
    ");

    let mut it = Story::new();
    it.says().presses();
    let seen = it.epoch();
    it.sends_action(ada()).sends_action(ben()).sends_action_at(ada(), seen);
    assert_eq!(it.conversation.waiting_since(), None);
    it.hands_back(ada()).sends_action_at(ben(), seen);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    visitor presses the button > handed off (Button) > queue owes 1
    Ada sends it > taken over by Ada, action 1 of Ada > Ada; 1 works
    Ben sends it > REFUSED taken by Ada at 3 > Ada; 1 works
    Ada sends it > 1 ended (Superseded), action 2 of Ada > Ada; 2 works
    Ada hands back > handed back > assistant; 2 works
    Ben sends it > REFUSED stale, assistant at 4 > assistant; 2 works
    ");
}

#[test]
fn where_people_answer_they_have_what_is_filled_in() {
    let mut it = Story::new();
    it.policy = Policy { mute: Some(Mute::Hours), helps_while_waiting: true, ..Policy::default() };
    it.starts(to_orders()).shows_form().gives().comes_to(marks()).says();
    assert_snapshot!(it.log(), @r"
    button > muted (Hours), handed off (NotLive), action 1, given to Orders > Orders; 1 works
    it asks > form 1.1 > Orders; 1 asks
    visitor fills in > fields of 1 > Orders; 1 works
    it ends > 1 ended (Done, said), tag order, priority High, webhook 1.3 > Orders
    visitor says > said > Orders owes 11
    ");
}

#[test]
fn a_form_does_not_outlive_the_end() {
    let mut it = Story::new();
    it.says().replies(ada()).starts(vec![]).shows_form();
    let form = it.run();
    it.resolves(ada()).gives_at(form).says().gives_at(form);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    button > action 1 > Ada; 1 works
    it asks > form 1.1 > Ada; 1 asks
    Ada resolves > 1 ended (Superseded), resolved > resolved by Ada
    visitor fills in > REFUSED StaleRun > resolved by Ada
    visitor says > said, returned to Ada > Ada owes 9
    visitor fills in > REFUSED StaleRun > Ada owes 9
    ");
}
