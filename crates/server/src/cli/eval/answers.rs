//! `baton eval answers`: what is answered, and what is declined.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::Report;
use super::fate::{Asked, Fate, ask, solid};
use super::figures::{share, table, three};
use super::rows::{Doc, Rows, Turn};
use super::shelf::Library;
use super::sureness::{self, Outputs};

#[derive(Debug, Deserialize)]
struct Question {
    company: String,
    #[serde(rename = "question")]
    text: String,
    history: Option<Vec<Turn>>,
    answerable: Answerable,
    gold_doc_ids: Option<Vec<String>>,
    answers: Option<Vec<String>>,
}

/// Only the first two are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answerable {
    Yes,
    No,
    Partial,
    Underspecified,
    Conversational,
}

/// Measures each company apart and puts together those of one source.
pub(super) fn measure(
    docs_path: &Path,
    questions_path: &Path,
    outputs: &Outputs,
) -> anyhow::Result<Report> {
    let docs = Rows::<Doc>::read(docs_path)?;
    let questions = Rows::<Question>::read(questions_path)?;
    let library = Library::of(&docs, docs_path, &questions, |question| &question.company)?;
    // What was planned comes back question by question, and counts once, for its source.
    let companies = library.each(|company, shelf| {
        let of_company = questions.iter().filter(|question| question.company == company);
        let asked: Vec<_> = of_company
            .map(|question| question.asked().map(|asked| (ask(&shelf, &asked), asked)))
            .collect();
        (shelf.unread, asked)
    });
    let mut sources: BTreeMap<&str, Fate> = BTreeMap::new();
    for (company, (unread, asked)) in companies {
        let source = company.split(':').next().unwrap_or_default();
        let fate = sources.entry(source).or_default();
        fate.documents_unread += unread;
        for row in asked {
            match row {
                Some((reply, asked)) => fate.add(&asked, &reply),
                None => fate.left_out += 1,
            }
        }
    }
    sources.values_mut().for_each(Fate::finish);
    outputs.write(&sources)?;
    let failed = sources.values_mut().flat_map(|fate| std::mem::take(&mut fate.failed)).collect();
    Report::new(format!("{}{}", text(&sources), sureness::text(&sources)), &sources, failed)
}

impl Question {
    /// None where it is neither yes nor no.
    fn asked(&self) -> Option<Asked<'_>> {
        let can = match self.answerable {
            Answerable::Yes => true,
            Answerable::No => false,
            Answerable::Partial | Answerable::Underspecified | Answerable::Conversational => {
                return None;
            }
        };
        let references = self.answers.iter().flatten().map(|answer| solid(answer));
        Some(Asked {
            text: &self.text,
            history: self.history.as_deref().unwrap_or_default(),
            can,
            gold: self.gold_doc_ids.iter().flatten().map(String::as_str).collect(),
            references: references.filter(|answer| !answer.is_empty()).collect(),
        })
    }
}

fn text(sources: &BTreeMap<&str, Fate>) -> String {
    let header = [
        "",
        "answerable",
        "answered",
        "closest",
        "right",
        "cited",
        "unanswerable",
        "answered",
        "closest",
        "auroc",
    ];
    let of = |part: usize, whole: usize| {
        share(part, whole).map_or_else(|| "-".to_owned(), |share| format!("{part} ({share:.2})"))
    };
    let row = |(source, fate): (&&str, &Fate)| {
        vec![
            (*source).to_owned(),
            fate.answerable.to_string(),
            of(fate.answered, fate.answerable),
            of(fate.closest.answerable, fate.answerable),
            of(fate.answered_right, if fate.with_reference > 0 { fate.answered } else { 0 }),
            of(fate.cited_right, fate.answered),
            fate.unanswerable.to_string(),
            of(fate.wrongly_answered, fate.unanswerable),
            of(fate.closest.unanswerable, fate.unanswerable),
            three(fate.auroc),
        ]
    };
    let rows: Vec<_> = sources.iter().map(row).collect();
    let left_out: usize = sources.values().map(|fate| fate.left_out).sum();
    format!("{left_out} rows neither yes nor no left out\n\n{}", table(&header, &rows))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::rows::tests::file;
    use super::super::sureness::Outputs;
    use super::measure;

    const TEXTS: [(&str, &str); 6] = [
        ("Opening hours", "The bakery is open from 7-12 o'clock, Tuesday to Saturday."),
        ("Rye bread", "Rye bread is baked with sourdough and keeps for a week."),
        ("Wedding cakes", "Wedding cakes must be ordered a month ahead."),
        ("Parking", "Cars may stand behind the mill for one hour."),
        ("Flour", "Our flour is ground by the water mill in the next village."),
        ("Allergies", "Every loaf may hold traces of nuts, sesame and milk."),
    ];

    fn docs() -> Vec<String> {
        let companies = ["bakery:north", "bakery:south", "lake"];
        let doc = |company: &str, number: usize| {
            let (title, text) = TEXTS[number];
            json!({ "company": company, "doc_id": format!("d{number}"), "title": title,
                    "text": text })
            .to_string()
        };
        companies
            .iter()
            .flat_map(|company| (0..TEXTS.len()).map(|number| doc(company, number)))
            .collect()
    }

    fn measured(questions: &[Value]) -> anyhow::Result<Value> {
        let folder = tempfile::tempdir()?;
        let docs = docs();
        let docs: Vec<&str> = docs.iter().map(String::as_str).collect();
        let questions: Vec<String> = questions.iter().map(Value::to_string).collect();
        let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
        let docs = file(&folder, "docs.jsonl", &docs);
        let questions = file(&folder, "questions.jsonl", &questions);
        let report = measure(&docs, &questions, &Outputs::default())?;
        Ok(serde_json::from_str(&report.json)?)
    }

    fn question(company: &str, question: &str, answerable: &str, answer: &str) -> Value {
        json!({ "company": company, "question": question, "answerable": answerable,
                "gold_doc_ids": ["d1"], "answers": [answer], "history": null })
    }

    #[test]
    fn counts_are_kept_for_each_source_and_only_of_yes_and_no() {
        let rye = "How is rye bread baked with sourdough?";
        let hours = "From when to when is the bakery open on Tuesday?";
        let moons = "Which planet has the most moons?";
        let found = measured(&[
            question("bakery:north", rye, "yes", "With  SOURDOUGH,"),
            question("bakery:south", rye, "yes", "with yeast"),
            question("bakery:south", hours, "yes", "7 to 12"),
            question("bakery:north", moons, "no", ""),
            question("bakery:north", rye, "no", ""),
            question("bakery:north", rye, "partial", ""),
            question("lake", rye, "yes", ""),
            question("lake", "I want to talk to a human", "no", ""),
        ])
        .unwrap();
        let expected = json!({
            "answerable": 3, "answered": 3, "answered_right": 1, "cited_right": 2,
            "unanswerable": 2, "wrongly_answered": 1, "auroc": null,
            "closest": { "answerable": 0, "unanswerable": 0 },
            "not_searched": { "answerable": 0, "unanswerable": 0 },
            "with_reference": 3, "left_out": 1, "documents_unread": 0, "sureness": null
        });
        assert_eq!(found["bakery"], expected);
        let lake = &found["lake"];
        assert_eq!((&lake["answered"], &lake["answered_right"]), (&json!(1), &json!(0)));
        assert_eq!((&lake["unanswerable"], &lake["wrongly_answered"]), (&json!(1), &json!(0)));
        assert_eq!(lake["not_searched"]["unanswerable"], 1);
    }

    #[test]
    fn auroc_is_said_from_twenty_of_each_class_on() {
        let rye = "How is rye bread baked with sourdough?";
        let moons = "Which planet has the most moons?";
        let set = |yes: usize, no: usize| {
            let yes = vec![question("bakery:north", rye, "yes", "sourdough"); yes];
            [yes, vec![question("bakery:north", moons, "no", ""); no]].concat()
        };
        assert_eq!(measured(&set(20, 19)).unwrap()["bakery"]["auroc"], Value::Null);
        assert_eq!(measured(&set(20, 20)).unwrap()["bakery"]["auroc"], json!(1.0));
    }

    #[test]
    fn an_unknown_kind_of_question_is_a_bad_row() {
        let rows = [
            question("lake", "Rye?", "yes", "a week"),
            question("lake", "Rye?", "perhaps", "a week"),
        ];
        let said = measured(&rows).err().unwrap().to_string();
        assert!(said.contains("questions.jsonl, line 2: unknown variant `perhaps`"), "{said}");
    }
}
