//! `cargo xtask evaluate --peers`: the same sets through LlamaIndex and Haystack, in the same run.
//!
//! Their side is `peers/*.py`, installed from PyPI when it is first needed. It reads the sets and
//! our table of meanings, and prints figures; nothing of it is part of the product.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::search::CORPORA;
use super::{files, measure};
use crate::measured::{met, table};
use crate::program;

const REQUIREMENTS: &str = include_str!("peers/requirements.txt");

/// Each peer's program, in the order of the tables.
const PEERS: [&str; 2] = ["of_llamaindex.py", "of_haystack.py"];

/// Us, in the same words as they name their ways.
const OURS: &str = "Baton";

/// What a way to search came to on a corpus.
struct Figures {
    way: String,
    hit_1: f64,
    hit_5: f64,
    mrr_10: f64,
    passages: f64,
    learn_seconds: f64,
    p50_ms: f64,
    p99_ms: f64,
    cpu_ms: f64,
}

impl Figures {
    fn of(way: &str, figures: &Value, cpu: &str) -> Result<Self> {
        let number = |key: &str| {
            figures[key].as_f64().with_context(|| format!("{way} says nothing of {key}"))
        };
        Ok(Self {
            way: way.to_owned(),
            hit_1: number("hit@1")?,
            hit_5: number("hit@5")?,
            mrr_10: number("mrr@10")?,
            passages: number("passages")?,
            learn_seconds: number("learn_seconds")?,
            p50_ms: number("query_ms_p50")?,
            p99_ms: number("query_ms_p99")?,
            cpu_ms: number(cpu)?,
        })
    }
}

/// Measures us and them on each corpus, one after the other.
pub(super) fn tables(evals: &Path) -> Result<String> {
    let python = install()?;
    let mut corpora: Vec<(&str, Vec<Figures>)> = Vec::new();
    for corpus in &CORPORA {
        let [docs, queries] = files(evals, corpus.file);
        let Some(ours) =
            measure("retrieval", &[("--docs", docs.clone()), ("--queries", queries.clone())])?
        else {
            continue;
        };
        // We search in one thread and wait for nothing, so our time is our CPU.
        let mut all = vec![Figures::of(OURS, &ours.figures, "query_ms_mean")?];
        for peer in PEERS {
            all.extend(ask(&python, peer, &docs, &queries)?);
        }
        corpora.push((corpus.name, all));
    }
    if corpora.is_empty() {
        return Ok(super::ABSENT.to_owned());
    }
    let hits = by_corpus(&corpora, |figures| figures.hit_5);
    let ranks = by_corpus(&corpora, |figures| figures.mrr_10);
    let means = means(&corpora);
    Ok(format!("{means}\nhit@5 of each corpus:\n\n{hits}\nMRR@10 of each corpus:\n\n{ranks}"))
}

/// A row for each way: means over the corpora, and what it costs.
fn means(corpora: &[(&str, Vec<Figures>)]) -> String {
    let ways = 0..corpora[0].1.len();
    let mut rows = Vec::new();
    for way in ways {
        let all = || corpora.iter().map(|(_, figures)| &figures[way]);
        let mean = |of: fn(&Figures) -> f64| all().map(of).sum::<f64>() / float(corpora.len());
        let sum = |of: fn(&Figures) -> f64| all().map(of).sum::<f64>();
        let p99 = all().map(|figures| figures.p99_ms).fold(0.0, f64::max);
        let cells = [
            corpora[0].1[way].way.clone(),
            format!("{:.3}", mean(|figures| figures.hit_1)),
            format!("{:.3}", mean(|figures| figures.hit_5)),
            format!("{:.3}", mean(|figures| figures.mrr_10)),
            format!("{:.0}", sum(|figures| figures.passages)),
            format!("{:.2}", sum(|figures| figures.learn_seconds)),
            format!("{:.2}", mean(|figures| figures.p50_ms)),
            format!("{p99:.2}"),
            format!("{:.2}", mean(|figures| figures.cpu_ms)),
        ];
        rows.push(cells.join(" | "));
    }
    let header = "search | hit@1 | hit@5 | MRR@10 | passages | learnt in s | ms p50 \
                  | ms p99, slowest corpus | CPU ms a query";
    table(header, &rows)
}

/// A row for each corpus and a column for each way; ours says whether it is above all others.
fn by_corpus(corpora: &[(&str, Vec<Figures>)], of: fn(&Figures) -> f64) -> String {
    let ways: Vec<&str> = corpora[0].1.iter().map(|figures| figures.way.as_str()).collect();
    let row = |(name, figures): &(&str, Vec<Figures>)| {
        let values: Vec<f64> = figures.iter().map(of).collect();
        let best = values[1..].iter().copied().fold(0.0, f64::max);
        let cells: Vec<String> = values.iter().map(|value| format!("{value:.3}")).collect();
        format!(
            "{name} | {} | at least the best of them {}",
            cells.join(" | "),
            met(values[0] >= best)
        )
    };
    let rows: Vec<String> = corpora.iter().map(row).collect();
    table(&format!("corpus | {} | goal", ways.join(" | ")), &rows)
}

/// What a peer says of a corpus, a line for each of its ways.
fn ask(python: &Path, peer: &str, docs: &Path, queries: &Path) -> Result<Vec<Figures>> {
    eprintln!("\n-- {peer} {}", queries.display());
    let table = program::root().join("crates/knowledge/model");
    let output = Command::new(python)
        .arg(sources().join(peer))
        .args([table.as_path(), docs, queries])
        // Nothing is written beside its sources.
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stderr(Stdio::inherit())
        .output()
        .context("python does not start")?;
    ensure!(output.status.success(), "{peer} failed ({})", output.status);
    let said = String::from_utf8(output.stdout)?;
    eprint!("{said}");
    let figures = said.lines().map(|line| {
        let figures: Value = serde_json::from_str(line).context("a line is not JSON")?;
        let way = figures["way"].as_str().context("a line names no way")?;
        Figures::of(way, &figures, "query_cpu_ms")
    });
    figures.collect()
}

/// Installs both once beside what cargo builds, and returns the python that has them.
fn install() -> Result<PathBuf> {
    let folder = program::target()?.join("evaluate-peers");
    let (python, installed) = (folder.join("bin/python"), folder.join("requirements.txt"));
    if fs::read_to_string(&installed).is_ok_and(|text| text == REQUIREMENTS) {
        return Ok(python);
    }
    eprintln!("installing LlamaIndex and Haystack from PyPI, about 400 MB");
    let (folder, wanted) = (folder.display(), sources().join("requirements.txt"));
    program::run("", &format!("python3 -m venv --clear {folder}"))?;
    let pip = format!("{} -m pip install -q --disable-pip-version-check", python.display());
    program::run("", &format!("{pip} -r {}", wanted.display()))?;
    fs::write(installed, REQUIREMENTS)?;
    Ok(python)
}

fn sources() -> PathBuf {
    program::root().join("xtask/src/evaluate/peers")
}

#[expect(clippy::cast_precision_loss, reason = "there are few corpora")]
fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Figures, OURS, by_corpus, means};

    #[test]
    fn each_way_has_its_row_and_its_column() {
        let figures = |way: &str, hit: f64| {
            let figures = json!({ "hit@1": 0.5, "hit@5": hit, "mrr@10": 0.6, "passages": 10,
                "learn_seconds": 0.25, "query_ms_p50": 1.0, "query_ms_p99": 2.0, "cpu": 1.0 });
            Figures::of(way, &figures, "cpu").unwrap()
        };
        let corpora = [
            ("docs", vec![figures(OURS, 0.9), figures("other", 0.8)]),
            ("help", vec![figures(OURS, 0.7), figures("other", 0.8)]),
        ];
        let rows: Vec<String> = means(&corpora).lines().skip(2).map(str::to_owned).collect();
        assert_eq!(rows[1], "| other | 0.500 | 0.800 | 0.600 | 20 | 0.50 | 1.00 | 2.00 | 1.00 |");
        let hits = by_corpus(&corpora, |figures| figures.hit_5);
        assert!(hits.contains("| docs | 0.900 | 0.800 | at least the best of them (met) |"));
        assert!(hits.contains("| help | 0.700 | 0.800 | at least the best of them (missed) |"));
    }
}
