//! A walk through every state that the machine can reach, breadth first, trying in each of them
//! every command under policies that differ in what it looks at.
//!
//! The numbers of a conversation grow for ever, so states are told apart by their *shape*: all
//! that a decision can depend on, with numbers replaced by how they stand to each other, and the
//! names of people by who has the conversation. The walk ends by itself, when no command leads to a
//! new shape. That shapes are enough is checked too: several conversations of the same shape must
//! meet the same fate under every command.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::{Discriminant, discriminant};

use domain::conversation::{
    Command, Conversation, Event, Helping, Moment, Owner, Policy, Reason, Refusal, Resolution,
    Topic, Turn, Unanswered,
};
use domain::id::TeammateId;
use domain::message::Author;
use domain::promise::Promise;
use domain::rollout::Mute;

use crate::options::{self, MOMENTS, POLICIES};
use crate::people::{ada, ben};
use crate::promise::{self, Onlooker};

/// Conversations of one shape whose fates are compared.
const TWINS_MAX: usize = 4;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Shape {
    owner: Owner,
    offered: BTreeSet<Topic>,
    /// A message without a reply, a person asked for without a word, a call.
    owed: [bool; 3],
    offer_open: bool,
    last_reply_by: Option<Voice>,
    content: bool,
    mute: Option<Mute>,
    /// There is a draft for what waits, and it is written.
    draft: Option<bool>,
    /// Drafts were ever begun.
    drafted: bool,
    /// Somebody waits for a word; what they were told asks for an address, or does not.
    told: (bool, Option<bool>),
    /// How deep in a chain the action at work is, and whether it asks.
    run: Option<(u32, bool)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Voice {
    Assistant,
    Teammate(TeammateId),
}

fn shape(it: &Conversation, onlooker: &Onlooker) -> Shape {
    let [first, _] = options::people(it);
    let called = |by| if by == first { ada() } else { ben() };
    Shape {
        owner: without_names(&it.owner, called),
        offered: it.stretch.offered.clone(),
        owed: [it.unanswered_since.is_some(), it.asked_since.is_some(), it.call_back.is_some()],
        offer_open: it.offer_open,
        last_reply_by: it.last_reply.map(|reply| match reply.by {
            Author::Teammate(by) => Voice::Teammate(called(by)),
            Author::Visitor | Author::Assistant => Voice::Assistant,
        }),
        content: onlooker.is_content(),
        mute: it.mute,
        draft: it.draft.as_ref().map(|draft| draft.seq.is_some()),
        drafted: it.last_draft > 0,
        told: (
            it.awaited.is_some(),
            it.awaited
                .and_then(|awaited| awaited.told)
                .map(|told| matches!(told.promise, Promise::Address { .. })),
        ),
        run: it.run.as_ref().map(|run| (run.depth, run.asks)),
    }
}

/// Without numbers either.
fn without_names(owner: &Owner, called: impl Fn(TeammateId) -> TeammateId) -> Owner {
    let turn = |turn: &Turn| Turn {
        id: 0,
        through: 0,
        released: turn.released.min(1),
        next: turn.next.map(|_| Unanswered { seq: 0, at: 0 }),
        ..turn.clone()
    };
    match owner {
        Owner::Nobody { resolved } => {
            Owner::Nobody { resolved: resolved.map(|end| Resolution { by: called(end.by), at: 0 }) }
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
        Owner::Teammate { teammate, .. } => {
            Owner::Teammate { teammate: called(*teammate), since: 0 }
        }
    }
}

/// What stands in no log, for this command: time matters only to a visitor's message.
fn circumstances(command: &Command) -> Vec<(&'static Policy, Moment)> {
    let now = Moment { now: 0, ..MOMENTS[0] };
    match command {
        Command::Say { .. } => MOMENTS
            .iter()
            .flat_map(|moment| [0, 1, 4].map(|policy| (&POLICIES[policy], *moment)))
            .collect(),
        Command::AskForPerson => POLICIES.each_ref().map(|policy| (policy, now)).to_vec(),
        Command::Start { .. }
        | Command::EndAction { .. }
        | Command::HandOff { .. }
        | Command::Route { .. }
        | Command::ReleaseFrom { .. }
        | Command::SilenceDue { .. } => [0, 3, 4].map(|policy| (&POLICIES[policy], now)).to_vec(),
        _ => vec![(&POLICIES[0], now)],
    }
}

/// Conversations of one shape, each another, and what came of every command in each of them.
#[derive(Default)]
struct Twins {
    met: Vec<Conversation>,
    fate: Option<u64>,
}

#[derive(Default)]
struct Walk {
    /// Where in `twins` the conversations of a shape are.
    shapes: HashMap<Shape, usize>,
    twins: Vec<Twins>,
    ahead: VecDeque<(Conversation, Onlooker, usize)>,
    events: HashSet<Discriminant<Event>>,
    refusals: HashSet<Discriminant<Refusal>>,
    steps: usize,
    deepest: usize,
}

impl Walk {
    /// Gives the place of its shape, and goes there later unless it was there often enough.
    fn meet(&mut self, it: Conversation, onlooker: Onlooker, depth: usize) -> usize {
        let next = self.twins.len();
        let at = *self.shapes.entry(shape(&it, &onlooker)).or_insert(next);
        if at == next {
            self.twins.push(Twins::default());
            self.deepest = depth;
        }
        let met = &mut self.twins[at].met;
        if met.len() < TWINS_MAX && !met.contains(&it) {
            met.push(it.clone());
            self.ahead.push_back((it, onlooker, depth));
        }
        at
    }

    fn visit(&mut self, it: &Conversation, onlooker: &Onlooker, depth: usize) {
        let mut fate = DefaultHasher::new();
        for command in options::all(it) {
            for (policy, moment) in circumstances(&command) {
                self.steps += 1;
                match promise::perform(it, onlooker, &command, policy, moment) {
                    // Labels alone lead nowhere; which there are, random lives try.
                    Ok(came) if came.events.iter().all(is_label) => {
                        self.events.extend(came.events.iter().map(discriminant));
                        "nothing".hash(&mut fate);
                    }
                    Ok(came) => {
                        self.record(&came.events, &mut fate);
                        self.meet(came.it, came.onlooker, depth + 1).hash(&mut fate);
                    }
                    // So it is under every policy; the random lives try them all.
                    Err(refusal) => {
                        discriminant(&refusal).hash(&mut fate);
                        self.refusals.insert(discriminant(&refusal));
                        break;
                    }
                }
            }
        }
        let fate = fate.finish();
        let at = self.shapes[&shape(it, onlooker)];
        let known = *self.twins[at].fate.get_or_insert(fate);
        assert_eq!(known, fate, "of the same shape and yet different: {it:?}");
    }

    fn record(&mut self, events: &[Event], fate: &mut DefaultHasher) {
        for event in events {
            let kind = discriminant(event);
            self.events.insert(kind);
            // Nothing hangs on a label, so a shape has none.
            if !is_label(event) {
                kind.hash(fate);
            }
        }
    }
}

fn is_label(event: &Event) -> bool {
    matches!(event, Event::Tagged { .. } | Event::Untagged { .. } | Event::Raised { .. })
}

#[test]
fn every_reachable_state_keeps_every_promise() {
    let mut walk = Walk::default();
    walk.meet(Conversation::default(), Onlooker::default(), 0);
    while let Some((it, onlooker, depth)) = walk.ahead.pop_front() {
        walk.visit(&it, &onlooker, depth);
    }
    println!("{} shapes, {} steps, {} deep", walk.shapes.len(), walk.steps, walk.deepest);
    assert_eq!(walk.events.len(), 37, "an event that nothing leads to");
    assert_eq!(walk.refusals.len(), 14, "a refusal that nothing leads to");
}
