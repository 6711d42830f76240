//! `baton serve`.

use anyhow::{Context as _, bail};
use store::Db;
use tokio::net::TcpListener;

use super::say;
use crate::app::App;
use crate::config::Config;
use crate::secrets::Secrets;
use crate::{accounts, clock, control, http, jobs};

/// Holds the folder, opens the database, serves until told to stop.
pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let Some(_lock) = control::lock(&config.data)? else {
        bail!(
            "a server already runs on the data folder {}: stop it first, or choose another folder \
             with --data",
            config.data.display()
        );
    };
    let (listener, config) = bind(config).await?;
    let app = open(config).await?;
    if let Some(link) = accounts::setup_link(&app).await? {
        say(&format!("Welcome. Open this link once to set Baton up:\n  {}", link.address));
    }
    say(&format!("Baton listens on {}", app.config.origin()));
    serve(app, listener).await
}

/// Binds first, so that a port of 0 is known by its number afterwards.
pub(crate) async fn bind(mut config: Config) -> anyhow::Result<(TcpListener, Config)> {
    let listener = TcpListener::bind(config.listen).await.with_context(|| {
        format!("{} is taken: choose another address with --listen", config.listen)
    })?;
    config.listen = listener.local_addr()?;
    Ok((listener, config))
}

/// Opens the database and puts the app together. The caller holds the folder.
pub(crate) async fn open(config: Config) -> anyhow::Result<App> {
    let secrets = Secrets::open(&config)?;
    let place = config.database();
    let db = Db::open(&place).await.context("the database cannot be opened")?;
    if matches!(db, Db::Sqlite { .. }) {
        // The folder is ours alone, so whoever claimed a job is gone.
        let now = clock::now();
        db.write(move |tx| Box::pin(async move { tx.write_system().release_claims(now).await }))
            .await?;
    }
    let app = App::new(config, db, secrets);
    accounts::first_workspace(&app).await?;
    Ok(app)
}

/// Serves until SIGINT or SIGTERM: sockets say goodbye, running turns end, the last commit is made.
pub(crate) async fn serve(app: App, listener: TcpListener) -> anyhow::Result<()> {
    let control = control::bind(&app.config.data)?;
    let control = tokio::spawn(control::listen(app.clone(), control));
    accounts::release_all(&app).await?;
    let worker = tokio::spawn(jobs::work(app.clone()));
    tokio::spawn(warm(app.clone()));
    let push = tokio::spawn(crate::push::work(app.clone()));
    let sweep = tokio::spawn(crate::sweep::sweep(app.clone()));
    let forgets = tokio::spawn(crate::models::forget_daily(app.clone()));
    let stopper = app.clone();
    tokio::spawn(async move {
        asked_to_stop().await;
        stopper.stop();
        tracing::info!("stopping; asked once more, it ends at once");
        asked_to_stop().await;
        std::process::exit(1);
    });
    http::serve(app.clone(), listener).await?;
    app.stop();
    worker.await?;
    sweep.await?;
    forgets.await?;
    push.await?;
    control.await??;
    app.db.close().await;
    Ok(())
}

/// Compiles the patterns and builds every index before the first question asks for them.
async fn warm(app: App) {
    tokio::task::spawn_blocking(|| assistant::person::asks_for_person("", true));
    let warmed = async {
        for tenant in app.db.read().await?.system().tenants().await? {
            jobs::refresh(&app, tenant).await?;
        }
        Ok::<_, store::StoreError>(())
    };
    if let Err(error) = warmed.await {
        tracing::warn!(%error, "the indexes were not built ahead");
    }
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = match signal(SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be listened for");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
