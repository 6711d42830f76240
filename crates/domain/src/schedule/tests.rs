//! Hours over ordinary weeks, nights, holidays and the days on which clocks are changed.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;

fn at(text: &str) -> Millis {
    text.parse::<Timestamp>().unwrap().as_millisecond()
}

fn told(at: Option<Millis>) -> String {
    at.map_or_else(|| "never".to_owned(), |at| Timestamp::from_millisecond(at).unwrap().to_string())
}

fn spans(text: &str) -> Vec<DraftSpan> {
    let span = |text: &str| {
        let (from, to) = text.split_once('-').unwrap();
        DraftSpan { from: from.to_owned(), to: to.to_owned() }
    };
    text.split_whitespace().map(span).collect()
}

/// Every day from Monday to Friday, and the weekend.
fn draft(zone: &str, weekdays: &str, weekend: &str) -> Draft {
    let (open, rest) = (spans(weekdays), spans(weekend));
    let week = DraftWeek {
        monday: open.clone(),
        tuesday: open.clone(),
        wednesday: open.clone(),
        thursday: open.clone(),
        friday: open,
        saturday: rest.clone(),
        sunday: rest,
    };
    Draft { zone: zone.to_owned(), week, holidays: vec![] }
}

fn hours(zone: &str, weekdays: &str, weekend: &str) -> Hours {
    Hours::read(&draft(zone, weekdays, weekend)).unwrap()
}

fn holiday(date: &str, yearly: bool, open: &str) -> DraftHoliday {
    DraftHoliday { date: date.into(), yearly, name: "A day".into(), spans: spans(open) }
}

#[test]
fn a_shop_opens_on_monday_and_closes_for_lunch() {
    let shop = hours("Europe/Berlin", "09:00-12:00 13:00-17:00", "");
    // Saturday noon; Berlin is an hour ahead of UTC in winter.
    let saturday = at("2026-11-21T11:00:00Z");
    assert!(!shop.is_open(saturday));
    assert_eq!(told(shop.opens_next(saturday)), "2026-11-23T08:00:00Z");
    assert_eq!(shop.closes_next(saturday), None);
    assert_eq!(shop.next_change(saturday), shop.opens_next(saturday));
    let morning = at("2026-11-23T08:00:00Z");
    assert!(shop.is_open(morning) && !shop.is_open(morning - 1));
    assert_eq!(told(shop.closes_next(morning)), "2026-11-23T11:00:00Z");
    assert_eq!(told(shop.opens_next(morning)), "2026-11-23T12:00:00Z");
    assert!(!shop.is_open(at("2026-11-23T11:00:00Z")));
}

#[test]
fn a_night_ends_on_the_next_day() {
    let bar = hours("America/New_York", "18:00-02:00", "");
    // Saturday 01:00 in New York still belongs to Friday.
    let late = at("2026-11-21T06:00:00Z");
    assert!(bar.is_open(late));
    assert_eq!(told(bar.closes_next(late)), "2026-11-21T07:00:00Z");
    assert_eq!(told(bar.opens_next(late)), "2026-11-23T23:00:00Z");
}

#[test]
fn days_that_touch_are_one_stretch_and_all_week_never_ends() {
    let nearly = hours("UTC", "00:00-24:00", "");
    let wednesday = at("2026-11-18T12:00:00Z");
    assert_eq!(told(nearly.closes_next(wednesday)), "2026-11-21T00:00:00Z");
    let always = hours("UTC", "00:00-24:00", "00:00-24:00");
    assert!(always.is_open(wednesday));
    assert_eq!((always.closes_next(wednesday), always.opens_next(wednesday)), (None, None));
    let never = hours("UTC", "", "");
    assert!(!never.is_open(wednesday));
    assert_eq!(never.next_change(wednesday), None);
}

#[test]
fn a_holiday_has_hours_of_its_own_and_one_date_goes_before_every_year() {
    let mut shop = draft("Europe/London", "09:00-17:00", "");
    shop.holidays = vec![
        holiday("2020-12-25", true, ""),
        holiday("2026-12-24", false, "09:00-12:00"),
        holiday("2028-12-25", false, "10:00-11:00"),
    ];
    let shop = Hours::read(&shop).unwrap();
    let eve = at("2026-12-24T10:00:00Z");
    assert_eq!(told(shop.closes_next(eve)), "2026-12-24T12:00:00Z");
    // Friday is Christmas, then comes a weekend.
    assert_eq!(told(shop.opens_next(eve)), "2026-12-28T09:00:00Z");
    assert!(shop.is_open(at("2025-12-24T16:00:00Z")), "the eve of another year");
    assert!(shop.is_open(at("2028-12-25T10:30:00Z")), "open for once");
    // A night that began before the holiday ends as it would.
    let mut bar = draft("UTC", "22:00-03:00", "");
    bar.holidays = vec![holiday("2026-12-25", false, "")];
    let bar = Hours::read(&bar).unwrap();
    assert_eq!(told(bar.closes_next(at("2026-12-24T23:00:00Z"))), "2026-12-25T03:00:00Z");
    assert!(!bar.is_open(at("2026-12-25T23:00:00Z")));
}

#[test]
fn an_hour_that_is_left_out_opens_at_the_change() {
    // In Berlin 02:00 becomes 03:00 on 29 March 2026, which is 01:00 UTC.
    let early = hours("Europe/Berlin", "", "02:30-06:00");
    assert_eq!(told(early.opens_next(at("2026-03-28T12:00:00Z"))), "2026-03-29T01:00:00Z");
    assert_eq!(told(early.closes_next(at("2026-03-29T01:00:00Z"))), "2026-03-29T04:00:00Z");
    // What lies wholly in the gap is not there on that day.
    let within = hours("Europe/Berlin", "", "02:00-03:00");
    assert_eq!(told(within.opens_next(at("2026-03-28T12:00:00Z"))), "2026-04-04T00:00:00Z");
    // Samoa left out Friday 30 December 2011 altogether.
    let apia = hours("Pacific/Apia", "09:00-17:00", "");
    assert_eq!(told(apia.opens_next(at("2011-12-30T09:00:00Z"))), "2012-01-01T19:00:00Z");
}

#[test]
fn an_hour_that_comes_twice_opens_and_closes_at_its_first() {
    // In New York 02:00 becomes 01:00 on 1 November 2026, which is 06:00 UTC.
    let night = hours("America/New_York", "", "01:30-02:00");
    assert_eq!(told(night.opens_next(at("2026-11-01T04:00:00Z"))), "2026-11-01T05:30:00Z");
    // It stays open through the hour that comes again.
    assert_eq!(told(night.closes_next(at("2026-11-01T05:30:00Z"))), "2026-11-01T07:00:00Z");
    let before = hours("America/New_York", "", "00:00-01:30");
    assert_eq!(told(before.closes_next(at("2026-11-01T04:00:00Z"))), "2026-11-01T05:30:00Z");
}

#[test]
fn what_is_wrong_is_said_field_by_field() {
    let mut bad = draft("Mars/Olympus", "09:00-09:00", "9-17 22:00-23:00 21:00-22:30 25:00-26:00");
    bad.holidays = vec![
        DraftHoliday { name: " ".into(), ..holiday("2026-02-30", false, "") },
        holiday("2026-12-25", true, "10:00-24:30"),
        holiday("2031-12-25", true, ""),
    ];
    let flaws = Hours::read(&bad).unwrap_err();
    let fields: Vec<&str> = flaws.iter().map(|flaw| flaw.field.as_str()).collect();
    let weekdays: Vec<String> = ["monday", "tuesday", "wednesday", "thursday", "friday"]
        .map(|day| format!("week.{day}.0"))
        .to_vec();
    let weekend = ["saturday", "sunday"].map(|day| [0, 2, 3].map(|n| format!("week.{day}.{n}")));
    let mut expected = vec!["zone".to_owned()];
    expected.extend(weekdays);
    expected.extend(weekend.concat());
    expected.extend(
        ["0.date", "0.name", "1.spans.0", "2.date"].map(|field| format!("holidays.{field}")),
    );
    assert_eq!(fields, expected);
    for zone in ["", "+02:00", "EST5EDT,M3", "../../etc/passwd"] {
        assert!(Hours::read(&draft(zone, "", "")).is_err(), "{zone}");
    }
}

/// Zones with changes of half an hour, over midnight, far from UTC, and none.
const ZONES: [&str; 7] = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "America/Havana",
    "Pacific/Apia",
    "Asia/Kolkata",
];

fn any_span() -> impl Strategy<Value = DraftSpan> {
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    (0..48_u16, 1..=48_u16)
        .prop_filter("not of no length", |(from, to)| from != to)
        .prop_map(move |(from, to)| DraftSpan { from: time(from * 30), to: time(to * 30) })
}

fn any_day() -> impl Strategy<Value = Vec<DraftSpan>> {
    proptest::collection::vec(any_span(), 0..3)
}

prop_compose! {
    fn any_hours()(
        zone in proptest::sample::select(&ZONES[..]),
        days in proptest::collection::vec(any_day(), 7),
    ) -> Option<Hours> {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] =
            <[_; 7]>::try_from(days).unwrap();
        let week = DraftWeek { monday, tuesday, wednesday, thursday, friday, saturday, sunday };
        Hours::read(&Draft { zone: zone.to_owned(), week, holidays: vec![] }).ok()
    }
}

proptest! {
    #[test]
    fn what_is_said_of_the_future_comes_true(
        hours in any_hours().prop_filter_map("spans overlap", |hours| hours),
        start in 1_200_000_000_000_i64..1_900_000_000_000,
    ) {
        let open = hours.is_open(start);
        prop_assert!(open || hours.closes_next(start).is_none());
        if let Some(change) = hours.next_change(start) {
            prop_assert!(change > start);
            prop_assert_ne!(hours.is_open(change), open);
            prop_assert_eq!(hours.is_open(change - 1), open);
            let step = ((change - start) / 97).max(1);
            for n in 0..97 {
                prop_assert_eq!(hours.is_open(start + n * step), open);
            }
        }
        if let Some(opens) = hours.opens_next(start) {
            prop_assert!(opens > start && hours.is_open(opens) && !hours.is_open(opens - 1));
        }
        prop_assert_eq!(open, by_the_wall(&hours, start));
    }
}

/// Looks at the clock on the wall; only where no clock was changed within three days.
fn by_the_wall(hours: &Hours, at: Millis) -> bool {
    let zone: &TimeZone = &hours.zone;
    let offset = |at: Millis| zone.to_offset(Timestamp::from_millisecond(at).unwrap());
    let days = 3 * 24 * 3_600_000;
    if offset(at - days) != offset(at + days) {
        return hours.is_open(at);
    }
    let local = hours.local(at).unwrap();
    let minute = i64::from(local.hour()) * 60 + i64::from(local.minute());
    let weekday = usize::from(local.weekday().to_monday_zero_offset().unsigned_abs());
    let covers = |day: usize, minute: i64| {
        let spans = &hours.week[day];
        spans.iter().any(|span| i64::from(span.from) <= minute && minute < i64::from(span.to))
    };
    covers(weekday, minute) || covers((weekday + 6) % 7, minute + i64::from(DAY_MINUTES))
}
