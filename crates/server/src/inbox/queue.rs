//! Requests that wait for a commit. Whoever finds nobody at work leads: it performs what waits,
//! group by group, until nothing does. So a quiet server commits at once, and a busy one shares
//! each commit among all who came while the last one was on its way.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::limits::{COMMIT_GROUP_MAX, COMMIT_QUEUE_MAX, CONFLICT_RETRIES_MAX};
use futures_util::future::join_all;
use store::{StoreError, Tenant};
use tokio::sync::oneshot;

use super::group::{self, Outcomes};
use super::{InboxError, Performed, Request, publish};
use crate::app::App;

/// The requests of this node that wait.
#[derive(Debug, Default)]
pub(crate) struct Queue(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    asked: Vec<Asked>,
    is_led: bool,
}

#[derive(Debug)]
struct Asked {
    tenant: Tenant,
    request: Request,
    reply: Reply,
}

type Reply = oneshot::Sender<Result<Performed, InboxError>>;

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the next commit carries; none when nothing waits, and then nobody leads.
    fn next_group(&self) -> Option<Vec<Asked>> {
        let mut waiting = self.lock();
        let size = waiting.asked.len().min(COMMIT_GROUP_MAX);
        waiting.is_led = size > 0;
        waiting.is_led.then(|| waiting.asked.drain(..size).collect())
    }
}

/// Performs a request and returns its outcome after the commit that it rests on.
pub(super) async fn ask(
    app: &App,
    tenant: Tenant,
    request: Request,
) -> Result<Performed, InboxError> {
    let (reply, outcome) = oneshot::channel();
    let leads = {
        let mut waiting = app.inbox.lock();
        if waiting.asked.len() >= COMMIT_QUEUE_MAX {
            return Err(StoreError::Busy.into());
        }
        waiting.asked.push(Asked { tenant, request, reply });
        !std::mem::replace(&mut waiting.is_led, true)
    };
    if leads {
        // A task of its own: what was asked is carried to its end when the asker leaves.
        tokio::spawn(lead(app.clone()));
    }
    outcome.await.unwrap_or_else(|_| Err(StoreError::Busy.into()))
}

/// Hands the lead back when a leader falls: those who waited for it are told to come back.
struct Led(App);

impl Drop for Led {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mut waiting = self.0.inbox.lock();
            waiting.is_led = false;
            waiting.asked.clear();
        }
    }
}

async fn lead(app: App) {
    let led = Led(app);
    while let Some(group) = led.0.inbox.next_group() {
        let mut by_tenant: HashMap<Tenant, Vec<Asked>> = HashMap::new();
        for asked in group {
            by_tenant.entry(asked.tenant).or_default().push(asked);
        }
        let groups = by_tenant.into_iter().map(|(tenant, asked)| commit(&led.0, tenant, asked));
        join_all(groups).await;
    }
}

async fn commit(app: &App, tenant: Tenant, asked: Vec<Asked>) {
    let (requests, replies): (Vec<Request>, Vec<Reply>) =
        asked.into_iter().map(|asked| (asked.request, asked.reply)).unzip();
    let requests: Arc<[Request]> = requests.into();
    match write(app, tenant, &requests, 0..requests.len(), false).await {
        Ok(outcomes) => tell(app, tenant, replies, outcomes).await,
        // Whatever ended the group is one member's own, or each member's own: the others must not
        // suffer from it.
        Err(_) => {
            let alone = replies.into_iter().enumerate();
            join_all(alone.map(|(at, reply)| commit_alone(app, tenant, &requests, at, reply)))
                .await;
        }
    }
}

/// Begins anew when another writer was faster.
async fn commit_alone(
    app: &App,
    tenant: Tenant,
    requests: &Arc<[Request]>,
    at: usize,
    reply: Reply,
) {
    for _ in 0..CONFLICT_RETRIES_MAX {
        match write(app, tenant, requests, at..at + 1, true).await {
            Err(StoreError::Contended(_)) => {}
            Err(error) => return answer(reply, Err(error.into())),
            Ok(outcomes) => return tell(app, tenant, vec![reply], outcomes).await,
        }
    }
    answer(reply, Err(StoreError::Contended(CONFLICT_RETRIES_MAX).into()));
}

async fn write(
    app: &App,
    tenant: Tenant,
    requests: &Arc<[Request]>,
    these: Range<usize>,
    repeated: bool,
) -> Result<Outcomes, StoreError> {
    let requests = Arc::clone(requests);
    let work = app.db.write(move |tx| {
        let (requests, these) = (Arc::clone(&requests), these.clone());
        Box::pin(async move { group::perform(tx, tenant, &requests[these], repeated).await })
    });
    work.await
}

/// After the commit: the readers first, so that nobody hears of it later than its sender.
async fn tell(app: &App, tenant: Tenant, replies: Vec<Reply>, outcomes: Outcomes) {
    let performed: Vec<&Performed> = outcomes.iter().flatten().collect();
    publish::publish(app, tenant, &performed).await;
    for (reply, outcome) in replies.into_iter().zip(outcomes) {
        for turn in outcome.iter().flat_map(|performed| &performed.turns) {
            crate::jobs::start(app, turn.clone());
        }
        answer(reply, outcome);
    }
}

fn answer(reply: Reply, outcome: Result<Performed, InboxError>) {
    // The asker may have gone; the commit stands all the same.
    let _ = reply.send(outcome);
}
