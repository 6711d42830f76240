//! Feeds: lists of products or lots that change by the minute. Asking for one, looking at it before
//! it is added, and how old what an answer says of an item is.
//!
//! A feed is stored as a website whose pages are its items; the reading is `jobs/crawl/feed.rs`.

use std::collections::{BTreeSet, HashSet};

use assistant::copy::Copy;
use assistant::turn::Plan;
use domain::id::SourceId;
use domain::limits::{FEED_ITEM_PASSAGES_MAX, SOURCE_BYTES_MAX};
use domain::site::FRESH_MS;
use knowledge::crawl::Skip;
use knowledge::feed::Item;
use reqwest::{StatusCode, Url};
use store::Tenant;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::app::App;
use crate::clock;
use crate::egress::Ask;
use crate::http::Failure;
use crate::protocol::{FeedField, FeedItem, FeedPreview, LookAtFeed, SiteReads, SkippedPages};
use crate::reader::{self, ListPlan, Listed};
use crate::sites::{self, FeedPlan, SitePlan};

/// Moves that are followed before it counts as a circle.
const HOPS_MAX: usize = 5;

/// Items shown of a feed that is looked at.
const SAMPLE: usize = 3;

/// Lists in memory at once: each may be 20 MB, and several times that as items.
static AT_WORK: Semaphore = Semaphore::const_new(2);

/// What came of asking for a list.
enum Fetched {
    /// It is as it was.
    Same,
    /// The list, and what was told of it.
    New { body: Vec<u8>, etag: Option<String>, modified: Option<String> },
}

/// A list that was read, held in memory while others wait.
pub(crate) struct Listing {
    pub(crate) listed: Listed,
    /// What is to be known of it the next time.
    pub(crate) plan: FeedPlan,
    _place: SemaphorePermit<'static>,
}

/// Asks for a list and reads it by what is known of it; none where it is as it was. What went wrong
/// is said in plain words.
pub(crate) async fn list(app: &App, url: Url, known: &FeedPlan) -> Result<Option<Listing>, String> {
    let place = AT_WORK.acquire().await.expect("it is never closed");
    let (body, etag, modified) = match fetch(app, url, known).await? {
        Fetched::Same => return Ok(None),
        Fetched::New { body, etag, modified } => (body, etag, modified),
    };
    let listed = reader::free().await.list(&known.list, &body).await;
    let listed = listed.map_err(|unread| unread.why)?;
    // Where nothing is listed yet, what items are known by is found with the first of them.
    let list = match &listed.roles {
        Some(roles) => ListPlan {
            key: Some(roles.key.clone()),
            place: Some(listed.place.clone()),
            left_out: Some(roles.left_out.clone()),
        },
        None => known.list.clone(),
    };
    Ok(Some(Listing { listed, plan: FeedPlan { list, etag, modified }, _place: place }))
}

/// Asks for a list, wherever its address leads.
async fn fetch(app: &App, mut url: Url, known: &FeedPlan) -> Result<Fetched, String> {
    for _ in 0..HOPS_MAX {
        let ask = Ask {
            url: &url,
            etag: known.etag.as_deref(),
            last_modified: known.modified.as_deref(),
            bytes_max: SOURCE_BYTES_MAX,
            reads: |_| true,
        };
        let found = app.egress.get(ask).await.map_err(|why| why.to_string())?;
        if let Some(next) = found.location(&url) {
            url = next;
            continue;
        }
        let (etag, modified) = (found.etag(), found.last_modified());
        let (etag, modified) = (etag.map(str::to_owned), modified.map(str::to_owned));
        return match (found.status, found.body) {
            (StatusCode::NOT_MODIFIED, _) => Ok(Fetched::Same),
            (_, Some(body)) => Ok(Fetched::New { body, etag, modified }),
            (StatusCode::NOT_FOUND | StatusCode::GONE, None) => {
                Err("There is no list at this address (404).".to_owned())
            }
            (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, None) => {
                Err("It asks for a password, or refuses us.".to_owned())
            }
            (status, None) => {
                Err(format!("The site answered with an error ({}).", status.as_u16()))
            }
        };
    }
    Err("It leads round in a circle.".to_owned())
}

/// Whether an item is learnt; else why not.
pub(crate) fn judge<'item>(item: &'item Item, seen: &mut HashSet<&'item str>) -> Option<Skip> {
    if item.key.is_empty() {
        return Some(Skip::NoKey);
    }
    if item.passages.len() > FEED_ITEM_PASSAGES_MAX {
        return Some(Skip::TooLong);
    }
    (!seen.insert(&item.key)).then_some(Skip::SameKey)
}

/// Reads a feed once and says what would be learnt.
pub(crate) async fn look(app: &App, asked: LookAtFeed) -> Result<FeedPreview, Failure> {
    let url = sites::url(app, &asked.address)?;
    let field = if asked.key.is_some() { "key" } else { "address" };
    let plan = FeedPlan::of(sites::key(asked.key)?, sites::left_out(asked.left_out)?);
    let unread = |why: String| Failure::field(field, why);
    let listing = list(app, url, &plan).await.map_err(unread)?;
    let listing = listing.ok_or_else(|| unread("The site gave no list.".to_owned()))?;
    let Listed { fields, roles, items, .. } = listing.listed;
    let left_out = roles.as_ref().map(|roles| roles.left_out.clone()).unwrap_or_default();
    let mut seen = HashSet::new();
    let reasons: Vec<Skip> = items.iter().filter_map(|item| judge(item, &mut seen)).collect();
    let count = |reason: Skip| {
        let count = reasons.iter().filter(|it| **it == reason).count();
        let why = serde_json::from_value(reason.name().into()).ok()?;
        (count > 0).then(|| SkippedPages { why, count: u32::try_from(count).unwrap_or(u32::MAX) })
    };
    Ok(FeedPreview {
        items: u32::try_from(items.len()).unwrap_or(u32::MAX),
        skipped: Skip::ALL.into_iter().filter_map(count).collect(),
        key: roles.as_ref().map(|roles| roles.key.clone()),
        title: roles.as_ref().map(|roles| roles.title.clone()),
        link: roles.and_then(|roles| roles.link),
        fields: fields
            .into_iter()
            .map(|it| FeedField {
                is_told: !left_out.contains(&it.name),
                name: it.name,
                example: it.example,
                tells_apart: it.apart >= 1.0,
            })
            .collect(),
        sample: items.into_iter().take(SAMPLE).map(shown).collect(),
    })
}

fn shown(item: Item) -> FeedItem {
    let texts: Vec<String> = item.passages.into_iter().map(|passage| passage.text).collect();
    FeedItem { key: item.key, title: item.title, link: item.link, text: texts.join("\n") }
}

/// Has an answer say how old it is where it tells of items whose feed was not read just now.
pub(crate) async fn say_age(
    app: &App,
    tenant: Tenant,
    plan: &mut Plan,
    copy: &Copy,
) -> store::Result<()> {
    if let Some(text) = age(app, tenant, plan.outcome.sources(), copy).await? {
        plan.outcome.add_caveat(text);
    }
    Ok(())
}

/// What is said of the age of sources, if they are items of a feed that was not read just now.
pub(crate) async fn age(
    app: &App,
    tenant: Tenant,
    sources: BTreeSet<SourceId>,
    copy: &Copy,
) -> store::Result<Option<String>> {
    if sources.is_empty() {
        return Ok(None);
    }
    let (mut conn, now, mut oldest) = (app.db.read().await?, clock::now(), 0);
    for source in sources {
        let site = conn.of(tenant).site_of(source).await?;
        let feed = site.filter(|site| SitePlan::of(site).reads == SiteReads::Feed);
        // A first reading that was stopped has left items too.
        let known_at = feed.map(|feed| feed.read_at.unwrap_or(feed.created_at));
        oldest = oldest.max(known_at.map_or(0, |at| now - at));
    }
    Ok((oldest > FRESH_MS).then(|| copy.read_ago(oldest)))
}
