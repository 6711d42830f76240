//! Open loop: messages become due by a schedule, whatever the server does, and their time counts
//! from when they were due. So a server that stalls is charged for everybody who had to wait.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::mark::Mark;
use super::town::Town;
use super::{NEVER, quantile, spread};
use crate::bench::clock;
use crate::bench::disk::Probe;
use crate::bench::processes::Processes;

/// What a pace came to.
#[derive(Debug, Clone)]
pub(crate) struct Paced {
    pub(crate) per_second: u32,
    pub(crate) sent: usize,
    pub(crate) cpu_us_per_message: f64,
    /// Due until the sender knew that it is kept: p50, p99.
    pub(crate) acknowledged: [Duration; 2],
    /// Due until the last teammate saw it: p50, p99.
    pub(crate) seen_by_all: [Duration; 2],
    /// Due until the first teammate saw it: p50, p99.
    pub(crate) seen_first: [Duration; 2],
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
    processes: &Processes,
) -> Result<Paced> {
    let (phase, board) = town.phase()?;
    let probe = Probe::start(folder)?;
    let cpu_before = processes.cpu()?;
    tokio::task::block_in_place(|| {
        let mut gaps = Gaps::new(per_second);
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
            due += gaps.next();
        }
    });
    town.drain(board).await;
    let cpu = processes.cpu()?.saturating_sub(cpu_before);
    let mut syncs = probe.stop()?;
    syncs.sort_unstable();
    let fates: Vec<_> = board.fates().collect();
    let since_due = |pick: fn(&super::board::Fate) -> Option<Duration>| {
        let took =
            fates.iter().map(|fate| pick(fate).map_or(NEVER, |at| at.saturating_sub(fate.due)));
        spread(took.collect())
    };
    Ok(Paced {
        per_second,
        sent: fates.len(),
        cpu_us_per_message: cpu.as_secs_f64() * 1e6 / super::float(fates.len()),
        acknowledged: since_due(|fate| fate.acknowledged),
        seen_by_all: since_due(|fate| fate.seen_by_all),
        seen_first: since_due(|fate| fate.seen_first),
        sync_p99: quantile(&syncs, 0.99),
        unacknowledged: board.open(),
    })
}

/// Exponential gaps by a xorshift generator of fixed seed.
struct Gaps {
    state: u64,
    mean_s: f64,
}

impl Gaps {
    fn new(per_second: u32) -> Self {
        Self { state: 0x9E37_79B9_7F4A_7C15, mean_s: 1.0 / f64::from(per_second) }
    }

    fn next(&mut self) -> Duration {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        #[expect(clippy::cast_precision_loss, reason = "53 bits of chance are enough")]
        let share = ((self.state >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
        Duration::from_secs_f64(-share.ln() * self.mean_s)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_have_their_mean() {
        let mut gaps = Gaps::new(1_000);
        let total: Duration = (0..100_000).map(|_| gaps.next()).sum();
        assert!((98.0..102.0).contains(&total.as_secs_f64()), "{total:?}");
    }
}
