//! The language models that write an assistant's answers, where there are any: a first, and a
//! second for when the first does not answer. Whatever fails here, the answer is quoted as it is
//! without one.

mod breaker;
pub(crate) mod budget;
mod client;
mod judging;
mod meter;
mod question;
mod writing;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::id::AssistantId;
use reqwest::Url;
use serde::{Deserialize, Serialize};
use store::{AssistantModel, Tenant};

pub(crate) use client::{Model, Trouble};
pub(crate) use judging::Call;
pub(crate) use meter::{Errand, MICROS, Texts, forget_daily, money, word};
pub(crate) use question::understand;
pub(crate) use writing::{Asked, Judgement, Written, judge, ready, rewrite};

use crate::app::App;
use crate::clock;
use crate::protocol::{ModelPlace, ModelProvider, ModelSettingsView, ModelView, ModelsView};
use breaker::Breaker;

/// As a row keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) provider: ModelProvider,
    pub(crate) address: String,
    pub(crate) model: String,
    pub(crate) temperature: Option<f32>,
    pub(crate) tokens_max: u32,
}

/// What this process knows of the models.
#[derive(Default)]
pub(crate) struct Models(Mutex<HashMap<Which, Known>>);

/// A model of an assistant.
type Which = (AssistantId, ModelPlace);

#[derive(Default)]
struct Known {
    breaker: Breaker,
    trouble: Option<String>,
}

impl Models {
    fn admits(&self, of: Which) -> bool {
        self.inside().entry(of).or_default().breaker.admits(clock::now())
    }

    /// Whether it answers, as far as is known; who only asks this is no probe.
    fn is_up(&self, of: Which) -> bool {
        self.inside().get(&of).is_none_or(|known| known.breaker.is_up())
    }

    fn answered(&self, of: Which) {
        self.inside().remove(&of);
    }

    /// Something went wrong; it counts where the next question would fare no better.
    fn failed(&self, of: Which, why: String, counts: bool) {
        let mut inside = self.inside();
        let known = inside.entry(of).or_default();
        if counts {
            known.breaker.failed(clock::now());
        }
        known.trouble = Some(why);
    }

    /// Settings changed: nothing that was known of an assistant's models holds.
    pub(crate) fn forget(&self, of: AssistantId) {
        self.inside().retain(|(assistant, _), _| *assistant != of);
    }

    fn inside(&self) -> MutexGuard<'_, HashMap<Which, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ModelPlace {
    /// As rows have it.
    pub(crate) fn rank(self) -> i64 {
        match self {
            Self::First => 0,
            Self::Second => 1,
        }
    }

    fn of_rank(rank: i64) -> Option<Self> {
        [Self::First, Self::Second].into_iter().find(|place| place.rank() == rank)
    }
}

/// Where the key of an assistant's model is sealed for.
pub(crate) fn place(tenant: Tenant, (of, place): Which) -> String {
    match place {
        ModelPlace::First => format!("model.key/{}/{of}", tenant.workspace()),
        ModelPlace::Second => format!("model.key/{}/{of}/second", tenant.workspace()),
    }
}

/// The models of an assistant, in the order in which they are asked; one whose key cannot be opened
/// is left out, and its owner told.
async fn of(app: &App, tenant: Tenant, assistant: AssistantId) -> store::Result<Vec<Model>> {
    let rows = app.db.read().await?.of(tenant).assistant_models(assistant).await?;
    Ok(rows.iter().filter_map(|row| open(app, tenant, assistant, row)).collect())
}

fn open(app: &App, tenant: Tenant, of: AssistantId, row: &AssistantModel) -> Option<Model> {
    let kept: Kept = serde_json::from_str(&row.settings).ok()?;
    let which = (of, ModelPlace::of_rank(row.rank)?);
    let sealed_for = place(tenant, which);
    let open = |sealed: &String| app.secrets.open_sealed(&sealed_for, sealed);
    let Ok(key) = row.secret.as_ref().map(open).transpose() else {
        tracing::warn!(assistant = %of, rank = row.rank, "the key of a model cannot be opened");
        app.models.failed(which, client::KEY_UNREADABLE.to_owned(), false);
        return None;
    };
    Some(Model {
        place: which.1,
        provider: kept.provider,
        base: Url::parse(&kept.address).ok()?,
        name: kept.model,
        key,
        temperature: kept.temperature,
        tokens_max: kept.tokens_max,
    })
}

/// All that an admin sees of them.
pub(crate) async fn view(
    app: &App,
    tenant: Tenant,
    assistant: AssistantId,
) -> store::Result<ModelsView> {
    let rows = app.db.read().await?.of(tenant).assistant_models(assistant).await?;
    let one = |place: ModelPlace| {
        let row = rows.iter().find(|row| row.rank == place.rank());
        let settings = row.and_then(|row| {
            let kept: Kept = serde_json::from_str(&row.settings).ok()?;
            Some(ModelSettingsView {
                provider: kept.provider,
                address: kept.address,
                model: kept.model,
                has_key: row.secret.is_some(),
                temperature: kept.temperature,
                tokens_max: kept.tokens_max,
            })
        });
        let known = app.models.inside();
        let trouble = known.get(&(assistant, place)).and_then(|known| known.trouble.clone());
        ModelView { trouble: trouble.filter(|_| settings.is_some()), settings }
    };
    let (first, second) = (one(ModelPlace::First), one(ModelPlace::Second));
    Ok(ModelsView { first, second, budget: budget::view(app, tenant, assistant).await? })
}
