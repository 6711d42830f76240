//! Twenty teammates take over at once while an answer streams: one wins, the others are told who,
//! and the assistant says nothing afterwards.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::baton::people::{Answer, Teammate, Visitor, hire, new_id};
use crate::baton::server::Server;

const TEAMMATES: usize = 20;

/// Rounds per visitor: each has a budget of commands.
const ROUNDS_PER_VISITOR: usize = 10;

/// How much the wait for the answer follows it.
const STEP_US: u64 = 700;

/// Something to answer from, in several passages, so that an answer has several sentences.
const TEXT: &str = "# Coats\n\nA coat can be returned within thirty days of its delivery.\n\n\
    # Watches\n\nA watch can be returned within ten days of its delivery.\n\n\
    # Records\n\nA record can be returned within seven days of its delivery.\n\n\
    # Shipping\n\nA parcel within the country takes two days. \
    A parcel abroad takes six days.\n\n\
    # Repairs\n\nA watch is repaired in our own workshop. A repair takes three weeks.\n\n\
    # Gift cards\n\nA gift card is valid for five years. A gift card cannot be paid out.\n";

const QUESTION: &str = "Within how many days of its delivery can a thing be returned?";

#[derive(Default)]
struct Tally {
    rounds: usize,
    /// Rounds in which the take-over cut an answer off in the middle.
    interrupted: usize,
    /// Rounds in which the answer was whole before.
    whole: usize,
    /// How long the teammates wait for the answer.
    wait_us: u64,
}

/// Runs the rounds and says what they were like.
pub(crate) async fn run(rounds: usize, database: Option<&str>) -> Result<String> {
    let server = Server::start(database).await?;
    let team = hire(&server, TEAMMATES).await?;
    team[0].teach("help.md", TEXT.to_owned()).await?;
    let site = team[0].site().await?;
    let mut tally = Tally::default();
    let mut visitor = Visitor::come(&server, &site).await?;
    for number in 0..rounds {
        if number > 0 && number % ROUNDS_PER_VISITOR == 0 {
            visitor = Visitor::come(&server, &site).await?;
        }
        round(&team, &visitor, number, &mut tally)
            .await
            .with_context(|| format!("round {number}"))?;
    }
    ensure!(
        rounds < 20 || tally.interrupted > 0,
        "no take-over came in the middle of an answer, so the soak proved nothing"
    );
    Ok(format!(
        "{} rounds, one winner each; {} cut an answer off, {} came after it",
        tally.rounds, tally.interrupted, tally.whole
    ))
}

async fn round(
    team: &[Teammate],
    visitor: &Visitor,
    number: usize,
    tally: &mut Tally,
) -> Result<()> {
    let conversation = new_id();
    let say = json!({
        "type": "say", "id": new_id(), "conversation": conversation, "text": QUESTION,
    });
    let said = visitor.command(&say).await?.done()?;
    // The wait follows the answer: sooner after one that was whole, later after one not begun, so
    // that most take-overs come in its middle, whatever the machine.
    let jitter = (number as u64 * 997) % 1_000;
    tokio::time::sleep(Duration::from_micros(tally.wait_us + jitter)).await;
    let answers = race(team, conversation, &said["epoch"]).await?;
    let winners: Vec<&(Teammate, Answer)> =
        answers.iter().filter(|(_, answer)| answer.status.is_success()).collect();
    ensure!(winners.len() == 1, "{} teammates won", winners.len());
    let winner = &winners[0].0;
    for (loser, answer) in answers.iter().filter(|(_, answer)| !answer.status.is_success()) {
        ensure!(answer.status == 409, "{} was told {}", loser.name, answer.status);
        let told = answer.body["owner"]["teammate"]["name"].as_str();
        ensure!(told == Some(&winner.name), "{} was told that {told:?} has it", loser.name);
    }
    silent_after(winner, conversation, tally).await?;
    // A resolved conversation does not pile up in the lists.
    winner.command(conversation, &json!({ "type": "resolve", "id": new_id() })).await?.done()?;
    Ok(())
}

async fn race(
    team: &[Teammate],
    conversation: Uuid,
    epoch: &Value,
) -> Result<Vec<(Teammate, Answer)>> {
    let mut racers = JoinSet::new();
    for teammate in team {
        let (teammate, epoch) = (teammate.clone(), epoch.clone());
        racers.spawn(async move {
            let take_over = json!({ "type": "take_over", "id": new_id(), "epoch": epoch });
            let answer = teammate.command(conversation, &take_over).await;
            (teammate, answer)
        });
    }
    let mut answers = Vec::new();
    while let Some(raced) = racers.join_next().await {
        let (teammate, answer) = raced?;
        answers.push((teammate, answer?));
    }
    Ok(answers)
}

/// Looks at the log twice: what the assistant would still write must have had its chance.
async fn silent_after(winner: &Teammate, conversation: Uuid, tally: &mut Tally) -> Result<()> {
    tokio::time::sleep(Duration::from_millis(30)).await;
    let events = winner.thread(conversation).await?;
    let kind = |event: &Value| event["kind"].as_str().unwrap_or_default().to_owned();
    let kinds: Vec<String> = events.iter().map(kind).collect();
    let taken = kinds.iter().position(|kind| kind == "taken_over").context("nobody has it")?;
    let owners = kinds.iter().filter(|kind| *kind == "taken_over").count();
    ensure!(owners == 1, "{owners} take-overs stand in the log");
    let late = kinds[taken..].iter().find(|kind| {
        ["sentence", "turn_started", "turn_ended", "turn_retried", "offered", "observed"]
            .contains(&kind.as_str())
    });
    ensure!(late.is_none(), "after the take-over came {late:?}: {kinds:?}");
    tally.rounds += 1;
    let shown = kinds[..taken].iter().any(|kind| kind == "sentence");
    let ended = kinds[..taken].iter().any(|kind| kind == "turn_ended");
    match (shown, ended) {
        (true, false) => tally.interrupted += 1,
        (true, true) => {
            tally.whole += 1;
            tally.wait_us = tally.wait_us.saturating_sub(STEP_US);
        }
        (false, _) => tally.wait_us += STEP_US,
    }
    Ok(())
}
