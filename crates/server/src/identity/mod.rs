//! Who a visitor is, when their site's backend vouches for them: the merge of what a browser said
//! anonymously with that person's own conversations, and signing out.
//!
//! Nothing here happens on the word of a browser: an unverified address or name merges nothing and
//! shows nothing.

mod keys;
mod proved;
mod settle;
mod token;

use std::sync::Arc;

use axum::http::StatusCode;
use domain::conversation::Millis;
use domain::id::VisitorId;
use domain::rollout::Kind;
use store::{StoreError, Tenant, ViewOf, VisitorOf};
use uuid::Uuid;

pub(crate) use keys::{change, fresh_key, revoke, view};
pub(crate) use proved::{Identity, Proved, address, attributes, of_row, signed_address};
use settle::{NewBrowser, Settled, Vouched, settle};
pub(crate) use token::Refused;

use crate::app::App;
use crate::bus::{Signal, Topic};
use crate::http::Failure;
use crate::protocol::{ProblemCode, ProveIdentity};
use crate::{clock, inbox};

/// A merge that meets another one begins anew at most so often.
const TRIES_MAX: usize = 8;

/// Conversations of a person whose rows are told anew: what a list may show of them.
const TOLD_MAX: usize = 50;

/// Why a visitor is not who they say.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IdentityError {
    /// The site's backend did not vouch for them.
    #[error("refused")]
    Refused(#[from] Refused),
    /// The browser is known no longer.
    #[error("the browser is not known")]
    NoBrowser,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<IdentityError> for Failure {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::Refused(refused) => {
                Self::new(StatusCode::FORBIDDEN, ProblemCode::IdentityRefused, refused.to_string())
            }
            IdentityError::NoBrowser => Self::sign_in_needed(),
            IdentityError::Store(error) => error.into(),
        }
    }
}

/// The browser of a person who was vouched for.
pub(crate) struct Identified {
    pub(crate) visitor: VisitorId,
    /// The browser's new token, where it had belonged to somebody else.
    pub(crate) token: Option<String>,
}

/// Takes what the site's backend says of the visitor of a browser.
pub(crate) async fn identify(
    app: &App,
    me: VisitorOf,
    session: &[u8],
    said: ProveIdentity,
) -> Result<Identified, IdentityError> {
    // What a teammate played is never a person's: it stays out of their threads and figures.
    if me.kind != Kind::Live {
        return Err(Refused::Rehearsal.into());
    }
    let now = clock::now();
    let vouched = Arc::new(vouched(app, me, said, now).await?);
    let (token, hash) = clock::new_token();
    let browser = Arc::new(NewBrowser { hash, visitor: clock::new_id() });
    let session: Arc<[u8]> = session.into();
    let mut settled = None;
    for _ in 0..TRIES_MAX {
        let (vouched, browser, session) =
            (Arc::clone(&vouched), Arc::clone(&browser), Arc::clone(&session));
        let work = app.db.write(move |tx| {
            let (vouched, browser, session) =
                (Arc::clone(&vouched), Arc::clone(&browser), Arc::clone(&session));
            Box::pin(async move { settle(tx, me.tenant, &session, &vouched, &browser, now).await })
        });
        match work.await {
            Err(IdentityError::Store(StoreError::Contended(_))) => {}
            done => {
                settled = Some(done?);
                break;
            }
        }
    }
    let settled = settled.ok_or(StoreError::Contended(TRIES_MAX))?;
    tell(app, me.tenant, &session, &settled).await;
    let token = settled.is_new_browser.then_some(token);
    Ok(Identified { visitor: settled.visitor, token })
}

/// What is said, checked against the workspace's keys.
async fn vouched(
    app: &App,
    me: VisitorOf,
    said: ProveIdentity,
    now: Millis,
) -> Result<Vouched, IdentityError> {
    let mut conn = app.db.read().await?;
    let mut rows = conn.of(me.tenant);
    let keys = keys::open(app, me.tenant, rows.identity_keys().await?);
    match said {
        ProveIdentity::Token { token } => {
            let site = rows.assistant(me.assistant).await?.map(|known| known.site);
            let origin = app.config.origin();
            let audiences = [site.as_deref().unwrap_or_default(), &origin];
            Ok(Vouched::of_token(token::read(&token, &keys, &audiences, now)?, &token))
        }
        ProveIdentity::Hash { id, hash } => {
            if !rows.identity_settings().await?.allow_hash {
                return Err(Refused::HashOff.into());
            }
            let (subject, key) = token::read_hash(&id, &hash, &keys)?;
            Ok(Vouched { subject, key, claims: None, token: None })
        }
    }
}

/// After the commit: the browser's lines come back as who they are now, and the lists show it.
async fn tell(app: &App, tenant: Tenant, session: &[u8], settled: &Settled) {
    sign_out_all(app, &settled.dropped);
    match settled.from {
        Some(from) if settled.is_new_browser => {
            let only = Some(session.to_vec());
            let left = Signal::VisitorLeft { only, signed_out: true };
            app.bus.publish(&[Topic::Visitor(from)], left);
        }
        Some(from) => {
            let moved = Signal::VisitorLeft { only: None, signed_out: false };
            app.bus.publish(&[Topic::Visitor(from)], moved);
            // Their other devices follow what came to them.
            let resume = Signal::VisitorLeft { only: None, signed_out: false };
            if !settled.moved.is_empty() {
                app.bus.publish(&[Topic::Visitor(settled.visitor)], resume);
            }
        }
        None => {}
    }
    if settled.is_changed {
        tell_rows(app, tenant, settled.visitor).await;
    }
}

/// The rows of a visitor's conversations, which name them.
async fn tell_rows(app: &App, tenant: Tenant, visitor: VisitorId) {
    let window = store::Window {
        view: ViewOf::Visitor(visitor),
        cursor: None,
        limit: TOLD_MAX,
        reader: None,
        tag: None,
    };
    let read = async { app.db.read().await?.of(tenant).conversations(window).await };
    match read.await {
        Ok(rows) => {
            for row in rows {
                inbox::publish_row(app, tenant, &row).await;
            }
        }
        Err(error) => tracing::warn!(%error, "the lists were not told who a visitor is"),
    }
}

/// Forgets a browser, and whatever signed tokens it used are dead everywhere.
pub(crate) async fn sign_out(app: &App, me: VisitorOf, session: &[u8]) -> store::Result<()> {
    let hash: Arc<[u8]> = session.into();
    app.db
        .write(move |tx| {
            let hash = Arc::clone(&hash);
            Box::pin(async move {
                let mut rows = tx.write_of(me.tenant);
                rows.end_identities_of(&hash).await?;
                rows.delete_visitor_token(&hash).await
            })
        })
        .await?;
    let left = Signal::VisitorLeft { only: Some(session.to_vec()), signed_out: true };
    app.bus.publish(&[Topic::Visitor(me.visitor)], left);
    Ok(())
}

/// Browsers that a revoked key vouched for are known no longer.
fn sign_out_all(app: &App, gone: &[(VisitorId, Vec<u8>)]) {
    for (visitor, session) in gone {
        let left = Signal::VisitorLeft { only: Some(session.clone()), signed_out: true };
        app.bus.publish(&[Topic::Visitor(*visitor)], left);
    }
}

/// Where a key's secret is sealed: it opens for this key of this workspace only.
fn place(tenant: Tenant, key: Uuid) -> String {
    format!("identity.key/{}/{key}", tenant.workspace())
}
