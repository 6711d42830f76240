//! Files that are written by a program, committed, and checked to be fresh.
//!
//! The binary says what its API is; the dashboard's types are made from that. So a renamed field is
//! a type error in a page before it is a bug in a browser. The limits that pages tell of before the
//! server does are made from the domain's, and so is the table that their forms are held to.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::cases::cases;
use crate::program::{output, root, run};

const DESCRIPTION: &str = "web/openapi.json";
const TYPES: &str = "web/shared/api.d.ts";
const LIMITS: &str = "web/shared/limits.ts";
const CASES: &str = "web/shared/fields/cases.json";

/// Writes all of them, or with `check` only compares them.
pub(crate) fn codegen(check: bool) -> Result<()> {
    eprintln!("\n-- codegen{}", if check { " --check" } else { "" });
    let mut description = output("", "cargo run --quiet --package server --bin baton -- openapi")?;
    if !description.ends_with(b"\n") {
        description.push(b'\n');
    }
    if check {
        is_fresh(LIMITS, limits().as_bytes())?;
        is_fresh(CASES, cases().as_bytes())?;
        is_fresh(DESCRIPTION, &description)?;
        return types_are_fresh();
    }
    fs::write(root().join(LIMITS), limits())?;
    fs::write(root().join(CASES), cases())?;
    fs::write(root().join(DESCRIPTION), description)?;
    run("web", "npm run --silent api")
}

/// Those of `domain::limits` that a page uses, as constants of a script.
fn limits() -> String {
    macro_rules! constants {
        ($($name:ident)*) => {
            [$(format!("export const {} = {};\n", stringify!($name), domain::limits::$name)),*]
        };
    }
    let constants = constants! {
        ATTRIBUTES_MAX ATTRIBUTE_KEY_CHARS_MAX ATTRIBUTE_VALUE_CHARS_MAX DAY_SPANS_MAX
        EMAIL_CHARS_MAX IDENTITY_KEYS_MAX INACTIVE_MS INBOX_WINDOW_MAX LAUNCHER_LABEL_CHARS_MAX
        LONG_POLL_MS_MAX LOOK_OFFSET_PX_MAX LOOK_RADIUS_PX_MAX MESSAGE_CHARS_MAX
        MESSAGE_PICTURES_MAX NAME_CHARS_MAX PAIR_ANSWER_CHARS_MAX PAIR_QUESTIONS_MAX
        PAIR_QUESTION_CHARS_MAX PASSWORD_CHARS_MIN PICTURE_BYTES_MAX PING_MS
        QUESTION_CHARS_MAX SILENT_LINE_MS_MAX SITE_DEPTH SITE_DEPTH_MAX SITE_PAGES
        SITE_PAGES_MAX SOURCE_BYTES_MAX TEXT_CHARS_MAX TITLE_CHARS_MAX TYPING_MS_MAX
    };
    let head =
        "// Written by `cargo xtask codegen`; the reasons are in crates/domain/src/limits.rs.\n";
    head.to_owned() + &constants.concat()
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
