//! Long random lives: any command at any time, with fences from anywhere in the past.

use domain::conversation::{Command, Conversation, Event, Millis, Moment, RunKey, TurnKey};
use domain::id::SourceId;
use domain::message::Citation;
use domain::signal::{
    Asks, Confidence, FoundPassage, Gist, Matter, Ruled, Sensitive, Signals, Verdict,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use uuid::Uuid;

use crate::options::{self, POLICIES};
use crate::promise::{self, Onlooker};

/// One step of a life: which of the commands at hand, and what stands in no log.
#[derive(Debug, Clone)]
struct Step {
    command: Index,
    /// Instead of a command at hand, one under a fence of the past.
    fence: Option<Index>,
    policy: usize,
    elapsed_ms: Millis,
    resolver_is_here: bool,
}

fn step() -> impl Strategy<Value = Step> {
    let elapsed_ms = prop_oneof![4 => 0..60_000i64, 1 => 0..100_000_000i64];
    let fence = prop_oneof![3 => Just(None), 1 => any::<Index>().prop_map(Some)];
    (any::<Index>(), fence, 0..POLICIES.len(), elapsed_ms, any::<bool>()).prop_map(
        |(command, fence, policy, elapsed_ms, resolver_is_here)| Step {
            command,
            fence,
            policy,
            elapsed_ms,
            resolver_is_here,
        },
    )
}

/// The fences of this life so far.
#[derive(Default)]
struct Past {
    turns: Vec<TurnKey>,
    runs: Vec<RunKey>,
}

impl Past {
    /// What whoever fell asleep under one of them would now do.
    fn wakes(&self, of: Index) -> Vec<Command> {
        let count = self.turns.len() + self.runs.len();
        match of.index(count.max(1)) {
            at if at < self.turns.len() => options::under(self.turns[at], 0).to_vec(),
            at if at < count => options::moves(self.runs[at - self.turns.len()]).to_vec(),
            _ => vec![],
        }
    }
}

/// Two in three commands are ones that apply, or a life would be mostly refusals.
fn choose(it: &Conversation, step: &Step, moment: Moment, past: &Past) -> Command {
    let woken = step.fence.map_or_else(Vec::new, |fence| past.wakes(fence));
    let at_hand = match woken.as_slice() {
        [_, ..] => woken,
        [] if step.command.index(3) == 0 => options::all(it),
        [] => {
            let applies = |command: &Command| {
                it.decide(command, &POLICIES[step.policy], moment)
                    .is_ok_and(|events| !events.is_empty())
            };
            options::all(it).into_iter().filter(applies).collect()
        }
    };
    step.command.get(&at_hand).clone()
}

fn live(steps: &[Step]) -> (Conversation, Vec<(Millis, Event)>) {
    let mut it = Conversation::default();
    let mut onlooker = Onlooker::default();
    let (mut log, mut past, mut now) = (Vec::new(), Past::default(), 0);
    for step in steps {
        now += step.elapsed_ms;
        let moment = Moment { now, resolver_is_here: step.resolver_is_here };
        let command = choose(&it, step, moment, &past);
        let policy = &POLICIES[step.policy];
        if let Ok(came) = promise::perform(&it, &onlooker, &command, policy, moment) {
            (it, onlooker) = (came.it, came.onlooker);
            log.extend(came.events.into_iter().map(|event| (now, event)));
        }
        past.turns.extend(it.turn_key().filter(|key| past.turns.last() != Some(key)));
        past.runs.extend(it.run_key().filter(|key| past.runs.last() != Some(key)));
    }
    (it, log)
}

fn signals() -> impl Strategy<Value = Signals> {
    let asks = prop_oneof![
        Just(Asks::Clear { matched: String::new() }),
        Just(Asks::Vague),
        Just(Asks::None)
    ];
    let gist = select(vec![Gist::Question, Gist::Greeting, Gist::Yes, Gist::No, Gist::Courtesy]);
    let matter = select(vec![None, Some(Sensitive::SelfHarm), Some(Sensitive::Violence)]);
    let verdict = select(vec![None, Some(Verdict::Closest), Some(Verdict::Declined)]);
    let found = prop::collection::vec((citation(), any::<[i16; 3]>()), 0..4);
    let numbers = (any::<u64>(), prop::array::uniform11(-2.0f32..2.0));
    (asks, gist, matter, verdict, found, numbers).prop_map(
        |(person, gist, sensitive, verdict, found, (generation, n))| Signals {
            person,
            gist,
            frustration: n[0],
            repetition: n[1],
            sensitive,
            matter: sensitive.map(Matter::from),
            left_alone: generation % 2 == 0,
            ruled: Ruled::default(),
            confidence: sensitive.is_none().then_some(Confidence {
                shown: n[2],
                p: n[3],
                threshold: n[4],
                sure: n[1],
                closest: n[5],
                generation,
                cov1: n[6],
                bm25n: n[7],
                dens1: n[8],
                sentsim: n[9],
                sentcov: n[10],
                agree: n[0],
                above: n[6],
                missing: n[7],
                held: n[8],
            }),
            verdict,
            found: found
                .into_iter()
                .map(|(passage, scores)| {
                    let [lexical, semantic, score] = scores.map(|score| f32::from(score) / 7.0);
                    FoundPassage { passage, lexical, semantic, score }
                })
                .collect(),
        },
    )
}

fn citation() -> impl Strategy<Value = Citation> {
    (any::<u128>(), any::<[u32; 2]>(), ".*", ".*", any::<Option<u32>>()).prop_map(
        |(source, [revision, position], title, heading, page)| Citation {
            source: SourceId::from(Uuid::from_u128(source)),
            revision,
            position,
            title,
            heading,
            page,
        },
    )
}

fn reads_back<T>(value: &T)
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let json = serde_json::to_string(value).expect("everything stored has a JSON form");
    let back: T = serde_json::from_str(&json).expect("what was stored is read");
    assert_eq!(&back, value, "{json}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_life_keeps_the_promises_and_its_log_rebuilds_it(
        steps in prop::collection::vec(step(), 1..400),
    ) {
        let (it, log) = live(&steps);
        let mut replayed = Conversation::default();
        for (at, event) in &log {
            reads_back(event);
            replayed.apply(event, *at);
        }
        reads_back(&it);
        prop_assert_eq!(replayed, it);
    }

    #[test]
    fn what_a_turn_observed_reads_back(signals in signals(), citation in citation()) {
        reads_back(&Event::Observed { turn: 1, signals: Box::new(signals) });
        let citations = vec![citation];
        reads_back(&Event::SentenceReleased { turn: 1, attempt: 1, index: 0, citations });
    }
}
