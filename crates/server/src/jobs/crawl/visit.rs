//! Asking for one page, and what came of it.

use domain::limits::SOURCE_BYTES_MAX;
use knowledge::crawl::{Address, Found, Page, Robots, Skip, Target, forbids_index, page, sitemap};
use knowledge::passage::Passage;
use reqwest::{StatusCode, Url};
use sha2::{Digest as _, Sha256};
use store::SitePage;

use super::{DOWN, Reading};
use crate::clock;
use crate::egress::{Ask, Fetched, Unfetched};
use crate::reader;

/// The name by which robots.txt speaks to us.
const AGENT: &str = "BatonBot";

/// Largest robots.txt that is asked for; the reader looks at less.
const ROBOTS_BYTES_MAX: usize = 1024 * 1024;

/// Sitemaps of one site that are asked for; an index names one for each ten thousands of pages.
const SITEMAPS_MAX: usize = 50;

/// Longest time for all of them: a reading begins with pages, not with lists of them.
const SITEMAPS_MS_MAX: i64 = 60_000;

/// Longest time that a site is left alone because it asks for it.
const LATER_S_MAX: i64 = 120;

/// Spellings of one address that lead on to each other before it counts as a circle.
const HOPS_MAX: usize = 5;

/// Kinds that hold text, by the start of their names; whether a kind is read is said by its reader.
const KINDS: [&str; 10] = [
    "text/",
    "application/xhtml+xml",
    "application/pdf",
    "application/msword",
    "application/vnd.openxmlformats-officedocument",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.ms-",
    "application/rtf",
    "application/epub+zip",
];

/// Kinds of text that are not for people.
const NO_KINDS: [&str; 3] = ["text/css", "text/javascript", "text/calendar"];

/// What came of asking for a page.
pub(super) enum Outcome {
    /// It is as it was.
    Same,
    Read(Box<Text>),
    Skipped(Skip, Page),
    Moved(Address),
    /// It is no longer there.
    Gone,
    /// The site asks to be left alone until this time.
    Later {
        until: i64,
        why: String,
    },
    Failed {
        why: String,
        is_down: bool,
    },
}

/// A page that was read.
pub(super) struct Text {
    pub(super) title: String,
    pub(super) passages: Vec<Passage>,
    /// Of title and passages, so that a clock in a corner is no change.
    pub(super) hash: Vec<u8>,
    pub(super) page: Page,
    pub(super) etag: Option<String>,
    pub(super) modified: Option<String>,
    /// Where it was at last.
    pub(super) url: Url,
}

impl Reading<'_> {
    /// What the site asks of robots. A site that has no such file asks nothing; one that fails to
    /// give it is not read now.
    pub(super) async fn robots(&mut self, start: &Address) -> Result<Robots, String> {
        let mut url = start.url().clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        for _ in 0..HOPS_MAX {
            let ask = Ask {
                url: &url,
                etag: None,
                last_modified: None,
                bytes_max: ROBOTS_BYTES_MAX,
                reads: |_| true,
            };
            let answer = self.app.egress.get(ask).await;
            self.frontier.rest(clock::now());
            match answer {
                Ok(found) if found.status.is_server_error() => return Err(DOWN.to_owned()),
                Ok(found) => match found.location(&url) {
                    Some(next) => url = next,
                    None => return Ok(Robots::read(&found.body.unwrap_or_default(), AGENT)),
                },
                Err(Unfetched::TooLarge(_)) => return Ok(Robots::default()),
                Err(Unfetched::NotPublic) => return Err(Unfetched::NotPublic.to_string()),
                Err(_) => return Err(DOWN.to_owned()),
            }
        }
        Ok(Robots::default())
    }

    /// Pages that the site's sitemaps name.
    pub(super) async fn sitemaps(
        &mut self,
        start: &Address,
    ) -> Result<Vec<(Target, Found)>, String> {
        let is_only = self.frontier.bounds().scope == knowledge::crawl::Scope::Sitemap;
        let mut maps = if is_only { vec![start.url().clone()] } else { self.named_maps(start) };
        let (mut found, mut asked) = (Vec::new(), 0);
        let until = clock::now() + SITEMAPS_MS_MAX;
        while let Some(url) = maps.pop() {
            asked += 1;
            self.wait(self.frontier.free_at()).await;
            let is_over = clock::now() >= until || self.frontier.knows_enough();
            if asked > SITEMAPS_MAX || is_over || self.app.is_stopping() {
                break;
            }
            let ask = Ask {
                url: &url,
                etag: None,
                last_modified: None,
                bytes_max: SOURCE_BYTES_MAX,
                reads: |_| true,
            };
            let answer = self.app.egress.get(ask).await;
            self.frontier.rest(clock::now());
            let body = match answer {
                Ok(Fetched { body: Some(body), .. }) => body,
                Ok(Fetched { status, .. }) if is_only && asked == 1 => {
                    return Err(format!("The sitemap is not there ({}).", status.as_u16()));
                }
                Err(why) if is_only && asked == 1 => return Err(why.to_string()),
                _ => continue,
            };
            let from = url.clone();
            let read = tokio::task::spawn_blocking(move || sitemap(&body, &from)).await;
            let named = read.unwrap_or_default();
            maps.extend(named.maps.into_iter().take(SITEMAPS_MAX));
            for address in named.pages.iter().filter_map(Address::new) {
                let target = Target { address, depth: 1 };
                // Only what is new is kept, which is bounded; lists can name it all fifty times.
                match self.frontier.find(target.clone()) {
                    Found::Nothing => {}
                    new => found.push((target, new)),
                }
            }
        }
        Ok(found)
    }

    fn named_maps(&self, start: &Address) -> Vec<Url> {
        let named = self.frontier.sitemaps().iter().filter_map(|it| start.url().join(it).ok());
        let mut maps: Vec<Url> = named.take(SITEMAPS_MAX).collect();
        if maps.is_empty() {
            maps.extend(start.url().join("/sitemap.xml").ok());
        }
        maps
    }

    /// Asks for a page. Spellings of one address that lead to each other are followed here; what
    /// leads to another address is another page.
    pub(super) async fn fetch(&mut self, target: &Target, known: Option<&SitePage>) -> Outcome {
        let known = known.filter(|page| page.source.is_some());
        let mut url = target.address.url().clone();
        for _ in 0..HOPS_MAX {
            let ask = Ask {
                url: &url,
                etag: known.and_then(|page| page.etag.as_deref()),
                last_modified: known.and_then(|page| page.modified.as_deref()),
                bytes_max: SOURCE_BYTES_MAX,
                reads,
            };
            let answer = self.app.egress.get(ask).await;
            self.frontier.rest(clock::now());
            let found = match answer {
                Ok(found) => found,
                Err(why) => {
                    let is_down = matches!(why, Unfetched::Unreachable | Unfetched::Slow);
                    return Outcome::Failed { why: why.to_string(), is_down };
                }
            };
            let status = found.status;
            let Some(next) = found.location(&url) else { return self.look_at(found, url).await };
            match Address::new(&next) {
                Some(next) if next.key() == target.address.key() => url = next.url().clone(),
                // A page that is learnt is given up for good only by a move for good.
                Some(_) if known.is_some() && !is_for_good(status) => {
                    let why = "It leads elsewhere for now; what was learnt is kept.".to_owned();
                    return Outcome::Failed { why, is_down: false };
                }
                Some(next) => return Outcome::Moved(next),
                None => return Outcome::Skipped(Skip::Elsewhere, Page::default()),
            }
        }
        let why = "It leads round in a circle.".to_owned();
        Outcome::Failed { why, is_down: false }
    }

    async fn look_at(&self, found: Fetched, url: Url) -> Outcome {
        let failed = |why: String, is_down| Outcome::Failed { why, is_down };
        match found.status {
            StatusCode::NOT_MODIFIED => return Outcome::Same,
            StatusCode::NOT_FOUND | StatusCode::GONE => return Outcome::Gone,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                return failed("It asks for a password, or refuses us.".to_owned(), false);
            }
            status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                let why = format!("The site could not answer ({}).", status.as_u16());
                return match found.retry_after_s() {
                    Some(seconds) => {
                        let until = clock::now() + seconds.min(LATER_S_MAX) * 1_000;
                        Outcome::Later { until, why }
                    }
                    None => failed(why, true),
                };
            }
            status if !status.is_success() => {
                let why = format!("The site answered with an error ({}).", status.as_u16());
                return failed(why, false);
            }
            _ => {}
        }
        let kind = found.header("content-type").unwrap_or_default().to_ascii_lowercase();
        let is_hidden = found.header("x-robots-tag").is_some_and(forbids_index);
        let (etag, modified) =
            (found.etag().map(Into::into), found.last_modified().map(Into::into));
        let Some(body) = found.body else {
            return Outcome::Skipped(Skip::Kind, Page::default());
        };
        match read(body, &kind, url, is_hidden).await {
            Ok(text) => Outcome::Read(Box::new(Text { etag, modified, ..text })),
            Err(outcome) => outcome,
        }
    }
}

fn is_for_good(status: StatusCode) -> bool {
    matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT)
}

/// Whether a body of this kind may hold text.
fn reads(kind: &str) -> bool {
    let kind = kind.trim().to_ascii_lowercase();
    let starts = |list: &[&str]| list.iter().any(|start| kind.starts_with(start));
    kind.is_empty() || (starts(&KINDS) && !starts(&NO_KINDS))
}

/// A page's bytes to its text and links.
async fn read(body: Vec<u8>, kind: &str, url: Url, is_hidden: bool) -> Result<Text, Outcome> {
    let is_page = kind.is_empty() || kind.contains("html");
    let (body, mut page) =
        if is_page { links(body, url.clone()).await? } else { (body, Page::default()) };
    page.is_hidden |= is_hidden;
    if page.is_hidden {
        return Err(Outcome::Skipped(Skip::NoIndex, page));
    }
    match reader::free().await.read(&file_name(&url, kind), &body).await {
        Ok(reader::Reading { title, passages, .. }) => {
            let hash = hash(&title, &passages);
            Ok(Text { title, passages, hash, page, etag: None, modified: None, url })
        }
        Err(unread) if is_page && unread.is_empty => Err(Outcome::Skipped(Skip::Empty, page)),
        Err(unread) => Err(Outcome::Failed { why: unread.why, is_down: false }),
    }
}

/// The links of a page, and what it says of itself.
async fn links(body: Vec<u8>, url: Url) -> Result<(Vec<u8>, Page), Outcome> {
    let found = tokio::task::spawn_blocking(move || {
        let page = page(&String::from_utf8_lossy(&body), &url);
        (body, page)
    });
    found.await.map_err(|_| Outcome::Failed {
        why: "It is broken in a way that we did not expect.".to_owned(),
        is_down: false,
    })
}

/// A name as a file of this kind would have, because readers of files go by it.
fn file_name(url: &Url, kind: &str) -> String {
    let last = url.path().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let stem = if stem.is_empty() { url.host_str().unwrap_or("page") } else { stem };
    let ending = match kind.split(';').next().unwrap_or_default().trim() {
        "" | "text/html" | "application/xhtml+xml" => "html",
        "text/markdown" => "md",
        "text/csv" => "csv",
        "application/pdf" => "pdf",
        "application/msword" => "doc",
        "application/rtf" | "text/rtf" => "rtf",
        "application/epub+zip" => "epub",
        "application/vnd.oasis.opendocument.text" => "odt",
        "application/vnd.oasis.opendocument.spreadsheet" => "ods",
        kind if kind.ends_with("wordprocessingml.document") => "docx",
        kind if kind.ends_with("spreadsheetml.sheet") => "xlsx",
        kind if kind.ends_with("presentationml.presentation") => "pptx",
        "text/plain" => last.rsplit_once('.').map_or("txt", |(_, ending)| ending),
        _ => "txt",
    };
    format!("{stem}.{ending}")
}

fn hash(title: &str, passages: &[Passage]) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(title);
    for passage in passages {
        for heading in &passage.heading_path {
            hash.update([0]);
            hash.update(heading);
        }
        hash.update([1]);
        hash.update(&passage.text);
    }
    hash.finalize().to_vec()
}
