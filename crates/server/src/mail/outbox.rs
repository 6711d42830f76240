//! The outbox: each mail is a row, stored in the transaction that causes it, and each try is a job.
//!
//! A mail goes out at least once: a process that dies between the server's "taken" and our commit
//! sends it again, with the same id. A round fences the tries, so that no choice makes one twice.

use domain::conversation::Millis;
use domain::id::MailId;
use domain::limits::{MAIL_KEPT_MS, MAIL_TRIED_MS_MAX, STRANGERS_MAILS_PER_HOUR};
use store::{Mail, MailChange, MailState, NewMail, StoreError, Tenant, Tx};

use super::letter::Letter;
use super::verdict::{Failed, Why};
use super::{message, settings, smtp};
use crate::app::App;
use crate::clock;
use crate::inbox::JobBody;
use crate::secrets::Secrets;

/// Waits after each failed try: quick at first, because most outages are short.
const WAITS_MS: [Millis; 8] = [
    60_000,
    5 * 60_000,
    15 * 60_000,
    30 * 60_000,
    3_600_000,
    2 * 3_600_000,
    4 * 3_600_000,
    6 * 3_600_000,
];

const HOUR_MS: Millis = 3_600_000;

/// Longest a mail counts as being handed over when nobody says what came of it.
const SENDING_MS_MAX: Millis = 60_000;

/// A letter that is ready to be stored.
#[derive(Debug, Clone)]
pub(crate) struct Posted(NewMail);

fn place(id: MailId) -> String {
    format!("mail.content/{id}")
}

/// Makes a mail of a letter. It is sealed, because it bears links that let somebody in.
pub(crate) fn post(secrets: &Secrets, to: &str, letter: &Letter) -> Posted {
    let id: MailId = clock::new_id();
    let text = serde_json::to_string(letter).expect("letters have a JSON form");
    Posted(NewMail {
        id,
        kind: letter.kind().to_owned(),
        recipient: to.to_owned(),
        content: secrets.seal(&place(id), &text),
        at: clock::now(),
        by_stranger: false,
    })
}

impl Posted {
    /// Stores it with its first try; the caller tells the worker after the commit.
    pub(crate) async fn store(&self, tx: &mut Tx, tenant: Tenant) -> store::Result<()> {
        let mut rows = tx.write_of(tenant);
        rows.insert_mail(&self.0).await?;
        let job = JobBody::Mail { mail: self.0.id, round: 0 }.into_job(self.0.at);
        rows.insert_jobs(&[job]).await
    }

    /// Stores it for a stranger. False when strangers have caused as many as they may: they choose
    /// the addresses, and whoever pretends to be many gets no more.
    pub(crate) async fn store_for_stranger(
        self,
        tx: &mut Tx,
        tenant: Tenant,
    ) -> store::Result<bool> {
        let mut rows = tx.write_of(tenant);
        rows.hold().await?;
        let caused = rows.mails_by_strangers(self.0.at - HOUR_MS).await?;
        if caused >= STRANGERS_MAILS_PER_HOUR {
            return Ok(false);
        }
        Self(NewMail { by_stranger: true, ..self.0 }).store(tx, tenant).await?;
        Ok(true)
    }
}

/// When a mail that failed so often is tried next; never after two days.
pub(crate) fn next_try(created_at: Millis, failures: i64, now: Millis) -> Option<Millis> {
    let at = usize::try_from(failures - 1).unwrap_or(0).min(WAITS_MS.len() - 1);
    let next = now + WAITS_MS[at];
    (next <= created_at + MAIL_TRIED_MS_MAX).then_some(next)
}

/// One try at a mail. A round that is over is nobody's business any more.
pub(crate) async fn send(app: &App, tenant: Tenant, id: MailId, round: i64) -> store::Result<()> {
    let until = clock::now() + SENDING_MS_MAX;
    let mail = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                let begun = rows.begin_mail(id, round, until).await?;
                if begun { rows.mail(id).await } else { Ok(None) }
            })
        })
        .await?;
    let Some(mail) = mail else { return Ok::<_, StoreError>(()) };
    let sent = try_once(app, tenant, &mail).await?;
    let change = judge(&mail, sent, clock::now());
    if let Some(outcome) = change.outcome.as_deref().filter(|_| change.state != MailState::Sent) {
        tracing::warn!(mail = %id, kind = %mail.kind, %outcome, "a mail was not sent");
    }
    store_change(app, tenant, &mail, None, change).await?;
    Ok(())
}

async fn try_once(app: &App, tenant: Tenant, mail: &Mail) -> store::Result<Result<String, Failed>> {
    let post = match settings::post(app, tenant).await? {
        Ok(post) => post,
        Err(failed) => return Ok(Err(failed)),
    };
    let sealed = mail.content.as_deref().unwrap_or_default();
    let text = app.secrets.open_sealed(&place(mail.id), sealed);
    let letter = text.ok().and_then(|text| serde_json::from_str::<Letter>(&text).ok());
    let Some(letter) = letter else {
        return Ok(Err(Failed::new(Why::Unwritable, None).for_good()));
    };
    if letter.ends_at().is_some_and(|end| end <= clock::now()) {
        return Ok(Err(Failed::new(Why::Expired, None).for_good()));
    }
    let written = letter.write(&post.workspace);
    let made = message::write(&post.sender, &mail.recipient, mail.id, mail.created_at, written);
    Ok(match made {
        Ok(message) => smtp::deliver(&post.server, &message).await,
        Err(failed) => Err(failed),
    })
}

/// What a try makes of a mail.
fn judge(mail: &Mail, sent: Result<String, Failed>, now: Millis) -> MailChange {
    let Err(failed) = sent else {
        return MailChange {
            state: MailState::Sent,
            failures: mail.failures,
            outcome: None,
            next_at: None,
            ended_at: Some(now),
        };
    };
    let outcome = serde_json::to_string(&failed).ok();
    let failures = mail.failures + i64::from(failed.why != Why::NotSetUp);
    let waits = |next_at| MailChange {
        state: MailState::Waiting,
        failures,
        outcome: outcome.clone(),
        next_at,
        ended_at: None,
    };
    // It waits for the settings, not for a time.
    if failed.why == Why::NotSetUp {
        return waits(None);
    }
    match next_try(mail.created_at, failures, now) {
        Some(next) if !failed.is_final => waits(Some(next)),
        _ => MailChange { state: MailState::Failed, ended_at: Some(now), ..waits(None) },
    }
}

/// Stores what became of a mail, with its next try where there is one.
async fn store_change(
    app: &App,
    tenant: Tenant,
    mail: &Mail,
    idle_at: Option<Millis>,
    change: MailChange,
) -> store::Result<bool> {
    let (id, round) = (mail.id, mail.round);
    let changed = app
        .db
        .write(move |tx| {
            let change = change.clone();
            Box::pin(async move { change_in(tx, tenant, id, round, idle_at, &change).await })
        })
        .await?;
    app.jobs.notify_one();
    app.tell_mail(tenant);
    Ok(changed)
}

async fn change_in(
    tx: &mut Tx,
    tenant: Tenant,
    id: MailId,
    round: i64,
    idle_at: Option<Millis>,
    change: &MailChange,
) -> store::Result<bool> {
    let mut rows = tx.write_of(tenant);
    if !rows.change_mail(id, round, idle_at, change).await? {
        return Ok(false);
    }
    if let Some(next) = change.next_at {
        let job = JobBody::Mail { mail: id, round: round + 1 }.into_job(next);
        rows.insert_jobs(&[job]).await?;
    }
    rows.forget_mails(clock::now() - MAIL_KEPT_MS).await?;
    Ok(true)
}

/// A try that ends the process each time is not made for ever.
pub(crate) async fn give_up(
    app: &App,
    tenant: Tenant,
    id: MailId,
    round: i64,
) -> store::Result<()> {
    let known = app.db.read().await?.of(tenant).mail(id).await?;
    let Some(mail) = known.filter(|mail| mail.round == round) else { return Ok(()) };
    let failed = Failed::new(Why::GivenUp, None).for_good();
    let change = judge(&mail, Err(failed), clock::now());
    store_change(app, tenant, &mail, None, change).await?;
    Ok(())
}

/// What a teammate does with a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Send it now.
    Retry,
    /// Do not send it.
    Discard,
}

/// Does it; false when the mail is in no state for it, or is being handed over.
pub(crate) async fn wish(
    app: &App,
    tenant: Tenant,
    id: MailId,
    wish: Wish,
) -> Result<Option<bool>, StoreError> {
    let known = app.db.read().await?.of(tenant).mail(id).await?;
    let Some(mail) = known else { return Ok(None) };
    if !matches!(mail.state, MailState::Waiting | MailState::Failed) {
        return Ok(Some(false));
    }
    let change = match wish {
        Wish::Retry => again(&mail, clock::now()),
        Wish::Discard => MailChange {
            state: MailState::Discarded,
            failures: mail.failures,
            outcome: mail.outcome.clone(),
            next_at: None,
            ended_at: Some(clock::now()),
        },
    };
    store_change(app, tenant, &mail, Some(clock::now()), change).await.map(Some)
}

fn again(mail: &Mail, now: Millis) -> MailChange {
    MailChange {
        state: MailState::Waiting,
        failures: mail.failures,
        outcome: mail.outcome.clone(),
        next_at: Some(now),
        ended_at: None,
    }
}

/// Everything that waits is tried now: the settings have changed.
pub(crate) async fn wake(tx: &mut Tx, tenant: Tenant, now: Millis) -> store::Result<()> {
    let waiting = tx.of(tenant).mails(Some(MailState::Waiting), usize::MAX).await?;
    for mail in waiting {
        change_in(tx, tenant, mail.id, mail.round, Some(now), &again(&mail, now)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Millis = 3_600_000;

    fn mail() -> Mail {
        Mail {
            id: uuid::Uuid::nil().into(),
            kind: "test".into(),
            recipient: "maya@home.example".into(),
            content: Some(String::new()),
            state: MailState::Waiting,
            round: 0,
            failures: 0,
            outcome: None,
            created_at: 0,
            next_at: Some(0),
            ended_at: None,
        }
    }

    #[test]
    fn waits_grow_and_end_after_two_days() {
        let (mut now, mut failures, mut waits) = (0, 1, Vec::new());
        while let Some(next) = next_try(0, failures, now) {
            waits.push((next - now) / 60_000);
            (now, failures) = (next, failures + 1);
        }
        assert!(waits.is_sorted(), "{waits:?}");
        assert_eq!(waits[..4], [1, 5, 15, 30]);
        assert!(now > 42 * HOUR && now <= 48 * HOUR, "the last try is after {now} ms");
        assert!(waits.len() < 20, "{waits:?}");
    }

    #[test]
    fn what_passes_is_tried_again_and_what_does_not_has_failed() {
        let passing = Failed::new(Why::Unreachable, None);
        let change = judge(&mail(), Err(passing.clone()), 0);
        assert_eq!((change.state, change.next_at), (MailState::Waiting, Some(60_000)));
        let change = judge(&mail(), Err(passing.clone().for_good()), 0);
        assert_eq!((change.state, change.next_at), (MailState::Failed, None));
        let change = judge(&mail(), Err(passing), 49 * HOUR);
        assert_eq!((change.state, change.ended_at), (MailState::Failed, Some(49 * HOUR)));
    }

    #[test]
    fn without_settings_a_mail_waits_for_them_however_long() {
        let change = judge(&mail(), Err(Failed::new(Why::NotSetUp, None)), 500 * HOUR);
        assert_eq!((change.state, change.next_at), (MailState::Waiting, None));
        assert_eq!(change.failures, 0);
        assert!(change.outcome.unwrap().contains("not_set_up"));
    }
}
