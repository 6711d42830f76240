//! What a visitor who waits is told: the queue, the people and the hours of now are put to
//! `domain::promise`, and what it says is performed like any other command.

use domain::access::Actor;
use domain::conversation::{Command, Conversation, Job, Millis, Seq};
use domain::id::{ConversationId, TeamId};
use domain::promise::{
    HANDLING_MS, HELD_AT_ONCE, LOOK_AGAIN_MS, Line, Promise, QUEUED_MS_MAX, TALK_MS,
};
use store::{Conn, Place, StoreError, Tenant};

use crate::app::App;
use crate::inbox::{self, InboxError, JobBody, Request};
use crate::people::Everybody;
use crate::protocol::Availability;
use crate::{clock, hours};

/// Tells a visitor who waits how long it takes, unless they were told something since. Where there
/// is nothing new to tell, it is looked again later.
pub(crate) async fn look(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    after: Seq,
    now: Millis,
) -> Result<(), InboxError> {
    let Some((expected_ms, promise)) = find(app, tenant, conversation, after, now).await? else {
        return Ok(());
    };
    let command = Command::Promise { after, expected_ms, promise };
    let request = Request::new(clock::new_id(), conversation, Actor::System, command);
    match inbox::perform(app, tenant, request).await {
        Ok(done) if done.events.is_empty() => {
            let due = now + LOOK_AGAIN_MS;
            let work = Job::Promise { after, due };
            let job = JobBody::Conversation { conversation, work }.into_job(due);
            let stored = app.db.write::<_, StoreError, _>(move |tx| {
                let job = job.clone();
                Box::pin(async move { tx.write_of(tenant).insert_jobs(&[job]).await })
            });
            Ok(stored.await?)
        }
        Ok(_) | Err(InboxError::Refused(_) | InboxError::NotFound) => Ok(()),
        Err(error) => Err(error),
    }
}

/// What the queue says, and what is to be told.
async fn find(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    after: Seq,
    now: Millis,
) -> store::Result<Option<(Option<Millis>, Promise)>> {
    let mut conn = app.db.read().await?;
    let Some(row) = conn.of(tenant).conversation(conversation, None).await? else {
        return Ok(None);
    };
    let state = &row.row.state;
    let Some(awaited) = state.awaited.filter(|awaited| awaited.after == after) else {
        return Ok(None);
    };
    // Who was taken over waits for a word as they waited for a person.
    let team = match state.teammate() {
        Some(_) => awaited.told.and_then(|told| told.team),
        None => state.team(),
    };
    let open = match team {
        Some(team) => hours::team_open_now(app, &mut conn, tenant, team, now).await?,
        None => hours::open_now(app, &mut conn, tenant, now).await?,
    };
    let names = app.names(&mut conn, tenant).await?;
    let mut line = line(app, &mut conn, tenant, (&names, team), now).await?;
    if !open.open {
        line.room = 0;
    }
    if state.teammate().is_some() {
        line.free += 1;
    } else {
        line.ahead = ahead(&mut conn, tenant, (conversation, state), now).await?;
    }
    let waits = conn.of(tenant).waits_for(team, now - QUEUED_MS_MAX, now).await?;
    let own_minutes = conn.of(tenant).promise_minutes().await?;
    let closes_in_ms = open.next_change.map(|at| at - now);
    let promise = awaited.promise(&line, &waits, closes_in_ms, own_minutes, now);
    Ok(Some((line.expected_ms(), promise)))
}

/// Those who are here for a team, and how much of their hands is free.
async fn line(
    app: &App,
    conn: &mut Conn,
    tenant: Tenant,
    (names, team): (&Everybody, Option<TeamId>),
    now: Millis,
) -> store::Result<Line> {
    let talks = conn.of(tenant).talks_since(now - TALK_MS).await?;
    let mut line = Line { ahead: 0, room: 0, free: 0, handling_ms: HANDLING_MS };
    for present in app.presence.present(tenant.workspace()) {
        let id = present.id.into();
        if present.availability == Availability::Available && names.is_available(id, team) {
            let held = talks.get(&id).copied().unwrap_or(0);
            line.room += HELD_AT_ONCE;
            line.free += HELD_AT_ONCE.saturating_sub(held);
        }
    }
    Ok(line)
}

async fn ahead(
    conn: &mut Conn,
    tenant: Tenant,
    (conversation, state): (ConversationId, &Conversation),
    now: Millis,
) -> store::Result<u32> {
    let since = state.waiting_since().unwrap_or(now);
    let place = Place { conversation, since, team: state.team() };
    conn.of(tenant).ahead_of(place, now - QUEUED_MS_MAX).await
}
