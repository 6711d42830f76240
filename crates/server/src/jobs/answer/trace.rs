//! How a turn was planned, kept for whoever asks why it went as it did, and to try rules on.

use std::time::Duration;

use assistant::turn::Plan;
use domain::rule::back_test::Met;
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
            facts: plan.met.as_ref().map(json),
            body: serde_json::to_string(&facts).expect("facts have a JSON form"),
        };
        self.keep(Kept::Trace(trace));
    }

    /// Keeps what the rules were asked with once a model had its say.
    pub(super) fn keep_facts(&self, plan: &Plan) {
        let Some(facts) = plan.met.as_ref().map(json) else { return };
        self.keep(Kept::Facts(facts));
    }

    fn keep(&self, what: Kept) {
        let (app, tenant) = (self.app.clone(), self.tenant);
        let (conversation, turn) = (self.conversation, self.key.turn);
        tokio::spawn(async move {
            let kept = app.db.write::<_, StoreError, _>(move |tx| {
                let what = what.clone();
                Box::pin(async move {
                    let mut rows = tx.write_of(tenant);
                    match what {
                        Kept::Trace(trace) => rows.keep_trace(&trace).await,
                        Kept::Facts(facts) => rows.keep_facts(conversation, turn, &facts).await,
                    }
                })
            });
            if let Err(error) = kept.await {
                tracing::error!(%error, "how a turn went could not be kept");
            }
        });
    }
}

#[derive(Clone)]
enum Kept {
    Trace(TurnTrace),
    Facts(String),
}

fn json(met: &Met) -> String {
    serde_json::to_string(met).expect("facts have a JSON form")
}
