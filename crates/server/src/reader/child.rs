//! The child: bytes in, passages or a picture out, on its own standard input and output. It runs
//! before anything else of the program is begun, so that there is one thread and nothing to find.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use documents::{Limits, Listing, Unreadable};
use domain::limits::{FEED_ITEMS_MAX, SOURCE_BYTES_MAX, SOURCE_PASSAGES_MAX};
use knowledge::feed::{self, Item, NoKey};
use knowledge::passage::{Passage, passages};
use serde::Serialize;

use super::confine::confine;
use super::{ListPlan, Listed, Reading, Said, Unread};

/// The first argument of the child; then come its parent's process, the file's name, and perhaps
/// [`WHOLE`], [`PICTURE`] with the number of a page, or [`LIST`] with what is known of it.
pub(crate) const COMMAND: &str = "read-document";

/// How it ends when the system does not bound it.
pub(super) const NOT_BOUNDED: u8 = 3;

/// Longest title or heading that is kept.
const HEADING_CHARS_MAX: usize = 300;

/// Headings above a passage that are kept, from the outermost.
const HEADINGS_MAX: usize = 8;

/// Asks for all the text of a file, as it stands there.
pub(super) const WHOLE: &str = "whole";

/// Asks for what the first page shows that holds only pictures, from a page on. Nothing is said
/// where there is none.
pub(super) const PICTURE: &str = "picture";

/// Asks for the items of a list for programs.
pub(super) const LIST: &str = "list";

/// Reads the file that comes in and says what it holds.
pub(crate) fn main(mut arguments: impl Iterator<Item = String>) -> ExitCode {
    let parent = arguments.next().and_then(|parent| parent.parse().ok()).unwrap_or(0);
    let name = arguments.next().unwrap_or_default();
    let asked = arguments.next();
    let detail = arguments.next().unwrap_or_default();
    if let Err(error) = confine(parent) {
        eprintln!("a file is not read without bounds: {error}");
        return ExitCode::from(NOT_BOUNDED);
    }
    let mut content = Vec::new();
    let most = SOURCE_BYTES_MAX as u64 + 1;
    let read_in = std::io::stdin().lock().take(most).read_to_end(&mut content);
    let said = match (read_in, asked.as_deref()) {
        (Ok(_), Some(PICTURE)) => picture(&name, &content, detail.parse().unwrap_or(1)),
        (Ok(_), Some(LIST)) => in_json(&list(&content, &detail)),
        (Ok(_), asked) => in_json(&read(&name, &content, asked == Some(WHOLE))),
        (Err(error), _) => {
            let why = format!("The file did not arrive whole: {error}. Try again.");
            in_json(&Said::Err(why.into()))
        }
    };
    match std::io::stdout().lock().write_all(&said) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn in_json(said: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(said).expect("a reading has a JSON form")
}

/// What a page shows, in a format of few words (PGM) with the page's number as its first line.
fn picture(name: &str, content: &[u8], from: u32) -> Vec<u8> {
    let found = documents::picture(name, content, from, &Limits::default()).unwrap_or(None);
    let Some(documents::Picture { page, width, height, grey }) = found else { return Vec::new() };
    [format!("{page}\nP5\n{width} {height}\n255\n").into_bytes(), grey].concat()
}

fn read(name: &str, content: &[u8], whole: bool) -> Said {
    let read = documents::read(name, content, &Limits::default());
    let document = read.map_err(|reason| unread(&reason))?;
    let found = passages(&document);
    if found.is_empty() {
        return Err(unread(&Unreadable::Empty));
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
    let title = short(&document.title);
    let passages = found.into_iter().map(|passage| bounded(passage, &title)).collect();
    Ok(Reading { title, passages, pages, pictures_only, text })
}

fn list(content: &[u8], known: &str) -> Result<Listed, Unread> {
    let ListPlan { key, place, left_out } = serde_json::from_str(known).unwrap_or_default();
    let read = documents::records(content, place.as_deref(), &Limits::default());
    let Listing { records, place, header } = read.map_err(|it| unread(&it))?;
    if records.len() > FEED_ITEMS_MAX {
        return Err(format!(
            "It lists {} items, and at most {FEED_ITEMS_MAX} are taken. Split it into several \
             feeds.",
            records.len()
        )
        .into());
    }
    let fields = feed::fields(&records);
    let no_key = |why: NoKey| Unread::from(why.to_string());
    if records.is_empty() {
        // A header without the key is no list of before without items, but some other text.
        return match key {
            Some(key) if !header.is_empty() && !header.contains(&key) => {
                Err(no_key(NoKey::Gone(key)))
            }
            _ => Ok(Listed { fields, roles: None, place, items: Vec::new() }),
        };
    }
    let roles = feed::roles(&fields, key.as_deref(), left_out).map_err(no_key)?;
    let items: Vec<Item> = records.iter().map(|record| feed::item(record, &roles)).collect();
    let passages: usize = items.iter().map(|item| item.passages.len()).sum();
    if passages > SOURCE_PASSAGES_MAX {
        return Err(format!(
            "Its items say too much: {passages} passages, and at most {SOURCE_PASSAGES_MAX} are \
             taken. Split it into several feeds."
        )
        .into());
    }
    Ok(Listed { fields, roles: Some(roles), place, items })
}

fn unread(reason: &Unreadable) -> Unread {
    let pictures_only = match reason {
        Unreadable::PicturesOnly { pages } => *pages,
        _ => 0,
    };
    let is_empty = pictures_only > 0 || *reason == Unreadable::Empty;
    Unread { is_empty, pictures_only, ..reason.to_string().into() }
}

/// Title and headings stand at every passage, so what a file calls a heading is cut to one.
fn bounded(passage: Passage, title: &str) -> Passage {
    let headings = passage.heading_path.iter().take(HEADINGS_MAX).map(|it| short(it));
    Passage { title: title.to_owned(), heading_path: headings.collect(), ..passage }
}

fn short(name: &str) -> String {
    name.chars().take(HEADING_CHARS_MAX).collect()
}
