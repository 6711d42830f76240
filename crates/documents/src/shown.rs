//! A document as text, for the tests to compare.

use std::fmt::Write as _;

use crate::document::{Content, Document};
use crate::table::row_text;

/// Titles, headings and blocks, each in a form of its own.
pub(crate) fn shown(document: &Document) -> String {
    let mut parts = Vec::new();
    for section in &document.sections {
        let mut text = String::new();
        for block in &section.blocks {
            let (break_before, said) = match &block.content {
                Content::Paragraph(said) => ("\n\n", said.clone()),
                Content::Preformatted(said) => ("\n\n", format!("```\n{said}\n```")),
                Content::Item { depth, number, text } => {
                    let mark = number.map_or("-".to_owned(), |number| format!("{number}."));
                    ("\n", format!("{}{mark} {text}", "  ".repeat(*depth)))
                }
                Content::Table { header, rows } => {
                    let rows: Vec<_> = rows.iter().map(|row| row_text(header, row)).collect();
                    ("\n", rows.join("\n"))
                }
            };
            if !text.is_empty() {
                text.push_str(break_before);
            }
            if let Some(page) = block.page {
                let _ = write!(text, "[{page}] ");
            }
            text.push_str(&said);
        }
        let path = section.heading_path.join(" > ");
        parts.push(format!("{} > {path}\n{text}", document.title));
    }
    parts.join("\n---\n")
}
