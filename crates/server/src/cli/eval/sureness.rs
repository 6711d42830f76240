//! What the number shown is worth: of the answers given at 0.8, four in five should be right.
#![expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use domain::signal::Verdict;
use serde::Serialize;

use super::fate::Fate;
use super::figures::{mean, share, table, three};
use super::plot;

/// Bins of equally many questions each.
const BINS: usize = 10;

/// Fewer questions than these make bins that hold chance.
const QUESTIONS_MIN: usize = 100;

/// Shares of the questions, the surest first, of which the risk is said.
const COVERAGES: [usize; 5] = [20, 40, 60, 80, 100];

/// Where more than the table is wanted.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Outputs {
    /// Write what was seen of each question to this file, a JSON object a line.
    #[arg(long)]
    rows: Option<PathBuf>,
    /// Draw how often the number shown is right into this file, as SVG.
    #[arg(long)]
    plot: Option<PathBuf>,
}

/// A question that was searched for, and whether its reply is or would be right.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Judged {
    pub(super) question: String,
    pub(super) answerable: bool,
    pub(super) right: bool,
    pub(super) verdict: Option<Verdict>,
    pub(super) shown: f32,
    pub(super) p: f32,
    /// What `p` is the logistic of.
    pub(super) sum: f32,
    pub(super) above: f32,
    pub(super) missing: f32,
    pub(super) held: f32,
}

/// How far the number shown can be trusted.
#[derive(Debug, Serialize)]
pub(super) struct Sureness {
    /// The mean distance of what was shown from what was right, over bins of equally many.
    pub(super) ece: f64,
    /// The least sure first.
    pub(super) bins: Vec<Bin>,
    /// The share that is wrong among the surest so many of a hundred questions.
    pub(super) risk: BTreeMap<usize, f64>,
}

/// Questions of about the same number.
#[derive(Debug, Serialize)]
pub(super) struct Bin {
    pub(super) questions: usize,
    /// The mean of what was shown.
    pub(super) shown: f64,
    /// The share that is right.
    pub(super) right: f64,
}

impl Sureness {
    /// None of too few questions.
    pub(super) fn of(judged: &[Judged]) -> Option<Self> {
        if judged.len() < QUESTIONS_MIN {
            return None;
        }
        let mut sorted: Vec<&Judged> = judged.iter().collect();
        sorted.sort_by(|a, b| a.shown.total_cmp(&b.shown));
        let edge = |bin: usize| sorted.len() * bin / BINS;
        let bins: Vec<Bin> = (0..BINS).map(|bin| of(&sorted[edge(bin)..edge(bin + 1)])).collect();
        let apart = bins.iter().map(|bin| bin.questions as f64 * (bin.shown - bin.right).abs());
        let ece = apart.sum::<f64>() / sorted.len() as f64;
        let risk = COVERAGES.map(|percent| {
            let surest = &sorted[sorted.len() - sorted.len() * percent / 100..];
            (percent, 1.0 - of(surest).right)
        });
        Some(Self { ece, bins, risk: risk.into() })
    }
}

fn of(judged: &[&Judged]) -> Bin {
    let shown: Vec<f64> = judged.iter().map(|one| f64::from(one.shown)).collect();
    let right = judged.iter().filter(|one| one.right).count();
    let (questions, right) = (judged.len(), share(right, judged.len()).unwrap_or(0.0));
    Bin { questions, shown: mean(&shown), right }
}

/// A table of what the number is worth for each source that has enough questions.
pub(super) fn text(sources: &BTreeMap<&str, Fate>) -> String {
    let risks = COVERAGES.map(|percent| format!("risk at {percent} %"));
    let mut header = vec!["", "searched", "ece"];
    header.extend(risks.iter().map(String::as_str));
    let row = |(source, fate): (&&str, &Fate)| {
        let sureness = fate.sureness.as_ref()?;
        let mut row = vec![(*source).to_owned(), fate.judged.len().to_string()];
        row.push(three(Some(sureness.ece)));
        row.extend(sureness.risk.values().map(|risk| three(Some(*risk))));
        Some(row)
    };
    let rows: Vec<_> = sources.iter().filter_map(row).collect();
    if rows.is_empty() { String::new() } else { format!("\n{}", table(&header, &rows)) }
}

impl Outputs {
    /// Writes the files that were asked for.
    pub(super) fn write(&self, sources: &BTreeMap<&str, Fate>) -> anyhow::Result<()> {
        #[derive(Serialize)]
        struct Row<'all> {
            source: &'all str,
            #[serde(flatten)]
            judged: &'all Judged,
        }
        if let Some(path) = &self.rows {
            let mut lines = String::new();
            for (source, fate) in sources {
                for judged in &fate.judged {
                    writeln!(lines, "{}", serde_json::to_string(&Row { source, judged })?)?;
                }
            }
            std::fs::write(path, lines)
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
        if let Some(path) = &self.plot {
            let measured = sources.iter().filter_map(|(source, fate)| {
                Some((*source, fate.sureness.as_ref()?.bins.as_slice()))
            });
            std::fs::write(path, plot::reliability(&measured.collect::<Vec<_>>()))
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Judged, Sureness};

    fn judged(shown: f32, right: bool) -> Judged {
        Judged {
            question: String::new(),
            answerable: true,
            right,
            verdict: None,
            shown,
            p: 0.0,
            sum: 0.0,
            above: 0.0,
            missing: 0.0,
            held: 0.0,
        }
    }

    #[test]
    fn a_number_that_keeps_its_promise_is_not_far_off() {
        // Of ten at 0.2 two are right, of ten at 0.7 seven, and so on.
        let honest: Vec<Judged> = (1_u8..=10)
            .flat_map(|tenth| {
                (1..=10).map(move |nth| judged(f32::from(tenth) / 10.0, nth <= tenth))
            })
            .collect();
        let sureness = Sureness::of(&honest).unwrap();
        assert!(sureness.ece < 1e-6 && sureness.bins.len() == 10, "{sureness:?}");
        // The surest fifth are those at 0.9 and 1: one of twenty is wrong.
        assert!((sureness.risk[&20] - 0.05).abs() < 1e-9, "{sureness:?}");
        assert!((sureness.risk[&100] - 0.45).abs() < 1e-9, "{sureness:?}");
        let boastful: Vec<Judged> = honest.iter().map(|one| judged(1.0, one.right)).collect();
        assert!((Sureness::of(&boastful).unwrap().ece - 0.45).abs() < 1e-6);
        assert!(Sureness::of(&honest[..99]).is_none());
    }
}
