//! `cargo xtask soak`: take-overs that race, a server that is killed again and again, and files
//! that are damaged.
//!
//! It drives the real binary, keeps what every client was told, and afterwards holds that against
//! what the server remembers. It knows nothing of the server's inside.

mod damage;
mod documents;
mod kills;
mod ledger;
mod takeovers;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::program;

/// Files of our own, in the repository.
const OWN_FILES: &str = "crates/documents/tests/files/manifest.jsonl";

/// Files of others, in the folder of the sets.
const OTHER_FILES: &str = "documents/dev/manifest.jsonl";

/// What to do, and how often.
#[derive(Debug, Args)]
pub(crate) struct Soak {
    /// The parts to run [default: all of them].
    #[arg(long = "part")]
    parts: Vec<Part>,
    /// Rounds in which 20 teammates take over at once.
    #[arg(long, default_value_t = 1_000)]
    rounds: usize,
    /// Times the server is killed under load.
    #[arg(long, default_value_t = 200)]
    kills: usize,
    /// Most damaged files that are read.
    #[arg(long, default_value_t = u64::MAX)]
    files: u64,
    /// Longest time for damaged files, in minutes.
    #[arg(long, default_value_t = 60)]
    minutes: u64,
    /// The number of the first damaged file: the same number makes the same file.
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// Lists of files to damage [default: our own, and that of shared/evals beside the repository].
    #[arg(long = "manifest")]
    manifests: Vec<PathBuf>,
    /// A PostgreSQL server instead of a file, postgres://...
    #[arg(long)]
    database: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, ValueEnum)]
enum Part {
    Takeovers,
    Kills,
    Documents,
}

/// Runs the parts and says how they ended.
pub(crate) fn soak(soak: &Soak) -> Result<()> {
    program::run("", "cargo build --quiet --workspace --bins")?;
    let runtime = tokio::runtime::Runtime::new()?;
    let all = [Part::Takeovers, Part::Kills, Part::Documents];
    let parts = if soak.parts.is_empty() { &all[..] } else { &soak.parts };
    let mut failed = 0;
    for part in parts {
        let (name, outcome) = runtime.block_on(run(*part, soak));
        match outcome {
            Ok(said) => eprintln!("{name}: {said}"),
            Err(error) => {
                failed += 1;
                eprintln!("{name}: FAILED: {error:#}");
            }
        }
    }
    eprintln!("{} passed, {failed} failed", parts.len() - failed);
    anyhow::ensure!(failed == 0, "the soak found something");
    Ok(())
}

async fn run(part: Part, soak: &Soak) -> (&'static str, Result<String>) {
    let database = soak.database.as_deref();
    match part {
        Part::Takeovers => ("take-overs", takeovers::run(soak.rounds, database).await),
        Part::Kills => ("kills", kills::run(soak.kills, database).await),
        Part::Documents => ("documents", documents::run(&plan(soak)).await),
    }
}

fn plan(soak: &Soak) -> documents::Plan {
    let mut manifests = soak.manifests.clone();
    if manifests.is_empty() {
        manifests.push(program::root().join(OWN_FILES));
        manifests.extend(Some(program::evals().join(OTHER_FILES)).filter(|it| it.exists()));
    }
    let time = Duration::from_secs(soak.minutes.saturating_mul(60));
    documents::Plan { manifests, first: soak.first, most: soak.files, time }
}
