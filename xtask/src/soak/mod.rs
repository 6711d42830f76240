//! `cargo xtask soak`: take-overs that race, and a server that is killed again and again.
//!
//! It drives the real binary over its real API, keeps what every client was told, and afterwards
//! holds that against what the server remembers. It knows nothing of the server's inside.

mod kills;
mod ledger;
mod takeovers;

use anyhow::Result;
use clap::Args;

use crate::program;

/// What to do, and how often.
#[derive(Debug, Args)]
pub(crate) struct Soak {
    /// Rounds in which 20 teammates take over at once.
    #[arg(long, default_value_t = 1_000)]
    rounds: usize,
    /// Times the server is killed under load.
    #[arg(long, default_value_t = 200)]
    kills: usize,
    /// A PostgreSQL server instead of a file, postgres://...
    #[arg(long)]
    database: Option<String>,
}

/// Runs both parts and says how they ended.
pub(crate) fn soak(soak: &Soak) -> Result<()> {
    program::run("", "cargo build --quiet --package server --bin baton")?;
    let runtime = tokio::runtime::Runtime::new()?;
    let mut failed = 0;
    let parts = runtime.block_on(async {
        let takeovers = takeovers::run(soak.rounds, soak.database.as_deref()).await;
        let kills = kills::run(soak.kills, soak.database.as_deref()).await;
        [("take-overs", takeovers), ("kills", kills)]
    });
    for (name, outcome) in parts {
        match outcome {
            Ok(said) => eprintln!("{name}: {said}"),
            Err(error) => {
                failed += 1;
                eprintln!("{name}: FAILED: {error:#}");
            }
        }
    }
    eprintln!("{} passed, {failed} failed", 2 - failed);
    anyhow::ensure!(failed == 0, "the soak found something");
    Ok(())
}
