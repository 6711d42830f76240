//! Presentations (PPTX). Each slide is a page under its title; hidden slides, speakers' notes,
//! slide numbers and footers are left out.

use std::collections::HashMap;

use crate::archive::{Archive, resolve};
use crate::chart::Chart;
use crate::document::{Content, Document};
use crate::grid::{Grid, Naming};
use crate::limits::Meter;
use crate::outline::Outline;
use crate::package;
use crate::unreadable::Unreadable;
use crate::words::{collapse, tidy_lines};
use crate::xml::{Node, Nodes, Tag};

const EXPECTED: &str = "a presentation";

/// Reads a presentation.
pub(crate) fn read(
    mut archive: Archive<'_>,
    fallback_title: &str,
    meter: &mut Meter,
) -> Result<Document, Unreadable> {
    let limits = meter.limits.clone();
    let main = package::main_part(&mut archive, &limits)?
        .filter(|part| archive.has(part))
        .unwrap_or_else(|| "ppt/presentation.xml".to_owned());
    let slides = slides(&mut archive, &main, meter)?;
    if slides.len() > limits.pages_max {
        return Err(Unreadable::TooLarge { max: limits.pages_max, of_what: "slides" });
    }
    let mut outline = Outline::new(None);
    let (mut pages, mut pictures_only) = (0, 0);
    for part in slides {
        let Some(xml) = archive.text(&part)? else { continue };
        pages += 1;
        let charts = package::charts(&mut archive, &part, meter)?;
        let slide = Slide::read(&xml, charts, meter)?;
        if slide.hidden {
            continue;
        }
        pictures_only += u32::from(slide.pictures > 0 && slide.says_nothing());
        outline.turn_to(pages);
        slide.write(&mut outline);
    }
    let title = package::title(&mut archive, &limits)?;
    let document = outline.finish(title.as_deref().unwrap_or(fallback_title));
    Ok(Document { pages, pictures_only, ..document })
}

/// The slides in the order in which they are shown.
fn slides(archive: &mut Archive<'_>, main: &str, meter: &Meter) -> Result<Vec<String>, Unreadable> {
    let relations = package::relations(archive, main, &meter.limits)?;
    let xml = archive.needed(main)?;
    let mut nodes = Nodes::new(&xml, &meter.limits, EXPECTED);
    let mut slides = Vec::new();
    while let Some(node) = nodes.next()? {
        let Node::Open(tag) = node else { continue };
        if tag.name() != "sldId" {
            continue;
        }
        let relation = tag.prefixed("id").and_then(|id| relations.get(&id));
        slides.extend(relation.map(|it| resolve("", &it.target)));
    }
    Ok(slides)
}

/// A slide being read. Its title is told first, wherever it stands.
#[derive(Default)]
struct Slide {
    hidden: bool,
    title: String,
    parts: Vec<Part>,
    pictures: usize,
    shape: Shape,
    line: Option<Line>,
    table: Option<Table>,
    /// Those that no frame has shown yet.
    charts: HashMap<String, Chart>,
}

enum Part {
    Content(Content),
    Table(Grid),
}

/// What kind of text the open shape holds.
#[derive(Default, Clone, Copy, PartialEq)]
enum Shape {
    #[default]
    Free,
    Title,
    /// Its lines are a list, unless they say otherwise.
    Body,
    /// The same on every slide.
    Around,
}

#[derive(Default)]
struct Line {
    text: String,
    depth: usize,
    bullet: Option<bool>,
}

struct Table {
    grid: Grid,
    cells: Vec<String>,
    cell: String,
    goes_on: bool,
}

impl Slide {
    fn read(
        xml: &str,
        charts: HashMap<String, Chart>,
        meter: &mut Meter,
    ) -> Result<Self, Unreadable> {
        let limits = meter.limits.clone();
        let mut nodes = Nodes::new(xml, &limits, EXPECTED);
        let mut slide = Self { charts, ..Self::default() };
        while let Some(node) = nodes.next()? {
            match node {
                Node::Open(tag) => match tag.name().as_str() {
                    "Fallback" => nodes.skip()?,
                    "fld" if tag.attr("type").is_some_and(|it| it != "slidename") => {
                        nodes.skip()?;
                    }
                    "t" => {
                        let text = nodes.inner_text()?;
                        meter.text(&text)?;
                        if let Some(line) = &mut slide.line {
                            line.text.push_str(&text);
                        }
                    }
                    name => slide.open(name, &tag),
                },
                Node::Close(name) => slide.close(&name, meter)?,
                Node::Text(_) => {}
            }
        }
        Ok(slide)
    }

    fn open(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "sld" => self.hidden = matches!(tag.attr("show").as_deref(), Some("0" | "false")),
            "sp" | "graphicFrame" => self.shape = Shape::Free,
            "pic" => self.pictures += 1,
            "chart" => {
                let id = tag.prefixed("id").unwrap_or_default();
                if let Some(Chart { title, figures }) = self.charts.remove(&id) {
                    self.parts.push(Part::Content(Content::Paragraph(title)));
                    self.parts.push(Part::Table(figures));
                }
            }
            "ph" => {
                self.shape = match tag.attr("type").as_deref() {
                    Some("title" | "ctrTitle") => Shape::Title,
                    Some("sldNum" | "dt" | "ftr" | "hdr") => Shape::Around,
                    Some("subTitle") => Shape::Free,
                    _ => Shape::Body,
                }
            }
            "p" => self.line = Some(Line::default()),
            "br" => self.say("\n"),
            "tab" => self.say(" "),
            "tbl" => {
                self.table = Some(Table {
                    grid: Grid::new(Naming::Careful),
                    cells: Vec::new(),
                    cell: String::new(),
                    goes_on: false,
                });
            }
            _ => self.open_in(name, tag),
        }
    }

    fn open_in(&mut self, name: &str, tag: &Tag<'_>) {
        if let Some(line) = &mut self.line {
            match name {
                "pPr" => line.depth = tag.number("lvl").unwrap_or(0),
                "buNone" => line.bullet = Some(false),
                "buChar" | "buAutoNum" | "buBlip" => line.bullet = Some(true),
                _ => {}
            }
        }
        let Some(table) = &mut self.table else { return };
        match name {
            "tblPr" if tag.attr("firstRow").is_some_and(|it| it == "1" || it == "true") => {
                table.grid.mark();
            }
            "tc" => {
                table.goes_on = tag.attr("vMerge").is_some();
                table.cell.clear();
            }
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(line) = &mut self.line {
            line.text.push_str(text);
        }
    }

    fn close(&mut self, name: &str, meter: &mut Meter) -> Result<(), Unreadable> {
        match name {
            "p" => self.close_line(),
            "tc" => {
                if let Some(table) = &mut self.table {
                    table.end_cell();
                }
            }
            "tr" => {
                if let Some(table) = &mut self.table {
                    meter.row(table.cells.len())?;
                    table.grid.row(std::mem::take(&mut table.cells));
                }
            }
            "tbl" => self.parts.extend(self.table.take().map(|table| Part::Table(table.grid))),
            _ => {}
        }
        Ok(())
    }

    fn close_line(&mut self) {
        let Some(line) = self.line.take() else { return };
        let text = tidy_lines(&line.text);
        if text.is_empty() || self.shape == Shape::Around {
            return;
        }
        if let Some(table) = &mut self.table {
            table.cell.push_str(&text);
            table.cell.push('\n');
        } else if self.shape == Shape::Title {
            if !self.title.is_empty() {
                self.title.push(' ');
            }
            self.title.push_str(&text);
        } else if line.bullet.unwrap_or(self.shape == Shape::Body) {
            let item = Content::Item { depth: line.depth, number: None, text };
            self.parts.push(Part::Content(item));
        } else {
            self.parts.push(Part::Content(Content::Paragraph(text)));
        }
    }

    fn says_nothing(&self) -> bool {
        self.title.is_empty() && self.parts.is_empty()
    }

    fn write(self, outline: &mut Outline) {
        if self.parts.is_empty() {
            // Nothing stands below this title, and what is told nowhere else must not be lost.
            outline.paragraph(self.title);
            return;
        }
        outline.heading(1, &self.title);
        for part in self.parts {
            match part {
                Part::Content(content) => outline.push(content),
                Part::Table(grid) => drop(grid.finish(outline)),
            }
        }
        outline.close_headings(1);
    }
}

impl Table {
    /// The cells that a wide one covers stand in the file as well, empty.
    fn end_cell(&mut self) {
        let mut text = collapse(&std::mem::take(&mut self.cell));
        if self.goes_on && text.is_empty() {
            let above = self.grid.last().and_then(|cells| cells.get(self.cells.len()));
            text = above.cloned().unwrap_or_default();
        }
        self.cells.push(text);
    }
}
