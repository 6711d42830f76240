//! A question that the command line sends through the public address, to see whether it comes out
//! here and what a proxy did to it.
//!
//! Only whoever can open the control socket can make one, and only they are told what was seen.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::proxies::{From, Proxies};

/// The header that carries a probe.
pub(crate) const HEADER: &str = "baton-probe";

/// What the server saw of a probe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    /// Who opened the connection.
    pub(crate) peer: IpAddr,
    /// Whether that is a trusted proxy.
    pub(crate) trusted: bool,
    /// Whether it said whom it speaks for.
    pub(crate) forwarded: bool,
    /// Whom the request was taken to come from; nobody in particular when absent.
    pub(crate) from: Option<IpAddr>,
    /// The host that was asked for.
    pub(crate) host: String,
}

/// The last probe: its token, and what was seen of it.
#[derive(Debug, Default)]
pub(crate) struct Probes(Mutex<Option<(String, Option<Seen>)>>);

impl Probes {
    /// Makes one, and forgets the last.
    pub(crate) fn make(&self) -> String {
        let (token, _) = clock::new_token();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((token.clone(), None));
        token
    }

    /// Notes what came with a request, if it is the probe.
    pub(crate) fn note(&self, proxies: &Proxies, peer: IpAddr, headers: &HeaderMap) {
        let Some(token) = headers.get(HEADER) else { return };
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((_, seen)) = last.as_mut().filter(|(known, _)| token == known.as_str()) else {
            return;
        };
        let from = match proxies.origin(peer, headers) {
            From::Address(address) => Some(address),
            From::Anybody => None,
        };
        let host = headers.get(axum::http::header::HOST).and_then(|host| host.to_str().ok());
        *seen = Some(Seen {
            peer: peer.to_canonical(),
            trusted: proxies.trusts(peer.to_canonical()),
            forwarded: headers.contains_key("x-forwarded-for"),
            from,
            host: host.unwrap_or_default().to_owned(),
        });
    }

    /// What was seen of the last one.
    pub(crate) fn seen(&self) -> Option<Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.1.clone()
    }
}
