//! A server of somebody else's: started, heard from once it listens, ended with its value.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child as Process, Command};

/// Longest wait for it to listen.
const START_TIMEOUT: Duration = Duration::from_mins(1);

/// A running server.
pub(crate) struct Child {
    process: Process,
    pub(crate) address: SocketAddr,
}

impl Child {
    /// Starts one that says `listens on PORT` on its standard output.
    pub(crate) async fn start(mut command: Command) -> Result<Self> {
        let mut process = command
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {command:?}"))?;
        let stdout = process.stdout.take().context("it has no output")?;
        let mut lines = BufReader::new(stdout).lines();
        let listens = async {
            while let Some(line) = lines.next_line().await? {
                if let Some(port) = line.strip_prefix("listens on ") {
                    return Ok(port.trim().parse::<u16>()?);
                }
            }
            bail!("it ended before it listened")
        };
        let port = tokio::time::timeout(START_TIMEOUT, listens).await.context("it is slow")??;
        Ok(Self { process, address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)) })
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> Result<u32> {
        self.process.id().context("it has ended")
    }
}
