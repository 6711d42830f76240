//! How well search finds the right document: `--docs D.jsonl --queries Q.jsonl`.
//!
//! Prints MRR@10, hit@1 and hit@5 over all companies, the query alone and
//! with the visitor's turn before it, and the time of a query.
#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a program that reports, and takes the time of what it does"
)]

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Instant;

use domain::id::SourceId;
use knowledge::extract;
use knowledge::index::{Index, PassageKey};
use knowledge::passage;
use knowledge::prepared::Prepared;
use serde::Deserialize;

#[derive(Deserialize)]
struct Doc {
    #[serde(rename = "doc_id")]
    id: String,
    company: String,
    #[serde(default)]
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct Query {
    #[serde(rename = "query")]
    text: String,
    company: String,
    relevant: Vec<String>,
    #[serde(default)]
    history: Vec<Turn>,
}

#[derive(Deserialize)]
struct Turn {
    role: String,
    text: String,
}

/// One company's index, and the document that each source stands for.
struct Shelf {
    index: Index,
    documents: HashMap<SourceId, String>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag);
        at.and_then(|at| arguments.get(at + 1)).unwrap_or_else(|| panic!("{flag} is missing"))
    };
    let docs: Vec<Doc> = read(value("--docs"));
    let queries: Vec<Query> = read(value("--queries"));
    let start = Instant::now();
    let shelves = shelve(docs);
    let passages: usize = shelves.values().map(|shelf| shelf.index.len()).sum();
    println!(
        "{} companies, {passages} passages, learnt in {:.1} s",
        shelves.len(),
        start.elapsed().as_secs_f32()
    );
    report("fused", &shelves, &queries, |query| query.text.clone());
    report("fused, with last turn", &shelves, &queries, with_last_turn);
    let busiest = shelves.values().max_by_key(|shelf| shelf.index.len()).expect("a company");
    let start = Instant::now();
    let thresholds = busiest.index.calibrate();
    println!("largest calibrated in {:?}: {thresholds:?}", start.elapsed());
}

fn read<T: for<'de> Deserialize<'de>>(path: &str) -> Vec<T> {
    let content = std::fs::read_to_string(path).expect("the file can be read");
    content.lines().map(|line| serde_json::from_str(line).expect("a row of JSON")).collect()
}

fn shelve(docs: Vec<Doc>) -> BTreeMap<String, Shelf> {
    let mut by_company: BTreeMap<String, Vec<Doc>> = BTreeMap::new();
    for doc in docs {
        by_company.entry(doc.company.clone()).or_default().push(doc);
    }
    by_company.into_iter().map(|(company, docs)| (company, shelf(docs))).collect()
}

fn shelf(docs: Vec<Doc>) -> Shelf {
    let mut documents = HashMap::new();
    let mut rows = Vec::new();
    let start = Instant::now();
    for (number, doc) in docs.into_iter().enumerate() {
        let source = SourceId::from(uuid::Uuid::from_u128(number as u128));
        let mut document = extract::markdown(&doc.text, &doc.title);
        if !doc.title.is_empty() {
            document.title = doc.title;
        }
        for passage in passage::passages(&document) {
            let key = PassageKey { source, revision: 1, position: passage.position };
            rows.push((key, Arc::new(Prepared::new(passage))));
        }
        documents.insert(source, doc.id);
    }
    let (prepared, passages) = (start.elapsed(), rows.len());
    let index = Index::build(1, rows);
    if passages > 500 {
        let built = start.elapsed().saturating_sub(prepared);
        println!("{passages} passages: prepared in {prepared:.1?}, indexed in {built:.1?}");
    }
    Shelf { index, documents }
}

fn with_last_turn(query: &Query) -> String {
    let asked = |turn: &&Turn| !turn.role.contains("agent") && turn.role != "assistant";
    match query.history.iter().rev().find(asked) {
        Some(turn) => format!("{} {}", turn.text, query.text),
        None => query.text.clone(),
    }
}

fn report(
    label: &str,
    shelves: &BTreeMap<String, Shelf>,
    queries: &[Query],
    text: impl Fn(&Query) -> String,
) {
    let mut ranks = Vec::new();
    let mut times = Vec::new();
    for query in queries {
        let shelf = &shelves[&query.company];
        let text = text(query);
        let start = Instant::now();
        let search = shelf.index.search(&text, 200);
        times.push(start.elapsed().as_secs_f64() * 1e3);
        let mut seen: Vec<&String> = Vec::new();
        for found in &search.found {
            let document = &shelf.documents[&found.key.source];
            if !seen.contains(&document) {
                seen.push(document);
            }
        }
        ranks.push(seen.iter().position(|document| query.relevant.contains(document)));
    }
    times.sort_by(f64::total_cmp);
    let all = ranks.len() as f64;
    let hit = |within: usize| ranks.iter().flatten().filter(|r| **r < within).count() as f64 / all;
    let reciprocal: f64 =
        ranks.iter().flatten().filter(|rank| **rank < 10).map(|rank| 1.0 / (rank + 1) as f64).sum();
    println!(
        "{label}: n {} MRR@10 {:.3} hit@1 {:.3} hit@5 {:.3}; ms p50 {:.2} p99 {:.2}",
        ranks.len(),
        reciprocal / all,
        hit(1),
        hit(5),
        times[times.len() / 2],
        times[times.len() * 99 / 100]
    );
}
