//! What the list shows of a conversation's words.

use domain::conversation::Event;
use store::LogRow;

use super::details::PREVIEW_CHARS_MAX;
use crate::protocol::{Preview, PreviewBy};

/// The last public words; of an answer its first sentence.
pub(super) fn preview(row: &LogRow) -> Option<Preview> {
    let by = match row.event {
        Event::VisitorSaid { .. } => PreviewBy::Visitor,
        Event::SentenceReleased { index: 0, .. } => PreviewBy::Assistant,
        Event::Replied { .. } => PreviewBy::Teammate,
        _ => return None,
    };
    let text = match row.words.as_deref()? {
        "" if !row.pictures.is_empty() => "Picture",
        text => text,
    };
    Some(Preview { by, text: text.chars().take(PREVIEW_CHARS_MAX).collect() })
}
