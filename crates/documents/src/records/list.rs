//! Where in a tree of values the list of records is.

/// A value of JSON or XML, with its fields in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Fields(Vec<(String, Value)>),
    List(Vec<Value>),
}

/// How deep a list is looked for: `rss` > `channel` > `item` is the third.
const DEPTH_MAX: usize = 6;

/// What the only record of a list is called, where an element that does not repeat looks like any
/// other.
const SINGLE: [&str; 7] = ["item", "entry", "product", "offer", "lot", "record", "row"];

/// What may hold no record today and is a list all the same.
const LISTS: [&str; 9] =
    ["rss", "feed", "channel", "items", "products", "offers", "lots", "records", "rows"];

type Record = Vec<(String, Value)>;

/// The records of the longest list that is least deep; none where there is no list.
pub(super) fn records_of(root: &Value, is_xml: bool) -> Option<Vec<Record>> {
    let mut level = vec![("", root)];
    let mut is_list = false;
    for _ in 0..DEPTH_MAX {
        let longest = level.iter().filter_map(|(_, value)| list(value)).max_by_key(Vec::len);
        if longest.is_some() {
            return longest;
        }
        let single = level.iter().find_map(|(name, value)| match value {
            Value::Fields(fields) if is_xml && SINGLE.contains(name) => Some(vec![fields.clone()]),
            _ => None,
        });
        if single.is_some() {
            return single;
        }
        let is_empty = |(name, value): &(&str, &Value)| match value {
            Value::List(values) => values.is_empty(),
            _ => is_xml && LISTS.contains(name),
        };
        is_list |= level.iter().any(is_empty);
        let inside = level.into_iter().filter_map(|(_, value)| match value {
            Value::Fields(fields) => Some(fields.iter().map(|(name, it)| (name.as_str(), it))),
            _ => None,
        });
        level = inside.flatten().collect();
    }
    is_list.then(Vec::new)
}

/// A list whose values have fields; what stands among them without any is no record.
fn list(value: &Value) -> Option<Vec<Record>> {
    let Value::List(values) = value else { return None };
    let records: Vec<Record> = values
        .iter()
        .filter_map(|value| match value {
            Value::Fields(fields) => Some(fields.clone()),
            _ => None,
        })
        .collect();
    (records.len() * 2 > values.len()).then_some(records)
}
