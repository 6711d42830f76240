//! What is known of a site while it is read: what waits, what is next, and when.

use std::collections::{BTreeMap, HashSet};

use super::trap::Traps;
use super::{Address, Bounds, Robots, Scope, Skip};

/// A page to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Where it is.
    pub address: Address,
    /// Links from the first page.
    pub depth: u32,
}

/// What to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Ask for this page, and for no other meanwhile.
    Fetch(Target),
    /// Nothing before this time.
    Wait(i64),
    /// Nothing any more.
    Done,
}

/// What became of an address that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// It is new, and waits.
    Waits,
    /// It is new, and is not read.
    Skipped(Skip),
    /// It is known, lies on another site, or one site knows no more addresses.
    Nothing,
}

/// A site while it is read.
#[derive(Debug)]
pub struct Frontier {
    bounds: Bounds,
    robots: Robots,
    traps: Traps,
    known: HashSet<String>,
    known_max: usize,
    /// By depth first, so that what a bound cuts off is what is furthest away.
    waiting: BTreeMap<(u32, u64), Address>,
    found: u64,
    read: u32,
    pause_ms: i64,
    free_at: i64,
}

impl Frontier {
    /// A site of which nothing is known. At most so many addresses will be.
    pub fn new(bounds: Bounds, pause_ms: i64, known_max: usize) -> Self {
        Self {
            bounds,
            robots: Robots::default(),
            traps: Traps::default(),
            known: HashSet::new(),
            known_max,
            waiting: BTreeMap::new(),
            found: 0,
            read: 0,
            pause_ms,
            free_at: 0,
        }
    }

    /// What the site asks of us; a longer pause is kept, up to a bound.
    pub fn obey(&mut self, robots: Robots, pause_ms_max: i64) {
        self.pause_ms = self.pause_ms.max(robots.pause_ms.unwrap_or(0).min(pause_ms_max));
        self.robots = robots;
    }

    /// Where the site's sitemaps are, as it says.
    pub fn sitemaps(&self) -> &[String] {
        &self.robots.sitemaps
    }

    /// The bounds.
    pub fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// An address that was found before: it is not found again, and counts for its kind.
    pub fn know(&mut self, address: &Address) {
        if self.known.insert(address.key().to_owned()) {
            self.traps.take(address.url());
        }
    }

    /// A page that was known before waits to be asked for, whatever its kind.
    pub fn resume(&mut self, target: Target) {
        self.know(&target.address);
        self.wait(target);
    }

    /// Pages that were read before the reading was interrupted.
    pub fn resume_count(&mut self, read: u32) {
        self.read = read;
    }

    /// An address that the first page, a link or a sitemap names.
    pub fn find(&mut self, target: Target) -> Found {
        let url = target.address.url();
        let taken = self.bounds.take(url, target.depth);
        let is_start = target.depth == 0;
        if matches!(taken, Err(Skip::Elsewhere)) || self.known.contains(target.address.key()) {
            return Found::Nothing;
        }
        if self.knows_enough() {
            return Found::Nothing;
        }
        self.known.insert(target.address.key().to_owned());
        if let Err(why) = taken {
            return Found::Skipped(why);
        }
        if !self.robots.allow(url) {
            return Found::Skipped(Skip::Robots);
        }
        if !self.traps.take(url) && !is_start {
            return Found::Skipped(Skip::Trap);
        }
        self.wait(target);
        Found::Waits
    }

    /// The links of a page so deep, where links are followed.
    pub fn follow(&mut self, depth: u32, links: Vec<Address>) -> Vec<(Target, Found)> {
        if self.bounds.scope != Scope::Site {
            return Vec::new();
        }
        let targets = links.into_iter().map(|address| Target { address, depth: depth + 1 });
        targets
            .map(|target| (target.clone(), self.find(target)))
            .filter(|(_, found)| *found != Found::Nothing)
            .collect()
    }

    /// Whether an address may be asked for by what the site asks of us.
    pub fn allows(&self, address: &Address) -> bool {
        self.robots.allow(address.url())
    }

    /// What to do at this time.
    pub fn next(&mut self, now: i64) -> Step {
        if self.is_full() || self.waiting.is_empty() {
            return Step::Done;
        }
        if now < self.free_at {
            return Step::Wait(self.free_at);
        }
        self.waiting
            .pop_first()
            .map_or(Step::Done, |((depth, _), address)| Step::Fetch(Target { address, depth }))
    }

    /// A request ended at this time: the next waits for a pause.
    pub fn rest(&mut self, now: i64) {
        self.free_at = self.free_at.max(now + self.pause_ms);
    }

    /// The site asks to be left alone until this time.
    pub fn hold(&mut self, until: i64) {
        self.free_at = self.free_at.max(until);
    }

    /// When the next request may begin.
    pub fn free_at(&self) -> i64 {
        self.free_at
    }

    /// A page that was asked for too soon waits once more.
    pub fn put_back(&mut self, target: Target) {
        self.wait(target);
    }

    /// Whether as many addresses are known as may be, so that none is found any more.
    pub fn knows_enough(&self) -> bool {
        self.known.len() >= self.known_max
    }

    /// One page more was read.
    pub fn count(&mut self) {
        self.read = self.read.saturating_add(1);
    }

    /// Whether as many pages were read as may be.
    pub fn is_full(&self) -> bool {
        self.read >= self.bounds.pages_max
    }

    fn wait(&mut self, target: Target) {
        self.found += 1;
        self.waiting.insert((target.depth, self.found), target.address);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn address(path: &str) -> Address {
        Address::parse(&format!("https://shop.example{path}")).unwrap()
    }

    fn frontier(depth_max: u32, pages_max: u32) -> Frontier {
        let bounds = Bounds::around(&address("/"), Scope::Site, None, depth_max, pages_max);
        Frontier::new(bounds, 500, 1_000)
    }

    fn at(path: &str, depth: u32) -> Target {
        Target { address: address(path), depth }
    }

    #[test]
    fn pages_come_once_nearest_first_with_a_pause_between() {
        let mut site = frontier(3, 10);
        assert_eq!(site.find(at("/", 0)), Found::Waits);
        assert_eq!(site.next(7), Step::Fetch(at("/", 0)));
        let links = ["/deep", "/", "/a", "/a/", "/a#x"].map(address).to_vec();
        assert_eq!(site.follow(0, links).len(), 2);
        site.rest(1_000);
        assert_eq!(site.next(1_499), Step::Wait(1_500));
        assert_eq!(site.next(1_500), Step::Fetch(at("/deep", 1)));
        site.follow(1, vec![address("/deeper")]);
        assert_eq!(site.next(1_500), Step::Fetch(at("/a", 1)));
        assert_eq!(site.next(1_500), Step::Fetch(at("/deeper", 2)));
        assert_eq!(site.next(1_500), Step::Done);
    }

    #[test]
    fn a_longer_pause_is_kept_up_to_a_bound() {
        for (asked, kept) in [("1", 1_000), ("0.1", 500), ("86400", 10_000)] {
            let mut site = frontier(3, 10);
            let robots = format!("User-agent: *\nCrawl-delay: {asked}\nDisallow: /no");
            site.obey(Robots::read(robots.as_bytes(), "BatonBot"), 10_000);
            site.find(at("/", 0));
            site.rest(0);
            assert_eq!(site.next(1), Step::Wait(kept));
            assert_eq!(site.find(at("/no", 1)), Found::Skipped(Skip::Robots));
            assert_eq!(site.find(at("/no", 1)), Found::Nothing, "said once");
        }
    }

    #[test]
    fn a_site_that_asks_for_time_gets_it() {
        let mut site = frontier(3, 10);
        site.find(at("/", 0));
        assert_eq!(site.next(0), Step::Fetch(at("/", 0)));
        site.put_back(at("/", 0));
        site.hold(30_000);
        site.rest(100);
        assert_eq!((site.next(600), site.free_at()), (Step::Wait(30_000), 30_000));
        assert_eq!(site.next(30_000), Step::Fetch(at("/", 0)));
    }

    #[test]
    fn as_many_pages_are_read_as_may_be() {
        let mut site = frontier(3, 2);
        site.find(at("/", 0));
        site.follow(0, ["/a", "/b"].map(address).to_vec());
        for _ in 0..2 {
            assert!(matches!(site.next(0), Step::Fetch(_)));
            site.count();
        }
        assert_eq!(site.next(0), Step::Done);
        assert!(site.is_full());
    }

    proptest! {
        /// Whatever links to whatever: the reading ends, no page comes twice, none out of bounds.
        #[test]
        fn every_reading_ends(
            links in proptest::collection::vec(proptest::collection::vec(0_u32..400, 0..12), 400),
            depth_max in 0_u32..6,
            pages_max in 1_u32..50,
        ) {
            let mut site = frontier(depth_max, pages_max);
            site.find(at("/0", 0));
            let mut asked = HashSet::new();
            let mut now = 0;
            loop {
                match site.next(now) {
                    Step::Done => break,
                    Step::Wait(until) => {
                        prop_assert!(until > now);
                        now = until;
                    }
                    Step::Fetch(target) => {
                        prop_assert!(target.depth <= depth_max);
                        prop_assert!(asked.insert(target.address.key().to_owned()));
                        let at: usize = target.address.url().path()[1..].parse().unwrap();
                        let to = links[at].iter().map(|to| address(&format!("/{to}"))).collect();
                        site.follow(target.depth, to);
                        site.count();
                        site.rest(now);
                    }
                }
            }
            prop_assert!(asked.len() <= pages_max as usize);
        }
    }
}
