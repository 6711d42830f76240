//! `baton eval spans`: how much of the asked stretches of text the first passages hold.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use anyhow::Context as _;
use assistant::retrieve::{Asked, retrieve};
use knowledge::index::PassageKey;
use knowledge::vectors::Meant;
use serde::{Deserialize, Serialize};

use super::Report;
use super::figures::{mean, progress, share, table, three};
use super::place::Original;
use super::rows::Rows;
use super::shelf::{NamedDoc, Shelf};

/// Passages that count as retrieved.
const PASSAGES: usize = 5;

#[derive(Debug, Deserialize)]
struct Question {
    corpus: String,
    #[serde(rename = "question")]
    text: String,
    references: Vec<Reference>,
}

/// A stretch that answers, in characters of the file.
#[derive(Debug, Deserialize)]
struct Reference {
    content: String,
    start_index: usize,
    end_index: usize,
}

/// Means over questions.
#[derive(Debug, Serialize)]
struct Figures {
    questions: usize,
    /// The share of the asked characters that the passages hold.
    span_recall: f64,
    /// The share of the passages' characters that were asked.
    span_precision: f64,
}

#[derive(Debug, Serialize)]
struct Measured {
    #[serde(flatten)]
    all: Figures,
    corpora: BTreeMap<String, Figures>,
    passages: usize,
    /// The share of the passages' words that were found again in the files.
    placed: Option<f64>,
}

/// A file, learnt, and where its passages stand in it.
struct Book {
    shelf: Shelf,
    chars: Vec<char>,
    places: BTreeMap<PassageKey, Vec<Range<usize>>>,
    /// Words of its passages that were found again, and all of them.
    words: (usize, usize),
}

/// Measures each file as a knowledge of its own.
pub(super) fn measure(folder: &Path, questions_path: &Path) -> anyhow::Result<Report> {
    let questions = Rows::<Question>::read(questions_path)?;
    let mut books: BTreeMap<&str, Book> = BTreeMap::new();
    let mut each: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    let mut failed = Vec::new();
    let bar = progress(questions.len(), "asking");
    for row in &questions.rows {
        let Question { corpus, text, references } = &row.is;
        if !books.contains_key(corpus.as_str()) {
            let book = Book::open(folder, corpus)
                .map_err(|error| questions.bad(row.line, &format!("{error:#}")))?;
            books.insert(corpus, book);
        }
        let book = &books[corpus.as_str()];
        let asked = book.check(references).map_err(|what| questions.bad(row.line, &what))?;
        let found = book.ask(text, &asked);
        // A mark at an end that belongs to no word is nothing missed.
        if found.0 < 0.995 {
            failed.push(format!("holds {:.2}: {text}", found.0));
        }
        each.entry(corpus).or_default().push(found);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let all: Vec<(f64, f64)> = each.values().flatten().copied().collect();
    let corpora = each.iter().map(|(corpus, found)| ((*corpus).to_owned(), figures(found)));
    let sum = |count: fn(&Book) -> usize| books.values().map(count).sum();
    let measured = Measured {
        all: figures(&all),
        corpora: corpora.collect(),
        passages: sum(|book| book.shelf.loaded.index.len()),
        placed: share(sum(|book| book.words.0), sum(|book| book.words.1)),
    };
    Report::new(text(&measured), &measured, failed)
}

fn figures(found: &[(f64, f64)]) -> Figures {
    let (recalls, precisions): (Vec<f64>, Vec<f64>) = found.iter().copied().unzip();
    Figures {
        questions: found.len(),
        span_recall: mean(&recalls),
        span_precision: mean(&precisions),
    }
}

impl Book {
    fn open(folder: &Path, corpus: &str) -> anyhow::Result<Self> {
        let name = format!("{corpus}.md");
        let path = folder.join(&name);
        let bytes = std::fs::read(&path)
            .with_context(|| format!("the corpus {} cannot be read", path.display()))?;
        let doc = NamedDoc { name: &name, id: corpus, title: "", content: &bytes };
        let shelf = Shelf::learn(std::iter::once(doc));
        // Offsets of such sets count a line's end as one character, however it is written.
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
        let original = Original::new(&text);
        let mut reader = original.reader();
        let mut places = BTreeMap::new();
        for (key, passage) in shelf.loaded.in_reading_order() {
            places.insert(key, reader.place(&passage.text));
        }
        let words = (reader.placed, reader.sought);
        Ok(Self { shelf, chars: text.chars().collect(), places, words })
    }

    /// The stretches asked for, if each is what stands there.
    fn check(&self, references: &[Reference]) -> Result<Vec<Range<usize>>, String> {
        if references.is_empty() {
            return Err("`references` is empty".to_owned());
        }
        let stretch = |reference: &Reference| {
            let Reference { content, start_index, end_index } = reference;
            let there = self.chars.get(*start_index..*end_index);
            if there.is_some_and(|there| there.iter().copied().eq(content.chars())) {
                return Ok(*start_index..*end_index);
            }
            Err(format!("the characters {start_index} to {end_index} are not the `content`"))
        };
        Ok(merged(references.iter().map(stretch).collect::<Result<_, _>>()?))
    }

    /// Recall and precision of the first passages.
    fn ask(&self, question: &str, asked: &[Range<usize>]) -> (f64, f64) {
        let loaded = &self.shelf.loaded;
        let (hidden, meant) = (BTreeSet::new(), Meant::default());
        let put = Asked { question, last_turn: None, rewritten: None };
        let retrieval = retrieve(&loaded.index, &hidden, loaded.thresholds, &put, &meant);
        let first = retrieval.search.found.iter().take(PASSAGES);
        let held = merged(first.flat_map(|found| self.places[&found.key].clone()).collect());
        let both = common(asked, &held);
        let of = |all: &[Range<usize>]| share(both, length(all)).unwrap_or(0.0);
        (of(asked), of(&held))
    }
}

/// Stretches in order, none touching another.
fn merged(mut stretches: Vec<Range<usize>>) -> Vec<Range<usize>> {
    stretches.sort_by_key(|stretch| stretch.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match merged.last_mut() {
            Some(last) if last.end >= stretch.start => last.end = last.end.max(stretch.end),
            _ => merged.push(stretch),
        }
    }
    merged
}

fn length(stretches: &[Range<usize>]) -> usize {
    stretches.iter().map(ExactSizeIterator::len).sum()
}

/// The characters that lie in both.
fn common(ones: &[Range<usize>], others: &[Range<usize>]) -> usize {
    let shared = |one: &Range<usize>, other: &Range<usize>| {
        one.end.min(other.end).saturating_sub(one.start.max(other.start))
    };
    ones.iter().map(|one| others.iter().map(|other| shared(one, other)).sum::<usize>()).sum()
}

fn text(measured: &Measured) -> String {
    let row = |name: &str, figures: &Figures| {
        vec![
            name.to_owned(),
            figures.questions.to_string(),
            format!("{:.3}", figures.span_recall),
            format!("{:.3}", figures.span_precision),
        ]
    };
    let mut rows: Vec<_> =
        measured.corpora.iter().map(|(corpus, figures)| row(corpus, figures)).collect();
    rows.push(row("all", &measured.all));
    format!(
        "{} passages, {} of their words found again in the files; the first {PASSAGES} count\n\n{}",
        measured.passages,
        three(measured.placed),
        table(&["", "questions", "span recall", "span precision"], &rows)
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::rows::tests::file;
    use super::{common, measure, merged};

    #[test]
    fn stretches_are_counted_once() {
        let held = merged(vec![5..9, 0..3, 8..12, 3..4]);
        assert_eq!(held, [0..4, 5..12]);
        assert_eq!(common(&[2..6, 10..20], &held), 2 + 1 + 2);
    }

    /// A file whose lines end as on Windows, with one short section a topic.
    fn measured(reference: &Value) -> anyhow::Result<Value> {
        let folder = tempfile::tempdir()?;
        let topics = ["mill", "oven", "cart", "barn", "well", "gate", "roof", "yard"];
        let section =
            |topic| format!("## The {topic}\r\n\r\nOnly the {topic} is told of here.\r\n\r\n");
        let text: String = topics.map(section).concat();
        std::fs::write(folder.path().join("farm.md"), text)?;
        let row = json!({ "corpus": "farm", "question": "What is told of the oven?",
                          "references": [reference] });
        let questions = file(&folder, "questions.jsonl", &[&row.to_string()]);
        Ok(serde_json::from_str(&measure(folder.path(), &questions)?.json)?)
    }

    #[test]
    fn recall_and_precision_are_what_a_pencil_finds() {
        // Each line's end counts once: a heading is 11 characters and two ends, a sentence 30.
        let start = (11 + 2) + (30 + 2) + (11 + 2);
        let found = measured(&json!({ "content": "Only the oven is told of here.",
                                     "start_index": start, "end_index": start + 30 }));
        let found = found.unwrap();
        assert!((found["span_recall"].as_f64().unwrap() - 1.0).abs() < 1e-9, "{found}");
        // Five passages of one sentence each of the same length were retrieved.
        assert!((found["span_precision"].as_f64().unwrap() - 0.2).abs() < 1e-9, "{found}");
        assert_eq!((&found["passages"], &found["placed"]), (&json!(8), &json!(1.0)));
        assert_eq!(found["corpora"]["farm"]["questions"], 1);
    }

    #[test]
    fn a_reference_that_stands_elsewhere_is_a_bad_row() {
        let said = measured(&json!({ "content": "Only the oven", "start_index": 1,
                                    "end_index": 14 }));
        let said = said.err().unwrap().to_string();
        assert!(said.ends_with("line 1: the characters 1 to 14 are not the `content`"), "{said}");
    }
}
