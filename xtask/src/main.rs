//! The house's own tools: `cargo xtask check`, `codegen`, `tidy`, `soak`, `bench`, `evaluate`.
//!
//! **Invariants.** Nothing in here is part of the product: no crate depends on it. A check that
//! reads the tree is a test (`tests/tidy`), so that every test runner runs it; what stands here
//! only starts other programs and compares what they wrote.

mod baton;
mod bench;
mod cases;
mod check;
mod child;
mod codegen;
mod evaluate;
mod measured;
mod program;
mod soak;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "The tools of this repository")]
struct Arguments {
    #[command(subcommand)]
    tool: Tool,
}

// One line a tool, and a module of its name.
#[derive(Subcommand)]
enum Tool {
    /// Everything but the browser journeys: format, web, lints, docs, generated files, tests
    Check,
    /// Writes the API description, its TypeScript types and the limits of the pages anew
    Codegen {
        /// Writes nothing, and fails when one of them is stale
        #[arg(long)]
        check: bool,
    },
    /// Only the rules of the tree: arrows, lengths, words, titles, migrations
    Tidy,
    /// Races and kills the real server, and holds what clients were told against what it remembers
    Soak(soak::Soak),
    /// Measures what the product costs and how quick it is
    Bench(bench::Bench),
    /// Measures search, answers and hand-overs, and writes the tables of docs/MEASURED.md
    Evaluate(evaluate::Evaluate),
}

fn main() -> Result<()> {
    // Clients ask for one even where they speak no HTTPS; an error says that there is one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match Arguments::parse().tool {
        Tool::Check => check::check(),
        Tool::Codegen { check } => codegen::codegen(check),
        Tool::Tidy => check::tidy(),
        Tool::Soak(soak) => soak::soak(&soak),
        Tool::Bench(bench) => bench::bench(&bench),
        Tool::Evaluate(evaluate) => evaluate::evaluate(&evaluate),
    }
}
