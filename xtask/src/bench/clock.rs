//! The one place of the benches that asks the machine for the time.

use std::time::{Duration, Instant};

/// Now, for measuring how long something takes.
#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Blocks the thread: far more exact than a timer of the runtime, which ticks in milliseconds.
#[expect(clippy::disallowed_methods, reason = "a schedule is kept by waiting")]
pub(crate) fn sleep(duration: Duration) {
    std::thread::sleep(duration);
}
