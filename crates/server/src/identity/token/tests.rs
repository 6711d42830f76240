use serde_json::json;

use super::*;
use crate::clock;

const NOW: Millis = 1_800_000_000_000;
const NOW_S: i64 = NOW / 1_000;

fn keys() -> Vec<SigningKey> {
    ["first secret", "second secret"]
        .map(|secret| SigningKey { id: clock::new_id(), secret: secret.to_owned() })
        .into()
}

fn part(value: &Value) -> String {
    BASE64.encode(value.to_string())
}

fn signed(secret: &str, header: &Value, claims: &Value) -> String {
    let message = format!("{}.{}", part(header), part(claims));
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    let signature = mac.chain_update(message.as_bytes()).finalize().into_bytes();
    format!("{message}.{}", BASE64.encode(signature))
}

fn header() -> Value {
    json!({ "alg": "HS256", "typ": "JWT" })
}

/// Claims that hold, with these over them; null takes one away.
fn with(over: &Value) -> Value {
    let mut claims = json!({ "sub": "42", "exp": NOW_S + 3_600, "iat": NOW_S });
    for (name, value) in over.as_object().unwrap() {
        match value {
            Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
            value => claims[name] = value.clone(),
        }
    }
    claims
}

fn judge(token: &str) -> Judged<Claims> {
    read(token, &keys(), &["site-1", "https://chat.example"], NOW)
}

fn judge_claims(over: &Value) -> Judged<Claims> {
    judge(&signed("first secret", &header(), &with(over)))
}

#[test]
fn what_the_backend_signed_is_read() {
    let claims = judge_claims(&json!({
        "name": " Maya  Lind ", "email": "Maya@Home.example", "jti": "once", "aud": "site-1",
        "attributes": { "vip": true, "orders": 7, "plan": "gold", "since": null },
    }))
    .unwrap();
    assert_eq!(claims.subject, "42");
    assert_eq!(claims.name.as_deref(), Some("Maya Lind"));
    assert_eq!(claims.email.as_deref(), Some("maya@home.example"));
    assert_eq!(claims.id.as_deref(), Some("once"));
    assert_eq!((claims.issued_at, claims.expires_at), (Some(NOW), NOW + 3_600_000));
    let signed: Vec<_> = claims.signed.0.into_iter().collect();
    let expected = [
        ("orders".to_owned(), Fact::Number(7.0)),
        ("plan".to_owned(), Fact::Text("gold".into())),
        ("vip".to_owned(), Fact::Flag(true)),
    ];
    assert_eq!(signed, expected);
}

/// The example of RFC 7515, appendix A.1, made by somebody else: its signature holds by its key,
/// and what then stops it is that it expired in 2011.
#[test]
fn a_signature_of_somebody_elses_making_holds() {
    const TOKEN: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
        eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt\
        cGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
        dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const KEY: &str = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUu\
        TwjAzZr1Z9CAow";
    let (message, signature) = TOKEN.rsplit_once('.').unwrap();
    let mac = Hmac::<Sha256>::new_from_slice(&BASE64.decode(KEY).unwrap()).unwrap();
    let signature = BASE64.decode(signature).unwrap();
    mac.chain_update(message).verify_slice(&signature).unwrap();
}

#[test]
fn either_of_two_keys_signs_and_kid_may_name_one() {
    let keys = keys();
    for key in &keys {
        for kid in [Value::Null, json!(key.id)] {
            let header = json!({ "alg": "HS256", "kid": kid });
            let token = signed(&key.secret, &header, &with(&json!({})));
            assert_eq!(read(&token, &keys, &[], NOW).unwrap().key, key.id);
        }
    }
    let other = json!({ "alg": "HS256", "kid": keys[1].id });
    let token = signed(&keys[0].secret, &other, &with(&json!({})));
    assert_eq!(read(&token, &keys, &[], NOW), Err(Refused::Forged));
    let unknown = json!({ "alg": "HS256", "kid": "nobody" });
    let token = signed(&keys[0].secret, &unknown, &with(&json!({})));
    assert_eq!(read(&token, &keys, &[], NOW), Err(Refused::UnknownKey));
}

#[test]
fn no_algorithm_but_the_one_is_taken() {
    for alg in ["none", "None", "NONE", "RS256", "ES256", "HS384", "HS512", "hs256", "PS256", ""] {
        let token = signed("first secret", &json!({ "alg": alg }), &with(&json!({})));
        assert_eq!(judge(&token), Err(Refused::Algorithm(alg.to_owned())), "{alg}");
        let bare = format!("{}.", token.rsplit_once('.').unwrap().0);
        assert_eq!(judge(&bare), Err(Refused::Algorithm(alg.to_owned())), "{alg}");
    }
    for header in [json!({}), json!({ "alg": null }), json!({ "alg": ["HS256"] })] {
        let token = signed("first secret", &header, &with(&json!({})));
        assert!(matches!(judge(&token), Err(Refused::Algorithm(_))), "{header}");
    }
    let critical = json!({ "alg": "HS256", "crit": ["b64"], "b64": false });
    assert_eq!(
        judge(&signed("first secret", &critical, &with(&json!({})))),
        Err(Refused::Critical)
    );
}

#[test]
fn what_was_forged_or_changed_is_refused() {
    let good = signed("first secret", &header(), &with(&json!({})));
    assert!(judge(&good).is_ok());
    for secret in ["", "third secret", "first secret ", "FIRST SECRET"] {
        let token = signed(secret, &header(), &with(&json!({})));
        assert_eq!(judge(&token), Err(Refused::Forged), "{secret}");
    }
    let (message, signature) = good.rsplit_once('.').unwrap();
    let (head, _) = message.split_once('.').unwrap();
    let other = part(&with(&json!({ "sub": "1" })));
    assert_eq!(judge(&format!("{head}.{other}.{signature}")), Err(Refused::Forged));
    assert_eq!(judge(&format!("{message}.")), Err(Refused::Forged), "no signature at all");
    assert_eq!(judge(&format!("{message}.{}", &signature[..20])), Err(Refused::Forged));
    let empty = [SigningKey { id: clock::new_id(), secret: String::new() }];
    let token = signed("", &header(), &with(&json!({})));
    assert_eq!(read(&token, &empty, &[], NOW), Err(Refused::Forged), "an empty key signs nothing");
    assert_eq!(read(&good, &[], &[], NOW), Err(Refused::NoKeys));
}

#[test]
fn what_is_no_token_is_refused_in_words() {
    let good = signed("first secret", &header(), &with(&json!({})));
    for broken in ["", ".", "..", "a.b", "a.b.c.d", "null", &good.replace('.', " "), "%.%.%"] {
        assert!(matches!(judge(broken), Err(Refused::Malformed(_))), "{broken}");
    }
    let long = "x".repeat(IDENTITY_TOKEN_BYTES_MAX + 1);
    assert_eq!(judge(&long), Err(Refused::TooLong));
    let list = signed("first secret", &header(), &json!(["sub", "42"]));
    assert!(matches!(judge(&list), Err(Refused::Malformed(_))));
}

#[test]
fn times_hold_or_are_refused() {
    let leeway = CLOCK_LEEWAY_MS / 1_000;
    assert!(judge_claims(&json!({ "exp": NOW_S - leeway + 1 })).is_ok(), "clocks differ a little");
    for (over, why) in [
        (json!({ "exp": null }), "exp is missing"),
        (json!({ "exp": "soon" }), "exp is no time"),
        (json!({ "exp": -1 }), "exp is no time"),
        (json!({ "exp": 1e300 }), "exp is no time"),
        (json!({ "exp": NOW_S - leeway }), "expired 60 s ago"),
        (json!({ "exp": NOW_S - 86_400 }), "expired 86400 s ago"),
        (json!({ "exp": NOW_S + 86_400 + leeway + 1 }), "longer than 24 hours"),
        (json!({ "exp": NOW }), "exp is no time"),
        (json!({ "nbf": NOW_S + leeway + 1 }), "begins 61 s from now"),
        (json!({ "iat": NOW_S + 600 }), "begins 600 s from now"),
        (json!({ "iat": "now" }), "iat is no time"),
    ] {
        let said = judge_claims(&over).unwrap_err().to_string();
        assert!(said.contains(why), "{over}: {said}");
    }
}

#[test]
fn a_subject_is_a_text_of_its_own() {
    for (sub, why) in [
        (json!(null), "is missing"),
        (json!(42), "is no text"),
        (json!(""), "is empty"),
        (json!("  "), "is empty"),
        (json!(" 42"), "spaces around it"),
        (json!("4\u{0}2"), "do not print"),
        (json!("x".repeat(SUBJECT_CHARS_MAX + 1)), "longer than 200"),
    ] {
        let said = judge_claims(&json!({ "sub": sub })).unwrap_err().to_string();
        assert!(said.contains(why), "{sub}: {said}");
    }
    assert!(judge_claims(&json!({ "sub": "x".repeat(SUBJECT_CHARS_MAX) })).is_ok());
}

#[test]
fn a_token_for_somebody_else_is_refused() {
    for aud in [json!("site-1"), json!("https://chat.example/"), json!(["other", "site-1"])] {
        assert!(judge_claims(&json!({ "aud": aud })).is_ok(), "{aud}");
    }
    for aud in [json!("site-2"), json!(""), json!([]), json!(7), json!({ "a": 1 })] {
        assert_eq!(judge_claims(&json!({ "aud": aud })), Err(Refused::OtherAudience), "{aud}");
    }
}

#[test]
fn attributes_are_flat_and_bounded() {
    let many: Map<String, Value> = (0..=40).map(|n| (format!("a{n}"), json!(n))).collect();
    for (attributes, why) in [
        (json!([1]), "no object"),
        (json!(many), "41 entries"),
        (json!({ "vip": { "is": true } }), "vip is no text, number, true or false"),
        (json!({ "vip": [true] }), "vip is no text"),
        (json!({ "": 1 }), "has no name"),
        (json!({ "x".repeat(65): 1 }), "has no name of 1 to 64"),
        (json!({ "vip": true, "VIP": false }), "stands there twice"),
        (json!({ "note": "x".repeat(501) }), "longer than 500"),
    ] {
        let said = judge_claims(&json!({ "attributes": attributes })).unwrap_err().to_string();
        assert!(said.contains(why), "{attributes}: {said}");
    }
    for (over, why) in [
        (json!({ "email": "maya" }), "email is no e-mail address"),
        (json!({ "email": 7 }), "email is no text"),
        (json!({ "name": "x".repeat(121) }), "name does not hold"),
        (json!({ "jti": 7 }), "jti is no text"),
    ] {
        let said = judge_claims(&over).unwrap_err().to_string();
        assert!(said.contains(why), "{over}: {said}");
    }
}

fn hash_of(secret: &str, id: &str) -> String {
    use std::fmt::Write as _;
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    let bytes = mac.chain_update(id.as_bytes()).finalize().into_bytes();
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

#[test]
fn a_hash_proves_its_id_and_no_other() {
    let keys = keys();
    let hash = hash_of("second secret", "42");
    assert_eq!(read_hash("42", &hash, &keys), Ok(("42".to_owned(), keys[1].id)));
    assert_eq!(read_hash("42", &hash.to_uppercase(), &keys).unwrap().0, "42");
    for (id, hash) in [
        ("43", hash.as_str()),
        ("42", &hash_of("other", "42")),
        ("42", &hash[..62]),
        ("42", ""),
        ("42", &"g".repeat(64)),
    ] {
        assert_eq!(read_hash(id, hash, &keys), Err(Refused::WrongHash), "{id} {hash}");
    }
    assert!(matches!(read_hash("", &hash_of("first secret", ""), &keys), Err(Refused::Claim(..))));
    assert_eq!(read_hash("42", &hash, &[]), Err(Refused::NoKeys));
}
