//! Which kind of file some bytes are: by what they say of themselves first, then by the name.

use crate::archive::Archive;
use crate::limits::Limits;
use crate::text;
use crate::unreadable::Unreadable;
use crate::words::ending;

/// The endings of the files that are read, for choosing them; what a file is, its bytes say.
pub const KINDS: [&str; 18] = [
    "pdf", "docx", "pptx", "xlsx", "xlsm", "odt", "ods", "rtf", "epub", "csv", "tsv", "html",
    "htm", "xhtml", "md", "markdown", "txt", "text",
];

/// A kind that is read, with what reading it begins with.
pub(crate) enum Kind<'a> {
    Pdf,
    Word(Archive<'a>),
    Slides(Archive<'a>),
    Workbook(Archive<'a>),
    OpenText(Archive<'a>),
    OpenSheets(Archive<'a>),
    Book(Archive<'a>),
    Rtf,
    /// The separator, where the ending says it.
    Rows(String, Option<u8>),
    Html(String),
    Markdown(String),
    Text(String),
}

/// First bytes of kinds that are not read.
const STARTS: [(&[u8], &str); 17] = [
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"RIFF", "picture, sound or film"),
    (b"ID3", "sound"),
    (b"OggS", "sound or film"),
    (b"\x1aE\xdf\xa3", "film"),
    (b"\x1f\x8b", "packed archive"),
    (b"BZh9", "packed archive"),
    (b"7z\xbc\xaf", "packed archive"),
    (b"Rar!", "packed archive"),
    (b"\xfd7zXZ", "packed archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\x00", "program"),
    (b"SQLite format 3\x00", "database"),
];

/// Names of kinds that are text and not read, because their text is for programs.
const FOR_PROGRAMS: [&str; 6] = ["json", "xml", "yaml", "yml", "eml", "svg"];

/// Streams inside of what Office wrote before 2007, by which its kinds are told.
const OLD_OFFICE: [(&str, &str, &str); 4] = [
    ("WordDocument", "old Word document (.doc)", "Open it and save it as .docx, and add that."),
    ("Workbook", "old Excel workbook (.xls)", "Open it and save it as .xlsx, and add that."),
    ("PowerPoint Document", "old slides (.ppt)", "Open it and save it as .pptx, and add that."),
    ("__substg1.0_", "Outlook message (.msg)", "Save it as text or HTML, and add that."),
];

const UNPACK: &str = "Unpack it and add the files that are in it.";
const AS_TEXT: &str = "Save what it says as a PDF, a web page (HTML) or plain text, and add that.";

/// Judges a file.
pub(crate) fn kind_of<'a>(
    name: &str,
    bytes: &'a [u8],
    limits: &Limits,
) -> Result<Kind<'a>, Unreadable> {
    let ending = ending(name);
    let start = &bytes[..bytes.len().min(1024)];
    let trimmed = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    // What mail servers and printers put before the header is skipped by every reader of PDFs.
    let late = ending == "pdf" && start.windows(5).any(|five| five == b"%PDF-");
    if trimmed.starts_with(b"%PDF-") || late {
        return Ok(Kind::Pdf);
    }
    if trimmed.starts_with(b"{\\rtf") {
        return Ok(Kind::Rtf);
    }
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return in_archive(&ending, bytes, limits);
    }
    if start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(old_office(bytes));
    }
    let known = STARTS.iter().find(|(magic, _)| start.starts_with(magic));
    if let Some((_, kind)) = known.filter(|(magic, _)| !is_word(magic, bytes)) {
        let advice = if *kind == "packed archive" { UNPACK } else { AS_TEXT };
        return Err(misnamed(&ending).unwrap_or(Unreadable::Unsupported { kind, advice }));
    }
    let content = text::decode(bytes).map_err(|binary| misnamed(&ending).unwrap_or(binary))?;
    if content.trim().is_empty() {
        return Err(if bytes.len() > 3 && bytes.contains(&0) {
            misnamed(&ending).unwrap_or(Unreadable::Empty)
        } else {
            Unreadable::Empty
        });
    }
    text_kind(&ending, content)
}

/// Whether the first bytes of a kind are the first word of a text here.
fn is_word(magic: &[u8], bytes: &[u8]) -> bool {
    magic.iter().all(u8::is_ascii_graphic) && !bytes.contains(&0) && text::decode(bytes).is_ok()
}

fn text_kind(ending: &str, content: String) -> Result<Kind<'static>, Unreadable> {
    if FOR_PROGRAMS.contains(&ending) {
        return Err(Unreadable::Unsupported { kind: "text for programs", advice: AS_TEXT });
    }
    Ok(match ending {
        "html" | "htm" | "xhtml" => Kind::Html(content),
        "md" | "markdown" | "mdown" | "mkd" => Kind::Markdown(content),
        _ if crate::html::looks_like(&content) => Kind::Html(content),
        "csv" => Kind::Rows(content, None),
        "tsv" | "tab" => Kind::Rows(content, Some(b'\t')),
        _ if text::looks_like_markdown(&content) => Kind::Markdown(content),
        _ => Kind::Text(content),
    })
}

/// What the ending promises, with its article.
fn promised(ending: &str) -> Option<&'static str> {
    Some(match ending {
        "pdf" => "a PDF",
        "docx" | "docm" | "dotx" | "doc" => "a Word document",
        "pptx" | "ppsx" | "ppt" => "a presentation",
        "xlsx" | "xlsm" | "xls" => "an Excel workbook",
        "odt" | "ods" => "an OpenDocument file",
        "rtf" => "an RTF document",
        "epub" => "a book (EPUB)",
        "csv" | "tsv" => "a table as text (CSV)",
        "html" | "htm" | "xhtml" => "a web page",
        "md" | "markdown" | "txt" | "text" => "a text",
        _ => return None,
    })
}

fn misnamed(ending: &str) -> Option<Unreadable> {
    promised(ending).map(|expected| Unreadable::Misnamed { expected })
}

/// Office documents, OpenDocument files and books are archives that say what they are.
fn in_archive<'a>(ending: &str, bytes: &'a [u8], limits: &Limits) -> Result<Kind<'a>, Unreadable> {
    let expected = promised(ending).unwrap_or("an archive or Office file");
    let mut archive = Archive::open(bytes, limits, expected)?;
    if let Some(kind) = archive.text("mimetype")? {
        return match kind.trim() {
            "application/epub+zip" => Ok(Kind::Book(archive)),
            kind if kind.starts_with("application/vnd.oasis.opendocument.text") => {
                Ok(Kind::OpenText(archive))
            }
            kind if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") => {
                Ok(Kind::OpenSheets(archive))
            }
            _ => Err(Unreadable::Unsupported {
                kind: "OpenDocument slides, drawing or formula",
                advice: "Export it as a PDF, and add that.",
            }),
        };
    }
    let has = |archive: &Archive<'_>, start: &str| archive.names().any(|it| it.starts_with(start));
    if has(&archive, "word/") {
        return Ok(Kind::Word(archive));
    }
    if has(&archive, "ppt/") {
        return Ok(Kind::Slides(archive));
    }
    if archive.has("xl/workbook.bin") {
        return Err(Unreadable::Unsupported {
            kind: "binary Excel workbook (.xlsb)",
            advice: "Open it and save it as .xlsx, and add that.",
        });
    }
    if has(&archive, "xl/") {
        return Ok(Kind::Workbook(archive));
    }
    if has(&archive, "META-INF/container.xml") {
        return Ok(Kind::Book(archive));
    }
    if archive.names().any(|name| name.ends_with(".iwa")) {
        return Err(Unreadable::Unsupported {
            kind: "Pages, Numbers or Keynote",
            advice: "Export it as a PDF or for Word, Excel or PowerPoint, and add that.",
        });
    }
    let archive = Unreadable::Unsupported { kind: "packed archive", advice: UNPACK };
    Err(misnamed(ending).unwrap_or(archive))
}

/// What Office wrote before 2007, and what it still writes around a document with a password.
fn old_office(bytes: &[u8]) -> Unreadable {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") {
        return Unreadable::Password;
    }
    let known = OLD_OFFICE.iter().find(|(stream, ..)| holds(stream));
    let (_, kind, advice) = known.unwrap_or(&(
        "",
        "old Office file",
        "Open it, save it in the format of today (.docx, .xlsx, .pptx), and add that.",
    ));
    Unreadable::Unsupported { kind, advice }
}
