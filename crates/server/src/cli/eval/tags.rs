//! `baton eval tags`: whether the tagger tells matters apart, and leaves alone what is none.

use std::collections::BTreeMap;
use std::path::Path;

use assistant::tagger::{Definition, Tagger};
use knowledge::confidence::null_bank;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Report;
use super::figures::{auroc, mean, percentile, progress, share, since, table, three};
use super::rows::Rows;
use super::shelf::in_parallel;
use crate::clock::stopwatch;

/// Examples of each tag.
const EXAMPLES: [usize; 3] = [0, 5, 10];

/// Random choices of the examples; figures are means over them.
const DRAWS: usize = 5;

/// Tags where the rest of a trade is none of them: as many as a company may have.
const FEW: usize = 15;

/// A message and what it is about.
#[derive(Debug, Clone, Deserialize)]
struct Labelled {
    id: String,
    text: String,
    labels: Vec<String>,
}

/// What one set came to with so many examples.
#[derive(Debug, Serialize)]
struct Measured {
    set: String,
    labels: usize,
    examples: usize,
    tested: usize,
    /// The right tag, whether or not it was near enough.
    accuracy: f64,
    /// Right and near enough.
    tagged: f64,
    /// How well nearness tells messages from questions of other trades.
    none_auroc: Option<f64>,
    /// Questions of other trades that were tagged.
    none_tagged: Option<f64>,
    /// With few tags, how well it tells their messages from the others of the same trade.
    beside_auroc: Option<f64>,
    fit_ms: f64,
    ms_p99: f64,
}

/// One choice of examples.
#[derive(Default)]
struct Draw {
    tested: usize,
    right: usize,
    tagged: usize,
    none_tagged: usize,
    near: Vec<f32>,
    far: Vec<f32>,
    beside: Option<f64>,
    fit_ms: f64,
    times: Vec<f64>,
}

/// Measures each set of a folder whose rows have one label each.
pub(super) fn measure(folder: &Path) -> anyhow::Result<Report> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .map_err(|error| anyhow::anyhow!("{} cannot be read: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
        .collect();
    files.sort();
    // The first text of a process loads the table, which no visitor waits for.
    Tagger::fit(&[]);
    let (mut measured, mut left_out) = (Vec::new(), Vec::new());
    for file in &files {
        let set = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let rows: Vec<Labelled> = Rows::read(file)?.rows.into_iter().map(|row| row.is).collect();
        if rows.iter().any(|row| row.labels.len() != 1) {
            left_out.push(set);
            continue;
        }
        measured.extend(EXAMPLES.iter().filter_map(|examples| of_set(&set, &rows, *examples)));
    }
    Report::new(text(&measured, &left_out), &measured, Vec::new())
}

/// None where fewer than two labels have rows enough.
fn of_set(set: &str, rows: &[Labelled], examples: usize) -> Option<Measured> {
    let mut by_label: BTreeMap<&str, Vec<&Labelled>> = BTreeMap::new();
    for row in rows {
        by_label.entry(row.labels[0].as_str()).or_default().push(row);
    }
    // A label without a row to test says nothing.
    by_label.retain(|_, rows| rows.len() > examples);
    if by_label.len() < 2 {
        return None;
    }
    let draws = if examples == 0 { 1 } else { DRAWS };
    let draws: Vec<usize> = (0..draws).collect();
    let bar = progress(draws.len(), "tags");
    let draws = in_parallel(&draws, &bar, |seed| draw(&by_label, examples, *seed));
    bar.finish_and_clear();
    let over = |value: &dyn Fn(&Draw) -> Option<f64>| {
        let values: Option<Vec<f64>> = draws.iter().map(value).collect();
        values.map(|values| mean(&values))
    };
    let times: Vec<f64> = draws.iter().flat_map(|draw| draw.times.iter().copied()).collect();
    Some(Measured {
        set: set.to_owned(),
        labels: by_label.len(),
        examples,
        tested: draws[0].tested,
        accuracy: over(&|it| share(it.right, it.tested)).unwrap_or_default(),
        tagged: over(&|it| share(it.tagged, it.tested)).unwrap_or_default(),
        none_auroc: over(&|it| auroc(&it.near, &it.far)),
        none_tagged: over(&|it| share(it.none_tagged, it.far.len())),
        beside_auroc: over(&|it| it.beside),
        fit_ms: over(&|it| Some(it.fit_ms)).unwrap_or_default(),
        ms_p99: percentile(&times, 99),
    })
}

fn draw(by_label: &BTreeMap<&str, Vec<&Labelled>>, examples: usize, seed: usize) -> Draw {
    let mut definitions = Vec::new();
    let mut tested: Vec<&Labelled> = Vec::new();
    for (label, rows) in by_label {
        let mut rows = rows.clone();
        rows.sort_by_key(|row| lot(seed, &row.id));
        let (shown, others) = rows.split_at(examples);
        definitions.push(Definition {
            tag: (*label).to_owned(),
            name: words(label),
            description: String::new(),
            examples: shown.iter().map(|row| row.text.clone()).collect(),
        });
        tested.extend(others);
    }
    let start = stopwatch();
    let tagger = Tagger::fit(&definitions);
    let mut draw = Draw { fit_ms: since(start), tested: tested.len(), ..Draw::default() };
    for row in &tested {
        let start = stopwatch();
        let Some(judged) = tagger.judge(&row.text) else { continue };
        draw.times.push(since(start));
        let is_right = judged.tag == row.labels[0];
        draw.right += usize::from(is_right);
        draw.tagged += usize::from(is_right && judged.fits);
        draw.near.push(judged.nearness);
    }
    for judged in null_bank().filter_map(|text| tagger.judge(text)) {
        draw.far.push(judged.nearness);
        draw.none_tagged += usize::from(judged.fits);
    }
    definitions.sort_by_key(|it| lot(seed, &it.tag));
    draw.beside = beside(&definitions, &tested);
    draw
}

/// With a few of the tags: their messages against all others of the set.
fn beside(definitions: &[Definition], tested: &[&Labelled]) -> Option<f64> {
    let few = &definitions[..FEW.min(definitions.len() / 2)];
    let tagger = Tagger::fit(few);
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for row in tested {
        let Some(judged) = tagger.judge(&row.text) else { continue };
        let is_own = few.iter().any(|it| it.tag == row.labels[0]);
        (if is_own { &mut own } else { &mut other }).push(judged.nearness);
    }
    auroc(&own, &other)
}

/// By a hash alone, so that a choice stays when rows come or go.
fn lot(seed: usize, id: &str) -> [u8; 32] {
    Sha256::new().chain_update(seed.to_string()).chain_update(id).finalize().into()
}

/// The words of a label: `card_arrival` and `GetQuote` are two each.
fn words(label: &str) -> String {
    let mut words = String::new();
    for letter in label.replace(['_', '-'], " ").chars() {
        if letter.is_uppercase() && words.ends_with(char::is_lowercase) {
            words.push(' ');
        }
        words.push(letter);
    }
    words.to_lowercase()
}

fn text(measured: &[Measured], left_out: &[String]) -> String {
    let header = [
        "set",
        "tags",
        "examples",
        "tested",
        "accuracy",
        "tagged right",
        "none AUROC",
        "none tagged",
        "AUROC beside",
        "fit ms",
        "ms p99",
    ];
    let rows: Vec<Vec<String>> = measured
        .iter()
        .map(|it| {
            vec![
                it.set.clone(),
                it.labels.to_string(),
                it.examples.to_string(),
                it.tested.to_string(),
                three(Some(it.accuracy)),
                three(Some(it.tagged)),
                three(it.none_auroc),
                three(it.none_tagged),
                three(it.beside_auroc),
                format!("{:.0}", it.fit_ms),
                format!("{:.2}", it.ms_p99),
            ]
        })
        .collect();
    let mut text = table(&header, &rows);
    if !left_out.is_empty() {
        text += "\nleft out, as rows have several labels: ";
        text += &left_out.join(", ");
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::rows::tests::file;
    use super::{measure, words};

    #[test]
    fn labels_are_read_as_words() {
        assert_eq!(words("card_arrival"), "card arrival");
        assert_eq!(words("GetQuote"), "get quote");
        assert_eq!(words("Policy Administration"), "policy administration");
    }

    #[test]
    fn what_is_like_its_examples_is_right_and_the_same_each_time() {
        let folder = tempfile::tempdir().unwrap();
        let row = |number: usize| {
            let (text, label) = match number % 2 {
                0 => ("where is my parcel", "late_parcel"),
                _ => ("I want my money back", "refund"),
            };
            let (id, text) = (format!("r{number}"), format!("{text} {number}"));
            json!({ "id": id, "text": text, "labels": [label] }).to_string()
        };
        let rows: Vec<String> = (0..40).map(row).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        file(&folder, "shop.jsonl", &rows);
        file(&folder, "two.jsonl", &[r#"{"id":"a","text":"b","labels":["c","d"]}"#]);
        let report = measure(folder.path()).unwrap();
        let found: Value = serde_json::from_str(&report.json).unwrap();
        let accuracy: Vec<&Value> =
            found.as_array().unwrap().iter().map(|it| &it["accuracy"]).collect();
        assert_eq!(accuracy, [&json!(1.0), &json!(1.0), &json!(1.0)], "{found}");
        assert_eq!(found[1]["tested"], 30);
        assert!(report.text.contains("several labels: two"), "{}", report.text);
    }
}
