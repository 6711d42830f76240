//! Every command worth trying in a state: the right ones, and their stale and early twins.

mod actions;

use domain::conversation::{
    Command, Conversation, Draft, DraftUse, Failure, Mark, Moment, Owner, Policy, Reason,
    ReleaseCause, Seq, Topic, TurnKey,
};
use domain::id::TeammateId;
use domain::limits::RETURN_MS_MAX;
use domain::message::Author;
use domain::promise::{Promise, Why};
use domain::rollout::Mute;
use domain::rule::{Marks, Priority};
use domain::signal::{Asks, Gist, Ruled, Signals, Verdict};
use domain::tag::Tagging;

use crate::people::{ada, ben, orders, vip};

pub(crate) use actions::moves;

/// Every answer that the owner of a workspace can give.
pub(crate) static POLICIES: [Policy; 6] = [
    helped(false, false, None, false),
    helped(false, true, None, true),
    helped(true, false, None, false),
    helped(true, true, None, true),
    helped(true, true, Some(Mute::Drafts), true),
    helped(false, true, Some(Mute::Off), false),
];

const fn helped(waiting: bool, released: bool, mute: Option<Mute>, drafts: bool) -> Policy {
    Policy { helps_while_waiting: waiting, helps_when_released: released, mute, drafts }
}

/// Within a day of the end and after it, with and without the teammate of then.
pub(crate) const MOMENTS: [Moment; 4] = [
    Moment { now: 1, resolver_is_here: true },
    Moment { now: 1, resolver_is_here: false },
    Moment { now: RETURN_MS_MAX + 2, resolver_is_here: true },
    Moment { now: RETURN_MS_MAX + 2, resolver_is_here: false },
];

/// The commands of everybody, in this state.
pub(crate) fn all(it: &Conversation) -> Vec<Command> {
    let mut commands = of_visitor();
    commands.extend(of_assistant(it));
    for by in people(it) {
        commands.extend(of_teammate(it, by));
    }
    commands.extend(of_time(it));
    commands.extend(of_drafts(it));
    commands.extend(actions::all(it));
    commands.extend(of_tags(it));
    commands
}

/// The two teammates, and first of them who has the conversation, had it or spoke last: what holds
/// for Ada holds for Ben, so nobody has to try both.
pub(crate) fn people(it: &Conversation) -> [TeammateId; 2] {
    let resolver = match it.owner {
        Owner::Nobody { resolved } => resolved.map(|end| end.by),
        _ => None,
    };
    let speaker = it.last_reply.and_then(|reply| match reply.by {
        Author::Teammate(by) => Some(by),
        _ => None,
    });
    let first = it.teammate().or(resolver).or(speaker);
    if first == Some(ben()) { [ben(), ada()] } else { [ada(), ben()] }
}

fn of_visitor() -> Vec<Command> {
    vec![
        Command::Say { courtesy: false },
        Command::Say { courtesy: true },
        Command::AskForPerson,
        Command::GiveDetails,
        Command::CancelWait,
    ]
}

fn of_assistant(it: &Conversation) -> Vec<Command> {
    let present = present_key(it);
    let released = it.turn().map_or(0, |turn| turn.released);
    let mut commands = Vec::new();
    for key in around(present) {
        commands.extend(under(key, released));
    }
    for index in [released.wrapping_sub(1), released + 1] {
        commands.push(Command::Release { key: present, index, citations: vec![] });
    }
    for offer in [None, Some(Topic::NotInSources)] {
        commands.push(Command::Finish { key: present, verdict: Verdict::Declined, offer });
    }
    commands
}

/// The present key, or the one that the last turn would have had.
pub(crate) fn present_key(it: &Conversation) -> TurnKey {
    it.turn_key().unwrap_or(TurnKey { turn: it.last_turn, attempt: 1, epoch: it.epoch })
}

/// The present key first, then each of its parts one too early and one too late.
fn around(TurnKey { turn, attempt, epoch }: TurnKey) -> [TurnKey; 7] {
    let key = |turn, attempt, epoch| TurnKey { turn, attempt, epoch };
    [
        key(turn, attempt, epoch),
        key(turn.wrapping_sub(1), attempt, epoch),
        key(turn + 1, attempt, epoch),
        key(turn, attempt - 1, epoch),
        key(turn, attempt + 1, epoch),
        key(turn, attempt, epoch.wrapping_sub(1)),
        key(turn, attempt, epoch + 1),
    ]
}

/// One of each command of the assistant.
pub(crate) fn under(key: TurnKey, index: u32) -> [Command; 6] {
    [
        Command::Observe { key, signals: Box::new(signals()), marks: marks() },
        Command::Release { key, index, citations: vec![] },
        Command::Finish { key, verdict: Verdict::Answered, offer: Some(Topic::Person) },
        Command::HandOff { key, reason: Reason::Rule, rule: Some(vip()), team: None },
        Command::GiveUp { key, failure: Failure::Internal },
        Command::Retry { key },
    ]
}

/// Beside what actions mark it with.
fn marks() -> Marks {
    let by_rule = ("ruled".into(), Tagging::Rule(vip()));
    Marks { tags: vec![by_rule, ("meant".into(), Tagging::Tagger)], priority: Priority::High }
}

/// By hand and by the tagger; of tags that actions, rules and the tagger set too.
fn of_tags(it: &Conversation) -> Vec<Command> {
    let [by, _] = people(it);
    ["order", "ruled", "meant"]
        .map(str::to_owned)
        .into_iter()
        .flat_map(|tag| {
            [
                Command::Tag { by: Some(by), tag: tag.clone() },
                Command::Tag { by: None, tag: tag.clone() },
                Command::Untag { by, tag },
            ]
        })
        .collect()
}

fn signals() -> Signals {
    Signals {
        person: Asks::Vague,
        gist: Gist::Question,
        frustration: 0.0,
        repetition: 0.0,
        sensitive: None,
        matter: None,
        left_alone: false,
        confidence: None,
        verdict: None,
        found: vec![],
        ruled: Ruled::default(),
    }
}

fn of_teammate(it: &Conversation, by: TeammateId) -> Vec<Command> {
    let mut commands = vec![
        Command::Note { by },
        Command::Mark { by, handoff: it.seq, mark: Some(Mark::Right) },
        Command::HandBack { by },
        Command::Resolve { by, seen: it.seq },
        Command::Resolve { by, seen: it.last_said - 1 },
        Command::Reopen { by },
        Command::ReleaseFrom { teammate: by, cause: ReleaseCause::Away },
    ];
    let last_reply = it.last_reply.map_or(it.seq, |reply| reply.seq);
    for epoch in [it.epoch, it.epoch.wrapping_sub(1), it.epoch + 1] {
        commands.push(Command::TakeOver { by, epoch });
        commands.extend(people(it).map(|to| Command::Transfer { by, to, epoch }));
        commands.extend([None, Some(orders())].map(|team| Command::Route { by, team, epoch }));
        for seen in [it.seq, last_reply - 1] {
            commands.push(Command::Reply { by, epoch, seen, draft: None });
        }
    }
    commands
}

fn of_drafts(it: &Conversation) -> Vec<Command> {
    let content =
        Draft { through: it.last_said, citations: vec![], verdict: None, confidence: None };
    let [by, _] = people(it);
    let mut commands = Vec::new();
    for draft in [it.last_draft, it.last_draft.wrapping_sub(1), it.last_draft + 1] {
        commands.push(Command::Draft { draft, content: Box::new(content.clone()) });
        commands.push(Command::DismissDraft { by, draft });
    }
    let draft = Some(DraftUse { draft: it.last_draft, edited: true });
    commands.push(Command::Reply { by, epoch: it.epoch, seen: it.seq, draft });
    commands
}

fn of_time(it: &Conversation) -> Vec<Command> {
    let since: Seq = it.unanswered_since.map_or(0, |unanswered| unanswered.seq);
    [(it.epoch, since), (it.epoch.wrapping_sub(1), since), (it.epoch, since - 1)]
        .map(|(epoch, since)| Command::SilenceDue { epoch, since })
        .into_iter()
        .chain([Command::TeamGone { team: orders() }])
        .chain(promises(it))
        .collect()
}

/// A number, none and an address, each for what is to be told next, and a number for what was.
fn promises(it: &Conversation) -> Vec<Command> {
    let after = it.awaited.map_or(it.seq, |awaited| awaited.after);
    let within = Promise::Within { unrounded_ms: 100_000, minutes: 2 };
    let address = Promise::Address { why: Why::NobodyHere };
    [
        (after, Some(60_000), within),
        (after, Some(60_000), Promise::NoNumber),
        (after, None, address),
        (after - 1, Some(60_000), within),
    ]
    .map(|(after, expected_ms, promise)| Command::Promise { after, expected_ms, promise })
    .to_vec()
}
