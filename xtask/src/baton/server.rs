//! A server of our own, which can be killed and started again on the same folder and port.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// Longest wait for a server to listen.
const START_TIMEOUT: Duration = Duration::from_mins(1);

/// How a server is started.
#[derive(Debug, Default, Clone)]
pub(crate) struct Setting {
    /// The program; the `baton` beside this one unless told.
    pub(crate) binary: Option<PathBuf>,
    /// Where its folder is made; where temporary files go unless told.
    pub(crate) parent: Option<PathBuf>,
    /// A PostgreSQL server instead of a file, postgres://...
    pub(crate) database: Option<String>,
    /// Variables of its environment.
    pub(crate) variables: Vec<(&'static str, String)>,
}

/// A running server and the folder it keeps.
pub(crate) struct Server {
    folder: tempfile::TempDir,
    address: SocketAddr,
    setting: Setting,
    child: Child,
    /// The link with which the first owner sets it up.
    pub(crate) setup: Option<String>,
}

impl Server {
    /// Starts a server on a new folder and a free port.
    pub(crate) async fn start(database: Option<&str>) -> Result<Self> {
        let database = database.map(str::to_owned);
        Self::start_as(Setting { database, ..Setting::default() }).await
    }

    /// The same, with more said about how.
    pub(crate) async fn start_as(setting: Setting) -> Result<Self> {
        let folder = match &setting.parent {
            Some(parent) => tempfile::tempdir_in(parent)?,
            None => tempfile::tempdir()?,
        };
        // The port is free now and nobody else on this machine is told of it.
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = free.local_addr()?;
        drop(free);
        let (child, setup) = spawn(&folder, address, &setting).await?;
        Ok(Self { folder, address, setting, child, setup })
    }

    /// The address of a path.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Host and port.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The folder of its data.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The number of its process, while it runs.
    pub(crate) fn process(&self) -> Result<u32> {
        self.child.id().context("the server has ended")
    }

    /// SIGKILL: no goodbye, no last commit.
    pub(crate) async fn kill(&mut self) -> Result<()> {
        self.child.kill().await.context("the server could not be killed")
    }

    /// Starts it again where it was.
    pub(crate) async fn again(&mut self) -> Result<()> {
        let (child, _) = spawn(&self.folder, self.address, &self.setting).await?;
        self.child = child;
        Ok(())
    }
}

/// Returns once it listens, with the setup link if it printed one.
async fn spawn(
    folder: &tempfile::TempDir,
    address: SocketAddr,
    setting: &Setting,
) -> Result<(Child, Option<String>)> {
    let binary = match &setting.binary {
        Some(binary) => binary.clone(),
        None => beside_this()?,
    };
    let mut command = Command::new(binary);
    command
        .arg("serve")
        .arg("--data")
        .arg(folder.path())
        .arg("--listen")
        .arg(address.to_string())
        .env("BATON_LOG_FILTER", "warn")
        .envs(setting.variables.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    if let Some(database) = &setting.database {
        command.arg("--database").arg(database);
    }
    let mut child = command.spawn().context("the server does not start")?;
    let stdout = child.stdout.take().context("the server has no output")?;
    let mut lines = BufReader::new(stdout).lines();
    let mut setup = None;
    let listens = async {
        while let Some(line) = lines.next_line().await? {
            if let Some((_, token)) = line.split_once("/link#") {
                setup = Some(token.trim().to_owned());
            }
            if line.contains("listens on") {
                return Ok(());
            }
        }
        bail!("the server ended before it listened")
    };
    tokio::time::timeout(START_TIMEOUT, listens).await.context("the server is slow")??;
    // Whatever else it prints must not fill the pipe and block it.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok((child, setup))
}

fn beside_this() -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    let folder = here.parent().context("this program stands in a folder")?;
    Ok(folder.join("baton"))
}
