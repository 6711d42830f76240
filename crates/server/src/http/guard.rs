//! Who may pass. Every route goes through here with the permission of its line in the table, so
//! that none can be open by omission.

use std::net::{IpAddr, SocketAddr};

use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::access::{Actor, Permission, Subject, may};
use domain::limits::SESSION_IDLE_MS_MAX;
use store::{SessionOf, VisitorOf};

use super::Failure;
use crate::app::App;
use crate::bus::Signal;
use crate::clock;
use crate::protocol::ProblemCode;
use crate::proxies::From;

/// A session's last use is noted at most this often.
const TOUCH_EVERY_MS: i64 = 60_000;

/// The teammate who asks; only behind a route that is for teammates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SignedIn(pub(crate) SessionOf);

/// The visitor who asks; only behind a route that is for visitors.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visiting(pub(crate) VisitorOf);

/// The browser that a visitor asks from; only behind a route that is for visitors.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    /// As it was sent.
    pub(crate) token: String,
    /// As it is stored.
    pub(crate) hash: Vec<u8>,
}

impl SignedIn {
    /// As the machine and `access` know them.
    pub(crate) fn actor(self) -> Actor {
        Actor::Teammate(self.0.teammate, self.0.role)
    }

    /// Whether this says that the session has ended.
    pub(crate) fn is_ended_by(self, signal: &Signal) -> bool {
        let Signal::Revoked { teammate, only, except } = signal else { return false };
        *teammate == self.0.teammate
            && only.is_none_or(|session| session == self.0.session)
            && *except != Some(self.0.session)
    }

    /// Asked once a listener stands: what ended between the request and that was told to nobody.
    pub(crate) async fn is_still_in(self, app: &App) -> store::Result<bool> {
        app.db.read().await?.of(self.0.tenant).has_session(self.0.session).await
    }
}

macro_rules! from_extensions {
    ($name:ident) => {
        impl<S: Send + Sync> FromRequestParts<S> for $name {
            type Rejection = Failure;

            async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
                parts.extensions.get::<Self>().cloned().ok_or_else(Failure::sign_in_needed)
            }
        }
    };
}
from_extensions!(SignedIn);
from_extensions!(Visiting);
from_extensions!(Browser);

/// Lets a request through when its caller may do what the route is for.
pub(crate) async fn guard(
    State((app, permission)): State<(App, Permission)>,
    mut request: Request<Body>,
    next: Next,
) -> Response {
    match admit(&app, permission, &mut request).await {
        Ok(()) if request.method().is_safe() => next.run(request).await,
        // What changes something is carried to its end, telling included, when its sender leaves.
        Ok(()) => match tokio::spawn(next.run(request)).await {
            Ok(response) => response,
            Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
        },
        Err(failure) => failure.into_response(),
    }
}

async fn admit(
    app: &App,
    permission: Permission,
    request: &mut Request<Body>,
) -> Result<(), Failure> {
    match permission {
        Permission::Public => own_origin(app, request),
        Permission::Converse => {
            // Only our own frame speaks for a visitor: what a browser says it sends from elsewhere
            // is refused even where it reads.
            from_ours(app, request)?;
            // The socket proves itself in its first frame.
            if request.headers().contains_key(header::UPGRADE) {
                return Ok(());
            }
            let (visitor, browser) = visitor(app, request.headers()).await?;
            request.extensions_mut().insert(Visiting(visitor));
            request.extensions_mut().insert(browser);
            Ok(())
        }
        _ => {
            own_origin(app, request)?;
            let session = teammate(app, request.headers()).await?;
            let actor = Actor::Teammate(session.teammate, session.role);
            if !may(actor, permission, Subject::Workspace) {
                return Err(Failure::forbidden());
            }
            if session.confined && !is_ones_own(request.uri().path()) {
                return Err(second_factor_needed());
            }
            request.extensions_mut().insert(SignedIn(session));
            Ok(())
        }
    }
}

/// What somebody may do who has yet to set up a second factor: that, and to leave.
fn is_ones_own(path: &str) -> bool {
    ["/api/me", "/api/session"].contains(&path) || path.starts_with("/api/me/second-factor")
}

fn second_factor_needed() -> Failure {
    Failure::new(
        StatusCode::FORBIDDEN,
        ProblemCode::SecondFactorNeeded,
        "The owner asks everybody for a second factor. Set yours up first.",
    )
}

/// A browser says where a request comes from whenever it changes something or opens a socket;
/// what comes from elsewhere is refused. Programs that are no browser send none, and no cookie
/// that somebody else could use.
fn own_origin(app: &App, request: &Request<Body>) -> Result<(), Failure> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD)
        && !request.headers().contains_key(header::UPGRADE);
    if reads { Ok(()) } else { from_ours(app, request) }
}

/// Refuses what a browser sends from a page that is not ours. An origin that is hidden, `null`, is
/// none of ours either.
fn from_ours(app: &App, request: &Request<Body>) -> Result<(), Failure> {
    let foreign = match request.headers().get(header::ORIGIN) {
        None => false,
        Some(origin) => !app.config.origins().iter().any(|own| origin == own.as_str()),
    };
    if foreign {
        return Err(Failure::new(
            StatusCode::FORBIDDEN,
            ProblemCode::ForeignOrigin,
            format!(
                "This page may not do that. If it is Baton's own, set public_url to its address \
                 (now {}).",
                app.config.origin()
            ),
        ));
    }
    Ok(())
}

async fn visitor(app: &App, headers: &HeaderMap) -> Result<(VisitorOf, Browser), Failure> {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or_else(Failure::sign_in_needed)?;
    let mut conn = app.db.read().await?;
    let browser = Browser { token: token.to_owned(), hash: clock::hash(token) };
    let visitor = conn.system().visitor_by_token(&browser.hash).await?;
    Ok((visitor.ok_or_else(Failure::sign_in_needed)?, browser))
}

async fn teammate(app: &App, headers: &HeaderMap) -> Result<SessionOf, Failure> {
    let token = cookie(headers, cookie_name(app)).ok_or_else(Failure::sign_in_needed)?;
    let session = session_of_token(app, token).await?.ok_or_else(Failure::sign_in_needed)?;
    let now = clock::now();
    if now - session.used_at > TOUCH_EVERY_MS {
        let touched = app
            .db
            .write(move |tx| {
                Box::pin(async move {
                    let mut rows = tx.write_of(session.tenant);
                    rows.touch_session(session.session, now).await
                })
            })
            .await;
        // Reading goes on when nothing can be written.
        if let Err(error) = touched {
            tracing::warn!(%error, "the use of a session was not noted");
        }
    }
    Ok(session)
}

/// The session of a token that is still good.
pub(crate) async fn session_of_token(app: &App, token: &str) -> store::Result<Option<SessionOf>> {
    let since = clock::now() - SESSION_IDLE_MS_MAX;
    app.db.read().await?.system().session(&clock::hash(token), since).await
}

/// The `__Host-` prefix binds the cookie to this host over HTTPS; without HTTPS browsers refuse it.
pub(crate) fn cookie_name(app: &App) -> &'static str {
    if app.config.is_https() { "__Host-baton" } else { "baton" }
}

/// The value of a cookie.
pub(crate) fn cookie<'headers>(headers: &'headers HeaderMap, name: &str) -> Option<&'headers str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// A cookie that is out of reach of scripts and stays away when another site sends somebody here
/// to do something.
pub(super) fn set_cookie(app: &App, name: &str, value: &str, seconds: i64) -> Option<HeaderValue> {
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    let cookie =
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&cookie).ok()
}

/// Whom a request comes from: by the word of trusted proxies, or by its connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) From);

impl FromRequestParts<App> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let Line(peer) = Line::from_request_parts(parts, app).await?;
        Ok(Self(app.config.trusted_proxies.origin(peer, &parts.headers)))
    }
}

/// The other end of the connection: whoever asks, or the last proxy before us.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line(pub(super) IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for Line {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let info = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(info.map_or(IpAddr::from([127, 0, 0, 1]), |ConnectInfo(address)| address.ip())))
    }
}
