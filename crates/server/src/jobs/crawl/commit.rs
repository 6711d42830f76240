//! What became of a page, stored in one commit with the pages that it links to, if this run still
//! reads the site.

use std::sync::Arc;

use domain::id::{SiteId, SourceId};
use domain::site::SitePageState;
use knowledge::crawl::Skip;
use knowledge::passage::Passage;
use store::{
    NewSource, PassageRow, Reading as WholeReading, SitePage, SourceKind, StoreError, Tenant, Tx,
};

use super::Reading;
use crate::clock;
use crate::jobs::learn::{self, COMMIT_PASSAGES};
use crate::protocol::SourceState;
use crate::sources::state_text;

/// What a commit does.
pub(super) struct Change {
    pub(super) rows: Vec<SitePage>,
    /// Learnt anew, for the first of the rows.
    pub(super) learnt: Option<Learnt>,
    /// What no longer holds.
    pub(super) forgotten: Option<SourceId>,
}

#[derive(Clone)]
pub(super) struct Learnt {
    pub(super) new: NewSource,
    pub(super) title: String,
    pub(super) passages: Vec<Passage>,
}

/// What came of a commit.
enum Committed {
    Done,
    /// This run no longer reads the site.
    Lost,
    /// Another site holds the page already.
    Elsewhere,
}

impl Reading<'_> {
    /// Stores pages that were found. False when this run no longer reads the site.
    pub(super) async fn store(&mut self, rows: Vec<SitePage>) -> store::Result<bool> {
        let change = Change { rows, learnt: None, forgotten: None };
        self.commit(change).await
    }

    pub(super) async fn commit(&mut self, change: Change) -> store::Result<bool> {
        let mut begun = None;
        if let Some(learnt) =
            change.learnt.as_ref().filter(|it| it.passages.len() > COMMIT_PASSAGES)
        {
            // None where the run or the page is another's by now, which the last commit tells.
            begun = self.store_ahead(learnt).await?;
        }
        let page = change.rows.first().map(|row| row.page.clone());
        let shared = Arc::new(change);
        let stored = self.try_commit(Arc::clone(&shared), begun).await?;
        match stored {
            (Committed::Done, source) => {
                if let (Some(page), Some(source)) = (page, source)
                    && let Some(row) = self.pages.get_mut(&page)
                {
                    row.source = Some(source);
                }
                Ok(true)
            }
            (Committed::Lost, _) => Ok(false),
            (Committed::Elsewhere, _) => {
                let mut rows = shared.rows.clone();
                if let Some(row) = rows.first_mut() {
                    row.state = SitePageState::Skipped;
                    row.why = Some(Skip::OtherSite.name().to_owned());
                    row.hash = None;
                    self.pages.insert(row.page.clone(), row.clone());
                }
                let change = Change { rows, learnt: None, forgotten: None };
                Ok(!matches!(self.try_commit(Arc::new(change), None).await?.0, Committed::Lost))
            }
        }
    }

    async fn try_commit(
        &self,
        change: Arc<Change>,
        begun: Option<(SourceId, u32)>,
    ) -> store::Result<(Committed, Option<SourceId>)> {
        let (tenant, run, now) = (self.tenant, (self.site.id, self.site.run), clock::now());
        self.app
            .db
            .write(move |tx| {
                let change = Arc::clone(&change);
                Box::pin(async move { apply(tx, tenant, run, &change, begun, now).await })
            })
            .await
    }

    /// Stores the passages of a long page piece by piece; they count from the last commit on.
    async fn store_ahead(&self, learnt: &Learnt) -> store::Result<Option<(SourceId, u32)>> {
        let (tenant, site, run, now) = (self.tenant, self.site.id, self.site.run, clock::now());
        let new = Arc::new(learnt.new.clone());
        let begun = self
            .app
            .db
            .write::<_, StoreError, _>(move |tx| {
                let new = Arc::clone(&new);
                Box::pin(async move {
                    let mut rows = tx.write_of(tenant);
                    if !rows.holds_site(site, run, now).await?
                        || is_anothers(tx, tenant, site, &new.name).await?
                    {
                        return Ok(None);
                    }
                    let mut rows = tx.write_of(tenant);
                    let source = rows.put_source(&new).await?;
                    let revision = rows.begin_reading(source).await?;
                    Ok(revision.map(|revision| (source, revision)))
                })
            })
            .await?;
        let Some((source, revision)) = begun else { return Ok(None) };
        for piece in passage_rows(learnt, source, revision).chunks(COMMIT_PASSAGES) {
            let piece: Arc<[PassageRow]> = piece.into();
            let held = self
                .app
                .db
                .write::<_, StoreError, _>(move |tx| {
                    let piece = Arc::clone(&piece);
                    Box::pin(async move {
                        let mut rows = tx.write_of(tenant);
                        // A site that was removed meanwhile leaves no passages behind.
                        let held = rows.holds_site(site, run, now).await?;
                        if held {
                            rows.insert_passages(&piece).await?;
                        }
                        Ok(held)
                    })
                })
                .await?;
            if !held {
                return Ok(None);
            }
        }
        Ok(begun)
    }
}

/// Makes a change, if this run still reads the site.
async fn apply(
    tx: &mut Tx,
    tenant: Tenant,
    (site, run): (SiteId, i64),
    change: &Change,
    begun: Option<(SourceId, u32)>,
    now: i64,
) -> store::Result<(Committed, Option<SourceId>)> {
    if !tx.write_of(tenant).holds_site(site, run, now).await? {
        return Ok((Committed::Lost, None));
    }
    let mut rows = change.rows.clone();
    let mut source = None;
    if let Some(learnt) = &change.learnt {
        if is_anothers(tx, tenant, site, &learnt.new.name).await? {
            return Ok((Committed::Elsewhere, None));
        }
        source = publish(tx, tenant, learnt, begun, now).await?;
        if let Some(row) = rows.first_mut() {
            row.source = source;
        }
    }
    let mut all = tx.write_of(tenant);
    all.put_site_pages(site, &rows).await?;
    if let Some(source) = change.forgotten {
        all.delete_source(source).await?;
    }
    Ok((Committed::Done, source))
}

/// Whether a page is learnt already, by another site.
async fn is_anothers(tx: &mut Tx, tenant: Tenant, site: SiteId, name: &str) -> store::Result<bool> {
    let holder = tx.of(tenant).source_named(SourceKind::Page, name).await?;
    Ok(holder.is_some_and(|it| it.site != Some(site)))
}

fn passage_rows(learnt: &Learnt, source: SourceId, revision: u32) -> Vec<PassageRow> {
    let passages = learnt.passages.iter().cloned();
    passages.map(|passage| learn::row(source, revision, passage)).collect()
}

/// Makes what was learnt the present reading of its source.
pub(super) async fn publish(
    tx: &mut Tx,
    tenant: Tenant,
    learnt: &Learnt,
    begun: Option<(SourceId, u32)>,
    now: i64,
) -> store::Result<Option<SourceId>> {
    let mut rows = tx.write_of(tenant);
    let (source, revision) = if let Some(begun) = begun {
        begun
    } else {
        let source = rows.put_source(&learnt.new).await?;
        let Some(revision) = rows.begin_reading(source).await? else { return Ok(None) };
        rows.insert_passages(&passage_rows(learnt, source, revision)).await?;
        (source, revision)
    };
    let of = u32::try_from(learnt.passages.len()).unwrap_or(u32::MAX);
    let reading = WholeReading {
        source,
        title: learnt.title.clone(),
        state: state_text(&SourceState::Indexing { done: of, of }),
        revision,
        passages: of,
    };
    rows.publish_source(&reading, now).await?;
    Ok(Some(source))
}
