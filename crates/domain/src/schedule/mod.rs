//! Office hours: when somebody is meant to be here.
//!
//! Hours are told in local time and asked in milliseconds. The zone's rules come with the program,
//! so the same hours open at the same moment on every machine. No clock is read here.
//!
//! **A time of day is the first moment at which the clock on the wall shows it or a later one.**
//! Where clocks are put forward, 02:30 is the moment of the change; where they are put back, the
//! first of the two. So spans that touch still touch on such days, and none of them overlap.
//!
//! A span belongs to the day on which it begins: the night that begins on Friday ends on Saturday
//! morning, also where Saturday is a holiday.

mod draft;
#[cfg(test)]
mod tests;

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan as _};

pub use draft::{Draft, DraftHoliday, DraftSpan, DraftWeek, Flaw};

use crate::conversation::Millis;

/// Days that are looked through for the next opening or closing: a year of holidays.
const HORIZON_DAYS: i32 = 366;

/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;

/// A stretch of local time, in minutes from the midnight with which its day begins. It may end on
/// the next day; `from` is below 1440, and `to` above `from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    from: u16,
    to: u16,
}

/// A day, or a day of every year, with hours of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Holiday {
    date: Date,
    yearly: bool,
    spans: Vec<Span>,
}

/// Office hours that were checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Hours {
    zone: TimeZone,
    /// From Monday.
    week: [Vec<Span>; 7],
    holidays: Vec<Holiday>,
}

/// Moments from the first, as long as they are before the second.
type Stretch = (Millis, Millis);

impl Hours {
    /// Whether somebody is meant to be here.
    pub fn is_open(&self, at: Millis) -> bool {
        self.present(at).is_some()
    }

    /// The first moment after `at` at which a stretch of open time begins, within a year.
    pub fn opens_next(&self, at: Millis) -> Option<Millis> {
        self.stretches(at).map(|(from, _)| from).find(|from| *from > at)
    }

    /// When the present stretch of open time ends; none while closed, and where no end of it is in
    /// sight within a year.
    pub fn closes_next(&self, at: Millis) -> Option<Millis> {
        let (_, to) = self.present(at)?;
        let horizon = self.local(at)?.date().checked_add(HORIZON_DAYS.days()).ok()?;
        (to < self.first_moment(horizon.into())?).then_some(to)
    }

    /// When it next opens or closes.
    pub fn next_change(&self, at: Millis) -> Option<Millis> {
        self.closes_next(at).or_else(|| self.opens_next(at).filter(|_| !self.is_open(at)))
    }

    /// The zone's name.
    pub fn zone(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    fn present(&self, at: Millis) -> Option<Stretch> {
        let begun = self.stretches(at).take_while(|(from, _)| *from <= at);
        begun.filter(|(_, to)| at < *to).last()
    }

    /// Open time from two days before `at` until a year after it, in order, with what touches
    /// joined. Two days, because a night ends on the next day and clocks are put back over
    /// midnight somewhere.
    fn stretches(&self, at: Millis) -> impl Iterator<Item = Stretch> {
        let today = self.local(at).map(DateTime::date);
        let days = (-2..=HORIZON_DAYS).map_while(move |n| today?.checked_add(n.days()).ok());
        let mut single = days.flat_map(|day| self.spans_of(day)).peekable();
        std::iter::from_fn(move || {
            let (from, mut to) = single.next()?;
            while let Some((_, end)) = single.next_if(|(next, _)| *next <= to) {
                to = to.max(end);
            }
            Some((from, to))
        })
    }

    /// The spans that begin on a day; those that fall into an hour that is left out are none.
    fn spans_of(&self, day: Date) -> impl Iterator<Item = Stretch> {
        let weekday = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
        let holiday = self.holidays.iter().find(|holiday| holiday.is_on(day));
        let spans = holiday.map_or(&self.week[weekday], |holiday| &holiday.spans);
        spans.iter().filter_map(move |span| {
            let from = self.first_moment(time_of(day, span.from)?)?;
            let to = self.first_moment(time_of(day, span.to)?)?;
            (from < to).then_some((from, to))
        })
    }

    fn local(&self, at: Millis) -> Option<DateTime> {
        Some(self.zone.to_datetime(Timestamp::from_millisecond(at).ok()?))
    }

    /// The first moment at which the clock on the wall shows `time` or later.
    fn first_moment(&self, time: DateTime) -> Option<Millis> {
        let ambiguous = self.zone.to_ambiguous_timestamp(time);
        let moment = match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(time).ok()?,
            AmbiguousOffset::Fold { before, .. } => before.to_timestamp(time).ok()?,
            AmbiguousOffset::Gap { before, .. } => {
                let behind = before.to_timestamp(time).ok()?;
                let from = behind.checked_add(1.second()).ok()?;
                self.zone.preceding(from).next()?.timestamp()
            }
        };
        Some(moment.as_millisecond())
    }
}

impl Holiday {
    fn is_on(&self, day: Date) -> bool {
        let same_day = (self.date.month(), self.date.day()) == (day.month(), day.day());
        same_day && (self.yearly || self.date.year() == day.year())
    }
}

fn time_of(day: Date, minutes: u16) -> Option<DateTime> {
    let day = day.checked_add(i32::from(minutes / DAY_MINUTES).days()).ok()?;
    let minute = minutes % DAY_MINUTES;
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    Some(day.at(hour, minute, 0, 0))
}
