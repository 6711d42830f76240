//! Texts, and questions with their answers, that are written and edited in the dashboard. Each is
//! a source like any other, whose content is what was written.

use std::sync::Arc;

use domain::id::SourceId;
use domain::limits::{
    PAIR_ANSWER_CHARS_MAX, PAIR_QUESTION_CHARS_MAX, PAIR_QUESTIONS_MAX, TEXT_CHARS_MAX,
    TITLE_CHARS_MAX,
};
use knowledge::passage::Passage;
use sha2::{Digest as _, Sha256};
use store::{NewSource, SourceKind, Tenant};

use crate::app::App;
use crate::clock;
use crate::http::{Failure, input};
use crate::inbox::JobBody;
use crate::protocol::{SourceState, SourceView, ToTeammate, Written};
use crate::reader::{Reader, Reading, Unread};
use crate::sources::{source_view, state_text};

/// By what a text is read: Markdown, of which plain text is the simplest.
const TEXT_NAME: &str = "text.md";

impl Written {
    fn kind(&self) -> SourceKind {
        match self {
            Self::Text { .. } => SourceKind::Text,
            Self::Pair { .. } => SourceKind::Pair,
        }
    }

    /// Its title, or its first question.
    fn name(&self) -> String {
        match self {
            Self::Text { title, .. } => title.clone(),
            Self::Pair { questions, .. } => questions.first().cloned().unwrap_or_default(),
        }
    }

    /// Without blanks around it and questions left empty; an error names the field.
    fn tidied(self) -> Result<Self, Failure> {
        match self {
            Self::Text { title, text } => Ok(Self::Text {
                title: input::title("title", &title, TITLE_CHARS_MAX)?,
                text: input::words_of("text", &text, TEXT_CHARS_MAX)?,
            }),
            Self::Pair { questions, answer } => {
                let mut asked: Vec<String> = Vec::new();
                for question in questions.iter().filter(|question| !question.trim().is_empty()) {
                    let question = input::title("questions", question, PAIR_QUESTION_CHARS_MAX)?;
                    if !asked.contains(&question) {
                        asked.push(question);
                    }
                }
                if asked.is_empty() {
                    return Err(Failure::field("questions", "Write at least one question."));
                }
                if asked.len() > PAIR_QUESTIONS_MAX {
                    let detail = format!("At most {PAIR_QUESTIONS_MAX} ways to ask one question.");
                    return Err(Failure::field("questions", detail));
                }
                let answer = input::words_of("answer", &answer, PAIR_ANSWER_CHARS_MAX)?;
                Ok(Self::Pair { questions: asked, answer })
            }
        }
    }
}

/// Stores something new that was written.
pub(crate) async fn add(
    app: &App,
    tenant: Tenant,
    written: Written,
) -> Result<SourceView, Failure> {
    store(app, tenant, None, written).await
}

/// Stores something written in place of what it was before; that answers until this is learnt.
pub(crate) async fn edit(
    app: &App,
    tenant: Tenant,
    id: SourceId,
    written: Written,
) -> Result<SourceView, Failure> {
    store(app, tenant, Some(id), written).await
}

async fn store(
    app: &App,
    tenant: Tenant,
    id: Option<SourceId>,
    written: Written,
) -> Result<SourceView, Failure> {
    let written = written.tidied()?;
    let content = serde_json::to_vec(&written).expect("what is written has a JSON form");
    let new = Arc::new(NewSource {
        id: id.unwrap_or_else(clock::new_id),
        kind: written.kind(),
        name: written.name(),
        hash: Sha256::digest(&content).to_vec(),
        content,
        state: state_text(&SourceState::Waiting),
        at: clock::now(),
        page_of: None,
    });
    let is_new = id.is_none();
    let stored = app
        .db
        .write::<_, Failure, _>(move |tx| {
            let new = Arc::clone(&new);
            Box::pin(async move {
                if !is_new {
                    let known = tx.of(tenant).source(new.id).await?;
                    known.filter(|it| it.kind == new.kind).ok_or_else(Failure::not_found)?;
                }
                let holder = tx.of(tenant).source_named(new.kind, &new.name).await?;
                if holder.is_some_and(|holder| is_new || holder.id != new.id) {
                    return Err(taken(new.kind));
                }
                if is_new {
                    tx.write_of(tenant).put_source(&new).await?;
                } else {
                    tx.write_of(tenant).rewrite_source(&new).await?;
                }
                let job = JobBody::Learn { source: new.id, at: new.at }.into_job(new.at);
                tx.write_of(tenant).insert_jobs(&[job]).await?;
                Ok(tx.of(tenant).source(new.id).await?)
            })
        })
        .await?;
    app.jobs.notify_one();
    let view = stored.as_ref().map(source_view).ok_or_else(Failure::not_found)?;
    app.tell_team(tenant, &ToTeammate::Source { source: view.clone() });
    Ok(view)
}

fn taken(kind: SourceKind) -> Failure {
    match kind {
        SourceKind::Pair => {
            Failure::field("questions", "This question has an answer already. Edit that one.")
        }
        _ => Failure::field("title", "There is a text of this title already. Edit that one."),
    }
}

/// What was written, to be edited.
pub(crate) async fn read(app: &App, tenant: Tenant, id: SourceId) -> Result<Written, Failure> {
    let mut conn = app.db.read().await?;
    let source = conn.of(tenant).source(id).await?;
    source.filter(|it| it.kind.is_written()).ok_or_else(Failure::not_found)?;
    let content = conn.of(tenant).source_content(id).await?;
    serde_json::from_slice(&content).map_err(|_| Failure::not_found())
}

/// What is learnt from something written.
pub(crate) async fn learn(reader: &Reader, content: &[u8]) -> Result<Reading, Unread> {
    let written: Written = serde_json::from_slice(content)
        .map_err(|_| "What was written here is damaged. Write it anew.".to_owned())?;
    match written {
        Written::Text { title, text } => {
            // Under the given title, or else the first heading would be taken for it.
            let text = format!("# {title}\n\n{text}");
            let mut reading = reader.read(TEXT_NAME, text.as_bytes()).await?;
            for passage in &mut reading.passages {
                passage.title.clone_from(&title);
            }
            Ok(Reading { title, ..reading })
        }
        Written::Pair { questions, answer } => {
            let passages = vec![Passage::answering(questions, answer)];
            let title = passages[0].title.clone();
            Ok(Reading { title, passages, pages: 0, pictures_only: 0, text: None })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_tidied_and_bounded() {
        let pair = |questions: &[&str], answer: &str| Written::Pair {
            questions: questions.iter().map(ToString::to_string).collect(),
            answer: answer.to_owned(),
        };
        let tidy = pair(&[" Is there\nparking? ", "", "Is there parking?"], "Yes.\u{0}\nBehind.\n");
        assert_eq!(tidy.tidied().unwrap(), pair(&["Is there parking?"], "Yes.\nBehind."));
        let text = |title: &str, text: &str| Written::Text {
            title: title.to_owned(),
            text: text.to_owned(),
        };
        let long = "x".repeat(TEXT_CHARS_MAX + 1);
        let many: Vec<String> = (0..=PAIR_QUESTIONS_MAX).map(|n| format!("{n}?")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for bad in [pair(&[" "], "a"), pair(&["a?"], " "), pair(&many, "a"), text("", "a")] {
            assert!(bad.tidied().is_err());
        }
        assert!(text("Parking", &long).tidied().is_err());
    }
}
