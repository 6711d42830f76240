//! Tables of a page: rows and their columns' names, told from tables that only arrange.

use std::collections::HashSet;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::{Html, Node};

use crate::document::Content;
use crate::words::collapse;

/// A row that reads alone: every cell with its header, so that no row loses what it is about.
pub fn row_text(header: &[String], row: &[String]) -> String {
    let cells = row.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let named = cells.map(|(column, cell)| match header.get(column) {
        Some(name) if !name.is_empty() && name != cell => format!("{name}: {cell}"),
        _ => cell.clone(),
    });
    named.collect::<Vec<_>>().join("; ")
}

/// A table being read, cell by cell.
#[derive(Default)]
pub(crate) struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Cells of the open row, and whether each names what stands beside or below it.
    cells: Vec<(String, bool)>,
}

impl Table {
    pub(crate) fn cell(&mut self, text: &str, is_name: bool) {
        self.cells.push((collapse(text), is_name));
    }

    pub(crate) fn finish(mut self) -> Content {
        self.end_row();
        Content::Table { header: self.header, rows: self.rows }
    }

    /// A first row of names is the header; a name at the start of a row names the cell beside it.
    pub(crate) fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        if cells.iter().all(|(cell, _)| cell.is_empty()) {
            return;
        }
        let names = cells.iter().filter(|(_, is_name)| *is_name).count();
        let text = |(cell, _): (String, bool)| cell;
        if self.rows.is_empty() && self.header.is_empty() && names == cells.len() {
            self.header = cells.into_iter().map(text).collect();
        } else if let ([(name, true), (value, false)], true) = (&*cells, self.header.is_empty()) {
            self.rows.push(vec![format!("{name}: {value}")]);
        } else {
            self.rows.push(cells.into_iter().map(text).collect());
        }
    }
}

/// The tables of a page that have other tables inside: their cells are blocks, not cells.
pub(crate) fn layout_tables(page: &Html) -> HashSet<NodeId> {
    let mut open: Vec<NodeId> = Vec::new();
    let mut layout = HashSet::new();
    let is_table = |node: &Node| node.as_element().is_some_and(|e| e.name() == "table");
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) if is_table(node.value()) => {
                layout.extend(open.last().copied());
                open.push(node.id());
            }
            Edge::Close(node) if is_table(node.value()) => {
                open.pop();
            }
            _ => {}
        }
    }
    layout
}
