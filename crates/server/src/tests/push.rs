//! Notices reach a push service that answers on this machine, and the browser can read them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use aes_gcm::aead::{Aead as _, KeyInit as _};
use aes_gcm::{Aes128Gcm, Nonce};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::routing::post;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use domain::access::Role;
use hkdf::Hkdf;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use p256::{PublicKey, SecretKey, ecdh};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::sync::mpsc;

use super::talk::new_id;
use super::{Teammate, TestApp, soon};
use crate::push;

/// A push service: what came, and what it answers.
struct Service {
    origin: String,
    came: mpsc::UnboundedReceiver<(HeaderMap, Bytes)>,
    answer: Arc<AtomicU16>,
}

type Inside = (mpsc::UnboundedSender<(HeaderMap, Bytes)>, Arc<AtomicU16>);

impl Service {
    async fn start() -> Self {
        let (sender, came) = mpsc::unbounded_channel();
        let answer = Arc::new(AtomicU16::new(201));
        let routes =
            Router::new().route("/send/{id}", post(take)).with_state((sender, Arc::clone(&answer)));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { origin, came, answer }
    }

    async fn next(&mut self) -> (HeaderMap, Bytes) {
        soon("a notice", self.came.recv()).await.unwrap()
    }
}

async fn take(State((came, answer)): State<Inside>, headers: HeaderMap, body: Bytes) -> StatusCode {
    came.send((headers, body)).unwrap();
    StatusCode::from_u16(answer.load(Ordering::Relaxed)).unwrap()
}

/// A browser of a teammate.
struct Browser {
    key: SecretKey,
    auth: [u8; 16],
    endpoint: String,
}

impl Browser {
    fn new(service: &Service, id: u8) -> Self {
        let key = SecretKey::from_slice(&[id; 32]).unwrap();
        Self { key, auth: [id; 16], endpoint: format!("{}/send/{id}", service.origin) }
    }

    fn subscription(&self) -> Value {
        let key = BASE64.encode(self.key.public_key().to_sec1_point(false).as_bytes());
        json!({ "endpoint": self.endpoint, "key": key, "auth": BASE64.encode(self.auth) })
    }

    async fn subscribe(&self, test: &TestApp, teammate: &Teammate) {
        let answer = test.post("/api/push", teammate.who(), self.subscription()).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{answer:?}");
    }

    /// Reads a message as RFC 8291 tells a browser to.
    fn read(&self, body: &[u8]) -> Value {
        let (salt, rest) = body.split_at(16);
        let (point, sealed) = rest[5..].split_at(usize::from(rest[4]));
        let server = PublicKey::from_sec1_bytes(point).unwrap();
        let shared = ecdh::diffie_hellman(self.key.to_nonzero_scalar(), server.as_affine());
        let ours = self.key.public_key().to_sec1_point(false);
        let info = [b"WebPush: info\0", ours.as_bytes(), point].concat();
        let mut input = [0; 32];
        let secret = shared.raw_secret_bytes();
        Hkdf::<Sha256>::new(Some(&self.auth), secret).expand(&info, &mut input).unwrap();
        let (mut key, mut nonce) = ([0; 16], [0; 12]);
        let keys = Hkdf::<Sha256>::new(Some(salt), &input);
        keys.expand(b"Content-Encoding: aes128gcm\0", &mut key).unwrap();
        keys.expand(b"Content-Encoding: nonce\0", &mut nonce).unwrap();
        let text = Aes128Gcm::new(&key.into()).decrypt(&Nonce::from(nonce), sealed).unwrap();
        serde_json::from_slice(text.strip_suffix(&[2]).unwrap()).unwrap()
    }
}

async fn with_service() -> (TestApp, Service) {
    let service = Service::start().await;
    let origin = service.origin.clone();
    let test = TestApp::with(|config| config.push_services = vec![origin]).await;
    tokio::spawn(push::work(test.app.clone()));
    (test, service)
}

#[tokio::test]
async fn who_waits_is_told_to_everybody_and_who_writes_again_to_whom_it_concerns() {
    let (test, mut service) = with_service().await;
    let sam = test.teammate("Sam", Role::Agent).await;
    let (of_olga, of_sam) = (Browser::new(&service, 1), Browser::new(&service, 2));
    of_olga.subscribe(&test, &test.owner).await;
    of_sam.subscribe(&test, &sam).await;
    let maya = test.visitor().await;

    let (conversation, epoch) = test.waiting(&maya).await;
    for _ in 0..2 {
        let (headers, body) = service.next().await;
        assert_eq!(headers["content-encoding"], "aes128gcm");
        assert!(headers["authorization"].to_str().unwrap().starts_with("vapid t="));
        assert_eq!(headers["topic"], conversation.simple().to_string());
        let read = [&of_olga, &of_sam]
            .into_iter()
            .find_map(|it| std::panic::catch_unwind(|| it.read(&body)).ok());
        let shown = read.expect("one of the two can read it");
        assert!(shown["title"].as_str().unwrap().ends_with("is waiting"), "{shown}");
        assert_eq!(shown["path"], format!("/inbox/waiting/{conversation}"));
    }
    let take = json!({ "type": "take_over", "id": new_id(), "epoch": epoch });
    let epoch = test.acts(&sam, conversation, take).await.ok()["epoch"].clone();
    test.says(&maya, conversation, "Are you there?").await.ok();
    let shown = of_sam.read(&service.next().await.1);
    assert!(shown["title"].as_str().unwrap().ends_with("wrote"), "{shown}");
    assert_eq!(shown["body"], "Are you there?");
    // The second of a burst is not told, the first after a reply is.
    test.says(&maya, conversation, "Hello?").await.ok();
    let seen = test.state(conversation).await.seq;
    let reply =
        json!({ "type": "reply", "id": new_id(), "epoch": epoch, "seen": seen, "text": "Yes." });
    test.acts(&sam, conversation, reply).await.ok();
    test.says(&maya, conversation, "Good.").await.ok();
    assert_eq!(of_sam.read(&service.next().await.1)["body"], "Good.");
    assert!(service.came.try_recv().is_err(), "nobody else was told");
}

#[tokio::test]
async fn a_team_is_told_what_it_is_given() {
    let (test, mut service) = with_service().await;
    let (sam, ann) =
        (test.teammate("Sam", Role::Agent).await, test.teammate("Ann", Role::Agent).await);
    let (of_sam, of_ann) = (Browser::new(&service, 1), Browser::new(&service, 2));
    let team = json!({ "name": "Orders", "members": [ann.id.uuid()] });
    let team = test.post("/api/teams", test.owner.who(), team).await.ok()["id"].clone();
    let (conversation, epoch) = test.waiting(&test.visitor().await).await;
    let take = json!({ "type": "take_over", "id": new_id(), "epoch": epoch });
    let epoch = test.acts(&sam, conversation, take).await.ok()["epoch"].clone();
    of_sam.subscribe(&test, &sam).await;
    of_ann.subscribe(&test, &ann).await;
    let route = json!({ "type": "route", "id": new_id(), "epoch": epoch, "team": team });
    test.acts(&sam, conversation, route).await.ok();
    let shown = of_ann.read(&service.next().await.1);
    assert_eq!(shown["path"], format!("/inbox/waiting/{conversation}"));
}

#[tokio::test]
async fn a_browser_that_is_gone_and_a_session_that_ended_are_told_nothing() {
    let (test, mut service) = with_service().await;
    let sam = test.teammate("Sam", Role::Agent).await;
    let (of_olga, of_sam) = (Browser::new(&service, 1), Browser::new(&service, 2));
    of_olga.subscribe(&test, &test.owner).await;
    of_sam.subscribe(&test, &sam).await;
    test.send(Method::DELETE, "/api/session", sam.who(), Value::Null).await;
    let maya = test.visitor().await;
    service.answer.store(410, Ordering::Relaxed);
    test.waiting(&maya).await;
    of_olga.read(&service.next().await.1);

    soon("that it is forgotten", async {
        loop {
            let mut conn = test.app.db.read().await.unwrap();
            if conn.of(test.tenant).push_devices(0).await.unwrap().is_empty() {
                break;
            }
            drop(conn);
            tokio::task::yield_now().await;
        }
    })
    .await;
    test.waiting(&maya).await;
    assert!(service.came.try_recv().is_err());
}

#[tokio::test]
async fn a_test_notice_says_what_came_of_it() {
    let (test, mut service) = with_service().await;
    let browser = Browser::new(&service, 1);
    let which = json!({ "endpoint": browser.endpoint });
    let nobody = test.post("/api/push/test", test.owner.who(), which.clone()).await;
    assert_eq!(nobody.code(), "not_found", "it is not subscribed yet");
    browser.subscribe(&test, &test.owner).await;
    test.post("/api/push/test", test.owner.who(), which.clone()).await.ok();
    assert_eq!(browser.read(&service.next().await.1)["title"], "Notices work on this device");
    service.answer.store(403, Ordering::Relaxed);
    let refused = test.post("/api/push/test", test.owner.who(), which.clone()).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::BAD_GATEWAY, "unreachable"));
    let sam = test.teammate("Sam", Role::Agent).await;
    let foreign = test.post("/api/push/test", sam.who(), which.clone()).await;
    assert_eq!(foreign.code(), "not_found", "it is Olga's browser");
    let off = test.send(Method::DELETE, "/api/push", test.owner.who(), which.clone()).await;
    assert_eq!(off.status, StatusCode::NO_CONTENT);
    assert_eq!(test.post("/api/push/test", test.owner.who(), which).await.code(), "not_found");
}

#[tokio::test]
async fn what_is_no_subscription_of_a_known_service_is_refused() {
    let (test, service) = with_service().await;
    let good = Browser::new(&service, 1).subscription();
    for (field, value) in [
        ("endpoint", "http://169.254.169.254/latest"),
        ("endpoint", "file:///etc/passwd"),
        ("endpoint", "nonsense"),
        ("key", "AAAA"),
        ("auth", "AAAA"),
        ("auth", "!"),
    ] {
        let mut body = good.clone();
        body[field] = json!(value);
        let answer = test.post("/api/push", test.owner.who(), body).await;
        assert_eq!(answer.json["fields"][0]["field"], field, "{value}: {answer:?}");
    }
}
