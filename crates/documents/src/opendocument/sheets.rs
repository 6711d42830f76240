//! Tables of OpenDocument: inside of a text, or as the sheets of a workbook.

use crate::grid::{Grid, Naming};
use crate::limits::Meter;
use crate::outline::Outline;
use crate::unreadable::Unreadable;
use crate::words::collapse;
use crate::xml::Tag;

use super::styles::Styles;

/// More columns than any program has; what claims to repeat more often is padding.
const COLUMNS_MAX: usize = 16_384;

/// The open tables, outermost first. An inner one has names of its own, so it is told after the one
/// around it.
pub(super) struct Tables {
    open: Vec<Table>,
    inner: Vec<Grid>,
    sheets: Option<u32>,
}

struct Table {
    grid: Grid,
    hidden: bool,
    row: Row,
    cell: String,
    /// How often the open cell is repeated.
    times: usize,
    in_cell: bool,
}

#[derive(Default)]
struct Row {
    cells: Vec<String>,
    /// Empty cells that count only when one with text follows.
    gap: usize,
    times: usize,
    hidden: bool,
}

impl Tables {
    pub(super) fn new(sheets: bool) -> Self {
        Self { open: Vec::new(), inner: Vec::new(), sheets: sheets.then_some(0) }
    }

    /// How many sheets there are, where they are sheets.
    pub(super) fn sheets(&self) -> u32 {
        self.sheets.unwrap_or(0)
    }

    pub(super) fn open(
        &mut self,
        name: &str,
        tag: &Tag<'_>,
        styles: &Styles,
        outline: &mut Outline,
    ) {
        if name == "table" {
            let style = tag.attr("style-name").unwrap_or_default();
            let hidden = styles.is_hidden(&style);
            if let (Some(sheets), true, false) = (&mut self.sheets, self.open.is_empty(), hidden) {
                *sheets += 1;
                outline.turn_to(*sheets);
                outline.section_heading(&tag.attr("name").unwrap_or_default());
            }
            let naming = if self.sheets.is_some() { Naming::Likely } else { Naming::Careful };
            self.open.push(Table {
                grid: Grid::new(naming),
                hidden,
                row: Row::default(),
                cell: String::new(),
                times: 1,
                in_cell: false,
            });
            return;
        }
        let Some(table) = self.open.last_mut() else { return };
        match name {
            "table-header-rows" => table.grid.mark(),
            "table-row" => {
                let hidden = tag.attr("visibility").is_some_and(|it| it != "visible");
                let times = tag.number("number-rows-repeated").unwrap_or(1);
                table.row = Row { times, hidden, ..Row::default() };
            }
            "table-cell" | "covered-table-cell" => {
                table.cell.clear();
                table.times = tag.number("number-columns-repeated").unwrap_or(1);
                table.in_cell = true;
            }
            _ => {}
        }
    }

    /// True when a text stands in a cell, which has it then.
    pub(super) fn take_in(&mut self, text: &str) -> bool {
        let Some(table) = self.open.last_mut() else { return false };
        if table.in_cell {
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
        let is_sheet = self.sheets.is_some() && self.open.len() == 1;
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        match name {
            "table-cell" | "covered-table-cell" => table.end_cell(meter)?,
            "table-row" => table.end_row(is_sheet, outline, meter)?,
            "table" => {
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
    fn end_cell(&mut self, meter: &mut Meter) -> Result<(), Unreadable> {
        let text = collapse(&std::mem::take(&mut self.cell));
        self.in_cell = false;
        let row = &mut self.row;
        if text.is_empty() {
            row.gap = row.gap.saturating_add(self.times);
            return Ok(());
        }
        meter.cells(row.gap.saturating_add(self.times).min(COLUMNS_MAX))?;
        if row.cells.len() + row.gap + self.times <= COLUMNS_MAX {
            row.cells.extend(std::iter::repeat_n(String::new(), row.gap));
            for _ in 0..self.times {
                meter.text(&text)?;
                row.cells.push(text.clone());
            }
        }
        row.gap = 0;
        Ok(())
    }

    fn end_row(
        &mut self,
        is_sheet: bool,
        outline: &mut Outline,
        meter: &mut Meter,
    ) -> Result<(), Unreadable> {
        let row = std::mem::take(&mut self.row);
        if row.hidden || self.hidden {
            return Ok(());
        }
        if row.cells.is_empty() {
            // Sheets have several tables, with an empty row between them.
            if is_sheet && !self.grid.is_empty() {
                let grid = std::mem::replace(&mut self.grid, Grid::new(Naming::Likely));
                self.grid = Grid::after(Naming::Likely, grid.finish(outline));
            }
            return Ok(());
        }
        for _ in 0..row.times {
            meter.row(row.cells.len())?;
            row.cells.iter().try_for_each(|cell| meter.text(cell))?;
            self.grid.row(row.cells.clone());
        }
        Ok(())
    }
}
