//! What kind of week it is: who comes, who is there, and what goes otherwise than it should.
//!
//! The times within a dialogue are those of STAR (Mosig, Mehri and Kober 2020), measured on 912 of
//! its dialogues, which people typed: from a customer's message to the reply the median is 21 s,
//! with a sigma of 0.73 (8,519 gaps); a whole dialogue has a median of 402 s with a sigma of 0.64,
//! and a mean of 487 s. All else here is assumed and says so.

use domain::conversation::Millis;

use crate::chance::Chance;

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;
pub(crate) const DAY: Millis = 24 * HOUR;

/// Handoffs an hour at the busiest hour of an ordinary day; assumed, a shop of some size.
const PEAK: f64 = 40.0;

/// Of it, by the hour of the day; assumed, with a noon and an evening. Open from 8 to 20; at night
/// some come and nobody is there.
const BY_HOUR: [f64; 24] = [
    0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.5, 0.8, 1.0, 1.0, 0.9, 0.7, 0.8, 0.9, 0.9,
    0.8, 0.6, 0.4, 0.02, 0.02, 0.02, 0.02,
];

/// And by the day of the week, from Monday; assumed.
const BY_DAY: [f64; 7] = [1.25, 1.0, 1.0, 0.95, 0.95, 0.6, 0.4];

/// The mean of a dialogue, in hours.
const HANDLING_HOURS: f64 = 487.0 / 3_600.0;

/// Conversations that one person holds at once; assumed.
const HELD_AT_ONCE: i32 = 2;

/// How many people come to work.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Staff {
    /// Places for this share of the work that is to be expected in each hour.
    Share(f64),
    /// As many places as the work needs, and its square root more (Halfin and Whitt 1981).
    Right,
}

/// A kind of week.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) name: &'static str,
    pub(crate) staff: Staff,
    /// From Monday.
    pub(crate) days: Millis,
    /// On Wednesday from 10 to 11 ten times as many come, and that day alone is judged.
    pub(crate) burst: bool,
    /// Only so many numbers are judged, the first.
    pub(crate) first: usize,
    /// Visitors leave whose patience ends; else nobody does.
    pub(crate) leave: bool,
    /// Of visitors, those who are taken before all others.
    pub(crate) urgent: f64,
    /// Whoever is free picks anybody who waits.
    pub(crate) picked: bool,
    /// From Wednesday on, dialogues take so many times as long.
    pub(crate) drift: f64,
    /// Replies take so many times as long.
    pub(crate) slow: f64,
    /// The handling time that the queue is told is so many times the true one.
    pub(crate) misjudged: f64,
    /// Of a hundred promises, how many must be kept at least in every such week.
    pub(crate) least: f64,
}

/// The levels of staffing, a burst and a cold start: the weeks in which a promise is to hold.
pub(crate) const WEEKS: [Plan; 5] = [
    Plan { name: "under-staffed", staff: Staff::Share(0.85), ..ORDINARY },
    ORDINARY,
    Plan { name: "over-staffed", staff: Staff::Share(2.5), ..ORDINARY },
    Plan { name: "tenfold burst", burst: true, days: 3, ..ORDINARY },
    Plan { name: "cold start", first: 120, days: 1, ..ORDINARY },
];

/// Weeks in which something is otherwise than the queue says.
pub(crate) const STRAINED: [Plan; 7] = [
    Plan { name: "longer from Wednesday", days: 5, drift: 1.6, ..ORDINARY },
    Plan { name: "slow replies", days: 5, slow: 10.0, ..ORDINARY },
    Plan { name: "handling told twice", days: 5, misjudged: 2.0, ..ORDINARY },
    Plan { name: "handling told half", days: 5, misjudged: 0.5, ..ORDINARY },
    Plan { name: "picked at random", days: 5, picked: true, ..ORDINARY },
    // What is not reached. For hours there are no more people than work, so that one bad hour is
    // in the waits of all who come after it.
    Plan {
        name: "full, nobody leaves",
        staff: Staff::Share(1.0),
        days: 5,
        leave: false,
        least: 80.0,
        ..ORDINARY
    },
    // And here the urgent ones of the burst take all who become free, while the queue shows none
    // of those who have yet to come.
    Plan {
        name: "burst, nobody leaves",
        burst: true,
        days: 3,
        leave: false,
        least: 70.0,
        ..ORDINARY
    },
];

const ORDINARY: Plan = Plan {
    name: "rightly staffed",
    staff: Staff::Right,
    days: 7,
    burst: false,
    first: usize::MAX,
    leave: true,
    urgent: 0.1,
    picked: false,
    drift: 1.0,
    slow: 1.0,
    misjudged: 1.0,
    least: 87.0,
};

impl Plan {
    /// Whether who came then is judged.
    pub(crate) fn judges(&self, at: Millis) -> bool {
        !self.burst || at / DAY == 2
    }

    /// When visitors are handed off: Poisson, by thinning.
    pub(crate) fn arrivals(&self, chance: &mut Chance) -> Vec<Millis> {
        let most = PEAK * 1.25 * if self.burst { 10.0 } else { 1.0 };
        let (mut now, mut found) = (0, Vec::new());
        loop {
            now += chance.until_next(most);
            if now >= self.days * DAY {
                return found;
            }
            let burst = if self.burst && (now / HOUR) == 2 * 24 + 10 { 10.0 } else { 1.0 };
            if chance.happens(usual_per_hour(now) * burst / most) {
                found.push(now);
            }
        }
    }

    /// When places come and go: with the hours, and with breaks of ten minutes that one in four
    /// takes each hour, unless they are alone.
    pub(crate) fn places(&self, chance: &mut Chance) -> Vec<(Millis, i32)> {
        let (mut changes, mut before) = (Vec::new(), 0);
        for hour in 0..self.days * 24 {
            let people = self.people(hour * HOUR);
            changes.push((hour * HOUR, (people - before) * HELD_AT_ONCE));
            before = people;
            for _ in 1..people {
                if chance.happens(0.25) {
                    let minute = Millis::try_from(chance.one_of(50)).expect("it is below 50");
                    let from = hour * HOUR + minute * MINUTE;
                    changes.push((from, -HELD_AT_ONCE));
                    changes.push((from + 10 * MINUTE - 1, HELD_AT_ONCE));
                }
            }
        }
        changes
    }

    fn people(&self, at: Millis) -> i32 {
        if closes(at).is_none() {
            return 0;
        }
        let work = usual_per_hour(at) * HANDLING_HOURS;
        let places = match self.staff {
            Staff::Share(share) => work * share,
            Staff::Right => work + work.sqrt(),
        };
        let enough = |people: &i32| f64::from(people * HELD_AT_ONCE) + 1.0 >= places;
        (1..100).find(enough).expect("a hundred people are enough")
    }
}

/// When the office closes that is open now.
pub(crate) fn closes(at: Millis) -> Option<Millis> {
    let midnight = at / DAY * DAY;
    (8 * HOUR..20 * HOUR).contains(&(at - midnight)).then_some(midnight + 20 * HOUR)
}

fn usual_per_hour(at: Millis) -> f64 {
    let hour = usize::try_from(at / HOUR).expect("time begins at 0");
    PEAK * BY_HOUR[hour % 24] * BY_DAY[hour / 24 % 7]
}
