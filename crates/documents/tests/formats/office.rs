//! Word, Excel, PowerPoint and books.

use documents::{Limits, Unreadable, read};

use crate::make::{archive, paragraph, slides, word, workbook};
use crate::shown::reading;

#[test]
fn a_word_document_keeps_its_shape() {
    let item = |level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='7'/></w:numPr>\
            </w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph("", text));
    let row = |cells: &[&str]| {
        format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>())
    };
    let body = [
        paragraph("T", "The guide"),
        paragraph("Verz1", "Returns 3"),
        paragraph("berschrift1", "Returns"),
        "<w:p><w:r><w:t xml:space='preserve'>Within </w:t></w:r>\
         <w:del><w:r><w:delText>14</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t>30</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> days</w:t></w:r>\
         <w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:rPr><w:vanish/></w:rPr>\
         <w:t>secret</w:t></w:r><w:r><w:t>.</w:t><w:br/><w:t>Always.</w:t></w:r></w:p>"
            .to_owned(),
        item(0, "Pack it"),
        item(1, "in paper"),
        item(0, "Send it"),
        paragraph("own", "Sizes"),
        format!("<w:tbl>{}{}{}</w:tbl>", row(&["Size", "Price"]), row(&["S", "4"]), {
            row(&["M", "5 &amp; up"])
        }),
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Boxed</w:t>\
         </w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>Boxed</w:t></w:r>\
         </w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>"
            .to_owned(),
    ];
    insta::assert_snapshot!(reading("guide.docx", &word(&body.concat())), @r#"
    = The guide
    # Returns
    Within 30 days.
    Always.
    Not on sale items.
    1. Pack it
      - in paper
    2. Send it
    # Sizes
    | Size: S; Price: 4
    | Size: M; Price: 5 & up
    Boxed
    "#);
}

#[test]
fn bold_lines_are_headings_where_there_are_no_styles() {
    let bold = |text: &str| format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>");
    let body = [bold("Opening hours"), paragraph("", "Nine to five."), bold("All of it."), {
        paragraph("", "More.")
    }];
    insta::assert_snapshot!(reading("a.docx", &word(&body.concat())), @r#"
    = Kept in the file
    # Opening hours
    Nine to five.
    All of it.
    More.
    "#);
}

#[test]
fn a_merged_cell_is_said_in_each_row() {
    let cell = |more: &str, text: &str| {
        format!("<w:tc><w:tcPr>{more}</w:tcPr>{}</w:tc>", paragraph("", text))
    };
    let rows = [
        ["", "Kind", "", "Size", "", "Price"],
        ["<w:vMerge w:val='restart'/>", "Shirt", "", "S", "", "4"],
        ["<w:vMerge/>", "", "", "M", "", "5"],
    ];
    let row = |row: &[&str; 6]| {
        let cells: String = row.chunks(2).map(|it| cell(it[0], it[1])).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let table = format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>());
    insta::assert_snapshot!(reading("a.docx", &word(&table)), @r#"
    = Kept in the file
    | Kind: Shirt; Size: S; Price: 4
    | Kind: Shirt; Size: M; Price: 5
    "#);
}

#[test]
fn a_workbook_keeps_names_formats_and_what_is_hidden_to_itself() {
    let first = "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>\
        <c r='C1' t='inlineStr'><is><t>Until</t></is></c></row>\
        <row r='2'><c r='A2'><v>40</v></c><c r='B2' s='1'><v>3.5</v></c>\
        <c r='C2' s='2'><v>45782</v></c></row>\
        <row r='3' hidden='1'><c r='A3'><v>41</v></c></row>\
        <row r='4'><c r='A4'><v>42</v></c><c r='C4' t='e'><v>#REF!</v></c></row>";
    let second = "<row><c t='str'><v>42 percent</v></c></row>";
    let hidden = reading("prices.xlsx", &workbook(first, second, "hidden"));
    insta::assert_snapshot!(hidden, @r#"
    = Prices
    # Prices
    [1] | Size: 40; Price: 3.50 €; Until: 2025-05-05
    [1] | Size: 42
    "#);
    let shown = reading("prices.xlsx", &workbook(first, second, "visible"));
    assert!(shown.contains("# Margins\n[2] 42 percent"), "{shown}");
}

#[test]
fn each_cell_of_a_workbook_counts_once() {
    let cell = |place: &str| format!("<c r='{place}'><v>1</v></c>");
    let row = |number: u32| {
        let (a, b) = (cell(&format!("A{number}")), cell(&format!("B{number}")));
        format!("<row r='{number}'>{a}{b}</row>")
    };
    let file = workbook(&(row(1) + &row(2)), "", "hidden");
    let within = |cells_max| read("a.xlsx", &file, &Limits { cells_max, ..Limits::default() });
    assert!(within(4).is_ok());
    assert!(matches!(within(3), Err(Unreadable::TooLarge { .. })));
}

#[test]
fn slides_come_in_their_order_under_their_titles() {
    let shape = |kind: &str, lines: &[&str]| {
        let lines: Vec<String> =
            lines.iter().map(|line| format!("<a:p><a:r><a:t>{line}</a:t></a:r></a:p>")).collect();
        let lines = lines.concat();
        format!("<p:sp><p:nvPr><p:ph type='{kind}'/></p:nvPr><p:txBody>{lines}</p:txBody></p:sp>")
    };
    let slide = |inside: String| format!("<p:sld xmlns:p='p' xmlns:a='a'>{inside}</p:sld>");
    let table = "<p:graphicFrame><a:tbl><a:tblPr firstRow='1'/>\
        <a:tr><a:tc><a:p><a:r><a:t>Size</a:t></a:r></a:p></a:tc>\
        <a:tc><a:p><a:r><a:t>Fit</a:t></a:r></a:p></a:tc></a:tr>\
        <a:tr><a:tc><a:p><a:r><a:t>S</a:t></a:r></a:p></a:tc>\
        <a:tc><a:p><a:r><a:t>slim</a:t></a:r></a:p></a:tc></a:tr></a:tbl></p:graphicFrame>";
    let first = slide(shape("body", &["Small", "Cheap"]) + &shape("ctrTitle", &["Our shop"]));
    let second = slide(shape("title", &["Sizes"]) + table + &shape("sldNum", &["2"]));
    let hidden = slide(shape("title", &["Margins"])).replacen("<p:sld ", "<p:sld show='0' ", 1);
    let picture = slide("<p:pic/>".to_owned());
    let file = slides(&[&first, &second, &hidden, &picture]);
    insta::assert_snapshot!(reading("deck.pptx", &file), @r#"
    = Our shop
    [1] - Small
    [1] - Cheap
    # Sizes
    [2] | Size: S; Fit: slim
    "#);
    let read = documents::read("deck.pptx", &file, &documents::Limits::default());
    let document = read.expect("slides");
    assert_eq!((document.pages, document.pictures_only), (4, 1));
}

#[test]
fn a_book_is_its_chapters_in_order() {
    let list = "<package><metadata><dc:title>The shop book</dc:title></metadata><manifest>\
        <item id='n' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>\
        <item id='b' href='two%20b.xhtml' media-type='application/xhtml+xml'/>\
        <item id='a' href='one.xhtml' media-type='application/xhtml+xml'/></manifest>\
        <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/></spine></package>";
    let container = "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles>\
        </container>";
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("OEBPS/book.opf", list.as_bytes()),
        ("OEBPS/nav.xhtml", b"<nav>One Two</nav>"),
        ("OEBPS/two b.xhtml", b"<html><head><title/></head><body><h1>Two</h1><p>B.</p></body>"),
        (
            "OEBPS/one.xhtml",
            b"<html><body><h1>One</h1><header><p>By Kim.</p></header>\
            <p>A.</p><ul><li>x</ul><aside>A note.</aside></body>",
        ),
    ];
    insta::assert_snapshot!(reading("book.epub", &archive(&parts)), @r#"
    = The shop book
    # One
    By Kim.
    A.
    - x
    A note.
    # Two
    B.
    "#);
    let locked = b"<encryption><EncryptionMethod Algorithm='aes256-cbc'/></encryption>";
    parts.push(("META-INF/encryption.xml", locked));
    let refusal = reading("book.epub", &archive(&parts));
    assert!(refusal.starts_with("It is protected against copying"), "{refusal}");
}
