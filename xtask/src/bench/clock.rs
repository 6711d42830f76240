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

/// Today, as `2026-01-31`.
pub(crate) fn today() -> String {
    #[expect(clippy::disallowed_methods, reason = "a table says when it was measured")]
    let now = std::time::SystemTime::now();
    let since = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    date_of(since.as_secs() / 86_400)
}

/// The civil date of a day counted from 1970-01-01 (Hinnant's `civil_from_days`).
fn date_of(day: u64) -> String {
    let shifted = day + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::date_of;

    #[test]
    fn a_day_has_a_date() {
        let dates = [0, 58, 59, 11_016, 20_148].map(date_of);
        assert_eq!(dates, ["1970-01-01", "1970-02-28", "1970-03-01", "2000-02-29", "2025-03-01"]);
    }
}
