//! A provider of our own making that says what it is told to, cut at odd places, and fails in the
//! ways that providers do.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};

/// What it does with one question.
#[derive(Debug, Clone)]
pub(super) enum Script {
    /// Says this to its end.
    Says(&'static str),
    /// Says this, and that it read and wrote so many tokens.
    Counts(&'static str, u32, u32),
    /// Says this, and ends as if that were all.
    BreaksOff(&'static str),
    /// Says this, and its line is cut.
    IsReset(&'static str),
    /// Answers with an error and no more.
    Fails(u16),
    /// Says this, and then that something went wrong.
    Errs(&'static str),
    /// Calls what nobody offered, in as many pieces as there are.
    Calls(&'static [&'static str]),
    /// Calls these at once, each by name with its arguments.
    CallsAll(&'static [(&'static str, &'static str)]),
    /// Says this and then nothing, and does not end.
    Hangs(&'static str),
}

/// The provider, and what was asked of it.
#[derive(Default)]
pub(super) struct Provider {
    script: Mutex<VecDeque<Script>>,
    asked: Mutex<Vec<Value>>,
}

impl Provider {
    pub(super) async fn serve() -> (Arc<Self>, SocketAddr) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let provider = Arc::new(Self::default());
        let routes = Router::new().fallback(answer).with_state(Arc::clone(&provider));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        (provider, address)
    }

    /// What it does with the next questions.
    pub(super) fn will(&self, script: &[Script]) {
        self.script.lock().unwrap().extend(script.iter().cloned());
    }

    /// What was asked since the last look.
    pub(super) fn asked(&self) -> Vec<Value> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

async fn answer(
    State(provider): State<Arc<Provider>>,
    headers: HeaderMap,
    body: String,
) -> Response {
    if headers.get(header::AUTHORIZATION).is_none_or(|key| key != "Bearer good-key") {
        let error = json!({ "error": { "message": "Incorrect API key provided: bad-key" } });
        return (StatusCode::UNAUTHORIZED, error.to_string()).into_response();
    }
    provider.asked.lock().unwrap().push(serde_json::from_str(&body).unwrap());
    let next = provider.script.lock().unwrap().pop_front();
    match next.unwrap_or(Script::Says("ready")) {
        Script::Fails(status) => {
            let error = json!({ "error": { "message": "try later" } });
            (StatusCode::from_u16(status).unwrap(), error.to_string()).into_response()
        }
        Script::Counts(text, read, wrote) => {
            let mut pieces = said(text);
            pieces.push(event(&json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }] })));
            let usage = json!({ "prompt_tokens": read, "completion_tokens": wrote });
            pieces.push(event(&json!({ "choices": [], "usage": usage })));
            pieces.push("data: [DONE]\n\n".to_owned());
            streamed(&pieces, false)
        }
        Script::Says(text) => {
            let mut pieces = said(text);
            pieces.push(event(&json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }] })));
            pieces.push("data: [DONE]\n\n".to_owned());
            streamed(&pieces, false)
        }
        Script::Errs(text) => {
            let mut pieces = said(text);
            let wrong = json!({ "error": { "message": "overloaded", "code": 500 } });
            pieces.push(event(&wrong));
            streamed(&pieces, false)
        }
        Script::Calls(pieces) => {
            let call = |arguments: &&str| {
                let function = json!({ "name": "refund", "arguments": arguments });
                let call = json!({ "index": 0, "id": "call-1", "function": function });
                event(&json!({ "choices": [{ "delta": { "tool_calls": [call] } }] }))
            };
            let mut events: Vec<String> = pieces.iter().map(call).collect();
            let end = json!({ "choices": [{ "delta": {}, "finish_reason": "tool_calls" }] });
            events.push(event(&end));
            events.push("data: [DONE]\n\n".to_owned());
            streamed(&events, false)
        }
        Script::CallsAll(calls) => {
            let call = |(index, (name, arguments)): (usize, &(&str, &str))| {
                let function = json!({ "name": name, "arguments": arguments });
                let id = format!("call-{index}");
                let call = json!({ "index": index, "id": id, "function": function });
                event(&json!({ "choices": [{ "delta": { "tool_calls": [call] } }] }))
            };
            let mut events: Vec<String> = calls.iter().enumerate().map(call).collect();
            let end = json!({ "choices": [{ "delta": {}, "finish_reason": "tool_calls" }] });
            events.push(event(&end));
            events.push("data: [DONE]\n\n".to_owned());
            streamed(&events, false)
        }
        Script::Hangs(text) => {
            let begun = Ok::<_, std::io::Error>(said(text).concat().into_bytes());
            let body = stream::iter([begun]).chain(stream::pending());
            ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(body)).into_response()
        }
        Script::BreaksOff(text) => streamed(&said(text), false),
        Script::IsReset(text) => streamed(&said(text), true),
    }
}

fn event(value: &Value) -> String {
    format!("data: {value}\n\n")
}

/// Pieces of three characters, each an event.
fn said(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let delta = |piece: &[char]| {
        let content: String = piece.iter().collect();
        event(&json!({ "choices": [{ "delta": { "content": content } }] }))
    };
    letters.chunks(3).map(delta).collect()
}

/// Sent in stretches of 17 bytes, so that no event comes whole.
fn streamed(pieces: &[String], breaks_off: bool) -> Response {
    let bytes = pieces.concat().into_bytes();
    let stretches: Vec<Result<Vec<u8>, std::io::Error>> =
        bytes.chunks(17).map(|stretch| Ok(stretch.to_vec())).collect();
    let end = breaks_off.then(|| Err(std::io::ErrorKind::ConnectionReset.into()));
    let body = Body::from_stream(stream::iter(stretches.into_iter().chain(end)));
    ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
}
