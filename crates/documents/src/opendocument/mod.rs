//! OpenDocument texts and sheets (ODT, ODS). Deleted text that is still tracked, comments, tables
//! of contents and hidden sheets and rows are left out; notes stand where they are referred to.

mod sheets;
mod styles;

use crate::archive::Archive;
use crate::document::{Content, Document};
use crate::limits::{Limits, Meter};
use crate::outline::Outline;
use crate::package;
use crate::unreadable::Unreadable;
use crate::words::tidy_lines;
use crate::xml::{Node, Nodes, Tag};

use sheets::Tables;
use styles::Styles;

const EXPECTED: &str = "an OpenDocument file";

/// Spaces that one element may stand for.
const SPACES_MAX: usize = 100;

/// What is passed over with all that is in it.
const LEFT_OUT: [&str; 12] = [
    "tracked-changes",
    "annotation",
    "note-citation",
    "table-of-content",
    "alphabetical-index",
    "hidden-text",
    "hidden-paragraph",
    "ruby-text",
    "forms",
    "page-number",
    "page-count",
    "desc",
];

/// Reads a text.
pub(crate) fn read_text(
    archive: Archive<'_>,
    fallback_title: &str,
    meter: &mut Meter,
) -> Result<Document, Unreadable> {
    read(archive, fallback_title, false, meter)
}

/// Reads sheets, each as a page under its name.
pub(crate) fn read_sheets(
    archive: Archive<'_>,
    fallback_title: &str,
    meter: &mut Meter,
) -> Result<Document, Unreadable> {
    read(archive, fallback_title, true, meter)
}

fn read(
    mut archive: Archive<'_>,
    fallback_title: &str,
    sheets: bool,
    meter: &mut Meter,
) -> Result<Document, Unreadable> {
    let limits = meter.limits.clone();
    let manifest = archive.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Unreadable::Password);
    }
    let mut styles = Styles::default();
    if let Some(xml) = archive.text("styles.xml")? {
        styles.read(&xml, &limits)?;
    }
    let xml = archive.needed("content.xml")?;
    styles.read(&xml, &limits)?;
    let mut body = Body {
        outline: Outline::new(None),
        tables: Tables::new(sheets),
        styles,
        meter,
        texts: Vec::new(),
        inside: Vec::new(),
        lists: Vec::new(),
        item_open: false,
    };
    body.read(&xml, &limits)?;
    let meta = archive.text("meta.xml")?;
    let title = meta.map(|xml| package::title_in(&xml, &limits, EXPECTED)).transpose()?.flatten();
    let title = title.filter(|title| package::is_title(title));
    let pages = body.tables.sheets();
    let document = body.outline.finish(title.as_deref().unwrap_or(fallback_title));
    Ok(Document { pages, ..document })
}

/// A paragraph or heading being read.
struct Text {
    text: String,
    level: Option<u8>,
}

struct Body<'m> {
    outline: Outline,
    tables: Tables,
    styles: Styles,
    meter: &'m mut Meter,
    /// Open paragraphs, outermost first: a note stands inside of one.
    texts: Vec<Text>,
    /// What stands inside of an open paragraph, to be told after it.
    inside: Vec<String>,
    /// Open lists, outermost first: the next number, for numbered ones.
    lists: Vec<(Option<String>, Option<u64>)>,
    item_open: bool,
}

impl Body<'_> {
    fn read(&mut self, xml: &str, limits: &Limits) -> Result<(), Unreadable> {
        let mut nodes = Nodes::new(xml, limits, EXPECTED);
        let mut in_body = false;
        while let Some(node) = nodes.next()? {
            match node {
                Node::Open(tag) if tag.name() == "body" => in_body = true,
                Node::Open(_) if !in_body => {}
                Node::Open(tag) if LEFT_OUT.contains(&tag.name().as_str()) => nodes.skip()?,
                Node::Open(tag) => self.open(&tag)?,
                Node::Close(name) if in_body => self.close(&name)?,
                Node::Text(text) => self.say(&text)?,
                Node::Close(_) => {}
            }
        }
        Ok(())
    }

    /// Line ends in the file are spaces in the text.
    fn say(&mut self, text: &str) -> Result<(), Unreadable> {
        self.meter.text(text)?;
        if let Some(open) = self.texts.last_mut() {
            open.text.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
        }
        Ok(())
    }

    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Unreadable> {
        match tag.name().as_str() {
            "h" => {
                let level = tag.number("outline-level").unwrap_or(1).clamp(1, 10);
                self.texts.push(Text { text: String::new(), level: Some(level) });
            }
            "p" => {
                let style = tag.attr("style-name").unwrap_or_default();
                let level = self.styles.is_title(&style).then_some(1);
                self.texts.push(Text { text: String::new(), level });
            }
            "s" => {
                let count = tag.number("c").unwrap_or(1).min(SPACES_MAX);
                self.say(&" ".repeat(count))?;
            }
            "tab" => self.say("\t")?,
            "line-break" => {
                if let Some(open) = self.texts.last_mut() {
                    open.text.push('\n');
                }
            }
            "list" => {
                let outer = self.lists.last().and_then(|(style, _)| style.clone());
                let style = tag.attr("style-name").or(outer);
                let counts = self.styles.counts(style.as_deref(), self.lists.len() + 1);
                self.lists.push((style, counts.then_some(1)));
            }
            "list-item" => self.item_open = true,
            name => self.tables.open(name, tag, &self.styles, &mut self.outline),
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "p" | "h" => self.close_text(),
            "list" => drop(self.lists.pop()),
            "list-item" => self.item_open = false,
            name => self.tables.close(name, &mut self.outline, self.meter)?,
        }
        Ok(())
    }

    fn close_text(&mut self) {
        let Some(Text { text, level }) = self.texts.pop() else { return };
        let text = tidy_lines(&text);
        if !self.texts.is_empty() {
            self.inside.push(text);
            return;
        }
        if !text.is_empty() && !self.tables.take_in(&text) {
            self.write(text, level);
        }
        for text in std::mem::take(&mut self.inside) {
            if !self.tables.take_in(&text) {
                self.outline.paragraph(text);
            }
        }
    }

    fn write(&mut self, text: String, level: Option<u8>) {
        if let Some(level) = level {
            self.outline.heading(level, &text);
        } else if std::mem::take(&mut self.item_open) {
            let depth = self.lists.len().saturating_sub(1);
            let counter = self.lists.last_mut().and_then(|(_, next)| next.as_mut());
            let number = counter.map(|next| {
                *next = next.saturating_add(1);
                *next - 1
            });
            self.outline.push(Content::Item { depth, number, text });
        } else {
            self.outline.paragraph(text);
        }
    }
}
