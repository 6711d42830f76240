//! What is known around a run: the visitor, the page, and what was answered before.

use std::collections::BTreeMap;

use assistant::copy::Acting;
use domain::condition::{Facts, Known, Value};
use domain::visitor::{Attributes, Plain, Signed};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Conn, ListRow, Tenant};

use super::body::{Ended, Filled};
use crate::assistants::Settings;
use crate::clock;
use crate::identity;
use crate::inbox::read_column;
use crate::protocol::Page;

/// What a conversation's row keeps of its runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Kept {
    /// Answers that led somewhere, by the key of their field; the last one counts.
    earlier: BTreeMap<String, Value>,
    /// Answers to the run that goes on; none for what was left empty.
    given: BTreeMap<String, Option<Value>>,
    /// Attributes that actions set.
    set: BTreeMap<String, String>,
}

impl Kept {
    /// As a row has it, with what was answered.
    pub(crate) fn answered(column: Option<&str>, filled: Filled) -> Self {
        let mut kept: Self = read_column(column).unwrap_or_default();
        kept.given.extend(filled.values);
        kept
    }

    /// As a row has it once a run is over, with what that set. Answers to a run that failed or was
    /// left are asked anew: they may be what was wrong.
    pub(crate) fn ended(column: Option<&str>, went_well: bool, ended: Ended) -> Self {
        let mut kept: Self = read_column(column).unwrap_or_default();
        kept.set.extend(ended.set);
        for (key, value) in std::mem::take(&mut kept.given).into_iter().filter(|_| went_well) {
            match value {
                Some(value) => kept.earlier.insert(key, value),
                None => kept.earlier.remove(&key),
            };
        }
        kept
    }
}

/// All that conditions and texts of an action can speak of, beside its own fields and lookups.
pub(crate) async fn around(conn: &mut Conn, tenant: Tenant, row: &ListRow) -> store::Result<Facts> {
    let signed_only = conn.of(tenant).identity_settings().await?.signed_only;
    let page: Option<Page> = read_column(row.row.page.as_deref());
    Ok(of(row, page.as_ref(), &signed_only))
}

/// The same from what is read already; a visitor without a conversation has a row that is empty.
pub(crate) fn of(row: &ListRow, page: Option<&Page>, signed_only: &[String]) -> Facts {
    let mut facts = Facts::new();
    let mut tell = |name: &str, value: Value| {
        facts.insert(name.to_owned(), Known::Is(value));
    };
    let kept: Kept = read_column(row.row.facts.as_deref()).unwrap_or_default();
    for (name, text) in &kept.set {
        tell(&format!("attribute.{name}"), Value::Text(text.clone()));
    }
    for (key, value) in &kept.earlier {
        tell(&format!("earlier.{key}"), value.clone());
    }
    let identity = identity::of_row(row);
    let none = BTreeMap::new();
    let said = page.map_or(&none, |page| &page.attributes);
    let attributes = Attributes::new(&identity.signed, Plain(said), signed_only);
    let Signed(signed) = &identity.signed;
    for name in said.keys().chain(signed.keys()) {
        if let Known::Is(value) = attributes.known(name) {
            tell(&format!("attribute.{name}"), value);
        }
    }
    for (name, value) in signed {
        tell(&format!("signed.{name}"), value.clone());
    }
    for (name, text) in page.into_iter().flat_map(|page| {
        [("page.url", &page.url), ("page.title", &page.title), ("page.language", &page.language)]
    }) {
        if !text.is_empty() {
            tell(name, Value::Text(text.clone()));
        }
    }
    let verified = identity.email.is_some() || identity.subject.is_some();
    let name = identity.name.map(|name| name.text).or_else(|| row.visitor_name.clone());
    // Who is proved to be somebody is not taken for somebody else by what they type.
    let typed = row.visitor_email.clone().filter(|_| !verified);
    let email = identity.email.map(|email| email.text).or(typed);
    let known =
        [("visitor.name", name), ("visitor.email", email), ("visitor.id", identity.subject)];
    for (key, text) in known {
        if let Some(text) = text {
            tell(key, Value::Text(text));
        }
    }
    tell("visitor.verified", Value::Flag(verified));
    tell("tags", Value::List(row.row.state.tags.iter().cloned().collect()));
    facts
}

/// What the assistant says around actions to the visitor of a conversation.
pub(crate) async fn words(conn: &mut Conn, tenant: Tenant, row: &ListRow) -> store::Result<Acting> {
    let page: Option<Page> = read_column(row.row.page.as_deref());
    let wanted = page.map(|page| page.language);
    let assistant = conn.of(tenant).assistant(row.row.assistant).await?;
    let settings = assistant.as_ref().map(Settings::of).unwrap_or_default();
    Ok(settings.voice.acting(wanted.as_deref()))
}

/// The day where the visitor is.
pub(crate) fn day(row: &ListRow) -> Date {
    let page: Option<Page> = read_column(row.row.page.as_deref());
    clock::day_in(&page.map(|page| page.time_zone).unwrap_or_default())
}
