//! Office hours as they are written down, and what is wrong with them, field by field.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{DAY_MINUTES, Holiday, Hours, Span};
use crate::limits::{DAY_SPANS_MAX, HOLIDAYS_MAX, NAME_CHARS_MAX};

/// Hours as somebody wrote them, checked by [`Hours::read`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The zone's name, such as `Europe/London`.
    pub zone: String,
    /// What is open on each weekday.
    pub week: DraftWeek,
    /// Days with hours of their own.
    pub holidays: Vec<DraftHoliday>,
}

/// What is open on each weekday.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the weekdays say it")]
pub struct DraftWeek {
    pub monday: Vec<DraftSpan>,
    pub tuesday: Vec<DraftSpan>,
    pub wednesday: Vec<DraftSpan>,
    pub thursday: Vec<DraftSpan>,
    pub friday: Vec<DraftSpan>,
    pub saturday: Vec<DraftSpan>,
    pub sunday: Vec<DraftSpan>,
}

/// From and to, such as `09:00` and `17:30`. What ends at or before its beginning ends on the next
/// day; `24:00` is the end of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftSpan {
    /// The beginning.
    pub from: String,
    /// The end.
    pub to: String,
}

/// A day with hours of its own; none of them where it is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftHoliday {
    /// Such as `2026-12-25`.
    pub date: String,
    /// On this day of every year.
    pub yearly: bool,
    /// Such as "Christmas".
    pub name: String,
    /// When it is open instead.
    pub spans: Vec<DraftSpan>,
}

/// What is wrong with one field of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The field, such as `week.monday.0` or `holidays.2.date`.
    pub field: String,
    /// What to do.
    pub detail: String,
}

impl DraftWeek {
    /// The days by name, from Monday.
    pub fn days(&self) -> [(&'static str, &[DraftSpan]); 7] {
        [
            ("monday", &self.monday),
            ("tuesday", &self.tuesday),
            ("wednesday", &self.wednesday),
            ("thursday", &self.thursday),
            ("friday", &self.friday),
            ("saturday", &self.saturday),
            ("sunday", &self.sunday),
        ]
    }
}

impl Hours {
    /// Checks what was written down; says everything that is wrong with it.
    pub fn read(draft: &Draft) -> Result<Self, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let zone = TimeZone::get(&draft.zone).ok().filter(|_| is_place(&draft.zone));
        if zone.is_none() {
            flaws.push(flaw("zone", "This is no time zone. Choose one, such as Europe/London."));
        }
        let week = draft
            .week
            .days()
            .map(|(day, spans)| read_spans(&format!("week.{day}"), spans, &mut flaws));
        if draft.holidays.len() > HOLIDAYS_MAX {
            let detail = format!("At most {HOLIDAYS_MAX} holidays are kept. Remove past ones.");
            flaws.push(flaw("holidays", detail));
        }
        let read = |(n, holiday)| read_holiday(n, holiday, draft, &mut flaws);
        let holidays: Vec<_> = draft.holidays.iter().enumerate().filter_map(read).collect();
        match zone {
            Some(zone) if flaws.is_empty() => Ok(Self { zone, week, holidays: in_order(holidays) }),
            _ => Err(flaws),
        }
    }
}

/// A date of one year goes before the same day of every year.
fn in_order(mut holidays: Vec<Holiday>) -> Vec<Holiday> {
    holidays.sort_by_key(|holiday| holiday.yearly);
    holidays
}

/// Names of places only: a fixed distance from UTC knows no summer.
fn is_place(zone: &str) -> bool {
    zone == "UTC" || (zone.contains('/') && zone.len() <= NAME_CHARS_MAX)
}

fn read_holiday(
    n: usize,
    holiday: &DraftHoliday,
    draft: &Draft,
    flaws: &mut Vec<Flaw>,
) -> Option<Holiday> {
    let field = format!("holidays.{n}");
    let same = |other: &DraftHoliday| {
        let of_year = |text: &str| text.get(5..).map(str::to_owned);
        other.yearly == holiday.yearly
            && if holiday.yearly {
                of_year(&other.date) == of_year(&holiday.date)
            } else {
                other.date == holiday.date
            }
    };
    let date = read_date(&holiday.date);
    if date.is_none() {
        flaws.push(flaw(format!("{field}.date"), "Choose a day of the calendar."));
    } else if draft.holidays[..n].iter().any(same) {
        flaws.push(flaw(format!("{field}.date"), "This day is in the list already."));
    }
    if holiday.name.trim().is_empty() {
        flaws.push(flaw(format!("{field}.name"), "Give the day a name, such as Christmas."));
    } else if holiday.name.chars().count() > NAME_CHARS_MAX {
        let detail = format!("At most {NAME_CHARS_MAX} characters are taken. Shorten it.");
        flaws.push(flaw(format!("{field}.name"), detail));
    }
    let spans = read_spans(&format!("{field}.spans"), &holiday.spans, flaws);
    Some(Holiday { date: date?, yearly: holiday.yearly, spans })
}

fn read_spans(field: &str, drafts: &[DraftSpan], flaws: &mut Vec<Flaw>) -> Vec<Span> {
    if drafts.len() > DAY_SPANS_MAX {
        flaws.push(flaw(field, format!("At most {DAY_SPANS_MAX} spans are kept for a day.")));
    }
    let mut spans: Vec<Span> = Vec::new();
    for (n, draft) in drafts.iter().enumerate() {
        match read_span(draft) {
            Err(detail) => flaws.push(flaw(format!("{field}.{n}"), detail)),
            Ok(span) if spans.iter().any(|other| span.from < other.to && other.from < span.to) => {
                flaws.push(flaw(
                    format!("{field}.{n}"),
                    "This overlaps another span of the day. Let it begin where the other ends.",
                ));
            }
            Ok(span) => spans.push(span),
        }
    }
    spans.sort_unstable();
    spans
}

fn read_span(draft: &DraftSpan) -> Result<Span, &'static str> {
    let from = read_time(&draft.from).filter(|from| *from < DAY_MINUTES);
    let from = from.ok_or("Write the beginning as a time of day, such as 09:00.")?;
    let to = read_time(&draft.to).ok_or("Write the end as a time of day, such as 17:30.")?;
    if from == to {
        return Err("This begins where it ends. For the whole day write 00:00 to 24:00.");
    }
    let to = if to < from { to + DAY_MINUTES } else { to };
    Ok(Span { from, to })
}

/// Two digits, a colon, two digits; up to 24:00.
fn read_time(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let number = |text: &str| {
        let is_number = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<u16>().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute).filter(|minute| *minute < 60)?);
    Some(hour * 60 + minute).filter(|minutes| *minutes <= DAY_MINUTES)
}

/// Years of four digits only, as a calendar gives them.
fn read_date(text: &str) -> Option<Date> {
    let shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    shaped.then(|| text.parse().ok()).flatten()
}

fn flaw(field: impl Into<String>, detail: impl Into<String>) -> Flaw {
    Flaw { field: field.into(), detail: detail.into() }
}
