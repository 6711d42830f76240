//! The worker: claims jobs that are due, or whose worker is gone, and runs them.

mod answer;
mod brief;
mod crawl;
mod draft;
mod embed;
mod learn;

pub(crate) use learn::{bring_up, refresh};

use std::sync::Arc;
use std::time::Duration;

use domain::access::Actor;
use domain::conversation::{Command, Job, RunKey, TurnKey};
use domain::id::ConversationId;
use domain::limits::{JOB_ATTEMPTS_MAX, JOB_LEASE_MS};
use store::{Claimed, Tenant};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::actions;
use crate::app::App;
use crate::clock;
use crate::inbox::{self, InboxError, JobBody, Request};
use crate::mail::{notice, outbox};
use crate::promise;

/// Jobs of one node at once. Most wait for the database or for each other's index.
const RUNNING_MAX: usize = 32;

/// Turns of one node at once; more wait for a place.
pub(crate) const TURNS_MAX: u32 = 1_000;

/// Longest sleep while nothing is due: a job of another node may come in between.
const SLEEP_MS_MAX: u64 = 1_000;

/// First wait before a job that failed is tried again; it doubles.
const RETRY_MS: i64 = 1_000;

/// Longest wait for running jobs when the server stops.
const DRAIN: Duration = Duration::from_secs(10);

/// Runs jobs until the server stops.
pub(crate) async fn work(app: App) {
    let running = Arc::new(Semaphore::new(RUNNING_MAX));
    let mut tasks = JoinSet::new();
    while !app.is_stopping() {
        let place = Arc::clone(&running).acquire_owned();
        let Ok(place) = place.await else { break };
        match claim(&app).await {
            Ok(Some(claimed)) => {
                let app = app.clone();
                tasks.spawn(async move {
                    // Reading takes its time, and keeps no visitor's answer waiting.
                    let _place = (!is_reading(&claimed)).then_some(place);
                    Box::pin(run(&app, claimed)).await;
                });
            }
            Ok(None) => rest(&app).await,
            Err(error) => {
                tracing::error!(%error, "jobs could not be claimed");
                rest(&app).await;
            }
        }
        while tasks.try_join_next().is_some() {}
    }
    let drained = tokio::time::timeout(DRAIN, async {
        while tasks.join_next().await.is_some() {}
        // Every place is free once every turn has ended.
        let _ = app.turns.acquire_many(TURNS_MAX).await;
    });
    if drained.await.is_err() {
        tracing::warn!("some jobs were still running; they go on after the next start");
    }
}

/// Begins a job that this node claimed when it was stored.
pub(crate) fn start(app: &App, claimed: Claimed) {
    let app = app.clone();
    tokio::spawn(async move {
        let watch = clock::stopwatch();
        let Ok(place) = Arc::clone(&app.turns).acquire_owned().await else { return };
        // Whoever waited long for a place may have lost the work to another.
        let is_late = watch.elapsed() > Duration::from_millis(JOB_LEASE_MS.unsigned_abs() / 3);
        if is_late && !again(&app, &claimed, JOB_LEASE_MS).await {
            return;
        }
        Box::pin(run(&app, claimed)).await;
        drop(place);
    });
}

fn is_reading(claimed: &Claimed) -> bool {
    let body = serde_json::from_str(&claimed.body);
    matches!(body, Ok(JobBody::Learn { .. } | JobBody::Crawl { .. } | JobBody::Embed { .. }))
}

async fn claim(app: &App) -> store::Result<Option<Claimed>> {
    let now = clock::now();
    let due = app.db.read().await?.system().next_job_at().await?;
    if due.is_none_or(|due| due > now) {
        return Ok(None);
    }
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let claim: Uuid = clock::new_id();
                tx.write_system().claim_job(now, now + JOB_LEASE_MS, claim).await
            })
        })
        .await
}

async fn rest(app: &App) {
    let due = async { app.db.read().await?.system().next_job_at().await };
    let due = due.await.ok().flatten().map_or(Duration::MAX, clock::until);
    let sleep = due.clamp(Duration::from_millis(5), Duration::from_millis(SLEEP_MS_MAX));
    tokio::select! {
        () = app.jobs.notified() => {}
        () = app.stopped() => {}
        () = tokio::time::sleep(sleep) => {}
    }
}

/// Why a job did not end.
#[derive(Debug, thiserror::Error)]
enum JobError {
    #[error(transparent)]
    Inbox(#[from] InboxError),
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// A program of the owner did not take what it was told.
    #[error("a webhook was not taken")]
    NotTaken,
}

async fn run(app: &App, claimed: Claimed) {
    let Ok(body) = serde_json::from_str::<JobBody>(&claimed.body) else {
        // A later version stored it and went back: it stays for that version.
        tracing::error!(job = %claimed.id, "a job cannot be read");
        again(app, &claimed, SLEEP_MS_MAX.cast_signed() * 60).await;
        return;
    };
    // A job that ends the process never comes to say that it failed.
    if claimed.attempt > JOB_ATTEMPTS_MAX {
        return give_up(app, &claimed, &body).await;
    }
    let given_up = body.clone();
    let work = perform(app, &claimed, body);
    tokio::pin!(work);
    let done = loop {
        tokio::select! {
            done = &mut work => break done,
            () = tokio::time::sleep(Duration::from_millis(JOB_LEASE_MS.unsigned_abs() / 3)) => {
                again(app, &claimed, JOB_LEASE_MS).await;
            }
        }
    };
    match done {
        Ok(()) => finish(app, &claimed).await,
        Err(error) if claimed.attempt < JOB_ATTEMPTS_MAX => {
            tracing::warn!(%error, job = %claimed.id, "a job failed and is tried again");
            let wait = RETRY_MS << claimed.attempt.clamp(0, 10);
            again(app, &claimed, wait).await;
        }
        Err(error) => {
            tracing::warn!(%error, job = %claimed.id, "a job failed for the last time");
            give_up(app, &claimed, &given_up).await;
        }
    }
}

async fn give_up(app: &App, claimed: &Claimed, body: &JobBody) {
    tracing::error!(job = %claimed.id, "a job was given up");
    if let JobBody::Learn { source, .. } = body
        && let Err(error) = learn::give_up(app, claimed.tenant, *source).await
    {
        tracing::warn!(%error, "a source could not be marked as failed");
    }
    if let JobBody::Crawl { site, run, .. } = body
        && let Err(error) = crawl::give_up(app, claimed.tenant, *site, *run).await
    {
        tracing::warn!(%error, "a website could not be marked as failed");
    }
    if let JobBody::Embed { run, .. } = body
        && let Err(error) = embed::give_up(app, claimed.tenant, *run).await
    {
        tracing::warn!(%error, "embedding could not be marked as failed");
    }
    if let JobBody::Conversation { conversation, work: Job::Draft { draft } } = body
        && let Err(error) = draft::give_up(app, claimed.tenant, *conversation, *draft).await
    {
        tracing::warn!(%error, "a draft could not be given up");
    }
    if let JobBody::Conversation { conversation, work } = body
        && let Job::Act { run, .. } | Job::FormDue { run, .. } = work
        && let Err(error) = actions::give_up(app, claimed.tenant, *conversation, *run).await
    {
        tracing::warn!(%error, "an action could not be given up");
    }
    if let JobBody::Mail { mail, round } = body
        && let Err(error) = outbox::give_up(app, claimed.tenant, *mail, *round).await
    {
        tracing::warn!(%error, "a mail could not be marked as failed");
    }
    finish(app, claimed).await;
}

async fn perform(app: &App, claimed: &Claimed, body: JobBody) -> Result<(), JobError> {
    match body {
        JobBody::Conversation { conversation, work } => match work {
            Job::Answer { key } if claimed.attempt > 1 => {
                by_system(app, claimed.tenant, conversation, Command::Retry { key }).await
            }
            Job::Answer { key } => answer::answer(app, claimed.tenant, conversation, key).await,
            Job::Draft { draft } => draft::draft(app, claimed.tenant, conversation, draft).await,
            Job::Act { run, .. } => Ok(actions::act(app, claimed.tenant, conversation, run).await?),
            Job::Webhook { run, place } => {
                let of = (run, place);
                let taken = actions::webhook(app, claimed.tenant, conversation, of).await?;
                if taken { Ok(()) } else { Err(JobError::NotTaken) }
            }
            Job::FormDue { run, step } => {
                let key = RunKey { run, step };
                Ok(actions::leave(app, claimed.tenant, conversation, key).await?)
            }
            Job::Promise { after, .. } => {
                Ok(promise::look(app, claimed.tenant, conversation, after, clock::now()).await?)
            }
            Job::Silence { epoch, since } => {
                let due = Command::SilenceDue { epoch, since };
                by_system(app, claimed.tenant, conversation, due).await
            }
        },
        JobBody::Learn { source, .. } => Ok(learn::learn(app, claimed.tenant, source).await?),
        JobBody::Crawl { site, run, slice } => {
            Ok(crawl::crawl(app, claimed.tenant, site, run, slice).await?)
        }
        JobBody::Embed { at, tries, .. } => Ok(embed::embed(app, claimed.tenant, at, tries).await?),
        JobBody::Mail { mail, round } => Ok(outbox::send(app, claimed.tenant, mail, round).await?),
        JobBody::Notice { conversation, looked, .. } => {
            Ok(notice::look(app, claimed.tenant, conversation, looked).await?)
        }
    }
}

/// A refusal says that it is no longer due: the conversation has gone on.
async fn by_system(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    command: Command,
) -> Result<(), JobError> {
    let request = Request::new(clock::new_id(), conversation, Actor::System, command);
    match inbox::perform(app, tenant, request).await {
        Ok(_) | Err(InboxError::Refused(_) | InboxError::NotFound) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The key of a turn as the log names it, for log lines.
fn turn(key: TurnKey) -> String {
    format!("{}.{}", key.turn, key.attempt)
}

async fn finish(app: &App, claimed: &Claimed) {
    let (tenant, id, claim) = (claimed.tenant, claimed.id, claimed.claim);
    let finished = app
        .db
        .write(move |tx| Box::pin(async move { tx.write_of(tenant).finish_job(id, claim).await }))
        .await;
    if let Err(error) = finished {
        tracing::warn!(%error, job = %id, "a finished job was not removed and may run again");
    }
}

/// Renews the lease, or lets it end in `wait_ms`. False when it is somebody else's by now.
async fn again(app: &App, claimed: &Claimed, wait_ms: i64) -> bool {
    let (tenant, id, claim) = (claimed.tenant, claimed.id, claimed.claim);
    let until = clock::now() + wait_ms;
    let renewed = app
        .db
        .write(move |tx| {
            Box::pin(async move { tx.write_of(tenant).renew_job(id, claim, until).await })
        })
        .await;
    renewed.unwrap_or_else(|error: store::StoreError| {
        tracing::warn!(%error, job = %id, "a lease was not renewed");
        true
    })
}
