//! Requests that wait for a commit. Whoever finds nobody at work leads: it performs what waits,
//! group by group, until nothing does. So a quiet server commits at once, and a busy one shares
//! each commit among all who came while the last one was on its way.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::id::ConversationId;
use domain::limits::{COMMIT_GROUP_MAX, COMMIT_QUEUE_MAX, CONFLICT_RETRIES_MAX};
use futures_util::future::join_all;
use store::{StoreError, Tenant};
use tokio::sync::oneshot;

use super::group::{self, Outcomes};
use super::{InboxError, Performed, Request, publish};
use crate::app::App;

/// The requests of this node that wait, by workspace: none waits for another's commit.
#[derive(Debug, Default)]
pub(crate) struct Queue(Mutex<HashMap<Tenant, Vec<Asked>>>);

#[derive(Debug)]
struct Asked {
    request: Request,
    reply: Reply,
}

type Reply = oneshot::Sender<Result<Performed, InboxError>>;

impl Queue {
    /// A workspace stands here as long as somebody leads it.
    fn lock(&self) -> MutexGuard<'_, HashMap<Tenant, Vec<Asked>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the next commit carries; none when nothing waits, and then nobody leads.
    fn next_group(&self, tenant: Tenant) -> Option<Vec<Asked>> {
        let mut waiting = self.lock();
        let asked = waiting.get_mut(&tenant).filter(|asked| !asked.is_empty());
        let Some(asked) = asked else {
            waiting.remove(&tenant);
            return None;
        };
        let size = asked.len().min(COMMIT_GROUP_MAX);
        Some(asked.drain(..size).collect())
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
        let mut queue = app.inbox.lock();
        let leads = !queue.contains_key(&tenant);
        let waiting = queue.entry(tenant).or_default();
        if waiting.len() >= COMMIT_QUEUE_MAX {
            return Err(StoreError::Busy.into());
        }
        waiting.push(Asked { request, reply });
        leads
    };
    if leads {
        // A task of its own: what was asked is carried to its end when the asker leaves.
        tokio::spawn(lead(app.clone(), tenant));
    }
    outcome.await.unwrap_or_else(|_| Err(StoreError::Busy.into()))
}

/// Hands the lead back when a leader falls: those who waited for it are told to come back.
struct Led(App, Tenant);

impl Drop for Led {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.inbox.lock().remove(&self.1);
        }
    }
}

async fn lead(app: App, tenant: Tenant) {
    let Led(app, _) = &Led(app, tenant);
    while let Some(asked) = app.inbox.next_group(tenant) {
        commit(app, tenant, asked).await;
    }
}

async fn commit(app: &App, tenant: Tenant, asked: Vec<Asked>) {
    let (requests, replies): (Vec<Request>, Vec<Reply>) =
        asked.into_iter().map(|asked| (asked.request, asked.reply)).unzip();
    let requests: Arc<[Request]> = requests.into();
    match write(app, tenant, &requests, 0..requests.len()).await {
        Ok(outcomes) => tell(app, tenant, replies, outcomes).await,
        Err(error) if error.is_everybodys() => {
            for reply in replies {
                answer(reply, Err(error.told_again().into()));
            }
        }
        // It is one member's own: the others must not suffer from it.
        Err(_) => commit_apart(app, tenant, &requests, replies).await,
    }
}

/// Each request alone; those of one conversation in their order.
async fn commit_apart(app: &App, tenant: Tenant, requests: &Arc<[Request]>, replies: Vec<Reply>) {
    let mut threads: HashMap<ConversationId, Vec<(usize, Reply)>> = HashMap::new();
    for (at, reply) in replies.into_iter().enumerate() {
        threads.entry(requests[at].conversation).or_default().push((at, reply));
    }
    let threads = threads.into_values().map(async |thread| {
        for (at, reply) in thread {
            commit_alone(app, tenant, requests, at, reply).await;
        }
    });
    join_all(threads).await;
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
        match write(app, tenant, requests, at..at + 1).await {
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
) -> Result<Outcomes, StoreError> {
    let requests = Arc::clone(requests);
    let reply_mail_ms = i64::from(app.config.reply_mail_seconds) * 1_000;
    let work = app.db.write(move |tx| {
        let (requests, these) = (Arc::clone(&requests), these.clone());
        Box::pin(async move { group::perform(tx, tenant, &requests[these], reply_mail_ms).await })
    });
    work.await
}

/// After the commit: the readers first, so that nobody hears of it later than its sender.
async fn tell(app: &App, tenant: Tenant, replies: Vec<Reply>, outcomes: Outcomes) {
    let performed: Vec<&Performed> = outcomes.iter().flatten().collect();
    publish::publish(app, tenant, &performed).await;
    // Who came into the queue is told what to expect, at once.
    let is_due = |it: &&Performed| {
        let awaited = it.row.row.state.awaited;
        awaited.zip(it.events.last()).is_some_and(|(awaited, last)| awaited.due <= last.at)
    };
    if performed.iter().any(is_due) {
        app.jobs.notify_one();
    }
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
