//! `cargo xtask bench`: what the product costs and how quick it is, measured on the real binary.
//!
//! Nothing in here passes or fails by a figure: goals are printed beside what was seen. A run that
//! lost an acknowledged message fails.

mod chat;
mod clock;
mod disk;
mod figures;
mod knowledge;
mod machine;
mod postgres;
mod processes;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::program;

/// What to measure.
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// Builds nothing and measures the programs beside this one; a dev build's figures mean nothing
    #[arg(long, global = true)]
    built: bool,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Messages between visitors and teammates: throughput, latency, memory
    Chat(Box<chat::Chat>),
    /// Learning and asking at 10,000 and 100,000 passages
    Knowledge(knowledge::Knowledge),
    /// The bare echo that `chat` measures as the limit
    #[command(hide = true)]
    Echo,
}

/// Measures and prints.
pub(crate) fn bench(bench: &Bench) -> Result<()> {
    match &bench.what {
        // The load and the search are measured as they are shipped, so this program is too.
        What::Chat(chat) => program::as_shipped(bench.built, || chat::chat(chat)),
        What::Knowledge(knowledge) => {
            program::as_shipped(bench.built, || knowledge::knowledge(knowledge))
        }
        What::Echo => chat::serve_echo(),
    }
}
