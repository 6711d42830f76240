//! Making, copying and putting away assistants, and what each of them learns.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use domain::id::{AssistantId, SourceId};
use domain::limits::ASSISTANTS_MAX;
use store::{Assistant, NewAssistant, Tenant, Tx};
use uuid::Uuid;

use super::Failure;
use super::assistants::{changed, greeting};
use super::guard::SignedIn;
use super::input::{self, Body, Named};
use crate::app::App;
use crate::assistants::{Settings, fresh};
use crate::protocol::{
    AssistantView, CopyAssistant, CreateAssistant, Learning, ProblemCode, ToTeammate,
};
use crate::{clock, jobs};

/// Makes an assistant, which learns every source.
pub(crate) async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<CreateAssistant>,
) -> Result<Json<AssistantView>, Failure> {
    let mut settings = Settings { stage_since: clock::now(), ..Settings::default() };
    settings.voice.language = asked.language.unwrap_or_default();
    let name = input::name("name", &asked.name)?;
    let new = Arc::new(fresh(name, greeting(&asked.greeting)?, &settings));
    let stored = app
        .db
        .write(move |tx| {
            let new = Arc::clone(&new);
            Box::pin(async move { store(tx, me.tenant, &new).await })
        })
        .await?;
    Ok(Json(changed(&app, me.tenant, stored)))
}

/// Copies settings and sources. The copy has a public id of its own, and no site may show it until
/// somebody says so.
pub(crate) async fn copy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Body(asked): Body<CopyAssistant>,
) -> Result<Json<AssistantView>, Failure> {
    let name = input::name("name", &asked.name)?;
    let stored = app
        .db
        .write(move |tx| {
            let name = name.clone();
            Box::pin(async move {
                let known = tx.of(me.tenant).assistant(id.into()).await?;
                let known = known.ok_or_else(Failure::not_found)?;
                let sources = tx.of(me.tenant).sources_of(known.id).await?;
                let all = known.learns_all;
                let new = copied(known, name);
                let stored = store(tx, me.tenant, &new).await?;
                if !all {
                    tx.write_of(me.tenant).learn_only(stored.id, &sources).await?;
                }
                again(tx, me.tenant, stored.id).await
            })
        })
        .await?;
    Ok(Json(changed(&app, me.tenant, stored)))
}

fn copied(known: Assistant, name: String) -> NewAssistant {
    let settings = Settings { stage_since: clock::now(), ..Settings::of(&known) };
    let new = fresh(name, known.greeting.clone(), &settings);
    let Assistant { id, site, name, settings, allowed_sites, .. } = new.assistant;
    // A picture belongs to one: whoever changes it there must not take it away here.
    let picture = None;
    let archived_at = None;
    let own = Assistant { id, site, name, settings, allowed_sites, archived_at, picture, ..known };
    NewAssistant { assistant: own, at: new.at }
}

async fn store(tx: &mut Tx, tenant: Tenant, new: &NewAssistant) -> Result<Assistant, Failure> {
    tx.write_of(tenant).hold().await?;
    let others = tx.of(tenant).assistants().await?;
    if others.len() >= ASSISTANTS_MAX {
        let detail = format!("A workspace has at most {ASSISTANTS_MAX} assistants.");
        return Err(Failure::field("name", detail));
    }
    named_once(&others, &new.assistant)?;
    tx.write_of(tenant).insert_assistant(new).await?;
    again(tx, tenant, new.assistant.id).await
}

/// Two of one name could not be told apart in the inbox, nor named on the command line.
pub(super) fn named_once(others: &[Assistant], new: &Assistant) -> Result<(), Failure> {
    let same = |other: &Assistant| other.name.to_lowercase() == new.name.to_lowercase();
    if others.iter().any(|other| other.id != new.id && same(other)) {
        return Err(Failure::field("name", "Another assistant has this name. Take another one."));
    }
    Ok(())
}

async fn again(tx: &mut Tx, tenant: Tenant, id: AssistantId) -> Result<Assistant, Failure> {
    tx.of(tenant).assistant(id).await?.ok_or_else(Failure::not_found)
}

/// Puts an assistant away: its widget is gone, its conversations stay.
pub(crate) async fn archive(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<AssistantView>, Failure> {
    put_away(&app, me.tenant, id.into(), Some(clock::now())).await
}

/// Brings an assistant back, as it was.
pub(crate) async fn restore(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<AssistantView>, Failure> {
    put_away(&app, me.tenant, id.into(), None).await
}

async fn put_away(
    app: &App,
    tenant: Tenant,
    id: AssistantId,
    archived_at: Option<i64>,
) -> Result<Json<AssistantView>, Failure> {
    let stored = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                // Two who archive the last two at once must not both succeed.
                tx.write_of(tenant).hold().await?;
                let all = tx.of(tenant).assistants().await?;
                let others = all.iter().any(|one| one.id != id && one.archived_at.is_none());
                let known = all.into_iter().find(|one| one.id == id);
                let known = known.ok_or_else(Failure::not_found)?;
                if archived_at.is_some() && !others {
                    return Err(Failure::conflict(
                        "This is the only assistant that is not archived. Make another one first.",
                    ));
                }
                let changed = Assistant { archived_at, ..known };
                tx.write_of(tenant).save_assistant(&changed).await?;
                Ok::<_, Failure>(changed)
            })
        })
        .await?;
    Ok(Json(changed(app, tenant, stored)))
}

/// What an assistant learns.
pub(crate) async fn learning(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<Learning>, Failure> {
    let mut conn = app.db.read().await?;
    let known = conn.of(me.tenant).assistant(id.into()).await?.ok_or_else(Failure::not_found)?;
    let sources = conn.of(me.tenant).sources_of(known.id).await?;
    let sources = sources.into_iter().map(SourceId::uuid).collect();
    Ok(Json(Learning { all: known.learns_all, sources }))
}

/// Says what an assistant learns. Answers use it once this returns.
pub(crate) async fn learn(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Body(asked): Body<Learning>,
) -> Result<Json<Learning>, Failure> {
    let (tenant, id) = (me.tenant, AssistantId::from(id));
    let wanted: Arc<[SourceId]> = asked.sources.iter().map(|id| (*id).into()).collect();
    app.db
        .write(move |tx| {
            let wanted = Arc::clone(&wanted);
            Box::pin(async move {
                tx.of(tenant).assistant(id).await?.ok_or_else(Failure::not_found)?;
                for source in wanted.iter() {
                    tx.of(tenant).source(*source).await?.ok_or_else(Failure::not_found)?;
                }
                let mut rows = tx.write_of(tenant);
                if asked.all {
                    rows.learn_all(id).await?;
                } else {
                    rows.learn_only(id, &wanted).await?;
                }
                Ok::<_, Failure>(())
            })
        })
        .await?;
    jobs::refresh(&app, tenant).await?;
    app.tell_team(tenant, &ToTeammate::Assistants);
    learning(State(app), SignedIn(me), Named(id.uuid())).await
}

impl Failure {
    /// It cannot be so now.
    fn conflict(detail: &str) -> Self {
        Self::new(axum::http::StatusCode::CONFLICT, ProblemCode::Conflict, detail)
    }
}
