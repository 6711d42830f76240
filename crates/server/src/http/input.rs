//! Input as it comes in: bounded, typed, and refused with a sentence that says what to do.

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use domain::id::PictureId;
use domain::limits::{
    ATTRIBUTE_KEY_CHARS_MAX, ATTRIBUTE_VALUE_CHARS_MAX, ATTRIBUTES_MAX, EMAIL_CHARS_MAX,
    MESSAGE_CHARS_MAX, MESSAGE_PICTURES_MAX, NAME_CHARS_MAX, PASSWORD_CHARS_MAX,
};
use reqwest::Url;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::Failure;
use crate::egress::Egress;
use crate::mail::smtp::is_here;
use crate::protocol::{Details, Page, ProblemCode};

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let Json(value) = Json::from_request(request, state).await.map_err(|rejection| {
            let too_large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
            let code = if too_large { ProblemCode::TooLarge } else { ProblemCode::Invalid };
            Failure::new(rejection.status(), code, rejection.body_text())
        })?;
        Ok(Self(value))
    }
}

/// The query of an address.
pub(crate) struct Asked<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Query(value) = Query::from_request_parts(parts, state).await.map_err(|rejection| {
            Failure::new(StatusCode::BAD_REQUEST, ProblemCode::Invalid, rejection.body_text())
        })?;
        Ok(Self(value))
    }
}

/// The ids in an address. What is no id names nothing.
pub(crate) struct Named<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Named<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Path(value) =
            Path::from_request_parts(parts, state).await.map_err(|_| Failure::not_found())?;
        Ok(Self(value))
    }
}

/// A public id as it stands in a snippet; anything else names nothing and is not looked up.
pub(crate) fn site(text: &str) -> Option<&str> {
    let is_shaped = (1..=ATTRIBUTE_KEY_CHARS_MAX).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    is_shaped.then_some(text)
}

/// A message: not empty, not longer than allowed, without signs that only harm.
pub(crate) fn message(text: &str) -> Result<String, Failure> {
    words("text", text)
}

/// A message that may be pictures alone.
pub(crate) fn message_with(
    text: &str,
    pictures: Vec<Uuid>,
) -> Result<(String, Vec<PictureId>), Failure> {
    let mut ids: Vec<PictureId> = pictures.into_iter().map(Into::into).collect();
    ids.sort();
    ids.dedup();
    if ids.len() > MESSAGE_PICTURES_MAX {
        let why = format!("A message has at most {MESSAGE_PICTURES_MAX} pictures.");
        return Err(Failure::field("pictures", why));
    }
    let is_bare = !ids.is_empty() && text.trim().is_empty();
    Ok((if is_bare { String::new() } else { message(text)? }, ids))
}

/// Words as long as a message, in another field.
pub(crate) fn words(field: &str, text: &str) -> Result<String, Failure> {
    words_of(field, text, MESSAGE_CHARS_MAX)
}

/// Words up to a length of their own.
pub(crate) fn words_of(field: &str, text: &str, max: usize) -> Result<String, Failure> {
    let text = without_controls(text.trim());
    if text.is_empty() {
        return Err(Failure::field(field, "Write something first."));
    }
    within(field, &text, max)?;
    Ok(text)
}

/// A name, on one line.
pub(crate) fn name(field: &str, text: &str) -> Result<String, Failure> {
    title(field, text, NAME_CHARS_MAX)
}

/// A title or a question, on one line, up to a length of its own.
pub(crate) fn title(field: &str, text: &str, max: usize) -> Result<String, Failure> {
    let text = one_line(text);
    if text.is_empty() {
        return Err(Failure::field(field, "This cannot be empty."));
    }
    within(field, &text, max)?;
    Ok(text)
}

/// A name that a site's backend signed.
pub(crate) fn signed_name(text: &str) -> Result<String, Failure> {
    name("name", text)
}

/// A text on one line, up to a length of its own.
pub(crate) fn name_of(field: &str, text: &str, max: usize) -> Result<String, Failure> {
    let text = one_line(text);
    within(field, &text, max).map(|()| text)
}

/// An e-mail address, in lower case. Only its shape is checked: whether it exists is found out by
/// writing to it.
pub(crate) fn email(text: &str) -> Result<String, Failure> {
    let text = one_line(text).to_lowercase();
    let shaped = text.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty()
            && host.split('.').count() > 1
            && host.split('.').all(|label| !label.is_empty())
            && !text.contains(char::is_whitespace)
            && !host.contains('@')
    });
    if !shaped {
        return Err(Failure::field("email", "This is not an e-mail address, like sam@shop.com."));
    }
    within("email", &text, EMAIL_CHARS_MAX)?;
    Ok(text)
}

/// What a visitor tells of themselves: each field may be left out, none may be wrong.
pub(crate) fn details(told: Details) -> Result<Details, Failure> {
    let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    Ok(Details {
        name: filled(told.name).map(|text| name("name", &text)).transpose()?,
        email: filled(told.email).map(|text| email(&text)).transpose()?,
        note: filled(told.note)
            .map(|text| {
                let text = without_controls(text.trim());
                within("note", &text, MESSAGE_CHARS_MAX).map(|()| text)
            })
            .transpose()?,
    })
}

/// A page as the widget says it: cut to its limits, because a long address is no visitor's fault.
pub(crate) fn page(page: Page) -> Page {
    let cut = |text: String, max: usize| -> String { one_line(&text).chars().take(max).collect() };
    let value = |text| cut(text, ATTRIBUTE_VALUE_CHARS_MAX);
    let is_web = page.url.starts_with("http://") || page.url.starts_with("https://");
    Page {
        url: if is_web { value(page.url) } else { String::new() },
        title: value(page.title),
        referrer: value(page.referrer),
        language: cut(page.language, ATTRIBUTE_KEY_CHARS_MAX),
        time_zone: cut(page.time_zone, ATTRIBUTE_KEY_CHARS_MAX),
        device: value(page.device),
        attributes: page
            .attributes
            .into_iter()
            .take(ATTRIBUTES_MAX)
            .map(|(key, text)| (cut(key, ATTRIBUTE_KEY_CHARS_MAX), value(text)))
            .collect(),
    }
}

/// A key as providers give it.
pub(crate) fn key(field: &str, key: &str) -> Result<(), Failure> {
    within(field, key, PASSWORD_CHARS_MAX)?;
    if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Failure::field(field, "A key has no spaces and no special signs."));
    }
    Ok(())
}

/// Refuses an address to which a key would travel so that others can read it.
pub(crate) fn travels_sealed(field: &str, egress: &Egress, base: &Url) -> Result<(), Failure> {
    let is_private = is_here(base.host_str().unwrap_or_default()) || egress.is_named(base);
    if base.scheme() == "https" || is_private {
        return Ok(());
    }
    let why = "Over http:// the key would travel in clear. Use an address with https://.";
    Err(Failure::field(field, why))
}

/// A text within its limit.
pub(crate) fn within(field: &str, text: &str, max: usize) -> Result<(), Failure> {
    let length = text.chars().count();
    if length > max {
        return Err(Failure::field(
            field,
            format!("This is {length} characters long; at most {max} are taken. Shorten it."),
        ));
    }
    Ok(())
}

/// A text on one line.
pub(crate) fn one_line(text: &str) -> String {
    without_controls(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control signs hide text and end log lines; line breaks and tabs are kept. A NUL cannot be
/// stored by PostgreSQL. Signs that turn the direction of what follows are dropped too.
fn without_controls(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_what_is_none() {
        for good in ["sam@shop.com", " Sam@Shop.co.uk ", "a+b@x.yz"] {
            assert!(email(good).is_ok(), "{good}");
        }
        for bad in ["", "sam", "sam@", "@shop.com", "sam@shop", "a b@shop.com", "a@b@c.de", "a@.de"]
        {
            assert!(email(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_message_keeps_its_lines_and_loses_what_hides() {
        let cleaned = message(" a\u{0}b\u{202e}c\n\td\u{7} ").unwrap();
        assert_eq!(cleaned, "abc\n\td");
        assert!(message(" \n ").is_err());
        assert!(message(&"x".repeat(MESSAGE_CHARS_MAX + 1)).is_err());
    }

    #[test]
    fn a_page_is_cut_and_a_script_is_no_address() {
        let hostile = Page { url: "javascript:alert(1)".into(), ..Page::default() };
        assert_eq!(page(hostile).url, "");
        let long = Page { url: format!("https://a/{}", "x".repeat(9_000)), ..Page::default() };
        assert_eq!(page(long).url.chars().count(), ATTRIBUTE_VALUE_CHARS_MAX);
    }
}
