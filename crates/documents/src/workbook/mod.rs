//! Excel workbooks (XLSX). Each sheet is a page under its name, each row keeps its columns' names;
//! hidden sheets, rows and columns are left out, because whoever hid them did not mean to tell.

mod format;
mod sheet;

use crate::archive::Archive;
use crate::document::Document;
use crate::limits::{Limits, Meter};
use crate::outline::Outline;
use crate::package;
use crate::unreadable::Unreadable;
use crate::xml::{Node, Nodes};

use format::{Formats, is_generic_name};
use sheet::Sheet;

const EXPECTED: &str = "an Excel workbook";

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    id: String,
}

/// Reads a workbook.
pub(crate) fn read(
    mut archive: Archive<'_>,
    fallback_title: &str,
    meter: &mut Meter,
) -> Result<Document, Unreadable> {
    let limits = meter.limits.clone();
    let main = package::main_part(&mut archive, &limits)?
        .filter(|part| archive.has(part))
        .unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let relations = package::relations(&mut archive, &main, &limits)?;
    let (listed, from_1904) = list(&archive.needed(&main)?, &limits)?;
    let mut of_kind = |kind: &str| {
        let part = relations.values().find(|it| it.kind == kind);
        part.map_or(Ok(None), |it| archive.text(&it.target))
    };
    let strings = of_kind("sharedStrings")?;
    let strings = strings.map(|xml| shared(&xml, &limits)).transpose()?.unwrap_or_default();
    let styles = of_kind("styles")?;
    let formats = styles.map(|xml| Formats::read(&xml, &limits)).transpose()?.unwrap_or_default();
    let mut outline = Outline::new(None);
    let mut pages = 0;
    let alone = listed.len() == 1;
    for Listed { name, id } in listed {
        let part = relations.get(&id).filter(|it| it.kind == "worksheet");
        let Some(xml) = part.map_or(Ok(None), |it| archive.text(&it.target))? else { continue };
        pages += 1;
        outline.turn_to(pages);
        outline.close_headings(1);
        if !(alone && is_generic_name(&name)) {
            outline.section_heading(&name);
        }
        let sheet = Sheet { strings: &strings, formats: &formats, from_1904 };
        sheet.read(&xml, &mut outline, meter)?;
    }
    let title = package::title(&mut archive, &limits)?;
    let document = outline.finish(title.as_deref().unwrap_or(fallback_title));
    Ok(Document { pages, ..document })
}

/// The sheets that are shown, and whether days are counted from 1904.
fn list(xml: &str, limits: &Limits) -> Result<(Vec<Listed>, bool), Unreadable> {
    let mut nodes = Nodes::new(xml, limits, EXPECTED);
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    while let Some(node) = nodes.next()? {
        let Node::Open(tag) = node else { continue };
        match tag.name().as_str() {
            "workbookPr" => {
                from_1904 = tag.attr("date1904").is_some_and(|it| it == "1" || it == "true");
            }
            "sheet" => {
                let shown = tag.attr("state").is_none_or(|state| state == "visible");
                let id = tag.prefixed("id").filter(|_| shown);
                let name = tag.attr("name").unwrap_or_default();
                sheets.extend(id.map(|id| Listed { name, id }));
            }
            _ => {}
        }
    }
    if sheets.len() > limits.pages_max {
        return Err(Unreadable::TooLarge { max: limits.pages_max, of_what: "sheets" });
    }
    Ok((sheets, from_1904))
}

/// The texts that cells refer to. Readings of Japanese words stand beside them and are left out.
fn shared(xml: &str, limits: &Limits) -> Result<Vec<String>, Unreadable> {
    let mut nodes = Nodes::new(xml, limits, EXPECTED);
    let mut strings = Vec::new();
    let mut open = String::new();
    while let Some(node) = nodes.next()? {
        match node {
            Node::Open(tag) if tag.name() == "rPh" => nodes.skip()?,
            Node::Open(tag) if tag.name() == "t" => open.push_str(&nodes.inner_text()?),
            Node::Close(name) if name == "si" => strings.push(std::mem::take(&mut open)),
            _ => {}
        }
    }
    Ok(strings)
}
