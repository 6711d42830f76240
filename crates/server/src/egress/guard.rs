//! Who may be asked: a check of the address as it stands, and of what its name resolves to.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Unfetched;
use super::public::is_public;

/// Below this only the ports of the web are asked: the others speak something else.
const FREE_PORT_MIN: u16 = 1024;

/// Longest address of a page that is asked for; browsers and servers stop near here.
const ADDRESS_CHARS_MAX: usize = 2_000;

/// A host that may be asked though it is not public: `wiki.example`, or `10.1.1.1:8080` for this
/// port alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    host: String,
    port: Option<u16>,
}

/// Checks addresses, and resolves names to public machines only.
pub(super) struct Guard {
    named: Vec<Named>,
    resolver: Arc<dyn Resolve>,
}

/// A name led to nothing but machines that are not public.
#[derive(Debug, thiserror::Error)]
#[error("not a public address")]
pub(super) struct NotPublic;

/// The names that this system knows.
pub(super) struct SystemNames;

impl Guard {
    pub(super) fn new(named: Vec<Named>, resolver: Arc<dyn Resolve>) -> Self {
        Self { named, resolver }
    }

    /// Whether the host, with this port, is among those that may be asked though not public.
    pub(super) fn is_named(&self, url: &Url) -> bool {
        let (host, port) = (url.host_str().map(bare), url.port_or_known_default());
        let fits = |it: &Named| it.port.is_none() || it.port == port;
        self.named.iter().any(|named| Some(&named.host) == host.as_ref() && fits(named))
    }

    /// What an address says itself. Spellings of numbers (`127.1`, `0x7f.1`) are one by now: the
    /// type holds them as the connection would read them.
    pub(super) fn check(&self, url: &Url) -> Result<(), Unfetched> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Unfetched::Unfit("it has to begin with http:// or https://."));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Unfetched::Unfit("it must not hold a name or a password."));
        }
        if url.as_str().len() > ADDRESS_CHARS_MAX {
            return Err(Unfetched::Unfit("it is too long."));
        }
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return Err(Unfetched::Unfit("it names no site."));
        };
        let mut of_host = self.named.iter().filter(|named| named.host == bare(host)).peekable();
        if of_host.peek().is_some() {
            let fits = of_host.any(|named| named.port.is_none_or(|only| only == port));
            return if fits { Ok(()) } else { Err(Unfetched::NotPublic) };
        }
        if port < FREE_PORT_MIN && !matches!(port, 80 | 443) {
            return Err(Unfetched::Unfit("its port is not one of the web."));
        }
        match bare(host).parse::<IpAddr>() {
            Ok(address) if !is_public(address) => Err(Unfetched::NotPublic),
            _ => Ok(()),
        }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let is_named = self.named.iter().any(|named| named.host == bare(name.as_str()));
        let found = self.resolver.resolve(name);
        Box::pin(async move {
            let all = found.await?;
            if is_named {
                return Ok(all);
            }
            let public: Vec<SocketAddr> = all.filter(|it| is_public(it.ip())).collect();
            if public.is_empty() {
                return Err(NotPublic.into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

impl Resolve for SystemNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // The port is the request's; here it stands for none.
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(Box::new(found.collect::<Vec<_>>().into_iter()) as Addrs)
        })
    }
}

/// Without the brackets of a v6 address, the dot at the end of a name, and capitals.
fn bare(host: &str) -> String {
    let host = host.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(host);
    host.trim_end_matches('.').to_ascii_lowercase()
}

impl FromStr for Named {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unfit = || format!("{text:?} is no host such as wiki.example or 10.1.1.1:8080");
        let is_unclear = text.contains(['/', '@', '?', '#', '*', ' ']);
        let url = Url::parse(&format!("none://{text}")).map_err(|_| unfit())?;
        let host = url.host_str().filter(|host| !host.is_empty() && !is_unclear);
        Ok(Self { host: bare(host.ok_or_else(unfit)?), port: url.port() })
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = &self.host;
        let host = if host.contains(':') { format!("[{host}]") } else { host.clone() };
        match self.port {
            Some(port) => write!(f, "{host}:{port}"),
            None => f.write_str(&host),
        }
    }
}

impl Serialize for Named {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
