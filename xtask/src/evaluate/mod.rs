//! `cargo xtask evaluate`: the product measured on sets of questions, as tables of a page.
//!
//! It runs `baton eval` and writes down what that says. It computes no figure itself, and it knows
//! nothing of the product's inside.

mod page;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::Value;

use crate::program;

/// Where the tables stand.
const PAGE: &str = "docs/MEASURED.md";

/// What to measure with.
#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    /// The folder of the sets [default: shared/evals beside the repository].
    #[arg(long)]
    evals: Option<PathBuf>,
    /// The day to write down [default: today].
    #[arg(long)]
    date: Option<String>,
    /// Build for release: the same figures, true times, a long build.
    #[arg(long)]
    release: bool,
}

/// One set, and what was said of it; none where it is not there.
pub(crate) struct Measured {
    pub(crate) set: String,
    pub(crate) figures: Option<Value>,
}

/// All that was measured.
pub(crate) struct Figures {
    pub(crate) date: String,
    pub(crate) profile: &'static str,
    pub(crate) retrieval: Vec<Measured>,
    pub(crate) answers: Option<Value>,
    pub(crate) handoff: Option<Value>,
    pub(crate) spans: Option<Value>,
}

/// Measures all sets and writes the tables.
pub(crate) fn evaluate(evaluate: &Evaluate) -> Result<()> {
    let evals = evaluate.evals.clone().unwrap_or_else(beside);
    if !evals.is_dir() {
        eprintln!(
            "skipped: the sets are not in {}; name their folder with --evals",
            evals.display()
        );
        return Ok(());
    }
    let profile = if evaluate.release { "release" } else { "dev" };
    program::run("", &format!("cargo build --quiet --workspace --bin baton --profile {profile}"))?;
    let baton = Baton::find(evaluate.release)?;
    let figures = Figures {
        date: evaluate.date.clone().unwrap_or_else(today),
        profile,
        retrieval: retrieval(&baton, &evals)?,
        answers: {
            let folder = evals.join("answer_or_abstain/dev");
            let files = [("--docs", "docs.jsonl"), ("--questions", "questions.jsonl")];
            baton.measure("answers", &files.map(|(flag, file)| (flag, folder.join(file))))?
        },
        handoff: {
            let file = evals.join("handoff_request/dev/utterances.jsonl");
            baton.measure("handoff", &[("--utterances", file)])?
        },
        spans: {
            let folder = evals.join("chunking_spans");
            let files = [("--docs-dir", "corpora"), ("--questions", "dev/questions.jsonl")];
            baton.measure("spans", &files.map(|(flag, file)| (flag, folder.join(file))))?
        },
    };
    let page = program::root().join(PAGE);
    let before = fs::read_to_string(&page).unwrap_or_else(|_| "# Measured\n".to_owned());
    fs::write(&page, page::with_tables(&before, &page::tables(&figures))?)
        .with_context(|| format!("{PAGE} cannot be written"))?;
    eprintln!("the tables stand in {PAGE}");
    Ok(())
}

/// Each corpus apart: a mean over corpora would hide the weak ones.
fn retrieval(baton: &Baton, evals: &Path) -> Result<Vec<Measured>> {
    page::CORPORA
        .iter()
        .map(|corpus| {
            let (set, folder) = (corpus.file, evals.join("faq_retrieval"));
            let docs = folder.join(format!("corpora/{set}.docs.jsonl"));
            let queries = folder.join(format!("dev/{set}.queries.jsonl"));
            let figures =
                baton.measure("retrieval", &[("--docs", docs), ("--queries", queries)])?;
            Ok(Measured { set: set.to_owned(), figures })
        })
        .collect()
}

/// The program that is measured.
struct Baton(PathBuf);

impl Baton {
    /// Builds of one workspace stand side by side, each profile in a folder of its own.
    fn find(release: bool) -> Result<Self> {
        let here = std::env::current_exe()?;
        let target = here.ancestors().nth(2).context("this program stands in a folder")?;
        Ok(Self(target.join(if release { "release" } else { "debug" }).join("baton")))
    }

    /// Runs one evaluation. A set that is not there is said, and is not measured.
    fn measure(&self, what: &str, files: &[(&str, PathBuf)]) -> Result<Option<Value>> {
        for (_, file) in files {
            if !file.exists() {
                eprintln!("skipped: {} is not there", file.display());
                return Ok(None);
            }
        }
        let mut command = Command::new(&self.0);
        command.args(["eval", what, "--json"]).stderr(Stdio::inherit());
        for (flag, file) in files {
            command.arg(flag).arg(file);
        }
        eprintln!("\n-- baton eval {what} {}", files[files.len() - 1].1.display());
        let output = command.output().context("the program that was built does not start")?;
        ensure!(output.status.success(), "`baton eval {what}` failed ({})", output.status);
        let said = String::from_utf8(output.stdout)?;
        eprintln!("{}", said.trim_end().rsplit_once('\n').map_or("", |(table, _)| table));
        let last = said.trim_end().lines().last().unwrap_or_default();
        let figures = serde_json::from_str(last).context("the last line is not JSON")?;
        Ok(Some(figures))
    }
}

fn beside() -> PathBuf {
    let root = program::root();
    root.parent().unwrap_or(&root).join("shared").join("evals")
}

#[expect(clippy::disallowed_methods, reason = "the day of a measurement is that of the machine")]
fn today() -> String {
    jiff::Zoned::now().date().to_string()
}
