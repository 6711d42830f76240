//! What a run has come to, by its events.

use domain::action::next::{Progress, Taken};
use domain::conversation::{Event, RunKey, Seq};
use domain::limits::RUN_EVENTS_MAX;
use domain::message::Audience;
use store::{Conn, ListRow, Tenant};

use super::body::{Filled, Looked, OpenForm};
use crate::inbox::read_column;
use crate::protocol::Form;

/// What a run has come to, by its events.
#[derive(Default)]
pub(super) struct Read {
    pub(super) progress: Progress,
    /// The form that was shown last.
    pub(super) form: Option<Form>,
    /// Where it stands.
    pub(super) form_at: Seq,
    /// The way it took.
    pub(super) taken: Option<Taken>,
}

/// The form that waits for the visitor, with where its run is and where it stands in the log.
pub(crate) async fn open_form(
    conn: &mut Conn,
    tenant: Tenant,
    row: &ListRow,
) -> store::Result<Option<(RunKey, OpenForm, Seq)>> {
    let Some(key) = row.row.state.open_form() else { return Ok(None) };
    let since = row.row.state.run.as_ref().map_or(0, |run| run.since);
    let Read { form, form_at, .. } = progress(conn, tenant, row, (key.run, since)).await?;
    Ok(form.map(|form| (key, OpenForm::new(form), form_at)))
}

/// Reads what a run has come to.
pub(super) async fn progress(
    conn: &mut Conn,
    tenant: Tenant,
    row: &ListRow,
    (run, since): (u32, Seq),
) -> store::Result<Read> {
    let after = (since - 1).max(0);
    let events = conn.of(tenant).events(row.row.id, after, Audience::Team, RUN_EVENTS_MAX).await?;
    let mut read = Read::default();
    for event in events {
        let words = event.words.as_deref();
        match event.event {
            Event::FormShown { run: of, .. } if of == run => {
                read.form = read_column(words);
                read.form_at = event.seq;
            }
            Event::ActionStarted { run: of, .. } | Event::FieldsGiven { run: of } if of == run => {
                let filled: Filled = read_column(words).unwrap_or_default();
                read.progress.confirmed |= filled.confirmed;
                read.progress.answered.extend(filled.values);
            }
            Event::LookedUp { run: of, ref lookup, ok } if of == run => {
                let looked: Looked = read_column(words).unwrap_or_default();
                read.progress.records.extend(looked.records);
                read.progress.looked_up.insert(lookup.clone(), ok.then_some(looked.values));
            }
            Event::ActionEnded { run: of, taken, .. } if of == run => read.taken = taken,
            _ => {}
        }
    }
    Ok(read)
}
