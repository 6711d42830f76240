//! `baton eval`: how well the product does on questions whose answers are known.
//!
//! It runs what the server runs, from the text of a document to the plan of a turn, and opens no
//! database, and no connection unless an endpoint for vectors is named. Nothing is tuned here
//! but by `weights`: the same rows give the same figures.

mod answers;
mod by_model;
mod documents;
mod fate;
mod figures;
mod handoff;
mod margin;
mod place;
mod plot;
mod refit;
mod retrieval;
mod rows;
mod scope;
mod shelf;
mod signals;
mod spans;
mod sureness;
mod tags;
mod weights;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use self::by_model::ByModel;
use self::sureness::Outputs;
use super::say;

/// What to measure.
#[derive(Debug, Args)]
pub(super) struct Eval {
    #[command(subcommand)]
    what: What,
    /// Print the figures as one JSON object too, on the last line.
    #[arg(long, global = true)]
    json: bool,
    /// List the rows that went wrong, below the table.
    #[arg(long, global = true)]
    failed: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// How well search finds the right document.
    Retrieval {
        /// A document a line: company, doc_id, title, text.
        #[arg(long)]
        docs: PathBuf,
        /// A query a line: company, query, relevant (a list of doc_id), history.
        #[arg(long)]
        queries: PathBuf,
        #[command(flatten)]
        by_model: ByModel,
    },
    /// What is answered, and what is declined.
    Answers {
        /// A document a line: company, doc_id, title, text.
        #[arg(long)]
        docs: PathBuf,
        /// A question a line: company, question, answerable (yes or no), gold_doc_ids, answers.
        #[arg(long)]
        questions: PathBuf,
        #[command(flatten)]
        outputs: Outputs,
    },
    /// Whether questions that are none of the company's business are kept out.
    Scope {
        /// A document a line: company, doc_id, title, text.
        #[arg(long)]
        docs: PathBuf,
        /// A query a line that the documents answer: company, query, relevant, history.
        #[arg(long)]
        queries: PathBuf,
        /// A text a line: text, in_scope. What is in scope is left out.
        #[arg(long)]
        out_of_scope: PathBuf,
        #[command(flatten)]
        outputs: Outputs,
    },
    /// Whether requests for a person are recognised.
    Handoff {
        /// An utterance a line: id, text, handoff (true, false or null).
        #[arg(long)]
        utterances: PathBuf,
    },
    /// Whether sensitive matters are seen, and how much words of anger are worth.
    Signals {
        /// An utterance a line: text, matter (or null).
        #[arg(long)]
        sensitive: Option<PathBuf>,
        /// A folder of files with an utterance a line: text, frustrated, perhaps `strong_anger`.
        #[arg(long)]
        emotion: Option<PathBuf>,
    },
    /// Whether messages get the tag that they should, and others none.
    Tags {
        /// A folder of sets with a message a line: id, text, labels. Sets with several labels a
        /// message are left out.
        #[arg(long)]
        topics: PathBuf,
    },
    /// Fits the weights of sensitive matters anew, and tells what they are worth on lines of
    /// scenarios that they did not see.
    Weights {
        /// An utterance a line: text, matter (or null), scenario.
        #[arg(long)]
        sensitive: PathBuf,
        /// The folder to write `sensitive.json` and `sensitive.bin` to.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Whether files of all kinds are read, and hostile ones refused.
    Documents {
        /// A file a line: file (beside the manifest), format, expect, must_contain,
        /// must_not_contain, max_seconds.
        #[arg(long)]
        manifest: PathBuf,
    },
    /// How much of the asked stretches of text the first passages hold.
    Spans {
        /// The folder of the documents.
        #[arg(long)]
        docs_dir: PathBuf,
        /// A question a line: corpus (a file of the folder), question, references.
        #[arg(long)]
        questions: PathBuf,
    },
}

/// What was measured, for people and for programs.
struct Report {
    text: String,
    json: String,
    /// What went wrong, a line a row.
    failed: Vec<String>,
}

impl Report {
    fn new(
        text: String,
        figures: &impl serde::Serialize,
        failed: Vec<String>,
    ) -> anyhow::Result<Self> {
        Ok(Self { text, json: serde_json::to_string(figures)?, failed })
    }
}

/// Measures, and prints what came of it.
pub(super) fn run(eval: &Eval) -> anyhow::Result<()> {
    say(&result(eval)?);
    Ok(())
}

/// The table, and below it what else was asked for.
fn result(eval: &Eval) -> anyhow::Result<String> {
    let report = match &eval.what {
        What::Retrieval { docs, queries, by_model } => retrieval::measure(docs, queries, by_model),
        What::Answers { docs, questions, outputs } => answers::measure(docs, questions, outputs),
        What::Scope { docs, queries, out_of_scope, outputs } => {
            scope::measure((docs, queries, out_of_scope), outputs)
        }
        What::Handoff { utterances } => handoff::measure(utterances),
        What::Signals { sensitive, emotion } => {
            signals::measure(sensitive.as_deref(), emotion.as_deref())
        }
        What::Tags { topics } => tags::measure(topics),
        What::Weights { sensitive, out } => weights::measure(sensitive, out.as_deref()),
        What::Documents { manifest } => documents::measure(manifest),
        What::Spans { docs_dir, questions } => spans::measure(docs_dir, questions),
    }?;
    let mut lines = vec![report.text.trim_end().to_owned()];
    if eval.failed {
        lines.push(format!("\n{} went wrong", report.failed.len()));
        // Each on a line of its own, whatever line ends a question has.
        lines.extend(report.failed.iter().map(|row| row.replace(['\n', '\r'], " ")));
    }
    if eval.json {
        lines.push(report.json);
    }
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;
    use serde_json::Value;

    use super::rows::tests::file;
    use crate::cli::{Cli, Command};

    #[test]
    fn the_object_is_the_last_line_and_nothing_comes_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let rows = [
            r#"{"text":"get me a human","handoff":true}"#,
            r#"{"text":"what does\nrye cost?","handoff":true}"#,
        ];
        let rows = file(&folder, "said.jsonl", &rows);
        let line = ["baton", "eval", "handoff", "--utterances", rows.to_str().unwrap()];
        let printed = |more: &[&str]| {
            let cli = Cli::try_parse_from(line.iter().chain(more)).unwrap();
            let Command::Eval(eval) = cli.command else { panic!("an evaluation was asked for") };
            super::result(&eval).unwrap()
        };
        let with_object = printed(&["--json", "--failed"]);
        let (table, object) = with_object.rsplit_once('\n').unwrap();
        let object: Value = serde_json::from_str(object).unwrap();
        assert_eq!(object["recall"], 0.5);
        let (table, failed) = table.split_once("\n\n1 went wrong\n").unwrap();
        assert_eq!(failed, "missed: what does rye cost?");
        // Times differ from run to run, so the tables are told by their words.
        let words = |text: &str| text.replace(|c: char| !c.is_alphabetic(), "");
        assert_eq!(words(table), words(&printed(&[])));
    }
}
