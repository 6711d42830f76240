//! The second opinion fitted anew on other rows than those it judges.
//!
//! The weights that ship were fitted on one public half of the rows they are often measured on, so
//! figures on that half flatter them. Here each row is judged by weights that never saw it, with a
//! bar that never saw it either.

use assistant::person::{Regression, judge, likelihood};
use domain::signal::Asks;
use knowledge::logistic::{Settings, fit};
use knowledge::semantic::{Vector, embed};
use sha2::{Digest as _, Sha256};

use super::figures::{CLASS_MIN, Tally, progress};
use super::handoff::Utterance;
use super::shelf::in_parallel;

/// Parts of the rows, each judged by what was learnt from the others.
pub(super) const FOLDS: usize = 10;

/// Parts of what is learnt from, to find the bar.
const INNER_FOLDS: usize = 5;

/// As the weights that ship were fitted.
const SETTINGS: Settings = Settings { strength: 10.0, balanced: true };

/// A row with what does not change from fit to fit.
struct Known<'row> {
    is: &'row Utterance,
    vector: Vector,
    seen_by_patterns: bool,
}

/// A regression for each fold, fitted on the rows of the others. None where either class has too
/// few rows to be learnt.
pub(super) fn regressions(rows: &[&Utterance]) -> Option<Vec<Regression>> {
    let asking = rows.iter().filter(|row| row.asks()).count();
    if asking.min(rows.len() - asking) < CLASS_MIN {
        return None;
    }
    let bar = progress(rows.len() + FOLDS, "refitting");
    let known = in_parallel(rows, &bar, |row| Known {
        is: row,
        vector: embed(&row.text),
        seen_by_patterns: matches!(judge(&row.text, true, None), Asks::Clear { .. }),
    });
    let folds: Vec<usize> = (0..FOLDS).collect();
    let fitted = in_parallel(&folds, &bar, |out| {
        let others: Vec<&Known<'_>> =
            known.iter().filter(|row| fold(row.is.id()) != *out).collect();
        let logistic = fit_rows(&others)?;
        Some(Regression { logistic, bar: best_bar(&others)? })
    });
    bar.finish_and_clear();
    fitted.into_iter().collect()
}

/// The fold of a row: by its id alone, so that it stays when other rows come or go.
pub(super) fn fold(id: &str) -> usize {
    part(id, "fold", FOLDS)
}

fn part(id: &str, salt: &str, of: usize) -> usize {
    let hash = Sha256::new().chain_update(salt).chain_update(id).finalize();
    hash.iter().fold(0, |rest, byte| (rest * 256 + usize::from(*byte)) % of)
}

fn fit_rows(rows: &[&Known<'_>]) -> Option<knowledge::logistic::Logistic> {
    let vectors: Vec<&[f32]> = rows.iter().map(|row| row.vector.as_slice()).collect();
    let labels: Vec<bool> = rows.iter().map(|row| row.is.asks()).collect();
    fit(&vectors, &labels, SETTINGS)
}

/// The bar that serves best beside the patterns, found on rows that the weights did not see: the
/// highest of those with the best F1, as a false alarm costs a teammate's time.
fn best_bar(rows: &[&Known<'_>]) -> Option<f32> {
    let mut judged: Vec<(&Known<'_>, Option<f32>)> = Vec::with_capacity(rows.len());
    for out in 0..INNER_FOLDS {
        let is_out = |row: &&&Known<'_>| part(row.is.id(), "inner", INNER_FOLDS) == out;
        let others: Vec<&Known<'_>> = rows.iter().filter(|row| !is_out(row)).copied().collect();
        let logistic = fit_rows(&others)?;
        let told = rows.iter().filter(is_out);
        judged.extend(told.map(|row| (*row, likelihood(&row.is.text, &logistic))));
    }
    let f1 = |bar: f32| {
        let mut tally = Tally::default();
        for (row, likelihood) in &judged {
            let said = row.seen_by_patterns || likelihood.is_some_and(|p| p > bar);
            tally.add(row.is.asks(), said);
        }
        tally.f1().unwrap_or_default()
    };
    let bars = (50_u8..=99).map(|percent| f32::from(percent) / 100.0);
    bars.max_by(|one, other| f1(*one).total_cmp(&f1(*other)).then(one.total_cmp(other)))
}

#[cfg(test)]
mod tests {
    use super::{FOLDS, fold};

    #[test]
    fn folds_are_about_as_large_and_stay() {
        let mut sizes = [0; FOLDS];
        for number in 0..1_000 {
            sizes[fold(&format!("row {number}"))] += 1;
        }
        assert!(sizes.iter().all(|size| (60..140).contains(size)), "{sizes:?}");
        assert_eq!([fold("a"), fold("b"), fold("c")], [fold("a"), fold("b"), fold("c")]);
    }
}
