//! What a visitor who waits is told, when it is looked at anew, and when not any more.

use domain::conversation::{Awaited, Command, Job, Millis, Told};
use domain::promise::{
    End, HANDLING_MS, LOOK_AGAIN_MS, Line, Promise, REVISED_BEFORE_MS, Wait, Why, promise,
};
use insta::assert_snapshot;

use crate::people::{ada, orders};
use crate::story::Story;

const MINUTE: Millis = 60_000;

/// Two places, of which one is free.
const CALM: Line = Line { ahead: 0, room: 2, free: 1, handling_ms: HANDLING_MS };

fn awaited(it: &Story) -> Awaited {
    it.conversation.awaited.expect("the visitor waits here")
}

fn told(it: &Story) -> Told {
    awaited(it).told.expect("they were told something")
}

/// What the system tells, as it is found now.
fn tell(it: &mut Story, line: &Line, waits: &[Wait], closes_in_ms: Option<Millis>) {
    let now = it.moment.now;
    let promise = awaited(it).promise(line, waits, closes_in_ms, None, now);
    let expected_ms = line.expected_ms();
    it.does("told", &Command::Promise { after: awaited(it).after, expected_ms, promise });
}

/// So many were answered, after 1 second, 2 seconds and so on.
fn history(count: Millis) -> Vec<Wait> {
    let answered = |second| Wait {
        expected_ms: MINUTE,
        waited_ms: second * 1_000,
        end: End::Answered,
        promised_ms: None,
    };
    (1..=count).map(answered).collect()
}

#[test]
fn whoever_comes_into_the_queue_is_told_at_once_and_again_before_it_is_missed() {
    let mut it = Story::new();
    it.presses();
    assert_eq!(it.jobs.pop(), Some((1_000, Job::Promise { after: 1, due: 1_000 })));
    tell(&mut it, &CALM, &history(100), None);
    let until = 2_000 + 2 * MINUTE;
    assert_eq!(told(&it).until(), Some(until));
    let due = until - REVISED_BEFORE_MS;
    assert_eq!(it.jobs.pop(), Some((due, Job::Promise { after: 2, due })));
    it.later(due - 3_000);
    tell(&mut it, &CALM, &history(300), None);
    assert!(told(&it).until().is_some_and(|later| later > until), "told before it was missed");
    assert_eq!((told(&it).since, told(&it).revisions), (2_000, 1));
    assert_eq!(told(&it).promised_ms, Some(2 * MINUTE), "what was said at first is not forgotten");
    it.takes_over(ada());
    assert!(it.conversation.awaited.is_some(), "a take-over is no word");
    it.replies(ada());
    assert_eq!((it.conversation.awaited, it.conversation.wait_ended()), (None, End::Answered));
}

#[test]
fn a_handoff_at_night_promises_no_minutes() {
    let mut it = Story::new();
    it.presses();
    let nobody = Line { room: 0, free: 0, ..CALM };
    tell(&mut it, &nobody, &history(100), Some(0));
    assert_eq!(told(&it).promise, Promise::Address { why: Why::NobodyHere });
    // Neither where somebody is up late, nor where the owner has a number of their own.
    assert_eq!(promise(&CALM, &history(100), Some(0)), Promise::Address { why: Why::ClosesBefore });
    let fresh = Awaited { told: None, ..awaited(&it) };
    let own = fresh.promise(&CALM, &[], Some(0), Some(5), it.moment.now);
    assert_eq!(own, Promise::Address { why: Why::ClosesBefore });
    let own = fresh.promise(&CALM, &[], None, Some(5), it.moment.now);
    assert_eq!(own.within_ms(), Some(5 * MINUTE));
    // It is looked again, and in the morning a wait begins that others learn from.
    let after = awaited(&it).after;
    assert_eq!(
        it.jobs.pop(),
        Some((2_000 + LOOK_AGAIN_MS, Job::Promise { after, due: 2_000 + LOOK_AGAIN_MS }))
    );
    assert_eq!(it.conversation.told(), None);
    it.later(8 * 60 * MINUTE);
    tell(&mut it, &nobody, &history(100), None);
    tell(&mut it, &CALM, &history(100), None);
    assert_eq!((told(&it).since, told(&it).revisions), (it.moment.now, 0));
    assert_snapshot!(it.log(), @r"
    visitor presses the button > handed off (Button) > queue
    told > address (NobodyHere) > queue
    told > nothing new > queue
    told > within 2 minutes > queue
    ");
}

#[test]
fn under_thirty_replies_no_number_is_told_and_an_address_is_asked_for_in_the_end() {
    let mut it = Story::new();
    it.presses();
    tell(&mut it, &CALM, &history(29), None);
    assert_eq!(told(&it).promise, Promise::NoNumber);
    it.later(LOOK_AGAIN_MS);
    tell(&mut it, &CALM, &history(29), None);
    assert_eq!(told(&it).promise, Promise::Address { why: Why::Overdue });
}

#[test]
fn another_team_makes_another_promise_and_nobody_tells_what_was_for_the_first() {
    let mut it = Story::new();
    it.presses();
    let stale = awaited(&it).after;
    tell(&mut it, &CALM, &history(100), None);
    let (by, team, epoch) = (ada(), Some(orders()), it.epoch());
    it.does("Ada gives to Orders", &Command::Route { by, team, epoch });
    let promise = told(&it).promise;
    it.does("late", &Command::Promise { after: stale, expected_ms: None, promise });
    tell(&mut it, &CALM, &history(100), None);
    assert_eq!((told(&it).team, told(&it).revisions), (Some(orders()), 1));
    it.does("visitor cancels", &Command::CancelWait);
    assert_eq!((it.conversation.awaited, it.conversation.wait_ended()), (None, End::Left));
    it.does("late", &Command::Promise { after: stale, expected_ms: None, promise });
    assert_snapshot!(it.log(), @r"
    visitor presses the button > handed off (Button) > queue
    told > within 2 minutes > queue
    Ada gives to Orders > given to Orders > Orders
    late > REFUSED StalePromise > Orders
    told > within 2 minutes > Orders
    visitor cancels > wait cancelled > assistant
    late > REFUSED StalePromise > assistant
    ");
}
