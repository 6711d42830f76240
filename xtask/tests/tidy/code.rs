//! Just enough of Rust's grammar to find where a function begins and ends.

/// A function in a source text.
#[derive(Debug, PartialEq)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// From 1.
    pub(crate) line: usize,
    /// From `fn` to the closing brace, both included.
    pub(crate) lines: usize,
}

/// Every function with a body, inner ones too.
pub(crate) fn functions(source: &str) -> Vec<Function> {
    let code = without_words(source);
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let joined =
            code[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
        let name: String =
            code[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if joined || name.is_empty() {
            continue;
        }
        if let Some(end) = body_end(&code[at..]) {
            let line = code[..at].matches('\n').count() + 1;
            let lines = code[at..=at + end].matches('\n').count() + 1;
            found.push(Function { name, line, lines });
        }
    }
    found
}

/// Where the body ends that begins at the first brace outside brackets; none for a signature.
fn body_end(code: &str) -> Option<usize> {
    let (mut brackets, mut braces) = (0, 0);
    for (at, byte) in code.bytes().enumerate() {
        match byte {
            b'(' | b'[' => brackets += 1,
            b')' | b']' => brackets -= 1,
            b';' if brackets == 0 && braces == 0 => return None,
            b'{' => braces += 1,
            b'}' => {
                braces -= 1;
                if braces == 0 && brackets == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The source with the insides of comments, strings and characters blanked, line for line.
fn without_words(source: &str) -> String {
    let mut blanked = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = match word_length(rest) {
            0 => {
                blanked.push(if first.is_ascii() { first } else { ' ' });
                first.len_utf8()
            }
            length => {
                blanked.extend(rest[..length].chars().map(|c| if c == '\n' { c } else { ' ' }));
                length
            }
        };
        rest = &rest[length..];
    }
    blanked
}

/// How long the comment or literal is that begins here; 0 where none does.
fn word_length(rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    if rest.starts_with('"') {
        return quoted(rest);
    }
    if rest.starts_with('\'') {
        return character(rest);
    }
    raw(rest)
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// `'x'` and `'\n'` are characters, `'static` is not.
fn character(rest: &str) -> usize {
    let mut inside = rest.chars().skip(1);
    match (inside.next(), inside.next()) {
        (Some('\\'), Some(escaped)) => {
            let from = 2 + escaped.len_utf8();
            rest[from..].find('\'').map_or(0, |end| from + end + 1)
        }
        (Some(c), Some('\'')) => c.len_utf8() + 2,
        _ => 0,
    }
}

/// `r"..."` and `r#"..."#`.
fn raw(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix('r') else { return 0 };
    let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
    if !after[hashes..].starts_with('"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let from = 2 + hashes;
    rest[from..].find(&end).map_or(rest.len(), |at| from + at + end.len())
}

#[test]
fn functions_are_measured_through_braces_in_words() {
    let source = [
        "impl A {",
        "    fn one<'a>(x: &'a [u8; 3]) -> char {",
        "        // }",
        "        '}'",
        "    }",
        "    fn none(&self);",
        "}",
        "fn two() {",
        "    r#\"}\"#;",
        "    \"\\\"}\";",
        "    '\\''",
        "}",
    ];
    let found: Vec<_> =
        functions(&source.join("\n")).into_iter().map(|it| (it.name, it.line, it.lines)).collect();
    assert_eq!(found, [("one".into(), 2, 4), ("two".into(), 8, 5)]);
}
