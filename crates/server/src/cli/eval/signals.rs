//! `baton eval signals`: whether sensitive matters are seen, and how much words of anger are worth.

use std::collections::BTreeMap;
use std::path::Path;

use assistant::frustration::frustration;
use assistant::sensitive::{matter, sensitive};
use domain::signal::Matter;
use serde::{Deserialize, Serialize};

use super::Report;
use super::figures::{Tally, auroc, percentile, progress, share, since, table, three};
use super::rows::{Rows, or_null};
use crate::clock::stopwatch;

/// What an utterance without a matter is called.
const TRADE: &str = "none";

/// A message, and the matter that it raises.
#[derive(Debug, Deserialize)]
struct Sensitive {
    text: String,
    /// None is an ordinary question of trade.
    #[serde(deserialize_with = "or_null")]
    matter: Option<Matter>,
}

/// A message, and whether whoever wrote it is angry.
#[derive(Debug, Deserialize)]
struct Emotion {
    text: String,
    frustrated: bool,
    #[serde(default)]
    strong_anger: bool,
}

#[derive(Debug, Serialize)]
struct Matters {
    sensitive: usize,
    trade: usize,
    /// Any matter was seen where there is one.
    recall: Option<f64>,
    /// Trade that was taken for a matter.
    flagged: Option<f64>,
    /// Trade that would be handed off whatever the rules say.
    floor_flagged: Option<f64>,
    by_matter: BTreeMap<String, Seen>,
    /// What is right, and how often each was said of it.
    confusion: BTreeMap<String, BTreeMap<String, usize>>,
    ms_p99: f64,
}

/// Of one matter.
#[derive(Debug, Default, Serialize)]
struct Seen {
    all: usize,
    /// As any matter.
    found: usize,
    /// As this one.
    named: usize,
    /// By the floor.
    floor: usize,
}

#[derive(Debug, Serialize)]
struct Anger {
    angry: usize,
    calm: usize,
    auroc: Option<f64>,
    auroc_strong: Option<f64>,
    /// The best of any bar, which was chosen on these rows and flatters them.
    f1_best: Option<f64>,
    bar_best: f32,
    ms_p99: f64,
}

#[derive(Debug, Serialize)]
struct Measured {
    matters: Option<Matters>,
    frustration: Option<Anger>,
}

/// Measures what was named; one of the two has to be.
pub(super) fn measure(sensitive: Option<&Path>, emotion: Option<&Path>) -> anyhow::Result<Report> {
    if sensitive.is_none() && emotion.is_none() {
        anyhow::bail!("name a set: --sensitive FILE, --emotion FOLDER, or both");
    }
    let (mut text, mut wrong) = (String::new(), Vec::new());
    let matters = match sensitive {
        Some(path) => {
            let (matters, missed) = matters(&Rows::read(path)?);
            text += &matters_text(&matters);
            wrong = missed;
            Some(matters)
        }
        None => None,
    };
    let frustration = emotion.map(emotions).transpose()?.map(|rows| anger(&rows));
    if let Some(anger) = &frustration {
        text += &anger_text(anger);
    }
    Report::new(text, &Measured { matters, frustration }, wrong)
}

/// As rows and tables call it.
pub(super) fn name(matter: Option<Matter>) -> String {
    let named = matter.and_then(|it| serde_json::to_value(it).ok());
    named.and_then(|it| it.as_str().map(str::to_owned)).unwrap_or_else(|| TRADE.to_owned())
}

fn matters(rows: &Rows<Sensitive>) -> (Matters, Vec<String>) {
    // The first judgement of a process compiles the patterns, which no visitor waits for.
    matter("");
    let bar = progress(rows.len(), "matters");
    let (mut tally, mut floor_flagged) = (Tally::default(), 0);
    let mut by_matter: BTreeMap<String, Seen> = BTreeMap::new();
    let mut confusion: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let (mut times, mut wrong) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows.iter() {
        let start = stopwatch();
        let said = matter(&row.text);
        times.push(since(start));
        let floor = sensitive(&row.text).is_some();
        tally.add(row.matter.is_some(), said.is_some());
        *confusion.entry(name(row.matter)).or_default().entry(name(said)).or_default() += 1;
        if row.matter.is_some() {
            let seen = by_matter.entry(name(row.matter)).or_default();
            seen.all += 1;
            seen.found += usize::from(said.is_some());
            seen.named += usize::from(said == row.matter);
            seen.floor += usize::from(floor);
        } else {
            floor_flagged += usize::from(floor);
        }
        if said.is_some() != row.matter.is_some() {
            wrong.push(format!("{}, taken for {}: {}", name(row.matter), name(said), row.text));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let matters = Matters {
        sensitive: tally.wanted,
        trade: tally.unwanted,
        recall: tally.recall(),
        flagged: share(tally.alarms, tally.unwanted),
        floor_flagged: share(floor_flagged, tally.unwanted),
        by_matter,
        confusion,
        ms_p99: percentile(&times, 99),
    };
    (matters, wrong)
}

fn matters_text(it: &Matters) -> String {
    let header = ["", "all", "recall", "named", "by the floor"];
    let rows = it.by_matter.iter().map(|(name, seen)| {
        let part = |part| three(share(part, seen.all));
        let (any, named, floor) = (part(seen.found), part(seen.named), part(seen.floor));
        vec![name.clone(), seen.all.to_string(), any, named, floor]
    });
    let said: Vec<&String> = it.confusion.keys().collect();
    let mut columns = vec!["said:"];
    columns.extend(said.iter().map(|name| name.as_str()));
    let confused = it.confusion.iter().map(|(right, counts)| {
        let count = |name: &&String| counts.get(*name).copied().unwrap_or(0).to_string();
        std::iter::once(right.clone()).chain(said.iter().map(count)).collect()
    });
    format!(
        "{} sensitive, {} trade\n\n{}\nany matter: recall {}, trade flagged {}, by the floor {}, \
         {:.2} ms p99\n\n{}",
        it.sensitive,
        it.trade,
        table(&header, &rows.collect::<Vec<_>>()),
        three(it.recall),
        three(it.flagged),
        three(it.floor_flagged),
        it.ms_p99,
        table(&columns, &confused.collect::<Vec<_>>())
    )
}

/// The rows of every file of a folder that says who is frustrated.
fn emotions(folder: &Path) -> anyhow::Result<Vec<Emotion>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)
        .map_err(|error| anyhow::anyhow!("{} cannot be read: {error}", folder.display()))?
    {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "jsonl") {
            files.push(path);
        }
    }
    files.sort();
    let mut rows = Vec::new();
    for file in &files {
        rows.extend(Rows::<Emotion>::read(file)?.rows.into_iter().map(|row| row.is));
    }
    if rows.is_empty() {
        anyhow::bail!("{} holds no rows", folder.display());
    }
    Ok(rows)
}

fn anger(rows: &[Emotion]) -> Anger {
    let bar = progress(rows.len(), "anger");
    let (mut scores, mut times) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    for row in rows {
        let start = stopwatch();
        scores.push(frustration(&row.text));
        times.push(since(start));
        bar.inc(1);
    }
    bar.finish_and_clear();
    let of = |wanted: &dyn Fn(&Emotion) -> bool| -> Vec<f32> {
        let rows = rows.iter().zip(&scores).filter(|(row, _)| wanted(row));
        rows.map(|(_, score)| *score).collect()
    };
    let (angry, calm) = (of(&|row| row.frustrated), of(&|row| !row.frustrated));
    let (strong, weak) = (of(&|row| row.strong_anger), of(&|row| !row.strong_anger));
    let f1 = |bar: f32| {
        let mut tally = Tally::default();
        rows.iter().zip(&scores).for_each(|(row, score)| tally.add(row.frustrated, *score >= bar));
        tally.f1()
    };
    let bars = (1_u8..=19).map(|step| f32::from(step) / 20.0).map(|bar| (f1(bar), bar));
    let (f1_best, bar_best) = bars
        .max_by(|one, other| one.0.unwrap_or(0.0).total_cmp(&other.0.unwrap_or(0.0)))
        .unwrap_or((None, 0.0));
    Anger {
        angry: angry.len(),
        calm: calm.len(),
        auroc: auroc(&angry, &calm),
        auroc_strong: auroc(&strong, &weak),
        f1_best,
        bar_best,
        ms_p99: percentile(&times, 99),
    }
}

fn anger_text(it: &Anger) -> String {
    format!(
        "\n{} frustrated, {} not: auroc {}, of strong anger {}, best f1 {} from {:.2}, {:.2} ms \
         p99\n",
        it.angry,
        it.calm,
        three(it.auroc),
        three(it.auroc_strong),
        three(it.f1_best),
        it.bar_best,
        it.ms_p99
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::rows::tests::file;
    use super::measure;

    #[test]
    fn matters_are_counted_as_a_pencil_counts_them() {
        let folder = tempfile::tempdir().unwrap();
        let rows = [
            r#"{"text":"I want to kill myself","matter":"self_harm"}"#,
            r#"{"text":"You will hear from my lawyer","matter":"fraud"}"#,
            r#"{"text":"What does rye bread cost?","matter":"health"}"#,
            r#"{"text":"When do you open?","matter":null}"#,
            r#"{"text":"my husband is hitting me","matter":null}"#,
        ];
        let path = file(&folder, "sensitive.jsonl", &rows);
        let report = measure(Some(&path), None).unwrap();
        let found: Value = serde_json::from_str(&report.json).unwrap();
        let found = &found["matters"];
        assert!((found["recall"].as_f64().unwrap() - 2.0 / 3.0).abs() < 1e-9, "{found}");
        assert_eq!((&found["flagged"], &found["floor_flagged"]), (&json!(0.5), &json!(0.5)));
        assert_eq!(found["confusion"]["fraud"], json!({ "legal": 1 }));
        let seen = json!({ "all": 1, "found": 1, "named": 0, "floor": 0 });
        assert_eq!(found["by_matter"]["fraud"], seen);
        assert_eq!(report.failed.len(), 2, "{:?}", report.failed);
    }

    #[test]
    fn anger_above_calm_is_told_apart_and_a_set_has_to_be_named() {
        let folder = tempfile::tempdir().unwrap();
        let row = |angry: bool| {
            let text = if angry { "this is ridiculous!!" } else { "when do you open" };
            json!({ "text": text, "frustrated": angry, "strong_anger": angry }).to_string()
        };
        let rows: Vec<String> = (0..40).map(|number| row(number % 2 == 0)).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        file(&folder, "said.jsonl", &rows);
        let report = measure(None, Some(folder.path())).unwrap();
        let found: Value = serde_json::from_str(&report.json).unwrap();
        assert_eq!(found["frustration"]["auroc"], json!(1.0), "{found}");
        assert_eq!(found["frustration"]["f1_best"], json!(1.0), "{found}");
        assert_eq!(found["matters"], Value::Null);
        let said = measure(None, None).err().unwrap().to_string();
        assert!(said.starts_with("name a set"), "{said}");
    }
}
