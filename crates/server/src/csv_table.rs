//! Tables for spreadsheets.

/// A header and rows. What a spreadsheet would take for a formula is text: names of models and
/// their troubles come from elsewhere.
pub(crate) fn text(header: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new();
    let mut table = writer.terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let cells = rows.into_iter().map(|row| row.into_iter().map(inert).collect::<Vec<_>>());
    let header = header.iter().map(ToString::to_string).collect();
    for row in std::iter::once(header).chain(cells) {
        table.write_record(&row).expect("memory takes a row");
    }
    let bytes = table.into_inner().expect("memory takes a row");
    String::from_utf8(bytes).expect("cells are text")
}

fn inert(text: String) -> String {
    let is_number = text.parse::<f64>().is_ok();
    let is_formula =
        text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']) && !is_number;
    if is_formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn cells_hold_whatever_stands_in_them() {
        let row = ["a,b", "=1+1", "-2.5"].map(str::to_owned).to_vec();
        let table = text(&["one", "two", "three"], vec![row]);
        assert_eq!(table, "one,two,three\r\n\"a,b\",'=1+1,-2.5\r\n");
    }
}
