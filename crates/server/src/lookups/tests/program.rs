//! A program of an owner that behaves as told, badly for the most part.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What is done with a request once it was read.
#[derive(Clone)]
pub(super) enum Does {
    /// Answers this, after the line of its status.
    Says(&'static str, String),
    /// Never answers.
    Hangs,
    /// Answers letter by letter, without end.
    Drips,
    /// Breaks the connection off.
    Resets,
    /// Sends a hundred megabytes, told before or not.
    Floods { told: bool },
}

/// A request as it came in.
#[derive(Clone)]
pub(super) struct Heard {
    pub(super) head: String,
    pub(super) body: String,
}

pub(super) struct Program {
    pub(super) address: SocketAddr,
    heard: Arc<Mutex<Vec<Heard>>>,
}

impl Heard {
    /// A header line, by its name in small letters.
    pub(super) fn line(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Program {
    /// Does one thing after the other, the last for ever.
    pub(super) async fn start(script: &[Does]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (told, script) = (Arc::clone(&heard), script.to_vec());
        tokio::spawn(async move {
            loop {
                let (mut socket, _) = listener.accept().await.unwrap();
                let (told, script) = (Arc::clone(&told), script.clone());
                tokio::spawn(async move {
                    let Some(request) = read(&mut socket).await else { return };
                    let at = {
                        let mut told = told.lock().unwrap();
                        told.push(request);
                        told.len() - 1
                    };
                    behave(&mut socket, &script[at.min(script.len() - 1)]).await;
                });
            }
        });
        Self { address, heard }
    }

    pub(super) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
}

/// Reads a whole request; none where there is none.
async fn read(socket: &mut TcpStream) -> Option<Heard> {
    let mut bytes = Vec::new();
    loop {
        if socket.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        // A greeting of TLS; what speaks HTTP alone is done with it, as real servers are.
        if bytes[0] == 0x16 {
            let _ = socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            return None;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((lines, body)) = text.split_once("\r\n\r\n") else { continue };
        let heard = Heard { head: lines.to_owned(), body: body.to_owned() };
        let length = heard.line("content-length").map_or(0, |it| it.parse().unwrap());
        if body.len() >= length {
            return Some(heard);
        }
    }
}

/// A line that breaks is what the other side wants.
async fn behave(socket: &mut TcpStream, does: &Does) {
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json\r\n";
    match does {
        Does::Says(status, rest) => {
            let length = rest.split_once("\r\n\r\n").map_or(rest.len(), |(_, body)| body.len());
            let (lines, body) = rest.split_once("\r\n\r\n").unwrap_or(("", rest));
            let lines = if lines.is_empty() { String::new() } else { format!("{lines}\r\n") };
            let answer = format!(
                "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n{lines}\r\n\
                 {body}"
            );
            let _ = socket.write_all(answer.as_bytes()).await;
        }
        Does::Hangs => std::future::pending().await,
        Does::Drips => {
            let _ = socket.write_all(format!("{head}\r\n\"").as_bytes()).await;
            while socket.write_all(b"a").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        Does::Resets => socket.set_zero_linger().unwrap(),
        Does::Floods { told } => {
            let length = if *told { "content-length: 104857600\r\n" } else { "" };
            let _ = socket.write_all(format!("{head}{length}\r\n\"").as_bytes()).await;
            let piece = vec![b'a'; 64 * 1024];
            for _ in 0..1_600 {
                if socket.write_all(&piece).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// A program with a certificate that nobody vouches for.
pub(super) fn self_signed() -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let bytes = |text: &str| BASE64_STANDARD.decode(text.replace('\n', "")).unwrap();
    let key = PrivateKeyDer::try_from(bytes(KEY)).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![bytes(CERTIFICATE).into()], key)
        .unwrap();
    let config = Arc::new(config);
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let mut socket = socket.unwrap();
            let mut line = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            while line.is_handshaking() && line.complete_io(&mut socket).is_ok() {}
        }
    });
    address
}

/// Of "localhost", signed by itself, for a hundred years.
const CERTIFICATE: &str = "\
MIIBmjCCAUGgAwIBAgIUIGf3zCnqVMH5e45PUiwmX36rPzowCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJbG9jYWxob3
N0MCAXDTI2MTEyMjA3NTUyN1oYDzIxMjYxMDI5MDc1NTI3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjO
PQIBBggqhkjOPQMBBwNCAAQAygqNQ+YdXiVN1/1FonAZosh//PfTmt5iURQ+WnV4ndPRDurUvrUUMWoMfPDsKvoMKA
Qglgb8ruYzJMmzgpkFo28wbTAdBgNVHQ4EFgQUv2IV3VW+AI+NZU7LlYjl5cSEWjIwHwYDVR0jBBgwFoAUv2IV3VW+
AI+NZU7LlYjl5cSEWjIwDwYDVR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZIzj
0EAwIDRwAwRAIgDKs928PULsfPARVyna+0lX0e6fdR//vbkg24A6PNFZACICIZt8MdkEAQbp/afZ35S7rZrii27ON0
oa3g3McafP46";

/// It guards nothing: it was made for this file.
const KEY: &str = "\
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMwY+2YS1CHb7SpAeQXpub8+w7imUqsMSd0/Te8oaQf
mhRANCAAQAygqNQ+YdXiVN1/1FonAZosh//PfTmt5iURQ+WnV4ndPRDurUvrUUMWoMfPDsKvoMKAQglgb8ruYzJMmz
gpkF";
