//! Writing: on SQLite one task that groups commits, on PostgreSQL a transaction per write.
//!
//! A piece of work is a function that may be called again: after a conflict, or when another one
//! of the same group failed after it had written. Nobody hears the outcome, not even a refusal,
//! before the commit that it rests on.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use domain::limits::{COMMIT_GROUP_MAX, COMMIT_QUEUE_MAX, CONFLICT_RETRIES_MAX};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sqlx::pool::PoolConnection;
use sqlx::{PgPool, Sqlite, SqlitePool};
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::{Conn, Db, Result, StoreError, on};

/// A connection inside a transaction.
#[derive(Debug)]
pub struct Tx {
    conn: Conn,
    /// A failed piece of work that has written nothing needs no undoing.
    wrote: bool,
}

impl Tx {
    pub(crate) fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }

    pub(crate) fn writing(&mut self) -> &mut Conn {
        self.wrote = true;
        &mut self.conn
    }
}

/// A piece of work in a transaction.
pub trait Work<T, E>:
    for<'tx> Fn(&'tx mut Tx) -> BoxFuture<'tx, Result<T, E>> + Send + Sync + 'static
{
}

impl<T, E, F> Work<T, E> for F where
    F: for<'tx> Fn(&'tx mut Tx) -> BoxFuture<'tx, Result<T, E>> + Send + Sync + 'static
{
}

impl Db {
    /// Runs `work` in a transaction and returns its outcome once that is committed. An error of
    /// `work` undoes what it wrote.
    pub async fn write<T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        W: Work<T, E>,
    {
        match self {
            Self::Sqlite { writer, .. } => writer.write(work).await,
            // A caller who leaves must not leave an open transaction behind in the pool.
            Self::Postgres(pool) => tokio::spawn(transact(pool.clone(), work))
                .await
                .unwrap_or_else(|_| Err(StoreError::Busy.into())),
        }
    }
}

async fn transact<T, E, W>(pool: PgPool, work: W) -> Result<T, E>
where
    E: From<StoreError>,
    W: Work<T, E>,
{
    for _ in 0..CONFLICT_RETRIES_MAX {
        let conn = Conn::Postgres(pool.acquire().await.map_err(StoreError::from)?);
        let mut tx = Tx { conn, wrote: false };
        begin(&mut tx).await?;
        let outcome = guarded(&work, &mut tx).await;
        match finish(&mut tx, outcome).await {
            Finished::Outcome(outcome) => return outcome,
            Finished::Again => {}
        }
    }
    Err(StoreError::Contended(CONFLICT_RETRIES_MAX).into())
}

enum Finished<T, E> {
    Outcome(Result<T, E>),
    Again,
}

async fn begin(tx: &mut Tx) -> Result<()> {
    tx.wrote = false;
    match &mut tx.conn {
        // A read lock that is upgraded later fails at once and ignores the time-out.
        Conn::Sqlite(conn) => {
            sqlx::query("BEGIN IMMEDIATE").execute(&mut **conn).await.map(drop)?;
        }
        Conn::Postgres(conn) => sqlx::query("BEGIN").execute(&mut **conn).await.map(drop)?,
    }
    Ok(())
}

async fn commit(tx: &mut Tx) -> Result<(), sqlx::Error> {
    on!(&mut tx.conn, c => sqlx::query("COMMIT").execute(c).await.map(drop))
}

async fn rollback(tx: &mut Tx) {
    let undone = on!(&mut tx.conn, c => sqlx::query("ROLLBACK").execute(c).await.map(drop));
    if let Err(error) = undone {
        tracing::warn!(%error, "a transaction could not be rolled back");
    }
}

/// A panic in one piece of work must not end the writer that all others wait for.
async fn guarded<T, E: From<StoreError>>(work: &impl Work<T, E>, tx: &mut Tx) -> Result<T, E> {
    AssertUnwindSafe(work(tx)).catch_unwind().await.unwrap_or_else(|_| {
        tx.wrote = true;
        Err(StoreError::inconsistent("-", "-", "-", "a write panicked").into())
    })
}

/// Ends a PostgreSQL transaction.
async fn finish<T, E: From<StoreError>>(tx: &mut Tx, outcome: Result<T, E>) -> Finished<T, E> {
    if outcome.is_err() {
        rollback(tx).await;
        return Finished::Outcome(outcome);
    }
    match commit(tx).await {
        Ok(()) => Finished::Outcome(outcome),
        Err(error) if is_conflict(&error) => Finished::Again,
        Err(error) => Finished::Outcome(Err(StoreError::from(error).into())),
    }
}

/// Serialisation failures and deadlocks (SQLSTATE 40001, 40P01) ask to begin anew.
pub(crate) fn is_conflict(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .is_some_and(|code| code == "40001" || code == "40P01")
}

/// The queue of the one SQLite writer.
#[derive(Debug, Clone)]
pub struct Writer {
    queue: mpsc::Sender<Message>,
    task: Arc<Mutex<Option<JoinHandle<()>>>>,
}

enum Message {
    Write(Box<dyn Pending>),
    Close,
}

trait Pending: Send {
    /// True when the work succeeded.
    fn run<'run>(&'run mut self, tx: &'run mut Tx) -> BoxFuture<'run, bool>;
    fn answer(self: Box<Self>, committed: &Committed);
}

/// A commit that failed says why to everybody who waited for it.
type Committed = std::result::Result<(), StoreError>;

struct PendingWork<T, E, W> {
    work: W,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, W> Pending for PendingWork<T, E, W>
where
    T: Send,
    E: From<StoreError> + Send,
    W: Work<T, E>,
{
    fn run<'run>(&'run mut self, tx: &'run mut Tx) -> BoxFuture<'run, bool> {
        Box::pin(async {
            let outcome = guarded(&self.work, tx).await;
            self.outcome.insert(outcome).is_ok()
        })
    }

    fn answer(self: Box<Self>, committed: &Committed) {
        let outcome = match (committed, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(StoreError::Busy.into()),
            (Err(failed), _) => Err(failed.told_again().into()),
        };
        // The asker may have gone; the commit stands all the same.
        let _ = self.reply.send(outcome);
    }
}

impl Writer {
    /// Starts the writer on the pool of its one connection.
    pub(crate) fn start(pool: SqlitePool) -> Self {
        let (queue, waiting) = mpsc::channel(COMMIT_QUEUE_MAX);
        let task = tokio::spawn(write_groups(pool, waiting));
        Self { queue, task: Arc::new(Mutex::new(Some(task))) }
    }

    async fn write<T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        W: Work<T, E>,
    {
        let (reply, outcome) = oneshot::channel();
        let pending = Box::new(PendingWork { work, outcome: None, reply });
        self.queue.try_send(Message::Write(pending)).map_err(|_| StoreError::Busy)?;
        outcome.await.unwrap_or_else(|_| Err(StoreError::Busy.into()))
    }

    /// Commits what waits, takes no more, and closes the file.
    pub(crate) async fn close(&self) {
        // An error says that the writer has stopped already.
        let _ = self.queue.send(Message::Close).await;
        if let Some(task) = self.task.lock().await.take() {
            let _ = task.await;
        }
    }
}

async fn write_groups(pool: SqlitePool, mut waiting: mpsc::Receiver<Message>) {
    let mut messages = Vec::with_capacity(COMMIT_GROUP_MAX);
    while waiting.recv_many(&mut messages, COMMIT_GROUP_MAX).await > 0 {
        let mut group = Vec::with_capacity(messages.len());
        for message in messages.drain(..) {
            match message {
                Message::Write(pending) => group.push(pending),
                Message::Close => waiting.close(),
            }
        }
        match pool.acquire().await {
            Ok(conn) => write_group(conn, group).await,
            Err(error) => answer_all(group, &Err(StoreError::from(error))),
        }
    }
    pool.close().await;
}

/// One commit for the whole group; one by one when a member failed after it had written.
async fn write_group(conn: PoolConnection<Sqlite>, group: Vec<Box<dyn Pending>>) {
    let mut tx = Tx { conn: Conn::Sqlite(conn), wrote: false };
    if let Err(group) = settle(&mut tx, group).await {
        for member in group {
            // Alone, a member that failed is only undone.
            if let Err(undone) = settle(&mut tx, vec![member]).await {
                answer_all(undone, &Ok(()));
            }
        }
    }
}

/// Gives the group back, undone, when a member failed after it had written.
async fn settle(
    tx: &mut Tx,
    mut group: Vec<Box<dyn Pending>>,
) -> std::result::Result<(), Vec<Box<dyn Pending>>> {
    if let Err(error) = begin(tx).await {
        answer_all(group, &Err(error));
        return Ok(());
    }
    for member in &mut group {
        tx.wrote = false;
        if !member.run(tx).await && tx.wrote {
            rollback(tx).await;
            return Err(group);
        }
    }
    let committed = commit(tx).await.map_err(StoreError::from);
    if committed.is_err() {
        rollback(tx).await;
    }
    answer_all(group, &committed);
    Ok(())
}

fn answer_all(group: Vec<Box<dyn Pending>>, committed: &Committed) {
    for member in group {
        member.answer(committed);
    }
}
