//! A passage's text to its sentences, as ranges, so that no text is kept twice.

use std::ops::Range;

/// Fewer words than this carry no claim ("Yes.", "See also").
const WORDS_MIN: usize = 3;

/// The sentences of `text`: cut at line breaks, and after `.`, `!` or `?` (with closing quotes or
/// brackets) where white space and then a capital, digit, quote or opening bracket follow.
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
    while let Some((_, c)) = chars.next() {
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
        let opens = chars.peek().is_some_and(|(_, next)| {
            next.is_uppercase() || next.is_numeric() || "\"'([“‘".contains(*next)
        });
        if wide || (spaces > 0 && opens) {
            push_trimmed(line, start..end, offset, found);
            start = chars.peek().map_or(line.len(), |(at, _)| *at);
        }
    }
    push_trimmed(line, start..line.len(), offset, found);
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
        let cases: [(&str, &[&str]); 6] = [
            ("One here. Two there!", &["One here.", "Two there!"]),
            ("It is 3.5 kg. \"Yes,\" she said.", &["It is 3.5 kg.", "\"Yes,\" she said."]),
            ("He left (at noon.) Then she came.", &["He left (at noon.)", "Then she came."]),
            ("see e.g. the list\n- item one\n\nlast", &["see e.g. the list", "- item one", "last"]),
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
