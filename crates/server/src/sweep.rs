//! Once a second: conversations that changed are compared with what was told, so that a signal
//! that was lost is made good within two seconds even when nothing follows it.

use std::collections::HashMap;
use std::time::Duration;

use domain::conversation::Seq;
use domain::id::ConversationId;
use store::{Db, Tenant};

use crate::app::App;
use crate::clock;
use crate::inbox;

/// Transactions end within a few seconds; what was written earlier has been seen by now.
const LOOK_BACK_MS: i64 = 30_000;

/// Rows of one sweep: what a busy workspace changes in half a minute.
const ROWS_MAX: usize = 10_000;

const EVERY: Duration = Duration::from_secs(1);

/// Sweeps until the server stops.
pub(crate) async fn sweep(app: App) {
    let mut told: HashMap<ConversationId, (Seq, i64)> = HashMap::new();
    // One process with one file tells itself everything; only others can be missed.
    if matches!(app.db, Db::Sqlite { .. }) {
        return;
    }
    while !app.is_stopping() {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = app.stopped() => return,
        }
        if let Err(error) = once(&app, &mut told).await {
            tracing::warn!(%error, "the lists could not be swept");
        }
    }
}

async fn once(app: &App, told: &mut HashMap<ConversationId, (Seq, i64)>) -> store::Result<()> {
    let since = clock::now() - LOOK_BACK_MS;
    let tenants = app.db.read().await?.system().tenants().await?;
    let mut seen = HashMap::new();
    for tenant in tenants {
        sweep_workspace(app, tenant, since, told, &mut seen).await?;
    }
    // What fell out of the window will not be asked about again.
    *told = seen;
    Ok(())
}

async fn sweep_workspace(
    app: &App,
    tenant: Tenant,
    since: i64,
    told: &HashMap<ConversationId, (Seq, i64)>,
    seen: &mut HashMap<ConversationId, (Seq, i64)>,
) -> store::Result<()> {
    let rows = app.db.read().await?.of(tenant).changed_since(since, ROWS_MAX).await?;
    for row in rows {
        let now = (row.row.state.seq, row.row.changed_at);
        if told.get(&row.row.id) != Some(&now) {
            inbox::publish_row(app, tenant, &row).await;
        }
        seen.insert(row.row.id, now);
    }
    Ok(())
}
