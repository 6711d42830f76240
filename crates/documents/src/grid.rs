//! Rows and columns as people lay them out: which row names the columns, and what is no table.

use crate::document::Content;
use crate::outline::Outline;

/// Longest name of a column; longer cells are content.
const NAME_CHARS_MAX: usize = 60;

/// When the first row is taken for the columns' names.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Naming {
    /// Sheets and CSV nearly always have them.
    Likely,
    /// A table in a text may as well be a list of pairs.
    Careful,
    /// The format says that they are.
    Marked,
}

/// A table being read, row by row.
pub(crate) struct Grid {
    naming: Naming,
    /// The columns' names of the table before, which may go on after a gap.
    before: Vec<String>,
    /// Cells, and whether they stand under their columns' names.
    rows: Vec<(Vec<String>, bool)>,
    /// Columns of the first row that has several.
    width: usize,
}

impl Grid {
    pub(crate) fn new(naming: Naming) -> Self {
        Self { naming, before: Vec::new(), rows: Vec::new(), width: 0 }
    }

    /// A table that may go on from one with these names.
    pub(crate) fn after(naming: Naming, before: Vec<String>) -> Self {
        Self { naming, before, rows: Vec::new(), width: 0 }
    }

    /// The format says that the first row names the columns.
    pub(crate) fn mark(&mut self) {
        self.naming = Naming::Marked;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The cells of the last row.
    pub(crate) fn last(&self) -> Option<&[String]> {
        self.rows.last().map(|(cells, _)| cells.as_slice())
    }

    /// Columns of the first row that has several.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Adds a row, if it says something.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.add(cells, true);
    }

    /// Adds a row whose cells do not stand under their columns' names.
    pub(crate) fn unnamed_row(&mut self, cells: Vec<String>) {
        self.add(cells, false);
    }

    fn add(&mut self, mut cells: Vec<String>, named: bool) {
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if !cells.is_empty() {
            if self.width == 0 && cells.len() > 1 {
                self.width = cells.len();
            }
            self.rows.push((cells, named));
        }
    }

    /// Writes the table down, and tells its columns' names. One column is text, and so is a line
    /// alone above the others.
    pub(crate) fn finish(self, outline: &mut Outline) -> Vec<String> {
        let several = |cells: &[String]| cells.iter().filter(|it| !it.is_empty()).count() > 1;
        let begin = self.rows.iter().position(|(cells, _)| several(cells));
        let begin = begin.unwrap_or(self.rows.len());
        let mut rows = self.rows.into_iter();
        for (cells, _) in rows.by_ref().take(begin) {
            outline.paragraph(cells.into_iter().find(|it| !it.is_empty()).unwrap_or_default());
        }
        let mut rows: Vec<(Vec<String>, bool)> = rows.collect();
        let widest = rows.iter().map(|(cells, _)| cells.len()).max().unwrap_or(0);
        let header = if are_names(&rows, self.naming) {
            rows.remove(0).0
        } else if widest <= self.before.len() {
            self.before
        } else {
            Vec::new()
        };
        let mut named = true;
        let mut open = Vec::new();
        for (cells, is_named) in rows {
            if is_named != named && !open.is_empty() {
                push(outline, named.then_some(&header), std::mem::take(&mut open));
            }
            named = is_named;
            open.push(cells);
        }
        push(outline, named.then_some(&header), open);
        header
    }
}

fn push(outline: &mut Outline, header: Option<&Vec<String>>, rows: Vec<Vec<String>>) {
    outline.push(Content::Table { header: header.cloned().unwrap_or_default(), rows });
}

/// Whether the first row names the columns of the others.
fn are_names(rows: &[(Vec<String>, bool)], naming: Naming) -> bool {
    let Some(((first, _), rest)) = rows.split_first() else { return false };
    if rest.is_empty() {
        return false;
    }
    if naming == Naming::Marked {
        return true;
    }
    let said: Vec<&String> = first.iter().filter(|cell| !cell.is_empty()).collect();
    let distinct = said.iter().enumerate().all(|(at, cell)| !said[..at].contains(cell));
    let short = said.iter().all(|cell| cell.chars().count() <= NAME_CHARS_MAX);
    let width = rest.iter().map(|(cells, _)| cells.len()).max().unwrap_or(0).max(first.len());
    let full = said.len() >= 2 && said.len() * 2 >= width.min(first.len() * 2);
    if !distinct || !short || !full || said.iter().any(|cell| is_value(cell)) {
        return false;
    }
    // "Opening hours | 9 to 5" over "Address | Main street" is a list of pairs.
    naming == Naming::Likely || (width > 2 && rest.len() > 1) || has_values(rest, 1)
}

/// Whether most cells of a column are figures.
fn has_values(rows: &[(Vec<String>, bool)], column: usize) -> bool {
    let cells = rows.iter().filter_map(|(cells, _)| cells.get(column));
    let (mut values, mut all) = (0, 0);
    for cell in cells.filter(|cell| !cell.is_empty()) {
        all += 1;
        values += usize::from(is_value(cell));
    }
    all > 1 && values * 2 > all
}

/// A number, a price, a date: what stands in a table and not above it.
fn is_value(cell: &str) -> bool {
    let mut chars = cell.chars().filter(|c| !c.is_whitespace());
    let first = chars.find(|c| !matches!(c, '+' | '-' | '−' | '€' | '$' | '£' | '¥' | '~' | '('));
    first.is_none_or(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::{Grid, Naming};
    use crate::outline::Outline;
    use crate::shown::shown;

    fn of(naming: Naming, rows: &[&str]) -> String {
        let mut grid = Grid::new(naming);
        for row in rows {
            grid.row(row.split('|').map(|cell| cell.trim().to_owned()).collect());
        }
        let mut outline = Outline::new(None);
        grid.finish(&mut outline);
        shown(&outline.finish("T")).replace("T > \n", "")
    }

    #[test]
    fn names_are_told_from_pairs_and_figures() {
        let sizes = of(Naming::Careful, &["Size | Chest", "S | 90 cm", "M | 96 cm"]);
        assert_eq!(sizes, "Size: S; Chest: 90 cm\nSize: M; Chest: 96 cm");
        let pairs = of(Naming::Careful, &["Hours | nine to five", "Address | Main street"]);
        assert_eq!(pairs, "Hours; nine to five\nAddress; Main street");
        assert_eq!(of(Naming::Likely, &["Rule | Days", "Returns | thirty"]), {
            "Rule: Returns; Days: thirty"
        });
        assert_eq!(of(Naming::Likely, &["1 | a", "2 | b"]), "1; a\n2; b");
    }

    #[test]
    fn lines_above_and_single_columns_are_text() {
        let titled = of(Naming::Likely, &["Prices of May", "Size | Price", "S | 4"]);
        assert_eq!(titled, "Prices of May\nSize: S; Price: 4");
        assert_eq!(of(Naming::Careful, &["One.", "Two."]), "One.\n\nTwo.");
    }
}
