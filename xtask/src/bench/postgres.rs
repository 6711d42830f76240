//! A PostgreSQL server of the bench's own, which keeps its promises: fsync is on.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};

use crate::program;

/// Says where the server and its programs are, and waits for its input to end.
const SCRIPT: &str =
    r#"printf '%s\n' "$BATON_TEST_POSTGRES" "$BATON_POSTGRES_PROGRAMS"; cat >/dev/null"#;

/// A running server; everything of it is thrown away when it ends.
pub(crate) struct Postgres {
    script: Child,
    /// The script ends when this does.
    hold: ChildStdin,
    /// postgres://...
    pub(crate) address: String,
    /// The folder of its programs.
    programs: PathBuf,
    /// The process whose children serve.
    pub(crate) postmaster: u32,
}

impl Postgres {
    /// Starts one.
    pub(crate) async fn start() -> Result<Self> {
        let mut script = Command::new(program::root().join("scripts/with-postgres"))
            .args(["sh", "-c", SCRIPT])
            .env("BATON_POSTGRES_FSYNC", "on")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("scripts/with-postgres does not start")?;
        let hold = script.stdin.take().context("the script has an input")?;
        let stdout = script.stdout.take().context("the script has an output")?;
        let mut lines = BufReader::new(stdout).lines();
        let address = lines.next_line().await?.context("PostgreSQL did not start")?;
        let programs = lines.next_line().await?.context("the script names its programs")?.into();
        let (_, home) = address.split_once("host=").context("the address names its folder")?;
        let note = Path::new(home).join("data/postmaster.pid");
        let note = std::fs::read_to_string(&note)
            .with_context(|| format!("{} cannot be read", note.display()))?;
        let postmaster = note.lines().next().unwrap_or_default().parse()?;
        Ok(Self { script, hold, address, programs, postmaster })
    }

    /// Lets it count its rows, as it does by itself within the first minute of a server's life.
    /// Until then it keeps the plans that it made for empty tables.
    pub(crate) async fn analyze(&self) -> Result<()> {
        let psql = self.programs.join("psql");
        let mut analyze = Command::new(&psql);
        analyze.args(["--quiet", "--no-psqlrc", "--command", "ANALYZE", &self.address]);
        let status = analyze.status().await;
        let status = status.with_context(|| format!("{} does not start", psql.display()))?;
        ensure!(status.success(), "ANALYZE failed ({status})");
        Ok(())
    }

    /// Ends it and waits until nothing of it is left.
    pub(crate) async fn stop(mut self) -> Result<()> {
        drop(self.hold);
        let status = self.script.wait().await?;
        ensure!(status.success(), "PostgreSQL ended badly ({status})");
        Ok(())
    }
}
