//! A server of our own, which can be killed and started again on the same folder and port.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

use anyhow::Result;
use tokio::process::Command;

use crate::child::Child;
use crate::program;

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
        let child = spawn(&folder, address, &setting).await?;
        let link = child.said.iter().find_map(|line| line.split_once("/link#"));
        let setup = link.map(|(_, token)| token.trim().to_owned());
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
        self.child.process()
    }

    /// SIGKILL: no goodbye, no last commit.
    pub(crate) async fn kill(&mut self) -> Result<()> {
        self.child.kill().await
    }

    /// Starts it again where it was.
    pub(crate) async fn again(&mut self) -> Result<()> {
        self.child = spawn(&self.folder, self.address, &self.setting).await?;
        Ok(())
    }
}

/// Returns once it listens.
async fn spawn(
    folder: &tempfile::TempDir,
    address: SocketAddr,
    setting: &Setting,
) -> Result<Child> {
    let binary = match &setting.binary {
        Some(binary) => binary.clone(),
        None => program::baton()?,
    };
    let mut command = Command::new(binary);
    command
        .arg("serve")
        .arg("--data")
        .arg(folder.path())
        .arg("--listen")
        .arg(address.to_string())
        .env("BATON_LOG_FILTER", "warn")
        .envs(setting.variables.iter().map(|(name, value)| (name, value)));
    if let Some(database) = &setting.database {
        command.arg("--database").arg(database);
    }
    Child::start(command).await
}
