//! The servers that are measured: each is started, asked the same, checked and ended.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Result, ensure};
use clap::ValueEnum;

use super::baton_town::BatonTown;
use super::closed::{self, Saturated};
use super::dialect::Dialect;
use super::idle::{self, Idle};
use super::paced::{self, Paced};
use super::tables::ms;
use super::town::Town;
use super::{Chat, Part, echo, socketio};
use crate::baton::server::{Server, Setting};
use crate::bench::postgres::Postgres;

/// A visitor of the bench writes faster than any person.
const NO_BUDGET: (&str, &str) = ("BATON_VISITOR_COMMANDS_PER_SECOND", "1000000");

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Subject {
    /// Baton on its own file
    Sqlite,
    /// Baton on a PostgreSQL server of the bench's own
    Postgres,
    /// A bare echo, which stores nothing: the limit
    Echo,
    /// socket.io storing to SQLite: the usual way
    Socketio,
}

/// What came of one.
#[derive(Debug, Clone)]
pub(crate) struct Measured {
    pub(crate) subject: Subject,
    pub(crate) closed: Vec<Saturated>,
    pub(crate) paced: Vec<Paced>,
    /// Acknowledged messages that were looked up afterwards; none where nothing is stored.
    pub(crate) kept: Option<usize>,
    pub(crate) refused: u64,
    pub(crate) lines_closed: u64,
}

impl Subject {
    /// As tables call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "Baton, SQLite (WAL, FULL)",
            Self::Postgres => "Baton, PostgreSQL (fsync on)",
            Self::Echo => "bare echo, nothing stored",
            Self::Socketio => "socket.io, SQLite (WAL, FULL)",
        }
    }

    /// Whether it is the product.
    pub(crate) fn is_baton(self) -> bool {
        matches!(self, Self::Sqlite | Self::Postgres)
    }

    /// People talk to it.
    pub(crate) async fn talk(self, chat: &Chat, folder: &Path) -> Result<Measured> {
        match self {
            Self::Sqlite => baton(self, chat, folder, None).await,
            Self::Postgres => {
                let postgres = Postgres::start().await?;
                let measured = baton(self, chat, folder, Some(&postgres)).await;
                postgres.stop().await?;
                measured
            }
            Self::Echo => {
                let (child, talking, watching) = echo::start(chat.visitors, chat.teammates).await?;
                let town = Town::open(Dialect::Plain, talking, watching).await?;
                measure(self, chat, &town, folder, &[child.process()?]).await
            }
            Self::Socketio => {
                let data = tempfile::tempdir_in(folder)?;
                let (child, talking, watching) =
                    socketio::start(data.path(), chat.visitors, chat.teammates).await?;
                let town = Town::open(Dialect::SocketIo, talking, watching).await?;
                let servers = [child.process()?];
                let mut measured = measure(self, chat, &town, data.path(), &servers).await?;
                let told = town.acknowledged().count();
                let stored = socketio::stored(&child).await?;
                ensure!(stored >= told, "socket.io acknowledged {told} and stored {stored}");
                measured.kept = Some(told);
                Ok(measured)
            }
        }
    }

    /// Visitors only have it open; none where there is nothing to compare.
    pub(crate) async fn idle(self, chat: &Chat, folder: &Path) -> Result<Option<Idle>> {
        match self {
            Self::Sqlite => {
                let setting = setting(chat, folder, None);
                idle::run(setting, chat.idle_visitors, chat.teammates).await.map(Some)
            }
            Self::Postgres => {
                let postgres = Postgres::start().await?;
                let setting = setting(chat, folder, Some(&postgres));
                let idle = idle::run(setting, chat.idle_visitors, chat.teammates).await;
                postgres.stop().await?;
                idle.map(Some)
            }
            Self::Echo | Self::Socketio => Ok(None),
        }
    }
}

fn setting(chat: &Chat, folder: &Path, postgres: Option<&Postgres>) -> Setting {
    Setting {
        binary: chat.binary.clone(),
        parent: Some(PathBuf::from(folder)),
        database: postgres.map(|postgres| postgres.address.clone()),
        variables: vec![(NO_BUDGET.0, NO_BUDGET.1.to_owned())],
    }
}

async fn baton(
    subject: Subject,
    chat: &Chat,
    folder: &Path,
    postgres: Option<&Postgres>,
) -> Result<Measured> {
    let server = Server::start_as(setting(chat, folder, postgres)).await?;
    let everybody = BatonTown::found(&server, chat.visitors, chat.teammates).await?;
    if let Some(postgres) = postgres {
        postgres.analyze().await?;
    }
    let database = postgres.map(|postgres| postgres.postmaster);
    let servers: Vec<u32> = database.into_iter().chain([server.process()?]).collect();
    let town = &everybody.town;
    let mut measured = measure(subject, chat, town, server.folder(), &servers).await?;
    measured.kept = Some(everybody.check().await?);
    Ok(measured)
}

async fn measure(
    subject: Subject,
    chat: &Chat,
    town: &Town,
    folder: &Path,
    servers: &[u32],
) -> Result<Measured> {
    let mut closed = Vec::new();
    for in_flight in chat.in_flight.iter().filter(|_| chat.parts.contains(&Part::Closed)) {
        let times = (Duration::from_secs(chat.warm_up_s), Duration::from_secs(chat.measure_s));
        let run = closed::run(town, *in_flight, chat.teammates, servers, times).await?;
        eprintln!(
            "  {in_flight} in flight: {:.0} messages/s, {:.1} us of CPU each",
            run.messages_per_second, run.cpu_us_per_message
        );
        closed.push(run);
    }
    let mut paced = Vec::new();
    for rate in chat.rates.iter().filter(|_| chat.parts.contains(&Part::Open)) {
        let time = Duration::from_secs(chat.open_s);
        let run = paced::run(town, *rate, time, folder, servers).await?;
        eprintln!(
            "  {rate}/s: p50 and p99 ms: acknowledged {}, seen by all {}; fdatasync p99 {}",
            run.acknowledged.map(ms).join(" "),
            run.seen_by_all.map(ms).join(" "),
            ms(run.sync_p99)
        );
        paced.push(run);
    }
    let (refused, lines_closed) =
        (town.notes.refused.load(Ordering::Relaxed), town.notes.closed.load(Ordering::Relaxed));
    Ok(Measured { subject, closed, paced, kept: None, refused, lines_closed })
}
