//! A passage's text to its sentences, as ranges, so that no text is kept twice.

use std::ops::Range;

/// Fewer words than this carry no claim ("Yes.", "See also").
const WORDS_MIN: usize = 3;

/// Words that stand shortened before a number.
const BEFORE_NUMBERS: [&str; 18] = [
    "no", "nos", "nr", "num", "art", "fig", "abb", "p", "pp", "vol", "ch", "sec", "para", "abs",
    "tel", "ext", "ca", "approx",
];

/// Words that stand shortened before a name.
const BEFORE_NAMES: [&str; 6] = ["dr", "mr", "mrs", "ms", "prof", "st"];

/// The sentences of `text`: cut at line breaks, and after `.`, `!` or `?` (with closing quotes or
/// brackets) where white space and then a capital, digit, quote or opening bracket follow; but not
/// inside "no. 5" and "Dr. Kim".
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        cut_line(line, start, &mut found);
        start += line.len();
    }
    found
}

/// The sentences long enough to rest an answer on; the whole text when none is.
pub fn telling_sentences(text: &str) -> Vec<Range<usize>> {
    let telling: Vec<_> = sentences(text)
        .into_iter()
        .filter(|range| text[range.clone()].split_whitespace().count() >= WORDS_MIN)
        .collect();
    if telling.is_empty() { std::iter::once(0..text.len()).collect() } else { telling }
}

fn cut_line(line: &str, offset: usize, found: &mut Vec<Range<usize>>) {
    let mut start = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '。' | '！' | '？') {
            continue;
        }
        while chars.next_if(|(_, c)| matches!(c, '"' | '\'' | ')' | ']' | '”' | '’')).is_some()
        {
        }
        let end = chars.peek().map_or(line.len(), |(at, _)| *at);
        let mut spaces = 0;
        while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {
            spaces += 1;
        }
        let wide = matches!(c, '。' | '！' | '？');
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let opens = next.is_uppercase() || next.is_numeric() || "\"'([“‘".contains(next);
        if wide || (spaces > 0 && opens && !is_shortened(&line[start..at], next)) {
            push_trimmed(line, start..end, offset, found);
            start = chars.peek().map_or(line.len(), |(at, _)| *at);
        }
    }
    push_trimmed(line, start..line.len(), offset, found);
}

/// Whether the last word before a stop is one that stands shortened before what follows.
fn is_shortened(before: &str, next: char) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_one_of = |words: &[&str]| words.iter().any(|it| word.eq_ignore_ascii_case(it));
    (next.is_numeric() && is_one_of(&BEFORE_NUMBERS))
        || (next.is_uppercase() && is_one_of(&BEFORE_NAMES))
}

fn push_trimmed(line: &str, range: Range<usize>, offset: usize, found: &mut Vec<Range<usize>>) {
    let piece = &line[range.clone()];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let start = offset + range.start + (piece.len() - piece.trim_start().len());
        found.push(start..start + trimmed.len());
    }
}

#[cfg(test)]
mod tests {
    use super::{sentences, telling_sentences};

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        let cases: [(&str, &[&str]); 9] = [
            ("One here. Two there!", &["One here.", "Two there!"]),
            ("It is 3.5 kg. \"Yes,\" she said.", &["It is 3.5 kg.", "\"Yes,\" she said."]),
            ("He left (at noon.) Then she came.", &["He left (at noon.)", "Then she came."]),
            ("see e.g. the list\n- item one\n\nlast", &["see e.g. the list", "- item one", "last"]),
            ("Desk no. 4 is sold. 5 are left.", &["Desk no. 4 is sold.", "5 are left."]),
            ("Ask Dr. Kim. She knows.", &["Ask Dr. Kim.", "She knows."]),
            ("He said no. Then he left.", &["He said no.", "Then he left."]),
            ("返品できます。交換もできます。", &["返品できます。", "交換もできます。"]),
            ("  \n ", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text), expected, "{text}");
        }
    }

    #[test]
    fn short_pieces_count_only_when_there_is_nothing_else() {
        let text = "Yes. You can bring a pet. See also";
        let found: Vec<_> = telling_sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["You can bring a pet."]);
        assert_eq!(telling_sentences("Monday closed").first(), Some(&(0..13)));
    }
}
