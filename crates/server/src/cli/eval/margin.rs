//! A plane between two classes of sparse rows (a linear support vector machine, squared loss).
//!
//! Draws no lot: the same rows in the same order give the same plane.
#![expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]

/// Times that each row is looked at; later looks move the plane by less than a weight's rounding.
const ROUNDS: usize = 40;

/// What the rows weigh against the size of the weights, C in the literature.
const STRENGTH: f64 = 0.2;

/// The numbers of a row that are not zero, each with its place.
pub(super) type Sparse = [(usize, f32)];

/// One weight for each place, and the sum where nothing is said.
pub(super) struct Plane {
    pub(super) weights: Vec<f32>,
    pub(super) bias: f32,
}

impl Plane {
    /// Above zero is inside.
    pub(super) fn sum(&self, row: &Sparse) -> f32 {
        self.bias + row.iter().map(|(place, x)| self.weights[*place] * x).sum::<f32>()
    }
}

/// The plane that leaves the most room between the rows inside and those outside, both classes
/// weighing the same. Rows have `length` places at most.
pub(super) fn fit(rows: &[(&Sparse, bool)], length: usize) -> Plane {
    let mut plane = Plane { weights: vec![0.0; length], bias: 0.0 };
    let inside = rows.iter().filter(|(_, inside)| *inside).count();
    if inside == 0 || inside == rows.len() {
        return plane;
    }
    let give = |class: usize| class as f64 / (rows.len() as f64 * STRENGTH);
    let (give_inside, give_outside) = (give(inside), give(rows.len() - inside));
    // The bias is the weight of a place that is one in every row.
    let squares: Vec<f64> = rows.iter().map(|(row, _)| 1.0 + square(row)).collect();
    let mut pulls = vec![0.0_f64; rows.len()];
    let stride = stride(rows.len());
    for look in 0..ROUNDS * rows.len() {
        // Not in their order: neighbours are of one class, and would pull to and fro.
        let at = look * stride % rows.len();
        let (row, is_inside) = rows[at];
        let (sign, give) = if is_inside { (1.0, give_inside) } else { (-1.0, give_outside) };
        let slope = sign * f64::from(plane.sum(row)) - 1.0 + give * pulls[at];
        let pull = (pulls[at] - slope / (squares[at] + give)).max(0.0);
        let moved = sign * (pull - pulls[at]);
        pulls[at] = pull;
        if moved != 0.0 {
            #[expect(clippy::cast_possible_truncation, reason = "weights are single")]
            let moved = moved as f32;
            plane.bias += moved;
            for (place, x) in row {
                plane.weights[*place] += moved * x;
            }
        }
    }
    plane
}

fn square(row: &Sparse) -> f64 {
    row.iter().map(|(_, x)| f64::from(*x).powi(2)).sum()
}

/// A step that meets each of `count` places once before any twice.
fn stride(count: usize) -> usize {
    const LARGE_PRIMES: [usize; 2] = [7_919, 104_729];
    LARGE_PRIMES.into_iter().find(|prime| !count.is_multiple_of(*prime)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::{Sparse, fit, stride};

    #[test]
    fn what_a_plane_can_part_is_parted_and_the_same_each_time() {
        let rows: Vec<Vec<(usize, f32)>> =
            (0..60).map(|row| vec![(row % 7, 1.0), (7 + row % 2, 1.0)]).collect();
        let rows: Vec<(&Sparse, bool)> =
            (0..60).zip(&rows).map(|(row, numbers)| (numbers.as_slice(), row % 2 == 1)).collect();
        let plane = fit(&rows, 9);
        assert!(rows.iter().all(|(row, inside)| (plane.sum(row) > 0.0) == *inside));
        assert_eq!(fit(&rows, 9).weights, plane.weights);
    }

    #[test]
    fn one_class_alone_has_no_plane_and_every_row_is_met() {
        let row: &Sparse = &[(0, 1.0)];
        assert!(fit(&[(row, true)], 1).sum(row).abs() < f32::EPSILON);
        assert_eq!([stride(10), stride(7_919), stride(15_838)], [7_919, 104_729, 104_729]);
    }
}
