//! `baton demo`: a small shop with everything in it, on this machine only.

mod actions;
mod seed;
mod service;
mod site;

use std::path::Path;

use anyhow::{Context as _, bail};
use rust_embed::RustEmbed;
use store::Tenant;
use tokio::net::TcpListener;

use crate::app::App;
use crate::cli::{bind, open, say, serve};
use crate::config::{Config, Flags};
use crate::egress::Named;
use crate::{accounts, control};

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
    if fresh && config.database.is_some() {
        bail!("--fresh begins a demo on a file anew; make a new database instead");
    }
    let Some(_lock) = control::lock(&config.data)? else {
        bail!("the demo already runs on {}: stop it first", config.data.display());
    };
    prepare(&config.data, fresh)?;
    let (listener, mut config) = bind(config).await?;
    let site = bind_near(&config, 1).await?;
    let site_port = site.local_addr()?.port();
    let shop = bind_near(&config, 2).await?;
    let at = format!("127.0.0.1:{}", shop.local_addr()?.port());
    // The shop's own program stands on this machine, which nobody else's request may reach.
    config.allow_private_addresses.extend(at.parse::<Named>());
    config.templates_ask = Some(format!("http://{at}"));
    tokio::spawn(service::serve(shop));
    let app = open(config).await?;
    let tenant = tenant(&app).await?;
    let server = tokio::spawn(serve(app.clone(), listener));
    seed::seed(&app, tenant, site_port).await?;
    tokio::spawn(site::serve(app.clone(), tenant, site));
    greet(&app, site_port).await?;
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

/// The shop's site is another origin, as every customer's is, and so is its program: the ports
/// behind ours, or any free ones.
async fn bind_near(config: &Config, behind: u16) -> anyhow::Result<TcpListener> {
    let next = (config.listen.ip(), config.listen.port().wrapping_add(behind));
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
async fn greet(app: &App, site_port: u16) -> anyhow::Result<()> {
    let people = seed::people();
    let port = app.config.listen.port();
    let inbox = sign_in(app, &people[1].email, &format!("http://127.0.0.1:{port}")).await?;
    let dashboard = sign_in(app, &people[0].email, &format!("http://localhost:{port}")).await?;
    say(&format!(
        "
The demo is ready. Three addresses:

  the shop, as a visitor        http://127.0.0.1:{site_port}/
  the inbox, as {:<15} {inbox}
  the dashboard, as {:<11} {dashboard}

Both links sign in once. Try this:
  1. In the shop open the chat and ask: How long do I have to return an order?
  2. Ask something no document answers, such as: Do you offer piano lessons?
  3. Ask: Where is my order? Its number is A-1042; the payment of A-1043 has failed.
  4. Press \"Talk to a person\" and watch the conversation appear in the inbox.
  5. Take over, answer, hand back, resolve.

Stop with Ctrl-C. `make run DEMO=--fresh` begins anew.
",
        people[1].name, people[0].name,
    ));
    Ok(())
}

/// A link that signs in once, at another name of this machine.
async fn sign_in(app: &App, email: &str, origin: &str) -> anyhow::Result<String> {
    let link = accounts::sign_in_link(app, email).await?;
    let link = link.context("a teammate of the demo is missing: begin anew with --fresh")?;
    Ok(link.address.replace(&app.config.origin(), origin))
}
