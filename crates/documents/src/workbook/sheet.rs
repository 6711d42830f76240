//! One sheet: cells to rows, rows to tables between empty rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::grid::{Grid, Naming};
use crate::limits::Meter;
use crate::outline::Outline;
use crate::unreadable::Unreadable;
use crate::words::collapse;
use crate::xml::{Node, Nodes, Tag};

use super::EXPECTED;
use super::format::Formats;

/// Excel's last column.
const COLUMNS_MAX: usize = 16_384;

/// What a sheet's cells refer to.
pub(super) struct Sheet<'a> {
    pub(super) strings: &'a [String],
    pub(super) formats: &'a Formats,
    pub(super) from_1904: bool,
}

/// A cell being read.
#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    style: usize,
    value: String,
}

/// What is known of a sheet while it is read.
#[derive(Default)]
struct Cells {
    rows: BTreeMap<usize, BTreeMap<usize, String>>,
    hidden_columns: BTreeSet<usize>,
    /// Ranges of columns come in order, so that each column is looked at once.
    hidden_through: usize,
    /// Cells that cover others below them: column, first row, last row.
    tall: Vec<(usize, usize, usize)>,
    row: usize,
    row_hidden: bool,
    column: usize,
}

impl Sheet<'_> {
    pub(super) fn read(
        &self,
        xml: &str,
        outline: &mut Outline,
        meter: &mut Meter,
    ) -> Result<(), Unreadable> {
        let limits = meter.limits.clone();
        let mut nodes = Nodes::new(xml, &limits, EXPECTED);
        let mut cells = Cells::default();
        let mut open: Option<Cell> = None;
        while let Some(node) = nodes.next()? {
            match node {
                Node::Open(tag) => match (tag.name().as_str(), &mut open) {
                    ("rPh" | "f" | "extLst", _) => nodes.skip()?,
                    ("v" | "t", Some(cell)) => cell.value.push_str(&nodes.inner_text()?),
                    ("c", _) => open = Some(cells.cell(&tag)),
                    (name, _) => cells.open(name, &tag),
                },
                Node::Close(name) if name == "c" => {
                    let Some(cell) = open.take() else { continue };
                    let text = self.text(&cell);
                    meter.text(&text)?;
                    cells.put(cell.column, text);
                }
                Node::Close(name) if name == "row" => {
                    let row = cells.rows.get(&cells.row);
                    meter.row(row.map_or(0, BTreeMap::len))?;
                }
                _ => {}
            }
        }
        cells.fill_tall(meter)?;
        cells.write(outline, meter)
    }

    /// What the cell shows.
    fn text(&self, cell: &Cell) -> String {
        let value = cell.value.trim();
        match cell.kind.as_str() {
            "s" => {
                let string = value.parse::<usize>().ok().and_then(|at| self.strings.get(at));
                string.map(|text| collapse(text)).unwrap_or_default()
            }
            "b" => if value == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            // "#REF!" tells nobody anything.
            "e" => String::new(),
            "inlineStr" | "str" | "d" => collapse(value),
            _ => match value.parse::<f64>() {
                Ok(number) => self.formats.show(number, cell.style, self.from_1904),
                Err(_) => collapse(value),
            },
        }
    }
}

impl Cells {
    fn open(&mut self, name: &str, tag: &Tag<'_>) {
        let is_hidden = || tag.attr("hidden").is_some_and(|it| it == "1" || it == "true");
        match name {
            "row" => {
                self.row = tag.number("r").unwrap_or(self.row + 1);
                (self.row_hidden, self.column) = (is_hidden(), 0);
                if self.row_hidden {
                    // A hidden row is no gap between two tables.
                    self.rows.entry(self.row).or_default();
                }
            }
            "col" if is_hidden() => {
                let (min, max) = (tag.number("min"), tag.number("max"));
                let from: usize = min.unwrap_or(1).max(self.hidden_through + 1);
                let to = max.unwrap_or(0).min(COLUMNS_MAX);
                self.hidden_columns.extend(from..to.saturating_add(1));
                self.hidden_through = self.hidden_through.max(to);
            }
            "mergeCell" => {
                let range = tag.attr("ref").unwrap_or_default();
                let Some((from, to)) = range.split_once(':') else { return };
                if let (Some((column, top)), Some((last, bottom))) = (place(from), place(to))
                    && column == last
                    && bottom > top
                {
                    self.tall.push((column, top, bottom));
                }
            }
            _ => {}
        }
    }

    fn cell(&mut self, tag: &Tag<'_>) -> Cell {
        let said = tag.attr("r").and_then(|place_name| place(&place_name));
        let column = said.map_or(self.column, |(column, _)| column);
        self.column = column + 1;
        let kind = tag.attr("t").unwrap_or_default();
        Cell { column, kind, style: tag.number("s").unwrap_or(0), value: String::new() }
    }

    fn put(&mut self, column: usize, text: String) {
        let hidden = self.row_hidden || self.hidden_columns.contains(&(column + 1));
        if !hidden && !text.is_empty() && column < COLUMNS_MAX {
            self.rows.entry(self.row).or_default().insert(column, text);
        }
    }

    /// A cell over several rows is said in each, as people read it.
    fn fill_tall(&mut self, meter: &mut Meter) -> Result<(), Unreadable> {
        for (column, top, bottom) in std::mem::take(&mut self.tall) {
            let said = self.rows.get(&top).and_then(|row| row.get(&column)).cloned();
            let Some(text) = said else { continue };
            for (_, row) in self.rows.range_mut(top..=bottom) {
                meter.cells(1)?;
                meter.text(&text)?;
                row.entry(column).or_insert_with(|| text.clone());
            }
        }
        Ok(())
    }

    /// Writes the tables down, leaving out the columns that none of their rows uses.
    fn write(self, outline: &mut Outline, meter: &mut Meter) -> Result<(), Unreadable> {
        let used: BTreeSet<usize> =
            self.rows.values().flat_map(|row| row.keys().copied()).collect();
        // The cells that were read are counted already; here come those between them.
        let read: usize = self.rows.values().map(BTreeMap::len).sum();
        meter.cells(used.len().saturating_mul(self.rows.len()).saturating_sub(read))?;
        let mut grid = Grid::new(Naming::Likely);
        let mut next = None;
        for (number, mut row) in self.rows {
            if next.is_some_and(|next| number > next) {
                let names = grid.finish(outline);
                grid = Grid::after(Naming::Likely, names);
            }
            next = Some(number + 1);
            let cells = used.iter().map(|column| row.remove(column).unwrap_or_default());
            grid.row(cells.collect());
        }
        grid.finish(outline);
        Ok(())
    }
}

/// "BC12" as column and row; the column from 0.
fn place(name: &str) -> Option<(usize, usize)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at(letters);
    let mut column = 0_usize;
    for letter in letters.bytes() {
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        if column > COLUMNS_MAX {
            return None;
        }
    }
    Some((column.checked_sub(1)?, digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn places_are_read() {
        assert_eq!(place("A1"), Some((0, 1)));
        assert_eq!(place("BC12"), Some((54, 12)));
        assert_eq!(place("XFD1048576"), Some((16_383, 1_048_576)));
        assert_eq!(place("ZZZZZZZZZZ1"), None);
        assert_eq!(place("12"), None);
    }
}
