use super::*;

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;

/// Four places, of which one is free.
const CALM: Line = Line { ahead: 0, room: 4, free: 1, handling_ms: 8 * MINUTE };

/// Nobody is free, and seven wait.
const BUSY: Line = Line { ahead: 7, free: 0, ..CALM };

fn wait(line: Line, waited_ms: Millis, end: End) -> Wait {
    let expected_ms = line.expected_ms().unwrap();
    Wait { expected_ms, waited_ms, end, promised_ms: None }
}

/// So many were answered in a calm hour, after 1 second, 2 seconds and so on.
fn calm(count: Millis) -> Vec<Wait> {
    (1..=count).map(|second| wait(CALM, second * 1_000, End::Answered)).collect()
}

fn minutes(promise: Promise) -> u32 {
    match promise {
        Promise::Within { minutes, .. } => minutes,
        other => panic!("there is no number: {other:?}"),
    }
}

fn unrounded(promise: Promise) -> Millis {
    match promise {
        Promise::Within { unrounded_ms, .. } => unrounded_ms,
        other => panic!("there is no number: {other:?}"),
    }
}

#[test]
fn what_is_expected_follows_the_queue() {
    assert_eq!(CALM.expected_ms(), Some(MINUTE));
    // Eight places must fall free, one every two minutes.
    assert_eq!(BUSY.expected_ms(), Some(17 * MINUTE));
    assert_eq!(Line { room: 8, ..BUSY }.expected_ms(), Some(9 * MINUTE));
    assert_eq!(Line { room: 0, ..BUSY }.expected_ms(), None);
}

#[test]
fn under_thirty_replies_no_number_is_invented() {
    let mut waits = calm(29);
    waits.push(wait(CALM, MINUTE, End::Left));
    waits.push(wait(CALM, MINUTE, End::Open));
    assert_eq!(promise(&CALM, &waits, None), Promise::NoNumber);
    assert_eq!(usual_minutes(&waits), None);
    assert_eq!(minutes(promise(&CALM, &calm(30), None)), 1);
}

#[test]
fn nine_in_ten_stay_below() {
    // One who is yet to come may be the longest of them: of a hundred, the ninetieth is said.
    let waits = calm(99);
    let open = wait(CALM, 0, End::Open);
    assert_eq!(tail::after(&waits, &open), Some(90_000));
    // Ten seconds later the ten shortest are no longer like it: the eighty-first of eighty-nine.
    let open = wait(CALM, 10_000, End::Open);
    assert_eq!(tail::after(&waits, &open), Some(81_000));
    // Who has waited for longer than nearly all can be told nothing.
    let open = wait(CALM, 91_000, End::Open);
    assert_eq!(tail::after(&waits, &open), None);
}

#[test]
fn a_longer_queue_is_promised_longer() {
    let mut waits = calm(99);
    waits.extend((1..=99).map(|n| wait(BUSY, n * 18_000, End::Answered)));
    let (short, long) = (promise(&CALM, &waits, None), promise(&BUSY, &waits, None));
    assert_eq!((minutes(short), minutes(long)), (2, 30));
}

#[test]
fn a_mistake_that_is_always_made_cancels_out() {
    let told = |handling_ms| {
        let line = Line { handling_ms, ..BUSY };
        let waits: Vec<Wait> = (1..=99).map(|n| wait(line, n * 10_000, End::Answered)).collect();
        unrounded(promise(&line, &waits, None))
    };
    assert!((told(8 * MINUTE) - told(80 * MINUTE)).abs() <= 1);
}

#[test]
fn where_nobody_answers_any_more_no_number_is_named() {
    let mut waits: Vec<Wait> = (0..15).map(|n| wait(CALM, (5 + n) * MINUTE, End::Open)).collect();
    waits.extend(calm(60));
    assert_eq!(promise(&CALM, &waits, None), Promise::NoNumber);
    for wait in &mut waits {
        wait.end = End::Answered;
    }
    assert_eq!(minutes(promise(&CALM, &waits, None)), 15);
}

#[test]
fn nothing_is_promised_that_the_hours_forbid() {
    let (nobody, waits) = (Line { room: 0, free: 0, ..CALM }, calm(99));
    let address = |why| Promise::Address { why };
    assert_eq!(promise(&nobody, &waits, Some(HOUR)), address(Why::NobodyHere));
    assert_eq!(minutes(promise(&CALM, &waits, Some(2 * MINUTE))), 2);
    assert_eq!(promise(&CALM, &waits, Some(2 * MINUTE - 1)), address(Why::ClosesBefore));
    let slow: Vec<Wait> = (0..99).map(|_| wait(CALM, 2 * HOUR, End::Answered)).collect();
    assert_eq!(minutes(promise(&CALM, &slow, None)), 120);
    let slower: Vec<Wait> = (0..99).map(|_| wait(CALM, 2 * HOUR + 1, End::Answered)).collect();
    assert_eq!(promise(&CALM, &slower, None), address(Why::TooLong));
    // Nobody has waited like this, but what is expected is already more than there is.
    assert_eq!(promise(&BUSY, &waits, None), Promise::NoNumber);
    assert_eq!(promise(&BUSY, &waits, Some(15 * MINUTE)), address(Why::ClosesBefore));
    let long = Line { ahead: 70, ..BUSY };
    assert_eq!(promise(&long, &waits, None), address(Why::TooLong));
}

#[test]
fn numbers_are_rounded_up_to_what_people_say() {
    let shown = [
        (0, 1),
        (60_000, 1),
        (60_001, 2),
        (4 * MINUTE, 5),
        (10 * MINUTE + 1, 15),
        (61 * MINUTE, 90),
        (120 * MINUTE, 120),
        (121 * MINUTE, 180),
    ];
    for (ms, minutes) in shown {
        assert_eq!(shown_minutes(ms), minutes, "{ms} ms");
    }
}

#[test]
fn a_promise_is_revised_before_it_is_missed() {
    assert_eq!(revise_at(1_000, 5), 1_000 + 5 * MINUTE - 45_000);
    assert!(revise_at(0, 1) > 0);
}

#[test]
fn a_revision_knows_how_long_it_has_been_and_how_the_queue_is_now() {
    let waits = calm(300);
    let first = unrounded(promise(&CALM, &waits, None));
    let own = wait(CALM, 200_000, End::Open);
    // Of the hundred who waited longer, nine in ten had a reply 91 seconds later; who comes now
    // waits as long as anybody.
    assert_eq!(tail::after(&waits, &own), Some(91_000));
    assert_eq!(unrounded(revised(&CALM, &waits, &own, 0, None)), first.max(91_000));
    // All but one went home.
    let alone = Line { ahead: 0, room: 1, free: 0, handling_ms: 8 * MINUTE };
    assert!(unrounded(revised(&alone, &waits, &own, 0, None)) > 8 * MINUTE);
    let nobody = Line { room: 0, ..alone };
    let address = |why| Promise::Address { why };
    assert_eq!(revised(&nobody, &waits, &own, 0, None), address(Why::NobodyHere));
    assert_eq!(revised(&CALM, &waits, &own, 0, Some(MINUTE)), address(Why::ClosesBefore));
    assert_eq!(revised(&CALM, &waits, &own, REVISIONS_MAX, None), address(Why::Overdue));
    let overlooked = wait(CALM, HOUR, End::Open);
    assert_eq!(revised(&CALM, &waits, &overlooked, 0, None), address(Why::Overdue));
}

#[test]
fn what_nobody_knows_counts_neither_as_kept_nor_as_broken() {
    let was = |waited_ms, end| wait(CALM, waited_ms, end).kept(MINUTE);
    assert_eq!(was(MINUTE, End::Answered), Some(true));
    assert_eq!(was(MINUTE + 1, End::Answered), Some(false));
    assert_eq!(was(MINUTE, End::Left), None);
    assert_eq!(was(MINUTE + 1, End::Left), Some(false));
    assert_eq!(was(MINUTE, End::Open), None);
    assert_eq!(was(MINUTE + 1, End::Open), Some(false));
}

#[test]
fn an_owners_number_is_measured_and_the_true_one_offered() {
    // Nobody waited for longer than 100 seconds: a minute was too short for four in ten.
    let waits = calm(100);
    let own = kept_within(1, &waits);
    assert_eq!((own, own.share()), (Kept { kept: 60, of: 100 }, Some(0.6)));
    assert!(own.warns());
    let offered = usual_minutes(&waits).unwrap();
    assert_eq!(offered, 2);
    assert!(!kept_within(offered, &waits).warns());
    // Of few nothing is said.
    assert_eq!(kept_within(1, &waits[71..]), Kept { kept: 0, of: 29 });
    assert!(!kept_within(1, &waits[71..]).warns());
}

#[test]
fn promises_are_counted_that_were_made() {
    let mut waits = calm(40);
    for (n, wait) in waits.iter_mut().enumerate() {
        wait.promised_ms = (n >= 10).then_some(37_000);
    }
    let kept = kept(&waits);
    assert_eq!((kept, kept.share(), kept.warns()), (Kept { kept: 27, of: 30 }, Some(0.9), false));
}
