//! Pictures as a stranger would send them.

use image::codecs::gif::GifEncoder;
use image::{Frame, RgbaImage};

use super::*;

/// Red on the left, blue on the right, twice as wide as high.
fn two_colours(width: u32) -> RgbImage {
    RgbImage::from_fn(width, width / 2, |x, _| {
        if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }
    })
}

fn as_kind(picture: &RgbImage, kind: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture.clone()).write_to(&mut bytes, kind).unwrap();
    bytes.into_inner()
}

fn read(bytes: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap().into_rgb8()
}

fn is_red(pixel: Rgb<u8>) -> bool {
    pixel[0] > 150 && pixel[2] < 100
}

/// Behind the first marker of a JPEG: an APP1 segment with an orientation, and a place on earth.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08".to_vec();
    exif.extend([0, 2]);
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    // The GPS directory: one entry, the reference of the latitude.
    exif.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0]);
    exif.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 53.3498 N 6.2603 W quokka");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

#[test]
fn the_four_kinds_become_one() {
    let mut gif = Vec::new();
    let first = DynamicImage::from(two_colours(64)).into_rgba8();
    let second = RgbaImage::from_pixel(64, 32, image::Rgba([0, 255, 0, 255]));
    let mut frames = GifEncoder::new(&mut gif);
    frames.encode_frames([Frame::new(first), Frame::new(second)]).unwrap();
    drop(frames);
    for sent in [
        as_kind(&two_colours(64), ImageFormat::Png),
        as_kind(&two_colours(64), ImageFormat::Jpeg),
        as_kind(&two_colours(64), ImageFormat::WebP),
        gif,
    ] {
        let made = made(&sent, Use::Photo).unwrap();
        let picture = read(&made.bytes);
        assert_eq!((made.width, made.height), (64, 32));
        assert!(is_red(*picture.get_pixel(8, 16)) && !is_red(*picture.get_pixel(56, 16)));
    }
}

#[test]
fn a_photo_is_kept_small_and_smaller() {
    let sent = as_kind(&two_colours(4_000), ImageFormat::Jpeg);
    let made = made(&sent, Use::Photo).unwrap();
    assert_eq!((made.width, made.height), (1_600, 800));
    assert_eq!(read(made.thumbnail.as_ref().unwrap()).dimensions(), (480, 240));
}

#[test]
fn a_face_is_a_square_of_the_middle() {
    let sent = as_kind(&two_colours(800), ImageFormat::Png);
    let face = read(&made(&sent, Use::Face).unwrap().bytes);
    assert_eq!(face.dimensions(), (256, 256));
    assert!(is_red(*face.get_pixel(10, 128)) && !is_red(*face.get_pixel(246, 128)));
}

#[test]
fn what_a_camera_says_turns_the_picture_and_is_forgotten() {
    let sent = with_exif(&as_kind(&two_colours(64), ImageFormat::Jpeg), 6);
    let made = made(&sent, Use::Photo).unwrap();
    let picture = read(&made.bytes);
    assert_eq!(picture.dimensions(), (32, 64), "a quarter to the right");
    assert!(is_red(*picture.get_pixel(16, 8)) && !is_red(*picture.get_pixel(16, 56)));
    for bytes in [&made.bytes, made.thumbnail.as_ref().unwrap()] {
        for left in [&b"Exif"[..], b"GPS", b"quokka"] {
            assert!(!bytes.windows(left.len()).any(|it| it == left), "{left:?} is still there");
        }
    }
}

#[test]
fn what_can_be_seen_through_stands_on_white() {
    let clear = RgbaImage::from_pixel(8, 8, image::Rgba([0, 0, 0, 0]));
    let mut sent = Cursor::new(Vec::new());
    DynamicImage::from(clear).write_to(&mut sent, ImageFormat::Png).unwrap();
    let picture = read(&made(sent.get_ref(), Use::Photo).unwrap().bytes);
    assert!(picture.get_pixel(4, 4).0.iter().all(|part| *part > 250));
}

#[test]
fn what_hides_behind_a_picture_stays_behind() {
    let mut sent =
        b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;".to_vec();
    sent.extend(b"<html><script>alert(1)</script>");
    let made = made(&sent, Use::Photo).unwrap();
    assert!(made.bytes.starts_with(&[0xff, 0xd8]));
    assert!(!made.bytes.windows(6).any(|it| it == b"script"));
}

/// A PNG that says so many pixels and brings none.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut sent = as_kind(&two_colours(8), ImageFormat::Png);
    sent[16..20].copy_from_slice(&width.to_be_bytes());
    sent[20..24].copy_from_slice(&height.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&sent[12..29]);
    sent[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    sent
}

#[test]
fn a_bomb_is_known_by_its_header() {
    for (width, height) in [(30_000, 30_000), (u32::MAX >> 1, u32::MAX >> 1), (50_000_001, 1)] {
        let refused = made(&bomb(width, height), Use::Photo).unwrap_err();
        assert!(matches!(refused, Wrong::Large | Wrong::Broken), "{width} {height}: {refused:?}");
    }
    assert_eq!(made(&bomb(7_072, 7_071), Use::Photo).unwrap_err(), Wrong::Large);
}

#[test]
fn what_is_no_picture_is_refused() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    for none in [&svg[..], b"", b"\x89PNG", b"<html>", b"BM\x3a\0\0\0", b"%PDF-1.7", b"II*\0"] {
        assert_eq!(made(none, Use::Face).unwrap_err(), Wrong::Kind, "{none:?}");
    }
    for kind in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = as_kind(&two_colours(64), kind);
        for length in [12, whole.len() / 2] {
            let refused = made(&whole[..length], Use::Photo).unwrap_err();
            assert!(matches!(refused, Wrong::Broken | Wrong::Kind), "{kind:?}: {refused:?}");
        }
    }
    // Half a JPEG may be shown as far as it came; it is made anew all the same.
    let jpeg = as_kind(&two_colours(640), ImageFormat::Jpeg);
    assert_eq!(made(&jpeg[..20], Use::Photo).unwrap_err(), Wrong::Broken);
}
