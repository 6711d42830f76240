//! A walk through every state that the machine can reach, breadth first, trying in each of them
//! every command under every policy.
//!
//! The numbers of a conversation grow for ever, so states are told apart by their *shape*: all
//! that a decision can depend on, with numbers replaced by how they stand to each other. The walk
//! ends by itself, when no command leads to a new shape. That shapes are enough is checked too:
//! several conversations of the same shape must meet the same fate under every command.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::discriminant;

use domain::conversation::{
    Command, Conversation, Event, Helping, Moment, Owner, Policy, Reason, Refusal, Resolution,
    Topic, Turn, Unanswered,
};

use domain::rollout::Mute;

use crate::options::{self, MOMENTS, POLICIES};
use crate::promise::{self, Onlooker};

/// Conversations of one shape whose fates are compared.
const TWINS_MAX: usize = 20;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Shape {
    owner: Owner,
    offered: BTreeSet<Topic>,
    /// A message without a reply, a person asked for without a word.
    owed: (bool, bool),
    offer_open: bool,
    last_reply_by: Option<String>,
    content: bool,
    mute: Option<Mute>,
    /// There is a draft for what waits, and it is written.
    draft: Option<bool>,
    /// Drafts were ever begun.
    drafted: bool,
}

fn shape(it: &Conversation, onlooker: &Onlooker) -> Shape {
    Shape {
        owner: without_numbers(&it.owner),
        offered: it.stretch.offered.clone(),
        owed: (it.unanswered_since.is_some(), it.asked_since.is_some()),
        offer_open: it.offer_open,
        last_reply_by: it.last_reply.map(|reply| format!("{:?}", reply.by)),
        content: onlooker.is_content(),
        mute: it.mute,
        draft: it.draft.as_ref().map(|draft| draft.seq.is_some()),
        drafted: it.last_draft > 0,
    }
}

fn without_numbers(owner: &Owner) -> Owner {
    let turn = |turn: &Turn| Turn {
        id: 0,
        through: 0,
        released: turn.released.min(1),
        next: turn.next.map(|_| Unanswered { seq: 0, at: 0 }),
        ..turn.clone()
    };
    match owner {
        Owner::Nobody { resolved } => {
            Owner::Nobody { resolved: resolved.map(|end| Resolution { at: 0, ..end }) }
        }
        Owner::Assistant { turn: present } => Owner::Assistant { turn: present.as_ref().map(turn) },
        Owner::Queue { helping, team, .. } => Owner::Queue {
            since: 0,
            team: *team,
            reason: Reason::Button,
            helping: helping
                .as_ref()
                .map(|helping| Helping { turn: helping.turn.as_ref().map(turn) }),
        },
        Owner::Teammate { teammate, .. } => Owner::Teammate { teammate: *teammate, since: 0 },
    }
}

/// What stands in no log, for this command: time matters only to a visitor's message.
fn circumstances(command: &Command) -> Vec<(&'static Policy, Moment)> {
    match command {
        Command::Say { .. } => MOMENTS
            .iter()
            .flat_map(|moment| [0, 1, 4].map(|policy| (&POLICIES[policy], *moment)))
            .collect(),
        Command::AskForPerson
        | Command::HandOff { .. }
        | Command::Route { .. }
        | Command::ReleaseFrom { .. }
        | Command::SilenceDue { .. } => {
            POLICIES.each_ref().map(|policy| (policy, Moment { now: 0, ..MOMENTS[0] })).to_vec()
        }
        _ => vec![(&POLICIES[0], Moment { now: 0, ..MOMENTS[0] })],
    }
}

#[derive(Default)]
struct Walk {
    /// For each shape what came of every command, and how many conversations were asked.
    fates: HashMap<Shape, (u64, usize)>,
    ahead: VecDeque<(Conversation, Onlooker, usize)>,
    events: HashSet<std::mem::Discriminant<Event>>,
    refusals: HashSet<std::mem::Discriminant<Refusal>>,
    steps: usize,
    deepest: usize,
}

impl Walk {
    fn visit(&mut self, it: &Conversation, onlooker: &Onlooker, depth: usize) {
        let from = shape(it, onlooker);
        let twins = self.fates.get(&from).map_or(0, |(_, twins)| *twins);
        if twins >= TWINS_MAX {
            return;
        }
        let mut fate = DefaultHasher::new();
        for command in options::all(it) {
            for (policy, moment) in circumstances(&command) {
                let (mut next, mut books) = (it.clone(), onlooker.clone());
                let came = promise::perform(&mut next, &mut books, &command, policy, moment);
                self.record(came, &mut fate);
                let to = shape(&next, &books);
                to.hash(&mut fate);
                let asked = self.fates.get(&to).map_or(0, |(_, twins)| *twins);
                if to != from && asked < TWINS_MAX {
                    self.ahead.push_back((next, books, depth + 1));
                }
            }
        }
        let fate = fate.finish();
        let known = self.fates.entry(from).or_insert((fate, 0));
        assert_eq!(known.0, fate, "of the same shape and yet different: {it:?}");
        known.1 += 1;
        if twins == 0 {
            self.deepest = depth;
        }
    }

    fn record(&mut self, came: Result<Vec<Event>, Refusal>, fate: &mut DefaultHasher) {
        self.steps += 1;
        match came {
            Ok(events) => {
                for kind in events.iter().map(discriminant) {
                    kind.hash(fate);
                    self.events.insert(kind);
                }
            }
            Err(refusal) => {
                discriminant(&refusal).hash(fate);
                self.refusals.insert(discriminant(&refusal));
            }
        }
    }
}

#[test]
fn every_reachable_state_keeps_every_promise() {
    let mut walk = Walk::default();
    walk.ahead.push_back((Conversation::default(), Onlooker::default(), 0));
    while let Some((it, onlooker, depth)) = walk.ahead.pop_front() {
        walk.visit(&it, &onlooker, depth);
    }
    println!("{} shapes, {} steps, {} deep", walk.fates.len(), walk.steps, walk.deepest);
    assert_eq!(walk.events.len(), 24, "an event that nothing leads to");
    assert_eq!(walk.refusals.len(), 11, "a refusal that nothing leads to");
}
