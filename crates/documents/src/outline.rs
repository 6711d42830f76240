//! Collects blocks under headings. Every reader fills one of these.

use crate::document::{Block, Content, Document, Section};
use crate::links;
use crate::words::collapse;

/// Longest heading or name of a column; longer ones are text. They are repeated in every passage
/// below them, so that without a bound a small file would become a large one.
const NAME_CHARS_MAX: usize = 300;

pub(crate) struct Outline {
    title: Option<String>,
    headings: Vec<(u8, String)>,
    sections: Vec<Section>,
    /// The page that is being read.
    page: Option<u32>,
}

impl Outline {
    pub(crate) fn new(title: Option<String>) -> Self {
        Self { title, headings: Vec::new(), sections: vec![Section::default()], page: None }
    }

    /// What follows stands on this page.
    pub(crate) fn turn_to(&mut self, page: u32) {
        self.page = Some(page);
    }

    /// Opens a section. A first heading of the first level is the title, if there is none yet.
    pub(crate) fn heading(&mut self, level: u8, text: &str) {
        let text = collapse(text);
        if text.is_empty() {
            return;
        }
        if text.chars().count() > NAME_CHARS_MAX {
            self.push(Content::Paragraph(text));
            return;
        }
        let first = self.headings.is_empty() && self.sections.iter().all(|s| s.blocks.is_empty());
        self.headings.retain(|(other, _)| *other < level);
        if level == 1 && first && self.title.as_ref().is_none_or(|title| *title == text) {
            self.title = Some(text);
            return;
        }
        self.headings.push((level, text));
        self.open_section();
    }

    /// Opens a section that is never taken for the title: a sheet, a chapter.
    pub(crate) fn section_heading(&mut self, text: &str) {
        self.headings.clear();
        self.headings.push((1, collapse(text)));
        self.open_section();
    }

    /// Ends what a heading of this level or a lower one began.
    pub(crate) fn close_headings(&mut self, level: u8) {
        let before = self.headings.len();
        self.headings.retain(|(other, _)| *other < level);
        if self.headings.len() < before {
            self.open_section();
        }
    }

    fn open_section(&mut self) {
        let heading_path = self.headings.iter().map(|(_, text)| text.clone()).collect();
        self.sections.push(Section { heading_path, blocks: Vec::new() });
    }

    /// Adds an item of the innermost open list, and counts it there.
    pub(crate) fn push_item(&mut self, lists: &mut [Option<u64>], text: String) {
        let depth = lists.len().saturating_sub(1);
        let counter = lists.last_mut().and_then(Option::as_mut);
        let number = counter.map(|next| {
            *next = next.saturating_add(1);
            *next - 1
        });
        self.push(Content::Item { depth, number, text });
    }

    pub(crate) fn push(&mut self, mut content: Content) {
        if let Content::Table { header, rows } = &mut content
            && header.iter().any(|name| name.chars().count() > NAME_CHARS_MAX)
        {
            rows.insert(0, std::mem::take(header));
        }
        if content.says_something() {
            let block = Block { content, page: self.page };
            self.sections.last_mut().expect("there is always an open section").blocks.push(block);
        }
    }

    pub(crate) fn paragraph(&mut self, text: impl Into<String>) {
        self.push(Content::Paragraph(text.into()));
    }

    pub(crate) fn finish(mut self, fallback_title: &str) -> Document {
        self.sections.retain(|section| !section.blocks.is_empty());
        if !self.sections.iter().all(links::only_points) {
            self.sections.retain(|section| !links::only_points(section));
        }
        let title = self.title.unwrap_or_else(|| fallback_title.to_owned());
        Document { title, sections: self.sections, pages: 0, pictures_only: 0 }
    }
}
