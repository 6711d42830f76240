//! Custom actions over HTTP: the list, drafts, and trying them.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::action::{Definition, Effect, sound};
use domain::id::{ActionId, AssistantId};
use domain::limits::ACTIONS_MAX;
use store::{ActionRow, Conn, StoreError, Tenant};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{Body, Named};
use super::models::is_ours;
use crate::actions::{self, Names, Trial, read_definition};
use crate::app::App;
use crate::clock;
use crate::people::ThreadReader;
use crate::protocol::{
    ActionBrief, ActionFault, ActionName, ActionState, ActionView, Actions, CreateAction,
    OrderActions, ProblemCode, SaveAction, TriedAction, TryAction,
};

/// What the list counts runs of.
const COUNTED_MS: i64 = 7 * 24 * 60 * 60 * 1_000;

/// The actions of an assistant.
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(of): Named<Uuid>,
) -> Result<Json<Actions>, Failure> {
    listed(&app, me.tenant, of.into()).await.map(Json)
}

async fn listed(app: &App, tenant: Tenant, of: AssistantId) -> Result<Actions, Failure> {
    is_ours(app, tenant, of).await?;
    let mut conn = app.db.read().await?;
    let counts = conn.of(tenant).count_runs(clock::now() - COUNTED_MS).await?;
    let rows = conn.of(tenant).actions(Some(of)).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let draft = read_definition(row.id, &row.draft).unwrap_or_default();
        let published = published(&mut conn, tenant, &row).await?;
        let (_, runs, failed) =
            counts.iter().find(|(id, ..)| *id == row.id).copied().unwrap_or((row.id, 0, 0));
        let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        found.push(ActionBrief {
            id: row.id.uuid(),
            name: draft.name.clone(),
            state: state(&row),
            is_changed: published.is_some_and(|published| published != draft),
            runs: count(runs),
            failed: count(failed),
            starts: starts(&draft),
        });
    }
    Ok(Actions { actions: found })
}

fn starts(definition: &Definition) -> Vec<String> {
    let starts = &definition.starts;
    let all = [
        ("button", starts.button.is_some()),
        ("phrases", !starts.phrases.is_empty()),
        ("judged", starts.judged.is_some()),
        ("script", starts.script.is_some()),
        ("teammate", starts.teammate),
    ];
    all.into_iter().filter(|(_, has)| *has).map(|(name, _)| name.to_owned()).collect()
}

fn state(row: &ActionRow) -> ActionState {
    match (row.version, row.live) {
        (None, _) => ActionState::Draft,
        (Some(_), true) => ActionState::Live,
        (Some(_), false) => ActionState::Off,
    }
}

async fn published(
    conn: &mut Conn,
    tenant: Tenant,
    row: &ActionRow,
) -> store::Result<Option<Definition>> {
    let Some(version) = row.version else { return Ok(None) };
    let text = conn.of(tenant).action_version(row.id, version).await?;
    Ok(text.and_then(|text| read_definition(row.id, &text)))
}

/// Makes an action, last in the order.
pub(crate) async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(of): Named<Uuid>,
    Body(asked): Body<CreateAction>,
) -> Result<Json<ActionView>, Failure> {
    let of = AssistantId::from(of);
    is_ours(&app, me.tenant, of).await?;
    let draft = match (&asked.template, asked.definition) {
        (Some(id), _) => {
            let found = actions::template(id, app.config.templates_ask.as_deref());
            found.ok_or_else(|| Failure::field("template", "There is no such template."))?
        }
        (None, Some(definition)) => definition,
        (None, None) => {
            let what = "Name a template, or give a definition, which may be empty: {}.";
            return Err(Failure::field("definition", what));
        }
    };
    let there = app.db.read().await?.of(me.tenant).actions(Some(of)).await?;
    if there.len() >= ACTIONS_MAX {
        let why = format!("An assistant has at most {ACTIONS_MAX} actions. Remove one first.");
        return Err(Failure::field("definition", why));
    }
    let row = ActionRow {
        id: clock::new_id(),
        assistant: of,
        rank: there.last().map_or(0, |last| last.rank + 1),
        draft: text(&draft)?,
        revision: 1,
        version: None,
        live: false,
        changed_by: Some(me.teammate),
        changed_at: clock::now(),
    };
    let id = row.id;
    save_row(&app, me.tenant, row, 0).await?;
    shown(&app, me.tenant, id).await.map(Json)
}

/// A definition as a row keeps it, unless it is larger than any that people write.
pub(super) fn text(definition: &Definition) -> Result<String, Failure> {
    const BYTES_MAX: usize = 64 * 1024;
    let text = serde_json::to_string(definition).expect("a definition has a JSON form");
    if text.len() > BYTES_MAX {
        return Err(Failure::field("draft", "This action is too large: at most 64 KB."));
    }
    Ok(text)
}

/// Refused when somebody else changed it meanwhile.
pub(super) async fn save_row(
    app: &App,
    tenant: Tenant,
    row: ActionRow,
    revision: i64,
) -> Result<(), Failure> {
    let saved = app
        .db
        .write::<_, StoreError, _>(move |tx| {
            let row = row.clone();
            Box::pin(async move { tx.write_of(tenant).save_action(&row, revision).await })
        })
        .await?;
    if saved { Ok(()) } else { Err(changed_meanwhile()) }
}

pub(super) fn changed_meanwhile() -> Failure {
    let detail = "Somebody else changed this action since you opened it. Look at theirs first.";
    Failure::new(StatusCode::CONFLICT, ProblemCode::Conflict, detail)
}

/// Puts actions in an order.
pub(crate) async fn order(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(of): Named<Uuid>,
    Body(asked): Body<OrderActions>,
) -> Result<Json<Actions>, Failure> {
    let (tenant, of) = (me.tenant, AssistantId::from(of));
    is_ours(&app, tenant, of).await?;
    let there = app.db.read().await?.of(tenant).actions(Some(of)).await?;
    let mut known: Vec<Uuid> = there.iter().map(|row| row.id.uuid()).collect();
    let mut given = asked.actions.clone();
    known.sort();
    given.sort();
    if known != given {
        return Err(Failure::field("actions", "Name each action of this assistant once."));
    }
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let actions = asked.actions.clone();
            Box::pin(async move {
                for (rank, id) in (0..).zip(actions) {
                    tx.write_of(tenant).rank_action(id.into(), rank).await?;
                }
                Ok(())
            })
        })
        .await?;
    listed(&app, tenant, of).await.map(Json)
}

/// An action with its draft.
pub(crate) async fn view(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<ActionView>, Failure> {
    shown(&app, me.tenant, id.into()).await.map(Json)
}

pub(super) async fn shown(app: &App, tenant: Tenant, id: ActionId) -> Result<ActionView, Failure> {
    let mut conn = app.db.read().await?;
    let row = conn.of(tenant).action(id).await?.ok_or_else(Failure::not_found)?;
    let draft = read_definition(id, &row.draft).unwrap_or_default();
    let published = published(&mut conn, tenant, &row).await?;
    let others = conn.of(tenant).actions(Some(row.assistant)).await?;
    let used_by = others.iter().filter(|other| other.id != id).filter_map(|other| {
        let definition = read_definition(other.id, &other.draft)?;
        let starts = |effect: &Effect| matches!(effect, Effect::Start { action } if *action == id);
        let uses = definition.effects().any(starts);
        uses.then_some(ActionName { id: other.id.uuid(), name: definition.name })
    });
    let names = app.names(&mut conn, tenant).await?;
    let faults = sound::faults(&draft).into_iter();
    Ok(ActionView {
        id: id.uuid(),
        assistant: row.assistant.uuid(),
        state: state(&row),
        is_changed: published.as_ref().is_some_and(|published| *published != draft),
        faults: faults.map(|fault| ActionFault { at: fault.at, what: fault.what }).collect(),
        used_by: used_by.collect(),
        changed_by: row.changed_by.map(|by| names.seen_by(ThreadReader::Team).person(by)),
        changed_at: row.changed_at,
        revision: row.revision,
        version: row.version,
        draft,
        published,
    })
}

/// Saves a draft.
pub(crate) async fn save(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Body(asked): Body<SaveAction>,
) -> Result<Json<ActionView>, Failure> {
    let id = ActionId::from(id);
    let row = app.db.read().await?.of(me.tenant).action(id).await?;
    let row = row.ok_or_else(Failure::not_found)?;
    if row.revision != asked.revision {
        return Err(changed_meanwhile());
    }
    let row = ActionRow {
        draft: text(&asked.draft)?,
        revision: row.revision + 1,
        changed_by: Some(me.teammate),
        changed_at: clock::now(),
        ..row
    };
    save_row(&app, me.tenant, row, asked.revision).await?;
    shown(&app, me.tenant, id).await.map(Json)
}

/// Removes an action.
pub(crate) async fn remove(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<StatusCode, Failure> {
    let tenant = me.tenant;
    let gone = app
        .db
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move { tx.write_of(tenant).delete_action(id.into()).await })
        })
        .await?;
    if gone { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::not_found()) }
}

/// Runs a draft with given answers.
pub(crate) async fn attempt(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Body(asked): Body<TryAction>,
) -> Result<Json<TriedAction>, Failure> {
    let (tenant, id) = (me.tenant, ActionId::from(id));
    let mut conn = app.db.read().await?;
    let row = conn.of(tenant).action(id).await?.ok_or_else(Failure::not_found)?;
    let saved = || read_definition(id, &row.draft).unwrap_or_default();
    let definition = asked.definition.clone().unwrap_or_else(saved);
    let others = conn.of(tenant).actions(Some(row.assistant)).await?;
    let called = |it: &ActionRow| Some((it.id, read_definition(it.id, &it.draft)?.name));
    let teams = conn.of(tenant).teams().await?;
    drop(conn);
    let names = Names {
        actions: others.iter().filter_map(called).collect(),
        teams: teams.into_iter().map(|team| (team.id, team.name)).collect::<BTreeMap<_, _>>(),
    };
    let trial = Trial { tenant, definition: &definition, asked: &asked, names: &names };
    actions::attempt(&app, trial).await.map(Json)
}
