//! A website of our own making, with all that makes reading one hard.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode, header};
use tokio::sync::Notify;

/// The site, and what was asked of it.
#[derive(Default)]
pub(super) struct Shop {
    /// How many help pages it has.
    pub(super) pages: u32,
    /// Paths asked for, in order.
    pub(super) paths: Mutex<Vec<String>>,
    /// What help pages say since; none for those that are gone.
    pub(super) changed: Mutex<HashMap<u32, Option<String>>>,
    /// Answers nothing but errors.
    pub(super) is_down: AtomicBool,
    /// Paths that answer with a status of their own, and lead to `/login` where it is a move.
    pub(super) astray: Mutex<HashMap<String, StatusCode>>,
    /// Paths that ask to come again at once, and how often they still do.
    pub(super) put_off: Mutex<HashMap<String, u32>>,
    /// The path at which whoever asks waits until the gate opens.
    pub(super) gate: Mutex<Option<String>>,
    pub(super) opened: Notify,
    pub(super) reached: Notify,
    /// Its links lead to all that is hard.
    pub(super) is_hard: bool,
    pub(super) visit: AtomicU64,
}

impl Shop {
    /// Serves it on this machine.
    pub(super) async fn serve(self) -> (Arc<Self>, SocketAddr) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shop = Arc::new(self);
        let routes = Router::new().fallback(answer).with_state(Arc::clone(&shop));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        (shop, address)
    }

    /// Paths in the order in which they were asked for.
    pub(super) fn asked(&self) -> Vec<String> {
        self.paths.lock().unwrap().clone()
    }

    pub(super) fn forget_asked(&self) {
        self.paths.lock().unwrap().clear();
    }

    pub(super) fn change(&self, page: u32, text: Option<&str>) {
        self.changed.lock().unwrap().insert(page, text.map(Into::into));
    }

    pub(super) fn lead_astray(&self, path: &str, status: StatusCode) {
        self.astray.lock().unwrap().insert(path.to_owned(), status);
    }

    pub(super) fn put_off(&self, path: &str, times: u32) {
        self.put_off.lock().unwrap().insert(path.to_owned(), times);
    }

    pub(super) fn close_gate(&self, path: &str) {
        *self.gate.lock().unwrap() = Some(path.to_owned());
    }

    pub(super) fn open_gate(&self) {
        self.gate.lock().unwrap().take();
        self.opened.notify_waiters();
    }

    fn front(&self) -> String {
        let mut links = String::from("<a href=/help/0>Help</a>");
        if self.is_hard {
            for path in [
                "/copy/1",
                "/copy/2",
                "/same/1",
                "/same/2",
                "/loop/a",
                "/circle",
                "/moved",
                "/calendar?year=2026&month=1",
                "/slow",
                "/broken",
                "/huge",
                "/bomb",
                "/gone",
                "/private/prices",
                "/hidden",
                "/care.txt",
                "/film",
                "/deep/",
                "/menu",
                "/locked",
                "http://elsewhere.example/",
                "mailto:help@shop.example",
                "/list?size=1&hue=2",
            ] {
                links.extend(["<a href='", path, "'>more</a> "]);
            }
        }
        page("Lamp shop", "We sell lamps and repair them.", &links)
    }

    /// Each page leads to two more, back to the front with a mark, and to itself by other names.
    fn help(&self, at: u32) -> Option<String> {
        if at >= self.pages {
            return None;
        }
        let text = match self.changed.lock().unwrap().get(&at) {
            Some(None) => return None,
            Some(Some(text)) => text.clone(),
            None => format!("Lamp number {at} costs {} pounds and weighs {at} grams.", at + 7),
        };
        let visit = self.visit.fetch_add(1, Ordering::Relaxed);
        let next = [2 * at + 1, 2 * at + 2].into_iter().filter(|next| *next < self.pages);
        let links: Vec<String> =
            next.map(|next| format!("<a href='/help/{next}'>next</a>")).collect();
        let links = format!(
            "{}<a href='/?utm_source=help{at}'>home</a>\
             <a href='{at}?sid={visit:032x}#top'>same</a>",
            links.concat()
        );
        Some(page(&format!("Lamp {at}"), &text, &links))
    }
}

fn page(title: &str, text: &str, links: &str) -> String {
    format!(
        "<!doctype html><title>{title}</title><nav>{links}</nav><main><h1>{title}</h1>\
         <p>{text}</p></main>"
    )
}

async fn answer(State(shop): State<Arc<Shop>>, request: Request) -> Response<Body> {
    let path = request.uri().path_and_query().unwrap().to_string();
    shop.paths.lock().unwrap().push(path.clone());
    if shop.is_down.load(Ordering::Relaxed) {
        return status(StatusCode::SERVICE_UNAVAILABLE);
    }
    if let Some(astray) = shop.astray.lock().unwrap().get(&path) {
        return with(status(*astray), header::LOCATION, "/login");
    }
    if let Some(times @ 1..) = shop.put_off.lock().unwrap().get_mut(&path) {
        *times -= 1;
        return with(status(StatusCode::TOO_MANY_REQUESTS), header::RETRY_AFTER, "0");
    }
    let opens = shop.opened.notified();
    if shop.gate.lock().unwrap().as_ref() == Some(&path) {
        shop.reached.notify_one();
        opens.await;
    }
    let (name, rest) = path[1..].split_once(['/', '?']).unwrap_or((&path[1..], ""));
    let number = || rest.split(['?', '#']).next().unwrap_or_default().parse::<u32>().ok();
    match name {
        "" => html(shop.front()),
        "help" => {
            let Some(found) = number().and_then(|at| shop.help(at)) else {
                return status(StatusCode::NOT_FOUND);
            };
            // Links change with each visit, so the tag is the text's.
            let tag = found.split("<main>").nth(1).unwrap_or_default();
            let tag = format!(
                "\"{:x}\"",
                tag.bytes().fold(7_u64, |sum, it| { sum.wrapping_mul(31).wrapping_add(it.into()) })
            );
            if request.headers().get(header::IF_NONE_MATCH).is_some_and(|it| *it == *tag) {
                return status(StatusCode::NOT_MODIFIED);
            }
            with(html(found), header::ETAG, &tag)
        }
        "maps" => {
            text("<urlset><url><loc>/help/1</loc></url><url><loc>/help/4</loc></url></urlset>")
        }
        "robots.txt" => text("User-agent: *\nDisallow: /private/\n"),
        "copy" => html(format!("<link rel=canonical href=/help/{rest}>{}", page("Copy", "x", ""))),
        "same" => html(page("Same", "Two addresses, one page.", "")),
        "loop" => to(if rest == "a" { "/loop/b" } else { "/loop/a" }),
        "circle" => to(if path.ends_with('/') { "/circle" } else { "/circle/" }),
        "moved" => to("/help/3"),
        _ => hard(name, rest).await,
    }
}

async fn hard(name: &str, rest: &str) -> Response<Body> {
    match name {
        "calendar" => {
            let month: u32 = rest.rsplit('=').next().unwrap().parse().unwrap();
            let next =
                |by: u32| format!("<a href='/calendar?year=2026&month={}'>next</a>", month + by);
            let links: String = (1..20).map(next).collect();
            html(page("Events", &format!("Nothing happens in month {month}."), &links))
        }
        "list" => {
            let links: Vec<String> = (0..50)
                .map(|at| format!("<a href='/list?size={at}&hue={}'>x</a>", at % 9))
                .collect();
            html(page("List", &format!("Filtered by {rest}."), &links.concat()))
        }
        "deep" => html(page("Deep", &format!("Deeper: {rest}"), "<a href='deep/'>down</a>")),
        "slow" => std::future::pending().await,
        "broken" => status(StatusCode::INTERNAL_SERVER_ERROR),
        "locked" => status(StatusCode::FORBIDDEN),
        "private" => html(page("Private", "Nobody reads this.", "")),
        "hidden" => html(format!("<meta name=robots content=noindex>{}", page("H", "Hidden.", ""))),
        "menu" => html("<!doctype html><body><nav><a href=/help/1>One</a></nav>".to_owned()),
        "care.txt" => text("Care\n\nWipe the shade of a lamp with a dry cloth."),
        "film" => with(status(StatusCode::OK), header::CONTENT_TYPE, "video/mp4"),
        "huge" => {
            let endless = futures_util::stream::repeat_with(|| {
                Ok::<_, std::io::Error>(vec![b'a'; 256 * 1024])
            });
            with(Response::new(Body::from_stream(endless)), header::CONTENT_TYPE, "text/html")
        }
        "bomb" => {
            let fast = flate2::Compression::fast();
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), fast);
            std::io::Write::write_all(&mut packed, &vec![b'a'; 24 * 1024 * 1024]).unwrap();
            let answer = Response::new(Body::from(packed.finish().unwrap()));
            let answer = with(answer, header::CONTENT_TYPE, "text/html");
            with(answer, header::CONTENT_ENCODING, "gzip")
        }
        _ => status(StatusCode::NOT_FOUND),
    }
}

fn html(content: String) -> Response<Body> {
    with(Response::new(Body::from(content)), header::CONTENT_TYPE, "text/html; charset=utf-8")
}

fn text(content: &'static str) -> Response<Body> {
    with(Response::new(Body::from(content)), header::CONTENT_TYPE, "text/plain")
}

fn to(path: &str) -> Response<Body> {
    with(status(StatusCode::FOUND), header::LOCATION, path)
}

fn status(status: StatusCode) -> Response<Body> {
    Response::builder().status(status).body(Body::empty()).unwrap()
}

fn with(mut answer: Response<Body>, name: header::HeaderName, value: &str) -> Response<Body> {
    answer.headers_mut().insert(name, value.parse().unwrap());
    answer
}
