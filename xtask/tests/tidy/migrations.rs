//! A migration that may have run somewhere is never edited: its checksum stands beside it.

use std::fmt::Write as _;
use std::fs;

use sha2::{Digest, Sha256};

use crate::tree::{none, root};

#[test]
fn migrations_are_as_they_were() {
    let folder = root().join("crates/store/migrations");
    let Ok(list) = fs::read_to_string(folder.join("checksums.txt")) else {
        return;
    };
    let mut lines: Vec<String> = list.lines().map(str::to_owned).collect();
    lines.sort();
    let mut present: Vec<String> = fs::read_dir(&folder)
        .expect("the folder holds the list")
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "sql"))
        .map(|path| {
            let bytes = fs::read(&path).expect("a migration can be read");
            let name = path.file_name().expect("a file has a name").to_string_lossy();
            format!("{}  {name}", hex(&Sha256::digest(bytes)))
        })
        .collect();
    present.sort();
    let differing: Vec<String> = present
        .iter()
        .filter(|line| !lines.contains(line))
        .chain(lines.iter().filter(|line| !present.contains(line)))
        .cloned()
        .collect();
    none(
        &differing,
        "write a new migration; for an unreleased one `sha256sum *.sql > checksums.txt`",
    );
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes any text");
        text
    })
}
