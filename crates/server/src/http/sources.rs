//! Sources over HTTP.

use std::collections::HashMap;

use axum::Json;
use axum::extract::multipart::Field;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use domain::limits::{QUESTION_CHARS_MAX, SOURCE_BYTES_MAX, UPLOAD_FILES_MAX};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{self, Body, Named};
use crate::app::App;
use crate::asking::{self, Way};
use crate::protocol::{
    Ask, Asked, PassageView, Passages, ProblemCode, SourceView, Sources, Uploaded,
};
use crate::sources::{self, source_view};

/// Every source and how far it is learnt.
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<Sources>, Failure> {
    let sources = app.db.read().await?.of(me.tenant).sources().await?;
    Ok(Json(Sources { sources: sources.iter().map(source_view).collect() }))
}

/// Takes files in, one by one, so that a bad one does not lose the others.
pub(crate) async fn upload(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    mut form: Multipart,
) -> Result<Json<Uploaded>, Failure> {
    let mut uploaded = Uploaded { sources: vec![], refused: vec![] };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some("file") {
            continue;
        }
        if uploaded.sources.len() + uploaded.refused.len() >= UPLOAD_FILES_MAX {
            return Err(Failure::field(
                "file",
                format!("At most {UPLOAD_FILES_MAX} files at once. The first ones were taken."),
            ));
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let content = read(field, SOURCE_BYTES_MAX).await?;
        match sources::take(&app, me.tenant, &name, content).await? {
            Ok(source) => uploaded.sources.push(source),
            Err(refused) => uploaded.refused.push(refused),
        }
    }
    if uploaded.sources.is_empty() && uploaded.refused.is_empty() {
        return Err(Failure::field("file", "Send at least one file, in a field named file."));
    }
    Ok(Json(uploaded))
}

/// The file, up to one byte more than is taken: enough to say that it is too large.
pub(super) async fn read(mut field: Field<'_>, bytes_max: usize) -> Result<Vec<u8>, Failure> {
    let mut content = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        let room = (bytes_max + 1).saturating_sub(content.len());
        content.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    Ok(content)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
pub(super) fn broken(error: axum::extract::multipart::MultipartError) -> Failure {
    let code = match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ProblemCode::TooLarge,
        _ => ProblemCode::Invalid,
    };
    Failure::new(error.status(), code, format!("The upload broke off: {}", error.body_text()))
}

/// Removes a source and all learnt from it.
pub(crate) async fn remove(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<StatusCode, Failure> {
    if sources::remove(&app, me.tenant, id.into()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Failure::not_found())
    }
}

/// Reads a source again.
pub(crate) async fn retry(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<SourceView>, Failure> {
    let source = sources::read_again(&app, me.tenant, id.into()).await?;
    source.map(Json).ok_or_else(Failure::not_found)
}

/// Stops the reading of a source.
pub(crate) async fn stop(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<SourceView>, Failure> {
    let source = sources::stop(&app, me.tenant, id.into()).await?;
    source.map(Json).ok_or_else(Failure::not_found)
}

/// What was learnt from a source.
pub(crate) async fn passages(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<Passages>, Failure> {
    let mut conn = app.db.read().await?;
    let source = conn.of(me.tenant).source(id.into()).await?.ok_or_else(Failure::not_found)?;
    let rows = conn.of(me.tenant).passages(id.into()).await?;
    let uses: HashMap<u32, i64> =
        conn.of(me.tenant).passage_uses(id.into()).await?.into_iter().collect();
    let passages = rows
        .into_iter()
        .map(|row| PassageView {
            position: row.position,
            headings: row.headings,
            questions: row.questions,
            text: row.text,
            page: row.page,
            answers: uses.get(&row.position).copied().unwrap_or_default(),
        })
        .collect();
    Ok(Json(Passages { title: source.title, address: source.address, passages }))
}

/// Asks the sources outside a conversation.
pub(crate) async fn ask(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<Ask>,
) -> Result<Json<Asked>, Failure> {
    let question = input::message(&asked.question)?;
    input::within("question", &question, QUESTION_CHARS_MAX)?;
    let assistants = app.db.read().await?.of(me.tenant).assistants().await?;
    let chosen = assistants.into_iter().find(|known| match asked.assistant {
        Some(id) => known.id.uuid() == id,
        None => known.archived_at.is_none(),
    });
    let assistant = chosen.ok_or_else(Failure::not_found)?;
    let (reader, without_model) = (asked.reader.into(), asked.without_model);
    let way = Way { reader, without_model };
    Ok(Json(asking::ask(&app, me.tenant, assistant, &question, way).await?))
}
