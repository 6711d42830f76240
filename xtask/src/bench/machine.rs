//! What a table says of the machine, without naming it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::disk;

/// Cores, kernel, file system, and how busy it was with other things.
pub(crate) fn facts(folder: &Path) -> Result<String> {
    let cores = std::thread::available_parallelism()?;
    let cpu = fs::read_to_string("/proc/cpuinfo")?;
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("unknown", |line| line.trim_start_matches([' ', '\t', ':']));
    let release = fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let version: Vec<&str> = release.trim().split(['.', '-']).take(2).collect();
    let (kernel, disk) = (version.join("."), disk::kind(folder)?);
    let load = fs::read_to_string("/proc/loadavg")?;
    let load = load.split_whitespace().next().unwrap_or_default();
    Ok(format!(
        "{cores} cores ({model}), Linux {kernel}, {disk}, load average {load} before the run"
    ))
}

/// Fails when this process may not open so many sockets: the child inherits the same limit.
pub(crate) fn ensure_open_files(needed: usize) -> Result<()> {
    let limits = fs::read_to_string("/proc/self/limits")?;
    let line = limits.lines().find(|line| line.starts_with("Max open files"));
    let soft = line.and_then(|line| line.split_whitespace().nth(3)).context("no limit of files")?;
    let soft: usize = if soft == "unlimited" { usize::MAX } else { soft.parse()? };
    ensure!(
        soft >= needed,
        "only {soft} files may be open, {needed} are needed: run `ulimit -n {needed}` before"
    );
    Ok(())
}
