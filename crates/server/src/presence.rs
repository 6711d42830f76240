//! Who is here: teammates with an open dashboard, and who is typing. Never stored; what a teammate
//! chose by hand is, and is told here when they come.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::conversation::Millis;
use domain::id::{ConversationId, TeammateId, WorkspaceId};
use domain::limits::TYPING_MS_MAX;

use crate::protocol::{Availability, Present};

/// Lines of teammates, and visitors who are typing.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    lines: Mutex<HashMap<Who, Lines>>,
    typing: Mutex<HashMap<ConversationId, Millis>>,
}

type Who = (WorkspaceId, TeammateId);

/// The open dashboards of one teammate.
#[derive(Debug, Default, Clone, Copy)]
struct Lines {
    open: usize,
    /// Those in which they did something not long ago.
    active: usize,
    /// Away by hand.
    away: bool,
}

impl Lines {
    fn availability(self) -> Option<Availability> {
        match self {
            Self { open: 0, .. } => None,
            Self { away: true, .. } => Some(Availability::Away),
            Self { active: 0, .. } => Some(Availability::Inactive),
            _ => Some(Availability::Available),
        }
    }
}

/// A line of a teammate; they leave when their last one is dropped.
pub(crate) struct Line {
    presence: Arc<Presence>,
    who: Who,
    active: bool,
    changed: Box<dyn Fn() + Send + Sync>,
}

impl Presence {
    /// A teammate opened a line. `changed` is called when others see them otherwise from then on.
    pub(crate) fn come(
        self: &Arc<Self>,
        workspace: WorkspaceId,
        teammate: TeammateId,
        away: bool,
        changed: impl Fn() + Send + Sync + 'static,
    ) -> Line {
        let who = (workspace, teammate);
        let (presence, changed) = (Arc::clone(self), Box::new(changed));
        let line = Line { presence, who, active: true, changed };
        line.turn(|lines| Lines { open: lines.open + 1, active: lines.active + 1, away });
        line
    }

    /// A teammate said whether they are away. Whether that is news to others.
    pub(crate) fn set_away(
        &self,
        workspace: WorkspaceId,
        teammate: TeammateId,
        away: bool,
    ) -> bool {
        self.turn((workspace, teammate), |lines| Lines { away, ..lines })
    }

    /// Everybody of a workspace with an open dashboard.
    pub(crate) fn present(&self, workspace: WorkspaceId) -> Vec<Present> {
        let lines = self.lock();
        let of = lines.iter().filter(|((at, _), _)| *at == workspace);
        let mut present: Vec<Present> = of
            .filter_map(|((_, id), lines)| {
                Some(Present { id: id.uuid(), availability: lines.availability()? })
            })
            .collect();
        present.sort_unstable_by_key(|present| present.id);
        present
    }

    /// How many of a workspace are here and available.
    pub(crate) fn here(&self, workspace: WorkspaceId) -> usize {
        let present = self.present(workspace);
        present.iter().filter(|one| one.availability == Availability::Available).count()
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

    /// Whether others see them otherwise after it.
    fn turn(&self, who: Who, turn: impl FnOnce(Lines) -> Lines) -> bool {
        let mut all = self.lock();
        let before = all.get(&who).copied().unwrap_or_default();
        let after = turn(before);
        if after.open == 0 {
            all.remove(&who);
        } else {
            all.insert(who, after);
        }
        before.availability() != after.availability()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Who, Lines>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    /// The dashboard says whether its teammate does something in it.
    pub(crate) fn is_active(&mut self, active: bool) {
        if self.active == active {
            return;
        }
        self.active = active;
        self.turn(|lines| Lines {
            active: if active { lines.active + 1 } else { lines.active.saturating_sub(1) },
            ..lines
        });
    }

    fn turn(&self, turn: impl FnOnce(Lines) -> Lines) {
        if self.presence.turn(self.who, turn) {
            (self.changed)();
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let active = usize::from(self.active);
        self.turn(|lines| Lines {
            open: lines.open.saturating_sub(1),
            active: lines.active.saturating_sub(active),
            ..lines
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_teammate_is_what_the_most_active_of_their_dashboards_says_unless_they_chose() {
        let presence = Arc::new(Presence::default());
        let (shop, sam) = (Uuid::from_u128(1).into(), TeammateId::from(Uuid::from_u128(2)));
        let told = Arc::new(AtomicUsize::new(0));
        let come = |away| {
            let told = Arc::clone(&told);
            let note = move || {
                told.fetch_add(1, Ordering::Relaxed);
            };
            presence.come(shop, sam, away, note)
        };
        let is = || presence.present(shop).first().map(|one| one.availability);
        let times = || told.load(Ordering::Relaxed);
        let (mut desk, mut phone) = (come(false), come(false));
        assert_eq!((is(), presence.here(shop), times()), (Some(Availability::Available), 1, 1));
        desk.is_active(false);
        desk.is_active(false);
        assert_eq!((is(), times()), (Some(Availability::Available), 1), "still at the phone");
        phone.is_active(false);
        assert_eq!((is(), presence.here(shop), times()), (Some(Availability::Inactive), 0, 2));
        assert!(presence.set_away(shop, sam, true) && !presence.set_away(shop, sam, true));
        phone.is_active(true);
        assert_eq!((is(), times()), (Some(Availability::Away), 2), "chosen by hand");
        assert!(presence.set_away(shop, sam, false));
        assert_eq!(is(), Some(Availability::Available));
        drop(phone);
        assert_eq!(is(), Some(Availability::Inactive));
        drop(desk);
        assert_eq!((is(), times()), (None, 4));
        assert!(!presence.set_away(shop, sam, true), "nobody sees it until they come");
    }
}
