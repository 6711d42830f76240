//! The actions of the demo: the templates, published, with the key of the shop's program.

use domain::id::AssistantId;
use store::{ActionRow, ActionSecret, ActionVersion, StoreError, Tenant};

use super::service;
use crate::actions::{secret_place, templates};
use crate::app::App;
use crate::clock;

/// The name under which the templates send the key of the shop's program.
const SECRET: &str = "shop_key";

/// A draft in the demo: the chat's own button does the same.
const DRAFT: &str = "talk-to-a-person";

/// Gives the assistant its actions, unless it has some.
pub(super) async fn equip(app: &App, tenant: Tenant, assistant: AssistantId) -> anyhow::Result<()> {
    if !app.db.read().await?.of(tenant).actions(None).await?.is_empty() {
        return Ok(());
    }
    let now = clock::now();
    let all = templates(app.config.templates_ask.as_deref());
    let mut rows = Vec::with_capacity(all.len());
    for (rank, template) in (0..).zip(all) {
        let is_live = template.id != DRAFT;
        let definition = serde_json::to_string(&template.definition)?;
        let row = ActionRow {
            id: clock::new_id(),
            assistant,
            rank,
            draft: definition.clone(),
            revision: 1,
            version: is_live.then_some(1),
            live: is_live,
            changed_by: None,
            changed_at: now,
        };
        rows.push((row, ActionVersion { version: 1, definition, by: None, at: now }));
    }
    let sealed = app.secrets.seal(&secret_place(tenant, SECRET), service::KEY);
    let secret = ActionSecret { name: SECRET.to_owned(), sealed, changed_at: now };
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let (rows, secret) = (rows.clone(), secret.clone());
            Box::pin(async move {
                let mut workspace = tx.write_of(tenant);
                workspace.save_action_secret(&secret).await?;
                for (row, version) in &rows {
                    workspace.add_action_version(row.id, version).await?;
                    workspace.save_action(row, 0).await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(())
}
