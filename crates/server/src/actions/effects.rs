//! Effects as what the machine does, and as words.

use std::collections::{BTreeMap, BTreeSet};

use domain::action::{Definition, Effect, place};
use domain::condition::Facts;
use domain::conversation::{Deed, Millis};
use domain::id::{ActionId, TeamId};

use store::{Conn, Tenant};

use super::Live;
use super::body::Ended;
use crate::protocol::EffectShown;

const MINUTE_MS: Millis = 60_000;

/// What effects stand among.
#[derive(Clone, Copy)]
pub(super) struct Among<'run> {
    pub(super) definition: &'run Definition,
    pub(super) facts: &'run Facts,
    /// What may be started.
    pub(super) live: &'run [Live],
    /// The teams that there are: one that is gone leaves a conversation to everybody.
    pub(super) teams: &'run BTreeSet<TeamId>,
    pub(super) now: Millis,
}

impl Among<'_> {
    /// What is done at once when the action starts.
    pub(super) fn at_once(&self) -> (Vec<Deed>, Ended) {
        self.done(&self.definition.first)
    }

    /// What effects come to: what the machine does, and the words.
    pub(super) fn done(&self, effects: &[Effect]) -> (Vec<Deed>, Ended) {
        let (facts, definition) = (self.facts, self.definition);
        let (mut deeds, mut said, mut ended) = (Vec::new(), Vec::new(), Ended::default());
        for (at, effect) in (0..).zip(effects) {
            match effect {
                Effect::Say { text } => said.push(place::filled(text, facts)),
                Effect::Tag { tag } => deeds.push(Deed::Tag(tag.clone())),
                Effect::Priority { priority } => deeds.push(Deed::Raise(*priority)),
                Effect::HandOff { team, reason } => {
                    deeds.push(Deed::HandOff(team.filter(|team| self.teams.contains(team))));
                    let reason = place::noted(reason, facts);
                    let name = || definition.name.clone();
                    ended.note = if reason.trim().is_empty() { name() } else { reason };
                }
                Effect::CallBack { within_min } => {
                    deeds.push(Deed::CallBack(self.now + MINUTE_MS * Millis::from(*within_min)));
                }
                Effect::Webhook { .. } => deeds.push(Deed::Webhook(at)),
                Effect::Set { name, value } => {
                    ended.set.insert(name.clone(), place::filled(value, facts));
                }
                Effect::Start { action } => deeds.extend(self.start(*action)),
            }
        }
        ended.text = said.join("\n\n");
        (deeds, ended)
    }

    /// Another action, with what it does at once. One that is switched off meanwhile starts
    /// nothing.
    fn start(&self, action: ActionId) -> Vec<Deed> {
        let Some(next) = self.live.iter().find(|it| it.id == action) else { return vec![] };
        let (deeds, _) = Among { definition: &next.definition, live: &[], ..*self }.at_once();
        deeds.into_iter().chain([Deed::Start(action, next.version)]).collect()
    }
}

/// The teams that there are.
pub(crate) async fn teams(conn: &mut Conn, tenant: Tenant) -> store::Result<BTreeSet<TeamId>> {
    Ok(conn.of(tenant).teams().await?.into_iter().map(|team| team.id).collect())
}

/// What things are called that effects only point to.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) actions: BTreeMap<ActionId, String>,
    pub(crate) teams: BTreeMap<TeamId, String>,
}

/// Effects in words, with values in their places.
pub(super) fn shown(effects: &[Effect], facts: &Facts, names: &Names) -> Vec<EffectShown> {
    let one = |effect: &Effect| {
        let (kind, text) = match effect {
            Effect::Say { text } => ("say", place::filled(text, facts)),
            Effect::Tag { tag } => ("tag", tag.clone()),
            Effect::Priority { priority } => ("priority", format!("{priority:?}").to_lowercase()),
            Effect::HandOff { team, reason } => {
                let team = team.and_then(|team| names.teams.get(&team).cloned());
                let to = team.unwrap_or_else(|| "everybody".to_owned());
                let reason = place::noted(reason, facts);
                let why = if reason.is_empty() { String::new() } else { format!(": {reason}") };
                ("hand_off", format!("{to}{why}"))
            }
            Effect::CallBack { within_min } => ("call_back", format!("within {within_min} min")),
            Effect::Webhook { request } => ("webhook", request.address.clone()),
            Effect::Set { name, value } => {
                ("set", format!("{name} = {}", place::filled(value, facts)))
            }
            Effect::Start { action } => (
                "start",
                names.actions.get(action).cloned().unwrap_or_else(|| "nothing".to_owned()),
            ),
        };
        EffectShown { kind: kind.to_owned(), text }
    };
    effects.iter().map(one).collect()
}
