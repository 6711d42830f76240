//! Actions at work: asked, answered, looked up and ended, beside whoever has the conversation.

use domain::conversation::{Command, Deed, Job, Policy, RunKey};
use domain::limits::{ACTION_CHAIN_MAX, FORM_OPEN_MS_MAX, RETURN_MS_MAX};
use domain::rollout::Mute;
use domain::rule::Priority;
use insta::assert_snapshot;

use crate::people::{ada, ben, orders, refund, tracking};
use crate::story::Story;

fn to_everybody() -> Vec<Deed> {
    vec![Deed::HandOff(None)]
}

fn to_orders() -> Vec<Deed> {
    vec![Deed::HandOff(Some(orders()))]
}

fn tags() -> Vec<Deed> {
    let tag = |tag: &str| Deed::Tag(tag.into());
    let raise = Deed::Raise;
    vec![tag("order"), tag("order"), raise(Priority::High), raise(Priority::High), Deed::Webhook(3)]
}

fn helped() -> Story {
    let mut it = Story::new();
    it.policy = Policy { helps_while_waiting: true, ..Policy::default() };
    it
}

#[test]
fn a_button_brings_a_form_and_its_answers_a_reply() {
    let mut it = Story::new();
    it.presses_for(vec![]).shows_form().gives().looks_up(true).comes_to(tags());
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
    visitor presses for it > action 1 > assistant; action 1 works
    action asks > form 1.1 > assistant; action 1 asks
    visitor fills in > fields of 1 > assistant; action 1 works
    action looks > orders found > assistant; action 1 works
    action ends > end of action 1 (Done, said), tag order, priority High, webhook 1.3 > assistant
    ");
}

#[test]
fn words_start_an_action_and_answer_it() {
    let mut it = Story::new();
    it.says().understands(vec![]).shows_form();
    it.says().says_the_answer().looks_up(false).comes_to(vec![]);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant understands > end of 1 (acts), action 1 > assistant; action 1 works
    action asks > form 1.1 > assistant; action 1 asks
    visitor says > said, turn 2 > assistant at 2 owes 6; action 1 asks
    assistant reads it > end of 2 (acts), fields of 1 > assistant; action 1 works
    action looks > orders not found > assistant; action 1 works
    action ends > end of action 1 (Done, said) > assistant
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
    assistant understands > end of 1 (acts), action 1, turn 2 > assistant at 2 owes 4; action 1 works
    action asks > form 1.1 > assistant at 2 owes 4; action 1 asks
    assistant writes sentence 0 > sentence 2.0 > assistant at 2 owes 4; action 1 asks
    visitor says > said > assistant at 2 owes 4; action 1 asks
    assistant reads it > end of 2 (acts), fields of 1, turn 3 > assistant at 3 owes 10; action 1 works
    ");
}

#[test]
fn whom_an_action_hands_off_in_a_turn_is_not_talked_at() {
    let mut it = Story::new();
    it.says().writes(0).says().understands(to_everybody());
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    visitor says > said > assistant at 1 owes 1
    assistant understands > end of 1 (acts), action 1, handed off by action, turn 2 > queue helped by assistant at 2 owes 4; action 1 works
    ");
}

#[test]
fn a_question_that_an_action_cuts_off_is_not_forgotten() {
    let mut it = helped();
    it.says().presses_for(to_orders());
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    visitor presses for it > action 1, handed off by action to Orders > queue helped by assistant owes 1; action 1 works
    ");

    let mut it = helped();
    it.presses_for(vec![]).shows_form().says().gives().comes_to(to_everybody());
    assert_snapshot!(it.log(), @r"
    visitor presses for it > action 1 > assistant; action 1 works
    action asks > form 1.1 > assistant; action 1 asks
    visitor says > said, turn 1 > assistant at 1 owes 3; action 1 asks
    visitor fills in > fields of 1 > assistant at 1 owes 3; action 1 works
    action ends > end of action 1 (Done, said), handed off by action > queue helped by assistant owes 3
    ");
}

#[test]
fn who_takes_over_in_the_middle_of_a_lookup_speaks_alone() {
    let mut it = Story::new();
    it.says().understands(vec![]).takes_over(ada()).looks_up(true);
    it.comes_to([tags(), to_orders()].concat());
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant understands > end of 1 (acts), action 1 > assistant; action 1 works
    Ada takes over > taken over by Ada > Ada; action 1 works
    action looks > orders found > Ada; action 1 works
    action ends > end of action 1 (Done), tag order, priority High, webhook 1.3 > Ada
    ");
}

#[test]
fn a_form_stays_open_beside_who_waits_and_only_the_team_becomes_another() {
    let mut it = Story::new();
    it.presses_for(vec![]).shows_form().presses();
    let since = it.conversation.waiting_since();
    it.gives().comes_to(to_orders());
    assert_eq!(it.conversation.waiting_since(), since);
    it.presses_for(vec![]).comes_to(to_everybody());
    assert_snapshot!(it.log(), @r"
    visitor presses for it > action 1 > assistant; action 1 works
    action asks > form 1.1 > assistant; action 1 asks
    visitor presses the button > handed off (Button) > queue; action 1 asks
    visitor fills in > fields of 1 > queue; action 1 works
    action ends > end of action 1 (Done, said), given to Orders > Orders
    visitor presses for it > action 2 > Orders; action 2 works
    action ends > end of action 2 (Done, said) > Orders
    ");
}

#[test]
fn a_hand_off_does_not_wait_for_its_form() {
    let mut it = Story::new();
    it.presses_for(to_orders()).shows_form().takes_over(ada()).gives().comes_to(tags());
    it.replies(ada());
    assert_snapshot!(it.log(), @r"
    visitor presses for it > action 1, handed off by action to Orders > Orders; action 1 works
    action asks > form 1.1 > Orders; action 1 asks
    Ada takes over > taken over by Ada > Ada; action 1 asks
    visitor fills in > fields of 1 > Ada; action 1 works
    action ends > end of action 1 (Done), tag order, priority High, webhook 1.3 > Ada
    Ada replies > reply of Ada > Ada
    ");
}

#[test]
fn who_does_not_want_to_answer_is_left_in_peace() {
    let mut it = Story::new();
    it.presses_for(vec![]).shows_form();
    let form = it.run();
    it.cancels(form.run).cancels(form.run).gives_at(form);
    assert_snapshot!(it.log(), @r"
    visitor presses for it > action 1 > assistant; action 1 works
    action asks > form 1.1 > assistant; action 1 asks
    visitor cancels > end of action 1 (Cancelled) > assistant
    visitor cancels > nothing new > assistant
    visitor fills in > REFUSED StaleRun > assistant
    ");
}

#[test]
fn another_takes_the_place_of_the_one_that_is_open() {
    let mut it = Story::new();
    it.presses_for(vec![]).shows_form();
    let first = it.run();
    it.presses_for(vec![]).gives_at(first).cancels(first.run).comes_to_at(first, vec![]);
    assert_snapshot!(it.log(), @r"
    visitor presses for it > action 1 > assistant; action 1 works
    action asks > form 1.1 > assistant; action 1 asks
    visitor presses for it > end of action 1 (Superseded), action 2 > assistant; action 2 works
    visitor fills in > REFUSED StaleRun > assistant; action 2 works
    visitor cancels > nothing new > assistant; action 2 works
    action ends > REFUSED StaleRun > assistant; action 2 works
    ");
}

#[test]
fn of_two_tabs_that_answer_one_is_too_late() {
    let mut it = Story::new();
    it.presses_for(vec![]).shows_form();
    let seen = it.run();
    it.gives_at(seen).gives_at(seen).looks_up(true).gives_at(seen).shows_form().gives_at(seen);
    assert_snapshot!(it.log(), @r"
    visitor presses for it > action 1 > assistant; action 1 works
    action asks > form 1.1 > assistant; action 1 asks
    visitor fills in > fields of 1 > assistant; action 1 works
    visitor fills in > REFUSED StaleRun > assistant; action 1 works
    action looks > orders found > assistant; action 1 works
    visitor fills in > REFUSED StaleRun > assistant; action 1 works
    action asks > form 1.4 > assistant; action 1 asks
    visitor fills in > REFUSED StaleRun > assistant; action 1 asks
    ");
}

#[test]
fn of_two_workers_one_goes_on_and_neither_past_a_form() {
    let mut it = Story::new();
    it.presses_for(vec![]);
    let seen = it.run();
    it.looks_up(true).comes_to_at(seen, vec![]).shows_form().looks_up(true).shows_form();
    assert_snapshot!(it.log(), @r"
    visitor presses for it > action 1 > assistant; action 1 works
    action looks > orders found > assistant; action 1 works
    action ends > REFUSED StaleRun > assistant; action 1 works
    action asks > form 1.2 > assistant; action 1 asks
    action looks > orders found > assistant; action 1 works
    action asks > form 1.4 > assistant; action 1 asks
    ");
}

#[test]
fn a_form_that_nobody_answers_brings_to_a_person_whom_it_was_to_bring() {
    let mut it = Story::new();
    it.presses_for(vec![]).shows_form().is_left(vec![]);
    it.presses_for(vec![]).shows_form().is_left(to_orders());
    assert_snapshot!(it.log(), @r"
    visitor presses for it > action 1 > assistant; action 1 works
    action asks > form 1.1 > assistant; action 1 asks
    form is due > end of action 1 (Abandoned) > assistant
    visitor presses for it > action 2 > assistant; action 2 works
    action asks > form 2.1 > assistant; action 2 asks
    form is due > end of action 2 (Abandoned), handed off by action to Orders > Orders
    ");
}

#[test]
fn who_is_owed_a_call_is_not_resolved_away() {
    let mut it = Story::new();
    it.presses_for(vec![]).comes_to(vec![Deed::CallBack(60_000)]);
    it.takes_over(ada()).resolves(ada());
    let done = Command::CallBackDone { by: ada() };
    it.does("Ada calls", &done).does("Ada calls", &done).resolves(ada());
    assert_snapshot!(it.log(), @r"
    visitor presses for it > action 1 > assistant; action 1 works
    action ends > end of action 1 (Done, said), call owed, handed off by action > queue; a call
    Ada takes over > taken over by Ada > Ada; a call
    Ada resolves > REFUSED CallBackOwed > Ada; a call
    Ada calls > call of Ada > Ada
    Ada calls > nothing new > Ada
    Ada resolves > resolved > resolved by Ada
    ");
}

#[test]
fn two_that_start_each_other_come_to_an_end() {
    let mut it = Story::new();
    it.presses_for(vec![]);
    for action in [refund(), tracking()].into_iter().cycle().take(6) {
        it.comes_to(vec![Deed::Start(action, 1)]);
    }
    assert_eq!(ACTION_CHAIN_MAX, 5);
    assert_snapshot!(it.log(), @r"
    visitor presses for it > action 1 > assistant; action 1 works
    action ends > end of action 1 (Done, said), action 2, 1 deep > assistant; action 2 works
    action ends > end of action 2 (Done, said), action 3, 2 deep > assistant; action 3 works
    action ends > end of action 3 (Done, said), action 4, 3 deep > assistant; action 4 works
    action ends > end of action 4 (Done, said), action 5, 4 deep > assistant; action 5 works
    action ends > end of action 5 (Done, said), action 6, 5 deep > assistant; action 6 works
    action ends > end of action 6 (Done, said) > assistant
    ");
}

#[test]
fn what_a_teammate_sends_is_their_word() {
    let mut it = Story::new();
    it.sends_action(ada());
    assert_snapshot!(it.log(), @r"
    Ada sends it > taken over by Ada, action 1 of Ada > Ada; action 1 works
    ");

    let mut it = Story::new();
    it.says().presses();
    let seen = it.epoch();
    it.sends_action(ada()).sends_action_at(ben(), seen).sends_action_at(ada(), seen);
    assert_eq!(it.conversation.waiting_since(), None);
    it.hands_back(ada()).sends_action_at(ben(), seen);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    visitor presses the button > handed off (Button) > queue owes 1
    Ada sends it > taken over by Ada, action 1 of Ada > Ada; action 1 works
    Ben sends it > REFUSED taken by Ada at 3 > Ada; action 1 works
    Ada sends it > end of action 1 (Superseded), action 2 of Ada > Ada; action 2 works
    Ada hands back > handed back > assistant; action 2 works
    Ben sends it > REFUSED stale, assistant at 4 > assistant; action 2 works
    ");
}

#[test]
fn where_people_answer_they_have_what_is_filled_in() {
    let mut it = Story::new();
    it.policy = Policy { mute: Some(Mute::Hours), helps_while_waiting: true, ..Policy::default() };
    it.presses_for(to_orders()).shows_form().gives().comes_to(tags()).says();
    assert_snapshot!(it.log(), @r"
    visitor presses for it > muted (Hours), handed off (NotLive), action 1 > queue; action 1 works
    action asks > form 1.1 > queue; action 1 asks
    visitor fills in > fields of 1 > queue; action 1 works
    action ends > end of action 1 (Done, said), tag order, priority High, webhook 1.3 > queue
    visitor says > said > queue owes 10
    ");
}

#[test]
fn an_action_begins_a_conversation_anew_as_a_message_does() {
    let mut it = Story::new();
    it.policy.mute = Some(Mute::Hours);
    it.says().replies(ada()).resolves(ada());
    it.policy.mute = None;
    it.later(RETURN_MS_MAX).presses_for(vec![]).comes_to(vec![]).says();
    assert_snapshot!(it.log(), @r"
    visitor says > said, muted (Hours), handed off (NotLive) > queue owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    Ada resolves > resolved > resolved by Ada
    visitor presses for it > action 1 > assistant; action 1 works
    action ends > end of action 1 (Done, said) > assistant
    visitor says > said, turn 1 > assistant at 1 owes 9
    ");
}

#[test]
fn a_form_does_not_outlive_the_end() {
    let mut it = Story::new();
    it.says().replies(ada()).presses_for(vec![]).shows_form();
    let form = it.run();
    it.resolves(ada()).gives_at(form).says().gives_at(form);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    visitor presses for it > action 1 > Ada; action 1 works
    action asks > form 1.1 > Ada; action 1 asks
    Ada resolves > end of action 1 (Superseded), resolved > resolved by Ada
    visitor fills in > REFUSED StaleRun > resolved by Ada
    visitor says > said, returned to Ada > Ada owes 9
    visitor fills in > REFUSED StaleRun > Ada owes 9
    ");
}

#[test]
fn a_yes_to_an_action_is_none_to_the_offer_before_it() {
    let mut it = Story::new();
    it.says().declines().presses_for(vec![]);
    assert!(it.conversation.offer_open, "nothing was said since");
    it.comes_to(vec![]).says();
    assert!(!it.conversation.turn().is_some_and(|turn| turn.accepts_offer));
    assert_snapshot!(it.log(), @"");
}
