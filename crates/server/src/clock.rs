//! The one place that reads the clock and draws lots; everybody else takes them as arguments.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::conversation::Millis;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// The time, in milliseconds since 1970.
#[expect(clippy::disallowed_methods, reason = "this is the clock")]
pub(crate) fn now() -> Millis {
    jiff::Timestamp::now().as_millisecond()
}

/// A stopwatch for what is logged and shown, never for what is decided.
#[expect(clippy::disallowed_methods, reason = "this is the clock")]
pub(crate) fn stopwatch() -> std::time::Instant {
    std::time::Instant::now()
}

/// The moment, for time-outs of lines.
#[expect(clippy::disallowed_methods, reason = "this is the clock")]
pub(crate) fn instant() -> tokio::time::Instant {
    tokio::time::Instant::now()
}

/// A new id that sorts by time.
#[expect(clippy::disallowed_methods, reason = "this is where ids are made")]
pub(crate) fn new_id<T: From<Uuid>>() -> T {
    Uuid::now_v7().into()
}

/// Random bytes.
#[expect(clippy::disallowed_methods, reason = "this is where lots are drawn")]
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}

/// A secret of 256 bits, as text for an address or a header, and the hash that is stored.
pub(crate) fn new_token() -> (String, Vec<u8>) {
    let token = BASE64_URL_SAFE_NO_PAD.encode(random::<32>());
    let hash = hash(&token);
    (token, hash)
}

/// What is stored of a token. A token is 256 random bits, so it needs no slow hash.
pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The day in a time zone such as `Europe/Dublin`; in UTC where there is no such zone.
pub(crate) fn day_in(zone: &str) -> jiff::civil::Date {
    let now = jiff::Timestamp::from_millisecond(now()).unwrap_or_default();
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    now.to_zoned(zone).date()
}

/// From now until `at`; nothing when that is past.
pub(crate) fn until(at: Millis) -> Duration {
    Duration::from_millis(u64::try_from(at - now()).unwrap_or(0))
}
