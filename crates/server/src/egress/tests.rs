//! Each way in which an address could lead inside, tried.

mod spellings;

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::header;
use axum::response::Redirect;
use axum::routing::get;
use reqwest::dns::{Addrs, Name, Resolving};

use super::*;

/// Long enough for a machine at work, short enough for what never comes.
const WITHIN: Duration = Duration::from_millis(400);
const BYTES_MAX: usize = 64 * 1024;

/// Names that answer as told, one answer after the other, the last for ever.
struct Told {
    answers: Mutex<Vec<&'static str>>,
    asked: AtomicUsize,
}

impl Told {
    fn new(answers: &[&'static str]) -> Arc<Self> {
        let answers = Mutex::new(answers.iter().rev().copied().collect());
        Arc::new(Self { answers, asked: AtomicUsize::new(0) })
    }
}

impl Resolve for Told {
    fn resolve(&self, _: Name) -> Resolving {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let mut answers = self.answers.lock().unwrap();
        let now = if answers.len() > 1 { answers.pop() } else { answers.last().copied() };
        let all: Vec<SocketAddr> =
            now.unwrap().split(' ').map(|it| SocketAddr::new(it.parse().unwrap(), 0)).collect();
        Box::pin(async move { Ok(Box::new(all.into_iter()) as Addrs) })
    }
}

fn egress(named: &[String], resolver: Arc<Told>) -> Egress {
    let named = named.iter().map(|it| it.parse().unwrap()).collect();
    Egress::with(named, resolver, WITHIN, &Config::default())
}

async fn fetch(egress: &Egress, address: &str) -> Result<Fetched, Unfetched> {
    let url = Url::parse(address).unwrap();
    egress
        .get(Ask {
            url: &url,
            etag: None,
            last_modified: None,
            bytes_max: BYTES_MAX,
            reads: |_| true,
        })
        .await
}

/// A server on this machine, and how often it was asked.
async fn server() -> (SocketAddr, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let endless = || async {
        let zeros = futures_util::stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b'a'; 8192]));
        Body::from_stream(zeros)
    };
    let bomb = || async {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut packed, &vec![0; 8 * 1024 * 1024]).unwrap();
        ([(header::CONTENT_ENCODING, "gzip")], packed.finish().unwrap())
    };
    let routes = Router::new()
        .route("/", get(|| async { "hello" }))
        .route("/inside", get(|| async { Redirect::temporary("http://127.1/secret") }))
        .route("/endless", get(endless))
        .route("/bomb", get(bomb))
        .route("/never", get(std::future::pending::<()>))
        .layer(axum::middleware::from_fn(move |request, next: axum::middleware::Next| {
            counted.fetch_add(1, Ordering::Relaxed);
            next.run(request)
        }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (address, asked)
}

#[tokio::test]
async fn no_spelling_of_an_inner_address_is_asked() {
    let (server, asked) = server().await;
    let port = server.port();
    let names = Told::new(&["127.0.0.1"]);
    let egress = egress(&[], Arc::clone(&names));
    for host in [
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "0177.0.0.1",
        "2130706433",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "169.254.169.254",
        "0xa9fea9fe",
        "10.0.0.1",
        "192.168.0.1",
        "172.16.3.4",
        "100.64.0.1",
        "[fd00::1]",
        "[fe80::1]",
        "224.0.0.1",
        "localhost",
        "printer.local",
        "metadata.google.internal",
        "shop.example",
        "127.0.0.1.",
        "１２７.0.0.1",
        "127。0。0。1",
    ] {
        let found = fetch(&egress, &format!("http://{host}:{port}/")).await;
        assert_eq!(found.unwrap_err(), Unfetched::NotPublic, "{host}");
    }
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn only_the_web_is_asked() {
    let egress = egress(&[], Told::new(&["127.0.0.1"]));
    for address in [
        "gopher://shop.example/",
        "file:///etc/passwd",
        "ftp://shop.example/",
        "data:text/html,x",
        "http://me@shop.example/",
        "http://me:secret@shop.example/",
        "http://shop.example:25/",
        "http://shop.example:22/",
    ] {
        let found = fetch(&egress, address).await.unwrap_err();
        assert!(matches!(found, Unfetched::Unfit(_)), "{address}: {found:?}");
    }
    let long = format!("http://shop.example/{}", "a".repeat(3_000));
    assert!(matches!(fetch(&egress, &long).await.unwrap_err(), Unfetched::Unfit(_)));
}

#[tokio::test]
async fn a_redirect_is_handed_back_and_its_target_checked() {
    let (server, asked) = server().await;
    let port = server.port();
    let egress = egress(&[format!("shop.example:{port}")], Told::new(&["127.0.0.1"]));
    let from = Url::parse(&format!("http://shop.example:{port}/inside")).unwrap();
    let found = fetch(&egress, from.as_str()).await.unwrap();
    let target = found.location(&from).unwrap();
    assert_eq!(target.as_str(), "http://127.0.0.1/secret");
    assert_eq!(fetch(&egress, target.as_str()).await.unwrap_err(), Unfetched::NotPublic);
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_name_that_answers_otherwise_the_second_time_is_resolved_once_and_refused() {
    let (server, asked) = server().await;
    let name: Name = "shop.example".parse().unwrap();
    let names = Told::new(&["93.184.216.34 10.0.0.1", "127.0.0.1"]);
    let guard = Guard::new(vec![], Arc::clone(&names) as Arc<dyn Resolve>);
    let first: Vec<SocketAddr> = guard.resolve(name).await.unwrap().collect();
    assert_eq!(first, ["93.184.216.34:0".parse().unwrap()], "only what is public is connected to");
    let egress = egress(&[], Arc::clone(&names));
    let address = format!("http://shop.example:{}/", server.port());
    assert_eq!(fetch(&egress, &address).await.unwrap_err(), Unfetched::NotPublic);
    assert_eq!(names.asked.load(Ordering::Relaxed), 2, "one look for each request, and no other");
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_named_host_is_asked_on_its_port_alone() {
    let (server, _) = server().await;
    let port = server.port();
    let named = [format!("wiki.example:{port}"), format!("127.0.0.1:{port}")];
    let egress = egress(&named, Told::new(&["127.0.0.1"]));
    for host in ["wiki.example", "WIKI.example", "127.1"] {
        let found = fetch(&egress, &format!("http://{host}:{port}/")).await.unwrap();
        assert_eq!(found.body.as_deref(), Some(b"hello".as_slice()));
    }
    for address in ["http://wiki.example/", "http://127.0.0.1:9/", "http://other.example/"] {
        assert_eq!(fetch(&egress, address).await.unwrap_err(), Unfetched::NotPublic, "{address}");
    }
    for unfit in ["", "http://a.example", "a.example/b", "*", "me@a.example", "a.example:99999"] {
        assert!(unfit.parse::<Named>().is_err(), "{unfit}");
    }
    let v6: Named = "[::1]:80".parse().unwrap();
    assert_eq!(v6.to_string(), "[::1]:80");
}

#[tokio::test]
async fn a_body_without_end_and_one_that_swells_stop_at_the_bound() {
    let (server, _) = server().await;
    let egress = egress(&[server.to_string()], Told::new(&["127.0.0.1"]));
    for path in ["endless", "bomb"] {
        let found = fetch(&egress, &format!("http://{server}/{path}")).await;
        assert_eq!(found.unwrap_err(), Unfetched::TooLarge(BYTES_MAX), "{path}");
    }
    let found = fetch(&egress, &format!("http://{server}/never")).await;
    assert_eq!(found.unwrap_err(), Unfetched::Slow);
}
