//! What actions did, in conversations and since; and the secrets that they send.

use axum::Json;
use axum::extract::State;
use domain::action::Started;
use domain::conversation::{Event, Millis};
use domain::id::{ActionId, ConversationId};
use domain::limits::{ACTION_SECRETS_MAX, RUN_EVENTS_MAX};
use domain::message::Audience;
use store::{ActionSecret as Kept, Conn, RunRow, StoreError, Tenant};
use uuid::Uuid;

use super::Failure;
use super::conversations::{read_cursor, wrong_cursor};
use super::guard::{SignedIn, Visiting};
use super::input::{self, Asked, Body, Named};
use crate::actions::{self, Filled, RunResult, given, read_definition, secret_place};
use crate::app::App;
use crate::clock;
use crate::inbox::{read_column, run_end, started_by};
use crate::lookups;
use crate::protocol::{
    ActionName, ActionRun, ActionRuns, ActionSecret, ActionSecrets, ActionTemplates, AtPage, Given,
    KeepSecret, RunsQuery, SendableActions, VisitorButtons,
};

/// Runs of one window.
const WINDOW: u32 = 50;

/// Longest secret: a token of a few hundred signs, and a certificate's more.
const SECRET_CHARS_MAX: usize = 4_000;

/// Past runs of an action.
pub(crate) async fn runs(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Asked(asked): Asked<RunsQuery>,
) -> Result<Json<ActionRuns>, Failure> {
    let mut conn = app.db.read().await?;
    let id = ActionId::from(id);
    conn.of(me.tenant).action(id).await?.ok_or_else(Failure::not_found)?;
    let before = match asked.cursor.as_deref() {
        Some(cursor) => read_place(cursor)?,
        None => (Millis::MAX, ConversationId::from(Uuid::max()), 0),
    };
    let rows = conn.of(me.tenant).runs_of(id, before, asked.failed, WINDOW).await?;
    let more = rows.len() == WINDOW as usize;
    let next = rows.last().filter(|_| more);
    let next = next.map(|last| format!("{}.{}.{}", last.started_at, last.conversation, last.run));
    let mut runs = Vec::with_capacity(rows.len());
    for row in rows {
        runs.push(shown(&mut conn, me.tenant, row).await?);
    }
    Ok(Json(ActionRuns { runs, next }))
}

/// The run that the window before ended with.
fn read_place(text: &str) -> Result<(Millis, ConversationId, u32), Failure> {
    let (place, run) = text.rsplit_once('.').unwrap_or((text, ""));
    let (at, conversation) = read_cursor(place)?;
    let run = run.parse().map_err(|_| wrong_cursor())?;
    Ok((at, conversation, run))
}

/// What an action did in a conversation.
pub(crate) async fn run(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named((conversation, run)): Named<(Uuid, u32)>,
) -> Result<Json<ActionRun>, Failure> {
    let mut conn = app.db.read().await?;
    let row = conn.of(me.tenant).run(conversation.into(), run).await?;
    let row = row.ok_or_else(Failure::not_found)?;
    shown(&mut conn, me.tenant, row).await.map(Json)
}

async fn shown(conn: &mut Conn, tenant: Tenant, row: RunRow) -> Result<ActionRun, Failure> {
    let given = given_in(conn, tenant, &row).await?;
    let calls = conn.of(tenant).action_calls(row.conversation, row.run).await?;
    let result: Option<RunResult> = read_column(row.ended.as_deref());
    Ok(ActionRun {
        conversation: row.conversation.uuid(),
        run: row.run,
        version: row.version,
        started: started_by(started(&row)?),
        started_at: row.started_at,
        ended_at: row.ended_at,
        end: result.map(|result| run_end(result.end)),
        taken: result.and_then(|result| result.taken).map(actions::way),
        given,
        calls: calls.iter().filter_map(|body| serde_json::from_str(body).ok()).collect(),
    })
}

fn started(row: &RunRow) -> Result<Started, Failure> {
    serde_json::from_str(&row.started).map_err(|error| {
        let (conversation, run) = (row.conversation, row.run);
        tracing::error!(%error, %conversation, run, "action_runs.started cannot be read");
        Failure::internal()
    })
}

/// What was answered in a run, by its events.
async fn given_in(conn: &mut Conn, tenant: Tenant, row: &RunRow) -> Result<Vec<Given>, Failure> {
    let mut rows = conn.of(tenant);
    let after = row.since - 1;
    let events = rows.events(row.conversation, after, Audience::Team, RUN_EVENTS_MAX).await?;
    let of_run = events.iter().filter(|event| {
        matches!(
            event.event,
            Event::ActionStarted { run, .. } | Event::FieldsGiven { run } if run == row.run
        )
    });
    Ok(of_run
        .flat_map(|event| {
            let filled: Filled = read_column(event.words.as_deref()).unwrap_or_default();
            given(&filled, &event.pictures)
        })
        .collect())
}

/// Ready-made actions.
pub(crate) async fn templates(State(app): State<App>) -> Json<ActionTemplates> {
    let asks = app.config.templates_ask.as_deref();
    Json(ActionTemplates { templates: actions::templates(asks) })
}

/// Actions that can be sent in a conversation.
pub(crate) async fn sendable(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<SendableActions>, Failure> {
    let (all, _) = actions::sendable(&app, me.tenant, id.into()).await?;
    let name = |it: actions::Live| ActionName { id: it.id.uuid(), name: it.definition.name };
    Ok(Json(SendableActions { actions: all.into_iter().map(name).collect() }))
}

/// The buttons on a page.
pub(crate) async fn buttons(
    State(app): State<App>,
    Visiting(me): Visiting,
    Body(asked): Body<AtPage>,
) -> Result<Json<VisitorButtons>, Failure> {
    let page = asked.page.map(input::page);
    let buttons = actions::buttons(&app, me, page.as_ref()).await?;
    Ok(Json(VisitorButtons { buttons }))
}

/// The names of secrets that lookups send.
pub(crate) async fn secrets(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<ActionSecrets>, Failure> {
    all_secrets(&app, me.tenant).await.map(Json)
}

async fn all_secrets(app: &App, tenant: Tenant) -> Result<ActionSecrets, Failure> {
    let mut conn = app.db.read().await?;
    let rows = conn.of(tenant).actions(None).await?;
    let used: Vec<_> = rows
        .iter()
        .filter_map(|row| Some((row.id, read_definition(row.id, &row.draft)?)))
        .collect();
    let secrets = conn.of(tenant).action_secrets().await?;
    let view = |it: Kept| ActionSecret {
        used_by: used
            .iter()
            .filter(|(_, definition)| definition.secrets().contains(&it.name.as_str()))
            .map(|(id, definition)| ActionName { id: id.uuid(), name: definition.name.clone() })
            .collect(),
        name: it.name,
        changed_at: it.changed_at,
    };
    Ok(ActionSecrets {
        secrets: secrets.into_iter().map(view).collect(),
        signing_key: lookups::signing_key(&app.secrets, tenant),
    })
}

/// Keeps a secret under a name.
pub(crate) async fn keep_secret(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(name): Named<String>,
    Body(asked): Body<KeepSecret>,
) -> Result<Json<ActionSecrets>, Failure> {
    let is_sound = (1..=40).contains(&name.len())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if !is_sound {
        return Err(Failure::field("name", "Use up to 40 letters, digits, - and _."));
    }
    let secret = asked.secret.trim();
    if secret.is_empty() || secret.len() > SECRET_CHARS_MAX || secret.chars().any(char::is_control)
    {
        return Err(Failure::field("secret", "Paste the secret as it is, on one line."));
    }
    let tenant = me.tenant;
    let there = app.db.read().await?.of(tenant).action_secrets().await?;
    if there.len() >= ACTION_SECRETS_MAX && there.iter().all(|it| it.name != name) {
        let why = format!("At most {ACTION_SECRETS_MAX} secrets. Forget one that is not used.");
        return Err(Failure::field("name", why));
    }
    let sealed = app.secrets.seal(&secret_place(tenant, &name), secret);
    let kept = Kept { name, sealed, changed_at: clock::now() };
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let kept = kept.clone();
            Box::pin(async move { tx.write_of(tenant).save_action_secret(&kept).await })
        })
        .await?;
    all_secrets(&app, tenant).await.map(Json)
}

/// Forgets a secret.
pub(crate) async fn forget_secret(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(name): Named<String>,
) -> Result<Json<ActionSecrets>, Failure> {
    let tenant = me.tenant;
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let name = name.clone();
            Box::pin(async move { tx.write_of(tenant).delete_action_secret(&name).await })
        })
        .await?;
    all_secrets(&app, tenant).await.map(Json)
}
