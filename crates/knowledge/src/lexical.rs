//! Words to passages: tantivy's BM25 over an index in memory. Holds no text, only postings.

use tantivy::directory::RamDirectory;
use tantivy::query::{BooleanQuery, EnableScoring, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{IndexBuilder, ReloadPolicy, Searcher, TantivyDocument, Term};

use crate::terms;

const TOKENIZER: &str = "terms";

/// From this tantivy chooses the size of its first hash table, which it frees after writing.
const WRITER_BYTES: usize = 15_000_000;

/// An index in memory has no disk that could fail; an error here is a bug.
const IN_MEMORY: &str = "an index in memory is always readable";

/// The word half of the search. Passages are numbered in the order in which they were added.
pub(crate) struct Lexical {
    /// None for no passages, which tantivy would refuse to write.
    searcher: Option<Searcher>,
    field: Field,
    passages: usize,
}

impl Lexical {
    /// Indexes texts, one per passage. Written as a single segment, so that the numbers that
    /// tantivy gives are ours and no thread is started.
    pub(crate) fn build(texts: impl Iterator<Item = String>) -> Self {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqs);
        let options = TextOptions::default().set_indexing_options(indexing);
        let field = schema.add_text_field("text", options);
        let tokenizers = TokenizerManager::new();
        tokenizers.register(TOKENIZER, Terms);
        let mut writer = IndexBuilder::new()
            .schema(schema.build())
            .tokenizers(tokenizers)
            .single_segment_index_writer(RamDirectory::create(), WRITER_BYTES)
            .expect(IN_MEMORY);
        let mut passages = 0;
        for text in texts {
            let mut document = TantivyDocument::new();
            document.add_text(field, text);
            writer.add_document(document).expect(IN_MEMORY);
            passages += 1;
        }
        let searcher = (passages > 0).then(|| {
            let index = writer.finalize().expect(IN_MEMORY);
            let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
            let reader: tantivy::IndexReader = reader.expect(IN_MEMORY);
            reader.searcher()
        });
        Self { searcher, field, passages }
    }

    /// How rare a term is: ln(1 + (N - n + .5) / (n + .5)), the weight that BM25 gives it.
    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^24 passages")]
    pub(crate) fn rarity(&self, term: &str) -> f32 {
        let having = self.searcher.as_ref().map_or(0, |searcher| {
            searcher.doc_freq(&Term::from_field_text(self.field, term)).expect(IN_MEMORY)
        });
        let (all, having) = (self.passages as f32, having as f32);
        (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
    }

    /// The BM25 of every passage, 0 where no term occurs.
    pub(crate) fn scores(&self, terms: &[String]) -> Vec<f32> {
        let mut scores = vec![0.0; self.passages];
        let Some(searcher) = &self.searcher else { return scores };
        if terms.is_empty() {
            return scores;
        }
        let queries: Vec<Box<dyn Query>> = terms
            .iter()
            .map(|term| {
                let term = Term::from_field_text(self.field, term);
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>
            })
            .collect();
        let weight = BooleanQuery::union(queries)
            .weight(EnableScoring::enabled_from_searcher(searcher))
            .expect(IN_MEMORY);
        for segment in searcher.segment_readers() {
            weight
                .for_each(segment, &mut |passage, score| scores[passage as usize] = score)
                .expect(IN_MEMORY);
        }
        scores
    }
}

/// Our terms as a tokenizer of tantivy's, so that index and query cannot disagree.
#[derive(Clone)]
struct Terms;

impl Tokenizer for Terms {
    type TokenStream<'a> = TermStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream {
        TermStream { terms: terms::terms(text).into_iter(), token: Token::default() }
    }
}

struct TermStream {
    terms: std::vec::IntoIter<String>,
    token: Token,
}

impl TokenStream for TermStream {
    fn advance(&mut self) -> bool {
        let Some(term) = self.terms.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text = term;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "the texts of a test are few and short")]
mod tests {
    use super::Lexical;
    use crate::terms;

    const TEXTS: [&str; 4] = [
        "Returns are free within two weeks, and a return label lies in the parcel.",
        "Shipping takes three days; a parcel to an island takes five.",
        "Coats, hats, gloves and scarves.",
        "Bids close at noon.",
    ];

    /// The formula, written out by hand, on texts short enough that tantivy keeps exact lengths.
    fn by_hand(query: &str) -> Vec<f32> {
        let documents: Vec<Vec<String>> = TEXTS.iter().map(|text| terms::terms(text)).collect();
        let all = documents.len() as f32;
        let average = documents.iter().map(Vec::len).sum::<usize>() as f32 / all;
        let score = |document: &Vec<String>| {
            let weigh = |term: &String| {
                let having = documents.iter().filter(|other| other.contains(term)).count() as f32;
                let times = document.iter().filter(|other| *other == term).count() as f32;
                let rarity = (1.0 + (all - having + 0.5) / (having + 0.5)).ln();
                let length = 1.2 * (0.25 + 0.75 * document.len() as f32 / average);
                rarity * 2.2 * times / (times + length)
            };
            terms::query_terms(query).iter().map(weigh).sum()
        };
        documents.iter().map(score).collect()
    }

    #[test]
    fn scores_are_bm25_as_written_down() {
        let lexical = Lexical::build(TEXTS.iter().map(ToString::to_string));
        for query in ["return a parcel", "when do bids close", "parcel parcel", "unicorn"] {
            let scores = lexical.scores(&terms::query_terms(query));
            for (found, expected) in scores.iter().zip(by_hand(query)) {
                assert!((found - expected).abs() < 1e-4, "{query}: {found} {expected}");
            }
        }
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        let lexical = Lexical::build(std::iter::empty());
        assert!(lexical.scores(&["coat".to_owned()]).is_empty());
    }
}
