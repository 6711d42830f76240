//! `baton demo`: a small shop with everything in it, on this machine only.

mod seed;
mod site;

use std::path::Path;

use anyhow::{Context as _, bail};
use domain::id::TeammateId;
use domain::limits::LINK_VALID_MS;
use rust_embed::RustEmbed;
use store::{LinkKind, NewLink, Tenant};
use tokio::net::TcpListener;

use crate::app::App;
use crate::cli::{bind, link_at, open, say, serve};
use crate::config::{Config, Flags};
use crate::{clock, control};

/// The shop's documents, its site and what its inbox begins with.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../demo"]
struct Files;

/// What says that a folder holds a demo, so that `--fresh` never empties another one.
const MARK: &str = "this-is-a-demo";

/// Runs the demo until stopped.
pub(crate) async fn run(mut config: Config, flags: &Flags, fresh: bool) -> anyhow::Result<()> {
    if flags.data.is_none() && config.data == Config::default().data {
        config.data = "demo-data".into();
    }
    let Some(_lock) = control::lock(&config.data)? else {
        bail!("the demo already runs on {}: stop it first", config.data.display());
    };
    prepare(&config.data, fresh)?;
    let (listener, config) = bind(config).await?;
    let site = bind_site(&config).await?;
    let site_port = site.local_addr()?.port();
    let app = open(config).await?;
    let tenant = tenant(&app).await?;
    let server = tokio::spawn(serve(app.clone(), listener));
    seed::seed(&app, tenant, site_port).await?;
    tokio::spawn(site::serve(app.clone(), tenant, site));
    greet(&app, tenant, site_port).await?;
    server.await?
}

/// Empties the folder when asked to, but only one that a demo made.
fn prepare(folder: &Path, fresh: bool) -> anyhow::Result<()> {
    let mark = folder.join(MARK);
    let is_new = !folder.join("baton.db").exists();
    if !is_new && !mark.exists() {
        bail!(
            "{} holds a database that is no demo: choose another folder with --data",
            folder.display()
        );
    }
    if fresh && !is_new {
        for file in ["baton.db", "baton.db-wal", "baton.db-shm"] {
            match std::fs::remove_file(folder.join(file)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error).context("the old demo cannot be removed");
                }
                _ => {}
            }
        }
    }
    std::fs::write(mark, "Made by baton demo. It may be deleted.\n")?;
    Ok(())
}

/// The shop's site is another origin, as every customer's is: the next port, or any free one.
async fn bind_site(config: &Config) -> anyhow::Result<TcpListener> {
    let next = (config.listen.ip(), config.listen.port().wrapping_add(1));
    match TcpListener::bind(next).await {
        Ok(listener) => Ok(listener),
        Err(_) => Ok(TcpListener::bind((config.listen.ip(), 0)).await?),
    }
}

async fn tenant(app: &App) -> anyhow::Result<Tenant> {
    let tenants = app.db.read().await?.system().tenants().await?;
    tenants.into_iter().next().context("the workspace is missing")
}

/// Prints the three addresses and what to try. The owner's link names this machine differently, so
/// that both can be signed in side by side in one browser.
async fn greet(app: &App, tenant: Tenant, site_port: u16) -> anyhow::Result<()> {
    let people = seed::people();
    let (owner, agent) = (find(app, tenant, &people[0].email), find(app, tenant, &people[1].email));
    let (owner, agent) = (owner.await?, agent.await?);
    let port = app.config.listen.port();
    let inbox = sign_in_link(app, tenant, agent, &format!("http://127.0.0.1:{port}")).await?;
    let dashboard = sign_in_link(app, tenant, owner, &format!("http://localhost:{port}")).await?;
    say(&format!(
        "
The demo is ready. Three addresses:

  the shop, as a visitor        http://127.0.0.1:{site_port}/
  the inbox, as {:<15} {inbox}
  the dashboard, as {:<11} {dashboard}

Both links sign in once. Try this:
  1. In the shop open the chat and ask: How long do I have to return an order?
  2. Ask something no document answers, such as: Do you sell gift wrapping paper?
  3. Press \"Talk to a person\" and watch the conversation appear in the inbox.
  4. Take over, answer, hand back, resolve.

Stop with Ctrl-C. `baton demo --fresh` begins anew.
",
        people[1].name, people[0].name,
    ));
    Ok(())
}

async fn find(app: &App, tenant: Tenant, email: &str) -> anyhow::Result<TeammateId> {
    let teammates = app.db.read().await?.of(tenant).teammates().await?;
    let found = teammates.into_iter().find(|teammate| teammate.email == email);
    Ok(found.context("a teammate of the demo is missing: begin anew with --fresh")?.id)
}

async fn sign_in_link(
    app: &App,
    tenant: Tenant,
    teammate: TeammateId,
    origin: &str,
) -> anyhow::Result<String> {
    let (token, hash) = clock::new_token();
    let link = NewLink {
        id: clock::new_id(),
        token: hash,
        kind: LinkKind::SignIn,
        teammate: Some(teammate),
        email: None,
        role: None,
        expires_at: clock::now() + LINK_VALID_MS,
    };
    app.db
        .write::<_, store::StoreError, _>(move |tx| {
            let link = link.clone();
            Box::pin(async move { tx.write_of(tenant).insert_link(&link).await })
        })
        .await?;
    Ok(link_at(origin, &token))
}
