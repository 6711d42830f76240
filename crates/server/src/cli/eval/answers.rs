//! `baton eval answers`: what is answered, and what is declined.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use assistant::copy::Copy;
use assistant::guidance::Guidance;
use assistant::turn::{Outcome, Plan, Said, TurnInput, plan};
use domain::signal::Verdict;
use knowledge::vectors::Meant;
use serde::{Deserialize, Serialize};

use super::Report;
use super::figures::{auroc, share, table, three};
use super::rows::{Doc, Rows, Turn};
use super::shelf::{Library, Shelf};

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

/// A count for each of the two classes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
struct Both {
    answerable: usize,
    unanswerable: usize,
}

/// What became of the questions of one source.
#[derive(Debug, Default, Serialize)]
struct Fate {
    answerable: usize,
    answered: usize,
    answered_right: usize,
    cited_right: usize,
    unanswerable: usize,
    wrongly_answered: usize,
    auroc: Option<f64>,
    /// Shown as the closest passages, with the offer of a person.
    closest: Both,
    /// Passed on or met with small talk: no search ran.
    not_searched: Both,
    /// Questions with a string to look for in the answer.
    with_reference: usize,
    /// Rows of other kinds.
    left_out: usize,
    documents_unread: usize,
    #[serde(skip)]
    probabilities: [Vec<f32>; 2],
    #[serde(skip)]
    failed: Vec<String>,
}

/// Measures each company apart and puts together those of one source.
pub(super) fn measure(docs_path: &Path, questions_path: &Path) -> anyhow::Result<Report> {
    let docs = Rows::<Doc>::read(docs_path)?;
    let questions = Rows::<Question>::read(questions_path)?;
    let library = Library::of(&docs, docs_path, &questions, |question| &question.company)?;
    // What was planned comes back question by question, and counts once, for its source.
    let companies = library.each(|company, shelf| {
        let asked = questions.iter().filter(|question| question.company == company);
        let planned: Vec<_> = asked.map(|question| (question, ask(&shelf, question))).collect();
        (shelf.unread, planned)
    });
    let mut sources: BTreeMap<&str, Fate> = BTreeMap::new();
    for (company, (unread, planned)) in companies {
        let source = company.split(':').next().unwrap_or_default();
        let fate = sources.entry(source).or_default();
        fate.documents_unread += unread;
        for (question, (plan, first)) in planned {
            fate.add(question, &plan, first.as_deref());
        }
    }
    for fate in sources.values_mut() {
        let [yes, no] = &fate.probabilities;
        fate.auroc = auroc(yes, no);
    }
    let failed = sources.values_mut().flat_map(|fate| std::mem::take(&mut fate.failed)).collect();
    Report::new(text(&sources), &sources, failed)
}

impl Fate {
    /// Counts a plan, and the document that it cites first.
    fn add(&mut self, question: &Question, planned: &Plan, first: Option<&str>) {
        let can = match question.answerable {
            Answerable::Yes => true,
            Answerable::No => false,
            Answerable::Partial | Answerable::Underspecified | Answerable::Conversational => {
                self.left_out += 1;
                return;
            }
        };
        let of_class = |counts: &mut Both| {
            *(if can { &mut counts.answerable } else { &mut counts.unanswerable }) += 1;
        };
        *(if can { &mut self.answerable } else { &mut self.unanswerable }) += 1;
        self.with_reference += usize::from(can && question.references().next().is_some());
        match planned.signals.confidence {
            Some(confidence) => self.probabilities[usize::from(!can)].push(confidence.p),
            None => of_class(&mut self.not_searched),
        }
        let mut fail = |what: &str| self.failed.push(format!("{what}: {}", question.text));
        let Outcome::Answer { sentences, verdict, .. } = &planned.outcome else {
            if can {
                fail("not answered");
            }
            return;
        };
        if *verdict != Verdict::Answered {
            if can {
                fail("only as closest");
            }
            return of_class(&mut self.closest);
        }
        if !can {
            self.wrongly_answered += 1;
            return fail("wrongly answered");
        }
        self.answered += 1;
        let texts: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        let said = solid(&texts.join(" "));
        self.answered_right +=
            usize::from(question.references().any(|answer| said.contains(&answer)));
        let is_gold = |id: &str| question.gold_doc_ids.iter().flatten().any(|gold| gold == id);
        let cited = first.is_some_and(is_gold);
        self.cited_right += usize::from(cited);
        if !cited {
            let first = first.unwrap_or_default();
            self.failed.push(format!("cited {first} first: {}", question.text));
        }
    }
}

impl Question {
    /// The strings of which one has to stand in a right answer.
    fn references(&self) -> impl Iterator<Item = String> {
        let answers = self.answers.iter().flatten().map(|answer| solid(answer));
        answers.filter(|answer| !answer.is_empty())
    }
}

/// The plan of the turn that a chat with this history would take, and the document that it cites
/// first.
fn ask(shelf: &Shelf, question: &Question) -> (Plan, Option<String>) {
    let said = |turn: &Turn| Said { by: turn.by(), text: turn.text.clone() };
    let earlier: Vec<Said> = question.history.iter().flatten().map(said).collect();
    let open = [question.text.clone()];
    let input = TurnInput {
        earlier: &earlier,
        open: &open,
        only_pictures: false,
        offer_open: false,
        requests_served: false,
        awaiting_field: false,
        hidden: &BTreeSet::new(),
        name: "Assistant",
        copy: &Copy::default(),
        guidance: &Guidance::default(),
        hosts: &BTreeSet::new(),
        rewritten: None,
        meant: &Meant::default(),
    };
    let plan = plan(&input, &shelf.loaded.index, shelf.loaded.thresholds);
    let first = match &plan.outcome {
        Outcome::Answer { sentences, .. } => sentences.first(),
        _ => None,
    };
    let first = first.map(|sentence| shelf.document(sentence.citation.source).to_owned());
    (plan, first)
}

/// Lower case, every run of space and punctuation as one space.
fn solid(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
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
    use super::{measure, solid};

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
        let report = measure(&docs, &file(&folder, "questions.jsonl", &questions))?;
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
            "with_reference": 3, "left_out": 1, "documents_unread": 0
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

    #[test]
    fn space_and_punctuation_do_not_part_an_answer_from_its_reference() {
        assert_eq!(solid("  In 1754–1763,\n the \"War\". "), "in 1754 1763 the war");
        assert_eq!(solid("…"), "");
    }
}
