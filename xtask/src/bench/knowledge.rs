//! `cargo xtask bench knowledge`: learning and asking, as the product does both, at two sizes.
//!
//! One thread and no server. The text is the demo shop's own sentences, drawn and put together anew
//! by a fixed seed, so that words and lengths are natural; whether answers are right is not
//! measured here.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Args;
use documents::Limits;
use domain::id::SourceId;
use domain::limits::PASSAGES_SHOWN_MAX;
use knowledge::confidence::Level;
use knowledge::index::{Index, PassageKey};
use knowledge::prepared::Prepared;
use knowledge::{confidence, passage};
use serde_json::Value;

use super::figures::{Chance, float, mib, spread};
use super::processes::resident_bytes;
use super::{clock, machine};
use crate::measured::{met, table, today};
use crate::{measured, program};

/// Sections of a made-up document: a long help page.
const SECTIONS: usize = 20;

/// Sentences of a section.
const SENTENCES: std::ops::Range<usize> = 3..12;

/// The goals: of learning, and of a question at as many passages as a company has.
const GOAL_PER_SECOND: f64 = 1_000.0;
const GOAL_P99_MS: f64 = 5.0;
const GOAL_PASSAGES: usize = 10_000;

/// What to measure.
#[derive(Debug, Args)]
pub(crate) struct Knowledge {
    /// Passages to learn, one run for each
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000])]
    passages: Vec<usize>,
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
    /// p50, p99.
    asked: [Duration; 2],
}

/// Measures and prints.
pub(crate) fn knowledge(knowledge: &Knowledge) -> Result<()> {
    let sentences = sentences()?;
    let questions = questions()?;
    let facts = machine::facts(&program::root())?;
    eprintln!("{facts}; {} sentences, {} questions", sentences.len(), questions.len());
    // What is loaded once, such as the table of meanings, belongs to no size.
    learn(&sentences, 100, &questions, 0)?;
    let before = resident_bytes(std::process::id())?;
    let mut rows = Vec::new();
    for count in &knowledge.passages {
        rows.push(row(&learn(&sentences, *count, &questions, before)?));
        eprintln!("{}", rows[rows.len() - 1]);
    }
    let header = "passages | characters each | learnt per second | index built s | calibrated s \
                  | memory MiB | KiB a passage | question p50 ms | p99 ms | goal";
    let (day, asked, table) = (today(), questions.len(), table(header, &rows));
    let text = format!("Measured on {day} with {facts}; {asked} questions.\n\n{table}");
    eprintln!("\n{text}");
    if knowledge.write {
        measured::write("knowledge", &text)?;
    }
    Ok(())
}

fn learn(sentences: &[String], count: usize, questions: &[String], before: u64) -> Result<Learnt> {
    let mut chance = Chance::new();
    let (mut rows, mut prepared, mut characters) = (Vec::new(), Duration::ZERO, 0);
    let mut number = 0;
    while rows.len() < count {
        let page = page(sentences, &mut chance);
        let source = SourceId::from(uuid::Uuid::from_u128(number));
        number += 1;
        let began = clock::now();
        let document = documents::read("page.md", page.as_bytes(), &Limits::default())?;
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
    let thresholds = index.calibrate().thresholds(Level::default());
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
    let resident_bytes = resident_bytes(std::process::id())?.saturating_sub(before);
    Ok(Learnt {
        passages: count,
        characters,
        prepared,
        built,
        calibrated,
        resident_bytes,
        asked: spread(asked),
    })
}

fn row(learnt: &Learnt) -> String {
    let passages = float(learnt.passages);
    let per_second = passages / learnt.prepared.as_secs_f64();
    let [p50, p99] = learnt.asked.map(|took| took.as_secs_f64() * 1e3);
    let mut goal = format!("≥ {GOAL_PER_SECOND} per second {}", met(per_second >= GOAL_PER_SECOND));
    if learnt.passages <= GOAL_PASSAGES {
        let _ = write!(goal, "; p99 ≤ {GOAL_P99_MS} ms {}", met(p99 <= GOAL_P99_MS));
    }
    let memory = mib(learnt.resident_bytes);
    let cells = [
        learnt.passages.to_string(),
        format!("{:.0}", float(learnt.characters) / passages),
        format!("{per_second:.0}"),
        format!("{:.2}", learnt.built.as_secs_f64()),
        format!("{:.2}", learnt.calibrated.as_secs_f64()),
        format!("{memory:.0}"),
        format!("{:.2}", memory * 1024.0 / passages),
        format!("{p50:.2}"),
        format!("{p99:.2}"),
        goal,
    ];
    cells.join(" | ")
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

/// The sentences of the demo's documents.
fn sentences() -> Result<Vec<String>> {
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

fn sentences_of(name: &str, bytes: &[u8], all: &mut Vec<String>) -> Result<()> {
    let document = documents::read(name, bytes, &Limits::default())?;
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
