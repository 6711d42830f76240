//! A body up to its bound, however it comes: told too large, without a length, without an end, or
//! small and swelling when it is unpacked.

use std::io::Read as _;

use flate2::read::MultiGzDecoder;
use reqwest::Response;
use reqwest::header::CONTENT_ENCODING;

use super::{Unfetched, unfetched};

pub(super) async fn read(answer: &mut Response, bytes_max: usize) -> Result<Vec<u8>, Unfetched> {
    if answer.content_length().is_some_and(|told| told > bytes_max as u64) {
        return Err(Unfetched::TooLarge(bytes_max));
    }
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|error| unfetched(&error))? {
        if body.len() + piece.len() > bytes_max {
            return Err(Unfetched::TooLarge(bytes_max));
        }
        body.extend_from_slice(&piece);
    }
    let packed =
        answer.headers().get(CONTENT_ENCODING).map(|it| it.as_bytes().to_ascii_lowercase());
    match packed.as_deref() {
        None | Some(b"" | b"identity") => Ok(body),
        Some(b"gzip" | b"x-gzip") => {
            let unpacking = tokio::task::spawn_blocking(move || unpack(&body, bytes_max));
            unpacking.await.map_err(|_| Unfetched::Broken)?
        }
        Some(_) => Err(Unfetched::Broken),
    }
}

/// Stops one byte after the bound: what lies behind it is never unpacked.
fn unpack(body: &[u8], bytes_max: usize) -> Result<Vec<u8>, Unfetched> {
    let mut unpacked = Vec::new();
    let room = bytes_max as u64 + 1;
    MultiGzDecoder::new(body)
        .take(room)
        .read_to_end(&mut unpacked)
        .map_err(|_| Unfetched::Broken)?;
    if unpacked.len() > bytes_max { Err(Unfetched::TooLarge(bytes_max)) } else { Ok(unpacked) }
}
