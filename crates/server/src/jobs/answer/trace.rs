//! How a turn was planned, kept for whoever asks why it went as it did.

use std::time::Duration;

use assistant::turn::Plan;
use store::{StoreError, Sureness, TurnTrace};

use super::Turn;
use crate::clock;
use crate::protocol::TraceFacts;

impl Turn<'_> {
    /// Keeps it beside the turn, which does not wait for it.
    pub(super) fn keep_trace(&self, plan: &Plan, took: Duration) {
        let facts = TraceFacts {
            query: plan.query.clone(),
            planned_ms: u32::try_from(took.as_millis()).unwrap_or(u32::MAX),
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
            body: serde_json::to_string(&facts).expect("facts have a JSON form"),
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
