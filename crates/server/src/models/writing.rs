//! An answer by a model: its judgement of the passages first, then sentence by sentence what they
//! bear. What they do not bear is never seen by anybody.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use assistant::copy::{Copy, Voice};
use assistant::ground::Ground;
use assistant::guidance::Guidance;
use assistant::links;
use assistant::prompt::{self, Material};
use assistant::reply::{Judged, Line, Lines};
use assistant::turn::{Cited, Outcome, Plan, Said};
use domain::action::tool::Tool;
use domain::message::Citation;
use domain::signal::Verdict;
use knowledge::index::PassageKey;
use knowledge::passage::Passage;

use super::budget;
use super::client::{Model, Reply, Trouble};
use super::judging::{Begun, Call, Heard, judged};
use super::meter::Errand;
use crate::app::App;
use crate::assistants::Settings;
use crate::knowledge::Loaded;
use crate::protocol::CallOutcome;
use crate::{clock, feeds};

/// Longest wait for the judgement, with a second try where the first failed at once.
const JUDGED_WITHIN: Duration = Duration::from_secs(8);

/// Since somebody began to wait: nobody is asked for a judgement any more.
const JUDGED_BY: Duration = Duration::from_millis(11_500);

/// The same for each of two models.
const EACH_JUDGED_WITHIN: Duration = Duration::from_secs(5);

/// Longest wait between two pieces.
const IDLE: Duration = Duration::from_secs(4);

/// Longest time for all of it: a turn has 15 seconds, and what comes instead takes one.
const WHOLE_WITHIN: Duration = Duration::from_secs(13);

/// Sentences of an answer: more is a model that does not find its end.
const SENTENCES_MAX: usize = 8;

/// Passages that a model is given.
const PASSAGES_MAX: usize = 6;

/// Longest wait for the end of a reply that is only counted.
const COUNTED_WITHIN: Duration = Duration::from_secs(5);

/// A question, and what was said before it.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'turn> {
    pub(crate) name: &'turn str,
    pub(crate) voice: Voice,
    pub(crate) guidance: &'turn Guidance,
    /// Where what is said may link to.
    pub(crate) hosts: &'turn BTreeSet<String>,
    pub(crate) earlier: &'turn [Said],
    pub(crate) question: &'turn str,
    pub(crate) copy: &'turn Copy,
    /// What may be called instead of an answer.
    pub(crate) tools: &'turn [(String, Tool)],
}

/// What a model makes of the passages.
pub(crate) enum Judgement {
    /// They say it, or a part of it.
    Writes { partly: bool, written: Box<Written> },
    /// They do not, or a person is needed.
    Declines { person: bool },
    /// Something is called instead.
    Calls(Vec<Call>),
}

/// An answer that is being written.
pub(crate) struct Written {
    app: App,
    errand: Errand,
    model: Model,
    guidance: Guidance,
    hosts: BTreeSet<String>,
    /// Words of the language in which the answer is to be.
    speaks: String,
    reply: Reply,
    lines: Lines,
    waiting: VecDeque<Line>,
    has_ended: bool,
    /// What was borne so far.
    said: Vec<String>,
    passages: Vec<Passage>,
    citations: Vec<Citation>,
}

/// The models to ask, and what they are given of the passages that a plan found.
pub(crate) struct Ready {
    errand: Errand,
    models: Vec<Model>,
    passages: Vec<Passage>,
    citations: Vec<Citation>,
}

/// The models to ask; none where there are none, where the plan needs none, or nothing is left of
/// the budget.
pub(crate) async fn ready(
    app: &App,
    errand: Errand,
    known: &Loaded,
    plan: &Plan,
    asked: &Asked<'_>,
) -> store::Result<Option<Ready>> {
    let (passages, citations) = given(known, plan);
    let may_call = !asked.tools.is_empty() && plan.query.is_some();
    if (passages.is_empty() && !may_call) || is_written(plan, &passages) {
        return Ok(None);
    }
    let models = allowed(app, errand).await?;
    Ok((!models.is_empty()).then_some(Ready { errand, models, passages, citations }))
}

/// The models of an assistant that may still be asked this month.
pub(super) async fn allowed(app: &App, errand: Errand) -> store::Result<Vec<Model>> {
    let Errand { tenant, of, .. } = errand;
    let models = super::of(app, tenant, of).await?;
    let is_free = |visitor| app.throttle.model(visitor, clock::now());
    if models.is_empty() || !errand.visitor.is_none_or(is_free) {
        return Ok(Vec::new());
    }
    let assistant = app.db.read().await?.of(tenant).assistant(of).await?;
    let settings = assistant.as_ref().map(Settings::of).unwrap_or_default();
    if budget::is_spent(app, tenant, of, &settings).await? {
        tracing::info!(assistant = %of, "no model was asked: the budget of this month is spent");
        return Ok(Vec::new());
    }
    Ok(models)
}

/// What the first model that answers makes of the passages; none where none answers in time: then
/// the plan stands as it is.
pub(crate) async fn judge(app: &App, ready: Ready, asked: &Asked<'_>) -> Option<Judgement> {
    let Ready { errand, models, passages, citations } = ready;
    let named: Vec<&Passage> = passages.iter().collect();
    let prompt = prompt::answer(&material(asked, &named, &fence()));
    let within = if models.len() > 1 { EACH_JUDGED_WITHIN } else { JUDGED_WITHIN };
    for model in models {
        let which = (errand.of, model.place);
        if !app.models.admits(which) {
            continue;
        }
        let by = (clock::instant() + within).min(errand.begun + JUDGED_BY);
        let heard = match judged(app, errand, &model, &prompt, by).await {
            Ok(heard) => heard,
            Err(trouble) => {
                note(app, errand, &model, &trouble);
                continue;
            }
        };
        app.models.answered(which);
        let Begun { judged, mut reply, lines, waiting, has_ended } = match heard {
            Heard::Judged(begun) => begun,
            Heard::Calls(calls, mut reply) => {
                reply.meter.ends(CallOutcome::Used);
                return Some(Judgement::Calls(calls));
            }
        };
        let partly = match judged {
            Judged::Answered => false,
            Judged::Partly => true,
            Judged::Missing | Judged::Person => {
                reply.meter.ends(CallOutcome::Declined);
                if !has_ended {
                    tokio::spawn(count_out(reply));
                }
                return Some(Judgement::Declines { person: judged == Judged::Person });
            }
        };
        let written = Box::new(Written {
            app: app.clone(),
            errand,
            model,
            guidance: asked.guidance.clone(),
            hosts: asked.hosts.clone(),
            speaks: speaks(asked).to_owned(),
            reply,
            lines,
            waiting,
            has_ended,
            said: Vec::new(),
            passages,
            citations,
        });
        return Some(Judgement::Writes { partly, written });
    }
    None
}

/// Words of the language in which an answer is to be: the question's, or its own.
fn speaks<'turn>(asked: &Asked<'turn>) -> &'turn str {
    if asked.voice.follows_visitor { asked.question } else { asked.copy.decline }
}

/// Hears a reply out that says nothing more, for what its provider counted.
async fn count_out(mut reply: Reply) {
    let by = clock::instant() + COUNTED_WITHIN;
    while let Ok(Some(_)) = reply.next(by).await {}
    reply.meter.ends(CallOutcome::Declined);
}

/// What nobody can foresee.
pub(super) fn fence() -> String {
    let (token, _) = clock::new_token();
    format!("#{}#", &token[..12])
}

pub(super) fn material<'turn>(
    asked: &Asked<'turn>,
    passages: &'turn [&'turn Passage],
    fence: &'turn str,
) -> Material<'turn> {
    let Asked { name, voice, guidance, earlier, question, tools, .. } = *asked;
    Material { name, voice, guidance, earlier, question, passages, fence, tools }
}

/// The plan with what a model makes of its passages, where nobody waits for the parts.
pub(crate) async fn rewrite(
    app: &App,
    errand: Errand,
    asked: &Asked<'_>,
    known: &Loaded,
    mut plan: Plan,
) -> store::Result<Plan> {
    let Some(ready) = ready(app, errand, known, &plan, asked).await? else { return Ok(plan) };
    let Some(judgement) = judge(app, ready, asked).await else { return Ok(plan) };
    let verdict = match judgement {
        // Nobody is there whom an action could ask.
        Judgement::Calls(_) => return Ok(plan),
        Judgement::Declines { .. } => {
            plan.outcome = Outcome::declined(asked.copy, asked.guidance, asked.name);
            Verdict::Declined
        }
        Judgement::Writes { written, .. } => {
            let Some(sentences) = whole(*written).await else { return Ok(plan) };
            plan.outcome = Outcome::Written { sentences };
            feeds::say_age(app, errand.tenant, &mut plan, asked.copy).await?;
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
            let by = (self.errand.begun + WHOLE_WITHIN).min(clock::instant() + IDLE);
            match self.reply.next(by).await {
                Ok(Some(piece)) => self.waiting.extend(self.lines.push(&piece)),
                Ok(None) => {
                    self.has_ended = true;
                    self.waiting.extend(std::mem::take(&mut self.lines).finish());
                }
                Err(trouble) => {
                    note(&self.app, self.errand, &self.model, &trouble);
                    return Err(trouble);
                }
            }
        }
    }

    fn end(&mut self) {
        let which = (self.errand.of, self.model.place);
        if self.said.is_empty() {
            let why = "Nothing of its last answer stood in the passages that it named.";
            self.app.models.failed(which, why.to_owned(), false);
            self.reply.meter.ends(CallOutcome::Unborne);
        } else {
            self.app.models.answered(which);
            self.reply.meter.ends(CallOutcome::Used);
        }
    }

    fn borne(&mut self, text: String, cites: &[usize]) -> Option<Cited> {
        let passages: Vec<&Passage> = self.passages.iter().collect();
        if self.said.contains(&text) || self.said.len() >= SENTENCES_MAX {
            return None;
        }
        let (speaks, rules) = (self.speaks.as_str(), self.reply.meter.rules());
        let ground = Ground { passages: &passages, speaks, rules };
        if !ground.bears(&text, cites) || !self.guidance.permits(&text) {
            self.reply.meter.withheld(text);
            return None;
        }
        let citations = cites.iter().map(|cite| self.citations[*cite].clone()).collect();
        self.said.push(text.clone());
        Some((links::tamed(&text, &self.hosts), citations))
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

fn note(app: &App, errand: Errand, model: &Model, trouble: &Trouble) {
    let why = trouble.name();
    tracing::warn!(assistant = %errand.of, why, "a model did not answer");
    let counts = trouble.is_of_the_model();
    app.models.failed((errand.of, model.place), model.words(trouble), counts);
}
