//! The baton is passed: take over, race, reply, transfer, hand back.

use domain::conversation::{Command, Reason};
use insta::assert_snapshot;

use crate::people::{ada, ben, orders};
use crate::story::Story;

#[test]
fn a_clear_request_is_handed_off_taken_over_answered_and_resolved() {
    let mut it = Story::new();
    it.says().hands_off(Reason::Asked { matched: "talk to a person".into() });
    it.does("visitor gives details", &Command::GiveDetails);
    it.takes_over(ada()).replies(ada());
    it.says().replies(ada()).resolves(ada());
    assert_snapshot!(it.log(), @r#"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant hands off > handed off (Asked { matched: "talk to a person" }) > queue owes 1
    visitor gives details > details > queue owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ada replies > reply of Ada > Ada
    visitor says > said > Ada owes 7
    Ada replies > reply of Ada > Ada
    Ada resolves > resolved > resolved by Ada
    "#);
}

#[test]
fn the_button_works_before_a_word_was_said_and_only_once() {
    let mut it = Story::new();
    it.presses().presses();
    it.takes_over(ada()).presses();
    assert_snapshot!(it.log(), @r"
    visitor presses the button > handed off (Button) > queue
    visitor presses the button > nothing new > queue
    Ada takes over > taken over by Ada > Ada
    visitor presses the button > nothing new > Ada
    ");
}

#[test]
fn of_two_who_take_over_at_once_one_has_it_and_the_other_is_told_who() {
    let mut it = Story::new();
    it.says().presses();
    let seen = it.epoch();
    it.takes_over_at(ada(), seen).takes_over_at(ben(), seen).takes_over_at(ada(), seen);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    visitor presses the button > handed off (Button) > queue owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ben takes over > REFUSED taken by Ada at 3 > Ada owes 1
    Ada takes over > nothing new > Ada owes 1
    ");
}

#[test]
fn a_message_of_the_visitor_does_not_make_a_take_over_fail() {
    let mut it = Story::new();
    it.says().presses();
    let seen = it.epoch();
    it.says().says().takes_over_at(ada(), seen);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    visitor presses the button > handed off (Button) > queue owes 1
    visitor says > said > queue owes 1
    visitor says > said > queue owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    ");
}

#[test]
fn a_take_over_on_an_old_view_is_told_who_has_it_now() {
    let mut it = Story::new();
    it.says().presses();
    let seen = it.epoch();
    it.does("visitor cancels", &Command::CancelWait).takes_over_at(ada(), seen);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    visitor presses the button > handed off (Button) > queue owes 1
    visitor cancels > wait cancelled, turn 2 > assistant at 2 owes 1
    Ada takes over > REFUSED stale, assistant at 2 at 3 > assistant at 2 owes 1
    ");
}

#[test]
fn one_may_knowingly_take_over_from_another() {
    let mut it = Story::new();
    it.says().takes_over(ada()).takes_over(ben());
    it.replies(ada());
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ben takes over > taken over by Ben from Ada > Ben owes 1
    Ada replies > REFUSED taken by Ben at 3 > Ben owes 1
    ");
}

#[test]
fn a_reply_takes_over_by_itself_and_a_note_does_not() {
    let mut it = Story::new();
    it.says().does("Ada notes", &Command::Note { by: ada() });
    assert_eq!((it.conversation.seq, it.conversation.visitor_seq), (3, 2));
    it.replies(ada());
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada notes > note of Ada > assistant at 1 owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    ");
}

#[test]
fn nobody_answers_past_a_colleague_or_the_assistant() {
    let mut it = Story::new();
    it.says();
    let seen = it.conversation.seq;
    it.writes(0).replies_having_seen(ada(), seen);
    it.replies(ada());
    it.does("Ada transfers", &Command::Transfer { by: ada(), to: ben(), epoch: it.epoch() });
    it.replies_having_seen(ben(), seen).replies(ben());
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    Ada replies > REFUSED Unseen { seq: 3 } > assistant at 1 owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    Ada transfers > transferred to Ben > Ben
    Ben replies > REFUSED Unseen { seq: 5 } > Ben
    Ben replies > reply of Ben > Ben
    ");
}

#[test]
fn a_teammates_own_reply_need_not_be_seen() {
    let mut it = Story::new();
    it.says();
    let seen = it.conversation.seq;
    it.replies_having_seen(ada(), seen).replies_having_seen(ada(), seen);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    Ada replies > reply of Ada > Ada
    ");
}

#[test]
fn only_who_has_it_transfers_and_only_on_the_present_view() {
    let mut it = Story::new();
    it.says().takes_over(ada());
    let transfer = |by, to, epoch| Command::Transfer { by, to, epoch };
    it.does("Ben transfers to himself", &transfer(ben(), ben(), it.epoch()));
    it.does("Ada transfers on an old view", &transfer(ada(), ben(), it.epoch() - 1));
    it.does("Ada transfers", &transfer(ada(), ben(), it.epoch()));
    it.does("Ada transfers again", &transfer(ada(), ben(), it.epoch()));
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ben transfers to himself > REFUSED taken by Ada at 2 > Ada owes 1
    Ada transfers on an old view > REFUSED taken by Ada at 2 > Ada owes 1
    Ada transfers > transferred to Ben > Ben owes 1
    Ada transfers again > nothing new > Ben owes 1
    ");
}

#[test]
fn a_hand_back_with_a_question_open_starts_a_turn() {
    let mut it = Story::new();
    it.says().takes_over(ada()).replies(ada()).says();
    it.hands_back(ben()).hands_back(ada()).answers();
    assert_eq!(it.conversation.served_through, 5);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ada replies > reply of Ada > Ada
    visitor says > said > Ada owes 5
    Ben hands back > REFUSED taken by Ada at 2 > Ada owes 5
    Ada hands back > handed back, turn 2 > assistant at 2 owes 5
    assistant writes sentence 0 > sentence 2.0 > assistant at 2 owes 5
    assistant ends > end of 2 (Answered) > assistant
    ");
}

#[test]
fn a_hand_back_with_nothing_open_waits_for_the_visitor() {
    let mut it = Story::new();
    it.says().replies(ada()).hands_back(ada()).hands_back(ben()).says();
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada replies > taken over by Ada, reply of Ada > Ada
    Ada hands back > handed back > assistant
    Ben hands back > nothing new > assistant
    visitor says > said, turn 2 > assistant at 2 owes 6
    ");
}

#[test]
fn a_new_conversation_cannot_be_handed_back_resolved_or_reopened() {
    let mut it = Story::new();
    it.hands_back(ada()).resolves(ada());
    it.does("Ada reopens", &Command::Reopen { by: ada() });
    assert_snapshot!(it.log(), @r"
    Ada hands back > REFUSED NotOpen > new
    Ada resolves > REFUSED NotOpen > new
    Ada reopens > REFUSED NotOpen > new
    ");
}

#[test]
fn a_conversation_waits_for_a_team_until_one_of_it_takes_over() {
    let mut it = Story::new();
    let route = |by, team, epoch| Command::Route { by, team, epoch };
    it.says().takes_over(ada());
    let since = it.conversation.waiting_since();
    it.does("Ben gives to Orders", &route(ben(), Some(orders()), it.epoch()));
    it.does("Ada gives to Orders", &route(ada(), Some(orders()), it.epoch()));
    assert_eq!(it.conversation.waiting_since(), since, "the visitor keeps the time they waited");
    it.does("Ada gives to Orders again", &route(ada(), Some(orders()), it.epoch() - 1));
    it.takes_over(ben()).replies(ben());
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ben gives to Orders > REFUSED taken by Ada at 2 > Ada owes 1
    Ada gives to Orders > given to Orders > Orders owes 1
    Ada gives to Orders again > nothing new > Orders owes 1
    Ben takes over > taken over by Ben > Ben owes 1
    Ben replies > reply of Ben > Ben
    ");
}

#[test]
fn what_waits_goes_from_team_to_team_and_to_everybody_when_its_team_is_gone() {
    let mut it = Story::new();
    let route = |team, epoch| Command::Route { by: ada(), team, epoch };
    it.says().presses();
    let (since, epoch) = (it.conversation.waiting_since(), it.epoch());
    it.does("Ada gives to Orders", &route(Some(orders()), epoch));
    it.does("Orders is removed", &Command::TeamGone { team: orders() });
    it.does("Orders is removed", &Command::TeamGone { team: orders() });
    assert_eq!((it.conversation.waiting_since(), it.epoch()), (since, epoch));
    it.takes_over(ada()).resolves(ada());
    it.does("Ada gives what is resolved to Orders", &route(Some(orders()), it.epoch()));
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    visitor presses the button > handed off (Button) > queue owes 1
    Ada gives to Orders > given to Orders > Orders owes 1
    Orders is removed > given to everybody > queue owes 1
    Orders is removed > nothing new > queue owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ada resolves > resolved > resolved by Ada
    Ada gives what is resolved to Orders > given to Orders > Orders
    ");
}

#[test]
fn the_assistant_falls_silent_when_a_team_is_to_answer() {
    let mut it = Story::new();
    it.says();
    let key = it.key();
    let epoch = it.epoch();
    it.does("Ada gives to Orders", &Command::Route { by: ada(), team: Some(orders()), epoch });
    it.writes_under(key, 0);
    it.policy.helps_while_waiting = true;
    it.hands_back(ada());
    let epoch = it.epoch();
    it.does("Ada gives to Orders", &Command::Route { by: ada(), team: Some(orders()), epoch });
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada gives to Orders > given to Orders > Orders owes 1
    assistant writes sentence 0 > REFUSED StaleTurn > Orders owes 1
    Ada hands back > handed back, turn 2 > assistant at 2 owes 1
    Ada gives to Orders > given to Orders, turn 3 > queue helped by assistant at 3 owes 1
    ");
}
