//! Files that were made to do harm, and broken ones.

use std::io::Write as _;

use documents::{Limits, Unreadable, read};

use crate::make::{archive, opendocument, paragraph, pdf, word, workbook};
use crate::shown::reading;

fn refused(name: &str, bytes: &[u8]) -> Unreadable {
    read(name, bytes, &Limits::default()).expect_err(name)
}

#[test]
fn a_bomb_is_stopped_while_it_unpacks() {
    let zeros = vec![b' '; 200 * 1024 * 1024];
    let bomb = archive(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 1024 * 1024);
    assert!(matches!(refused("a.docx", &bomb), Unreadable::TooLarge { .. }));
    let parts: Vec<String> = (0..30_000).map(|it| format!("word/{it}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|it| (it.as_str(), &b""[..])).collect();
    assert!(matches!(refused("a.docx", &archive(&parts)), Unreadable::TooLarge { .. }));
}

#[test]
fn entities_are_not_expanded() {
    let entity =
        |(from, to): (char, char)| format!("<!ENTITY {to} '{}'>", format!("&{from};").repeat(10));
    let mut bomb = "<!DOCTYPE z [<!ENTITY a 'lol'>".to_owned();
    bomb.extend(('a'..='y').zip('b'..='z').map(entity));
    bomb +=
        "]><w:document><w:body><w:p><w:r><w:t>&z;&file;</w:t></w:r></w:p></w:body></w:document>";
    let file = archive(&[("word/document.xml", bomb.as_bytes())]);
    assert_eq!(refused("a.docx", &file), Unreadable::Empty);
}

#[test]
fn nothing_is_too_deep() {
    let deep = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(50_000), paragraph("", "x"));
    assert!(matches!(refused("a.docx", &word(&deep)), Unreadable::TooDeep { .. }));
    let deep = format!("{}x", "<div>".repeat(100_000));
    assert!(matches!(refused("a.html", deep.as_bytes()), Unreadable::TooDeep { .. }));
}

#[test]
fn what_repeats_without_end_is_refused() {
    let row = "<b:table-row b:number-rows-repeated='1000000'><b:table-cell><t:p>x</t:p>\
        </b:table-cell></b:table-row>";
    let sheet = format!("<o:spreadsheet><b:table>{row}</b:table></o:spreadsheet>");
    let file = opendocument("spreadsheet", "", &sheet);
    assert!(matches!(refused("a.ods", &file), Unreadable::TooLarge { .. }));
    let cell = "<b:table-row><b:table-cell b:number-columns-repeated='99999999'><t:p>x</t:p>\
        </b:table-cell></b:table-row>";
    let sheet = format!("<o:spreadsheet><b:table>{cell}</b:table></o:spreadsheet>");
    let file = opendocument("spreadsheet", "", &sheet);
    assert_eq!(refused("a.ods", &file), Unreadable::Empty);
    // Two cells in far corners are no table of a thousand million.
    let far = "<row r='1'><c r='A1'><v>1</v></c></row>\
        <row r='1048576'><c r='XFD1048576'><v>2</v></c></row>";
    assert!(reading("a.xlsx", &workbook(far, "", "hidden")).ends_with("[1] 1\n[1] 2"));
}

#[test]
fn a_file_is_what_its_bytes_say() {
    let text = word(&paragraph("", "Read me."));
    assert!(reading("a.pdf", &text).ends_with("Read me."));
    assert!(reading("a.pdf", b"<html><body>Five days</body></html>").ends_with("Five days"));
    let cases: [(&str, &[u8], &str); 6] = [
        ("a.docx", b"MZ\x90\x00DDDD\x00\x00\x00\x00", "It is not a Word document although"),
        ("a.zip", &archive(&[("a.txt", b"x")]), "Files of this kind are not read yet: packed"),
        ("a.docx", &archive(&[("a.txt", b"x")]), "It is not a Word document although"),
        ("a.docx", &text[..text.len() / 2], "The file is cut off"),
        ("a.docx", &archive(&[("word/document.xml", b"<a><b></a>")]), "The file is broken"),
        ("a.docx", &archive(&[("word/document.xml", b"<a>")]), "The file is cut off"),
    ];
    for (name, bytes, start) in cases {
        let said = reading(name, bytes);
        assert!(said.starts_with(start), "{name}: {said}");
    }
}

#[test]
fn what_office_wrapped_says_what_it_is() {
    let old = |stream: &str| {
        let wide = stream.encode_utf16().flat_map(u16::to_le_bytes);
        let start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00\x00\x00".iter().copied();
        refused("a.docx", &start.chain(wide).collect::<Vec<u8>>())
    };
    assert_eq!(old("EncryptedPackage"), Unreadable::Password);
    let said = old("WordDocument").to_string();
    assert!(said.ends_with("Open it and save it as .docx, and add that."), "{said}");
    assert!(old("Workbook").to_string().contains("save it as .xlsx"));
}

#[test]
fn names_in_archives_are_no_paths() {
    let document = "<w:document><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>";
    let file = archive(&[
        ("word/document.xml", document.as_bytes()),
        ("../../../../tmp/baton-evil.txt", b"evil"),
    ]);
    assert!(reading("a.docx", &file).ends_with('x'));
    assert!(!std::path::Path::new("/tmp/baton-evil.txt").exists());
}

#[test]
fn a_pdf_without_its_end_is_not_half_a_document() {
    let whole = pdf(&["BT /F 12 Tf 50 700 Td (Whole) Tj ET".to_owned()]);
    assert!(reading("a.pdf", &whole).ends_with("Whole"));
    assert_eq!(refused("a.pdf", &whole[..whole.len() / 2]), Unreadable::CutOff);
    let endless = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";
    let reason = refused("a.pdf", endless.as_bytes());
    assert!(matches!(reason, Unreadable::Broken { .. } | Unreadable::Empty), "{reason}");
}

#[test]
fn a_pdf_that_unpacks_without_end_is_stopped() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let spaces = vec![b' '; 1024 * 1024];
    for _ in 0..200 {
        packer.write_all(&spaces).expect("memory takes it");
    }
    let content = packer.finish().expect("memory takes it");
    let mut file = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n\
        4 0 obj<</Filter/FlateDecode/Length 99>>stream\n"
        .to_vec();
    file.extend(content);
    file.extend(b"\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF");
    assert!(matches!(refused("a.pdf", &file), Unreadable::TooLarge { .. }));
}
