//! The child: bytes in, passages out, on its own standard input and output. It runs before anything
//! else of the program is begun, so that there is one thread and nothing to find.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use documents::{Limits, Unreadable};
use domain::limits::{SOURCE_BYTES_MAX, SOURCE_PASSAGES_MAX};
use knowledge::passage::passages;

use super::confine::confine;
use super::{Reading, Said, Unread};

/// The first argument of the child; the second is the file's name.
pub(crate) const COMMAND: &str = "read-document";

/// Reads the file that comes in and says what it holds.
pub(crate) fn main(name: &str) -> ExitCode {
    if let Err(error) = confine() {
        eprintln!("baton: a file is not read without bounds: {error}");
        return ExitCode::FAILURE;
    }
    let mut content = Vec::new();
    let most = SOURCE_BYTES_MAX as u64 + 1;
    let read_in = std::io::stdin().lock().take(most).read_to_end(&mut content);
    let said = match read_in {
        Ok(_) => read(name, &content),
        Err(error) => Err(format!("The file did not arrive whole: {error}. Try again.").into()),
    };
    let said = serde_json::to_vec(&said).expect("a reading has a JSON form");
    match std::io::stdout().lock().write_all(&said) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn read(name: &str, content: &[u8]) -> Said {
    let read = documents::read(name, content, &Limits::default());
    let document = read.map_err(|reason| Unread {
        why: reason.to_string(),
        is_empty: matches!(reason, Unreadable::Empty | Unreadable::PicturesOnly { .. }),
    })?;
    let found = passages(&document);
    if found.is_empty() {
        return Err(Unread { why: Unreadable::Empty.to_string(), is_empty: true });
    }
    if found.len() > SOURCE_PASSAGES_MAX {
        return Err(format!(
            "It is too long: {} passages, and at most {SOURCE_PASSAGES_MAX} are taken. Split it \
             into several files.",
            found.len()
        )
        .into());
    }
    let (pages, pictures_only) = (document.pages, document.pictures_only);
    Ok(Reading { title: document.title, passages: found, pages, pictures_only })
}
