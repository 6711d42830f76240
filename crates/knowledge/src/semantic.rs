//! Text to meaning: a static table of word-piece vectors, averaged. Reads no file at run time.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "sums of int8 and components of unit vectors are far inside what f32 and i8 hold"
)]

use std::sync::OnceLock;

use safetensors::SafeTensors;
use tokenizers::Tokenizer;

/// Numbers in a vector.
pub const DIMENSIONS: usize = 256;

/// Products that are summed apart; it divides the dimensions.
const LANES: usize = 16;

/// A text's meaning: a vector of length one, or all zeros when no piece of it is known.
pub type Vector = [f32; DIMENSIONS];

/// Longest text embedded in one go; what follows would hardly move the mean.
const EMBED_BYTES_MAX: usize = 8_000;

static TABLE: &[u8] = include_bytes!("../model/model.safetensors");
static TOKENIZER: &[u8] = include_bytes!("../model/tokenizer.json");

struct Table {
    rows: &'static [u8],
    tokenizer: Tokenizer,
}

fn table() -> &'static Table {
    static LOADED: OnceLock<Table> = OnceLock::new();
    LOADED.get_or_init(|| {
        let tensors = SafeTensors::deserialize(TABLE).expect("the table in the binary is whole");
        let rows = tensors.tensor("embeddings").expect("the table has its one tensor").data();
        let tokenizer =
            Tokenizer::from_bytes(TOKENIZER).expect("the tokenizer in the binary is whole");
        Table { rows, tokenizer }
    })
}

/// Sum of the rows of a text's pieces. Sums of parts add up to the sum of the whole, so a passage
/// is tokenised once for itself and its sentences.
#[derive(Clone)]
pub(crate) struct RowSum([i32; DIMENSIONS]);

impl RowSum {
    pub(crate) const EMPTY: Self = Self([0; DIMENSIONS]);

    pub(crate) fn of(text: &str) -> Self {
        let table = table();
        let mut sum = Self::EMPTY;
        let text = &text[..text.floor_char_boundary(EMBED_BYTES_MAX)];
        let Ok(encoding) = table.tokenizer.encode_fast(text, false) else { return sum };
        for &id in encoding.get_ids() {
            // Ids 0 and 1 are padding and "unknown": they mean nothing.
            let start = id as usize * DIMENSIONS;
            if let (2.., Some(row)) = (id, table.rows.get(start..start + DIMENSIONS)) {
                for (total, &byte) in sum.0.iter_mut().zip(row) {
                    *total += i32::from(byte.cast_signed());
                }
            }
        }
        sum
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (total, part) in self.0.iter_mut().zip(&other.0) {
            *total += part;
        }
    }

    /// The direction of the sum. The mean has the same one, so the count is not needed.
    pub(crate) fn unit(&self) -> Vector {
        let mut vector = [0.0; DIMENSIONS];
        let length = self.0.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>().sqrt();
        if length > 0.0 {
            for (out, &x) in vector.iter_mut().zip(&self.0) {
                *out = (f64::from(x) / length) as f32;
            }
        }
        vector
    }
}

/// The meaning of a text.
pub fn embed(text: &str) -> Vector {
    RowSum::of(text).unit()
}

/// Likeness of two meanings, -1 to 1.
pub fn cosine(one: &Vector, other: &Vector) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// A vector in a quarter of the space; a cosine moves by less than 0.01.
#[derive(Clone)]
pub(crate) struct Packed {
    components: [i8; DIMENSIONS],
    /// One over the length of `components`, so that a dot product becomes a cosine.
    scale: f32,
}

impl Packed {
    pub(crate) fn new(vector: &Vector) -> Self {
        let mut components = [0; DIMENSIONS];
        for (component, byte) in components.iter_mut().zip(bytes_of(vector)) {
            *component = byte;
        }
        Self { components, scale: scale_of(&components) }
    }

    #[inline]
    pub(crate) fn cosine(&self, query: &PackedQuery) -> f32 {
        dot(&self.components, &query.0) * self.scale / QUERY_ONE
    }
}

/// A vector of any length in whole numbers, the largest of which is 127.
pub(crate) fn bytes_of(vector: &[f32]) -> impl IntoIterator<Item = i8> {
    let largest = vector.iter().fold(0.0_f32, |max, x| max.max(x.abs())).max(1e-9);
    vector.iter().map(move |x| (x / largest * 127.0).round() as i8)
}

/// One over the length of a vector in whole numbers.
pub(crate) fn scale_of(components: &[i8]) -> f32 {
    let square: i32 = components.iter().map(|&x| i32::from(x).pow(2)).sum();
    if square == 0 { 0.0 } else { (square as f32).sqrt().recip() }
}

/// A query's vector of any length, made of length [`QUERY_ONE`].
pub(crate) fn whole_numbers_of(vector: &[f32]) -> Vec<i16> {
    let length = vector.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>().sqrt();
    let scale = if length > 0.0 { f64::from(QUERY_ONE) / length } else { 0.0 };
    vector.iter().map(|&x| (f64::from(x) * scale).round() as i16).collect()
}

/// The mean of directions, each counting the same.
pub(crate) struct Mean(Vector);

impl Default for Mean {
    fn default() -> Self {
        Self([0.0; DIMENSIONS])
    }
}

impl Mean {
    pub(crate) fn add(&mut self, one: &Packed) {
        for (total, component) in self.0.iter_mut().zip(&one.components) {
            *total += f32::from(*component) * one.scale;
        }
    }

    /// Its direction; packing keeps no length.
    pub(crate) fn packed(&self) -> Packed {
        Packed::new(&self.0)
    }
}

/// Many sums at once, none checked for overflow, is what compilers turn into arithmetic on whole
/// registers. The query has the length [`QUERY_ONE`], so all products together stay below
/// 127 * 32,000 times the root of the dimensions, which a sum holds up to 8,192 of them.
#[inline]
pub(crate) fn dot(packed: &[i8], query: &[i16]) -> f32 {
    let mut sums = [0_i32; LANES];
    let (ours, theirs) = (packed.chunks_exact(LANES), query.chunks_exact(LANES));
    let rest = ours.remainder().iter().zip(theirs.remainder());
    let rest: i32 = rest.map(|(a, b)| i32::from(*a).wrapping_mul(i32::from(*b))).sum();
    for (ours, theirs) in ours.zip(theirs) {
        for ((sum, a), b) in sums.iter_mut().zip(ours).zip(theirs) {
            *sum = sum.wrapping_add(i32::from(*a).wrapping_mul(i32::from(*b)));
        }
    }
    sums.iter().fold(rest, |all, sum| all.wrapping_add(*sum)) as f32
}

/// The length of a query in whole numbers: fine enough to lose nothing and quick to multiply.
pub(crate) const QUERY_ONE: f32 = 32_000.0;

/// A query's vector in whole numbers.
pub(crate) struct PackedQuery([i16; DIMENSIONS]);

impl PackedQuery {
    pub(crate) fn new(vector: &Vector) -> Self {
        Self(vector.map(|x| (x * QUERY_ONE).round() as i16))
    }
}

#[cfg(test)]
mod tests {
    use super::{Packed, PackedQuery, RowSum, cosine, embed};

    #[test]
    fn like_texts_lie_nearer_than_unlike_ones() {
        let question = embed("How do I get my money back?");
        let refund = cosine(&question, &embed("Refunds are paid to the original card."));
        let weather = cosine(&question, &embed("The weather in the mountains changes quickly."));
        assert!(refund > weather + 0.2, "refund {refund}, weather {weather}");
        assert!((cosine(&question, &question) - 1.0).abs() < 1e-4);
    }

    #[test]
    fn what_the_table_does_not_know_means_nothing() {
        assert!(embed("").iter().all(|x| *x == 0.0));
        assert!(cosine(&embed("   "), &embed("hello")).abs() < 1e-9);
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let mut sum = RowSum::of("Shipping takes three days.");
        sum.add(&RowSum::of("Returns are free."));
        let whole = embed("Shipping takes three days. Returns are free.");
        assert!((cosine(&sum.unit(), &whole) - 1.0).abs() < 1e-5);
    }

    #[test]
    fn packing_keeps_the_cosine() {
        let texts = ["a wool coat in good condition", "bids close at noon", "sizes run small"];
        for one in texts {
            for other in texts {
                let exact = cosine(&embed(one), &embed(other));
                let packed = Packed::new(&embed(one)).cosine(&PackedQuery::new(&embed(other)));
                assert!((exact - packed).abs() < 0.01, "{one} / {other}: {exact} {packed}");
            }
        }
    }
}
