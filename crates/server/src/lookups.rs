//! Programs of the owner, asked.

use std::collections::BTreeMap;

use domain::action::lookup::Lookup;
use domain::condition::{Facts, Value};
use store::{ListRow, Tenant};

use crate::app::App;
use crate::protocol::LookupCall;

/// What is asked, with what, for whom.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'run> {
    pub(crate) lookup: &'run Lookup,
    pub(crate) facts: &'run Facts,
    pub(crate) row: &'run ListRow,
    /// The same for the same deed.
    pub(crate) key: &'run str,
}

/// What came of it.
pub(crate) struct Looked {
    pub(crate) call: LookupCall,
    /// None where it failed.
    pub(crate) values: Option<BTreeMap<String, Value>>,
    pub(crate) answer: Option<serde_json::Value>,
}

/// A request of which nobody knows what became, because the server stopped in the middle.
pub(crate) fn unknown(lookup: &Lookup) -> Looked {
    let call = LookupCall {
        lookup: lookup.name.clone(),
        method: format!("{:?}", lookup.method).to_uppercase(),
        address: lookup.address.clone(),
        headers: vec![],
        body: None,
        status: None,
        took_ms: 0,
        tries: 1,
        answer: None,
        failed: Some(
            "The server stopped while this was asked, and it is not asked twice: look at the \
             program whether it was done."
                .to_owned(),
        ),
        values: BTreeMap::new(),
    };
    Looked { call, values: None, answer: None }
}

/// What signs the header lines that say who the visitor is.
pub(crate) fn signing_key(secrets: &crate::secrets::Secrets, tenant: Tenant) -> String {
    let _ = (secrets, tenant);
    String::new()
}

/// Asks.
pub(crate) async fn look_up(
    _app: &App,
    _tenant: Tenant,
    asking: Asking<'_>,
) -> store::Result<Looked> {
    let _ = (asking.facts, asking.row, asking.key, asking.lookup);
    unimplemented!()
}
