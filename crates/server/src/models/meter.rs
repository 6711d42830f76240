//! What each question to a model took and cost. A question is noted when it ends, however it ends:
//! one that nobody waited for any more counts as discarded.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use assistant::prompt::Prompt;
use domain::conversation::Millis;
use domain::id::{AssistantId, ConversationId};
use store::{ModelCall, ModelDay, StoreError, Tenant, day_of};

use super::Model;
use crate::app::App;
use crate::clock;
use crate::protocol::{CallFacts, CallOutcome, PromptView, Purpose};

/// How long what was sent and came back is kept. Figures stay.
const PROMPTS_KEPT_DAYS: i64 = 30;

/// Longest text of one side of a call that is kept.
const KEPT_CHARS_MAX: usize = 64_000;

/// Letters of a token, where a provider does not say how many there were.
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
}

/// The day on which old prompts were last taken away, since 1970.
#[derive(Default)]
pub(super) struct Cleaned(AtomicI64);

/// One question to a model, while it lasts.
pub(super) struct Meter {
    app: App,
    errand: Errand,
    at: Millis,
    watch: Instant,
    prompt: Prompt,
    reply: String,
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
            withheld: Vec::new(),
        };
        let (app, at, watch) = (app.clone(), clock::now(), clock::stopwatch());
        Self { app, errand, at, watch, prompt, reply: String::new(), facts, usage: None }
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
        self.facts.withheld.push(sentence);
    }

    pub(super) fn ends(&mut self, outcome: CallOutcome) {
        self.facts.outcome = outcome;
    }

    pub(super) fn failed(&mut self, why: String) {
        self.facts.trouble = Some(why);
        self.facts.outcome = CallOutcome::Failed;
    }

    /// What was counted, or a guess from the letters; nothing where nothing was said.
    fn count(&mut self) {
        let guess = |text: &str| i64::try_from(text.chars().count() / TOKEN_CHARS).unwrap_or(0);
        let was_read = self.facts.outcome != CallOutcome::Failed || !self.reply.is_empty();
        let (tokens_in, tokens_out) = match self.usage {
            Some(usage) => usage,
            None if !was_read => (0, 0),
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
            matter: std::mem::take(&mut self.prompt.matter),
        };
        let (app, errand, at) = (self.app.clone(), self.errand, self.at);
        let (facts, reply) = (self.facts.clone(), cut(std::mem::take(&mut self.reply)));
        let note = async move {
            if let Err(error) = note(&app, errand, at, facts, prompt, reply).await {
                tracing::error!(%error, assistant = %errand.of, "a call could not be counted");
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
    at: Millis,
    mut facts: CallFacts,
    prompt: PromptView,
    reply: String,
) -> store::Result<()> {
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
    let kept = PromptView { matter: cut(prompt.matter), ..prompt };
    let call = ModelCall {
        id: clock::new_id(),
        assistant: of,
        of: turn,
        at,
        body: serde_json::to_string(&facts).expect("facts have a JSON form"),
        prompt: Some(serde_json::to_string(&kept).expect("a prompt has a JSON form")),
        reply: Some(reply),
    };
    let today = day_of(at);
    let cleans = app.models.cleaned.0.swap(today, Ordering::Relaxed) != today;
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let (call, day) = (call.clone(), day.clone());
            Box::pin(async move {
                if cleans {
                    let day_ms = 24 * 60 * 60 * 1_000;
                    let before = (today - PROMPTS_KEPT_DAYS) * day_ms;
                    tx.write_system().forget_prompts(before).await?;
                }
                tx.write_of(tenant).note_model_call(&call, &day).await
            })
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
