//! `cargo xtask evaluate`: the product measured on sets of questions, as tables of a page.
//!
//! It runs `baton eval` and writes down what that says. It computes no figure itself, and it knows
//! nothing of the product's inside.

mod peers;
mod scope;
mod search;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::Value;

use crate::{measured, program};

const ABSENT: &str = "Not measured: the set was not there.";

/// What to measure with.
#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    /// The folder of the sets [default: shared/evals beside the repository].
    #[arg(long)]
    evals: Option<PathBuf>,
    /// Builds nothing and measures the program beside this one; of a dev build times mean nothing
    #[arg(long)]
    built: bool,
    /// Measures only search, and LlamaIndex and Haystack beside it; installs them from PyPI
    #[arg(long)]
    peers: bool,
}

/// Measures all sets and writes the tables.
pub(crate) fn evaluate(evaluate: &Evaluate) -> Result<()> {
    let evals = evaluate.evals.clone().unwrap_or_else(program::evals);
    if !evals.is_dir() {
        eprintln!(
            "skipped: the sets are not in {}; name their folder with --evals",
            evals.display()
        );
        return Ok(());
    }
    program::as_shipped(evaluate.built, || {
        let (today, build) =
            (measured::today(), if program::is_released()? { "release" } else { "dev" });
        let measured_on = format!("Measured on {today} with a {build} build.");
        if evaluate.peers {
            let tables = peers::tables(&evals)?;
            return measured::write("peers", &format!("{measured_on}\n\n{tables}"));
        }
        measured::write("evaluation", &measured_on)?;
        measured::write("search", &search::table(&evals)?)?;
        measured::write("scope", &scope::table(&evals)?)?;
        for (what, files) in [
            (
                "answers",
                vec![
                    ("--docs", "answer_or_abstain/dev/docs.jsonl"),
                    ("--questions", "answer_or_abstain/dev/questions.jsonl"),
                ],
            ),
            ("handoff", vec![("--utterances", "handoff_request/dev/utterances.jsonl")]),
            (
                "spans",
                vec![
                    ("--docs-dir", "chunking_spans/corpora"),
                    ("--questions", "chunking_spans/dev/questions.jsonl"),
                ],
            ),
        ] {
            let files: Vec<_> =
                files.into_iter().map(|(flag, file)| (flag, evals.join(file))).collect();
            let plot = program::root().join("docs/reliability.svg");
            let written = (what == "answers").then_some(("--plot", plot));
            let said = measure_and_write(what, &files, written.as_ref())?;
            let text = said.map_or_else(
                || ABSENT.to_owned(),
                |said| format!("```text\n{}\n```", said.text.trim_end()),
            );
            measured::write(what, &text)?;
        }
        Ok(())
    })
}

/// What `baton eval` said of a set: to people, and the same as JSON.
struct Said {
    text: String,
    figures: Value,
}

/// Runs one evaluation. A set that is not there is said, and is not measured.
fn measure(what: &str, files: &[(&str, PathBuf)]) -> Result<Option<Said>> {
    measure_and_write(what, files, None)
}

/// The same, with a file that the program writes.
fn measure_and_write(
    what: &str,
    files: &[(&str, PathBuf)],
    written: Option<&(&str, PathBuf)>,
) -> Result<Option<Said>> {
    for (_, file) in files {
        if !file.exists() {
            eprintln!("skipped: {} is not there", file.display());
            return Ok(None);
        }
    }
    let mut command = Command::new(program::baton()?);
    command.args(["eval", what, "--json"]).stderr(Stdio::inherit());
    for (flag, file) in files.iter().chain(written) {
        command.arg(flag).arg(file);
    }
    eprintln!("\n-- baton eval {what} {}", files[files.len() - 1].1.display());
    let output = command.output().context("`baton` does not start")?;
    ensure!(output.status.success(), "`baton eval {what}` failed ({})", output.status);
    let said = String::from_utf8(output.stdout)?;
    let (text, figures) =
        said.trim_end().rsplit_once('\n').context("no table before the figures")?;
    eprintln!("{text}");
    let figures = serde_json::from_str(figures).context("the last line is not JSON")?;
    Ok(Some(Said { text: text.to_owned(), figures }))
}

/// The documents and the queries of a corpus of the retrieval set.
fn files(evals: &Path, corpus: &str) -> [PathBuf; 2] {
    let folder = evals.join("faq_retrieval");
    let docs = folder.join(format!("corpora/{corpus}.docs.jsonl"));
    [docs, folder.join(format!("dev/{corpus}.queries.jsonl"))]
}
