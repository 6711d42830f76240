//! Teams.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{TeamId, TeammateId};
use domain::limits::TEAMS_MAX;
use store::{Team, Tenant, Tx, Workspace};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{self, Body, Named};
use super::people::standing;
use crate::app::App;
use crate::protocol::{ChangeTeam, NewTeam, TeamView};
use crate::{accounts, clock};

/// Every team, with how many wait for it.
pub(super) async fn views(
    rows: &mut Workspace<'_>,
    me: TeammateId,
) -> Result<Vec<TeamView>, Failure> {
    let counted = rows.count_conversations(me).await?;
    let waiting = |id: TeamId| {
        let of = counted.iter().filter(|counted| counted.team == Some(id.uuid()));
        of.map(|counted| counted.count).sum()
    };
    let view = |team: Team| TeamView {
        id: team.id.uuid(),
        name: team.name,
        members: team.members.into_iter().map(TeammateId::uuid).collect(),
        waiting: waiting(team.id),
    };
    Ok(rows.teams().await?.into_iter().map(view).collect())
}

/// Makes a team.
pub(crate) async fn create(
    State(app): State<App>,
    caller: SignedIn,
    Body(asked): Body<NewTeam>,
) -> Result<Json<TeamView>, Failure> {
    let name = input::name("name", &asked.name)?;
    let id: TeamId = clock::new_id();
    let change = Change { name: Some(name), members: Some(asked.members) };
    change.store(&app, caller, id, true).await.map(Json)
}

/// Changes a team's name or members.
pub(crate) async fn change(
    State(app): State<App>,
    caller: SignedIn,
    Named(id): Named<Uuid>,
    Body(asked): Body<ChangeTeam>,
) -> Result<Json<TeamView>, Failure> {
    let name = asked.name.map(|text| input::name("name", &text)).transpose()?;
    let change = Change { name, members: asked.members };
    change.store(&app, caller, id.into(), false).await.map(Json)
}

/// What of a team becomes otherwise.
struct Change {
    name: Option<String>,
    members: Option<Vec<Uuid>>,
}

impl Change {
    async fn store(
        self,
        app: &App,
        caller: SignedIn,
        id: TeamId,
        new: bool,
    ) -> Result<TeamView, Failure> {
        let tenant = caller.0.tenant;
        let change = Arc::new(self);
        app.db
            .write(move |tx| {
                let change = Arc::clone(&change);
                Box::pin(async move {
                    standing(tx, caller).await?;
                    change.write(tx, tenant, id, new).await
                })
            })
            .await?;
        app.people_changed(tenant);
        let mut conn = app.db.read().await?;
        let all = views(&mut conn.of(tenant), caller.0.teammate).await?;
        all.into_iter().find(|team| team.id == id.uuid()).ok_or_else(Failure::not_found)
    }

    async fn write(
        &self,
        tx: &mut Tx,
        tenant: Tenant,
        id: TeamId,
        new: bool,
    ) -> Result<(), Failure> {
        let mut rows = tx.write_of(tenant);
        let teams = rows.teams().await?;
        if !new && !teams.iter().any(|team| team.id == id) {
            return Err(Failure::not_found());
        }
        if new && teams.len() >= TEAMS_MAX {
            let detail = format!("At most {TEAMS_MAX} teams are kept. Delete one first.");
            return Err(Failure::field("name", detail));
        }
        if let Some(name) = &self.name {
            let same = |team: &&Team| team.name.to_lowercase() == name.to_lowercase();
            if teams.iter().filter(|team| team.id != id).any(|team| same(&team)) {
                return Err(Failure::field("name", "Another team has this name. Choose another."));
            }
            if new {
                rows.insert_team(id, name, clock::now()).await?;
            } else {
                rows.name_team(id, name).await?;
            }
        }
        let Some(members) = &self.members else { return Ok(()) };
        let active: Vec<TeammateId> = rows
            .teammates()
            .await?
            .into_iter()
            .filter(|known| known.active && members.contains(&known.id.uuid()))
            .map(|known| known.id)
            .collect();
        if members.iter().any(|member| !active.contains(&(*member).into())) {
            let detail = "One of these does not work here any more. Load the page again.";
            return Err(Failure::field("members", detail));
        }
        Ok(rows.set_members(id, &active).await?)
    }
}

/// Deletes a team. Who waits for it waits for everybody.
pub(crate) async fn remove(
    State(app): State<App>,
    caller: SignedIn,
    Named(id): Named<Uuid>,
) -> Result<StatusCode, Failure> {
    let (tenant, team) = (caller.0.tenant, TeamId::from(id));
    app.db
        .write(move |tx| {
            Box::pin(async move {
                standing(tx, caller).await?;
                let mut rows = tx.write_of(tenant);
                if !rows.has_team(team).await? {
                    return Err(Failure::not_found());
                }
                Ok(rows.delete_team(team).await?)
            })
        })
        .await?;
    app.hours.forget(tenant.workspace());
    app.people_changed(tenant);
    accounts::release_team(&app, tenant, team).await?;
    Ok(StatusCode::NO_CONTENT)
}
