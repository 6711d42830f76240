//! What actions do, and what is thought of handoffs, as the wire has it.

use domain::action::field::FieldKind;
use domain::action::pattern::Pattern;
use domain::action::{Started, place};
use domain::conversation::{Event, RunEnd as Ending};
use store::LogRow;

use super::details::from_json;
use crate::actions::{Ended, Filled, Looked, given};
use crate::people::{Seen, ThreadReader};
use crate::protocol::{Form, Given, Happening, RunEnd, StartedBy};

/// An event of a run, for a reader who may see it.
pub(super) fn happening(names: Seen<'_>, event: &Event, row: &LogRow) -> Happening {
    let words = row.words.as_deref();
    match event {
        Event::ActionStarted { run, action, started, by, .. } => {
            let filled: Filled = from_json(words).unwrap_or_default();
            Happening::ActionStarted {
                run: *run,
                action: action.uuid(),
                fields: given(&filled, &row.pictures),
                title: filled.title,
                started: started_by(*started),
                by: by.map(|by| names.person(by)),
            }
        }
        Event::FormShown { run, step } => Happening::FormShown {
            run: *run,
            step: *step,
            form: for_browsers(from_json(words).unwrap_or_default()),
        },
        Event::FieldsGiven { run } => {
            let filled: Filled = from_json(words).unwrap_or_default();
            Happening::FieldsGiven { run: *run, fields: given(&filled, &row.pictures) }
        }
        Event::LookedUp { run, lookup, ok } => {
            let looked: Looked = from_json(words).unwrap_or_default();
            let one = |(name, value): (&String, _)| Given {
                key: name.clone(),
                label: name.clone(),
                text: place::shown(value),
                pictures: vec![],
            };
            let values = looked.values.iter().map(one).collect();
            Happening::LookedUp { run: *run, lookup: lookup.clone(), ok: *ok, values }
        }
        Event::ActionEnded { run, end, said, .. } => {
            let ended: Ended = from_json(words).unwrap_or_default();
            let is_told = *said || names.reader() == ThreadReader::Team;
            let text = if is_told { ended.text } else { String::new() };
            Happening::ActionEnded { run: *run, end: run_end(*end), text, said: *said }
        }
        Event::Tagged { tag, action, rule, by, tagger } => Happening::Tagged {
            tag: tag.clone(),
            action: action.map(domain::id::ActionId::uuid),
            rule: rule.map(domain::id::RuleId::uuid),
            by: by.map(|by| names.person(by)),
            tagger: *tagger,
        },
        Event::Untagged { tag, by } => {
            Happening::Untagged { tag: tag.clone(), by: names.person(*by) }
        }
        Event::WebhookDue { run, .. } => Happening::WebhookDue { run: *run },
        Event::Raised { priority } => Happening::Raised { priority: *priority },
        Event::CallBackOwed { due } => Happening::CallBackOwed { due: *due },
        Event::CallBackDone { by } => Happening::CallBackDone { by: names.person(*by) },
        Event::Marked { by, handoff, mark } => {
            Happening::Marked { by: names.person(*by), handoff: *handoff, mark: *mark }
        }
        other => unreachable!("{other:?} is told elsewhere"),
    }
}

/// A form whose patterns are as browsers read them.
fn for_browsers(mut form: Form) -> Form {
    for field in &mut form.fields {
        if let FieldKind::Code { pattern, .. } = &mut field.kind
            && let Ok(read) = Pattern::new(pattern)
        {
            read.plain().clone_into(pattern);
        }
    }
    form
}

/// What began a run, as the wire has it.
pub(crate) fn started_by(started: Started) -> StartedBy {
    match started {
        Started::Button => StartedBy::Button,
        Started::Phrase => StartedBy::Phrase,
        Started::Judged => StartedBy::Judged,
        Started::Script => StartedBy::Script,
        Started::Teammate => StartedBy::Teammate,
        Started::Action => StartedBy::Action,
        Started::Rule => StartedBy::Rule,
    }
}

/// How a run ended, as the wire has it.
pub(crate) fn run_end(end: Ending) -> RunEnd {
    match end {
        Ending::Done => RunEnd::Done,
        Ending::Failed => RunEnd::Failed,
        Ending::Cancelled => RunEnd::Cancelled,
        Ending::Superseded => RunEnd::Superseded,
        Ending::Abandoned => RunEnd::Abandoned,
    }
}
