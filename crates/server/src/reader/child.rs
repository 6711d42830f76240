//! The child: bytes in, passages out, on its own standard input and output. It runs before anything
//! else of the program is begun, so that there is one thread and nothing to find.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use documents::{Limits, Unreadable};
use domain::limits::{SOURCE_BYTES_MAX, SOURCE_PASSAGES_MAX};
use knowledge::passage::passages;

use super::confine::confine;
use super::{Reading, Said, Unread};

/// The first argument of the child; the second is the file's name, and the third may be [`WHOLE`].
pub(crate) const COMMAND: &str = "read-document";

/// Asks for all the text of a file, as it stands there.
pub(super) const WHOLE: &str = "whole";

/// Reads the file that comes in and says what it holds.
pub(crate) fn main(mut arguments: impl Iterator<Item = String>) -> ExitCode {
    let name = arguments.next().unwrap_or_default();
    let whole = arguments.next().is_some_and(|argument| argument == WHOLE);
    if let Err(error) = confine() {
        eprintln!("baton: a file is not read without bounds: {error}");
        return ExitCode::FAILURE;
    }
    let mut content = Vec::new();
    let most = SOURCE_BYTES_MAX as u64 + 1;
    let read_in = std::io::stdin().lock().take(most).read_to_end(&mut content);
    let said = match read_in {
        Ok(_) => read(&name, &content, whole),
        Err(error) => Err(format!("The file did not arrive whole: {error}. Try again.").into()),
    };
    let said = serde_json::to_vec(&said).expect("a reading has a JSON form");
    match std::io::stdout().lock().write_all(&said) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn read(name: &str, content: &[u8], whole: bool) -> Said {
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
    let text = whole.then(|| document.text());
    let (pages, pictures_only) = (document.pages, document.pictures_only);
    Ok(Reading { title: document.title, passages: found, pages, pictures_only, text })
}
