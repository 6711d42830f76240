//! Which trouble of a connection is its encryption's.

use std::error::Error;
use std::io;

use super::Unfetched;

/// What TLS did not like, if it was that.
pub(super) fn trouble(error: &reqwest::Error) -> Option<Unfetched> {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(told) = cause {
        match told.downcast_ref::<rustls::Error>() {
            Some(rustls::Error::InvalidCertificate(_)) => return Some(Unfetched::NotTrusted),
            Some(_) => return Some(Unfetched::NoTls),
            None => cause = inner(told),
        }
    }
    None
}

/// An error of input and output holds another beside its source, and that is where TLS speaks.
fn inner<'error>(error: &'error (dyn Error + 'static)) -> Option<&'error (dyn Error + 'static)> {
    let held = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    held.map_or_else(|| error.source(), |held| Some(held as &(dyn Error + 'static)))
}
