//! Closed loop: each visitor has one message in flight and sends the next when it is acknowledged.
//! What comes out is what the server can do, and what a message costs it.

use std::time::Duration;

use anyhow::{Result, ensure};

use super::mark::Mark;
use super::town::Town;
use crate::bench::figures::{float, spread};
use crate::bench::processes;

/// What a closed loop came to.
#[derive(Debug, Clone)]
pub(crate) struct Saturated {
    pub(crate) in_flight: usize,
    pub(crate) messages_per_second: f64,
    pub(crate) cpu_us_per_message: f64,
    /// p50, p99.
    pub(crate) acknowledged: [Duration; 2],
    /// Sights of messages on teammates' lines, as a share of messages times teammates.
    pub(crate) seen_share: f64,
}

/// Runs one with so many visitors.
pub(crate) async fn run(
    town: &Town,
    in_flight: usize,
    teammates: usize,
    servers: &[u32],
    (warm_up, measured): (Duration, Duration),
) -> Result<Saturated> {
    let (phase, board) = town.phase()?;
    town.go_on_in(phase);
    for visitor in 0..in_flight {
        if let Some(number) = board.begin(board.elapsed()) {
            town.order(visitor, Mark { phase, number });
        }
    }
    tokio::time::sleep(warm_up).await;
    let (from, cpu_before) = (board.elapsed(), processes::cpu(servers)?);
    tokio::time::sleep(measured).await;
    let (to, cpu) = (board.elapsed(), processes::cpu(servers)?.saturating_sub(cpu_before));
    town.go_on_in(0);
    town.drain(board).await;
    let mut took = Vec::new();
    let mut seen = 0;
    for fate in board.fates() {
        if let Some(at) = fate.acknowledged.filter(|at| (from..to).contains(at)) {
            took.push(at.saturating_sub(fate.due));
            seen += fate.seen_by;
        }
    }
    ensure!(!took.is_empty(), "no message was acknowledged");
    let (count, seconds) = (float(took.len()), to.saturating_sub(from).as_secs_f64());
    Ok(Saturated {
        in_flight,
        messages_per_second: count / seconds,
        cpu_us_per_message: cpu.as_secs_f64() * 1e6 / count,
        acknowledged: spread(took),
        seen_share: f64::from(seen) / (count * float(teammates)),
    })
}
