//! How deep a page is nested, before a parser is let loose on it.

/// Elements without content, or whose end is often left out.
const SELF_CLOSING: [&str; 33] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
    "optgroup", "colgroup", "rp", "rt", "path", "circle", "rect", "use", "html",
];

/// The depth that a page's tags reach, without the elements that close themselves. A rough upper
/// bound, taken before the parser is let loose on them.
pub(crate) fn nesting(content: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for part in content.split('<').skip(1) {
        let (closing, rest) = part.strip_prefix('/').map_or((false, part), |rest| (true, rest));
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        if name.is_empty() || SELF_CLOSING.contains(&name.as_str()) {
            continue;
        }
        depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::nesting;

    #[test]
    fn only_elements_that_stay_open_count() {
        let cases = [
            ("plain text, 3 < 4", 0),
            ("<div><p>one<p>two<br></div>", 1),
            ("<div><span></span><div></div></div></div>", 2),
            ("<!-- a comment --><DIV>", 1),
        ];
        for (html, expected) in cases {
            assert_eq!(nesting(html), expected, "{html}");
        }
    }
}
