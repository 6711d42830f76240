//! A signed token of a site's backend, read and judged. Pure: the time and the keys are arguments.
//!
//! One algorithm, HMAC-SHA256, chosen here and not by the token: a header that names another one is
//! refused before anything of the rest is looked at, and no claim is read before the signature
//! holds.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use domain::condition::Value as Fact;
use domain::conversation::Millis;
use domain::limits::{
    ATTRIBUTE_KEY_CHARS_MAX, ATTRIBUTE_VALUE_CHARS_MAX, ATTRIBUTES_MAX, CLOCK_LEEWAY_MS,
    IDENTITY_TOKEN_BYTES_MAX, IDENTITY_VALID_MS_MAX, SUBJECT_CHARS_MAX,
};
use domain::visitor::{Signed, folded};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Map, Value};
use sha2::Sha256;
use uuid::Uuid;

use crate::http::{visitor_email, visitor_name};

/// A secret that a site's backend has too.
pub(crate) struct SigningKey {
    pub(crate) id: Uuid,
    pub(crate) secret: String,
}

/// What a site's backend says of a visitor, and the signature holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Claims {
    /// The id that the site knows them by.
    pub(crate) subject: String,
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) signed: Signed,
    pub(crate) issued_at: Option<Millis>,
    pub(crate) expires_at: Millis,
    /// The token's own id, where one browser alone may use it.
    pub(crate) id: Option<String>,
    /// The key that signed it.
    pub(crate) key: Uuid,
}

/// Why a token is not taken, in the words that the site's developer reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    #[error("The token is longer than {IDENTITY_TOKEN_BYTES_MAX} bytes. Put less into it.")]
    TooLong,
    #[error("This is no token: {0}. Pass what your backend signed, unchanged.")]
    Malformed(&'static str),
    #[error("The token's header says alg {0}. Only HS256 is taken.")]
    Algorithm(String),
    #[error("The token's header has \"crit\", which is not taken. Leave it out.")]
    Critical,
    #[error(
        "There is no signing key yet. An admin makes one in the settings, on the page Visitors."
    )]
    NoKeys,
    #[error("No signing key of this workspace has the id that the token's kid names.")]
    UnknownKey,
    #[error(
        "The signature does not hold. Sign with the key from the settings, page Visitors, as it \
         stands there, by HS256."
    )]
    Forged,
    #[error("The claim {0} {1}.")]
    Claim(&'static str, String),
    #[error("The token expired {0} s ago. Sign a new one for each page.")]
    Expired(i64),
    #[error("The token is good for longer than 24 hours. Set exp to 24 hours from now at most.")]
    TooLasting,
    #[error("The token begins {0} s from now. Compare the clocks of both servers.")]
    NotYet(i64),
    #[error("The token is for somebody else: aud names neither this site's id nor this server.")]
    OtherAudience,
    #[error("The attribute {0} {1}.")]
    Attribute(String, &'static str),
    #[error("The hash does not hold. It is the HMAC-SHA256 of the id in hexadecimal signs.")]
    WrongHash,
    #[error(
        "Identities by a hash of the id are switched off. Sign a token instead, or switch them on \
         in the settings, on the page Visitors."
    )]
    HashOff,
    #[error("Another browser used this token. A token with jti is good for one browser.")]
    UsedElsewhere,
    #[error("The visitor signed out after this token was used. Sign a new one.")]
    SignedOut,
    #[error(
        "This is a rehearsal, which is nobody's: it goes on without a name. Open the page as your \
         visitors do to see them recognised."
    )]
    Rehearsal,
}

type Judged<T> = Result<T, Refused>;

/// Reads a token that one of `keys` must have signed, for one of `audiences`.
pub(crate) fn read(
    text: &str,
    keys: &[SigningKey],
    audiences: &[&str],
    now: Millis,
) -> Judged<Claims> {
    if text.len() > IDENTITY_TOKEN_BYTES_MAX {
        return Err(Refused::TooLong);
    }
    let parts: Vec<&str> = text.split('.').collect();
    let [head, body, signature] = parts[..] else {
        return Err(Refused::Malformed("it has not three parts with dots between them"));
    };
    let header = object(head, "its header is not JSON in base64url")?;
    let wanted = named_key(&header)?;
    let signature = BASE64
        .decode(signature)
        .map_err(|_| Refused::Malformed("its signature is not in base64url"))?;
    if keys.is_empty() {
        return Err(Refused::NoKeys);
    }
    let tried: Vec<&SigningKey> = keys
        .iter()
        .filter(|key| wanted.as_ref().is_none_or(|id| *id == key.id.to_string()))
        .collect();
    if tried.is_empty() {
        return Err(Refused::UnknownKey);
    }
    let message = &text[..head.len() + 1 + body.len()];
    let key = signer(&tried, message.as_bytes(), &signature).ok_or(Refused::Forged)?;
    claims(&object(body, "its claims are not JSON in base64url")?, key.id, audiences, now)
}

/// Whether one of `keys` made `hash` of an id; the id, cleaned as it is stored.
pub(crate) fn read_hash(id: &str, hash: &str, keys: &[SigningKey]) -> Judged<(String, Uuid)> {
    let subject = subject(&Value::String(id.to_owned()))?;
    if keys.is_empty() {
        return Err(Refused::NoKeys);
    }
    let signature = from_hex(hash).ok_or(Refused::WrongHash)?;
    let keys: Vec<&SigningKey> = keys.iter().collect();
    let key = signer(&keys, id.as_bytes(), &signature).ok_or(Refused::WrongHash)?;
    Ok((subject, key.id))
}

/// Every key is tried, so that the time tells nothing of which one fits.
fn signer<'key>(
    keys: &[&'key SigningKey],
    message: &[u8],
    signature: &[u8],
) -> Option<&'key SigningKey> {
    keys.iter().fold(None, |found, key| {
        let mac = Hmac::<Sha256>::new_from_slice(key.secret.as_bytes());
        let mac = mac.expect("any length is a key").chain_update(message);
        let holds = mac.verify_slice(signature).is_ok() && !key.secret.is_empty();
        if holds { Some(*key) } else { found }
    })
}

fn object(part: &str, why: &'static str) -> Judged<Map<String, Value>> {
    let bytes = BASE64.decode(part).map_err(|_| Refused::Malformed(why))?;
    serde_json::from_slice(&bytes).map_err(|_| Refused::Malformed(why))
}

/// The one algorithm, and the id of the key where the header names one.
fn named_key(header: &Map<String, Value>) -> Judged<Option<String>> {
    match header.get("alg") {
        Some(Value::String(alg)) if alg == "HS256" => {}
        Some(Value::String(alg)) => {
            return Err(Refused::Algorithm(alg.chars().take(16).collect()));
        }
        _ => return Err(Refused::Algorithm("nothing".to_owned())),
    }
    if header.contains_key("crit") {
        return Err(Refused::Critical);
    }
    match header.get("kid") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(id)) => Ok(Some(id.clone())),
        Some(_) => Err(Refused::UnknownKey),
    }
}

fn claims(map: &Map<String, Value>, key: Uuid, audiences: &[&str], now: Millis) -> Judged<Claims> {
    let missing = || Refused::Claim("exp", "is missing: say when the token expires".to_owned());
    let expires_at = moment(map, "exp")?.ok_or_else(missing)?;
    if expires_at.saturating_add(CLOCK_LEEWAY_MS) <= now {
        return Err(Refused::Expired((now - expires_at) / 1_000));
    }
    if expires_at > now + IDENTITY_VALID_MS_MAX + CLOCK_LEEWAY_MS {
        return Err(Refused::TooLasting);
    }
    let issued_at = moment(map, "iat")?;
    for begins in [moment(map, "nbf")?, issued_at].into_iter().flatten() {
        if begins > now + CLOCK_LEEWAY_MS {
            return Err(Refused::NotYet((begins - now) / 1_000));
        }
    }
    audience(map.get("aud"), audiences)?;
    let no_subject = || Refused::Claim("sub", "is missing: it is the user's id".to_owned());
    Ok(Claims {
        subject: subject(map.get("sub").ok_or_else(no_subject)?)?,
        name: words(map, "name")?
            .map(|text| visitor_name(&text))
            .transpose()
            .map_err(|failure| in_words(&failure))?,
        email: words(map, "email")?
            .map(|text| visitor_email(&text))
            .transpose()
            .map_err(|_| Refused::Claim("email", "is no e-mail address".to_owned()))?,
        signed: attributes(map.get("attributes"))?,
        issued_at,
        expires_at,
        id: words(map, "jti")?,
        key,
    })
}

fn in_words(failure: &crate::http::Failure) -> Refused {
    Refused::Claim("name", format!("does not hold: {}", failure.0.detail))
}

/// Seconds, as JSON web tokens have them.
fn moment(map: &Map<String, Value>, name: &'static str) -> Judged<Option<Millis>> {
    let Some(value) = map.get(name) else { return Ok(None) };
    let why = || "is no time: write seconds since 1970, as a number".to_owned();
    let seconds = value.as_f64().filter(|seconds| (0.0..=1e11).contains(seconds));
    let seconds = seconds.ok_or_else(|| Refused::Claim(name, why()))?;
    #[expect(clippy::cast_possible_truncation, reason = "checked to be small")]
    let at = (seconds * 1_000.0) as Millis;
    Ok(Some(at))
}

fn audience(claim: Option<&Value>, audiences: &[&str]) -> Judged<()> {
    let is_ours = |text: &str| audiences.contains(&text.trim_end_matches('/'));
    let ours = match claim {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => is_ours(text),
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).any(is_ours),
        Some(_) => false,
    };
    if ours { Ok(()) } else { Err(Refused::OtherAudience) }
}

fn subject(claim: &Value) -> Judged<String> {
    let wrong = |why: &str| Err(Refused::Claim("sub", why.to_owned()));
    let Some(text) = claim.as_str() else {
        return wrong("is no text: write the user's id in quotes");
    };
    if text.trim().is_empty() {
        return wrong("is empty: it is the user's id");
    }
    if text.chars().count() > SUBJECT_CHARS_MAX {
        return wrong("is longer than 200 characters");
    }
    if text != text.trim() || text.chars().any(char::is_control) {
        return wrong("holds spaces around it or signs that do not print");
    }
    Ok(text.to_owned())
}

fn words(map: &Map<String, Value>, name: &'static str) -> Judged<Option<String>> {
    match map.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) if text.chars().count() <= ATTRIBUTE_VALUE_CHARS_MAX => {
            Ok(Some(text.clone()))
        }
        Some(Value::String(_)) => Err(Refused::Claim(name, "is too long".to_owned())),
        Some(_) => Err(Refused::Claim(name, "is no text".to_owned())),
    }
}

fn attributes(claim: Option<&Value>) -> Judged<Signed> {
    let map = match claim {
        None | Some(Value::Null) => return Ok(Signed::default()),
        Some(Value::Object(map)) => map,
        Some(_) => {
            let why = "is no object of names and values".to_owned();
            return Err(Refused::Claim("attributes", why));
        }
    };
    if map.len() > ATTRIBUTES_MAX {
        let why = format!("has {} entries; at most {ATTRIBUTES_MAX} are taken", map.len());
        return Err(Refused::Claim("attributes", why));
    }
    let mut signed = Signed::default();
    for (name, value) in map {
        let shown: String = name.chars().take(ATTRIBUTE_KEY_CHARS_MAX).collect();
        let wrong = |why| Err(Refused::Attribute(shown.clone(), why));
        let length = name.chars().count();
        if name.trim().is_empty() || length > ATTRIBUTE_KEY_CHARS_MAX {
            return wrong("has no name of 1 to 64 characters");
        }
        if signed.0.keys().any(|known| folded(known) == folded(name)) {
            return wrong("stands there twice: names are compared without regard to case");
        }
        let fact = match value {
            // What a backend has not got is not there.
            Value::Null => continue,
            Value::Bool(flag) => Fact::Flag(*flag),
            Value::Number(number) => Fact::Number(number.as_f64().unwrap_or_default()),
            Value::String(text) if text.chars().count() <= ATTRIBUTE_VALUE_CHARS_MAX => {
                Fact::Text(text.chars().filter(|sign| !sign.is_control()).collect())
            }
            Value::String(_) => return wrong("is longer than 500 characters"),
            _ => return wrong("is no text, number, true or false"),
        };
        signed.0.insert(name.trim().to_owned(), fact);
    }
    Ok(signed)
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|sign| sign.to_digit(16).and_then(|it| u8::try_from(it).ok())).collect();
    let digits = digits.filter(|digits| digits.len() == 64)?;
    Some(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

#[cfg(test)]
mod tests;
