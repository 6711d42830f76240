//! Notices to a teammate's phone or desktop while no dashboard is open there (web push).
//!
//! A notice is a hint and no record: who waits stands in the inbox. So it is sent after the
//! commit by this process and never stored, and one that no push service takes is dropped.

mod message;
mod send;
mod vapid;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use domain::conversation::{Event, Owner};
use domain::id::{TeamId, TeammateId};
use p256::{PublicKey, SecretKey};
use store::{PushDevice, Tenant};
use tokio::sync::mpsc;

use crate::app::App;
use crate::clock;
use crate::http::Failure;
use crate::inbox::Performed;
use crate::people::Names;
use crate::protocol::Subscribe;

pub(crate) use send::{Undelivered, send_now, work};

/// Notices that wait to be sent; more are dropped, because they would come too late anyway.
const WAITING_MAX: usize = 1_024;
const PLACE: &str = "push.key";

/// The way to the task that sends.
pub(crate) struct Push {
    outgoing: mpsc::Sender<Notice>,
    /// Taken by the one task.
    incoming: tokio::sync::Mutex<Option<mpsc::Receiver<Notice>>>,
}

impl Default for Push {
    fn default() -> Self {
        let (outgoing, incoming) = mpsc::channel(WAITING_MAX);
        Self { outgoing, incoming: tokio::sync::Mutex::new(Some(incoming)) }
    }
}

/// Whom to tell.
#[derive(Debug, Clone, Copy)]
enum To {
    /// The one whose visitor wrote.
    Teammate(TeammateId),
    /// Whoever is available: of this team, or of all.
    Available(Option<TeamId>),
}

/// Something to tell.
#[derive(Debug, Clone)]
pub(crate) struct Notice {
    tenant: Tenant,
    to: To,
    /// What stands on the screen.
    shown: send::Shown,
}

/// Tells who should know of what has happened: whoever is available that a conversation waits for
/// a person, and a teammate that their visitor has written, once until it is answered.
pub(crate) fn notice(app: &App, tenant: Tenant, names: &Names, performed: &Performed) {
    let state = &performed.row.row.state;
    let has = |wanted: fn(&Event) -> bool| performed.events.iter().any(|row| wanted(&row.event));
    let to = match state.owner {
        Owner::Queue { team, .. }
            if has(|event| {
                matches!(
                    event,
                    Event::HandedOff { .. } | Event::Released { .. } | Event::Routed { .. }
                )
            }) =>
        {
            To::Available(team)
        }
        Owner::Teammate { teammate, .. } => {
            let first = state.unanswered_since.map(|unanswered| unanswered.seq);
            if !performed.events.iter().any(|row| Some(row.seq) == first) {
                return;
            }
            To::Teammate(teammate)
        }
        _ => return,
    };
    let shown = send::Shown::of(names, &performed.row, matches!(to, To::Available(_)));
    if app.push.outgoing.try_send(Notice { tenant, to, shown }).is_err() {
        tracing::warn!("too many notices wait to be pushed; one was dropped");
    }
}

/// The workspace's key, made when it is first asked for.
async fn key(app: &App, tenant: Tenant) -> Result<SecretKey, Failure> {
    let place = format!("{PLACE}/{}", tenant.workspace().uuid());
    let mut sealed = app.db.read().await?.of(tenant).push_key().await?;
    if sealed.is_none() {
        let (_, fresh) = new_key();
        let fresh = app.secrets.seal(&place, &fresh);
        sealed = app
            .db
            .write(move |tx| {
                let fresh = fresh.clone();
                Box::pin(async move {
                    tx.write_of(tenant).insert_push_key(&fresh).await?;
                    tx.of(tenant).push_key().await
                })
            })
            .await?;
    }
    let opened = app.secrets.open_sealed(&place, &sealed.unwrap_or_default());
    let opened = opened.inspect_err(|error| tracing::error!(%error, "the push key does not open"));
    let opened = opened.map_err(|_| Failure::internal())?;
    parse_key(&opened).ok_or_else(Failure::internal)
}

fn new_key() -> (SecretKey, String) {
    loop {
        // A number outside the curve's order is as rare as a collision.
        let bytes = clock::random::<32>();
        if let Ok(key) = SecretKey::from_slice(&bytes) {
            return (key, BASE64.encode(bytes));
        }
    }
}

fn parse_key(text: &str) -> Option<SecretKey> {
    let bytes = BASE64.decode(text).ok()?;
    SecretKey::from_slice(&bytes).ok()
}

/// The key that a browser is given when it subscribes.
pub(crate) async fn public_key(app: &App, tenant: Tenant) -> Result<String, Failure> {
    Ok(vapid::public_key(&key(app, tenant).await?))
}

/// A browser's subscription, checked: the address is of a push service we know, so that nobody
/// makes the server call an address of their choice.
pub(crate) fn device(app: &App, asked: &Subscribe) -> Result<(String, Vec<u8>, Vec<u8>), Failure> {
    let bad = |field: &str| Failure::field(field, "This is no subscription of a browser.");
    let decode = |text: &str| BASE64.decode(text.trim_end_matches('='));
    let key = decode(&asked.key).map_err(|_| bad("key"))?;
    if key.len() != message::POINT_BYTES || PublicKey::from_sec1_bytes(&key).is_err() {
        return Err(bad("key"));
    }
    let auth = decode(&asked.auth).map_err(|_| bad("auth"))?;
    if auth.len() != message::AUTH_BYTES {
        return Err(bad("auth"));
    }
    let address = send::address(&asked.endpoint).ok_or_else(|| bad("endpoint"))?;
    if !send::is_known(&address, &app.config.push_services) {
        let detail = format!(
            "{} is not a push service that this server knows. Whoever runs it can add it to \
             push_services.",
            address.origin().ascii_serialization()
        );
        return Err(Failure::field("endpoint", detail));
    }
    Ok((address.to_string(), key, auth))
}

/// What is sent to a device.
fn receiver(device: &PushDevice) -> Option<message::Receiver> {
    let key = PublicKey::from_sec1_bytes(&device.key).ok()?;
    Some(message::Receiver { key, auth: device.auth.clone().try_into().ok()? })
}

fn chance() -> message::Chance {
    message::Chance { key: new_key().0, salt: clock::random() }
}
