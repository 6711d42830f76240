//! Vectors that a model elsewhere made, of passages and of queries. This crate asks no model: it is
//! given numbers, and compares only what has the same count of them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::semantic::{QUERY_ONE, bytes_of, dot, scale_of, whole_numbers_of};

/// Most numbers in a vector; the largest models in use give 4,096.
pub const DIMENSIONS_MAX: usize = 8_192;

/// A vector as it is stored, a byte a number: its direction, which is all that a cosine needs.
/// None for what has no direction or is no vector: all zeros, infinities, none or too many.
pub fn pack(vector: &[f32]) -> Option<Vec<u8>> {
    is_direction(vector)
        .then(|| bytes_of(vector).into_iter().map(i8::cast_unsigned).collect::<Vec<_>>())
}

fn is_direction(vector: &[f32]) -> bool {
    let is_finite = vector.iter().all(|x| x.is_finite());
    is_finite && vector.len() <= DIMENSIONS_MAX && vector.iter().any(|x| *x != 0.0)
}

/// The vectors of all passages of an index, in its order, in one run of memory.
#[derive(Debug)]
pub struct Vectors {
    dimensions: usize,
    components: Vec<i8>,
    scales: Vec<f32>,
}

impl Vectors {
    /// Room for vectors of so many numbers.
    pub fn new(dimensions: usize) -> Self {
        Self { dimensions, components: Vec::new(), scales: Vec::new() }
    }

    /// Adds what [`pack`] made. False when it has another count of numbers, and so is by another
    /// model: it is not added.
    #[must_use]
    pub fn push(&mut self, packed: &[u8]) -> bool {
        if packed.len() != self.dimensions {
            return false;
        }
        let start = self.components.len();
        self.components.extend(packed.iter().map(|byte| byte.cast_signed()));
        self.scales.push(scale_of(&self.components[start..]));
        true
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    fn cosines(&self, query: &QueryVector) -> Option<Vec<f32>> {
        if query.0.len() != self.dimensions {
            return None;
        }
        let rows = self.components.chunks_exact(self.dimensions.max(1));
        let cosine = |(row, scale): (&[i8], &f32)| dot(row, &query.0) * scale / QUERY_ONE;
        Some(rows.zip(&self.scales).map(cosine).collect())
    }
}

/// A query's vector, ready to be compared.
#[derive(Debug)]
pub struct QueryVector(Vec<i16>);

impl QueryVector {
    /// None for what [`pack`] takes for no vector.
    pub fn new(vector: &[f32]) -> Option<Self> {
        is_direction(vector).then(|| Self(whole_numbers_of(vector)))
    }
}

/// What a model made of the queries of one turn, beside what it made of an index's passages. Empty
/// where there is no model, or it did not answer: then the static table ranks.
#[derive(Debug, Default)]
pub struct Meant {
    passages: Option<Arc<Vectors>>,
    queries: HashMap<String, Arc<QueryVector>>,
}

impl Meant {
    /// With the vectors of the passages of the index that will be searched, in its order.
    pub fn beside(passages: Arc<Vectors>) -> Self {
        Self { passages: Some(passages), queries: HashMap::new() }
    }

    /// Adds what the same model made of a query.
    pub fn add(&mut self, query: String, vector: Arc<QueryVector>) {
        self.queries.insert(query, vector);
    }

    /// The likeness of each of `count` passages to a query, -1 to 1; none where the model does not
    /// know all of them and the query.
    pub(crate) fn cosines(&self, query: &str, count: usize) -> Option<Vec<f32>> {
        let passages = self.passages.as_ref().filter(|all| all.len() == count)?;
        passages.cosines(self.queries.get(query)?)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use domain::id::SourceId;

    use super::{DIMENSIONS_MAX, Meant, QueryVector, Vectors, pack};
    use crate::index::{Index, PassageKey};
    use crate::passage::{Passage, passages};
    use crate::prepared::Prepared;

    fn packed(vectors: &[&[f32]]) -> Arc<Vectors> {
        let mut all = Vectors::new(vectors[0].len());
        for vector in vectors {
            assert!(all.push(&pack(vector).unwrap()));
        }
        Arc::new(all)
    }

    fn asked(passages: Arc<Vectors>, vector: &[f32]) -> Option<Vec<f32>> {
        let count = passages.len();
        let mut meant = Meant::beside(passages);
        meant.add("why?".to_owned(), Arc::new(QueryVector::new(vector).unwrap()));
        assert!(meant.cosines("another", count).is_none());
        assert!(meant.cosines("why?", count + 1).is_none());
        meant.cosines("why?", count)
    }

    #[test]
    fn packing_keeps_the_cosine_of_any_length_and_count() {
        for dimensions in [2_usize, 19, 384, 1_536] {
            let wave = |step: f32| -> Vec<f32> {
                (0..dimensions)
                    .scan(0.3, |x, _| {
                        *x += step;
                        Some(7.0 * x.sin())
                    })
                    .collect()
            };
            let (one, other) = (wave(0.37), wave(0.41));
            let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
            let exact =
                product(&one, &other) / (product(&one, &one) * product(&other, &other)).sqrt();
            let found = asked(packed(&[&one, &other]), &other).unwrap();
            assert!((found[0] - exact).abs() < 0.01, "{dimensions}: {found:?} {exact}");
            assert!((found[1] - 1.0).abs() < 0.005, "{dimensions}: {found:?}");
        }
    }

    #[test]
    fn vectors_of_two_models_are_never_compared() {
        let passages = packed(&[&[1.0, 0.0]]);
        assert!(asked(Arc::clone(&passages), &[1.0, 0.0, 0.0]).is_none());
        let mut passages = Arc::into_inner(passages).unwrap();
        assert!(!passages.push(&pack(&[1.0, 0.0, 0.0]).unwrap()));
        assert_eq!(passages.len(), 1);
    }

    #[test]
    fn a_model_of_ones_own_ranks_and_leaves_the_confidence_as_it_was() {
        let texts = [
            ("Shoes", "Soles are renewed before sale."),
            ("Wool care", "Hand-wash knitwear in cold water."),
            ("Repairs", "Our tailor mends seams, linings and zips."),
            ("Bidding", "A bid binds you until the clock runs out."),
            ("Shipping", "Parcels arrive in two to four working days."),
        ];
        let source = SourceId::from(uuid::Uuid::from_u128(1));
        let rows = texts.iter().zip(0_u32..).map(|((title, text), position)| {
            let passage = passages(&documents::plain(text, title)).remove(0);
            (PassageKey { source, revision: 1, position }, Arc::new(Prepared::new(passage)))
        });
        let index = Index::build(1, rows);
        // It knows what sneakers are, which no text says.
        let toward = |passage: &Passage| if passage.title == "Shoes" { 1.0 } else { 0.1 };
        let vectors: Vec<_> = index.passages().map(|passage| [toward(passage), 0.5]).collect();
        let vectors: Vec<&[f32]> = vectors.iter().map(<[f32; 2]>::as_slice).collect();
        let mut meant = Meant::beside(packed(&vectors));
        let query = "which sneakers arrive when?";
        let without = index.search_without(&BTreeSet::new(), query, 3, &meant);
        assert_eq!(without.found[0].passage().title, "Shipping");
        meant.add(query.to_owned(), Arc::new(QueryVector::new(&[1.0, 0.0]).unwrap()));
        let with = index.search_without(&BTreeSet::new(), query, 3, &meant);
        let shoes = with.found.iter().find(|found| found.passage().title == "Shoes").unwrap();
        assert!((shoes.semantic - 0.894).abs() < 0.01 && shoes.score > 0.49, "{}", shoes.semantic);
        assert_eq!(with.features, without.features);
        // What is hidden is not found by the model either.
        let hidden = BTreeSet::from([source]);
        assert!(index.search_without(&hidden, query, 3, &meant).found.is_empty());
    }

    #[test]
    fn a_model_ranks_in_languages_that_the_table_does_not_know() {
        let texts = [
            "Rückgabe ist innerhalb von vierzehn Tagen möglich.",
            "Der Versand ist frei.",
            "Wir öffnen um zehn.",
            "Gutscheine gelten drei Jahre.",
            "Die Werkstatt näht alles.",
        ];
        let source = SourceId::from(uuid::Uuid::from_u128(1));
        let rows = texts.iter().zip(0_u32..).map(|(text, position)| {
            let passage = passages(&documents::plain(text, "Hilfe")).remove(0);
            (PassageKey { source, revision: 1, position }, Arc::new(Prepared::new(passage)))
        });
        let index = Index::build(1, rows);
        let query = "Was kostet das Porto?";
        assert!(index.search(query, 3).found.is_empty(), "no word is in any text");
        let toward = |passage: &Passage| if passage.text.contains("Versand") { 1.0 } else { 0.0 };
        let vectors: Vec<_> = index.passages().map(|passage| [toward(passage), 0.5]).collect();
        let vectors: Vec<&[f32]> = vectors.iter().map(<[f32; 2]>::as_slice).collect();
        let mut meant = Meant::beside(packed(&vectors));
        meant.add(query.to_owned(), Arc::new(QueryVector::new(&[1.0, 0.0]).unwrap()));
        let found = index.search_without(&BTreeSet::new(), query, 3, &meant).found;
        assert_eq!(found[0].passage().text, texts[1]);
    }

    #[test]
    fn what_has_no_direction_is_no_vector() {
        let long = vec![1.0; DIMENSIONS_MAX + 1];
        for wrong in [&[][..], &[0.0, 0.0], &[f32::NAN], &[1.0, f32::INFINITY], &long] {
            assert!(pack(wrong).is_none() && QueryVector::new(wrong).is_none());
        }
        assert!(pack(&long[1..]).is_some());
    }
}
