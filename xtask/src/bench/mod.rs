//! `cargo xtask bench`: what the product costs and how quick it is, measured on the real binary.
//!
//! Nothing in here passes or fails by a figure: goals are printed beside what was seen. A run that
//! lost an acknowledged message fails.

mod chat;
mod clock;
mod disk;
mod machine;
mod processes;

use anyhow::Result;
use clap::Subcommand;

/// What to measure.
#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// Messages between visitors and teammates: throughput, latency, memory
    Chat(Box<chat::Chat>),
}

/// Measures and prints.
pub(crate) fn bench(bench: &Bench) -> Result<()> {
    match bench {
        Bench::Chat(chat) => chat::chat(chat),
    }
}
