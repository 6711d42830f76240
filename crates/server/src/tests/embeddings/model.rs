//! A model of our own making: it knows a few kinds of things by their words, and fails on demand.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::sync::Notify;

/// What it takes for the same thing. A number of a vector each, and one that all texts have.
const KINDS: [&[&str]; 3] =
    [&["sneakers", "soles", "footwear"], &["refund", "money"], &["parcel", "delivery"]];

/// The model, what it was asked, and what it does instead of an answer.
#[derive(Default)]
pub(in crate::tests) struct Standin {
    /// Texts, request by request.
    pub(super) asked: Mutex<Vec<Vec<String>>>,
    pub(super) keys: Mutex<Vec<String>>,
    /// What the next requests are answered with: status, `Retry-After`, body.
    faults: Mutex<VecDeque<(u16, Option<&'static str>, Value)>>,
    /// Numbers beyond those that mean something.
    pub(super) extra: AtomicUsize,
    /// Requests for more than one text wait here.
    pub(super) is_shut: AtomicBool,
    opened: Notify,
    pub(super) reached: Notify,
    /// Says no word to anybody.
    pub(super) is_mute: AtomicBool,
}

impl Standin {
    pub(in crate::tests) async fn serve() -> (Arc<Self>, SocketAddr) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let model = Arc::new(Self::default());
        let routes =
            Router::new().route("/v1/embeddings", post(answer)).with_state(Arc::clone(&model));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        (model, address)
    }

    pub(super) fn fails(&self, status: u16, retry_after: Option<&'static str>, body: Value) {
        self.faults.lock().unwrap().push_back((status, retry_after, body));
    }

    /// Answers two requests, and then fails once.
    pub(in crate::tests) fn fails_third(&self, status: u16, retry_after: &'static str) {
        let pass = (200, None, Value::Null);
        self.faults.lock().unwrap().extend([
            pass.clone(),
            pass,
            (status, Some(retry_after), Value::Null),
        ]);
    }

    /// Every text so far, in order.
    pub(in crate::tests) fn texts(&self) -> Vec<String> {
        self.asked.lock().unwrap().concat()
    }

    pub(in crate::tests) fn forget(&self) {
        self.asked.lock().unwrap().clear();
    }

    pub(super) fn shut(&self) {
        self.is_shut.store(true, Ordering::SeqCst);
    }

    pub(super) fn open(&self) {
        self.is_shut.store(false, Ordering::SeqCst);
        self.opened.notify_waiters();
    }

    fn vector(&self, text: &str) -> Vec<f32> {
        let text = text.to_lowercase();
        let has = |kind: &&[&str]| kind.iter().any(|word| text.contains(word));
        let known = KINDS.iter().map(|kind| if has(kind) { 1.0 } else { 0.0 });
        let extra = self.extra.load(Ordering::SeqCst);
        known.chain([0.5]).chain(std::iter::repeat_n(0.0, extra)).collect()
    }
}

async fn answer(
    State(model): State<Arc<Standin>>,
    headers: HeaderMap,
    Json(asked): Json<Value>,
) -> Response {
    let texts: Vec<String> = serde_json::from_value(asked["input"].clone()).unwrap();
    if let Some(key) = headers.get(header::AUTHORIZATION) {
        model.keys.lock().unwrap().push(key.to_str().unwrap().to_owned());
    }
    model.asked.lock().unwrap().push(texts.clone());
    model.reached.notify_one();
    if model.is_mute.load(Ordering::SeqCst) {
        return std::future::pending().await;
    }
    if texts.len() > 1 && model.is_shut.load(Ordering::SeqCst) {
        model.opened.notified().await;
    }
    let fault = model.faults.lock().unwrap().pop_front();
    if let Some((status, retry_after, body)) = fault.filter(|it| *it != (200, None, Value::Null)) {
        let mut answer = (StatusCode::from_u16(status).unwrap(), Json(body)).into_response();
        if let Some(seconds) = retry_after {
            answer.headers_mut().insert(header::RETRY_AFTER, seconds.parse().unwrap());
        }
        return answer;
    }
    if asked["model"] == "unknown" {
        let error =
            json!({ "error": { "message": "model \"unknown\" not found, try pulling it" } });
        return (StatusCode::NOT_FOUND, Json(error)).into_response();
    }
    let vectors = texts.iter().enumerate();
    let vectors = vectors.map(|(at, it)| json!({ "index": at, "embedding": model.vector(it) }));
    // From the last to the first, as nothing forbids.
    let data: Vec<Value> = vectors.rev().collect();
    Json(json!({ "object": "list", "data": data, "model": asked["model"] })).into_response()
}
