//! PDF. A page is glyphs at places; words, lines, columns, paragraphs and tables are worked out
//! from how they stand to each other.
//!
//! - `bombs`: what it unpacks to is measured first;
//! - `glyphs`: glyphs to pieces of lines;
//! - `columns`: pieces to lines, in the order in which people read them;
//! - `repeated`: what stands on each page in the same place is left out;
//! - `blocks`: lines to headings, paragraphs, items and tables.

mod blocks;
mod bombs;
mod columns;
mod glyphs;
mod mend;
mod repeated;
mod tables;

use std::sync::Arc;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::util::TransformExt as _;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, interpret_page, kurbo::Rect,
};

use crate::document::Document;
use crate::limits::Limits;
use crate::package;
use crate::unreadable::Unreadable;
use crate::words::collapse;

use columns::Line;
use glyphs::Glyphs;

const EXPECTED: &str = "a PDF";

/// The end of a file is looked for in so many of its last bytes; some have a few behind it.
const TAIL_BYTES: usize = 4_096;

/// Reads a PDF.
pub(crate) fn read(
    bytes: &[u8],
    fallback_title: &str,
    limits: &Limits,
) -> Result<Document, Unreadable> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL_BYTES)..];
    let ends = tail.windows(5).any(|five| five == b"%%EOF" || five == b"start");
    bombs::measure(bytes, limits)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unreadable::Password,
        LoadPdfError::Decryption(_) => Unreadable::Protected,
        LoadPdfError::Invalid if ends => Unreadable::Broken { expected: EXPECTED },
        LoadPdfError::Invalid => Unreadable::CutOff,
    })?;
    let count = pdf.pages().len();
    if !ends {
        // What the library could save of it would pass for the whole.
        return Err(Unreadable::CutOff);
    }
    if count > limits.pages_max {
        return Err(Unreadable::TooLarge { max: limits.pages_max, of_what: "pages" });
    }
    let (mut pages, mut pictures_only, mut chars) = (Vec::with_capacity(count), 0, 0);
    let cache = InterpreterCache::new();
    for page in pdf.pages().iter() {
        let glyphs = glyphs_of(page, &pdf, &cache, limits.chars_max - chars);
        chars += glyphs.chars();
        if chars >= limits.chars_max {
            return Err(Unreadable::TooLarge { max: limits.chars_max, of_what: "characters" });
        }
        pictures_only += u32::from(glyphs.chars() == 0 && glyphs.draws());
        pages.push(columns::lines(glyphs.into_pieces()));
    }
    repeated::leave_out(&mut pages);
    let title = title(&pdf);
    let document = blocks::document(pages, title.as_deref(), fallback_title);
    let pages = u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Document { pages, pictures_only, ..document })
}

/// A page's glyphs, up to so many.
fn glyphs_of<'a>(
    page: &hayro_interpret::hayro_syntax::page::Page<'a>,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    chars_max: usize,
) -> Glyphs {
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings =
        InterpreterSettings { warning_sink: Arc::new(|_| {}), ..InterpreterSettings::default() };
    let upright = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(upright, bounds, cache, pdf.xref(), settings);
    let mut glyphs = Glyphs::new(bounds, chars_max);
    interpret_page(page, &mut context, &mut glyphs);
    glyphs
}

/// The title in the file's properties, where it reads like one.
fn title(pdf: &Pdf) -> Option<String> {
    let bytes = pdf.metadata().title.as_deref()?;
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0,
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    };
    let plain: String = text.chars().filter(|c| !c.is_control() && *c != '\u{feff}').collect();
    Some(collapse(&mend::ligatures(&plain))).filter(|title| package::is_title(title))
}

/// The lines of each page.
type Pages = Vec<Vec<Line>>;
