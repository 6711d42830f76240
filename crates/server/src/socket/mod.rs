//! Sockets: what both have in common. A line is heard from within 40 seconds or closed; a reader
//! who is too slow is closed and resumes from its cursor; nothing waits without a bound.

pub(crate) mod teammate;
pub(crate) mod visitor;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use domain::conversation::Seq;
use domain::id::ConversationId;
use domain::limits::{FRAME_BYTES_MAX, PING_MS, SILENT_LINE_MS_MAX};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::clock;

/// The buffer that each idle line holds. The default costs a hundred times as much.
const READ_BUFFER_BYTES: usize = 1024;

/// Longest time that one frame may take to leave.
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

/// A line to a client.
pub(crate) struct Line(WebSocket);

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
            .write_buffer_size(0)
            .max_message_size(FRAME_BYTES_MAX)
            .max_frame_size(FRAME_BYTES_MAX)
            .on_upgrade(move |socket| run(Self(socket)))
    }

    /// The next frame. A client that says nothing is asked after `PING_MS` and given up after
    /// `SILENT_LINE_MS_MAX`. Safe to drop and call again.
    pub(crate) async fn hear<T: DeserializeOwned>(&mut self, silence: &mut Silence) -> Heard<T> {
        loop {
            let Ok(received) = tokio::time::timeout(silence.left(), self.0.recv()).await else {
                if silence.is_over() || !self.ping().await {
                    return Heard::Gone;
                }
                silence.asked();
                continue;
            };
            silence.broken();
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

    /// Sends a frame; false when the client is gone or does not read.
    pub(crate) async fn say(&mut self, text: &str) -> bool {
        let sent = self.0.send(Message::Text(text.into()));
        matches!(tokio::time::timeout(SEND_TIMEOUT, sent).await, Ok(Ok(())))
    }

    async fn ping(&mut self) -> bool {
        let sent = self.0.send(Message::Ping(Vec::new().into()));
        matches!(tokio::time::timeout(SEND_TIMEOUT, sent).await, Ok(Ok(())))
    }

    /// Says why and closes.
    pub(crate) async fn close(mut self, why: Close) {
        let frame = CloseFrame { code: why as u16, reason: "".into() };
        let sent = self.0.send(Message::Close(Some(frame)));
        // The client may be gone already: then there is nobody to tell.
        let _ = tokio::time::timeout(SEND_TIMEOUT, sent).await;
    }
}

/// How long a line has been silent. The ping is answered by browsers themselves, so a half-open
/// line is noticed without the page's help.
#[derive(Debug)]
pub(crate) struct Silence {
    since: tokio::time::Instant,
    ask_at: tokio::time::Instant,
}

impl Silence {
    pub(crate) fn new() -> Self {
        let now = clock::instant();
        Self { since: now, ask_at: now + Duration::from_millis(PING_MS) }
    }

    fn left(&self) -> Duration {
        self.ask_at.min(self.end()).saturating_duration_since(clock::instant())
    }

    fn end(&self) -> tokio::time::Instant {
        self.since + Duration::from_millis(SILENT_LINE_MS_MAX)
    }

    fn is_over(&self) -> bool {
        clock::instant() >= self.end()
    }

    fn asked(&mut self) {
        self.ask_at = clock::instant() + Duration::from_millis(PING_MS);
    }

    fn broken(&mut self) {
        *self = Self::new();
    }
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

/// A frame as text, for one reader.
pub(crate) fn text(frame: &impl serde::Serialize) -> Arc<str> {
    crate::app::text(frame)
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
