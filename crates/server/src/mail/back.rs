//! The link in a mail that leads its visitor back into their thread.
//!
//! The token is an id, a time and our signature: a forged one is told apart without a look at any
//! row, and an expired one without its row. Whose it is and whether it was used stands in the row.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use domain::conversation::Millis;
use domain::id::{AssistantId, ConversationId, VisitorId};
use domain::limits::RETURN_LINK_VALID_MS;
use store::{ListRow, ReturnLink, Tenant, Tx};
use uuid::Uuid;

use super::letter::Letter;
use super::outbox;
use crate::app::App;
use crate::clock;
use crate::secrets::Secrets;

/// What the signature is for, and for nothing else.
const PURPOSE: &str = "mail.return";

const SIGNED_BYTES: usize = 16 + 16 + 8;

/// What a token says, once its signature holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ticket {
    pub(crate) workspace: Uuid,
    pub(crate) id: Uuid,
    pub(crate) created_at: Millis,
}

impl Ticket {
    /// The token.
    pub(crate) fn sign(self, secrets: &Secrets) -> String {
        let signed = self.bytes();
        BASE64.encode([&signed[..], &secrets.sign(PURPOSE, &signed)].concat())
    }

    /// Reads a token; none where it is not ours.
    pub(crate) fn read(secrets: &Secrets, token: &str) -> Option<Self> {
        let bytes = BASE64.decode(token.trim()).ok()?;
        let (signed, signature) = bytes.split_first_chunk::<SIGNED_BYTES>()?;
        if !secrets.is_signed(PURPOSE, signed, signature) {
            return None;
        }
        Some(Self {
            workspace: Uuid::from_slice(&signed[..16]).ok()?,
            id: Uuid::from_slice(&signed[16..32]).ok()?,
            created_at: i64::from_be_bytes(signed[32..].try_into().ok()?),
        })
    }

    /// When it ends.
    pub(crate) fn ends_at(self) -> Millis {
        self.created_at + RETURN_LINK_VALID_MS
    }

    /// Whether it has ended.
    pub(crate) fn is_expired(self, now: Millis) -> bool {
        now >= self.ends_at()
    }

    fn bytes(self) -> [u8; SIGNED_BYTES] {
        let mut bytes = [0; SIGNED_BYTES];
        bytes[..16].copy_from_slice(self.workspace.as_bytes());
        bytes[16..32].copy_from_slice(self.id.as_bytes());
        bytes[32..].copy_from_slice(&self.created_at.to_be_bytes());
        bytes
    }
}

/// A link to store, its address, and when it ends.
pub(crate) struct Fresh {
    pub(crate) link: ReturnLink,
    pub(crate) address: String,
    pub(crate) ends_at: Millis,
}

/// A link for the visitor of a conversation at an address.
pub(crate) fn fresh(
    app: &App,
    tenant: Tenant,
    visitor: VisitorId,
    conversation: ConversationId,
    email: &str,
) -> Fresh {
    let (id, created_at): (Uuid, _) = (clock::new_id(), clock::now());
    let ticket = Ticket { workspace: tenant.workspace().uuid(), id, created_at };
    let email = email.to_owned();
    Fresh {
        link: ReturnLink {
            id,
            visitor,
            conversation,
            email,
            created_at,
            used_at: None,
            ended: false,
        },
        address: format!("{}/back#{}", app.config.origin(), ticket.sign(&app.secrets)),
        ends_at: ticket.ends_at(),
    }
}

/// The conversation of a link, where both are still there.
pub(crate) async fn find(
    app: &App,
    ticket: Ticket,
) -> store::Result<Option<(Tenant, ReturnLink, ListRow)>> {
    let mut conn = app.db.read().await?;
    let Some((tenant, link)) = conn.system().return_link(ticket.workspace, ticket.id).await? else {
        return Ok(None);
    };
    let row = conn.of(tenant).conversation(link.conversation, None).await?;
    let row = row.filter(|row| row.row.visitor == link.visitor);
    Ok(row.map(|row| (tenant, link, row)))
}

/// Lets one browser in by a link: a token of the link's visitor. None when another was faster.
pub(crate) async fn let_in(
    app: &App,
    tenant: Tenant,
    link: &ReturnLink,
    assistant: AssistantId,
) -> store::Result<Option<String>> {
    let (token, hash) = clock::new_token();
    let (link, at) = (link.clone(), clock::now());
    let is_in = app
        .db
        .write(move |tx| {
            let (hash, link) = (hash.clone(), link.clone());
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                if !rows.use_return_link(link.id, at).await? {
                    return Ok::<_, store::StoreError>(false);
                }
                rows.confirm_email(link.visitor, &link.email).await?;
                give_token(tx, tenant, link.visitor, assistant, &hash, at).await?;
                Ok(true)
            })
        })
        .await?;
    Ok(is_in.then_some(token))
}

/// One more browser of a visitor; those they had stay.
async fn give_token(
    tx: &mut Tx,
    tenant: Tenant,
    visitor: VisitorId,
    assistant: AssistantId,
    hash: &[u8],
    at: Millis,
) -> store::Result<()> {
    tx.write_of(tenant).insert_visitor_token(visitor, hash, assistant, at).await
}

/// Mails a fresh link to the address of an old one. False when strangers have caused as many mails
/// as they may.
pub(crate) async fn mail_again(app: &App, tenant: Tenant, old: &ReturnLink) -> store::Result<bool> {
    let fresh = fresh(app, tenant, old.visitor, old.conversation, &old.email);
    let letter = Letter::Return { link: fresh.address, ends_at: fresh.ends_at };
    let mail = outbox::post(&app.secrets, &old.email, &letter);
    let (link, old) = (fresh.link, old.id);
    let stored = app
        .db
        .write(move |tx| {
            let (mail, link) = (mail.clone(), link.clone());
            Box::pin(async move {
                tx.write_of(tenant).hold().await?;
                // Its visitor may have been vouched for in this moment.
                let now = tx.system().return_link(tenant.workspace().uuid(), old).await?;
                if now.is_none_or(|(_, now)| now.ended || now.visitor != link.visitor) {
                    return Ok::<_, store::StoreError>(true);
                }
                if !mail.store_for_stranger(tx, tenant).await? {
                    return Ok(false);
                }
                tx.write_of(tenant).insert_return_link(&link).await?;
                Ok(true)
            })
        })
        .await?;
    app.jobs.notify_one();
    app.tell_mail(tenant);
    Ok(stored)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICKET: Ticket =
        Ticket { workspace: Uuid::from_u128(1), id: Uuid::from_u128(2), created_at: 5 };

    #[test]
    fn a_token_is_read_back_and_a_forged_one_is_nothing() {
        let (ours, theirs) = (Secrets::new([1; 32]), Secrets::new([2; 32]));
        let token = TICKET.sign(&ours);
        assert_eq!(Ticket::read(&ours, &token), Some(TICKET));
        assert_eq!(Ticket::read(&theirs, &token), None);
        let bytes = BASE64.decode(&token).unwrap();
        for at in 0..bytes.len() {
            let mut forged = bytes.clone();
            forged[at] ^= 1;
            assert_eq!(Ticket::read(&ours, &BASE64.encode(forged)), None, "byte {at}");
        }
        for broken in ["", "x", &token[..token.len() - 4], &format!("{token}AA")] {
            assert_eq!(Ticket::read(&ours, broken), None, "{broken}");
        }
    }

    #[test]
    fn a_token_ends_after_a_week() {
        let week = 7 * 24 * 3_600_000;
        assert!(!TICKET.is_expired(4 + week));
        assert!(TICKET.is_expired(5 + week));
    }
}
