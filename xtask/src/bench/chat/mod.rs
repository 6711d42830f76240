//! `cargo xtask bench chat`: visitors who write, teammates who all watch.
//!
//! The load is this process; the server, the database and the servers that it is held against are
//! processes of their own. A message counts when its sender was told that it is kept.

mod baton_town;
mod board;
mod closed;
mod dialect;
mod line;
mod mark;
mod town;

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::Result;
use clap::Args;

use super::{disk, machine};
use crate::baton::server::{Server, Setting};
use crate::bench::processes::Processes;
use baton_town::BatonTown;
use closed::Saturated;

/// What to measure, and how long.
#[derive(Debug, Args)]
pub(crate) struct Chat {
    /// Visitors with a conversation each
    #[arg(long, default_value_t = 2_000)]
    visitors: usize,
    /// Teammates who all watch
    #[arg(long, default_value_t = 20)]
    teammates: usize,
    /// Visitors who write at once in the closed loop, one run for each
    #[arg(long, value_delimiter = ',', default_values_t = [200, 2_000])]
    in_flight: Vec<usize>,
    /// Seconds before each closed loop is measured
    #[arg(long, default_value_t = 3)]
    warm_up_s: u64,
    /// Seconds for which each closed loop is measured
    #[arg(long, default_value_t = 10)]
    measure_s: u64,
    /// A server program that is built already [default: the one beside this program]
    #[arg(long)]
    binary: Option<PathBuf>,
    /// A folder on a real disk for all data [default: where temporary files go]
    #[arg(long)]
    folder: Option<PathBuf>,
}

/// Measures and prints.
pub(crate) fn chat(chat: &Chat) -> Result<()> {
    let folder = chat.folder.clone().unwrap_or_else(std::env::temp_dir);
    disk::ensure_real(&folder)?;
    machine::ensure_open_files(chat.visitors * 2)?;
    eprintln!("{}", machine::facts(&folder)?);
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let setting = Setting {
            binary: chat.binary.clone(),
            parent: Some(folder),
            database: None,
            variables: vec![("BATON_VISITOR_COMMANDS_PER_SECOND", "1000000".to_owned())],
        };
        let server = Server::start_as(setting).await?;
        let processes = Processes { servers: vec![server.process()?], families: vec![] };
        eprintln!("empty: {:?}", processes.memory()?);
        let town = BatonTown::found(&server, chat.visitors, chat.teammates).await?;
        eprintln!("set up: {:?}", processes.memory()?);
        let times = (Duration::from_secs(chat.warm_up_s), Duration::from_secs(chat.measure_s));
        for in_flight in &chat.in_flight {
            let run = closed::run(&town.town, *in_flight, chat.teammates, &processes, times);
            say(&run.await?);
        }
        let notes = &town.town.notes;
        let kept = town.check().await?;
        eprintln!(
            "{kept} acknowledged, each there once; refused {}; lines closed {}",
            notes.refused.load(Ordering::Relaxed),
            notes.closed.load(Ordering::Relaxed)
        );
        Ok(())
    })
}

fn say(run: &Saturated) {
    eprintln!("{run:?}");
}

/// The value below which a share of the sorted times lies.
fn quantile(sorted: &[Duration], share: f64) -> Duration {
    #[expect(clippy::cast_precision_loss, reason = "counts of messages are far below 2^52")]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a list"
    )]
    let place = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(place.saturating_sub(1)).copied().unwrap_or_default()
}
