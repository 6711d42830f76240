//! A document to passages: small pieces under one heading, each readable alone.
//!
//! A passage never crosses a heading, never cuts a word and is never empty.

use documents::{Content, Document, Section, row_text};
use serde::{Deserialize, Serialize};

use crate::sentence;

/// Longest text of a passage. Small passages explain most of the distance to common defaults: of
/// the sizes tried, 900 characters found the right document most often.
pub const PASSAGE_CHARS_MAX: usize = 900;

/// Steps by which items of inner lists are indented; deeper ones stand below the deepest.
const INDENT_MAX: usize = 4;

/// A piece of a source that search returns and an answer cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The title of the source.
    pub title: String,
    /// The headings above it, outermost first, without the title.
    pub heading_path: Vec<String>,
    /// The questions that it was written to answer; none for a piece of a document.
    #[serde(default)]
    pub questions: Vec<String>,
    /// Plain text: a line per sentence group, `- ` before items, `Header: cell` in table rows.
    pub text: String,
    /// Its place in the source, from 0.
    pub position: u32,
    /// The page, slide or sheet on which it begins, from 1, where the source has them.
    pub page: Option<u32>,
}

impl Passage {
    /// The nearest heading above; empty where there is none.
    pub fn heading(&self) -> &str {
        self.heading_path.last().map_or("", String::as_str)
    }

    /// An answer that was written as one: to questions, and of one piece.
    pub fn answering(questions: Vec<String>, answer: String) -> Self {
        let title = questions.first().cloned().unwrap_or_default();
        Self { title, heading_path: vec![], questions, text: answer, position: 0, page: None }
    }

    /// Whether somebody wrote it to answer questions: then it is given whole or not at all.
    pub fn is_written_answer(&self) -> bool {
        !self.questions.is_empty()
    }

    /// Title, headings and questions as the index reads them before the text: "title heading. ".
    pub(crate) fn preamble(&self) -> String {
        let mut parts: Vec<&str> = Vec::with_capacity(1 + self.heading_path.len());
        for part in std::iter::once(&self.title).chain(&self.heading_path).chain(&self.questions) {
            if !part.is_empty() && parts.last() != Some(&part.as_str()) {
                parts.push(part);
            }
        }
        if parts.is_empty() { String::new() } else { format!("{}. ", parts.join(" ")) }
    }

    /// What the index reads of it, and a model of the workspace's own is given.
    pub fn indexed_text(&self) -> String {
        format!("{}{}", self.preamble(), self.text)
    }
}

/// Cuts a document into passages, in reading order.
pub fn passages(document: &Document) -> Vec<Passage> {
    let mut found = Vec::new();
    for section in &document.sections {
        for (text, page) in merge(&pieces(section)) {
            let position =
                u32::try_from(found.len()).expect("a document has less than 2^32 pieces");
            found.push(Passage {
                title: document.title.clone(),
                heading_path: section.heading_path.clone(),
                questions: Vec::new(),
                text,
                position,
                page,
            });
        }
    }
    found
}

/// A piece that is never cut again, and how it stands after the one before it.
struct Piece {
    text: String,
    chars: usize,
    page: Option<u32>,
    /// A paragraph of its own, or a line that belongs to the lines above.
    paragraph: bool,
}

fn pieces(section: &Section) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for block in &section.blocks {
        let mut push = |text: &str, paragraph: bool| {
            for (index, part) in cut(text).into_iter().enumerate() {
                let chars = part.chars().count();
                let paragraph = paragraph && index == 0;
                pieces.push(Piece { text: part, chars, page: block.page, paragraph });
            }
        };
        match &block.content {
            Content::Paragraph(text) | Content::Preformatted(text) => push(text, true),
            Content::Item { depth, number, text } => {
                let indent = "  ".repeat((*depth).min(INDENT_MAX));
                let mark = number.map_or_else(|| "-".to_owned(), |number| format!("{number}."));
                push(&format!("{indent}{mark} {text}"), false);
            }
            Content::Table { header, rows } => {
                for row in rows {
                    push(&row_text(header, row), false);
                }
            }
        }
    }
    pieces
}

/// Parts of at most the longest length: whole sentences while they fit, then whole words, then,
/// for scripts without spaces, characters.
fn cut(text: &str) -> Vec<String> {
    if text.chars().count() <= PASSAGE_CHARS_MAX {
        let kept = text.trim_end();
        return if kept.trim().is_empty() { Vec::new() } else { vec![kept.to_owned()] };
    }
    let mut parts = Vec::new();
    for range in sentence::sentences(text) {
        if text[range.clone()].chars().count() <= PASSAGE_CHARS_MAX {
            parts.push(text[range].to_owned());
        } else {
            cut_words(&text[range], &mut parts);
        }
    }
    parts
}

fn cut_words(text: &str, parts: &mut Vec<String>) {
    let mut part = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        for piece in cut_chars(word) {
            let chars = piece.chars().count();
            if length > 0 && length + 1 + chars > PASSAGE_CHARS_MAX {
                parts.push(std::mem::take(&mut part));
                length = 0;
            }
            if length > 0 {
                part.push(' ');
                length += 1;
            }
            part.push_str(piece);
            length += chars;
        }
    }
    if length > 0 {
        parts.push(part);
    }
}

fn cut_chars(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = word;
    while let Some((end, _)) = rest.char_indices().nth(PASSAGE_CHARS_MAX) {
        parts.push(&rest[..end]);
        rest = &rest[end..];
    }
    parts.push(rest);
    parts
}

/// Fills passages with whole pieces. A line that introduces what follows ("You need:") does not
/// end a passage.
fn merge(pieces: &[Piece]) -> Vec<(String, Option<u32>)> {
    let mut passages = Vec::new();
    let mut open: Vec<&Piece> = Vec::new();
    let mut length = 0;
    for piece in pieces {
        if length > 0 && length + 2 + piece.chars > PASSAGE_CHARS_MAX {
            let introduces = open.len() > 1
                && open.last().is_some_and(|last| {
                    last.text.ends_with(':') && last.chars + 2 + piece.chars <= PASSAGE_CHARS_MAX
                });
            let carried = introduces.then(|| open.pop()).flatten();
            passages.push(join(&open));
            open.clear();
            length = 0;
            if let Some(carried) = carried {
                length = carried.chars;
                open.push(carried);
            }
        }
        length += piece.chars + if open.is_empty() { 0 } else { 2 };
        open.push(piece);
    }
    if !open.is_empty() {
        passages.push(join(&open));
    }
    passages
}

fn join(pieces: &[&Piece]) -> (String, Option<u32>) {
    let page = pieces.first().and_then(|piece| piece.page);
    let mut text = String::new();
    for piece in pieces {
        if !text.is_empty() {
            text.push_str(if piece.paragraph { "\n\n" } else { "\n" });
        }
        text.push_str(&piece.text);
    }
    (text, page)
}

#[cfg(test)]
mod tests {
    use documents::{Block, Content, Document, Section};

    use super::{PASSAGE_CHARS_MAX, passages};

    fn section(heading: &str, contents: Vec<Content>) -> Section {
        let blocks = contents.into_iter().map(Block::from).collect();
        Section { heading_path: vec![heading.to_owned()], blocks }
    }

    fn document(sections: Vec<Section>) -> Document {
        Document { title: "Guide".to_owned(), sections, pages: 0, pictures_only: 0 }
    }

    #[test]
    fn headings_are_never_crossed_and_paragraphs_are_merged() {
        let short = |text: &str| Content::Paragraph(text.to_owned());
        let found = passages(&document(vec![
            section("Returns", vec![short("Within two weeks."), short("Unworn only.")]),
            section("Shipping", vec![short("Three days.")]),
        ]));
        let texts: Vec<_> = found.iter().map(|p| (p.heading(), p.text.as_str())).collect();
        assert_eq!(
            texts,
            [("Returns", "Within two weeks.\n\nUnworn only."), ("Shipping", "Three days.")]
        );
        assert_eq!(found[0].indexed_text(), "Guide Returns. Within two weeks.\n\nUnworn only.");
        assert_eq!(found[1].position, 1);
    }

    #[test]
    fn a_passage_has_the_page_on_which_it_begins() {
        let on = |page: u32, words: usize| Block {
            content: Content::Paragraph("word ".repeat(words)),
            page: Some(page),
        };
        let blocks = vec![on(3, 20), on(4, 20), on(4, 170), on(5, 20)];
        let found = passages(&document(vec![Section { heading_path: vec![], blocks }]));
        let pages: Vec<_> = found.iter().map(|passage| passage.page).collect();
        assert_eq!(pages, [Some(3), Some(4), Some(5)]);
    }

    #[test]
    fn a_long_table_repeats_its_headers_in_every_row() {
        let header = vec!["Size".to_owned(), "Chest".to_owned()];
        let rows = (0..90).map(|n| vec![format!("No {n}"), format!("{n} cm")]).collect();
        let found =
            passages(&document(vec![section("Sizes", vec![Content::Table { header, rows }])]));
        assert!(found.len() > 1);
        let lines: Vec<&str> = found.iter().flat_map(|passage| passage.text.lines()).collect();
        assert_eq!(lines.len(), 90);
        assert_eq!(lines[89], "Size: No 89; Chest: 89 cm");
    }

    #[test]
    fn long_text_is_cut_at_sentences_then_words_then_characters() {
        let sentences = "This sentence is here to take some room. ".repeat(60);
        let words = "word ".repeat(400);
        let letters = "返".repeat(2_000);
        for text in [sentences, words, letters] {
            let found =
                passages(&document(vec![section("", vec![Content::Paragraph(text.clone())])]));
            let kept: String = found.iter().map(|passage| passage.text.as_str()).collect();
            let solid = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(solid(&kept), solid(&text));
            for passage in &found {
                assert!(passage.text.chars().count() <= PASSAGE_CHARS_MAX);
                assert!(!passage.text.trim().is_empty());
            }
        }
    }

    #[test]
    fn an_introduction_stays_with_its_list() {
        let filler = "word ".repeat(170).trim_end().to_owned();
        let item = |text: &str| Content::Item { depth: 0, number: None, text: text.to_owned() };
        let found = passages(&document(vec![section(
            "Kit",
            vec![
                Content::Paragraph(filler),
                Content::Paragraph("You need:".to_owned()),
                item(&"soft brush ".repeat(8)),
            ],
        )]));
        assert_eq!(found.len(), 2);
        assert!(found[1].text.starts_with("You need:\n- soft brush"), "{}", found[1].text);
    }
}
