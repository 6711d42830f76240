//! Websites and feeds that are learnt: how far one is, what a person may ask of it, and when it is
//! read again.

/// How far a website is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteStanding {
    /// A reading is asked for.
    Waiting,
    /// It is being read.
    Reading,
    /// A person stopped the reading.
    Paused,
    /// It was read.
    Ready,
    /// It could not be read.
    Failed,
}

/// What a person asks of a website.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteOrder {
    /// Stop reading.
    Pause,
    /// Go on where the reading was stopped.
    Resume,
    /// Read it again now.
    Read,
    /// Read other pages of it, or at other times.
    Change,
}

/// When a website is read again by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteSchedule {
    /// Never.
    ByHand,
    /// Five minutes after a reading.
    FiveMinutes,
    /// A quarter of an hour after a reading.
    QuarterHourly,
    /// An hour after a reading.
    Hourly,
    /// A day after a reading.
    Daily,
    /// A week after a reading.
    Weekly,
}

/// What became of a page of a website.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SitePageState {
    /// It is known, and was not asked for yet.
    Waiting,
    /// It was read.
    Read,
    /// It is not read, for a reason.
    Skipped,
    /// It could not be read.
    Failed,
}

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// A list of products or lots that was read within this time tells what is there now; of an older
/// one the answer says its age. Half an hour is what shops and marketplaces allow each other.
pub const FRESH_MS: i64 = 30 * MINUTE_MS;

impl SiteStanding {
    /// Whether a reading is asked for or under way.
    pub const fn reads(self) -> bool {
        matches!(self, Self::Waiting | Self::Reading)
    }

    /// How it stands after an order; none where the order does not fit. A reading of which pages
    /// still wait goes on where it was.
    pub const fn after(self, order: SiteOrder, pages_wait: bool) -> Option<Self> {
        match (order, self) {
            (SiteOrder::Pause, Self::Waiting | Self::Reading) => Some(Self::Paused),
            (SiteOrder::Resume, Self::Paused) if pages_wait => Some(Self::Reading),
            (SiteOrder::Resume, Self::Paused)
            | (SiteOrder::Read, Self::Paused | Self::Ready | Self::Failed) => Some(Self::Waiting),
            (SiteOrder::Change, any) => Some(any),
            _ => None,
        }
    }
}

impl SiteSchedule {
    /// When it is read again after a reading, in milliseconds; none where only by hand.
    pub const fn next_at(self, read_at: i64) -> Option<i64> {
        match self {
            Self::ByHand => None,
            Self::FiveMinutes => Some(read_at + 5 * MINUTE_MS),
            Self::QuarterHourly => Some(read_at + 15 * MINUTE_MS),
            Self::Hourly => Some(read_at + HOUR_MS),
            Self::Daily => Some(read_at + DAY_MS),
            Self::Weekly => Some(read_at + 7 * DAY_MS),
        }
    }

    /// Whether it asks so often that only a list is read so, which is one file: a website would
    /// have to bear all its pages being asked for.
    pub const fn is_for_lists(self) -> bool {
        matches!(self, Self::FiveMinutes | Self::QuarterHourly | Self::Hourly)
    }
}

impl SitePageState {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Read, Self::Skipped, Self::Failed];

    /// The name that rows and the wire know.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Read => "read",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::SiteOrder::{Change, Pause, Read, Resume};
    use super::SiteStanding::{Failed, Paused, Reading, Ready, Waiting};
    use super::{SitePageState, SiteSchedule};

    #[test]
    fn an_order_that_does_not_fit_changes_nothing() {
        for state in [Waiting, Reading] {
            assert_eq!(state.after(Pause, true), Some(Paused));
            assert_eq!([state.after(Resume, true), state.after(Read, true)], [None, None]);
        }
        assert_eq!(
            [Paused.after(Resume, true), Paused.after(Resume, false)],
            [Some(Reading), Some(Waiting)]
        );
        for state in [Paused, Ready, Failed] {
            assert_eq!(state.after(Read, true), Some(Waiting));
            assert_eq!(state.after(Pause, true), None);
            assert_eq!(state.after(Change, true), Some(state));
        }
        assert_eq!([Ready.after(Resume, false), Failed.after(Resume, true)], [None, None]);
    }

    #[test]
    fn it_is_read_again_by_its_schedule() {
        assert_eq!(SiteSchedule::ByHand.next_at(5), None);
        assert_eq!(SiteSchedule::FiveMinutes.next_at(5), Some(300_005));
        assert_eq!(SiteSchedule::QuarterHourly.next_at(5), Some(900_005));
        assert_eq!(SiteSchedule::Hourly.next_at(5), Some(3_600_005));
        assert_eq!(SiteSchedule::Daily.next_at(5), Some(86_400_005));
        assert_eq!(SiteSchedule::Weekly.next_at(5), Some(604_800_005));
    }

    #[test]
    fn states_of_pages_have_names() {
        for state in SitePageState::ALL {
            assert_eq!(SitePageState::named(state.name()), Some(state));
        }
        assert_eq!(SitePageState::named("lost"), None);
    }
}
