//! Open loop: messages become due by a schedule, whatever the server does, and their time counts
//! from when they were due. So a server that stalls is charged for everybody who had to wait.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::NEVER;
use super::mark::Mark;
use super::town::Town;
use crate::bench::disk::Probe;
use crate::bench::figures::{Chance, float, spread};
use crate::bench::{clock, processes};

/// What a pace came to.
#[derive(Debug, Clone)]
pub(crate) struct Paced {
    pub(crate) per_second: u32,
    pub(crate) sent: usize,
    /// While messages became due; what is done afterwards is not counted.
    pub(crate) cpu_us_per_message: f64,
    /// Due until the sender knew that it is kept: p50, p99.
    pub(crate) acknowledged: [Duration; 2],
    /// Due until the last teammate saw it: p50, p99.
    pub(crate) seen_by_all: [Duration; 2],
    /// An fdatasync of 4 KiB beside it, in the same folder: p99.
    pub(crate) sync_p99: Duration,
    pub(crate) unacknowledged: usize,
}

/// Runs one. The gaps are exponential (a Poisson process), the same in every run.
pub(crate) async fn run(
    town: &Town,
    per_second: u32,
    time: Duration,
    folder: &Path,
    servers: &[u32],
) -> Result<Paced> {
    let (phase, board) = town.phase()?;
    let probe = Probe::start(folder)?;
    let cpu_before = processes::cpu(servers)?;
    tokio::task::block_in_place(|| {
        let (mut chance, mean_s) = (Chance::new(), 1.0 / f64::from(per_second));
        let (mut due, mut visitor) = (board.elapsed(), 0);
        while due < time {
            let early = due.saturating_sub(board.elapsed());
            if !early.is_zero() {
                clock::sleep(early);
            }
            if let Some(number) = board.begin(due) {
                town.order(visitor, Mark { phase, number });
            }
            visitor += 1;
            due += chance.gap(mean_s);
        }
    });
    let cpu = processes::cpu(servers)?.saturating_sub(cpu_before);
    town.drain(board).await;
    let [_, sync_p99] = spread(probe.stop()?);
    let fates: Vec<_> = board.fates().collect();
    let since_due = |pick: fn(&super::board::Fate) -> Option<Duration>| {
        let took =
            fates.iter().map(|fate| pick(fate).map_or(NEVER, |at| at.saturating_sub(fate.due)));
        spread(took.collect())
    };
    Ok(Paced {
        per_second,
        sent: fates.len(),
        cpu_us_per_message: cpu.as_secs_f64() * 1e6 / float(fates.len()),
        acknowledged: since_due(|fate| fate.acknowledged),
        seen_by_all: since_due(|fate| fate.seen_by_all),
        sync_p99,
        unacknowledged: board.open(),
    })
}
