//! What HTTP and the command line both do with accounts: the first workspace, one-time links,
//! sessions, and what a removed teammate leaves behind.

use axum::http::{HeaderMap, header};
use domain::access::{Actor, Role};
use domain::conversation::{Command, Millis, ReleaseCause};
use domain::id::{ConversationId, SessionId, TeamId, TeammateId};
use domain::limits::{LINK_VALID_MS, RESET_BY_MAIL_VALID_MS};
use store::{LinkKind, NewLink, StoreError, Tenant, Tx};

use crate::app::App;
use crate::assistants::{self, Settings};
use crate::bus::{Signal, Topic};
use crate::inbox::{self, InboxError, Request};
use crate::mail::{Letter, outbox};
use crate::protocol::FreshLink;
use crate::proxies::From;
use crate::{clock, device};

/// The workspace's name until its owner names it.
pub(crate) const UNNAMED: &str = "New workspace";

/// The first words of an assistant until its owner writes others.
const GREETING: &str = "Hello. I am an AI assistant. What would you like to know?";

/// A session to store, and its token, which only the browser keeps.
#[derive(Debug, Clone)]
pub(crate) struct NewSession {
    pub(crate) id: SessionId,
    pub(crate) token: String,
    hash: Vec<u8>,
    device: String,
    address: String,
    at: Millis,
}

impl NewSession {
    /// Draws a token.
    pub(crate) fn new() -> Self {
        let (token, hash) = clock::new_token();
        let (device, address) = (String::new(), String::new());
        Self { id: clock::new_id(), token, hash, device, address, at: clock::now() }
    }

    /// Draws a token for whoever asks from there.
    pub(crate) fn from(headers: &HeaderMap, from: From) -> Self {
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let address = match from {
            From::Address(address) => address.to_canonical().to_string(),
            From::Anybody => String::new(),
        };
        Self { device: device::named(agent.unwrap_or_default()), address, ..Self::new() }
    }

    /// Stores it for a teammate. Where the owner asks everybody for a second factor, whoever has
    /// none can do nothing else before.
    pub(crate) async fn store(
        &self,
        tx: &mut Tx,
        tenant: Tenant,
        teammate: TeammateId,
    ) -> store::Result<()> {
        let mut rows = tx.write_of(tenant);
        // Whoever begins to ask for a second factor ends the sessions that are there by then.
        rows.hold().await?;
        let needed = rows.settings().await?.needs_second_factor;
        let has = rows.teammate(teammate).await?.is_some_and(|known| known.second_factor);
        let stored = store::NewSession {
            id: self.id,
            token: self.hash.clone(),
            device: self.device.clone(),
            address: self.address.clone(),
            confined: needed && !has,
            at: self.at,
        };
        rows.insert_session(teammate, &stored).await
    }
}

/// Whom a link is for.
#[derive(Debug, Clone)]
pub(crate) enum LinkFor {
    /// The first owner, whoever they are.
    Owner,
    /// Somebody who is to join.
    Invited { email: String, role: Role },
    /// A teammate who is to choose a new password.
    Reset(TeammateId),
    /// A teammate who asked by mail for a link to choose a new password.
    Forgotten(TeammateId),
    /// A teammate who signs in with the link alone.
    SignIn(TeammateId),
}

/// A link to store, and what to show of it, once.
pub(crate) fn fresh_link(app: &App, whom: LinkFor) -> (NewLink, FreshLink) {
    let (token, hash) = clock::new_token();
    let valid_ms = match whom {
        LinkFor::Forgotten(_) => RESET_BY_MAIL_VALID_MS,
        _ => LINK_VALID_MS,
    };
    let expires_at = clock::now() + valid_ms;
    let (kind, teammate, invited) = match whom {
        LinkFor::Owner => (LinkKind::Setup, None, None),
        LinkFor::Invited { email, role } => (LinkKind::Invite, None, Some((email, role))),
        LinkFor::Reset(teammate) | LinkFor::Forgotten(teammate) => {
            (LinkKind::Reset, Some(teammate), None)
        }
        LinkFor::SignIn(teammate) => (LinkKind::SignIn, Some(teammate), None),
    };
    let (email, role) = invited.unzip();
    let id = clock::new_id();
    let link = NewLink { id, token: hash, kind, teammate, email, role, expires_at };
    let address = format!("{}/link#{token}", app.config.origin());
    (link, FreshLink { address, expires_at, sent_to: None })
}

/// The workspace of a server that has one; it is made when there is none.
pub(crate) async fn first_workspace(app: &App) -> store::Result<Tenant> {
    app.db.write(|tx| Box::pin(known_or_new(tx))).await
}

/// The link of the first owner; none once somebody works here. A new one replaces the old, which
/// cannot be shown again.
pub(crate) async fn setup_link(app: &App) -> store::Result<Option<FreshLink>> {
    let (link, fresh) = fresh_link(app, LinkFor::Owner);
    let stored = app
        .db
        .write(move |tx| {
            let link = link.clone();
            Box::pin(async move {
                let tenant = known_or_new(tx).await?;
                let mut rows = tx.write_of(tenant);
                if rows.teammates().await?.iter().any(|teammate| teammate.active) {
                    return Ok::<_, StoreError>(false);
                }
                rows.delete_links_for(LinkKind::Setup, None).await?;
                rows.insert_link(&link).await?;
                Ok(true)
            })
        })
        .await?;
    Ok(stored.then_some(fresh))
}

async fn known_or_new(tx: &mut Tx) -> store::Result<Tenant> {
    match tx.system().tenants().await?.first() {
        Some(tenant) => Ok(*tenant),
        None => new_workspace(tx, UNNAMED).await,
    }
}

/// Makes a workspace with its first assistant.
pub(crate) async fn new_workspace(tx: &mut Tx, name: &str) -> store::Result<Tenant> {
    let at = clock::now();
    let tenant = tx.write_system().insert_workspace(clock::new_id(), name, at).await?;
    let settings = Settings { stage_since: at, ..Settings::default() };
    let first = assistants::fresh("Assistant".to_owned(), GREETING.to_owned(), &settings);
    tx.write_of(tenant).insert_assistant(&first).await?;
    Ok(tenant)
}

/// A link to choose a new password, for whoever holds the machine; none for an unknown address.
/// The second factor stays on unless it is to be taken off too.
pub(crate) async fn reset_link(
    app: &App,
    email: &str,
    second_factor: bool,
) -> store::Result<Option<FreshLink>> {
    let link = link_of(app, email, LinkFor::Reset).await?;
    let known = app.db.read().await?.system().credentials(&email.trim().to_lowercase()).await?;
    if let Some((tenant, teammate, _)) = known.filter(|_| second_factor) {
        app.db
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move { drop_factor(tx, tenant, teammate).await })
            })
            .await?;
        tell_revoked(app, tenant, teammate, Ended::All);
        app.people_changed(tenant);
    }
    Ok(link)
}

/// Takes the second factor of somebody who lost it off, and ends what was signed in with it.
pub(crate) async fn drop_factor(
    tx: &mut Tx,
    tenant: Tenant,
    teammate: TeammateId,
) -> store::Result<()> {
    let mut rows = tx.write_of(tenant);
    rows.delete_second_factor(teammate).await?;
    rows.delete_sessions(teammate, None).await.map(drop)
}

/// A link that signs in at once, for whoever holds the machine; none for an unknown address.
pub(crate) async fn sign_in_link(app: &App, email: &str) -> store::Result<Option<FreshLink>> {
    link_of(app, email, LinkFor::SignIn).await
}

async fn link_of(
    app: &App,
    email: &str,
    whom: fn(TeammateId) -> LinkFor,
) -> store::Result<Option<FreshLink>> {
    let email = email.trim().to_lowercase();
    let known = app.db.read().await?.system().credentials(&email).await?;
    let Some((tenant, teammate, _)) = known else { return Ok(None) };
    store_link(app, tenant, whom(teammate)).await.map(Some)
}

/// Mails a link to choose a new password to whoever signs in with the address. Links that were made
/// before stay: a stranger who asks must not end what an admin gave by hand.
pub(crate) async fn mail_reset(app: &App, email: &str) -> store::Result<()> {
    let mut conn = app.db.read().await?;
    let Some((tenant, teammate, _)) = conn.system().credentials(email).await? else {
        return Ok(());
    };
    let mut rows = conn.of(tenant);
    let Some(known) = rows.teammate(teammate).await? else { return Ok(()) };
    if !rows.sends_mail().await? {
        return Ok(());
    }
    drop(conn);
    let (link, fresh) = fresh_link(app, LinkFor::Forgotten(teammate));
    let letter =
        Letter::PasswordReset { name: known.name, link: fresh.address, ends_at: fresh.expires_at };
    let mail = outbox::post(&app.secrets, &known.email, &letter);
    app.db
        .write(move |tx| {
            let (link, mail) = (link.clone(), mail.clone());
            Box::pin(async move {
                tx.write_of(tenant).insert_link(&link).await?;
                mail.store(tx, tenant).await
            })
        })
        .await?;
    app.jobs.notify_one();
    app.tell_mail(tenant);
    Ok(())
}

/// Stores a link of a teammate in place of those they had.
pub(crate) async fn store_link(
    app: &App,
    tenant: Tenant,
    whom: LinkFor,
) -> store::Result<FreshLink> {
    let (link, fresh) = fresh_link(app, whom);
    app.db
        .write(move |tx| {
            let link = link.clone();
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                if let Some(teammate) = link.teammate {
                    rows.delete_links_of(teammate).await?;
                }
                rows.insert_link(&link).await
            })
        })
        .await?;
    Ok(fresh)
}

/// Which sessions of a teammate ended.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ended {
    /// All of them.
    All,
    /// One.
    Only(SessionId),
    /// All but one.
    Except(SessionId),
}

/// Closes the sockets that rest on sessions which ended.
pub(crate) fn tell_revoked(app: &App, tenant: Tenant, teammate: TeammateId, ended: Ended) {
    let (only, except) = match ended {
        Ended::All => (None, None),
        Ended::Only(session) => (Some(session), None),
        Ended::Except(session) => (None, Some(session)),
    };
    let topic = Topic::Team(tenant.workspace());
    app.bus.publish(&[topic], Signal::Revoked { teammate, only, except });
}

/// Gives what a teammate was answering to whoever is next.
pub(crate) async fn release(
    app: &App,
    tenant: Tenant,
    teammate: TeammateId,
    cause: ReleaseCause,
) -> store::Result<()> {
    let conversations = app.db.read().await?.of(tenant).conversations_of(teammate).await?;
    let command = Command::ReleaseFrom { teammate, cause };
    for_each(app, tenant, &conversations, &command).await;
    Ok(())
}

/// Gives what waits for a team that is no more to everybody.
pub(crate) async fn release_team(app: &App, tenant: Tenant, team: TeamId) -> store::Result<()> {
    let conversations = app.db.read().await?.of(tenant).conversations_for(team).await?;
    for_each(app, tenant, &conversations, &Command::TeamGone { team }).await;
    Ok(())
}

async fn for_each(app: &App, tenant: Tenant, conversations: &[ConversationId], command: &Command) {
    for conversation in conversations.iter().copied() {
        let request = Request::new(clock::new_id(), conversation, Actor::System, command.clone());
        match inbox::perform(app, tenant, request).await {
            // Whatever refuses has another owner by now, and one that is gone needs none.
            Ok(_) | Err(InboxError::Refused(_) | InboxError::NotFound) => {}
            Err(error) => tracing::error!(
                %conversation, %error, "a conversation was not given to who is next"
            ),
        }
    }
}

/// The same for everybody who was removed and every team that is no more, at start: a crash may
/// have come between the removal and the release.
pub(crate) async fn release_all(app: &App) -> store::Result<()> {
    let tenants = app.db.read().await?.system().tenants().await?;
    for tenant in tenants {
        let teammates = app.db.read().await?.of(tenant).teammates().await?;
        for removed in teammates.iter().filter(|teammate| !teammate.active) {
            release(app, tenant, removed.id, ReleaseCause::Removed).await?;
        }
        let missed = app.db.read().await?.of(tenant).teams_missed().await?;
        for team in missed {
            release_team(app, tenant, team).await?;
        }
    }
    Ok(())
}
