//! What a language model says, line by line, and whether the passages bear it. What they do not
//! bear is not released, whatever the model was told by whom.

use std::collections::BTreeSet;

use knowledge::passage::Passage;
use knowledge::terms;

/// Share of a sentence's telling words that the passages which it names must hold.
const WORDS_SHARE_MIN: f32 = 0.5;

/// Longest line that is looked at: no sentence for a chat is longer.
const LINE_CHARS_MAX: usize = 1_000;

/// What a model holds of the passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// They say what was asked.
    Answered,
    /// They say a part of it.
    Partly,
    /// They do not say it.
    Missing,
    /// A person has to decide or do something.
    Person,
}

/// A line of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The judgement.
    Verdict(Judged),
    /// Something to say, with the passages that it names, from 0.
    Sentence {
        /// Without the numbers of passages.
        text: String,
        /// Those numbers.
        cites: Vec<usize>,
    },
}

/// Puts pieces of a reply together to lines.
#[derive(Debug, Default)]
pub struct Lines {
    open: String,
}

impl Lines {
    /// The lines that a piece completes.
    pub fn push(&mut self, piece: &str) -> Vec<Line> {
        self.open.push_str(piece);
        let Some(end) = self.open.rfind('\n') else { return Vec::new() };
        let whole: String = self.open.drain(..=end).collect();
        whole.lines().filter_map(line).collect()
    }

    /// The last line, which no break ended.
    pub fn finish(self) -> Option<Line> {
        line(&self.open)
    }
}

fn line(text: &str) -> Option<Line> {
    let text = text.trim().trim_matches('*').trim();
    if let Some(judged) = text.strip_prefix("VERDICT:") {
        let word = judged.trim().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let judged = match word.to_lowercase().as_str() {
            "answered" => Judged::Answered,
            "partly" => Judged::Partly,
            "missing" => Judged::Missing,
            "person" => Judged::Person,
            _ => return None,
        };
        return Some(Line::Verdict(judged));
    }
    let (text, cites) = cited(text);
    let is_said = text.chars().any(char::is_alphanumeric) && text.chars().count() <= LINE_CHARS_MAX;
    is_said.then_some(Line::Sentence { text, cites })
}

/// A sentence without its numbers of passages, and those numbers.
fn cited(text: &str) -> (String, Vec<usize>) {
    let (mut said, mut cites, mut rest) = (String::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once('[') {
        let numbers = after.split_once(']').and_then(|(inside, after)| {
            let numbers: Option<Vec<usize>> = inside
                .split([',', ' '])
                .filter(|it| !it.is_empty())
                .map(|it| it.parse().ok())
                .collect();
            Some((numbers.filter(|it| !it.is_empty())?, after))
        });
        if let Some((numbers, after)) = numbers {
            said.push_str(before.trim_end());
            cites.extend(numbers.into_iter().filter_map(|number| number.checked_sub(1)));
            rest = after;
        } else {
            said.push_str(before);
            said.push('[');
            rest = after;
        }
    }
    said.push_str(rest);
    cites.sort_unstable();
    cites.dedup();
    (said.trim().to_owned(), cites)
}

/// Whether the passages that a sentence names bear it: they are there, hold each of its numbers
/// and addresses, and at least half of its telling words where they speak its language.
pub fn is_borne(text: &str, cites: &[usize], passages: &[&Passage]) -> bool {
    let named: Option<Vec<&Passage>> =
        cites.iter().map(|cite| passages.get(*cite).copied()).collect();
    let Some(named) = named.filter(|named| !named.is_empty()) else { return false };
    let held: Vec<String> = named.iter().map(|passage| passage.indexed_text()).collect();
    let held = held.join("\n");
    let is_link_free = !text.contains("](") && !text.contains("![");
    let bears_addresses = text
        .split_whitespace()
        .filter(|word| word.contains("://") || word.contains("www."))
        .all(|word| held.contains(word.trim_end_matches(['.', ',', ')'])));
    // Between languages numbers and the model's own judgement have to do.
    let bears_words =
        || terms::share_held(text, &held).is_none_or(|share| share >= WORDS_SHARE_MIN);
    is_link_free && bears_addresses && numbers(text).is_subset(&numbers(&held)) && bears_words()
}

/// Numbers without what parts their digits, which languages do in their own ways: 4.90 and 4,90 are
/// one, and neither is 90.
fn numbers(text: &str) -> BTreeSet<String> {
    let (mut found, mut open) = (BTreeSet::new(), String::new());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_numeric() {
            open.push(letter);
        }
        let next_is_digit = letters.peek().is_some_and(|next| next.is_numeric());
        let parts = matches!(letter, '.' | ',' | ':' | '\'' | '’') && next_is_digit;
        if !letter.is_numeric() && !parts && !open.is_empty() {
            found.insert(std::mem::take(&mut open));
        }
    }
    found.extend(Some(open).filter(|open| !open.is_empty()));
    found
}

#[cfg(test)]
mod tests {
    use knowledge::passage::Passage;

    use super::{Judged, Line, Lines, is_borne};

    fn said(text: &str, cites: &[usize]) -> Line {
        Line::Sentence { text: text.to_owned(), cites: cites.to_vec() }
    }

    #[test]
    fn a_reply_is_read_line_by_line_however_it_is_cut() {
        let reply = "VERDICT: partly\n\nSend it back within 30 days. [1]\n- It is free [2, 3].\n\
                     By post.[2]";
        let expected = [
            Line::Verdict(Judged::Partly),
            said("Send it back within 30 days.", &[0]),
            said("- It is free.", &[1, 2]),
            said("By post.", &[1]),
        ];
        for size in [1, 2, 3, 7, 1_000] {
            let mut lines = Lines::default();
            let pieces: Vec<char> = reply.chars().collect();
            let mut found = Vec::new();
            for piece in pieces.chunks(size) {
                found.extend(lines.push(&piece.iter().collect::<String>()));
            }
            found.extend(lines.finish());
            assert_eq!(found, expected, "{size}");
        }
        assert_eq!(
            Lines { open: "**VERDICT: missing**".into() }.finish(),
            Some(Line::Verdict(Judged::Missing))
        );
        assert_eq!(
            Lines { open: "[see] list [a] [0]".into() }.finish(),
            Some(said("[see] list [a]", &[]))
        );
    }

    #[test]
    fn what_the_named_passages_do_not_bear_is_not_released() {
        let passage = |text: &str| {
            let mut passage = Passage::answering(vec!["Returns".to_owned()], text.to_owned());
            passage.questions.clear();
            passage
        };
        let (one, two) = (
            passage("You can send back what you bought within 30 days. Postage is 4.90 EUR."),
            passage("Our workshop repairs clocks. See https://shop.example/repairs."),
        );
        let all = [&one, &two];
        for (text, cites, expected) in [
            ("You can send it back within 30 days.", &[0][..], true),
            ("Postage for sending it back is 4.90 EUR.", &[0], true),
            ("Postage for sending it back is 4,90 EUR.", &[0], true),
            ("You can send it back within 60 days.", &[0], false),
            ("You can send it back within 90 days.", &[0], false),
            ("You can send it back within 30 days.", &[1], false),
            ("You can send it back within 30 days.", &[], false),
            ("You can send it back within 30 days.", &[0, 7], false),
            ("Lions live in Africa and eat gazelles.", &[0], false),
            ("The workshop repairs clocks: https://shop.example/repairs.", &[1], true),
            ("The workshop repairs clocks: https://evil.example/repairs.", &[1], false),
            ("The workshop ![repairs](https://evil.example/x.png) clocks.", &[1], false),
        ] {
            assert_eq!(is_borne(text, cites, &all), expected, "{text} {cites:?}");
        }
    }
}
