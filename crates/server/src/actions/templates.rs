//! Ready-made actions.

use domain::action::Definition;
use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::protocol::ActionTemplate;

/// A file for each, in the order of their names.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/templates"]
struct Files;

#[derive(Deserialize)]
struct Template {
    about: String,
    definition: Definition,
}

/// What stands for the owner's program in them.
const EXAMPLE: &str = "https://shop.example";

/// Every one; `asks` is where they look things up, where that is known.
pub(crate) fn templates(asks: Option<&str>) -> Vec<ActionTemplate> {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    let read = |name: std::borrow::Cow<'static, str>| {
        let file = Files::get(&name)?;
        let text = String::from_utf8_lossy(&file.data);
        let text = asks.map_or_else(|| text.to_string(), |asks| text.replace(EXAMPLE, asks));
        let Template { about, definition } =
            serde_json::from_str(&text).expect("the templates are definitions");
        let id = name.trim_end_matches(".json").split_once('-')?.1.to_owned();
        Some(ActionTemplate { id, about, definition })
    };
    names.into_iter().filter_map(read).collect()
}

/// The definition of one.
pub(crate) fn template(id: &str, asks: Option<&str>) -> Option<Definition> {
    templates(asks).into_iter().find(|it| it.id == id).map(|it| it.definition)
}
