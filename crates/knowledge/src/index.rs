//! One assistant's knowledge, searchable. A cache: whatever stands here can be built again from the
//! rows of the store, and nothing is changed in place.

use std::sync::Arc;

use domain::id::SourceId;

use crate::confidence::{self, Confidence, Features, Thresholds};
use crate::fuse::{self, Scores};
use crate::lexical::Lexical;
use crate::meanings::Meanings;
use crate::passage::Passage;
use crate::prepared::Prepared;
use crate::semantic::{self, PackedQuery};
use crate::terms;
use crate::vectors::Meant;

/// Passages at the top whose sentences are looked at for the confidence and for an answer.
pub const TOP_PASSAGES: usize = 3;

/// Which passage: a place in one reading of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassageKey {
    /// The source it was read from.
    pub source: SourceId,
    /// Which reading of the source.
    pub revision: u32,
    /// Its place in that reading, from 0.
    pub position: u32,
}

/// Passages that can be searched by word and by meaning.
pub struct Index {
    generation: u64,
    passages: Vec<(PassageKey, Arc<Prepared>)>,
    lexical: Lexical,
    meanings: Meanings,
    by_meaning: bool,
}

/// A passage that a search found.
#[derive(Clone)]
pub struct Found<'index> {
    /// Which passage.
    pub key: PassageKey,
    /// The passage, with its sentences.
    pub prepared: &'index Prepared,
    /// BM25.
    pub lexical: f32,
    /// Cosine of the whole passage.
    pub semantic: f32,
    /// Both fused, 0 to 1.
    pub score: f32,
}

impl Found<'_> {
    /// The passage that was found.
    pub fn passage(&self) -> &Passage {
        self.prepared.passage()
    }
}

/// What a search looked for and found.
pub struct Search<'index> {
    /// The query's terms, and how rare each is in this index.
    pub terms: Vec<(String, f32)>,
    /// The generation of the index that was searched.
    pub generation: u64,
    /// The passages found, best first.
    pub found: Vec<Found<'index>>,
    /// What the confidence rests on.
    pub features: Features,
    query: PackedQuery,
}

impl Search<'_> {
    /// The share of the query's weight of words that a text has, 0 to 1.
    pub fn coverage(&self, text: &str) -> f32 {
        let all: f32 = self.terms.iter().map(|(_, rarity)| rarity).sum();
        if all <= 0.0 {
            return 0.0;
        }
        let present = terms::terms(text);
        let found = self.terms.iter().filter(|(term, _)| present.contains(term));
        found.map(|(_, rarity)| rarity).sum::<f32>() / all
    }

    /// The likeness to the query of each telling sentence of a passage, in reading order.
    pub fn sentence_likenesses(&self, passage: &Prepared) -> Vec<f32> {
        passage.parts().iter().map(|part| part.cosine(&self.query)).collect()
    }
}

impl Index {
    /// Puts passages together. Their meaning was worked out before, so adding one source costs
    /// the word index and nothing else. `generation` names this state of the knowledge in trails.
    pub fn build(
        generation: u64,
        passages: impl IntoIterator<Item = (PassageKey, Arc<Prepared>)>,
    ) -> Self {
        let passages: Vec<_> = passages.into_iter().collect();
        let texts = passages.iter().map(|(_, prepared)| prepared.passage().indexed_text());
        let lexical = Lexical::build(texts);
        let rows = passages.iter();
        let meanings =
            Meanings::gather(rows.map(|(key, one)| ((key.source, key.revision), one.as_ref())));
        // The table of meanings knows English. For other languages words alone decide.
        let english = passages.iter().filter(|(_, prepared)| prepared.is_english()).count();
        let by_meaning = english * 2 >= passages.len();
        Self { generation, passages, lexical, meanings, by_meaning }
    }

    /// The generation that this index was built as.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The passages, in the order in which vectors of them are given to [`Meant::beside`].
    pub fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.passages.iter().map(|(_, prepared)| prepared.passage())
    }

    /// Number of passages.
    pub fn len(&self) -> usize {
        self.passages.len()
    }

    /// True when nothing has been learnt yet.
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }

    /// Finds the passages that answer a query best, at most `limit`.
    pub fn search(&self, query: &str, limit: usize) -> Search<'_> {
        self.search_meant(query, limit, &Meant::default())
    }

    /// The same, ranked by what a model of the workspace's own made of passages and query, where
    /// it knows both. The confidence rests on the static table's ranking all the same, because its
    /// weights and thresholds were found on that.
    pub fn search_meant(&self, query: &str, limit: usize, meant: &Meant) -> Search<'_> {
        let terms = terms::query_terms(query);
        let packed = PackedQuery::new(&semantic::embed(query));
        let scores = self.scores(&terms, &packed);
        let fused = scores.fused(self.by_meaning);
        let likeness = &scores.likeness.passage;
        let found = self.ranked(&fused, &scores.lexical, likeness, limit.max(TOP_PASSAGES));
        let weigh = |term: String| {
            let rarity = self.lexical.rarity(&term);
            (term, rarity)
        };
        let terms = terms.into_iter().map(weigh).collect();
        let generation = self.generation;
        let features = Features::default();
        let mut search = Search { terms, generation, found, features, query: packed };
        search.features = fuse::features_of(&search, &scores);
        if let Some(cosines) = meant.cosines(query, self.len()) {
            let fused = scores.fused_with(&cosines);
            search.found = self.ranked(&fused, &scores.lexical, &cosines, limit);
        }
        search.found.truncate(limit);
        search
    }

    /// The best by a score, at most `limit`, with the word score and likeness beside it.
    fn ranked(
        &self,
        fused: &[f32],
        lexical: &[f32],
        likeness: &[f32],
        limit: usize,
    ) -> Vec<Found<'_>> {
        let order = fuse::best(fused, limit).into_iter().filter(|passage| fused[*passage] > 0.0);
        let found = order.map(|passage| {
            let (key, prepared) = &self.passages[passage];
            Found {
                key: *key,
                prepared,
                lexical: lexical[passage],
                semantic: likeness[passage],
                score: fused[passage],
            }
        });
        found.collect()
    }

    /// Puts the unrelated questions to this index and reads its thresholds off their answers.
    pub fn calibrate(&self) -> Thresholds {
        let p = |question| self.search(question, TOP_PASSAGES).features.probability();
        confidence::thresholds(confidence::null_bank().map(p).collect())
    }

    /// How sure this index is that a search found an answer.
    pub fn confidence(&self, search: &Search<'_>, thresholds: Thresholds) -> Confidence {
        if search.found.is_empty() {
            return Confidence::nothing_found(thresholds);
        }
        let confidence = Confidence::new(search.features, thresholds);
        if self.by_meaning { confidence } else { confidence.vouched_by_words() }
    }

    fn scores(&self, terms: &[String], query: &PackedQuery) -> Scores {
        Scores { lexical: self.lexical.scores(terms), likeness: self.meanings.likeness(query) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::id::SourceId;

    use super::{Index, PassageKey};
    use crate::confidence::Standing;
    use crate::passage;
    use crate::prepared::Prepared;

    const TEXTS: [(&str, &str); 30] = [
        ("Returns", "You may send back any unworn piece within fourteen days."),
        ("Refunds", "Refunds reach the original card within ten working days of our check."),
        ("Shipping", "Parcels inside the country arrive in two to four working days."),
        ("Abroad", "We post to all of Europe. Duties outside the union are paid by the buyer."),
        ("Condition grades", "Grade A is like new. Grade B shows light wear. Grade C has flaws."),
        ("Sizing", "Old labels run small, so compare the measured chest width with your own."),
        ("Wool care", "Hand-wash knitwear in cold water and dry it flat on a towel."),
        ("Leather care", "Rub leather with a little balm twice a year and keep it from heaters."),
        ("Repairs", "Our tailor mends seams, linings and zips of anything bought here."),
        ("Alterations", "Trousers can be shortened for a fee of 18 euros."),
        ("Auctions", "Every single piece is sold to the highest bid when the clock runs out."),
        ("Bidding", "A bid binds you. It can be withdrawn only if the description was wrong."),
        ("Reserve price", "A lot below its hidden minimum is not sold."),
        ("Flash sales", "Sales on Friday last one hour and are limited to two pieces a person."),
        ("Payment", "We accept cards, bank transfer and cash in the shop."),
        ("Instalments", "Orders above 200 euros can be paid in three monthly parts."),
        ("Gift cards", "Vouchers are valid for three years and cannot be turned into cash."),
        ("Opening hours", "The shop is open from Tuesday to Saturday, 11 to 19."),
        ("Address", "You find us at 12 Mill Lane, behind the old market hall."),
        ("Collection", "Orders may be picked up at the counter one hour after payment."),
        ("Selling to us", "Bring clothes made before 1990 on Wednesdays and we make an offer."),
        ("Consignment", "We sell your piece for you and keep a third of the price."),
        ("Authenticity", "Each designer label is checked by two people and has a certificate."),
        ("Newsletter", "The letter about new arrivals comes every second Sunday."),
        ("Privacy", "We keep your address for as long as the tax law demands."),
        ("Account", "A forgotten password is reset from the sign-in page by e-mail."),
        ("Jewellery", "Silver marks are listed with each ring, and stones are tested."),
        ("Shoes", "Soles are renewed before sale unless the text says otherwise."),
        ("Damaged parcel", "Send us a photo within two days if the box was crushed."),
        ("Jobs", "We look for a weekend assistant with an eye for denim."),
    ];

    fn prepared() -> Vec<(PassageKey, Arc<Prepared>)> {
        let mut rows = Vec::new();
        for (number, (title, text)) in (0_u128..).zip(TEXTS) {
            let source = SourceId::from(uuid::Uuid::from_u128(number));
            for passage in passage::passages(&documents::plain(text, title)) {
                let key = PassageKey { source, revision: 1, position: passage.position };
                rows.push((key, Arc::new(Prepared::new(passage))));
            }
        }
        rows
    }

    #[test]
    fn the_right_text_is_found_by_word_and_by_meaning() {
        let index = Index::build(7, prepared());
        let cases = [
            ("what does grade B mean", "Condition grades"),
            ("can I withdraw a bid", "Bidding"),
            ("how do I clean my jumper", "Wool care"),
            ("when will I be refunded", "Refunds"),
            ("when are you open", "Opening hours"),
            ("when does my parcel arrive", "Shipping"),
            ("I forgot my password", "Account"),
        ];
        for (query, title) in cases {
            let search = index.search(query, 3);
            assert_eq!(search.found[0].passage().title, title, "{query}");
            assert_eq!((search.found.len(), search.generation), (3, 7));
            assert!(search.found.windows(2).all(|pair| pair[0].score >= pair[1].score));
        }
    }

    #[test]
    fn the_threshold_parts_the_known_from_the_unknown() {
        let index = Index::build(1, prepared());
        let thresholds = index.calibrate();
        assert!(thresholds.closest < thresholds.answer, "{thresholds:?}");
        let standing = |query| index.confidence(&index.search(query, 3), thresholds).standing;
        assert_eq!(standing("How do I wash knitwear?"), Standing::Answers);
        assert_eq!(standing("What are your opening hours?"), Standing::Answers);
        assert_eq!(standing("How do I bleed a radiator?"), Standing::Unanswered);
        assert_eq!(standing("Which planet has the most moons?"), Standing::Unanswered);
    }

    #[test]
    fn the_same_passages_give_the_same_index() {
        let (one, other) = (Index::build(1, prepared()), Index::build(1, prepared()));
        let (a, b) = (one.search("grade of a coat", 30), other.search("grade of a coat", 30));
        let scores = |search: &super::Search<'_>| {
            search.found.iter().map(|found| (found.key, found.score)).collect::<Vec<_>>()
        };
        assert_eq!(scores(&a), scores(&b));
        assert_eq!(one.calibrate(), other.calibrate());
    }

    #[test]
    fn an_empty_index_and_an_empty_query_find_nothing_sure() {
        let empty = Index::build(1, []);
        assert!(empty.is_empty() && empty.search("coat", 5).found.is_empty());
        let thresholds = empty.calibrate();
        let confidence = empty.confidence(&empty.search("coat", 5), thresholds);
        assert_eq!(confidence.standing, Standing::Unanswered);
        let full = Index::build(1, prepared());
        let confidence = full.confidence(&full.search("", 5), full.calibrate());
        assert_eq!(confidence.standing, Standing::Unanswered);
    }

    #[test]
    fn in_another_language_words_alone_decide() {
        let texts = ["Rückgabe ist innerhalb von vierzehn Tagen möglich.", "Der Versand ist frei."];
        let rows = texts.iter().zip(0_u32..).map(|(text, position)| {
            let passage = passage::passages(&documents::plain(text, "Hilfe")).remove(0);
            let source = SourceId::from(uuid::Uuid::from_u128(1));
            (PassageKey { source, revision: 1, position }, Arc::new(Prepared::new(passage)))
        });
        let index = Index::build(1, rows);
        assert_eq!(index.search("Rückgabe", 5).found.len(), 1);
        assert!(index.search("shipping", 5).found.is_empty());
        let sure = |query| index.confidence(&index.search(query, 5), index.calibrate()).standing;
        assert_eq!(sure("Ist Rückgabe möglich?"), Standing::Answers);
        assert_eq!(sure("Verkauft der Laden Fahrräder und Helme?"), Standing::Unanswered);
    }

    #[test]
    fn one_index_serves_many_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Index>();
    }
}
