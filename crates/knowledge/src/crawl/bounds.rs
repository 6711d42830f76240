//! What of a site is read.

use url::Url;

use super::Skip;
use super::address::{Address, site};

/// How pages are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// This page alone.
    Page,
    /// What the pages link to, and what the site's sitemap names.
    Site,
    /// What a sitemap names, and no more.
    Sitemap,
}

/// The bounds of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// How pages are found.
    pub scope: Scope,
    /// Whose pages, as [`Bounds::around`] makes it.
    pub site: String,
    /// Only what lies here or below; `/` for all.
    pub path: String,
    /// Links from the first page.
    pub depth_max: u32,
    /// Pages that are read.
    pub pages_max: u32,
}

impl Bounds {
    /// The bounds around an address: its site, and its folder unless told another path.
    pub fn around(
        start: &Address,
        scope: Scope,
        path: Option<&str>,
        depth_max: u32,
        pages_max: u32,
    ) -> Self {
        let path = match (path, scope) {
            (Some(path), _) => format!("/{}", path.trim().trim_start_matches('/')),
            (None, Scope::Site) => folder(start.url().path()),
            (None, Scope::Page | Scope::Sitemap) => "/".to_owned(),
        };
        Self { scope, site: site(start.url()), path, depth_max, pages_max }
    }

    /// Whether a page may be read so many links from the first.
    pub fn take(&self, url: &Url, depth: u32) -> Result<(), Skip> {
        if site(url) != self.site {
            return Err(Skip::Elsewhere);
        }
        if !lies_in(url.path(), &self.path) {
            return Err(Skip::OtherPath);
        }
        if depth > self.depth_max {
            return Err(Skip::TooDeep);
        }
        Ok(())
    }
}

/// `/help/fees.html` lies in `/help/`, `/help` in itself: without a slash it may be either.
fn folder(path: &str) -> String {
    let (before, last) = path.rsplit_once('/').unwrap_or(("", path));
    if last.contains('.') { format!("{before}/") } else { path.to_owned() }
}

fn lies_in(path: &str, bound: &str) -> bool {
    let bound = bound.trim_end_matches('/');
    path.strip_prefix(bound).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(start: &str, path: Option<&str>) -> Bounds {
        Bounds::around(&Address::parse(start).unwrap(), Scope::Site, path, 2, 10)
    }

    #[test]
    fn a_site_is_read_from_here_on_down() {
        let take =
            |bounds: &Bounds, text: &str, depth| bounds.take(&Url::parse(text).unwrap(), depth);
        let help = bounds("https://www.shop.example/help", None);
        assert_eq!(take(&help, "https://shop.example/help/fees", 2), Ok(()));
        assert_eq!(take(&help, "https://shop.example/help", 0), Ok(()));
        assert_eq!(take(&help, "https://shop.example/helpless", 0), Err(Skip::OtherPath));
        assert_eq!(take(&help, "https://shop.example/", 0), Err(Skip::OtherPath));
        assert_eq!(take(&help, "https://shop.example/help/a", 3), Err(Skip::TooDeep));
        assert_eq!(take(&help, "https://else.example/help/a", 1), Err(Skip::Elsewhere));
        assert_eq!(take(&help, "https://shop.example:8080/help/a", 1), Err(Skip::Elsewhere));
        assert_eq!(bounds("https://a.example/docs/start.html", None).path, "/docs/");
        let all = bounds("https://a.example/docs/start.html", Some("/"));
        assert_eq!(take(&all, "https://a.example/x", 1), Ok(()));
    }
}
