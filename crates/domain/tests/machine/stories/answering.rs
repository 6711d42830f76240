//! The assistant answers: bursts, offers, late answers, crashes.

use domain::conversation::{Command, Failure, Reason, Topic};
use domain::rule::Marks;
use domain::signal::{Asks, Gist, Matter, Ruled, Sensitive, Signals, Verdict};
use insta::assert_snapshot;

use crate::people::ada;
use crate::story::Story;

#[test]
fn a_question_is_answered() {
    let mut it = Story::new();
    it.says().writes(0).writes(1).ends(Verdict::Answered, None);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    assistant writes sentence 1 > sentence 1.1 > assistant at 1 owes 1
    assistant ends > end of 1 (Answered) > assistant
    ");
}

#[test]
fn one_burst_before_the_first_sentence_is_one_reply() {
    let mut it = Story::new();
    it.says().says().says().answers();
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    visitor says > said, turn 2 > assistant at 2 owes 1
    visitor says > said, turn 3 > assistant at 3 owes 1
    assistant writes sentence 0 > sentence 3.0 > assistant at 3 owes 1
    assistant ends > end of 3 (Answered) > assistant
    ");
}

#[test]
fn what_comes_after_the_first_sentence_is_the_next_turns() {
    let mut it = Story::new();
    it.says().writes(0).says().says().writes(1).ends(Verdict::Answered, None);
    it.answers();
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    visitor says > said > assistant at 1 owes 1
    visitor says > said > assistant at 1 owes 1
    assistant writes sentence 1 > sentence 1.1 > assistant at 1 owes 1
    assistant ends > end of 1 (Answered), turn 2 > assistant at 2 owes 4
    assistant writes sentence 0 > sentence 2.0 > assistant at 2 owes 4
    assistant ends > end of 2 (Answered) > assistant
    ");
}

#[test]
fn a_superseded_turn_can_say_nothing_more() {
    let mut it = Story::new();
    it.says();
    let old = it.key();
    it.says().writes_under(old, 0);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    visitor says > said, turn 2 > assistant at 2 owes 1
    assistant writes sentence 0 > REFUSED StaleTurn > assistant at 2 owes 1
    ");
}

#[test]
fn an_answer_that_comes_after_the_take_over_is_refused() {
    let mut it = Story::new();
    it.says().writes(0);
    let old = it.key();
    it.takes_over(ada()).writes_under(old, 1);
    it.does(
        "assistant ends",
        &Command::Finish { key: old, verdict: Verdict::Answered, offer: None },
    );
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    assistant writes sentence 1 > REFUSED StaleTurn > Ada owes 1
    assistant ends > REFUSED StaleTurn > Ada owes 1
    ");
}

#[test]
fn an_answer_from_before_the_hand_back_cannot_pass_for_the_new_one() {
    let mut it = Story::new();
    it.says();
    let old = it.key();
    it.takes_over(ada()).hands_back(ada());
    it.writes_under(old, 0).answers();
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ada hands back > handed back, turn 2 > assistant at 2 owes 1
    assistant writes sentence 0 > REFUSED StaleTurn > assistant at 2 owes 1
    assistant writes sentence 0 > sentence 2.0 > assistant at 2 owes 1
    assistant ends > end of 2 (Answered) > assistant
    ");
}

#[test]
fn a_turn_ends_with_a_word_and_its_sentences_come_in_order_and_once() {
    let mut it = Story::new();
    it.says().ends(Verdict::Answered, None).writes(1).writes(0).writes(0).writes(1);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant ends > REFUSED NothingSaid > assistant at 1 owes 1
    assistant writes sentence 1 > REFUSED OutOfOrder > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    assistant writes sentence 0 > nothing new > assistant at 1 owes 1
    assistant writes sentence 1 > sentence 1.1 > assistant at 1 owes 1
    ");
}

#[test]
fn a_yes_after_a_decline_accepts_the_offer_and_a_burst_keeps_it() {
    let mut it = Story::new();
    it.says().declines();
    assert!(it.conversation.offer_open);
    it.says();
    assert!(it.conversation.turn().expect("a turn").accepts_offer);
    it.says();
    assert!(it.conversation.turn().expect("a turn").accepts_offer);
    assert!(!it.conversation.offer_open);
    it.hands_off(Reason::OfferAccepted);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    assistant ends > end of 1 (Declined), offer (NotInSources) > assistant
    visitor says > said, turn 2 > assistant at 2 owes 6
    visitor says > said, turn 3 > assistant at 3 owes 6
    assistant hands off > handed off (OfferAccepted) > queue owes 6
    ");
}

#[test]
fn an_offer_that_was_not_taken_up_does_not_stay_open() {
    let mut it = Story::new();
    it.says().declines().says().answers().says();
    assert!(!it.conversation.turn().expect("a turn").accepts_offer);
}

#[test]
fn a_person_is_offered_once_per_stretch_and_topic() {
    let mut it = Story::new();
    it.says().declines().says().declines();
    it.says().writes(0).ends(Verdict::Closest, Some(Topic::Person));
    assert_eq!(it.conversation.stretch.exchanges, 3);
    it.takes_over(ada()).hands_back(ada()).says().declines();
    assert_eq!(it.conversation.stretch.exchanges, 1);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    assistant ends > end of 1 (Declined), offer (NotInSources) > assistant
    visitor says > said, turn 2 > assistant at 2 owes 6
    assistant writes sentence 0 > sentence 2.0 > assistant at 2 owes 6
    assistant ends > end of 2 (Declined) > assistant
    visitor says > said, turn 3 > assistant at 3 owes 10
    assistant writes sentence 0 > sentence 3.0 > assistant at 3 owes 10
    assistant ends > end of 3 (Closest), offer (Person) > assistant
    Ada takes over > taken over by Ada > Ada
    Ada hands back > handed back > assistant
    visitor says > said, turn 4 > assistant at 4 owes 17
    assistant writes sentence 0 > sentence 4.0 > assistant at 4 owes 17
    assistant ends > end of 4 (Declined), offer (NotInSources) > assistant
    ");
}

#[test]
fn declined_answers_in_a_row_are_counted() {
    let mut it = Story::new();
    it.says().declines().says().declines();
    assert_eq!(it.conversation.stretch.declined, 2);
    it.says().answers();
    assert_eq!(it.conversation.stretch.declined, 0);
}

#[test]
fn a_crash_is_tried_once_more_and_then_a_person_has_it() {
    let mut it = Story::new();
    it.says().writes(0);
    let first = it.key();
    it.does("the next process retries", &Command::Retry { key: first });
    it.does("a second process retries", &Command::Retry { key: first });
    it.writes_under(first, 1).writes(0);
    let second = it.key();
    it.does("the next process retries", &Command::Retry { key: second });
    it.writes_under(second, 1);
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    the next process retries > turn 1 attempt 2 > assistant at 1 owes 1
    a second process retries > REFUSED StaleTurn > assistant at 1 owes 1
    assistant writes sentence 1 > REFUSED StaleTurn > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    the next process retries > handed off (Failed { failure: Crash }) > queue owes 1
    assistant writes sentence 1 > REFUSED StaleTurn > queue owes 1
    ");
}

#[test]
fn the_assistant_that_fails_gives_up_to_a_person() {
    let mut it = Story::new();
    it.says();
    it.does("assistant gives up", &Command::GiveUp { key: it.key(), failure: Failure::Deadline });
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant gives up > handed off (Failed { failure: Deadline }) > queue owes 1
    ");
}

#[test]
fn a_matter_for_people_is_handed_off_and_the_signals_of_the_turn_stay() {
    let mut it = Story::new();
    it.says();
    let signals = Box::new(Signals {
        person: Asks::None,
        gist: Gist::Question,
        frustration: 0.5,
        repetition: 0.0,
        sensitive: Some(Sensitive::SelfHarm),
        matter: Some(Matter::SelfHarm),
        left_alone: false,
        confidence: None,
        verdict: None,
        found: vec![],
        ruled: Ruled::default(),
    });
    it.does(
        "assistant observes",
        &Command::Observe { key: it.key(), signals, marks: Marks::default() },
    );
    assert_eq!((it.conversation.seq, it.conversation.visitor_seq), (3, 2));
    it.hands_off(Reason::Sensitive { matter: Sensitive::SelfHarm });
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant observes > observed 1 > assistant at 1 owes 1
    assistant hands off > handed off (Sensitive { matter: SelfHarm }) > queue owes 1
    ");
}
