//! Sockets: what both have in common. A line is heard from within 40 seconds or closed; a reader
//! who is too slow is closed and resumes from its cursor; nothing waits without a bound.

pub(crate) mod teammate;
pub(crate) mod visitor;

use std::collections::{BTreeMap, HashMap};
use std::pin::Pin;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use domain::conversation::Seq;
use domain::id::ConversationId;
use domain::limits::{FRAME_BYTES_MAX, PING_MS, SILENT_LINE_MS_MAX};
use futures_util::{FutureExt as _, SinkExt as _};
use serde::de::DeserializeOwned;
use tokio::time::{Instant, Sleep};
use uuid::Uuid;

use crate::app::App;
use crate::bus::{FrameText, Signal, Subscription};
use crate::clock;

/// The buffer that each idle line holds. The default costs a hundred times as much.
const READ_BUFFER_BYTES: usize = 1024;

/// What is written at once: frames that come together leave together up to this size.
const WRITE_BUFFER_BYTES: usize = 16 * 1024;

/// Signals passed on before the client is heard again.
const SIGNALS_TOGETHER_MAX: usize = 256;

/// Longest time that what was said may take to leave.
const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// Why a line was closed, as `docs/PROTOCOL.md` lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Close {
    /// The server stops.
    Stopping = 1001,
    /// A frame does not hold.
    BadFrame = 1008,
    /// Come back later.
    Later = 1013,
    /// No valid token or session.
    SignIn = 4401,
    /// Too slow: come back and resume.
    Resume = 4408,
}

/// What a line brings.
pub(crate) enum Heard<T> {
    /// A frame.
    Frame(T),
    /// The client has gone, or was silent too long.
    Gone,
    /// Something that is no frame; the line is closed.
    Bad,
}

/// A line to a client. What is said waits until it is flushed, so that what comes together leaves
/// together.
pub(crate) struct Line {
    socket: WebSocket,
    heard_at: Instant,
    /// When a silent client is asked whether it is there.
    ask_at: Instant,
    /// Rings at the earliest of these moments as they were when it was set: it is looked at when
    /// it rings and not moved with each frame.
    alarm: Pin<Box<Sleep>>,
}

impl Line {
    /// Accepts a line, bounded in what a frame and its buffers hold.
    pub(crate) fn accept<F>(
        upgrade: WebSocketUpgrade,
        run: impl FnOnce(Self) -> F + Send + 'static,
    ) -> Response
    where
        F: Future<Output = ()> + Send + 'static,
    {
        upgrade
            .read_buffer_size(READ_BUFFER_BYTES)
            .write_buffer_size(WRITE_BUFFER_BYTES)
            .max_message_size(FRAME_BYTES_MAX)
            .max_frame_size(FRAME_BYTES_MAX)
            .on_upgrade(move |socket| run(Self::new(socket)))
    }

    fn new(socket: WebSocket) -> Self {
        let heard_at = clock::instant();
        let ask_at = heard_at + Duration::from_millis(PING_MS);
        Self { socket, heard_at, ask_at, alarm: Box::pin(tokio::time::sleep_until(ask_at)) }
    }

    /// The next frame. A client that says nothing is asked after `PING_MS` and given up after
    /// `SILENT_LINE_MS_MAX`: browsers answer by themselves, so a half-open line is noticed without
    /// the page's help. Safe to drop and call again.
    pub(crate) async fn hear<T: DeserializeOwned>(&mut self) -> Heard<T> {
        loop {
            let received = tokio::select! {
                // What has come counts, however late it is looked at.
                biased;
                received = self.socket.recv() => received,
                () = self.alarm.as_mut() => {
                    if self.is_lost().await {
                        return Heard::Gone;
                    }
                    continue;
                }
            };
            self.heard_at = clock::instant();
            self.ask_at = self.heard_at + Duration::from_millis(PING_MS);
            match received {
                Some(Ok(Message::Text(text))) => {
                    return serde_json::from_str(&text).map_or(Heard::Bad, Heard::Frame);
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(Message::Binary(_))) => return Heard::Bad,
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Heard::Gone,
            }
        }
    }

    /// What the alarm means: nothing yet, a question, or the end.
    async fn is_lost(&mut self) -> bool {
        let (now, end) =
            (clock::instant(), self.heard_at + Duration::from_millis(SILENT_LINE_MS_MAX));
        if now >= end {
            return true;
        }
        if now >= self.ask_at {
            self.ask_at = now + Duration::from_millis(PING_MS);
            if in_time(self.socket.send(Message::Ping(Bytes::new()))).await.is_err() {
                return true;
            }
        }
        self.alarm.as_mut().reset(self.ask_at.min(end));
        false
    }

    /// Says a frame with the next flush.
    pub(crate) async fn say(&mut self, text: FrameText) -> Result<(), Close> {
        in_time(self.socket.feed(Message::Text(text))).await
    }

    /// Sends what was said.
    pub(super) async fn flush(&mut self) -> Result<(), Close> {
        in_time(self.socket.flush()).await
    }

    /// Says why and closes.
    pub(crate) async fn close(mut self, why: Close) {
        let frame = CloseFrame { code: why as u16, reason: "".into() };
        // The client may be gone already: then there is nobody to tell.
        let _ = in_time(self.socket.send(Message::Close(Some(frame)))).await;
    }
}

/// Nearly always the kernel takes it at once, and then no timer is set. A client that does not take
/// it in time resumes when it is back.
async fn in_time<E>(sent: impl Future<Output = Result<(), E>>) -> Result<(), Close> {
    tokio::pin!(sent);
    let sent = match sent.as_mut().now_or_never() {
        Some(sent) => Ok(sent),
        None => tokio::time::timeout(SEND_TIMEOUT, sent).await,
    };
    if matches!(sent, Ok(Ok(()))) { Ok(()) } else { Err(Close::Resume) }
}

/// Whose line it is: what they may say, and what they are told.
pub(crate) trait Reader {
    /// What comes from the client.
    type Frame: DeserializeOwned;

    /// What this reader listens to.
    fn subscription(&mut self) -> &mut Subscription;

    /// Does what a frame asks for.
    async fn hear(&mut self, line: &mut Line, frame: Self::Frame) -> Result<(), Close>;

    /// Tells the client of a signal, if it is for them.
    async fn pass_on(&mut self, line: &mut Line, signal: &Signal) -> Result<(), Close>;
}

/// Serves a line until it ends. None when the client has gone, else why it is to be closed.
pub(crate) async fn follow<R: Reader>(app: &App, reader: &mut R, line: &mut Line) -> Option<Close> {
    let stopped = app.stopped();
    tokio::pin!(stopped);
    loop {
        if let Err(why) = pass_on_waiting(reader, line).await {
            return Some(why);
        }
        let done = tokio::select! {
            heard = line.hear() => match heard {
                // Boxed, as all that an idle line does not wait in: thousands of them are idle.
                Heard::Frame(frame) => Box::pin(reader.hear(line, frame)).await,
                Heard::Gone => return None,
                Heard::Bad => Err(Close::BadFrame),
            },
            signal = reader.subscription().next() => match signal {
                Some(signal) => reader.pass_on(line, &signal).await,
                None => Err(Close::Resume),
            },
            () = &mut stopped => Err(Close::Stopping),
        };
        if let Err(why) = done {
            return Some(why);
        }
    }
}

/// Everything that waits leaves together.
async fn pass_on_waiting<R: Reader>(reader: &mut R, line: &mut Line) -> Result<(), Close> {
    for _ in 0..SIGNALS_TOGETHER_MAX {
        let Some(signal) = reader.subscription().next_waiting() else { break };
        reader.pass_on(line, &signal).await?;
    }
    line.flush().await
}

/// How far a reader has got, thread by thread.
#[derive(Debug, Default)]
pub(crate) struct Cursors(HashMap<ConversationId, Seq>);

/// What to do with an event that comes in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// It was sent before.
    Old,
    /// It follows: send it.
    Send,
    /// Something between was missed: read on from the store behind this.
    ReadOn(Seq),
}

impl Cursors {
    pub(crate) fn at(&self, conversation: ConversationId) -> Seq {
        self.0.get(&conversation).copied().unwrap_or(0)
    }

    pub(crate) fn reached(&mut self, conversation: ConversationId, seq: Seq) {
        let at = self.0.entry(conversation).or_default();
        *at = seq.max(*at);
    }

    pub(crate) fn forget(&mut self, conversation: ConversationId) {
        self.0.remove(&conversation);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Every cursor, as the wire has them.
    pub(crate) fn all(&self) -> BTreeMap<Uuid, Seq> {
        self.0.iter().map(|(thread, seq)| (thread.uuid(), *seq)).collect()
    }

    pub(crate) fn holds(&self, conversation: ConversationId) -> bool {
        self.0.contains_key(&conversation)
    }

    /// Judges an event by its `seq` and the `prev` of this reader.
    pub(crate) fn judge(&mut self, conversation: ConversationId, seq: Seq, prev: Seq) -> Next {
        let at = self.at(conversation);
        if seq <= at {
            return Next::Old;
        }
        if prev > at {
            return Next::ReadOn(at);
        }
        self.reached(conversation, seq);
        Next::Send
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_seen_by_prev_and_nothing_is_sent_twice() {
        let mut cursors = Cursors::default();
        let thread = crate::clock::new_id();
        assert_eq!(cursors.judge(thread, 1, 0), Next::Send);
        assert_eq!(cursors.judge(thread, 1, 0), Next::Old);
        // The visitor may not see 2 and 3, so 4 follows 1.
        assert_eq!(cursors.judge(thread, 4, 1), Next::Send);
        assert_eq!(cursors.judge(thread, 6, 5), Next::ReadOn(4));
        cursors.reached(thread, 6);
        assert_eq!(cursors.judge(thread, 5, 4), Next::Old);
    }
}
