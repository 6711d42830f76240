//! `cargo xtask bench knowledge`: learning and asking, as the product does both, at two sizes.
//!
//! One thread and no server. The text is the demo shop's own sentences, drawn and put together anew
//! by a fixed seed, so that words and lengths are natural; whether answers are right is not
//! measured here.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Args;
use domain::id::SourceId;
use domain::limits::PASSAGES_SHOWN_MAX;
use knowledge::index::{Index, PassageKey};
use knowledge::prepared::Prepared;
use knowledge::{confidence, extract, passage};
use serde_json::Value;

use super::processes::Processes;
use super::{clock, document, machine};
use crate::program;

/// Sections of a made-up document: a long help page.
const SECTIONS: usize = 20;

/// Sentences of a section.
const SENTENCES: std::ops::Range<usize> = 3..12;

/// What to measure.
#[derive(Debug, Args)]
pub(crate) struct Knowledge {
    /// Passages to learn, one run for each
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000])]
    passages: Vec<usize>,
    /// Rows of JSON with a `text` each, to draw sentences from [default: the demo's documents]
    #[arg(long)]
    docs: Option<PathBuf>,
    /// Writes the table to docs/MEASURED.md
    #[arg(long)]
    write: bool,
}

/// What one size came to.
struct Learnt {
    passages: usize,
    characters: usize,
    /// Files to passages with their meaning.
    prepared: Duration,
    built: Duration,
    calibrated: Duration,
    resident_bytes: u64,
    asked: Vec<Duration>,
}

/// Measures and prints.
pub(crate) fn knowledge(knowledge: &Knowledge) -> Result<()> {
    let sentences = match &knowledge.docs {
        Some(path) => sentences_of_rows(path)?,
        None => sentences_of_demo()?,
    };
    let questions = questions()?;
    let facts = machine::facts(&program::root())?;
    eprintln!("{facts}; {} sentences, {} questions", sentences.len(), questions.len());
    // What is loaded once, such as the table of meanings, belongs to no size.
    learn(&sentences, 100, &questions, 0)?;
    let before = resident()?;
    let mut text = format!(
        "Measured on {} with {facts}; {} questions.\n\n\
         | passages | characters each | learnt per second | index built s | calibrated s \
         | memory MiB | KiB a passage | question p50 ms | p99 ms |\n\
         |--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
        clock::today(),
        questions.len()
    );
    for count in &knowledge.passages {
        let learnt = learn(&sentences, *count, &questions, before)?;
        row(&mut text, &learnt);
        eprintln!("{}", text.lines().last().unwrap_or_default());
    }
    eprintln!("\n{text}");
    if knowledge.write {
        document::write("knowledge", &text)?;
    }
    Ok(())
}

fn learn(sentences: &[String], count: usize, questions: &[String], before: u64) -> Result<Learnt> {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let (mut rows, mut prepared, mut characters) = (Vec::new(), Duration::ZERO, 0);
    let mut number = 0;
    while rows.len() < count {
        let page = page(sentences, &mut chance);
        let source = SourceId::from(uuid::Uuid::from_u128(number));
        number += 1;
        let began = clock::now();
        let document = extract::extract("page.md", page.as_bytes())?;
        for passage in passage::passages(&document).into_iter().take(count - rows.len()) {
            let key = PassageKey { source, revision: 1, position: passage.position };
            characters += passage.text.chars().count();
            rows.push((key, Arc::new(Prepared::new(passage))));
        }
        prepared += began.elapsed();
    }
    let began = clock::now();
    let index = Index::build(1, rows);
    let built = began.elapsed();
    let began = clock::now();
    let thresholds = index.calibrate();
    let calibrated = began.elapsed();
    ensure!(index.len() == count, "the index holds {} of {count} passages", index.len());
    let mut found = 0;
    let mut asked = Vec::with_capacity(questions.len());
    for question in questions {
        let began = clock::now();
        let search = index.search(question, PASSAGES_SHOWN_MAX);
        let sure = index.confidence(&search, thresholds);
        asked.push(began.elapsed());
        found += usize::from(!search.found.is_empty() && sure.p.is_finite());
    }
    ensure!(found * 2 > questions.len(), "most questions found nothing: the index is broken");
    asked.sort_unstable();
    let resident_bytes = resident()?.saturating_sub(before);
    Ok(Learnt { passages: count, characters, prepared, built, calibrated, resident_bytes, asked })
}

#[expect(clippy::cast_precision_loss, reason = "counts and bytes are far below 2^52")]
fn row(text: &mut String, learnt: &Learnt) {
    let passages = learnt.passages as f64;
    let at = |share: usize| learnt.asked[learnt.asked.len() * share / 100].as_secs_f64() * 1e3;
    let _ = writeln!(
        text,
        "| {} | {:.0} | {:.0} | {:.2} | {:.2} | {:.0} | {:.2} | {:.2} | {:.2} |",
        learnt.passages,
        learnt.characters as f64 / passages,
        passages / learnt.prepared.as_secs_f64(),
        learnt.built.as_secs_f64(),
        learnt.calibrated.as_secs_f64(),
        learnt.resident_bytes as f64 / (1024.0 * 1024.0),
        learnt.resident_bytes as f64 / 1024.0 / passages,
        at(50),
        at(99)
    );
}

/// A page of sections, each of some sentences.
fn page(sentences: &[String], chance: &mut Chance) -> String {
    let mut page = String::new();
    for _ in 0..SECTIONS {
        let heading = &sentences[chance.below(sentences.len())];
        let heading: Vec<&str> = heading.split_whitespace().take(4).collect();
        let _ = write!(page, "## {}\n\n", heading.join(" "));
        for _ in 0..SENTENCES.start + chance.below(SENTENCES.len()) {
            page.push_str(&sentences[chance.below(sentences.len())]);
            page.push(' ');
        }
        page.push_str("\n\n");
    }
    page
}

fn sentences_of_demo() -> Result<Vec<String>> {
    let folder = program::root().join("demo/documents");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    // The order of a folder is chance.
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let name = file.file_name().and_then(|name| name.to_str()).context("a plain name")?;
        sentences_of(name, &std::fs::read(&file)?, &mut all)?;
    }
    Ok(all)
}

fn sentences_of_rows(path: &Path) -> Result<Vec<String>> {
    let rows = std::fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    let mut all = Vec::new();
    for row in rows.lines() {
        let row: Value = serde_json::from_str(row)?;
        let text = row["text"].as_str().context("a row has a text")?;
        sentences_of("row.md", text.as_bytes(), &mut all)?;
    }
    Ok(all)
}

fn sentences_of(name: &str, bytes: &[u8], all: &mut Vec<String>) -> Result<()> {
    let document = extract::extract(name, bytes)?;
    for passage in passage::passages(&document) {
        let lines = passage.text.lines().flat_map(|line| line.split_inclusive(". "));
        let plain = lines.map(|sentence| sentence.trim().trim_start_matches('#').to_owned());
        all.extend(plain.filter(|sentence| sentence.split_whitespace().count() > 3));
    }
    Ok(())
}

/// The demo's questions, which the text answers, and the unrelated ones of the calibration.
fn questions() -> Result<Vec<String>> {
    let rows = std::fs::read_to_string(program::root().join("demo/questions.jsonl"))?;
    let mut all = Vec::new();
    for row in rows.lines() {
        let row: Value = serde_json::from_str(row)?;
        all.push(row["question"].as_str().context("a row has a question")?.to_owned());
    }
    all.extend(confidence::null_bank().map(str::to_owned));
    Ok(all)
}

fn resident() -> Result<u64> {
    let this = Processes { servers: vec![std::process::id()], families: vec![] };
    Ok(this.memory()?.resident_bytes)
}

/// A xorshift generator: the same text in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit
    }
}
