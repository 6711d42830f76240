//! What a run asks, as a form.

use domain::action::field::{Choice, Field, FieldKind, Records};
use domain::action::next::known;
use domain::action::place;
use domain::condition::Value;
use jiff::civil::Date;
use store::Tenant;

use super::run::At;
use crate::app::App;
use crate::protocol::{Form, FormField, Given};

/// Records of a feed that a visitor chooses from.
const RECORDS_MAX: usize = 100;

impl At {
    /// Whether a lookup gave no record to choose from.
    pub(super) fn has_no_records(&self, field: &Field) -> bool {
        let is_of_lookup =
            matches!(&field.kind, FieldKind::Record { from: Records::Lookup { .. } });
        is_of_lookup && self.progress.records.get(&field.key).is_none_or(Vec::is_empty)
    }

    pub(super) async fn form(
        &self,
        app: &App,
        tenant: Tenant,
        fields: &[&Field],
        day: Date,
    ) -> store::Result<Form> {
        let mut shown = Vec::new();
        for field in fields {
            shown.push(FormField {
                key: field.key.clone(),
                label: field.label.clone(),
                help: field.help.clone(),
                required: field.required,
                kind: self.kind(app, tenant, field).await?,
                message: field.message.clone(),
            });
        }
        let is_first = self.progress.answered.is_empty();
        let definition = &self.definition;
        let intro = if is_first { definition.intro.clone() } else { String::new() };
        Ok(Form {
            title: definition.name.clone(),
            intro,
            one_by_one: definition.one_by_one,
            fields: shown,
            confirm: None,
            known: self.known_already(day),
        })
    }

    /// What is known without asking, by fields that are not asked.
    fn known_already(&self, day: Date) -> Vec<Given> {
        let fields = self.definition.fields.iter();
        let unasked = fields.filter(|field| !self.progress.answered.contains_key(&field.key));
        unasked
            .filter_map(|field| {
                let value = known(field, &self.around, day)?;
                Some(Given {
                    key: field.key.clone(),
                    label: field.label.clone(),
                    text: label_of(field, &value),
                    pictures: vec![],
                })
            })
            .collect()
    }

    /// The kind of a field; records as what there is to choose from.
    async fn kind(&self, app: &App, tenant: Tenant, field: &Field) -> store::Result<FieldKind> {
        let FieldKind::Record { from } = &field.kind else { return Ok(field.kind.clone()) };
        let options = match from {
            Records::Lookup { .. } => {
                self.progress.records.get(&field.key).cloned().unwrap_or_default()
            }
            Records::Feed { site } => {
                let mut conn = app.db.read().await?;
                let items = conn.of(tenant).titles_of_site((*site).into(), RECORDS_MAX).await?;
                let choice = |title: String| Choice { value: title.clone(), label: title };
                items.into_iter().map(choice).collect()
            }
        };
        // Where there is nothing to choose, the visitor says it.
        Ok(if options.is_empty() { FieldKind::Text } else { FieldKind::Choice { options } })
    }
}

/// A value as people read it: what is chosen by its label.
fn label_of(field: &Field, value: &Value) -> String {
    let text = place::shown(value);
    match &field.kind {
        FieldKind::Choice { options } => {
            let chosen = options.iter().find(|option| option.value == text);
            chosen.map_or(text, |option| option.label.clone())
        }
        _ => text,
    }
}
