//! What people type of a website or feed, checked.

use domain::limits::{
    SITE_ADDRESS_CHARS_MAX, SITE_DEPTH, SITE_DEPTH_MAX, SITE_PAGES, SITE_PAGES_MAX,
};
use knowledge::crawl::Address;
use reqwest::Url;

use super::SitePlan;
use crate::app::App;
use crate::http::Failure;
use crate::protocol::{AddSite, SiteReads, SiteSchedule};

const UNFIT: &str = "This is no address on the web, such as https://shop.example/help.";

/// What of a website is to be read.
pub(super) fn plan(start: &Address, new: AddSite) -> Result<SitePlan, Failure> {
    Ok(SitePlan {
        // Whoever gives a sitemap means the pages that it names.
        reads: match new.reads {
            SiteReads::Site if start.is_sitemap() => SiteReads::Sitemap,
            reads => reads,
        },
        path: path(new.path)?,
        depth: within("depth", new.depth.unwrap_or(SITE_DEPTH), 0, SITE_DEPTH_MAX)?,
        pages: within("pages", new.pages.unwrap_or(SITE_PAGES), 1, SITE_PAGES_MAX)?,
        schedule: of_website(new.schedule.unwrap_or(SiteSchedule::Weekly))?,
        home: None,
        feed: None,
    })
}

pub(super) fn of_website(schedule: SiteSchedule) -> Result<SiteSchedule, Failure> {
    if domain::site::SiteSchedule::from(schedule).is_for_lists() {
        let why = "A website is read again daily at most; only a feed is read more often.";
        return Err(Failure::field("schedule", why));
    }
    Ok(schedule)
}

/// An address as people type it.
pub(crate) fn url(app: &App, text: &str) -> Result<Url, Failure> {
    let text = text.trim();
    let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(&whole).map_err(|_| Failure::field("address", UNFIT))?;
    app.egress.check(&url).map_err(|why| Failure::field("address", why.to_string()))?;
    if url.as_str().len() > SITE_ADDRESS_CHARS_MAX {
        return Err(Failure::field("address", UNFIT));
    }
    Ok(url)
}

/// The page at an address.
pub(super) fn page(url: &Url) -> Result<Address, Failure> {
    Address::new(url).ok_or_else(|| Failure::field("address", UNFIT))
}

pub(super) fn path(text: Option<String>) -> Result<Option<String>, Failure> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    match text {
        Some(text) if !text.starts_with('/') || text.contains(['?', '#']) || text.len() > 500 => {
            Err(Failure::field("path", "A path begins with a slash, such as /help."))
        }
        text => Ok(text),
    }
}

pub(super) fn within(field: &str, number: u32, min: u32, max: u32) -> Result<u32, Failure> {
    if (min..=max).contains(&number) {
        return Ok(number);
    }
    Err(Failure::field(field, format!("Choose a number from {min} to {max}.")))
}

/// The name of a field, as it was shown.
pub(crate) fn key(name: Option<String>) -> Result<Option<String>, Failure> {
    const CHARS_MAX: usize = 300;
    let is_unfit = |name: &String| name.chars().count() > CHARS_MAX || name.contains('\0');
    match name.filter(|name| !name.is_empty()) {
        Some(name) if is_unfit(&name) => {
            Err(Failure::field("key", "This is no field of the list. Choose one that it has."))
        }
        name => Ok(name),
    }
}

/// Names of fields that are told to nobody.
pub(crate) fn left_out(names: Option<Vec<String>>) -> Result<Option<Vec<String>>, Failure> {
    const NAMES_MAX: usize = 200;
    let Some(names) = names else { return Ok(None) };
    if names.len() > NAMES_MAX {
        let why = format!("At most {NAMES_MAX} fields can be left out.");
        return Err(Failure::field("left_out", why));
    }
    let names: Result<Vec<_>, _> = names.into_iter().map(|name| key(Some(name))).collect();
    Ok(Some(names?.into_iter().flatten().collect()))
}
