//! One-time links: to set up, to join, to choose a new password, to sign in.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::access::Role;
use domain::id::TeammateId;
use store::{Link, NewTeammate, StoreError, Tenant, Tx};

use super::guard::Peer;
use super::input::{self, Body};
use super::{Failure, account, tries};
use crate::accounts::{self, Ended, NewSession};
use crate::app::App;
use crate::protocol::{Forgotten, LinkKind, LinkView, OpenLink, ProblemCode, UseLink};
use crate::{clock, passwords};

/// What a link is for. Opening it does not use it.
pub(crate) async fn open(
    State(app): State<App>,
    Body(asked): Body<OpenLink>,
) -> Result<Json<LinkView>, Failure> {
    let link = find(&app, &asked.token).await?;
    let mut conn = app.db.read().await?;
    let mut rows = conn.of(link.tenant);
    let teammate = match link.teammate {
        Some(id) => rows.teammate(id).await?,
        None => None,
    };
    let (name, email) = match teammate {
        Some(teammate) => (Some(teammate.name), Some(teammate.email)),
        None => (None, link.email),
    };
    Ok(Json(LinkView { kind: kind(link.kind), workspace: rows.name().await?, email, name }))
}

fn kind(kind: store::LinkKind) -> LinkKind {
    match kind {
        store::LinkKind::Setup => LinkKind::Setup,
        store::LinkKind::Invite => LinkKind::Invite,
        store::LinkKind::Reset => LinkKind::Reset,
        store::LinkKind::SignIn => LinkKind::SignIn,
    }
}

async fn find(app: &App, token: &str) -> Result<Link, Failure> {
    let mut conn = app.db.read().await?;
    conn.system().link(&clock::hash(token), clock::now()).await?.ok_or_else(spent)
}

/// Asks for a link to choose a new password. The answer is the same and as fast whether the address
/// is known or not: the mail is made after it.
pub(crate) async fn forgotten(
    State(app): State<App>,
    Peer(from): Peer,
    Body(asked): Body<Forgotten>,
) -> Result<StatusCode, Failure> {
    let email = input::email(&asked.email)?;
    if !app.throttle.mail_from(from, clock::now()) {
        return Err(Failure::too_fast());
    }
    // Too many for one address: it gets no more, and who asks is told nothing of it.
    if app.throttle.mail(&format!("reset:{email}"), clock::now(), 1) {
        tokio::spawn(async move {
            if let Err(error) = accounts::mail_reset(&app, &email).await {
                tracing::error!(%error, "a link for a new password was not mailed");
            }
        });
    }
    Ok(StatusCode::ACCEPTED)
}

fn spent() -> Failure {
    Failure::new(
        StatusCode::GONE,
        ProblemCode::LinkSpent,
        "This link was used already, was replaced or has expired. Ask whoever gave it to you for \
         a new one.",
    )
}

/// Uses a link. It works once, and it is used up in the transaction that does what it is for.
pub(crate) async fn spend(
    State(app): State<App>,
    Peer(from): Peer,
    headers: HeaderMap,
    Body(asked): Body<UseLink>,
) -> Result<Response, Failure> {
    let link = find(&app, &asked.token).await?;
    let (id, tenant) = (link.id, link.tenant);
    let code = asked.code.clone().map(Arc::new);
    if let Some(teammate) = link.teammate
        && account::has_factor(&app, tenant, teammate).await?
        && let Some(early) = ask_code(&app, tenant, teammate, code.is_some()).await?
    {
        return Ok(early);
    }
    let purpose = Arc::new(Purpose::read(&app, link, asked).await?);
    let session = NewSession::from(&headers, from);
    let (doing, stored, by) = (Arc::clone(&purpose), session.clone(), app.clone());
    let teammate = app
        .db
        .write(move |tx| {
            let (purpose, session) = (Arc::clone(&doing), stored.clone());
            let (app, code) = (by.clone(), code.clone());
            Box::pin(async move {
                if !tx.write_of(tenant).delete_link(id).await? {
                    return Err(spent());
                }
                let teammate = purpose.fulfil(tx, tenant).await?;
                let code = code.as_deref().map(String::as_str);
                account::prove(&app, tx, (tenant, teammate), code).await?;
                session.store(tx, tenant, teammate).await?;
                Ok(teammate)
            })
        })
        .await?;
    match *purpose {
        Purpose::Setup { .. } | Purpose::Join(_) => app.people_changed(tenant),
        Purpose::Reset { .. } => {
            accounts::tell_revoked(&app, tenant, teammate, Ended::Except(session.id));
        }
        Purpose::SignIn(_) => {}
    }
    account::welcome_new(&app, tenant, teammate, &session.token).await
}

/// A link is no way past a second factor: the code is asked for, and tries of it are counted.
async fn ask_code(
    app: &App,
    tenant: Tenant,
    teammate: TeammateId,
    given: bool,
) -> Result<Option<Response>, Failure> {
    if !given {
        return Err(account::code_needed());
    }
    let known = app.db.read().await?.of(tenant).teammate(teammate).await?;
    tries::count_code(app, &known.ok_or_else(spent)?.email).await
}

/// What a link does, with all that it needs, checked.
enum Purpose {
    Setup { workspace: String, owner: NewTeammate },
    Join(NewTeammate),
    Reset { teammate: TeammateId, email: String, password: String },
    SignIn(TeammateId),
}

impl Purpose {
    async fn read(app: &App, link: Link, asked: UseLink) -> Result<Self, Failure> {
        match link.kind {
            store::LinkKind::Setup => {
                let workspace = asked.workspace.as_deref().unwrap_or_default();
                let workspace = input::name("workspace", workspace)?;
                let email = input::email(asked.email.as_deref().unwrap_or_default())?;
                let owner = newcomer(email, Role::Owner, asked).await?;
                Ok(Self::Setup { workspace, owner })
            }
            store::LinkKind::Invite => {
                let (Some(email), Some(role)) = (link.email, link.role) else {
                    return Err(without("address or role", link.id).into());
                };
                Ok(Self::Join(newcomer(email, role, asked).await?))
            }
            store::LinkKind::Reset => {
                let teammate = link.teammate.ok_or_else(|| without("teammate", link.id))?;
                let mut conn = app.db.read().await?;
                let known = conn.of(link.tenant).teammate(teammate).await?;
                drop(conn);
                let email = known.ok_or_else(spent)?.email;
                let password = password(asked.password, &email).await?;
                Ok(Self::Reset { teammate, email, password })
            }
            store::LinkKind::SignIn => {
                link.teammate.map(Self::SignIn).ok_or_else(|| without("teammate", link.id).into())
            }
        }
    }

    /// Does it, and says who that signs in.
    async fn fulfil(&self, tx: &mut Tx, tenant: Tenant) -> Result<TeammateId, Failure> {
        match self {
            Self::Setup { workspace, owner } => {
                tx.write_of(tenant).hold().await?;
                if tx.of(tenant).teammates().await?.iter().any(|teammate| teammate.active) {
                    return Err(spent());
                }
                tx.write_system().name_workspace(tenant, workspace).await?;
                join(tx, tenant, owner).await
            }
            Self::Join(teammate) => join(tx, tenant, teammate).await,
            Self::Reset { teammate, email, password } => {
                works_here(tx, tenant, *teammate).await?;
                let mut rows = tx.write_of(tenant);
                rows.set_password(*teammate, password).await?;
                rows.delete_sessions(*teammate, None).await?;
                rows.delete_links_of(*teammate).await?;
                tries::forgive_account(tx, email).await?;
                Ok(*teammate)
            }
            Self::SignIn(teammate) => works_here(tx, tenant, *teammate).await,
        }
    }
}

fn without(what: &str, link: uuid::Uuid) -> StoreError {
    StoreError::Inconsistent {
        table: "links",
        column: "kind",
        row: link.to_string(),
        why: format!("a link of this kind without {what}"),
    }
}

async fn newcomer(email: String, role: Role, asked: UseLink) -> Result<NewTeammate, Failure> {
    let name = input::name("name", asked.name.as_deref().unwrap_or_default())?;
    let password = Some(password(asked.password, &email).await?);
    Ok(NewTeammate { id: clock::new_id(), name, email, role, password, at: clock::now() })
}

/// The hash of a password that is accepted.
async fn password(chosen: Option<String>, email: &str) -> Result<String, Failure> {
    let chosen = chosen.unwrap_or_default();
    passwords::check(&chosen, email).map_err(|why| Failure::field("password", why))?;
    Ok(passwords::hash(chosen).await?)
}

async fn join(tx: &mut Tx, tenant: Tenant, new: &NewTeammate) -> Result<TeammateId, Failure> {
    tx.write_of(tenant).insert_teammate(new).await?.ok_or_else(|| {
        let detail = "Somebody signs in with this address already. Sign in instead, or ask for \
                      an invitation to another address.";
        Failure::field("email", detail)
    })
}

async fn works_here(tx: &mut Tx, tenant: Tenant, id: TeammateId) -> Result<TeammateId, Failure> {
    let teammate = tx.of(tenant).teammate(id).await?;
    teammate.filter(|known| known.active).map(|known| known.id).ok_or_else(spent)
}
