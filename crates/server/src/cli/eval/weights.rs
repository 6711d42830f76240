//! `baton eval weights`: the weights of sensitive matters fitted anew.
//!
//! What they are worth is told on lines of scenarios that they did not see: each line is judged by
//! weights of the other scenarios, as lines of one scenario are too much alike. The bars are chosen
//! there too. Patterns have no part in it; they were written with some of these lines.
#![expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use assistant::sensitive::weighing::{LENGTH, Numbers, PLACES, Weights, numbers};
use domain::signal::Matter;
use serde::{Deserialize, Serialize};

use super::Report;
use super::figures::{progress, share, table, three};
use super::margin::{Plane, fit};
use super::refit::{FOLDS, fold};
use super::rows::{Rows, or_null};
use super::shelf::in_parallel;
use super::signals::name;

/// Any matter, then each.
const ASKED: [Option<Matter>; 7] = [
    None,
    Some(Matter::SelfHarm),
    Some(Matter::Violence),
    Some(Matter::Legal),
    Some(Matter::Fraud),
    Some(Matter::Identity),
    Some(Matter::Health),
];

/// The part of the trade lines that may be taken for any matter. Most of them were written to be
/// mistaken: of plain ones it is a fifth of this.
const FLAGGED_MAX: f64 = 0.09;

/// The part of the trade lines that a matter of the floor may hand off.
const FLOOR_FLAGGED_MAX: f64 = 0.005;

/// A line to learn from.
#[derive(Debug, Deserialize)]
struct Line {
    text: String,
    /// None is an ordinary message of trade.
    #[serde(deserialize_with = "or_null")]
    matter: Option<Matter>,
    /// Lines of one scenario are near each other in what they tell.
    scenario: String,
}

/// A line and its parts as numbers, the whole of it first.
struct Known<'line> {
    line: &'line Line,
    parts: Vec<Numbers>,
}

impl Known<'_> {
    fn raises(&self, asked: Option<Matter>) -> bool {
        self.line.matter.is_some() && asked.is_none_or(|asked| self.line.matter == Some(asked))
    }

    /// The sum of its heaviest part.
    fn sum(&self, plane: &Plane) -> f32 {
        self.parts.iter().map(|part| plane.sum(part)).fold(f32::MIN, f32::max)
    }
}

#[derive(Debug, Default, Serialize)]
struct Judged {
    all: usize,
    /// Of its lines, those taken for any matter.
    found: usize,
    /// Of its lines, those taken for this one.
    right: usize,
    /// All lines taken for this one.
    named: usize,
    /// Of its lines, those above the bar of the floor.
    floor: usize,
}

/// Fits, tells what it is worth, and writes the weights where a folder is named.
pub(super) fn measure(lines: &Path, out: Option<&Path>) -> anyhow::Result<Report> {
    let rows: Rows<Line> = Rows::read(lines)?;
    let rows: Vec<&Line> = rows.iter().collect();
    let bar = progress(rows.len() + (FOLDS + 1) * ASKED.len(), "weights");
    let known = in_parallel(&rows, &bar, |line| Known { line, parts: numbers(&line.text) });
    let jobs: Vec<(usize, usize)> =
        (0..=FOLDS).flat_map(|out| (0..ASKED.len()).map(move |asked| (out, asked))).collect();
    let planes = in_parallel(&jobs, &bar, |(out, asked)| plane(&known, *out, ASKED[*asked]));
    bar.finish_and_clear();
    let unseen: Vec<Vec<f32>> = known
        .iter()
        .map(|row| {
            let first = fold(&row.line.scenario) * ASKED.len();
            planes[first..first + ASKED.len()].iter().map(|plane| row.sum(plane)).collect()
        })
        .collect();
    let bars: Vec<f32> = (0..ASKED.len()).map(|asked| bar_of(&known, &unseen, asked)).collect();
    if let Some(out) = out {
        write(out, &planes[FOLDS * ASKED.len()..], &bars)?;
    }
    report(&known, &unseen, &bars)
}

/// What parts one matter from the rest, learnt without the fold `out`.
fn plane(known: &[Known<'_>], out: usize, asked: Option<Matter>) -> Plane {
    let known: Vec<&Known<'_>> =
        known.iter().filter(|row| fold(&row.line.scenario) != out).collect();
    // Every part of a line outside is outside; of a line inside, only the whole is sure to be.
    let mut rows: Vec<(&[(usize, f32)], bool)> = Vec::new();
    for row in &known {
        let parts = if row.raises(asked) { row.parts.get(..1) } else { Some(&row.parts[..]) };
        let parts = parts.unwrap_or_default().iter();
        rows.extend(parts.map(|part| (part.as_slice(), row.raises(asked))));
    }
    let first = fit(&rows, LENGTH);
    // The part that speaks loudest is taken to be the one that raises it.
    for row in known.iter().filter(|row| row.raises(asked)) {
        let loudest = row.parts.iter().skip(1);
        let loudest = loudest.max_by(|a, b| first.sum(a).total_cmp(&first.sum(b)));
        rows.extend(loudest.map(|part| (part.as_slice(), true)));
    }
    fit(&rows, LENGTH)
}

/// What no more of the trade lines exceed than may.
fn bar_of(known: &[Known<'_>], unseen: &[Vec<f32>], asked: usize) -> f32 {
    let may = match ASKED[asked] {
        None => FLAGGED_MAX,
        Some(matter) if matter.floor().is_some() => FLOOR_FLAGGED_MAX,
        Some(_) => return 0.0,
    };
    let trade = known.iter().zip(unseen).filter(|(row, _)| row.line.matter.is_none());
    let mut sums: Vec<f32> = trade.map(|(_, sums)| sums[asked]).collect();
    sums.sort_by(|one, other| other.total_cmp(one));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a count is a count"
    )]
    let above = (sums.len() as f64 * may) as usize;
    sums.get(above).copied().unwrap_or_default()
}

fn write(folder: &Path, planes: &[Plane], bars: &[f32]) -> anyhow::Result<()> {
    let mut words = Vec::with_capacity(planes.len() * PLACES);
    let mut all = Vec::with_capacity(planes.len());
    for ((plane, above), matter) in planes.iter().zip(bars).zip(ASKED) {
        let (meaning, of_words) = plane.weights.split_at(LENGTH - PLACES);
        let largest = of_words.iter().fold(1e-9_f32, |max, x| max.max(x.abs()));
        let step = largest / 127.0;
        #[expect(clippy::cast_possible_truncation, reason = "127 steps lie in a byte")]
        words.extend(of_words.iter().map(|x| ((x / step).round() as i8).cast_unsigned()));
        let meaning = meaning.iter().map(|x| (x * 1e4).round() / 1e4).collect();
        all.push(Weights { matter, bias: plane.bias, bar: *above, step, meaning });
    }
    let json = folder.join("sensitive.json");
    std::fs::write(&json, serde_json::to_string(&all)? + "\n")
        .and_then(|()| std::fs::write(folder.join("sensitive.bin"), &words))
        .with_context(|| format!("{} cannot be written", json.display()))
}

fn report(known: &[Known<'_>], unseen: &[Vec<f32>], bars: &[f32]) -> anyhow::Result<Report> {
    let mut judged: BTreeMap<String, Judged> = BTreeMap::new();
    for (row, sums) in known.iter().zip(unseen) {
        let likeliest = (1..ASKED.len()).max_by(|a, b| sums[*a].total_cmp(&sums[*b]));
        let said = likeliest.filter(|_| sums[0] > bars[0]).and_then(|asked| ASKED[asked]);
        let handed = (1..ASKED.len())
            .any(|it| ASKED[it].is_some_and(|it| it.floor().is_some()) && sums[it] > bars[it]);
        judged.entry(name(said)).or_default().named += 1;
        let it = judged.entry(name(row.line.matter)).or_default();
        it.all += 1;
        it.found += usize::from(said.is_some());
        it.right += usize::from(said == row.line.matter);
        it.floor += usize::from(handed);
    }
    let header = ["", "all", "as any", "recall", "precision", "by the floor"];
    let rows = judged.iter().map(|(name, it)| {
        let part = |part, whole| three(share(part, whole));
        let (found, right) = (part(it.found, it.all), part(it.right, it.all));
        let (named, floor) = (part(it.right, it.named), part(it.floor, it.all));
        vec![name.clone(), it.all.to_string(), found, right, named, floor]
    });
    let text = table(&header, &rows.collect::<Vec<_>>());
    Report::new(text, &judged, Vec::new())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::rows::tests::file;
    use super::measure;

    #[test]
    fn plain_lines_are_told_apart_and_the_weights_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let line = |number: usize| {
            let thing = ["coat", "lamp", "chair", "table", "kettle"][number % 5];
            let (text, matter) = match number % 2 {
                0 => (format!("my lawyer will sue you over the {thing}"), json!("legal")),
                _ => (format!("when will the {thing} be back in stock"), Value::Null),
            };
            json!({ "text": text, "matter": matter, "scenario": number.to_string() }).to_string()
        };
        let lines: Vec<String> = (0..40).map(line).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let path = file(&folder, "lines.jsonl", &lines);
        let report = measure(&path, Some(folder.path())).unwrap();
        let found: Value = serde_json::from_str(&report.json).unwrap();
        assert_eq!((&found["legal"]["right"], &found["none"]["all"]), (&json!(20), &json!(20)));
        let written = std::fs::read_to_string(folder.path().join("sensitive.json")).unwrap();
        let written: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(
            (written[0]["matter"].is_null(), &written[3]["matter"]),
            (true, &json!("legal"))
        );
        assert_eq!(std::fs::read(folder.path().join("sensitive.bin")).unwrap().len(), 7 << 14);
    }
}
