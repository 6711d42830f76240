//! XML as a flat row of openings, closings and texts. Entities are never expanded beyond single
//! characters, names are told without their prefix, and no depth is a depth of calls.

use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::limits::Limits;
use crate::unreadable::Unreadable;

/// One step through a text of XML.
pub(crate) enum Node<'x> {
    Open(Tag<'x>),
    Close(String),
    Text(String),
}

/// An element's name and attributes.
pub(crate) struct Tag<'x>(BytesStart<'x>);

impl Tag<'_> {
    /// Its name without the prefix.
    pub(crate) fn name(&self) -> String {
        self.0.local_name().as_ref().to_owned()
    }

    /// The value of an attribute, whatever its prefix.
    pub(crate) fn attr(&self, name: &str) -> Option<String> {
        self.find(|key| key.rsplit(':').next() == Some(name))
    }

    /// The value of an attribute that has a prefix: `r:id`, where an `id` stands beside it.
    pub(crate) fn prefixed(&self, name: &str) -> Option<String> {
        self.find(|key| key.split_once(':').is_some_and(|(_, local)| local == name))
    }

    /// Every attribute with its name, without the prefixes and what declares them.
    pub(crate) fn attrs(&self) -> impl Iterator<Item = (String, String)> + '_ {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.flatten().filter_map(|attribute| {
            let key = attribute.key.as_ref();
            let name = key.rsplit(':').next().unwrap_or(key).to_owned();
            (!key.starts_with("xmlns")).then(|| (name, plain(&attribute)))
        })
    }

    /// A number in an attribute.
    pub(crate) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attr(name)?.trim().parse().ok()
    }

    /// True unless the attribute says no: so Word writes what is switched on.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.attr("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }

    fn find(&self, is_it: impl Fn(&str) -> bool) -> Option<String> {
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false).flatten();
        let mut found = attributes.filter(|attribute| is_it(attribute.key.as_ref()));
        Some(plain(&found.next()?))
    }
}

/// An attribute's value. An entity that is not known leaves it as it is written.
fn plain(attribute: &Attribute<'_>) -> String {
    match attribute.normalized_value(XmlVersion::Implicit1_0) {
        Ok(value) => value.into_owned(),
        Err(_) => attribute.value.as_ref().to_owned(),
    }
}

/// Steps through a text of XML.
pub(crate) struct Nodes<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
    nesting_max: usize,
    expected: &'static str,
}

impl<'x> Nodes<'x> {
    pub(crate) fn new(text: &'x str, limits: &Limits, expected: &'static str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, depth: 0, nesting_max: limits.nesting_max, expected }
    }

    /// The next step; none at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Node<'x>>, Unreadable> {
        loop {
            let broken = |_| Unreadable::Broken { expected: self.expected };
            match self.reader.read_event().map_err(broken)? {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > self.nesting_max {
                        return Err(Unreadable::TooDeep { max: self.nesting_max });
                    }
                    return Ok(Some(Node::Open(Tag(start))));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Node::Close(end.local_name().as_ref().to_owned())));
                }
                Event::Text(text) => return Ok(Some(Node::Text(text.into_inner().into_owned()))),
                Event::CData(text) => return Ok(Some(Node::Text(text.into_inner().into_owned()))),
                Event::GeneralRef(entity) => {
                    let known = entity.resolve_char_ref().ok().flatten();
                    if let Some(c) = known.or_else(|| predefined(&entity.into_inner())) {
                        return Ok(Some(Node::Text(c.to_string())));
                    }
                }
                Event::Eof if self.depth > 0 => return Err(Unreadable::CutOff),
                Event::Eof => return Ok(None),
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
    }

    /// Passes over the rest of the element that was opened last.
    pub(crate) fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// The text inside the element that was opened last, to its end.
    pub(crate) fn inner_text(&mut self) -> Result<String, Unreadable> {
        let outside = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outside {
            match self.next()? {
                Some(Node::Text(more)) => text.push_str(&more),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }
}

/// The five entities that XML has without a list of one's own.
fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Node, Nodes};
    use crate::limits::Limits;
    use crate::unreadable::Unreadable;

    fn steps(xml: &str) -> Result<String, Unreadable> {
        let limits = Limits { nesting_max: 4, ..Limits::default() };
        let mut nodes = Nodes::new(xml, &limits, "XML");
        let mut shown = Vec::new();
        while let Some(node) = nodes.next()? {
            match node {
                Node::Open(tag) => shown.push(format!("<{} {:?}>", tag.name(), tag.attr("id"))),
                Node::Close(name) => shown.push(format!("</{name}>")),
                Node::Text(text) => shown.push(text),
            }
        }
        Ok(shown.concat())
    }

    #[test]
    fn entities_are_single_characters_only() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;'>]><a id='x&amp;y'>\
            &c;&lt;&#x20ac; b &amp; c</a>";
        assert_eq!(steps(bomb), Ok("<a Some(\"x&y\")><€ b & c</a>".to_owned()));
    }

    #[test]
    fn depth_and_ends_are_watched() {
        assert_eq!(steps("<a><a><a><a><a>"), Err(Unreadable::TooDeep { max: 4 }));
        assert_eq!(steps("<a><b>"), Err(Unreadable::CutOff));
        assert!(matches!(steps("<a></b>"), Err(Unreadable::Broken { .. })));
        assert_eq!(steps("<w:p r:id='1'/>"), Ok("<p Some(\"1\")></p>".to_owned()));
    }
}
