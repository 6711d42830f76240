//! Pages that hold only pictures, read by the program `tesseract` where it is installed.
//!
//! The process that reads the file draws the page; it may start nothing, so the picture comes back
//! and goes to a second process, which gives up the network and all but some memory and time before
//! it becomes `tesseract`. What is not recognised stays "only pictures".

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
use std::time::Duration;

use documents::{Block, Document, Section, title_from_name};
use domain::limits::SOURCE_PASSAGES_MAX;
use knowledge::passage::passages;
use tokio::process::Command;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::child::PICTURE;
use super::confine::{confine_program, is_confined};
use super::{Reading, Said, ask_child, hand, program};
use crate::clock;

/// The first argument of the second process; then come its parent's process, the program and the
/// languages.
pub(crate) const COMMAND: &str = "look-at-picture";

/// Files looked at once: each page takes a processor for seconds.
static AT_WORK: Semaphore = Semaphore::const_new(1);

/// Longest time for one file, after which what was recognised so far is learnt: others wait.
const LOOKED_FOR: Duration = Duration::from_mins(5);

/// Pages of one file that are looked at: five minutes of work at three seconds a page.
const PAGES_MAX: usize = 100;

/// Longest work on one page, of the processor and on the clock.
pub(super) const CPU_SECONDS_MAX: u64 = 60;
const PATIENCE: Duration = Duration::from_mins(2);

/// Longest wait for the list of languages.
const LANGUAGES_PATIENCE: Duration = Duration::from_secs(10);

/// Languages looked for at once. Each makes it slower, and unlike ones make it worse.
const LANGUAGES_MAX: usize = 4;

/// Those taken first where more are installed, by how many shops write them.
const LANGUAGES: [&str; 12] =
    ["eng", "deu", "fra", "spa", "ita", "nld", "por", "pol", "ces", "dan", "swe", "tur"];

/// What is installed beside languages: the way up, and signs of mathematics.
const NO_LANGUAGES: [&str; 3] = ["osd", "equ", "snum"];

/// Words that a page needs, of so many letters, so that the grain of a photo is no text.
const WORDS_MIN: usize = 3;
const LETTERS_MIN: usize = 3;

/// The program, and the languages that it reads.
#[derive(Debug, Clone)]
pub(crate) struct Tesseract {
    program: PathBuf,
    pub(crate) languages: Vec<String>,
}

/// A place to look at pictures, and what to look with.
pub(crate) struct Eyes {
    tesseract: Tesseract,
    _place: SemaphorePermit<'static>,
}

/// Waits for a place, where there is something to look at and something to look with.
pub(crate) async fn eyes(said: &Said) -> Option<Eyes> {
    let pictures = match said {
        Ok(reading) => reading.pictures_only,
        Err(unread) => unread.pictures_only,
    };
    if pictures == 0 {
        return None;
    }
    let tesseract = Tesseract::find().await?;
    Some(Eyes { tesseract, _place: AT_WORK.acquire().await.expect("it is never closed") })
}

impl Tesseract {
    /// The one on the path, where it can be bounded and has a language.
    pub(crate) async fn find() -> Option<Self> {
        let path = std::env::var_os("PATH").filter(|_| is_confined())?;
        let mut found = std::env::split_paths(&path).map(|folder| folder.join("tesseract"));
        Self::at(found.find(|file| file.is_file())?).await
    }

    async fn at(program: PathBuf) -> Option<Self> {
        let mut list = Command::new(&program);
        list.arg("--list-langs").stdin(Stdio::null()).kill_on_drop(true);
        let listed = tokio::time::timeout(LANGUAGES_PATIENCE, list.output()).await.ok()?.ok()?;
        let languages = languages(&String::from_utf8_lossy(&listed.stdout));
        (!languages.is_empty()).then_some(Self { program, languages })
    }

    /// The text of a picture; none where it finds none.
    async fn read(&self, picture: &[u8]) -> Option<String> {
        let mut command = Command::new(program().ok()?);
        command.arg(COMMAND).arg(std::process::id().to_string());
        command.arg(&self.program).arg(self.languages.join("+")).env_clear();
        // It would begin as many threads as there are processors.
        command.env("OMP_THREAD_LIMIT", "1");
        command.envs(std::env::var_os("TESSDATA_PREFIX").map(|it| ("TESSDATA_PREFIX", it)));
        let output =
            tokio::time::timeout(PATIENCE, hand(&mut command, picture)).await.ok()?.ok()?;
        if !output.status.success() {
            tracing::warn!(status = %output.status, "a picture was not looked at to its end");
            return None;
        }
        let text = tidy(&String::from_utf8_lossy(&output.stdout));
        let words = text.split(|c: char| !c.is_alphabetic());
        let words = words.filter(|word| word.chars().count() >= LETTERS_MIN).count();
        (words >= WORDS_MIN).then_some(text)
    }
}

/// The languages to look for, of those in a list with a head.
fn languages(list: &str) -> Vec<String> {
    let installed: BTreeSet<&str> = list.lines().skip(1).map(str::trim).collect();
    let others = installed.iter().copied().filter(|it| !LANGUAGES.contains(it));
    let wanted = LANGUAGES.into_iter().filter(|it| installed.contains(it)).chain(others);
    let wanted = wanted.filter(|it| {
        let is_name = it.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        is_name && !it.is_empty() && !NO_LANGUAGES.contains(it)
    });
    wanted.take(LANGUAGES_MAX).map(str::to_owned).collect()
}

/// Words that were parted at the end of a line are one.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for line in text.replace('\u{c}', "").lines() {
        let goes_on = line.starts_with(char::is_lowercase);
        if goes_on && tidy.ends_with("-\n") {
            tidy.truncate(tidy.len() - 2);
        }
        tidy += line;
        tidy.push('\n');
    }
    tidy.trim().to_owned()
}

impl Eyes {
    /// Adds to what was read of a file what its pictures say.
    pub(crate) async fn look(&self, name: &str, content: &[u8], said: Said) -> Said {
        let mut texts = Vec::new();
        let mut from = 1;
        let watch = clock::stopwatch();
        for _ in 0..PAGES_MAX {
            if watch.elapsed() > LOOKED_FOR {
                break;
            }
            let from_page = from.to_string();
            let arguments = [name, PICTURE, &from_page];
            let asked = tokio::time::timeout(super::PATIENCE, ask_child(&arguments, content));
            let Ok(Ok(drawn)) = asked.await else { break };
            let Some((page, picture)) = numbered(&drawn.stdout) else { break };
            if let Some(text) = self.tesseract.read(picture).await {
                texts.push((page, text));
            }
            from = page.saturating_add(1);
        }
        with_texts(name, said, &texts)
    }
}

/// A picture and its page.
fn numbered(drawn: &[u8]) -> Option<(u32, &[u8])> {
    let end = drawn.iter().position(|byte| *byte == b'\n')?;
    let page = std::str::from_utf8(&drawn[..end]).ok()?.parse().ok()?;
    Some((page, &drawn[end + 1..]))
}

/// What was read, with the texts of its pages that were not.
fn with_texts(name: &str, said: Said, texts: &[(u32, String)]) -> Said {
    if texts.is_empty() {
        return said;
    }
    let mut reading = match said {
        Ok(reading) => reading,
        Err(unread) => Reading {
            title: title_from_name(name),
            passages: Vec::new(),
            pages: unread.pictures_only,
            pictures_only: unread.pictures_only,
            text: None,
        },
    };
    for (page, text) in texts {
        let read = documents::plain(text, &reading.title);
        let document = Document { title: reading.title.clone(), ..on_page(read, *page) };
        reading.passages.extend(passages(&document));
        reading.pictures_only = reading.pictures_only.saturating_sub(1);
        if let Some(whole) = &mut reading.text {
            *whole = format!("{whole}\n{text}");
        }
    }
    reading.passages.sort_by_key(|passage| passage.page);
    reading.passages.truncate(SOURCE_PASSAGES_MAX);
    for (position, passage) in (0..).zip(&mut reading.passages) {
        passage.position = position;
    }
    Ok(reading)
}

fn on_page(document: Document, page: u32) -> Document {
    let there = |block: Block| Block { page: Some(page), ..block };
    let there = |section: Section| Section {
        blocks: section.blocks.into_iter().map(there).collect(),
        ..section
    };
    Document { sections: document.sections.into_iter().map(there).collect(), ..document }
}

/// Becomes the program, bounded. It looks at what comes in and says what it reads there.
pub(crate) fn look(mut arguments: impl Iterator<Item = String>) -> ExitCode {
    let parent = arguments.next().and_then(|parent| parent.parse().ok()).unwrap_or(0);
    let (program, languages) =
        (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    if let Err(error) = confine_program(parent) {
        eprintln!("a picture is not looked at without bounds: {error}");
        return ExitCode::FAILURE;
    }
    let error = become_it(Path::new(&program), &languages);
    eprintln!("{program} could not be begun: {error}");
    ExitCode::FAILURE
}

#[cfg(unix)]
fn become_it(program: &Path, languages: &str) -> std::io::Error {
    use std::os::unix::process::CommandExt as _;
    std::process::Command::new(program)
        .args(["stdin", "stdout", "--dpi", "300", "-l", languages])
        .exec()
}

#[cfg(not(unix))]
fn become_it(_program: &Path, _languages: &str) -> std::io::Error {
    std::io::ErrorKind::Unsupported.into()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    use super::{AT_WORK, Eyes, Tesseract, languages, tidy};
    use crate::reader::free;

    /// A program that reads the same words from each picture, and tells what it was given.
    const STAND_IN: &str = "#!/bin/sh\n\
        if [ \"$1\" = --list-langs ]; then printf 'List (3):\\ndeu\\neng\\nosd\\n'; exit; fi\n\
        read -r kind; cat >/dev/null\n\
        printf 'Seen as %s by %s\\nwith three words of re-\\nward.\\n\\f' \"$kind\" \"$*\"\n";

    fn file(name: &str) -> Vec<u8> {
        let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../documents/tests/files");
        std::fs::read(files.join(name)).unwrap()
    }

    async fn look(tesseract: Tesseract, name: &str) -> (u32, Vec<(Option<u32>, u32, String)>) {
        let content = file(name);
        let said = free().await.read(name, &content).await;
        let eyes = Eyes { tesseract, _place: AT_WORK.acquire().await.unwrap() };
        let reading = eyes.look(name, &content, said).await.expect("it was read");
        let passages = reading.passages.into_iter();
        let told = passages.map(|it| (it.page, it.position, it.text)).collect();
        (reading.pictures_only, told)
    }

    #[tokio::test]
    async fn pages_that_hold_only_pictures_are_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("tesseract");
        std::fs::write(&program, STAND_IN).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let tesseract = Tesseract::at(program).await.expect("it has languages");
        let seen = "Seen as P5 by stdin stdout --dpi 300 -l eng+deu\nwith three words of reward.";
        let (left, told) = look(tesseract.clone(), "vouchers-scan.pdf").await;
        assert_eq!((left, told), (0, vec![(Some(1), 0, seen.to_owned())]));
        let (left, told) = look(tesseract, "vouchers-partly.pdf").await;
        let text = "Vouchers are sold in the shop and by mail.".to_owned();
        assert_eq!(left, 0);
        assert_eq!(told, [(Some(1), 0, text), (Some(2), 1, seen.to_owned())]);
    }

    #[tokio::test]
    async fn what_is_not_recognised_stays_unread() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("tesseract");
        std::fs::write(&program, "#!/bin/sh\ncat >/dev/null\necho '~ 1 |'\n").unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let tesseract = Tesseract { program, languages: vec!["eng".to_owned()] };
        let (left, told) = look(tesseract, "vouchers-partly.pdf").await;
        assert_eq!((left, told.len()), (1, 1));
    }

    #[test]
    fn the_languages_are_those_installed() {
        assert_eq!(languages("List of 3\ndeu\neng\nosd\n"), ["eng", "deu"]);
        assert_eq!(languages("List of 1\njpn\nscript/Latin\n"), ["jpn"]);
        assert_eq!(
            languages("List\nafr\namh\nara\ndeu\neng\nfra\nspa\n"),
            ["eng", "deu", "fra", "spa"]
        );
        assert_eq!(languages(""), [""; 0]);
        assert_eq!(tidy("Ver-\nsand\nE-\nMail\n\u{c}"), "Versand\nE-\nMail");
    }
}
