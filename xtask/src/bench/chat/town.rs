//! Everybody who talks: a task for each visitor and teammate, each on a line of their own.
//!
//! A visitor says what it is ordered to say; in a closed loop it goes on by itself when its last
//! message is acknowledged, and stops when it is refused. A teammate only watches.

use std::sync::atomic::{AtomicU16, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::{Context, Result};
use futures_util::{SinkExt as _, StreamExt as _, stream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Message;

use super::board::Board;
use super::dialect::Dialect;
use super::line::{Line, Seat};
use super::mark::{Mark, marks};

/// Measurements in one run.
const PHASES_MAX: usize = 16;

/// Lines opened at the same time while the town is built.
const OPENED_AT_ONCE: usize = 64;

/// Longest wait for the last acknowledgements of a phase, and how often to look.
const DRAIN_MAX: Duration = Duration::from_secs(20);
const DRAIN_STEP: Duration = Duration::from_millis(200);

/// Wait for the last sights of a phase.
const DRAIN_SEEN: Duration = Duration::from_secs(2);

/// A visitor: where they talk, and in which conversation.
#[derive(Debug, Clone)]
pub(crate) struct VisitorSeat {
    pub(crate) seat: Seat,
    pub(crate) conversation: String,
}

/// The lines, and what they noted.
pub(crate) struct Town {
    pub(crate) notes: Arc<Notes>,
    visitors: Vec<UnboundedSender<Mark>>,
    /// Ends them all with the town.
    tasks: JoinSet<()>,
}

/// What all lines write to.
pub(crate) struct Notes {
    dialect: Dialect,
    boards: [OnceLock<Board>; PHASES_MAX],
    /// The phase in which visitors go on by themselves; 0 is none.
    looping: AtomicU16,
    teammates: usize,
    /// Messages that the server did not take.
    pub(crate) refused: AtomicU64,
    /// Lines that the server closed: those of teammates were opened again.
    pub(crate) closed: AtomicU64,
}

impl Town {
    /// Opens every line.
    pub(crate) async fn open(
        dialect: Dialect,
        visitors: Vec<VisitorSeat>,
        teammates: Vec<Seat>,
    ) -> Result<Self> {
        let notes = Arc::new(Notes {
            dialect,
            boards: std::array::from_fn(|_| OnceLock::new()),
            looping: AtomicU16::new(0),
            teammates: teammates.len(),
            refused: AtomicU64::new(0),
            closed: AtomicU64::new(0),
        });
        let mut town = Self { notes, visitors: Vec::new(), tasks: JoinSet::new() };
        for (number, seat) in teammates.into_iter().enumerate() {
            let line = seat.open().await.context("a teammate's line")?;
            town.tasks.spawn(watch(line, seat, number, Arc::clone(&town.notes)));
        }
        let opening = visitors.iter().map(|visitor| visitor.seat.open());
        let mut lines = stream::iter(opening).buffered(OPENED_AT_ONCE).zip(stream::iter(&visitors));
        while let Some((line, visitor)) = lines.next().await {
            let (order, orders) = unbounded_channel();
            let talker = Talker {
                line: line.context("a visitor's line")?,
                conversation: visitor.conversation.clone(),
                notes: Arc::clone(&town.notes),
            };
            town.visitors.push(order);
            town.tasks.spawn(talker.talk(orders));
        }
        drop(lines);
        Ok(town)
    }

    /// Begins a phase: its number and its board.
    pub(crate) fn phase(&self) -> Result<(u16, &Board)> {
        let free = (1..PHASES_MAX).find(|phase| self.notes.boards[*phase].get().is_none());
        let phase = free.context("too many phases in one run")?;
        let board = self.notes.boards[phase].get_or_init(Board::new);
        Ok((u16::try_from(phase)?, board))
    }

    /// Lets visitors go on by themselves in this phase, or, with 0, in none.
    pub(crate) fn go_on_in(&self, phase: u16) {
        self.notes.looping.store(phase, Ordering::Release);
    }

    /// Orders a visitor to say something.
    pub(crate) fn order(&self, visitor: usize, mark: Mark) {
        // A visitor whose line was closed says nothing; their message stays open on the board.
        let _ = self.visitors[visitor % self.visitors.len()].send(mark);
    }

    /// Waits until the last messages of a phase are acknowledged and seen, or given up.
    pub(crate) async fn drain(&self, board: &Board) {
        let mut waited = Duration::ZERO;
        while board.open() > 0 && waited < DRAIN_MAX {
            tokio::time::sleep(DRAIN_STEP).await;
            waited += DRAIN_STEP;
        }
        // What teammates have not seen yet is still on its way to them.
        tokio::time::sleep(DRAIN_SEEN).await;
    }

    /// Everything that was acknowledged so far.
    pub(crate) fn acknowledged(&self) -> impl Iterator<Item = Mark> {
        let boards = self.notes.boards.iter().zip(0_u16..);
        boards.filter_map(|(board, phase)| Some((board.get()?, phase))).flat_map(
            |(board, phase)| {
                board.fates().zip(0_u32..).filter_map(move |(fate, number)| {
                    fate.acknowledged.is_some().then_some(Mark { phase, number })
                })
            },
        )
    }
}

impl Notes {
    fn board(&self, mark: Mark) -> Option<&Board> {
        self.boards.get(usize::from(mark.phase))?.get()
    }

    /// The next message of a visitor whose last one was acknowledged, in a closed loop.
    fn next(&self, after: Mark) -> Option<Mark> {
        let phase = self.looping.load(Ordering::Acquire);
        let board = self.board(after).filter(|_| phase == after.phase)?;
        Some(Mark { phase, number: board.begin(board.elapsed())? })
    }
}

struct Talker {
    line: Line,
    conversation: String,
    notes: Arc<Notes>,
}

impl Talker {
    async fn talk(mut self, mut orders: UnboundedReceiver<Mark>) {
        loop {
            let go_on = tokio::select! {
                frame = self.line.next() => match frame {
                    Some(Ok(Message::Text(text))) => self.hear(text.as_str()).await,
                    Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => true,
                    _ => false,
                },
                order = orders.recv() => match order {
                    Some(mark) => self.say(mark).await,
                    None => return,
                },
            };
            if !go_on {
                self.notes.closed.fetch_add(1, Ordering::Relaxed);
                return;
            }
        }
    }

    async fn say(&mut self, mark: Mark) -> bool {
        let frame = self.notes.dialect.say(mark, &self.conversation);
        self.line.send(Message::text(frame)).await.is_ok()
    }

    /// Sees whether a message is acknowledged, by `done` or by its own event, and goes on.
    async fn hear(&mut self, frame: &str) -> bool {
        if let Some(answer) = self.notes.dialect.answer(frame) {
            return self.line.send(Message::text(answer)).await.is_ok();
        }
        let notes = Arc::clone(&self.notes);
        let refused = notes.dialect.is_refusal(frame);
        for mark in marks(frame) {
            if refused {
                notes.refused.fetch_add(1, Ordering::Relaxed);
                return true;
            }
            let first = notes.board(mark).is_some_and(|board| board.acknowledge(mark.number));
            if let Some(next) = notes.next(mark).filter(|_| first)
                && !self.say(next).await
            {
                return false;
            }
        }
        true
    }
}

/// A teammate who is told to come back comes back at once; what they missed stays unseen.
async fn watch(mut line: Line, seat: Seat, number: usize, notes: Arc<Notes>) {
    loop {
        match line.next().await {
            Some(Ok(Message::Text(text))) => {
                if let Some(answer) = notes.dialect.answer(&text) {
                    // A line that broke is noticed by the next read.
                    let _ = line.send(Message::text(answer)).await;
                }
                for mark in marks(&text) {
                    if let Some(board) = notes.board(mark) {
                        board.see(mark.number, number, notes.teammates);
                    }
                }
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
            _ => {
                notes.closed.fetch_add(1, Ordering::Relaxed);
                match seat.open().await {
                    Ok(opened) => line = opened,
                    Err(_) => return,
                }
            }
        }
    }
}
