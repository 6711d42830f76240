//! What an assistant is told, and was told before: who changed what, and a way back.

use assistant::guidance::Guidance;
use assistant::links;
use axum::Json;
use axum::extract::State;
use domain::id::TeammateId;
use domain::limits::{
    GUIDANCE_DECLINE_CHARS_MAX, GUIDANCE_INSTRUCTIONS_CHARS_MAX, GUIDANCE_LINE_CHARS_MAX,
    GUIDANCE_LINES_MAX,
};
use store::{Assistant, Tenant, Tx};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{self, Named};
use super::models::is_ours;
use crate::app::App;
use crate::assistants::Settings;
use crate::clock;
use crate::people::ThreadReader;
use crate::protocol::{Told, VersionView, Versions};

/// Guidance within its limits, without blanks around it.
pub(super) fn check(asked: &Guidance) -> Result<Guidance, Failure> {
    let text = |field: &str, text: &str, max: usize| match text.trim() {
        "" => Ok(String::new()),
        text => input::words_of(field, text, max),
    };
    let instructions = text("instructions", &asked.instructions, GUIDANCE_INSTRUCTIONS_CHARS_MAX)?;
    Ok(Guidance {
        instructions,
        length: asked.length,
        topics: lines("topics", &asked.topics)?,
        phrases: lines("phrases", &asked.phrases)?,
        decline: text("decline", &asked.decline, GUIDANCE_DECLINE_CHARS_MAX)?,
        links: hosts(&asked.links)?,
    })
}

/// Lines with a word in each, each once.
fn lines(field: &str, texts: &[String]) -> Result<Vec<String>, Failure> {
    let mut read: Vec<String> = Vec::new();
    for text in texts.iter().filter(|text| !text.trim().is_empty()) {
        let line = input::title(field, text, GUIDANCE_LINE_CHARS_MAX)?;
        if !line.chars().any(char::is_alphanumeric) {
            return Err(Failure::field(field, format!("{line}: there is no word in it.")));
        }
        if !read.contains(&line) {
            read.push(line);
        }
    }
    if read.len() > GUIDANCE_LINES_MAX {
        return Err(Failure::field(field, format!("At most {GUIDANCE_LINES_MAX} lines.")));
    }
    Ok(read)
}

/// Hosts, however they were typed: `shop.example`, `https://shop.example/help`.
fn hosts(texts: &[String]) -> Result<Vec<String>, Failure> {
    let read = lines("links", texts)?;
    let host = |text: &String| {
        let address = if text.contains("://") { text.clone() } else { format!("https://{text}") };
        let unfit =
            || Failure::field("links", format!("{text}: write a host, like carrier.example."));
        links::host(&address).filter(|host| host.contains('.')).ok_or_else(unfit)
    };
    read.iter().map(host).collect()
}

fn told(assistant: &Assistant) -> Told {
    let Settings { voice, guidance, .. } = Settings::of(assistant);
    Told { greeting: assistant.greeting.clone(), voice, guidance }
}

/// Keeps what an assistant is told from now on, where that changed, and what it was told before the
/// first change.
pub(super) async fn keep(
    tx: &mut Tx,
    tenant: Tenant,
    by: TeammateId,
    before: &Assistant,
    after: &Assistant,
) -> store::Result<()> {
    if told(before) == told(after) {
        return Ok(());
    }
    let (of, now) = (after.id, clock::now());
    let text = |told: Told| serde_json::to_string(&told).expect("texts have a JSON form");
    let is_first = tx.of(tenant).assistant_versions(of).await?.is_empty();
    let mut rows = tx.write_of(tenant);
    if is_first {
        rows.add_assistant_version(of, &text(told(before)), None, now).await?;
    }
    rows.add_assistant_version(of, &text(told(after)), Some(by), now).await
}

/// What an assistant was told, from each change on.
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<Versions>, Failure> {
    is_ours(&app, me.tenant, id.into()).await?;
    let mut conn = app.db.read().await?;
    let names = app.names(&mut conn, me.tenant).await?;
    let rows = conn.of(me.tenant).assistant_versions(id.into()).await?;
    let view = |row: store::AssistantVersion| {
        Some(VersionView {
            version: row.version,
            at: row.at,
            by: row.by.map(|by| names.seen_by(ThreadReader::Team).person(by)),
            told: serde_json::from_str(&row.body).ok()?,
        })
    };
    Ok(Json(Versions { versions: rows.into_iter().filter_map(view).collect() }))
}
