//! Markdown as events, never as HTML.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::document::{Content, Document};
use crate::html;
use crate::links::Links;
use crate::outline::Outline;
use crate::words::{collapse, preformatted, tidy_lines};

/// Reads Markdown. A title in the front matter comes first, then a first heading, then the name.
pub(crate) fn read(content: &str, fallback_title: &str) -> Document {
    let (front_title, body) = front_matter(content);
    let mut reader = Reader {
        outline: Outline::new(front_title),
        text: String::new(),
        lists: Vec::new(),
        item_open: false,
        table: None,
        heading: None,
        html: None,
        links: Links::default(),
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES;
    for event in Parser::new_ext(body, options) {
        reader.event(event);
    }
    reader.close_block();
    reader.outline.finish(fallback_title)
}

/// Splits off a block between `---` lines at the top, and reads its title. Only `title:` is
/// understood: the rest is for other programs. The same lines may be rules around real text,
/// so the block must read as keys and values.
fn front_matter(content: &str) -> (Option<String>, &str) {
    let rest = content.strip_prefix("---\n");
    let Some((matter, body)) = rest.and_then(|rest| rest.split_once("\n---\n")) else {
        return (None, content);
    };
    if !matter.lines().next().is_some_and(is_key) || !matter.lines().all(is_matter) {
        return (None, content);
    }
    let title = matter.lines().find_map(|line| line.strip_prefix("title:")).map(|title| {
        let title = title.trim();
        let quoted = |mark: char| title.strip_prefix(mark).and_then(|t| t.strip_suffix(mark));
        collapse(quoted('"').or_else(|| quoted('\'')).unwrap_or(title))
    });
    (title.filter(|title| !title.is_empty()), body)
}

/// "title: Returns".
fn is_key(line: &str) -> bool {
    let key = line.split_once(':').map_or("", |(key, _)| key);
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// A key, or what may stand below one: an item, a comment, a line of a longer value.
fn is_matter(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#', ']', '}']) || is_key(line)
}

struct Reader {
    outline: Outline,
    text: String,
    /// Open lists, outermost first: the next number, for numbered ones.
    lists: Vec<Option<u64>>,
    item_open: bool,
    table: Option<Table>,
    heading: Option<u8>,
    /// The open block of HTML, as written.
    html: Option<String>,
    links: Links,
}

#[derive(Default)]
struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    cells: Vec<String>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Html(html) => self.html.get_or_insert_default().push_str(&html),
            Event::Text(text) => match &mut self.html {
                Some(html) => html.push_str(&text),
                None => self.say(&text),
            },
            Event::Code(text) => self.say(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::InlineHtml(html) if is_break(&html) => self.text.push('\n'),
            Event::Rule => self.close_block(),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        self.links.say(text);
        self.text.push_str(text);
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.close_block();
                self.heading = Some(number(*level));
            }
            Tag::List(first) => {
                self.close_block();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.close_block();
                self.item_open = true;
            }
            Tag::Table(_) => {
                self.close_block();
                self.table = Some(Table::default());
            }
            // The first paragraph of an item is the item; a second one stands by itself.
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::BlockQuote(_)
                if !self.item_open || !self.text.is_empty() =>
            {
                self.close_block();
            }
            Tag::Link { dest_url, .. } => self.links.open(dest_url),
            Tag::HtmlBlock => {
                self.close_block();
                self.html = Some(String::new());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let text = std::mem::take(&mut self.text);
                if let Some(level) = self.heading.take() {
                    self.outline.heading(level, &text);
                }
            }
            TagEnd::List(_) => {
                self.close_block();
                self.lists.pop();
            }
            TagEnd::TableCell => {
                let cell = collapse(&std::mem::take(&mut self.text));
                if let Some(table) = &mut self.table {
                    table.cells.push(cell);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(tag == TagEnd::TableHead),
            TagEnd::Table => {
                if let Some(Table { header, rows, .. }) = self.table.take() {
                    self.outline.push(Content::Table { header, rows });
                }
            }
            TagEnd::CodeBlock if !self.item_open => {
                let text = preformatted(&std::mem::take(&mut self.text));
                self.links.end_block(&text, false);
                self.outline.push(Content::Preformatted(text));
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::BlockQuote(_) => {
                self.close_block();
            }
            TagEnd::Link => self.links.close(),
            TagEnd::HtmlBlock => self.end_html(),
            _ => {}
        }
    }

    /// HTML inside Markdown is content too: tables and boxes that Markdown cannot say.
    fn end_html(&mut self) {
        for section in html::fragment(&self.html.take().unwrap_or_default()) {
            if let Some(heading) = section.heading_path.last() {
                let level = u8::try_from(section.heading_path.len() + 1).unwrap_or(u8::MAX);
                self.outline.heading(level, heading);
            }
            for block in section.blocks {
                self.outline.push(block.content);
            }
        }
    }

    fn end_row(&mut self, is_header: bool) {
        let Some(table) = &mut self.table else { return };
        let cells = std::mem::take(&mut table.cells);
        if is_header {
            table.header = cells;
        } else if cells.iter().any(|cell| !cell.is_empty()) {
            table.rows.push(cells);
        }
    }

    /// Ends the open paragraph or item, if it says something.
    fn close_block(&mut self) {
        let text = tidy_lines(&std::mem::take(&mut self.text));
        let is_step = self.item_open && self.lists.last().is_some_and(Option::is_some);
        if self.links.end_block(&text, is_step) || text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.item_open) {
            self.outline.push_item(&mut self.lists, text);
        } else {
            self.outline.paragraph(text);
        }
    }
}

fn is_break(html: &str) -> bool {
    let name = html.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::document::Content;
    use crate::shown::shown;

    #[test]
    fn markdown_becomes_readable_passages() {
        let text = "---\ntitle: \"Returns\"\nother: x\n---\n\nYou can *return* an\nitem.\n\n\
            ## How\n\n1. Print the [label](javascript:x).\n2. Drop it off\n   - at a shop\n\n\
            <script>alert(1)</script>\n\n<table><tr><th>Kind<td>Gift</table>\n\n\
            | Size | Fee |\n|---|---|\n| S | **4** |\n| L | |\n\n\
            ### When\n\n> Within `14` days.\n\n![a photo](http://x/y.png)\n";
        insta::assert_snapshot!(shown(&read(text, "file")), @r"
        Returns > 
        You can return an item.
        ---
        Returns > How
        1. Print the label.
        2. Drop it off
          - at a shop
        Kind: Gift
        Size: S; Fee: 4
        Size: L
        ---
        Returns > How > When
        Within 14 days.

        a photo
        ");
    }

    #[test]
    fn the_first_heading_is_the_title_when_there_is_no_other() {
        let document = read("# Care\n\nWash cold.\n\n# Repairs\n\nWe mend.", "file");
        assert_eq!(document.title, "Care");
        assert_eq!(document.sections[1].heading_path, ["Repairs"]);
        assert_eq!(read("Only text.", "file").title, "file");
    }

    #[test]
    fn rules_around_text_are_not_taken_for_front_matter() {
        let document = read("---\n\n## Fees\n\nNone: we promise.\n\n---\n\nMore.\n", "file");
        assert_eq!(document.sections[0].heading_path, ["Fees"]);
        let matter = "---\ntitle: Fees\ntags:\n  - a\n- b\n# why\n\n---\nMore.";
        assert_eq!(read(matter, "file").title, "Fees");
    }

    #[test]
    fn code_keeps_its_lines() {
        let text = "Set it up:\n\n```\nif ready:\n    go()\n```\n\n- run\n\n      go\n";
        let document = read(text, "file");
        let code = Content::Preformatted("if ready:\n    go()".to_owned());
        assert_eq!(document.sections[0].blocks[1].content, code);
        assert_eq!(document.sections[0].blocks.len(), 4);
    }

    #[test]
    fn deep_nesting_is_read() {
        let text = format!("{} deep", ">".repeat(50_000));
        assert!(read(&text, "").sections.len() <= 1);
    }
}
