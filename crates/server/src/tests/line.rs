//! The other end of a socket.

use axum::http::StatusCode;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use std::net::SocketAddr;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::{Teammate, Visitor, soon};

/// A client that reads frame by frame.
pub(crate) struct Client(WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>);

/// Opens a socket with these headers; the status when it is refused.
pub(crate) async fn open(
    address: SocketAddr,
    path: &str,
    headers: &[(&'static str, &str)],
) -> Result<Client, StatusCode> {
    let mut request = format!("ws://{address}{path}").into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    match soon("the socket", tokio_tungstenite::connect_async(request)).await {
        Ok((socket, _)) => Ok(Client(socket)),
        Err(Error::Http(response)) => Err(response.status()),
        Err(error) => panic!("{error}"),
    }
}

/// A teammate's socket, welcomed.
pub(crate) async fn of_teammate(address: SocketAddr, teammate: &Teammate) -> Client {
    let cookie = format!("baton={}", teammate.token);
    let mut client = open(address, "/api/socket", &[("cookie", &cookie)]).await.unwrap();
    let welcome = client.next().await;
    assert_eq!((&welcome["type"], &welcome["teammate"]), (&json!("welcome"), &json!(teammate.id)));
    client
}

/// A visitor's socket, before its first frame.
pub(crate) async fn of_stranger(address: SocketAddr) -> Client {
    open(address, "/api/visitor/socket", &[]).await.unwrap()
}

/// A visitor's socket that has said hello with these cursors.
pub(crate) async fn of_visitor(address: SocketAddr, visitor: &Visitor, cursors: Value) -> Client {
    let mut client = of_stranger(address).await;
    client.say(json!({ "type": "hello", "token": visitor.token, "cursors": cursors })).await;
    let welcome = client.next().await;
    assert_eq!((&welcome["type"], &welcome["visitor"]), (&json!("welcome"), &json!(visitor.id)));
    client
}

impl Client {
    pub(crate) async fn say(&mut self, frame: Value) {
        self.send(Message::text(frame.to_string())).await;
    }

    /// A line that the server has closed already takes nothing, which the next reading shows.
    pub(crate) async fn send(&mut self, message: Message) {
        let _ = soon("room for a frame", self.0.send(message)).await;
    }

    /// The next frame, or `{"type": "closed", "code": …}`.
    pub(crate) async fn next(&mut self) -> Value {
        soon("a frame", self.next_frame()).await
    }

    /// The pings of a living line are no frames.
    async fn next_frame(&mut self) -> Value {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).unwrap(),
                Some(Ok(Message::Close(frame))) => {
                    let code = frame.map(|frame| u16::from(frame.code));
                    return json!({ "type": "closed", "code": code });
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return json!({ "type": "closed", "code": null }),
            }
        }
    }

    /// Every frame up to the first of this type, that one last.
    pub(crate) async fn until(&mut self, kind: &str) -> Vec<Value> {
        let mut frames = Vec::new();
        loop {
            let frame = self.next().await;
            let (found, closed) = (frame["type"] == kind, frame["type"] == "closed");
            frames.push(frame);
            if found {
                return frames;
            }
            assert!(!closed, "closed before {kind}: {frames:?}");
        }
    }

    /// The next frame of this type.
    pub(crate) async fn the(&mut self, kind: &str) -> Value {
        self.until(kind).await.pop().unwrap()
    }

    /// What has come until now: the frames before the answer to a ping.
    pub(crate) async fn so_far(&mut self) -> Vec<Value> {
        self.say(json!({ "type": "ping" })).await;
        let mut frames = self.until("pong").await;
        frames.pop();
        frames
    }

    /// The code with which the server closes the line.
    pub(crate) async fn closed(&mut self) -> Option<u64> {
        loop {
            let frame = self.next().await;
            if frame["type"] == "closed" {
                return frame["code"].as_u64();
            }
        }
    }
}

/// The places of the events among frames.
pub(crate) fn places(frames: &[Value]) -> Vec<i64> {
    frames
        .iter()
        .filter(|frame| frame["type"] == "event")
        .map(|event| event["seq"].as_i64().unwrap())
        .collect()
}
