//! A passage with its meaning worked out: the costly half of indexing, done once per passage.

use std::ops::Range;

use crate::language::Language;
use crate::passage::Passage;
use crate::semantic::{Packed, RowSum};
use crate::sentence;
use crate::terms;

/// A passage ready to be put into any number of indexes, which share it.
pub struct Prepared {
    passage: Passage,
    /// Where its telling sentences lie in the text.
    sentences: Box<[Range<usize>]>,
    whole: Packed,
    parts: Box<[Packed]>,
    questions: Box<[Packed]>,
    english: bool,
    language: Option<Language>,
    rows: bool,
}

impl Prepared {
    /// Works out the meaning of a passage and of each of its sentences.
    pub fn new(passage: Passage) -> Self {
        let sentences = sentence::telling_sentences(&passage.text).into_boxed_slice();
        let mut whole = RowSum::of(&passage.preamble());
        let mut parts = Vec::with_capacity(sentences.len());
        let mut last = 0;
        for range in &sentences {
            // What lies between telling sentences is too short to quote but belongs to the whole.
            whole.add(&RowSum::of(&passage.text[last..range.start]));
            let part = RowSum::of(&passage.text[range.clone()]);
            whole.add(&part);
            parts.push(Packed::new(&part.unit()));
            last = range.end;
        }
        whole.add(&RowSum::of(&passage.text[last..]));
        // A short answer may have no word that tells its language; its questions have.
        let votes = terms::votes(&format!("{} {}", passage.questions.join(" "), passage.text));
        let (english, language) = (votes.is_english(), votes.language());
        let rows = is_rows(&passage.text);
        let whole = Packed::new(&whole.unit());
        let question = |text: &String| Packed::new(&RowSum::of(text).unit());
        let questions = passage.questions.iter().map(question).collect();
        let parts = parts.into_boxed_slice();
        Self { passage, sentences, whole, parts, questions, english, language, rows }
    }

    /// The passage itself.
    pub fn passage(&self) -> &Passage {
        &self.passage
    }

    /// Where its telling sentences lie in the text, in reading order.
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// Whether its text reads as English, the language of the table of meanings.
    pub(crate) fn is_english(&self) -> bool {
        self.english
    }

    /// Whether it says anything of the language that an index is in: rows of names and numbers, as
    /// those of a price list, have no word that tells one language from another.
    pub(crate) fn tells_language(&self) -> bool {
        self.english || self.language.is_some() || !self.rows
    }

    /// The language that its words are stemmed by, where its text tells it.
    pub(crate) fn language(&self) -> Option<Language> {
        self.language
    }

    /// The meaning of the passage, title and headings included.
    pub(crate) fn whole(&self) -> &Packed {
        &self.whole
    }

    /// The meaning of each question that it was written to answer.
    pub(crate) fn questions(&self) -> &[Packed] {
        &self.questions
    }

    /// The meaning of each telling sentence.
    pub(crate) fn parts(&self) -> &[Packed] {
        &self.parts
    }
}

/// Whether a text is rows of a table, "Header: cell; Header: cell".
fn is_rows(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.all(|line| line.contains("; ") && line.split("; ").all(|cell| cell.contains(": ")))
}
