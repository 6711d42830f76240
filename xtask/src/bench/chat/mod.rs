//! `cargo xtask bench chat`: visitors who write, teammates who all watch.
//!
//! The load is this process; the server, the database and the servers that it is held against are
//! processes of their own. A message counts when its sender was told that it is kept, and every
//! message that counted is looked up at the end.
//!
//! In reading order: [`subject`] is what is measured, [`closed`], [`paced`] and [`idle`] are how,
//! [`town`] is who talks, [`tables`] is what is printed.

mod baton_town;
mod board;
mod closed;
mod dialect;
mod echo;
mod idle;
mod line;
mod mark;
mod paced;
mod socketio;
mod subject;
mod tables;
mod town;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{disk, machine};
use crate::measured;
use subject::Subject;

pub(crate) use echo::serve as serve_echo;

/// Stands for a message that was never acknowledged or never seen: it is slower than all others.
const NEVER: Duration = Duration::MAX;

/// Files beside the sockets: databases, pipes, libraries.
const OTHER_FILES: usize = 1_000;

/// What to measure, and how long.
#[derive(Debug, Args)]
pub(crate) struct Chat {
    /// Which servers
    #[arg(long, value_delimiter = ',',
        default_values_t = [Subject::Sqlite, Subject::Postgres, Subject::Socketio, Subject::Echo],
        value_enum)]
    subjects: Vec<Subject>,
    /// Which measurements
    #[arg(long, value_delimiter = ',',
        default_values_t = [Part::Closed, Part::Open, Part::Idle], value_enum)]
    parts: Vec<Part>,
    /// Visitors with a conversation each
    #[arg(long, default_value_t = 2_000)]
    visitors: usize,
    /// Teammates who all watch, at most 32
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
    /// Messages per second of the open loop, one run for each
    #[arg(long, value_delimiter = ',', default_values_t = [200, 1_000])]
    rates: Vec<u32>,
    /// Seconds of each open loop
    #[arg(long, default_value_t = 20)]
    open_s: u64,
    /// Visitors who only have the page open
    #[arg(long, default_value_t = 10_000)]
    idle_visitors: usize,
    /// A server program that is built already [default: the one beside this program]
    #[arg(long)]
    binary: Option<PathBuf>,
    /// A folder on a real disk for all data [default: where temporary files go]
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Writes the tables to docs/MEASURED.md
    #[arg(long)]
    write: bool,
}

/// A measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// As fast as it goes
    Closed,
    /// At a given pace
    Open,
    /// Memory of those who only look, and coming back
    Idle,
}

/// Measures and prints.
pub(crate) fn chat(chat: &Chat) -> Result<()> {
    anyhow::ensure!((1..=32).contains(&chat.teammates), "1 to 32 teammates can watch");
    let folder = chat.folder.clone().unwrap_or_else(std::env::temp_dir);
    disk::ensure_real(&folder)?;
    let idle_visitors = if chat.parts.contains(&Part::Idle) { chat.idle_visitors } else { 0 };
    machine::ensure_open_files(chat.visitors.max(idle_visitors) + OTHER_FILES)?;
    let facts = machine::facts(&folder)?;
    eprintln!("{facts}");
    let tables = tokio::runtime::Runtime::new()?.block_on(measure(chat, &folder))?;
    let text = tables.text(&facts);
    eprintln!("\n{text}");
    if chat.write {
        measured::write("chat", &text)?;
    }
    Ok(())
}

/// What cannot be measured is said, and the rest is measured; a lost message ends the run.
async fn measure(chat: &Chat, folder: &Path) -> Result<tables::Tables> {
    let mut tables = tables::Tables::default();
    for subject in &chat.subjects {
        eprintln!("{}", subject.name());
        if chat.parts.iter().any(|part| *part != Part::Idle) {
            match subject.talk(chat, folder).await {
                Ok(measured) => tables.measured.push(measured),
                Err(error) if subject.is_baton() => return Err(error),
                Err(error) => tables.absent.push((*subject, format!("{error:#}"))),
            }
        }
        if chat.parts.contains(&Part::Idle)
            && let Some(idle) = subject.idle(chat, folder).await?
        {
            eprintln!("  idle: {idle:?}");
            tables.idle.push((*subject, idle));
        }
    }
    Ok(tables)
}
