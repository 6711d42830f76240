//! "You have a reply": a visitor who left is told by mail, some time after the reply, so that
//! several replies are one mail and whoever still looks gets none.

use std::sync::Arc;

use domain::conversation::{Event, Millis, Seq};
use domain::id::ConversationId;
use domain::limits::{EVENTS_PAGE_MAX, REPLY_NOTICE_APART_MS, REPLY_NOTICE_LOOKING_MS};
use domain::message::Audience;
use store::{ListRow, LogRow, StoreError, Tenant, Visitor};

use super::back::{self, Fresh};
use super::letter::{Letter, Said};
use super::outbox;
use crate::app::App;
use crate::bus::Topic;
use crate::clock;
use crate::identity;
use crate::inbox::JobBody;
use crate::people::{Names, ThreadReader};

/// Replies in one mail; the thread has the others.
const REPLIES_MAX: usize = 5;

/// Characters of a reply in a mail.
const REPLY_CHARS_MAX: usize = 1_000;

/// What is to be done about the replies of a thread.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    /// There is nothing to tell.
    Nothing,
    /// Look again then.
    Wait(Millis),
    /// Tell it now.
    Mail,
}

/// What is known when it is looked.
struct Moment {
    now: Millis,
    /// There are replies that the visitor has not seen and was not told of.
    is_news: bool,
    /// When the last mail about this thread went out.
    last_mail: Option<Millis>,
    /// Some page of the visitor has a line to us.
    is_here: bool,
    /// They were here when it was looked before, and still have not seen it.
    looked: bool,
}

/// Decides. A page in a forgotten tab is no reader: being here puts the mail off once.
fn next(moment: &Moment) -> Next {
    let Moment { now, is_news, last_mail, is_here, looked } = *moment;
    let free_at = last_mail.map_or(now, |last| last + REPLY_NOTICE_APART_MS);
    if !is_news {
        Next::Nothing
    } else if is_here && !looked {
        Next::Wait(now + REPLY_NOTICE_LOOKING_MS)
    } else if free_at > now {
        Next::Wait(free_at)
    } else {
        Next::Mail
    }
}

/// A thread whose visitor may have to be told, as it was read.
pub(crate) struct Seen {
    row: ListRow,
    visitor: Visitor,
    email: String,
    replies: Vec<(Seq, Said)>,
    /// The last reply that was mailed, and when.
    known: Option<(Seq, Millis)>,
}

/// Looks at a thread some time after a reply.
pub(crate) async fn look(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    looked: bool,
) -> store::Result<()> {
    let Some(seen) = read(app, tenant, conversation).await? else { return Ok(()) };
    let moment = Moment {
        now: clock::now(),
        is_news: !seen.replies.is_empty(),
        last_mail: seen.known.map(|(_, at)| at),
        is_here: app.bus.is_heard(Topic::Visitor(seen.visitor.id)),
        looked,
    };
    match next(&moment) {
        Next::Nothing => Ok(()),
        Next::Wait(at) => look_again(app, tenant, conversation, at).await,
        Next::Mail => mail(app, tenant, seen).await,
    }
}

/// Reads a thread; none where nobody can be told.
pub(crate) async fn read(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
) -> store::Result<Option<Seen>> {
    let mut conn = app.db.read().await?;
    let mut rows = conn.of(tenant);
    if !rows.sends_mail().await? {
        return Ok(None);
    }
    let Some(row) = rows.conversation(conversation, None).await? else { return Ok(None) };
    let Some(email) = identity::address(&row) else { return Ok(None) };
    // Gone within these two queries: a merge, after which it is looked anew.
    let visitor = rows.visitor(row.row.visitor).await?.ok_or(StoreError::Contended(1))?;
    let known = rows.reply_notice(conversation).await?;
    let after = row.row.visitor_seen.max(known.map_or(0, |(seq, _)| seq));
    let log = rows.events(conversation, after, Audience::Everyone, EVENTS_PAGE_MAX).await?;
    let names = app.names(&mut conn, tenant).await?;
    let replies = replies(&names, &log);
    Ok(Some(Seen { row, visitor, email, replies, known }))
}

fn replies(names: &Names, log: &[LogRow]) -> Vec<(Seq, Said)> {
    let said = log.iter().filter_map(|row| {
        let Event::Replied { by, .. } = row.event else { return None };
        let words = row.words.as_deref()?;
        let mut text: String = words.chars().take(REPLY_CHARS_MAX).collect();
        if text.len() < words.len() {
            text.push('…');
        }
        Some((row.seq, Said { name: names.seen_by(ThreadReader::Visitor).person(by).name, text }))
    });
    said.collect()
}

async fn look_again(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    at: Millis,
) -> store::Result<()> {
    let job = JobBody::Notice { conversation, due: at, looked: true }.into_job(at);
    let job = Arc::new([job]);
    app.db
        .write(move |tx| {
            let job = Arc::clone(&job);
            Box::pin(async move { tx.write_of(tenant).insert_jobs(&*job).await })
        })
        .await
}

/// Tells what was read, unless its visitor became somebody else since.
pub(crate) async fn mail(app: &App, tenant: Tenant, seen: Seen) -> store::Result<()> {
    let Seen { row, visitor, email, replies, known } = seen;
    let (conversation, known) = (row.row.id, known.map(|(seq, _)| seq));
    let last = replies.last().map_or(0, |(seq, _)| *seq);
    let told = replies.into_iter().map(|(_, said)| said).take(REPLIES_MAX).collect();
    let Fresh { link, address, ends_at } = back::fresh(app, tenant, conversation, &email);
    // What was typed while signed in gets the words, and opens nothing.
    let link = (!back::is_over(&link, &visitor)).then_some(link);
    let address = link.as_ref().map(|_| address);
    let letter = Letter::Reply { replies: told, link: address, ends_at };
    let mail = outbox::post(&app.secrets, &email, &letter);
    let at = clock::now();
    let old = at - domain::limits::RETURN_LINK_KEPT_MS;
    app.db
        .write(move |tx| {
            let (mail, link, visitor) = (mail.clone(), link.clone(), visitor.clone());
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                // Who was vouched for in this moment may be reached elsewhere: it is looked anew.
                let now = rows.hold_visitor(visitor.id).await?;
                if now.is_none_or(|now| now.identity != visitor.identity) {
                    return Err(StoreError::Contended(1));
                }
                // Two jobs of one thread may look at once; one of them tells.
                if !rows.note_reply_notice(conversation, known, last, at).await? {
                    return Ok(());
                }
                rows.forget_return_links(old).await?;
                if let Some(link) = &link {
                    rows.insert_return_link(link).await?;
                }
                mail.store(tx, tenant).await
            })
        })
        .await?;
    app.jobs.notify_one();
    app.tell_mail(tenant);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 100 * 60_000;

    fn moment() -> Moment {
        Moment { now: NOW, is_news: true, last_mail: None, is_here: false, looked: false }
    }

    #[test]
    fn who_left_is_told_and_who_has_seen_it_is_not() {
        assert_eq!(next(&moment()), Next::Mail);
        assert_eq!(next(&Moment { is_news: false, ..moment() }), Next::Nothing);
    }

    #[test]
    fn who_is_here_is_given_time_once() {
        let here = Moment { is_here: true, ..moment() };
        assert_eq!(next(&here), Next::Wait(NOW + REPLY_NOTICE_LOOKING_MS));
        assert_eq!(next(&Moment { looked: true, ..here }), Next::Mail);
    }

    #[test]
    fn mails_about_one_thread_keep_their_distance() {
        let soon = Moment { last_mail: Some(NOW - 1), ..moment() };
        assert_eq!(next(&soon), Next::Wait(NOW - 1 + REPLY_NOTICE_APART_MS));
        let later = Moment { last_mail: Some(NOW - REPLY_NOTICE_APART_MS), ..moment() };
        assert_eq!(next(&later), Next::Mail);
    }
}
