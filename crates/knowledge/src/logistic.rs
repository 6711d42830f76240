//! Logistic regression with a penalty on its weights, fitted where it is needed.
//!
//! Draws no lot and reads no clock: the same rows in the same order give the same weights.

use std::collections::VecDeque;

/// Steps after which a fit ends even if it is not at the bottom; it needs a tenth of them.
const STEPS_MAX: usize = 1_000;

/// The fit ends when no weight has a steeper slope than this.
const SLOPE_MAX: f64 = 1e-5;

/// Earlier steps that tell how the slope bends.
const MEMORY_STEPS: usize = 10;

/// Halvings of a step that leads upwards; after so many it is shorter than a number can tell.
const HALVINGS_MAX: usize = 50;

/// How a regression is fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// What the rows weigh against the penalty, C in the literature: larger follows them closer.
    pub strength: f32,
    /// Both classes weigh the same, however many rows they have.
    pub balanced: bool,
}

/// A probability from a vector.
#[derive(Debug, Clone, PartialEq)]
pub struct Logistic {
    /// One weight for each number of a vector.
    pub weights: Vec<f32>,
    /// The sum where the vector is all zeros.
    pub bias: f32,
}

impl Logistic {
    /// The probability that a vector belongs to the class.
    pub fn probability(&self, vector: &[f32]) -> f32 {
        let sum: f32 = vector.iter().zip(&self.weights).map(|(x, weight)| x * weight).sum();
        1.0 / (1.0 + (-(self.bias + sum)).exp())
    }
}

/// The weights that make `|w|²/2 + C · Σ log(1 + exp(-y (w·x + b)))` least, y being 1 in the class
/// and -1 outside. None where a class has no row: then there is nothing to tell apart.
///
/// Rows have one length; a row without a label, or a label without a row, is left out.
pub fn fit(rows: &[&[f32]], labels: &[bool], settings: Settings) -> Option<Logistic> {
    let all = rows.len().min(labels.len());
    let (rows, labels) = (&rows[..all], &labels[..all]);
    let inside = labels.iter().filter(|label| **label).count();
    if inside == 0 || inside == all {
        return None;
    }
    let problem = Problem::new(rows, labels, inside, settings);
    let at = lowest(&problem, rows[0].len() + 1);
    let (bias, weights) = at.split_last()?;
    #[expect(clippy::cast_possible_truncation, reason = "a weight is as exact as its vector")]
    let short = |x: &f64| *x as f32;
    Some(Logistic { weights: weights.iter().map(short).collect(), bias: short(bias) })
}

/// What is made least.
struct Problem<'rows> {
    rows: &'rows [&'rows [f32]],
    /// 1 or -1.
    signs: Vec<f64>,
    /// What each row weighs.
    costs: Vec<f64>,
}

impl<'rows> Problem<'rows> {
    #[expect(clippy::cast_precision_loss, reason = "nobody labels 2^52 rows")]
    fn new(
        rows: &'rows [&'rows [f32]],
        labels: &[bool],
        inside: usize,
        settings: Settings,
    ) -> Self {
        let outside = labels.len() - inside;
        let share = |class: usize| labels.len() as f64 / (2.0 * class as f64);
        let strength = f64::from(settings.strength);
        let cost = |label: &bool| match (settings.balanced, label) {
            (false, _) => strength,
            (true, true) => strength * share(inside),
            (true, false) => strength * share(outside),
        };
        let signs = labels.iter().map(|label| if *label { 1.0 } else { -1.0 }).collect();
        Self { rows, signs, costs: labels.iter().map(cost).collect() }
    }

    /// The height at a point (weights, then the bias) and the slope there.
    fn look(&self, at: &[f64], slope: &mut [f64]) -> f64 {
        let last = at.len() - 1;
        slope[..last].copy_from_slice(&at[..last]);
        slope[last] = 0.0;
        let mut height = 0.5 * dot(&at[..last], &at[..last]);
        for ((row, sign), cost) in self.rows.iter().zip(&self.signs).zip(&self.costs) {
            let margin = sign * (dot_row(row, &at[..last]) + at[last]);
            height += cost * softplus(-margin);
            let pull = -sign * cost / (1.0 + margin.exp());
            for (slope, x) in slope.iter_mut().zip(*row) {
                *slope += pull * f64::from(*x);
            }
            slope[last] += pull;
        }
        height
    }
}

/// log(1 + exp(x)) without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

/// A step that was taken, and by how much the slope changed with it.
struct Step {
    moved: Vec<f64>,
    bent: Vec<f64>,
    inverse: f64,
}

/// Walks downhill (L-BFGS). The height is convex, so the bottom it finds is the only one.
fn lowest(problem: &Problem<'_>, dimensions: usize) -> Vec<f64> {
    let mut at = vec![0.0; dimensions];
    let mut slope = vec![0.0; dimensions];
    let mut height = problem.look(&at, &mut slope);
    let mut memory: VecDeque<Step> = VecDeque::with_capacity(MEMORY_STEPS);
    for _ in 0..STEPS_MAX {
        if slope.iter().all(|x| x.abs() <= SLOPE_MAX) {
            break;
        }
        let direction = downhill(&slope, &memory);
        let Some((next, next_slope, next_height)) =
            descend(problem, &at, &slope, height, &direction)
        else {
            break;
        };
        let moved: Vec<f64> = next.iter().zip(&at).map(|(a, b)| a - b).collect();
        let bent: Vec<f64> = next_slope.iter().zip(&slope).map(|(a, b)| a - b).collect();
        let curve = dot(&moved, &bent);
        if curve > 0.0 {
            if memory.len() == MEMORY_STEPS {
                memory.pop_front();
            }
            memory.push_back(Step { moved, bent, inverse: curve.recip() });
        }
        (at, slope, height) = (next, next_slope, next_height);
    }
    at
}

/// Where to go: down the slope, corrected by how it bent along the last steps.
fn downhill(slope: &[f64], memory: &VecDeque<Step>) -> Vec<f64> {
    let mut direction: Vec<f64> = slope.iter().map(|x| -x).collect();
    let Some(last) = memory.back() else {
        let length = dot(slope, slope).sqrt().max(1.0);
        return direction.into_iter().map(|x| x / length).collect();
    };
    let mut shares = Vec::with_capacity(memory.len());
    for step in memory.iter().rev() {
        let share = step.inverse * dot(&step.moved, &direction);
        add(&mut direction, -share, &step.bent);
        shares.push(share);
    }
    let scale = 1.0 / (last.inverse * dot(&last.bent, &last.bent));
    for x in &mut direction {
        *x *= scale;
    }
    for (step, share) in memory.iter().zip(shares.into_iter().rev()) {
        let other = step.inverse * dot(&step.bent, &direction);
        add(&mut direction, share - other, &step.moved);
    }
    direction
}

/// The point after a step, its slope and its height; none where no step leads down any more.
fn descend(
    problem: &Problem<'_>,
    at: &[f64],
    slope: &[f64],
    height: f64,
    direction: &[f64],
) -> Option<(Vec<f64>, Vec<f64>, f64)> {
    /// The share of the promised descent that a step has to keep.
    const KEPT: f64 = 1e-4;
    let promised = dot(slope, direction);
    let mut length = 1.0;
    let mut next_slope = vec![0.0; at.len()];
    for _ in 0..HALVINGS_MAX {
        let mut next = at.to_vec();
        add(&mut next, length, direction);
        let next_height = problem.look(&next, &mut next_slope);
        if next_height <= height + KEPT * length * promised {
            return (next_height < height).then_some((next, next_slope, next_height));
        }
        length /= 2.0;
    }
    None
}

fn add(to: &mut [f64], times: f64, what: &[f64]) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += times * what;
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// Sums in eight lanes: one long chain of additions is several times slower.
fn dot_row(row: &[f32], weights: &[f64]) -> f64 {
    const LANES: usize = 8;
    let mut sums = [0.0; LANES];
    for (xs, ws) in row.chunks(LANES).zip(weights.chunks(LANES)) {
        for ((sum, x), w) in sums.iter_mut().zip(xs).zip(ws) {
            *sum += f64::from(*x) * w;
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::{Logistic, Problem, Settings, dot, fit};

    const PLAIN: Settings = Settings { strength: 10.0, balanced: false };

    /// Rows from a small generator of our own, so that every run sees the same.
    fn rows(count: usize, length: usize, seed: u64) -> Vec<Vec<f32>> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            f32::from(u16::try_from(state >> 48).unwrap()) / 32_768.0 - 1.0
        };
        (0..count).map(|_| (0..length).map(|_| next()).collect()).collect()
    }

    fn views(rows: &[Vec<f32>]) -> Vec<&[f32]> {
        rows.iter().map(Vec::as_slice).collect()
    }

    #[test]
    fn classes_that_a_plane_parts_are_parted() {
        let rows = rows(200, 5, 1);
        let labels: Vec<bool> = rows.iter().map(|row| row[0] - 2.0 * row[3] > 0.1).collect();
        let strong = Settings { strength: 1_000.0, balanced: false };
        let fitted = fit(&views(&rows), &labels, strong).unwrap();
        for (row, label) in rows.iter().zip(&labels) {
            assert_eq!(fitted.probability(row) > 0.5, *label, "{row:?}");
        }
        assert_eq!(fit(&views(&rows), &labels, strong).unwrap(), fitted);
    }

    #[test]
    fn two_rows_have_the_weight_that_a_pencil_finds() {
        // By symmetry the bias is 0 and w minimises w²/2 + 2 log(1 + exp(-w)): w (1 + e^w) = 2.
        let settings = Settings { strength: 1.0, balanced: false };
        let fitted = fit(&[&[1.0], &[-1.0]], &[true, false], settings).unwrap();
        let w = fitted.weights[0];
        assert!((w * (1.0 + w.exp()) - 2.0).abs() < 1e-4, "{w}");
        assert!(fitted.bias.abs() < 1e-5, "{}", fitted.bias);
    }

    #[test]
    fn without_a_sign_in_the_rows_the_bias_is_the_share_of_the_class() {
        let zeros = vec![vec![0.0; 3]; 10];
        let labels: Vec<bool> = (0..10).map(|row| row < 2).collect();
        let asked = |balanced| {
            let settings = Settings { strength: 10.0, balanced };
            fit(&views(&zeros), &labels, settings).unwrap().probability(&[0.0; 3])
        };
        assert!((asked(false) - 0.2).abs() < 1e-4, "{}", asked(false));
        assert!((asked(true) - 0.5).abs() < 1e-4, "{}", asked(true));
    }

    #[test]
    fn balance_finds_more_of_a_rare_class() {
        let rows = rows(400, 4, 7);
        let noise = |row: &[f32]| row[1] * row[2];
        let labels: Vec<bool> = rows.iter().map(|row| row[0] + noise(row) > 0.9).collect();
        let found = |balanced| {
            let settings = Settings { strength: 1.0, balanced };
            let fitted = fit(&views(&rows), &labels, settings).unwrap();
            let hits = rows.iter().zip(&labels);
            hits.filter(|(row, label)| **label && fitted.probability(row) > 0.5).count()
        };
        assert!(found(true) > found(false), "{} {}", found(true), found(false));
    }

    #[test]
    fn the_slope_is_that_of_the_height_and_is_flat_where_the_fit_ends() {
        let rows = rows(60, 6, 3);
        let labels: Vec<bool> = rows.iter().map(|row| row[0] + row[1] * row[1] > 0.3).collect();
        let inside = labels.iter().filter(|label| **label).count();
        let views = views(&rows);
        let problem = Problem::new(&views, &labels, inside, PLAIN);
        let at = [0.3, -0.2, 0.1, 0.5, -0.4, 0.2, 0.7];
        let mut slope = [0.0; 7];
        problem.look(&at, &mut slope);
        let height = |at: &[f64]| problem.look(at, &mut [0.0; 7]);
        for (place, slope) in slope.iter().enumerate() {
            let (mut above, mut below) = (at, at);
            above[place] += 1e-5;
            below[place] -= 1e-5;
            let measured = (height(&above) - height(&below)) / 2e-5;
            assert!((measured - slope).abs() < 1e-4, "{place}: {measured} {slope}");
        }
        let Logistic { weights, bias } = fit(&views, &labels, PLAIN).unwrap();
        let bottom: Vec<f64> = weights.iter().chain([&bias]).map(|x| f64::from(*x)).collect();
        let mut flat = [0.0; 7];
        let lowest = problem.look(&bottom, &mut flat);
        // The weights were rounded to single precision, so nearly flat.
        assert!(dot(&flat, &flat).sqrt() < 1e-3, "{flat:?}");
        assert!(lowest < height(&at));
    }

    #[test]
    fn one_class_alone_is_nothing_to_tell_apart() {
        assert_eq!(fit(&[&[1.0], &[2.0]], &[true, true], PLAIN), None);
        assert_eq!(fit(&[&[1.0]], &[false], PLAIN), None);
        assert_eq!(fit(&[], &[], PLAIN), None);
    }
}
