//! What Word keeps apart from the text: which styles are headings, and how lists are numbered.

use std::collections::HashMap;

use crate::limits::Limits;
use crate::unreadable::Unreadable;
use crate::xml::{Node, Nodes};

const EXPECTED: &str = "a Word document";

/// Styles that are based on each other are followed this far, since they may go round in a circle.
const BASES_MAX: usize = 16;

/// What a style makes of its paragraphs.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    name: String,
    based_on: Option<String>,
    level: Option<u8>,
    list: Option<String>,
    list_level: Option<usize>,
}

/// All styles, by their ids.
#[derive(Default)]
pub(super) struct Styles(HashMap<String, Style>);

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Role {
    Text,
    Title,
    Heading(u8),
    /// A line of a table of contents, which repeats a heading.
    Contents,
}

impl Styles {
    pub(super) fn read(xml: &str, limits: &Limits) -> Result<Self, Unreadable> {
        let mut nodes = Nodes::new(xml, limits, EXPECTED);
        let mut styles = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        while let Some(node) = nodes.next()? {
            match node {
                Node::Open(tag) => match (tag.name().as_str(), &mut open) {
                    ("style", _) => {
                        open = Some((tag.attr("styleId").unwrap_or_default(), Style::default()));
                    }
                    ("name", Some((_, style))) => {
                        style.name = tag.attr("val").unwrap_or_default().to_lowercase();
                    }
                    ("basedOn", Some((_, style))) => style.based_on = tag.attr("val"),
                    ("outlineLvl", Some((_, style))) => style.level = tag.number("val"),
                    ("numId", Some((_, style))) => style.list = tag.attr("val"),
                    ("ilvl", Some((_, style))) => style.list_level = tag.number("val"),
                    _ => {}
                },
                Node::Close(name) if name == "style" => styles.extend(open.take()),
                _ => {}
            }
        }
        Ok(Self(styles))
    }

    /// The style and those it is based on, nearest first.
    fn line<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Style> {
        let mut next = self.0.get(id);
        let line = std::iter::from_fn(move || {
            let style = next?;
            next = style.based_on.as_ref().and_then(|id| self.0.get(id));
            Some(style)
        });
        line.take(BASES_MAX)
    }

    /// What paragraphs of a style are. Names are English in every language of Word.
    pub(super) fn role(&self, id: &str) -> Role {
        for style in self.line(id) {
            if style.name == "title" {
                return Role::Title;
            }
            if style.name.starts_with("toc ") {
                return Role::Contents;
            }
            let by_name = style.name.strip_prefix("heading ").and_then(|n| n.trim().parse().ok());
            let by_level = style.level.filter(|level| *level < 9).map(|level| level + 1);
            if let Some(level) = by_name.or(by_level) {
                return Role::Heading(level);
            }
        }
        Role::Text
    }

    /// The list that a style puts its paragraphs into, and the level in it.
    pub(super) fn list(&self, id: &str) -> Option<(String, usize)> {
        let list = self.line(id).find_map(|style| style.list.clone())?;
        let level = self.line(id).find_map(|style| style.list_level).unwrap_or(0);
        Some((list, level))
    }
}

/// Lists and how far each is counted.
#[derive(Default)]
pub(super) struct Lists {
    /// By the number of a list: the number of its pattern.
    patterns: HashMap<String, String>,
    /// By pattern and level: where counting begins; none where there are bullets.
    levels: HashMap<(String, usize), Option<u64>>,
    counted: HashMap<(String, usize), u64>,
}

impl Lists {
    pub(super) fn read(xml: &str, limits: &Limits) -> Result<Self, Unreadable> {
        let mut nodes = Nodes::new(xml, limits, EXPECTED);
        let mut lists = Self::default();
        let (mut pattern, mut level, mut list, mut start) = (None, 0, None, 1);
        while let Some(node) = nodes.next()? {
            let Node::Open(tag) = node else { continue };
            match tag.name().as_str() {
                "abstractNum" => pattern = tag.attr("abstractNumId"),
                "lvl" => (level, start) = (tag.number("ilvl").unwrap_or(0), 1),
                "start" => start = tag.number("val").unwrap_or(1),
                "numFmt" => {
                    let format = tag.attr("val").unwrap_or_default();
                    let counts = !matches!(format.as_str(), "bullet" | "none");
                    if let Some(pattern) = &pattern {
                        lists.levels.insert((pattern.clone(), level), counts.then_some(start));
                    }
                }
                "num" => (list, pattern) = (tag.attr("numId"), None),
                "abstractNumId" => {
                    let pattern = tag.attr("val");
                    lists.patterns.extend(list.take().zip(pattern));
                }
                _ => {}
            }
        }
        Ok(lists)
    }

    /// The number of the next item of a list; none where it has bullets.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<u64> {
        // An outer item begins the lists inside it anew.
        self.counted.retain(|(other, inner), _| other != list || *inner <= level);
        let pattern = self.patterns.get(list)?;
        let start = (*self.levels.get(&(pattern.clone(), level))?)?;
        let next = self.counted.entry((list.to_owned(), level)).or_insert(start);
        *next = next.saturating_add(1);
        Some(*next - 1)
    }
}
