//! The mail settings and the outbox.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::MailId;
use domain::limits::{EMAIL_CHARS_MAX, MAILS_SHOWN_MAX, NAME_CHARS_MAX, PASSWORD_CHARS_MAX};
use store::{Mail, MailSettings, MailState, Tenant};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{self, Asked, Body, Named};
use crate::app::App;
use crate::clock;
use crate::mail::outbox::{self, Wish};
use crate::mail::smtp::{self, Security};
use crate::mail::{self, Failed, Letter, settings};
use crate::protocol::{
    MailSettingsView, MailSetup, MailStanding, MailVerdict, MailView, MailsQuery, Outbox,
    ProblemCode, SetUpMail, TestMail,
};

/// How mail is sent, if it is.
pub(crate) async fn read(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<MailSetup>, Failure> {
    let settings = app.db.read().await?.of(me.tenant).mail_settings().await?;
    Ok(Json(MailSetup { settings: settings.map(view) }))
}

fn view(settings: MailSettings) -> MailSettingsView {
    MailSettingsView {
        host: settings.host,
        port: u16::try_from(settings.port).unwrap_or_default(),
        security: Security::parse(&settings.security).unwrap_or(Security::Starttls),
        user_name: settings.user_name,
        has_password: settings.password.is_some(),
        from_address: settings.from_address,
        from_name: settings.from_name,
        reply_to: settings.reply_to,
    }
}

/// Says how mail is sent. What waited is tried at once.
pub(crate) async fn set_up(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<SetUpMail>,
) -> Result<Json<MailSetup>, Failure> {
    let known = app.db.read().await?.of(me.tenant).mail_settings().await?;
    let settings = Arc::new(settings_of(&app, me.tenant, asked, known)?);
    let new = Arc::clone(&settings);
    app.db
        .write(move |tx| {
            let new = Arc::clone(&new);
            Box::pin(async move {
                tx.write_of(me.tenant).save_mail_settings(&new).await?;
                outbox::wake(tx, me.tenant, clock::now()).await
            })
        })
        .await?;
    app.jobs.notify_one();
    app.tell_mail(me.tenant);
    Ok(Json(MailSetup { settings: Some(view(Arc::unwrap_or_clone(settings))) }))
}

fn settings_of(
    app: &App,
    tenant: Tenant,
    asked: SetUpMail,
    known: Option<MailSettings>,
) -> Result<MailSettings, Failure> {
    let host = host(&asked.host)?;
    if asked.port == 0 {
        return Err(Failure::field("port", "A port is a number from 1 to 65535, such as 587."));
    }
    let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let user_name = filled(asked.user_name).map(|text| input::name("user_name", &text));
    let user_name = user_name.transpose()?;
    let password = filled(asked.password);
    let password = match (&user_name, password) {
        (None, Some(_)) => {
            return Err(Failure::field("user_name", "A password needs a user name beside it."));
        }
        (None, None) => None,
        (Some(_), Some(password)) => {
            input::within("password", &password, PASSWORD_CHARS_MAX)?;
            Some(app.secrets.seal(&settings::place(tenant), &password))
        }
        (Some(user), None) => Some(stored_password(known, &host, user)?),
    };
    if password.is_some() && asked.security == Security::None && !smtp::is_here(&host) {
        return Err(Failure::field(
            "security",
            "Without security the password would travel in clear. Choose STARTTLS or TLS, or \
             leave user name and password empty.",
        ));
    }
    let from_name = input::one_line(&asked.from_name);
    input::within("from_name", &from_name, NAME_CHARS_MAX)?;
    let reply_to = filled(asked.reply_to).map(|text| address("reply_to", &text)).transpose()?;
    Ok(MailSettings {
        host,
        port: i64::from(asked.port),
        security: asked.security.word().to_owned(),
        user_name,
        password,
        from_address: address("from_address", &asked.from_address)?,
        from_name,
        reply_to,
        changed_at: clock::now(),
    })
}

/// A password that was given for one server is not sent to another: whoever may change the server
/// could read it there.
fn stored_password(known: Option<MailSettings>, host: &str, user: &str) -> Result<String, Failure> {
    let same = known.filter(|known| known.host == host && known.user_name.as_deref() == Some(user));
    same.and_then(|known| known.password).ok_or_else(|| {
        Failure::field("password", "Type the password that belongs to this server and user name.")
    })
}

fn host(text: &str) -> Result<String, Failure> {
    let host = text.trim().to_lowercase();
    let is_shaped = !host.is_empty()
        && host.len() <= EMAIL_CHARS_MAX
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':'));
    if is_shaped {
        return Ok(host);
    }
    Err(Failure::field(
        "host",
        "This is no name of a server, like smtp.shop.com: no https://, no path and no port.",
    ))
}

fn address(field: &str, text: &str) -> Result<String, Failure> {
    let email = input::email(text).map_err(|_| not_an_address(field))?;
    if smtp::is_address(&email) { Ok(email) } else { Err(not_an_address(field)) }
}

fn not_an_address(field: &str) -> Failure {
    Failure::field(field, "This is not an e-mail address, like chat@shop.com.")
}

/// No mail is sent from now on.
pub(crate) async fn stop(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<StatusCode, Failure> {
    app.db
        .write(move |tx| {
            Box::pin(async move { tx.write_of(me.tenant).delete_mail_settings().await })
        })
        .await?;
    app.tell_mail(me.tenant);
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a test mail now and says what became of it.
pub(crate) async fn test(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<TestMail>,
) -> Result<Json<MailVerdict>, Failure> {
    let known = app.db.read().await?.of(me.tenant).teammate(me.teammate).await?;
    let known = known.ok_or_else(Failure::sign_in_needed)?;
    let to = match asked.to.filter(|to| !to.trim().is_empty()) {
        Some(to) => address("to", &to)?,
        None => known.email,
    };
    if !app.throttle.mail(&format!("test:{}", me.tenant.workspace()), clock::now(), TESTS_FACTOR) {
        return Err(Failure::too_fast());
    }
    let post = match settings::post(&app, me.tenant).await? {
        Ok(post) => post,
        Err(failed) => return Ok(Json(refused(to, "", failed))),
    };
    let letter = Letter::Test { by: known.name }.write(&post.workspace);
    let (id, now): (MailId, _) = (clock::new_id(), clock::now());
    let sent = match mail::write(&post.sender, &to, id, now, letter) {
        Ok(message) => smtp::deliver(&post.server, &message).await,
        Err(failed) => Err(failed),
    };
    Ok(Json(match sent {
        Ok(said) => MailVerdict {
            accepted: true,
            detail: format!(
                "{} took the mail for {to}. It should arrive within minutes; if not, look among \
                 the spam.",
                post.server.host
            ),
            to,
            why: None,
            said: Some(said),
        },
        Err(failed) => refused(to, &post.server.host, failed),
    }))
}

/// How many more test mails a workspace may send than a stranger may cause.
const TESTS_FACTOR: u32 = 12;

fn refused(to: String, host: &str, failed: Failed) -> MailVerdict {
    MailVerdict {
        accepted: false,
        to,
        detail: failed.why.words(host),
        why: Some(failed.why.into()),
        said: failed.said,
    }
}

/// The outbox.
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Asked(asked): Asked<MailsQuery>,
) -> Result<Json<Outbox>, Failure> {
    let mut conn = app.db.read().await?;
    let mut rows = conn.of(me.tenant);
    let host = rows.mail_settings().await?.map_or_else(String::new, |settings| settings.host);
    let state = asked.state.map(|state| match state {
        MailStanding::Waiting => MailState::Waiting,
        MailStanding::Sent => MailState::Sent,
        MailStanding::Failed => MailState::Failed,
        MailStanding::Discarded => MailState::Discarded,
    });
    let mails = rows.mails(state, MAILS_SHOWN_MAX).await?;
    let counts = rows.count_mails().await?;
    let count =
        |state| counts.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count);
    Ok(Json(Outbox {
        mails: mails.into_iter().map(|mail| mail_view(mail, &host)).collect(),
        waiting: count(MailState::Waiting),
        sent: count(MailState::Sent),
        failed: count(MailState::Failed),
        discarded: count(MailState::Discarded),
    }))
}

fn mail_view(mail: Mail, host: &str) -> MailView {
    let failed: Option<Failed> = crate::inbox::read_column(mail.outcome.as_deref());
    let host = if host.is_empty() { "The mail server" } else { host };
    MailView {
        id: mail.id.uuid(),
        kind: mail.kind,
        to: mail.recipient,
        state: match mail.state {
            MailState::Waiting => MailStanding::Waiting,
            MailState::Sent => MailStanding::Sent,
            MailState::Failed => MailStanding::Failed,
            MailState::Discarded => MailStanding::Discarded,
        },
        failures: mail.failures,
        detail: failed.as_ref().map(|failed| failed.why.words(host)),
        said: failed.and_then(|failed| failed.said),
        created_at: mail.created_at,
        next_at: mail.next_at,
        ended_at: mail.ended_at,
    }
}

/// Sends a mail that waits or failed now.
pub(crate) async fn retry(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<StatusCode, Failure> {
    wish(&app, me.tenant, id, Wish::Retry).await
}

/// Takes a mail that waits or failed out, unsent.
pub(crate) async fn discard(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<StatusCode, Failure> {
    wish(&app, me.tenant, id, Wish::Discard).await
}

async fn wish(app: &App, tenant: Tenant, id: Uuid, wish: Wish) -> Result<StatusCode, Failure> {
    match outbox::wish(app, tenant, id.into(), wish).await? {
        None => Err(Failure::not_found()),
        Some(true) => Ok(StatusCode::NO_CONTENT),
        Some(false) => Err(Failure::new(
            StatusCode::CONFLICT,
            ProblemCode::Conflict,
            "This mail is being sent just now, or was sent or discarded meanwhile.",
        )),
    }
}
