//! The server is killed at random moments under load and started again: every acknowledged message
//! stands once, no reader misses an event, and nobody was told of an owner that the store does not
//! know.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::ledger::{Ledger, Told, check_chain, check_once};
use crate::baton::people::{Answer, Teammate, Visitor, hire, new_id};
use crate::baton::server::Server;

const VISITORS: usize = 6;
const TEAMMATES: usize = 3;

/// Shortest and longest life of a server between two kills.
const LIFE_MS: std::ops::Range<u64> = 60..900;

/// Pause between two messages of one visitor, within the budget of a visitor.
const PAUSE: Duration = Duration::from_millis(550);

/// Pause between two acts of a teammate.
const ACT_PAUSE: Duration = Duration::from_millis(40);

/// Longest wait for turns that were cut off to be taken up again.
const SETTLE_TIMEOUT: Duration = Duration::from_mins(1);

/// Runs the kills and says what they were like.
pub(crate) async fn run(kills: usize, database: Option<&str>) -> Result<String> {
    if kills == 0 {
        return Ok("none asked for".to_owned());
    }
    let mut server = Server::start(database).await?;
    let team = hire(&server, TEAMMATES).await?;
    let text = "# Returns\n\nAn order can be returned within thirty days. It must be unworn.\n";
    team[0].teach("help.md", text.to_owned()).await?;
    let site = team[0].site().await?;
    let ledger = Ledger::default();
    let over = Arc::new(AtomicBool::new(false));
    let mut threads = Vec::new();
    let mut clients = JoinSet::new();
    for number in 0..VISITORS {
        let visitor = Visitor::come(&server, &site).await?;
        let conversation = new_id();
        threads.push((visitor.clone(), conversation));
        clients.spawn(talk(visitor, conversation, number, ledger.clone(), Arc::clone(&over)));
    }
    for teammate in &team {
        let conversations = threads.iter().map(|(_, conversation)| *conversation).collect();
        clients.spawn(work(teammate.clone(), conversations, ledger.clone(), Arc::clone(&over)));
    }
    for kill in 0..kills {
        let spread = LIFE_MS.end - LIFE_MS.start;
        let life = LIFE_MS.start + u64::from(new_id().as_fields().0) % spread;
        tokio::time::sleep(Duration::from_millis(life)).await;
        server.kill().await?;
        server.again().await.with_context(|| format!("after kill {kill}"))?;
    }
    over.store(true, Ordering::Release);
    while let Some(ended) = clients.join_next().await {
        ended??;
    }
    for (visitor, conversation) in &threads {
        settle(&team[0], *conversation).await?;
        let theirs = visitor.thread(*conversation).await?;
        let ours = team[0].thread(*conversation).await?;
        check_chain("visitor", &theirs)?;
        check_chain("team", &ours)?;
        check_once(&ours)?;
        check_answers(&ours)?;
        ledger.check(*conversation, &ours)?;
    }
    ensure!(ledger.count() > kills, "almost nothing was acknowledged: the soak proved nothing");
    Ok(format!("{kills} kills, {} acknowledged commands, each there once", ledger.count()))
}

/// A visitor who repeats each message with its id until it is acknowledged.
async fn talk(
    visitor: Visitor,
    conversation: Uuid,
    number: usize,
    ledger: Ledger,
    over: Arc<AtomicBool>,
) -> Result<()> {
    let mut count = 0;
    while !over.load(Ordering::Acquire) {
        let (id, text) = (new_id(), format!("How can I return order {number} {count}?"));
        let say = json!({ "type": "say", "id": id, "conversation": conversation, "text": text });
        loop {
            match visitor.command(&say).await {
                Ok(answer) if answer.status.is_success() => break,
                Ok(answer) if is_passing(&answer) => {}
                Ok(answer) => anyhow::bail!("a message was refused: {}", answer.body),
                // The server is gone: whether it took the message is not known, so ask again.
                Err(_) => {}
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        ledger.note(Told { conversation, command: id, kind: "visitor_said", text: Some(text) });
        count += 1;
        tokio::time::sleep(PAUSE).await;
    }
    Ok(())
}

/// "Too fast", "busy", "stopping": come back.
fn is_passing(answer: &Answer) -> bool {
    answer.status == 429 || answer.status == 503
}

/// A teammate who takes over, replies, hands back, over and over.
async fn work(
    teammate: Teammate,
    conversations: Vec<Uuid>,
    ledger: Ledger,
    over: Arc<AtomicBool>,
) -> Result<()> {
    let mut step = usize::from(teammate.id.as_fields().1);
    while !over.load(Ordering::Acquire) {
        step += 1;
        tokio::time::sleep(ACT_PAUSE).await;
        let conversation = conversations[step % conversations.len()];
        let Ok(now) = teammate.get(&format!("/api/conversations/{conversation}")).await else {
            continue;
        };
        let id = new_id();
        let (command, kind, text) = act(step, id, &now);
        let Ok(answer) = teammate.command(conversation, &command).await else { continue };
        if answer.status.is_success() && kind != "handed_back" {
            let told = Told { conversation, command: id, kind, text };
            // A take-over of what one has already changes nothing and stands nowhere.
            let mine = now["owner"]["teammate"]["id"] == teammate.id.to_string();
            if !(mine && kind == "taken_over") {
                ledger.note(told);
            }
        }
    }
    Ok(())
}

/// What a teammate does next, the event that must stand for it, and its words.
fn act(step: usize, id: Uuid, now: &Value) -> (Value, &'static str, Option<String>) {
    match step % 4 {
        0 => {
            let take_over = json!({ "type": "take_over", "id": id, "epoch": now["epoch"] });
            (take_over, "taken_over", None)
        }
        1 => {
            let text = format!("Note {id}");
            (json!({ "type": "note", "id": id, "text": text }), "noted", Some(text))
        }
        _ => (json!({ "type": "hand_back", "id": id }), "handed_back", None),
    }
}

/// Waits until no turn is cut off any more: each is taken up again or passed to the team.
async fn settle(teammate: &Teammate, conversation: Uuid) -> Result<()> {
    let settled = async {
        loop {
            let now = teammate.get(&format!("/api/conversations/{conversation}")).await?;
            if now["owner"]["answering"] != true {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    tokio::time::timeout(SETTLE_TIMEOUT, settled).await.context("a turn never ended")?
}

/// An answer's sentences stand once each, in order, and only under the turn that began last.
fn check_answers(events: &[Value]) -> Result<()> {
    let mut turn = Value::Null;
    let mut next = 0;
    for event in events {
        match event["kind"].as_str().unwrap_or_default() {
            "turn_started" | "turn_retried" => {
                turn = event["turn"].clone();
                next = 0;
            }
            "sentence" => {
                ensure!(event["turn"] == turn, "{event} belongs to no turn at work");
                ensure!(event["index"] == next, "{event} comes out of order");
                next += 1;
            }
            "taken_over" | "handed_off" | "resolved" => turn = Value::Null,
            _ => {}
        }
    }
    Ok(())
}
