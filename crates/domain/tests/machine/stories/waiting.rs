//! The visitor waits for a person: with help, without, for too long.

use domain::conversation::{Command, Failure, Policy, Reason, ReleaseCause};
use domain::limits::TEAMMATE_SILENCE_MS_MAX;
use insta::assert_snapshot;

use crate::people::{ada, ben};
use crate::story::Story;

fn helped() -> Story {
    let mut it = Story::new();
    it.policy = Policy { helps_while_waiting: true, ..Policy::default() };
    it
}

fn asked() -> Reason {
    Reason::Asked { matched: "human".into() }
}

#[test]
fn in_the_queue_the_assistant_is_quiet_unless_it_is_told_to_help() {
    let mut it = Story::new();
    it.says().hands_off(asked()).says();
    assert_snapshot!(it.log(), @r#"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant hands off > handed off (Asked { matched: "human" }) > queue owes 1
    visitor says > said > queue owes 1
    "#);
}

#[test]
fn the_assistant_helps_meanwhile_and_the_place_in_the_queue_stays() {
    let mut it = helped();
    it.says().hands_off(asked());
    let since = it.conversation.waiting_since();
    it.says().answers().says().declines();
    assert_eq!(it.conversation.waiting_since(), since);
    it.takes_over(ada());
    assert_snapshot!(it.log(), @r#"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant hands off > handed off (Asked { matched: "human" }) > queue helped by assistant owes 1
    visitor says > said, turn 2 > queue helped by assistant at 2 owes 1
    assistant writes sentence 0 > sentence 2.0 > queue helped by assistant at 2 owes 1
    assistant ends > end of 2 (Answered) > queue helped by assistant
    visitor says > said, turn 3 > queue helped by assistant at 3 owes 8
    assistant writes sentence 0 > sentence 3.0 > queue helped by assistant at 3 owes 8
    assistant ends > end of 3 (Declined) > queue helped by assistant
    Ada takes over > taken over by Ada > Ada
    "#);
}

#[test]
fn who_waits_already_is_not_handed_off_again() {
    let mut it = helped();
    it.says().hands_off(asked()).says().hands_off(asked());
    it.says();
    it.does("assistant gives up", &Command::GiveUp { key: it.key(), failure: Failure::Internal });
    assert_snapshot!(it.log(), @r#"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant hands off > handed off (Asked { matched: "human" }) > queue helped by assistant owes 1
    visitor says > said, turn 2 > queue helped by assistant at 2 owes 1
    assistant hands off > end of 2 (waiting) > queue helped by assistant owes 1
    visitor says > said, turn 3 > queue helped by assistant at 3 owes 1
    assistant gives up > end of 3 (waiting) > queue helped by assistant owes 1
    "#);
}

#[test]
fn a_helper_that_ends_without_a_word_still_owes_what_was_said_meanwhile() {
    let mut it = helped();
    it.says().hands_off(asked()).says().writes(0).says().hands_off(asked());
    assert_snapshot!(it.log(), @r#"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant hands off > handed off (Asked { matched: "human" }) > queue helped by assistant owes 1
    visitor says > said, turn 2 > queue helped by assistant at 2 owes 1
    assistant writes sentence 0 > sentence 2.0 > queue helped by assistant at 2 owes 1
    visitor says > said > queue helped by assistant at 2 owes 1
    assistant hands off > end of 2 (waiting), turn 3 > queue helped by assistant at 3 owes 1
    "#);
}

#[test]
fn a_helper_goes_on_with_the_question_that_the_button_cut_off() {
    let mut it = helped();
    it.says().presses();
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    visitor presses the button > handed off (Button), turn 2 > queue helped by assistant at 2 owes 1
    ");
}

#[test]
fn a_visitor_who_cancels_the_wait_is_answered_by_the_assistant() {
    let mut it = Story::new();
    it.does("visitor cancels", &Command::CancelWait);
    it.says().hands_off(asked()).says();
    it.does("visitor cancels", &Command::CancelWait);
    assert_eq!(it.conversation.served_through, 4);
    it.does("visitor cancels", &Command::CancelWait);
    assert_snapshot!(it.log(), @r#"
    visitor cancels > REFUSED NotWaiting > new
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant hands off > handed off (Asked { matched: "human" }) > queue owes 1
    visitor says > said > queue owes 1
    visitor cancels > wait cancelled, turn 2 > assistant at 2 owes 1
    visitor cancels > REFUSED NotWaiting > assistant at 2 owes 1
    "#);
}

#[test]
fn silence_gives_the_conversation_back_to_the_queue() {
    let mut it = Story::new();
    it.says().takes_over(ada());
    let asked_at = it.conversation.waiting_since();
    let due = Command::SilenceDue { epoch: it.epoch(), since: 1 };
    it.later(TEAMMATE_SILENCE_MS_MAX).does("timer", &due).does("timer again", &due);
    assert_eq!(it.conversation.waiting_since(), asked_at, "the wait so far is not forgotten");
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    timer > released from Ada (Silent), turn 2 > queue helped by assistant at 2 owes 1
    timer again > nothing new > queue helped by assistant at 2 owes 1
    ");
}

#[test]
fn who_asked_for_a_person_is_not_forgotten_by_a_take_over_without_a_word() {
    let mut it = Story::new();
    it.presses().takes_over(ada());
    assert_eq!(it.conversation.waiting_since(), Some(1_000), "a take-over alone says nothing");
    let due = Command::SilenceDue { epoch: it.epoch(), since: 0 };
    it.later(TEAMMATE_SILENCE_MS_MAX).does("timer", &due).takes_over(ben()).replies(ben());
    assert_eq!(it.conversation.waiting_since(), None);
    let due = Command::SilenceDue { epoch: it.epoch(), since: 0 };
    it.later(TEAMMATE_SILENCE_MS_MAX).does("timer", &due);
    assert_snapshot!(it.log(), @r"
    visitor presses the button > handed off (Button) > queue
    Ada takes over > taken over by Ada > Ada
    timer > released from Ada (Silent) > queue helped by assistant
    Ben takes over > taken over by Ben > Ben
    Ben replies > reply of Ben > Ben
    timer > nothing new > Ben
    ");
}

#[test]
fn silence_is_not_due_once_the_message_was_answered() {
    let mut it = Story::new();
    it.says().takes_over(ada());
    let due = Command::SilenceDue { epoch: it.epoch(), since: 1 };
    it.replies(ada()).says().does("timer", &due);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ada replies > reply of Ada > Ada
    visitor says > said > Ada owes 5
    timer > nothing new > Ada owes 5
    ");
}

#[test]
fn silence_of_an_earlier_owner_is_not_this_ones() {
    let mut it = Story::new();
    it.says().takes_over(ada());
    let due = Command::SilenceDue { epoch: it.epoch(), since: 1 };
    it.takes_over(ben()).does("timer", &due);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ben takes over > taken over by Ben from Ada > Ben owes 1
    timer > nothing new > Ben owes 1
    ");
}

#[test]
fn whoever_leaves_is_released_and_the_team_owes_the_reply() {
    let mut it = Story::new();
    it.policy.helps_when_released = false;
    it.says().takes_over(ada());
    let gone = |teammate| Command::ReleaseFrom { teammate, cause: ReleaseCause::Removed };
    it.does("Ben is removed", &gone(ben())).does("Ada is removed", &gone(ada()));
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ben is removed > nothing new > Ada owes 1
    Ada is removed > released from Ada (Removed) > queue owes 1
    ");
}

#[test]
fn who_was_waiting_is_seen_from_the_inbox() {
    let mut it = Story::new();
    it.says();
    assert_eq!(it.conversation.waiting_since(), None, "the assistant answers");
    it.presses();
    assert_eq!(it.conversation.waiting_since(), Some(2_000), "for a person, since the button");
    it.takes_over(ada());
    assert_eq!(it.conversation.waiting_since(), Some(1_000), "for Ada, since the message");
    it.replies(ada());
    assert_eq!(it.conversation.waiting_since(), None, "Ada has replied");
}
