//! Which trouble of a connection is its encryption's.

use std::error::Error;

use super::Unfetched;

/// What TLS did not like, if it was that.
pub(super) fn trouble(error: &reqwest::Error) -> Option<Unfetched> {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(inner) = cause {
        let told = inner.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        // The error inside is where TLS says what it did not like.
        let tls = match told {
            Some(told) => told.downcast_ref::<rustls::Error>(),
            None => inner.downcast_ref::<rustls::Error>(),
        };
        match tls {
            Some(rustls::Error::InvalidCertificate(_)) => return Some(Unfetched::NotTrusted),
            Some(_) => return Some(Unfetched::NoTls),
            None => cause = inner.source(),
        }
    }
    None
}
