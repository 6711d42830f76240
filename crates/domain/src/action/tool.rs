//! An action as a tool of a language model: what it is for, and a JSON Schema of what it takes.

use serde_json::{Map, Value as Json, json};

use super::Definition;
use super::field::{Field, FieldKind};

/// What a model is told of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Tool {
    /// What it is for, and what not, in its owner's words.
    pub about: String,
    /// What it takes.
    pub schema: Json,
}

impl Definition {
    /// The action as a tool; none where its owner does not leave it to the assistant's judgement.
    pub fn tool(&self) -> Option<Tool> {
        let judged = self.starts.judged.as_ref()?;
        let not = match judged.do_not_use_when.as_str() {
            "" => String::new(),
            not => format!(" Do not use it when: {not}"),
        };
        let about = format!("{}. Use it when: {}{not}", self.name, judged.use_when);
        // What is not said is asked afterwards, so nothing is required of a model: it would invent.
        let taken = self.fields.iter().filter_map(|field| Some((field.key.clone(), taken(field)?)));
        let properties: Map<String, Json> = taken.collect();
        let schema = json!({ "type": "object", "properties": properties });
        Some(Tool { about, schema })
    }

    /// Whether it does something that a second time would not undo: then whoever lets a model start
    /// it has the visitor agree first.
    pub fn changes_something(&self) -> bool {
        self.requests().any(|lookup| !lookup.method.is_safe())
    }
}

/// What a field takes from a model. Files and leave are only the visitor's to give, and a record is
/// chosen from a list that a model does not see.
fn taken(field: &Field) -> Option<Json> {
    let about = match field.help.as_str() {
        "" => field.label.clone(),
        help => format!("{}: {help}", field.label),
    };
    let values = |options: &[super::field::Choice]| -> Vec<String> {
        options.iter().map(|option| option.value.clone()).collect()
    };
    let mut schema = match &field.kind {
        FieldKind::File | FieldKind::Consent { .. } | FieldKind::Record { .. } => return None,
        FieldKind::Number { whole: true, .. } => json!({ "type": "integer" }),
        FieldKind::Number { .. } | FieldKind::Money { .. } => json!({ "type": "number" }),
        FieldKind::YesNo => json!({ "type": "boolean" }),
        FieldKind::Choice { options } => json!({ "type": "string", "enum": values(options) }),
        FieldKind::Choices { options } => {
            json!({ "type": "array", "items": { "type": "string", "enum": values(options) } })
        }
        FieldKind::Date { .. } => json!({ "type": "string", "format": "date" }),
        FieldKind::Code { example, .. } => json!({ "type": "string", "examples": [example] }),
        FieldKind::Text | FieldKind::LongText | FieldKind::Email | FieldKind::Phone => {
            json!({ "type": "string" })
        }
    };
    schema["description"] =
        json!(format!("{about}. Only as the visitor said it; leave it out otherwise."));
    Some(schema)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::action::Definition;

    #[test]
    fn a_model_is_told_what_its_owner_wrote_and_nothing_is_required_of_it() {
        let definition: Definition = serde_json::from_value(json!({
            "name": "Order status",
            "starts": { "judged": { "use_when": "somebody asks where an order is",
                                    "do_not_use_when": "they ask about prices" } },
            "fields": [
                { "key": "order", "label": "Order number", "required": true,
                  "kind": { "type": "code", "pattern": "[A-Z]-[0-9]{4}", "example": "A-1042" } },
                { "key": "photo", "label": "Photo", "kind": { "type": "file" } },
            ],
        }))
        .unwrap();
        let tool = definition.tool().unwrap();
        assert_eq!(
            tool.about,
            "Order status. Use it when: somebody asks where an order is Do not use it when: they \
             ask about prices"
        );
        assert_eq!(tool.schema["properties"]["order"]["type"], "string");
        assert!(tool.schema["properties"].get("photo").is_none());
        assert!(tool.schema.get("required").is_none());
        assert!(Definition::default().tool().is_none());
    }
}
