//! A notice, encrypted for one browser: RFC 8291 (the keys) over RFC 8188 (the form).
//!
//! The push service that carries it cannot read it. What is random comes in as an argument.

use aes_gcm::aead::{Aead as _, KeyInit as _};
use aes_gcm::{Aes128Gcm, Nonce};
use hkdf::Hkdf;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use p256::{PublicKey, SecretKey, ecdh};
use sha2::Sha256;

/// A point of the curve in the form that browsers give it.
pub(super) const POINT_BYTES: usize = 65;
/// What a browser shares with us beside its key.
pub(super) const AUTH_BYTES: usize = 16;
/// Of the whole message, which is one record; every push service takes as much (RFC 8030).
const RECORD_BYTES: u32 = 4096;
/// Longest text that fits: the record less its head, the tag and the mark of its end.
pub(super) const TEXT_BYTES_MAX: usize = 3900;
const LAST_RECORD: u8 = 2;

/// The browser that is to read it.
pub(super) struct Receiver {
    pub(super) key: PublicKey,
    pub(super) auth: [u8; AUTH_BYTES],
}

/// What is drawn anew for each message.
pub(super) struct Chance {
    pub(super) key: SecretKey,
    pub(super) salt: [u8; 16],
}

/// The body of the request to the push service; `text` has at most [`TEXT_BYTES_MAX`] bytes.
pub(super) fn encrypt(text: &[u8], receiver: &Receiver, chance: &Chance) -> Vec<u8> {
    let ours = chance.key.public_key().to_sec1_point(false);
    let theirs = receiver.key.to_sec1_point(false);
    let shared = ecdh::diffie_hellman(chance.key.to_nonzero_scalar(), receiver.key.as_affine());
    let info = [b"WebPush: info\0", theirs.as_bytes(), ours.as_bytes()].concat();
    let input: [u8; 32] = derive(&receiver.auth, shared.raw_secret_bytes(), &info);
    let key: [u8; 16] = derive(&chance.salt, &input, b"Content-Encoding: aes128gcm\0");
    let nonce: [u8; 12] = derive(&chance.salt, &input, b"Content-Encoding: nonce\0");
    let record = [text, &[LAST_RECORD]].concat();
    let sealed = Aes128Gcm::new(&key.into()).encrypt(&Nonce::from(nonce), record.as_slice());
    let sealed = sealed.expect("a text in memory is short enough to seal");
    let point_bytes = u8::try_from(POINT_BYTES).expect("a point fits the byte of its length");
    [&chance.salt[..], &RECORD_BYTES.to_be_bytes(), &[point_bytes], ours.as_bytes(), &sealed]
        .concat()
}

fn derive<const N: usize>(salt: &[u8], input: &[u8], info: &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    let derived = Hkdf::<Sha256>::new(Some(salt), input).expand(info, &mut bytes);
    derived.expect("a hash gives this many bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;

    /// The example of RFC 8291, appendix A.
    #[test]
    fn the_example_of_the_standard_comes_out() {
        let bytes = |text: &str| BASE64.decode(text).unwrap();
        let receiver = Receiver {
            key: PublicKey::from_sec1_bytes(&bytes(
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkN\
                 toIAiw4",
            ))
            .unwrap(),
            auth: bytes("BTBZMqHH6r4Tts7J_aSIgg").try_into().unwrap(),
        };
        let chance = Chance {
            key: SecretKey::from_slice(&bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
                .unwrap(),
            salt: bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap(),
        };
        let body = encrypt(b"When I grow up, I want to be a watermelon", &receiver, &chance);
        assert_eq!(
            BASE64.encode(body),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc\
             InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLV\
             WGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn the_longest_text_fits_a_record() {
        let key = SecretKey::from_slice(&[7; 32]).unwrap();
        let receiver = Receiver { key: key.public_key(), auth: [1; 16] };
        let chance = Chance { key, salt: [2; 16] };
        let body = encrypt(&[b'x'; TEXT_BYTES_MAX], &receiver, &chance);
        assert!(body.len() <= RECORD_BYTES as usize, "{}", body.len());
    }
}
