//! Requests that this program makes itself.

use std::sync::Once;

static PROVIDER: Once = Once::new();

/// A client that believes the certificates of this system, and no proxy of the environment.
pub(crate) fn client() -> reqwest::ClientBuilder {
    PROVIDER.call_once(|| {
        // An error says that somebody else has chosen one, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    // What a library beside ours switches on in this client is not ours: bodies are unpacked within
    // our bounds, and those on headers hold for HTTP/1.1 alone.
    reqwest::Client::builder().no_proxy().http1_only().no_gzip()
}
