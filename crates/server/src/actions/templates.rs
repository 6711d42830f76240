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

/// Every one.
pub(crate) fn templates() -> Vec<ActionTemplate> {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    let read = |name: std::borrow::Cow<'static, str>| {
        let file = Files::get(&name)?;
        let Template { about, definition } =
            serde_json::from_slice(&file.data).expect("the templates are definitions");
        let id = name.trim_end_matches(".json").split_once('-')?.1.to_owned();
        Some(ActionTemplate { id, about, definition })
    };
    names.into_iter().filter_map(read).collect()
}

/// The definition of one.
pub(crate) fn template(id: &str) -> Option<Definition> {
    templates().into_iter().find(|it| it.id == id).map(|it| it.definition)
}
