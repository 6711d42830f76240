//! Figures of a small library.

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
