//! How a turn was planned, kept for whoever asks why it went as it did, and to try rules on.

use std::time::Duration;

use assistant::ruling::Ruling;
use assistant::turn::Plan;
use serde::Serialize;
use store::{StoreError, Sureness, TurnTrace};

use super::Turn;
use crate::clock;
use crate::protocol::TraceFacts;
use crate::ruled::{KeptTrace, RulesTried};

impl Turn<'_> {
    /// Keeps it beside the turn, which does not wait for it. A model's judgement is kept in place
    /// of what was planned without.
    pub(super) fn keep_trace(&self, plan: &Plan, ruling: &Ruling, took: Duration) {
        let kept = KeptTrace {
            facts: TraceFacts {
                query: plan.query.clone(),
                planned_ms: u32::try_from(took.as_millis()).unwrap_or(u32::MAX),
            },
            rules: Some(RulesTried::of(plan, ruling)),
        };
        let trace = TurnTrace {
            conversation: self.conversation,
            turn: self.key.turn,
            assistant: self.assistant,
            at: clock::now(),
            sureness: plan.signals.confidence.map(|confidence| Sureness {
                p: confidence.p.into(),
                shown: confidence.shown.into(),
            }),
            facts: plan.met.as_ref().map(json),
            body: json(&kept),
        };
        let (app, tenant) = (self.app.clone(), self.tenant);
        tokio::spawn(async move {
            let kept = app
                .db
                .write::<_, StoreError, _>(move |tx| {
                    let trace = trace.clone();
                    Box::pin(async move { tx.write_of(tenant).keep_trace(&trace).await })
                })
                .await;
            if let Err(error) = kept {
                tracing::error!(%error, "how a turn went could not be kept");
            }
        });
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("our own types have a JSON form")
}
