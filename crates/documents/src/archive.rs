//! Zip archives, read in memory within bounds. No name in one ever becomes a path.

use std::io::{Cursor, Read as _};

use encoding_rs::{Encoding, UTF_8};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::limits::Limits;
use crate::unreadable::Unreadable;

/// An archive and how much may still be unpacked from it.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    unpacked_bytes_max: usize,
    left: usize,
    expected: &'static str,
}

impl<'a> Archive<'a> {
    /// Opens one; `expected` is what it should be, as its owner calls it.
    pub(crate) fn open(
        bytes: &'a [u8],
        limits: &Limits,
        expected: &'static str,
    ) -> Result<Self, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            // The list of contents stands at the end of an archive.
            let has_end = bytes.windows(4).any(|four| four == b"PK\x05\x06");
            if has_end { Unreadable::Broken { expected } } else { Unreadable::CutOff }
        })?;
        if zip.len() > limits.entries_max {
            return Err(Unreadable::TooLarge { max: limits.entries_max, of_what: "parts" });
        }
        let unpacked_bytes_max = limits.unpacked_bytes_max;
        Ok(Self { zip, unpacked_bytes_max, left: unpacked_bytes_max, expected })
    }

    /// The names of the entries; those that are no text are nobody's.
    pub(crate) fn names(&self) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
        self.zip.file_names().flatten()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The bytes of an entry; none where it is not there.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let expected = self.expected;
        let broken = || Unreadable::Broken { expected };
        let entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Unreadable::Password);
            }
            Err(_) => return Err(broken()),
        };
        // The size that an entry claims is not believed: it is counted while it is unpacked.
        let mut unpacked = Vec::new();
        let more = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        let read = entry.take(more).read_to_end(&mut unpacked);
        if unpacked.len() > self.left {
            let max = self.unpacked_bytes_max / (1024 * 1024);
            return Err(Unreadable::TooLarge { max, of_what: "MB when unpacked" });
        }
        read.map_err(|_| broken())?;
        self.left -= unpacked.len();
        Ok(Some(unpacked))
    }

    /// The text of an entry; XML without a mark of its encoding is UTF-8.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        Ok(self.bytes(name)?.map(|bytes| {
            let encoding = Encoding::for_bom(&bytes).map_or(UTF_8, |(encoding, _)| encoding);
            encoding.decode(&bytes).0.into_owned()
        }))
    }

    /// The text of an entry without which there is no document.
    pub(crate) fn needed(&mut self, name: &str) -> Result<String, Unreadable> {
        let broken = Unreadable::Broken { expected: self.expected };
        self.text(name)?.ok_or(broken)
    }

    /// What it should be, for a reason.
    pub(crate) fn expected(&self) -> &'static str {
        self.expected
    }
}

/// The name of an entry that another one points to: "../media/a.png" from "ppt/slides/b.xml".
pub(crate) fn resolve(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        parts.extend(from.split('/'));
        parts.pop();
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_names_inside_the_archive() {
        let from = "ppt/slides/slide1.xml";
        assert_eq!(resolve(from, "../media/a.png"), "ppt/media/a.png");
        assert_eq!(resolve(from, "/xl/sheet.xml"), "xl/sheet.xml");
        assert_eq!(resolve(from, "../../../../etc/passwd"), "etc/passwd");
    }
}
