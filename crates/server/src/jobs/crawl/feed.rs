//! Reading a feed: the list is asked for whole, and compared item by item with what is known. What
//! changed is learnt, what is gone is forgotten, the rest is not touched.
//!
//! Some items are one commit, fenced by the feed's run as pages of a website are, so that a reading
//! that was cut off is simply done again.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::conversation::Millis;
use domain::id::SiteId;
use domain::site::SitePageState;
use knowledge::feed::Item;
use reqwest::Url;
use sha2::{Digest as _, Sha256};
use store::{NewSource, Site, SitePage, SourceKind, StoreError, Tenant, Tx};

use super::TELL_EVERY_MS;
use super::commit::{Learnt, publish};
use super::run::{end, go_on, refresh_pages};
use crate::app::App;
use crate::clock;
use crate::feeds;
use crate::protocol::{SiteState, SourceState};
use crate::sites::{self, SitePlan};
use crate::sources::state_text;

/// Items of one commit, and the passages from which on it has none more: chats wait for it.
const COMMIT_ITEMS: usize = 20;
const COMMIT_PASSAGES: usize = 100;

/// An item that differs from what is known.
enum Change {
    /// It stands so, with what is learnt of it, if anything is.
    Put(SitePage, Option<Box<Learnt>>),
    /// It is no longer in the list.
    Forget(SitePage),
}

/// Reads a feed.
pub(super) async fn read(
    app: &App,
    tenant: Tenant,
    mut site: Site,
    slice: u32,
) -> store::Result<()> {
    let mut plan = SitePlan::of(&site);
    let mut known = plan.feed.unwrap_or_default();
    let listing = match Url::parse(&site.address) {
        Ok(url) => feeds::list(app, url, &known).await,
        Err(error) => Err(error.to_string()),
    };
    let listing = match listing {
        Ok(listing) => listing,
        Err(why) => return end(app, tenant, site, SiteState::Failed { why }).await,
    };
    if let Some(listing) = listing {
        let rows = app.db.read().await?.of(tenant).site_pages(site.id).await?;
        let pieces = pieces(changes(&site, listing.listed.items, rows));
        // Cut off in the middle it is neither this list nor the one before.
        known.forget_marks();
        plan.feed = Some(known);
        site.plan = plan.text();
        if !pieces.is_empty() && !save(app, tenant, &site).await? {
            return Ok(());
        }
        let mut told_at = clock::now();
        for piece in pieces {
            if app.is_stopping() {
                return go_on(app, tenant, &site, clock::now(), slice + 1).await;
            }
            if !commit(app, tenant, &site, piece).await? {
                // What this run learnt before it was ended still counts.
                return refresh_pages(app, tenant, site.id).await;
            }
            if clock::now() >= told_at + TELL_EVERY_MS {
                told_at = clock::now();
                sites::tell(app, tenant, site.id).await?;
            }
        }
        plan.feed = Some(listing.plan);
        site.plan = plan.text();
    }
    // Also where nothing changed: a reading before this one may have ended between the two.
    refresh_pages(app, tenant, site.id).await?;
    end(app, tenant, site, SiteState::Ready).await
}

/// Stores the plan. False when this run no longer reads the feed.
async fn save(app: &App, tenant: Tenant, site: &Site) -> store::Result<bool> {
    let site = Arc::new(site.clone());
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let site = Arc::clone(&site);
            Box::pin(async move { tx.write_of(tenant).save_site(site.run, &site).await })
        })
        .await
}

/// What differs between the list and what is known.
fn changes(site: &Site, items: Vec<Item>, known: Vec<SitePage>) -> Vec<Change> {
    let mut known: HashMap<String, SitePage> =
        known.into_iter().map(|row| (row.page.clone(), row)).collect();
    let mut seen = HashSet::new();
    let reasons: Vec<_> = items.iter().map(|item| feeds::judge(item, &mut seen)).collect();
    let mut changes = Vec::new();
    for (place, (item, skipped)) in (1..).zip(items.into_iter().zip(reasons)) {
        // A key can be said twice, or not at all, and each is an item to be told of.
        let page = match skipped {
            None => item.key.clone(),
            // With two spaces, which no key has.
            Some(_) => format!("{}  (item {place})", item.key),
        };
        let before = known.remove(&page);
        if let Some(why) = skipped {
            let why = Some(why.name().to_owned());
            if before.as_ref().is_none_or(|row| row.why != why) {
                let state = SitePageState::Skipped;
                changes.push(Change::Put(SitePage { state, why, ..row(site, page, &item) }, None));
            }
            continue;
        }
        let hash = hash(&item);
        if before.is_none_or(|row| row.hash.as_ref() != Some(&hash) || row.source.is_none()) {
            let row = SitePage { hash: Some(hash.clone()), ..row(site, page, &item) };
            let learnt = Box::new(learnt(site, item, hash));
            changes.push(Change::Put(row, Some(learnt)));
        }
    }
    changes.extend(known.into_values().map(Change::Forget));
    changes
}

fn row(site: &Site, page: String, item: &Item) -> SitePage {
    let address = item.link.clone().unwrap_or_default();
    let found = SitePage::found(page, address, site.round, clock::now());
    SitePage { state: SitePageState::Read, ..found }
}

fn learnt(site: &Site, item: Item, hash: Vec<u8>) -> Learnt {
    let new = NewSource {
        id: clock::new_id(),
        kind: SourceKind::Page,
        // The feed's address may hold a secret, and names are shown.
        name: format!("{}#{}", site.id, item.key),
        // The feed has it: only what was learnt is kept.
        content: Vec::new(),
        hash,
        state: state_text(&SourceState::Reading),
        at: clock::now(),
        page_of: Some((site.id, item.link)),
    };
    Learnt { new, title: item.title, passages: item.passages }
}

fn hash(item: &Item) -> Vec<u8> {
    let said = serde_json::to_vec(item).expect("an item has a JSON form");
    Sha256::digest(said).to_vec()
}

/// Changes in commits that keep no chat waiting.
fn pieces(changes: Vec<Change>) -> Vec<Vec<Change>> {
    let (mut pieces, mut piece, mut passages) = (Vec::new(), Vec::new(), 0);
    for change in changes {
        if let Change::Put(_, Some(learnt)) = &change {
            passages += learnt.passages.len();
        }
        piece.push(change);
        if piece.len() == COMMIT_ITEMS || passages >= COMMIT_PASSAGES {
            pieces.push(std::mem::take(&mut piece));
            passages = 0;
        }
    }
    pieces.extend(Some(piece).filter(|piece| !piece.is_empty()));
    pieces
}

/// Stores some changes at once. False when this run no longer reads the feed.
async fn commit(app: &App, tenant: Tenant, site: &Site, piece: Vec<Change>) -> store::Result<bool> {
    let (id, run, now, piece) = (site.id, site.run, clock::now(), Arc::new(piece));
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let piece = Arc::clone(&piece);
            Box::pin(async move {
                if !tx.write_of(tenant).holds_site(id, run, now).await? {
                    return Ok(false);
                }
                for change in piece.iter() {
                    make(tx, tenant, id, change, now).await?;
                }
                Ok(true)
            })
        })
        .await
}

async fn make(
    tx: &mut Tx,
    tenant: Tenant,
    site: SiteId,
    change: &Change,
    now: Millis,
) -> store::Result<()> {
    match change {
        Change::Put(row, learnt) => {
            let source = match learnt {
                Some(learnt) => publish(tx, tenant, learnt, None, now).await?,
                None => None,
            };
            let row = SitePage { source, ..row.clone() };
            tx.write_of(tenant).put_site_pages(site, &[row]).await
        }
        Change::Forget(row) => {
            let mut rows = tx.write_of(tenant);
            rows.drop_site_page(site, &row.page).await?;
            if let Some(source) = row.source {
                rows.delete_source(source).await?;
            }
            Ok(())
        }
    }
}
