//! A server to ask, and what it answers.

use std::net::{IpAddr, SocketAddr};

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use domain::access::Role;
use domain::id::{AssistantId, TeammateId, VisitorId};
use serde_json::Value;
use store::{Db, NewTeammate, StoreError, Tenant};
use tempfile::TempDir;
use tower::ServiceExt as _;

use super::place;
use crate::accounts::{self, NewSession};
use crate::app::App;
use crate::config::Config;
use crate::secrets::Secrets;
use crate::{clock, http};

/// A server on a database of its own, with a workspace, its assistant, and Olga, who owns it.
pub(crate) struct TestApp {
    pub(crate) app: App,
    pub(crate) tenant: Tenant,
    pub(crate) owner: Teammate,
    /// It goes with the test.
    pub(crate) _folder: TempDir,
}

/// A teammate, signed in.
#[derive(Debug, Clone)]
pub(crate) struct Teammate {
    pub(crate) id: TeammateId,
    pub(crate) token: String,
}

/// A visitor with their token.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    pub(crate) assistant: AssistantId,
    pub(crate) id: VisitorId,
    pub(crate) token: String,
}

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Who<'who> {
    Nobody,
    /// With the cookie of a session.
    Session(&'who str),
    /// With the token of a visitor.
    Visitor(&'who str),
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) json: Value,
}

impl Teammate {
    pub(crate) fn who(&self) -> Who<'_> {
        Who::Session(&self.token)
    }
}

impl Visitor {
    pub(crate) fn who(&self) -> Who<'_> {
        Who::Visitor(&self.token)
    }
}

impl Answer {
    /// The token in the cookie that was set.
    pub(crate) fn session(&self) -> String {
        let cookie = self.headers[header::SET_COOKIE].to_str().unwrap();
        cookie.split(';').next().unwrap().split_once('=').unwrap().1.to_owned()
    }

    pub(crate) fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }

    /// The field that the problem is about.
    pub(crate) fn field(&self) -> &str {
        self.json["fields"][0]["field"].as_str().unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// A problem as RFC 9457 has it, with our code.
    pub(crate) fn is_problem(&self) -> bool {
        self.header("content-type") == "application/problem+json"
            && self.json["status"] == self.status.as_u16()
            && !self.code().is_empty()
            && self.json["detail"].as_str().is_some_and(|detail| !detail.is_empty())
    }

    /// The body of an answer that must be good.
    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        assert!(self.status.is_success(), "{self:?}");
        self.json
    }
}

impl TestApp {
    /// On a file.
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// On a PostgreSQL server.
    pub(crate) async fn on_postgres() -> Self {
        let address = place::schema().await;
        Self::with(|config| config.database = Some(address)).await
    }

    /// With other settings.
    pub(crate) async fn with(set: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config { data: folder.path().to_owned(), ..Config::default() };
        set(&mut config);
        let db = Db::open(&config.database()).await.unwrap();
        let app = App::new(config, db, Secrets::new([7; 32]));
        let tenant = accounts::first_workspace(&app).await.unwrap();
        let owner = hire(&app, tenant, "Olga", Role::Owner).await;
        Self { app, tenant, owner, _folder: folder }
    }

    /// One more teammate, signed in; their address is `name@shop.example`.
    pub(crate) async fn teammate(&self, name: &str, role: Role) -> Teammate {
        hire(&self.app, self.tenant, name, role).await
    }

    /// One more session of a teammate.
    pub(crate) async fn session_of(&self, tenant: Tenant, teammate: TeammateId) -> String {
        let session = NewSession::new();
        let token = session.token.clone();
        self.app
            .db
            .write::<_, StoreError, _>(move |tx| {
                let session = session.clone();
                Box::pin(async move { session.store(tx, tenant, teammate).await })
            })
            .await
            .unwrap();
        token
    }

    /// One more workspace on the same server, with an owner.
    pub(crate) async fn other_workspace(&self) -> (Tenant, Teammate) {
        let tenant = self
            .app
            .db
            .write::<_, StoreError, _>(|tx| Box::pin(accounts::new_workspace(tx, "Elsewhere")))
            .await
            .unwrap();
        (tenant, hire(&self.app, tenant, "Otto", Role::Owner).await)
    }

    /// A visitor of the first assistant.
    pub(crate) async fn visitor(&self) -> Visitor {
        self.visitor_of(self.tenant).await
    }

    /// A visitor of a workspace's first assistant.
    pub(crate) async fn visitor_of(&self, tenant: Tenant) -> Visitor {
        let assistants = self.app.db.read().await.unwrap().of(tenant).assistants().await.unwrap();
        let (assistant, id) = (assistants[0].id, clock::new_id());
        let ((token, hash), at) = (clock::new_token(), clock::now());
        self.app
            .db
            .write::<_, StoreError, _>(move |tx| {
                let hash = hash.clone();
                Box::pin(async move {
                    tx.write_of(tenant).insert_visitor(id, &hash, assistant, at).await
                })
            })
            .await
            .unwrap();
        Visitor { assistant, id, token }
    }

    pub(crate) async fn get(&self, path: &str, who: Who<'_>) -> Answer {
        self.send(Method::GET, path, who, Value::Null).await
    }

    pub(crate) async fn post(&self, path: &str, who: Who<'_>, body: Value) -> Answer {
        self.send(Method::POST, path, who, body).await
    }

    /// Asks as the server's own pages do, from this machine.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        who: Who<'_>,
        body: Value,
    ) -> Answer {
        let origin = self.app.config.origin();
        self.send_from([127, 0, 0, 1].into(), &origin, method, path, who, body).await
    }

    /// The same, from another address or page.
    pub(crate) async fn send_from(
        &self,
        address: IpAddr,
        origin: &str,
        method: Method,
        path: &str,
        who: Who<'_>,
        body: Value,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ORIGIN, origin)
            .extension(ConnectInfo(SocketAddr::from((address, 40_000))));
        request = match who {
            Who::Nobody => request,
            Who::Session(token) => request.header(header::COOKIE, format!("baton={token}")),
            Who::Visitor(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
        };
        let body = match body {
            Value::Null => Body::empty(),
            body => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
        };
        self.ask(request.body(body).unwrap()).await
    }

    /// Asks whatever one likes.
    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response = http::router(self.app.clone()).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text, json }
    }

    /// Serves on a port of its own, for sockets.
    pub(crate) async fn serve(&self) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(http::serve(self.app.clone(), listener));
        address
    }
}

/// Puts a teammate into a workspace.
pub(crate) async fn hire(app: &App, tenant: Tenant, name: &str, role: Role) -> Teammate {
    let new = NewTeammate {
        id: clock::new_id(),
        name: name.to_owned(),
        email: format!("{}@shop.example", name.to_lowercase()),
        role,
        password: None,
        at: clock::now(),
    };
    let (id, session) = (new.id, NewSession::new());
    let token = session.token.clone();
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let (new, session) = (new.clone(), session.clone());
            Box::pin(async move {
                assert_eq!(tx.write_of(tenant).insert_teammate(&new).await?, Some(id));
                session.store(tx, tenant, id).await
            })
        })
        .await
        .unwrap();
    app.people_changed(tenant);
    Teammate { id, token }
}
