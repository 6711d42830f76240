//! What became of a page: what of it is kept, and which pages it leads to.

use domain::site::SitePageState;
use knowledge::crawl::{Address, Found, Page, Scope, Skip, Target};
use store::{NewSource, SitePage, SourceKind};

use super::commit::{Change, Learnt};
use super::visit::{Outcome, Text};
use super::{DOWN, DOWN_IN_A_ROW, End, Reading};
use crate::clock;
use crate::protocol::SourceState;
use crate::sources::state_text;

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
        let outcome = match outcome {
            Outcome::Later { until, why } => {
                self.frontier.hold(until);
                // A page that was put off once and is again has failed.
                let is_again = known.as_ref().is_some_and(|row| row.why.is_some());
                if is_again {
                    Outcome::Failed { why, is_down: true }
                } else {
                    Outcome::Later { until, why }
                }
            }
            outcome => outcome,
        };
        let is_later = matches!(outcome, Outcome::Later { .. });
        let is_down = is_later || matches!(outcome, Outcome::Failed { is_down: true, .. });
        self.down = if is_down { self.down + 1 } else { 0 };
        if let Outcome::Moved(home) = &outcome
            && target.depth == 0
            && self.plan.home.is_none()
            && self.frontier.bounds().take(home.url(), 0).is_err()
        {
            return Ok(Some(End::Moved(home.clone())));
        }
        // Where the way in fails once, what stands behind it is not gone.
        if let Outcome::Failed { why, .. } = &outcome
            && target.depth == 0
            && self.pages.values().any(|page| page.source.is_some())
        {
            return Ok(Some(End::Down(why.clone())));
        }
        let row = known.unwrap_or_else(|| self.row(&target));
        let change = self.settle(&target, row, outcome);
        if !self.commit(change).await? {
            return Ok(Some(End::Lost));
        }
        if is_later {
            self.frontier.put_back(target);
        }
        Ok((self.down >= DOWN_IN_A_ROW).then(|| End::Down(DOWN.to_owned())))
    }

    /// What to store of an outcome.
    fn settle(&mut self, target: &Target, mut row: SitePage, outcome: Outcome) -> Change {
        (row.round, row.depth, row.seen_at) = (self.site.round, target.depth, clock::now());
        let is_gone = matches!(outcome, Outcome::Gone);
        let mut change = Change { rows: vec![], learnt: None, forgotten: None };
        let (state, why) = match outcome {
            Outcome::Same => {
                self.counts(&row);
                (SitePageState::Read, None)
            }
            Outcome::Read(text) => {
                let links = self.links(target, &text.page);
                change.rows = self.found(links);
                if let Some(found) = self.twin(target, &text) {
                    change.rows.extend(self.found(found));
                    (SitePageState::Skipped, Some(Skip::Duplicate.name().to_owned()))
                } else {
                    change.learnt = self.learn(&mut row, *text);
                    self.counts(&row);
                    (SitePageState::Read, None)
                }
            }
            Outcome::Skipped(why, page) => {
                let links = self.links(target, &page);
                change.rows = self.found(links);
                (SitePageState::Skipped, Some(why.name().to_owned()))
            }
            Outcome::Moved(to) => {
                let to = Target { address: to, depth: target.depth };
                let is_ours = self.frontier.bounds().take(to.address.url(), to.depth);
                let found = (to.clone(), self.frontier.find(to));
                change.rows = self.found(vec![found]);
                let why = is_ours.err().unwrap_or(Skip::Moved);
                (SitePageState::Skipped, Some(why.name().to_owned()))
            }
            Outcome::Gone => {
                (SitePageState::Failed, Some("There is no such page (404).".to_owned()))
            }
            Outcome::Later { why, .. } => (SitePageState::Waiting, Some(why)),
            Outcome::Failed { why, .. } => (SitePageState::Failed, Some(why)),
        };
        (row.state, row.why) = (state, why);
        // A page that is gone is still asked for: pages that link to it may say that nothing has
        // changed when it comes back.
        if state == SitePageState::Skipped || is_gone {
            change.forgotten = row.source.take();
            (row.etag, row.modified, row.hash) = (None, None, None);
        }
        self.pages.insert(row.page.clone(), row.clone());
        change.rows.insert(0, row);
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
            kind: SourceKind::Page,
            // With what no file's name has, so that no file takes its place.
            name: format!("https://{}", row.page),
            // The site has it: only what was learnt is kept.
            content: Vec::new(),
            hash: text.hash,
            state: state_text(&SourceState::Reading),
            at: clock::now(),
            page_of: Some((self.site.id, Some(row.address.clone()))),
        };
        Some(Learnt { new, title: text.title, passages: text.passages })
    }

    pub(super) fn row(&self, target: &Target) -> SitePage {
        let (page, address) = (target.address.key().to_owned(), target.address.url().to_string());
        let found = SitePage::found(page, address, self.site.round, clock::now());
        SitePage { depth: target.depth, ..found }
    }

    /// What the number of pages cuts off is skipped, and no longer known where it was learnt
    /// before.
    pub(super) async fn drop_beyond_the_bound(&mut self) -> store::Result<bool> {
        let waiting: Vec<SitePage> = self
            .pages
            .values()
            .filter(|row| row.state == SitePageState::Waiting)
            .cloned()
            .collect();
        for mut row in waiting {
            let forgotten = row.source.take();
            row.state = SitePageState::Skipped;
            row.why = Some(Skip::TooMany.name().to_owned());
            (row.hash, row.etag, row.modified) = (None, None, None);
            self.pages.insert(row.page.clone(), row.clone());
            let change = Change { rows: vec![row], learnt: None, forgotten };
            if !self.commit(change).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
