//! After the commit: everybody who listens is told.

use domain::conversation::Seq;
use domain::id::{ConversationId, TeammateId, VisitorId};
use domain::message::Audience;
use store::{ListRow, LogRow, Tenant};

use super::{Performed, inbox_row, thread_event};
use crate::app::{App, text};
use crate::bus::{Published, Signal, Topic};
use crate::people::{Everybody, Names, ThreadReader};
use crate::protocol::{ToTeammate, ToVisitor};

/// Rows of one frame; a busy server's commit has more.
const ROWS_TOGETHER_MAX: usize = 64;

/// Tells the threads' readers the new events, and the lists the new rows.
pub(super) async fn publish(app: &App, tenant: Tenant, performed: &[&Performed]) {
    let names = names(app, tenant).await;
    let changed: Vec<&Performed> =
        performed.iter().copied().filter(|performed| !performed.events.is_empty()).collect();
    for Performed { row, events, .. } in &changed {
        let thread = Topic::Thread(tenant.workspace(), row.row.id);
        let topics = [Topic::Visitor(row.row.visitor), thread];
        for event in events {
            let heard = topics.map(|topic| app.bus.is_heard(topic));
            app.bus.publish(&topics, Signal::Event(event_frames(&names, row, event, heard)));
        }
    }
    for performed in &changed {
        crate::push::notice(app, tenant, &names, performed);
    }
    for changed in changed.chunks(ROWS_TOGETHER_MAX) {
        let rows = changed.iter().map(|performed| inbox_row(&names, &performed.row)).collect();
        app.tell_team(tenant, &ToTeammate::Rows { rows });
    }
}

/// Tells the lists a row that changed without an event.
pub(crate) async fn publish_row(app: &App, tenant: Tenant, row: &ListRow) {
    let rows = vec![inbox_row(&*names(app, tenant).await, row)];
    app.tell_team(tenant, &ToTeammate::Rows { rows });
}

/// An event as its readers get it: the visitor, and the team at the thread. It is written for
/// those who are there.
fn event_frames(
    names: &Everybody,
    row: &ListRow,
    event: &LogRow,
    [by_visitor, by_team]: [bool; 2],
) -> Published {
    let frame = |reader| thread_event(names.seen_by(reader), row.row.id, event);
    let for_visitor = by_visitor && event.event.audience() == Audience::Everyone;
    Published {
        conversation: row.row.id,
        seq: event.seq,
        visitor_prev: event.visitor_prev,
        for_visitor: for_visitor.then(|| text(&ToVisitor::Event(frame(ThreadReader::Visitor)))),
        for_team: by_team.then(|| text(&ToTeammate::Event(frame(ThreadReader::Team)))),
    }
}

/// Better told without names than not at all: nobody would ask again.
async fn names(app: &App, tenant: Tenant) -> Names {
    if let Some(names) = app.people.known(tenant.workspace()) {
        return names;
    }
    let read = async {
        let mut conn = app.db.read().await?;
        app.names(&mut conn, tenant).await
    };
    read.await
        .inspect_err(|error| tracing::warn!(%error, "events were told without names"))
        .unwrap_or_else(|_| Everybody::unknown())
}

/// Tells the visitor how far the team has read.
pub(crate) fn tell_seen_by_team(
    app: &App,
    visitor: VisitorId,
    conversation: ConversationId,
    seq: Seq,
) {
    let frame = text(&ToVisitor::Seen { conversation: conversation.uuid(), seq });
    app.bus.publish(&[Topic::Visitor(visitor)], Signal::Frame(frame));
}

/// Tells the teammates at a thread how far the visitor has read.
pub(crate) fn tell_seen_by_visitor(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    seq: Seq,
) {
    let frame = text(&ToTeammate::Seen { conversation: conversation.uuid(), seq });
    let thread = Topic::Thread(tenant.workspace(), conversation);
    app.bus.publish(&[thread], Signal::Frame(frame));
}

/// Tells one teammate, on all their devices.
pub(crate) fn tell_teammate(app: &App, teammate: TeammateId, frame: &ToTeammate) {
    app.bus.publish(&[Topic::Teammate(teammate)], Signal::Frame(text(frame)));
}
