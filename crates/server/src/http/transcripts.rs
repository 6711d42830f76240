//! Transcripts: to download, or by mail.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::ConversationId;
use store::{ListRow, Tenant, VisitorOf};
use uuid::Uuid;

use super::Failure;
use super::guard::{Peer, SignedIn, Visiting};
use super::input::{self, Body, Named};
use crate::app::App;
use crate::clock;
use crate::identity;
use crate::mail::{Letter, outbox, smtp, transcript};
use crate::protocol::{MailTranscript, MailedTo, ProblemCode};

/// A visitor's own conversation as text.
pub(crate) async fn download(
    State(app): State<App>,
    Visiting(me): Visiting,
    Named(id): Named<Uuid>,
) -> Result<Response, Failure> {
    let row = own(&app, me, id.into()).await?;
    let mut conn = app.db.read().await?;
    let text = transcript::write(&app, &mut conn, me.tenant, &row).await?;
    let mut response = text.into_response();
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

/// Mails a visitor their own conversation, to any address of theirs.
pub(crate) async fn mail(
    State(app): State<App>,
    Peer(from): Peer,
    Visiting(me): Visiting,
    Named(id): Named<Uuid>,
    Body(asked): Body<MailTranscript>,
) -> Result<Json<MailedTo>, Failure> {
    let row = own(&app, me, id.into()).await?;
    let to = input::email(&asked.email)?;
    if !smtp::is_address(&to) {
        return Err(Failure::field("email", "This is not an e-mail address, like sam@shop.com."));
    }
    let (visitor, now) = (format!("transcript:{}", me.visitor), clock::now());
    // The sender, their network and the address each have a budget: nobody is pestered with mails.
    let granted = app.throttle.mail(&visitor, now, 1)
        && app.throttle.mail_from(from, now)
        && app.throttle.mail(&to, now, 1);
    if !granted {
        return Err(Failure::too_fast());
    }
    post(&app, me.tenant, &row, to, By::Visitor).await.map(Json)
}

/// Mails a conversation to its visitor, by a teammate's hand.
pub(crate) async fn mail_to_visitor(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<MailedTo>, Failure> {
    let id = ConversationId::from(id);
    let row = app.db.read().await?.of(me.tenant).conversation(id, None).await?;
    let row = row.ok_or_else(Failure::not_found)?;
    let Some(to) = identity::address(&row) else {
        let detail = "The visitor has left no address. Ask for it in the chat.";
        return Err(Failure::field("email", detail));
    };
    if !app.throttle.mail(&to, clock::now(), 1) {
        return Err(Failure::too_fast());
    }
    post(&app, me.tenant, &row, to, By::Team).await.map(Json)
}

async fn own(app: &App, me: VisitorOf, id: ConversationId) -> Result<ListRow, Failure> {
    let row = app.db.read().await?.of(me.tenant).conversation(id, None).await?;
    row.filter(|row| row.row.visitor == me.visitor).ok_or_else(Failure::not_found)
}

/// Who has a transcript mailed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Visitor,
    Team,
}

async fn post(
    app: &App,
    tenant: Tenant,
    row: &ListRow,
    to: String,
    by: By,
) -> Result<MailedTo, Failure> {
    let mut conn = app.db.read().await?;
    if !conn.of(tenant).sends_mail().await? {
        return Err(Failure::new(
            StatusCode::CONFLICT,
            ProblemCode::Conflict,
            "Mail is not set up here. Download the conversation instead.",
        ));
    }
    let text = transcript::write(app, &mut conn, tenant, row).await?;
    drop(conn);
    let letter = Letter::Transcript { by_team: by == By::Team, text };
    let mail = outbox::post(&app.secrets, &to, &letter);
    let stored = app
        .db
        .write(move |tx| {
            let mail = mail.clone();
            Box::pin(async move {
                match by {
                    By::Visitor => mail.store_for_stranger(tx, tenant).await,
                    By::Team => mail.store(tx, tenant).await.map(|()| true),
                }
            })
        })
        .await?;
    if !stored {
        let detail = "Many conversations were mailed from here in the last hour. Download this \
                      one instead, or try again in an hour.";
        return Err(Failure::new(StatusCode::TOO_MANY_REQUESTS, ProblemCode::TooFast, detail));
    }
    app.jobs.notify_one();
    app.tell_mail(tenant);
    Ok(MailedTo { to })
}
