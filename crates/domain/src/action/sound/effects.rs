//! What is wrong with branches and with what follows.

use super::super::{Definition, Effect};
use super::{Faults, KEY, is_key, is_slug};

const BRANCHES_MAX: usize = 8;
const EFFECTS_MAX: usize = 12;
const REASON_CHARS_MAX: usize = 500;
const VALUE_CHARS_MAX: usize = 1_000;

/// A week: a call that comes later is forgotten.
const CALL_MINUTES: std::ops::RangeInclusive<u32> = 1..=10_080;

pub(super) fn look(faults: &mut Faults, definition: &Definition) {
    if definition.branches.len() > BRANCHES_MAX {
        let what = format!("At most {BRANCHES_MAX} branches are taken. Remove some.");
        faults.add("branches", what);
    }
    effects(faults, "first", &definition.first);
    for (n, effect) in definition.first.iter().enumerate() {
        let is_early = matches!(
            effect,
            Effect::Tag { .. }
                | Effect::Priority { .. }
                | Effect::HandOff { .. }
                | Effect::CallBack { .. }
        );
        if !is_early {
            let what = "Nothing is known yet at the start. Do this at the end.";
            faults.add(&format!("first.{n}"), what);
        }
    }
    for (n, branch) in definition.branches.iter().enumerate() {
        faults.condition(&format!("branches.{n}.when"), &branch.when);
        effects(faults, &format!("branches.{n}.then"), &branch.then);
    }
    effects(faults, "otherwise", &definition.otherwise);
    effects(faults, "on_failure", &definition.on_failure);
    if !definition.branches.is_empty() && definition.otherwise.is_empty() {
        faults.add("otherwise", "Say what follows when no branch holds.");
    }
    let does = [&definition.first, &definition.otherwise, &definition.on_failure];
    let branches = definition.branches.iter().map(|branch| &branch.then);
    let does_nothing = does.into_iter().chain(branches).all(Vec::is_empty);
    if does_nothing && definition.fields.is_empty() && definition.lookups.is_empty() {
        faults.add("otherwise", "It does nothing yet. Add what follows.");
    }
}

fn effects(faults: &mut Faults, at: &str, effects: &[Effect]) {
    if effects.len() > EFFECTS_MAX {
        faults.add(at, format!("At most {EFFECTS_MAX} things follow. Remove some."));
    }
    for (n, effect) in effects.iter().enumerate() {
        self::effect(faults, &format!("{at}.{n}"), effect);
    }
}

fn effect(faults: &mut Faults, at: &str, effect: &Effect) {
    match effect {
        Effect::Say { text } => faults.says(&format!("{at}.text"), text, 1),
        Effect::Tag { tag } => {
            if !is_slug(tag, '-') {
                let what = "Use small letters, digits and - in a tag, such as late-order.";
                faults.add(&format!("{at}.tag"), what);
            }
        }
        Effect::HandOff { reason, .. } => {
            faults.text(&format!("{at}.reason"), reason, 0, REASON_CHARS_MAX);
            faults.places(&format!("{at}.reason"), reason);
        }
        Effect::CallBack { within_min } => {
            if !CALL_MINUTES.contains(within_min) {
                let what = "Promise the call within 1 to 10,080 minutes, which is a week.";
                faults.add(&format!("{at}.within_min"), what);
            }
        }
        Effect::Webhook { request } => {
            super::lookups::request(faults, &format!("{at}.request"), request);
        }
        Effect::Set { name, value } => {
            if !is_key(name) {
                faults.add(&format!("{at}.name"), KEY);
            }
            faults.text(&format!("{at}.value"), value, 0, VALUE_CHARS_MAX);
            faults.places(&format!("{at}.value"), value);
        }
        Effect::Priority { .. } | Effect::Start { .. } => {}
    }
}
