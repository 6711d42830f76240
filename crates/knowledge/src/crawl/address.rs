//! One page, one address: what differs only in ways that lead to the same page is the same.

use domain::limits::SITE_ADDRESS_CHARS_MAX;
use url::Url;

/// Parameters that say where a visitor came from, not which page it is.
const TRACKING: [&str; 24] = [
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "fbclid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "mkt_tok",
    "vero_id",
    "oly_anon_id",
    "oly_enc_id",
    "s_cid",
    "wickedid",
    "ref_src",
];

/// Parameters that name a visit.
const SESSIONS: [&str; 9] = [
    "phpsessid",
    "jsessionid",
    "aspsessionid",
    "sessionid",
    "session_id",
    "sessid",
    "sid",
    "cfid",
    "cftoken",
];

/// Names of the page that a folder shows by itself.
const FRONT_PAGES: [&str; 3] = ["index.html", "index.htm", "index.php"];

/// The address of a page: what is asked for, and by what it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    url: Url,
    key: String,
}

impl Address {
    /// Whether it is named as a sitemap is.
    pub fn is_sitemap(&self) -> bool {
        let path = self.url.path().to_ascii_lowercase();
        [".xml", ".xml.gz"].iter().any(|ending| path.ends_with(ending))
    }

    /// An address that can be read; none for mail, scripts, other schemes, secrets and the
    /// overlong.
    pub fn new(url: &Url) -> Option<Self> {
        let is_web = matches!(url.scheme(), "http" | "https");
        let is_bare = url.username().is_empty() && url.password().is_none();
        if !is_web || !is_bare || url.host_str().is_none_or(str::is_empty) {
            return None;
        }
        let mut url = url.clone();
        url.set_fragment(None);
        drop_session_from_path(&mut url);
        drop_parameters(&mut url);
        if url.as_str().len() > SITE_ADDRESS_CHARS_MAX {
            return None;
        }
        let key = key(&url);
        Some(Self { url, key })
    }

    /// The same from a text.
    pub fn parse(text: &str) -> Option<Self> {
        Self::new(&Url::parse(text).ok()?)
    }

    /// What is asked for.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// By what it is known: without scheme, `www.`, the slash at its end and the name of a front
    /// page, its parameters in order.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// The site's name: hosts that differ by `www.` alone are one, ports are not.
pub(super) fn site(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    let host = host.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(host);
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

fn key(url: &Url) -> String {
    let mut path = url.path();
    if let Some((folder, page)) = path.rsplit_once('/')
        && FRONT_PAGES.contains(&page.to_ascii_lowercase().as_str())
    {
        path = folder;
    }
    let path = path.trim_end_matches('/');
    let mut pairs: Vec<&str> = url.query().unwrap_or_default().split('&').collect();
    pairs.retain(|pair| !pair.is_empty());
    pairs.sort_unstable();
    let mark = if pairs.is_empty() { "" } else { "?" };
    format!("{}{path}{mark}{}", site(url), pairs.join("&"))
}

fn drop_session_from_path(url: &mut Url) {
    let path = url.path().to_owned();
    let Some(at) = path.to_ascii_lowercase().find(";jsessionid=") else { return };
    let rest = path[at..].find('/').map_or("", |slash| &path[at + slash..]);
    url.set_path(&format!("{}{rest}", &path[..at]));
}

fn drop_parameters(url: &mut Url) {
    let Some(query) = url.query() else { return };
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.is_empty() && !is_of_the_visit(pair)).collect();
    let kept = kept.join("&");
    url.set_query(Some(kept.as_str()).filter(|kept| !kept.is_empty()));
}

fn is_of_the_visit(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let name = name.to_ascii_lowercase();
    if name.starts_with("utm_") || TRACKING.contains(&name.as_str()) {
        return true;
    }
    // A short `sid` may be the number of a page; a long one without words is a visit's.
    let is_drawn = value.len() >= 16 && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_session = SESSIONS.contains(&name.as_str());
    is_session && (is_drawn || !matches!(name.as_str(), "sid" | "cfid"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Address;

    fn key(text: &str) -> String {
        Address::parse(text).expect(text).key().to_owned()
    }

    #[test]
    fn one_page_has_one_key() {
        let page = key("https://shop.example/help/fees");
        for same in [
            "https://shop.example/help/fees#top",
            "https://shop.example/help/fees/",
            "https://SHOP.example:443/help/fees",
            "http://www.shop.example/help/fees",
            "https://shop.example./help/fees?utm_source=mail&utm_medium=x",
            "https://shop.example/help/x/../fees?fbclid=abc",
            "https://shop.example/help/fees;jsessionid=1A2B3C?PHPSESSID=9",
            "https://shop.example/help/fees/index.html?sid=0123456789abcdef0",
        ] {
            assert_eq!(key(same), page, "{same}");
        }
        assert_eq!(key("https://shop.example"), "shop.example");
        assert_eq!(key("https://a.example/?b=2&a=1"), key("https://a.example/?a=1&&b=2"));
        for other in [
            "https://shop.example/help/Fees",
            "https://shop.example/help/fees?page=2",
            "https://shop.example/help/fees?sid=4",
            "https://shop.example:8443/help/fees",
            "https://help.shop.example/help/fees",
        ] {
            assert_ne!(key(other), page, "{other}");
        }
    }

    #[test]
    fn what_is_no_page_has_no_address() {
        for text in
            ["mailto:a@b.example", "javascript:x", "ftp://a.example", "https://u:p@a.example"]
        {
            assert_eq!(Address::parse(text), None, "{text}");
        }
        assert_eq!(Address::parse(&format!("https://a.example/{}", "x".repeat(1_000))), None);
    }

    proptest! {
        #[test]
        fn an_address_made_canonical_stays_so(path in "[a-z/.;=?&_0-9%]{0,40}") {
            if let Some(once) = Address::parse(&format!("https://www.shop.example/{path}")) {
                let twice = Address::new(once.url()).expect("it was one already");
                prop_assert_eq!(&once, &twice);
                prop_assert!(once.url().fragment().is_none());
            }
        }
    }
}
