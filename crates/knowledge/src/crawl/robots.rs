//! robots.txt (RFC 9309): the longest rule that fits decides, and allowing wins a tie.

use url::Url;

/// What is read of the file, as the standard asks for at least.
const BYTES_MAX: usize = 512 * 1024;

/// Rules kept; each is tried on every address.
const RULES_MAX: usize = 2_000;

/// What a site asks of us.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    /// Milliseconds between two requests, where the site says so.
    pub pause_ms: Option<i64>,
    /// Where its sitemaps are.
    pub sitemaps: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    allows: bool,
    pattern: String,
}

/// The lines of one group.
#[derive(Default)]
struct Group {
    agents: Vec<String>,
    rules: Vec<Rule>,
    pause_ms: Option<i64>,
}

impl Robots {
    /// Reads the file for an agent: the groups that name it, or else those for all.
    pub fn read(content: &[u8], agent: &str) -> Self {
        let content = String::from_utf8_lossy(&content[..content.len().min(BYTES_MAX)]);
        let (mut groups, mut sitemaps) = (Vec::<Group>::new(), Vec::new());
        let mut names_agents = false;
        for line in content.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((field, value)) = line.split_once(':') else { continue };
            let (field, value) = (field.trim().to_ascii_lowercase(), value.trim());
            match field.trim_start_matches('\u{feff}') {
                "user-agent" => {
                    if !names_agents {
                        groups.push(Group::default());
                    }
                    names_agents = true;
                    if let Some(group) = groups.last_mut() {
                        group.agents.push(value.to_ascii_lowercase());
                    }
                }
                "sitemap" => sitemaps.push(value.to_owned()),
                other => {
                    names_agents = false;
                    if let Some(group) = groups.last_mut() {
                        group.say(other, value);
                    }
                }
            }
        }
        sitemaps.truncate(RULES_MAX);
        let agent = agent.to_ascii_lowercase();
        let names =
            |name: &str| groups.iter().any(|group| group.agents.iter().any(|it| it == name));
        let wanted = if names(&agent) { agent.as_str() } else { "*" };
        let mut found = Self { sitemaps, ..Self::default() };
        for group in groups.into_iter().filter(|it| it.agents.iter().any(|name| name == wanted)) {
            found.rules.extend(group.rules);
            found.pause_ms = found.pause_ms.max(group.pause_ms);
        }
        found.rules.truncate(RULES_MAX);
        found
    }

    /// Whether an address may be read.
    pub fn allow(&self, url: &Url) -> bool {
        let mut path = url.path().to_owned();
        if let Some(query) = url.query() {
            path.push('?');
            path.push_str(query);
        }
        if path == "/robots.txt" {
            return true;
        }
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, &path));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }
}

impl Group {
    fn say(&mut self, field: &str, value: &str) {
        match field {
            // "Disallow:" without a value forbids nothing.
            "allow" | "disallow" if !value.is_empty() => {
                self.rules.push(Rule { allows: field == "allow", pattern: encoded(value) });
            }
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|it| it.is_finite() && *it >= 0.0);
                #[expect(clippy::cast_possible_truncation, reason = "a cast of a float saturates")]
                let pause_ms = seconds.map(|seconds| (seconds * 1_000.0) as i64);
                self.pause_ms = self.pause_ms.max(pause_ms);
            }
            _ => {}
        }
    }
}

/// As addresses are written: other letters as bytes in percent.
fn encoded(pattern: &str) -> String {
    let mut written = String::with_capacity(pattern.len());
    for byte in pattern.bytes() {
        if byte.is_ascii_graphic() {
            written.push(char::from(byte));
        } else {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            written.push('%');
            for half in [byte >> 4, byte & 15] {
                written.push(char::from(DIGITS[usize::from(half)]));
            }
        }
    }
    written
}

/// `*` stands for anything, `$` at the end for the end. Each piece is looked for once, from left to
/// right, so that no pattern is slow.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, is_whole) = match pattern.strip_suffix('$') {
        Some(before) => (before, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return !is_whole || rest.is_empty();
    }
    while let Some(piece) = pieces.next() {
        if is_whole && pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn allows(file: &str, path: &str) -> bool {
        let url = Url::parse(&format!("https://shop.example{path}")).unwrap();
        Robots::read(file.as_bytes(), "BatonBot").allow(&url)
    }

    #[test]
    fn the_longest_rule_decides() {
        let file = "User-agent: *\nDisallow: /a\nAllow: /a/open\nDisallow: /*.pdf$\nDisallow:\n\
            Disallow: /search*sort=\nAllow: /tie\nDisallow: /tie\nDisallow: /grün";
        for (path, is_allowed) in [
            ("/", true),
            ("/a", false),
            ("/about", false),
            ("/a/open/x", true),
            ("/x.pdf", false),
            ("/x.pdf?page=2", true),
            ("/search?q=1&sort=up", false),
            ("/search?q=1", true),
            ("/tie", true),
            ("/robots.txt", true),
            ("/gr%C3%BCn/1", false),
        ] {
            assert_eq!(allows(file, path), is_allowed, "{path}");
        }
        assert!(!allows("user-agent: a\nuser-agent: *\nDisallow: /", "/x"), "agents share a group");
        assert!(allows("", "/x"));
        assert!(allows("Disallow: /", "/x"), "a rule of nobody");
    }

    #[test]
    fn a_group_of_our_own_stands_alone() {
        let file = "Sitemap: https://shop.example/map.xml\nUser-agent: *\nDisallow: /\n\
            Crawl-delay: 60\n\nUser-Agent: batonbot # us\nDisallow: /private\nCrawl-delay: 1.5\n";
        assert!(allows(file, "/help"));
        assert!(!allows(file, "/private/x"));
        let robots = Robots::read(file.as_bytes(), "BatonBot");
        assert_eq!(robots.pause_ms, Some(1_500));
        assert_eq!(robots.sitemaps, ["https://shop.example/map.xml"]);
    }

    proptest! {
        #[test]
        fn a_pattern_fits_itself(path in "/[a-z/]{0,20}", more in "[a-z]{0,5}") {
            let longer = format!("{path}{more}");
            prop_assert!(fits(&path, &longer));
            let whole = format!("{path}$");
            prop_assert_eq!(fits(&whole, &longer), more.is_empty());
            let star = format!("{path}*{more}$");
            let filled = format!("{path}xyz{more}");
            prop_assert!(fits(&star, &filled));
        }

        #[test]
        fn any_file_is_read(content in proptest::collection::vec(any::<u8>(), 0..400)) {
            Robots::read(&content, "BatonBot").allow(&Url::parse("https://a.example/b").unwrap());
        }
    }
}
