//! What must not stand in the tree, and the one title that each page must have.

use crate::tree::{files, none};

/// Parted, so that this file does not break its own rules.
const UNFINISHED: [&str; 4] = [
    concat!("to", "do!("),
    concat!("unimpl", "emented!("),
    concat!("db", "g!("),
    concat!("FIX", "ME"),
];

/// Paths of one machine and addresses of package registries mean nothing to a reader elsewhere.
const ELSEWHERE: [&str; 11] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("../", "shared/design"),
    concat!("../", "shared/evals"),
    concat!("../", "shared/models"),
    concat!("../", "shared/seeds"),
    concat!("../", "shared/PRODUCT"),
    concat!("../.", "library"),
    concat!("registry.", "npmjs"),
    concat!("static.", "crates.io"),
    concat!("index.", "crates.io"),
];

const CODE: [&str; 6] = [".rs", ".ts", ".tsx", ".mjs", ".css", ".sql"];

#[test]
fn nothing_is_left_unfinished() {
    let mut found = Vec::new();
    for file in files().iter().filter(|file| file.is(&CODE)) {
        for (number, line) in file.text.lines().enumerate() {
            if UNFINISHED.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{} {}", file.path, number + 1, line.trim()));
            }
        }
    }
    none(&found, "finish these, or open an issue and name it");
}

#[test]
fn nothing_names_one_machine_or_a_registry() {
    let mut found = Vec::new();
    for file in files() {
        for (number, line) in file.text.lines().enumerate() {
            for needle in ELSEWHERE.iter().filter(|needle| line.contains(**needle)) {
                found.push(format!("{}:{} {needle}", file.path, number + 1));
            }
        }
    }
    none(&found, "say these in words that hold everywhere");
}

#[test]
fn a_lock_file_names_no_server() {
    let found: Vec<String> = files()
        .iter()
        .filter(|file| file.path == "web/package-lock.json")
        .flat_map(|file| file.text.lines().filter(|line| line.contains("\"resolved\"")))
        .map(|line| line.trim().to_owned())
        .collect();
    none(&found, "write the lock file with --omit-lockfile-registry-resolved");
}

#[test]
fn each_page_has_one_title() {
    let wrong: Vec<String> = files()
        .iter()
        .filter(|file| file.is(&[".md"]))
        .map(|file| (&file.path, titles(&file.text)))
        .filter(|(_, titles)| *titles != 1)
        .map(|(path, titles)| format!("{path} has {titles}"))
        .collect();
    none(&wrong, "one `# Title` a page");
}

/// Lines that begin with one `#`, outside code.
fn titles(text: &str) -> usize {
    let mut in_code = false;
    text.lines()
        .filter(|line| {
            in_code ^= line.trim_start().starts_with("```");
            !in_code && line.starts_with("# ")
        })
        .count()
}

#[test]
fn titles_in_code_are_not_titles() {
    assert_eq!(titles("# One\n```sh\n# two\n```\n## Three\n"), 1);
}
