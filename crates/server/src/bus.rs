//! Who hears what, now. The log is the truth and this is a hint: what is lost here is read on from
//! the store. Later there is a second arm for several nodes; callers will not know.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use domain::conversation::Seq;
use domain::id::{ConversationId, SessionId, TeammateId, VisitorId, WorkspaceId};
use domain::limits::SUBSCRIBER_FRAMES_MAX;
use tokio::sync::mpsc;

use crate::protocol::TypingBy;

/// A frame as it goes out, shared by all who read it.
pub(crate) type FrameText = Utf8Bytes;

/// What one can listen to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Topic {
    /// The threads of a visitor, as that visitor may see them.
    Visitor(VisitorId),
    /// One thread, as the team may see it. Its id is made by a browser, so it says nothing of whose
    /// it is: the workspace does.
    Thread(WorkspaceId, ConversationId),
    /// The list, the people and the sources of a workspace.
    Team(WorkspaceId),
    /// What concerns every visitor of a workspace.
    Visitors(WorkspaceId),
    /// What concerns one teammate on all their devices.
    Teammate(TeammateId),
}

/// Something to hear.
#[derive(Debug)]
pub(crate) enum Signal {
    /// An event was committed.
    Event(Published),
    /// A frame that is passed on as it is: droppable, and never the only way to know.
    Frame(FrameText),
    /// Somebody is typing.
    Typing { conversation: ConversationId, by: TypingBy, on: bool },
    /// Sessions ended; a socket that rests on one closes.
    Revoked { teammate: TeammateId, only: Option<SessionId>, except: Option<SessionId> },
    /// Browsers of a visitor became somebody else's, or signed out: all, or the one whose token has
    /// this hash. Their lines close; those that did not sign out come back.
    VisitorLeft { only: Option<Vec<u8>>, signed_out: bool },
}

/// An event, written once for all who read it.
#[derive(Debug)]
pub(crate) struct Published {
    pub(crate) conversation: ConversationId,
    pub(crate) seq: Seq,
    /// The last event before it that the visitor may see.
    pub(crate) visitor_prev: Seq,
    /// The frame for the visitor; none where they may not see it or were not there. Whoever came
    /// since reads it in the replay that follows a subscription.
    pub(crate) for_visitor: Option<FrameText>,
    /// The frame for teammates; none where nobody was at the thread.
    pub(crate) for_team: Option<FrameText>,
}

/// The bus. One arm so far.
#[derive(Debug, Clone)]
pub(crate) enum Bus {
    /// Everybody is in this process.
    Local(Arc<Local>),
}

/// The subscribers of this process.
#[derive(Debug, Default)]
pub(crate) struct Local {
    topics: Mutex<HashMap<Topic, Vec<Arc<Subscriber>>>>,
    last: AtomicU64,
}

#[derive(Debug)]
struct Subscriber {
    id: u64,
    queue: mpsc::Sender<Arc<Signal>>,
    /// The queue was full: what follows has a hole, so the line is closed.
    lagged: AtomicBool,
    /// What must not wait behind what is told: who may no longer listen.
    ended: Mutex<Vec<Arc<Signal>>>,
}

/// One listener, of several topics.
#[derive(Debug)]
pub(crate) struct Subscription {
    local: Arc<Local>,
    me: Arc<Subscriber>,
    queue: mpsc::Receiver<Arc<Signal>>,
    topics: Vec<Topic>,
}

impl Default for Bus {
    fn default() -> Self {
        Self::Local(Arc::default())
    }
}

impl Bus {
    /// Tells everybody who listens to one of `topics`. Never waits.
    pub(crate) fn publish(&self, topics: &[Topic], signal: Signal) {
        let Self::Local(local) = self;
        let signal = Arc::new(signal);
        for topic in topics {
            local.publish(*topic, &signal);
        }
    }

    /// How many listen to a topic.
    pub(crate) fn listeners(&self, topic: Topic) -> usize {
        let Self::Local(local) = self;
        let topics = local.topics.lock().unwrap_or_else(PoisonError::into_inner);
        topics.get(&topic).map_or(0, Vec::len)
    }

    /// Whether anybody listens to a topic, so that what nobody hears need not be written.
    pub(crate) fn is_heard(&self, topic: Topic) -> bool {
        self.listeners(topic) > 0
    }

    /// Begins to listen.
    pub(crate) fn subscribe(&self, topics: &[Topic]) -> Subscription {
        let Self::Local(local) = self;
        let (sender, queue) = mpsc::channel(SUBSCRIBER_FRAMES_MAX);
        let id = local.last.fetch_add(1, Ordering::Relaxed);
        let me = Arc::new(Subscriber {
            id,
            queue: sender,
            lagged: AtomicBool::new(false),
            ended: Mutex::default(),
        });
        let mut subscription =
            Subscription { local: Arc::clone(local), me, queue, topics: Vec::new() };
        for topic in topics {
            subscription.add(*topic);
        }
        subscription
    }
}

impl Subscriber {
    fn ended(&self) -> MutexGuard<'_, Vec<Arc<Signal>>> {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Local {
    fn publish(&self, topic: Topic, signal: &Arc<Signal>) {
        let topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        for subscriber in topics.get(&topic).into_iter().flatten() {
            if matches!(**signal, Signal::Revoked { .. } | Signal::VisitorLeft { .. }) {
                subscriber.ended().push(Arc::clone(signal));
            }
            // An end stands in the queue too, where it wakes a reader who waits.
            if subscriber.queue.try_send(Arc::clone(signal)).is_err() {
                subscriber.lagged.store(true, Ordering::Release);
            }
        }
    }
}

impl Subscription {
    /// Listens to one more topic.
    pub(crate) fn add(&mut self, topic: Topic) {
        if !self.topics.contains(&topic) {
            self.topics.push(topic);
            let mut topics = self.local.topics.lock().unwrap_or_else(PoisonError::into_inner);
            topics.entry(topic).or_default().push(Arc::clone(&self.me));
        }
    }

    /// Listens to one topic less.
    pub(crate) fn remove(&mut self, topic: Topic) {
        self.topics.retain(|listened| *listened != topic);
        let mut topics = self.local.topics.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(subscribers) = topics.get_mut(&topic) {
            subscribers.retain(|subscriber| subscriber.id != self.me.id);
            if subscribers.is_empty() {
                topics.remove(&topic);
            }
        }
    }

    /// The next signal; none when some were lost because this listener was too slow.
    pub(crate) async fn next(&mut self) -> Option<Arc<Signal>> {
        if self.has_lost() {
            return None;
        }
        self.queue.recv().await
    }

    /// A signal that waits already, if there is one.
    pub(crate) fn next_waiting(&mut self) -> Option<Arc<Signal>> {
        let ended = self.me.ended().pop();
        ended.or_else(|| if self.has_lost() { None } else { self.queue.try_recv().ok() })
    }

    fn has_lost(&self) -> bool {
        self.me.lagged.load(Ordering::Acquire)
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        for topic in std::mem::take(&mut self.topics) {
            self.remove(topic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(text: &str) -> Signal {
        Signal::Frame(text.into())
    }

    #[tokio::test]
    async fn a_listener_hears_its_topics_and_no_others() {
        let bus = Bus::default();
        let (mine, other) =
            (Topic::Teammate(crate::clock::new_id()), Topic::Teammate(crate::clock::new_id()));
        let mut subscription = bus.subscribe(&[mine]);
        bus.publish(&[other], frame("other"));
        bus.publish(&[mine], frame("mine"));
        let heard = subscription.next().await.unwrap();
        assert!(matches!(&*heard, Signal::Frame(text) if text.as_str() == "mine"));
        let Bus::Local(local) = &bus;
        drop(subscription);
        assert!(local.topics.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn an_end_waits_behind_nothing() {
        let (bus, teammate) = (Bus::default(), crate::clock::new_id());
        let topic = Topic::Teammate(teammate);
        let mut subscription = bus.subscribe(&[topic]);
        for _ in 0..10 {
            bus.publish(&[topic], frame("x"));
        }
        bus.publish(&[topic], Signal::Revoked { teammate, only: None, except: None });
        let next = subscription.next_waiting().unwrap();
        assert!(matches!(*next, Signal::Revoked { .. }));
        assert!(matches!(&*subscription.next_waiting().unwrap(), Signal::Frame(_)));
    }

    #[tokio::test]
    async fn a_slow_listener_is_cut_off_and_memory_stays_flat() {
        let bus = Bus::default();
        let topic = Topic::Teammate(crate::clock::new_id());
        let mut subscription = bus.subscribe(&[topic]);
        for _ in 0..=SUBSCRIBER_FRAMES_MAX {
            bus.publish(&[topic], frame("x"));
        }
        assert!(subscription.next().await.is_none());
    }
}
