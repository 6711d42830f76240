//! The pictures of a page as one picture, for programs that recognise text in it.
//!
//! Only pictures are put together, at their places: a scan is one of them, or several strips or
//! layers, and drawing all else that a page may hold takes a whole renderer. Text that was drawn as
//! lines is not seen by it.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, LumaData,
    Paint, RgbData, SoftMask,
};

/// Points of the picture to an inch, which recognising wants.
const POINTS_TO_AN_INCH: f64 = 300.0;

/// Units of a page to an inch.
const UNITS_TO_AN_INCH: f64 = 72.0;

/// Most points of a picture: twice a page of A4. Larger pages are made smaller.
const POINTS_MAX: f64 = 18_000_000.0;

/// Places looked at for one point, across and down, where a picture is finer than ours.
const LOOKS_MAX: u8 = 3;

/// What a page shows, black to white from the upper left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Which page, from 1.
    pub page: u32,
    /// Points across.
    pub width: usize,
    /// Points down.
    pub height: usize,
    /// Its points, row by row; 255 is white.
    pub grey: Vec<u8>,
}

/// How much larger than its units a page of this size becomes.
pub(super) fn scale(width: f64, height: f64) -> f64 {
    let wanted = POINTS_TO_AN_INCH / UNITS_TO_AN_INCH;
    wanted.min((POINTS_MAX / (width * height).max(1.0)).sqrt())
}

/// A page on which pictures are put together.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

/// A picture's points: how light they are, and how much they cover.
struct Points<'a> {
    light: &'a dyn Fn(usize) -> u8,
    cover: &'a dyn Fn(f64, f64) -> u8,
    width: u32,
    height: u32,
}

impl Canvas {
    /// A white page.
    pub(super) fn new(width: f64, height: f64) -> Self {
        let (width, height) = (whole(width).max(1), whole(height).max(1));
        Self { width, height, grey: vec![255; width * height] }
    }

    pub(super) fn finish(self, page: u32) -> Picture {
        Picture { page, width: self.width, height: self.height, grey: self.grey }
    }

    fn put(&mut self, points: &Points<'_>, place: Affine) {
        let (width, height) = (f64::from(points.width), f64::from(points.height));
        let back = place.inverse();
        let on_page = place.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        let on_page = on_page.intersect(Rect::new(0.0, 0.0, real(self.width), real(self.height)));
        if !back.is_finite() || !on_page.is_finite() {
            return;
        }
        let across = Vec2::new(back.as_coeffs()[0], back.as_coeffs()[1]);
        let down = Vec2::new(back.as_coeffs()[2], back.as_coeffs()[3]);
        let finer = across.hypot().max(down.hypot()).ceil().clamp(1.0, f64::from(LOOKS_MAX));
        let step = 1.0 / finer;
        for row in whole(on_page.y0)..whole(on_page.y1.ceil()).min(self.height) {
            for column in whole(on_page.x0)..whole(on_page.x1.ceil()).min(self.width) {
                let (mut light, mut cover, mut looks) = (0_u32, 0_u32, 0_u32);
                for look in 0..whole(finer * finer) {
                    let (down, across) = (look / whole(finer), look % whole(finer));
                    let at = Point::new(
                        real(column) + (real(across) + 0.5) * step,
                        real(row) + (real(down) + 0.5) * step,
                    );
                    looks += 1;
                    let at = back * at;
                    if at.x < 0.0 || at.y < 0.0 || at.x >= width || at.y >= height {
                        continue;
                    }
                    let covers = (points.cover)(at.x / width, at.y / height);
                    let place = whole(at.y) * whole(width) + whole(at.x);
                    light += u32::from((points.light)(place)) * u32::from(covers);
                    cover += u32::from(covers);
                }
                let here = &mut self.grey[row * self.width + column];
                let all = looks * 255;
                let mixed = (light + u32::from(*here) * (all - cover)) / all;
                *here = u8::try_from(mixed).unwrap_or(255);
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "points of a picture are far below 2^52")]
fn real(points: usize) -> f64 {
    points as f64
}

/// A place as a number of points; what lies outside is on the edge.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places are small, and those below zero are zero"
)]
fn whole(place: f64) -> usize {
    place.max(0.0) as usize
}

/// How light a colour is to the eye.
fn light(red: u8, green: u8, blue: u8) -> u8 {
    let sum = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
    u8::try_from(sum / 1_000).unwrap_or(255)
}

/// How much a mask covers at a place, as a share of its sides.
fn covered(mask: &LumaData, across: f64, down: f64) -> u8 {
    let (column, row) =
        (whole(across * f64::from(mask.width)), whole(down * f64::from(mask.height)));
    let place = row * whole(f64::from(mask.width)) + column;
    mask.data.get(place).copied().unwrap_or(255)
}

fn placed(place: Affine, (across, down): (f32, f32)) -> Affine {
    place * Affine::scale_non_uniform(f64::from(across), f64::from(down))
}

impl<'a> Device<'a> for Canvas {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        match image {
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, paint| {
                    let ink = match paint {
                        Paint::Color(color) => {
                            let [red, green, blue, _] = color.to_rgba().to_rgba8();
                            light(red, green, blue)
                        }
                        Paint::Pattern(_) => 0,
                    };
                    let points = Points {
                        light: &|_| ink,
                        cover: &|across, down| covered(&mask, across, down),
                        width: mask.width,
                        height: mask.height,
                    };
                    self.put(&points, placed(props.transform, mask.scale_factors));
                },
                None,
            ),
            Image::Raster(raster) => raster.with_rgba(
                |image, alpha| {
                    let place = placed(props.transform, image.scale_factors());
                    let (width, height) = (image.width(), image.height());
                    let cover = |across, down| {
                        alpha.as_ref().map_or(255, |mask| covered(mask, across, down))
                    };
                    let light = |place: usize| lightness(&image, place);
                    let points = Points { light: &light, cover: &cover, width, height };
                    self.put(&points, place);
                },
                None,
            ),
        }
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn lightness(image: &ImageData, place: usize) -> u8 {
    match image {
        ImageData::Luma(LumaData { data, .. }) => data.get(place).copied().unwrap_or(255),
        ImageData::Rgb(RgbData { data, .. }) => match data.get(place * 3..place * 3 + 3) {
            Some([red, green, blue]) => light(*red, *green, *blue),
            _ => 255,
        },
    }
}
