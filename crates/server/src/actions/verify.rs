//! Who may use what only verified visitors may: those of whom the site vouches, and whoever reads
//! the mail of an address that a code was sent to.

use domain::action::field::FieldKind;
use domain::action::next::Progress;
use domain::condition::{Facts, Known, Value};
use domain::conversation::Millis;
use domain::visitor::Proof;
use store::{ListRow, StoreError, Tenant, VisitorCode};

use super::answers::Answered;
use super::facts;
use crate::app::App;
use crate::clock;
use crate::http::Failure;
use crate::identity::{Identity, Proved};
use crate::inbox;
use crate::mail::{Letter, outbox, settings};
use crate::protocol::{Form, FormField};

/// The keys of what is asked for it; no field of an owner begins so.
const EMAIL: &str = "_email";
const CODE: &str = "_code";

/// How long a code counts.
const CODE_MS: Millis = 15 * 60 * 1_000;

/// Tries at a code: six digits are not guessed in so many.
const TRIES_MAX: i64 = 5;

/// What is to be done first.
pub(super) enum Step {
    /// The visitor is asked for an address, or for the code that was sent there.
    Ask(Form),
    /// Nobody can be verified here.
    Fails,
}

/// Whether somebody speaks for who the visitor is.
pub(super) fn is_verified(around: &Facts) -> bool {
    around.get("visitor.verified") == Some(&Known::Is(Value::Flag(true)))
}

/// What is to be done before an action that is for verified visitors goes on.
pub(super) async fn step(
    app: &App,
    tenant: Tenant,
    (row, title): (&ListRow, &str),
    progress: &Progress,
) -> store::Result<Step> {
    if settings::post(app, tenant).await?.is_err() {
        tracing::warn!("nobody can be verified: mail is not set up");
        return Ok(Step::Fails);
    }
    let given = match progress.answered.get(EMAIL) {
        Some(Some(Value::Text(email))) => Some(email.clone()),
        _ => row.visitor_email.clone(),
    };
    let words = facts::words(&mut app.db.read().await?, tenant, row).await?;
    let Some(email) = given else {
        let asked = form(title, words.which_address, (EMAIL, words.address), FieldKind::Email);
        return Ok(Step::Ask(asked));
    };
    if !send(app, tenant, row, &email).await? {
        return Ok(Step::Fails);
    }
    let intro = words.code_sent.replace("{email}", &veiled(&email));
    let kind = FieldKind::Code { pattern: "[0-9]{6}".to_owned(), example: "123456".to_owned() };
    Ok(Step::Ask(form(title, &intro, (CODE, words.code), kind)))
}

fn form(title: &str, intro: &str, (key, label): (&str, &str), kind: FieldKind) -> Form {
    let field = FormField {
        key: key.to_owned(),
        label: label.to_owned(),
        help: String::new(),
        required: true,
        kind,
        message: String::new(),
    };
    Form {
        title: title.to_owned(),
        intro: intro.to_owned(),
        fields: vec![field],
        ..Form::default()
    }
}

/// Enough of an address to know it by, for whoever stands behind the visitor.
fn veiled(email: &str) -> String {
    match email.split_once('@') {
        Some((name, host)) => {
            let first: String = name.chars().take(1).collect();
            format!("{first}…@{host}")
        }
        None => email.to_owned(),
    }
}

/// Mails a code, unless one is on its way there. False when too many were asked for.
async fn send(app: &App, tenant: Tenant, row: &ListRow, email: &str) -> store::Result<bool> {
    let (visitor, now) = (row.row.visitor, clock::now());
    let last = app.db.read().await?.of(tenant).visitor_code(visitor).await?;
    let is_there =
        |last: &VisitorCode| last.email == email && last.ends_at > now && last.tries < TRIES_MAX;
    if last.as_ref().is_some_and(is_there) {
        return Ok(true);
    }
    let granted = app.throttle.mail(&format!("code:{visitor}"), now, 1)
        && app.throttle.mail(&format!("code:{email}"), now, 1);
    if !granted {
        return Ok(false);
    }
    let digits = u32::from_le_bytes(clock::random()) % 1_000_000;
    let code = format!("{digits:06}");
    let ends_at = now + CODE_MS;
    let signature = app.secrets.sign("visitor code", format!("{visitor} {code}").as_bytes());
    let kept = VisitorCode { email: email.to_owned(), signature, ends_at, tries: 0 };
    let posted = outbox::post(&app.secrets, email, &Letter::Code { code, ends_at });
    let stored = app
        .db
        .write::<_, StoreError, _>(move |tx| {
            let (kept, posted) = (kept.clone(), posted.clone());
            Box::pin(async move {
                let stored = posted.store_for_stranger(tx, tenant).await?;
                if stored {
                    tx.write_of(tenant).save_visitor_code(visitor, &kept).await?;
                }
                Ok(stored)
            })
        })
        .await?;
    app.jobs.notify_one();
    Ok(stored)
}

/// Takes a code in, where one is among the answers: whoever knows it reads that mail.
pub(crate) async fn verify(
    app: &App,
    tenant: Tenant,
    row: &ListRow,
    answered: &Answered,
) -> Result<(), Failure> {
    let Some(Some(Value::Text(code))) = answered.filled.values.get(CODE) else { return Ok(()) };
    let (visitor, now) = (row.row.visitor, clock::now());
    let tried = app
        .db
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move { tx.write_of(tenant).try_visitor_code(visitor, TRIES_MAX).await })
        })
        .await?;
    let kept = app.db.read().await?.of(tenant).visitor_code(visitor).await?;
    let kept = kept.filter(|kept| tried && kept.ends_at > now).ok_or_else(|| {
        Failure::field(CODE, "This code no longer counts. Cancel, and begin again for a new one.")
    })?;
    let said = format!("{visitor} {code}");
    if !app.secrets.is_signed("visitor code", said.as_bytes(), &kept.signature) {
        return Err(Failure::field(CODE, "This is not the code. Look at the latest mail."));
    }
    let proved = Proved { text: kept.email, proof: Proof::Mailed };
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let proved = proved.clone();
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                // Held: what their site says of them in this moment is not written over.
                let Some(known) = rows.hold_visitor(visitor).await? else { return Ok(()) };
                let identity = Identity::of(known.identity.as_deref());
                let identity = Identity { email: Some(proved), ..identity };
                let column =
                    serde_json::to_string(&identity).expect("our own types have a JSON form");
                rows.drop_visitor_code(visitor).await?;
                rows.save_identity(visitor, known.subject.as_deref(), &column).await
            })
        })
        .await?;
    let row = app.db.read().await?.of(tenant).conversation(row.row.id, None).await?;
    if let Some(row) = row {
        inbox::publish_row(app, tenant, &row).await;
    }
    Ok(())
}
