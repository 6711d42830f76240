//! Teammates and invitations.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::{Actor, Permission, Role, Subject, may};
use domain::conversation::ReleaseCause;
use domain::id::{PictureId, TeammateId};
use store::{Teammate, Tenant, Tx};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{self, Body, Named};
use super::teams;
use crate::accounts::{self, Ended, LinkFor};
use crate::app::App;
use crate::clock;
use crate::protocol::{
    ChangeTeammate, FreshLink, InvitationView, People, ProblemCode, TeammateView,
};

/// Everybody who works or worked here, and invitations that were not used yet.
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<People>, Failure> {
    let mut conn = app.db.read().await?;
    let mut rows = conn.of(me.tenant);
    let teammates = rows.teammates().await?.into_iter().map(view).collect();
    let teams = teams::views(&mut rows, me.teammate).await?;
    let invitations = rows.invitations(clock::now()).await?.into_iter().filter_map(|link| {
        let (id, expires_at) = (link.id, link.expires_at);
        Some(InvitationView { id, email: link.email?, role: link.role?, expires_at })
    });
    Ok(Json(People { teammates, teams, invitations: invitations.collect() }))
}

fn view(teammate: Teammate) -> TeammateView {
    TeammateView {
        id: teammate.id.uuid(),
        name: teammate.name,
        email: teammate.email,
        role: teammate.role,
        active: teammate.active,
        away: teammate.away,
        second_factor: teammate.second_factor,
        picture: teammate.picture.map(PictureId::uuid),
    }
}

/// Changes a teammate's name or role.
pub(crate) async fn change(
    State(app): State<App>,
    caller: SignedIn,
    Named(id): Named<Uuid>,
    Body(asked): Body<ChangeTeammate>,
) -> Result<Json<TeammateView>, Failure> {
    let name = asked.name.map(|text| input::name("name", &text)).transpose()?.map(Arc::new);
    let tenant = caller.0.tenant;
    let changed = app
        .db
        .write(move |tx| {
            let name = name.clone();
            Box::pin(async move {
                let actor = standing(tx, caller).await?;
                let teammate = manageable(tx, tenant, actor, id.into()).await?;
                if let Some(role) = asked.role.filter(|role| *role != teammate.role) {
                    may_grant(actor, role)?;
                    not_the_last_owner(tx, tenant, &teammate).await?;
                }
                let name = name.as_ref().map(|name| name.as_str());
                let mut rows = tx.write_of(tenant);
                rows.change_teammate(teammate.id, name, asked.role, None).await?;
                rows.teammate(teammate.id).await?.ok_or_else(Failure::not_found)
            })
        })
        .await?;
    app.people_changed(tenant);
    Ok(Json(view(changed)))
}

/// Removes a teammate: they are out at once, their words stay, and their conversations go to
/// whoever is next.
pub(crate) async fn remove(
    State(app): State<App>,
    caller: SignedIn,
    Named(id): Named<Uuid>,
) -> Result<StatusCode, Failure> {
    let tenant = caller.0.tenant;
    let removed = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let actor = standing(tx, caller).await?;
                let teammate = manageable(tx, tenant, actor, id.into()).await?;
                not_the_last_owner(tx, tenant, &teammate).await?;
                let mut rows = tx.write_of(tenant);
                rows.change_teammate(teammate.id, None, None, Some(false)).await?;
                rows.delete_sessions(teammate.id, None).await?;
                rows.delete_links_of(teammate.id).await?;
                rows.delete_second_factor(teammate.id).await?;
                Ok::<_, Failure>(teammate.id)
            })
        })
        .await?;
    accounts::tell_revoked(&app, tenant, removed, Ended::All);
    app.people_changed(tenant);
    accounts::release(&app, tenant, removed, ReleaseCause::Removed).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a link with which a teammate chooses a new password; the old one works until then.
pub(crate) async fn reset(
    State(app): State<App>,
    caller: SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<FreshLink>, Failure> {
    let tenant = caller.0.tenant;
    let (link, fresh) = accounts::fresh_link(&app, LinkFor::Reset(id.into()));
    app.db
        .write(move |tx| {
            let link = link.clone();
            Box::pin(async move {
                let actor = standing(tx, caller).await?;
                let teammate = manageable(tx, tenant, actor, id.into()).await?;
                let mut rows = tx.write_of(tenant);
                rows.delete_links_of(teammate.id).await?;
                Ok::<_, Failure>(rows.insert_link(&link).await?)
            })
        })
        .await?;
    Ok(Json(fresh))
}

/// Takes the second factor of another teammate off, who lost their app, and signs them out: whoever
/// has the app may have the browser too. One's own goes with a code only.
pub(crate) async fn reset_second_factor(
    State(app): State<App>,
    caller: SignedIn,
    Named(id): Named<Uuid>,
) -> Result<StatusCode, Failure> {
    let tenant = caller.0.tenant;
    if caller.0.teammate.uuid() == id {
        return Err(Failure::new(
            StatusCode::CONFLICT,
            ProblemCode::Conflict,
            "Take your own second factor off under Settings, Account, with a code.",
        ));
    }
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let actor = standing(tx, caller).await?;
                let teammate = manageable(tx, tenant, actor, id.into()).await?;
                Ok::<_, Failure>(accounts::drop_factor(tx, tenant, teammate.id).await?)
            })
        })
        .await?;
    accounts::tell_revoked(&app, tenant, id.into(), Ended::All);
    app.people_changed(tenant);
    Ok(StatusCode::NO_CONTENT)
}

/// The caller as they are now that nobody else changes people: since the request came in they may
/// have been removed or have another role.
pub(super) async fn standing(tx: &mut Tx, caller: SignedIn) -> Result<Actor, Failure> {
    let mut rows = tx.write_of(caller.0.tenant);
    rows.hold().await?;
    let me = rows.teammate(caller.0.teammate).await?.filter(|me| me.active);
    let me = me.ok_or_else(Failure::sign_in_needed)?;
    Ok(Actor::Teammate(me.id, me.role))
}

/// A teammate whom the caller may manage.
async fn manageable(
    tx: &mut Tx,
    tenant: Tenant,
    actor: Actor,
    id: TeammateId,
) -> Result<Teammate, Failure> {
    let known = tx.of(tenant).teammate(id).await?.filter(|teammate| teammate.active);
    let teammate = known.ok_or_else(Failure::not_found)?;
    let subject = Subject::Person(teammate.id, teammate.role);
    if may(actor, Permission::ManagePeople, subject) {
        Ok(teammate)
    } else {
        Err(Failure::forbidden())
    }
}

/// Whether the caller may make anybody, oneself included, what `role` is: it is asked about
/// somebody who does not exist, because about oneself one may more.
pub(super) fn may_grant(actor: Actor, role: Role) -> Result<(), Failure> {
    let subject = Subject::Person(Uuid::nil().into(), role);
    if may(actor, Permission::ManagePeople, subject) { Ok(()) } else { Err(Failure::forbidden()) }
}

/// Somebody must be left who can do everything.
async fn not_the_last_owner(
    tx: &mut Tx,
    tenant: Tenant,
    teammate: &Teammate,
) -> Result<(), Failure> {
    if teammate.role != Role::Owner {
        return Ok(());
    }
    let everybody = tx.of(tenant).teammates().await?;
    let others = everybody
        .iter()
        .any(|other| other.active && other.role == Role::Owner && other.id != teammate.id);
    if others {
        return Ok(());
    }
    Err(Failure::new(
        StatusCode::CONFLICT,
        ProblemCode::Conflict,
        "A workspace needs an owner, and this is the only one. Make somebody else an owner first.",
    ))
}
