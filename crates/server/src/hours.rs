//! Office hours as the server knows them: read once, kept until they change, and asked without a
//! query.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::conversation::Millis;
use domain::id::{TeamId, WorkspaceId};
use domain::schedule::{Draft, Hours};
use store::{Conn, Tenant};

use crate::app::App;

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
pub(crate) struct OfficeHours(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    of: HashMap<WorkspaceId, Arc<HoursOf>>,
    /// Grows with each change, so that what was read before one is not kept after it.
    changes: u64,
}

/// The hours of one workspace.
#[derive(Debug)]
struct HoursOf {
    read_at: Millis,
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

/// What hours say of a moment.
pub(crate) fn open_at(hours: &Hours, now: Millis) -> Open {
    Open { open: hours.is_open(now), next_change: hours.next_change(now) }
}

impl OfficeHours {
    /// They changed: the next reader reads them again.
    pub(crate) fn forget(&self, workspace: WorkspaceId) {
        let mut kept = self.lock();
        kept.changes += 1;
        kept.of.remove(&workspace);
    }

    async fn of(
        &self,
        conn: &mut Conn,
        tenant: Tenant,
        now: Millis,
    ) -> store::Result<Arc<HoursOf>> {
        let workspace = tenant.workspace();
        let changes = {
            let kept = self.lock();
            if let Some(hours) = kept.of.get(&workspace).filter(|hours| hours.is_fresh(now)) {
                return Ok(Arc::clone(hours));
            }
            kept.changes
        };
        let read = conn.of(tenant).hours().await?;
        let hours = Arc::new(HoursOf {
            read_at: now,
            workspace: read.workspace.and_then(|draft| known(tenant, &draft)),
            teams: read
                .teams
                .into_iter()
                .filter_map(|(team, draft)| Some((team, known(tenant, &draft)?)))
                .collect(),
        });
        let mut kept = self.lock();
        if kept.changes == changes {
            kept.of.insert(workspace, Arc::clone(&hours));
        }
        Ok(hours)
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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

impl HoursOf {
    fn is_fresh(&self, now: Millis) -> bool {
        (self.read_at..self.read_at + KEPT_MS).contains(&now)
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
