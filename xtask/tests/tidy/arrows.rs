//! Which crate may know which: the lines `known <- who knows` of `docs/ARCHITECTURE.md`, and
//! nothing else; and that the features of the dashboard do not know each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::tree::{files, none, root};

type Arrows = BTreeMap<String, BTreeSet<String>>;

#[test]
fn crates_know_each_other_as_documented() {
    let page = fs::read_to_string(root().join("docs/ARCHITECTURE.md"))
        .expect("docs/ARCHITECTURE.md holds the arrows");
    let names = crate_names();
    let documented = documented(&page, &names);
    assert!(!documented.is_empty(), "docs/ARCHITECTURE.md has no line like `domain <- store`");
    let actual: Arrows = names
        .iter()
        .map(|name| (name.clone(), known_to(name, &names)))
        .filter(|(_, known)| !known.is_empty())
        .collect();
    assert_eq!(actual, documented, "Cargo.toml (left) and docs/ARCHITECTURE.md (right) differ");
}

#[test]
fn features_of_the_dashboard_are_put_together_by_routes_alone() {
    let mut places = Vec::new();
    for file in files() {
        let Some(inside) = file.path.strip_prefix("web/dashboard/src/features/") else { continue };
        // As many steps up from here lead into the folder of all features.
        let out = "../".repeat(inside.matches('/').count());
        for (at, line) in file.text.lines().enumerate() {
            let Some((_, path)) = line.split_once(" from '") else { continue };
            if path.strip_prefix(&out).is_some_and(|rest| !rest.starts_with("../")) {
                places.push(format!("{}:{}", file.path, at + 1));
            }
        }
    }
    none(&places, "a feature imports another");
}

fn crate_names() -> BTreeSet<String> {
    fs::read_dir(root().join("crates"))
        .expect("the crates stand in `crates`")
        .map(|entry| entry.expect("an entry can be read").file_name())
        .map(|name| name.into_string().expect("crates have plain names"))
        .collect()
}

/// Reads `a, b <- c` and `all <- d`; words after the name are a remark.
fn documented(page: &str, names: &BTreeSet<String>) -> Arrows {
    let mut arrows = Arrows::new();
    for (left, right) in page.lines().filter_map(|line| line.split_once("<-")) {
        let Some(user) = right.split_whitespace().next().filter(|name| names.contains(*name))
        else {
            continue;
        };
        let known: BTreeSet<String> = match left.trim() {
            "all" => names.iter().filter(|name| *name != user).cloned().collect(),
            list => list.split(',').map(|name| name.trim().to_owned()).collect(),
        };
        arrows.entry(user.to_owned()).or_default().extend(known);
    }
    arrows
}

/// The crates that a manifest names, in tests too.
fn known_to(name: &str, names: &BTreeSet<String>) -> BTreeSet<String> {
    let manifest = root().join("crates").join(name).join("Cargo.toml");
    let manifest = fs::read_to_string(manifest).expect("a crate has a manifest");
    let mut in_dependencies = false;
    let mut known = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.contains("dependencies");
        }
        let key = line.split(['.', ' ', '=']).next().unwrap_or_default();
        if in_dependencies && names.contains(key) {
            known.insert(key.to_owned());
        }
    }
    known
}
