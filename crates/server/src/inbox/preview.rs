//! What the list shows of a conversation's words.

use domain::conversation::Event;
use store::LogRow;

use super::details::{self, PREVIEW_CHARS_MAX};
use crate::actions::Ended;
use crate::protocol::{Preview, PreviewBy};

/// The last public words; of an answer its first sentence.
pub(super) fn preview(row: &LogRow) -> Option<Preview> {
    let by = match row.event {
        Event::VisitorSaid { .. } => PreviewBy::Visitor,
        Event::SentenceReleased { index: 0, .. } => PreviewBy::Assistant,
        Event::Replied { .. } => PreviewBy::Teammate,
        Event::ActionEnded { said: true, .. } => {
            let ended: Ended = details::from_json(row.words.as_deref())?;
            return Some(cut(PreviewBy::Assistant, &ended.text));
        }
        _ => return None,
    };
    let text = match row.words.as_deref()? {
        "" if !row.pictures.is_empty() => "Picture",
        text => text,
    };
    Some(cut(by, text))
}

fn cut(by: PreviewBy, text: &str) -> Preview {
    Preview { by, text: text.chars().take(PREVIEW_CHARS_MAX).collect() }
}
