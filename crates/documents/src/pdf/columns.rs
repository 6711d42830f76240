//! Pieces to lines in reading order: first what stands above, then column by column.

use super::glyphs::{Piece, is_leftward};

/// A gutter is at least this many sizes wide.
const GUTTER: f64 = 0.8;

/// Lines that a column has at least; fewer are a table or two addresses side by side.
const COLUMN_LINES_MIN: usize = 4;

/// Lines that are left of a column above or below what crosses it.
const REST_LINES_MIN: usize = 2;

/// Characters of a column's line on average; the cells of a table are shorter.
const COLUMN_CHARS_MIN: usize = 18;

/// Columns inside of columns: no page has more than eight.
const DEPTH_MAX: usize = 3;

/// Places that are tried for a gutter.
const TRIES: u32 = 120;

/// A line of text, or of cells.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) cells: Vec<Piece>,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) base: f64,
    pub(super) size: f64,
    pub(super) bold: bool,
    /// Lines of one column have the same number, and those of different columns different ones.
    pub(super) column: usize,
}

impl Line {
    fn new(mut cells: Vec<Piece>, column: usize) -> Self {
        cells.sort_by(|a, b| a.left.total_cmp(&b.left));
        let leftward = cells.iter().filter(|cell| is_leftward(&cell.text)).count();
        let left = cells.iter().map(|cell| cell.left).fold(f64::INFINITY, f64::min);
        let right = cells.iter().map(|cell| cell.right).fold(f64::NEG_INFINITY, f64::max);
        if leftward * 2 > cells.len() {
            cells.reverse();
        }
        let longest = cells.iter().max_by_key(|cell| cell.text.len());
        let (base, size) = longest.map_or((0.0, 1.0), |cell| (cell.base, cell.size));
        let bold = cells.iter().all(|cell| cell.bold);
        Self { cells, left, right, base, size, bold, column }
    }

    /// All of its words.
    pub(super) fn text(&self) -> String {
        let words: Vec<&str> = self.cells.iter().map(|cell| cell.text.as_str()).collect();
        words.join(" ")
    }
}

/// The lines of a page. What runs in another direction comes last.
pub(super) fn lines(pieces: Vec<Piece>) -> Vec<Line> {
    let mut directions: [Vec<Piece>; 4] = Default::default();
    for piece in pieces {
        directions[usize::from(piece.turns % 4)].push(piece);
    }
    let letters = |of: &Vec<Piece>| of.iter().map(|piece| piece.text.len()).sum::<usize>();
    directions.sort_by_key(|of| std::cmp::Reverse(letters(of)));
    let mut reader = Reader { lines: Vec::new(), column: 0 };
    for direction in directions {
        reader.region(direction, 0);
    }
    reader.lines
}

struct Reader {
    lines: Vec<Line>,
    column: usize,
}

/// A place without text between two columns.
struct Gutter {
    at: f64,
    half: f64,
}

impl Gutter {
    fn is_crossed_by(&self, piece: &Piece) -> bool {
        piece.left < self.at + self.half && piece.right > self.at - self.half
    }

    fn is_left(&self, piece: &Piece) -> bool {
        piece.right <= self.at
    }
}

impl Reader {
    /// Reads what stands together: in columns where there are some, else line by line.
    fn region(&mut self, mut pieces: Vec<Piece>, depth: usize) {
        pieces.sort_by(|a, b| a.base.total_cmp(&b.base));
        let gutter = if depth < DEPTH_MAX { gutter(&pieces) } else { None };
        let Some(gutter) = gutter else { return self.one_column(pieces) };
        // What crosses the gutter, a title or a wide picture's caption, parts the page into bands.
        let mut wide: Vec<Piece> = Vec::new();
        for band in bands(pieces, &gutter) {
            if !sides(&band, &gutter).is_some_and(|sides| sides.are_columns(REST_LINES_MIN)) {
                wide.extend(band);
                continue;
            }
            self.region(std::mem::take(&mut wide), depth + 1);
            let (left, right): (Vec<_>, Vec<_>) =
                band.into_iter().partition(|piece| gutter.is_left(piece));
            self.region(left, depth + 1);
            self.region(right, depth + 1);
        }
        self.region(wide, depth + 1);
    }

    fn one_column(&mut self, pieces: Vec<Piece>) {
        self.column += 1;
        for cells in rows(pieces) {
            self.lines.push(Line::new(cells, self.column));
        }
    }
}

/// Pieces in order of their bases, parted where rows begin or cease to cross a gutter.
fn bands(pieces: Vec<Piece>, gutter: &Gutter) -> Vec<Vec<Piece>> {
    let mut bands: Vec<(bool, Vec<Piece>)> = Vec::new();
    for cells in rows(pieces) {
        let crosses = cells.iter().any(|piece| gutter.is_crossed_by(piece));
        match bands.last_mut() {
            Some((other, band)) if *other == crosses => band.extend(cells),
            _ => bands.push((crosses, cells)),
        }
    }
    bands.into_iter().map(|(_, band)| band).collect()
}

/// What stands on each side of a gutter: lines and characters.
#[derive(Default)]
struct Sides([(usize, usize); 2]);

impl Sides {
    fn are_columns(&self, lines_min: usize) -> bool {
        self.0.iter().all(|(lines, chars)| {
            *lines >= lines_min && chars / (*lines).max(1) >= COLUMN_CHARS_MIN
        })
    }

    fn lines(&self) -> usize {
        self.0[0].0 + self.0[1].0
    }

    fn count(&mut self, piece: &Piece, gutter: &Gutter) {
        let (lines, chars) = &mut self.0[usize::from(!gutter.is_left(piece))];
        *lines += 1;
        *chars += piece.text.chars().count();
    }
}

/// The sides of a band; none where it crosses the gutter.
fn sides(band: &[Piece], gutter: &Gutter) -> Option<Sides> {
    let mut sides = Sides::default();
    for piece in band {
        if gutter.is_crossed_by(piece) {
            return None;
        }
        sides.count(piece, gutter);
    }
    Some(sides)
}

/// Pieces in order of their bases to rows of those that stand on one line.
fn rows(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        // The letters of a row are compared with its first ones, so that rows do not run together.
        let fits = rows.last().and_then(|row| row.first()).is_some_and(|first| {
            (piece.base - first.base).abs() <= first.size.min(piece.size) * 0.4
        });
        match rows.last_mut() {
            Some(row) if fits => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    rows
}

/// The gutter that most lines stand beside on both sides, where both sides are columns of text.
fn gutter(pieces: &[Piece]) -> Option<Gutter> {
    if pieces.len() < COLUMN_LINES_MIN * 2 {
        return None;
    }
    let left = pieces.iter().map(|piece| piece.left).fold(f64::INFINITY, f64::min);
    let right = pieces.iter().map(|piece| piece.right).fold(f64::NEG_INFINITY, f64::max);
    let mut sizes: Vec<f64> = pieces.iter().map(|piece| piece.size).collect();
    sizes.sort_by(f64::total_cmp);
    let half = sizes[sizes.len() / 2] * GUTTER / 2.0;
    let mut best: Option<(usize, f64, f64)> = None;
    for step in 1..TRIES {
        let at = left + (right - left) * f64::from(step) / f64::from(TRIES);
        let gutter = Gutter { at, half };
        let Some(count) = columns_beside(pieces, &gutter) else { continue };
        match &mut best {
            Some((most, _, last)) if count == *most => *last = at,
            Some((most, ..)) if count < *most => {}
            _ => best = Some((count, at, at)),
        }
    }
    best.map(|(_, first, last)| Gutter { at: f64::midpoint(first, last), half })
}

/// Lines beside a gutter, counted where both sides are columns of text between two lines that
/// cross it.
fn columns_beside(pieces: &[Piece], gutter: &Gutter) -> Option<usize> {
    let (mut beside, mut band) = (0, Sides::default());
    for piece in pieces {
        if gutter.is_crossed_by(piece) {
            let done = std::mem::take(&mut band);
            beside += if done.are_columns(COLUMN_LINES_MIN) { done.lines() } else { 0 };
        } else {
            band.count(piece, gutter);
        }
    }
    beside += if band.are_columns(COLUMN_LINES_MIN) { band.lines() } else { 0 };
    (beside > 0).then_some(beside)
}
