//! Rich text.

use documents::{Limits, Unreadable, read};

use crate::shown::reading;

#[test]
fn text_headings_lists_and_tables_are_read() {
    let text = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset128 M;}}
{\stylesheet{\s0 Normal;}{\s1\b heading 1;}}{\info{\title The guide}{\author Sam}}
{\header Page}\pard\s1 Returns\par\pard Caf\'e9 {\v secret}\u8364?4 {\*\x gone}\par
\f1\'93\'fa\f0\par{\listtext 1.\tab}First\par{\listtext \bullet\tab}Other\par
\trowd\intbl Size\cell Price\cell\row\intbl S\cell 4\cell\row\intbl M\cell 5\cell\row
\pard End\line of it.\par}";
    insta::assert_snapshot!(reading("guide.rtf", text.as_bytes()), @r"
    = Returns
    Café €4
    日
    1. First
    - Other
    | Size: S; Price: 4
    | Size: M; Price: 5
    End
    of it.
    ");
}

#[test]
fn broken_ones_are_refused() {
    let refused = |text: &str| read("a.rtf", text.as_bytes(), &Limits::default());
    assert_eq!(refused(r"{\rtf1 Text {\b more"), Err(Unreadable::CutOff));
    let deep = format!("{{\\rtf1 {}", "{".repeat(100_000));
    assert_eq!(refused(&deep), Err(Unreadable::TooDeep { max: 512 }));
}
