//! How much of a file is read. What goes beyond is refused, not cut: half a price list is wrong.

use crate::unreadable::Unreadable;

/// The bounds of one reading. The defaults are generous for what people write and far below what
/// the memory of a small server holds.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes that all parts of an archive may unpack to. A workbook of a million cells has 60 MB.
    pub unpacked_bytes_max: usize,
    /// Entries of an archive. A book with a picture on each page has some thousands.
    pub entries_max: usize,
    /// Elements inside elements. Browsers stop at this depth too; parsing takes the square of it.
    pub nesting_max: usize,
    /// Rows of all tables together: a large price list, several times.
    pub rows_max: usize,
    /// Cells of all tables together, and of one row, since a row is read as a whole.
    pub cells_max: usize,
    /// Pages of a PDF, slides, sheets. The longest manuals have 3,000.
    pub pages_max: usize,
    /// Characters of the text that is kept: more than a library's longest book, ten times.
    pub chars_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            unpacked_bytes_max: 128 * 1024 * 1024,
            entries_max: 20_000,
            nesting_max: 512,
            rows_max: 200_000,
            cells_max: 2_000_000,
            pages_max: 5_000,
            chars_max: 30_000_000,
        }
    }
}

/// Counts what tables come to while they are read, since a small file can repeat one row or text
/// without end.
pub(crate) struct Meter {
    pub(crate) limits: Limits,
    rows: usize,
    cells: usize,
    chars: usize,
}

impl Meter {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { limits: limits.clone(), rows: 0, cells: 0, chars: 0 }
    }

    /// Counts a row of this many cells.
    pub(crate) fn row(&mut self, cells: usize) -> Result<(), Unreadable> {
        self.rows += 1;
        if self.rows > self.limits.rows_max {
            return Err(Unreadable::TooLarge { max: self.limits.rows_max, of_what: "rows" });
        }
        self.cells(cells)
    }

    /// Counts cells that are kept.
    pub(crate) fn cells(&mut self, cells: usize) -> Result<(), Unreadable> {
        self.cells = self.cells.saturating_add(cells);
        if self.cells > self.limits.cells_max {
            return Err(Unreadable::TooLarge { max: self.limits.cells_max, of_what: "cells" });
        }
        Ok(())
    }

    /// Counts a text that is kept.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Unreadable> {
        self.chars += text.len();
        // Bytes are counted, and a character has up to four of them.
        if self.chars > self.limits.chars_max.saturating_mul(4) {
            return Err(Unreadable::TooLarge { max: self.limits.chars_max, of_what: "characters" });
        }
        Ok(())
    }
}
