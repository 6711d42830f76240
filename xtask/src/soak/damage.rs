//! Files with bytes flipped, cut, spliced and repeated. The same number makes the same file of the
//! same originals.

use std::io::{Cursor, Read as _, Write as _};
use std::ops::Range;

use fastrand::Rng;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Most changes to one file. A few leave most of it whole, so that readers get far into it.
const CHANGES: Range<usize> = 1..9;

/// Longest piece that is cut out or put in elsewhere.
const PIECE_BYTES: usize = 2_000;

/// Longest piece that is repeated, and how often at most: enough to nest deep and to grow long.
const REPEATED_BYTES: usize = 200;
const REPEATS: usize = 2_000;

/// Most that is unpacked of one part. Bombs stay packed: they are damaged as they are.
const UNPACKED_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// Numbers at which counting goes wrong.
const NUMBERS: [&str; 8] =
    ["0", "-1", "255", "65536", "2147483648", "4294967295", "18446744073709551616", "1e308"];

/// A file and its name.
pub(super) struct File {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// The damaged file of this number.
pub(super) fn damaged(number: u64, originals: &[File]) -> File {
    let mut chance = Rng::with_seed(number);
    let File { name, bytes } = &originals[chance.usize(..originals.len())];
    // What is packed is mostly noticed as damaged before anything reads it.
    let inside = chance.bool();
    let repacked = match bytes.get(..4) {
        Some(b"PK\x03\x04") if inside => in_archive(&mut chance, bytes),
        Some(b"%PDF") if inside => in_stream(&mut chance, bytes),
        _ => None,
    };
    let bytes = repacked.unwrap_or_else(|| changed(&mut chance, bytes.clone()));
    File { name: name.clone(), bytes }
}

fn changed(chance: &mut Rng, mut bytes: Vec<u8>) -> Vec<u8> {
    for _ in 0..chance.usize(CHANGES) {
        change(chance, &mut bytes);
    }
    bytes
}

fn change(chance: &mut Rng, bytes: &mut Vec<u8>) {
    if bytes.is_empty() {
        return bytes.push(chance.u8(..));
    }
    match chance.u8(..6) {
        0 => {
            let at = chance.usize(..bytes.len());
            bytes[at] ^= 1 << chance.u8(..8);
        }
        1 => {
            let at = chance.usize(..bytes.len());
            bytes[at] = chance.u8(..);
        }
        2 => drop(bytes.drain(piece(chance, bytes.len(), PIECE_BYTES))),
        3 => {
            let piece = bytes[piece(chance, bytes.len(), PIECE_BYTES)].to_vec();
            let at = chance.usize(..=bytes.len());
            bytes.splice(at..at, piece);
        }
        4 => {
            let place = piece(chance, bytes.len(), REPEATED_BYTES);
            let often = bytes[place.clone()].repeat(chance.usize(2..REPEATS));
            bytes.splice(place, often);
        }
        _ => {
            let from = chance.usize(..bytes.len());
            let digits = |byte: &&u8| byte.is_ascii_digit();
            let Some(start) = bytes[from..].iter().position(|byte| digits(&byte)) else { return };
            let start = from + start;
            let length = bytes[start..].iter().take_while(digits).count();
            let number = NUMBERS[chance.usize(..NUMBERS.len())];
            bytes.splice(start..start + length, number.bytes());
        }
    }
}

fn piece(chance: &mut Rng, length: usize, longest: usize) -> Range<usize> {
    let start = chance.usize(..length);
    start..start + chance.usize(1..=longest.min(length - start))
}

/// Damages one part of an archive and packs all of them anew.
fn in_archive(chance: &mut Rng, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut from = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let at = chance.usize(..from.len().max(1));
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for part in 0..from.len() {
        if part != at {
            to.raw_copy_file(from.by_index_raw(part).ok()?).ok()?;
            continue;
        }
        let mut entry = from.by_index(part).ok()?;
        if entry.size() > UNPACKED_BYTES_MAX {
            return None;
        }
        let name = entry.name().ok()?.into_owned();
        let mut content = Vec::new();
        entry.by_ref().take(UNPACKED_BYTES_MAX).read_to_end(&mut content).ok()?;
        to.start_file(name, options).ok()?;
        to.write_all(&changed(chance, content)).ok()?;
    }
    Some(to.finish().ok()?.into_inner())
}

/// Words around what a PDF packs.
const START: &[u8] = b"stream";
const END: &[u8] = b"endstream";

/// Damages one packed stream of a PDF inside. It keeps its length, so that the rest stays whole.
fn in_stream(chance: &mut Rng, bytes: &[u8]) -> Option<Vec<u8>> {
    let starts: Vec<usize> = (0..bytes.len())
        .filter(|at| bytes[*at..].starts_with(START) && !bytes[..*at].ends_with(b"end"))
        .map(|at| at + START.len())
        .map(|at| at + bytes[at..].iter().take_while(|it| b"\r\n".contains(it)).count())
        .collect();
    let start = *starts.get(chance.usize(..starts.len().max(1)))?;
    let length = bytes[start..].windows(END.len()).position(|word| word == END)?;
    let mut content = Vec::new();
    ZlibDecoder::new(&bytes[start..]).take(UNPACKED_BYTES_MAX).read_to_end(&mut content).ok()?;
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&changed(chance, content)).ok()?;
    let mut packed = encoder.finish().ok()?;
    if packed.len() > length {
        return None;
    }
    packed.resize(length, b'\n');
    let mut whole = bytes.to_vec();
    whole.splice(start..start + length, packed);
    Some(whole)
}
