//! `baton eval handoff`: whether requests for a person are recognised.

use std::collections::BTreeMap;
use std::path::Path;

use assistant::person::{Regression, judge, shipped};
use domain::signal::Asks;
use serde::{Deserialize, Serialize};

use super::Report;
use super::figures::{Tally, percentile, progress, since, table, three};
use super::refit::{self, FOLDS};
use super::rows::{Rows, or_null};
use crate::clock::stopwatch;

/// A message, and whether it asks for a person.
#[derive(Debug, Deserialize)]
pub(super) struct Utterance {
    id: Option<String>,
    pub(super) text: String,
    /// None is ambiguous, and left out.
    #[serde(deserialize_with = "or_null")]
    handoff: Option<bool>,
    kind: Option<String>,
    source: Option<String>,
}

/// How often it was right.
#[derive(Debug, Serialize)]
struct Figures {
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
    false_positives: usize,
    ms_p99: f64,
}

/// Everything measured: what ships at the top.
#[derive(Debug, Serialize)]
struct Measured {
    #[serde(flatten)]
    ships: Figures,
    patterns: Figures,
    /// Patterns, and a regression fitted on other rows than those it judges. None where the rows
    /// are too few.
    refit: Option<Figures>,
    refit_bars: Vec<f32>,
    asking: usize,
    not_asking: usize,
    left_out: usize,
    kinds: BTreeMap<String, Tally>,
    sources: BTreeMap<String, Tally>,
}

impl Utterance {
    /// Says which fold it falls into; the text where it has no id.
    pub(super) fn id(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.text)
    }

    /// Of those that are not ambiguous.
    pub(super) fn asks(&self) -> bool {
        self.handoff == Some(true)
    }
}

/// Measures what ships, the patterns alone, and a refit.
pub(super) fn measure(path: &Path) -> anyhow::Result<Report> {
    let utterances = Rows::<Utterance>::read(path)?;
    let rows: Vec<&Utterance> = utterances.iter().filter(|row| row.handoff.is_some()).collect();
    if rows.is_empty() {
        anyhow::bail!("{}: no row has `handoff` true or false", path.display());
    }
    // The first judgement of a process compiles the patterns, which no visitor waits for.
    judge("", true, Some(shipped()));
    let (ships, said) = figures(&rows, |_| Some(shipped()), "judging");
    let (patterns, _) = figures(&rows, |_| None, "patterns");
    let refits = refit::regressions(&rows);
    let refit = refits.as_ref().map(|regressions| {
        figures(&rows, |row| Some(&regressions[refit::fold(row.id())]), "refit").0
    });
    let groups = |name: fn(&Utterance) -> &Option<String>| {
        let mut groups: BTreeMap<String, Tally> = BTreeMap::new();
        for (row, said) in rows.iter().zip(&said) {
            if let Some(name) = name(row) {
                groups.entry(name.clone()).or_default().add(row.asks(), *said);
            }
        }
        groups
    };
    let asking = rows.iter().filter(|row| row.asks()).count();
    let bars = refits.iter().flatten().map(|regression: &Regression| regression.bar);
    let measured = Measured {
        ships,
        patterns,
        refit,
        refit_bars: bars.collect(),
        asking,
        not_asking: rows.len() - asking,
        left_out: utterances.len() - rows.len(),
        kinds: groups(|utterance| &utterance.kind),
        sources: groups(|utterance| &utterance.source),
    };
    Report::new(text(&measured), &measured, wrong(&rows, &said))
}

/// Judges all rows one after the other.
fn figures<'second>(
    rows: &[&Utterance],
    second: impl Fn(&Utterance) -> Option<&'second Regression>,
    what: &'static str,
) -> (Figures, Vec<bool>) {
    let bar = progress(rows.len(), what);
    let mut tally = Tally::default();
    let (mut times, mut all) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    for row in rows {
        let second = second(row);
        let start = stopwatch();
        let asks = judge(&row.text, true, second);
        times.push(since(start));
        let said = matches!(asks, Asks::Clear { .. });
        tally.add(row.asks(), said);
        all.push(said);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let figures = Figures {
        precision: tally.precision(),
        recall: tally.recall(),
        f1: tally.f1(),
        false_positives: tally.alarms,
        ms_p99: percentile(&times, 99),
    };
    (figures, all)
}

fn wrong(rows: &[&Utterance], said: &[bool]) -> Vec<String> {
    let wrong = rows.iter().zip(said).filter(|(row, said)| row.asks() != **said);
    wrong
        .map(|(row, said)| {
            format!("{}: {}", if *said { "false alarm" } else { "missed" }, row.text)
        })
        .collect()
}

fn text(measured: &Measured) -> String {
    let row = |name: &str, figures: &Figures| {
        vec![
            name.to_owned(),
            three(figures.precision),
            three(figures.recall),
            three(figures.f1),
            figures.false_positives.to_string(),
            format!("{:.2}", figures.ms_p99),
        ]
    };
    let mut rows =
        vec![row("what ships", &measured.ships), row("patterns alone", &measured.patterns)];
    let folds = format!("refit in {FOLDS} folds");
    rows.extend(measured.refit.as_ref().map(|refit| row(&folds, refit)));
    let header = ["", "precision", "recall", "f1", "false positives", "ms p99"];
    let group = |(name, group): (&String, &Tally)| {
        let counts = [group.wanted, group.hits, group.unwanted, group.alarms];
        std::iter::once(name.clone()).chain(counts.map(|count| count.to_string())).collect()
    };
    let groups: Vec<Vec<String>> =
        measured.sources.iter().chain(&measured.kinds).map(group).collect();
    format!(
        "{} ask for a person, {} do not, {} left out\n\n{}\nwhat ships:\n{}",
        measured.asking,
        measured.not_asking,
        measured.left_out,
        table(&header, &rows),
        table(&["", "asking", "found", "not asking", "false positives"], &groups)
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::rows::tests::file;
    use super::measure;

    fn measured(rows: &[Value]) -> anyhow::Result<Value> {
        let folder = tempfile::tempdir()?;
        let rows: Vec<String> = rows.iter().map(Value::to_string).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        Ok(serde_json::from_str(&measure(&file(&folder, "said.jsonl", &rows))?.json)?)
    }

    #[test]
    fn figures_are_what_a_pencil_finds() {
        let found = measured(&[
            json!({ "id": "1", "text": "I want to talk to a person", "handoff": true,
                    "kind": "plain" }),
            json!({ "id": "2", "text": "Human please!", "handoff": true }),
            // Labelled wrongly on purpose: one request missed, one false alarm.
            json!({ "id": "3", "text": "What does rye bread cost?", "handoff": true }),
            json!({ "id": "4", "text": "get me a representative now", "handoff": false,
                    "kind": "plain" }),
            json!({ "text": "When do you open?", "handoff": false }),
            json!({ "id": "6", "text": "help", "handoff": null }),
        ])
        .unwrap();
        for key in ["precision", "recall", "f1"] {
            let value = found[key].as_f64().unwrap();
            assert!((value - 2.0 / 3.0).abs() < 1e-9, "{key}: {found}");
        }
        assert_eq!((&found["false_positives"], &found["left_out"]), (&json!(1), &json!(1)));
        assert_eq!((&found["asking"], &found["not_asking"]), (&json!(3), &json!(2)));
        assert_eq!(found["patterns"]["false_positives"], 1);
        assert_eq!(found["refit"], Value::Null, "three rows are too few to refit");
        let plain = json!({ "asking": 1, "found": 1, "not_asking": 1, "false_positives": 1 });
        assert_eq!(found["kinds"]["plain"], plain);
        assert!(found["ms_p99"].as_f64().unwrap() > 0.0);
    }

    #[test]
    fn a_refit_learns_a_wording_that_no_pattern_foresaw() {
        let row = |number: usize, text: String, asks: bool| {
            let id = format!("row {number}");
            json!({ "id": id, "text": text, "handoff": asks })
        };
        let mut rows = Vec::new();
        for number in 0..60 {
            rows.push(row(number, format!("fetch the miller for sack {number}"), true));
            let price = format!("what is the price of loaf {number} today");
            rows.push(row(100 + number, price, false));
        }
        let found = measured(&rows).unwrap();
        assert_eq!(found["patterns"]["recall"], json!(0.0), "{found}");
        assert_eq!(found["refit"]["f1"], json!(1.0), "{found}");
        assert_eq!(found["refit_bars"].as_array().unwrap().len(), 10);
    }

    #[test]
    fn a_row_without_a_label_is_bad() {
        let rows = [json!({ "text": "a", "handoff": true }), json!({ "text": "b" })];
        let said = measured(&rows).err().unwrap().to_string();
        assert!(said.contains("said.jsonl, line 2: missing field `handoff`"), "{said}");
    }
}
