//! Tables as text (CSV): the separator is found out, and the first row names the columns.

use csv::ReaderBuilder;

use crate::document::Document;
use crate::grid::{Grid, Naming};
use crate::limits::Meter;
use crate::outline::Outline;
use crate::records::Value;
use crate::unreadable::Unreadable;
use crate::words::collapse;

/// Separators in use, the likelier first where two part a text equally well.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Lines that are looked at to find the separator.
const SAMPLE_LINES: usize = 50;

/// Reads rows.
pub(crate) fn read(
    content: &str,
    separator: Option<u8>,
    fallback_title: &str,
    meter: &mut Meter,
) -> Result<Document, Unreadable> {
    let (separator, content) = separator_of(content, separator);
    let mut grid = Grid::new(Naming::Likely);
    for record in reader(content, separator).records() {
        // The only error of text is a row that is shorter or longer, and those are allowed.
        let Ok(record) = record else { continue };
        meter.row(record.len())?;
        let cells = regroup(record.iter().collect(), grid.width(), separator);
        if grid.width() > 0 && cells.len() > grid.width() {
            grid.unnamed_row(cells);
        } else {
            grid.row(cells);
        }
    }
    let mut outline = Outline::new(None);
    grid.finish(&mut outline);
    Ok(outline.finish(fallback_title))
}

/// Cells with the names of their columns.
type Row = Vec<(String, Value)>;

/// Rows under a header, as records, with the header's names; none where the first row does not name
/// several columns.
pub(crate) fn records(content: &str) -> Option<(Vec<String>, Vec<Row>)> {
    let (separator, content) = separator_of(content, None);
    let mut rows = reader(content, separator).into_records().flatten();
    let names: Vec<String> = rows.next()?.iter().map(collapse).collect();
    if names.len() < 2 || names.iter().any(String::is_empty) {
        return None;
    }
    let record = |row: csv::StringRecord| {
        let cells = regroup(row.iter().collect(), names.len(), separator);
        // Wrong names are worse than none: such a row is nothing that is known.
        let fits = cells.len() <= names.len();
        let pairs = names.iter().cloned().zip(cells.into_iter().map(Value::Text));
        pairs.filter(|_| fits).collect()
    };
    let records = rows.map(record).collect();
    Some((names, records))
}

/// What parts the cells, and what is left to read: Excel writes it into a first line of its own.
fn separator_of(content: &str, separator: Option<u8>) -> (u8, &str) {
    let (said, content) = match content.split_once('\n') {
        Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => {
            (first.as_bytes().get(4).copied(), rest)
        }
        _ => (None, content),
    };
    (said.or(separator).unwrap_or_else(|| find_separator(content)), content)
}

fn reader(content: &str, separator: u8) -> csv::Reader<&[u8]> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator);
    builder.from_reader(content.as_bytes())
}

/// The separator that parts the most lines into as many cells as the first one.
fn find_separator(content: &str) -> u8 {
    let end = content.match_indices('\n').nth(SAMPLE_LINES).map_or(content.len(), |(at, _)| at);
    let fits = |separator: &u8| {
        let rows = reader(&content[..end], *separator).into_records().flatten();
        let widths: Vec<usize> = rows.map(|row| row.len()).collect();
        let first = widths.first().copied().unwrap_or(0);
        if first < 2 {
            return (0, 0);
        }
        let as_wide = widths.iter().filter(|width| **width >= first).count();
        (as_wide * 100 / widths.len(), first)
    };
    let mut best = (SEPARATORS[0], (0, 0));
    for separator in SEPARATORS {
        let fit = fits(&separator);
        if fit > best.1 {
            best = (separator, fit);
        }
    }
    best.0
}

/// Puts a cell together again that was parted because it was not quoted: within a sentence a
/// separator is followed by a space. A row that stays too long is kept without names, since wrong
/// ones are worse than none.
fn regroup(cells: Vec<&str>, width: usize, separator: u8) -> Vec<String> {
    let tidy = |cells: Vec<&str>| cells.into_iter().map(collapse).collect::<Vec<_>>();
    if width == 0 || cells.len() <= width {
        return tidy(cells);
    }
    let mut grouped: Vec<String> = Vec::new();
    for cell in &cells {
        match grouped.last_mut() {
            Some(last) if cell.starts_with(' ') => {
                last.push(char::from(separator));
                last.push_str(cell);
            }
            _ => grouped.push((*cell).to_owned()),
        }
    }
    if grouped.len() == width {
        return grouped.iter().map(|cell| collapse(cell)).collect();
    }
    tidy(cells)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::limits::{Limits, Meter};
    use crate::shown::shown;

    fn of(content: &str) -> String {
        let read = read(content, None, "Prices", &mut Meter::new(&Limits::default()));
        shown(&read.expect("rows"))
    }

    #[test]
    fn every_row_keeps_its_columns_names() {
        let expected = "Prices > \nSize: 40; Price: 3,50\nSize: 42, wide; Price: 4";
        assert_eq!(of("Size;Price\n40;3,50\n\"42, wide\";4\n"), expected);
        assert_eq!(of("sep=;\nSize;Price\n40;3,50\n\"42, wide\";4\n"), expected);
        assert_eq!(of("Size\tPrice\r\n40\t3,50\r\n42, wide\t4\r\n"), expected);
    }

    #[test]
    fn a_separator_inside_a_sentence_does_not_shift_the_columns() {
        let rows = of("name;options;price\nShirt;red; blue; green;5\nHat;red;3\nA;b;c;d;9\n");
        let expected = "Prices > \nname: Shirt; options: red; blue; green; price: 5\n\
            name: Hat; options: red; price: 3\nA; b; c; d; 9";
        assert_eq!(rows, expected);
    }

    #[test]
    fn rows_without_names_stay_as_they_are() {
        assert_eq!(of("1,2\n3,4\n"), "Prices > \n1; 2\n3; 4");
        assert_eq!(of("\"a,\n b\",1\n\"c\",2"), "Prices > \na, b; 1\nc; 2");
    }
}
