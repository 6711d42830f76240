//! What each question to a model took and cost. A question is noted when it ends, however it ends:
//! one that nobody waited for any more counts as discarded.

use std::time::{Duration, Instant};

use assistant::prompt::Prompt;
use domain::conversation::Millis;
use domain::id::{AssistantId, ConversationId, VisitorId};
use serde::{Deserialize, Serialize};
use store::{ModelCall, ModelDay, StoreError, Tenant, day_of};
use uuid::Uuid;

use super::Model;
use crate::app::App;
use crate::clock;
use crate::protocol::{CallFacts, CallOutcome, PromptView, Purpose};

/// How long what was sent and came back is kept: thirty days. Figures stay.
const PROMPTS_KEPT_MS: Millis = 30 * 24 * 60 * 60 * 1_000;

/// Pauses before a call that could not be noted is tried again.
const NOTE_AGAIN_AFTER: [Option<Duration>; 3] =
    [Some(Duration::from_secs(1)), Some(Duration::from_secs(5)), None];

const FORGET_EVERY: Duration = Duration::from_hours(24);

/// Longest text of one side of a call that is kept.
const KEPT_CHARS_MAX: usize = 64_000;

/// Letters of a token, where a provider does not say how many there were; of other alphabets each
/// counts as one.
const TOKEN_CHARS: usize = 4;

/// Millionths of a unit of money.
pub(crate) const MICROS: f64 = 1_000_000.0;

/// Whom a model is asked for, and what for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Errand {
    pub(crate) tenant: Tenant,
    pub(crate) of: AssistantId,
    pub(crate) purpose: Purpose,
    /// The turn that it is for, if one is.
    pub(crate) turn: Option<(ConversationId, u32)>,
    /// For whom, where a visitor is to read it.
    pub(crate) visitor: Option<VisitorId>,
    /// When somebody began to wait.
    pub(crate) begun: tokio::time::Instant,
}

impl Errand {
    /// For nobody's turn.
    pub(crate) fn alone(tenant: Tenant, of: AssistantId, purpose: Purpose) -> Self {
        Self { tenant, of, purpose, turn: None, visitor: None, begun: clock::instant() }
    }
}

/// What was sent and what came back of it, taken away together after a while.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Texts {
    #[serde(flatten)]
    pub(crate) prompt: PromptView,
    /// Sentences that were not released, because no passage that they named bears them.
    pub(crate) withheld: Vec<String>,
}

/// Takes away what was sent to models long ago, once a day until the server stops.
pub(crate) async fn forget_daily(app: App) {
    while !app.is_stopping() {
        let before = clock::now() - PROMPTS_KEPT_MS;
        let waited = clock::now() - domain::promise::COUNTED_MS;
        let forgotten = app.db.write::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                tx.write_system().forget_prompts(before).await?;
                tx.write_system().forget_action_calls(before).await?;
                tx.write_system().forget_waits(waited).await
            })
        });
        if let Err(error) = forgotten.await {
            tracing::warn!(%error, "old prompts could not be taken away");
        }
        tokio::select! {
            () = tokio::time::sleep(FORGET_EVERY) => {}
            () = app.stopped() => {}
        }
    }
}

/// One question to a model, while it lasts.
pub(super) struct Meter {
    app: App,
    errand: Errand,
    at: Millis,
    watch: Instant,
    prompt: Prompt,
    reply: String,
    withheld: Vec<String>,
    was_read: bool,
    facts: CallFacts,
    usage: Option<(i64, i64)>,
}

impl Meter {
    pub(super) fn start(app: &App, errand: Errand, model: &Model, prompt: Prompt) -> Self {
        let facts = CallFacts {
            purpose: errand.purpose,
            place: model.place,
            provider: model.provider,
            model: model.name.clone(),
            outcome: CallOutcome::Discarded,
            trouble: None,
            tokens_in: 0,
            tokens_out: 0,
            estimated: false,
            cost: None,
            first_ms: None,
            took_ms: 0,
        };
        Self {
            app: app.clone(),
            errand,
            at: clock::now(),
            watch: clock::stopwatch(),
            prompt,
            reply: String::new(),
            withheld: Vec::new(),
            was_read: true,
            facts,
            usage: None,
        }
    }

    pub(super) fn heard(&mut self, piece: &str) {
        self.facts.first_ms.get_or_insert_with(|| ms(self.watch));
        self.reply += piece;
    }

    /// What the provider counted.
    pub(super) fn counted(&mut self, tokens_in: Option<i32>, tokens_out: Option<i32>) {
        self.usage = tokens_in.map(i64::from).zip(tokens_out.map(i64::from));
    }

    /// What the model was told by us and its owner.
    pub(super) fn rules(&self) -> &str {
        &self.prompt.rules
    }

    pub(super) fn withheld(&mut self, sentence: String) {
        self.withheld.push(sentence);
    }

    pub(super) fn ends(&mut self, outcome: CallOutcome) {
        self.facts.outcome = outcome;
    }

    /// `was_read`: it had got the question, and what it read is paid for.
    pub(super) fn failed(&mut self, why: String, was_read: bool) {
        self.was_read = was_read;
        self.facts.trouble = Some(why);
        self.facts.outcome = CallOutcome::Failed;
    }

    /// What was counted, or a guess from the letters; nothing where nothing was said.
    fn count(&mut self) {
        let guess = |text: &str| {
            let plain = text.chars().filter(char::is_ascii).count();
            let others = text.chars().count() - plain;
            i64::try_from(plain / TOKEN_CHARS + others).unwrap_or(0)
        };
        let (tokens_in, tokens_out) = match self.usage {
            Some(usage) => usage,
            None if !self.was_read && self.reply.is_empty() => (0, 0),
            None => {
                self.facts.estimated = true;
                let sent = guess(&self.prompt.rules) + guess(&self.prompt.matter);
                (sent, guess(&self.reply))
            }
        };
        (self.facts.tokens_in, self.facts.tokens_out) = (tokens_in, tokens_out);
        self.facts.took_ms = ms(self.watch);
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.count();
        let prompt = PromptView {
            rules: std::mem::take(&mut self.prompt.rules),
            matter: cut(std::mem::take(&mut self.prompt.matter)),
        };
        let texts = Texts { prompt, withheld: std::mem::take(&mut self.withheld) };
        let (app, errand, at) = (self.app.clone(), self.errand, self.at);
        let (facts, reply) = (self.facts.clone(), cut(std::mem::take(&mut self.reply)));
        // One id for all tries: a call that was noted without our hearing of it counts once.
        let id = clock::new_id();
        let note = async move {
            for pause in NOTE_AGAIN_AFTER {
                let noted = note(&app, errand, (id, at), &facts, &texts, &reply).await;
                let Err(error) = noted else { return };
                let Some(pause) = pause else {
                    tracing::error!(%error, assistant = %errand.of, "a call was not counted");
                    return;
                };
                tokio::time::sleep(pause).await;
            }
        };
        // Outside of the runtime there is no database any more either.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(note);
        }
    }
}

async fn note(
    app: &App,
    errand: Errand,
    (id, at): (Uuid, Millis),
    facts: &CallFacts,
    texts: &Texts,
    reply: &str,
) -> store::Result<()> {
    let mut facts = facts.clone();
    let Errand { tenant, of, turn, .. } = errand;
    let prices = app.db.read().await?.of(tenant).model_prices().await?;
    let price = prices.into_iter().find(|price| price.model == facts.model);
    let micros = price.map(|price| {
        let of = |tokens: i64, price: i64| i128::from(tokens) * i128::from(price);
        let sum = of(facts.tokens_in, price.tokens_in) + of(facts.tokens_out, price.tokens_out);
        i64::try_from(sum / 1_000_000).unwrap_or(i64::MAX)
    });
    facts.cost = micros.map(money);
    let day = ModelDay {
        day: day_of(at),
        model: facts.model.clone(),
        purpose: word(&facts.purpose),
        outcome: word(&facts.outcome),
        calls: 1,
        tokens_in: facts.tokens_in,
        tokens_out: facts.tokens_out,
        cost: micros.unwrap_or(0),
        unpriced: i64::from(micros.is_none()),
    };
    let call = ModelCall {
        id,
        assistant: of,
        of: turn,
        at,
        body: serde_json::to_string(&facts).expect("facts have a JSON form"),
        prompt: Some(serde_json::to_string(texts).expect("texts have a JSON form")),
        reply: Some(reply.to_owned()),
    };
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let (call, day) = (call.clone(), day.clone());
            Box::pin(async move { tx.write_of(tenant).note_model_call(&call, &day).await })
        })
        .await?;
    Ok(())
}

/// The word of one of our own names, as it stands in JSON.
pub(crate) fn word(name: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(name).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// Millionths as money.
#[expect(clippy::cast_precision_loss, reason = "sums of money are far below 2^52 millionths")]
pub(crate) fn money(micros: i64) -> f64 {
    micros as f64 / MICROS
}

fn cut(text: String) -> String {
    match text.char_indices().nth(KEPT_CHARS_MAX) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

fn ms(watch: Instant) -> u32 {
    u32::try_from(watch.elapsed().as_millis()).unwrap_or(u32::MAX)
}
