//! Invitations: a link with which somebody joins, by hand or by mail.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::{Actor, Role};
use store::{LinkKind, NewLink, Tenant, Tx};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{self, Body, Named};
use super::people::{may_grant, standing};
use crate::accounts::{self, LinkFor};
use crate::app::App;
use crate::clock;
use crate::mail::outbox::Posted;
use crate::mail::{Letter, outbox};
use crate::protocol::{FreshLink, Invite};

/// Makes a link with which somebody joins, and mails it where mail is set up. A second one to the
/// same address replaces the first.
pub(crate) async fn invite(
    State(app): State<App>,
    caller: SignedIn,
    Body(asked): Body<Invite>,
) -> Result<Json<FreshLink>, Failure> {
    let email = input::email(&asked.email)?;
    let made = Arc::new(Invitation::new(&app, caller, email, asked.role).await?);
    let (tenant, stored) = (caller.0.tenant, Arc::clone(&made));
    app.db
        .write(move |tx| {
            let made = Arc::clone(&stored);
            Box::pin(async move {
                let actor = standing(tx, caller).await?;
                made.store(tx, tenant, actor).await
            })
        })
        .await?;
    Ok(Json(made.told(&app, tenant)))
}

/// Gives an invitation a new link, which replaces the old, and mails it.
pub(crate) async fn reinvite(
    State(app): State<App>,
    caller: SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<FreshLink>, Failure> {
    let tenant = caller.0.tenant;
    let open = app.db.read().await?.of(tenant).invitations(clock::now()).await?;
    let link = open.into_iter().find(|link| link.id == id).ok_or_else(Failure::not_found)?;
    let (Some(email), Some(role)) = (link.email, link.role) else {
        return Err(Failure::not_found());
    };
    let made = Arc::new(Invitation::new(&app, caller, email, role).await?);
    let stored = Arc::clone(&made);
    app.db
        .write(move |tx| {
            let made = Arc::clone(&stored);
            Box::pin(async move {
                let actor = standing(tx, caller).await?;
                // Used or taken back meanwhile, it is not to be sent again.
                let open = tx.of(tenant).invitations(clock::now()).await?;
                if !open.iter().any(|link| link.id == id) {
                    return Err(Failure::not_found());
                }
                made.store(tx, tenant, actor).await
            })
        })
        .await?;
    Ok(Json(made.told(&app, tenant)))
}

/// An invitation, made but not stored.
struct Invitation {
    email: String,
    role: Role,
    link: NewLink,
    fresh: FreshLink,
    mail: Option<Posted>,
}

impl Invitation {
    async fn new(app: &App, by: SignedIn, email: String, role: Role) -> Result<Self, Failure> {
        let whom = LinkFor::Invited { email: email.clone(), role };
        let (link, mut fresh) = accounts::fresh_link(app, whom);
        let mut conn = app.db.read().await?;
        let mut rows = conn.of(by.0.tenant);
        let by = rows.teammate(by.0.teammate).await?.ok_or_else(Failure::sign_in_needed)?;
        let mail = if rows.sends_mail().await? {
            fresh.sent_to = Some(email.clone());
            let (link, ends_at) = (fresh.address.clone(), fresh.expires_at);
            let letter = Letter::Invitation { by: by.name, role, link, ends_at };
            Some(outbox::post(&app.secrets, &email, &letter))
        } else {
            None
        };
        Ok(Self { email, role, link, fresh, mail })
    }

    async fn store(&self, tx: &mut Tx, tenant: Tenant, actor: Actor) -> Result<(), Failure> {
        may_grant(actor, self.role)?;
        let mut rows = tx.write_of(tenant);
        let teammates = rows.teammates().await?;
        if teammates.iter().any(|known| known.active && known.email == self.email) {
            return Err(Failure::field("email", "They work here already."));
        }
        for open in rows.invitations(clock::now()).await? {
            if open.email.as_deref() == Some(self.email.as_str()) {
                may_grant(actor, open.role.unwrap_or(Role::Owner))?;
            }
        }
        rows.delete_links_for(LinkKind::Invite, Some(&self.email)).await?;
        rows.insert_link(&self.link).await?;
        if let Some(mail) = &self.mail {
            mail.store(tx, tenant).await?;
        }
        Ok(())
    }

    /// Tells everybody who should know, after the commit.
    fn told(&self, app: &App, tenant: Tenant) -> FreshLink {
        app.people_changed(tenant);
        if self.mail.is_some() {
            app.jobs.notify_one();
            app.tell_mail(tenant);
        }
        self.fresh.clone()
    }
}

/// Takes an invitation back.
pub(crate) async fn uninvite(
    State(app): State<App>,
    caller: SignedIn,
    Named(id): Named<Uuid>,
) -> Result<StatusCode, Failure> {
    let tenant = caller.0.tenant;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let actor = standing(tx, caller).await?;
                let mut rows = tx.write_of(tenant);
                let open = rows.invitations(clock::now()).await?;
                let link = open.iter().find(|link| link.id == id).ok_or_else(Failure::not_found)?;
                may_grant(actor, link.role.unwrap_or(Role::Owner))?;
                if rows.delete_link(id).await? { Ok(()) } else { Err(Failure::not_found()) }
            })
        })
        .await?;
    app.people_changed(tenant);
    Ok(StatusCode::NO_CONTENT)
}
