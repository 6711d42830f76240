//! Links in what an assistant says. A document may hold one that somebody else put there, so only
//! those lead anywhere that lead to the company's own sites or where its owner said.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use fancy_regex::{Captures, Regex};

/// Pictures and links with words of their own.
const MARKED: &str = r"!?\[([^\]\n]*)\]\(\s*<?([^)\s>]*)[^)\n]*\)";

/// Addresses as they stand.
const BARE: &str = r#"(?i)\bhttps?://([^\s<>"]+)"#;

/// A text whose links lead to these hosts and the hosts below them, or nowhere: of any other link
/// the words are left, of any other address what follows `https://`, and no picture is shown.
pub fn tamed(text: &str, hosts: &BTreeSet<String>) -> String {
    static PATTERNS: OnceLock<[Regex; 2]> = OnceLock::new();
    let [marked, bare] = PATTERNS.get_or_init(|| {
        [MARKED, BARE].map(|text| Regex::new(text).expect("the patterns of links are whole"))
    });
    let keeps = |found: &Captures<'_, str>, place: usize| {
        let address = found.get(place).map(|it| it.as_str()).unwrap_or_default();
        let is_picture = found[0].starts_with('!');
        !is_picture && host(address).is_some_and(|host| is_among(&host, hosts))
    };
    let told = |found: &Captures<'_, str>, address: usize| {
        found[usize::from(!keeps(found, address))].to_owned()
    };
    let tamed = marked.replace_all(text, |found: &Captures<'_, str>| told(found, 2));
    bare.replace_all(&tamed, |found: &Captures<'_, str>| told(found, 0)).into_owned()
}

/// The host of a web address, in small letters.
pub fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://").filter(|(scheme, _)| {
        ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    });
    let rest = rest?.1;
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let host = rest[..end].to_lowercase();
    // A name before the host, or a sign that browsers read in ways of their own, hides where it
    // leads.
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    (!host.is_empty() && host.chars().all(is_plain))
        .then(|| host.split(':').next().unwrap_or_default().to_owned())
}

fn is_among(host: &str, hosts: &BTreeSet<String>) -> bool {
    hosts.iter().any(|known| {
        host == known || host.strip_suffix(known.as_str()).is_some_and(|sub| sub.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::tamed;

    #[test]
    fn only_links_to_known_hosts_lead_anywhere() {
        let hosts: BTreeSet<String> = ["shop.example".to_owned()].into();
        for (text, expected) in [
            ("See [returns](https://shop.example/r).", "See [returns](https://shop.example/r)."),
            ("See https://help.shop.example/r.", "See https://help.shop.example/r."),
            ("[Pay](https://evil.example/p) now", "Pay now"),
            ("[Pay](javascript:alert(1)) now", "Pay) now"),
            ("[Pay](https://evilshop.example) now", "Pay now"),
            ("[Pay](https://shop.example@evil.example/) now", "Pay now"),
            ("[Pay](https://shop.example(.evil.example?pay) now", "Pay now"),
            ("![x](https://shop.example/p.png) hi", "x hi"),
            ("Go to https://evil.example/p.", "Go to evil.example/p."),
            ("Go to HTTPS://evil.example", "Go to evil.example"),
            ("[a]: https://evil.example", "[a]: evil.example"),
            (
                "[https://evil.example](https://shop.example/r)",
                "[evil.example](https://shop.example/r)",
            ),
            ("A plain [sentence] (with signs).", "A plain [sentence] (with signs)."),
        ] {
            assert_eq!(tamed(text, &hosts), expected, "{text}");
        }
    }
}
