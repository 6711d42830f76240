//! What follows from an event, and when.

use domain::conversation::{Command, Job, Reason};
use domain::limits::TEAMMATE_SILENCE_MS_MAX;

use crate::people::{ada, ben};
use crate::story::Story;

#[test]
fn each_turn_is_a_job_at_once_with_its_own_fence() {
    let mut it = Story::new();
    it.says();
    let first = it.key();
    it.does("retried", &Command::Retry { key: first });
    let jobs: Vec<_> = std::mem::take(&mut it.jobs);
    let answers = [(1_000, Job::Answer { key: first }), (2_000, Job::Answer { key: it.key() })];
    assert_eq!(jobs, answers);
    assert_ne!(first, it.key());
}

#[test]
fn whoever_receives_a_waiting_visitor_has_a_clock() {
    let mut it = Story::new();
    it.says().hands_off(Reason::Rule);
    it.jobs.clear();
    it.takes_over(ada());
    it.does("Ada transfers", &Command::Transfer { by: ada(), to: ben(), epoch: it.epoch() });
    let silence = |epoch| Job::Silence { epoch, since: 1 };
    let epoch = it.epoch();
    assert_eq!(
        it.jobs,
        [
            (3_000 + TEAMMATE_SILENCE_MS_MAX, silence(epoch - 1)),
            (4_000 + TEAMMATE_SILENCE_MS_MAX, silence(epoch)),
        ]
    );
}

#[test]
fn who_only_pressed_the_button_has_a_clock_too() {
    let mut it = Story::new();
    it.presses();
    it.jobs.clear();
    it.takes_over(ada());
    let silence = Job::Silence { epoch: it.epoch(), since: 0 };
    assert_eq!(it.jobs, [(2_000 + TEAMMATE_SILENCE_MS_MAX, silence)]);
}

#[test]
fn who_came_back_starts_the_clock_of_the_teammate_of_then() {
    let mut it = Story::new();
    it.says().replies(ada()).resolves(ada());
    it.jobs.clear();
    it.says();
    let silence = Job::Silence { epoch: it.epoch(), since: 6 };
    assert_eq!(it.jobs, [(4_000 + TEAMMATE_SILENCE_MS_MAX, silence)]);
}
