//! What is told of one item: a row that reads alone, and descriptions below.

use documents::{Block, Content, Record};

use super::Roles;

/// A longer value is a description, which stands below the row of the short ones.
pub(super) const CELL_CHARS_MAX: usize = 120;

/// Sizes, colours and the like of one item that are told.
const PARTS_MAX: usize = 50;

/// A row of what is short, a row for each part, and descriptions below. Each row says what it is
/// about, and addresses are for programs.
pub(super) fn blocks(record: &Record, title: &str, roles: &Roles) -> Vec<Block> {
    let about = (label(&roles.title), title.to_owned());
    let is_told = |name: &str| !roles.left_out.iter().any(|it| it == name);
    let fields = record.fields.iter().filter(|(name, _)| *name != roles.title && is_told(name));
    let (mut cells, texts): (Vec<_>, Vec<_>) =
        told(fields).into_iter().partition(|(_, value)| is_cell(value));
    let mut blocks = Vec::new();
    let mut add = |prefix: &str, cells: Vec<(&str, String)>| {
        let named = cells.into_iter().map(|(name, it)| (label(&format!("{prefix} {name}")), it));
        let mut named = named.peekable();
        if named.peek().is_some() {
            let (header, row) = std::iter::once(about.clone()).chain(named).unzip();
            blocks.push(Content::Table { header, rows: vec![row] }.into());
        }
    };
    let parts = record.parts.iter().take(PARTS_MAX).map(|(name, fields)| {
        let fields = fields.iter().filter(|(inner, _)| is_told(&of_part(name, inner)));
        let cells = told(fields).into_iter().filter(|(_, value)| is_cell(value));
        (name.as_str(), cells.collect::<Vec<_>>())
    });
    // Of a part that there is one of, the item itself is spoken of.
    let is_single = |name: &str| record.parts.iter().filter(|(it, _)| it == name).count() == 1;
    let (single, several): (Vec<_>, Vec<_>) = parts.partition(|(name, _)| is_single(name));
    for (_, inner) in single {
        let new = inner.into_iter().filter(|(name, _)| !["title", "name"].contains(name));
        cells.extend(new);
    }
    add("", cells);
    for (name, cells) in several {
        add(name, cells);
    }
    blocks.extend(texts.into_iter().map(|(_, text)| Content::Paragraph(text).into()));
    blocks
}

/// What people read of some fields: addresses are for programs.
fn told<'all>(fields: impl Iterator<Item = &'all (String, String)>) -> Vec<(&'all str, String)> {
    let without_addresses = |line: &str| {
        let words = line.split(' ').filter(|word| !word.contains("://"));
        words.collect::<Vec<_>>().join(" ")
    };
    let told = fields.map(|(name, value)| {
        let lines: Vec<String> = value.lines().map(without_addresses).collect();
        (name.as_str(), lines.join("\n").trim().to_owned())
    });
    told.filter(|(_, value)| !value.is_empty()).collect()
}

/// Whether a value stands in a row: a sentence reads alone.
fn is_cell(value: &str) -> bool {
    const NAME_WORDS_MAX: usize = 5;
    let is_sentence =
        value.ends_with(['.', '!', '?', '。']) && value.split_whitespace().count() > NAME_WORDS_MAX;
    value.chars().count() <= CELL_CHARS_MAX && !value.contains('\n') && !is_sentence
}

/// What a field of a part is called among those of the record.
pub(super) fn of_part(part: &str, name: &str) -> String {
    format!("{part} {name}").trim().to_owned()
}

/// A name as people write it: `salePrice` and `sale_price` are "sale price".
pub(super) fn plain(name: &str) -> String {
    let mut words = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            words.push(' ');
        }
        words.extend(if matches!(letter, '_' | '-' | '.' | '/' | ':') {
            ' '.to_lowercase()
        } else {
            letter.to_lowercase()
        });
        before = letter;
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name as the head of a column.
fn label(name: &str) -> String {
    let plain = plain(name);
    let mut letters = plain.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
