//! Files that are written by a program, committed, and checked to be fresh.
//!
//! The binary says what its API is; the dashboard's types are made from that. So a renamed field is
//! a type error in a page before it is a bug in a browser.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::program::{output, root, run};

const DESCRIPTION: &str = "web/openapi.json";
const TYPES: &str = "web/shared/api.d.ts";

/// Writes both files, or with `check` only compares them.
pub(crate) fn codegen(check: bool) -> Result<()> {
    eprintln!("\n-- codegen{}", if check { " --check" } else { "" });
    let mut description = output("", "cargo run --quiet --package server --bin baton -- openapi")?;
    if !description.ends_with(b"\n") {
        description.push(b'\n');
    }
    if check {
        is_fresh(DESCRIPTION, &description)?;
        return types_are_fresh();
    }
    fs::write(root().join(DESCRIPTION), description)?;
    run("web", "npm run --silent api")
}

/// Into a folder that cleans itself up, so that a check changes nothing.
fn types_are_fresh() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let written = folder.path().join("api.d.ts");
    let written = written.to_str().context("the temporary folder has a plain name")?;
    output("web", &format!("npx --no-install openapi-typescript openapi.json -o {written}"))?;
    is_fresh(TYPES, &fs::read(written)?)
}

fn is_fresh(file: &str, wanted: &[u8]) -> Result<()> {
    let present = fs::read(root().join(file)).unwrap_or_default();
    ensure!(present == wanted, "{file} is stale: run `cargo xtask codegen` and commit it");
    Ok(())
}
