//! The link in a mail that leads its visitor back into their thread.
//!
//! The token is an id, a time and our signature: a forged one is told apart without a look at any
//! row, and an expired one without its row. Whose it is and whether it was used stands in the row.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use domain::conversation::Millis;
use domain::id::{AssistantId, ConversationId, VisitorId};
use domain::limits::RETURN_LINK_VALID_MS;
use store::{FoundLink, ReturnLink, Tenant, Visitor};
use uuid::Uuid;

use super::letter::Letter;
use super::outbox;
use crate::app::App;
use crate::protocol::BackState;
use crate::secrets::Secrets;
use crate::{clock, identity};

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

/// A link into a conversation, for an address.
pub(crate) fn fresh(app: &App, tenant: Tenant, conversation: ConversationId, email: &str) -> Fresh {
    let (id, created_at): (Uuid, _) = (clock::new_id(), clock::now());
    let ticket = Ticket { workspace: tenant.workspace().uuid(), id, created_at };
    let email = email.to_owned();
    Fresh {
        link: ReturnLink { id, conversation, email, created_at, used_at: None },
        address: format!("{}/back#{}", app.config.origin(), ticket.sign(&app.secrets)),
        ends_at: ticket.ends_at(),
    }
}

/// Whether a link leads nobody in any more. Who signs in on the site is found by the address that
/// the site signs today, and by no other: whoever reads another may be somebody else.
pub(crate) fn is_over(link: &ReturnLink, visitor: &Visitor) -> bool {
    let signed = || identity::signed_address(visitor);
    visitor.subject.is_some() && signed().is_none_or(|signed| signed != link.email)
}

/// How a link stands.
pub(crate) fn state(found: &FoundLink, ticket: Ticket, now: Millis) -> BackState {
    match found.link.used_at {
        _ if is_over(&found.link, &found.visitor) => BackState::SignedIn,
        _ if ticket.is_expired(now) => BackState::Expired,
        Some(_) => BackState::Used,
        None => BackState::Fresh,
    }
}

/// A link with whom it leads to, where both are still there.
pub(crate) async fn find(app: &App, ticket: Ticket) -> store::Result<Option<FoundLink>> {
    app.db.read().await?.system().return_link(ticket.workspace, ticket.id).await
}

/// What came of a press on a link.
#[derive(Debug)]
pub(crate) enum Entry {
    /// This browser is in, by a token of this visitor.
    In { token: String, visitor: VisitorId },
    /// It leads in no more.
    Shut(BackState),
    /// Its conversation is gone.
    Gone,
}

/// Lets one browser in by a link. It is looked at once more where nobody is vouched for meanwhile.
pub(crate) async fn let_in(
    app: &App,
    tenant: Tenant,
    ticket: Ticket,
    assistant: AssistantId,
) -> store::Result<Entry> {
    let (token, hash) = clock::new_token();
    let at = clock::now();
    app.db
        .write(move |tx| {
            let (token, hash) = (token.clone(), hash.clone());
            Box::pin(async move {
                tx.write_of(tenant).hold().await?;
                let found = tx.system().return_link(ticket.workspace, ticket.id).await?;
                let Some(found) = found else { return Ok(Entry::Gone) };
                let state = state(&found, ticket, at);
                if state != BackState::Fresh {
                    return Ok(Entry::Shut(state));
                }
                let (mut rows, visitor) = (tx.write_of(tenant), found.visitor.id);
                rows.use_return_link(ticket.id, at).await?;
                rows.confirm_email(visitor, &found.link.email).await?;
                // One more browser; those they had stay.
                rows.insert_visitor_token(visitor, &hash, assistant, at).await?;
                Ok::<_, store::StoreError>(Entry::In { token, visitor })
            })
        })
        .await
}

/// What came of asking for a fresh link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    /// It is on its way.
    Mailed,
    /// The old one is over, so that its address gets no other.
    Over,
    /// Strangers have caused as many mails as they may.
    TooMany,
}

/// Mails a fresh link to the address of an old one.
pub(crate) async fn mail_again(
    app: &App,
    tenant: Tenant,
    old: &ReturnLink,
) -> store::Result<Again> {
    let fresh = fresh(app, tenant, old.conversation, &old.email);
    let letter = Letter::Return { link: fresh.address, ends_at: fresh.ends_at };
    let mail = outbox::post(&app.secrets, &old.email, &letter);
    let (link, old) = (fresh.link, old.id);
    let done = app
        .db
        .write(move |tx| {
            let (mail, link) = (mail.clone(), link.clone());
            Box::pin(async move {
                tx.write_of(tenant).hold().await?;
                // Its visitor may have been vouched for in this moment.
                let now = tx.system().return_link(tenant.workspace().uuid(), old).await?;
                if now.is_none_or(|now| is_over(&now.link, &now.visitor)) {
                    return Ok::<_, store::StoreError>(Again::Over);
                }
                if !mail.store_for_stranger(tx, tenant).await? {
                    return Ok(Again::TooMany);
                }
                tx.write_of(tenant).insert_return_link(&link).await?;
                Ok(Again::Mailed)
            })
        })
        .await?;
    app.jobs.notify_one();
    app.tell_mail(tenant);
    Ok(done)
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
