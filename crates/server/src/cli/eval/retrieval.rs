//! `baton eval retrieval`: how well search finds the right document.

use std::collections::BTreeSet;
use std::path::Path;

use assistant::gist::gist;
use assistant::retrieve::{Asked, retrieve};
use domain::message::Author;
use domain::signal::Gist;
use knowledge::index::Found;
use knowledge::vectors::Meant;
use serde::{Deserialize, Serialize};

use super::Report;
use super::by_model::ByModel;
use super::figures::{hit, mean, percentile, progress, recall_5, reciprocal_rank, since, table};
use super::rows::{Doc, Rows, Turn};
use super::shelf::{Library, Shelf};
use crate::clock::stopwatch;
use crate::knowledge::Loaded;

/// Documents looked at; a rank below counts as not found.
const RANKS: usize = 10;

#[derive(Debug, Deserialize)]
struct Query {
    company: String,
    #[serde(rename = "query")]
    text: String,
    relevant: BTreeSet<String>,
    history: Option<Vec<Turn>>,
}

impl Query {
    /// What the visitor said last before, if `wanted`.
    fn last_turn(&self, wanted: impl Fn(&str) -> bool) -> Option<&str> {
        let said = self.history.iter().flatten().rev().filter(|turn| turn.by() == Author::Visitor);
        said.map(|turn| turn.text.as_str()).find(|text| wanted(text))
    }

    /// With what the visitor said last put before it, if `wanted`.
    fn joined(&self, wanted: impl Fn(&str) -> bool) -> Option<String> {
        self.last_turn(wanted).map(|last_turn| format!("{last_turn} {}", self.text))
    }
}

/// Where the right documents stood.
#[derive(Debug, Serialize)]
struct Ranks {
    queries: usize,
    #[serde(rename = "hit@1")]
    hit_1: f64,
    #[serde(rename = "hit@5")]
    hit_5: f64,
    #[serde(rename = "recall@5")]
    recall_5: f64,
    #[serde(rename = "mrr@10")]
    mrr_10: f64,
}

/// The same with the time of a query.
#[derive(Debug, Serialize)]
struct Figures {
    #[serde(flatten)]
    ranks: Ranks,
    query_ms_mean: f64,
    query_ms_p50: f64,
    query_ms_p99: f64,
}

/// Everything measured: the query alone at the top.
#[derive(Debug, Serialize)]
struct Measured {
    #[serde(flatten)]
    alone: Figures,
    /// The visitor's last turn put before each query that has one.
    with_last_turn: Figures,
    /// As in a chat, where the last turn is used if that makes the search surer.
    as_in_chat: Figures,
    /// The query alone, ranked by BM25 of the same passages.
    words_alone: Ranks,
    queries_with_history: usize,
    companies: usize,
    passages: usize,
    /// From texts to indexes with their thresholds, one thread's time.
    learn_seconds: f64,
    documents_unread: usize,
}

/// What came of the queries: the first documents, and the time it took.
#[derive(Default)]
struct Outcomes<'queries> {
    firsts: Vec<(Vec<String>, &'queries BTreeSet<String>)>,
    times: Vec<f64>,
}

/// Measures, the queries one after the other and alone on the machine as far as it lies with us.
pub(super) fn measure(
    docs_path: &Path,
    queries_path: &Path,
    by_model: &ByModel,
) -> anyhow::Result<Report> {
    let docs = Rows::<Doc>::read(docs_path)?;
    let queries = Rows::<Query>::read(queries_path)?;
    if let Some(row) = queries.rows.iter().find(|row| row.is.relevant.is_empty()) {
        return Err(queries.bad(row.line, "`relevant` names no document"));
    }
    let library = Library::of(&docs, docs_path, &queries, |query| &query.company)?;
    let shelves = library.each(|_, shelf| shelf);
    let asked: Vec<(&str, String)> = queries
        .iter()
        .flat_map(|query| {
            let last_question = query.joined(|text| gist(text) == Gist::Question);
            let texts = [Some(query.text.clone()), query.joined(|_| true), last_question];
            let texts = texts.into_iter().flatten();
            texts.map(|text| (query.company.as_str(), text))
        })
        .collect();
    let meant = by_model.means(&shelves, &asked)?;
    let [mut alone, mut together, mut in_chat, mut by_words]: [Outcomes<'_>; 4] =
        Default::default();
    let bar = progress(queries.len(), "asking");
    for query in queries.iter() {
        let shelf = &shelves[query.company.as_str()];
        let meant = &meant[query.company.as_str()];
        let joined = query.joined(|_| true);
        alone.ask((shelf, meant), query, &query.text, None);
        together.ask((shelf, meant), query, joined.as_ref().unwrap_or(&query.text), None);
        // As a turn of the assistant looks for the question before.
        let last_question = query.last_turn(|text| gist(text) == Gist::Question);
        in_chat.ask((shelf, meant), query, &query.text, last_question);
        by_words.firsts.push((by_word(shelf, &query.text), &query.relevant));
        bar.inc(1);
    }
    bar.finish_and_clear();
    let measured = Measured {
        alone: alone.figures(),
        with_last_turn: together.figures(),
        as_in_chat: in_chat.figures(),
        words_alone: by_words.ranks(),
        queries_with_history: queries
            .iter()
            .filter(|query| query.last_turn(|_| true).is_some())
            .count(),
        companies: shelves.len(),
        passages: shelves.values().map(|shelf| shelf.loaded.index.len()).sum(),
        learn_seconds: shelves.values().map(|shelf| shelf.seconds).sum(),
        documents_unread: shelves.values().map(|shelf| shelf.unread).sum(),
    };
    Report::new(text(&measured), &measured, missed(&alone, &queries))
}

impl<'queries> Outcomes<'queries> {
    fn ask(
        &mut self,
        (knowledge, meant): (&Shelf, &Meant),
        asked: &'queries Query,
        text: &str,
        last_turn: Option<&str>,
    ) {
        let Loaded { index, thresholds, .. } = &knowledge.loaded;
        let start = stopwatch();
        let nothing = BTreeSet::new();
        let put = Asked { question: text, last_turn, rewritten: None };
        let retrieval = retrieve(index, &nothing, *thresholds, &put, meant);
        self.times.push(since(start));
        // A chat looks at the first passages; ten documents may need more of the same ranking.
        let all = index.search_without(&nothing, &retrieval.query, index.len(), meant);
        self.firsts.push((documents(knowledge, all.found.iter()), &asked.relevant));
    }

    fn ranks(&self) -> Ranks {
        let of = |worth: fn(&[String], &BTreeSet<String>) -> f64| {
            let worths: Vec<f64> =
                self.firsts.iter().map(|(found, relevant)| worth(found, relevant)).collect();
            mean(&worths)
        };
        Ranks {
            queries: self.firsts.len(),
            hit_1: of(|found, relevant| hit(found, relevant, 1)),
            hit_5: of(|found, relevant| hit(found, relevant, 5)),
            recall_5: of(recall_5),
            mrr_10: of(reciprocal_rank),
        }
    }

    fn figures(&self) -> Figures {
        Figures {
            ranks: self.ranks(),
            query_ms_mean: mean(&self.times),
            query_ms_p50: percentile(&self.times, 50),
            query_ms_p99: percentile(&self.times, 99),
        }
    }
}

/// The queries whose documents did not come among the first five.
fn missed(alone: &Outcomes<'_>, queries: &Rows<Query>) -> Vec<String> {
    let asked = alone.firsts.iter().zip(queries.iter());
    let missed = asked.filter(|((found, relevant), _)| hit(found, relevant, 5) < 1.0);
    missed
        .map(|((found, _), query)| {
            let first = found.first().map_or("nothing", String::as_str);
            format!("not in five: {} (first: {first})", query.text)
        })
        .collect()
}

/// The documents of passages, each where its best passage stands.
fn documents<'found>(
    shelf: &Shelf,
    found: impl Iterator<Item = &'found Found<'found>>,
) -> Vec<String> {
    let mut documents: Vec<String> = Vec::with_capacity(RANKS);
    for found in found {
        let document = shelf.document(found.key.source);
        if !documents.iter().any(|known| known == document) {
            documents.push(document.to_owned());
        }
        if documents.len() == RANKS {
            break;
        }
    }
    documents
}

/// The same passages as BM25 alone would rank them; what has no word of the query is not found.
fn by_word(shelf: &Shelf, query: &str) -> Vec<String> {
    let search = shelf.loaded.index.search(query, shelf.loaded.index.len());
    let mut found: Vec<&Found<'_>> =
        search.found.iter().filter(|found| found.lexical > 0.0).collect();
    found.sort_by(|a, b| b.lexical.total_cmp(&a.lexical).then(a.key.cmp(&b.key)));
    documents(shelf, found.into_iter())
}

fn text(measured: &Measured) -> String {
    let row = |name: &str, ranks: &Ranks, times: Option<&Figures>| {
        let mut row = vec![name.to_owned(), ranks.queries.to_string()];
        let shares = [ranks.hit_1, ranks.hit_5, ranks.recall_5, ranks.mrr_10];
        row.extend(shares.map(|share| format!("{share:.3}")));
        row.extend(times.map(|times| format!("{:.2}", times.query_ms_p50)));
        row.extend(times.map(|times| format!("{:.2}", times.query_ms_p99)));
        row
    };
    let timed = |name, figures: &Figures| row(name, &figures.ranks, Some(figures));
    let header = ["", "queries", "hit@1", "hit@5", "recall@5", "mrr@10", "ms p50", "ms p99"];
    let rows = [
        row("words alone (BM25)", &measured.words_alone, None),
        timed("query alone", &measured.alone),
        timed("last turn before it", &measured.with_last_turn),
        timed("as in a chat", &measured.as_in_chat),
    ];
    format!(
        "{} companies, {} passages, {} documents unread, {} queries with history\n\n{}",
        measured.companies,
        measured.passages,
        measured.documents_unread,
        measured.queries_with_history,
        table(&header, &rows)
    )
}

#[cfg(test)]
mod tests;
