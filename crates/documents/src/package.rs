//! What all Office files have in common: parts that point to each other, and a title.

use std::collections::HashMap;

use crate::archive::{Archive, resolve};
use crate::chart::{self, Chart};
use crate::limits::{Limits, Meter};
use crate::unreadable::Unreadable;
use crate::words::collapse;
use crate::xml::{Node, Nodes};

/// A pointer from one part to another.
pub(crate) struct Relation {
    /// The last word of its kind: "slide", "sharedStrings".
    pub(crate) kind: String,
    /// The name of the part that is pointed to.
    pub(crate) target: String,
}

/// The pointers of a part, by their ids. What points outside is left out.
pub(crate) fn relations(
    archive: &mut Archive<'_>,
    part: &str,
    limits: &Limits,
) -> Result<HashMap<String, Relation>, Unreadable> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = format!("{folder}/_rels/{file}.rels");
    let mut found = HashMap::new();
    let Some(xml) = archive.text(name.trim_start_matches('/'))? else { return Ok(found) };
    let mut nodes = Nodes::new(&xml, limits, archive.expected());
    while let Some(node) = nodes.next()? {
        let Node::Open(tag) = node else { continue };
        if tag.name() != "Relationship" || tag.attr("TargetMode").as_deref() == Some("External") {
            continue;
        }
        if let (Some(id), Some(kind), Some(target)) =
            (tag.attr("Id"), tag.attr("Type"), tag.attr("Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id, Relation { kind, target: resolve(part, &target) });
        }
    }
    Ok(found)
}

/// The charts that a part points to, by their ids.
pub(crate) fn charts(
    archive: &mut Archive<'_>,
    part: &str,
    meter: &mut Meter,
) -> Result<HashMap<String, Chart>, Unreadable> {
    let limits = meter.limits.clone();
    let mut charts = HashMap::new();
    for (id, relation) in relations(archive, part, &limits)? {
        if relation.kind != "chart" {
            continue;
        }
        if let Some(xml) = archive.text(&relation.target)? {
            charts.insert(id, chart::read(&xml, meter, archive.expected())?);
        }
    }
    Ok(charts)
}

/// The part with which reading begins.
pub(crate) fn main_part(
    archive: &mut Archive<'_>,
    limits: &Limits,
) -> Result<Option<String>, Unreadable> {
    let relations = relations(archive, "", limits)?;
    let mut main = relations.into_values().filter(|it| it.kind == "officeDocument");
    Ok(main.next().map(|it| it.target))
}

/// The title in a file's properties, where it reads like one.
pub(crate) fn title(
    archive: &mut Archive<'_>,
    limits: &Limits,
) -> Result<Option<String>, Unreadable> {
    let Some(xml) = archive.text("docProps/core.xml")? else { return Ok(None) };
    Ok(title_in(&xml, limits, archive.expected())?.filter(|title| is_title(title)))
}

/// The first element named title.
pub(crate) fn title_in(
    xml: &str,
    limits: &Limits,
    expected: &'static str,
) -> Result<Option<String>, Unreadable> {
    let mut nodes = Nodes::new(xml, limits, expected);
    while let Some(node) = nodes.next()? {
        if matches!(&node, Node::Open(tag) if tag.name() == "title") {
            return Ok(Some(collapse(&nodes.inner_text()?)));
        }
    }
    Ok(None)
}

/// Programs put the names of files and templates into titles, and their own.
pub(crate) fn is_title(title: &str) -> bool {
    const NO_TITLES: [&str; 8] = [
        "untitled",
        "microsoft",
        "powerpoint",
        "presentation",
        "präsentation",
        "document",
        "dokument",
        "slide 1",
    ];
    let lower = title.to_lowercase();
    let chars = title.chars().count();
    (3..=150).contains(&chars)
        && title.chars().any(char::is_alphabetic)
        && !NO_TITLES.iter().any(|start| lower.starts_with(start))
        && !lower.contains(['\\', '/', '_'])
        && !lower.rsplit_once('.').is_some_and(|(_, end)| (2..=4).contains(&end.len()))
}
