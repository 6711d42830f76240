//! Pictures made anew: what is kept was drawn by us from what was sent, and nothing of the sent
//! file itself, neither where it was taken nor what may hide behind it.
//!
//! The kind is told from the first bytes, never from a name. The size is told from the header,
//! before anything is decoded. Nothing here knows a row or a request.

use std::io::Cursor;

use domain::limits::{
    FACE_EDGE_PX, PICTURE_EDGE_PX_MAX, PICTURE_PIXELS_MAX, THUMBNAIL_EDGE_PX_MAX,
};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Rgb, RgbImage};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Pictures decoded at once: the largest takes some hundred megabytes for a moment.
static AT_WORK: Semaphore = Semaphore::const_new(1);

/// Pictures that wait for it; each holds its file in memory meanwhile.
static WAITING: Semaphore = Semaphore::const_new(16);

/// Bytes of a decoded picture at most: 50 megapixels in four bytes each.
const DECODED_BYTES_MAX: u64 = 4 * PICTURE_PIXELS_MAX;

/// All that is made has this type.
const MEDIA: &str = "image/jpeg";

/// Nobody looks into a file that is no picture: no browser opens this type.
const FILE_MEDIA: &str = "application/octet-stream";

/// Characters of a file's name.
const NAME_CHARS_MAX: usize = 100;

/// Where the eye still sees no difference (JPEG's own scale).
const QUALITY: u8 = 84;

/// A picture as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) bytes: Vec<u8>,
    pub(crate) thumbnail: Option<Vec<u8>>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) media: &'static str,
    /// Of a file that is no picture.
    pub(crate) name: Option<String>,
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// A square of its middle.
    Face,
    /// The whole of it, and a small one.
    Photo,
    /// The same; what is no picture is kept as it came.
    Any,
}

/// Why it was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// None of the four kinds.
    Kind,
    /// It cannot be read to its end.
    Broken,
    /// More pixels than are taken.
    Large,
    /// Too many wait.
    Busy,
}

impl Wrong {
    /// What to do, in a sentence.
    pub(crate) fn why(self) -> &'static str {
        match self {
            Self::Kind => "This is no picture that can be read. Send a PNG, JPEG, WebP or GIF.",
            Self::Broken => "This picture is damaged. Save it again and send that.",
            Self::Large => "This picture has more than 50 megapixels. Send a smaller one.",
            Self::Busy => "Many pictures come in at this moment. Try again.",
        }
    }
}

/// What a file is called, without folders and without signs that would deceive whoever reads it.
pub(crate) fn file_name(sent: &str) -> String {
    let base = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    // Marks of direction let "exe.txt" end in another order.
    let is_plain = |sign: &char| !sign.is_control() && !('\u{200b}'..='\u{206f}').contains(sign);
    base.chars().filter(is_plain).take(NAME_CHARS_MAX).collect::<String>().trim().to_owned()
}

/// Makes a picture anew, away from the threads that serve.
pub(crate) async fn make(sent: Vec<u8>, name: String, what: Use) -> Result<Made, Wrong> {
    let waiting = WAITING.try_acquire().map_err(|_| Wrong::Busy)?;
    let at_work = AT_WORK.acquire().await.expect("the semaphore is never closed");
    // The permits go along: the asker may give up while the core still works.
    let done = spawn_blocking(move || {
        let _permits = (waiting, at_work);
        match made(&sent, what) {
            Err(Wrong::Kind) if what == Use::Any => Ok(as_it_came(sent, name)),
            made => made,
        }
    });
    // A reader that panics fails its own picture and nothing else.
    done.await.unwrap_or(Err(Wrong::Broken))
}

fn as_it_came(bytes: Vec<u8>, name: String) -> Made {
    let name = if name.is_empty() { "file".to_owned() } else { name };
    let (width, height) = (0, 0);
    Made { bytes, thumbnail: None, width, height, media: FILE_MEDIA, name: Some(name) }
}

fn made(sent: &[u8], what: Use) -> Result<Made, Wrong> {
    let picture = decoded(sent, what)?;
    match what {
        Use::Face => {
            let face =
                flat(&picture.resize_to_fill(FACE_EDGE_PX, FACE_EDGE_PX, FilterType::Triangle));
            Ok(Made {
                bytes: encoded(&face)?,
                thumbnail: None,
                width: face.width(),
                height: face.height(),
                media: MEDIA,
                name: None,
            })
        }
        Use::Photo | Use::Any => {
            let photo = flat(&picture);
            let small = DynamicImage::from(photo.clone());
            let small = fitted(small, THUMBNAIL_EDGE_PX_MAX).into_rgb8();
            Ok(Made {
                bytes: encoded(&photo)?,
                thumbnail: Some(encoded(&small)?),
                width: photo.width(),
                height: photo.height(),
                media: MEDIA,
                name: None,
            })
        }
    }
}

/// Upright and no larger than needed.
fn decoded(sent: &[u8], what: Use) -> Result<DynamicImage, Wrong> {
    let kind = image::guess_format(sent).map_err(|_| Wrong::Kind)?;
    let kinds = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif];
    if !kinds.contains(&kind) {
        return Err(Wrong::Kind);
    }
    let mut reader = ImageReader::with_format(Cursor::new(sent), kind);
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(DECODED_BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| wrong(&error))?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Wrong::Broken);
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PICTURE_PIXELS_MAX || decoder.total_bytes() > DECODED_BYTES_MAX {
        return Err(Wrong::Large);
    }
    let turned = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let whole = DynamicImage::from_decoder(decoder).map_err(|error| wrong(&error))?;
    // A face is cut from its middle afterwards, so its shorter edge counts.
    let edge = match what {
        Use::Face => 4 * FACE_EDGE_PX,
        Use::Photo | Use::Any => PICTURE_EDGE_PX_MAX,
    };
    let mut picture = fitted(whole, edge);
    picture.apply_orientation(turned);
    Ok(picture)
}

fn wrong(error: &image::ImageError) -> Wrong {
    match error {
        image::ImageError::Limits(_) => Wrong::Large,
        image::ImageError::Unsupported(_) => Wrong::Kind,
        _ => Wrong::Broken,
    }
}

/// No edge longer than this. Much larger ones are halved roughly first, which takes less memory.
fn fitted(picture: DynamicImage, edge: u32) -> DynamicImage {
    let longer = picture.width().max(picture.height());
    if longer <= edge {
        return picture;
    }
    let rough = if longer > 2 * edge { picture.thumbnail(2 * edge, 2 * edge) } else { picture };
    rough.resize(edge, edge, FilterType::Triangle)
}

/// What can be seen through stands on white.
fn flat(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let clear = picture.to_rgba8();
    let mut ground = DynamicImage::from(RgbImage::from_pixel(
        clear.width(),
        clear.height(),
        Rgb([255, 255, 255]),
    ))
    .into_rgba8();
    imageops::overlay(&mut ground, &clear, 0, 0);
    DynamicImage::from(ground).into_rgb8()
}

fn encoded(picture: &RgbImage) -> Result<Vec<u8>, Wrong> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    encoder.encode_image(picture).map_err(|_| Wrong::Broken)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
