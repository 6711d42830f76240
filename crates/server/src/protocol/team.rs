//! Teams, availability, hours, and the workspace's settings.

use domain::schedule::{Draft, DraftHoliday, DraftSpan, DraftWeek};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Whether a teammate with an open dashboard can be counted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Availability {
    /// Here.
    Available,
    /// Away by hand, until they say otherwise.
    Away,
    /// They did nothing in any dashboard for ten minutes.
    Inactive,
}

/// A teammate with an open dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Present {
    pub(crate) id: Uuid,
    pub(crate) availability: Availability,
}

/// Goes away by hand, or comes back.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeAvailability {
    pub(crate) away: bool,
    /// Gives one's conversations back to the queue.
    #[serde(default)]
    pub(crate) give_back: bool,
}

/// Whether one is away by hand.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct TeammateAway {
    pub(crate) away: bool,
}

/// A team.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TeamView {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) members: Vec<Uuid>,
    /// Conversations that wait for it.
    pub(crate) waiting: i64,
}

/// A new team.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTeam {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) members: Vec<Uuid>,
}

/// Changes a team. What is absent is left as it was.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeTeam {
    #[serde(default)]
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) members: Option<Vec<Uuid>>,
}

/// Office hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HoursView {
    /// A time zone, such as `Europe/London`.
    pub(crate) zone: String,
    pub(crate) week: WeekView,
    #[serde(default)]
    pub(crate) holidays: Vec<HolidayView>,
}

/// What is open on each weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(crate) struct WeekView {
    pub(crate) monday: Vec<SpanView>,
    pub(crate) tuesday: Vec<SpanView>,
    pub(crate) wednesday: Vec<SpanView>,
    pub(crate) thursday: Vec<SpanView>,
    pub(crate) friday: Vec<SpanView>,
    pub(crate) saturday: Vec<SpanView>,
    pub(crate) sunday: Vec<SpanView>,
}

/// From and to in local time, such as `09:00` and `17:30`. What ends at or before its beginning
/// ends on the next day; `24:00` is the end of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpanView {
    pub(crate) from: String,
    pub(crate) to: String,
}

/// A day with hours of its own; none of them where it is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HolidayView {
    /// Such as `2026-12-25`.
    pub(crate) date: String,
    /// On this day of every year.
    #[serde(default)]
    pub(crate) yearly: bool,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) spans: Vec<SpanView>,
}

/// Every office hour that is kept.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OfficeHours {
    /// The workspace's; none where it keeps none, and then it is always open.
    pub(crate) workspace: Option<HoursView>,
    /// Whether it is open now.
    pub(crate) open: bool,
    /// Of teams that keep their own.
    pub(crate) teams: Vec<TeamHours>,
}

/// The hours of a team.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TeamHours {
    pub(crate) team: Uuid,
    pub(crate) hours: HoursView,
    /// Whether it is open now.
    pub(crate) open: bool,
}

/// Keeps other hours, or none.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeepHours {
    /// Of this team; of the workspace where none is named.
    #[serde(default)]
    pub(crate) team: Option<Uuid>,
    /// None: the workspace is always open, a team has the workspace's hours.
    pub(crate) hours: Option<HoursView>,
}

/// What hours come to now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct HoursNow {
    pub(crate) open: bool,
    /// When that changes; none where no change is in sight.
    pub(crate) change: Option<HoursChange>,
}

/// When it opens or closes, as the clock of the zone has it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct HoursChange {
    pub(crate) at: i64,
    /// Such as `2026-12-25`.
    pub(crate) date: String,
    /// Such as `09:00`.
    pub(crate) time: String,
    /// 0 for today.
    pub(crate) days: i32,
}

/// The workspace's settings.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WorkspaceView {
    pub(crate) name: String,
    /// Visitors see who answers by name, and not only the shop.
    pub(crate) shows_names: bool,
    /// Whoever signs in without a second factor has to set one up first.
    pub(crate) needs_second_factor: bool,
}

/// Changes the workspace. What is absent is left as it was.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeWorkspace {
    #[serde(default)]
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) shows_names: Option<bool>,
    /// The owner only.
    #[serde(default)]
    pub(crate) needs_second_factor: Option<bool>,
}

impl HoursView {
    /// As the schedule checks it.
    pub(crate) fn draft(self) -> Draft {
        let WeekView { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = self.week;
        Draft {
            zone: self.zone,
            week: DraftWeek {
                monday: drafts(monday),
                tuesday: drafts(tuesday),
                wednesday: drafts(wednesday),
                thursday: drafts(thursday),
                friday: drafts(friday),
                saturday: drafts(saturday),
                sunday: drafts(sunday),
            },
            holidays: self
                .holidays
                .into_iter()
                .map(|HolidayView { date, yearly, name, spans }| DraftHoliday {
                    date,
                    yearly,
                    name,
                    spans: drafts(spans),
                })
                .collect(),
        }
    }

    /// As it was stored.
    pub(crate) fn of(draft: Draft) -> Self {
        let DraftWeek { monday, tuesday, wednesday, thursday, friday, saturday, sunday } =
            draft.week;
        Self {
            zone: draft.zone,
            week: WeekView {
                monday: views(monday),
                tuesday: views(tuesday),
                wednesday: views(wednesday),
                thursday: views(thursday),
                friday: views(friday),
                saturday: views(saturday),
                sunday: views(sunday),
            },
            holidays: draft
                .holidays
                .into_iter()
                .map(|DraftHoliday { date, yearly, name, spans }| HolidayView {
                    date,
                    yearly,
                    name,
                    spans: views(spans),
                })
                .collect(),
        }
    }
}

fn drafts(spans: Vec<SpanView>) -> Vec<DraftSpan> {
    spans.into_iter().map(|SpanView { from, to }| DraftSpan { from, to }).collect()
}

fn views(spans: Vec<DraftSpan>) -> Vec<SpanView> {
    spans.into_iter().map(|DraftSpan { from, to }| SpanView { from, to }).collect()
}

/// A team, as it is named beside a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct TeamBrief {
    pub(crate) id: Uuid,
    pub(crate) name: String,
}
