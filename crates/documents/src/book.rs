//! Electronic books (EPUB): chapters of HTML in reading order.

use std::collections::HashMap;

use crate::archive::{Archive, resolve};
use crate::document::Document;
use crate::html;
use crate::limits::Limits;
use crate::unreadable::Unreadable;
use crate::words::collapse;
use crate::xml::{Node, Nodes};

const EXPECTED: &str = "a book (EPUB)";

/// Ways of scrambling fonts, which say nothing about the text.
const OF_FONTS: [&str; 2] =
    ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// Elements whose text the rules of HTML take to go on when they are closed as in XML.
const SELF_CLOSED: [&str; 6] = ["title", "script", "style", "textarea", "iframe", "noscript"];

/// Reads a book.
pub(crate) fn read(
    mut archive: Archive<'_>,
    fallback_title: &str,
    limits: &Limits,
) -> Result<Document, Unreadable> {
    if archive.has("META-INF/rights.xml") || is_locked(&mut archive, limits)? {
        return Err(Unreadable::Protected);
    }
    let container = archive.needed("META-INF/container.xml")?;
    let list = attribute(&container, "rootfile", "full-path", limits)?;
    let list = list.ok_or(Unreadable::Broken { expected: EXPECTED })?;
    let (title, chapters) = contents(&archive.needed(&list)?, &list, limits)?;
    if chapters.len() > limits.pages_max {
        return Err(Unreadable::TooLarge { max: limits.pages_max, of_what: "chapters" });
    }
    let mut sections = Vec::new();
    for chapter in chapters {
        let Some(text) = archive.text(&chapter)? else { continue };
        sections.extend(html::chapter(&closed(&text), limits)?);
    }
    let title = title.unwrap_or_else(|| fallback_title.to_owned());
    Ok(Document { title, sections, pages: 0, pictures_only: 0 })
}

/// Whether the text itself is encrypted.
fn is_locked(archive: &mut Archive<'_>, limits: &Limits) -> Result<bool, Unreadable> {
    let Some(xml) = archive.text("META-INF/encryption.xml")? else { return Ok(false) };
    let mut nodes = Nodes::new(&xml, limits, EXPECTED);
    while let Some(node) = nodes.next()? {
        let Node::Open(tag) = node else { continue };
        if tag.name() == "EncryptionMethod" {
            let way = tag.attr("Algorithm").unwrap_or_default();
            if !OF_FONTS.contains(&way.as_str()) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The first value of an attribute.
fn attribute(
    xml: &str,
    element: &str,
    name: &str,
    limits: &Limits,
) -> Result<Option<String>, Unreadable> {
    let mut nodes = Nodes::new(xml, limits, EXPECTED);
    while let Some(node) = nodes.next()? {
        if let Node::Open(tag) = node
            && tag.name() == element
        {
            return Ok(tag.attr(name));
        }
    }
    Ok(None)
}

/// The title, and the names of the chapters in reading order without the table of contents.
fn contents(
    xml: &str,
    list: &str,
    limits: &Limits,
) -> Result<(Option<String>, Vec<String>), Unreadable> {
    let mut nodes = Nodes::new(xml, limits, EXPECTED);
    let (mut title, mut parts, mut chapters) = (None, HashMap::new(), Vec::new());
    while let Some(node) = nodes.next()? {
        let Node::Open(tag) = node else { continue };
        match tag.name().as_str() {
            "title" if title.is_none() => {
                title = Some(collapse(&nodes.inner_text()?)).filter(|title| !title.is_empty());
            }
            "item" => {
                let kind = tag.attr("media-type").unwrap_or_default();
                let is_nav = tag.attr("properties").is_some_and(|it| it.contains("nav"));
                if kind.contains("html") && !is_nav {
                    parts.extend(tag.attr("id").zip(tag.attr("href")));
                }
            }
            "itemref" => chapters.extend(tag.attr("idref").and_then(|id| parts.remove(&id))),
            _ => {}
        }
    }
    let names = chapters.iter().map(|href| resolve(list, &decoded(href))).collect();
    Ok((title, names))
}

/// "a%20b.html" as the archive names it.
fn decoded(href: &str) -> String {
    let bytes = href.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = code.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let byte = byte.filter(|_| bytes[at] == b'%');
        plain.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&plain).into_owned()
}

/// A chapter whose empty elements are closed as HTML has it.
fn closed(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let Some(end) = rest[open..].find('>').map(|end| open + end) else { break };
        let inside = &rest[open + 1..end];
        let name = inside.split([' ', '/', '\n', '\t']).next().unwrap_or_default();
        if inside.ends_with('/') && SELF_CLOSED.contains(&name) {
            plain.push_str(&rest[..end - 1]);
            plain.push_str("></");
            plain.push_str(name);
            plain.push('>');
        } else {
            plain.push_str(&rest[..=end]);
        }
        rest = &rest[end + 1..];
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::{closed, decoded};

    #[test]
    fn empty_elements_end_where_xml_ends_them() {
        let text = "<head><title/><script src='a'/></head><p>One<br/>two.</p> 3 < 4";
        let expected = "<head><title></title><script src='a'></script></head>\
            <p>One<br/>two.</p> 3 < 4";
        assert_eq!(closed(text), expected);
        assert_eq!(decoded("a%20b%C3%A9.html%"), "a bé.html%");
    }
}
