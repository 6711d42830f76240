//! Custom actions at work: what visitors have, what is known around a run, and the runs themselves.
//!
//! The rules of an action are `domain::action`'s; the machine's own are `domain::conversation`'s.
//! Here definitions are read, programs of the owner are asked, and words become bodies of events.

mod answers;
mod ask;
mod body;
mod call;
mod effects;
mod facts;
mod form;
mod progress;
mod run;
mod start;
mod templates;
mod trial;
mod verify;

use domain::action::Definition;
use domain::condition::{Facts, Truth};
use domain::id::{ActionId, AssistantId};
use store::{Conn, Tenant};

pub(crate) use answers::{
    Answered, agreed, answered_by, in_words, read_in_words, said_already, said_in_call,
};
pub(crate) use body::{Ended, Filled, Looked, OpenForm, RunResult, given};
pub(crate) use call::webhook;
pub(crate) use effects::{Names, teams};
pub(crate) use facts::{Kept, around, day, words};
pub(crate) use progress::open_form;
pub(crate) use run::{act, give_up, leave};
pub(crate) use start::{
    StartBy, Starting, buttons, given_by_visitor, sendable, start_by_teammate, start_by_visitor,
    starting,
};
pub(crate) use templates::{template, templates};
pub(crate) use trial::{Trial, attempt, way};
pub(crate) use verify::verify;

/// An action that visitors have.
#[derive(Debug, Clone)]
pub(crate) struct Live {
    pub(crate) id: ActionId,
    pub(crate) version: u32,
    pub(crate) definition: Definition,
}

impl Live {
    /// Whether it may start with what is known.
    pub(crate) fn may_start(&self, around: &Facts) -> bool {
        let when = self.definition.when.as_ref();
        when.is_none_or(|when| when.holds(around) == Truth::True)
    }
}

/// The actions that visitors of an assistant have, in their order. One that a later version of this
/// program wrote and this one cannot read is left out.
pub(crate) async fn live(
    conn: &mut Conn,
    tenant: Tenant,
    of: AssistantId,
) -> store::Result<Vec<Live>> {
    let rows = conn.of(tenant).live_actions(of).await?;
    let read = rows.into_iter().filter_map(|(id, version, text)| {
        let definition = read_definition(id, &text)?;
        Some(Live { id, version: u32::try_from(version).ok()?, definition })
    });
    Ok(read.collect())
}

/// An action as it was published.
pub(crate) async fn published(
    conn: &mut Conn,
    tenant: Tenant,
    (id, version): (ActionId, u32),
) -> store::Result<Option<Definition>> {
    let text = conn.of(tenant).action_version(id, version.into()).await?;
    Ok(text.and_then(|text| read_definition(id, &text)))
}

pub(crate) fn read_definition(id: ActionId, text: &str) -> Option<Definition> {
    serde_json::from_str(text)
        .map_err(|error| tracing::error!(%error, action = %id, "an action cannot be read"))
        .ok()
}

/// Where a secret that lookups send is sealed for.
pub(crate) fn secret_place(tenant: Tenant, name: &str) -> String {
    format!("action.secret/{}/{name}", tenant.workspace())
}
