//! XML as values: an element's attributes and inner elements are its fields, and those of one name
//! are a list.

use super::Value;
use crate::limits::Limits;
use crate::unreadable::Unreadable;
use crate::xml::{Node, Nodes};

/// An element that is open.
#[derive(Default)]
struct Element {
    name: String,
    fields: Vec<(String, Value)>,
    text: String,
}

/// Reads the root as the only field of what is returned.
pub(super) fn read(content: &str, limits: &Limits) -> Result<Value, Unreadable> {
    let mut nodes = Nodes::new(content, limits, "XML");
    let mut open = vec![Element::default()];
    while let Some(node) = nodes.next()? {
        match node {
            Node::Open(tag) => {
                let fields = tag.attrs().map(|(name, value)| (name, Value::Text(value)));
                open.push(Element {
                    name: tag.name(),
                    fields: fields.collect(),
                    ..Default::default()
                });
            }
            Node::Text(text) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text);
                }
            }
            Node::Close(_) => {
                if let [.., outer, inner] = &mut *open {
                    let inner = std::mem::take(inner);
                    outer.fields.push((inner.name.clone(), value(inner)));
                    open.pop();
                }
            }
        }
    }
    Ok(value(open.swap_remove(0)))
}

/// What stands in an element. Text beside inner elements is what the element itself says.
fn value(Element { fields, text, .. }: Element) -> Value {
    let text = text.trim();
    if fields.is_empty() {
        return Value::Text(text.to_owned());
    }
    let mut grouped: Vec<(String, Value)> = Vec::with_capacity(fields.len());
    if !text.is_empty() {
        grouped.push((String::new(), Value::Text(text.to_owned())));
    }
    for (name, value) in fields {
        match grouped.iter_mut().rev().find(|(known, _)| *known == name) {
            Some((_, Value::List(values))) => values.push(value),
            Some((_, known)) => {
                let first = std::mem::replace(known, Value::List(Vec::new()));
                *known = Value::List(vec![first, value]);
            }
            None => grouped.push((name, value)),
        }
    }
    Value::Fields(grouped)
}
