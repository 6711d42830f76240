//! An answer by a model: its judgement of the passages first, then sentence by sentence what they
//! bear. What they do not bear is never seen by anybody.

use std::collections::VecDeque;
use std::time::Duration;

use assistant::copy::Copy;
use assistant::ground::is_borne;
use assistant::prompt::{self, Material, Prompt};
use assistant::reply::{Judged, Line, Lines};
use assistant::turn::{Cited, Outcome, Plan, Said};
use domain::id::AssistantId;
use domain::message::Citation;
use domain::signal::Verdict;
use knowledge::index::PassageKey;
use knowledge::passage::Passage;
use store::Tenant;
use tokio::time::Instant;

use super::client::{KEY_UNREADABLE, Model, Reply, Trouble};
use crate::app::App;
use crate::clock;
use crate::feeds;
use crate::knowledge::Loaded;

/// Longest wait for the judgement, with a second try where the first failed at once.
const JUDGED_WITHIN: Duration = Duration::from_secs(8);

/// Longest wait between two pieces.
const IDLE: Duration = Duration::from_secs(4);

/// Longest time for all of it: a turn has 15 seconds, and what comes instead takes one.
const WHOLE_WITHIN: Duration = Duration::from_secs(13);

/// Before the second try.
const AGAIN_AFTER: Duration = Duration::from_millis(300);

/// Sentences of an answer: more is a model that does not find its end.
const SENTENCES_MAX: usize = 8;

/// Lines before the judgement that are passed over: "Here is my answer:".
const PREFACE_LINES_MAX: usize = 3;

/// Passages that a model is given.
const PASSAGES_MAX: usize = 6;

/// A question, and what was said before it.
pub(crate) struct Asked<'turn> {
    pub(crate) name: &'turn str,
    pub(crate) earlier: &'turn [Said],
    pub(crate) question: &'turn str,
    pub(crate) copy: &'turn Copy,
}

/// An answer that is being written.
pub(crate) struct Written {
    app: App,
    of: AssistantId,
    model: Model,
    reply: Reply,
    lines: Lines,
    waiting: VecDeque<Line>,
    has_ended: bool,
    /// What was borne so far.
    said: Vec<String>,
    passages: Vec<Passage>,
    citations: Vec<Citation>,
    begun: Instant,
}

/// A model, and what it is given of the passages that a plan found.
pub(crate) struct Ready {
    of: AssistantId,
    model: Model,
    passages: Vec<Passage>,
    citations: Vec<Citation>,
}

/// The model to ask; none where there is none, or where the plan needs none.
pub(crate) async fn ready(
    app: &App,
    tenant: Tenant,
    of: AssistantId,
    known: &Loaded,
    plan: &Plan,
) -> store::Result<Option<Ready>> {
    let (passages, citations) = given(known, plan);
    if passages.is_empty() || is_written(plan, &passages) {
        return Ok(None);
    }
    match super::of(app, tenant, of).await? {
        None => Ok(None),
        Some(Ok(model)) => Ok(Some(Ready { of, model, passages, citations })),
        Some(Err(trouble)) => {
            tracing::warn!(assistant = %of, ?trouble, "a model cannot be asked");
            app.models.failed(of, KEY_UNREADABLE.to_owned(), false);
            Ok(None)
        }
    }
}

/// A model's judgement, and the sentences to come; none where it does not answer in time: then the
/// plan stands as it is.
pub(crate) async fn judge(app: &App, ready: Ready, asked: &Asked<'_>) -> Option<(Judged, Written)> {
    let Ready { of, model, passages, citations } = ready;
    if !app.models.admits(of) {
        return None;
    }
    let named: Vec<&Passage> = passages.iter().collect();
    let (fence, _) = clock::new_token();
    let prompt = prompt::answer(&Material {
        name: asked.name,
        earlier: asked.earlier,
        question: asked.question,
        passages: &named,
        fence: &format!("#{}#", &fence[..12]),
    });
    let begun = clock::instant();
    let judged = tokio::time::timeout(JUDGED_WITHIN, judged(app, &model, &prompt)).await;
    match judged.unwrap_or(Err(Trouble::Slow)) {
        Ok(Begun { judged, reply, lines, waiting, has_ended }) => {
            if matches!(judged, Judged::Missing | Judged::Person) {
                app.models.answered(of);
            }
            let (app, said) = (app.clone(), Vec::new());
            let written = Written {
                app,
                of,
                model,
                reply,
                lines,
                waiting,
                has_ended,
                said,
                passages,
                citations,
                begun,
            };
            Some((judged, written))
        }
        Err(trouble) => {
            note(app, of, &model, &trouble);
            None
        }
    }
}

/// The plan with what a model makes of its passages, where nobody waits for the parts.
pub(crate) async fn rewrite(
    app: &App,
    tenant: Tenant,
    of: AssistantId,
    asked: &Asked<'_>,
    known: &Loaded,
    mut plan: Plan,
) -> store::Result<Plan> {
    let Some(ready) = ready(app, tenant, of, known, &plan).await? else { return Ok(plan) };
    let Some((judged, written)) = judge(app, ready, asked).await else { return Ok(plan) };
    let verdict = match judged {
        Judged::Missing | Judged::Person => {
            plan.outcome = Outcome::declined(asked.copy, asked.name);
            Verdict::Declined
        }
        Judged::Answered | Judged::Partly => {
            let Some(sentences) = whole(written).await else { return Ok(plan) };
            plan.outcome = Outcome::Written { sentences };
            feeds::say_age(app, tenant, &mut plan, asked.copy).await?;
            Verdict::Answered
        }
    };
    plan.signals.verdict = Some(verdict);
    Ok(plan)
}

/// The whole answer; none where it did not come to its end, or nothing of it may be said.
async fn whole(mut written: Written) -> Option<Vec<Cited>> {
    let mut sentences = Vec::new();
    while let Some(sentence) = written.next().await.ok()? {
        sentences.push(sentence);
    }
    Some(sentences).filter(|sentences| !sentences.is_empty())
}

impl Written {
    /// The next sentence that the passages bear; none at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Cited>, Trouble> {
        loop {
            while let Some(line) = self.waiting.pop_front() {
                if let Line::Sentence { text, cites } = line
                    && let Some(cited) = self.borne(text, &cites)
                {
                    return Ok(Some(cited));
                }
            }
            if self.has_ended || self.said.len() >= SENTENCES_MAX {
                self.end();
                return Ok(None);
            }
            let left = WHOLE_WITHIN.saturating_sub(self.begun.elapsed()).min(IDLE);
            let piece = tokio::time::timeout(left, self.reply.next()).await;
            match piece.unwrap_or(Err(Trouble::Slow)) {
                Ok(Some(piece)) => self.waiting.extend(self.lines.push(&piece)),
                Ok(None) => {
                    self.has_ended = true;
                    self.waiting.extend(std::mem::take(&mut self.lines).finish());
                }
                Err(trouble) => {
                    note(&self.app, self.of, &self.model, &trouble);
                    return Err(trouble);
                }
            }
        }
    }

    fn end(&self) {
        if self.said.is_empty() {
            let why = "Nothing of its last answer stood in the passages that it named.";
            self.app.models.failed(self.of, why.to_owned(), false);
        } else {
            self.app.models.answered(self.of);
        }
    }

    fn borne(&mut self, text: String, cites: &[usize]) -> Option<Cited> {
        let passages: Vec<&Passage> = self.passages.iter().collect();
        if self.said.contains(&text) || self.said.len() >= SENTENCES_MAX {
            return None;
        }
        if !is_borne(&text, cites, &passages) {
            tracing::info!(assistant = %self.of, "a sentence that no passage bears was not said");
            return None;
        }
        let citations = cites.iter().map(|cite| self.citations[*cite].clone()).collect();
        self.said.push(text.clone());
        Some((text, citations))
    }
}

/// The passages that the plan found, as a model is given them.
fn given(known: &Loaded, plan: &Plan) -> (Vec<Passage>, Vec<Citation>) {
    let found = plan.signals.found.iter().take(PASSAGES_MAX).filter_map(|found| {
        let citation = &found.passage;
        let (source, revision, position) = (citation.source, citation.revision, citation.position);
        let passage = known.passage(PassageKey { source, revision, position })?;
        Some((passage.clone(), citation.clone()))
    });
    found.unzip()
}

/// An answer that somebody wrote to this question is given in their words.
fn is_written(plan: &Plan, passages: &[Passage]) -> bool {
    let is_sure = matches!(&plan.outcome, Outcome::Answer { verdict: Verdict::Answered, .. });
    is_sure && passages.first().is_some_and(Passage::is_written_answer)
}

/// A reply whose judgement was read.
struct Begun {
    judged: Judged,
    reply: Reply,
    lines: Lines,
    waiting: VecDeque<Line>,
    has_ended: bool,
}

/// Asks, once more where it failed for the moment, and reads up to the judgement.
async fn judged(app: &App, model: &Model, prompt: &Prompt) -> Result<Begun, Trouble> {
    match judged_once(app, model, prompt.clone()).await {
        Err(trouble) if trouble.may_pass() => {
            tokio::time::sleep(AGAIN_AFTER).await;
            judged_once(app, model, prompt.clone()).await
        }
        done => done,
    }
}

async fn judged_once(app: &App, model: &Model, prompt: Prompt) -> Result<Begun, Trouble> {
    let mut reply = model.ask(&app.egress, prompt).await?;
    let (mut lines, mut waiting, mut preface) = (Lines::default(), VecDeque::new(), 0);
    loop {
        let piece = reply.next().await?;
        let has_ended = piece.is_none();
        match piece {
            Some(piece) => waiting.extend(lines.push(&piece)),
            None => waiting.extend(std::mem::take(&mut lines).finish()),
        }
        while let Some(line) = waiting.pop_front() {
            if let Line::Verdict(judged) = line {
                return Ok(Begun { judged, reply, lines, waiting, has_ended });
            }
            preface += 1;
        }
        if has_ended || preface > PREFACE_LINES_MAX {
            return Err(out_of_form());
        }
    }
}

fn out_of_form() -> Trouble {
    Trouble::Refused("its answers do not keep to the form; a larger model does".to_owned())
}

fn note(app: &App, of: AssistantId, model: &Model, trouble: &Trouble) {
    tracing::warn!(assistant = %of, ?trouble, "a model did not answer");
    app.models.failed(of, model.words(trouble), trouble.is_of_the_model());
}
