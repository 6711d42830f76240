//! A lookup of a run: who it is for, with which secrets, and what is kept of it.

use std::collections::BTreeMap;

use domain::action::Definition;
use domain::action::lookup::Lookup;
use domain::condition::{Facts, Value};
use domain::visitor::Proof;
use store::{ListRow, Tenant};

use super::secret_place;
use crate::app::App;
use crate::identity;
use crate::lookups::{self, Who};
use crate::protocol::LookupCall;

/// What is said of a program that knows no such thing.
const NOT_FOUND: u16 = 404;

/// What is asked, with what, for whom.
#[derive(Clone, Copy)]
pub(super) struct Asking<'run> {
    pub(super) definition: &'run Definition,
    pub(super) lookup: &'run Lookup,
    pub(super) facts: &'run Facts,
    pub(super) row: &'run ListRow,
    /// The same for the same deed.
    pub(super) key: &'run str,
}

/// What came of it.
pub(super) struct Found {
    pub(super) call: LookupCall,
    /// None where it failed.
    pub(super) values: Option<BTreeMap<String, Value>>,
    /// The whole answer, to choose records from.
    pub(super) answer: Option<serde_json::Value>,
}

/// Asks a program of the owner.
pub(super) async fn ask(app: &App, tenant: Tenant, asking: Asking<'_>) -> store::Result<Found> {
    let Asking { definition, lookup, facts, row, key } = asking;
    let secrets = secrets(app, tenant, definition).await?;
    let who = who(row);
    let asked = lookups::Asked { lookup, facts, who: &who, key, secrets: &secrets };
    let looked = lookups::look_up(app, tenant, asked).await;
    let is_missing = looked.status == Some(NOT_FOUND) && definition.expects_missing(&lookup.name);
    let failed = looked.failed.filter(|_| !is_missing);
    let mut values = looked.values;
    values.insert("found".to_owned(), Value::Flag(!is_missing));
    let call = LookupCall {
        lookup: lookup.name.clone(),
        method: looked.method.to_owned(),
        address: looked.address,
        headers: looked.headers.iter().map(|(name, text)| format!("{name}: {text}")).collect(),
        body: looked.body,
        status: looked.status,
        took_ms: u32::try_from(looked.took_ms).unwrap_or(u32::MAX),
        tries: looked.tries,
        answer: Some(looked.excerpt).filter(|excerpt| !excerpt.is_empty()),
        failed: failed.clone(),
        values: if failed.is_some() { BTreeMap::new() } else { values.clone() },
    };
    Ok(Found { call, values: failed.is_none().then_some(values), answer: looked.answer })
}

/// A request of which nobody knows what became, because the server stopped in the middle.
pub(super) fn unknown(lookup: &Lookup) -> Found {
    let why = "The server stopped while this was asked, and it is not asked twice. Look at the \
               program whether it was done.";
    unasked(lookup, why)
}

/// A request that is not sent, because too much was looked up for its visitor.
pub(super) fn too_many(lookup: &Lookup) -> Found {
    unasked(lookup, "Too much was looked up for this visitor. Somebody may be trying numbers.")
}

fn unasked(lookup: &Lookup, failed: &str) -> Found {
    let call = LookupCall {
        lookup: lookup.name.clone(),
        method: lookup.method.name().to_owned(),
        address: lookup.address.clone(),
        headers: vec![],
        body: None,
        status: None,
        took_ms: 0,
        tries: 1,
        answer: None,
        failed: Some(failed.to_owned()),
        values: BTreeMap::new(),
    };
    Found { call, values: None, answer: None }
}

/// The secrets that an action sends, opened. One that cannot be opened is not there, and the lookup
/// says so.
async fn secrets(
    app: &App,
    tenant: Tenant,
    definition: &Definition,
) -> store::Result<BTreeMap<String, String>> {
    let wanted = definition.secrets();
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let kept = app.db.read().await?.of(tenant).action_secrets().await?;
    let open = |it: store::ActionSecret| {
        let place = secret_place(tenant, &it.name);
        match app.secrets.open_sealed(&place, &it.sealed) {
            Ok(secret) => Some((it.name, secret)),
            Err(error) => {
                tracing::warn!(%error, "a secret of an action cannot be opened");
                None
            }
        }
    };
    Ok(kept.into_iter().filter(|it| wanted.contains(it.name.as_str())).filter_map(open).collect())
}

/// Who the visitor is, as far as that is known.
fn who(row: &ListRow) -> Who {
    let identity = identity::of_row(row);
    let typed = row.visitor_email.clone().filter(|_| identity.subject.is_none());
    let proved = identity.email.as_ref().map_or(Proof::None, |email| email.proof);
    Who {
        id: identity.subject,
        email: identity.email.map(|email| email.text).or(typed),
        proof: proved,
        attributes: identity.signed,
        conversation: row.row.id.to_string(),
    }
}
