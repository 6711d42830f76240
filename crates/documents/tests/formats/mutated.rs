//! Small files of each kind with their bytes changed: whatever comes of them, nothing panics.

use std::panic::{AssertUnwindSafe, catch_unwind};

use documents::{Limits, read};
use proptest::prelude::*;

use crate::make::{archive, line, opendocument, paragraph, pdf, slides, word, workbook};

/// What happens to bytes on their way.
#[derive(Debug, Clone)]
enum Change {
    Flip(usize, u8),
    Cut(usize, usize),
    Splice(usize, usize, usize),
    Repeat(usize, usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = || any::<usize>();
    prop_oneof![
        (at(), 1..=255_u8).prop_map(|(place, bits)| Change::Flip(place, bits)),
        (at(), 0..200_usize).prop_map(|(place, length)| Change::Cut(place, length)),
        (at(), at(), 1..80_usize).prop_map(|(from, to, length)| Change::Splice(from, to, length)),
        (at(), 1..40_usize, 2..50_usize)
            .prop_map(|(place, length, times)| Change::Repeat(place, length, times)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let length = bytes.len().max(1);
        let range = |place: usize, count: usize, bytes: &[u8]| {
            let start = (place % length).min(bytes.len());
            start..(start + count).min(bytes.len())
        };
        match *change {
            Change::Flip(place, bits) => {
                if let Some(byte) = bytes.get_mut(place % length) {
                    *byte ^= bits;
                }
            }
            Change::Cut(place, count) => drop(bytes.drain(range(place, count, &bytes))),
            Change::Splice(from, to, count) => {
                let piece = bytes[range(from, count, &bytes)].to_vec();
                let to = (to % length).min(bytes.len());
                bytes.splice(to..to, piece);
            }
            Change::Repeat(place, count, times) => {
                let range = range(place, count, &bytes);
                let piece = bytes[range.clone()].repeat(times);
                bytes.splice(range, piece);
            }
        }
    }
    bytes
}

const BODY: &str = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val='T'/><w:numPr>\
    <w:ilvl w:val='1'/><w:numId w:val='7'/></w:numPr></w:pPr><w:r><w:t>One &amp; two</w:t></w:r>\
    <w:del><w:r/></w:del></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p>\
    <w:r><w:t>A</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";

const SHEET: &str = "<worksheet><cols><col min='2' max='3' hidden='1'/></cols><sheetData>\
    <row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='2'><v>45782.5</v></c></row>\
    <row r='2'><c r='A2' t='inlineStr'><is><t>x</t></is></c></row></sheetData>\
    <mergeCells><mergeCell ref='A1:A2'/></mergeCells></worksheet>";

const RICH: &str = "{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset128 A;}}{\\stylesheet{\\s1 heading 1;}}\
    \\s1 Title\\par\\pard\\u-8364?\\'93\\'fa {\\*\\x y}\\trowd\\intbl a\\cell\\row\\pard b\\par}";

const OPEN: &str = "<o:spreadsheet><b:table b:name='P'><b:table-row b:number-rows-repeated='3'>\
    <b:table-cell b:number-columns-repeated='2'><t:p>x<t:s t:c='3'/></t:p></b:table-cell>\
    </b:table-row></b:table></o:spreadsheet>";

const SLIDE: &str = "<p:sld><p:sp><p:ph type='title'/><a:p><a:r><a:t>T</a:t></a:r></a:p></p:sp>\
    <a:tbl><a:tr><a:tc gridSpan='2'><a:p><a:t>c</a:t></a:p></a:tc></a:tr></a:tbl></p:sld>";

const PAGE: &str =
    "# One\n\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<table><tr><td>x</table>\n";

/// Changes a text of XML before it is packed, since a changed archive is seldom unpacked.
fn packed(kind: usize, changes: &[Change]) -> (&'static str, Vec<u8>) {
    let text = |of: &str| String::from_utf8_lossy(&changed(of.into(), changes)).into_owned();
    match kind {
        0 => ("a.docx", archive(&[("word/document.xml", &changed(BODY.into(), changes))])),
        1 => ("a.xlsx", workbook(&text(SHEET), SHEET, "visible")),
        2 => ("a.ods", opendocument("spreadsheet", "", &text(OPEN))),
        3 => ("a.odt", opendocument("text", "", &text(OPEN))),
        _ => ("a.pptx", slides(&[&text(SLIDE)])),
    }
}

fn file(kind: usize) -> (&'static str, Vec<u8>) {
    match kind {
        0 => ("a.rtf", RICH.into()),
        1 => ("a.html", format!("<html><body>{PAGE}</body></html>").into()),
        2 => ("a.md", PAGE.into()),
        3 => ("a.csv", "a;b\n1;\"2\n3\"\n".into()),
        4 => ("a.txt", "Größe\n\n- eins\n".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        5 => ("a.docx", word(&paragraph("T", "One"))),
        _ => ("a.pdf", pdf(&[line(50, 700, 12, "One - two") + &line(300, 700, 30, "Three")])),
    }
}

fn survives(name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    // Caught only so that the smallest bytes are found and shown.
    let read = catch_unwind(AssertUnwindSafe(|| read(name, bytes, &Limits::default())));
    prop_assert!(read.is_ok(), "{name} panics on {:?}", String::from_utf8_lossy(bytes));
    if let Ok(Ok(document)) = read {
        prop_assert!(!document.text().trim().is_empty(), "{name} is empty");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn changed_files_are_read_or_refused(
        kind in 0..7_usize,
        changes in prop::collection::vec(change(), 1..6),
    ) {
        let (name, bytes) = file(kind);
        survives(name, &changed(bytes, &changes))?;
    }

    #[test]
    fn changed_parts_of_archives_are_read_or_refused(
        kind in 0..5_usize,
        changes in prop::collection::vec(change(), 1..6),
    ) {
        let (name, bytes) = packed(kind, &changes);
        survives(name, &bytes)?;
    }
}
