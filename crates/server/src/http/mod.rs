//! HTTP: the route table, who may pass, and the shape of errors.
//!
//! No rule of the product lives here: handlers read a request, ask `inbox` or `store`, and write
//! an answer.

mod account;
mod action_runs;
mod action_versions;
mod actions;
mod assets;
mod assistant_life;
mod assistants;
mod availability;
mod back;
mod conversations;
mod embeddings;
mod feeds;
mod going_live;
mod guard;
mod handoffs;
mod health;
mod hours;
mod identity;
pub(crate) mod input;
mod invitations;
mod levels;
mod links;
mod looks;
mod mail;
mod models;
mod openapi;
mod packet;
mod people;
pub(crate) mod pictures;
mod poll;
mod problem;
mod promises;
mod push;
mod reaches;
mod route;
mod routes;
mod rules;
mod second_factor;
mod serve;
mod sessions;
mod setup;
mod sites;
mod sources;
mod tags;
mod teams;
mod transcripts;
mod trial;
mod tries;
mod turns;
mod usage;
mod versions;
mod visitor;
mod workspace;
mod written;

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use axum::middleware;
use domain::limits::REQUEST_BYTES_MAX;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

use crate::app::App;
use crate::protocol::ProblemCode;

pub(crate) use assets::media_type;
pub(crate) use conversations::{note_seen as teammate_seen, perform as teammate_command};
pub(crate) use guard::SignedIn;
pub(crate) use input::{
    email as visitor_email, one_line, page as visitor_page, signed_name as visitor_name, within,
};
pub(crate) use openapi::description;
pub(crate) use poll::{followed, present, read_thread, read_visitor_threads, real as real_cursor};
pub(crate) use problem::Failure;
#[cfg(test)]
pub(crate) use route::Route;
#[cfg(test)]
pub(crate) use routes::table;
pub(crate) use serve::serve;
pub(crate) use visitor::{note_seen as visitor_seen, perform_from as visitor_command};

/// Longest time an ordinary request may take; long polls and sockets are answered before it.
const REQUEST_TIMEOUT: Duration = Duration::from_mins(1);

/// Everything the server answers.
pub(crate) fn router(app: App) -> Router {
    let mut router = Router::new();
    for route in routes::table() {
        let guard = middleware::from_fn_with_state((app.clone(), route.permission), guard::guard);
        let limit = route.bytes_max.unwrap_or(REQUEST_BYTES_MAX);
        let handler = route
            .handler
            .route_layer(guard)
            .layer::<_, Infallible>(RequestBodyLimitLayer::new(limit));
        router = router.route(route.path, handler);
    }
    router
        .fallback(assets::dashboard)
        .layer(middleware::from_fn(timed))
        .layer(middleware::from_fn(as_problem))
        .layer(middleware::from_fn(headers))
        .layer(CatchPanicLayer::custom(|_| panicked()))
        .with_state(app)
}

/// Headers that every answer carries unless it says otherwise.
async fn headers(request: Request<Body>, next: middleware::Next) -> Response<Body> {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    ] {
        headers.entry(name).or_insert(header::HeaderValue::from_static(value));
    }
    response
}

/// What the framework refuses by itself is said in the same shape as everything else.
async fn as_problem(request: Request<Body>, next: middleware::Next) -> Response<Body> {
    let is_api = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let is_problem = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == problem::MEDIA_TYPE);
    if !is_api || !is_error || is_problem {
        return response;
    }
    let (code, detail) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            (ProblemCode::TooLarge, "This is larger than what is taken here. Shorten it.")
        }
        StatusCode::NOT_FOUND => (ProblemCode::NotFound, "There is no such thing here."),
        status if status.is_server_error() => (ProblemCode::Internal, "The server failed."),
        _ => (ProblemCode::Invalid, "This request does not fit what its address takes."),
    };
    let mut said = problem::answer(problem::problem(status, code, detail));
    if let Some(allow) = response.headers().get(header::ALLOW) {
        said.headers_mut().insert(header::ALLOW, allow.clone());
    }
    said
}

async fn timed(request: Request<Body>, next: middleware::Next) -> Response<Body> {
    // An upload takes as long as its line does, and ends when the line does.
    if request.headers().get(header::CONTENT_TYPE).is_some_and(is_form) {
        return next.run(request).await;
    }
    match tokio::time::timeout(REQUEST_TIMEOUT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => problem::answer(problem::problem(
            StatusCode::SERVICE_UNAVAILABLE,
            ProblemCode::Busy,
            "The server took too long. Try again.",
        )),
    }
}

fn is_form(kind: &header::HeaderValue) -> bool {
    kind.as_bytes().starts_with(b"multipart/")
}

fn panicked() -> Response<Body> {
    tracing::error!("a request panicked");
    problem::answer(problem::problem(
        StatusCode::INTERNAL_SERVER_ERROR,
        ProblemCode::Internal,
        "Something went wrong here. Try again; if it stays, look at the server's log.",
    ))
}
