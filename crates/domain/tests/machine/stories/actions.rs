//! Actions at work: started, asked, answered, looked up and ended.

use domain::conversation::{Deed, Job, RunKey};
use domain::limits::{ACTION_CHAIN_MAX, FORM_OPEN_MS_MAX, RETURN_MS_MAX};
use domain::rollout::Mute;
use insta::assert_snapshot;

use crate::people::{ada, refund, tracking};
use crate::story::{Story, marks};

#[test]
fn a_button_brings_a_form_and_its_answers_a_reply() {
    let mut it = Story::new();
    it.starts(vec![]).shows_form().gives().looks_up(true).comes_to(marks());
    let at = |run, step| RunKey { run, step };
    let act = |RunKey { run, step }| Job::Act { run, step };
    assert_eq!(
        it.jobs,
        [
            (1_000, act(at(1, 0))),
            (2_000 + FORM_OPEN_MS_MAX, Job::FormDue { run: 1, step: 1 }),
            (3_000, act(at(1, 2))),
            (5_000, Job::Webhook { run: 1, place: 3 }),
        ]
    );
    assert_snapshot!(it.log(), @r"
    button > action 1 > assistant; 1 works
    it asks > form 1.1 > assistant; 1 asks
    visitor fills in > fields of 1 > assistant; 1 works
    it looks > orders found > assistant; 1 works
    it ends > 1 ended (Done, said), tag order, priority High, webhook 1.3 > assistant
    ");
}

#[test]
fn words_start_an_action_and_answer_it() {
    let mut it = Story::new();
    it.says().understands(vec![]).shows_form();
    it.says().says_the_answer().looks_up(false).comes_to(vec![]);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant understands > end of 1 (acts), action 1 > assistant; 1 works
    it asks > form 1.1 > assistant; 1 asks
    visitor says > said, turn 2 > assistant at 2 owes 6; 1 asks
    assistant reads it > end of 2 (acts), fields of 1 > assistant; 1 works
    it looks > orders not found > assistant; 1 works
    it ends > 1 ended (Done, said) > assistant
    ");
}

#[test]
fn what_was_said_after_the_first_sentence_is_the_next_turns() {
    let mut it = Story::new();
    it.says().writes(0).says().understands(vec![]).shows_form();
    it.writes(0).says().says_the_answer();
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    visitor says > said > assistant at 1 owes 1
    assistant understands > end of 1 (acts), action 1, turn 2 > assistant at 2 owes 4; 1 works
    it asks > form 1.1 > assistant at 2 owes 4; 1 asks
    assistant writes sentence 0 > sentence 2.0 > assistant at 2 owes 4; 1 asks
    visitor says > said > assistant at 2 owes 4; 1 asks
    assistant reads it > end of 2 (acts), fields of 1, turn 3 > assistant at 3 owes 10; 1 works
    ");
}

#[test]
fn who_does_not_want_to_answer_is_left_in_peace() {
    let mut it = Story::new();
    it.starts(vec![]).shows_form();
    let form = it.run();
    it.cancels(form.run).cancels(form.run).gives_at(form);
    assert_snapshot!(it.log(), @r"
    button > action 1 > assistant; 1 works
    it asks > form 1.1 > assistant; 1 asks
    visitor cancels > 1 ended (Cancelled) > assistant
    visitor cancels > nothing new > assistant
    visitor fills in > REFUSED StaleRun > assistant
    ");
}

#[test]
fn another_takes_the_place_of_the_one_that_is_open() {
    let mut it = Story::new();
    it.starts(vec![]).shows_form();
    let first = it.run();
    it.starts(vec![]).gives_at(first).cancels(first.run).comes_to_at(first, vec![]);
    assert_snapshot!(it.log(), @r"
    button > action 1 > assistant; 1 works
    it asks > form 1.1 > assistant; 1 asks
    button > 1 ended (Superseded), action 2 > assistant; 2 works
    visitor fills in > REFUSED StaleRun > assistant; 2 works
    visitor cancels > nothing new > assistant; 2 works
    it ends > REFUSED StaleRun > assistant; 2 works
    ");
}

#[test]
fn of_two_tabs_that_answer_one_is_too_late() {
    let mut it = Story::new();
    it.starts(vec![]).shows_form();
    let seen = it.run();
    it.gives_at(seen).gives_at(seen).looks_up(true).gives_at(seen).shows_form().gives_at(seen);
    assert_snapshot!(it.log(), @r"
    button > action 1 > assistant; 1 works
    it asks > form 1.1 > assistant; 1 asks
    visitor fills in > fields of 1 > assistant; 1 works
    visitor fills in > REFUSED StaleRun > assistant; 1 works
    it looks > orders found > assistant; 1 works
    visitor fills in > REFUSED StaleRun > assistant; 1 works
    it asks > form 1.4 > assistant; 1 asks
    visitor fills in > REFUSED StaleRun > assistant; 1 asks
    ");
}

#[test]
fn of_two_workers_one_goes_on_and_neither_past_a_form() {
    let mut it = Story::new();
    it.starts(vec![]);
    let seen = it.run();
    it.looks_up(true).comes_to_at(seen, vec![]).shows_form().looks_up(true).shows_form();
    assert_snapshot!(it.log(), @r"
    button > action 1 > assistant; 1 works
    it looks > orders found > assistant; 1 works
    it ends > REFUSED StaleRun > assistant; 1 works
    it asks > form 1.2 > assistant; 1 asks
    it looks > REFUSED StaleRun > assistant; 1 asks
    it asks > REFUSED StaleRun > assistant; 1 asks
    ");
}

#[test]
fn two_that_start_each_other_come_to_an_end() {
    let mut it = Story::new();
    it.starts(vec![]);
    for action in [refund(), tracking()].into_iter().cycle().take(6) {
        it.comes_to(vec![Deed::Start(action, 1)]);
    }
    assert_eq!(ACTION_CHAIN_MAX, 5);
    assert_snapshot!(it.log(), @r"
    button > action 1 > assistant; 1 works
    it ends > 1 ended (Done, said), action 2, 1 deep > assistant; 2 works
    it ends > 2 ended (Done, said), action 3, 2 deep > assistant; 3 works
    it ends > 3 ended (Done, said), action 4, 3 deep > assistant; 4 works
    it ends > 4 ended (Done, said), action 5, 4 deep > assistant; 5 works
    it ends > 5 ended (Done, said), action 6, 5 deep > assistant; 6 works
    it ends > 6 ended (Done, said) > assistant
    ");
}

#[test]
fn an_action_begins_a_conversation_anew_as_a_message_does() {
    let mut it = Story::new();
    it.policy.mute = Some(Mute::Hours);
    it.says().replies(ada()).resolves(ada());
    it.policy.mute = None;
    it.later(RETURN_MS_MAX).starts(vec![]).comes_to(vec![]).says();
    assert_snapshot!(it.log(), @r"
    visitor says > said, muted (Hours), handed off (NotLive) > queue owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    Ada resolves > resolved > resolved by Ada
    button > unmuted, action 1 > assistant; 1 works
    it ends > 1 ended (Done, said) > assistant
    visitor says > said, turn 1 > assistant at 1 owes 10
    ");
}

#[test]
fn a_yes_to_an_action_is_none_to_the_offer_before_it() {
    let mut it = Story::new();
    it.says().declines().starts(vec![]);
    assert!(it.conversation.offer_open, "nothing was said since");
    it.comes_to(vec![]).says();
    assert!(!it.conversation.turn().is_some_and(|turn| turn.accepts_offer));
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    assistant ends > end of 1 (Declined), offer (NotInSources) > assistant
    button > action 1 > assistant; 1 works
    it ends > 1 ended (Done, said) > assistant
    visitor says > said, turn 2 > assistant at 2 owes 8
    ");
}
