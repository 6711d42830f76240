//! The assistant answers: bursts, offers, late answers, crashes.

use domain::conversation::{Command, Failure, Reason, Topic};
use domain::signal::{Asks, Gist, Sensitive, Signals, Verdict};
use insta::assert_snapshot;

use crate::people::ada;
use crate::story::Story;

#[test]
fn a_question_is_answered() {
    let mut it = Story::new();
    it.says().writes(0).writes(1).ends(Verdict::Answered, None);
    assert_snapshot!(it.log(), @"");
}

#[test]
fn one_burst_before_the_first_sentence_is_one_reply() {
    let mut it = Story::new();
    it.says().says().says().answers();
    assert_snapshot!(it.log(), @"");
}

#[test]
fn what_comes_after_the_first_sentence_is_the_next_turns() {
    let mut it = Story::new();
    it.says().writes(0).says().says().writes(1).ends(Verdict::Answered, None);
    it.answers();
    assert_snapshot!(it.log(), @"");
}

#[test]
fn a_superseded_turn_can_say_nothing_more() {
    let mut it = Story::new();
    it.says();
    let old = it.key();
    it.says().writes_under(old, 0);
    assert_snapshot!(it.log(), @"");
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
    assert_snapshot!(it.log(), @"");
}

#[test]
fn an_answer_from_before_the_hand_back_cannot_pass_for_the_new_one() {
    let mut it = Story::new();
    it.says();
    let old = it.key();
    it.takes_over(ada()).hands_back(ada());
    it.writes_under(old, 0).answers();
    assert_snapshot!(it.log(), @"");
}

#[test]
fn a_turn_ends_with_a_word_and_its_sentences_come_in_order_and_once() {
    let mut it = Story::new();
    it.says().ends(Verdict::Answered, None).writes(1).writes(0).writes(0).writes(1);
    assert_snapshot!(it.log(), @"");
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
    assert_snapshot!(it.log(), @"");
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
    assert_snapshot!(it.log(), @"");
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
    assert_snapshot!(it.log(), @"");
}

#[test]
fn the_assistant_that_fails_gives_up_to_a_person() {
    let mut it = Story::new();
    it.says();
    it.does(
        "assistant gives up",
        &Command::GiveUp { key: it.key(), failure: Failure::Deadline },
    );
    assert_snapshot!(it.log(), @"");
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
        confidence: None,
        verdict: None,
        found: vec![],
    });
    it.does("assistant observes", &Command::Observe { key: it.key(), signals });
    assert_eq!((it.conversation.seq, it.conversation.visitor_seq), (3, 2));
    it.hands_off(Reason::Sensitive { matter: Sensitive::SelfHarm });
    assert_snapshot!(it.log(), @"");
}
