//! Tags: what is said of each, and past conversations that should have one.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::Actor;
use domain::conversation::Command;
use domain::id::ConversationId;
use domain::tag::{TAG_PAST_MAX, TAG_PAST_MS, TAGS_MAX, TagText, is_tag};
use futures_util::future::join_all;
use store::{TagRow, Tenant};

use super::Failure;
use super::guard::SignedIn;
use super::input::{Body, Named};
use crate::app::App;
use crate::inbox::{self, InboxError, Request};
use crate::protocol::{
    ChangeTag, NewTag, ProblemCode, TagApplied, TagExample, TagPreview, TagView, TagsView,
    ToTeammate,
};
use crate::{clock, tags};

/// Conversations of a preview that are shown.
const EXAMPLES_MAX: usize = 5;

/// Conversations that are tagged in one request: a few seconds on a slow disk.
const APPLIED_MAX: usize = 500;

/// Commands that share a commit.
const AT_ONCE: usize = 50;

/// Every tag.
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<TagsView>, Failure> {
    Ok(Json(TagsView { tags: views(&app, me.tenant).await? }))
}

async fn views(app: &App, tenant: Tenant) -> Result<Vec<TagView>, Failure> {
    let mut conn = app.db.read().await?;
    let rows = conn.of(tenant).tags().await?;
    let mut counted: BTreeMap<String, i64> =
        conn.of(tenant).count_tags().await?.into_iter().collect();
    let mut views: Vec<TagView> = rows
        .iter()
        .map(|row| TagView {
            tag: row.tag.clone(),
            text: tags::text(row),
            described: true,
            archived: row.archived_at.is_some(),
            conversations: counted.remove(&row.tag).unwrap_or(0),
        })
        .collect();
    // What rules and actions set and nobody described.
    views.extend(counted.into_iter().map(|(tag, conversations)| TagView {
        text: TagText { name: tag.clone(), ..TagText::default() },
        tag,
        described: false,
        archived: false,
        conversations,
    }));
    Ok(views)
}

/// Refuses a tag that the workspace does not have.
pub(super) async fn in_use(app: &App, tenant: Tenant, tag: &str) -> Result<(), Failure> {
    let found = app.db.read().await?.of(tenant).tag(tag).await?;
    found.filter(|row| row.archived_at.is_none()).map(drop).ok_or_else(Failure::not_found)
}

fn sound(text: TagText) -> Result<String, Failure> {
    let text = text.tidy();
    match text.fault() {
        Some((field, what)) => Err(Failure::field(&format!("text.{field}"), what)),
        None => Ok(serde_json::to_string(&text).expect("a tag has a JSON form")),
    }
}

/// Makes a tag.
pub(crate) async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<NewTag>,
) -> Result<Json<TagView>, Failure> {
    if !is_tag(&asked.tag) {
        let what = "Use small letters, digits and -, such as late-order.";
        return Err(Failure::field("tag", what));
    }
    let (tenant, now) = (me.tenant, clock::now());
    let new = Arc::new((asked.tag, sound(asked.text)?));
    let made = Arc::clone(&new);
    let stored = app.db.write::<_, Failure, _>(move |tx| {
        let new = Arc::clone(&new);
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            if rows.tags().await?.len() >= TAGS_MAX {
                let what = format!("At most {TAGS_MAX} tags are kept, archived ones too.");
                return Err(Failure::field("tag", what));
            }
            Ok(rows.insert_tag(&new.0, &new.1, now).await?)
        })
    });
    if !stored.await? {
        let what = "There is such a tag already. An archived one can be brought back.";
        return Err(Failure::new(StatusCode::CONFLICT, ProblemCode::Conflict, what));
    }
    changed(&app, tenant, &made.0).await
}

/// Every dashboard is told, and the tag is shown.
async fn changed(app: &App, tenant: Tenant, tag: &str) -> Result<Json<TagView>, Failure> {
    app.tell_team(tenant, &ToTeammate::Tags);
    let found = views(app, tenant).await?.into_iter().find(|view| view.tag == tag);
    found.map(Json).ok_or_else(Failure::not_found)
}

/// Changes what is said of a tag.
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(tag): Named<String>,
    Body(asked): Body<ChangeTag>,
) -> Result<Json<TagView>, Failure> {
    let text = asked.text.map(sound).transpose()?;
    store(&app, me.tenant, &tag, text, asked.archived).await?;
    changed(&app, me.tenant, &tag).await
}

/// Archives a tag.
pub(crate) async fn archive(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(tag): Named<String>,
) -> Result<StatusCode, Failure> {
    store(&app, me.tenant, &tag, None, Some(true)).await?;
    app.tell_team(me.tenant, &ToTeammate::Tags);
    Ok(StatusCode::NO_CONTENT)
}

async fn store(
    app: &App,
    tenant: Tenant,
    tag: &str,
    text: Option<String>,
    archived: Option<bool>,
) -> Result<(), Failure> {
    let change = Arc::new((tag.to_owned(), text));
    let now = clock::now();
    let work = app.db.write::<_, Failure, _>(move |tx| {
        let change = Arc::clone(&change);
        Box::pin(async move {
            let (tag, text) = &*change;
            let mut rows = tx.write_of(tenant);
            let row = rows.tag(tag).await?.ok_or_else(Failure::not_found)?;
            let archived_at = match archived {
                Some(true) => row.archived_at.or(Some(now)),
                Some(false) => None,
                None => row.archived_at,
            };
            rows.change_tag(tag, text.as_deref().unwrap_or(&row.text), archived_at).await?;
            Ok(())
        })
    });
    work.await
}

/// What the tagger would do to past conversations.
pub(crate) async fn preview(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(tag): Named<String>,
) -> Result<Json<TagPreview>, Failure> {
    let Past { looked_at, found, .. } = past(&app, me.tenant, &tag).await?;
    let would_get = found.len();
    let examples = found.into_iter().take(EXAMPLES_MAX);
    let examples = examples.map(|(id, text)| TagExample { conversation: id.uuid(), text });
    Ok(Json(TagPreview { looked_at, would_get, examples: examples.collect() }))
}

/// Gives past conversations a tag.
pub(crate) async fn apply(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(tag): Named<String>,
) -> Result<Json<TagApplied>, Failure> {
    let Past { row, found, .. } = past(&app, me.tenant, &tag).await?;
    if row.archived_at.is_some() {
        return Err(Failure::field("tag", "It is archived. Bring it back first."));
    }
    let more = found.len() > APPLIED_MAX;
    let found: Vec<ConversationId> = found.into_iter().take(APPLIED_MAX).map(|it| it.0).collect();
    let mut tagged = 0;
    for ids in found.chunks(AT_ONCE) {
        let done = join_all(ids.iter().map(|id| {
            let command = Command::Tag { by: None, tag: tag.clone() };
            let request = Request::new(clock::new_id(), *id, Actor::System, command);
            inbox::perform(&app, me.tenant, request)
        }));
        for outcome in done.await {
            match outcome {
                Ok(done) => tagged += usize::from(!done.events.is_empty()),
                // It was removed meanwhile.
                Err(InboxError::NotFound) => {}
                Err(InboxError::Store(error)) => return Err(error.into()),
                Err(error) => tracing::error!(%error, tag, "a past conversation was not tagged"),
            }
        }
    }
    app.tell_team(me.tenant, &ToTeammate::Tags);
    Ok(Json(TagApplied { tagged, more }))
}

/// Past conversations that a tag fits.
struct Past {
    row: TagRow,
    looked_at: usize,
    /// Each with the message that it fits.
    found: Vec<(ConversationId, String)>,
}

async fn past(app: &App, tenant: Tenant, tag: &str) -> Result<Past, Failure> {
    let mut conn = app.db.read().await?;
    let row = conn.of(tenant).tag(tag).await?.ok_or_else(Failure::not_found)?;
    let tagger = tags::tagger_with(&mut conn, tenant, &row).await?;
    let said = conn.of(tenant).said_since(clock::now() - TAG_PAST_MS, TAG_PAST_MAX).await?;
    let looked_at = said.len();
    let wanted = tag.to_owned();
    let found = tokio::task::spawn_blocking(move || {
        let fits = |text: &String| tagger.tag(text) == Some(wanted.as_str());
        let found = said.into_iter().filter_map(|(id, messages)| {
            let text = messages.into_iter().find(fits)?;
            Some((id, text))
        });
        found.collect::<Vec<_>>()
    });
    let mut found = found.await.map_err(|_| store::StoreError::Busy)?;
    let ids: Vec<ConversationId> = found.iter().map(|it| it.0).collect();
    let states = conn.of(tenant).conversations_by_id(&ids).await?;
    let open: BTreeMap<ConversationId, bool> =
        states.iter().map(|row| (row.row.id, row.row.state.is_open_to(tag))).collect();
    found.retain(|(id, _)| open.get(id).copied().unwrap_or(false));
    Ok(Past { row, looked_at, found })
}
