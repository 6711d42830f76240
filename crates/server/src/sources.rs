//! Sources: taking files in, reading them again, stopping that, removing them. The HTTP API and
//! the command line are both callers of this.

use std::sync::Arc;

use domain::id::{AssistantId, SourceId};
use domain::limits::SOURCE_BYTES_MAX;
use sha2::{Digest as _, Sha256};
use store::{NewSource, Source, SourceKind, Tenant};

use crate::app::App;
use crate::clock;
use crate::inbox::JobBody;
use crate::protocol::{self as wire, RefusedFile, SourceState, SourceView, ToTeammate};

/// Longest name of a file with its folders; of a longer one the end is kept.
const FILE_NAME_CHARS_MAX: usize = 255;

/// Has an assistant learn a source, whatever else it learns.
pub(crate) async fn learn_too(
    app: &App,
    tenant: Tenant,
    assistant: AssistantId,
    source: SourceId,
) -> store::Result<()> {
    app.db
        .write(move |tx| {
            Box::pin(async move { tx.write_of(tenant).learn_too(assistant, source).await })
        })
        .await?;
    app.knowledge.refresh(app, tenant, assistant).await.map(drop)
}

/// Takes a file in and queues it to be read. A file that is there already, unchanged and learnt,
/// stays as it is.
pub(crate) async fn take(
    app: &App,
    tenant: Tenant,
    name: &str,
    content: Vec<u8>,
) -> store::Result<Result<SourceView, RefusedFile>> {
    let name = file_name(name);
    if let Some(why) = unfit(&name, &content) {
        return Ok(Err(RefusedFile { name, why }));
    }
    let hash = Sha256::digest(&content).to_vec();
    let known = app.db.read().await?.of(tenant).source_named(SourceKind::File, &name).await?;
    if let Some(known) = known
        && known.hash == hash
        && !matches!(read_state(&known), SourceState::Failed { .. } | SourceState::Stopped)
    {
        return Ok(Ok(source_view(&known)));
    }
    let new = Arc::new(NewSource {
        id: clock::new_id(),
        kind: SourceKind::File,
        name,
        content,
        hash,
        state: state_text(&SourceState::Waiting),
        at: clock::now(),
        page_of: None,
    });
    let stored = app
        .db
        .write(move |tx| {
            let new = Arc::clone(&new);
            Box::pin(async move {
                let source = tx.write_of(tenant).put_source(&new).await?;
                let job = JobBody::Learn { source, at: new.at }.into_job(new.at);
                tx.write_of(tenant).insert_jobs(&[job]).await?;
                tx.of(tenant).source(source).await
            })
        })
        .await?;
    app.jobs.notify_one();
    let view = stored.as_ref().map(source_view);
    let view = view.ok_or(store::StoreError::Busy)?;
    app.tell_team(tenant, &ToTeammate::Source { source: view.clone() });
    Ok(Ok(view))
}

/// A path inside the folder that was given, so that two files of one name stay two. It names a
/// row and no place on a disk; steps upwards and disks are left out of it all the same.
fn file_name(name: &str) -> String {
    let is_step =
        |part: &&str| !part.is_empty() && !matches!(*part, "." | "..") && !part.ends_with(':');
    let parts: Vec<&str> = name.split(['/', '\\']).map(str::trim).filter(is_step).collect();
    let name: String = parts.join("/").chars().filter(|c| !c.is_control()).collect();
    // The end tells what kind of file it is.
    let cut = name.chars().count().saturating_sub(FILE_NAME_CHARS_MAX);
    name.chars().skip(cut).collect()
}

fn unfit(name: &str, content: &[u8]) -> Option<String> {
    if name.trim().is_empty() {
        return Some("The file has no name.".to_owned());
    }
    if content.is_empty() {
        return Some("The file is empty.".to_owned());
    }
    too_large(content.len())
}

/// Why a file of this size is not taken, if so.
pub(crate) fn too_large(bytes: usize) -> Option<String> {
    (bytes > SOURCE_BYTES_MAX).then(|| {
        let max = SOURCE_BYTES_MAX / (1024 * 1024);
        format!("The file is larger than {max} MB. Split it and add the parts.")
    })
}

/// Reads a source again from its file. A page has none here: it is read again with its website.
pub(crate) async fn read_again(
    app: &App,
    tenant: Tenant,
    id: SourceId,
) -> store::Result<Option<SourceView>> {
    order(app, tenant, id, |source| source.site.is_none().then_some(SourceState::Waiting)).await
}

/// Stops whatever is being read; what was learnt before stays. What is done already stays done.
pub(crate) async fn stop(
    app: &App,
    tenant: Tenant,
    id: SourceId,
) -> store::Result<Option<SourceView>> {
    order(app, tenant, id, |source| {
        let state = read_state(source);
        let stopped = if state.goes_on() { SourceState::Stopped } else { state };
        source.site.is_none().then_some(stopped)
    })
    .await
}

/// Ends the reading that is under way and says how the source stands then, by how it stands now;
/// one that waits again is read again. None where there is nothing to order.
async fn order(
    app: &App,
    tenant: Tenant,
    id: SourceId,
    state: impl Fn(&Source) -> Option<SourceState> + Copy + Send + Sync + 'static,
) -> store::Result<Option<SourceView>> {
    let source = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let Some(source) = tx.of(tenant).source(id).await? else { return Ok(None) };
                let Some(state) = state(&source) else { return Ok(None) };
                if state == read_state(&source) && state != SourceState::Waiting {
                    return Ok(Some(source));
                }
                let (at, mut rows) = (clock::now(), tx.write_of(tenant));
                rows.end_reading(id, &state_text(&state), at).await?;
                if state == SourceState::Waiting {
                    rows.insert_jobs(&[JobBody::Learn { source: id, at }.into_job(at)]).await?;
                }
                tx.of(tenant).source(id).await
            })
        })
        .await?;
    app.jobs.notify_one();
    let view = source.as_ref().map(source_view);
    if let Some(source) = view.clone() {
        app.tell_team(tenant, &ToTeammate::Source { source });
    }
    Ok(view)
}

/// Removes a source with all that was learnt from it.
pub(crate) async fn remove(app: &App, tenant: Tenant, id: SourceId) -> store::Result<bool> {
    let gone = app
        .db
        .write::<_, store::StoreError, _>(move |tx| {
            Box::pin(async move {
                // A page would come back with the next reading of its website.
                if tx.of(tenant).source(id).await?.is_some_and(|it| it.site.is_some()) {
                    return Ok(false);
                }
                tx.write_of(tenant).delete_source(id).await
            })
        })
        .await?;
    if gone {
        app.tell_team(tenant, &ToTeammate::SourceGone { source: id.uuid() });
        crate::jobs::refresh(app, tenant).await?;
    }
    Ok(gone)
}

/// A source as the wire has it.
pub(crate) fn source_view(source: &Source) -> SourceView {
    SourceView {
        id: source.id.uuid(),
        kind: match source.kind {
            SourceKind::File => wire::SourceKind::File,
            SourceKind::Page => wire::SourceKind::Page,
            SourceKind::Text => wire::SourceKind::Text,
            SourceKind::Pair => wire::SourceKind::Pair,
        },
        name: source.name.clone(),
        title: source.title.clone(),
        bytes: source.bytes,
        state: read_state(source),
        passages: source.passages,
        created_at: source.created_at,
        changed_at: source.changed_at,
    }
}

/// A state as the store keeps it.
pub(crate) fn state_text(state: &SourceState) -> String {
    serde_json::to_string(state).expect("states have a JSON form")
}

/// How far it is learnt.
pub(crate) fn read_state(source: &Source) -> SourceState {
    serde_json::from_str(&source.state).unwrap_or(SourceState::Waiting)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_no_path() {
        assert_eq!(file_name("../../etc/passwd"), "etc/passwd");
        assert_eq!(file_name(r"C:\docs\a b.md"), "docs/a b.md");
        assert_eq!(file_name("/help/./a/index.md"), "help/a/index.md");
        assert_eq!(file_name("re\u{0}turns.md"), "returns.md");
        assert!(file_name(&format!("{}/a.md", "x".repeat(300))).ends_with("x/a.md"));
        assert!(unfit(&file_name("/.."), b"x").is_some());
        assert!(unfit("a.md", b"").is_some());
    }
}
