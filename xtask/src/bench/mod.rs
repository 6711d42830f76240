//! `cargo xtask bench`: what the product costs and how quick it is, measured on the real binary.
//!
//! Nothing in here passes or fails by a figure: goals are printed beside what was seen. A run that
//! lost an acknowledged message fails.

mod chat;
mod child;
mod clock;
mod disk;
mod document;
mod knowledge;
mod machine;
mod postgres;
mod processes;

use std::path::Path;

use anyhow::{Context, Result, ensure};
use clap::{Args, Subcommand, ValueEnum};

use crate::program;

/// What to measure.
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// Built how; `dev` is quicker to build and its figures mean nothing
    #[arg(long, value_enum, default_value_t = Profile::Release, global = true)]
    profile: Profile,
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

/// How the programs are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Profile {
    /// As they are shipped
    Release,
    /// As they are tested
    Dev,
    /// Not: they stand beside this program
    Built,
}

/// Measures and prints.
pub(crate) fn bench(bench: &Bench) -> Result<()> {
    match (bench.profile, &bench.what) {
        (_, What::Echo) => chat::serve_echo(),
        // The load and the search are measured as they are shipped, so this program is too.
        (Profile::Release, _) if !is_released()? => hand_over(),
        (Profile::Dev, What::Chat(chat)) => {
            program::run("", "cargo build --quiet --workspace")?;
            chat::chat(chat)
        }
        (_, What::Chat(chat)) => chat::chat(chat),
        (_, What::Knowledge(knowledge)) => knowledge::knowledge(knowledge),
    }
}

fn is_released() -> Result<bool> {
    let here = std::env::current_exe()?;
    Ok(here.parent().and_then(Path::file_name).is_some_and(|folder| folder == "release"))
}

/// Builds everything for release and lets that build of this program go on.
fn hand_over() -> Result<()> {
    program::run("", "cargo build --release --workspace")?;
    let here = std::env::current_exe()?;
    let target = here.ancestors().nth(2).context("this program stands in a target folder")?;
    let released = target.join("release/xtask");
    let status = std::process::Command::new(released).args(std::env::args_os().skip(1)).status()?;
    ensure!(status.success(), "the bench failed ({status})");
    Ok(())
}
