//! What is kept of requests to programs of the owner; and webhooks, whose answer nobody waits for.

use domain::action::Effect;
use domain::action::lookup::Lookup;
use domain::id::ConversationId;
use store::{ActionCall, StoreError, Tenant};
use uuid::Uuid;

use super::ask::{self, Asking};
use super::facts;
use super::progress::{Read, progress};
use crate::app::App;
use crate::clock;
use crate::inbox::InboxError;
use crate::protocol::LookupCall;

/// Tells a program of the owner something. False when it did not take it and may be told again.
pub(crate) async fn webhook(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    (run, place): (u32, u32),
) -> Result<bool, InboxError> {
    let mut conn = app.db.read().await?;
    let stored = conn.of(tenant).run(conversation, run).await?;
    let row = conn.of(tenant).conversation(conversation, None).await?;
    let Some((stored, row)) = stored.zip(row) else { return Ok(true) };
    let version = u32::try_from(stored.version).unwrap_or_default();
    let found = super::published(&mut conn, tenant, (stored.action, version)).await?;
    let Some(definition) = found else { return Ok(true) };
    let around = facts::around(&mut conn, tenant, &row).await?;
    let Read { progress, taken, .. } =
        progress(&mut conn, tenant, &row, (run, stored.since)).await?;
    drop(conn);
    let effects = taken.and_then(|taken| definition.effects_of(taken));
    let Some(Effect::Webhook { request }) = effects.and_then(|all| all.get(place as usize)) else {
        tracing::error!(%conversation, run, "a webhook of an action is not found");
        return Ok(true);
    };
    let facts = definition.facts(&around, &progress, facts::day(&row));
    let key = format!("{conversation}-{run}-webhook-{place}");
    let definition = &definition;
    let asking = Asking { definition, lookup: request, facts: &facts, row: &row, key: &key };
    let call = Call::new((conversation, run), &key);
    let looked = if request.may_repeat() || call.begin(app, tenant, request).await? {
        ask::ask(app, tenant, asking).await?
    } else {
        ask::unknown(request)
    };
    call.note(app, tenant, &looked.call).await?;
    Ok(looked.values.is_some() || !request.may_repeat())
}

/// What is kept of a request to a program of the owner.
pub(super) struct Call {
    of: (ConversationId, u32),
    id: Uuid,
}

impl Call {
    /// Its id is the deed's, so that a second try after a crash is known as one.
    pub(super) fn new(of: (ConversationId, u32), key: &str) -> Self {
        let hash = clock::hash(key);
        let bytes = hash.first_chunk::<16>().copied().unwrap_or_default();
        Self { of, id: Uuid::from_bytes(bytes) }
    }

    /// False when it was begun before, and nobody knows what became of it.
    pub(super) async fn begin(
        &self,
        app: &App,
        tenant: Tenant,
        lookup: &Lookup,
    ) -> store::Result<bool> {
        let call = self.row(&ask::unknown(lookup).call);
        app.db
            .write::<_, StoreError, _>(move |tx| {
                let call = call.clone();
                Box::pin(async move { tx.write_of(tenant).begin_action_call(&call).await })
            })
            .await
    }

    pub(super) async fn note(
        &self,
        app: &App,
        tenant: Tenant,
        done: &LookupCall,
    ) -> store::Result<()> {
        let call = self.row(done);
        app.db
            .write::<_, StoreError, _>(move |tx| {
                let call = call.clone();
                Box::pin(async move { tx.write_of(tenant).note_action_call(&call).await })
            })
            .await
    }

    fn row(&self, call: &LookupCall) -> ActionCall {
        let (conversation, run) = self.of;
        let body = serde_json::to_string(call).expect("our own types have a JSON form");
        ActionCall { id: self.id, conversation, run, at: clock::now(), body }
    }
}
