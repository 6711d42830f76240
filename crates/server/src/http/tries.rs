//! Tries to sign in, counted so that guessing must wait and a stranger locks nobody out.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use domain::conversation::Millis;
use domain::limits::{
    CONFLICT_RETRIES_MAX, SIGN_IN_ADDRESS_FACTOR, SIGN_IN_FORGIVEN_MS, SIGN_IN_FREE_FAILURES,
    SIGN_IN_WAIT_MS_MAX,
};
use store::{StoreError, Tx};

use super::{Failure, guard};
use crate::app::App;
use crate::clock;
use crate::protocol::ProblemCode;
use crate::proxies::From;
use crate::throttle::network;

/// Failures of so long ago are forgiven in any case; a sign-in that succeeds sweeps them away.
const FAILURES_KEPT_MS: Millis = 48 * 3_600_000;

/// The first wait; each further failure doubles it.
const FIRST_WAIT_MS: Millis = 1_000;

/// A browser is known for a year after somebody signed in from it.
const KNOWN_SECONDS: i64 = 365 * 24 * 3_600;

/// What a known browser's signature is for.
const KNOWN: &str = "known browser";

/// What failed tries are counted for.
#[derive(Debug, Clone)]
pub(super) struct Bucket {
    /// A hash, so that no address stands in the table in clear.
    who: Vec<u8>,
    /// How much more than an account it may fail.
    factor: i64,
}

impl Bucket {
    /// The browser's alone where this account signed in from it before: what strangers try
    /// elsewhere does not make its owner wait. Otherwise the account's, and that of the network
    /// address where one is known: if anybody at all shared a bucket, anybody could fill it.
    pub(super) fn all(email: &str, from: From, browser: Option<&str>) -> Vec<Self> {
        if let Some(browser) = browser {
            return vec![Self {
                who: clock::hash(&format!("browser:{browser}:{email}")),
                factor: 1,
            }];
        }
        let mut all = vec![Self::of_account(email)];
        if let From::Address(address) = from {
            let who = clock::hash(&format!("address:{}", network(address)));
            all.push(Self { who, factor: SIGN_IN_ADDRESS_FACTOR });
        }
        all
    }

    pub(super) fn of_account(email: &str) -> Self {
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
    pub(super) async fn forgive(&self, tx: &mut Tx) -> store::Result<()> {
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
pub(super) async fn count_try(app: &App, buckets: Vec<Bucket>) -> store::Result<Option<Millis>> {
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

/// The password was right: this try was no failure. Nothing is forgotten, or else whoever has the
/// password could try codes without end.
pub(super) async fn take_back(app: &App, buckets: Vec<Bucket>) -> store::Result<()> {
    app.db
        .write(move |tx| {
            let buckets = buckets.clone();
            Box::pin(async move {
                for bucket in buckets {
                    tx.write_system().uncount_sign_in_try(&bucket.who).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Counts a try of somebody's code outside of a sign-in; the answer where it came too fast.
pub(super) async fn count_code(app: &App, email: &str) -> Result<Option<Response>, Failure> {
    let wait = count_try(app, vec![Bucket::of_account(email)]).await?;
    Ok(wait.map(too_fast))
}

/// The answer to whoever tries too fast.
pub(super) fn too_fast(wait: Millis) -> Response {
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

/// The cookie is the account's own, because several may sign in from one browser.
fn known_name(app: &App, email: &str) -> String {
    let account = BASE64.encode(&clock::hash(email)[..6]);
    format!("{}-known-{account}", guard::cookie_name(app))
}

/// The browser that asks, if this account signed in from it before.
pub(super) fn known_browser<'headers>(
    app: &App,
    headers: &'headers HeaderMap,
    email: &str,
) -> Option<&'headers str> {
    let (browser, signature) = guard::cookie(headers, &known_name(app, email))?.split_once('.')?;
    let signature = BASE64.decode(signature).ok()?;
    let message = format!("{browser}:{email}");
    app.secrets.is_signed(KNOWN, message.as_bytes(), &signature).then_some(browser)
}

/// The cookie by which a browser is known from now on. It signs nobody in.
pub(super) fn remember_browser(app: &App, email: &str) -> Option<HeaderValue> {
    let browser = BASE64.encode(clock::random::<12>());
    let signature = app.secrets.sign(KNOWN, format!("{browser}:{email}").as_bytes());
    let value = format!("{browser}.{}", BASE64.encode(signature));
    guard::set_cookie(app, &known_name(app, email), &value, KNOWN_SECONDS)
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
    fn neighbours_in_one_network_are_one_and_anybody_is_nobody() {
        let buckets = |text: &str| -> Vec<Vec<u8>> {
            let from = From::Address(text.parse().unwrap());
            let all = Bucket::all("sam@shop.example", from, None);
            all.into_iter().map(|bucket| bucket.who).collect()
        };
        assert_eq!(buckets("2001:db8::1"), buckets("2001:db8::ffff:2"));
        assert_ne!(buckets("2001:db8::1"), buckets("2001:db8:0:1::1"));
        assert_eq!(buckets("::ffff:192.0.2.1"), buckets("192.0.2.1"));
        assert_ne!(buckets("192.0.2.1"), buckets("192.0.2.2"));
        assert_eq!(Bucket::all("sam@shop.example", From::Anybody, None).len(), 1);
    }
}
