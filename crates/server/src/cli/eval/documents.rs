//! `baton eval documents`: whether files are read as somebody who knows them expects.
//!
//! A row names a file, what should come of it, and words that must or must not be in it.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;

use super::Report;
use super::figures::progress;
use super::rows::Rows;
use crate::clock;
use crate::reader::{self, Reading, Unread};

/// Seconds for a file whose row names none.
const SECONDS_MAX: f64 = 20.0;

/// A file and what is known of it.
#[derive(Debug, Deserialize)]
struct Case {
    /// Beside the manifest.
    file: String,
    format: String,
    expect: Expect,
    #[serde(default)]
    must_contain: Vec<String>,
    #[serde(default)]
    must_not_contain: Vec<String>,
    max_seconds: Option<f64>,
}

/// What came of a file.
type Outcome = Result<Reading, Unread>;

/// What should come of a file.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Expect {
    Extract,
    ExtractOrEmpty,
    ExtractOrRejectWithReason,
    RejectWithReason,
    RejectWithReasonOrOcr,
    RejectWithReasonOrExtract,
    NoCrash,
}

#[derive(Serialize)]
struct Figures {
    files: usize,
    passed: usize,
    failed: usize,
    failures: Vec<Failure>,
    /// What was not read, rightly or wrongly.
    refused: Vec<Failure>,
    /// Of these, what ended the process that read it.
    cut_short: Vec<Failure>,
}

#[derive(Clone, Serialize)]
struct Failure {
    file: String,
    why: String,
}

/// Reads every file of a manifest as the server does, in a process of its own. It is called on a
/// thread that may wait.
pub(super) fn measure(manifest: &Path) -> anyhow::Result<Report> {
    let cases = Rows::<Case>::read(manifest)?;
    let folder = manifest.parent().unwrap_or(Path::new(""));
    let bar = progress(cases.len(), "reading");
    let mut table = String::from("         seconds  what came of it\n");
    let (mut failures, mut refused, mut cut_short) = (Vec::new(), Vec::new(), Vec::new());
    for case in cases.iter() {
        let path = folder.join(&case.file);
        let content =
            std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let reader = Handle::current().block_on(reader::free());
        let watch = clock::stopwatch();
        let outcome = Handle::current().block_on(reader.read_whole(&case.file, &content));
        let seconds = watch.elapsed().as_secs_f64();
        let wrong = wrong(case, &outcome).or_else(|| too_slow(case, seconds));
        let mark = if wrong.is_some() { "failed" } else { "passed" };
        writeln!(table, "{mark}  {seconds:8.2}  {}: {}", case.file, told(&outcome))?;
        if let Err(unread) = &outcome {
            let failure = Failure { file: case.file.clone(), why: unread.why.clone() };
            cut_short.extend(unread.cut_short.then(|| failure.clone()));
            refused.push(failure);
        }
        if let Some(why) = wrong {
            failures.push(Failure { file: case.file.clone(), why });
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let (files, failed) = (cases.len(), failures.len());
    let passed = files - failed;
    let text = format!("{table}{files} files: {passed} as expected, {failed} not\n");
    let lines = failures.iter().map(|it| format!("{}: {}", it.file, it.why)).collect();
    Report::new(text, &Figures { files, passed, failed, failures, refused, cut_short }, lines)
}

fn told(outcome: &Outcome) -> String {
    match outcome {
        Ok(reading) => {
            let chars = text(reading).chars().count();
            let mut told = format!("{chars} characters, \"{}\"", reading.title);
            if reading.pages > 0 {
                let _ = write!(told, ", {} pages", reading.pages);
            }
            if reading.pictures_only > 0 {
                let _ = write!(told, ", {} with only pictures", reading.pictures_only);
            }
            told
        }
        Err(unread) => unread.why.clone(),
    }
}

fn text(reading: &Reading) -> &str {
    reading.text.as_deref().unwrap_or_default()
}

/// Why a file fails; none when all is as expected.
fn wrong(case: &Case, outcome: &Outcome) -> Option<String> {
    match outcome {
        Ok(_) if case.expect == Expect::RejectWithReason => {
            Some("was read, and should have been refused".to_owned())
        }
        Ok(reading) if text(reading).trim().is_empty() => {
            Some("was read, and nothing is in it".to_owned())
        }
        Ok(reading) => wrong_words(case, reading),
        Err(unread) if unread.why.is_empty() => Some("was refused without a reason".to_owned()),
        Err(unread) => {
            let fits = match case.expect {
                Expect::Extract => false,
                Expect::ExtractOrEmpty => unread.is_empty,
                _ => true,
            };
            (!fits).then(|| format!("was refused: {}", unread.why))
        }
    }
}

fn too_slow(case: &Case, seconds: f64) -> Option<String> {
    let most = case.max_seconds.unwrap_or(SECONDS_MAX);
    (seconds > most).then(|| format!("took {seconds:.1} s, and may take {most}"))
}

fn wrong_words(case: &Case, reading: &Reading) -> Option<String> {
    let set = case.format == "pdf";
    let text = plain(text(reading), set);
    let is_in = |words: &String| text.contains(&plain(words, set));
    if let Some(missing) = case.must_contain.iter().find(|words| !is_in(words)) {
        return Some(format!("lacks \"{missing}\""));
    }
    let extra = case.must_not_contain.iter().find(|words| is_in(words));
    extra.map(|words| format!("holds \"{}\"", words.chars().take(60).collect::<String>()))
}

/// Text with its white space in order. Where it was set on pages, ligatures are parted and hyphens
/// at the ends of lines taken out, on both sides alike.
fn plain(text: &str, set: bool) -> String {
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !set {
        return spaced;
    }
    let mut plain = spaced.replace("- ", "").replace('\u{ad}', "");
    for (ligature, letters) in [
        ("ﬀ", "ff"),
        ("ﬁ", "fi"),
        ("ﬂ", "fl"),
        ("ﬃ", "ffi"),
        ("ﬄ", "ffl"),
        ("ﬅ", "st"),
        ("ﬆ", "st"),
    ] {
        plain = plain.replace(ligature, letters);
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::Value;

    use super::super::rows::tests::file;
    use super::measure;

    #[tokio::test(flavor = "multi_thread")]
    async fn our_own_files_are_read_as_expected() {
        let manifest =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../documents/tests/files/manifest.jsonl");
        let report =
            tokio::task::spawn_blocking(move || measure(&manifest)).await.unwrap().unwrap();
        assert_eq!(report.failed, [] as [&str; 0]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn each_expectation_is_checked() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "Returns within\n30 days.").unwrap();
        std::fs::write(folder.path().join("b.txt"), "").unwrap();
        let row = |file: &str, expect: &str, more: &str| {
            format!(r#"{{"file":"{file}","format":"txt","expect":"{expect}"{more}}}"#)
        };
        let rows = [
            row("a.txt", "extract", r#","must_contain":["within 30 days"]"#),
            row("a.txt", "extract", r#","must_contain":["90 days"]"#),
            row("a.txt", "no_crash", r#","must_not_contain":["Returns"]"#),
            row("a.txt", "reject_with_reason", ""),
            row("b.txt", "extract", ""),
            row("b.txt", "extract_or_empty", ""),
            row("b.txt", "reject_with_reason", r#","max_seconds":5"#),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let manifest = file(&folder, "manifest.jsonl", &rows);
        let report =
            tokio::task::spawn_blocking(move || measure(&manifest)).await.unwrap().unwrap();
        let figures: Value = serde_json::from_str(&report.json).unwrap();
        let counts = ["files", "passed", "failed"].map(|count| figures[count].as_u64());
        assert_eq!(counts, [Some(7), Some(3), Some(4)]);
        assert_eq!(
            report.failed,
            [
                "a.txt: lacks \"90 days\"",
                "a.txt: holds \"Returns\"",
                "a.txt: was read, and should have been refused",
                "b.txt: was refused: It holds no text.",
            ]
        );
    }
}
