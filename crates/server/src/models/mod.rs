//! The language model that writes an assistant's answers, where there is one. Whatever fails here,
//! the answer is quoted as it is without one.

mod breaker;
mod client;
mod writing;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::id::AssistantId;
use reqwest::Url;
use serde::{Deserialize, Serialize};
use store::{AssistantModel, Tenant};

pub(crate) use client::{Model, Trouble};
pub(crate) use writing::{Asked, Written, judge, ready, rewrite};

use crate::app::App;
use crate::clock;
use crate::protocol::{ModelProvider, ModelSettingsView, ModelView};
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
pub(crate) struct Models(Mutex<HashMap<AssistantId, Known>>);

#[derive(Default)]
struct Known {
    breaker: Breaker,
    trouble: Option<String>,
}

impl Models {
    fn admits(&self, of: AssistantId) -> bool {
        self.inside().entry(of).or_default().breaker.admits(clock::now())
    }

    fn answered(&self, of: AssistantId) {
        self.inside().remove(&of);
    }

    /// Something went wrong; it counts where the next question would fare no better.
    fn failed(&self, of: AssistantId, why: String, counts: bool) {
        let mut inside = self.inside();
        let known = inside.entry(of).or_default();
        if counts {
            known.breaker.failed(clock::now());
        }
        known.trouble = Some(why);
    }

    /// Its settings changed: nothing that was known of it holds.
    pub(crate) fn forget(&self, of: AssistantId) {
        self.inside().remove(&of);
    }

    fn inside(&self) -> MutexGuard<'_, HashMap<AssistantId, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where the key of an assistant's model is sealed for.
pub(crate) fn place(tenant: Tenant, of: AssistantId) -> String {
    format!("model.key/{}/{of}", tenant.workspace())
}

/// The model of an assistant, if any; why not where its key cannot be opened.
pub(crate) async fn of(
    app: &App,
    tenant: Tenant,
    assistant: AssistantId,
) -> store::Result<Option<Result<Model, Trouble>>> {
    let row = app.db.read().await?.of(tenant).assistant_model(assistant).await?;
    Ok(row.and_then(|row| open(app, tenant, assistant, &row)))
}

fn open(
    app: &App,
    tenant: Tenant,
    assistant: AssistantId,
    row: &AssistantModel,
) -> Option<Result<Model, Trouble>> {
    let kept: Kept = serde_json::from_str(&row.settings).ok()?;
    let place = place(tenant, assistant);
    let key = match row.secret.as_ref().map(|sealed| app.secrets.open_sealed(&place, sealed)) {
        None => None,
        Some(Ok(key)) => Some(key),
        Some(Err(_)) => return Some(Err(Trouble::KeyUnreadable)),
    };
    Some(Ok(Model {
        provider: kept.provider,
        base: Url::parse(&kept.address).ok()?,
        name: kept.model,
        key,
        temperature: kept.temperature,
        tokens_max: kept.tokens_max,
    }))
}

/// All that an admin sees of it.
pub(crate) async fn view(
    app: &App,
    tenant: Tenant,
    assistant: AssistantId,
) -> store::Result<ModelView> {
    let row = app.db.read().await?.of(tenant).assistant_model(assistant).await?;
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
    let trouble = app.models.inside().get(&assistant).and_then(|known| known.trouble.clone());
    Ok(ModelView { trouble: trouble.filter(|_| settings.is_some()), settings })
}
