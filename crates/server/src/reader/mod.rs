//! Reading a file in a process of its own, so that a hostile or broken one ends that process and
//! nothing else. The child is this program; see `child.rs` for what it does and `confine.rs` for
//! what it may.

mod child;
mod confine;
mod eyes;

use std::path::PathBuf;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;

use knowledge::feed::{Field, Item, Roles};
use knowledge::passage::Passage;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use tokio::sync::{Semaphore, SemaphorePermit};

pub(crate) use child::{COMMAND, main};
use child::{LIST, NOT_BOUNDED, WHOLE};
pub(crate) use confine::is_confined;
pub(crate) use eyes::{COMMAND as LOOK, Tesseract, eyes, look};

/// Files read at once: each may take a gigabyte and a processor.
static AT_WORK: Semaphore = Semaphore::const_new(2);

/// Longest work on one file. It is the processor's time, so that a busy machine fails no file.
const CPU_SECONDS_MAX: u64 = 15;

/// Longest wait for one file, where it gets no processor.
const PATIENCE: Duration = Duration::from_secs(90);

/// Most memory of one file.
const MEMORY_BYTES_MAX: u64 = 1_024 * 1_024 * 1_024;

/// Longest that a child says, as JSON.
const SAID_BYTES_MAX: u64 = 128 * 1_024 * 1_024;

/// Longest that it complains, for the log.
const COMPLAINT_BYTES_MAX: u64 = 4_096;

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
    /// Its pages, where all of them hold only pictures.
    pub(crate) pictures_only: u32,
    /// The process that read it ended before it could say anything.
    pub(crate) cut_short: bool,
}

/// What a child says of a file.
type Said = Result<Reading, Unread>;

/// What is known of a list of products or lots: found at the first reading, and kept, so that items
/// are known again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ListPlan {
    /// The field that tells its items apart.
    pub(crate) key: Option<String>,
    /// Where in the file it stands.
    pub(crate) place: Option<String>,
    /// Fields that are told to nobody.
    #[serde(default)]
    pub(crate) left_out: Option<Vec<String>>,
}

/// What was read from a list of products or lots.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Listed {
    /// What its items say.
    pub(crate) fields: Vec<Field>,
    /// Which of that is what; none where there is no item.
    pub(crate) roles: Option<Roles>,
    /// Where in the file the list stands.
    pub(crate) place: String,
    /// Its items, in its order.
    pub(crate) items: Vec<Item>,
}

impl Unread {
    fn cut_short(why: String) -> Self {
        Self { cut_short: true, ..why.into() }
    }
}

impl From<String> for Unread {
    fn from(why: String) -> Self {
        Self { why, is_empty: false, pictures_only: 0, cut_short: false }
    }
}

/// A free place to read a file at: whoever has one may begin.
pub(crate) struct Reader {
    _place: SemaphorePermit<'static>,
}

/// Waits for a place. What is to be read is better fetched afterwards.
pub(crate) async fn free() -> Reader {
    Reader { _place: AT_WORK.acquire().await.expect("it is never closed") }
}

impl Reader {
    /// Reads a file.
    pub(crate) async fn read(&self, name: &str, content: &[u8]) -> Said {
        self.ask(&[name], content).await
    }

    /// Reads a file, with all its text.
    pub(crate) async fn read_whole(&self, name: &str, content: &[u8]) -> Said {
        self.ask(&[name, WHOLE], content).await
    }

    /// Reads a list by what is known of it.
    pub(crate) async fn list(&self, known: &ListPlan, content: &[u8]) -> Result<Listed, Unread> {
        let known = serde_json::to_string(known).expect("a plan has a JSON form");
        self.ask(&["list", LIST, &known], content).await
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        arguments: &[&str],
        content: &[u8],
    ) -> Result<T, Unread> {
        match tokio::time::timeout(PATIENCE, ask_child(arguments, content)).await {
            Ok(Ok(output)) => heard(&output),
            Ok(Err(error)) => {
                tracing::error!(%error, "the process that reads files could not be begun");
                Err(not_begun().into())
            }
            Err(_) => {
                Err(Unread::cut_short("The server was too busy to read it. Try again.".to_owned()))
            }
        }
    }
}

async fn ask_child(arguments: &[&str], content: &[u8]) -> std::io::Result<Output> {
    let mut command = Command::new(program()?);
    command.arg(COMMAND).arg(std::process::id().to_string()).args(arguments).env_clear();
    hand(&mut command, content).await
}

/// Hands bytes to a process and hears what it says.
async fn hand(command: &mut Command, content: &[u8]) -> std::io::Result<Output> {
    let mut child = command
        // A smaller first piece than the allocator likes, so that it fits the bound on memory.
        .env("MIMALLOC_ARENA_RESERVE", "64MiB")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let (mut input, said, complaint) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let write = async {
        if let Some(input) = &mut input {
            // A child that ended early says why itself.
            let _ = input.write_all(content).await;
        }
        drop(input);
    };
    let hear = async {
        let (said, complaint) =
            tokio::join!(bounded(said, SAID_BYTES_MAX), bounded(complaint, COMPLAINT_BYTES_MAX));
        Ok::<_, std::io::Error>((said?, complaint?))
    };
    let (heard, ()) = tokio::join!(hear, write);
    let (stdout, stderr) = heard?;
    Ok(Output { status: child.wait().await?, stdout, stderr })
}

/// What comes, up to a bound. The rest is heard to its end and dropped: a pipe that is closed ends
/// whoever still speaks.
async fn bounded(pipe: Option<impl AsyncRead + Unpin>, most: u64) -> std::io::Result<Vec<u8>> {
    let mut heard = Vec::new();
    if let Some(pipe) = pipe {
        let mut pipe = pipe;
        (&mut pipe).take(most).read_to_end(&mut heard).await?;
        tokio::io::copy(&mut pipe, &mut tokio::io::sink()).await?;
    }
    Ok(heard)
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

fn heard<T: DeserializeOwned>(output: &Output) -> Result<T, Unread> {
    if output.status.success() {
        return serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| Err(Unread::cut_short(broken())));
    }
    let ended = ending(output.status);
    tracing::warn!(
        ?ended, status = %output.status, place = place(&output.stderr),
        "a file was not read to its end"
    );
    let why = match ended {
        Ending::TooLong => too_long(),
        Ending::TooMuch => {
            let max = MEMORY_BYTES_MAX / (1024 * 1024);
            format!(
                "Reading it takes more than {max} MB of memory. Split it, or save it in another \
                 format, and try again."
            )
        }
        Ending::Killed => killed(),
        Ending::Other => broken(),
        Ending::Refused => {
            let complaint = String::from_utf8_lossy(&output.stderr);
            tracing::error!(%complaint, "the process that reads files could not begin");
            not_begun()
        }
    };
    Err(Unread::cut_short(why))
}

/// Where in the program it ended, if it said so: the first line of a panic, which holds no text of
/// the file.
fn place(complaint: &[u8]) -> Option<&str> {
    let complaint = std::str::from_utf8(complaint).ok()?;
    complaint.lines().find_map(|line| Some(line.split_once(" panicked at ")?.1))
}

/// How a child ended that said nothing.
#[derive(Debug)]
enum Ending {
    TooLong,
    TooMuch,
    /// By the system: its time was over, or the machine has no memory left.
    Killed,
    Other,
    /// It did not look at the file: it could not be bounded.
    Refused,
}

#[cfg(unix)]
fn ending(status: ExitStatus) -> Ending {
    use std::os::unix::process::ExitStatusExt as _;
    // By number, as the system gives them: abort (no memory), kill and the end of its time. Where
    // both bounds on time are the same, the system kills instead of telling.
    match status.signal() {
        Some(6) => Ending::TooMuch,
        Some(9) => Ending::Killed,
        Some(24) => Ending::TooLong,
        None if status.code() == Some(NOT_BOUNDED.into()) => Ending::Refused,
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

fn killed() -> String {
    format!(
        "Reading it takes longer than {CPU_SECONDS_MAX} seconds, or more memory than the server \
         has left. Split it, or save it in another format, and try again."
    )
}

fn not_begun() -> String {
    "The server could not begin to read it. Try again, and tell whoever runs the server if it \
     stays so."
        .to_owned()
}

fn broken() -> String {
    "This file could not be read: it is broken in a way that we did not expect. Save it anew and \
     try again."
        .to_owned()
}
