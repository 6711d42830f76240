//! Requests that this program makes itself.

use std::sync::Once;

static PROVIDER: Once = Once::new();

/// A client that believes the certificates of this system, and no proxy of the environment.
pub(crate) fn client() -> reqwest::ClientBuilder {
    PROVIDER.call_once(|| {
        // An error says that somebody else has chosen one, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    reqwest::Client::builder().no_proxy()
}
