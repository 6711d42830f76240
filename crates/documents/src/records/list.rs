//! Where in a tree of values the list of records is.

/// A value of JSON or XML, with its fields in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Fields(Vec<(String, Value)>),
    List(Vec<Value>),
}

pub(super) type Fields = Vec<(String, Value)>;

/// How deep a list is looked for: `rss` > `channel` > `item` is the third.
const DEPTH_MAX: usize = 6;

/// Between the names of a place.
const STEP: char = '/';

/// What the only record of a list is called, where an element that does not repeat looks like any
/// other.
const SINGLE: [&str; 7] = ["item", "entry", "product", "offer", "lot", "record", "row"];

/// What a list is called that holds no record when it is seen first.
const LISTS: [&str; 9] =
    ["rss", "feed", "channel", "items", "products", "offers", "lots", "records", "rows"];

/// What stands beside an empty list that is none: a shop that is in trouble sells all the same.
const TROUBLE: [&str; 4] = ["error", "errors", "fault", "exception"];

/// The records, and the place of their list; none where there is none.
type Found = Option<(Vec<Fields>, String)>;

/// The longest list that is least deep.
pub(super) fn find(root: &Value, is_xml: bool) -> Found {
    let mut level = vec![(String::new(), root)];
    let mut empty = None;
    let mut is_in_trouble = false;
    for _ in 0..DEPTH_MAX {
        let lists = level.iter().filter_map(|(place, value)| Some((list(value)?, place.clone())));
        if let Some(longest) = lists.max_by_key(|(records, _)| records.len()) {
            return Some(longest);
        }
        for (place, value) in &level {
            is_in_trouble |= matches!(value, Value::Fields(fields) if tells_trouble(fields));
            let name = place.rsplit(STEP).next().unwrap_or_default();
            match value {
                Value::Fields(fields) if is_xml && SINGLE.contains(&name) => {
                    return Some((vec![fields.clone()], place.clone()));
                }
                _ if empty.is_none() && is_empty_list(name, value, is_xml) => {
                    empty = Some((Vec::new(), place.clone()));
                }
                _ => {}
            }
        }
        let inside = level.into_iter().filter_map(|(place, value)| match value {
            Value::Fields(fields) => Some(fields.iter().map(move |(name, value)| {
                let step = if place.is_empty() { String::new() } else { format!("{place}{STEP}") };
                (format!("{step}{name}"), value)
            })),
            _ => None,
        });
        level = inside.flatten().collect();
    }
    empty.filter(|_| !is_in_trouble)
}

fn tells_trouble(fields: &Fields) -> bool {
    fields.iter().any(|(name, _)| TROUBLE.contains(&name.as_str()))
}

/// Nothing is there where something would be: an empty list by itself or by its name, and not the
/// words of an error. Where records are in XML is not known before the first.
fn is_empty_list(name: &str, value: &Value, is_xml: bool) -> bool {
    match value {
        Value::List(values) => values.is_empty() && (name.is_empty() || LISTS.contains(&name)),
        Value::Text(text) => is_xml && LISTS.contains(&name) && text.is_empty(),
        Value::Fields(fields) => {
            let is_about = |(name, _): &(String, Value)| {
                matches!(name.as_str(), "title" | "link" | "description" | "language" | "version")
            };
            is_xml && LISTS.contains(&name) && name != "rss" && fields.iter().all(is_about)
        }
    }
}

/// The records at the place where their list was before: all of them, the only one that is left, or
/// none. None where the place itself is gone.
pub(super) fn at(root: &Value, place: &str, is_xml: bool) -> Option<Vec<Fields>> {
    let mut value = root;
    let steps: Vec<&str> = place.split(STEP).filter(|step| !step.is_empty()).collect();
    let mut is_in_trouble = false;
    for (depth, step) in (1..).zip(&steps) {
        let inner = match value {
            Value::Fields(fields) => {
                is_in_trouble |= tells_trouble(fields);
                fields.iter().find(|(name, _)| name == step)
            }
            _ => None,
        };
        value = match inner {
            Some((_, inner)) => inner,
            // An element that does not repeat any more is not there, in one that is.
            None if is_xml && depth == steps.len() && depth > 1 && !is_in_trouble => {
                return Some(Vec::new());
            }
            None => return None,
        };
    }
    match value {
        Value::List(values) if values.is_empty() => (!is_in_trouble).then(Vec::new),
        Value::List(_) => list(value),
        Value::Fields(fields) => (is_xml || steps.is_empty()).then(|| vec![fields.clone()]),
        Value::Text(text) => (is_xml && text.is_empty()).then(Vec::new),
    }
}

/// A list whose values have fields; what stands among them without any is no record.
fn list(value: &Value) -> Option<Vec<Fields>> {
    let Value::List(values) = value else { return None };
    let records: Vec<Fields> = values
        .iter()
        .filter_map(|value| match value {
            Value::Fields(fields) => Some(fields.clone()),
            _ => None,
        })
        .collect();
    (records.len() * 2 > values.len()).then_some(records)
}
