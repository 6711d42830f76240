//! What every answer carries, page by page.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};

use crate::tests::{TestApp, Who};

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it() {
    let test = TestApp::new().await;
    for path in ["/", "/inbox", "/api/me", "/api/nothing", "/widget.js", "/health", "/assets/x"] {
        let answer = test.get(path, Who::Nobody).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert!(!answer.header("referrer-policy").is_empty(), "{path}");
    }
    let private = test.get("/api/people", test.owner.who()).await;
    assert_eq!(private.header("cache-control"), "no-store");
    let dashboard = test.get("/", Who::Nobody).await;
    assert!(dashboard.header("content-security-policy").contains("script-src 'self';"));
}

#[tokio::test]
async fn only_the_allowed_sites_may_frame_the_panel() {
    let test = TestApp::new().await;
    let known = test.get("/api/assistants", test.owner.who()).await.ok();
    let (id, site) = (&known["assistants"][0]["id"], &known["assistants"][0]["site"]);
    let frame = format!("/frame/{}", site.as_str().unwrap());
    let policy = test.get(&frame, Who::Nobody).await;
    let policy = policy.header("content-security-policy").trim().to_owned();
    assert!(policy.ends_with("frame-ancestors 'self'"), "{policy}");
    assert!(!policy.contains("unsafe") && policy.contains("script-src 'self'"), "{policy}");
    let sites = json!({ "allowed_sites": ["https://shop.example", "http://localhost:8080/x"] });
    let path = format!("/api/assistants/{}", id.as_str().unwrap());
    test.send(Method::PATCH, &path, test.owner.who(), sites).await.ok();
    let policy = test.get(&frame, Who::Nobody).await;
    let policy = policy.header("content-security-policy");
    assert!(
        policy.ends_with("frame-ancestors 'self' https://shop.example http://localhost:8080"),
        "{policy}"
    );
    assert_eq!(test.get("/frame/nobody", Who::Nobody).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_page_that_may_not_frame_the_panel_gets_a_page_that_says_so() {
    let test = TestApp::new().await;
    let known = test.get("/api/assistants", test.owner.who()).await.ok();
    let (id, site) = (&known["assistants"][0]["id"], &known["assistants"][0]["site"]);
    let sites = json!({ "allowed_sites": ["https://shop.example"] });
    let path = format!("/api/assistants/{}", id.as_str().unwrap());
    test.send(Method::PATCH, &path, test.owner.who(), sites).await.ok();
    let frame = format!("/frame/{}", site.as_str().unwrap());
    let own = format!("{}/settings", test.app.config.origin());
    for (page, dest, allowed) in [
        ("https://shop.example/item?1", "iframe", true),
        (own.as_str(), "iframe", true),
        ("https://shop.example.evil.example/", "iframe", false),
        ("https://evil.example/https://shop.example", "iframe", false),
        ("http://shop.example/", "iframe", false),
        ("https://evil.example/", "document", true),
        ("no address", "iframe", true),
    ] {
        let request = Request::get(&frame).header("referer", page).header("sec-fetch-dest", dest);
        let answer = test.ask(request.body(Body::empty()).unwrap()).await;
        let policy = answer.header("content-security-policy");
        assert_eq!(policy.contains("frame-ancestors 'self'"), allowed, "{page} {dest}: {policy}");
        assert_eq!(answer.text.contains("/assets/refused.js"), !allowed, "{page} {dest}");
        assert!(allowed || !policy.contains("connect-src"), "it can do nothing: {policy}");
        assert!(answer.header("vary").contains("referer"), "{page} {dest}");
    }
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    let own = "https://chat.example";
    let test = TestApp::with(|config| config.public_url = Some(own.to_owned())).await;
    let link = crate::accounts::sign_in_link(&test.app, "olga@shop.example").await;
    let link = link.unwrap().unwrap().address;
    let token = link.strip_prefix("https://chat.example/link#").unwrap();
    let used = json!({ "token": token });
    let answer = test.post("/api/links/use", Who::Nobody, used.clone()).await;
    let cookie = answer.header("set-cookie").replace(&answer.session(), "TOKEN");
    assert_eq!(
        cookie,
        "__Host-baton=TOKEN; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure"
    );
    let plain = test.get("/api/me", test.owner.who()).await;
    assert_eq!(plain.status, StatusCode::UNAUTHORIZED, "a cookie of another name opens nothing");
    let here = [127, 0, 0, 1].into();
    let page = "http://127.0.0.1:8300";
    let foreign =
        test.send_from(here, page, Method::POST, "/api/links/use", Who::Nobody, used).await;
    assert_eq!(foreign.code(), "foreign_origin");
}

#[tokio::test]
async fn what_no_route_takes_is_a_problem_too() {
    let test = TestApp::new().await;
    for (method, path, status) in [
        (Method::GET, "/api/nothing", 404),
        (Method::PUT, "/api/me", 405),
        (Method::GET, "/api/socket", 400),
        (Method::POST, "/api/sources", 400),
        (Method::GET, "/api/conversations/not-an-id", 404),
        (Method::GET, "/api/conversations/%00", 404),
    ] {
        let answer = test.send(method.clone(), path, test.owner.who(), Value::Null).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path} {answer:?}");
        assert!(answer.is_problem(), "{method} {path} {answer:?}");
    }
    let wrong = test.send(Method::PUT, "/api/me", test.owner.who(), Value::Null).await;
    assert!(wrong.header("allow").contains("GET"), "{wrong:?}");
}
