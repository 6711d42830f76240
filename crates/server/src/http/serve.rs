//! Takes connections and reads requests from them.
//!
//! The framework's own loop waits for ever for the end of a request's head, so that somebody who
//! sends a byte a minute on many lines would take every file that the process may open.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::serve::{Listener as _, ListenerExt as _};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tower::ServiceExt as _;

use crate::app::App;

/// Longest time for the head of a request, and longest silence of a line between two. Browsers
/// and proxies open another when they need it.
const HEAD_TIMEOUT: Duration = Duration::from_mins(1);

/// Longest wait for open requests when the server stops.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);

/// Serves until the server stops.
pub(crate) async fn serve(app: App, listener: TcpListener) -> std::io::Result<()> {
    serve_with(app, listener, HEAD_TIMEOUT).await
}

async fn serve_with(app: App, listener: TcpListener, head: Duration) -> std::io::Result<()> {
    let router = super::router(app.clone());
    // Each line holds an end of it, so that it closes with the last.
    let (open, mut closed) = mpsc::channel::<Infallible>(1);
    // A frame that follows another must not wait until the first was acknowledged.
    let mut listener = listener.tap_io(|line| {
        if let Err(error) = line.set_nodelay(true) {
            tracing::debug!(%error, "small frames of a line may be late");
        }
    });
    loop {
        // It waits and tries again by itself where no file is left to open.
        let (line, peer) = tokio::select! {
            taken = listener.accept() => taken,
            () = app.stopped() => break,
        };
        let (app, router, open) = (app.clone(), router.clone(), open.clone());
        tokio::spawn(async move {
            read(&app, router, line, peer, head).await;
            drop(open);
        });
    }
    drop((listener, open));
    // Whoever never ends a request is not waited for.
    let _ = tokio::time::timeout(STOP_TIMEOUT, closed.recv()).await;
    Ok(())
}

/// Answers the requests of one line.
async fn read(app: &App, router: Router, line: TcpStream, peer: SocketAddr, head: Duration) {
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .serve_connection(TokioIo::new(line), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = app.stopped() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a line broke");
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;
    use crate::tests::app::TestApp;

    #[tokio::test]
    async fn whoever_does_not_end_a_head_is_not_waited_for() {
        let test = TestApp::new().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let served =
            tokio::spawn(serve_with(test.app.clone(), listener, Duration::from_millis(50)));
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET /health HTTP/1.1\r\nHost: b").await.unwrap();
        let mut said = Vec::new();
        slow.read_to_end(&mut said).await.unwrap();
        assert!(!String::from_utf8_lossy(&said).contains("200 OK"));
        let mut quick = TcpStream::connect(address).await.unwrap();
        quick.write_all(b"GET /health HTTP/1.1\r\nHost: b\r\n\r\n").await.unwrap();
        said.clear();
        quick.read_to_end(&mut said).await.unwrap();
        assert!(String::from_utf8_lossy(&said).contains("200 OK"));
        test.app.stop();
        served.await.unwrap().unwrap();
    }
}
