//! Whether a definition can go live.
//!
//! Everything that is wrong is said at once, beside the part that it is about. What only the
//! server knows (whether a team, a feed or another action is there) is not looked at here.

mod effects;
mod fields;
mod lookups;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::Definition;
use super::pattern::Pattern;
use super::place::names;
use crate::condition::{Condition, Operator, Value};

/// Characters of a name.
const NAME_CHARS_MAX: usize = 80;

/// Characters of what is said at once.
const TEXT_CHARS_MAX: usize = 2_000;

/// Phrases that start an action: more are told apart by nobody.
const PHRASES_MAX: usize = 20;
const PHRASE_CHARS: std::ops::RangeInclusive<usize> = 2..=120;

/// What stands on a button has to fit on a phone.
const BUTTON_CHARS_MAX: usize = 40;

/// Words for the assistant's model.
const JUDGED_CHARS_MAX: usize = 1_000;

/// Characters of names in conditions, texts and requests.
const KEY_CHARS_MAX: usize = 40;

/// Conditions inside conditions; a page shows fewer.
const CONDITION_DEPTH_MAX: usize = 8;

/// Parts of one condition.
const CONDITION_PARTS_MAX: usize = 50;

/// Beginnings of the names of what is around every run.
const AROUND: [&str; 6] = ["attribute.", "signed.", "page.", "visitor.", "earlier.", "event."];

/// Something in a definition that does not hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, such as `fields.0.key`.
    pub at: String,
    /// What, and what to do, in words for its owner.
    pub what: String,
}

/// All that keeps a definition from going live.
pub fn faults(definition: &Definition) -> Vec<Fault> {
    let mut faults = Faults { found: Vec::new(), names: definition.names() };
    faults.text("name", &definition.name, 1, NAME_CHARS_MAX);
    starts(&mut faults, definition);
    faults.says("intro", &definition.intro, 0);
    if let Some(confirm) = &definition.confirm {
        faults.says("confirm", confirm, 1);
    }
    if let Some(when) = &definition.when {
        faults.condition("when", when);
    }
    fields::look(&mut faults, definition);
    lookups::look(&mut faults, definition);
    effects::look(&mut faults, definition);
    faults.found
}

/// What is wrong with a condition that may speak of these names, and of what is around.
pub(crate) fn condition_faults(
    names: BTreeSet<String>,
    at: &str,
    condition: &Condition,
) -> Vec<Fault> {
    let mut faults = Faults { found: Vec::new(), names };
    faults.condition(at, condition);
    faults.found
}

/// What was found, and what conditions and texts may speak of.
struct Faults {
    found: Vec<Fault>,
    names: BTreeSet<String>,
}

fn starts(faults: &mut Faults, definition: &Definition) {
    let starts = &definition.starts;
    if let Some(button) = &starts.button {
        faults.text("starts.button.label", &button.label, 1, BUTTON_CHARS_MAX);
    }
    if starts.phrases.len() > PHRASES_MAX {
        let what = format!("At most {PHRASES_MAX} phrases are taken. Remove some.");
        faults.add("starts.phrases", what);
    }
    for (n, phrase) in starts.phrases.iter().enumerate() {
        let at = format!("starts.phrases.{n}");
        faults.text(&at, phrase, *PHRASE_CHARS.start(), *PHRASE_CHARS.end());
    }
    if let Some(judged) = &starts.judged {
        faults.text("starts.judged.use_when", &judged.use_when, 1, JUDGED_CHARS_MAX);
        let not_when = &judged.do_not_use_when;
        faults.text("starts.judged.do_not_use_when", not_when, 0, JUDGED_CHARS_MAX);
    }
    if let Some(script) = &starts.script
        && !is_slug(script, '_')
    {
        let what = "Use small letters, digits, - and _ here, such as track-order.";
        faults.add("starts.script", what);
    }
}

impl Faults {
    fn add(&mut self, at: &str, what: impl Into<String>) {
        self.found.push(Fault { at: at.to_owned(), what: what.into() });
    }

    /// A text with so many characters.
    fn text(&mut self, at: &str, text: &str, min: usize, max: usize) {
        let length = text.trim().chars().count();
        if length < min && min == 1 {
            self.add(at, "This is empty. Write something.");
        } else if length < min {
            self.add(at, format!("This is too short. Write at least {min} characters."));
        } else if text.chars().count() > max {
            self.add(at, format!("At most {max} characters are taken. Shorten it."));
        }
    }

    /// A text with values in their places, all of which are known.
    fn says(&mut self, at: &str, text: &str, min: usize) {
        self.text(at, text, min, TEXT_CHARS_MAX);
        self.places(at, text);
    }

    fn places(&mut self, at: &str, text: &str) {
        for name in names(text) {
            if !self.knows(name) {
                let instead = match self.like(name) {
                    Some(like) => format!("Write {{{{{like}}}}} if that is meant."),
                    None => "Choose a field or a value.".to_owned(),
                };
                self.add(at, format!("Nothing is called {{{{{name}}}}}. {instead}"));
            }
        }
    }

    /// A name that may have been meant: one that holds the other, or differs by two signs at most.
    fn like(&self, name: &str) -> Option<&str> {
        const APART_MAX: usize = 2;
        let is_like = |it: &&String| {
            let holds = it.contains(name) || name.contains(it.as_str());
            (holds && !name.is_empty()) || differs(it, name) <= APART_MAX
        };
        let likely = self.names.iter().filter(is_like);
        likely.min_by_key(|it| it.contains('.')).map(String::as_str)
    }

    fn knows(&self, name: &str) -> bool {
        let is_around = |start: &&str| name.len() > start.len() && name.starts_with(*start);
        self.names.contains(name) || name == "tags" || AROUND.iter().any(is_around)
    }

    /// A condition that speaks of what is known, in patterns that can be read.
    fn condition(&mut self, at: &str, condition: &Condition) {
        let mut open = vec![(condition, 1)];
        let mut parts = 0;
        while let Some((condition, depth)) = open.pop() {
            parts += 1;
            if parts > CONDITION_PARTS_MAX || depth > CONDITION_DEPTH_MAX {
                self.add(at, "This condition has too many parts. Split it into branches.");
                return;
            }
            match condition {
                Condition::All(inner) | Condition::Any(inner) => {
                    if inner.is_empty() {
                        self.add(at, "A group of this condition is empty. Fill or remove it.");
                    }
                    open.extend(inner.iter().map(|it| (it, depth + 1)));
                }
                Condition::Not(inner) => open.push((inner, depth + 1)),
                Condition::Fact { name, is, value } => self.fact(at, name, *is, value),
            }
        }
    }

    fn fact(&mut self, at: &str, name: &str, is: Operator, value: &Value) {
        if !self.knows(name) {
            self.add(at, format!("Nothing is called {name:?}. Choose a field or a value."));
        }
        match (is, value) {
            (Operator::Matches, Value::Text(pattern)) => {
                if let Err(why) = Pattern::new(pattern) {
                    self.add(at, why);
                }
            }
            (Operator::Matches, _) => self.add(at, "Write the pattern that it has to match."),
            (Operator::More | Operator::Less, value) if !is_number(value) => {
                self.add(at, "Write the number to compare with.");
            }
            (Operator::Equals | Operator::Contains, Value::Text(text))
                if text.trim().is_empty() =>
            {
                self.add(at, "Write what to compare with.");
            }
            _ => {}
        }
    }
}

fn is_number(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_finite(),
        Value::Text(text) => text.trim().parse::<f64>().is_ok_and(f64::is_finite),
        Value::Flag(_) | Value::List(_) => false,
    }
}

/// How many signs two names of one length differ in, two that changed places counting as two.
fn differs(one: &str, other: &str) -> usize {
    if one.len() != other.len() {
        return usize::MAX;
    }
    one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count()
}

/// A name in conditions, texts and requests: `[a-z][a-z0-9_]{0,39}`.
fn is_key(text: &str) -> bool {
    text.len() <= KEY_CHARS_MAX
        && text.starts_with(|sign: char| sign.is_ascii_lowercase())
        && text.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_')
}

/// A name with dashes, and with one other sign: `[a-z0-9][a-z0-9-]{0,39}`.
pub(crate) fn is_slug(text: &str, also: char) -> bool {
    let is_plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit();
    text.len() <= KEY_CHARS_MAX
        && text.starts_with(is_plain)
        && text.chars().all(|it| is_plain(it) || it == '-' || it == also)
}

/// What is wrong with a key.
const KEY: &str = "Use small letters, digits and _ here, beginning with a letter, such as order.";
