//! Damaged files are read by the real program, in a process for each as the server does it: every
//! one is read or refused with a reason within its time, and nothing ends but that process.
//!
//! What ended the process of its file was contained, which is what it is for. It is listed with
//! its number, by which the file can be made again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tokio::process::Command;

use super::damage::{File, damaged};
use crate::program;

/// Files that one run of the program reads.
const BATCH: u64 = 100;

/// Longest that one file may take: the reader's own patience, and a start of the program.
const SECONDS_MAX: u64 = 95;

/// What to damage, and how often.
pub(super) struct Plan {
    /// Lists of files and what should come of them.
    pub(super) manifests: Vec<PathBuf>,
    /// The number of the first damaged file.
    pub(super) first: u64,
    /// Most damaged files.
    pub(super) most: u64,
    /// Longest time.
    pub(super) time: Duration,
}

/// What came of all.
#[derive(Default)]
struct Outcomes {
    tried: u64,
    read: u64,
    reasons: BTreeMap<String, u64>,
    contained: Vec<String>,
    wrong: Vec<String>,
}

/// Damages the files until so many were or the time is used up.
pub(super) async fn run(plan: &Plan) -> Result<String> {
    let mut originals = Vec::new();
    for manifest in &plan.manifests {
        originals.extend(files(manifest)?);
    }
    let until = now() + plan.time;
    let mut outcomes = Outcomes::default();
    while outcomes.tried < plan.most && now() < until {
        let first = plan.first + outcomes.tried;
        let count = BATCH.min(plan.most - outcomes.tried);
        batch(first..first + count, &originals, &mut outcomes).await?;
    }
    for (reason, count) in &outcomes.reasons {
        eprintln!("{count:8} {reason}");
    }
    for contained in &outcomes.contained {
        eprintln!("contained: {contained}");
    }
    let Outcomes { tried, read, reasons, contained, wrong } = outcomes;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    let refused: u64 = reasons.values().sum();
    let (files, contained) = (originals.len(), contained.len());
    Ok(format!(
        "{files} files damaged {tried} times: {read} were read and {refused} refused, \
         {contained} of these by the end of their process"
    ))
}

/// Damages files, has them read and notes what came of them.
async fn batch(
    numbers: std::ops::Range<u64>,
    originals: &[File],
    outcomes: &mut Outcomes,
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut rows = String::new();
    for number in numbers.clone() {
        let File { name, bytes } = damaged(number, originals);
        let name = format!("{number}-{name}");
        std::fs::write(folder.path().join(&name), bytes)?;
        let row = json!({
            "file": name, "format": "", "expect": "no_crash", "max_seconds": SECONDS_MAX,
        });
        rows = rows + &row.to_string() + "\n";
    }
    let manifest = folder.path().join("manifest.jsonl");
    std::fs::write(&manifest, rows)?;
    let count = numbers.end - numbers.start;
    let said = evaluate(&manifest, count)
        .await
        .with_context(|| format!("the program that reads files did not survive {numbers:?}"))?;
    let refused = told(&said, "refused");
    outcomes.tried += count;
    outcomes.read += count - refused.len() as u64;
    for (_, why) in refused {
        *outcomes.reasons.entry(why).or_default() += 1;
    }
    let line = |(file, why)| format!("{file}: {why}");
    outcomes.contained.extend(told(&said, "cut_short").into_iter().map(line));
    outcomes.wrong.extend(told(&said, "failures").into_iter().map(line));
    Ok(())
}

/// Files and what is said of them, from a list in the figures.
fn told(figures: &Value, list: &str) -> Vec<(String, String)> {
    let all = figures[list].as_array().into_iter().flatten();
    all.map(|it| (text(&it["file"]), text(&it["why"]))).collect()
}

/// What `baton eval documents` says of a list of so many files.
async fn evaluate(manifest: &Path, count: u64) -> Result<Value> {
    let mut command = Command::new(program::baton()?);
    command.args(["eval", "documents", "--json", "--manifest"]).arg(manifest);
    let said = command.stderr(Stdio::inherit()).kill_on_drop(true).output();
    let longest = Duration::from_secs(SECONDS_MAX * count.max(BATCH));
    let output = tokio::time::timeout(longest, said).await.context("it hangs")??;
    ensure!(output.status.success(), "it ended with {}", output.status);
    let said = String::from_utf8(output.stdout)?;
    let (_, figures) = said.trim_end().rsplit_once('\n').context("it said nothing")?;
    serde_json::from_str(figures).context("the last line is not JSON")
}

/// The files of a list.
fn files(manifest: &Path) -> Result<Vec<File>> {
    let folder = manifest.parent().unwrap_or(Path::new(""));
    let rows = std::fs::read_to_string(manifest)?;
    let mut files = Vec::new();
    for row in rows.lines().filter(|row| !row.trim().is_empty()) {
        let row: Value = serde_json::from_str(row)?;
        let path = folder.join(text(&row["file"]));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push(File { name, bytes: std::fs::read(&path)? });
    }
    Ok(files)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[expect(clippy::disallowed_methods, reason = "a soak lasts for real time")]
fn now() -> Instant {
    Instant::now()
}
