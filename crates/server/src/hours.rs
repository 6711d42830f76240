//! Office hours as the server knows them: read once, kept until they change, and asked without a
//! query.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::conversation::Millis;
use domain::id::{TeamId, WorkspaceId};
use domain::limits::HOURS_CHANGES_TOLD;
use domain::schedule::{Draft, Hours};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use store::{Conn, Tenant};

use crate::app::App;
use crate::kept::Kept;
use crate::protocol::VisitorHours;

/// What was read counts this long: another node may have changed it.
const KEPT_MS: Millis = 60_000;

/// Whether somebody is meant to be here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Open {
    /// It is open now; always, where no hours are kept.
    pub(crate) open: bool,
    /// When that changes; none where no change is in sight.
    pub(crate) next_change: Option<Millis>,
}

/// Open at all times: no hours are kept.
const ALWAYS: Open = Open { open: true, next_change: None };

/// The hours that were read.
#[derive(Debug, Default)]
pub(crate) struct OfficeHours(Kept<WorkspaceId, HoursOf>);

/// The hours of one workspace.
#[derive(Debug)]
struct HoursOf {
    workspace: Option<Known>,
    teams: HashMap<TeamId, Known>,
}

/// Hours, and what was last said of them.
#[derive(Debug)]
struct Known {
    hours: Hours,
    said: Mutex<Option<(Millis, Open)>>,
}

/// Whether the workspace is open. Costs a query once a minute at most.
pub(crate) async fn open_now(
    app: &App,
    conn: &mut Conn,
    tenant: Tenant,
    now: Millis,
) -> store::Result<Open> {
    let hours = app.hours.of(conn, tenant, now).await?;
    Ok(hours.workspace.as_ref().map_or(ALWAYS, |known| known.at(now)))
}

/// What the clock on the wall of the office shows; UTC where no hours are kept.
pub(crate) async fn on_the_wall(
    app: &App,
    conn: &mut Conn,
    tenant: Tenant,
    now: Millis,
) -> store::Result<DateTime> {
    let hours = app.hours.of(conn, tenant, now).await?;
    let local = hours.workspace.as_ref().and_then(|known| known.hours.local(now));
    let utc = || TimeZone::UTC.to_datetime(Timestamp::from_millisecond(now).unwrap_or_default());
    Ok(local.unwrap_or_else(utc))
}

/// Whether a team is open: by its own hours, or by the workspace's where it keeps none.
pub(crate) async fn team_open_now(
    app: &App,
    conn: &mut Conn,
    tenant: Tenant,
    team: TeamId,
    now: Millis,
) -> store::Result<Open> {
    let hours = app.hours.of(conn, tenant, now).await?;
    let known = hours.teams.get(&team).or(hours.workspace.as_ref());
    Ok(known.map_or(ALWAYS, |known| known.at(now)))
}

/// What a widget is told of the workspace's hours; none where none are kept.
pub(crate) async fn visitors(
    app: &App,
    conn: &mut Conn,
    tenant: Tenant,
    now: Millis,
) -> store::Result<Option<VisitorHours>> {
    let hours = app.hours.of(conn, tenant, now).await?;
    Ok(hours.workspace.as_ref().map(|known| VisitorHours {
        open: known.at(now).open,
        changes: known.hours.changes(now, HOURS_CHANGES_TOLD),
    }))
}

/// What hours say of a moment.
pub(crate) fn open_at(hours: &Hours, now: Millis) -> Open {
    Open { open: hours.is_open(now), next_change: hours.next_change(now) }
}

impl OfficeHours {
    /// They changed: the next reader reads them again.
    pub(crate) fn forget(&self, workspace: WorkspaceId) {
        self.0.forget(&workspace);
    }

    async fn of(
        &self,
        conn: &mut Conn,
        tenant: Tenant,
        now: Millis,
    ) -> store::Result<Arc<HoursOf>> {
        let mark = match self.0.find(&tenant.workspace(), now - KEPT_MS + 1..=now) {
            Ok(hours) => return Ok(hours),
            Err(mark) => mark,
        };
        let read = conn.of(tenant).hours().await?;
        let hours = HoursOf {
            workspace: read.workspace.and_then(|draft| known(tenant, &draft)),
            teams: read
                .teams
                .into_iter()
                .filter_map(|(team, draft)| Some((team, known(tenant, &draft)?)))
                .collect(),
        };
        Ok(self.0.keep(mark, tenant.workspace(), now, hours))
    }
}

/// Hours that were good when they were stored; a zone that a later program no longer knows leaves
/// none rather than a server that does not serve.
fn known(tenant: Tenant, draft: &Draft) -> Option<Known> {
    match Hours::read(draft) {
        Ok(hours) => Some(Known { hours, said: Mutex::default() }),
        Err(flaws) => {
            let workspace = tenant.workspace();
            tracing::error!(%workspace, ?flaws, "stored office hours do not hold: save them anew");
            None
        }
    }
}

impl Known {
    /// What was said holds until it changes.
    fn at(&self, now: Millis) -> Open {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        match *said {
            Some((at, open)) if at <= now && open.next_change.is_none_or(|change| now < change) => {
                open
            }
            _ => {
                let open = open_at(&self.hours, now);
                *said = Some((now, open));
                open
            }
        }
    }
}
