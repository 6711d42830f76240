//! What has to hold before a change is whole, quickest first; the tests' own summary comes last.

use anyhow::Result;

use crate::codegen;
use crate::program::{run, run_with, works};

/// Runs all of it, and stops at the first thing that does not hold.
pub(crate) fn check() -> Result<()> {
    run("", "cargo fmt --all --check")?;
    web()?;
    run("", "cargo clippy --workspace --all-targets --quiet -- -D warnings")?;
    let strict = [("RUSTDOCFLAGS", "-D warnings")];
    run_with("", "cargo doc --workspace --no-deps --quiet", &strict)?;
    codegen::codegen(true)?;
    tests("--workspace")
}

/// Only the tests of this package's `tests/tidy`.
pub(crate) fn tidy() -> Result<()> {
    tests("--package xtask --test tidy")
}

/// The pages come before the Rust that embeds them.
fn web() -> Result<()> {
    for script in ["check", "lint", "test", "build", "size"] {
        run("web", &format!("npm run --silent {script}"))?;
    }
    Ok(())
}

/// By nextest where it is installed, which is quicker; by cargo's own runner with the same meaning.
fn tests(which: &str) -> Result<()> {
    if works("cargo nextest --version") {
        run("", &format!("cargo nextest run --no-fail-fast --status-level slow {which}"))
    } else {
        run("", &format!("cargo test --no-fail-fast --quiet {which}"))
    }
}
