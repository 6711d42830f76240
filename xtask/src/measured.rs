//! `docs/MEASURED.md`: the one writer of its sections, each between the marks that stand there for
//! it. What the tables mean is said on the page itself.

use std::fs;

use anyhow::{Context, Result};

use crate::program;

/// Replaces what stands between `<!-- section -->` and `<!-- end of section -->`.
pub(crate) fn write(section: &str, text: &str) -> Result<()> {
    let path = program::root().join("docs/MEASURED.md");
    let page = fs::read_to_string(&path).context("docs/MEASURED.md is missing")?;
    let page = replaced(&page, section, text)
        .with_context(|| format!("docs/MEASURED.md has no marks of {section}"))?;
    fs::write(path, page)?;
    eprintln!("{section}: written to docs/MEASURED.md");
    Ok(())
}

/// Today, as `2026-01-31`.
#[expect(clippy::disallowed_methods, reason = "the day of a measurement is that of the machine")]
pub(crate) fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

/// A table of cells that ` | ` parts. Where every row has a number, the column is set to the right.
pub(crate) fn table(header: &str, rows: &[String]) -> String {
    let is_number = |row: &String, column: usize| {
        let cell = row.split(" | ").nth(column).unwrap_or_default();
        cell.starts_with(|c: char| c.is_ascii_digit() || c == '-')
    };
    let columns = header.split(" | ").count();
    let sides = (0..columns)
        .map(|column| if rows.iter().all(|row| is_number(row, column)) { "--:" } else { "---" });
    let sides: Vec<&str> = sides.collect();
    let rows: Vec<String> = rows.iter().map(|row| format!("| {row} |\n")).collect();
    format!("| {header} |\n|{}|\n{}", sides.join("|"), rows.concat())
}

/// What is said of a goal.
pub(crate) fn met(is_met: bool) -> &'static str {
    if is_met { "(met)" } else { "(missed)" }
}

fn replaced(page: &str, section: &str, text: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- {section} -->"), format!("<!-- end of {section} -->"));
    let (before, rest) = page.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n\n{}\n\n{end}{after}", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::{replaced, table};

    #[test]
    fn only_its_own_section_changes() {
        let page = "# A\n<!-- x -->\nold\n<!-- end of x -->\nrest\n";
        let new = replaced(page, "x", "new\n").unwrap();
        assert_eq!(new, "# A\n<!-- x -->\n\nnew\n\n<!-- end of x -->\nrest\n");
        assert_eq!(replaced(page, "y", "new"), None);
        assert_eq!(replaced("<!-- x -->\nold", "x", "new"), None);
    }

    #[test]
    fn numbers_stand_on_the_right() {
        let rows = ["a | 1.5 | -".to_owned(), "b | 2.5 | ≤ 3".to_owned()];
        let wanted = "| name | n | goal |\n|---|--:|---|\n| a | 1.5 | - |\n| b | 2.5 | ≤ 3 |\n";
        assert_eq!(table("name | n | goal", &rows), wanted);
    }
}
