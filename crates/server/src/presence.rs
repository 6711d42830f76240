//! Who is here: teammates with an open line, and who is typing. Never stored.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::conversation::Millis;
use domain::id::{ConversationId, TeammateId, WorkspaceId};
use domain::limits::TYPING_MS_MAX;

/// Lines of teammates, and visitors who are typing.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    lines: Mutex<HashMap<(WorkspaceId, TeammateId), usize>>,
    typing: Mutex<HashMap<ConversationId, Millis>>,
}

/// A line of a teammate; they leave when their last one is dropped.
pub(crate) struct Line {
    presence: Arc<Presence>,
    who: (WorkspaceId, TeammateId),
    left: Box<dyn Fn() + Send + Sync>,
}

impl Presence {
    /// A teammate opened a line. `changed` is called when they come and when they leave.
    pub(crate) fn come(
        self: &Arc<Self>,
        workspace: WorkspaceId,
        teammate: TeammateId,
        changed: impl Fn() + Send + Sync + 'static,
    ) -> Line {
        let who = (workspace, teammate);
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let open = lines.entry(who).or_default();
        *open += 1;
        let first = *open == 1;
        drop(lines);
        if first {
            changed();
        }
        Line { presence: Arc::clone(self), who, left: Box::new(changed) }
    }

    /// The teammates of a workspace who are here.
    pub(crate) fn here(&self, workspace: WorkspaceId) -> Vec<TeammateId> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let mut here: Vec<TeammateId> = lines
            .keys()
            .filter(|(at, _)| *at == workspace)
            .map(|(_, teammate)| *teammate)
            .collect();
        here.sort_unstable();
        here
    }

    /// A visitor started or stopped typing.
    pub(crate) fn visitor_types(&self, conversation: ConversationId, on: bool, now: Millis) {
        let mut typing = self.typing.lock().unwrap_or_else(PoisonError::into_inner);
        typing.retain(|_, until| *until > now);
        if on {
            typing.insert(conversation, now + TYPING_MS_MAX);
        } else {
            typing.remove(&conversation);
        }
    }

    /// Until when the visitor counts as typing, if they do.
    pub(crate) fn typing_until(&self, conversation: ConversationId, now: Millis) -> Option<Millis> {
        let typing = self.typing.lock().unwrap_or_else(PoisonError::into_inner);
        typing.get(&conversation).copied().filter(|until| *until > now)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let mut lines = self.presence.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let open = lines.get(&self.who).copied().unwrap_or_default();
        if open > 1 {
            lines.insert(self.who, open - 1);
            return;
        }
        lines.remove(&self.who);
        drop(lines);
        (self.left)();
    }
}
