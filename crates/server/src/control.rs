//! The command line's way in: a socket in the data folder that only its owner can open.
//!
//! While a server holds the folder the commands speak to it; when none does, a command holds the
//! folder itself for as long as it runs and speaks to itself. So there is one way to do each thing.

use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::net::SocketAddr;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::routing::{get, post};
use axum::{Json, Router, body::Bytes};
use domain::limits::SOURCE_BYTES_MAX;
use domain::reach::Readers;
use serde::{Deserialize, Serialize};
use store::{Assistant, Tenant};
use tokio::net::UnixListener;

use crate::app::App;
use crate::asking::{self, Way};
use crate::http::Failure;
use crate::probe::Seen;
use crate::protocol::{
    AddSite, Asked, FreshLink, RefusedFile, SiteView, Sites, SourceView, Sources,
};
use crate::proxies::Proxies;
use crate::sources::{self, source_view};
use crate::{accounts, outgoing};

/// The lock of a data folder. It is let go when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "holding it is its use")] File);

/// Takes the folder, if nobody has it.
pub(crate) fn lock(folder: &Path) -> anyhow::Result<Option<Lock>> {
    // What visitors wrote is nobody's business on this machine but the server's.
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("the data folder {} cannot be made", folder.display()))?;
    let path = folder.join("lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
    match rustix::fs::flock(&file, rustix::fs::FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(Lock(file))),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be locked", path.display())),
    }
}

/// Where the socket of a folder is.
pub(crate) fn socket(folder: &Path) -> PathBuf {
    folder.join("control.sock")
}

/// Makes the socket. The caller holds the folder's lock.
pub(crate) fn bind(folder: &Path) -> anyhow::Result<UnixListener> {
    let path = socket(folder);
    // What a killed process left behind: the lock says that nobody listens there.
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let listener = UnixListener::bind(&path)
        .with_context(|| format!("the control socket {} cannot be made", path.display()))?;
    std::fs::set_permissions(&path, Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Answers commands until the server stops.
pub(crate) async fn listen(app: App, listener: UnixListener) -> anyhow::Result<()> {
    let routes = Router::new()
        .route("/sources", get(list).post(learn))
        .route("/sites", get(sites).post(add_site))
        .route("/ask", post(ask))
        .route("/reset", post(reset))
        .route("/about", get(about))
        .route("/probe", get(seen).post(probe))
        .layer(DefaultBodyLimit::max(SOURCE_BYTES_MAX + 1))
        .with_state(app.clone());
    let served =
        axum::serve(listener, routes).with_graceful_shutdown(async move { app.stopped().await });
    Ok(served.await?)
}

/// The command line works for the first workspace; there is one until more can be made.
async fn tenant(app: &App) -> Result<Tenant, Failure> {
    let tenants = app.db.read().await?.system().tenants().await?;
    tenants.into_iter().next().ok_or_else(Failure::not_found)
}

async fn list(State(app): State<App>) -> Result<Json<Sources>, Failure> {
    let tenant = tenant(&app).await?;
    let sources = app.db.read().await?.of(tenant).sources().await?;
    Ok(Json(Sources { sources: sources.iter().map(source_view).collect() }))
}

/// The name of a file to learn.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Named {
    pub(crate) name: String,
    /// Whom to teach besides those who learn all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) assistant: Option<String>,
}

/// What became of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Taken {
    Source(SourceView),
    Refused(RefusedFile),
}

async fn learn(
    State(app): State<App>,
    Query(named): Query<Named>,
    content: Bytes,
) -> Result<Json<Taken>, Failure> {
    let tenant = tenant(&app).await?;
    let whom = match &named.assistant {
        Some(name) => Some(assistant(&app, tenant, Some(name)).await?.id),
        None => None,
    };
    Ok(Json(match sources::take(&app, tenant, &named.name, content.to_vec()).await? {
        Ok(source) => {
            if let Some(whom) = whom {
                sources::learn_too(&app, tenant, whom, source.id.into()).await?;
            }
            Taken::Source(source)
        }
        Err(refused) => Taken::Refused(refused),
    }))
}

async fn sites(State(app): State<App>) -> Result<Json<Sites>, Failure> {
    let tenant = tenant(&app).await?;
    Ok(Json(Sites { sites: crate::sites::list(&app, tenant).await? }))
}

/// A website, and whom to teach it besides those who learn all.
#[derive(Debug, Serialize, Deserialize)]
struct Website {
    site: AddSite,
    assistant: Option<String>,
}

/// A website that is there already is read again.
async fn add_site(
    State(app): State<App>,
    Json(new): Json<Website>,
) -> Result<Json<SiteView>, Failure> {
    let tenant = tenant(&app).await?;
    let whom = match &new.assistant {
        Some(name) => Some(assistant(&app, tenant, Some(name)).await?.id),
        None => None,
    };
    let site = crate::sites::add_or_read(&app, tenant, new.site).await?;
    if let Some(whom) = whom {
        sources::learn_too(&app, tenant, whom, site.id.into()).await?;
    }
    Ok(Json(site))
}

/// A question, and whom it is put to.
#[derive(Debug, Serialize, Deserialize)]
struct Put {
    question: String,
    assistant: Option<String>,
}

async fn ask(State(app): State<App>, Json(put): Json<Put>) -> Result<Json<Asked>, Failure> {
    let tenant = tenant(&app).await?;
    let assistant = assistant(&app, tenant, put.assistant.as_deref()).await?;
    let way = Way { reader: Readers::Everyone, without_model: false };
    let asked = asking::ask(&app, tenant, assistant, &put.question, way).await?;
    Ok(Json(asked))
}

/// The assistant of a name, in whatever case; the only one where none is named.
async fn assistant(app: &App, tenant: Tenant, name: Option<&str>) -> Result<Assistant, Failure> {
    let mut all = app.db.read().await?.of(tenant).assistants().await?;
    all.retain(|assistant| assistant.archived_at.is_none());
    let names: Vec<String> = all.iter().map(|assistant| assistant.name.clone()).collect();
    let found = match name {
        Some(name) => {
            all.into_iter().find(|known| known.name.to_lowercase() == name.trim().to_lowercase())
        }
        None if all.len() > 1 => None,
        None => all.into_iter().next(),
    };
    found.ok_or_else(|| {
        let names = names.join(", ");
        Failure::field("assistant", format!("Say which with --assistant NAME. There are: {names}."))
    })
}

/// Whose password to reset.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Whose {
    pub(crate) email: String,
    /// Takes the second factor off too.
    #[serde(default)]
    pub(crate) second_factor: bool,
}

async fn reset(
    State(app): State<App>,
    Json(whose): Json<Whose>,
) -> Result<Json<FreshLink>, Failure> {
    let link = accounts::reset_link(&app, &whose.email, whose.second_factor).await?;
    link.map(Json).ok_or_else(|| Failure::field("email", "No teammate signs in with this address."))
}

/// What a running server says of itself.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct About {
    pub(crate) program: String,
    pub(crate) listen: SocketAddr,
    pub(crate) origin: String,
    pub(crate) trusted_proxies: Proxies,
    /// How many files and connections it may have open at once; no limit when absent.
    pub(crate) open_files_max: Option<u64>,
}

async fn about(State(app): State<App>) -> Json<About> {
    Json(About {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        listen: app.config.listen,
        origin: app.config.origin(),
        trusted_proxies: app.config.trusted_proxies.clone(),
        open_files_max: rustix::process::getrlimit(rustix::process::Resource::Nofile).current,
    })
}

async fn probe(State(app): State<App>) -> Json<Named> {
    Json(Named { name: app.probes.make(), assistant: None })
}

async fn seen(State(app): State<App>) -> Json<Option<Seen>> {
    Json(app.probes.seen())
}

/// Speaks to the server that holds a folder.
pub(crate) struct Client(reqwest::Client);

impl Client {
    /// A client of the folder's socket.
    pub(crate) fn new(folder: &Path) -> anyhow::Result<Self> {
        Ok(Self(outgoing::client().unix_socket(socket(folder)).build()?))
    }

    /// Sends a file to be learnt.
    pub(crate) async fn learn(
        &self,
        name: &str,
        content: Vec<u8>,
        assistant: Option<String>,
    ) -> anyhow::Result<Taken> {
        let named = Named { name: name.to_owned(), assistant };
        read(self.0.post("http://baton/sources").query(&named).body(content)).await
    }

    /// Has a website or feed learnt.
    pub(crate) async fn add_site(
        &self,
        site: AddSite,
        assistant: Option<String>,
    ) -> anyhow::Result<SiteView> {
        let new = Website { site, assistant };
        read(self.0.post("http://baton/sites").json(&new)).await
    }

    /// How far every website is.
    pub(crate) async fn sites(&self) -> anyhow::Result<Vec<SiteView>> {
        Ok(read::<Sites>(self.0.get("http://baton/sites")).await?.sites)
    }

    /// How far every source is.
    pub(crate) async fn sources(&self) -> anyhow::Result<Vec<SourceView>> {
        Ok(read::<Sources>(self.0.get("http://baton/sources")).await?.sources)
    }

    /// Tries a question.
    pub(crate) async fn ask(
        &self,
        question: &str,
        assistant: Option<String>,
    ) -> anyhow::Result<Asked> {
        let ask = Put { question: question.to_owned(), assistant };
        read(self.0.post("http://baton/ask").json(&ask)).await
    }

    /// Makes a link with which a teammate chooses a new password.
    pub(crate) async fn reset(
        &self,
        email: &str,
        second_factor: bool,
    ) -> anyhow::Result<FreshLink> {
        let whose = Whose { email: email.to_owned(), second_factor };
        read(self.0.post("http://baton/reset").json(&whose)).await
    }

    /// What the server says of itself.
    pub(crate) async fn about(&self) -> anyhow::Result<About> {
        read(self.0.get("http://baton/about")).await
    }

    /// A probe to send through the public address.
    pub(crate) async fn probe(&self) -> anyhow::Result<String> {
        Ok(read::<Named>(self.0.post("http://baton/probe")).await?.name)
    }

    /// What the server saw of it.
    pub(crate) async fn seen(&self) -> anyhow::Result<Option<Seen>> {
        read(self.0.get("http://baton/probe")).await
    }
}

/// The part of a problem that people read.
#[derive(Deserialize)]
struct Said {
    detail: String,
}

async fn read<T: serde::de::DeserializeOwned>(
    request: reqwest::RequestBuilder,
) -> anyhow::Result<T> {
    let response = request.send().await.context("the server does not answer")?;
    if response.status().is_success() {
        return Ok(response.json().await?);
    }
    let said = response.json::<Said>().await.context("the server said something else")?;
    bail!(said.detail)
}
