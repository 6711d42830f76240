//! The signing keys of a workspace, and what its owner decided about identities.

use std::sync::Arc;

use domain::limits::{ATTRIBUTE_KEY_CHARS_MAX, IDENTITY_KEYS_MAX, SIGNED_ONLY_MAX};
use domain::visitor::folded;
use store::{Conn, IdentityKey, IdentitySettings, SessionOf, Tenant};
use uuid::Uuid;

use super::token::SigningKey;
use super::{place, sign_out_all};
use crate::app::App;
use crate::clock;
use crate::http::Failure;
use crate::people::{Names, ThreadReader};
use crate::protocol::{ChangeIdentity, FreshIdentityKey, IdentityKeyView, IdentityView};

/// Signs of a secret by which people tell keys apart.
const HINT_CHARS: usize = 4;

/// The secrets of keys. One that does not open is left out and said once in the log: the server's
/// own key was lost or exchanged.
pub(super) fn open(app: &App, tenant: Tenant, keys: Vec<IdentityKey>) -> Vec<SigningKey> {
    let open = |key: IdentityKey| {
        let secret = app.secrets.open_sealed(&place(tenant, key.id), &key.sealed);
        match secret {
            Ok(secret) => Some(SigningKey { id: key.id, secret }),
            Err(error) => {
                tracing::error!(key = %key.id, %error, "a signing key cannot be opened");
                None
            }
        }
    };
    keys.into_iter().filter_map(open).collect()
}

/// Keys and settings, as the dashboard shows them.
pub(crate) async fn view(
    app: &App,
    conn: &mut Conn,
    tenant: Tenant,
) -> store::Result<IdentityView> {
    let names = app.names(conn, tenant).await?;
    let mut rows = conn.of(tenant);
    let settings = rows.identity_settings().await?;
    let keys = rows.identity_keys().await?;
    Ok(IdentityView {
        keys: keys.iter().map(|key| key_view(&names, key)).collect(),
        allow_hash: settings.allow_hash,
        signed_only: settings.signed_only,
    })
}

fn key_view(names: &Names, key: &IdentityKey) -> IdentityKeyView {
    IdentityKeyView {
        id: key.id,
        hint: key.hint.clone(),
        created_by: names.seen_by(ThreadReader::Team).person(key.created_by),
        created_at: key.created_at,
        used_at: key.used_at,
    }
}

/// Makes a signing key, beside at most one other.
pub(crate) async fn fresh_key(app: &App, me: SessionOf) -> Result<FreshIdentityKey, Failure> {
    let (tenant, id) = (me.tenant, clock::new_id());
    let (secret, _) = clock::new_token();
    let key = Arc::new(IdentityKey {
        id,
        sealed: app.secrets.seal(&place(tenant, id), &secret),
        hint: secret[secret.len() - HINT_CHARS..].to_owned(),
        created_by: me.teammate,
        created_at: clock::now(),
        used_at: None,
    });
    let new = Arc::clone(&key);
    app.db
        .write(move |tx| {
            let new = Arc::clone(&new);
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                rows.hold().await?;
                if rows.identity_keys().await?.len() >= IDENTITY_KEYS_MAX {
                    let detail = "There are two keys already. Revoke the one that your site does \
                                  not use any more, then make a new one.";
                    return Err(Failure::field("keys", detail));
                }
                Ok(rows.insert_identity_key(&new).await?)
            })
        })
        .await?;
    let mut conn = app.db.read().await?;
    let names = app.names(&mut conn, tenant).await?;
    Ok(FreshIdentityKey { key: key_view(&names, &key), secret })
}

/// Revokes a key: what it signed is refused, and browsers that it vouched for begin anew.
pub(crate) async fn revoke(app: &App, tenant: Tenant, id: Uuid) -> Result<(), Failure> {
    let gone = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                rows.hold().await?;
                if !rows.delete_identity_key(id).await? {
                    return Err(Failure::not_found());
                }
                Ok(rows.delete_tokens_signed_by(id).await?)
            })
        })
        .await?;
    sign_out_all(app, &gone);
    Ok(())
}

/// Saves what the owner decided.
pub(crate) async fn change(
    app: &App,
    tenant: Tenant,
    asked: ChangeIdentity,
) -> Result<(), Failure> {
    let only = asked.signed_only.as_deref().map(signed_only).transpose()?.map(Arc::new);
    let allow_hash = asked.allow_hash;
    app.db
        .write(move |tx| {
            let only = only.clone();
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                rows.hold().await?;
                let known = rows.identity_settings().await?;
                let settings = IdentitySettings {
                    allow_hash: allow_hash.unwrap_or(known.allow_hash),
                    signed_only: only.map_or(known.signed_only, |only| (*only).clone()),
                };
                Ok(rows.save_identity_settings(&settings).await?)
            })
        })
        .await
}

/// Names of attributes, each once.
fn signed_only(names: &[String]) -> Result<Vec<String>, Failure> {
    const FIELD: &str = "signed_only";
    let mut all: Vec<String> = Vec::new();
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        crate::http::within(FIELD, name, ATTRIBUTE_KEY_CHARS_MAX)?;
        if name.chars().any(char::is_control) {
            return Err(Failure::field(FIELD, "A name holds a sign that does not print."));
        }
        if !all.iter().any(|known| folded(known) == folded(name)) {
            all.push(name.to_owned());
        }
    }
    if all.len() > SIGNED_ONLY_MAX {
        let detail = format!("These are {}; at most {SIGNED_ONLY_MAX} are taken.", all.len());
        return Err(Failure::field(FIELD, detail));
    }
    Ok(all)
}
