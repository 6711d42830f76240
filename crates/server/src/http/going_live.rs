//! Going live in steps: pages and shares, what happened since, and rehearsals.

use axum::Json;
use axum::extract::State;
use domain::limits::ATTRIBUTE_VALUE_CHARS_MAX;
use domain::rollout::{Kind, PATTERN_CHARS_MAX, PATTERNS_MAX, Rollout, Stage, match_page};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{self, Body, Named};
use crate::app::App;
use crate::assistants::Settings;
use crate::clock;
use crate::protocol::{Progress, RehearsalAt, Rehearse, Removed, ToTeammate, TriedPage, TryPage};
use crate::rehearsal::{KEY_MS, Rehearsal};

/// Farthest back that is looked for what happened since.
const LOOK_BACK_MS: i64 = 30 * 24 * 60 * 60 * 1_000;

/// How far to go live, as it can be.
pub(super) fn check(mut rollout: Rollout) -> Result<Rollout, Failure> {
    if rollout.share > 100 {
        return Err(Failure::field("share", "Choose from 0 to 100 of a hundred visitors."));
    }
    rollout.include = patterns("include", &rollout.include)?;
    rollout.exclude = patterns("exclude", &rollout.exclude)?;
    Ok(rollout)
}

/// Patterns, each once; an empty line is a line left empty.
fn patterns(field: &str, texts: &[String]) -> Result<Vec<String>, Failure> {
    let mut all: Vec<String> = Vec::new();
    for text in texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        input::within(field, text, PATTERN_CHARS_MAX)?;
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            let detail = format!("{text}: leave out the spaces. Write one pattern a line.");
            return Err(Failure::field(field, detail));
        }
        if text.contains(['?', '#']) {
            let detail = format!("{text}: leave out what follows ? or #; it does not count.");
            return Err(Failure::field(field, detail));
        }
        if !all.iter().any(|known| known == text) {
            all.push(text.to_owned());
        }
    }
    if all.len() > PATTERNS_MAX {
        let detail = format!("These are {}; at most {PATTERNS_MAX} are taken.", all.len());
        return Err(Failure::field(field, detail));
    }
    Ok(all)
}

/// Tries a page on patterns.
pub(crate) async fn try_page(Body(asked): Body<TryPage>) -> Result<Json<TriedPage>, Failure> {
    let address = input::name_of("address", &asked.address, ATTRIBUTE_VALUE_CHARS_MAX)?;
    if !address.starts_with("http://") && !address.starts_with("https://") {
        let detail = "Write the whole address of a page, like https://shop.example/pricing.";
        return Err(Failure::field("address", detail));
    }
    let asked =
        check(Rollout { include: asked.include, exclude: asked.exclude, ..Rollout::default() })?;
    let pattern = match_page(&asked.exclude, &address).or(match_page(&asked.include, &address));
    Ok(Json(TriedPage { speaks: asked.is_on_page(&address), pattern: pattern.map(str::to_owned) }))
}

/// What happened since the assistant came to its step.
pub(crate) async fn progress(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<Progress>, Failure> {
    let mut conn = app.db.read().await?;
    let known = conn.of(me.tenant).assistant(id.into()).await?.ok_or_else(Failure::not_found)?;
    let since = Settings::of(&known).stage_since.max(clock::now() - LOOK_BACK_MS);
    let (conversations, answered) = conn.of(me.tenant).answered_since(known.id, since).await?;
    let drafts = conn.of(me.tenant).drafts_since(known.id, since).await?;
    Ok(Json(Progress {
        since,
        conversations,
        answered,
        drafts: drafts.written,
        sent_as_is: drafts.as_is,
        sent_edited: drafts.edited,
        dismissed: drafts.dismissed,
        keeps_hours: conn.of(me.tenant).hours().await?.workspace.is_some(),
    }))
}

/// Opens a rehearsal for the teammate who asks.
pub(crate) async fn rehearse(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Body(asked): Body<Rehearse>,
) -> Result<Json<RehearsalAt>, Failure> {
    let mut conn = app.db.read().await?;
    let known = conn.of(me.tenant).assistant(id.into()).await?.ok_or_else(Failure::not_found)?;
    if known.archived_at.is_some() {
        return Err(Failure::archived());
    }
    let rehearsal = Rehearsal {
        assistant: known.id,
        teammate: me.teammate,
        until: clock::now() + KEY_MS,
        stage: asked.stage.unwrap_or(Stage::Everybody),
    };
    let key = rehearsal.key(&app.secrets);
    Ok(Json(RehearsalAt {
        address: format!("{}/try/{}#{key}", app.config.origin(), known.site),
        site: format!("{}#{key}", known.site),
        expires_at: rehearsal.until,
    }))
}

/// Removes every rehearsal with all that was said in it.
pub(crate) async fn remove_rehearsals(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<Removed>, Failure> {
    let gone = app
        .db
        .write::<_, store::StoreError, _>(move |tx| {
            Box::pin(async move { tx.write_of(me.tenant).delete_kind(Kind::Rehearsal).await })
        })
        .await?;
    let conversations: Vec<Uuid> = gone.iter().map(|id| id.uuid()).collect();
    let removed = Removed { conversations: conversations.len() };
    app.tell_team(me.tenant, &ToTeammate::Gone { conversations });
    Ok(Json(removed))
}
