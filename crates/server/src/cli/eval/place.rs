//! Where a passage stands in the file it was read from.
//!
//! A passage is not a stretch of the file: marks are taken out and headers repeated. So its words
//! are looked for, in order, whole where that works and in halves where it does not.

use std::collections::HashMap;
use std::ops::Range;

/// Words ahead within which a part of a passage is looked for.
const AHEAD_WORDS: usize = 2_000;

/// A part of fewer words could stand anywhere.
const PART_WORDS_MIN: usize = 2;

/// A file as words, each with the characters it reaches over.
pub(super) struct Original {
    ids: HashMap<String, u32>,
    words: Vec<u32>,
    reach: Vec<Range<usize>>,
}

/// Where one passage after the other stands.
pub(super) struct Reader<'original> {
    original: &'original Original,
    next: usize,
    /// Words looked for so far, and those found.
    pub(super) sought: usize,
    pub(super) placed: usize,
}

impl Original {
    /// Reads a file. Offsets count characters.
    pub(super) fn new(text: &str) -> Self {
        let mut original = Self { ids: HashMap::new(), words: Vec::new(), reach: Vec::new() };
        for (word, reach) in words(text) {
            let new = u32::try_from(original.ids.len()).expect("a file has less than 2^32 words");
            let id = *original.ids.entry(word).or_insert(new);
            original.words.push(id);
            original.reach.push(reach);
        }
        original
    }

    pub(super) fn reader(&self) -> Reader<'_> {
        Reader { original: self, next: 0, sought: 0, placed: 0 }
    }
}

impl Reader<'_> {
    /// The stretches of characters that a passage was read from. Passages come in reading order.
    pub(super) fn place(&mut self, passage: &str) -> Vec<Range<usize>> {
        let ids = &self.original.ids;
        // A word that the file does not have equals none of its words.
        let sought: Vec<u32> =
            words(passage).map(|(word, _)| ids.get(&word).copied().unwrap_or(u32::MAX)).collect();
        self.sought += sought.len();
        let mut found: Vec<Range<usize>> = Vec::new();
        self.place_words(&sought, usize::MAX, &mut found);
        self.placed += found.iter().map(ExactSizeIterator::len).sum::<usize>();
        let reach = &self.original.reach;
        let joined = found.chunk_by(|one, other| one.end == other.start);
        joined.map(|run| reach[run[0].start].start..reach[run[run.len() - 1].end - 1].end).collect()
    }

    fn place_words(&mut self, sought: &[u32], ahead: usize, found: &mut Vec<Range<usize>>) {
        if let Some(start) = self.find(sought, ahead) {
            self.next = start + sought.len();
            found.push(start..self.next);
        } else if sought.len() > PART_WORDS_MIN {
            let (first, second) = sought.split_at(sought.len() / 2);
            for part in [first, second] {
                if part.len() >= PART_WORDS_MIN {
                    self.place_words(part, AHEAD_WORDS, found);
                }
            }
        }
    }

    fn find(&self, sought: &[u32], ahead: usize) -> Option<usize> {
        if sought.is_empty() {
            return None;
        }
        let end = self.next.saturating_add(ahead).min(self.original.words.len());
        let window = &self.original.words[self.next.min(end)..end];
        let place = window.windows(sought.len()).position(|words| words == sought)?;
        Some(self.next + place)
    }
}

/// The words of a text, each with its characters and the marks that touch it.
fn words(text: &str) -> impl Iterator<Item = (String, Range<usize>)> {
    let mut chars = text.chars().enumerate().peekable();
    std::iter::from_fn(move || {
        let (mut word, mut start, mut end) = (String::new(), None, 0);
        while let Some((at, c)) = chars.peek().copied() {
            if c.is_alphanumeric() {
                word.push(c);
            } else if !word.is_empty() {
                // Marks behind a word belong to it until the next word or blank.
                while chars.next_if(|(_, c)| !c.is_alphanumeric() && !c.is_whitespace()).is_some() {
                    end += 1;
                }
                break;
            } else if c.is_whitespace() {
                start = None;
                chars.next();
                continue;
            }
            start.get_or_insert(at);
            end = at + 1;
            chars.next();
        }
        (!word.is_empty()).then(|| (word, start.unwrap_or(0)..end))
    })
}

#[cfg(test)]
mod tests {
    use super::Original;

    #[test]
    fn a_passage_is_found_where_it_was_read_from() {
        let text =
            "# Mill\n\nThe **mill** grinds rye. It stands (by law) still.\n\nThe mill rests.";
        let original = Original::new(text);
        let mut reader = original.reader();
        let chars: Vec<char> = text.chars().collect();
        let mut read = |passage: &str| -> Vec<String> {
            let places = reader.place(passage);
            places.into_iter().map(|place| chars[place].iter().collect()).collect()
        };
        assert_eq!(read("The mill grinds rye."), ["The **mill** grinds rye."]);
        assert_eq!(read("It stands (by law) still."), ["It stands (by law) still."]);
        assert_eq!(read("The mill rests."), ["The mill rests."]);
        assert_eq!((reader.sought, reader.placed), (12, 12));
    }

    #[test]
    fn headers_that_are_repeated_do_not_hide_the_cells() {
        let text = "| Loaf | Price |\n|---|---|\n| white rye | two euros |\n| old rye | one euro |";
        let original = Original::new(text);
        let mut reader = original.reader();
        let chars: Vec<char> = text.chars().collect();
        let places =
            reader.place("Loaf: white rye; Price: two euros\nLoaf: old rye; Price: one euro");
        let read: String = places.into_iter().flat_map(|place| chars[place].to_vec()).collect();
        for cell in ["two euros", "old rye"] {
            assert!(read.contains(cell), "{read}");
        }
    }
}
