//! Glyphs to pieces of lines: what stands on one line without a wide gap.

use std::collections::HashSet;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};

use super::mend;

/// Units of a glyph's own space to one of its size.
const UNITS: f64 = 1_000.0;

/// A gap of this share of the size parts two words. Spaces are a quarter of it, tight ones a fifth.
const WORD_GAP: f64 = 0.16;

/// A gap of this share of the size parts two columns or cells.
const PIECE_GAP: f64 = 1.0;

/// How far a glyph may stand above or below its line and still belong to it, as in "m²".
const RAISED: f64 = 0.5;

/// Text that runs more askew than this is a stamp or watermark.
const ASKEW: f64 = 0.18;

/// Text on one line without a wide gap.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    /// Where its letters stand, from the top.
    pub(super) base: f64,
    pub(super) size: f64,
    pub(super) bold: bool,
    /// Quarter turns of its direction.
    pub(super) turns: u8,
    /// Read from the right, and already in that order.
    pub(super) leftward: bool,
}

/// What a page draws.
pub(super) struct Glyphs {
    bounds: Rect,
    chars_max: usize,
    chars: usize,
    pieces: Vec<Piece>,
    open: Option<Piece>,
    /// Something other than text is drawn.
    draws: bool,
}

/// One glyph, turned so that its line runs to the right.
struct Placed {
    text: String,
    at: Point,
    width: f64,
    size: f64,
    turns: u8,
}

impl Glyphs {
    pub(super) fn new(bounds: Rect, chars_max: usize) -> Self {
        Self { bounds, chars_max, chars: 0, pieces: Vec::new(), open: None, draws: false }
    }

    /// Characters that can be read.
    pub(super) fn chars(&self) -> usize {
        self.chars
    }

    /// Whether nothing is there but pictures, or letters that cannot be told.
    pub(super) fn are_pictures(&self) -> bool {
        self.chars == 0 && self.draws
    }

    /// What stands on the page, without what is drawn twice to look bold.
    pub(super) fn into_pieces(mut self) -> Vec<Piece> {
        self.close();
        let mut seen = HashSet::new();
        self.pieces.retain(|piece| {
            let step = (piece.size * 0.5).max(0.5);
            let place = |value: f64| near(value / step);
            let (left, base) = (place(piece.left), place(piece.base));
            let new = seen.insert((piece.text.clone(), piece.turns, left, base));
            new && !piece.text.trim().is_empty()
        });
        self.pieces
    }

    fn close(&mut self) {
        if let Some(mut piece) = self.open.take() {
            piece.text.truncate(piece.text.trim_end().len());
            if !piece.leftward && is_leftward(&piece.text) {
                // The letters were drawn from the left, against the way they are read.
                piece.text = piece.text.chars().rev().collect();
            }
            self.pieces.push(piece);
        }
    }

    fn add(&mut self, glyph: Placed, bold: bool) {
        let solid = !glyph.text.trim().is_empty();
        self.chars += usize::from(solid);
        let joins = self.open.as_ref().is_some_and(|open| open.joins(&glyph));
        if joins && let Some(open) = &mut self.open {
            open.append(&glyph, solid);
            return;
        }
        self.close();
        if solid {
            self.open = Some(Piece {
                leftward: false,
                left: glyph.at.x,
                right: glyph.at.x + glyph.width,
                base: glyph.at.y,
                size: glyph.size,
                text: glyph.text,
                turns: glyph.turns,
                bold,
            });
        }
    }

    /// Where a glyph stands; none for what is not on the page or runs askew.
    fn place(&self, glyph: &Glyph<'_>, transform: Affine) -> Option<Placed> {
        let text = match glyph.as_unicode()? {
            BfString::Char(c) => c.to_string(),
            BfString::String(text) => text,
        };
        let text = mend::letters(&text);
        if text.is_empty() {
            return None;
        }
        let origin = transform * Point::ZERO;
        let along = (transform * Point::new(UNITS, 0.0)) - origin;
        let up = (transform * Point::new(0.0, UNITS)) - origin;
        let size = up.hypot();
        if !(size.is_finite() && size > 0.5 && origin.is_finite()) {
            return None;
        }
        if !self.bounds.inflate(size, size).contains(origin) {
            return None;
        }
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let width = f64::from(advance.unwrap_or(500.0)) / UNITS * along.hypot();
        let turns = turns(along)?;
        let at = match turns {
            0 => origin,
            1 => Point::new(origin.y, -origin.x),
            2 => Point::new(-origin.x, -origin.y),
            _ => Point::new(-origin.y, origin.x),
        };
        let width = if width.is_finite() { width.clamp(0.0, size * 4.0) } else { size * 0.5 };
        Some(Placed { text, at, width, size, turns })
    }
}

/// Quarter turns of a direction; none where it lies between.
fn turns(along: Vec2) -> Option<u8> {
    let quarter = along.atan2() / std::f64::consts::FRAC_PI_2;
    let whole = quarter.round();
    if (quarter - whole).abs() > ASKEW {
        return None;
    }
    u8::try_from(near(whole).rem_euclid(4)).ok()
}

/// A number as a whole one.
#[expect(clippy::cast_possible_truncation, reason = "places on a page are small numbers")]
fn near(value: f64) -> i64 {
    value.round() as i64
}

/// True when most letters are of a script that is read from the right.
pub(super) fn is_leftward(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (leftward, rightward): (Vec<char>, Vec<char>) = letters.partition(
        |c| matches!(*c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'),
    );
    leftward.len() > rightward.len()
}

impl Piece {
    /// Whether a glyph goes on where this ends.
    fn joins(&self, glyph: &Placed) -> bool {
        let size = self.size.max(glyph.size);
        if self.turns != glyph.turns || (self.base - glyph.at.y).abs() > size * RAISED {
            return false;
        }
        let gap = glyph.at.x - self.right;
        let goes_left = (glyph.at.x + glyph.width - self.left).abs() < size * PIECE_GAP
            && is_leftward(&glyph.text)
            && gap < 0.0;
        goes_left || (gap > -size * 0.5 && gap < size * PIECE_GAP)
    }

    fn append(&mut self, glyph: &Placed, solid: bool) {
        let goes_left = glyph.at.x < self.left;
        let gap = if goes_left {
            self.left - (glyph.at.x + glyph.width)
        } else {
            glyph.at.x - self.right
        };
        // An accent lies over its letter, so that the letter goes back below it.
        let accent = self.text.chars().next_back().filter(|_| gap < glyph.size * -0.15);
        if let Some(letter) = accent.and_then(|accent| mend::accented(accent, &glyph.text)) {
            self.text.pop();
            self.text.push(letter);
            self.right = self.right.max(glyph.at.x + glyph.width);
            return;
        }
        let spaced = !solid || gap > self.size.max(glyph.size) * WORD_GAP;
        if spaced && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        if solid {
            self.text.push_str(&glyph.text);
        }
        self.leftward |= goes_left;
        self.left = self.left.min(glyph.at.x);
        self.right = self.right.max(glyph.at.x + glyph.width);
        // A footnote's number does not make a line small, nor a raised one high.
        if solid && glyph.size > self.size {
            (self.size, self.base) = (glyph.size, glyph.at.y);
        }
    }
}

impl<'a> Device<'a> for Glyphs {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let is_bold = |glyph: &Glyph<'_>| match glyph {
            Glyph::Outline(outline) => outline.font_data().is_some_and(|font| {
                let name = font.postscript_name.unwrap_or_default().to_lowercase();
                font.weight.is_some_and(|weight| weight >= 600)
                    || ["bold", "black", "heavy"].iter().any(|word| name.contains(word))
            }),
            Glyph::Type3(_) => false,
        };
        let bold = run.glyphs().first().is_some_and(|glyph| is_bold(glyph))
            || matches!(mode, DrawMode::FillAndStroke(..));
        for glyph in run.glyphs() {
            if self.chars >= self.chars_max {
                return;
            }
            match self.place(glyph, props.transform * glyph.transform()) {
                Some(placed) => self.add(placed, bold),
                None => self.draws |= glyph.as_unicode().is_none(),
            }
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.draws = true;
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
