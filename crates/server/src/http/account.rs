//! Signing in and out.

use std::net::IpAddr;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::conversation::Millis;
use domain::id::TeammateId;
use domain::limits::{
    CONFLICT_RETRIES_MAX, SESSION_IDLE_MS_MAX, SIGN_IN_ADDRESS_FACTOR, SIGN_IN_FORGIVEN_MS,
    SIGN_IN_FREE_FAILURES, SIGN_IN_WAIT_MS_MAX,
};
use store::{Conn, StoreError, Tenant, Tx};

use super::Failure;
use super::guard::{self, Peer, SignedIn};
use super::input::{self, Body};
use crate::accounts::{self, Ended, NewSession};
use crate::app::App;
use crate::protocol::{Me, ProblemCode, SignIn};
use crate::throttle::network;
use crate::{clock, passwords};

/// Failures of so long ago are forgiven in any case; a sign-in that succeeds sweeps them away.
const FAILURES_KEPT_MS: Millis = 48 * 3_600_000;

/// The first wait; each further failure doubles it.
const FIRST_WAIT_MS: Millis = 1_000;

/// Signs in. An unknown address costs as much time as a wrong password and gets the same answer.
pub(crate) async fn sign_in(
    State(app): State<App>,
    Peer(address): Peer,
    Body(asked): Body<SignIn>,
) -> Result<Response, Failure> {
    let email = input::email(&asked.email)?;
    let buckets = Bucket::all(&email, address);
    if let Some(wait) = count_try(&app, buckets.clone()).await? {
        return Ok(too_fast(wait));
    }
    let known = app.db.read().await?.system().credentials(&email).await?;
    let stored = known.as_ref().and_then(|(_, _, stored)| stored.clone());
    let fits = passwords::verify(asked.password, stored).await?;
    let Some((tenant, teammate, _)) = known.filter(|_| fits) else {
        return Err(wrong_password());
    };
    let session = NewSession::new();
    let stored = session.clone();
    app.db
        .write(move |tx| {
            let (buckets, stored) = (buckets.clone(), stored.clone());
            Box::pin(async move {
                for bucket in buckets {
                    bucket.forgive(tx).await?;
                }
                stored.store(tx, tenant, teammate).await
            })
        })
        .await?;
    welcome(&app, tenant, teammate, &session.token).await
}

fn wrong_password() -> Failure {
    Failure::new(
        StatusCode::UNAUTHORIZED,
        ProblemCode::WrongPassword,
        "Address and password do not belong together. Check both, or ask an admin for a link to \
         choose a new password.",
    )
}

fn too_fast(wait: Millis) -> Response {
    let seconds = (wait + 999) / 1_000;
    let wait = if seconds == 1 { "1 second".to_owned() } else { format!("{seconds} seconds") };
    let failure = Failure::new(
        StatusCode::TOO_MANY_REQUESTS,
        ProblemCode::TooFast,
        format!("Too many tries have failed. Wait {wait}, then try again."),
    );
    let mut response = failure.into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

impl From<passwords::TooMany> for Failure {
    fn from(_: passwords::TooMany) -> Self {
        StoreError::Busy.into()
    }
}

/// What failed tries are counted for.
#[derive(Debug, Clone)]
struct Bucket {
    /// A hash, so that no address stands in the table in clear.
    who: Vec<u8>,
    /// How much more than an account it may fail.
    factor: i64,
}

impl Bucket {
    /// The account's; and that of the network address where it says who asks. A proxy on this
    /// machine does not: all the world would share its bucket, and anybody could fill it.
    fn all(email: &str, address: IpAddr) -> Vec<Self> {
        let mut all = vec![Self::of_account(email)];
        if !address.is_loopback() {
            let who = clock::hash(&format!("address:{}", network(address)));
            all.push(Self { who, factor: SIGN_IN_ADDRESS_FACTOR });
        }
        all
    }

    fn of_account(email: &str) -> Self {
        Self { who: clock::hash(&format!("account:{email}")), factor: 1 }
    }

    /// The failures with one more try, or how long to wait before it.
    fn judge(&self, (failures, last_at): (i64, Millis), now: Millis) -> Result<i64, Millis> {
        let forgiven = (now - last_at).max(0) / (SIGN_IN_FORGIVEN_MS / self.factor);
        let failures = (failures - forgiven).max(0);
        let wait = wait_ms(failures - SIGN_IN_FREE_FAILURES * self.factor);
        // A clock that was set back must not make anybody wait longer than the longest wait.
        let left = (last_at + wait - now).min(wait);
        if left > 0 { Err(left) } else { Ok(failures + 1) }
    }

    /// The try did not fail. The account begins anew; the address does not, or else whoever has
    /// one account could try the others without end.
    async fn forgive(&self, tx: &mut Tx) -> store::Result<()> {
        if self.factor == 1 {
            let old = clock::now() - FAILURES_KEPT_MS;
            tx.write_system().forget_sign_in_failures(&self.who, old).await
        } else {
            tx.write_system().uncount_sign_in_try(&self.who).await
        }
    }
}

/// How long to wait after this many failures beyond the free ones.
fn wait_ms(beyond: i64) -> Millis {
    if beyond < 0 {
        return 0;
    }
    let doubled = 2_i64.saturating_pow(u32::try_from(beyond).unwrap_or(u32::MAX));
    FIRST_WAIT_MS.saturating_mul(doubled).min(SIGN_IN_WAIT_MS_MAX)
}

/// An account gets the benefit of a new beginning: its failures are forgotten.
pub(super) async fn forgive_account(tx: &mut Tx, email: &str) -> store::Result<()> {
    Bucket::of_account(email).forgive(tx).await
}

/// Counts a try before its outcome is known; or says how long to wait, and counts nothing.
async fn count_try(app: &App, buckets: Vec<Bucket>) -> store::Result<Option<Millis>> {
    for _ in 0..CONFLICT_RETRIES_MAX {
        let buckets = buckets.clone();
        let counted = app
            .db
            .write(move |tx| {
                let buckets = buckets.clone();
                Box::pin(async move { count_in(tx, &buckets).await })
            })
            .await;
        match counted {
            Err(StoreError::Contended(_)) => {}
            counted => return counted,
        }
    }
    Err(StoreError::Contended(CONFLICT_RETRIES_MAX))
}

async fn count_in(tx: &mut Tx, buckets: &[Bucket]) -> store::Result<Option<Millis>> {
    let now = clock::now();
    let mut counted = Vec::new();
    for bucket in buckets {
        let known = tx.system().sign_in_failures(&bucket.who).await?;
        match bucket.judge(known, now) {
            Ok(failures) => counted.push((bucket, known, failures)),
            Err(wait) => return Ok(Some(wait)),
        }
    }
    for (bucket, known, failures) in counted {
        let mut system = tx.write_system();
        if !system.count_sign_in_try(&bucket.who, known, failures, now).await? {
            return Err(StoreError::Contended(1));
        }
    }
    Ok(None)
}

/// The answer to whoever has just signed in.
pub(super) async fn welcome(
    app: &App,
    tenant: Tenant,
    teammate: TeammateId,
    token: &str,
) -> Result<Response, Failure> {
    let mut conn = app.db.read().await?;
    let me = me_of(&mut conn, tenant, teammate).await?;
    Ok(with_cookie(app, token, SESSION_IDLE_MS_MAX / 1_000, Json(me)))
}

/// Who is signed in. The dashboard asks at each start, which keeps the cookie of a session that is
/// in use from running out.
pub(crate) async fn me(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let token = guard::cookie(&headers, guard::cookie_name(&app)).unwrap_or_default();
    welcome(&app, me.tenant, me.teammate, token).await
}

async fn me_of(conn: &mut Conn, tenant: Tenant, teammate: TeammateId) -> Result<Me, Failure> {
    let me = conn.of(tenant).teammate(teammate).await?.ok_or_else(Failure::sign_in_needed)?;
    Ok(Me {
        id: me.id.uuid(),
        name: me.name,
        email: me.email,
        role: me.role,
        workspace: conn.of(tenant).name().await?,
    })
}

/// Ends this session.
pub(crate) async fn sign_out(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Response, Failure> {
    end(&app, me, Ended::Only(me.session)).await
}

/// Ends every session of the teammate.
pub(crate) async fn sign_out_everywhere(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Response, Failure> {
    end(&app, me, Ended::All).await
}

async fn end(app: &App, me: store::SessionOf, ended: Ended) -> Result<Response, Failure> {
    let only = matches!(ended, Ended::Only(_)).then_some(me.session);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let mut rows = tx.write_of(me.tenant);
                rows.delete_sessions(me.teammate, only).await
            })
        })
        .await?;
    accounts::tell_revoked(app, me.tenant, me.teammate, ended);
    Ok(with_cookie(app, "", 0, StatusCode::NO_CONTENT))
}

/// The cookie is out of reach of scripts and stays away when another site sends somebody here to
/// do something.
fn with_cookie(app: &App, token: &str, seconds: i64, answer: impl IntoResponse) -> Response {
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    let cookie = format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}",
        guard::cookie_name(app)
    );
    let mut response = answer.into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Millis = 3_600_000;

    fn account() -> Bucket {
        Bucket::of_account("sam@shop.example")
    }

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour() {
        let waits: Vec<_> = (4..=17)
            .map(|failures| account().judge((failures, 1_000), 1_000).err().unwrap_or(0) / 1_000)
            .collect();
        assert_eq!(waits, [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
        assert_eq!(wait_ms(i64::MAX), SIGN_IN_WAIT_MS_MAX);
    }

    #[test]
    fn after_the_wait_one_more_try_is_free_for_ever() {
        for failures in [5, 9, 15, 1_000] {
            let wait = account().judge((failures, 0), 0).unwrap_err();
            assert_eq!(account().judge((failures, 0), wait - 1), Err(1), "{failures}");
            assert_eq!(account().judge((failures, 0), wait), Ok(failures + 1), "{failures}");
        }
    }

    #[test]
    fn failures_are_forgiven_one_by_one() {
        assert_eq!(account().judge((7, 0), 3 * HOUR), Ok(5));
        assert_eq!(account().judge((7, 0), 100 * HOUR), Ok(1));
        let office = Bucket { who: vec![], factor: SIGN_IN_ADDRESS_FACTOR };
        assert_eq!(office.judge((49, 0), 0), Ok(50));
        assert_eq!(office.judge((50, 0), 0), Err(1_000));
        assert_eq!(office.judge((50, 0), HOUR), Ok(41));
    }

    #[test]
    fn a_clock_that_was_set_back_locks_nobody_out() {
        assert_eq!(account().judge((5, 1_000 * HOUR), 0), Err(1_000));
    }

    #[test]
    fn neighbours_in_one_network_are_one_and_a_proxy_here_is_nobody() {
        let buckets = |text: &str| -> Vec<Vec<u8>> {
            let all = Bucket::all("sam@shop.example", text.parse().unwrap());
            all.into_iter().map(|bucket| bucket.who).collect()
        };
        assert_eq!(buckets("2001:db8::1"), buckets("2001:db8::ffff:2"));
        assert_ne!(buckets("2001:db8::1"), buckets("2001:db8:0:1::1"));
        assert_eq!(buckets("::ffff:192.0.2.1"), buckets("192.0.2.1"));
        assert_ne!(buckets("192.0.2.1"), buckets("192.0.2.2"));
        assert_eq!(buckets("127.0.0.1").len(), 1);
    }
}
