//! What is known of a visitor beside the log: page, trail, what they told.

use domain::conversation::Millis;
use domain::id::VisitorId;
use domain::limits::PAGE_TRAIL_MAX;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{ListRow, Tenant, Tx, ViewOf, Window};

use crate::clock;
use crate::inbox::InboxError;
use crate::protocol::{Details, Page, PageVisit};

/// What a list shows of a message.
pub(super) const PREVIEW_CHARS_MAX: usize = 160;

/// Our own types as text of a column.
pub(super) fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("our own types have a JSON form")
}

/// A column's text as our own type; what an older version wrote and nobody reads is nothing.
pub(crate) fn from_json<T: DeserializeOwned>(text: Option<&str>) -> Option<T> {
    serde_json::from_str(text?).ok()
}

/// The trail with `page` before it; none when the visitor has not moved.
pub(super) fn trail(stored: Option<&str>, page: &Page, now: Millis) -> Option<String> {
    let mut visits: Vec<PageVisit> = from_json(stored).unwrap_or_default();
    if page.url.is_empty() || visits.first().is_some_and(|last| last.url == page.url) {
        return None;
    }
    visits.insert(0, PageVisit { url: page.url.clone(), title: page.title.clone(), at: now });
    visits.truncate(PAGE_TRAIL_MAX);
    Some(to_json(&visits))
}

/// What was told before, with what is told now over it.
pub(super) fn merge(stored: Option<&str>, told: &Details) -> String {
    to_json(&told.clone().over(&from_json(stored).unwrap_or_default()))
}

impl Details {
    /// These over what was told before.
    pub(super) fn over(self, before: &Self) -> Self {
        Self {
            name: self.name.or_else(|| before.name.clone()),
            email: self.email.or_else(|| before.email.clone()),
            note: self.note.or_else(|| before.note.clone()),
        }
    }
}

/// Notes the page on the visitor's latest conversation; the row when that changed it.
pub(super) async fn visit(
    tx: &mut Tx,
    tenant: Tenant,
    visitor: VisitorId,
    page: &Page,
) -> Result<Option<ListRow>, InboxError> {
    let window =
        Window { view: ViewOf::Visitor(visitor), cursor: None, limit: 1, reader: None, tag: None };
    let latest = tx.of(tenant).conversations(window).await?.pop();
    let Some(mut row) = latest else { return Ok(None) };
    let (now, text) = (clock::now(), to_json(page));
    if row.row.page.as_deref() == Some(text.as_str()) {
        return Ok(None);
    }
    let trail = trail(row.row.trail.as_deref(), page, now)
        .or(row.row.trail.take())
        .unwrap_or_else(|| "[]".to_owned());
    tx.write_of(tenant).save_page(row.row.id, &text, &trail, now).await?;
    (row.row.page, row.row.trail, row.row.changed_at) = (Some(text), Some(trail), now);
    Ok(Some(row))
}
