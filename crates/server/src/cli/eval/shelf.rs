//! A company's documents as one assistant's knowledge, learnt as the server learns files.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use documents::Limits;
use domain::id::SourceId;
use indicatif::ProgressBar;
use knowledge::passage::passages;
use store::PassageRow;
use uuid::Uuid;

use super::figures::progress;
use super::rows::{Doc, Rows};
use crate::clock::stopwatch;
use crate::knowledge::{Loaded, build};

/// The sets hold Markdown and prose, and a reader of Markdown reads both. No name before the
/// ending, so that a document without a title gets none from it.
const TEXT_NAME: &str = ".md";

/// One company's knowledge, and the document that each source stands for.
pub(super) struct Shelf {
    pub(super) loaded: Loaded,
    documents: HashMap<SourceId, String>,
    /// Documents that could not be read, as a file with their text could not.
    pub(super) unread: usize,
    /// What learning took.
    pub(super) seconds: f64,
}

impl Shelf {
    /// Learns documents, and finds the thresholds of what they make up.
    pub(super) fn learn<'docs>(docs: impl Iterator<Item = NamedDoc<'docs>>) -> Self {
        let watch = stopwatch();
        let mut documents = HashMap::new();
        let mut rows = Vec::new();
        let mut unread = 0;
        for (number, doc) in (1_u128..).zip(docs) {
            let source = SourceId::from(Uuid::from_u128(number));
            documents.insert(source, doc.id.to_owned());
            let read = documents::read(doc.name, doc.content, &Limits::default());
            let Ok(mut document) = read else {
                unread += 1;
                continue;
            };
            if !doc.title.is_empty() {
                doc.title.clone_into(&mut document.title);
            }
            rows.extend(passages(&document).into_iter().map(|passage| PassageRow {
                source,
                revision: 1,
                position: passage.position,
                title: passage.title,
                headings: passage.heading_path,
                questions: passage.questions,
                text: passage.text,
                page: passage.page,
            }));
        }
        let loaded = build(1, rows, None);
        Self { loaded, documents, unread, seconds: watch.elapsed().as_secs_f64() }
    }

    /// The document that a source stands for.
    pub(super) fn document(&self, source: SourceId) -> &str {
        &self.documents[&source]
    }
}

/// A document as a file would hold it.
pub(super) struct NamedDoc<'doc> {
    /// Its ending says the kind.
    pub(super) name: &'doc str,
    pub(super) id: &'doc str,
    /// Counts before one in the content; empty where there is none.
    pub(super) title: &'doc str,
    pub(super) content: &'doc [u8],
}

/// The documents of the companies that are asked something, each with its own.
pub(super) struct Library<'docs> {
    companies: BTreeMap<&'docs str, Vec<&'docs Doc>>,
}

impl<'docs> Library<'docs> {
    /// Parts documents by company. A question to a company that has none is a bad row.
    pub(super) fn of<Q>(
        docs: &'docs Rows<Doc>,
        docs_path: &Path,
        asked: &Rows<Q>,
        company: impl Fn(&Q) -> &str,
    ) -> anyhow::Result<Self> {
        let wanted: BTreeSet<&str> = asked.iter().map(&company).collect();
        let mut companies: BTreeMap<&str, Vec<&Doc>> = BTreeMap::new();
        for doc in docs.iter().filter(|doc| wanted.contains(doc.company.as_str())) {
            companies.entry(&doc.company).or_default().push(doc);
        }
        for row in &asked.rows {
            let company = company(&row.is);
            if !companies.contains_key(company) {
                let what =
                    format!("the company \"{company}\" has no document in {}", docs_path.display());
                return Err(asked.bad(row.line, &what));
            }
        }
        Ok(Self { companies })
    }

    /// Learns each company's documents and does something with what it knows then.
    pub(super) fn each<R: Send>(
        &self,
        work: impl Fn(&str, Shelf) -> R + Sync,
    ) -> BTreeMap<&'docs str, R> {
        // The largest first, so that none is left to one thread at the end.
        let mut companies: Vec<_> = self.companies.iter().collect();
        companies.sort_by_key(|(_, docs)| std::cmp::Reverse(docs.len()));
        let bar = progress(companies.len(), "learning");
        let done = in_parallel(&companies, &bar, |(company, docs)| {
            let named = docs.iter().map(|doc| NamedDoc {
                name: TEXT_NAME,
                id: &doc.id,
                title: doc.title.as_deref().unwrap_or_default(),
                content: doc.text.as_bytes(),
            });
            work(company, Shelf::learn(named))
        });
        bar.finish_and_clear();
        companies.into_iter().map(|(company, _)| *company).zip(done).collect()
    }
}

/// Works on all items by as many threads as the machine has, and keeps their order.
pub(super) fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    bar: &ProgressBar,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(items.len());
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((place, item)) = {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    items.get(place).map(|item| (place, item))
                } {
                    let result = work(item);
                    done.lock().expect("no thread stopped in here").push((place, result));
                    bar.inc(1);
                }
            });
        }
    });
    let mut done = done.into_inner().expect("a thread that stops ends the program");
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}
