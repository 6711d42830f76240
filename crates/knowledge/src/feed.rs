//! The records of a list to items: what each is known by, what it is called, where it can be seen,
//! and the passages that tell of it.

use documents::{Block, Content, Document, Fields, Record, Section};
use serde::{Deserialize, Serialize};

use crate::passage::{Passage, passages};

/// Names of what tells items apart, the likelier first.
const KEYS: [&str; 14] = [
    "id",
    "sku",
    "item id",
    "product id",
    "lot id",
    "lot",
    "lot number",
    "number",
    "code",
    "guid",
    "handle",
    "slug",
    "link",
    "url",
];

/// Names of what an item is called, the likelier first.
const TITLES: [&str; 6] = ["title", "name", "product name", "lot title", "heading", "label"];

/// Names of where an item can be seen, the likelier first.
const LINKS: [&str; 6] = ["link", "url", "product url", "href", "permalink", "web url"];

/// A longer value is a description, which stands below the row of the short ones.
const CELL_CHARS_MAX: usize = 120;

/// Sizes, colours and the like of one item that are told.
const PARTS_MAX: usize = 50;

/// Longest key, title or link of an item.
const NAME_CHARS_MAX: usize = 300;

/// Which fields of a record say what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// What each item is known by from one reading to the next.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// Where it can be seen.
    pub link: Option<String>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What it is known by; empty where its record does not say.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// Where it can be seen, on the web.
    pub link: Option<String>,
    /// What tells of it.
    pub passages: Vec<Passage>,
}

/// A field, as the one who chooses sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What one record says there.
    pub example: String,
    /// The share of the records that it tells apart, 0 to 1: where it is 1, every record has it and
    /// no two the same.
    pub apart: f32,
}

/// Why items cannot be told apart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoKey {
    /// The field that was chosen is in no record.
    #[error("No item has a field “{0}” any more. Choose another key.")]
    Gone(String),
    /// None was chosen, and none would do.
    #[error(
        "No field of the list has another value for each item, so they cannot be told apart. Add \
         a number or code to each."
    )]
    None,
}

/// The fields of some records, in the order in which they come.
pub fn fields(records: &[Record]) -> Vec<Field> {
    let mut found: Vec<Field> = Vec::new();
    let mut places = std::collections::HashMap::new();
    let mut seen: Vec<std::collections::HashSet<&str>> = Vec::new();
    for (name, value) in records.iter().flat_map(|record| &record.fields) {
        let place = *places.entry(name.as_str()).or_insert_with(|| {
            found.push(Field { name: name.clone(), example: value.clone(), apart: 0.0 });
            seen.push(std::collections::HashSet::new());
            found.len() - 1
        });
        seen[place].insert(value.as_str());
    }
    for (field, values) in found.iter_mut().zip(seen) {
        #[expect(clippy::cast_precision_loss, reason = "far fewer than a float counts exactly")]
        let share = values.len() as f32 / records.len() as f32;
        field.apart = share;
    }
    found
}

/// Which field says what: the key that was chosen, or the likeliest.
pub fn roles(fields: &[Field], chosen: Option<&str>) -> Result<Roles, NoKey> {
    let key = match chosen {
        Some(chosen) => {
            let field = fields.iter().find(|field| field.name == chosen);
            field.ok_or_else(|| NoKey::Gone(chosen.to_owned()))?
        }
        None => key(fields).ok_or(NoKey::None)?,
    };
    let title = likeliest(&fields.iter().collect::<Vec<_>>(), &TITLES).unwrap_or(key);
    let addresses = fields.iter().filter(|field| web_address(&field.example).is_some());
    let link = likeliest(&addresses.collect::<Vec<_>>(), &LINKS);
    Ok(Roles {
        key: key.name.clone(),
        title: title.name.clone(),
        link: link.map(|field| field.name.clone()),
    })
}

/// The field that tells items apart: one that is named as such, though it may say some twice, else
/// the first short one that does.
fn key(fields: &[Field]) -> Option<&Field> {
    const NEARLY: f32 = 0.9;
    let apart = |share: f32| -> Vec<&Field> {
        fields.iter().filter(|field| field.apart >= share).collect()
    };
    let is_short = |field: &&Field| field.example.chars().count() <= CELL_CHARS_MAX;
    likeliest(&apart(1.0), &KEYS)
        .or_else(|| likeliest(&apart(NEARLY), &KEYS))
        .or_else(|| likeliest(&apart(1.0), &TITLES))
        .or_else(|| apart(1.0).into_iter().find(is_short))
}

fn likeliest<'all>(fields: &[&'all Field], names: &[&str]) -> Option<&'all Field> {
    names.iter().find_map(|name| fields.iter().copied().find(|it| plain(&it.name) == *name))
}

/// What a record tells of one item.
pub fn item(record: &Record, roles: &Roles) -> Item {
    let named = |name: &str| value(&record.fields, name).map(short).unwrap_or_default();
    let (key, mut title) = (named(&roles.key), named(&roles.title));
    if title.is_empty() {
        title.clone_from(&key);
    }
    let link = roles.link.as_deref().and_then(|name| value(&record.fields, name));
    let link = link.and_then(web_address).filter(|link| link.chars().count() <= NAME_CHARS_MAX);
    let mut blocks = blocks(record, &title, &roles.title);
    // What is called something and nothing else is an item all the same.
    if blocks.is_empty() {
        blocks.push(Content::Paragraph(title.clone()).into());
    }
    let section = Section { heading_path: Vec::new(), blocks };
    let sections = vec![section];
    let document = Document { title: title.clone(), sections, pages: 0, pictures_only: 0 };
    Item { key, title, link: link.map(str::to_owned), passages: passages(&document) }
}

/// A row of what is short, a row for each part, and descriptions below. Each row says what it is
/// about, and addresses are for programs.
fn blocks(record: &Record, title: &str, title_field: &str) -> Vec<Block> {
    let about = (label(title_field), title.to_owned());
    let fields = record.fields.iter().filter(|(name, _)| name != title_field);
    let (cells, texts): (Vec<_>, Vec<_>) =
        told(fields).into_iter().partition(|(_, value)| is_cell(value));
    let mut blocks = Vec::new();
    let mut add = |prefix: &str, cells: Vec<(&str, String)>| {
        let named = cells.into_iter().map(|(name, it)| (label(&format!("{prefix} {name}")), it));
        let mut named = named.peekable();
        if named.peek().is_some() {
            let (header, row) = std::iter::once(about.clone()).chain(named).unzip();
            blocks.push(Content::Table { header, rows: vec![row] }.into());
        }
    };
    add("", cells);
    for (name, fields) in record.parts.iter().take(PARTS_MAX) {
        add(name, told(fields.iter()).into_iter().filter(|(_, value)| is_cell(value)).collect());
    }
    blocks.extend(texts.into_iter().map(|(_, text)| Content::Paragraph(text).into()));
    blocks
}

/// What people read of some fields: addresses are for programs.
fn told<'all>(fields: impl Iterator<Item = &'all (String, String)>) -> Vec<(&'all str, String)> {
    let without_addresses = |line: &str| {
        let words = line.split(' ').filter(|word| !word.contains("://"));
        words.collect::<Vec<_>>().join(" ")
    };
    let told = fields.map(|(name, value)| {
        let lines: Vec<String> = value.lines().map(without_addresses).collect();
        (name.as_str(), lines.join("\n").trim().to_owned())
    });
    told.filter(|(_, value)| !value.is_empty()).collect()
}

/// Whether a value stands in a row: a sentence reads alone.
fn is_cell(value: &str) -> bool {
    const NAME_WORDS_MAX: usize = 5;
    let is_sentence =
        value.ends_with(['.', '!', '?', '。']) && value.split_whitespace().count() > NAME_WORDS_MAX;
    value.chars().count() <= CELL_CHARS_MAX && !value.contains('\n') && !is_sentence
}

fn value<'record>(fields: &'record Fields, name: &str) -> Option<&'record str> {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// An address that a visitor can open.
fn web_address(text: &str) -> Option<&str> {
    let address = url::Url::parse(text).ok()?;
    matches!(address.scheme(), "http" | "https").then_some(text)
}

/// A name as people write it: `salePrice` and `sale_price` are "sale price".
fn plain(name: &str) -> String {
    let mut words = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            words.push(' ');
        }
        words.extend(if matches!(letter, '_' | '-' | '.' | '/' | ':') {
            ' '.to_lowercase()
        } else {
            letter.to_lowercase()
        });
        before = letter;
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name as the head of a column.
fn label(name: &str) -> String {
    let plain = plain(name);
    let mut letters = plain.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn short(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use documents::{Limits, records};

    use super::{Item, NoKey, fields, item, roles};

    fn items(content: &str, chosen: Option<&str>) -> Result<Vec<Item>, NoKey> {
        let records = records(content.as_bytes(), None, &Limits::default()).expect(content).records;
        let roles = roles(&fields(&records), chosen)?;
        Ok(records.iter().map(|record| item(record, &roles)).collect())
    }

    #[test]
    fn an_item_is_a_row_that_reads_alone_and_its_description() {
        let long = "A desk of solid walnut with two drawers, oiled twice by hand, which darkens \
                    over the years and wants to be oiled again each spring. Care: \
                    https://x.example/";
        let list = format!(
            r#"[{{"sku":"D-1","name":"Walnut desk","salePrice":"490 EUR","in_stock":"yes",
            "url":"https://shop.example/d-1","image":"https://shop.example/d-1.jpg",
            "about":"{long}","sizes":[{{"width":"120 cm","left":3}},
            {{"width":"160 cm","left":0}}]}}]"#
        );
        let found = items(&list, None).expect("an item");
        let [desk] = &*found else { panic!("{found:?}") };
        assert_eq!((desk.key.as_str(), desk.title.as_str()), ("D-1", "Walnut desk"));
        assert_eq!(desk.link.as_deref(), Some("https://shop.example/d-1"));
        let expected = format!(
            "Name: Walnut desk; Sku: D-1; Sale price: 490 EUR; In stock: yes\n\
             Name: Walnut desk; Sizes width: 120 cm; Sizes left: 3\n\
             Name: Walnut desk; Sizes width: 160 cm; Sizes left: 0\n\n{}",
            long.replace(" https://x.example/", "")
        );
        assert_eq!(desk.passages[0].text, expected);
    }

    #[test]
    fn the_key_is_what_was_chosen_or_tells_items_apart() {
        let key = |content: &str, chosen| {
            items(content, chosen).map(|it| it.into_iter().map(|it| it.key).collect::<Vec<_>>())
        };
        let list = "group,id,colour\n1,a,red\n1,b,red\n2,c,blue\n";
        assert_eq!(key(list, None).unwrap(), ["a", "b", "c"]);
        assert_eq!(key(list, Some("colour")).unwrap(), ["red", "red", "blue"]);
        assert_eq!(key(list, Some("size")), Err(NoKey::Gone("size".to_owned())));
        assert_eq!(key("plate,kind\n77,bowl\n78,bowl\n", None).unwrap(), ["77", "78"]);
        let twice: Vec<_> = (0..30).map(|it| format!("{},vase {it}", it.min(28))).collect();
        let twice = format!("id,name\n{}", twice.join("\n"));
        assert_eq!(key(&twice, None).unwrap()[27..], ["27", "28", "28"]);
        assert_eq!(key("kind,colour\nbowl,red\nbowl,red\n", None), Err(NoKey::None));
    }

    #[test]
    fn only_the_web_is_linked_to() {
        let link = |address: &str| {
            let list = format!("id,link\n1,{address}\n2,https://shop.example/2\n");
            items(&list, Some("id")).unwrap()[0].link.clone()
        };
        assert_eq!(link("https://shop.example/1").as_deref(), Some("https://shop.example/1"));
        assert_eq!([link("javascript:alert(1)"), link("d-1")], [None, None]);
    }
}
