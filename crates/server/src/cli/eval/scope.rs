//! `baton eval scope`: whether questions that are none of the company's business are kept out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Report;
use super::fate::{Asked, Fate, ask};
use super::figures::{share, table, three};
use super::rows::{Doc, Rows, Turn};
use super::shelf::Library;
use super::sureness::{self, Outputs};

#[derive(Debug, Deserialize)]
struct Query {
    company: String,
    #[serde(rename = "query")]
    text: String,
    relevant: BTreeSet<String>,
    history: Option<Vec<Turn>>,
}

#[derive(Debug, Deserialize)]
struct Text {
    text: String,
    in_scope: bool,
}

/// Shares of the questions of either kind.
#[derive(Debug, Serialize)]
struct Shares {
    questions: usize,
    answered: Option<f64>,
    closest: Option<f64>,
    /// Answered, or shown the closest.
    accepted: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Measured<'all> {
    in_scope: Shares,
    out_of_scope: Shares,
    auroc: Option<f64>,
    sureness: &'all Option<sureness::Sureness>,
}

/// Puts the queries to their companies, and the texts that nobody's documents answer to all of
/// them in turn, each text once.
pub(super) fn measure(
    (docs_path, queries_path, texts_path): (&Path, &Path, &Path),
    outputs: &Outputs,
) -> anyhow::Result<Report> {
    let docs = Rows::<Doc>::read(docs_path)?;
    let queries = Rows::<Query>::read(queries_path)?;
    let texts = Rows::<Text>::read(texts_path)?;
    let outside: Vec<&Text> = texts.iter().filter(|text| !text.in_scope).collect();
    anyhow::ensure!(
        !outside.is_empty(),
        "{} holds no text that is out of scope",
        texts_path.display()
    );
    let library = Library::of(&docs, docs_path, &queries, |query| &query.company)?;
    let companies: BTreeSet<&str> = queries.iter().map(|query| query.company.as_str()).collect();
    let replies = library.each(|company, shelf| {
        let nth = companies.iter().position(|one| *one == company).unwrap_or_default();
        let own = queries.iter().filter(|query| query.company == company).map(within);
        let others = outside.iter().skip(nth).step_by(companies.len());
        let asked = own.chain(others.map(|text| beyond(text)));
        asked.map(|asked| (ask(&shelf, &asked), asked)).collect::<Vec<_>>()
    });
    let mut fate = Fate::default();
    for (reply, asked) in replies.into_values().flatten() {
        fate.add(&asked, &reply);
    }
    fate.finish();
    let failed = std::mem::take(&mut fate.failed);
    let name = docs_path.file_name().and_then(|name| name.to_str()).unwrap_or("all");
    let sources = BTreeMap::from([(name.split('.').next().unwrap_or(name), fate)]);
    outputs.write(&sources)?;
    let fate = sources.values().next().expect("there is the one");
    let measured = measured(fate);
    let text = format!("{}{}", text(&measured, fate), sureness::text(&sources));
    Report::new(text, &measured, failed)
}

fn within(query: &Query) -> Asked<'_> {
    Asked {
        text: &query.text,
        history: query.history.as_deref().unwrap_or_default(),
        can: true,
        gold: query.relevant.iter().map(String::as_str).collect(),
        references: Vec::new(),
    }
}

fn beyond(text: &Text) -> Asked<'_> {
    Asked { text: &text.text, history: &[], can: false, gold: Vec::new(), references: Vec::new() }
}

fn measured(fate: &Fate) -> Measured<'_> {
    let shares = |questions, answered, closest| Shares {
        questions,
        answered: share(answered, questions),
        closest: share(closest, questions),
        accepted: share(answered + closest, questions),
    };
    Measured {
        in_scope: shares(fate.answerable, fate.answered, fate.closest.answerable),
        out_of_scope: shares(fate.unanswerable, fate.wrongly_answered, fate.closest.unanswerable),
        auroc: fate.auroc,
        sureness: &fate.sureness,
    }
}

fn text(measured: &Measured<'_>, fate: &Fate) -> String {
    let row = |name: &str, shares: &Shares, not_searched: usize| {
        let mut row = vec![name.to_owned(), shares.questions.to_string()];
        row.extend([shares.answered, shares.closest, shares.accepted].map(three));
        row.push(not_searched.to_string());
        row
    };
    let header = ["", "questions", "answered", "closest", "accepted", "not searched"];
    let rows = [
        row("in scope", &measured.in_scope, fate.not_searched.answerable),
        row("out of scope", &measured.out_of_scope, fate.not_searched.unanswerable),
    ];
    format!("auroc {}\n\n{}", three(measured.auroc), table(&header, &rows))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::rows::tests::file;
    use super::super::sureness::Outputs;
    use super::measure;

    #[test]
    fn what_is_in_scope_is_accepted_and_the_rest_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let texts = [
            ("Opening hours", "The bakery is open from 7 to 12 o'clock, Tuesday to Saturday."),
            ("Rye bread", "Rye bread is baked with sourdough and keeps for a week."),
            ("Wedding cakes", "Wedding cakes must be ordered a month ahead."),
            ("Parking", "Cars may stand behind the mill for one hour."),
            ("Flour", "Our flour is ground by the water mill in the next village."),
            ("Allergies", "Every loaf may hold traces of nuts, sesame and milk."),
        ];
        let rows = |make: &dyn Fn(&str) -> Vec<Value>| -> Vec<String> {
            ["north", "south"].iter().flat_map(|it| make(it)).map(|row| row.to_string()).collect()
        };
        let docs = rows(&|company| {
            let named = texts.iter().map(|(title, text)| (title, title, text));
            let doc = |(id, title, text)| {
                json!({ "company": company, "doc_id": id, "title": title,
                        "text": text })
            };
            named.map(doc).collect()
        });
        let queries = rows(&|company| {
            vec![json!({ "company": company, "relevant": ["Rye bread"],
                         "query": "How is rye bread baked with sourdough?" })]
        });
        let said = [
            json!({ "text": "which planet has the most moons", "in_scope": false }).to_string(),
            json!({ "text": "is there air on the moon", "in_scope": false }).to_string(),
            json!({ "text": "how is rye bread baked", "in_scope": true }).to_string(),
        ];
        let write = |name, rows: &[String]| {
            file(&folder, name, &rows.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let (docs, queries) = (write("docs.jsonl", &docs), write("queries.jsonl", &queries));
        let said = write("said.jsonl", &said);
        let report = measure((&docs, &queries, &said), &Outputs::default()).unwrap();
        let found: Value = serde_json::from_str(&report.json).unwrap();
        assert_eq!(
            (&found["in_scope"]["questions"], &found["out_of_scope"]["questions"]),
            (&json!(2), &json!(2))
        );
        assert_eq!(
            (&found["in_scope"]["accepted"], &found["out_of_scope"]["accepted"]),
            (&json!(1.0), &json!(0.0))
        );
        assert!(report.failed.is_empty() && found["auroc"].is_null(), "{:?}", report.failed);
    }
}
