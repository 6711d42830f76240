//! Visitors who only have the page open: what each costs in memory, and how soon all are back when
//! the server was killed under them.

use std::time::Duration;

use anyhow::{Context, Result};
use futures_util::{StreamExt as _, stream};
use tokio::task::JoinSet;

use super::baton_town::{come, visitor_seat};
use super::line::{Line, Seat};
use crate::baton::people::hire;
use crate::baton::server::{Server, Setting};
use crate::bench::clock;
use crate::bench::processes::resident_bytes;

/// What settles (buffers, a checkpoint) has settled by then.
const SETTLE: Duration = Duration::from_secs(5);

/// What the start and the hashing of passwords took has been given back by then.
const SETTLE_HASHES: Duration = Duration::from_secs(40);

/// Lines opened at the same time the first time.
const OPENED_AT_ONCE: usize = 64;

/// What idling came to; memory in bytes.
#[derive(Debug, Clone)]
pub(crate) struct Idle {
    pub(crate) visitors: usize,
    pub(crate) teammates: usize,
    /// Before anybody signed in.
    pub(crate) started: u64,
    /// Set up, nobody there.
    pub(crate) empty: u64,
    pub(crate) full: u64,
    /// From when the server listens again until every line is live again.
    pub(crate) back_after: Duration,
    /// Those who were not back after a minute.
    pub(crate) lost: usize,
    pub(crate) full_again: u64,
}

/// Runs it on a new server.
pub(crate) async fn run(setting: Setting, visitors: usize, teammates: usize) -> Result<Idle> {
    let mut server = Server::start_as(setting).await?;
    tokio::time::sleep(SETTLE).await;
    let started = memory(&server)?;
    let site = hire(&server, teammates).await?[0].site().await?;
    tokio::time::sleep(SETTLE_HASHES).await;
    let empty = memory(&server)?;
    let all = come(&server, &site, visitors).await?;
    let seats: Vec<Seat> = all.iter().map(|visitor| visitor_seat(&server, visitor)).collect();
    let mut lines = JoinSet::new();
    let mut opening = stream::iter(seats.iter().map(Seat::open)).buffered(OPENED_AT_ONCE);
    while let Some(line) = opening.next().await {
        lines.spawn(keep(line.context("a visitor's line")?));
    }
    drop(opening);
    tokio::time::sleep(SETTLE).await;
    let full = memory(&server)?;
    server.kill().await?;
    while lines.join_next().await.is_some() {}
    server.again().await?;
    let began = clock::now();
    let mut coming = JoinSet::new();
    for seat in seats {
        coming.spawn(async move { seat.open().await });
    }
    let (mut lost, mut back_after) = (0, Duration::ZERO);
    while let Some(line) = coming.join_next().await {
        match line? {
            Ok(line) => {
                back_after = began.elapsed();
                lines.spawn(keep(line));
            }
            Err(_) => lost += 1,
        }
    }
    tokio::time::sleep(SETTLE).await;
    let full_again = memory(&server)?;
    Ok(Idle { visitors, teammates, started, empty, full, back_after, lost, full_again })
}

/// Reads, so that pings are answered, until the line ends.
async fn keep(mut line: Line) {
    while let Some(Ok(_)) = line.next().await {}
}

fn memory(server: &Server) -> Result<u64> {
    resident_bytes(server.process()?)
}
