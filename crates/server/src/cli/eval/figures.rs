//! Shares, percentiles and tables: arithmetic that every evaluation needs.
#![expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

/// Fewer of a class say too little about the order of the two.
pub(super) const CLASS_MIN: usize = 20;

/// The part of a whole; none where there is no whole.
pub(super) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The mean; 0 of nothing.
pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// The least of the values that `percent` of a hundred do not exceed; 0 of nothing.
pub(super) fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(rank).copied().unwrap_or(0.0)
}

/// The chance that one of `yes` stands above one of `no`; ties count half. None where either has
/// too few to say.
pub(super) fn auroc(yes: &[f32], no: &[f32]) -> Option<f64> {
    if yes.len() < CLASS_MIN || no.len() < CLASS_MIN {
        return None;
    }
    let wins = |y: &f32| -> f64 {
        no.iter().map(|n| if y > n { 1.0 } else { f64::from(u8::from(y >= n)) / 2.0 }).sum()
    };
    Some(yes.iter().map(wins).sum::<f64>() / (yes.len() * no.len()) as f64)
}

/// The milliseconds since `start`.
pub(super) fn since(start: Instant) -> f64 {
    Duration::as_secs_f64(&start.elapsed()) * 1e3
}

/// Right and wrong decisions of a yes or no.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Tally {
    /// Yes is right.
    #[serde(rename = "asking")]
    pub(super) wanted: usize,
    /// Yes is right, and was said.
    #[serde(rename = "found")]
    pub(super) hits: usize,
    /// No is right.
    #[serde(rename = "not_asking")]
    pub(super) unwanted: usize,
    /// No is right, and yes was said.
    #[serde(rename = "false_positives")]
    pub(super) alarms: usize,
}

impl Tally {
    pub(super) fn add(&mut self, wanted: bool, said: bool) {
        *(if wanted { &mut self.wanted } else { &mut self.unwanted }) += 1;
        *(if wanted { &mut self.hits } else { &mut self.alarms }) += usize::from(said);
    }

    pub(super) fn precision(self) -> Option<f64> {
        share(self.hits, self.hits + self.alarms)
    }

    pub(super) fn recall(self) -> Option<f64> {
        share(self.hits, self.wanted)
    }

    /// The harmonic mean of the two.
    pub(super) fn f1(self) -> Option<f64> {
        share(2 * self.hits, self.wanted + self.hits + self.alarms)
    }
}

/// Columns under their names: the first to the left, numbers to the right.
pub(super) fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    let named: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
    let all = || std::iter::once(&named).chain(rows);
    for row in all() {
        for (column, cell) in row.iter().enumerate() {
            let width = widths.entry(column).or_default();
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for row in all() {
        for (column, cell) in row.iter().enumerate() {
            let width = widths[&column];
            let aligned = match column {
                0 => format!("{cell:<width$}"),
                _ => format!("  {cell:>width$}"),
            };
            text += &aligned;
        }
        text.push('\n');
    }
    text
}

/// A share as tables show it.
pub(super) fn three(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}

/// How far a measurement is; not shown where nobody looks.
pub(super) fn progress(steps: usize, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:>10} {bar:30} {pos} of {len}")
        .expect("the template of the bar is whole");
    ProgressBar::new(steps as u64).with_style(style).with_message(what)
}

/// 1 when a relevant document is among the first.
pub(super) fn hit(found: &[String], relevant: &BTreeSet<String>, within: usize) -> f64 {
    let is_hit = found.iter().take(within).any(|document| relevant.contains(document));
    f64::from(u8::from(is_hit))
}

/// The share of the relevant documents among the first five.
#[expect(clippy::cast_precision_loss, reason = "a query has few relevant documents")]
pub(super) fn recall_5(found: &[String], relevant: &BTreeSet<String>) -> f64 {
    let hits = found.iter().take(5).filter(|document| relevant.contains(*document)).count();
    hits as f64 / relevant.len() as f64
}

/// One over the rank of the first relevant document; 0 below the ranks that are looked at.
pub(super) fn reciprocal_rank(found: &[String], relevant: &BTreeSet<String>) -> f64 {
    let ranked = (1_u32..).zip(found);
    let first = ranked.into_iter().find(|(_, document)| relevant.contains(*document));
    first.map_or(0.0, |(rank, _)| 1.0 / f64::from(rank))
}

#[cfg(test)]
mod tests {
    use super::{Tally, auroc, percentile, table};

    #[test]
    fn percentiles_are_values_that_were_seen() {
        let values: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert!((percentile(&values, 50) - 100.0).abs() < 1e-9);
        assert!((percentile(&values, 99) - 198.0).abs() < 1e-9);
        assert!((percentile(&[7.0], 99) - 7.0).abs() < 1e-9);
        assert!(percentile(&[], 99).abs() < 1e-9);
    }

    #[test]
    fn auroc_counts_pairs_and_is_silent_about_few() {
        let yes = [vec![0.9; 10], vec![0.5; 10]].concat();
        let no = [vec![0.5; 10], vec![0.1; 10]].concat();
        // Of four groups of 100 pairs three are won and one is tied: 3.5 of 4.
        assert!((auroc(&yes, &no).unwrap() - 0.875).abs() < 1e-9);
        assert_eq!(auroc(&yes[..19], &no), None);
        assert_eq!(auroc(&yes, &no[..19]), None);
    }

    #[test]
    fn a_tally_is_read_as_precision_and_recall() {
        let mut tally = Tally::default();
        for (wanted, said) in
            [(true, true), (true, true), (true, false), (false, true), (false, false)]
        {
            tally.add(wanted, said);
        }
        let close = |value: Option<f64>, wanted: f64| (value.unwrap() - wanted).abs() < 1e-9;
        assert!(close(tally.precision(), 2.0 / 3.0) && close(tally.recall(), 2.0 / 3.0));
        assert!(close(tally.f1(), 2.0 / 3.0));
        assert_eq!(Tally::default().precision(), None);
    }

    #[test]
    fn a_table_stands_straight() {
        let rows = [vec!["a".to_owned(), "10".to_owned()], vec!["long".to_owned(), "1".to_owned()]];
        assert_eq!(table(&["", "n"], &rows), "       n\na     10\nlong   1\n");
    }
}
