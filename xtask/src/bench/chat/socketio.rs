//! The reference: `socketio/server.mjs`, installed from npm when it is first needed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::line::{Seat, Step};
use super::town::VisitorSeat;
use crate::baton::people::new_id;
use crate::child::Child;
use crate::program;

const PACKAGE: &str = include_str!("../socketio/package.json");
const SERVER: &str = include_str!("../socketio/server.mjs");

/// Installs it once beside what cargo builds, and returns where.
fn install() -> Result<PathBuf> {
    let folder = program::target()?.join("bench-socketio");
    fs::create_dir_all(&folder)?;
    let (package, server) = (folder.join("package.json"), folder.join("server.mjs"));
    let same = fs::read_to_string(&package).is_ok_and(|text| text == PACKAGE);
    fs::write(server, SERVER)?;
    if same && folder.join("node_modules/better-sqlite3/build").exists() {
        return Ok(folder);
    }
    fs::write(package, PACKAGE)?;
    eprintln!("installing socket.io and better-sqlite3 from npm; SQLite is compiled, for minutes");
    let status = std::process::Command::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--no-package-lock"])
        .current_dir(&folder)
        .status()
        .context("npm does not start")?;
    ensure!(status.success(), "npm install failed ({status})");
    Ok(folder)
}

/// Starts it on a new database in `data`, with a seat for everybody.
pub(crate) async fn start(
    data: &Path,
    visitors: usize,
    teammates: usize,
) -> Result<(Child, Vec<VisitorSeat>, Vec<Seat>)> {
    let mut command = tokio::process::Command::new("node");
    command.arg("server.mjs").arg(data).current_dir(install()?);
    let child = Child::start(command).await?;
    let (visitor, teammate) = (seat(&child, "visitor")?, seat(&child, "teammate")?);
    let talking = (0..visitors)
        .map(|_| VisitorSeat { seat: visitor.clone(), conversation: new_id().to_string() });
    let talking = talking.collect();
    let watching = vec![teammate; teammates];
    Ok((child, talking, watching))
}

/// How many messages it has stored.
pub(crate) async fn stored(child: &Child) -> Result<usize> {
    let mut seat = seat(child, "visitor")?;
    seat.opening.push(Step::Say(r#"421["count"]"#.to_owned()));
    let mut line = seat.open().await?;
    let answer = super::line::hear(&mut line, r#""count":"#).await?;
    let digits: String = answer.chars().skip_while(|c| *c != ':').skip(1).collect();
    let digits = digits.trim_end_matches(|c: char| !c.is_ascii_digit());
    digits.parse().with_context(|| format!("{answer} is no count"))
}

fn seat(child: &Child, role: &str) -> Result<Seat> {
    Ok(Seat {
        address: child.address()?,
        path: "/socket.io/?EIO=4&transport=websocket",
        headers: vec![],
        // engine.io opens with 0; a client of socket.io joins with 40 and is answered by 40.
        opening: vec![
            Step::Hear(r#"0{"sid""#),
            Step::Say(format!(r#"40{{"role":"{role}"}}"#)),
            Step::Hear(r#"40{"sid""#),
        ],
        watches: role == "teammate",
    })
}
