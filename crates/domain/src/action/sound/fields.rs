//! What is wrong with fields.

use jiff::civil::Date;

use super::super::field::{Choice, Field, FieldKind, KnownFrom, Records};
use super::super::pattern::Pattern;
use super::super::{Definition, check};
use super::{Faults, KEY, is_key};

/// Fields of one form: nobody fills in more to be helped.
const FIELDS_MAX: usize = 20;

const LABEL_CHARS_MAX: usize = 120;
const HELP_CHARS_MAX: usize = 300;
const MESSAGE_CHARS_MAX: usize = 300;
const CONSENT_CHARS_MAX: usize = 2_000;
const OPTIONS_MAX: usize = 50;

/// What a condition or request compares is short.
const OPTION_CHARS_MAX: usize = 120;

/// Places where one answer may be known from.
const KNOWN_FROM_MAX: usize = 5;

pub(super) fn look(faults: &mut Faults, definition: &Definition) {
    let fields = &definition.fields;
    if fields.len() > FIELDS_MAX {
        faults.add("fields", format!("At most {FIELDS_MAX} fields are asked. Remove some."));
    }
    for (n, field) in fields.iter().enumerate() {
        let at = format!("fields.{n}");
        if !is_key(&field.key) {
            faults.add(&format!("{at}.key"), KEY);
        } else if fields[..n].iter().any(|other| other.key == field.key) {
            faults.add(&format!("{at}.key"), "Another field is called so. Choose another name.");
        }
        faults.text(&format!("{at}.label"), &field.label, 1, LABEL_CHARS_MAX);
        faults.text(&format!("{at}.help"), &field.help, 0, HELP_CHARS_MAX);
        faults.text(&format!("{at}.message"), &field.message, 0, MESSAGE_CHARS_MAX);
        known_from(faults, &at, field);
        kind(faults, &format!("{at}.kind"), field);
        if let FieldKind::Record { from } = &field.kind {
            record(faults, &format!("{at}.kind.from"), definition, n, from);
        }
    }
}

fn known_from(faults: &mut Faults, at: &str, field: &Field) {
    if field.known_from.len() > KNOWN_FROM_MAX {
        let what = format!("At most {KNOWN_FROM_MAX} places are looked at. Remove some.");
        faults.add(&format!("{at}.known_from"), what);
    }
    for (n, from) in field.known_from.iter().enumerate() {
        let name = match from {
            KnownFrom::Signed { name } | KnownFrom::Attribute { name } => name,
            KnownFrom::Earlier { key } => key,
            _ => continue,
        };
        if name.trim().is_empty() {
            faults.add(&format!("{at}.known_from.{n}"), "This is empty. Write its name.");
        }
    }
    let is_given = matches!(field.kind, FieldKind::Consent { .. } | FieldKind::File);
    if is_given && !field.known_from.is_empty() {
        let what = "Only the visitor can give this. Remove where it is known from.";
        faults.add(&format!("{at}.known_from"), what);
    }
}

fn kind(faults: &mut Faults, at: &str, field: &Field) {
    match &field.kind {
        FieldKind::Number { min, max, .. } => bounds(faults, at, *min, *max),
        FieldKind::Money { currency, min, max } => {
            let is_code =
                currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
            if !is_code {
                let what = "Write the currency as three capitals, such as EUR.";
                faults.add(&format!("{at}.currency"), what);
            }
            bounds(faults, at, *min, *max);
        }
        FieldKind::Choice { options } | FieldKind::Choices { options } => {
            self::options(faults, &format!("{at}.options"), options);
        }
        FieldKind::Code { pattern, example } => code(faults, at, field, pattern, example),
        FieldKind::Consent { text } => {
            faults.text(&format!("{at}.text"), text, 1, CONSENT_CHARS_MAX);
        }
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Email
        | FieldKind::Phone
        | FieldKind::Date { .. }
        | FieldKind::YesNo
        | FieldKind::Record { .. }
        | FieldKind::File => {}
    }
}

fn bounds(faults: &mut Faults, at: &str, min: Option<f64>, max: Option<f64>) {
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        faults.add(&format!("{at}.max"), "The greatest is below the least. Nothing would fit.");
    }
    for (name, bound) in [("min", min), ("max", max)] {
        if bound.is_some_and(|bound| !bound.is_finite()) {
            faults.add(&format!("{at}.{name}"), "This is no number. Write one, or leave it out.");
        }
    }
}

fn options(faults: &mut Faults, at: &str, options: &[Choice]) {
    if options.is_empty() {
        faults.add(at, "There is nothing to choose from. Add an option.");
    }
    if options.len() > OPTIONS_MAX {
        faults.add(at, format!("At most {OPTIONS_MAX} options are offered. Remove some."));
    }
    for (n, option) in options.iter().enumerate() {
        let value_at = format!("{at}.{n}.value");
        faults.text(&value_at, &option.value, 1, OPTION_CHARS_MAX);
        if option.value.trim() != option.value || option.value.contains(char::is_control) {
            faults.add(&value_at, "Remove the spaces around this, and its line breaks.");
        }
        faults.text(&format!("{at}.{n}.label"), &option.label, 1, OPTION_CHARS_MAX);
        let before = &options[..n];
        if before.iter().any(|other| other.value == option.value) {
            faults.add(&value_at, "Another option has this value. Choose another.");
        }
        let small = option.label.trim().to_lowercase();
        if before.iter().any(|other| other.label.trim().to_lowercase() == small) {
            let what = "Another option reads the same. Choose another label.";
            faults.add(&format!("{at}.{n}.label"), what);
        }
    }
}

fn code(faults: &mut Faults, at: &str, field: &Field, pattern: &str, example: &str) {
    match Pattern::new(pattern) {
        Err(why) => faults.add(&format!("{at}.pattern"), why),
        Ok(pattern) if pattern.fits("") => {
            let what = "An empty text would fit this. Say what has to be there.";
            faults.add(&format!("{at}.pattern"), what);
        }
        // Any day does: a code has none.
        Ok(_) if !matches!(check::text(field, example, Date::MIN), Ok(Some(_))) => {
            let what = "The example does not look like the pattern. Change one of them.";
            faults.add(&format!("{at}.example"), what);
        }
        Ok(_) => {}
    }
}

/// The list has to be there when it is asked for: its lookup needs nothing that comes later.
fn record(faults: &mut Faults, at: &str, definition: &Definition, n: usize, from: &Records) {
    let Records::Lookup { lookup: name, list, value, label } = from else { return };
    for (part, pointer) in [("list", list), ("value", value), ("label", label)] {
        if !super::lookups::is_pointer(pointer) {
            faults.add(&format!("{at}.{part}"), super::lookups::POINTER);
        }
    }
    let at = format!("{at}.lookup");
    let Some(lookup) = definition.lookups.iter().find(|lookup| lookup.name == *name) else {
        faults.add(&at, format!("No lookup is called {name:?}. Choose one."));
        return;
    };
    for place in lookup.places() {
        let later = definition.fields[n..].iter().any(|field| field.key == place);
        if later {
            let what = format!(
                "Its lookup needs {{{{{place}}}}}, which is not asked before. Move that field up."
            );
            faults.add(&at, what);
        }
        if definition.lookups.iter().any(|it| place.starts_with(&format!("{}.", it.name))) {
            let what = format!("Its lookup needs {{{{{place}}}}} of a lookup. Use fields alone.");
            faults.add(&at, what);
        }
    }
    if definition.confirm.is_some() && !lookup.method.is_safe() {
        let what = "Its lookup does something before the visitor agreed. Let it be a GET.";
        faults.add(&at, what);
    }
}
