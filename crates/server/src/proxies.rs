//! Which proxies are believed, and whom a request comes from by their word.
//!
//! **It believes nobody it was not told to.** Anybody may write `X-Forwarded-For`, so it is read
//! from its right end, where the proxy next to us wrote, and only as far as trusted proxies go.

use std::fmt::{Display, Formatter};
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// More proxies than this stand in no row; what is longer was written to keep us busy.
const HOPS_MAX: usize = 32;

/// Addresses that begin with the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    base: u128,
    bits: u32,
}

/// The networks whose proxies are believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proxies(Vec<(String, Network)>);

/// Whom a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// An address that is somebody's.
    Address(IpAddr),
    /// This machine, or a proxy that does not say whom it speaks for: it stands for all the world.
    Anybody,
}

impl Proxies {
    /// Whether a proxy at this address is believed.
    pub(crate) fn trusts(&self, address: IpAddr) -> bool {
        let address = wide(address);
        self.0.iter().any(|(_, network)| network.holds(address))
    }

    /// Whom a request of `peer` comes from. Whatever cannot be read ends the search.
    pub(crate) fn origin(&self, peer: IpAddr, headers: &HeaderMap) -> From {
        let mut address = peer.to_canonical();
        for hop in hops(headers).take(HOPS_MAX) {
            if !self.trusts(address) {
                break;
            }
            let Some(before) = hop else { return From::Anybody };
            address = before;
        }
        // A trusted address at the end is a proxy that names nobody, as a container's gateway.
        let is_anybody = address.is_loopback() || self.trusts(address);
        if is_anybody { From::Anybody } else { From::Address(address) }
    }
}

/// The addresses of the header from the right, across all its lines.
fn hops(headers: &HeaderMap) -> impl Iterator<Item = Option<IpAddr>> {
    let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().map(HeaderValue::as_bytes).collect();
    let hops = lines.into_iter().rev().flat_map(|line| line.rsplit(|byte| *byte == b','));
    hops.map(|hop| address(std::str::from_utf8(hop).ok()?))
}

/// An address as proxies write it: alone, in brackets, or with a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let alone = bare.parse::<IpAddr>().ok();
    alone.or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip())).map(|it| it.to_canonical())
}

/// Both families in one: an IPv4 address stands where IPv6 has its mapped ones.
fn wide(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_ipv6_mapped()),
        IpAddr::V6(address) => u128::from(address),
    }
}

impl Network {
    fn holds(self, address: u128) -> bool {
        let mask = u128::MAX.checked_shl(128 - self.bits).unwrap_or(0);
        address & mask == self.base & mask
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "\"{text}\" is neither an address such as 10.0.0.5 nor a network such as 10.0.0.0/8"
            )
        };
        let (base, bits) = match text.split_once('/') {
            Some((base, bits)) => (base, Some(bits.parse::<u32>().map_err(|_| wrong())?)),
            None => (text, None),
        };
        let base: IpAddr = base.parse().map_err(|_| wrong())?;
        let all = if base.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(all);
        if bits > all {
            return Err(wrong());
        }
        Ok(Self { base: wide(base), bits: bits + 128 - all })
    }
}

impl FromStr for Proxies {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| Ok((part.to_owned(), part.parse()?))).collect::<Result<_, _>>().map(Self)
    }
}

impl Default for Proxies {
    /// A proxy on this machine: whoever can speak from here could as well ask the control socket.
    fn default() -> Self {
        "127.0.0.0/8, ::1".parse().expect("these are networks")
    }
}

impl Display for Proxies {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let texts: Vec<&str> = self.0.iter().map(|(text, _)| text.as_str()).collect();
        f.write_str(&texts.join(", "))
    }
}

impl Serialize for Proxies {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Proxies {
    /// A list in the file; a text with commas in the environment.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Given {
            Text(String),
            List(Vec<String>),
        }
        let text = match Given::deserialize(deserializer)? {
            Given::Text(text) => text,
            Given::List(list) => list.join(","),
        };
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEEP: &str = "127.0.0.1, 10.0.0.0/8, 2001:db8:5::/48";

    fn origin(trusted: &str, peer: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            let value = HeaderValue::from_bytes(line.as_bytes()).unwrap();
            headers.append(FORWARDED_FOR, value);
        }
        let trusted: Proxies = trusted.parse().unwrap();
        match trusted.origin(peer.parse().unwrap(), &headers) {
            From::Address(address) => address.to_string(),
            From::Anybody => "anybody".to_owned(),
        }
    }

    #[test]
    fn only_the_word_of_a_trusted_proxy_counts() {
        for (peer, lines, from) in [
            // Somebody who is no proxy says what they like.
            ("203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            ("203.0.113.9", &["127.0.0.1"], "203.0.113.9"),
            ("203.0.113.9", &[], "203.0.113.9"),
            // Our proxy wrote the right end; what stands before it is the sender's own invention.
            ("127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["10.0.0.1, 198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["<script>, 198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
            // Through two proxies, and three.
            ("127.0.0.1", &["1.1.1.1, 198.51.100.1, 10.0.0.7"], "198.51.100.1"),
            ("10.1.1.1", &["198.51.100.1, 2001:db8:5::1", "10.0.0.7"], "198.51.100.1"),
            // Forms of writing.
            ("::ffff:127.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["[2001:db8::1]:4711"], "2001:db8::1"),
            ("127.0.0.1", &["[2001:db8::1]"], "2001:db8::1"),
            ("127.0.0.1", &[" 198.51.100.1:80 "], "198.51.100.1"),
            // Nobody in particular.
            ("127.0.0.1", &["10.0.0.7"], "anybody"),
            ("127.0.0.1", &["10.0.0.8, 10.0.0.7"], "anybody"),
            ("127.0.0.1", &[], "anybody"),
            ("10.0.0.1", &[], "anybody"),
            ("127.0.0.1", &["unknown"], "anybody"),
            ("127.0.0.1", &[""], "anybody"),
            ("127.0.0.1", &["198.51.100.1,"], "anybody"),
            ("127.0.0.1", &["127.0.0.1"], "anybody"),
            ("127.0.0.1", &["198.51.100.1, \u{e9}"], "anybody"),
        ] {
            assert_eq!(origin(DEEP, peer, lines), from, "{peer} {lines:?}");
        }
        assert_eq!(origin("", "127.0.0.1", &["198.51.100.1"]), "anybody");
        assert_eq!(origin("", "10.0.0.1", &["198.51.100.1"]), "10.0.0.1");
        let long = vec!["10.0.0.1"; 100_000].join(",");
        assert_eq!(origin(DEEP, "127.0.0.1", &[&format!("198.51.100.1,{long}")]), "anybody");
    }

    #[test]
    fn networks_are_read_or_refused_by_name() {
        let trusts = |networks: &str, address: &str| {
            networks.parse::<Proxies>().unwrap().trusts(address.parse().unwrap())
        };
        assert!(trusts("10.0.0.0/8", "10.255.0.1") && !trusts("10.0.0.0/8", "11.0.0.1"));
        assert!(trusts("10.0.0.5", "::ffff:10.0.0.5") && !trusts("10.0.0.5", "10.0.0.6"));
        assert!(trusts("0.0.0.0/0", "192.0.2.1") && !trusts("0.0.0.0/0", "2001:db8::1"));
        assert!(trusts("::/0", "192.0.2.1") && trusts("2001:db8::/33", "2001:db8:7fff::1"));
        assert!(!trusts("2001:db8::/33", "2001:db8:8000::1"));
        for wrong in ["10.0.0.0/33", "::/129", "caddy", "10.0.0.0/", "10.0.0", "10.0.0.0/-1"] {
            let why = wrong.parse::<Proxies>().unwrap_err();
            assert!(why.contains(wrong), "{why}");
        }
    }
}
