//! The words of a run's events: JSON beside the log, so that they can be erased.

use std::borrow::Cow;
use std::collections::BTreeMap;

use domain::action::field::{Choice, Field};
use domain::action::next::Taken;
use domain::action::place;
use domain::condition::Value;
use domain::conversation::RunEnd;
use serde::{Deserialize, Serialize};
use store::SentPicture;

use crate::protocol::{Form, FormField, Given, PictureView};

/// What was answered to a form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Filled {
    /// By the key of the field; none for what was left empty.
    pub(crate) values: BTreeMap<String, Option<Value>>,
    /// What was asked, in order.
    pub(crate) labels: Vec<(String, String)>,
    /// The visitor agreed to what is about to be done.
    #[serde(default)]
    pub(crate) confirmed: bool,
    /// Choices as people read them, by their value.
    #[serde(default)]
    pub(crate) choices: BTreeMap<String, String>,
    /// The action's name, where this begins it.
    #[serde(default)]
    pub(crate) title: String,
    /// What the team is told, where the action passes the conversation on at once.
    #[serde(default)]
    pub(crate) note: String,
}

impl Filled {
    /// Without what nobody should keep.
    pub(crate) fn mask(&mut self, clean: fn(&str) -> Cow<'_, str>) {
        self.note = clean(&self.note).into_owned();
        for value in self.values.values_mut().flatten() {
            match value {
                Value::Text(text) => *text = clean(text).into_owned(),
                Value::List(items) => {
                    for item in items {
                        *item = clean(item).into_owned();
                    }
                }
                Value::Flag(_) | Value::Number(_) => {}
            }
        }
    }
}

/// What a lookup gave.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Looked {
    pub(crate) values: BTreeMap<String, Value>,
    /// What there is to choose from, by the key of the field.
    #[serde(default)]
    pub(crate) records: BTreeMap<String, Vec<Choice>>,
}

/// What the end of a run says and sets.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Ended {
    /// To the visitor.
    pub(crate) text: String,
    /// To the team, where it passes the conversation on.
    pub(crate) note: String,
    /// Attributes.
    pub(crate) set: BTreeMap<String, String>,
}

/// How a run ended, as its row keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RunResult {
    pub(crate) end: RunEnd,
    pub(crate) taken: Option<Taken>,
}

/// A form that waits, as it was shown.
#[derive(Debug, Clone)]
pub(crate) struct OpenForm {
    pub(crate) form: Form,
    pub(crate) fields: Vec<Field>,
}

impl OpenForm {
    pub(crate) fn new(form: Form) -> Self {
        let fields = form.fields.iter().map(field).collect();
        Self { form, fields }
    }
}

/// A field as a form shows it, with what there is to choose from in its place.
fn field(shown: &FormField) -> Field {
    Field {
        key: shown.key.clone(),
        label: shown.label.clone(),
        help: shown.help.clone(),
        required: shown.required,
        kind: shown.kind.clone(),
        message: shown.message.clone(),
        known_from: vec![],
    }
}

/// Answers as people read them.
pub(crate) fn given(filled: &Filled, pictures: &[SentPicture]) -> Vec<Given> {
    let one = |(key, label): &(String, String)| {
        let value = filled.values.get(key).and_then(Option::as_ref);
        let ids: Vec<String> = match value {
            Some(Value::List(items)) => items.clone(),
            _ => vec![],
        };
        let is_file = |sent: &&SentPicture| ids.contains(&sent.id.uuid().to_string());
        let pictures: Vec<PictureView> =
            pictures.iter().filter(is_file).map(PictureView::of).collect();
        let text = if pictures.is_empty() { text_of(filled, value) } else { String::new() };
        Given { key: key.clone(), label: label.clone(), text, pictures }
    };
    filled.labels.iter().map(one).collect()
}

fn text_of(filled: &Filled, value: Option<&Value>) -> String {
    let label = |text: &String| filled.choices.get(text).cloned().unwrap_or_else(|| text.clone());
    match value {
        None => String::new(),
        Some(Value::Text(text)) => label(text),
        Some(Value::List(items)) => items.iter().map(label).collect::<Vec<_>>().join(", "),
        Some(other) => place::shown(other),
    }
}
