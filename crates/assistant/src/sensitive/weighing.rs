//! A message as numbers, and the weights that make a matter of them.
//!
//! What is weighed is the whole message and each of its parts, as a grave sentence may stand among
//! many of trade: the meaning of a part, its words, its pairs of words, and pieces of its words,
//! which stay where a word is misspelt or bent. `baton eval weights` fits them.

use std::sync::OnceLock;

use domain::signal::Matter;
use knowledge::semantic::{self, DIMENSIONS};
use serde::{Deserialize, Serialize};

use crate::pattern::{plain, words};

static WEIGHTS: &str = include_str!("../../model/sensitive.json");
static GRAMS: &[u8] = include_bytes!("../../model/sensitive.bin");

/// Places that the words of a part fall into; two words in one place share a weight.
pub const PLACES: usize = 1 << 14;

/// A message with fewer words is left to the patterns: a name says nothing by its letters.
const WORDS_MIN: usize = 3;

/// A part with fewer words has too little meaning to be weighed apart from its message.
const PART_WORDS_MIN: usize = 4;

/// More parts than this are not weighed one by one: what is grave is said before.
const PARTS_MAX: usize = 40;

/// Words of a part beyond these are left out; their pieces would hardly move the sum.
const PART_WORDS_MAX: usize = 400;

/// What meaning and words count for against each other, found by folds of the tuning lines.
const MEANING: f32 = 2.0;
const WORDS: f32 = 1.5;

/// The lengths of the pieces of a word, its two ends marked.
const PIECES: std::ops::RangeInclusive<usize> = 3..=5;

/// The numbers of a part that are not zero, by their place in a row of [`LENGTH`].
pub type Numbers = Vec<(usize, f32)>;

/// Numbers in a full row: the meaning first, then the places of words.
pub const LENGTH: usize = DIMENSIONS + PLACES;

/// The message and its parts, as numbers; nothing where it has too few words.
pub fn numbers(text: &str) -> Vec<Numbers> {
    let text = plain(text);
    if text.split_whitespace().count() < WORDS_MIN {
        return Vec::new();
    }
    let long = |part: &&str| part.split_whitespace().count() >= PART_WORDS_MIN && *part != text;
    let parts = parts(&text).into_iter().filter(long).take(PARTS_MAX);
    std::iter::once(text.as_str()).chain(parts).map(numbers_of).collect()
}

/// Cut after a mark and a space, whatever letter follows: chats are written without capitals.
fn parts(text: &str) -> Vec<&str> {
    let ends = text.match_indices(' ').filter(|(at, _)| {
        text[..*at].ends_with(['.', '!', '?', ';', ':']) || text[..*at].ends_with(" -")
    });
    let mut start = 0;
    let mut found = Vec::new();
    for (end, _) in ends {
        found.push(&text[start..end]);
        start = end + 1;
    }
    found.push(&text[start..]);
    found
}

fn numbers_of(part: &str) -> Numbers {
    let meaning = semantic::embed(part).map(|x| x * MEANING);
    let places = places(part);
    #[expect(clippy::cast_precision_loss, reason = "a part has few words")]
    let share = WORDS / (places.len().max(1) as f32).sqrt();
    let meaning = meaning.into_iter().enumerate();
    meaning.chain(places.into_iter().map(|place| (DIMENSIONS + place, share))).collect()
}

/// Where the words of a part, their pairs and their pieces fall, each place once.
fn places(part: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut before = "^".to_owned();
    for word in words(part).into_iter().take(PART_WORDS_MAX) {
        // Numbers differ from message to message and mean the same.
        let word = if word.bytes().all(|b| b.is_ascii_digit()) { "0".to_owned() } else { word };
        found.push(place(&["w", &word]));
        found.push(place(&["b", &before, &word]));
        let ends = format!("<{word}>");
        let starts: Vec<usize> =
            ends.char_indices().map(|(at, _)| at).chain([ends.len()]).collect();
        for length in PIECES.filter(|length| *length < starts.len() - 1) {
            let pieces = starts.windows(length + 1);
            found.extend(pieces.map(|piece| place(&["c", &ends[piece[0]..piece[length]]])));
        }
        before = word;
    }
    found.push(place(&["b", &before, "$"]));
    found.sort_unstable();
    found.dedup();
    found
}

/// FNV-1a: short, and the same on every machine.
fn place(words: &[&str]) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    for word in words {
        for byte in word.as_bytes().iter().chain(b" ") {
            hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    }
    // The low bits alone of this hash are the worse ones.
    (hash ^ (hash >> 16)) as usize % PLACES
}

/// What is said of a message when it is weighed for one thing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Weights {
    /// The matter; none is any of them.
    pub matter: Option<Matter>,
    /// The sum where nothing is said.
    pub bias: f32,
    /// What the sum has to exceed.
    pub bar: f32,
    /// What a step of a weight in `sensitive.bin` is worth.
    pub step: f32,
    /// The weights of the meaning.
    pub meaning: Vec<f32>,
}

/// The weights in the binary, with those of words: of any matter first, then of each.
fn weights() -> &'static [(Weights, &'static [u8])] {
    static READ: OnceLock<Vec<(Weights, &'static [u8])>> = OnceLock::new();
    READ.get_or_init(|| {
        let weights: Vec<Weights> =
            serde_json::from_str(WEIGHTS).expect("the weights in the binary are whole");
        weights.into_iter().zip(GRAMS.chunks(PLACES)).collect()
    })
}

impl Weights {
    fn sum(&self, words: &[u8], numbers: &Numbers) -> f32 {
        let weighed = numbers.iter().map(|(place, x)| match place.checked_sub(DIMENSIONS) {
            None => self.meaning.get(*place).copied().unwrap_or_default() * x,
            Some(word) => {
                f32::from(words.get(word).copied().unwrap_or_default().cast_signed())
                    * self.step
                    * x
            }
        });
        self.bias + weighed.sum::<f32>()
    }
}

/// What the parts of a message weigh, each part for itself.
pub(super) struct Weighed(Vec<Numbers>);

impl Weighed {
    pub(super) fn new(text: &str) -> Self {
        Self(numbers(text))
    }

    /// The matter of the floor that a part surely raises.
    pub(super) fn floor(&self) -> Option<Matter> {
        let sure = weights().iter().filter(|(it, _)| it.matter.is_some_and(is_floor));
        let above = sure.map(|(it, words)| (self.heaviest(it, words).0 - it.bar, it.matter));
        let above = above.filter(|(above, _)| *above > 0.0);
        above.max_by(|one, other| one.0.total_cmp(&other.0))?.1
    }

    /// The matter that a part probably raises.
    pub(super) fn any(&self) -> Option<Matter> {
        let ((any, words), matters) = weights().split_first()?;
        let (sum, part) = self.heaviest(any, words);
        let part = part.filter(|_| sum > any.bar)?;
        let sums = matters.iter().map(|(it, words)| (it.sum(words, part), it.matter));
        sums.max_by(|one, other| one.0.total_cmp(&other.0))?.1
    }

    fn heaviest(&self, weights: &Weights, words: &[u8]) -> (f32, Option<&Numbers>) {
        let sums = self.0.iter().map(|part| (weights.sum(words, part), Some(part)));
        sums.max_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or((f32::MIN, None))
    }
}

fn is_floor(matter: Matter) -> bool {
    matter.floor().is_some()
}

#[cfg(test)]
mod tests {
    use super::{GRAMS, LENGTH, PLACES, numbers, parts, weights};

    #[test]
    fn parts_end_at_marks_whatever_letter_follows() {
        let text = "Where is it? i can't sleep. no. 5 came - thanks";
        let found = ["Where is it?", "i can't sleep.", "no.", "5 came -", "thanks"];
        assert_eq!(parts(text), found);
    }

    #[test]
    fn numbers_are_within_their_row_and_a_name_has_none() {
        assert!(numbers("Anna Kowalska").is_empty());
        let rows = numbers("Where is my parcel? Überall suche ich das Päckchen, Nr. 4711.");
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().flatten().all(|(place, x)| *place < LENGTH && x.is_finite()));
    }

    #[test]
    fn the_weights_in_the_binary_are_whole() {
        assert_eq!(GRAMS.len(), weights().len() * PLACES);
        assert_eq!(weights().len(), 7);
        assert!(weights()[0].0.matter.is_none());
    }
}
