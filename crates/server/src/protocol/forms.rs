//! What visitors see of actions: buttons, forms, and their answers.

use domain::action::field::FieldKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A form, as a visitor is asked it. It is complete: the action may be changed meanwhile.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Form {
    /// The action's name.
    pub(crate) title: String,
    /// What is said above it; empty for nothing.
    pub(crate) intro: String,
    /// Asked one by one: a field stands alone, and its label is the question.
    pub(crate) one_by_one: bool,
    pub(crate) fields: Vec<FormField>,
    /// There is nothing to fill in, but this to agree to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) confirm: Option<String>,
    /// What is known without asking, to be seen and not to be typed again.
    #[serde(default)]
    pub(crate) known: Vec<Given>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct FormField {
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) help: String,
    pub(crate) required: bool,
    /// A `record` comes as a `choice` of what there is.
    pub(crate) kind: FieldKind,
    /// The owner's words for an answer that does not fit; empty for our own.
    pub(crate) message: String,
}

/// An answer as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Given {
    pub(crate) key: String,
    pub(crate) label: String,
    /// Empty where it was left empty.
    pub(crate) text: String,
    /// Files, where the field takes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) pictures: Vec<super::PictureView>,
}

/// The buttons that a visitor has on a page.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VisitorButtons {
    pub(crate) buttons: Vec<VisitorButton>,
}

/// A button of an action.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VisitorButton {
    pub(crate) action: Uuid,
    pub(crate) label: String,
    pub(crate) place: domain::action::ButtonPlace,
}

/// Where the visitor is.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct AtPage {
    pub(crate) page: Option<super::Page>,
}
