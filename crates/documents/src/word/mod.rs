//! Word documents (DOCX). Text that is deleted but still tracked, comments, hidden text, headers,
//! footers and tables of contents are left out; footnotes stand where they are referred to.

mod paragraph;
mod styles;

use std::collections::HashMap;

use crate::archive::{Archive, resolve};
use crate::chart::Chart;
use crate::document::{Content, Document};
use crate::limits::{Limits, Meter};
use crate::outline::Outline;
use crate::package;
use crate::unreadable::Unreadable;
use crate::words::tidy_lines;
use crate::xml::{Node, Nodes};

use paragraph::{Paragraph, Tables};
use styles::{Lists, Role, Styles};

const EXPECTED: &str = "a Word document";

/// A line that is bold as a whole is a heading below every real one.
const BOLD_LEVEL: u8 = 10;

/// Longest bold line that is taken for a heading.
const BOLD_CHARS_MAX: usize = 80;

/// What is passed over with all that is in it. A fallback repeats what stands before it.
const LEFT_OUT: [&str; 12] = [
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "Fallback",
    "rt",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "sectPr",
    "sdtPr",
];

/// Reads a document.
pub(crate) fn read(
    mut archive: Archive<'_>,
    fallback_title: &str,
    meter: &mut Meter,
) -> Result<Document, Unreadable> {
    let limits = meter.limits.clone();
    let main = package::main_part(&mut archive, &limits)?
        .filter(|part| archive.has(part))
        .unwrap_or_else(|| "word/document.xml".to_owned());
    let mut part = |name: &str| archive.text(&resolve(&main, name));
    let styles = part("styles.xml")?.map(|xml| Styles::read(&xml, &limits)).transpose()?;
    let lists = part("numbering.xml")?.map(|xml| Lists::read(&xml, &limits)).transpose()?;
    let mut notes = HashMap::new();
    for kind in ["footnote", "endnote"] {
        if let Some(xml) = part(&format!("{kind}s.xml"))? {
            read_notes(&xml, kind, &limits, &mut notes)?;
        }
    }
    let charts = package::charts(&mut archive, &main, meter)?;
    let xml = archive.needed(&main)?;
    let mut body = Body {
        outline: Outline::new(None),
        styles: styles.unwrap_or_default(),
        lists: lists.unwrap_or_default(),
        notes,
        charts,
        paragraphs: Vec::new(),
        tables: Tables::default(),
        meter,
    };
    body.read(&xml, &limits)?;
    let title = package::title(&mut archive, &limits)?;
    Ok(body.outline.finish(title.as_deref().unwrap_or(fallback_title)))
}

/// The texts of notes by kind and number.
fn read_notes(
    xml: &str,
    kind: &str,
    limits: &Limits,
    notes: &mut HashMap<(String, String), String>,
) -> Result<(), Unreadable> {
    let mut steps = Nodes::new(xml, limits, EXPECTED);
    let mut open: Option<(String, String)> = None;
    while let Some(node) = steps.next()? {
        match node {
            // Notes with a type are the lines that part notes from text.
            Node::Open(tag) if tag.name() == kind && tag.attr("type").is_none() => {
                open = tag.attr("id").map(|id| (id, String::new()));
            }
            Node::Open(tag) if LEFT_OUT.contains(&tag.name().as_str()) => steps.skip()?,
            Node::Open(tag) if tag.name() == "t" => {
                let text = steps.inner_text()?;
                if let Some((_, note)) = &mut open {
                    note.push_str(&text);
                }
            }
            Node::Close(name) if name == kind => {
                notes.extend(open.take().map(|(id, note)| ((kind.to_owned(), id), note)));
            }
            _ => {}
        }
    }
    Ok(())
}

struct Body<'m> {
    outline: Outline,
    styles: Styles,
    lists: Lists,
    notes: HashMap<(String, String), String>,
    charts: HashMap<String, Chart>,
    /// Open paragraphs, outermost first: a text box stands inside of one.
    paragraphs: Vec<Paragraph>,
    tables: Tables,
    meter: &'m mut Meter,
}

impl Body<'_> {
    fn read(&mut self, xml: &str, limits: &Limits) -> Result<(), Unreadable> {
        let mut nodes = Nodes::new(xml, limits, EXPECTED);
        while let Some(node) = nodes.next()? {
            match node {
                Node::Open(tag) => {
                    let name = tag.name();
                    if LEFT_OUT.contains(&name.as_str()) {
                        nodes.skip()?;
                    } else if name == "t" {
                        let text = nodes.inner_text()?;
                        if let Some(open) = self.paragraphs.last_mut() {
                            open.say(&text);
                        }
                    } else if name == "chart" {
                        self.chart(&tag.prefixed("id").unwrap_or_default());
                    } else if name == "p" {
                        self.paragraphs.push(Paragraph::default());
                    } else if !self.tables.open(&name, &tag)
                        && let Some(open) = self.paragraphs.last_mut()
                    {
                        open.open(&name, &tag);
                    }
                }
                Node::Close(name) if name == "p" => self.close_paragraph()?,
                Node::Close(name) => {
                    if let Some(open) = self.paragraphs.last_mut() {
                        open.close(&name);
                    }
                    self.tables.close(&name, &mut self.outline, self.meter)?;
                }
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn chart(&mut self, id: &str) {
        if let Some(Chart { title, figures }) = self.charts.remove(id) {
            self.outline.paragraph(title);
            figures.finish(&mut self.outline);
        }
    }

    fn close_paragraph(&mut self) -> Result<(), Unreadable> {
        let Some(paragraph) = self.paragraphs.pop() else { return Ok(()) };
        let text = tidy_lines(&paragraph.text);
        let notes: Vec<String> =
            paragraph.notes.iter().filter_map(|key| self.notes.remove(key)).collect();
        self.meter.text(&text)?;
        if self.tables.take_in(&text, &paragraph) {
            for note in notes {
                self.tables.take_in(&note, &paragraph);
            }
            return Ok(());
        }
        if !text.is_empty() {
            self.write(&paragraph, text);
        }
        for note in notes {
            self.outline.paragraph(tidy_lines(&note));
        }
        Ok(())
    }

    fn write(&mut self, paragraph: &Paragraph, text: String) {
        let style = paragraph.style.as_deref().unwrap_or_default();
        let role = match paragraph.level {
            Some(level) if level < 9 => Role::Heading(level + 1),
            _ => self.styles.role(style),
        };
        match role {
            Role::Contents => return,
            Role::Title => return self.outline.heading(1, &text),
            Role::Heading(level) => return self.outline.heading(level, &text),
            Role::Text => {}
        }
        let list = paragraph.list.clone().or_else(|| self.styles.list(style));
        if let Some((list, depth)) = list.filter(|(list, _)| list != "0") {
            let number = self.lists.next(&list, depth);
            self.outline.push(Content::Item { depth, number, text });
        } else if paragraph.is_bold() && is_heading_like(&text) {
            self.outline.heading(BOLD_LEVEL, &text);
        } else {
            self.outline.paragraph(text);
        }
    }
}

fn is_heading_like(text: &str) -> bool {
    text.chars().count() <= BOLD_CHARS_MAX
        && !text.contains('\n')
        && !text.ends_with(['.', '!', ';', ',', ':'])
}
