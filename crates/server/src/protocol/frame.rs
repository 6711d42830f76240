//! The frames of both sockets.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Done, InboxRow, Page, Present, Problem, SiteView, SourceView, TeammateCommand, ThreadEvent,
    VisitorCommand,
};

/// From the widget.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum FromVisitor {
    /// The first frame. The server subscribes, then replays what lies behind the cursors.
    Hello {
        token: String,
        #[serde(default)]
        cursors: BTreeMap<Uuid, i64>,
        #[serde(default)]
        page: Option<Page>,
    },
    Do {
        command: VisitorCommand,
    },
    /// The visitor is on this page now.
    Page {
        page: Page,
    },
    Typing {
        conversation: Uuid,
        on: bool,
    },
    Seen {
        conversation: Uuid,
        seq: i64,
    },
    Ping,
}

/// To the widget.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum ToVisitor {
    /// The subscription stands; the replay follows.
    Welcome {
        visitor: Uuid,
        teammates_here: usize,
    },
    Event(ThreadEvent),
    /// The replay is over; what follows is new.
    Live,
    Done(Done),
    Refused {
        id: Uuid,
        problem: Problem,
    },
    Typing {
        conversation: Uuid,
        who: TypingBy,
        on: bool,
    },
    /// How far the team has read.
    Seen {
        conversation: Uuid,
        seq: i64,
    },
    Presence {
        teammates_here: usize,
    },
    Pong,
}

/// From the dashboard. The session is in the cookie.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum FromTeammate {
    /// Follow a thread from behind `after`.
    Watch {
        conversation: Uuid,
        after: i64,
    },
    Unwatch {
        conversation: Uuid,
    },
    Do {
        conversation: Uuid,
        command: TeammateCommand,
    },
    Typing {
        conversation: Uuid,
        on: bool,
    },
    Seen {
        conversation: Uuid,
        seq: i64,
    },
    /// Whether the teammate does something in this dashboard. It says so when that changes, and a
    /// new line counts as active.
    Active {
        on: bool,
    },
    Ping,
}

/// To the dashboard.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum ToTeammate {
    /// The list is subscribed to: fetch its window now.
    Welcome {
        teammate: Uuid,
        present: Vec<Present>,
    },
    /// Conversations as they are now; the higher `seq` wins.
    Rows {
        rows: Vec<InboxRow>,
    },
    Event(ThreadEvent),
    /// The thread has been replayed; what follows is new.
    Live {
        conversation: Uuid,
    },
    Done(Done),
    Refused {
        id: Uuid,
        problem: Problem,
    },
    Typing {
        conversation: Uuid,
        who: TypingBy,
        on: bool,
    },
    /// How far the visitor has read.
    Seen {
        conversation: Uuid,
        seq: i64,
    },
    /// How many of the visitor's messages I have seen, here or on another device.
    Read {
        conversation: Uuid,
        seen: u32,
    },
    /// The teammates with an open dashboard.
    Presence {
        present: Vec<Present>,
    },
    /// Conversations were removed for good.
    Gone {
        conversations: Vec<Uuid>,
    },
    /// Somebody said what they think of an answer.
    Rated {
        conversation: Uuid,
    },
    /// The assistants changed: names, sources, how far they are live.
    Assistants,
    /// What is said of tags changed.
    Tags,
    /// The teammates changed: names, roles, who works here.
    People,
    /// A source's state changed.
    Source {
        source: SourceView,
    },
    SourceGone {
        source: Uuid,
    },
    /// For whom sources are, or when they hold, was changed.
    Reaches,
    /// How far a website is read.
    Site {
        site: Box<SiteView>,
    },
    SiteGone {
        site: Uuid,
    },
    /// An assistant's snippet was seen on a site: ask for the sightings again.
    Sighted {
        assistant: Uuid,
    },
    /// The workspace's own model for vectors changed, or how far it is; those who may see it fetch.
    Embeddings,
    /// The outbox or the mail settings changed; those who may see them fetch them.
    Mail,
    Pong,
}

/// Who is typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "role", rename_all = "snake_case")]
pub(crate) enum TypingBy {
    Visitor,
    Teammate { id: Uuid, name: String },
}

/// Waits for news where a proxy lets no socket through.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TeammatePoll {
    /// Rows that changed at or after this time; from the answer before, or 0 for none.
    #[serde(default)]
    pub(crate) changed_since: i64,
    /// The thread that is open.
    #[serde(default)]
    pub(crate) watch: Option<WatchFrom>,
    /// How long to wait for the first of them, at most 25,000 ms.
    #[serde(default)]
    pub(crate) wait_ms: u64,
}

/// A thread from behind an event.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WatchFrom {
    pub(crate) conversation: Uuid,
    pub(crate) after: i64,
}

/// What has come since.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TeammateNews {
    pub(crate) rows: Vec<InboxRow>,
    pub(crate) events: Vec<ThreadEvent>,
    pub(crate) present: Vec<Present>,
    /// To send as `changed_since` next time.
    pub(crate) now: i64,
}
