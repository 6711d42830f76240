//! Reading a file in a process of its own, so that a hostile or broken one ends that process and
//! nothing else. The child is this program; see `child.rs` for what it does and `confine.rs` for
//! what it may.

mod child;
mod confine;

use std::path::PathBuf;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;

use knowledge::passage::Passage;
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;
use tokio::sync::Semaphore;

use child::WHOLE;
pub(crate) use child::{COMMAND, main};
pub(crate) use confine::is_confined;

/// Files read at once: each may take a gigabyte and a processor.
static AT_WORK: Semaphore = Semaphore::const_new(2);

/// Longest work on one file. It is the processor's time, so that a busy machine fails no file.
const CPU_SECONDS_MAX: u64 = 15;

/// Longest wait for one file, where it gets no processor.
const PATIENCE: Duration = Duration::from_secs(90);

/// Most memory of one file.
const MEMORY_BYTES_MAX: u64 = 1_024 * 1_024 * 1_024;

/// What was read from a file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Reading {
    /// The title found in it.
    pub(crate) title: String,
    /// Its passages, at least one.
    pub(crate) passages: Vec<Passage>,
    /// Its pages, where it has any.
    pub(crate) pages: u32,
    /// Those that hold only pictures, of which nothing is known.
    pub(crate) pictures_only: u32,
    /// All its text as it stands there, where it was asked for.
    pub(crate) text: Option<String>,
}

/// Why a file could not be read, and what to do, in plain words for its owner.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Unread {
    pub(crate) why: String,
    /// It was read, and there is nothing in it that could be learnt.
    pub(crate) is_empty: bool,
}

/// What a child says.
type Said = Result<Reading, Unread>;

impl From<String> for Unread {
    fn from(why: String) -> Self {
        Self { why, is_empty: false }
    }
}

/// Reads a file.
pub(crate) async fn read(name: &str, content: &[u8]) -> Said {
    ask([name], content).await
}

/// Reads a file, with all its text.
pub(crate) async fn read_whole(name: &str, content: &[u8]) -> Said {
    ask([name, WHOLE], content).await
}

async fn ask<const N: usize>(arguments: [&str; N], content: &[u8]) -> Said {
    let _place = AT_WORK.acquire().await.expect("it is never closed");
    match tokio::time::timeout(PATIENCE, ask_child(&arguments, content)).await {
        Ok(Ok(output)) => heard(&output),
        Ok(Err(error)) => {
            tracing::error!(%error, "the process that reads files could not be begun");
            let why = "The server could not begin to read it. Try again, and tell whoever runs the \
                       server if it stays so.";
            Err(why.to_owned().into())
        }
        Err(_) => Err(too_long().into()),
    }
}

async fn ask_child(arguments: &[&str], content: &[u8]) -> std::io::Result<Output> {
    let mut child = Command::new(program()?)
        .arg(COMMAND)
        .args(arguments)
        .env_clear()
        // A smaller first piece than the allocator likes, so that it fits the bound on memory.
        .env("MIMALLOC_ARENA_RESERVE", "64MiB")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let mut input = child.stdin.take();
    let write = async {
        if let Some(input) = &mut input {
            // A child that ended early says why itself.
            let _ = input.write_all(content).await;
        }
        drop(input);
    };
    let (output, ()) = tokio::join!(child.wait_with_output(), write);
    output
}

/// This program, also when its file was replaced since it began. A test is another program, which
/// lies beside ours.
fn program() -> std::io::Result<PathBuf> {
    if cfg!(test) {
        let tests = std::env::current_exe()?;
        let built = tests.ancestors().nth(2).map(|folder| folder.join("baton"));
        return built.ok_or_else(|| std::io::ErrorKind::NotFound.into());
    }
    if cfg!(target_os = "linux") { Ok("/proc/self/exe".into()) } else { std::env::current_exe() }
}

fn heard(output: &Output) -> Said {
    if output.status.success() {
        return serde_json::from_slice(&output.stdout).unwrap_or_else(|_| Err(broken().into()));
    }
    let ended = ending(output.status);
    tracing::warn!(?ended, status = %output.status, "a file ended its reader");
    let why = match ended {
        Ending::TooLong => too_long(),
        Ending::TooMuch => {
            let max = MEMORY_BYTES_MAX / (1024 * 1024);
            format!(
                "Reading it takes more than {max} MB of memory. Split it, or save it in another \
                 format, and try again."
            )
        }
        Ending::Other => broken(),
    };
    Err(why.into())
}

/// How a child ended that said nothing.
#[derive(Debug)]
enum Ending {
    TooLong,
    TooMuch,
    Other,
}

#[cfg(unix)]
fn ending(status: ExitStatus) -> Ending {
    use std::os::unix::process::ExitStatusExt as _;
    // By number, as the system gives them: abort (no memory), kill and the end of its time.
    match status.signal() {
        Some(6) => Ending::TooMuch,
        Some(9 | 24) => Ending::TooLong,
        _ => Ending::Other,
    }
}

#[cfg(not(unix))]
fn ending(_status: ExitStatus) -> Ending {
    Ending::Other
}

fn too_long() -> String {
    format!(
        "Reading it takes longer than {CPU_SECONDS_MAX} seconds. Split it, or save it in another \
         format, and try again."
    )
}

fn broken() -> String {
    "This file could not be read: it is broken in a way that we did not expect. Save it anew and \
     try again."
        .to_owned()
}
