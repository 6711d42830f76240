//! Which addresses of a website to read, in which order and when.
//!
//! Does no I/O and reads no clock: the frontier is asked for the next step with the time, and is
//! told what came of it. What is not read has a reason. Every bound is kept here.

mod address;
mod bounds;
mod frontier;
mod page;
mod robots;
mod sitemap;
mod trap;

pub use address::Address;
pub use bounds::{Bounds, Scope};
pub use frontier::{Found, Frontier, Step, Target};
pub use page::{Page, forbids_index, read as page};
pub use robots::Robots;
pub use sitemap::{Sitemap, read as sitemap};

/// Why an address, or an item of a feed, is not read, or no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Skip {
    /// On another site; never noted.
    Elsewhere,
    /// Not below the path that is read.
    OtherPath,
    /// More links away from the first page than are followed.
    TooDeep,
    /// The site has more pages than are read.
    TooMany,
    /// The site's robots.txt asks not to.
    Robots,
    /// The page asks not to be found.
    NoIndex,
    /// One of endlessly many of its kind, such as the pages of a calendar.
    Trap,
    /// It says the same as another page, or names it as the one to read.
    Duplicate,
    /// It leads to another address, which is read instead.
    Moved,
    /// It is of a kind that holds no text: a picture, a film.
    Kind,
    /// It holds no text of its own: links alone, or what a script draws.
    Empty,
    /// Another website that is learnt holds it.
    OtherSite,
    /// An item of which the feed does not say by what it is known.
    NoKey,
    /// An item that is known by the same as one before it.
    SameKey,
    /// An item with more text than one has.
    TooLong,
}

impl Skip {
    /// Every reason.
    pub const ALL: [Self; 15] = [
        Self::Elsewhere,
        Self::OtherPath,
        Self::TooDeep,
        Self::TooMany,
        Self::Robots,
        Self::NoIndex,
        Self::Trap,
        Self::Duplicate,
        Self::Moved,
        Self::Kind,
        Self::Empty,
        Self::OtherSite,
        Self::NoKey,
        Self::SameKey,
        Self::TooLong,
    ];

    /// The name that rows and the wire know.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Elsewhere => "elsewhere",
            Self::OtherPath => "other_path",
            Self::TooDeep => "too_deep",
            Self::TooMany => "too_many",
            Self::Robots => "robots",
            Self::NoIndex => "no_index",
            Self::Trap => "trap",
            Self::Duplicate => "duplicate",
            Self::Moved => "moved",
            Self::Kind => "kind",
            Self::Empty => "empty",
            Self::OtherSite => "other_site",
            Self::NoKey => "no_key",
            Self::SameKey => "same_key",
            Self::TooLong => "too_long",
        }
    }
}
