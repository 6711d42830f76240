//! Bodies and queries that do not fit are refused in words, at every route (TRUST 22, 52).

use axum::body::Body;
use axum::http::{Request, header};
use domain::access::Permission;
use serde_json::Value;

use super::name;
use super::rows::{self, Try};
use super::world::World;
use crate::http::{Route, table};
use crate::tests::{Answer, TestApp, Who};

on_both!(unknown_fields_are_refused, what_is_no_body_is_refused_in_words);

impl World {
    /// Whoever may use the route.
    fn insider(&self, route: &Route) -> Who<'_> {
        match route.permission {
            Permission::Public => Who::Nobody,
            Permission::Converse => self.us.visitor.who(),
            _ => self.test.owner.who(),
        }
    }
}

fn tries(rows: Vec<rows::Row>, route: &Route) -> Vec<Try> {
    let route = name(&route.method, route.path);
    rows.into_iter().find(|row| row.route == route).unwrap().tries
}

async fn unknown_fields_are_refused(test: TestApp) {
    let world = World::new(test).await;
    let before = world.snapshot().await;
    let mut refused = 0;
    for route in table() {
        let who = world.insider(&route);
        for tried in tries(rows::all(&world), &route) {
            if !route.query.is_empty() {
                let and = if tried.path.contains('?') { '&' } else { '?' };
                let path = format!("{}{and}workspace_id=somewhere", tried.path);
                let answer = world.test.send(route.method.clone(), &path, who, Value::Null).await;
                assert_eq!(answer.status.as_u16(), 400, "{path}: {answer:?}");
                assert!(answer.is_problem(), "{path}: {answer:?}");
                refused += 1;
            }
            for body in route.takes.iter().flat_map(|_| with_unknown_fields(&tried.body)) {
                let line = format!("{} {} {body}", route.method, tried.path);
                let answer = world.test.send(route.method.clone(), &tried.path, who, body).await;
                assert_eq!(answer.status.as_u16(), 422, "{line}: {answer:?}");
                assert!(answer.is_problem() && answer.code() == "invalid", "{line}: {answer:?}");
                refused += 1;
            }
        }
    }
    assert!(refused > 30, "{refused}");
    assert_eq!(world.snapshot().await, before);
}

/// Every object inside a body, each with a field that nobody knows.
fn with_unknown_fields(body: &Value) -> Vec<Value> {
    let Value::Object(fields) = body else { return vec![] };
    let mut more = fields.clone();
    more.insert("workspace_id".to_owned(), "somewhere".into());
    let mut all = vec![Value::Object(more)];
    // A page may pass in what it likes there.
    for (key, inner) in fields.iter().filter(|(key, _)| *key != "attributes") {
        for inner in with_unknown_fields(inner) {
            let mut changed = fields.clone();
            changed.insert(key.clone(), inner);
            all.push(Value::Object(changed));
        }
    }
    all
}

async fn what_is_no_body_is_refused_in_words(test: TestApp) {
    let world = World::new(test).await;
    let before = world.snapshot().await;
    let deep = "[".repeat(60_000);
    let deeper = format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
    let large = format!("{{\"text\":\"{}\"}}", "x".repeat(500_000));
    let bodies = ["", "{", "null", "[]", "7", "\"x\"", "{}", "\u{0}", &deep, &deeper, &large];
    for route in table().into_iter().filter(|route| route.takes.is_some()) {
        let path = tries(rows::all(&world), &route).remove(0).path;
        for body in bodies {
            for kind in [Some("application/json"), Some("text/plain"), None] {
                let answer = world.raw(&route, &path, kind, body).await;
                // Every field of a change or a question may be left out.
                let is_empty = ["{}", "[]"].contains(&body) && kind == Some("application/json");
                assert!(answer.is_problem() || is_empty, "{path} {kind:?}: {answer:?}");
                assert!(!answer.status.is_server_error(), "{path} {kind:?}: {answer:?}");
            }
        }
    }
    let upload =
        table().into_iter().find(|route| route.path == "/api/sources" && route.bytes_max.is_some());
    for kind in [None, Some("application/json"), Some("multipart/form-data; boundary=x")] {
        let answer = world.raw(upload.as_ref().unwrap(), "/api/sources", kind, "--x--").await;
        assert!(answer.status.is_client_error() && answer.is_problem(), "{kind:?}: {answer:?}");
    }
    assert_eq!(world.snapshot().await, before);
}

impl World {
    async fn raw(&self, route: &Route, path: &str, kind: Option<&str>, body: &str) -> Answer {
        let mut request = Request::builder().method(route.method.clone()).uri(path);
        request = match self.insider(route) {
            Who::Nobody => request,
            Who::Session(token) => request.header(header::COOKIE, format!("baton={token}")),
            Who::Visitor(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
        };
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        request = request.header(header::CONTENT_LENGTH, body.len());
        self.test.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }
}
