//! Who sends: RFC 8292, so that a push service takes notices for a browser from us alone.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use domain::conversation::Millis;
use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToSec1Point as _;
use serde_json::json;

/// A push service takes at most a day.
const VALID_MS: Millis = 12 * 60 * 60 * 1000;

/// The public half, as a browser takes it when it subscribes.
pub(super) fn public_key(key: &SecretKey) -> String {
    BASE64.encode(key.public_key().to_sec1_point(false).as_bytes())
}

/// The `Authorization` of a request to the push service `audience`, an origin. `contact` is where
/// its people can find ours, an address of the web.
pub(super) fn authorization(key: &SecretKey, audience: &str, contact: &str, now: Millis) -> String {
    let claims = json!({ "aud": audience, "exp": (now + VALID_MS) / 1000, "sub": contact });
    let head = BASE64.encode(r#"{"typ":"JWT","alg":"ES256"}"#);
    let signed = format!("{head}.{}", BASE64.encode(claims.to_string()));
    let signature: Signature = SigningKey::from(key).sign(signed.as_bytes());
    let signature = BASE64.encode(signature.to_bytes());
    format!("vapid t={signed}.{signature}, k={}", public_key(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier as _;
    use serde_json::Value;

    #[test]
    fn the_signature_holds_for_the_service_and_half_a_day() {
        let key = SecretKey::from_slice(&[7; 32]).unwrap();
        let said = authorization(&key, "https://push.example", "https://chat.example", 5_000);
        let (token, public) = said.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let claims = BASE64.decode(signed.split_once('.').unwrap().1).unwrap();
        let claims: Value = serde_json::from_slice(&claims).unwrap();
        assert_eq!(claims["aud"], "https://push.example");
        assert_eq!(claims["exp"], 5 + 12 * 60 * 60);
        let verifier = VerifyingKey::from_sec1_bytes(&BASE64.decode(public).unwrap()).unwrap();
        let signature = Signature::from_slice(&BASE64.decode(signature).unwrap()).unwrap();
        assert!(verifier.verify(signed.as_bytes(), &signature).is_ok());
        assert!(verifier.verify(b"other", &signature).is_err());
    }
}
