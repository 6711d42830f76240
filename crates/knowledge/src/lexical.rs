//! Words to passages: BM25 over an index in memory, of which tantivy keeps the postings. Holds no
//! text.

use std::sync::Arc;

use tantivy::directory::RamDirectory;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings as _;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{
    DocSet as _, IndexBuilder, InvertedIndexReader, ReloadPolicy, TERMINATED, TantivyDocument, Term,
};

use crate::language::Language;
use crate::terms::{self, QueryTerm};

/// The two constants of BM25, as everybody has them.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// From this tantivy chooses the size of its first hash table, which it frees after writing.
const WRITER_BYTES: usize = 15_000_000;

/// An index in memory has no disk that could fail; an error here is a bug.
const IN_MEMORY: &str = "an index in memory is always readable";

/// The word half of the search. Passages are numbered in the order in which they were added.
pub(crate) struct Lexical {
    /// None for no passages, which tantivy would refuse to write.
    written: Option<Written>,
    field: Field,
    passages: usize,
}

struct Written {
    postings: Arc<InvertedIndexReader>,
    lengths: FieldNormReader,
    /// What the length of a passage adds below the line, for each of the lengths that are told
    /// apart.
    norms: [f32; 256],
}

impl Lexical {
    /// Indexes texts, one per passage. Written as a single segment, so that the numbers that
    /// tantivy gives are ours and no thread is started.
    pub(crate) fn build(texts: impl Iterator<Item = (Language, String)>) -> Self {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs);
        let options = TextOptions::default().set_indexing_options(indexing);
        let field = schema.add_text_field("text", options);
        let mut writer = IndexBuilder::new()
            .schema(schema.build())
            .single_segment_index_writer(RamDirectory::create(), WRITER_BYTES)
            .expect(IN_MEMORY);
        let mut passages = 0;
        for (language, text) in texts {
            let mut document = TantivyDocument::new();
            document.add_pre_tokenized_text(field, tokens(language, &text));
            writer.add_document(document).expect(IN_MEMORY);
            passages += 1;
        }
        let written = (passages > 0).then(|| {
            let index = writer.finalize().expect(IN_MEMORY);
            let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
            let reader: tantivy::IndexReader = reader.expect(IN_MEMORY);
            Written::read(&reader.searcher(), field, passages)
        });
        Self { written, field, passages }
    }

    /// How rare a term is: ln(1 + (N - n + .5) / (n + .5)), the weight that BM25 gives it, where
    /// n passages have it, each in its own language.
    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^24 passages")]
    pub(crate) fn rarity(&self, term: &QueryTerm) -> f32 {
        let count = |written: &Written| -> u32 {
            let forms = term.forms().iter().map(|(language, form)| self.term(*language, form));
            let having = forms.map(|term| written.postings.doc_freq(&term).expect(IN_MEMORY));
            // A passage may have two forms of it.
            having.sum::<u32>().min(u32::try_from(self.passages).unwrap_or(u32::MAX))
        };
        let (all, having) = (self.passages as f32, self.written.as_ref().map_or(0, count) as f32);
        (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
    }

    /// The BM25 of every passage, 0 where no term occurs. Each term comes with its rarity.
    #[expect(clippy::cast_precision_loss, reason = "a passage has fewer than 2^24 words")]
    pub(crate) fn scores(&self, terms: &[(QueryTerm, f32)]) -> Vec<f32> {
        let mut scores = vec![0.0; self.passages];
        let Some(Written { postings, lengths, norms }) = &self.written else { return scores };
        for (term, rarity) in terms {
            for (language, form) in term.forms() {
                let term = self.term(*language, form);
                let found = postings.read_postings(&term, IndexRecordOption::WithFreqs);
                let Some(mut found) = found.expect(IN_MEMORY) else { continue };
                let weight = rarity * (K1 + 1.0);
                while found.doc() != TERMINATED {
                    let times = found.term_freq() as f32;
                    let norm = norms[usize::from(lengths.fieldnorm_id(found.doc()))];
                    scores[found.doc() as usize] += weight * times / (times + norm);
                    found.advance();
                }
            }
        }
        scores
    }

    fn term(&self, language: Language, form: &str) -> Term {
        Term::from_field_text(self.field, &marked(language, form))
    }
}

impl Written {
    #[expect(clippy::cast_precision_loss, reason = "lengths are rounded here anyway")]
    fn read(searcher: &tantivy::Searcher, field: Field, passages: usize) -> Self {
        let segment = searcher.segment_reader(0);
        let postings = segment.inverted_index(field).expect(IN_MEMORY);
        let lengths = segment.get_fieldnorms_reader(field).expect(IN_MEMORY);
        let mean = postings.total_num_tokens() as f32 / passages as f32;
        let norms = std::array::from_fn(|id| {
            let id = u8::try_from(id).expect("there are 256 of them");
            K1 * (1.0 - B + B * FieldNormReader::id_to_fieldnorm(id) as f32 / mean)
        });
        Self { postings, lengths, norms }
    }
}

/// A term with its language before it, so that none is taken for another's.
fn marked(language: Language, form: &str) -> String {
    format!("{}:{form}", language.code())
}

fn tokens(language: Language, text: &str) -> PreTokenizedString {
    let terms = terms::terms(text, language).into_iter();
    let token =
        |form: String| Token { text: marked(language, &form), position: 0, ..Token::default() };
    PreTokenizedString { text: String::new(), tokens: terms.map(token).collect() }
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "the texts of a test are few and short")]
mod tests {
    use super::Lexical;
    use crate::language::Language;
    use crate::terms::{self, QueryTerm};

    const ENGLISH: Language = Language::ENGLISH;

    const TEXTS: [&str; 4] = [
        "Returns are free within two weeks, and a return label lies in the parcel.",
        "Shipping takes three days; a parcel to an island takes five.",
        "Coats, hats, gloves and scarves.",
        "Bids close at noon.",
    ];

    /// The formula, written out by hand, on texts short enough that tantivy keeps exact lengths.
    fn by_hand(query: &str) -> Vec<f32> {
        let documents: Vec<Vec<String>> =
            TEXTS.iter().map(|text| terms::terms(text, ENGLISH)).collect();
        let all = documents.len() as f32;
        let average = documents.iter().map(Vec::len).sum::<usize>() as f32 / all;
        let score = |document: &Vec<String>| {
            let weigh = |term: &QueryTerm| {
                let term = &term.forms()[0].1;
                let having = documents.iter().filter(|other| other.contains(term)).count() as f32;
                let times = document.iter().filter(|other| *other == term).count() as f32;
                let rarity = (1.0 + (all - having + 0.5) / (having + 0.5)).ln();
                let length = 1.2 * (0.25 + 0.75 * document.len() as f32 / average);
                rarity * 2.2 * times / (times + length)
            };
            terms::query_terms(query, &[ENGLISH]).iter().map(weigh).sum()
        };
        documents.iter().map(score).collect()
    }

    #[test]
    fn scores_are_bm25_as_written_down() {
        let lexical = Lexical::build(TEXTS.iter().map(|text| (ENGLISH, (*text).to_owned())));
        for query in ["return a parcel", "when do bids close", "parcel parcel", "unicorn"] {
            let terms = terms::query_terms(query, &[ENGLISH]).into_iter();
            let weighed: Vec<_> = terms.map(|term| (term.clone(), lexical.rarity(&term))).collect();
            let scores = lexical.scores(&weighed);
            for (found, expected) in scores.iter().zip(by_hand(query)) {
                assert!((found - expected).abs() < 1e-4, "{query}: {found} {expected}");
            }
        }
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        let lexical = Lexical::build(std::iter::empty());
        let coat = terms::query_terms("coat", &[ENGLISH]).remove(0);
        assert!(lexical.scores(&[(coat, 1.0)]).is_empty());
    }
}
