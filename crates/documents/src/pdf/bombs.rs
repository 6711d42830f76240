//! How much a PDF unpacks to, counted before the library unpacks it, which has no bound for that.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use crate::limits::Limits;
use crate::unreadable::Unreadable;

/// So far before a stream it is looked for whether it is a picture. Those are never unpacked here.
const DICTIONARY_BYTES: usize = 512;

/// Bytes that are unpacked at once.
const PIECE_BYTES: usize = 64 * 1024;

/// Unpacks every stream that may be text, drawing or structure, and keeps nothing of it.
pub(super) fn measure(bytes: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    let mut left = u64::try_from(limits.unpacked_bytes_max).unwrap_or(u64::MAX);
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"stream") {
        let before = &bytes[..from + at];
        from += at + b"stream".len();
        let is_end = before.ends_with(b"end");
        if is_end || is_picture(before) {
            continue;
        }
        let content = bytes[from..].trim_ascii_start();
        if !is_packed(content) {
            continue;
        }
        left = left.saturating_sub(unpacked(content, left.saturating_add(1)));
        if left == 0 {
            let max = limits.unpacked_bytes_max / (1024 * 1024);
            return Err(Unreadable::TooLarge { max, of_what: "MB when unpacked" });
        }
    }
    Ok(())
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

/// Whether the dictionary of the stream that begins here is a picture's.
fn is_picture(before: &[u8]) -> bool {
    let near = &before[before.len().saturating_sub(DICTIONARY_BYTES)..];
    let object = near.windows(4).rposition(|four| four == b" obj").unwrap_or(0);
    find(&near[object..], b"/Image").is_some()
}

/// The two bytes with which packed streams begin.
fn is_packed(content: &[u8]) -> bool {
    let [first, second, ..] = content else { return false };
    first & 0x0f == 8 && (u16::from(*first) * 256 + u16::from(*second)) % 31 == 0
}

/// Bytes that a stream unpacks to, counted up to a bound.
fn unpacked(content: &[u8], max: u64) -> u64 {
    let mut decoder = ZlibDecoder::new(content).take(max);
    // A stream that breaks off has come to that much all the same.
    let mut piece = vec![0; PIECE_BYTES];
    let mut count = 0;
    while let Ok(more @ 1..) = decoder.read(&mut piece) {
        count += u64::try_from(more).unwrap_or(0);
    }
    count
}
