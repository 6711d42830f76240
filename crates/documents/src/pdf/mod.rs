//! PDF. A page is glyphs at places; words, lines, columns, paragraphs and tables are worked out
//! from how they stand to each other.
//!
//! - `bombs`: what it unpacks to is measured first;
//! - `glyphs`: glyphs to pieces of lines;
//! - `columns`: pieces to lines, in the order in which people read them;
//! - `repeated`: what stands on each page in the same place is left out;
//! - `blocks`: lines to headings, paragraphs, items and tables;
//! - `picture`: what a page shows where it has no text.

mod blocks;
mod bombs;
mod columns;
mod glyphs;
mod mend;
mod picture;
mod repeated;
mod tables;

use std::sync::Arc;

use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::util::TransformExt as _;
use hayro_interpret::{
    Context, Device, InterpreterCache, InterpreterSettings, interpret_page,
    kurbo::{Affine, Rect},
};

use crate::document::Document;
use crate::limits::Limits;
use crate::package;
use crate::unreadable::Unreadable;
use crate::words::collapse;

use columns::Line;
use glyphs::Glyphs;
use picture::Canvas;
pub use picture::Picture;

const EXPECTED: &str = "a PDF";

/// The end of a file is looked for in so many of its last bytes; some have a few behind it.
const TAIL_BYTES: usize = 4_096;

/// Reads a PDF.
pub(crate) fn read(
    bytes: &[u8],
    fallback_title: &str,
    limits: &Limits,
) -> Result<Document, Unreadable> {
    let pdf = opened(bytes, limits)?;
    let count = pdf.pages().len();
    let (mut pages, mut pictures_only, mut chars) = (Vec::with_capacity(count), 0, 0);
    let cache = InterpreterCache::new();
    for page in pdf.pages().iter() {
        let glyphs = glyphs_of(page, &pdf, &cache, limits.chars_max - chars);
        chars += glyphs.chars();
        if chars >= limits.chars_max {
            return Err(Unreadable::TooLarge { max: limits.chars_max, of_what: "characters" });
        }
        pictures_only += u32::from(glyphs.are_pictures());
        pages.push(columns::lines(glyphs.into_pieces()));
    }
    repeated::leave_out(&mut pages);
    let title = title(&pdf);
    let document = blocks::document(pages, title.as_deref(), fallback_title);
    let pages = u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Document { pages, pictures_only, ..document })
}

/// What the first page shows that holds only pictures, from this one on, counted from 1.
pub(crate) fn picture(
    bytes: &[u8],
    from: u32,
    limits: &Limits,
) -> Result<Option<Picture>, Unreadable> {
    let pdf = opened(bytes, limits)?;
    let cache = InterpreterCache::new();
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        if number >= from && glyphs_of(page, &pdf, &cache, limits.chars_max).are_pictures() {
            let (width, height) = page.render_dimensions();
            let (width, height) = (f64::from(width), f64::from(height));
            let scale = picture::scale(width, height);
            let mut canvas = Canvas::new(width * scale, height * scale);
            draw(page, &pdf, &cache, scale, &mut canvas);
            return Ok(Some(canvas.finish(number)));
        }
    }
    Ok(None)
}

fn opened(bytes: &[u8], limits: &Limits) -> Result<Pdf, Unreadable> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL_BYTES)..];
    let ends = tail.windows(5).any(|five| five == b"%%EOF" || five == b"start");
    bombs::measure(bytes, limits)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unreadable::Password,
        LoadPdfError::Decryption(_) => Unreadable::Protected,
        LoadPdfError::Invalid if ends => Unreadable::Broken { expected: EXPECTED },
        LoadPdfError::Invalid => Unreadable::CutOff,
    })?;
    if !ends {
        // What the library could save of it would pass for the whole.
        return Err(Unreadable::CutOff);
    }
    if pdf.pages().len() > limits.pages_max {
        return Err(Unreadable::TooLarge { max: limits.pages_max, of_what: "pages" });
    }
    Ok(pdf)
}

/// A page's glyphs, up to so many.
fn glyphs_of<'a>(
    page: &Page<'a>,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    chars_max: usize,
) -> Glyphs {
    let mut glyphs = Glyphs::new(bounds(page, 1.0), chars_max);
    draw(page, pdf, cache, 1.0, &mut glyphs);
    glyphs
}

fn bounds(page: &Page<'_>, scale: f64) -> Rect {
    let (width, height) = page.render_dimensions();
    Rect::new(0.0, 0.0, f64::from(width) * scale, f64::from(height) * scale)
}

/// Draws a page so much larger than its units, upright.
fn draw<'a>(
    page: &Page<'a>,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    scale: f64,
    on: &mut impl Device<'a>,
) {
    let settings =
        InterpreterSettings { warning_sink: Arc::new(|_| {}), ..InterpreterSettings::default() };
    let upright = Affine::scale(scale) * page.initial_transform(true).to_kurbo();
    let mut context = Context::new(upright, bounds(page, scale), cache, pdf.xref(), settings);
    interpret_page(page, &mut context, on);
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
