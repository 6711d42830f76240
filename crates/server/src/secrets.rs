//! What must not be read by whoever finds a copy of the database: sealed before it is stored.
//!
//! The key is no row. It stands in a file beside the database, or in the settings where several
//! machines share one, so that a leaked backup of the rows alone gives no secret away.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};

use crate::clock;
use crate::config::Config;

/// The key's file in the data folder.
pub(crate) const FILE: &str = "secret.key";

const NONCE_BYTES: usize = 24;

/// Why something sealed did not open.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SealError {
    /// It was sealed by another key.
    #[error("sealed by the key {0}, which is not this server's: put its {FILE} back")]
    OtherKey(String),
    /// It was changed, or belongs somewhere else.
    #[error("what was sealed is damaged or stands in the wrong place")]
    Damaged,
}

/// The server's key.
#[derive(Clone)]
pub(crate) struct Secrets {
    key: [u8; 32],
    /// Says which key sealed, without saying anything of the key.
    id: String,
}

impl Secrets {
    /// From the settings; else from the data folder, where a first start makes it.
    pub(crate) fn open(config: &Config) -> anyhow::Result<Self> {
        let text = match &config.secret_key {
            Some(text) => text.clone(),
            None => read_or_make(&config.data.join(FILE))?,
        };
        let Ok(bytes) = BASE64.decode(text.trim()) else { bail!("the secret key is no base64") };
        let Ok(key) = bytes.try_into() else { bail!("the secret key has not 32 bytes") };
        Ok(Self::new(key))
    }

    /// From a key.
    pub(crate) fn new(key: [u8; 32]) -> Self {
        let id = BASE64.encode(&Sha256::digest(key)[..6]);
        Self { key, id }
    }

    /// Says which key it is, and nothing of it.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Seals `text` for one place, such as `mail.password/<workspace>`: it opens nowhere else.
    pub(crate) fn seal(&self, place: &str, text: &str) -> String {
        let nonce: [u8; NONCE_BYTES] = clock::random();
        let payload = Payload { msg: text.as_bytes(), aad: place.as_bytes() };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.expect("a text in memory is short enough to seal");
        format!("1.{}.{}", self.id, BASE64.encode([&nonce[..], &sealed].concat()))
    }

    /// Opens what [`Secrets::seal`] made for the same place.
    pub(crate) fn open_sealed(&self, place: &str, sealed: &str) -> Result<String, SealError> {
        let Some(("1", rest)) = sealed.split_once('.') else { return Err(SealError::Damaged) };
        let Some((id, text)) = rest.split_once('.') else { return Err(SealError::Damaged) };
        if id != self.id {
            return Err(SealError::OtherKey(id.to_owned()));
        }
        let bytes = BASE64.decode(text).map_err(|_| SealError::Damaged)?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or(SealError::Damaged)?;
        let payload = Payload { msg: sealed, aad: place.as_bytes() };
        let opened = self.cipher().decrypt(&XNonce::from(*nonce), payload);
        let opened = opened.map_err(|_| SealError::Damaged)?;
        String::from_utf8(opened).map_err(|_| SealError::Damaged)
    }

    /// Signs what goes out and must come back unchanged, such as the address in a mail. Each
    /// purpose has its own key, so that a signature for one is none for another.
    pub(crate) fn sign(&self, purpose: &str, message: &[u8]) -> Vec<u8> {
        self.mac(purpose).chain_update(message).finalize().into_bytes().to_vec()
    }

    /// Whether [`Secrets::sign`] made `signature`; takes the same time for every wrong one.
    pub(crate) fn is_signed(&self, purpose: &str, message: &[u8], signature: &[u8]) -> bool {
        self.mac(purpose).chain_update(message).verify_slice(signature).is_ok()
    }

    fn mac(&self, purpose: &str) -> Hmac<Sha256> {
        let own = |key: &[u8]| Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
        let key = own(&self.key).chain_update(purpose.as_bytes()).finalize().into_bytes();
        own(&key)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.key.into())
    }
}

/// The caller holds the folder, so nobody else makes the file at the same time.
fn read_or_make(path: &Path) -> anyhow::Result<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let (text, _) = clock::new_token();
            let file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(path);
            let written = file.and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.sync_all()
            });
            written.with_context(|| format!("{} cannot be written", path.display()))?;
            Ok(text)
        }
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_with_its_key_in_its_place_only() {
        let (ours, theirs) = (Secrets::new([1; 32]), Secrets::new([2; 32]));
        let sealed = ours.seal("mail/a", "hunter2");
        assert!(!sealed.contains("hunter2"));
        assert_ne!(sealed, ours.seal("mail/a", "hunter2"), "a nonce is used once");
        assert_eq!(ours.open_sealed("mail/a", &sealed).unwrap(), "hunter2");
        assert!(matches!(ours.open_sealed("mail/b", &sealed), Err(SealError::Damaged)));
        assert!(matches!(theirs.open_sealed("mail/a", &sealed), Err(SealError::OtherKey(_))));
        for broken in ["", "1.x", "2.a.b", &sealed[..sealed.len() - 2]] {
            assert!(ours.open_sealed("mail/a", broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_signature_holds_for_its_purpose_and_message() {
        let (ours, theirs) = (Secrets::new([1; 32]), Secrets::new([2; 32]));
        let signature = ours.sign("return", b"maya");
        assert!(ours.is_signed("return", b"maya", &signature));
        assert!(!ours.is_signed("return", b"tom", &signature));
        assert!(!ours.is_signed("invite", b"maya", &signature));
        assert!(!theirs.is_signed("return", b"maya", &signature));
        assert!(!ours.is_signed("return", b"maya", &signature[..31]));
        assert!(!ours.is_signed("return", b"maya", b""));
    }

    #[test]
    fn a_first_start_makes_a_key_that_only_its_owner_reads_and_a_second_finds_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().to_owned(), ..Config::default() };
        let sealed = Secrets::open(&config).unwrap().seal("a", "b");
        let mode = std::fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(Secrets::open(&config).unwrap().open_sealed("a", &sealed).unwrap(), "b");
        let wrong = Config { secret_key: Some("short".into()), ..config };
        assert!(Secrets::open(&wrong).is_err());
    }
}
