//! A server in a process of its own: started, heard from once it listens, ended with its value.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child as Process, Command};

/// Longest wait for it to listen.
const START_TIMEOUT: Duration = Duration::from_mins(1);

/// What it says then, and before where.
const LISTENS: &str = "listens on ";

/// A running server.
pub(crate) struct Child {
    process: Process,
    /// What it said until it listened.
    pub(crate) said: Vec<String>,
}

impl Child {
    /// Starts one and returns when it says that it listens.
    pub(crate) async fn start(mut command: Command) -> Result<Self> {
        let mut process = command
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {command:?}"))?;
        let stdout = process.stdout.take().context("it has no output")?;
        let mut lines = BufReader::new(stdout).lines();
        let mut said = Vec::new();
        let listens = async {
            while let Some(line) = lines.next_line().await? {
                let is_last = line.contains(LISTENS);
                said.push(line);
                if is_last {
                    return Ok(());
                }
            }
            bail!("the server ended before it listened")
        };
        tokio::time::timeout(START_TIMEOUT, listens).await.context("the server is slow")??;
        // Whatever else it prints must not fill the pipe and block it.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { process, said })
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> Result<u32> {
        self.process.id().context("the server has ended")
    }

    /// Where it is, if it says nothing but the port.
    pub(crate) fn address(&self) -> Result<SocketAddr> {
        let port = self.said.last().and_then(|line| line.strip_prefix(LISTENS));
        let port = port.context("it does not say its port")?.trim().parse()?;
        Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
    }

    /// SIGKILL: no goodbye, no last commit.
    pub(crate) async fn kill(&mut self) -> Result<()> {
        self.process.kill().await.context("the server could not be killed")
    }
}
