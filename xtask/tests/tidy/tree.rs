//! The files of the repository, without what tools leave in it.

use std::fs;
use std::path::{Path, PathBuf};

/// A file and its text.
pub(crate) struct File {
    /// From the root, with `/` between the parts.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn is(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").to_owned()
}

/// Every text file of the tree.
pub(crate) fn files() -> Vec<File> {
    let mut found = Vec::new();
    collect(&root(), "", &mut found);
    assert!(found.len() > 50, "the tree was not found: {} files", found.len());
    found
}

/// What is ignored by git: built, fetched or left by a run.
fn is_left_out(path: &str, name: &str) -> bool {
    const ANYWHERE: [&str; 6] = [".git", "target", "node_modules", "dist", "output", ".DS_Store"];
    const AT_THE_ROOT: [&str; 2] = ["data", "demo-data"];
    ANYWHERE.contains(&name) || AT_THE_ROOT.contains(&path) || name.ends_with(".snap.new")
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<File>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("a folder of the tree can be read")
        .map(|entry| entry.expect("an entry of the tree can be read"))
        .collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().into_string().expect("names in the tree are plain");
        let path = format!("{prefix}{name}");
        if is_left_out(&path, &name) {
            continue;
        }
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), found);
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            found.push(File { path, text });
        }
    }
}

/// Fails with all places at once.
pub(crate) fn none(places: &[String], rule: &str) {
    assert!(places.is_empty(), "{rule}:\n  {}", places.join("\n  "));
}
