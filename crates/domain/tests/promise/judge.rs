//! What came of the promises of a week.

use std::fmt;

use domain::conversation::Millis;
use domain::promise::{End, Kept, Promise, Wait, kept};

use crate::plan::Plan;
use crate::shop::Visit;

/// How long before the end of a promise that is missed a new one must have been told.
const SAID_BEFORE_MS: Millis = 30_000;

/// Figures of a week, or of several.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures {
    /// Visitors who were told a number at once: what came of it, unrounded.
    first: Vec<Wait>,
    /// The same, as it was shown.
    shown: Vec<Wait>,
    /// Numbers that were told later, unrounded.
    later: Vec<Wait>,
    no_number: usize,
    address: usize,
    /// Visitors with a number who were told something else later, and who were asked for an
    /// address in the end.
    revised: usize,
    withdrawn: usize,
    /// Numbers, first and later ones, that were missed as they were shown.
    missed: usize,
    /// Those of them of which the visitor had not heard in time that it takes longer.
    pub(crate) unsaid: usize,
    /// Numbers that were told while nobody was there.
    pub(crate) invented: usize,
}

impl Figures {
    pub(crate) fn of(plan: &Plan, visits: &[Visit]) -> Self {
        let mut figures = Self::default();
        for visit in visits.iter().filter(|visit| plan.judges(visit.at)) {
            if figures.first.len() < plan.first {
                figures.count(visit);
            }
        }
        figures
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.first.extend(other.first);
        self.shown.extend(other.shown);
        self.later.extend(other.later);
        self.no_number += other.no_number;
        self.address += other.address;
        self.revised += other.revised;
        self.withdrawn += other.withdrawn;
        self.missed += other.missed;
        self.unsaid += other.unsaid;
        self.invented += other.invented;
    }

    fn count(&mut self, visit: &Visit) {
        match visit.told[0].promise {
            Promise::NoNumber => return self.no_number += 1,
            Promise::Address { .. } => return self.address += 1,
            Promise::Within { .. } => {}
        }
        let last = visit.told[visit.told.len() - 1].promise;
        self.revised += usize::from(visit.told.len() > 1);
        self.withdrawn += usize::from(matches!(last, Promise::Address { .. }));
        self.invented += usize::from(visit.line.room == 0);
        for (number, told) in visit.told.iter().enumerate() {
            let Promise::Within { unrounded_ms, minutes } = told.promise else { continue };
            let shown = became(visit, told.at, Millis::from(minutes) * 60_000);
            let found = became(visit, told.at, unrounded_ms);
            if number == 0 {
                self.first.push(found);
                self.shown.push(shown);
            } else {
                self.later.push(found);
            }
            if kept(&[shown]) == (Kept { kept: 0, of: 1 }) {
                let latest = told.at + Millis::from(minutes) * 60_000 - SAID_BEFORE_MS;
                let said = visit.told.get(number + 1).is_some_and(|next| next.at <= latest);
                self.missed += 1;
                self.unsaid += usize::from(!said);
            }
        }
    }

    /// Of a hundred first numbers that came to an end, how many were kept.
    pub(crate) fn kept(&self) -> f64 {
        percent(kept(&self.first))
    }

    /// The same, had nobody left before it was over (Kaplan and Meier): who leaves is mostly one
    /// who would have waited long.
    pub(crate) fn kept_by_all(&self) -> f64 {
        let share = |wait: &Wait| real(wait.waited_ms) / real(wait.promised_ms.unwrap_or(1));
        let mut waits: Vec<(f64, End)> = self.first.iter().map(|it| (share(it), it.end)).collect();
        waits.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut unanswered = 1.0;
        for (at, (share, end)) in waits.iter().enumerate() {
            if *share <= 1.0 && *end == End::Answered {
                unanswered *= 1.0 - 1.0 / count(waits.len() - at);
            }
        }
        100.0 * (1.0 - unanswered)
    }

    /// Medians in seconds: of the first numbers, and of how long those waited who were answered or
    /// left after them.
    pub(crate) fn medians(&self) -> (f64, f64) {
        let over = self.first.iter().filter(|wait| kept(&[**wait]).of == 1);
        let promised = over.clone().filter_map(|wait| wait.promised_ms).collect();
        (median(promised), median(over.map(|wait| wait.waited_ms).collect()))
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (promised, waited) = self.medians();
        let of = count(self.first.len());
        write!(f, "{:6} {:5} {:5}", self.first.len(), self.no_number, self.address)?;
        write!(f, " | {:5.1} {:5.1}", self.kept(), self.kept_by_all())?;
        write!(f, " {:5.1}", percent(kept(&self.shown)))?;
        write!(f, " | {promised:5.0} {waited:5.0} {:5.2}", promised / waited)?;
        write!(f, " | {:4.1}%", 100.0 * count(self.revised) / of)?;
        write!(
            f,
            " {:4.1}% {:5.1}",
            100.0 * count(self.withdrawn) / of,
            percent(kept(&self.later))
        )?;
        write!(f, " | {:5} {:3}", self.missed, self.unsaid)
    }
}

/// The head of the table.
pub(crate) const HEAD: &str = "                      numbers  none addrs |  kept   all shown | \
     90th median ratio | revis withd  kept | missed, not said\n";

fn became(visit: &Visit, told: Millis, promised_ms: Millis) -> Wait {
    let waited_ms = visit.ended - told;
    Wait { expected_ms: 1, waited_ms, end: visit.end, promised_ms: Some(promised_ms) }
}

fn percent(kept: Kept) -> f64 {
    100.0 * f64::from(kept.kept) / f64::from(kept.of.max(1))
}

fn median(mut times: Vec<Millis>) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(f64::NAN, |ms| real(*ms) / 1_000.0)
}

fn real(ms: Millis) -> f64 {
    f64::from(u32::try_from(ms).expect("a week in milliseconds fits"))
}

fn count(of: usize) -> f64 {
    f64::from(u32::try_from(of).expect("there are few"))
}
