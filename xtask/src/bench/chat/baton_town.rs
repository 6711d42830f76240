//! A town around the real server: visitors with a conversation each, taken over by a teammate, so
//! that what is said afterwards is between people and no turn runs.

use std::collections::HashMap;

use anyhow::{Result, ensure};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::json;
use uuid::Uuid;

use super::dialect::Dialect;
use super::line::{Seat, Step};
use super::mark::{Mark, marks};
use super::town::{Town, VisitorSeat};
use crate::baton::people::{Teammate, Visitor, hire, new_id};
use crate::baton::server::Server;

/// Requests at the same time while everybody comes in.
const AT_ONCE: usize = 32;

/// Threads that each teammate has open: as many as a dashboard may.
const WATCHED: usize = 20;

/// The town, and who is in it.
pub(crate) struct BatonTown {
    pub(crate) town: Town,
    visitors: Vec<(Visitor, Uuid)>,
}

impl BatonTown {
    /// Sets everything up on a new server.
    pub(crate) async fn found(server: &Server, visitors: usize, teammates: usize) -> Result<Self> {
        let team = hire(server, teammates).await?;
        let site = team[0].site().await?;
        let come = come(server, &site, visitors).await?;
        let numbered = come.iter().enumerate();
        let beginning =
            numbered.map(|(number, visitor)| begin(visitor, &team[number % team.len()]));
        let threads: Vec<Uuid> = stream::iter(beginning).buffered(AT_ONCE).try_collect().await?;
        let people: Vec<(Visitor, Uuid)> = come.into_iter().zip(threads).collect();
        let talking = people.iter().map(|(visitor, conversation)| VisitorSeat {
            seat: visitor_seat(server, visitor),
            conversation: conversation.to_string(),
        });
        let watching = team.iter().enumerate().map(|(number, teammate)| {
            let own = people.iter().skip(number).step_by(team.len()).take(WATCHED);
            teammate_seat(server, teammate, own.map(|(_, conversation)| *conversation))
        });
        let town = Town::open(Dialect::Baton, talking.collect(), watching.collect()).await?;
        Ok(Self { town, visitors: people })
    }

    /// Reads every thread and fails unless every acknowledged message stands in one of them, once.
    /// Returns how many were acknowledged.
    pub(crate) async fn check(&self) -> Result<usize> {
        let mut kept: HashMap<Mark, usize> = HashMap::new();
        let reading = self.visitors.iter().map(|(visitor, thread)| visitor.thread(*thread));
        let mut threads = stream::iter(reading).buffered(AT_ONCE);
        while let Some(thread) = threads.try_next().await? {
            for event in thread {
                let said = event["text"].as_str().and_then(|text| marks(text).next());
                if let Some(mark) = said {
                    *kept.entry(mark).or_default() += 1;
                }
            }
        }
        let mut acknowledged = 0;
        for mark in self.town.acknowledged() {
            let times = kept.get(&mark).copied().unwrap_or(0);
            ensure!(times == 1, "{mark} was acknowledged and stands {times} times");
            acknowledged += 1;
        }
        Ok(acknowledged)
    }
}

/// So many new visitors.
pub(crate) async fn come(server: &Server, site: &str, count: usize) -> Result<Vec<Visitor>> {
    let client = reqwest::Client::builder().no_proxy().build()?;
    let coming = (0..count).map(|_| Visitor::come_by(client.clone(), server, site));
    stream::iter(coming).buffered(AT_ONCE).try_collect().await
}

/// Begins by asking for a person, who then takes over: the assistant has nothing to say to it.
async fn begin(visitor: &Visitor, teammate: &Teammate) -> Result<Uuid> {
    let conversation = new_id();
    let ask = json!({ "type": "ask_for_person", "id": new_id(), "conversation": conversation });
    let asked = visitor.command(&ask).await?.done()?;
    let take_over = json!({ "type": "take_over", "id": new_id(), "epoch": asked["epoch"] });
    teammate.command(conversation, &take_over).await?.done()?;
    Ok(conversation)
}

/// A visitor's socket.
pub(crate) fn visitor_seat(server: &Server, visitor: &Visitor) -> Seat {
    let hello = json!({ "type": "hello", "token": visitor.token() });
    Seat {
        address: server.address(),
        path: "/api/visitor/socket",
        headers: vec![],
        opening: vec![Step::Say(hello.to_string()), Step::Hear(r#""type":"live""#)],
        watches: false,
    }
}

fn teammate_seat(
    server: &Server,
    teammate: &Teammate,
    threads: impl Iterator<Item = Uuid>,
) -> Seat {
    let mut opening = vec![Step::Hear(r#""type":"welcome""#)];
    for conversation in threads {
        let watch = json!({ "type": "watch", "conversation": conversation, "after": 0 });
        opening.extend([Step::Say(watch.to_string()), Step::Hear(r#""type":"live""#)]);
    }
    let headers = vec![("cookie", teammate.cookie().to_owned()), ("origin", server.at(""))];
    Seat { address: server.address(), path: "/api/socket", headers, opening, watches: true }
}
