//! What a language model says, read line by line while it comes.

/// Longest line that is looked at: no sentence for a chat is longer.
const LINE_BYTES_MAX: usize = 2_000;

/// Passages that one mark may span.
const RANGE_MAX: usize = 4;

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
    /// Inside of what a model says to itself before it answers.
    thinks: bool,
}

impl Lines {
    /// The lines that a piece completes. One that is longer than any sentence is dropped.
    pub fn push(&mut self, piece: &str) -> Vec<Line> {
        let mut found = Vec::new();
        for part in piece.split_inclusive('\n') {
            if self.open.len() <= LINE_BYTES_MAX {
                self.open.push_str(part);
            }
            if part.ends_with('\n') {
                let whole = std::mem::take(&mut self.open);
                found.extend(self.line(&whole));
            }
        }
        found
    }

    /// The last line, which no break ended.
    pub fn finish(mut self) -> Option<Line> {
        let last = std::mem::take(&mut self.open);
        self.line(&last)
    }

    fn line(&mut self, text: &str) -> Option<Line> {
        let text: String = text.chars().filter(|c| !is_hidden(*c)).collect();
        let mut text = text.trim();
        if text.starts_with("<think>") {
            self.thinks = true;
        }
        if self.thinks {
            let (_, after) = text.split_once("</think>")?;
            self.thinks = false;
            text = after.trim();
        }
        if text.starts_with("```") || text.len() > LINE_BYTES_MAX {
            return None;
        }
        if let Some(judged) = verdict(text) {
            return Some(Line::Verdict(judged));
        }
        // A heading says nothing, and says it loudly.
        let (text, cites) = cited(text.strip_prefix('#').map_or(text, |_| ""));
        text.chars().any(char::is_alphanumeric).then_some(Line::Sentence { text, cites })
    }
}

/// What no reader sees: controls, and what turns the direction of a text or stands for nothing.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{180e}')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..)
}

/// A judgement, however a model dresses it up.
fn verdict(text: &str) -> Option<Judged> {
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    if !words.next()?.eq_ignore_ascii_case("verdict") || !text.contains(':') {
        return None;
    }
    match words.next()?.to_lowercase().as_str() {
        "answered" => Some(Judged::Answered),
        "partly" => Some(Judged::Partly),
        "missing" => Some(Judged::Missing),
        "person" => Some(Judged::Person),
        _ => None,
    }
}

/// A sentence without its numbers of passages, and those numbers.
fn cited(text: &str) -> (String, Vec<usize>) {
    let (mut said, mut cites, mut rest) = (String::new(), Vec::new(), text);
    while let Some(at) = rest.find(['[', '【']) {
        let (before, marked) = rest.split_at(at);
        let mark = marked.chars().next().map_or(1, char::len_utf8);
        let inside = marked[mark..].split_once([']', '】']);
        let numbers = inside.and_then(|(inside, after)| Some((passages_in(inside)?, after)));
        if let Some((numbers, after)) = numbers {
            // What stands between two marks is nothing that is said.
            if cites.is_empty() || !matches!(before.trim(), "," | ";" | "and" | "&") {
                said.push_str(before.trim_end());
            }
            cites.extend(numbers);
            rest = after;
        } else {
            said.push_str(&rest[..at + mark]);
            rest = &marked[mark..];
        }
    }
    said.push_str(rest);
    cites.sort_unstable();
    cites.dedup();
    (said.trim().to_owned(), cites)
}

/// The passages of a mark, from 0: `2`, `1, 3`, `1-3`, `passage 2`.
fn passages_in(mark: &str) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    let words = mark.split([',', ' ', ';']).filter(|it| !it.is_empty());
    for word in words.filter(|it| !it.eq_ignore_ascii_case("passage")) {
        let (first, last) = word.split_once(['-', '–']).unwrap_or((word, word));
        let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
        let is_range = last >= first && last - first < RANGE_MAX;
        let numbers = (first..=last.min(first + RANGE_MAX)).filter(|_| is_range);
        found.extend(numbers.filter_map(|it| it.checked_sub(1)));
    }
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::{Judged, Line, Lines};

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
            Lines { open: "**VERDICT: missing**".into(), ..Lines::default() }.finish(),
            Some(Line::Verdict(Judged::Missing))
        );
        assert_eq!(
            Lines { open: "[see] list [a]".into(), ..Lines::default() }.finish(),
            Some(said("[see] list [a]", &[]))
        );
    }

    #[test]
    fn small_models_dress_their_lines_up() {
        let lines = |text: &str| {
            let mut lines = Lines::default();
            let mut found = lines.push(text);
            found.extend(lines.finish());
            found
        };
        for verdict in ["**VERDICT:** answered", "## Verdict: **Answered**", "VERDICT: [answered]"]
        {
            assert_eq!(lines(verdict), [Line::Verdict(Judged::Answered)], "{verdict}");
        }
        let thinks = "<think>The visitor asks\nVERDICT: missing\n</think>\n```\nVERDICT: partly";
        assert_eq!(lines(thinks), [Line::Verdict(Judged::Partly)]);
        let marks = "**30 days** for all [1], [2] and [passage 4].";
        assert_eq!(lines(marks), [said("**30 days** for all.", &[0, 1, 3])]);
        assert_eq!(lines("By\u{0} p\u{202e}o\u{e000}st 【1】"), [said("By post", &[0])]);
        assert!(lines(&"x".repeat(100_000)).is_empty());
    }
}
