//! The task that brings notices to the push services.

use std::sync::Arc;
use std::time::Duration;

use domain::limits::SESSION_IDLE_MS_MAX;
use futures_util::StreamExt as _;
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING};
use reqwest::{Client, StatusCode, Url, redirect};
use serde::Serialize;
use store::{ListRow, PushDevice, StoreError, Tenant};
use uuid::Uuid;

use super::{Notice, To, message, vapid};
use crate::app::App;
use crate::clock;
use crate::http::Failure;
use crate::outgoing;
use crate::people::Names;

/// Who waited an hour ago has been seen, or is told of again.
const KEPT_SECONDS: u32 = 60 * 60;
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
const AT_ONCE_MAX: usize = 8;
const ENDPOINT_CHARS_MAX: usize = 2_000;
const TEXT_CHARS_MAX: usize = 160;

/// What stands on the screen.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Shown {
    title: String,
    body: String,
    /// Where a click leads.
    path: String,
    /// A later notice of the same takes the place of an earlier one.
    tag: String,
}

impl Shown {
    pub(super) fn of(names: &Names, row: &ListRow, waits: bool) -> Self {
        let row_shown = crate::inbox::inbox_row(names, row);
        let name = row_shown.visitor.name;
        let view = if waits { "waiting" } else { "mine" };
        let id = row.row.id.uuid();
        Self {
            title: if waits { format!("{name} is waiting") } else { format!("{name} wrote") },
            body: row_shown.preview.map(|it| short(&it.text)).unwrap_or_default(),
            path: format!("/inbox/{view}/{id}"),
            tag: id.simple().to_string(),
        }
    }

    fn test() -> Self {
        Self {
            title: "Notices work on this device".to_owned(),
            body: "You are told when somebody waits for a person.".to_owned(),
            path: "/settings/account".to_owned(),
            tag: Uuid::nil().simple().to_string(),
        }
    }
}

fn short(text: &str) -> String {
    text.chars().take(TEXT_CHARS_MAX).collect()
}

/// An address as subscriptions have them.
pub(super) fn address(text: &str) -> Option<Url> {
    let fits = text.len() <= ENDPOINT_CHARS_MAX;
    Url::parse(text).ok().filter(|url| fits && url.username().is_empty() && url.host().is_some())
}

/// Whether the address is one of `services`: origins, where `*.` stands for one or more names.
pub(super) fn is_known(address: &Url, services: &[String]) -> bool {
    let origin = address.origin().ascii_serialization();
    services.iter().any(|service| match service.split_once("*.") {
        Some((scheme, host)) => origin
            .strip_prefix(scheme)
            .and_then(|rest| rest.strip_suffix(host))
            .is_some_and(|names| names.len() > 1 && names.ends_with('.') && !names.contains(':')),
        None => origin == *service,
    })
}

/// Sends what comes until the server stops.
pub(crate) async fn work(app: App) {
    let Some(mut incoming) = app.push.incoming.lock().await.take() else { return };
    let Ok(client) = client() else {
        return tracing::error!("notices cannot be pushed: no client for HTTPS");
    };
    loop {
        let notice = tokio::select! {
            () = app.stopped() => return,
            Some(notice) = incoming.recv() => notice,
        };
        if let Err(error) = tell(&app, &client, &notice).await {
            tracing::warn!(%error, "a notice was not pushed");
        }
    }
}

fn client() -> reqwest::Result<Client> {
    // A push service has no reason to send us elsewhere, and we none to follow.
    outgoing::client().redirect(redirect::Policy::none()).timeout(ANSWER_WITHIN).build()
}

async fn tell(app: &App, client: &Client, notice: &Notice) -> Result<(), StoreError> {
    let mut conn = app.db.read().await?;
    let names = app.names(&mut conn, notice.tenant).await?;
    let devices = conn.of(notice.tenant).push_devices(clock::now() - SESSION_IDLE_MS_MAX).await?;
    // Whoever waits for a push service must not keep a connection from others.
    drop(conn);
    let wanted = devices.into_iter().filter(|device| match notice.to {
        To::Teammate(teammate) => device.teammate == teammate,
        To::Available(team) => names.is_available(device.teammate, team),
    });
    let sent = wanted.map(|device| async move {
        if let Err(problem) = push(app, client, notice.tenant, &device, &notice.shown).await {
            tracing::warn!(device = %device.id, ?problem, "a push service did not take a notice");
        }
    });
    futures_util::stream::iter(sent).buffer_unordered(AT_ONCE_MAX).collect::<Vec<()>>().await;
    Ok(())
}

/// Why a device was not told.
#[derive(Debug)]
pub(crate) enum Undelivered {
    /// The browser no longer wants notices; it is forgotten.
    Gone,
    /// The service answered otherwise.
    Refused(StatusCode),
    /// The service did not answer.
    Unreachable,
    /// We could not make the message.
    Ours,
}

async fn push(
    app: &App,
    client: &Client,
    tenant: Tenant,
    device: &PushDevice,
    shown: &Shown,
) -> Result<(), Undelivered> {
    let key = super::key(app, tenant).await.map_err(|_| Undelivered::Ours)?;
    let receiver = super::receiver(device).ok_or(Undelivered::Ours)?;
    let address = address(&device.endpoint).ok_or(Undelivered::Ours)?;
    // The settings may have changed since it was stored.
    if !is_known(&address, &app.config.push_services) {
        return Err(Undelivered::Ours);
    }
    let text = serde_json::to_vec(shown).map_err(|_| Undelivered::Ours)?;
    if text.len() > message::TEXT_BYTES_MAX {
        return Err(Undelivered::Ours);
    }
    let audience = address.origin().ascii_serialization();
    let who = vapid::authorization(&key, &audience, &app.config.origin(), clock::now());
    let request = client
        .post(address)
        .header(AUTHORIZATION, who)
        .header(CONTENT_ENCODING, "aes128gcm")
        .header("TTL", KEPT_SECONDS)
        .header("Urgency", "high")
        .header("Topic", shown.tag.as_str())
        .body(message::encrypt(&text, &receiver, &super::chance()));
    let answer = request.send().await.map_err(|_| Undelivered::Unreachable)?;
    match answer.status() {
        status if status.is_success() => Ok(()),
        StatusCode::NOT_FOUND | StatusCode::GONE => {
            forget(app, tenant, &device.endpoint).await;
            Err(Undelivered::Gone)
        }
        status => Err(Undelivered::Refused(status)),
    }
}

async fn forget(app: &App, tenant: Tenant, endpoint: &str) {
    let endpoint: Arc<str> = endpoint.into();
    let forgotten = app
        .db
        .write::<_, StoreError, _>(move |tx| {
            let endpoint = Arc::clone(&endpoint);
            Box::pin(async move { tx.write_of(tenant).forget_push_device(&endpoint).await })
        })
        .await;
    if let Err(error) = forgotten {
        tracing::warn!(%error, "a device that is gone was not forgotten");
    }
}

/// Sends a try to one device and says what came of it.
pub(crate) async fn send_now(
    app: &App,
    tenant: Tenant,
    device: &PushDevice,
) -> Result<Result<(), Undelivered>, Failure> {
    let client = client().map_err(|_| Failure::internal())?;
    Ok(push(app, &client, tenant, device, &Shown::test()).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_services_that_are_named_are_called() {
        let services: Vec<String> =
            ["https://fcm.googleapis.com", "https://*.push.apple.com"].map(Into::into).into();
        for (text, known) in [
            ("https://fcm.googleapis.com/fcm/send/a", true),
            ("https://fcm.googleapis.com:443/x", true),
            ("https://web.push.apple.com/x", true),
            ("https://a.b.push.apple.com/x", true),
            ("http://fcm.googleapis.com/x", false),
            ("https://fcm.googleapis.com.evil.example/x", false),
            ("https://fcm.googleapis.com:8443/x", false),
            ("https://push.apple.com/x", false),
            ("https://.push.apple.com/x", false),
            ("https://evilpush.apple.com/x", false),
            ("https://127.0.0.1/x", false),
            ("https://[::ffff:a9fe:a9fe]/x", false),
            ("file:///etc/passwd", false),
        ] {
            let found = address(text).is_some_and(|address| is_known(&address, &services));
            assert_eq!(found, known, "{text}");
        }
        assert!(address("https://me@fcm.googleapis.com/x").is_none());
    }
}
