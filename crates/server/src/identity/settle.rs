//! The transaction in which a browser becomes a person's.

use domain::conversation::Millis;
use domain::id::{ConversationId, VisitorId};
use store::{IdentityUse, Tenant, Tx, Used, Visitor, VisitorOf};
use uuid::Uuid;

use super::IdentityError;
use super::proved::Identity;
use super::token::{Claims, Refused};
use crate::clock;

/// A key's use is noted at most this often.
const TOUCH_EVERY_MS: i64 = 3_600_000;

/// What a site's backend vouches for.
pub(super) struct Vouched {
    pub(super) subject: String,
    pub(super) key: Uuid,
    /// What a token says; a hash says nothing beside the id.
    pub(super) claims: Option<Claims>,
    /// What tells the token from others, and whether one browser alone may use it.
    pub(super) token: Option<(Vec<u8>, bool)>,
}

impl Vouched {
    /// A token with an id of its own is told apart by that, so that it cannot be signed twice.
    pub(super) fn of_token(claims: Claims, text: &str) -> Self {
        let token = match &claims.id {
            Some(id) => (clock::hash(&format!("jti {id}")), true),
            None => (clock::hash(text), false),
        };
        let (subject, key) = (claims.subject.clone(), claims.key);
        Self { subject, key, claims: Some(claims), token: Some(token) }
    }
}

/// What a browser gets that belonged to somebody else. Made before the transaction, which may run
/// more than once.
pub(super) struct NewBrowser {
    pub(super) hash: Vec<u8>,
    pub(super) visitor: VisitorId,
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Settled {
    /// The person.
    pub(super) visitor: VisitorId,
    /// Who the browser was before, if somebody else.
    pub(super) from: Option<VisitorId>,
    /// Conversations that came to the person.
    pub(super) moved: Vec<ConversationId>,
    /// The browser had belonged to another person, so it begins anew.
    pub(super) is_new_browser: bool,
    /// What is known of the person has changed.
    pub(super) is_changed: bool,
    /// Other browsers that the anonymous visitor had: nobody vouched for them.
    pub(super) dropped: Vec<(VisitorId, Vec<u8>)>,
}

pub(super) async fn settle(
    tx: &mut Tx,
    tenant: Tenant,
    session: &[u8],
    vouched: &Vouched,
    browser: &NewBrowser,
    now: Millis,
) -> Result<Settled, IdentityError> {
    // Two tabs or two devices that identify at once take turns.
    tx.write_of(tenant).hold().await?;
    let me = tx.system().visitor_by_token(session).await?.ok_or(IdentityError::NoBrowser)?;
    let mine = tx.write_of(tenant).hold_visitor(me.visitor).await?;
    let mine = mine.ok_or(IdentityError::NoBrowser)?;
    let is_new_browser = mine.subject.as_ref().is_some_and(|subject| *subject != vouched.subject);
    if is_new_browser {
        // Whoever it was has left this browser.
        let mut rows = tx.write_of(tenant);
        rows.end_identities_of(session).await?;
        rows.delete_visitor_token(session).await?;
    }
    let session = if is_new_browser { &browser.hash } else { session };
    may_use(tx, tenant, session, vouched, now).await?;
    let mut dropped = vec![];
    if mine.subject.is_none() {
        let others = tx.write_of(tenant).only_this_browser(me.visitor, session).await?;
        dropped = others.into_iter().map(|token| (me.visitor, token)).collect();
    }
    let known = tx.of(tenant).visitor_of_subject(&vouched.subject).await?;
    let mut settled = match (is_new_browser, known) {
        (true, known) => begin_anew(tx, tenant, me, known, browser, now).await?,
        // The same person again, or one whom nobody vouched for before.
        (false, None) => Settled::of(me.visitor),
        (false, Some(known)) if known.id == me.visitor => Settled::of(me.visitor),
        (false, Some(known)) => merge(tx, tenant, &mine, known.id).await?,
    };
    settled.dropped = dropped;
    settled.is_changed |= save(tx, tenant, settled.visitor, vouched, now).await?;
    let mut rows = tx.write_of(tenant);
    rows.sign_visitor_token(session, vouched.key).await?;
    let keys = rows.identity_keys().await?;
    let key = keys.iter().find(|key| key.id == vouched.key);
    // A key that was revoked in this moment vouches for nobody.
    let key = key.ok_or(Refused::Forged)?;
    if key.used_at.is_none_or(|at| now - at > TOUCH_EVERY_MS) {
        rows.touch_identity_key(vouched.key, now).await?;
    }
    Ok(settled)
}

impl Settled {
    fn of(visitor: VisitorId) -> Self {
        Self {
            visitor,
            from: None,
            moved: vec![],
            is_new_browser: false,
            is_changed: false,
            dropped: vec![],
        }
    }
}

/// A token with an id belongs to the first browser that used it; one whose browser signed out
/// belongs to nobody.
async fn may_use(
    tx: &mut Tx,
    tenant: Tenant,
    session: &[u8],
    vouched: &Vouched,
    now: Millis,
) -> Result<(), IdentityError> {
    let (Some((token, once)), Some(claims)) = (&vouched.token, &vouched.claims) else {
        return Ok(());
    };
    let mut rows = tx.write_of(tenant);
    let new = IdentityUse {
        token: token.clone(),
        session: session.to_vec(),
        once: *once,
        expires_at: claims.expires_at + domain::limits::CLOCK_LEEWAY_MS,
    };
    match rows.use_identity(&new).await? {
        Used::Before => Ok(()),
        // Whoever adds one also clears away what has expired.
        Used::Now => Ok(rows.sweep_identities(now).await?),
        Used::ByAnother => Err(Refused::UsedElsewhere.into()),
        Used::Dead => Err(Refused::SignedOut.into()),
    }
}

/// The browser was another person's: they are signed out of it, and nothing of theirs goes along.
async fn begin_anew(
    tx: &mut Tx,
    tenant: Tenant,
    me: VisitorOf,
    known: Option<Visitor>,
    browser: &NewBrowser,
    now: Millis,
) -> Result<Settled, IdentityError> {
    let session = &browser.hash;
    let mut rows = tx.write_of(tenant);
    let visitor = known.as_ref().map_or(browser.visitor, |known| known.id);
    if known.is_some() {
        rows.insert_visitor_token(visitor, session, me.assistant, now).await?;
    } else {
        rows.insert_visitor(visitor, session, me.assistant, now).await?;
    }
    Ok(Settled { from: Some(me.visitor), is_new_browser: true, ..Settled::of(visitor) })
}

/// What was said anonymously is the person's, and this browser too.
async fn merge(
    tx: &mut Tx,
    tenant: Tenant,
    anonymous: &Visitor,
    person: VisitorId,
) -> Result<Settled, IdentityError> {
    let moved = tx.write_of(tenant).merge_visitor(anonymous, person).await?;
    Ok(Settled { from: Some(anonymous.id), moved, is_changed: true, ..Settled::of(person) })
}

/// Stores what is vouched for; whether it changed what is known.
async fn save(
    tx: &mut Tx,
    tenant: Tenant,
    visitor: VisitorId,
    vouched: &Vouched,
    now: Millis,
) -> Result<bool, IdentityError> {
    let mut rows = tx.write_of(tenant);
    let stored = rows.visitor(visitor).await?.ok_or(IdentityError::NoBrowser)?;
    let before = Identity::of(stored.identity.as_deref());
    let after = match &vouched.claims {
        Some(claims) => before.clone().vouched(claims, now),
        None => before.clone().named(&vouched.subject),
    };
    if after == before {
        return Ok(false);
    }
    let text = serde_json::to_string(&after).expect("our own types have a JSON form");
    rows.save_identity(visitor, Some(&vouched.subject), &text).await?;
    Ok(!after.says_the_same(&before))
}
