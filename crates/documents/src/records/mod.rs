//! Lists that programs write for programs (CSV, JSON, XML) to records: products, lots, openings.
//!
//! Names and values stay as they are given; which of them names a record is not decided here.

mod json;
mod list;
mod xml;

use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use crate::document::{Block, Content};
use crate::limits::{Limits, Meter};
use crate::table::row_text;
use crate::unreadable::Unreadable;
use crate::{html, rows, text};

pub(crate) use list::Value;

/// Names and values, in the order of the file. A value inside another has both names, with a space
/// between them.
pub type Fields = Vec<(String, String)>;

/// One record of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// What is said of it once; values of the same name are joined.
    pub fields: Fields,
    /// What it has several of, such as its sizes: the name, and the fields of one.
    pub parts: Vec<(String, Fields)>,
}

/// The records of a list, and where they stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The records.
    pub records: Vec<Record>,
    /// The place of the list among others, to be given the next time.
    pub place: String,
    /// The names of a header, which is there without any record too.
    pub header: Vec<String>,
}

/// Why there are no records, and what to do, where a list was read before.
const ELSEWHERE: (&str, &str) = (
    "list that stands elsewhere in the file than before",
    "Choose again what tells its items apart, and it is looked for anew.",
);

/// The same where none was.
const NO_LIST: (&str, &str) = (
    "text for programs without a list of records",
    "Give a list with one record for each item: rows with a header (CSV), a list of objects \
     (JSON), or an element that repeats (XML).",
);

/// Deepest nesting of what is read.
const NESTING_MAX: usize = 64;

/// Longest name of a field that is kept.
const NAME_CHARS_MAX: usize = 100;

/// Reads a list: at the place where it was before, else the longest that is least deep. One that is
/// there and empty is no error: everything may be sold.
pub fn records(bytes: &[u8], place: Option<&str>, limits: &Limits) -> Result<Listing, Unreadable> {
    let unpacked = if bytes.starts_with(b"\x1f\x8b") { Some(unpack(bytes, limits)?) } else { None };
    let content = text::decode(unpacked.as_deref().unwrap_or(bytes))?;
    let limits = Limits { nesting_max: NESTING_MAX, ..limits.clone() };
    let start = content.trim_start();
    let in_tree = |root: &Value, is_xml| match place {
        Some(place) => Some((list::at(root, place, is_xml)?, place.to_owned())),
        None => list::find(root, is_xml),
    };
    let mut header = Vec::new();
    let found = match start.chars().next() {
        None => return Err(Unreadable::Empty),
        Some('<') if html::looks_like(start) => {
            return Err(Unreadable::Unsupported {
                kind: "web page",
                advice: "Give the address of the list itself (CSV, JSON or XML), or add it as a \
                         website.",
            });
        }
        Some('{' | '[') => in_tree(&json::read(start)?, false),
        Some('<') => in_tree(&xml::read(start, &limits)?, true),
        Some(_) => rows::records(&content).map(|(names, records)| {
            header = names;
            (records, String::new())
        }),
    };
    let (kind, advice) = if place.is_some() { ELSEWHERE } else { NO_LIST };
    let (found, place) = found.ok_or(Unreadable::Unsupported { kind, advice })?;
    Ok(Listing { records: metered(found, &limits)?, place, header })
}

fn metered(found: Vec<list::Fields>, limits: &Limits) -> Result<Vec<Record>, Unreadable> {
    let mut meter = Meter::new(limits);
    let mut records = Vec::with_capacity(found.len());
    for fields in found {
        let record = record(fields);
        let parts = record.parts.iter().map(|(_, fields)| fields.len());
        meter.row(record.fields.len() + parts.sum::<usize>())?;
        for (_, value) in record.fields.iter().chain(record.parts.iter().flat_map(|it| &it.1)) {
            meter.text(value)?;
        }
        records.push(record);
    }
    Ok(records)
}

fn unpack(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Unreadable> {
    let mut unpacked = Vec::new();
    let most = limits.unpacked_bytes_max as u64 + 1;
    let read = MultiGzDecoder::new(bytes).take(most).read_to_end(&mut unpacked);
    read.map_err(|_| Unreadable::CutOff)?;
    if unpacked.len() > limits.unpacked_bytes_max {
        return Err(Unreadable::TooLarge { max: limits.unpacked_bytes_max, of_what: "bytes" });
    }
    Ok(unpacked)
}

/// Flattens what a record says.
fn record(fields: Vec<(String, Value)>) -> Record {
    let mut record = Record::default();
    flatten("", Value::Fields(fields), &mut record);
    record
}

fn flatten(name: &str, value: Value, record: &mut Record) {
    match value {
        Value::Text(text) => {
            // What an element says beside its attributes has no name.
            let name = if name.is_empty() { "text" } else { name };
            add(&mut record.fields, name, &text);
        }
        Value::Fields(fields) => {
            for (inner, value) in fields {
                let is_inside = !name.is_empty() && !inner.is_empty();
                let path = format!("{name}{}{inner}", if is_inside { " " } else { "" });
                flatten(&path, value, record);
            }
        }
        Value::List(values) => {
            for value in values {
                let Value::Fields(fields) = value else {
                    flatten(name, value, record);
                    continue;
                };
                let mut part = Record::default();
                flatten("", Value::Fields(fields), &mut part);
                record.parts.push((name.to_owned(), part.fields));
                record.parts.extend(part.parts);
            }
        }
    }
}

/// Adds a value as people read it; to one of the same name unless it says the same.
fn add(fields: &mut Fields, name: &str, value: &str) {
    let value = kept(&readable(value));
    if value.is_empty() {
        return;
    }
    let name: &str = &kept(name).chars().take(NAME_CHARS_MAX).collect::<String>();
    match fields.iter_mut().find(|(known, _)| known == name) {
        Some((_, known)) if known.split(", ").any(|it| it == value) => {}
        Some((_, known)) => *known = format!("{known}, {value}"),
        None => fields.push((name.to_owned(), value)),
    }
}

/// What a list writes as `\u0000` is no text, and not every database holds it.
fn kept(text: &str) -> String {
    text.chars().filter(|c| !text::is_control(*c)).collect()
}

/// Descriptions are pieces of web pages in most lists.
fn readable(value: &str) -> String {
    let value = value.trim();
    let may_be_html = value.contains('<') || (value.contains('&') && value.contains(';'));
    if !may_be_html {
        return value.to_owned();
    }
    let sections = html::fragment(value);
    let blocks = sections.iter().flat_map(|section| {
        let heading = section.heading_path.last().into_iter().cloned();
        heading.chain(section.blocks.iter().map(said))
    });
    blocks.collect::<Vec<_>>().join("\n")
}

fn said(block: &Block) -> String {
    match &block.content {
        Content::Paragraph(text) | Content::Preformatted(text) => text.clone(),
        Content::Item { text, .. } => format!("- {text}"),
        Content::Table { header, rows } => {
            rows.iter().map(|row| row_text(header, row)).collect::<Vec<_>>().join("\n")
        }
    }
}

#[cfg(test)]
mod tests;
