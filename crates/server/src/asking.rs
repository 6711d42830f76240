//! Trying a question on what was learnt, outside any conversation. The HTTP API and the command
//! line are both callers of this.

use std::sync::Arc;

use assistant::ruling::Ruling;
use assistant::turn::{Outcome, Plan, TurnInput, plan};
use domain::limits::PASSAGES_SHOWN_MAX;
use domain::mask;
use domain::message::Citation;
use domain::reach::Readers;
use domain::signal::Verdict;
use knowledge::index::PassageKey;
use store::{Assistant, Tenant};

use crate::app::App;
use crate::assistants::{Settings, link_hosts};
use crate::knowledge::Loaded;
use crate::models::Errand;
use crate::protocol::{Asked, AskedPassage, AskedSentence, Purpose, Would};
use crate::{clock, embeddings, feeds, models, reaches};

/// How a question is tried.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    /// As whom.
    pub(crate) reader: Readers,
    /// As if the assistant had no model.
    pub(crate) without_model: bool,
}

/// What an assistant would do with a question.
pub(crate) async fn ask(
    app: &App,
    tenant: Tenant,
    assistant: Assistant,
    question: &str,
    Way { reader, without_model }: Way,
) -> store::Result<Asked> {
    let mut conn = app.db.read().await?;
    let hidden = reaches::hidden(&mut conn, tenant, reader, clock::now()).await?;
    let hosts = link_hosts(&mut conn, tenant, &assistant).await?;
    drop(conn);
    let known = app.knowledge.of(app, tenant, assistant.id).await?;
    let question = mask::masked(question).into_owned();
    let watch = clock::stopwatch();
    let Settings { voice, guidance, level, .. } = Settings::of(&assistant);
    let copy = voice.copy(None);
    let queries = vec![question.clone()];
    let meant = embeddings::meant(app, tenant, known.given.as_ref(), queries).await?;
    let (searched, name, open) = (Arc::clone(&known), assistant.name, [question.clone()]);
    let (called, told, may_link_to) = (name.clone(), guidance.clone(), hosts.clone());
    let bars = known.calibration.thresholds(level);
    let planned = tokio::task::spawn_blocking(move || {
        let input = TurnInput {
            earlier: &[],
            open: &open,
            only_pictures: false,
            offer_open: false,
            requests_served: false,
            awaiting_field: false,
            hidden: &hidden,
            name: &called,
            copy: &copy,
            guidance: &told,
            hosts: &may_link_to,
            rewritten: None,
            meant: &meant,
            // Rules are about conversations, and a question alone is none.
            ruling: &Ruling::default(),
        };
        plan(&input, &searched.index, bars)
    });
    let mut plan = planned.await.map_err(|_| store::StoreError::Busy)?;
    feeds::say_age(app, tenant, &mut plan, &copy).await?;
    if !without_model {
        let by = models::Asked {
            name: &name,
            voice,
            guidance: &guidance,
            hosts: &hosts,
            earlier: &[],
            question: &question,
            copy: &copy,
            tools: &[],
        };
        let errand = Errand::alone(tenant, assistant.id, Purpose::Ask);
        plan = models::rewrite(app, errand, &by, &known, plan).await?;
    }
    let took_ms = watch.elapsed().as_secs_f64() * 1_000.0;
    Ok(asked(plan, &known, took_ms))
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
        Outcome::Written { sentences } => {
            let cited = sentences.into_iter().map(|(text, citations)| AskedSentence {
                cites: citations.iter().filter_map(|it| place(&found, it)).collect(),
                text,
            });
            (Would::Answer, cited.collect())
        }
        Outcome::Answer { lead_in, sentences, caveat, verdict } => {
            let would =
                if verdict == Verdict::Closest { Would::ShowClosest } else { Would::Answer };
            let cited = sentences.into_iter().map(|sentence| AskedSentence {
                cites: place(&found, &sentence.citation).into_iter().collect(),
                text: sentence.text,
            });
            let before = lead_in.into_iter().map(uncited);
            (would, before.chain(cited).chain(caveat.map(uncited)).collect())
        }
    };
    let confidence = plan.signals.confidence.map(|confidence| confidence.shown);
    Asked { would, sentences, confidence, found, took_ms }
}

/// Where a passage stands among those that were found.
fn place(found: &[AskedPassage], of: &Citation) -> Option<usize> {
    found.iter().position(|it| it.source == of.source.uuid() && it.position == of.position)
}

fn uncited(text: String) -> AskedSentence {
    AskedSentence { text, cites: vec![] }
}
