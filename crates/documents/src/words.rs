//! White space put in order, and names made readable.

/// "store/return-policy_2026.md" reads "Return policy 2026".
pub fn title_from_name(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let spaced = collapse(&stem.replace(['-', '_'], " "));
    let mut chars = spaced.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The ending of a name, in lower case, without the dot.
pub(crate) fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase()
}

/// Runs of white space as one space each, none at the ends.
pub(crate) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each line with its white space in order, empty ones dropped; callouts' markers are not text.
pub(crate) fn tidy_lines(text: &str) -> String {
    let kept: Vec<String> = text
        .lines()
        .map(collapse)
        .filter(|line| !line.is_empty())
        .filter(|line| !line.starts_with("[!") || !line.ends_with(']'))
        .collect();
    kept.join("\n")
}

/// Lines as they are, without those that are empty at both ends and without spaces at their own.
pub(crate) fn preformatted(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !line.is_empty()).map_or(first, |last| last + 1);
    lines[first..last].join("\n")
}

#[cfg(test)]
mod tests {
    use super::{preformatted, title_from_name};

    #[test]
    fn a_file_name_becomes_a_title() {
        assert_eq!(title_from_name("store/return-policy_2026.md"), "Return policy 2026");
        assert_eq!(title_from_name(""), "");
    }

    #[test]
    fn the_spaces_of_a_preformatted_text_are_kept() {
        assert_eq!(preformatted("\n\n  if x:\n    go()  \n\n"), "  if x:\n    go()");
        assert_eq!(preformatted("\n \n"), "");
    }
}
