//! What is wrong with lookups and other requests.

use super::super::Definition;
use super::super::lookup::{Header, HeaderValue, Lookup, Misplaced, Picked};
use super::{Faults, KEY, is_key};
use crate::condition::{Facts, Known, Value};

const LOOKUPS_MAX: usize = 4;
const ADDRESS_CHARS_MAX: usize = 2_000;
const HEADERS_MAX: usize = 20;
const HEADER_CHARS_MAX: usize = 2_000;
const BODY_CHARS_MAX: usize = 20_000;
const VALUES_MAX: usize = 30;

/// A visitor waits at most so long.
const WITHIN_MS: std::ops::RangeInclusive<u32> = 500..=15_000;

/// Header lines that are ours, or the connection's.
const OURS: [&str; 7] = [
    "host",
    "content-length",
    "content-type",
    "connection",
    "transfer-encoding",
    "idempotency-key",
    "cookie",
];

/// Beside letters and digits, what the name of a header may have (RFC 9110).
const HEADER_SIGNS: &str = "!#$%&'*+-.^_`|~";

/// What is wrong with a pointer.
pub(super) const POINTER: &str =
    "Write where it is in the answer as /order/state, with a / before each name.";

pub(super) fn look(faults: &mut Faults, definition: &Definition) {
    let lookups = &definition.lookups;
    if lookups.len() > LOOKUPS_MAX {
        faults.add("lookups", format!("At most {LOOKUPS_MAX} lookups are made. Remove some."));
    }
    for (n, lookup) in lookups.iter().enumerate() {
        let at = format!("lookups.{n}");
        let name_at = format!("{at}.name");
        let is_taken = lookups[..n].iter().any(|other| other.name == lookup.name)
            || definition.fields.iter().any(|field| field.key == lookup.name);
        let is_around =
            super::AROUND.iter().any(|start| start.trim_end_matches('.') == lookup.name);
        if !is_key(&lookup.name) {
            faults.add(&name_at, KEY);
        } else if is_taken || is_around {
            faults.add(&name_at, "Something else is called so. Choose another name.");
        }
        request(faults, &at, lookup);
        values(faults, &at, &lookup.values);
        comes_before(faults, &at, &lookups[n..], lookup);
    }
    if !lookups.is_empty() && definition.on_failure.is_empty() {
        faults.add("on_failure", "Say what follows when a lookup fails.");
    }
}

/// A lookup needs nothing of itself or of one that is made later.
fn comes_before(faults: &mut Faults, at: &str, later: &[Lookup], lookup: &Lookup) {
    for place in lookup.places() {
        if later.iter().any(|other| place.starts_with(&format!("{}.", other.name))) {
            let what = format!("{{{{{place}}}}} is not known yet here. Move its lookup up.");
            faults.add(&format!("{at}.address"), what);
        }
    }
}

/// What holds for every request, also for those whose answer nobody reads.
pub(super) fn request(faults: &mut Faults, at: &str, lookup: &Lookup) {
    faults.text(&format!("{at}.address"), &lookup.address, 1, ADDRESS_CHARS_MAX);
    if !WITHIN_MS.contains(&lookup.within_ms) {
        let what = "Choose a time between 500 and 15,000 milliseconds.";
        faults.add(&format!("{at}.within_ms"), what);
    }
    headers(faults, at, &lookup.headers);
    let body_at = format!("{at}.body");
    if lookup.body.chars().count() > BODY_CHARS_MAX {
        faults.add(&body_at, format!("At most {BODY_CHARS_MAX} characters are taken. Shorten it."));
    }
    if lookup.method.is_safe() && !lookup.body.trim().is_empty() {
        faults.add(&body_at, "A GET has no body. Remove it, or choose POST.");
    }
    if !lookup.address.trim().is_empty()
        && let Err(misplaced) = lookup.request(&sample(lookup))
    {
        let part = if misplaced == Misplaced::Body { &body_at } else { &format!("{at}.address") };
        faults.add(part, misplaced.to_string());
    }
    faults.places(&format!("{at}.address"), &lookup.address);
    faults.places(&body_at, &lookup.body);
}

/// Every value as a plain letter.
fn sample(lookup: &Lookup) -> Facts {
    let value = || Known::Is(Value::Text("x".to_owned()));
    lookup.places().into_iter().map(|name| (name.to_owned(), value())).collect()
}

fn headers(faults: &mut Faults, at: &str, headers: &[Header]) {
    if headers.len() > HEADERS_MAX {
        let what = format!("At most {HEADERS_MAX} headers are sent. Remove some.");
        faults.add(&format!("{at}.headers"), what);
    }
    for (n, header) in headers.iter().enumerate() {
        let at = format!("{at}.headers.{n}");
        let name = header.name.to_ascii_lowercase();
        let is_sign = |sign: char| sign.is_ascii_alphanumeric() || HEADER_SIGNS.contains(sign);
        if name.is_empty() || name.len() > 100 || !name.chars().all(is_sign) {
            faults.add(&format!("{at}.name"), "This is no name of a header, such as X-Shop.");
        } else if OURS.contains(&name.as_str()) || name.starts_with("baton-") {
            faults.add(&format!("{at}.name"), "This header is not yours to set. Remove it.");
        } else if headers[..n].iter().any(|other| other.name.to_ascii_lowercase() == name) {
            faults.add(&format!("{at}.name"), "Another line has this name. Keep one of them.");
        }
        match &header.value {
            HeaderValue::Text(text) => {
                visible(faults, &format!("{at}.value"), text);
                faults.places(&format!("{at}.value"), text);
            }
            HeaderValue::Secret { name, prefix } => {
                if name.trim().is_empty() {
                    faults.add(&format!("{at}.value.secret.name"), "Choose a secret.");
                }
                visible(faults, &format!("{at}.value.secret.prefix"), prefix);
            }
        }
    }
}

fn visible(faults: &mut Faults, at: &str, text: &str) {
    let is_visible = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    if !is_visible || text.len() > HEADER_CHARS_MAX {
        faults.add(at, "A header has one line of plain letters, digits and signs. Shorten it.");
    }
}

fn values(faults: &mut Faults, at: &str, values: &[Picked]) {
    if values.len() > VALUES_MAX {
        let what = format!("At most {VALUES_MAX} values are read. Remove some.");
        faults.add(&format!("{at}.values"), what);
    }
    for (n, value) in values.iter().enumerate() {
        let name_at = format!("{at}.values.{n}.name");
        if !is_key(&value.name) {
            faults.add(&name_at, KEY);
        } else if values[..n].iter().any(|other| other.name == value.name) {
            faults.add(&name_at, "Another value is called so. Choose another name.");
        }
        if !is_pointer(&value.pointer) {
            faults.add(&format!("{at}.values.{n}.pointer"), POINTER);
        }
    }
}

/// A JSON pointer (RFC 6901): empty, or steps that begin with `/`, in which `~` stands for `~0` and
/// `~1` alone.
pub(super) fn is_pointer(text: &str) -> bool {
    let tildes = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    text.chars().count() <= 200 && tildes && (text.is_empty() || text.starts_with('/'))
}
