//! HTTPS of what the server itself asks: one provider of its cryptography, chosen once.

/// Chooses the provider, unless it is chosen already. Every client is built after this.
pub(crate) fn ready() {
    // It fails only when one stands already, and then that one is ours.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
