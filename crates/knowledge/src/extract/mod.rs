//! A file's bytes to a document: a title, and blocks under their headings.
//!
//! Never answers with an empty document, never follows a link, and never recurses, so that no
//! nesting is too deep. What cannot be read is refused with what its owner can do.

mod html;
mod links;
mod markdown;
mod nesting;
mod table;
mod text;

pub use html::read as html;
pub use markdown::read as markdown;
pub use text::read as plain;

/// What was read out of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its own title, or its file name made readable.
    pub title: String,
    /// Its content in reading order; at least one block in all.
    pub sections: Vec<Section>,
}

/// The blocks between one heading and the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The headings above, outermost first, without the title.
    pub heading_path: Vec<String>,
    /// What stands there.
    pub blocks: Vec<Block>,
}

/// One piece of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text; line breaks in it are meant.
    Paragraph(String),
    /// An item of a list.
    Item {
        /// Lists around its own list.
        depth: usize,
        /// Its number, in a numbered list.
        number: Option<u64>,
        /// What it says.
        text: String,
    },
    /// A table whose columns have names; an empty header where they have none.
    Table {
        /// The columns' names.
        header: Vec<String>,
        /// The rows' cells.
        rows: Vec<Vec<String>>,
    },
}

/// Why a file was not read, for the person who gave it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExtractError {
    /// Nothing in it can be read as text.
    #[error("It holds no text.")]
    Empty,
    /// A known kind that is not supported.
    #[error(
        "This kind of file is not read yet: {kind}. Save it as a web page (HTML), Markdown or \
         plain text, and add that."
    )]
    Unsupported {
        /// The kind, as people name it.
        kind: String,
    },
    /// Nested deeper than any browser goes.
    #[error(
        "Its elements are nested more than {NESTING_MAX} deep, which no page for people is. Save \
         its text as plain text, and add that."
    )]
    TooDeep,
    /// Not text, and nothing known.
    #[error(
        "It is not a text file. Save it as a web page (HTML), Markdown or plain text, and add \
         that."
    )]
    Binary,
}

/// Browsers stop at this depth too. Deeper pages are hostile: parsing takes the square of it.
const NESTING_MAX: usize = 512;

/// Reads a file. Its kind is judged by its bytes first, and by its name where those leave it open.
pub fn extract(name: &str, bytes: &[u8]) -> Result<Document, ExtractError> {
    let extension = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    if let Some(kind) = unsupported(&extension, bytes) {
        return Err(ExtractError::Unsupported { kind });
    }
    let content = text::decode(bytes)?;
    let title = title_from_name(name);
    let document = match extension.as_str() {
        "html" | "htm" | "xhtml" => html::read(&content, &title)?,
        "md" | "markdown" | "mdown" | "mkd" => markdown::read(&content, &title),
        _ if html::looks_like(&content) => html::read(&content, &title)?,
        _ if text::looks_like_markdown(&content) => markdown::read(&content, &title),
        _ => text::read(&content, &title),
    };
    if document.sections.iter().all(|section| section.blocks.is_empty()) {
        return Err(ExtractError::Empty);
    }
    Ok(document)
}

/// The kind of a file that is known and not read, judged by its first bytes, then by its name.
fn unsupported(extension: &str, bytes: &[u8]) -> Option<String> {
    const STARTS: [(&[u8], &str); 9] = [
        (b"%PDF", "pdf"),
        (b"{\\rtf", "rtf"),
        (b"\x89PNG", "picture"),
        (b"\xff\xd8\xff", "picture"),
        (b"GIF8", "picture"),
        (b"\x1f\x8b", "gz"),
        (b"7z\xbc\xaf", "7z"),
        (b"Rar!", "rar"),
        (b"\x7fELF", "program"),
    ];
    const NAMES: [&str; 22] = [
        "pdf", "doc", "docx", "odt", "rtf", "ppt", "pptx", "odp", "xls", "xlsx", "ods", "csv",
        "tsv", "epub", "zip", "msg", "eml", "json", "xml", "yaml", "yml", "pages",
    ];
    let start = &bytes[..bytes.len().min(1024)];
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let named = || NAMES.contains(&extension).then(|| extension.to_owned());
    let by_bytes = STARTS.iter().find(|(magic, _)| start.starts_with(magic));
    if let Some((_, kind)) = by_bytes {
        return Some((*kind).to_owned());
    }
    // Zip archives and old Office files hold many kinds; the name tells them apart.
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"\xd0\xcf\x11\xe0") {
        return Some(named().unwrap_or_else(|| "archive or Office file".to_owned()));
    }
    named()
}

/// "store/return-policy_2026.md" reads "Return policy 2026".
fn title_from_name(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let spaced = collapse(&stem.replace(['-', '_'], " "));
    let mut chars = spaced.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Runs of white space as one space each, none at the ends.
fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each line with its white space in order, empty ones dropped; callouts' markers are not text.
fn tidy_lines(text: &str) -> String {
    let kept: Vec<String> = text
        .lines()
        .map(collapse)
        .filter(|line| !line.is_empty())
        .filter(|line| !line.starts_with("[!") || !line.ends_with(']'))
        .collect();
    kept.join("\n")
}

/// Collects blocks under headings. Both readers of marked-up text fill one of these.
struct Outline {
    title: Option<String>,
    headings: Vec<(u8, String)>,
    sections: Vec<Section>,
}

impl Outline {
    fn new(title: Option<String>) -> Self {
        Self { title, headings: Vec::new(), sections: vec![Section::default()] }
    }

    /// Opens a section. A first heading of the first level is the title, if there is none yet.
    fn heading(&mut self, level: u8, text: &str) {
        let text = collapse(text);
        if text.is_empty() {
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

    /// Ends what a heading of this level or a lower one began.
    fn close_headings(&mut self, level: u8) {
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
    fn push_item(&mut self, lists: &mut [Option<u64>], text: String) {
        let depth = lists.len().saturating_sub(1);
        let counter = lists.last_mut().and_then(Option::as_mut);
        let number = counter.map(|next| {
            *next = next.saturating_add(1);
            *next - 1
        });
        self.push(Block::Item { depth, number, text });
    }

    fn push(&mut self, block: Block) {
        let said = match &block {
            Block::Paragraph(text) | Block::Item { text, .. } => !text.trim().is_empty(),
            Block::Table { rows, .. } => !rows.is_empty(),
        };
        if said {
            self.sections.last_mut().expect("there is always an open section").blocks.push(block);
        }
    }

    fn finish(mut self, fallback_title: &str) -> Document {
        self.sections.retain(|section| !section.blocks.is_empty());
        if !self.sections.iter().all(links::only_points) {
            self.sections.retain(|section| !links::only_points(section));
        }
        let title = self.title.unwrap_or_else(|| fallback_title.to_owned());
        Document { title, sections: self.sections }
    }
}

#[cfg(test)]
mod tests {
    use super::{ExtractError, extract, title_from_name};

    #[test]
    fn a_refusal_says_what_to_do() {
        let cases: [(&str, &[u8], &str); 6] = [
            ("a.pdf", b"%PDF-1.7 ...", "This kind of file is not read yet: pdf."),
            ("pdf-in-disguise.html", b"%PDF-1.7 ...", "This kind of file is not read yet: pdf."),
            ("a.docx", b"PK\x03\x04....", "This kind of file is not read yet: docx."),
            ("empty.txt", b"", "It holds no text."),
            ("spaces.md", b" \n\n ", "It holds no text."),
            ("data", b"\x00\x01\x02\x03\x00\x07\x00\x00", "It is not a text file."),
        ];
        for (name, bytes, start) in cases {
            let error = extract(name, bytes).expect_err(name).to_string();
            assert!(error.starts_with(start), "{name}: {error}");
        }
        assert_eq!(extract("a.html", b"<script>go()</script><p> </p>"), Err(ExtractError::Empty));
    }

    #[test]
    fn the_bytes_decide_where_the_name_is_silent() {
        let page = extract("page", b"<!doctype html><title>Hello</title><p>Text here.</p>");
        assert_eq!(page.expect("a page").title, "Hello");
        let note = extract("note.txt", b"# Care\n\n## Wool\n\nWash cold.").expect("a note");
        assert_eq!((note.title.as_str(), note.sections.len()), ("Care", 1));
        assert_eq!(note.sections[0].heading_path, ["Wool"]);
    }

    #[test]
    fn a_file_name_becomes_a_title() {
        assert_eq!(title_from_name("store/return-policy_2026.md"), "Return policy 2026");
        assert_eq!(title_from_name(""), "");
    }
}
