//! Three lines for whoever takes a conversation over: what the visitor wants, what was tried last,
//! what is open now.
//!
//! No line is written anew: each is somebody's own sentence, with the place where it was said. The
//! same conversation has the same lines.

use domain::conversation::Seq;
use domain::signal::{Asks, Gist, Verdict};
use knowledge::sentence;

use crate::gist::gist;
use crate::person::asks_for_person;

/// Longest line: two of them fill a card on a phone.
const LINE_CHARS_MAX: usize = 160;

/// Who said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// The visitor.
    Visitor,
    /// The assistant, and what kind of reply it was; none where a handoff cut it short.
    Assistant(Option<Verdict>),
    /// A teammate.
    Person,
}

/// A message or a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoken<'words> {
    /// Its place.
    pub seq: Seq,
    /// Who said it.
    pub by: Speaker,
    /// The words; of an answer the sentence that carries it.
    pub text: &'words str,
}

/// What a line tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// What the visitor came for.
    Wanted,
    /// What they were answered last, by the assistant or a person.
    Tried(Speaker),
    /// What nobody has answered.
    Open,
}

/// A line, and where it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it tells.
    pub about: About,
    /// The place of the message.
    pub seq: Seq,
    /// A sentence of it.
    pub text: String,
}

/// At most three lines on what was said, oldest first.
pub fn summary(said: &[Spoken<'_>]) -> Vec<Line> {
    let of_visitor = |it: &&Spoken<'_>| it.by == Speaker::Visitor && !it.text.trim().is_empty();
    let asked = said.iter().filter(of_visitor).find(|it| is_question(it.text));
    let wanted = asked.or_else(|| said.iter().find(of_visitor));
    let tried = said.iter().rev().find(|it| is_reply(it.by));
    let since = said.iter().rposition(|it| is_answer(it.by)).map_or(0, |at| at + 1);
    let left = || said[since..].iter().rev().filter(of_visitor);
    let open = left().find(|it| is_question(it.text)).or_else(|| left().next());
    let line = |about, it: &Spoken<'_>| Line { about, seq: it.seq, text: told(it) };
    let wanted = wanted.map(|it| line(About::Wanted, it));
    let tried = tried.map(|it| line(About::Tried(it.by), it));
    wanted.into_iter().chain(tried).chain(open.map(|it| line(About::Open, it))).collect()
}

/// It wants to know something, and not only a person.
fn is_question(text: &str) -> bool {
    gist(text) == Gist::Question && !matches!(asks_for_person(text, true), Asks::Clear { .. })
}

/// Small talk tries nothing, nor does a sentence that came with the handoff.
fn is_reply(by: Speaker) -> bool {
    is_answer(by) || by == Speaker::Assistant(Some(Verdict::Declined))
}

fn is_answer(by: Speaker) -> bool {
    match by {
        Speaker::Person => true,
        Speaker::Assistant(verdict) => {
            matches!(verdict, Some(Verdict::Answered | Verdict::Closest))
        }
        Speaker::Visitor => false,
    }
}

/// The first sentence; of the visitor the first that asks, where one does.
fn told(&Spoken { by, text, .. }: &Spoken<'_>) -> String {
    let sentences = sentence::telling_sentences(text);
    let asks = |range: &&std::ops::Range<usize>| text[(*range).clone()].contains(['?', '？', '؟']);
    let asked = sentences.iter().find(asks).filter(|_| by == Speaker::Visitor);
    let range = asked.or(sentences.first());
    let told = range.map_or(text, |range| &text[range.clone()]).trim();
    match told.char_indices().nth(LINE_CHARS_MAX) {
        Some((end, _)) => format!("{}…", told[..end].trim_end()),
        None => told.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: Speaker = Speaker::Assistant(Some(Verdict::Answered));
    const DECLINE: Speaker = Speaker::Assistant(Some(Verdict::Declined));
    const TALK: Speaker = Speaker::Assistant(Some(Verdict::Talk));

    fn lines(said: &[(Speaker, &str)]) -> Vec<(About, Seq, String)> {
        let said: Vec<Spoken<'_>> =
            (1..).zip(said).map(|(seq, &(by, text))| Spoken { seq, by, text }).collect();
        summary(&said).into_iter().map(|line| (line.about, line.seq, line.text)).collect()
    }

    #[test]
    fn it_says_what_is_wanted_what_was_tried_and_what_is_open() {
        let told = lines(&[
            (Speaker::Visitor, "Hello!"),
            (TALK, "Hello, what would you like to know?"),
            (Speaker::Visitor, "I bought a lamp last week. How long can I return it?"),
            (ANSWER, "You can return it within 30 days."),
            (Speaker::Visitor, "Who pays the postage for a piano?"),
            (DECLINE, "I could not find an answer to that. Shall I ask a person?"),
            (Speaker::Visitor, "I want to talk to a human"),
        ]);
        assert_eq!(
            told,
            [
                (About::Wanted, 3, "How long can I return it?".to_owned()),
                (About::Tried(DECLINE), 6, "I could not find an answer to that.".to_owned()),
                (About::Open, 5, "Who pays the postage for a piano?".to_owned()),
            ]
        );
    }

    #[test]
    fn a_request_for_a_person_is_open_where_nothing_else_is() {
        let told = lines(&[
            (Speaker::Visitor, "How long can I return a lamp?"),
            (Speaker::Person, "Thirty days, and we pay."),
            (Speaker::Visitor, "I want to talk to a human"),
        ]);
        assert_eq!(told[1].0, About::Tried(Speaker::Person));
        assert_eq!(told[2], (About::Open, 3, "I want to talk to a human".to_owned()));
        let pressed =
            lines(&[(Speaker::Visitor, "How long can I return it?"), (ANSWER, "A month.")]);
        assert_eq!(pressed.len(), 2, "nothing is open");
        assert_eq!(lines(&[]), []);
    }

    #[test]
    fn a_sentence_that_came_with_the_handoff_is_no_try_and_long_ones_are_cut() {
        let long = format!("Why does {} happen?", "this and that ".repeat(30));
        let told = lines(&[
            (Speaker::Visitor, &long),
            (Speaker::Assistant(None), "I leave this to our people."),
        ]);
        assert_eq!(told.iter().map(|it| it.0).collect::<Vec<_>>(), [About::Wanted, About::Open]);
        assert!(told[0].2.ends_with('…') && told[0].2.chars().count() <= LINE_CHARS_MAX + 1);
    }
}
