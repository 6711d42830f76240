//! How well turns are decided.
//!
//! `handoff --utterances FILE`: requests for a person, patterns alone and with the regression.
//! `answers --docs FILE --questions FILE`: what is answered, per corpus.
#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a program that reports")]

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use assistant::copy::Copy;
use assistant::person::{Opinions, judge};
use assistant::turn::{Outcome, Plan, Said, TurnInput, plan};
use domain::id::SourceId;
use domain::message::Author;
use domain::signal::{Asks, Verdict};
use knowledge::confidence::Thresholds;
use knowledge::index::{Index, PassageKey};
use knowledge::prepared::Prepared;
use knowledge::{extract, passage};
use serde::Deserialize;

#[derive(Deserialize)]
struct Utterance {
    text: String,
    handoff: Option<bool>,
    source: String,
    kind: String,
}

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
struct Question {
    company: String,
    #[serde(rename = "question")]
    text: String,
    #[serde(default)]
    history: Vec<Turn>,
    answerable: String,
    #[serde(default)]
    gold_doc_ids: Vec<String>,
    #[serde(default)]
    answers: Vec<String>,
}

#[derive(Deserialize)]
struct Turn {
    role: String,
    text: String,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag);
        at.and_then(|at| arguments.get(at + 1)).unwrap_or_else(|| panic!("{flag} is missing"))
    };
    match arguments.get(1).map(String::as_str) {
        Some("handoff") => {
            let utterances: Vec<Utterance> = read(value("--utterances"));
            let show = arguments.iter().any(|argument| argument == "--show");
            report_handoff("patterns alone", &utterances, Opinions::Patterns, false);
            report_handoff("with regression", &utterances, Opinions::Both, show);
        }
        Some("answers") => report_answers(read(value("--docs")), &read(value("--questions"))),
        _ => println!("say handoff or answers"),
    }
}

fn read<T: for<'de> Deserialize<'de>>(path: &str) -> Vec<T> {
    let content = std::fs::read_to_string(path).expect("the file can be read");
    content.lines().map(|line| serde_json::from_str(line).expect("a row of JSON")).collect()
}

/// Counts of right and wrong decisions.
#[derive(Default)]
struct Tally {
    hits: usize,
    misses: usize,
    alarms: usize,
    quiet: usize,
}

impl Tally {
    fn add(&mut self, wanted: bool, said: bool) {
        let count = match (wanted, said) {
            (true, true) => &mut self.hits,
            (true, false) => &mut self.misses,
            (false, true) => &mut self.alarms,
            (false, false) => &mut self.quiet,
        };
        *count += 1;
    }

    fn print(&self, label: &str) {
        let share = |part: usize, all: usize| part as f64 / all.max(1) as f64;
        println!(
            "{label}: P {:.3} R {:.3}; {} hits, {} missed, {} false alarms of {}",
            share(self.hits, self.hits + self.alarms),
            share(self.hits, self.hits + self.misses),
            self.hits,
            self.misses,
            self.alarms,
            self.alarms + self.quiet
        );
    }
}

fn report_handoff(label: &str, utterances: &[Utterance], opinions: Opinions, show: bool) {
    let mut all = Tally::default();
    let mut by_source: BTreeMap<&str, Tally> = BTreeMap::new();
    for utterance in utterances {
        let Some(wanted) = utterance.handoff else { continue };
        let asks = judge(&utterance.text, true, opinions);
        let said = matches!(asks, Asks::Clear { .. });
        all.add(wanted, said);
        by_source.entry(&utterance.source).or_default().add(wanted, said);
        if show && wanted != said {
            println!("  {wanted} {asks:?} {} {}", utterance.kind, utterance.text);
        }
    }
    all.print(label);
    for (source, tally) in by_source {
        tally.print(&format!("  {source}"));
    }
}

struct Shelf {
    index: Index,
    thresholds: Thresholds,
    documents: HashMap<SourceId, String>,
}

fn shelf(docs: Vec<Doc>) -> Shelf {
    let mut documents = HashMap::new();
    let mut rows = Vec::new();
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
    let index = Index::build(1, rows);
    let thresholds = index.calibrate();
    Shelf { index, thresholds, documents }
}

/// What became of the questions of one corpus and one kind.
#[derive(Default)]
struct Fate {
    asked: usize,
    answered: usize,
    closest: usize,
    declined: usize,
    other: usize,
    cited: usize,
    contained: usize,
    likelihoods: Vec<f32>,
}

fn report_answers(docs: Vec<Doc>, questions: &[Question]) {
    let mut by_company: BTreeMap<String, Vec<Doc>> = BTreeMap::new();
    for doc in docs {
        by_company.entry(doc.company.clone()).or_default().push(doc);
    }
    let shelves: HashMap<String, Shelf> =
        by_company.into_iter().map(|(company, docs)| (company, shelf(docs))).collect();
    let mut fates: BTreeMap<(String, String), Fate> = BTreeMap::new();
    for question in questions {
        let Some(shelf) = shelves.get(&question.company) else { continue };
        let corpus = question.company.split(':').next().unwrap_or_default().to_owned();
        let fate = fates.entry((corpus, question.answerable.clone())).or_default();
        fate.add(question, &ask(shelf, question), shelf);
    }
    let nobody = Fate::default();
    for ((corpus, answerable), fate) in &fates {
        if answerable == "yes" {
            let no = fates.get(&(corpus.clone(), "no".to_owned())).unwrap_or(&nobody);
            println!("{corpus}: AUROC of p {:.3}", auroc(&fate.likelihoods, &no.likelihoods));
        }
    }
    for ((corpus, answerable), fate) in fates {
        let share = |part: usize, all: usize| part as f64 / all.max(1) as f64;
        println!(
            "{corpus} {answerable}: n {} answered {:.2} closest {:.2} declined {:.2} other {:.2}; \
             of those quoted: right document {:.2}, holds the answer {:.2}",
            fate.asked,
            share(fate.answered, fate.asked),
            share(fate.closest, fate.asked),
            share(fate.declined, fate.asked),
            share(fate.other, fate.asked),
            share(fate.cited, fate.answered + fate.closest),
            share(fate.contained, fate.answered + fate.closest),
        );
    }
}

/// The chance that an answerable question is thought likelier than an unanswerable one.
fn auroc(yes: &[f32], no: &[f32]) -> f64 {
    let wins = |y: &f32| -> f64 {
        no.iter().map(|n| if y > n { 1.0 } else { f64::from(u8::from(y >= n)) / 2.0 }).sum()
    };
    yes.iter().map(wins).sum::<f64>() / (yes.len() * no.len()).max(1) as f64
}

fn ask(shelf: &Shelf, question: &Question) -> Plan {
    let said = |turn: &Turn| Said {
        by: if turn.role.contains("agent") || turn.role == "assistant" {
            Author::Assistant
        } else {
            Author::Visitor
        },
        text: turn.text.clone(),
    };
    let earlier: Vec<Said> = question.history.iter().map(said).collect();
    let open = [question.text.clone()];
    let input = TurnInput {
        earlier: &earlier,
        open: &open,
        offer_open: false,
        requests_served: false,
        awaiting_field: false,
        name: "Assistant",
        copy: &Copy::default(),
    };
    plan(&input, &shelf.index, shelf.thresholds)
}

impl Fate {
    fn add(&mut self, question: &Question, turn: &Plan, books: &Shelf) {
        self.asked += 1;
        self.likelihoods.extend(turn.signals.confidence.map(|confidence| confidence.p));
        let Outcome::Answer { sentences, verdict, .. } = &turn.outcome else {
            let declined = matches!(turn.outcome, Outcome::Decline { .. });
            *(if declined { &mut self.declined } else { &mut self.other }) += 1;
            return;
        };
        let answered = *verdict == Verdict::Answered;
        *(if answered { &mut self.answered } else { &mut self.closest }) += 1;
        let cited = sentences.iter().any(|sentence| {
            question.gold_doc_ids.contains(&books.documents[&sentence.citation.source])
        });
        let solid =
            |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let said = solid(&sentences.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" "));
        let holds = |answer: &String| !answer.is_empty() && said.contains(&solid(answer));
        self.cited += usize::from(cited);
        self.contained += usize::from(question.answers.iter().any(holds));
    }
}
