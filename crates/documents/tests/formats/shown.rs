//! A document as text, for the tests to compare.

use documents::{Content, Document, Limits, read, row_text};

/// Reads a file and shows what came of it, or why nothing did.
pub(crate) fn reading(name: &str, bytes: &[u8]) -> String {
    match read(name, bytes, &Limits::default()) {
        Ok(document) => shown(&document),
        Err(reason) => reason.to_string(),
    }
}

/// Headings as paths, pages in brackets, a line for each block.
pub(crate) fn shown(document: &Document) -> String {
    let mut lines = vec![format!("= {}", document.title)];
    for section in &document.sections {
        if !section.heading_path.is_empty() {
            lines.push(format!("# {}", section.heading_path.join(" > ")));
        }
        for block in &section.blocks {
            let page = block.page.map_or(String::new(), |page| format!("[{page}] "));
            match &block.content {
                Content::Paragraph(text) => lines.push(format!("{page}{text}")),
                Content::Preformatted(text) => lines.push(format!("{page}```{text}```")),
                Content::Item { depth, number, text } => {
                    let mark = number.map_or("-".to_owned(), |number| format!("{number}."));
                    lines.push(format!("{page}{}{mark} {text}", "  ".repeat(*depth)));
                }
                Content::Table { header, rows } => {
                    let rows = rows.iter().map(|row| format!("{page}| {}", row_text(header, row)));
                    lines.extend(rows);
                }
            }
        }
    }
    lines.join("\n")
}
