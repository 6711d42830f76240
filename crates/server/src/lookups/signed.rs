//! For whom something is looked up, signed so that the program can believe it.
//!
//! `Baton-Visitor` is base64url of a JSON text. `Baton-Signature` is `t=<seconds>,v1=<hex>`, where
//! the hex is HMAC-SHA256 by the workspace's signing key of
//! `t.method.path?query.visitor.hash`, where the hash is SHA-256 of the body in hex. A program
//! that refuses old times takes no signature twice.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::conversation::Millis;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::Tenant;

use super::Who;
use crate::secrets::Secrets;

/// What is signed beside the visitor.
pub(super) struct Signing<'ask> {
    pub(super) method: &'static str,
    /// The path with its query.
    pub(super) path: &'ask str,
    pub(super) body: &'ask str,
    pub(super) at: Millis,
}

/// The key with which a workspace's programs check signatures. It is made from the server's own, so
/// it is stored nowhere.
pub(crate) fn signing_key(secrets: &Secrets, tenant: Tenant) -> String {
    hex::encode(secrets.sign("lookup", tenant.workspace().uuid().as_bytes()))
}

/// The visitor as a header line.
pub(super) fn visitor(who: &Who, at: Millis) -> String {
    let text = json!({
        "id": who.id,
        "email": who.email,
        "proof": who.proof,
        "attributes": who.attributes,
        "conversation": who.conversation,
        "at": at / 1_000,
    });
    BASE64_URL_SAFE_NO_PAD.encode(text.to_string())
}

/// The signature as a header line.
pub(super) fn signature(key: &str, signing: &Signing<'_>, visitor: &str) -> String {
    let Signing { method, path, body, at } = signing;
    let seconds = at / 1_000;
    let hash = hex::encode(Sha256::digest(body.as_bytes()));
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("any length is a key");
    let mac = mac.chain_update(format!("{seconds}.{method}.{path}.{visitor}.{hash}"));
    format!("t={seconds},v1={}", hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::condition::Value;
    use domain::visitor::{Proof, Signed};
    use serde_json::Value as Json;

    use super::*;

    fn signing<'ask>(path: &'ask str, body: &'ask str) -> Signing<'ask> {
        Signing { method: "POST", path, body, at: 1_773_136_800_123 }
    }

    #[test]
    fn a_visitor_is_told_with_what_was_signed_alone() {
        let who = Who {
            id: Some("u1".into()),
            email: Some("zoë@shop.example".into()),
            proof: Proof::Signed,
            attributes: Signed(BTreeMap::from([("plan".into(), Value::Text("pro".into()))])),
            conversation: "c1".into(),
        };
        let text = BASE64_URL_SAFE_NO_PAD.decode(visitor(&who, 1_773_136_800_123)).unwrap();
        let told: Json = serde_json::from_slice(&text).unwrap();
        let wanted = json!({
            "id": "u1", "email": "zoë@shop.example", "proof": "signed",
            "attributes": {"plan": "pro"}, "conversation": "c1", "at": 1_773_136_800,
        });
        assert_eq!(told, wanted);
    }

    #[test]
    fn a_signature_is_of_every_part() {
        let one = signature("key", &signing("/a?b=c", "{}"), "v");
        // By another program's HMAC.
        let wanted = "aed4f2363e88bf7cf37e52c71b0c0a731ecdf4a96f0ab1b2c7edbb73935c3b91";
        assert_eq!(one, format!("t=1773136800,v1={wanted}"));
        for other in [
            signature("kez", &signing("/a?b=c", "{}"), "v"),
            signature("key", &signing("/a?b=d", "{}"), "v"),
            signature("key", &signing("/a?b=c", "{ }"), "v"),
            signature("key", &signing("/a?b=c", "{}"), "w"),
            signature("key", &Signing { method: "PUT", ..signing("/a?b=c", "{}") }, "v"),
        ] {
            assert_ne!(one, other);
        }
    }
}
