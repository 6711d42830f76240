//! Many rows in one statement.

/// Rows of one statement at most: far below the parameters that either database allows.
const BATCH_ROWS_MAX: usize = 128;

/// Parts rows into statements whose sizes are powers of two, so that few texts are prepared.
pub(crate) fn batches<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = BATCH_ROWS_MAX.min(1 << rows.len().checked_ilog2()?);
        let (batch, rest) = rows.split_at(size);
        rows = rest;
        Some(batch)
    })
}

#[cfg(test)]
mod tests {
    use super::batches;

    #[test]
    fn every_row_comes_once_in_few_sizes() {
        let rows: Vec<usize> = (0..203).collect();
        let sizes: Vec<usize> = batches(&rows).map(<[usize]>::len).collect();
        assert_eq!(sizes, [128, 64, 8, 2, 1]);
        assert!(batches(&rows).flatten().eq(&rows));
        assert_eq!(batches::<usize>(&[]).count(), 0);
    }
}
