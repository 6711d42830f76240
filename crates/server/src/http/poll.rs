//! Reading on from the store, at once or as soon as there is something: where a proxy lets no
//! socket through, and to heal whatever the bus lost.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use domain::conversation::Seq;
use domain::id::ConversationId;
use domain::limits::{EVENTS_PAGE_MAX, LONG_POLL_MS_MAX};
use domain::message::Audience;
use store::{Conn, ListRow, Tenant, ViewOf, VisitorOf};
use uuid::Uuid;

use super::Failure;
use super::guard::{Browser, SignedIn, Visiting};
use super::input::Body;
use crate::app::App;
use crate::bus::{Signal, Subscription, Topic};
use crate::clock;
use crate::inbox::{inbox_row, thread_event};
use crate::people::ThreadReader;
use crate::protocol::{Present, TeammateNews, TeammatePoll, ThreadEvent, VisitorNews, VisitorPoll};

/// A transaction ends within a few seconds of its stamp.
const LOOK_BACK_MS: i64 = 5_000;

/// Rows of one answer.
const POLLED_ROWS_MAX: usize = 1_000;

/// Conversations of a visitor that are followed.
const FOLLOWED_MAX: usize = 50;

/// A page of a thread behind `after`, for a reader who may read it.
pub(crate) async fn read_thread(
    app: &App,
    conn: &mut Conn,
    tenant: Tenant,
    conversation: ConversationId,
    after: Seq,
    reader: ThreadReader,
) -> store::Result<Vec<ThreadEvent>> {
    let audience = match reader {
        ThreadReader::Visitor => Audience::Everyone,
        ThreadReader::Team => Audience::Team,
    };
    let names = app.names(conn, tenant).await?;
    let rows = conn.of(tenant).events(conversation, after, audience, EVENTS_PAGE_MAX).await?;
    Ok(rows.iter().map(|row| thread_event(names.seen_by(reader), conversation, row)).collect())
}

/// The conversations that a visitor's widget follows.
pub(crate) async fn followed(conn: &mut Conn, me: VisitorOf) -> store::Result<Vec<ListRow>> {
    let window = store::Window {
        view: ViewOf::Visitor(me.visitor),
        cursor: None,
        limit: FOLLOWED_MAX,
        reader: None,
        tag: None,
    };
    conn.of(me.tenant).conversations(window).await
}

/// What lies behind the cursors of a visitor's conversations, at most a page of each.
pub(crate) async fn read_visitor_threads(
    app: &App,
    me: VisitorOf,
    cursors: &BTreeMap<Uuid, Seq>,
) -> store::Result<Vec<ThreadEvent>> {
    let mut conn = app.db.read().await?;
    let mut events = Vec::new();
    for row in followed(&mut conn, me).await? {
        let last = row.row.state.visitor_seq;
        let after = real(cursors.get(&row.row.id.uuid()).copied().unwrap_or(0), last);
        if last > after {
            let reader = ThreadReader::Visitor;
            events.extend(read_thread(app, &mut conn, me.tenant, row.row.id, after, reader).await?);
        }
    }
    Ok(events)
}

/// A cursor ahead of its thread is worth nothing: it is read from the beginning.
pub(crate) fn real(claimed: Seq, last: Seq) -> Seq {
    if (0..=last).contains(&claimed) { claimed } else { 0 }
}

/// Waits for news of a visitor.
pub(crate) async fn for_visitor(
    State(app): State<App>,
    Visiting(me): Visiting,
    browser: Browser,
    Body(asked): Body<VisitorPoll>,
) -> Result<Json<VisitorNews>, Failure> {
    // Subscribe first, then read: what comes in between is not lost, a sign-out included.
    let mut subscription = app.bus.subscribe(&[Topic::Visitor(me.visitor)]);
    let now = still_known(&app, &browser).await?;
    let mut events = read_visitor_threads(&app, now, &asked.cursors).await?;
    let may_wait = events.is_empty() && now.visitor == me.visitor;
    if may_wait && news_within(&app, &mut subscription, asked.wait_ms).await {
        // The browser may have signed out, or become somebody's, while the request was held.
        let now = still_known(&app, &browser).await?;
        events = read_visitor_threads(&app, now, &asked.cursors).await?;
    }
    let teammates_here = app.presence.here(me.tenant.workspace());
    Ok(Json(VisitorNews { events, teammates_here }))
}

/// Whose browser this is by now.
async fn still_known(app: &App, browser: &Browser) -> Result<VisitorOf, Failure> {
    let now = app.db.read().await?.system().visitor_by_token(&browser.hash).await?;
    now.ok_or_else(Failure::sign_in_needed)
}

/// Waits for news of the inbox.
pub(crate) async fn for_teammate(
    State(app): State<App>,
    caller: SignedIn,
    Body(asked): Body<TeammatePoll>,
) -> Result<Json<TeammateNews>, Failure> {
    let tenant = caller.0.tenant;
    let mut subscription = app.bus.subscribe(&[Topic::Team(tenant.workspace())]);
    let (mut news, fresh) = teammate_news(&app, tenant, &asked).await?;
    if !fresh {
        let heard = news_within(&app, &mut subscription, asked.wait_ms).await;
        // The session may have ended while the request was held.
        if !caller.is_still_in(&app).await? {
            return Err(Failure::sign_in_needed());
        }
        if heard {
            (news, _) = teammate_news(&app, tenant, &asked).await?;
        }
    }
    Ok(Json(news))
}

/// What has come, and whether any of it is new to the asker. A row is stamped before its commit,
/// so each answer looks back a little further than the last one reached; what comes twice is told
/// apart by `seq`.
async fn teammate_news(
    app: &App,
    tenant: Tenant,
    asked: &TeammatePoll,
) -> Result<(TeammateNews, bool), Failure> {
    let clock = clock::now();
    let mut conn = app.db.read().await?;
    let names = app.names(&mut conn, tenant).await?;
    let rows = match asked.changed_since {
        0 => vec![],
        since => conn.of(tenant).changed_since(since - LOOK_BACK_MS, POLLED_ROWS_MAX).await?,
    };
    let events = match asked.watch {
        None => vec![],
        Some(watch) => {
            let (id, reader) = (watch.conversation.into(), ThreadReader::Team);
            let row = conn.of(tenant).conversation(id, None).await?;
            let row = row.ok_or_else(Failure::not_found)?;
            let after = real(watch.after, row.row.state.seq);
            read_thread(app, &mut conn, tenant, id, after, reader).await?
        }
    };
    let fresh =
        !events.is_empty() || rows.iter().any(|row| row.row.changed_at > asked.changed_since);
    let is_cut = rows.len() == POLLED_ROWS_MAX;
    let last = rows.last().filter(|_| is_cut).map(|row| row.row.changed_at + LOOK_BACK_MS);
    let news = TeammateNews {
        rows: rows.iter().map(|row| inbox_row(&names, row)).collect(),
        events,
        present: present(app, tenant),
        now: last.unwrap_or(clock),
    };
    Ok((news, fresh))
}

/// The teammates with an open dashboard, as the wire has them.
pub(crate) fn present(app: &App, tenant: Tenant) -> Vec<Present> {
    app.presence.present(tenant.workspace())
}

/// Whether something was told within the wait.
async fn news_within(app: &App, subscription: &mut Subscription, wait_ms: u64) -> bool {
    let wait = Duration::from_millis(wait_ms.min(LONG_POLL_MS_MAX));
    let heard = async {
        while let Some(signal) = subscription.next().await {
            if !matches!(*signal, Signal::Typing { .. }) {
                return;
            }
        }
    };
    tokio::select! {
        () = heard => true,
        () = app.stopped() => false,
        () = tokio::time::sleep(wait) => false,
    }
}
