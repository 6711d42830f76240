//! A file's bytes to a document: a title, and blocks under their headings, with their pages.
//!
//! Never answers with an empty document, never opens a file or a connection, follows no link, and
//! never recurses, so that no nesting is too deep. What cannot be read is refused with what its
//! owner can do.
//!
//! - [`read`] judges the kind by the bytes, then by the name, and reads within [`Limits`];
//! - [`Document`] is what comes of it, [`Unreadable`] why nothing did;
//! - [`records`] reads a list that programs write for programs, as [`Record`]s;
//! - [`KINDS`] are the endings of what is read.
//!
//! What is not content is left out: scripts and menus of pages, headers and footers that repeat on
//! each page, comments, deleted text that is still tracked, hidden text, hidden sheets and slides,
//! and speakers' notes.

mod archive;
mod book;
mod chart;
mod document;
mod elements;
mod grid;
mod html;
mod kind;
mod limits;
mod links;
mod markdown;
mod nesting;
mod opendocument;
mod outline;
mod package;
mod pdf;
mod records;
mod rows;
mod rtf;
#[cfg(test)]
mod shown;
mod slides;
mod table;
mod text;
mod unreadable;
mod word;
mod words;
mod workbook;
mod xml;

pub use document::{Block, Content, Document, Section};
pub use kind::KINDS;
pub use limits::Limits;
pub use pdf::Picture;
pub use records::{Fields, Listing, Record, records};
pub use table::row_text;
pub use unreadable::Unreadable;
pub use words::title_from_name;

use kind::Kind;
use limits::Meter;

/// Reads a file. Its kind is judged by its bytes first, and by its name where those leave it open.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    let title = words::title_from_name(name);
    let mut meter = Meter::new(limits);
    let document = match kind::kind_of(name, bytes, limits)? {
        Kind::Pdf => pdf::read(bytes, &title, limits),
        Kind::Word(archive) => word::read(archive, &title, &mut meter),
        Kind::Slides(archive) => slides::read(archive, &title, &mut meter),
        Kind::Workbook(archive) => workbook::read(archive, &title, &mut meter),
        Kind::OpenText(archive) => opendocument::read_text(archive, &title, &mut meter),
        Kind::OpenSheets(archive) => opendocument::read_sheets(archive, &title, &mut meter),
        Kind::Book(archive) => book::read(archive, &title, limits),
        Kind::Rtf => rtf::read(bytes, &title, &mut meter),
        Kind::Rows(content, separator) => rows::read(&content, separator, &title, &mut meter),
        Kind::Html(content) => html::read(&content, &title, limits),
        Kind::Markdown(content) => Ok(markdown::read(&content, &title)),
        Kind::Text(content) => Ok(text::read(&content, &title)),
    }?;
    if document.sections.iter().all(|section| section.blocks.is_empty()) {
        return Err(match document.pages {
            pages if pages > 0 && document.pictures_only == pages => {
                Unreadable::PicturesOnly { pages }
            }
            _ => Unreadable::Empty,
        });
    }
    if document.chars() > limits.chars_max {
        return Err(Unreadable::TooLarge { max: limits.chars_max, of_what: "characters" });
    }
    Ok(document)
}

/// What the first page of a file shows that holds only pictures, from this one on, counted from 1.
/// Only of a PDF: none of any other kind.
pub fn picture(
    name: &str,
    bytes: &[u8],
    from: u32,
    limits: &Limits,
) -> Result<Option<Picture>, Unreadable> {
    match kind::kind_of(name, bytes, limits)? {
        Kind::Pdf => pdf::picture(bytes, from, limits),
        _ => Ok(None),
    }
}

/// Reads Markdown, which cannot fail.
pub fn markdown(content: &str, fallback_title: &str) -> Document {
    markdown::read(content, fallback_title)
}

/// Reads plain text, which cannot fail.
pub fn plain(content: &str, fallback_title: &str) -> Document {
    text::read(content, fallback_title)
}

#[cfg(test)]
mod tests {
    use super::{Limits, Unreadable, read};

    #[test]
    fn a_refusal_says_what_to_do() {
        let cases: [(&str, &[u8], &str); 8] = [
            ("a.png", b"\x89PNG....", "Files of this kind are not read yet: picture. Save what"),
            ("a.pdf", b"\x89PNG....", "It is not a PDF although it is named so."),
            ("a.docx", b"MZ\x90\x00....", "It is not a Word document although it is named so."),
            ("a.docx", b"PK\x03\x04....", "The file is cut off: its end is missing."),
            ("a.json", b"{\"a\": 1}", "Files of this kind are not read yet: text for programs."),
            ("empty.txt", b"", "It holds no text."),
            ("spaces.md", b" \n\n ", "It holds no text."),
            ("data", b"\x00\x01\x02\x03\x00\x07\x00\x00", "It is not a document of a kind that is"),
        ];
        for (name, bytes, start) in cases {
            let error = read(name, bytes, &Limits::default()).expect_err(name).to_string();
            assert!(error.starts_with(start), "{name}: {error}");
        }
        let page = b"<script>go()</script><p> </p>";
        assert_eq!(read("a.html", page, &Limits::default()), Err(Unreadable::Empty));
    }

    #[test]
    fn a_text_may_begin_like_something_else() {
        let limits = Limits::default();
        for (name, bytes) in [
            ("a.txt", &b"RIFF, ID3 and OggS are words here."[..]),
            ("notes", b"BZh9 is how it begins."),
            ("tasting.ics", b"BEGIN:VCALENDAR\nSUMMARY:Tea tasting\nEND:VCALENDAR"),
        ] {
            assert!(read(name, bytes, &limits).is_ok(), "{name}");
        }
        let sound = b"RIFF\x24\x08\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0";
        let reason = read("a", sound, &limits).expect_err("a sound").to_string();
        assert!(reason.contains("picture, sound or film"), "{reason}");
    }

    #[test]
    fn the_bytes_decide_where_the_name_is_silent_or_wrong() {
        let limits = Limits::default();
        let bytes = b"<!doctype html><title>Hello</title><p>Text here.</p>";
        assert_eq!(read("page", bytes, &limits).expect("a page").title, "Hello");
        assert_eq!(read("page.pdf", bytes, &limits).expect("a page").title, "Hello");
        let bytes = b"# Care\n\n## Wool\n\nWash cold.";
        let note = read("note.txt", bytes, &limits).expect("a note");
        assert_eq!((note.title.as_str(), note.sections.len()), ("Care", 1));
        assert_eq!(note.sections[0].heading_path, ["Wool"]);
    }
}
