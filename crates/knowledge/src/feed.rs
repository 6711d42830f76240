//! The records of a list to items: what each is known by, what it is called, where it can be seen,
//! and the passages that tell of it.

mod told;

use std::collections::{HashMap, HashSet};

use documents::{Content, Document, Fields, Record, Section};
use serde::{Deserialize, Serialize};

use crate::passage::{Passage, passages};
use told::{CELL_CHARS_MAX, blocks, of_part, plain};

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

/// Words in the names of what a shop tells nobody.
const INTERNAL: [&str; 10] = [
    "cost",
    "costs",
    "wholesale",
    "margin",
    "supplier",
    "purchase",
    "internal",
    "private",
    "secret",
    "commission",
];

/// Names of what says something to programs alone.
const FOR_PROGRAMS: [&str; 8] =
    ["handle", "slug", "guid", "created at", "updated at", "published at", "position", "template"];

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
    /// Those that are told to nobody.
    pub left_out: Vec<String>,
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
    #[error("No item has a field “{0}”. Choose another key.")]
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
    let mut places = HashMap::new();
    let mut seen: Vec<HashSet<&str>> = Vec::new();
    let of_parts = |record: &Record| {
        let parts = record.parts.iter().flat_map(|(part, fields)| {
            fields.iter().map(move |(name, value)| (of_part(part, name), value.clone()))
        });
        parts.collect::<Vec<_>>()
    };
    let mut inner: Vec<(String, String)> = records.iter().flat_map(of_parts).collect();
    for (name, value) in records.iter().flat_map(|record| &record.fields) {
        let place = *places.entry(name.as_str()).or_insert_with(|| {
            found.push(Field { name: name.clone(), example: value.clone(), apart: 0.0 });
            seen.push(HashSet::new());
            found.len() - 1
        });
        seen[place].insert(value.as_str());
    }
    for (field, values) in found.iter_mut().zip(seen) {
        #[expect(clippy::cast_precision_loss, reason = "far fewer than a float counts exactly")]
        let share = values.len() as f32 / records.len() as f32;
        field.apart = share;
    }
    inner.retain(|(name, _)| found.iter().all(|field| field.name != *name));
    for (name, example) in inner {
        if found.iter().all(|field| field.name != name) {
            found.push(Field { name, example, apart: 0.0 });
        }
    }
    found
}

/// Fields that a shop would hardly tell, or that say nothing to people; none of those that name an
/// item.
fn hardly_told(fields: &[Field], named: [&str; 2]) -> Vec<String> {
    let is_hardly = |field: &&Field| {
        let name = plain(&field.name);
        let last = name.rsplit(' ').next().unwrap_or_default();
        !named.contains(&field.name.as_str())
            && (name.split(' ').any(|word| INTERNAL.contains(&word))
                || FOR_PROGRAMS.contains(&name.as_str())
                || name.starts_with("image")
                || (name.contains(' ') && ["id", "position"].contains(&last))
                || FOR_PROGRAMS.iter().any(|it| name.ends_with(&format!(" {it}"))))
    };
    fields.iter().filter(is_hardly).map(|field| field.name.clone()).collect()
}

/// Which field says what: the key that was chosen, or the likeliest, and so for what is left out.
pub fn roles(
    fields: &[Field],
    chosen: Option<&str>,
    left_out: Option<Vec<String>>,
) -> Result<Roles, NoKey> {
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
        left_out: left_out.unwrap_or_else(|| hardly_told(fields, [&key.name, &title.name])),
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
    let mut blocks = blocks(record, &title, roles);
    // What is called something and nothing else is an item all the same.
    if blocks.is_empty() {
        blocks.push(Content::Paragraph(title.clone()).into());
    }
    let section = Section { heading_path: Vec::new(), blocks };
    let sections = vec![section];
    let document = Document { title: title.clone(), sections, pages: 0, pictures_only: 0 };
    Item { key, title, link: link.map(str::to_owned), passages: passages(&document) }
}

fn value<'record>(fields: &'record Fields, name: &str) -> Option<&'record str> {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// An address that a visitor can open.
fn web_address(text: &str) -> Option<&str> {
    let address = url::Url::parse(text).ok()?;
    matches!(address.scheme(), "http" | "https").then_some(text)
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
        let roles = roles(&fields(&records), chosen, None)?;
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
    fn what_a_shop_would_hardly_tell_is_left_out() {
        let shop = r#"{"products":[{"id":65,"title":"Storm lantern","handle":"storm-lantern",
            "cost_price":"4.10","supplier":"Mill","images":[{"id":9,"width":800},{"id":8}],
            "variants":[{"id":7,"title":"Default","price":"79.00"}]}]}"#;
        let found = items(shop, None).unwrap();
        assert_eq!(found[0].passages[0].text, "Title: Storm lantern; Id: 65; Price: 79.00");
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
