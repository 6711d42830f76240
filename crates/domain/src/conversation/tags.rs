//! Labels: once each, and what a teammate took off stays off until a teammate puts it on again.

use super::{Conversation, Event};
use crate::id::TeammateId;
use crate::rule::Marks;
use crate::tag::Tagging;

impl Conversation {
    /// Whether something other than a teammate may add a tag.
    pub fn is_open_to(&self, tag: &str) -> bool {
        !self.tags.contains(tag) && !self.taken_off.contains(tag)
    }

    pub(super) fn tagged(&self, tag: &str, by: Tagging) -> Option<Event> {
        let by_hand = matches!(by, Tagging::Teammate(_));
        let is_new = if by_hand { !self.tags.contains(tag) } else { self.is_open_to(tag) };
        let (mut action, mut rule, mut teammate) = (None, None, None);
        match by {
            Tagging::Action(id) => action = Some(id),
            Tagging::Rule(id) => rule = Some(id),
            Tagging::Teammate(id) => teammate = Some(id),
            Tagging::Tagger => {}
        }
        let (tag, tagger) = (tag.to_owned(), by == Tagging::Tagger);
        is_new.then_some(Event::Tagged { tag, action, rule, by: teammate, tagger })
    }

    pub(super) fn untagged(&self, tag: &str, by: TeammateId) -> Option<Event> {
        self.tags.contains(tag).then(|| Event::Untagged { tag: tag.to_owned(), by })
    }

    /// Tags that it does not have yet, and a priority above its own.
    pub(super) fn marked(&self, marks: &Marks) -> impl Iterator<Item = Event> {
        let tagged = marks.tags.iter().filter_map(|(tag, by)| self.tagged(tag, *by));
        let raised = (marks.priority > self.priority).then_some(marks.priority);
        tagged.chain(raised.map(|priority| Event::Raised { priority }))
    }

    pub(super) fn labelled(&mut self, event: &Event) {
        match event {
            Event::Tagged { tag, .. } => {
                self.taken_off.remove(tag);
                self.tags.insert(tag.clone());
            }
            Event::Untagged { tag, .. } => {
                self.tags.remove(tag);
                self.taken_off.insert(tag.clone());
            }
            _ => {}
        }
    }
}
