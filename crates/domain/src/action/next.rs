//! What has to happen next in a run, from its definition and what is known.
//!
//! It is asked again after each step, so it always ends: each answer makes one field known, each
//! lookup is done once, and then a branch is taken.

use std::collections::{BTreeMap, BTreeSet};

use super::field::{Field, FieldKind, Records};
use super::lookup::Lookup;
use super::{Definition, Effect, check, place};
use crate::condition::{Facts, Known, Truth, Value};

/// What a run has come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Progress {
    /// What was answered, by the key of its field; none for what was left empty.
    pub answered: BTreeMap<String, Option<Value>>,
    /// What the lookups gave, by name; none for one that failed.
    pub looked_up: BTreeMap<String, Option<BTreeMap<String, Value>>>,
    /// The records that a lookup gave to choose from, by the key of the field.
    pub records: BTreeMap<String, Vec<super::field::Choice>>,
    /// The visitor agreed to what is about to be done.
    pub confirmed: bool,
}

/// What has to happen next.
#[derive(Debug, Clone, PartialEq)]
pub enum Next<'action> {
    /// These fields have to be asked, all at once.
    Ask(Vec<&'action Field>),
    /// The visitor has to agree to this.
    Confirm(&'action str),
    /// This has to be looked up.
    LookUp(&'action Lookup),
    /// All is known: this has to be done.
    Do(Taken, &'action [Effect]),
}

/// Which way a run took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// The branch of this place, from 0.
    Branch(u32),
    /// No branch held.
    Otherwise,
    /// A lookup failed.
    Failure,
}

impl Definition {
    /// What is known by name, of which conditions and texts speak: the facts around the run, what
    /// was answered or known already, and what was looked up.
    pub fn facts(&self, around: &Facts, progress: &Progress, day: jiff::civil::Date) -> Facts {
        let mut facts = around.clone();
        for field in &self.fields {
            let known = match progress.answered.get(&field.key) {
                Some(answer) => answer.clone(),
                None => known(field, around, day),
            };
            facts.insert(field.key.clone(), known.map_or(Known::Absent, Known::Is));
        }
        for (name, values) in &progress.looked_up {
            for (key, value) in values.iter().flatten() {
                facts.insert(format!("{name}.{key}"), Known::Is(value.clone()));
            }
        }
        facts
    }

    /// What has to happen next.
    pub fn next(&self, around: &Facts, progress: &Progress, day: jiff::civil::Date) -> Next<'_> {
        if progress.looked_up.values().any(Option::is_none) {
            return Next::Do(Taken::Failure, &self.on_failure);
        }
        let open = self.open(around, progress, day);
        let can_ask = open.iter().take_while(|field| {
            records_of(field).is_none_or(|lookup| progress.looked_up.contains_key(lookup))
        });
        let asked: Vec<&Field> = can_ask.copied().collect();
        if !asked.is_empty() {
            let count = if self.one_by_one { 1 } else { asked.len() };
            return Next::Ask(asked.into_iter().take(count).collect());
        }
        let wanted = open.first().and_then(|field| records_of(field));
        let waiting = |lookup: &&Lookup| !progress.looked_up.contains_key(&lookup.name);
        let mut lookups = self.lookups.iter().filter(waiting);
        let lookup = match wanted {
            Some(name) => lookups.find(|lookup| lookup.name == name),
            None => lookups.next(),
        };
        // What only reads needs nobody's leave.
        let acts = lookup.is_none_or(|lookup| !lookup.method.is_safe());
        match (&self.confirm, lookup) {
            (Some(text), _) if acts && open.is_empty() && !progress.confirmed => {
                Next::Confirm(text)
            }
            (_, Some(lookup)) => Next::LookUp(lookup),
            (_, None) => self.decided(&self.facts(around, progress, day)),
        }
    }

    /// The fields whose answer is not known, in order.
    fn open(&self, around: &Facts, progress: &Progress, day: jiff::civil::Date) -> Vec<&Field> {
        let is_open = |field: &&Field| {
            !progress.answered.contains_key(&field.key) && known(field, around, day).is_none()
        };
        self.fields.iter().filter(is_open).collect()
    }

    fn decided(&self, facts: &Facts) -> Next<'_> {
        let branch = (0..).zip(&self.branches).find(|(_, it)| it.when.holds(facts) == Truth::True);
        match branch {
            Some((place, branch)) => Next::Do(Taken::Branch(place), &branch.then),
            None => Next::Do(Taken::Otherwise, &self.otherwise),
        }
    }

    /// The names of all that conditions and texts of this action may speak of, beside what is
    /// around every run.
    pub fn names(&self) -> BTreeSet<String> {
        let fields = self.fields.iter().map(|field| field.key.clone());
        let values = self.lookups.iter().flat_map(|lookup| {
            let found = std::iter::once(format!("{}.found", lookup.name));
            let picked = lookup.values.iter();
            found.chain(picked.map(|value| format!("{}.{}", lookup.name, value.name)))
        });
        fields.chain(values).collect()
    }

    /// Whether a branch asks what a lookup found nothing for: then nothing found is no failure.
    pub fn expects_missing(&self, lookup: &str) -> bool {
        let found = format!("{lookup}.found");
        self.branches.iter().any(|branch| branch.when.names().contains(&found.as_str()))
    }
}

/// What a field is known to be without asking. What is known but does not fit is asked.
pub fn known(field: &Field, around: &Facts, day: jiff::civil::Date) -> Option<Value> {
    let facts = field.known_from.iter().filter_map(|from| match around.get(&from.fact()) {
        Some(Known::Is(value)) => Some(place::shown(value)),
        _ => None,
    });
    let mut fitting = facts.filter_map(|text| check::text(field, &text, day).ok().flatten());
    fitting.next()
}

/// The lookup whose records a field is chosen from.
fn records_of(field: &Field) -> Option<&str> {
    match &field.kind {
        FieldKind::Record { from: Records::Lookup { lookup, .. } } => Some(lookup),
        _ => None,
    }
}
