//! What a page says about pages: its links, which address it wants to be known by, and whether it
//! wants to be found.
//!
//! Looks at tags only and builds no tree, so that no nesting is too deep and no page too slow.

use url::Url;

/// Links of one page that are looked at; a page for people has some hundred.
const LINKS_MAX: usize = 5_000;

/// Attributes of one tag that are looked at.
const ATTRIBUTES_MAX: usize = 50;

/// Elements whose content is no markup.
const RAW: [&str; 5] = ["script", "style", "textarea", "title", "noscript"];

/// What a page says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Where it links to, in order, with repetitions; nothing where it asks to follow none.
    pub links: Vec<Url>,
    /// The address that it names as its own.
    pub canonical: Option<Url>,
    /// It asks not to be found.
    pub is_hidden: bool,
}

/// One tag: its name and attributes, and where it ends.
struct Tag<'text> {
    name: String,
    attributes: Vec<(String, &'text str)>,
}

/// Reads a page that came from an address.
pub fn read(content: &str, from: &Url) -> Page {
    let mut page = Page::default();
    let mut base = from.clone();
    let mut follows = true;
    let mut rest = content;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix("!--") {
            rest = after.find("-->").map_or("", |end| &after[end + 3..]);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (tag, after) = tag(rest);
        rest = if RAW.contains(&tag.name.as_str()) { behind(after, &tag.name) } else { after };
        match tag.name.as_str() {
            "base" => {
                if let Some(url) = tag.url("href", from) {
                    base = url;
                }
            }
            "a" | "area" if page.links.len() < LINKS_MAX && !tag.has_word("rel", "nofollow") => {
                page.links.extend(tag.url("href", &base));
            }
            "link" if tag.has_word("rel", "canonical") => page.canonical = tag.url("href", &base),
            "meta" => {
                let name = tag.get("name").unwrap_or_default().to_ascii_lowercase();
                let said = tag.get("content").unwrap_or_default();
                if matches!(name.as_str(), "robots" | "batonbot") {
                    page.is_hidden |= forbids_index(said);
                    follows &= !says(said, "nofollow");
                }
            }
            _ => {}
        }
    }
    if !follows {
        page.links.clear();
    }
    page
}

/// Whether `noindex` is said, in a page's `meta` or in the header `X-Robots-Tag`.
pub fn forbids_index(said: &str) -> bool {
    says(said, "noindex")
}

fn says(said: &str, word: &str) -> bool {
    let mut words = said.split([',', ' ', ':']).map(str::trim);
    words.any(|it| it.eq_ignore_ascii_case(word) || it.eq_ignore_ascii_case("none"))
}

/// Behind the end of an element whose content is no markup.
fn behind<'text>(text: &'text str, name: &str) -> &'text str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if rest.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name)) {
            return rest;
        }
    }
    ""
}

/// A tag that begins here, and what follows it.
fn tag(text: &str) -> (Tag<'_>, &str) {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
    let (name, mut rest) = text.split_at(end.unwrap_or(text.len()));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        if rest.is_empty() {
            break;
        }
        // Whatever stands first belongs to the name, so that every round gets on.
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let end = rest[first..].find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '='));
        let end = end.map_or(rest.len(), |end| end + first);
        let (name, after) = rest.split_at(end);
        let (value, after) = value(after);
        if attributes.len() < ATTRIBUTES_MAX {
            attributes.push((name.to_ascii_lowercase(), value));
        }
        rest = after;
    }
    (Tag { name: name.to_ascii_lowercase(), attributes }, rest)
}

/// The value behind the name of an attribute, and what follows it.
fn value(text: &str) -> (&str, &str) {
    let Some(rest) = text.trim_start().strip_prefix('=') else { return ("", text) };
    let rest = rest.trim_start();
    for quote in ['"', '\''] {
        if let Some(inner) = rest.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = rest.find(|c: char| c.is_whitespace() || c == '>');
    rest.split_at(end.unwrap_or(rest.len()))
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| *value)
    }

    fn has_word(&self, name: &str, word: &str) -> bool {
        self.get(name)
            .is_some_and(|value| value.split_whitespace().any(|it| it.eq_ignore_ascii_case(word)))
    }

    fn url(&self, name: &str, base: &Url) -> Option<Url> {
        let value = self.get(name)?.trim();
        let value = value.replace("&amp;", "&").replace("&#38;", "&").replace("&#x26;", "&");
        base.join(&value).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn page(content: &str) -> Page {
        read(content, &Url::parse("https://shop.example/help/start").unwrap())
    }

    fn links(content: &str) -> Vec<String> {
        page(content).links.into_iter().map(Into::into).collect()
    }

    #[test]
    fn links_are_those_that_a_reader_sees() {
        let found = links(
            "<A class=x HREF='fees?a=1&amp;b=2'>Fees</A><!-- <a href=/old> --><a href=/top/>x</a>\
             <script>'<a href=/script>'</script><a rel='nofollow ugc' href=/ad>x</a><a name=z>\
             <area href=\"//cdn.example/x\"><a href=mailto:a@b.example><a\nhref = '../up'>",
        );
        assert_eq!(
            found,
            [
                "https://shop.example/help/fees?a=1&b=2",
                "https://shop.example/top/",
                "https://cdn.example/x",
                "mailto:a@b.example",
                "https://shop.example/up",
            ]
        );
        assert!(links("<a/ä").is_empty() && links("<a").is_empty());
        assert_eq!(links("<base href='/other/'><a href=x>"), ["https://shop.example/other/x"]);
    }

    #[test]
    fn a_page_says_whether_it_wants_to_be_found() {
        let said = page("<link rel=canonical href=/fees><meta name=Robots content='noindex, x'>");
        assert_eq!(said.canonical.unwrap().path(), "/fees");
        assert!(said.is_hidden);
        let said = page("<meta name=robots content='index,nofollow'><a href=/a>");
        assert!(!said.is_hidden && said.links.is_empty());
        assert!(forbids_index("batonbot: noindex") && forbids_index("NONE"));
        assert!(!forbids_index("index, follow"));
    }

    proptest! {
        #[test]
        fn any_text_is_read(content in "[<>a-z/='\" \\n!ä-]{0,200}") {
            page(&content);
        }

        #[test]
        fn a_link_is_found_in_any_text(before in "[a-z >ä]{0,50}", path in "[a-z]{1,20}") {
            let found = links(&format!("{before}<p><a title=\"x>y\" href='/{path}'>z"));
            prop_assert_eq!(found, [format!("https://shop.example/{path}")]);
        }
    }
}
