//! What processes have used of the processor and of memory, from `/proc`.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};

/// Ticks of `/proc/*/stat` in a second: `USER_HZ` is 100 on every Linux that people run. The kernel
/// scales the two ticks counters by the exact run time, so their sum errs by two ticks at most.
const TICKS_PER_SECOND: u64 = 100;

/// The processor time that processes have used so far, each with its children: the living by their
/// own time, the ended by what their parent inherited.
pub(crate) fn cpu(roots: &[u32]) -> Result<Duration> {
    let mut ticks = 0;
    for root in roots {
        ticks += Stat::of(*root)?.ticks;
    }
    for entry in fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(process) = name.to_str().and_then(|name| name.parse().ok()) else { continue };
        // It may have ended since the folder was read: then its parent has inherited it.
        let Ok(stat) = Stat::of(process) else { continue };
        if roots.contains(&stat.parent) {
            ticks += stat.ticks;
        }
    }
    Ok(Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND))
}

/// The memory of a process, pages that it shares with others in full.
pub(crate) fn resident_bytes(process: u32) -> Result<u64> {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
    let size = rollup.lines().find_map(|line| line.strip_prefix("Rss:"));
    let size = size.context("smaps_rollup has no size")?.trim().trim_end_matches("kB").trim();
    Ok(size.parse::<u64>()? * 1024)
}

struct Stat {
    parent: u32,
    /// Its own, and what it inherited from children that have ended.
    ticks: u64,
}

impl Stat {
    fn of(process: u32) -> Result<Self> {
        let text = fs::read_to_string(format!("/proc/{process}/stat"))?;
        // The name in brackets may hold anything, so it is counted from its end.
        let (_, fields) = text.rsplit_once(')').context("a process has a name")?;
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let number = |at: usize| -> Result<u64> {
            Ok(fields.get(at).context("a process has its times")?.parse()?)
        };
        let ticks = number(11)? + number(12)? + number(13)? + number(14)?;
        Ok(Self { parent: u32::try_from(number(1)?)?, ticks })
    }
}
