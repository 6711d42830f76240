//! A PostgreSQL server of the bench's own, which keeps its promises: fsync is on.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};

use crate::program;

/// A running server; everything of it is thrown away when it ends.
pub(crate) struct Postgres {
    script: Child,
    /// The script ends when this does.
    hold: ChildStdin,
    /// postgres://...
    pub(crate) address: String,
    /// The process whose descendants serve.
    pub(crate) postmaster: u32,
}

impl Postgres {
    /// Starts one.
    pub(crate) async fn start() -> Result<Self> {
        let mut script = Command::new(program::root().join("scripts/with-postgres"))
            .args(["sh", "-c", r#"echo "$BATON_TEST_POSTGRES"; cat >/dev/null"#])
            .env("BATON_POSTGRES_FSYNC", "on")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("scripts/with-postgres does not start")?;
        let hold = script.stdin.take().context("the script has an input")?;
        let stdout = script.stdout.take().context("the script has an output")?;
        let address = BufReader::new(stdout).lines().next_line().await?;
        let address = address.context("PostgreSQL did not start")?;
        let (_, home) = address.split_once("host=").context("the address names its folder")?;
        let note = Path::new(home).join("data/postmaster.pid");
        let note = std::fs::read_to_string(&note)
            .with_context(|| format!("{} cannot be read", note.display()))?;
        let postmaster = note.lines().next().unwrap_or_default().parse()?;
        Ok(Self { script, hold, address, postmaster })
    }

    /// Ends it and waits until nothing of it is left.
    pub(crate) async fn stop(mut self) -> Result<()> {
        drop(self.hold);
        let status = self.script.wait().await?;
        ensure!(status.success(), "PostgreSQL ended badly ({status})");
        Ok(())
    }
}
