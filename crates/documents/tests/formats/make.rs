//! Small files of each kind.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of named parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a part begins");
        zip.write_all(content).expect("memory takes it");
    }
    zip.finish().expect("an archive ends").into_inner()
}

/// A Word document of this body.
pub(crate) fn word(body: &str) -> Vec<u8> {
    let body = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    let styles = "<w:styles xmlns:w='w'>\
        <w:style w:styleId='T'><w:name w:val='Title'/></w:style>\
        <w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>\
        <w:style w:styleId='own'><w:name w:val='Own'/><w:basedOn w:val='berschrift1'/></w:style>\
        <w:style w:styleId='Verz1'><w:name w:val='toc 1'/></w:style></w:styles>";
    let numbering = "<w:numbering xmlns:w='w'>\
        <w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>\
        <w:numFmt w:val='decimal'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/></w:lvl>\
        </w:abstractNum><w:num w:numId='7'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let notes = "<w:footnotes xmlns:w='w'><w:footnote w:type='separator' w:id='0'/>\
        <w:footnote w:id='2'><w:p><w:r><w:t>Not on sale items.</w:t></w:r></w:p></w:footnote>\
        </w:footnotes>";
    archive(&[
        ("word/document.xml", body.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("word/comments.xml", b"<w:comments><w:comment>Sam: why?</w:comment></w:comments>"),
        ("docProps/core.xml", b"<c:p xmlns:d='d'><d:title>Kept in the file</d:title></c:p>"),
    ])
}

/// A paragraph of Word.
pub(crate) fn paragraph(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

const RELATIONS: &str = "<Relationships>\
    <Relationship Id='a' Type='x/worksheet' Target='worksheets/one.xml'/>\
    <Relationship Id='b' Type='x/worksheet' Target='/xl/worksheets/two.xml'/>\
    <Relationship Id='c' Type='x/sharedStrings' Target='sharedStrings.xml'/>\
    <Relationship Id='d' Type='x/styles' Target='styles.xml'/></Relationships>";

/// A workbook with two sheets, of which the second is in this state.
pub(crate) fn workbook(first: &str, second: &str, state: &str) -> Vec<u8> {
    let list = format!(
        "<workbook xmlns:r='r'><sheets><sheet name='Prices' r:id='a'/>\
         <sheet name='Margins' r:id='b' state='{state}'/></sheets></workbook>"
    );
    let strings = "<sst><si><t>Size</t></si><si><r><t>Pri</t></r><r><t>ce</t></r></si></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='#,##0.00 [$€-407]'/>\
        </numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='170'/><xf numFmtId='14'/></cellXfs>\
        </styleSheet>";
    let sheet = |rows: &str| format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    archive(&[
        ("xl/workbook.xml", list.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/one.xml", sheet(first).as_bytes()),
        ("xl/worksheets/two.xml", sheet(second).as_bytes()),
    ])
}

/// A presentation of these slides.
pub(crate) fn slides(slides: &[&str]) -> Vec<u8> {
    let (mut list, mut relations) = (String::new(), String::new());
    let mut parts: Vec<(String, String)> = Vec::new();
    // The order of the files is not the order of the slides.
    for (at, slide) in slides.iter().enumerate() {
        let name = format!("slides/slide{}.xml", slides.len() - at);
        write!(list, "<p:sldId id='{}' r:id='r{at}'/>", 256 + at).expect("text");
        write!(relations, "<Relationship Id='r{at}' Type='x/slide' Target='{name}'/>")
            .expect("text");
        parts.push((format!("ppt/{name}"), (*slide).to_owned()));
    }
    let list = format!("<p:presentation xmlns:p='p' xmlns:r='r'>{list}</p:presentation>");
    parts.push(("ppt/presentation.xml".to_owned(), list));
    let relations = format!("<Relationships>{relations}</Relationships>");
    parts.push(("ppt/_rels/presentation.xml.rels".to_owned(), relations));
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect();
    archive(&parts)
}

/// An OpenDocument file of this body.
pub(crate) fn opendocument(kind: &str, styles: &str, body: &str) -> Vec<u8> {
    let kind = format!("application/vnd.oasis.opendocument.{kind}");
    let content = format!(
        "<o:document-content><o:automatic-styles>{styles}</o:automatic-styles>\
        <o:body>{body}</o:body></o:document-content>"
    );
    archive(&[("mimetype", kind.as_bytes()), ("content.xml", content.as_bytes())])
}

/// A PDF whose pages draw this.
pub(crate) fn pdf(pages: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        String::new(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let mut kids = String::new();
    for page in pages {
        let number = objects.len() + 1;
        write!(kids, "{number} 0 R ").expect("text");
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {} 0 R\
             /Resources<</Font<</F 3 0 R>>>>>>",
            number + 1
        ));
        objects.push(format!("<</Length {}>>stream\n{page}\nendstream", page.len()));
    }
    objects[1] = format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len());
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (number, object) in (1..).zip(&objects) {
        writeln!(places, "{:010} 00000 n ", file.len()).expect("text");
        writeln!(file, "{number} 0 obj\n{object}\nendobj").expect("text");
    }
    let (at, size) = (file.len(), objects.len() + 1);
    write!(
        file,
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<</Size {size}/Root 1 0 R>>\n\
         startxref\n{at}\n%%EOF\n"
    )
    .expect("text");
    file.into_bytes()
}

/// Draws a line of text at a place.
pub(crate) fn line(left: u32, bottom: u32, size: u32, text: &str) -> String {
    format!("BT /F {size} Tf {left} {bottom} Td ({text}) Tj ET\n")
}
