//! How far an assistant is live: for which visitors, on which pages, at which times it speaks.
//!
//! Pure: the page, the visitor and whether the team is open are arguments. It is asked when a
//! conversation begins; what it said then stands in the log.

use serde::{Deserialize, Serialize};

use crate::id::{AssistantId, VisitorId};

/// Longest pattern of a page.
pub const PATTERN_CHARS_MAX: usize = 200;

/// Patterns of one list: more cannot be read at a glance.
pub const PATTERNS_MAX: usize = 50;

/// A conversation is real, or one of ours that stays out of every figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A visitor's.
    #[default]
    Live,
    /// A teammate plays the visitor.
    Rehearsal,
    /// A trial of settings.
    Playground,
}

impl Kind {
    /// The word in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Rehearsal => "rehearsal",
            Self::Playground => "playground",
        }
    }

    /// Reads [`Kind::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Live, Self::Rehearsal, Self::Playground]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// The steps of going live, each bolder than the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The chat goes straight to people.
    Off,
    /// The assistant writes, teammates send.
    Drafts,
    /// People answer inside office hours with drafts at hand, the assistant outside.
    OutsideHours,
    /// The assistant answers everybody.
    #[default]
    Everybody,
}

impl Stage {
    /// The word in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Drafts => "drafts",
            Self::OutsideHours => "outside_hours",
            Self::Everybody => "everybody",
        }
    }

    /// Reads [`Stage::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Off, Self::Drafts, Self::OutsideHours, Self::Everybody]
            .into_iter()
            .find(|stage| stage.as_str() == text)
    }
}

/// What the owner chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rollout {
    /// The step.
    pub stage: Stage,
    /// The assistant speaks on these pages; on every page where there are none.
    pub include: Vec<String>,
    /// And never on these.
    pub exclude: Vec<String>,
    /// To so many of a hundred visitors.
    pub share: u8,
    /// Teammates are offered drafts at the last step too, where a person answers.
    pub drafts_for_teammates: bool,
}

impl Default for Rollout {
    /// Everybody, everywhere: what an assistant did before there were steps.
    fn default() -> Self {
        Self {
            stage: Stage::Everybody,
            include: Vec::new(),
            exclude: Vec::new(),
            share: 100,
            drafts_for_teammates: false,
        }
    }
}

/// Why the assistant does not speak in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mute {
    /// It is off.
    Off,
    /// It only drafts.
    Drafts,
    /// People are there.
    Hours,
    /// Not on this page.
    Page,
    /// Not to this visitor.
    Share,
}

/// What stands in no setting.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'page> {
    /// The address of the page, empty where it is not known.
    pub page: &'page str,
    /// The place of the visitor among a hundred, from [`draw`].
    pub draw: u8,
    /// The team is inside its office hours.
    pub is_open: bool,
}

impl Rollout {
    /// Why the assistant does not speak here; none where it does.
    pub fn mute(&self, visit: Visit<'_>) -> Option<Mute> {
        match self.stage {
            Stage::Off => return Some(Mute::Off),
            Stage::Drafts => return Some(Mute::Drafts),
            Stage::OutsideHours if visit.is_open => return Some(Mute::Hours),
            Stage::OutsideHours | Stage::Everybody => {}
        }
        if !self.is_on_page(visit.page) {
            return Some(Mute::Page);
        }
        (visit.draw >= self.share).then_some(Mute::Share)
    }

    /// Whether teammates are offered drafts where a person answers.
    pub fn drafts(&self) -> bool {
        match self.stage {
            Stage::Off => false,
            Stage::Drafts | Stage::OutsideHours => true,
            Stage::Everybody => self.drafts_for_teammates,
        }
    }

    /// Whether the assistant may speak on a page.
    pub fn is_on_page(&self, address: &str) -> bool {
        match_page(&self.exclude, address).is_none()
            && (self.include.is_empty() || match_page(&self.include, address).is_some())
    }
}

/// The first of the patterns that fits the page.
pub fn match_page<'pattern>(patterns: &'pattern [String], address: &str) -> Option<&'pattern str> {
    patterns.iter().map(String::as_str).find(|pattern| fits(pattern, address))
}

/// `/pricing*` and `*/help` are tested against the path, `shop.example/pricing` against host and
/// path; `*` stands for any signs. What follows `?` or `#` in the address does not count, nor a
/// slash at the end.
fn fits(pattern: &str, address: &str) -> bool {
    let bare = |text: &str| {
        let text = text.split_once("://").map_or(text, |(_, rest)| rest);
        text.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned()
    };
    let place = bare(address);
    if place.is_empty() {
        return false;
    }
    let (host, path) = match place.split_once('/') {
        Some((host, path)) => (host.to_lowercase(), format!("/{path}")),
        None => (place.to_lowercase(), String::new()),
    };
    let pattern = bare(pattern.trim());
    if pattern.is_empty() || pattern.starts_with('/') || pattern.starts_with("*/") {
        return wildcard(&pattern, &path);
    }
    let (of_host, of_path) = match pattern.split_once('/') {
        Some((host, path)) => (host.to_lowercase(), format!("/{path}")),
        None => (pattern.to_lowercase(), "*".to_owned()),
    };
    wildcard(&of_host, &host) && wildcard(&of_path, &path)
}

/// Whether `text` is `pattern`, in which `*` stands for any signs. It goes back to the last star
/// only, so that no pattern takes longer than both lengths multiplied.
fn wildcard(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        if pattern.get(p) == Some(&b'*') {
            star = Some((p, t));
            p += 1;
        } else if pattern.get(p) == Some(&text[t]) {
            (p, t) = (p + 1, t + 1);
        } else if let Some((at, from)) = star {
            star = Some((at, from + 1));
            (p, t) = (at + 1, from + 1);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|sign| *sign == b'*')
}

/// The place of a visitor among a hundred, from 0: always the same for the same assistant, and
/// another one for another, so that nobody is always the one who is tried on.
pub fn draw(assistant: AssistantId, visitor: VisitorId) -> u8 {
    let mixed = assistant.uuid().as_u128().rotate_left(64) ^ visitor.uuid().as_u128();
    let [high, low] = [mixed >> 64, mixed & u128::from(u64::MAX)]
        .map(|half| u64::try_from(half).unwrap_or_default());
    u8::try_from(mix(mix(high) ^ low) % 100).unwrap_or_default()
}

/// The finish of `SplitMix64`: neighbours in, strangers out.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(page: &str) -> Visit<'_> {
        Visit { page, draw: 0, is_open: false }
    }

    fn list(patterns: &[&str]) -> Vec<String> {
        patterns.iter().map(|&pattern| pattern.to_owned()).collect()
    }

    #[test]
    fn each_step_is_bolder_than_the_one_before() {
        let on = |stage, is_open| {
            Rollout { stage, ..Rollout::default() }.mute(Visit { is_open, ..at("https://a.b/") })
        };
        assert_eq!([true, false].map(|open| on(Stage::Off, open)), [Some(Mute::Off); 2]);
        assert_eq!([true, false].map(|open| on(Stage::Drafts, open)), [Some(Mute::Drafts); 2]);
        let nights = [true, false].map(|open| on(Stage::OutsideHours, open));
        assert_eq!(nights, [Some(Mute::Hours), None]);
        assert_eq!([true, false].map(|open| on(Stage::Everybody, open)), [None, None]);
    }

    #[test]
    fn a_pattern_is_a_path_or_begins_with_a_host() {
        for (pattern, address, fitting) in [
            ("/pricing", "https://shop.example/pricing", true),
            ("/pricing", "https://shop.example/pricing/?plan=2#top", true),
            ("/pricing", "https://shop.example/pricing/old", false),
            ("/pricing*", "https://shop.example/pricing/old", true),
            ("/pricing/*", "https://shop.example/pricing", false),
            ("/", "https://shop.example", true),
            ("/", "https://shop.example/help", false),
            ("*/help", "https://shop.example/de/help", true),
            ("/*/help", "https://shop.example/de/help", true),
            ("/Pricing", "https://shop.example/pricing", false),
            ("shop.example", "https://shop.example/any/page", true),
            ("*.shop.example/help*", "https://DE.shop.example/help/1", true),
            ("*.shop.example", "https://shop.example/", false),
            ("https://shop.example/a", "http://shop.example/a", true),
            ("/*", "", false),
            ("/a*b*c", "https://x.y/a-b-b-c", true),
            ("/a*b*c", "https://x.y/a-c-b", false),
        ] {
            assert_eq!(fits(pattern, address), fitting, "{pattern} on {address}");
        }
    }

    #[test]
    fn an_excluded_page_stays_excluded() {
        let rollout = Rollout {
            include: list(&["/help*"]),
            exclude: list(&["/help/legal*"]),
            ..Rollout::default()
        };
        for (page, mute) in [
            ("https://a.b/help/returns", None),
            ("https://a.b/help/legal/terms", Some(Mute::Page)),
            ("https://a.b/", Some(Mute::Page)),
            ("", Some(Mute::Page)),
        ] {
            assert_eq!(rollout.mute(at(page)), mute, "{page}");
        }
        let except = Rollout { exclude: list(&["/cart"]), ..Rollout::default() };
        assert_eq!(except.mute(at("")), None, "no page is excluded by what is not known");
    }

    #[test]
    fn a_share_is_the_same_visitors_every_time_and_about_as_many_as_it_says() {
        let assistant = AssistantId::from(Uuid::from_u128(7));
        let draws: Vec<u8> =
            (0..10_000).map(|id| draw(assistant, Uuid::from_u128(id << 64).into())).collect();
        assert!(draws.iter().all(|draw| *draw < 100));
        for share in [10, 50, 90] {
            let let_in = draws.iter().filter(|draw| **draw < share).count();
            assert!(let_in.abs_diff(usize::from(share) * 100) < 200, "{share}: {let_in}");
        }
        let other = AssistantId::from(Uuid::from_u128(8));
        let same = (0..1_000_u128)
            .filter(|id| {
                let visitor = VisitorId::from(Uuid::from_u128(id << 64));
                draw(assistant, visitor) == draw(other, visitor)
            })
            .count();
        assert!(same < 50, "{same} of 1000 drew the same for both");
        let of = |share| Rollout { share, ..Rollout::default() };
        assert_eq!(of(0).mute(at("https://a.b/")), Some(Mute::Share));
        assert_eq!(of(100).mute(Visit { draw: 99, ..at("https://a.b/") }), None);
    }

    #[test]
    fn drafts_come_where_the_step_says_so() {
        let of = |stage, drafts_for_teammates| {
            Rollout { stage, drafts_for_teammates, ..Rollout::default() }.drafts()
        };
        assert!(!of(Stage::Off, true) && of(Stage::Drafts, false));
        assert!(of(Stage::OutsideHours, false));
        assert!(of(Stage::Everybody, true) && !of(Stage::Everybody, false));
    }
}
