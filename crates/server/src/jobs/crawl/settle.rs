//! What became of a page, stored: in one commit with the pages that it links to, if this run still
//! reads the site.

use std::sync::Arc;

use domain::id::{SiteId, SourceId};
use knowledge::crawl::{Address, Found, Page, Scope, Skip, Target};
use knowledge::passage::Passage;
use store::{NewSource, PassageRow, Reading as WholeReading, SitePage, StoreError, Tenant, Tx};

use super::visit::{Outcome, Text};
use super::{DOWN, DOWN_IN_A_ROW, End, Reading};
use crate::clock;
use crate::jobs::learn;
use crate::protocol::SourceState;
use crate::sources::state_text;

/// Passages of one commit, so that chats are not held up by a large file.
const COMMIT_PASSAGES: usize = 200;

/// What a commit does.
struct Change {
    rows: Vec<SitePage>,
    /// Learnt anew, for the first of the rows.
    learnt: Option<Learnt>,
    /// What no longer holds.
    forgotten: Option<SourceId>,
    /// A page that is gone.
    gone: Option<String>,
}

struct Learnt {
    new: NewSource,
    title: String,
    passages: Vec<Passage>,
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
    /// Asks for a page and stores what came of it; says when the reading ends with it.
    pub(super) async fn visit(&mut self, target: Target) -> store::Result<Option<End>> {
        let known = self.pages.get(target.address.key()).cloned();
        let taken = self.frontier.bounds().take(target.address.url(), target.depth);
        let outcome = match taken {
            Err(why) => Outcome::Skipped(why, Page::default()),
            Ok(()) if !self.frontier.allows(&target.address) => {
                Outcome::Skipped(Skip::Robots, Page::default())
            }
            Ok(()) => self.fetch(&target, known.as_ref()).await,
        };
        let is_down = matches!(outcome, Outcome::Failed { is_down: true, .. });
        self.down = if is_down { self.down + 1 } else { 0 };
        if let Outcome::Moved(home) = &outcome
            && target.depth == 0
            && self.plan.home.is_none()
            && self.frontier.bounds().take(home.url(), 0).is_err()
        {
            return Ok(Some(End::Moved(home.clone())));
        }
        let row = known.unwrap_or_else(|| self.row(&target));
        let change = self.settle(&target, row, outcome);
        if !self.commit(change).await? {
            return Ok(Some(End::Lost));
        }
        Ok((self.down >= DOWN_IN_A_ROW).then(|| End::Down(DOWN.to_owned())))
    }

    /// What to store of an outcome.
    fn settle(&mut self, target: &Target, mut row: SitePage, outcome: Outcome) -> Change {
        (row.round, row.depth, row.seen_at) = (self.site.round, target.depth, clock::now());
        let mut change = Change { rows: vec![], learnt: None, forgotten: None, gone: None };
        let (state, why) = match outcome {
            Outcome::Same => {
                self.counts(&row);
                ("read", None)
            }
            Outcome::Read(text) => {
                let links = self.links(target, &text.page);
                change.rows = self.found(links);
                match self.twin(target, &text) {
                    Some(found) => {
                        change.rows.extend(self.found(found));
                        ("skipped", Some(Skip::Duplicate.name().to_owned()))
                    }
                    None => {
                        change.learnt = self.learn(&mut row, *text);
                        self.counts(&row);
                        ("read", None)
                    }
                }
            }
            Outcome::Skipped(why, page) => {
                let links = self.links(target, &page);
                change.rows = self.found(links);
                ("skipped", Some(why.name().to_owned()))
            }
            Outcome::Moved(to) => {
                let to = Target { address: to, depth: target.depth };
                let is_ours = self.frontier.bounds().take(to.address.url(), to.depth);
                let found = (to.clone(), self.frontier.find(to));
                change.rows = self.found(vec![found]);
                let why = is_ours.err().unwrap_or(Skip::Moved);
                ("skipped", Some(why.name().to_owned()))
            }
            Outcome::Gone if row.source.is_some() => {
                change.gone = Some(row.page.clone());
                ("failed", None)
            }
            Outcome::Gone => ("failed", Some("There is no such page (404).".to_owned())),
            Outcome::Failed { why, .. } => ("failed", Some(why)),
        };
        (row.state, row.why) = (state.to_owned(), why);
        if row.state == "skipped" || change.gone.is_some() {
            change.forgotten = row.source.take();
            (row.etag, row.modified, row.hash) = (None, None, None);
        }
        if change.gone.is_none() {
            self.pages.insert(row.page.clone(), row.clone());
            change.rows.insert(0, row);
        }
        change
    }

    fn counts(&mut self, row: &SitePage) {
        self.frontier.count();
        if let Some(hash) = &row.hash {
            self.texts.insert(hash.clone(), row.page.clone());
        }
    }

    fn links(&mut self, target: &Target, page: &Page) -> Vec<(Target, Found)> {
        let links = page.links.iter().filter_map(Address::new).collect();
        self.frontier.follow(target.depth, links)
    }

    /// Where the page says the same as another: one that it names, which is then found, or one that
    /// was read.
    fn twin(&mut self, target: &Target, text: &Text) -> Option<Vec<(Target, Found)>> {
        let key = target.address.key();
        if self.frontier.bounds().scope == Scope::Page {
            return None;
        }
        if let Some(named) = text.page.canonical.as_ref().and_then(Address::new)
            && named.key() != key
            && self.frontier.bounds().take(named.url(), target.depth).is_ok()
        {
            let named = Target { address: named, depth: target.depth };
            return Some(vec![(named.clone(), self.frontier.find(named))]);
        }
        let is_said = self.texts.get(&text.hash).is_some_and(|other| other != key);
        is_said.then(Vec::new)
    }

    /// A page whose text is new; nothing where it is as it was.
    fn learn(&self, row: &mut SitePage, text: Text) -> Option<Learnt> {
        let is_same = row.source.is_some() && row.hash.as_ref() == Some(&text.hash);
        (row.etag, row.modified) = (text.etag, text.modified);
        row.address = text.url.to_string();
        if is_same {
            return None;
        }
        row.hash = Some(text.hash.clone());
        let new = NewSource {
            id: clock::new_id(),
            // With what no file's name has, so that no file takes its place.
            name: format!("https://{}", row.page),
            // The site has it: only what was learnt is kept.
            content: Vec::new(),
            hash: text.hash,
            state: state_text(&SourceState::Reading),
            at: clock::now(),
            page_of: Some((self.site.id, row.address.clone())),
        };
        Some(Learnt { new, title: text.title, passages: text.passages })
    }

    fn row(&self, target: &Target) -> SitePage {
        SitePage {
            page: target.address.key().to_owned(),
            address: target.address.url().to_string(),
            depth: target.depth,
            round: self.site.round,
            state: String::new(),
            why: None,
            etag: None,
            modified: None,
            hash: None,
            source: None,
            seen_at: clock::now(),
        }
    }

    /// Stores pages that were found. False when this run no longer reads the site.
    pub(super) async fn store(&mut self, rows: Vec<SitePage>) -> store::Result<bool> {
        let change = Change { rows, learnt: None, forgotten: None, gone: None };
        self.commit(change).await
    }

    async fn commit(&mut self, change: Change) -> store::Result<bool> {
        let mut begun = None;
        if let Some(learnt) =
            change.learnt.as_ref().filter(|it| it.passages.len() > COMMIT_PASSAGES)
        {
            begun = self.store_ahead(learnt).await?;
            if begun.is_none() {
                return Ok(false);
            }
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
                    row.state = "skipped".to_owned();
                    row.why = Some(Skip::OtherSite.name().to_owned());
                    row.hash = None;
                    self.pages.insert(row.page.clone(), row.clone());
                }
                let change = Change { rows, learnt: None, forgotten: None, gone: None };
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
                    if !rows.holds_site(site, run, now).await? {
                        return Ok(None);
                    }
                    let source = rows.put_source(&new).await?;
                    let revision = rows.begin_reading(source).await?;
                    Ok(revision.map(|revision| (source, revision)))
                })
            })
            .await?;
        let Some((source, revision)) = begun else { return Ok(None) };
        for piece in passage_rows(learnt, source, revision).chunks(COMMIT_PASSAGES) {
            let piece: Arc<[PassageRow]> = piece.into();
            self.app
                .db
                .write::<_, StoreError, _>(move |tx| {
                    let piece = Arc::clone(&piece);
                    Box::pin(async move { tx.write_of(tenant).insert_passages(&piece).await })
                })
                .await?;
        }
        Ok(begun)
    }

    /// What the number of pages cuts off is skipped, and no longer known where it was learnt before.
    pub(super) async fn drop_beyond_the_bound(&mut self) -> store::Result<bool> {
        let waiting: Vec<SitePage> =
            self.pages.values().filter(|row| row.state == "waiting").cloned().collect();
        for mut row in waiting {
            let forgotten = row.source.take();
            (row.state, row.why) = ("skipped".into(), Some(Skip::TooMany.name().into()));
            (row.hash, row.etag, row.modified) = (None, None, None);
            self.pages.insert(row.page.clone(), row.clone());
            let change = Change { rows: vec![row], learnt: None, forgotten, gone: None };
            if !self.commit(change).await? {
                return Ok(false);
            }
        }
        Ok(true)
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
        let holder = tx.of(tenant).source_named(&learnt.new.name).await?;
        if holder.is_some_and(|it| it.site != Some(site)) {
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
    if let Some(page) = &change.gone {
        all.delete_site_page(site, page).await?;
    }
    Ok((Committed::Done, source))
}

fn passage_rows(learnt: &Learnt, source: SourceId, revision: u32) -> Vec<PassageRow> {
    let passages = learnt.passages.iter().cloned();
    passages.map(|passage| learn::row(source, revision, passage)).collect()
}

/// Makes what was learnt the present reading of its source.
async fn publish(
    tx: &mut Tx,
    tenant: Tenant,
    learnt: &Learnt,
    begun: Option<(SourceId, u32)>,
    now: i64,
) -> store::Result<Option<SourceId>> {
    let mut rows = tx.write_of(tenant);
    let (source, revision) = match begun {
        Some(begun) => begun,
        None => {
            let source = rows.put_source(&learnt.new).await?;
            let Some(revision) = rows.begin_reading(source).await? else { return Ok(None) };
            rows.insert_passages(&passage_rows(learnt, source, revision)).await?;
            (source, revision)
        }
    };
    let of = u32::try_from(learnt.passages.len()).unwrap_or(u32::MAX);
    let reading = WholeReading {
        source,
        hash: learnt.new.hash.clone(),
        title: learnt.title.clone(),
        state: state_text(&SourceState::Indexing { done: of, of }),
        revision,
        passages: of,
    };
    rows.publish_source(&reading, now).await?;
    Ok(Some(source))
}
