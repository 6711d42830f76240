//! What OpenDocument keeps in styles: titles, numbered lists, hidden sheets.

use std::collections::{HashMap, HashSet};

use crate::limits::Limits;
use crate::unreadable::Unreadable;
use crate::xml::{Node, Nodes};

use super::EXPECTED;

/// What is known of styles, by their names.
#[derive(Default)]
pub(super) struct Styles {
    parents: HashMap<String, String>,
    hidden: HashSet<String>,
    /// Levels of lists that are numbered.
    counting: HashSet<(String, usize)>,
}

impl Styles {
    /// Reads the styles of one part; the later one counts.
    pub(super) fn read(&mut self, xml: &str, limits: &Limits) -> Result<(), Unreadable> {
        let mut nodes = Nodes::new(xml, limits, EXPECTED);
        let (mut style, mut list) = (String::new(), String::new());
        while let Some(node) = nodes.next()? {
            let Node::Open(tag) = node else { continue };
            match tag.name().as_str() {
                "body" => break,
                "style" => {
                    style = tag.attr("name").unwrap_or_default();
                    if let Some(parent) = tag.attr("parent-style-name") {
                        self.parents.insert(style.clone(), parent);
                    }
                }
                "table-properties" if tag.attr("display").as_deref() == Some("false") => {
                    self.hidden.insert(style.clone());
                }
                "list-style" => list = tag.attr("name").unwrap_or_default(),
                "list-level-style-number"
                    if tag.attr("num-format").is_some_and(|it| !it.is_empty()) =>
                {
                    let level = tag.number("level").unwrap_or(1);
                    self.counting.insert((list.clone(), level));
                }
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) fn is_title(&self, style: &str) -> bool {
        style == "Title" || self.parents.get(style).is_some_and(|parent| parent == "Title")
    }

    pub(super) fn is_hidden(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }

    /// Whether a list is numbered at a level, from 1.
    pub(super) fn counts(&self, style: Option<&str>, level: usize) -> bool {
        style.is_some_and(|style| self.counting.contains(&(style.to_owned(), level)))
    }
}
