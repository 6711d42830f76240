//! `baton eval retrieval`: how well search finds the right document.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use assistant::gist::gist;
use assistant::retrieve::retrieve;
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
        let nothing = HashSet::new();
        let retrieval = retrieve(index, &nothing, *thresholds, text, last_turn, meant);
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
mod tests {
    use serde_json::{Value, json};

    use super::super::rows::tests::file;
    use super::{ByModel, measure};

    const TEXTS: [(&str, &str, &str); 5] = [
        ("bakery b1", "Opening hours", "The bakery is open from seven to noon."),
        ("bakery b2", "Rye bread", "Rye bread is baked with sourdough and keeps for a week."),
        ("bakery b3", "Cakes", "Wedding cakes must be ordered a month ahead."),
        ("bakery b4", "Parking", "Cars may stand behind the mill for one hour."),
        ("boats s1", "Rye bread", "Rye bread is baked with sourdough aboard our boats."),
    ];

    fn figures(queries: &[Value]) -> anyhow::Result<Value> {
        let folder = tempfile::tempdir()?;
        let docs = TEXTS.map(|(place, title, text)| {
            let (company, id) = place.split_once(' ').unwrap();
            json!({ "company": company, "doc_id": id, "title": title, "text": text })
        });
        let lines = |rows: &[Value]| rows.iter().map(Value::to_string).collect::<Vec<_>>();
        let write = |name: &str, rows: &[Value]| {
            let lines = lines(rows);
            file(&folder, name, &lines.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let report = measure(
            &write("docs.jsonl", &docs),
            &write("queries.jsonl", queries),
            &ByModel::default(),
        )?;
        assert!(report.text.contains("query alone"), "{}", report.text);
        let misses = queries.len() - report.failed.len();
        let mut figures: Value = serde_json::from_str(&report.json)?;
        let hits = figures["hit@5"].as_f64().unwrap() * figures["queries"].as_f64().unwrap();
        assert!((hits - f64::from(u8::try_from(misses)?)).abs() < 1e-9, "{:?}", report.failed);
        Ok(figures.take())
    }

    fn query(company: &str, query: &str, relevant: &[&str]) -> Value {
        json!({ "company": company, "query": query, "relevant": relevant })
    }

    fn close(value: &Value, wanted: f64) -> bool {
        (value.as_f64().unwrap() - wanted).abs() < 1e-9
    }

    #[test]
    fn figures_are_what_a_pencil_finds_and_companies_are_apart() {
        let found = figures(&[
            // Found first; of two relevant documents one is unknown: recall one half.
            query("bakery", "how is rye bread baked with sourdough", &["b2", "gone"]),
            // Not found at all: the document is another company's.
            query("bakery", "rye bread aboard boats", &["s1"]),
        ])
        .unwrap();
        assert_eq!(found["queries"], 2);
        for (key, wanted) in [("hit@1", 0.5), ("hit@5", 0.5), ("recall@5", 0.25), ("mrr@10", 0.5)] {
            assert!(close(&found[key], wanted), "{key}: {found}");
            assert!(close(&found["with_last_turn"][key], wanted), "{key}: {found}");
            assert!(close(&found["words_alone"][key], wanted), "{key}: {found}");
        }
        let p50 = found["query_ms_p50"].as_f64().unwrap();
        assert!(p50 > 0.0 && p50 <= found["query_ms_p99"].as_f64().unwrap());
        assert_eq!((&found["companies"], &found["passages"]), (&1.into(), &4.into()));
    }

    #[test]
    fn the_last_turn_of_the_visitor_helps_a_query_that_needs_it() {
        let mut follow_up = query("bakery", "and for how long?", &["b4"]);
        follow_up["history"] = json!([
            { "role": "customer", "text": "May cars stand behind the mill?" },
            { "role": "agent", "text": "Rye bread keeps for a week." },
        ]);
        let found = figures(&[follow_up]).unwrap();
        assert!(close(&found["with_last_turn"]["mrr@10"], 1.0), "{found}");
        assert!(close(&found["words_alone"]["mrr@10"], 0.0), "{found}");
        assert_eq!(found["queries_with_history"], 1);
    }

    #[test]
    fn a_row_that_cannot_be_measured_is_named() {
        let good = query("bakery", "rye", &["b2"]);
        let said = |row| figures(&[good.clone(), row]).err().unwrap().to_string();
        let none = said(query("bakery", "rye", &[]));
        assert!(none.ends_with("queries.jsonl, line 2: `relevant` names no document"), "{none}");
        let nobody = said(query("cars", "rye", &["b2"]));
        assert!(nobody.contains("line 2: the company \"cars\" has no document in"), "{nobody}");
    }
}
