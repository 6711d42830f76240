//! Tables of a page: lines of cells that stand below each other.

use crate::grid::{Grid, Naming};

use super::columns::Line;

/// Rows that make a table; two lines with gaps may be chance.
const ROWS_MIN: usize = 3;

/// Rows of three or more cells that make one.
const WIDE_ROWS_MIN: usize = 2;

/// A line this many sizes below the row is no more of its cells.
const WRAPPED: f64 = 1.6;

/// A table and how many lines it takes.
pub(super) struct Found {
    pub(super) grid: Grid,
    pub(super) lines: usize,
}

/// Where a column of a table begins and ends.
type Span = (f64, f64);

/// The table that begins with the first of these lines.
pub(super) fn begins(lines: &[Line]) -> Option<Found> {
    let taken = run(lines);
    let rows = lines[..taken].iter().filter(|line| line.cells.len() > 1).count();
    let widest = lines[..taken].iter().map(|line| line.cells.len()).max().unwrap_or(0);
    if rows < if widest > 2 { WIDE_ROWS_MIN } else { ROWS_MIN } {
        return None;
    }
    let spans = spans(&lines[..taken]);
    let in_columns = lines[..taken].iter().filter(|line| {
        let mut columns: Vec<usize> = line.cells.iter().map(|it| column(&spans, it.left)).collect();
        columns.dedup();
        columns.len() > 1
    });
    if spans.len() < 2 || in_columns.count() < rows {
        return None;
    }
    let mut grid = Grid::new(Naming::Careful);
    let mut open: Vec<String> = Vec::new();
    for line in &lines[..taken] {
        if line.cells.len() > 1 && !open.is_empty() {
            grid.row(std::mem::take(&mut open));
        }
        open.resize(spans.len(), String::new());
        for cell in &line.cells {
            let text = &mut open[column(&spans, cell.left)];
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&cell.text);
        }
    }
    grid.row(open);
    if lines[0].bold && lines[1..taken].iter().any(|line| !line.bold) {
        grid.mark();
    }
    Some(Found { grid, lines: taken })
}

/// Lines of cells, and lines below them that go on inside a column that is not the first.
fn run(lines: &[Line]) -> usize {
    let mut taken: usize = 0;
    let mut second: Option<f64> = None;
    for line in lines {
        if line.column != lines[0].column {
            break;
        }
        if line.cells.len() > 1 {
            second = Some(line.cells[1].left - line.size * 0.5);
        } else {
            let above = &lines[taken.saturating_sub(1)];
            let goes_on = second.is_some_and(|second| line.left >= second)
                && line.base - above.base <= line.size * WRAPPED;
            if !goes_on {
                break;
            }
        }
        taken += 1;
    }
    taken
}

/// The columns: what cells of different rows share.
fn spans(lines: &[Line]) -> Vec<Span> {
    let cells = lines.iter().flat_map(|line| &line.cells);
    let mut all: Vec<Span> = cells.map(|cell| (cell.left, cell.right)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut spans: Vec<Span> = Vec::new();
    for (left, right) in all {
        match spans.last_mut() {
            Some(last) if left <= last.1 => last.1 = last.1.max(right),
            _ => spans.push((left, right)),
        }
    }
    spans
}

fn column(spans: &[Span], left: f64) -> usize {
    spans.iter().rposition(|span| span.0 <= left + 0.01).unwrap_or(0)
}
