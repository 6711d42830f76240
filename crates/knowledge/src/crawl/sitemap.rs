//! Sitemaps: the pages that a site names itself, in XML, in an index of such files, or line by
//! line.

use std::io::Read as _;

use flate2::read::MultiGzDecoder;
use quick_xml::Reader;
use quick_xml::events::Event;
use url::Url;

/// The standard allows 50,000; more than we read of a site is never needed.
const ADDRESSES_MAX: usize = 20_000;

/// What is unpacked at most; the standard allows 50 MB, with four times the addresses.
const BYTES_MAX: u64 = 16 * 1024 * 1024;

/// What a sitemap names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sitemap {
    /// Pages.
    pub pages: Vec<Url>,
    /// Further sitemaps.
    pub maps: Vec<Url>,
}

/// Reads a sitemap, packed or not. What is broken ends it where it breaks: the names before count.
pub fn read(content: &[u8], base: &Url) -> Sitemap {
    let mut unpacked = Vec::new();
    let content = if content.starts_with(b"\x1f\x8b") {
        // An error ends it like any other break.
        let _ = MultiGzDecoder::new(content).take(BYTES_MAX).read_to_end(&mut unpacked);
        unpacked.as_slice()
    } else {
        content
    };
    let text = String::from_utf8_lossy(content);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') { read_xml(text, base) } else { read_lines(text, base) }
}

fn read_lines(text: &str, base: &Url) -> Sitemap {
    let lines = text.lines().map(str::trim).filter(|line| line.starts_with("http"));
    let pages = lines.filter_map(|line| base.join(line).ok()).take(ADDRESSES_MAX).collect();
    Sitemap { pages, maps: Vec::new() }
}

fn read_xml(text: &str, base: &Url) -> Sitemap {
    let mut reader = Reader::from_str(text);
    let mut found = Sitemap::default();
    let (mut is_map, mut location): (bool, Option<String>) = (false, None);
    while found.pages.len() + found.maps.len() < ADDRESSES_MAX {
        match reader.read_event() {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                name if name.eq_ignore_ascii_case(NAME_MAP) => is_map = true,
                name if name.eq_ignore_ascii_case(NAME_PAGE) => is_map = false,
                name if name.eq_ignore_ascii_case(NAME_AT) => location = Some(String::new()),
                _ => {}
            },
            Ok(Event::Text(words)) => push(&mut location, &words.html_content()),
            Ok(Event::CData(words)) => push(&mut location, &words),
            Ok(Event::GeneralRef(name)) => push(&mut location, named(&name)),
            Ok(Event::End(tag)) if tag.local_name().as_ref().eq_ignore_ascii_case(NAME_AT) => {
                let text = location.take().unwrap_or_default();
                if let Ok(url) = base.join(text.trim()) {
                    let list = if is_map { &mut found.maps } else { &mut found.pages };
                    list.push(url);
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found
}

const NAME_MAP: &str = "sitemap";
const NAME_PAGE: &str = "url";
const NAME_AT: &str = "loc";

fn push(location: &mut Option<String>, text: &str) {
    if let Some(location) = location {
        location.push_str(text);
    }
}

/// The five names that XML has; addresses use hardly any but the first.
fn named(name: &str) -> &'static str {
    match name {
        "amp" | "#38" | "#x26" => "&",
        "apos" | "#39" => "'",
        "quot" => "\"",
        "lt" => "<",
        "gt" => ">",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use proptest::prelude::*;

    use super::*;

    fn base() -> Url {
        Url::parse("https://shop.example/sitemap.xml").unwrap()
    }

    fn shown(content: &[u8]) -> (Vec<String>, Vec<String>) {
        let found = read(content, &base());
        let texts = |urls: Vec<Url>| urls.into_iter().map(|url| url.path().to_owned()).collect();
        (texts(found.pages), texts(found.maps))
    }

    #[test]
    fn pages_and_further_maps_are_told_apart() {
        let map = b"\xef\xbb\xbf<?xml version='1.0'?><urlset xmlns='x'><url>\
            <loc> https://shop.example/a </loc><image:loc>n</image:loc></url>\
            <url><loc><![CDATA[/b]]></loc></url></urlset>";
        let (pages, maps) = shown(map);
        assert!(pages.contains(&"/a".to_owned()) && pages.contains(&"/b".to_owned()), "{pages:?}");
        assert!(maps.is_empty());
        let index = b"<sitemapindex><sitemap><loc>/one.xml</loc></sitemap></sitemapindex>";
        assert_eq!(shown(index), (vec![], vec!["/one.xml".to_owned()]));
        let with_entity =
            b"<urlset><url><loc>https://shop.example/?a=1&amp;b=2</loc></url></urlset>";
        assert_eq!(read(with_entity, &base()).pages[0].query(), Some("a=1&b=2"));
        let lines = b"https://shop.example/x\nno address\nhttps://shop.example/y\n";
        assert_eq!(shown(lines).0, ["/x", "/y"]);
    }

    #[test]
    fn a_map_that_swells_or_breaks_counts_up_to_there() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(b"<urlset><url><loc>/a</loc></url>").unwrap();
        packed.write_all(&vec![b' '; 40 * 1024 * 1024]).unwrap();
        let packed = packed.finish().unwrap();
        assert_eq!(shown(&packed).0, ["/a"]);
        assert_eq!(shown(&packed[..packed.len() / 2]).0, ["/a"]);
        assert_eq!(shown(b"<urlset><url><loc>/a</loc></url><url></broken>").0, ["/a"]);
    }

    proptest! {
        #[test]
        fn any_content_is_read(content in proptest::collection::vec(any::<u8>(), 0..300)) {
            read(&content, &base());
            read(&[b"<urlset><url><loc>".as_slice(), &content].concat(), &base());
        }
    }
}
