//! Sets of characters, written so that every engine reads them alike.

use std::fmt::Write as _;

/// Of what a text is made: a tab, and what has a shape, up to U+FFFF.
const ALL: [(u32, u32); 3] = [(0x09, 0x09), (0x20, 0xd7ff), (0xe000, 0xffff)];

/// Ranges of characters, both ends included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Letters(Vec<(u32, u32)>);

impl Letters {
    /// Any character of a line.
    pub(super) fn all() -> Self {
        Self(ALL.to_vec())
    }

    /// The set behind `\d`, `\w`, `\s` and their opposites.
    pub(super) fn named(name: char) -> Option<Self> {
        let ranges: &[(char, char)] = match name.to_ascii_lowercase() {
            'd' => &[('0', '9')],
            'w' => &[('0', '9'), ('A', 'Z'), ('_', '_')],
            's' => &[('\t', '\r'), (' ', ' ')],
            _ => return None,
        };
        let set = Self(ranges.iter().map(|(from, to)| (*from as u32, *to as u32)).collect());
        Some(if name.is_ascii_uppercase() { set.others() } else { set })
    }

    /// Adds the characters from one to another; small letters as capitals.
    pub(super) fn add(&mut self, from: char, to: char) {
        let (from, to) = (from as u32, to as u32);
        let (small_from, small_to) = (from.max('a' as u32), to.min('z' as u32));
        if small_from > small_to {
            self.0.push((from, to));
            return;
        }
        self.0.push((small_from - 0x20, small_to - 0x20));
        if from < small_from {
            self.0.push((from, small_from - 1));
        }
        if to > small_to {
            self.0.push((small_to + 1, to));
        }
    }

    /// Adds another set.
    pub(super) fn join(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    /// All characters that are not in it.
    pub(super) fn others(&self) -> Self {
        let mut left = ALL.to_vec();
        for (from, to) in &self.0 {
            left = left.into_iter().flat_map(|range| without(range, *from, *to)).collect();
        }
        Self(left)
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.joined().is_empty()
    }

    /// As both engines read it: a character by itself where it is only one.
    pub(super) fn plain(&self) -> String {
        let joined = self.joined();
        if let [(from, to)] = joined[..]
            && from == to
        {
            return sign(from);
        }
        let ranges = joined.into_iter().map(|(from, to)| match to - from {
            0 => sign(from),
            1 => sign(from) + &sign(to),
            _ => format!("{}-{}", sign(from), sign(to)),
        });
        format!("[{}]", ranges.collect::<String>())
    }

    /// In order, with what touches in one; without the halves of what browsers count as two.
    fn joined(&self) -> Vec<(u32, u32)> {
        let whole = |(from, to)| without((from, to), 0xd800, 0xdfff);
        let mut sorted: Vec<_> = self.0.iter().copied().flat_map(whole).collect();
        sorted.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (from, to) in sorted {
            match joined.last_mut() {
                Some(last) if from <= last.1 + 1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        joined
    }
}

/// What is left of a range without another.
fn without((from, to): (u32, u32), gone_from: u32, gone_to: u32) -> Vec<(u32, u32)> {
    if gone_to < from || to < gone_from {
        return vec![(from, to)];
    }
    let before = (from < gone_from).then(|| (from, gone_from - 1));
    let after = (gone_to < to).then(|| (gone_to + 1, to));
    before.into_iter().chain(after).collect()
}

/// Letters and digits as they are, all else by its number, so that no sign means anything.
fn sign(code: u32) -> String {
    match char::from_u32(code) {
        Some(letter) if letter.is_ascii_alphanumeric() => letter.to_string(),
        _ => {
            let mut text = String::new();
            let _ = write!(text, "\\u{code:04X}");
            text
        }
    }
}
