//! HTML as the browsers' own rules parse it, to what a reader of the page would call its content.

use std::collections::HashSet;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

use crate::document::{Content, Document, Section};
use crate::elements::{BLOCKS, DROPPED, QUESTION_LEVEL, SURROUNDINGS, heading_level, hides};
use crate::limits::Limits;
use crate::links::Links;
use crate::nesting::nesting;
use crate::outline::Outline;
use crate::table::{Table, layout_tables};
use crate::unreadable::Unreadable;
use crate::words::{collapse, preformatted, tidy_lines};

/// True for text that begins as a page does.
pub(crate) fn looks_like(content: &str) -> bool {
    let start = content.trim_start();
    let start = &start[..start.floor_char_boundary(200)].to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|sign| start.starts_with(sign))
}

/// Reads a page. Where nothing but surroundings is found, they are taken for the content: some
/// sites put everything into a form.
pub(crate) fn read(
    content: &str,
    fallback_title: &str,
    limits: &Limits,
) -> Result<Document, Unreadable> {
    if nesting(content) > limits.nesting_max {
        return Err(Unreadable::TooDeep { max: limits.nesting_max });
    }
    let page = Html::parse_document(content);
    let document = Reader::new(&page, true).read(&page, fallback_title);
    if document.sections.is_empty() {
        return Ok(Reader::new(&page, false).read(&page, fallback_title));
    }
    Ok(document)
}

/// The sections of a page that is a chapter of something with a title of its own. A book has no
/// menus around its chapters: headers are its headings, and asides are its notes.
pub(crate) fn chapter(content: &str, limits: &Limits) -> Result<Vec<Section>, Unreadable> {
    if nesting(content) > limits.nesting_max {
        return Err(Unreadable::TooDeep { max: limits.nesting_max });
    }
    let page = Html::parse_document(content);
    let mut reader = Reader::new(&page, false);
    reader.outline = Outline::new(Some(String::new()));
    Ok(reader.read(&page, "").sections)
}

/// The sections of a piece of HTML inside another text; none where it is nested without end.
pub(crate) fn fragment(content: &str) -> Vec<Section> {
    if nesting(content) > Limits::default().nesting_max {
        return Vec::new();
    }
    let page = Html::parse_fragment(content);
    let mut reader = Reader::new(&page, true);
    // The text around it has the title.
    reader.outline = Outline::new(Some(String::new()));
    reader.read(&page, "").sections
}

struct Reader {
    outline: Outline,
    drop_surroundings: bool,
    /// Tables around other tables: they arrange a page, their cells are blocks.
    layout_tables: HashSet<NodeId>,
    text: String,
    page_title: Option<String>,
    /// Open lists, outermost first: the next number, for numbered ones.
    lists: Vec<Option<u64>>,
    item_open: bool,
    table: Option<Table>,
    preformatted: usize,
    /// Open articles and mains, whose own headers and footers are content.
    articles: usize,
    links: Links,
}

impl Reader {
    fn new(page: &Html, drop_surroundings: bool) -> Self {
        Self {
            outline: Outline::new(None),
            drop_surroundings,
            layout_tables: layout_tables(page),
            text: String::new(),
            page_title: None,
            lists: Vec::new(),
            item_open: false,
            table: None,
            preformatted: 0,
            articles: 0,
            links: Links::default(),
        }
    }

    /// Walks the page edge by edge, so that no depth of nesting is a depth of calls.
    fn read(mut self, page: &Html, fallback_title: &str) -> Document {
        let mut dropped: Option<NodeId> = None;
        for edge in page.tree.root().traverse() {
            match edge {
                Edge::Open(node) if dropped.is_none() => match node.value() {
                    Node::Text(text) => self.say(text),
                    Node::Element(element) if self.is_dropped(element) => {
                        dropped = Some(node.id());
                    }
                    Node::Element(element) => self.open(element, node.id()),
                    _ => {}
                },
                Edge::Close(node) if dropped == Some(node.id()) => dropped = None,
                Edge::Close(node) if dropped.is_none() => {
                    if let Node::Element(element) = node.value() {
                        self.close(element.name());
                    }
                }
                _ => {}
            }
        }
        self.close_block();
        let title = self.page_title.filter(|title| !title.is_empty());
        self.outline.finish(title.as_deref().unwrap_or(fallback_title))
    }

    fn say(&mut self, text: &str) {
        self.links.say(text);
        if self.preformatted > 0 {
            self.text.push_str(text);
        } else {
            self.text.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
        }
    }

    fn is_dropped(&self, element: &Element) -> bool {
        let name = element.name();
        let hidden = element.attr("hidden").is_some()
            || element.attr("aria-hidden") == Some("true")
            || element.attr("style").is_some_and(hides);
        let surrounds = SURROUNDINGS.contains(&name)
            || (matches!(name, "header" | "footer") && self.articles == 0);
        DROPPED.contains(&name) || hidden || (self.drop_surroundings && surrounds)
    }

    fn open(&mut self, element: &Element, id: NodeId) {
        let name = element.name();
        if self.table.is_some() {
            if name == "br" {
                self.text.push(' ');
            }
            return;
        }
        // The first paragraph of an item is the item; a second one stands by itself.
        let starts_item = self.item_open && self.text.trim().is_empty();
        let breaks = BLOCKS.contains(&name) || heading_level(name).is_some();
        if breaks && !(starts_item && matches!(name, "p" | "div")) {
            self.close_block();
        }
        match name {
            "title" => self.text.clear(),
            "br" => self.text.push('\n'),
            "a" => self.links.open(element.attr("href").unwrap_or("mailto:")),
            "pre" => self.preformatted += 1,
            "article" | "main" => self.articles += 1,
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(1)),
            "li" => self.item_open = true,
            "table" if !self.layout_tables.contains(&id) => self.table = Some(Table::default()),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.table.is_some() {
            self.close_in_table(name);
            return;
        }
        if name == "title" {
            let title = collapse(&std::mem::take(&mut self.text));
            self.page_title.get_or_insert(title);
            return;
        }
        if let Some(level) = heading_level(name) {
            let text = std::mem::take(&mut self.text);
            self.outline.heading(level, &text);
            return;
        }
        if name == "pre" && !self.item_open {
            self.close_preformatted();
        } else if BLOCKS.contains(&name) {
            self.close_block();
        }
        match name {
            "a" => self.links.close(),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "article" | "main" => self.articles = self.articles.saturating_sub(1),
            "ul" | "ol" => {
                self.lists.pop();
            }
            "li" => self.item_open = false,
            "details" | "dl" => self.outline.close_headings(QUESTION_LEVEL),
            _ => {}
        }
    }

    fn close_in_table(&mut self, name: &str) {
        let Some(table) = &mut self.table else { return };
        match name {
            "td" | "th" => table.cell(&std::mem::take(&mut self.text), name == "th"),
            "tr" => table.end_row(),
            "caption" => {
                let text = collapse(&std::mem::take(&mut self.text));
                self.outline.paragraph(text);
            }
            "table" => {
                self.text.clear();
                if let Some(table) = self.table.take() {
                    self.outline.push(table.finish());
                }
            }
            _ => {}
        }
    }

    fn close_preformatted(&mut self) {
        let text = preformatted(&std::mem::take(&mut self.text));
        if !self.links.end_block(&text, false) {
            self.outline.push(Content::Preformatted(text));
        }
    }

    fn close_block(&mut self) {
        let text = tidy_lines(&std::mem::take(&mut self.text));
        let is_step = self.item_open && self.lists.last().is_some_and(Option::is_some);
        if self.links.end_block(&text, is_step) || text.is_empty() {
            return;
        }
        if !std::mem::take(&mut self.item_open) {
            self.outline.paragraph(text);
            return;
        }
        self.outline.push_item(&mut self.lists, text);
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::limits::Limits;
    use crate::unreadable::Unreadable;

    fn shown(html: &str) -> String {
        crate::shown::shown(&read(html, "file", &Limits::default()).expect("a page"))
    }

    #[test]
    fn a_page_becomes_its_content() {
        let html = "<html><head><title> Help\n desk </title><style>p{}</style></head><body>\
            <header>Logo</header><nav><a>Home</a></nav><main><h1>Help desk</h1>\
            <p>Hello <b>there</b>,<br>friend.</p><p hidden>secret</p>\
            <h2>Fees</h2><table><tr><th>Size<th>Fee</tr><tr><td>S<td>4</tr></table>\
            <table><tr><th>Colour</th><td>Blue</td></tr></table>\
            <ol><li>First<li><p>Second</p><ul><li>Inner</ul></ol>\
            <details><summary>Is it free?</summary>Yes, it is.</details>\
            <p style='display: none'>x</p></main><footer>Imprint</footer></body></html>";
        insta::assert_snapshot!(shown(html), @r"
        Help desk > 
        Hello there,
        friend.
        ---
        Help desk > Fees
        Size: S; Fee: 4
        Colour: Blue
        1. First
        2. Second
          - Inner
        ---
        Help desk > Fees > Is it free?
        Yes, it is.
        ");
    }

    #[test]
    fn a_page_inside_a_form_is_still_read() {
        assert_eq!(shown("<body><form><p>All of it here.</p></form>"), "file > \nAll of it here.");
    }

    #[test]
    fn layout_tables_are_blocks() {
        let html = "<table><tr><td><p>One.</p><table><tr><td>a</td></tr></table></td></tr></table>";
        assert_eq!(shown(html), "file > \nOne.\na");
    }

    #[test]
    fn a_page_nested_without_end_is_refused_at_once() {
        let html = format!("{}<p>Deep down.</p>", "<div>".repeat(100_000));
        assert_eq!(read(&html, "file", &Limits::default()), Err(Unreadable::TooDeep { max: 512 }));
        let html = format!("{}<p>Deep down.</p>", "<div>".repeat(500));
        assert_eq!(shown(&html), "file > \nDeep down.");
        let html = "<p>Line<br>".repeat(3_000);
        assert!(read(&html, "file", &Limits::default()).is_ok());
    }
}
