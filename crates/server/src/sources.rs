//! Sources: taking files in, and trying a question on what was learnt. The HTTP API and the
//! command line are both callers of this.

use std::sync::Arc;

use assistant::turn::{Outcome, Plan, TurnInput, plan};
use domain::id::{AssistantId, SourceId};
use domain::limits::{PASSAGES_SHOWN_MAX, SOURCE_BYTES_MAX};
use domain::signal::Verdict;
use knowledge::index::PassageKey;
use sha2::{Digest as _, Sha256};
use store::{Assistant, NewSource, Source, Tenant};

use crate::app::App;
use crate::assistants::Settings;
use crate::clock;
use crate::embeddings;
use crate::inbox::JobBody;
use crate::knowledge::Loaded;
use crate::protocol::{
    Asked, AskedPassage, AskedSentence, RefusedFile, SourceState, SourceView, ToTeammate, Would,
};

/// Longest name of a file; longer ones are cut in the middle of nowhere by file systems too.
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
    let known = app.db.read().await?.of(tenant).source_named(&name).await?;
    if let Some(known) = known
        && known.hash == hash
        && !matches!(read_state(&known), SourceState::Failed { .. })
    {
        return Ok(Ok(source_view(&known)));
    }
    let new = Arc::new(NewSource {
        id: clock::new_id(),
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

/// The last part of a path, so that a name is never a way into a folder.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(FILE_NAME_CHARS_MAX).collect()
}

fn unfit(name: &str, content: &[u8]) -> Option<String> {
    if name.trim().is_empty() {
        return Some("The file has no name.".to_owned());
    }
    if content.is_empty() {
        return Some("The file is empty.".to_owned());
    }
    (content.len() > SOURCE_BYTES_MAX).then(|| {
        let max = SOURCE_BYTES_MAX / (1024 * 1024);
        format!("The file is larger than {max} MB. Split it and add the parts.")
    })
}

/// Reads a source again from its file.
pub(crate) async fn read_again(
    app: &App,
    tenant: Tenant,
    id: SourceId,
) -> store::Result<Option<SourceView>> {
    let waiting = state_text(&SourceState::Waiting);
    let source = app
        .db
        .write(move |tx| {
            let waiting = waiting.clone();
            Box::pin(async move {
                let at = clock::now();
                // A page has no file here: it is read again with its website.
                let source = tx.of(tenant).source(id).await?.filter(|it| it.site.is_none());
                let Some(source) = source else { return Ok(None) };
                let mut rows = tx.write_of(tenant);
                rows.save_source_state(id, &source.hash, &waiting, at).await?;
                let job = JobBody::Learn { source: id, at }.into_job(at);
                tx.write_of(tenant).insert_jobs(&[job]).await?;
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

fn read_state(source: &Source) -> SourceState {
    serde_json::from_str(&source.state).unwrap_or(SourceState::Waiting)
}

/// What an assistant would do with a question.
pub(crate) async fn ask(
    app: &App,
    tenant: Tenant,
    assistant: Assistant,
    question: &str,
) -> store::Result<Asked> {
    let known = app.knowledge.of(app, tenant, assistant.id).await?;
    let question = question.to_owned();
    let watch = clock::stopwatch();
    let queries = vec![question.clone()];
    let meant = embeddings::meant(app, tenant, known.given.as_ref(), queries).await?;
    let asked = tokio::task::spawn_blocking(move || {
        let copy = Settings::of(&assistant).voice.copy(None);
        let input = TurnInput {
            earlier: &[],
            open: &[question],
            only_pictures: false,
            offer_open: false,
            requests_served: false,
            awaiting_field: false,
            name: &assistant.name,
            copy: &copy,
            meant: &meant,
        };
        let plan = plan(&input, &known.index, known.thresholds);
        let took_ms = watch.elapsed().as_secs_f64() * 1_000.0;
        asked(plan, &known, took_ms)
    });
    asked.await.map_err(|_| store::StoreError::Busy)
}

fn asked(plan: Plan, known: &Loaded, took_ms: f64) -> Asked {
    let found: Vec<AskedPassage> = plan
        .signals
        .found
        .iter()
        .take(PASSAGES_SHOWN_MAX)
        .map(|found| AskedPassage {
            source: found.passage.source.uuid(),
            title: found.passage.title.clone(),
            heading: found.passage.heading.clone(),
            position: found.passage.position,
            text: known.text(PassageKey {
                source: found.passage.source,
                revision: found.passage.revision,
                position: found.passage.position,
            }),
            lexical: found.lexical,
            semantic: found.semantic,
            score: found.score,
        })
        .collect();
    let (would, sentences) = match plan.outcome {
        Outcome::HandOff { .. } => (Would::HandOff, vec![]),
        Outcome::Decline { text } => (Would::Decline, vec![uncited(text)]),
        Outcome::SmallTalk { text } => (Would::Talk, vec![uncited(text)]),
        Outcome::Answer { lead_in, sentences, verdict } => {
            let would =
                if verdict == Verdict::Closest { Would::ShowClosest } else { Would::Answer };
            let cited = sentences.into_iter().map(|sentence| AskedSentence {
                cites: found
                    .iter()
                    .position(|passage| {
                        passage.source == sentence.citation.source.uuid()
                            && passage.position == sentence.citation.position
                    })
                    .into_iter()
                    .collect(),
                text: sentence.text,
            });
            (would, lead_in.into_iter().map(uncited).chain(cited).collect())
        }
    };
    let confidence = plan.signals.confidence.map(|confidence| confidence.shown);
    Asked { would, sentences, confidence, found, took_ms }
}

fn uncited(text: String) -> AskedSentence {
    AskedSentence { text, cites: vec![] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_no_path() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name(r"C:\docs\a b.md"), "a b.md");
        assert_eq!(file_name("re\u{0}turns.md"), "returns.md");
        assert!(unfit(&file_name("a/"), b"x").is_some());
        assert!(unfit("a.md", b"").is_some());
    }
}
