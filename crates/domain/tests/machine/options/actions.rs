//! What begins actions and moves them: under the right key, and one too early or too late.

use domain::action::Started;
use domain::action::next::Taken;
use domain::conversation::{Command, Conversation, Deed, RunEnd, RunKey, Start, TurnKey};
use domain::id::TeammateId;
use domain::rule::Priority;

use super::{around, people, present_key};
use crate::people::{orders, refund, tracking};

/// Everything about actions, in this state.
pub(super) fn all(it: &Conversation) -> Vec<Command> {
    let mut commands = starts(it);
    for by in people(it) {
        commands.extend(sent(it, by));
    }
    commands.extend(answers(it));
    commands.extend(work(it));
    commands.push(Command::CallBackDone { by: people(it)[0] });
    commands
}

/// The present key, or the one that the last run would have had.
fn present_run(it: &Conversation) -> RunKey {
    it.run_key().unwrap_or(RunKey { run: it.last_run, step: 0 })
}

/// The present key first, then each of its parts one too early and one too late.
fn around_run(RunKey { run, step }: RunKey) -> [RunKey; 5] {
    let key = |run, step| RunKey { run, step };
    [
        key(run, step),
        key(run.wrapping_sub(1), step),
        key(run + 1, step),
        key(run, step.wrapping_sub(1)),
        key(run, step + 1),
    ]
}

/// By the visitor, and by the assistant in a turn.
fn starts(it: &Conversation) -> Vec<Command> {
    let mut commands: Vec<_> =
        deeds().into_iter().map(|deeds| start(Started::Button, deeds, None)).collect();
    let [present, stale @ ..] = around(present_key(it));
    for deeds in [vec![], vec![Deed::HandOff(None)], vec![Deed::HandOff(Some(orders()))]] {
        commands.push(start(Started::Phrase, deeds, Some(present)));
    }
    commands.extend(stale.map(|key| start(Started::Judged, vec![], Some(key))));
    commands
}

/// What an action can do, beside what only an end can.
fn deeds() -> [Vec<Deed>; 5] {
    [
        vec![],
        vec![Deed::HandOff(None)],
        vec![Deed::HandOff(Some(orders())), Deed::Raise(Priority::Urgent)],
        vec![Deed::CallBack(7)],
        vec![Deed::Tag("order".into()), Deed::Raise(Priority::High), Deed::Webhook(2)],
    ]
}

fn start(started: Started, deeds: Vec<Deed>, key: Option<TurnKey>) -> Command {
    let start = Start { action: tracking(), version: 1, started, by: None, deeds };
    Command::Start { start: Box::new(start), key }
}

fn sent(it: &Conversation, by: TeammateId) -> Vec<Command> {
    let hand_off = vec![Deed::HandOff(Some(orders()))];
    let sendings = [
        (it.epoch, vec![]),
        (it.epoch, hand_off),
        (it.epoch.wrapping_sub(1), vec![]),
        (it.epoch + 1, vec![]),
    ];
    let sending = |(epoch, deeds)| {
        let (started, by) = (Started::Teammate, Some((by, epoch)));
        let start = Start { action: tracking(), version: 1, started, by, deeds };
        Command::Start { start: Box::new(start), key: None }
    };
    sendings.map(sending).to_vec()
}

/// What the visitor does with a form, or says to it.
fn answers(it: &Conversation) -> Vec<Command> {
    let present = present_run(it);
    let in_turn =
        around(present_key(it)).map(|key| Command::GiveFields { run: present, key: Some(key) });
    let cancelled = [present.run, present.run.wrapping_sub(1), present.run + 1];
    let cancelled = cancelled.map(|run| Command::CancelAction { run });
    in_turn.into_iter().chain(cancelled).collect()
}

/// What an action does by itself.
fn work(it: &Conversation) -> Vec<Command> {
    let [present, stale @ ..] = around_run(present_run(it));
    let mut commands = moves(present).to_vec();
    commands.extend(stale.into_iter().flat_map(moves));
    commands.extend(deeds().map(|deeds| end(present, (RunEnd::Failed, false), deeds)));
    commands.push(end(present, (RunEnd::Abandoned, false), vec![Deed::HandOff(None)]));
    let another = Deed::Start(refund(), 1);
    for deeds in [vec![another.clone()], vec![Deed::HandOff(None), another]] {
        commands.push(end(present, (RunEnd::Done, true), deeds));
    }
    commands
}

/// One of each, and of the visitor's answers, under one key.
pub(crate) fn moves(key: RunKey) -> [Command; 4] {
    [
        Command::GiveFields { run: key, key: None },
        Command::ShowForm { key },
        Command::LookUp { key, lookup: "orders".into(), ok: true },
        end(key, (RunEnd::Done, true), vec![]),
    ]
}

fn end(key: RunKey, (end, says): (RunEnd, bool), deeds: Vec<Deed>) -> Command {
    let taken = (end != RunEnd::Abandoned).then_some(Taken::Otherwise);
    Command::EndAction { key, end, taken, says, deeds }
}
