//! A run of a draft, for its owner: real requests, and no conversation.

use std::collections::BTreeMap;

use domain::action::Definition;
use domain::action::check;
use domain::action::field::Field;
use domain::action::next::{Next, Progress, Taken};
use domain::condition::Value;
use domain::id::{ConversationId, VisitorId};
use domain::rollout::Kind;
use domain::visitor::{Proof, Signed};
use jiff::civil::Date;
use store::{ConversationRow, ListRow, Tenant};

use super::answers::in_words;
use super::ask::{self, Asking};
use super::{effects, facts};
use crate::app::App;
use crate::clock;
use crate::http::Failure;
use crate::identity::{Identity, Proved};
use crate::protocol::{AskedField, LookupCall, Page, RunTaken, TriedAction, TryAction};

/// Steps of a trial: every field, every lookup, and an end.
const STEPS_MAX: usize = 64;

/// Whose action is tried.
pub(crate) struct Trial<'trial> {
    pub(crate) tenant: Tenant,
    pub(crate) definition: &'trial Definition,
    pub(crate) asked: &'trial TryAction,
    pub(crate) names: &'trial effects::Names,
}

/// Runs it as far as the given answers lead.
pub(crate) async fn attempt(app: &App, trial: Trial<'_>) -> Result<TriedAction, Failure> {
    let Trial { tenant, definition, asked, names } = trial;
    let row = stranger(asked);
    let page = page(asked);
    let around = facts::of(&row, Some(&page), &[]);
    let day = clock::day_in("UTC");
    let mut progress = Progress { confirmed: true, ..Progress::default() };
    let (mut calls, mut asks): (Vec<LookupCall>, Vec<AskedField>) = (Vec::new(), Vec::new());
    for _ in 0..STEPS_MAX {
        match definition.next(&around, &progress, day) {
            Next::Ask(fields) => {
                asks = fill(&fields, &asked.fields, day, &mut progress);
                if !asks.is_empty() {
                    break;
                }
            }
            Next::Confirm(_) => progress.confirmed = true,
            Next::LookUp(lookup) if !lookup.method.is_safe() && !asked.sends => {
                let held_back = Some(lookup.name.clone());
                return Ok(TriedAction { asks, calls, held_back, taken: None, effects: vec![] });
            }
            Next::LookUp(lookup) => {
                let facts = definition.facts(&around, &progress, day);
                let key = format!("try-{}", clock::new_id::<uuid::Uuid>());
                let row = &row;
                let asking = Asking { definition, lookup, facts: &facts, row, key: &key };
                let looked = ask::ask(app, tenant, asking).await?;
                calls.push(looked.call);
                progress.looked_up.insert(lookup.name.clone(), looked.values);
            }
            Next::Do(taken, done) => {
                let facts = definition.facts(&around, &progress, day);
                return Ok(TriedAction {
                    asks,
                    calls,
                    held_back: None,
                    taken: Some(way(taken)),
                    effects: effects::shown(done, &facts, names),
                });
            }
        }
    }
    Ok(TriedAction { asks, calls, held_back: None, taken: None, effects: vec![] })
}

/// Which way a run took, as the wire has it.
pub(crate) fn way(taken: Taken) -> RunTaken {
    match taken {
        Taken::Branch(place) => RunTaken::Branch { place },
        Taken::Otherwise => RunTaken::Otherwise,
        Taken::Failure => RunTaken::Failure,
    }
}

/// Takes in answers that fit; what is still to be answered. What may be left empty and was not
/// given is left empty.
fn fill(
    fields: &[&Field],
    given: &BTreeMap<String, Value>,
    day: Date,
    progress: &mut Progress,
) -> Vec<AskedField> {
    let mut asks = Vec::new();
    for field in fields {
        let key = field.key.clone();
        let raw = given.get(&key);
        let empty = Value::Text(String::new());
        match check::answer(field, raw.unwrap_or(&empty), day) {
            Ok(value) => {
                progress.answered.insert(key, value);
            }
            Err(why) => {
                let unfit = raw.map(|_| in_words(field, &why));
                asks.push(AskedField { key, unfit });
            }
        }
    }
    asks
}

/// Somebody who is nobody, with what the owner says of them.
fn stranger(asked: &TryAction) -> ListRow {
    let text = |(name, text): (&String, &String)| (name.clone(), Value::Text(text.clone()));
    let flags = |(name, value): (String, Value)| match &value {
        Value::Text(text) if text == "true" => (name, Value::Flag(true)),
        Value::Text(text) if text == "false" => (name, Value::Flag(false)),
        _ => (name, value),
    };
    let email = Some(asked.email.clone()).filter(|email| !email.is_empty());
    let identity = Identity {
        signed: Signed(asked.signed.iter().map(text).map(flags).collect()),
        email: email.clone().map(|text| Proved { text, proof: Proof::Signed }),
        ..Identity::default()
    };
    let (id, visitor) = (uuid::Uuid::nil(), VisitorId::from(uuid::Uuid::nil()));
    let with = uuid::Uuid::nil().into();
    let id = ConversationId::from(id);
    let row = ConversationRow::begun(id, with, (visitor, Kind::Live), clock::now());
    let visitor_identity = serde_json::to_string(&identity).ok();
    ListRow { visitor_email: email, visitor_identity, ..ListRow::of_nobody(row) }
}

fn page(asked: &TryAction) -> Page {
    Page {
        url: asked.page.clone(),
        attributes: asked.attributes.clone(),
        language: "en".to_owned(),
        ..Page::default()
    }
}
