//! The server through its real router, on a real file.

mod accounts;

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

use crate::accounts::NewSession;
use crate::app::App;
use crate::config::Config;
use crate::{clock, http};

/// A server on a folder of its own, with a workspace, its assistant, and Olga, who owns it.
pub(crate) struct TestApp {
    pub(crate) app: App,
    pub(crate) tenant: Tenant,
    pub(crate) owner: Teammate,
    _folder: TempDir,
}

/// A teammate, signed in.
#[derive(Debug, Clone)]
pub(crate) struct Teammate {
    pub(crate) id: TeammateId,
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
    pub(crate) json: Value,
}

impl Teammate {
    pub(crate) fn who(&self) -> Who<'_> {
        Who::Session(&self.token)
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
}

impl TestApp {
    /// A workspace that Olga owns.
    pub(crate) async fn new() -> Self {
        let (app, folder) = empty().await;
        let tenant = crate::accounts::first_workspace(&app).await.unwrap();
        let owner = hire(&app, tenant, "Olga", Role::Owner).await;
        Self { app, tenant, owner, _folder: folder }
    }

    /// One more teammate, signed in; their address is `name@shop.example`.
    pub(crate) async fn teammate(&self, name: &str, role: Role) -> Teammate {
        hire(&self.app, self.tenant, name, role).await
    }

    /// One more workspace on the same server, with an owner.
    pub(crate) async fn other_workspace(&self) -> (Tenant, Teammate) {
        let tenant = self
            .app
            .db
            .write::<_, StoreError, _>(|tx| {
                Box::pin(crate::accounts::new_workspace(tx, "Elsewhere"))
            })
            .await
            .unwrap();
        (tenant, hire(&self.app, tenant, "Otto", Role::Owner).await)
    }

    /// A visitor of the first assistant, with their token.
    pub(crate) async fn visitor(&self) -> (AssistantId, VisitorId, String) {
        let tenant = self.tenant;
        let assistants = self.app.db.read().await.unwrap().of(tenant).assistants().await.unwrap();
        let (assistant, visitor) = (assistants[0].id, clock::new_id());
        let ((token, hash), at) = (clock::new_token(), clock::now());
        self.app
            .db
            .write::<_, StoreError, _>(move |tx| {
                let hash = hash.clone();
                Box::pin(async move {
                    tx.write_of(tenant).insert_visitor(visitor, &hash, assistant, at).await
                })
            })
            .await
            .unwrap();
        (assistant, visitor, token)
    }

    /// Asks as the server's own pages do, from this machine.
    pub(crate) async fn request(
        &self,
        method: Method,
        path: &str,
        who: Who<'_>,
        body: Value,
    ) -> (StatusCode, Value) {
        let answer = self.send(method, path, who, body).await;
        (answer.status, answer.json)
    }

    /// The same, with the headers of the answer.
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
        let router = http::router(self.app.clone());
        let response = router.oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status: parts.status, headers: parts.headers, json }
    }

    /// Serves on a port of its own, for sockets.
    pub(crate) async fn serve(&self) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(http::serve(self.app.clone(), listener));
        address
    }
}

/// A server in which nobody works yet.
pub(crate) async fn empty() -> (App, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data: folder.path().to_owned(), ..Config::default() };
    let db = Db::open(&config.database()).await.unwrap();
    (App::new(config, db), folder)
}

async fn hire(app: &App, tenant: Tenant, name: &str, role: Role) -> Teammate {
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
