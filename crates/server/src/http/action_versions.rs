//! What visitors have of an action: published, switched, and what was published before.

use axum::Json;
use axum::extract::State;
use domain::action::{Definition, sound};
use domain::id::{ActionId, TeammateId};
use domain::limits::ACTION_VERSIONS_MAX;
use store::{ActionRow, ActionVersion as Published, Tenant, Tx};
use uuid::Uuid;

use super::Failure;
use super::actions::{changed_meanwhile, save_row, shown, text};
use super::guard::SignedIn;
use super::input::{Body, Named};
use crate::actions::{self, read_definition};
use crate::app::App;
use crate::clock;
use crate::people::ThreadReader;
use crate::protocol::{ActionVersion, ActionVersions, ActionView, SwitchAction};

/// Gives visitors what the draft says.
pub(crate) async fn publish(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<ActionView>, Failure> {
    let (tenant, id) = (me.tenant, ActionId::from(id));
    let row = app.db.read().await?.of(tenant).action(id).await?.ok_or_else(Failure::not_found)?;
    let draft = read_definition(id, &row.draft).unwrap_or_default();
    if let Some(fault) = sound::faults(&draft).into_iter().next() {
        return Err(Failure::field(&format!("draft.{}", fault.at), fault.what));
    }
    stands_alone(&app, tenant, &row, &draft).await?;
    let (by, at) = (Some(me.teammate), clock::now());
    let work = app.db.write::<_, Failure, _>(move |tx| {
        let (row, draft) = (row.clone(), draft.clone());
        Box::pin(async move { publish_in(tx, tenant, row, &draft, (by, at)).await })
    });
    work.await?;
    shown(&app, tenant, id).await.map(Json)
}

/// Refuses what could not be told from another that visitors have.
async fn stands_alone(
    app: &App,
    tenant: Tenant,
    row: &ActionRow,
    draft: &Definition,
) -> Result<(), Failure> {
    let mut conn = app.db.read().await?;
    let live = actions::live(&mut conn, tenant, row.assistant).await?;
    let label = |it: &Definition| Some(it.starts.button.as_ref()?.label.trim().to_lowercase());
    for other in live.iter().filter(|it| it.id != row.id) {
        let (name, theirs) = (&other.definition.name, &other.definition.starts);
        if draft.starts.script.is_some() && draft.starts.script == theirs.script {
            let what = format!("{name} has this name in scripts already. Choose another.");
            return Err(Failure::field("draft.starts.script", what));
        }
        if draft.starts.button.is_some() && label(draft) == label(&other.definition) {
            let what = format!("{name} has a button with this label. Choose another.");
            return Err(Failure::field("draft.starts.button.label", what));
        }
    }
    Ok(())
}

async fn publish_in(
    tx: &mut Tx,
    tenant: Tenant,
    row: ActionRow,
    draft: &Definition,
    (by, at): (Option<TeammateId>, i64),
) -> Result<(), Failure> {
    let last = tx.of(tenant).action_versions(row.id).await?;
    let version = last.first().map_or(1, |last| last.version + 1);
    if version > ACTION_VERSIONS_MAX {
        return Err(Failure::field(
            "draft",
            "This action was published too often. Make a new one.",
        ));
    }
    let is_new = last.first().is_none_or(|last| last.definition != row.draft);
    let version = if is_new { version } else { version - 1 };
    let mut rows = tx.write_of(tenant);
    if is_new {
        let definition = text(draft)?;
        let published = Published { version, definition, by, at };
        rows.add_action_version(row.id, &published).await?;
    }
    let revision = row.revision;
    let row = ActionRow {
        version: Some(version),
        live: true,
        revision: revision + 1,
        changed_by: by,
        changed_at: at,
        ..row
    };
    if rows.save_action(&row, revision).await? { Ok(()) } else { Err(changed_meanwhile()) }
}

/// Switches an action on or off.
pub(crate) async fn switch(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Body(asked): Body<SwitchAction>,
) -> Result<Json<ActionView>, Failure> {
    let id = ActionId::from(id);
    let row = app.db.read().await?.of(me.tenant).action(id).await?;
    let row = row.ok_or_else(Failure::not_found)?;
    if row.version.is_none() {
        return Err(Failure::field("on", "Publish it first."));
    }
    let revision = row.revision;
    let row = ActionRow {
        live: asked.on,
        revision: revision + 1,
        changed_by: Some(me.teammate),
        changed_at: clock::now(),
        ..row
    };
    save_row(&app, me.tenant, row, revision).await?;
    shown(&app, me.tenant, id).await.map(Json)
}

/// What was published, each time.
pub(crate) async fn versions(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<ActionVersions>, Failure> {
    let mut conn = app.db.read().await?;
    let id = ActionId::from(id);
    conn.of(me.tenant).action(id).await?.ok_or_else(Failure::not_found)?;
    let names = app.names(&mut conn, me.tenant).await?;
    let all = conn.of(me.tenant).action_versions(id).await?;
    let versions = all.into_iter().filter_map(|it| {
        Some(ActionVersion {
            version: it.version,
            definition: read_definition(id, &it.definition)?,
            by: it.by.map(|by| names.seen_by(ThreadReader::Team).person(by)),
            at: it.at,
        })
    });
    Ok(Json(ActionVersions { versions: versions.collect() }))
}
