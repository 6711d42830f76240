//! Starts other programs, says so, and fails when they do.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// The root of the repository: the parent of this package.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("the package stands in the repository").to_owned()
}

/// Where the sets of questions and files are by default: beside the repository.
pub(crate) fn evals() -> PathBuf {
    let root = root();
    root.parent().unwrap_or(&root).join("shared").join("evals")
}

/// Runs `line` in `folder` of the repository, its words parted by spaces.
pub(crate) fn run(folder: &str, line: &str) -> Result<()> {
    run_with(folder, line, &[])
}

/// The same with variables of the environment set.
pub(crate) fn run_with(folder: &str, line: &str, variables: &[(&str, &str)]) -> Result<()> {
    eprintln!("\n-- {line}");
    let mut command = command(folder, line)?;
    command.envs(variables.iter().copied());
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// What `line` prints.
pub(crate) fn output(folder: &str, line: &str) -> Result<Vec<u8>> {
    let mut command = command(folder, line)?;
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("cannot start `{line}`"))?;
    ensure!(output.status.success(), "`{line}` failed ({})", output.status);
    Ok(output.stdout)
}

/// Whether `line` can be run at all.
pub(crate) fn works(line: &str) -> bool {
    command("", line)
        .and_then(|mut command| {
            Ok(command.stdout(Stdio::null()).stderr(Stdio::null()).status()?.success())
        })
        .unwrap_or(false)
}

/// The folder in which cargo's builds stand, this program among them.
pub(crate) fn target() -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    Ok(here.ancestors().nth(2).context("this program stands in a target folder")?.to_owned())
}

/// The `baton` that was built with this program.
pub(crate) fn baton() -> Result<PathBuf> {
    Ok(std::env::current_exe()?.with_file_name("baton"))
}

/// Whether this program was built as programs are shipped.
pub(crate) fn is_released() -> Result<bool> {
    Ok(std::env::current_exe()?.starts_with(target()?.join("release")))
}

/// Does `work` as it is shipped: everything is built for release, and that build of this program
/// does it. With `built` this one does, and nothing is built.
pub(crate) fn as_shipped(built: bool, work: impl FnOnce() -> Result<()>) -> Result<()> {
    if built || is_released()? {
        return work();
    }
    run("", "cargo build --release --workspace")?;
    let mut released = Command::new(target()?.join("release/xtask"));
    let status = released.args(std::env::args_os().skip(1)).status()?;
    ensure!(status.success(), "the release build of this program failed ({status})");
    Ok(())
}

fn command(folder: &str, line: &str) -> Result<Command> {
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().context("an empty line runs nothing")?);
    command.args(words).current_dir(root().join(folder));
    Ok(command)
}
