//! A paragraph of Word being read, and the tables around it.

use crate::grid::{Grid, Naming};
use crate::limits::Meter;
use crate::outline::Outline;
use crate::unreadable::Unreadable;
use crate::words::collapse;
use crate::xml::Tag;

/// Columns that one cell may claim to span. Excel ends at as many.
const SPAN_MAX: usize = 256;

/// A paragraph being read.
#[derive(Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) style: Option<String>,
    /// Its own place among the headings, from 0.
    pub(super) level: Option<u8>,
    /// Its list and the level in it.
    pub(super) list: Option<(String, usize)>,
    /// The notes it refers to: kind and number.
    pub(super) notes: Vec<(String, String)>,
    in_run: bool,
    hidden: bool,
    bold: bool,
    bold_chars: usize,
    chars: usize,
}

impl Paragraph {
    pub(super) fn open(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "pStyle" => self.style = tag.attr("val"),
            "outlineLvl" => self.level = tag.number("val"),
            "numId" => {
                let level = self.list.take().map_or(0, |(_, level)| level);
                self.list = tag.attr("val").map(|list| (list, level));
            }
            "ilvl" => self.list = Some((String::new(), tag.number("val").unwrap_or(0))),
            "r" => (self.in_run, self.hidden, self.bold) = (true, false, false),
            "vanish" if self.in_run => self.hidden = tag.is_on(),
            "b" if self.in_run => self.bold = tag.is_on(),
            "tab" | "ptab" if self.in_run => self.text.push('\t'),
            "br" | "cr" if self.in_run => self.text.push('\n'),
            "noBreakHyphen" => self.text.push('-'),
            "footnoteReference" | "endnoteReference" => {
                let kind = name.trim_end_matches("Reference").to_owned();
                self.notes.extend(tag.attr("id").map(|id| (kind, id)));
            }
            _ => {}
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        if name == "r" {
            self.in_run = false;
        }
    }

    pub(super) fn say(&mut self, text: &str) {
        if self.hidden {
            return;
        }
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        self.chars += chars;
        self.bold_chars += if self.bold { chars } else { 0 };
        self.text.push_str(text);
    }

    /// True when all that it says is bold.
    pub(super) fn is_bold(&self) -> bool {
        self.chars > 0 && self.bold_chars == self.chars
    }
}

/// The open tables, outermost first. An inner one has names of its own, so it is told after the one
/// around it.
#[derive(Default)]
pub(super) struct Tables {
    open: Vec<Table>,
    inner: Vec<Grid>,
}

struct Table {
    grid: Grid,
    cells: Vec<String>,
    cell: String,
    span: usize,
    /// The cell goes on from the row above.
    goes_on: bool,
    names: bool,
    /// Whether each cell with text of the open row is bold.
    bold: bool,
}

impl Tables {
    /// True when the element belongs to a table.
    pub(super) fn open(&mut self, name: &str, tag: &Tag<'_>) -> bool {
        if name == "tbl" {
            self.open.push(Table {
                grid: Grid::new(Naming::Careful),
                cells: Vec::new(),
                cell: String::new(),
                span: 1,
                goes_on: false,
                names: false,
                bold: true,
            });
            return true;
        }
        let Some(table) = self.open.last_mut() else { return false };
        match name {
            "tr" => {
                table.cells.clear();
                (table.names, table.bold) = (false, true);
            }
            "tblHeader" => table.names = tag.is_on(),
            "tc" => {
                table.cell.clear();
                (table.span, table.goes_on) = (1, false);
            }
            "gridSpan" => table.span = tag.number("val").unwrap_or(1).clamp(1, SPAN_MAX),
            "vMerge" => table.goes_on = tag.attr("val").as_deref() != Some("restart"),
            _ => return false,
        }
        true
    }

    /// True when a paragraph stands in a cell, which has it then.
    pub(super) fn take_in(&mut self, text: &str, paragraph: &Paragraph) -> bool {
        let Some(table) = self.open.last_mut() else { return false };
        if !text.is_empty() {
            table.bold &= paragraph.is_bold();
            table.cell.push_str(text);
            table.cell.push('\n');
        }
        true
    }

    pub(super) fn close(
        &mut self,
        name: &str,
        outline: &mut Outline,
        meter: &mut Meter,
    ) -> Result<(), Unreadable> {
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        match name {
            "tc" => table.end_cell(),
            "tr" => {
                meter.row(table.cells.len())?;
                if table.grid.is_empty() && (table.names || table.bold) {
                    table.grid.mark();
                }
                table.grid.row(std::mem::take(&mut table.cells));
            }
            "tbl" => {
                let table = self.open.pop().expect("one is open");
                if !self.open.is_empty() {
                    self.inner.push(table.grid);
                    return Ok(());
                }
                table.grid.finish(outline);
                for inner in self.inner.drain(..) {
                    inner.finish(outline);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl Table {
    fn end_cell(&mut self) {
        let mut text = collapse(&std::mem::take(&mut self.cell));
        let column = self.cells.len();
        if self.goes_on && text.is_empty() {
            let above = self.grid.last().and_then(|cells| cells.get(column));
            text = above.cloned().unwrap_or_default();
        }
        // A name over several columns names each of them; a value is said once.
        let repeats = self.grid.is_empty();
        let again = if repeats { text.clone() } else { String::new() };
        self.cells.push(text);
        self.cells.extend(std::iter::repeat_n(again, self.span - 1));
    }
}
