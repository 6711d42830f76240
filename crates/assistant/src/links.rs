//! Links in what an assistant says. A document may hold one that somebody else put there, so only
//! those lead anywhere that lead to the company's own sites or where its owner said.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use fancy_regex::{Captures, Regex};

/// Pictures and links with words of their own. What has no scheme is no link to anybody, and may be
/// a line of code.
const MARKED: &str = r"!?\[([^\]]*)\]\(\s*<?((?:[A-Za-z][A-Za-z0-9+.-]*:|//)[^)\s>]*)[^)]*\)";

/// Addresses as they stand.
const BARE: &str = r#"(?i)https?://([^\s<>"]+)"#;

/// What may follow an address and is none of it.
const AFTER: [char; 13] = ['.', ',', ';', ':', '!', '?', ')', ']', '}', '*', '_', '\'', '~'];

/// A text whose links lead to these hosts and the hosts below them, or nowhere: of any other link
/// the words are left, of any other address what follows `https://`, and no picture is shown.
pub fn tamed(text: &str, hosts: &BTreeSet<String>) -> String {
    static PATTERNS: OnceLock<[Regex; 2]> = OnceLock::new();
    let [marked, bare] = PATTERNS.get_or_init(|| {
        [MARKED, BARE].map(|text| Regex::new(text).expect("the patterns of links are whole"))
    });
    let leads_home = |address: &str| host(address).is_some_and(|host| is_among(&host, hosts));
    let tamed = marked.replace_all(text, |found: &Captures<'_, str>| {
        let (words, address) = (&found[1], &found[2]);
        let written = ["mailto:", "tel:"].iter().find_map(|scheme| address.strip_prefix(scheme));
        match written {
            _ if leads_home(address) && !found[0].starts_with('!') => found[0].to_owned(),
            Some(written) => format!("{words} ({written})"),
            None => words.to_owned(),
        }
    });
    let shown = |found: &Captures<'_, str>| {
        let is_ours = leads_home(found[0].trim_end_matches(AFTER));
        found[usize::from(!is_ours)].to_owned()
    };
    bare.replace_all(&tamed, shown).into_owned()
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
            ("Visit https://shop.example.", "Visit https://shop.example."),
            ("(https://shop.example), yes", "(https://shop.example), yes"),
            ("[Shop](https://shop.example)", "[Shop](https://shop.example)"),
            ("_https://evil.example/pay_", "_evil.example/pay_"),
            ("詳細はhttps://evil.example/p", "詳細はevil.example/p"),
            ("[Write\nus](mailto:x@evil.example)", "Write\nus (x@evil.example)"),
            ("[a](//evil.example/x)", "a"),
            (
                "sort([](int a, int b){ }) and callbacks[0](arg)",
                "sort([](int a, int b){ }) and callbacks[0](arg)",
            ),
        ] {
            assert_eq!(tamed(text, &hosts), expected, "{text}");
        }
    }
}
