//! What processes have used of the processor and of memory, from `/proc`.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};

/// Ticks of `/proc/*/stat` in a second: `USER_HZ` is 100 on every Linux that people run. The kernel
/// scales the two ticks counters by the exact run time, so their sum errs by two ticks at most.
const TICKS_PER_SECOND: u64 = 100;

/// The processes that serve: a server, and the database server where there is one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Processes {
    /// Counted alone.
    pub(crate) servers: Vec<u32>,
    /// Counted with every descendant, also those that have ended.
    pub(crate) families: Vec<u32>,
}

/// Memory of processes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory {
    /// Resident, pages shared with others in full.
    pub(crate) resident_bytes: u64,
    /// Resident, pages shared with others in proportion.
    pub(crate) proportional_bytes: u64,
}

impl Processes {
    /// The processor time so far.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        let mut ticks = 0;
        for server in &self.servers {
            ticks += Stat::of(*server)?.own_ticks;
        }
        for family in &self.families {
            ticks += family_ticks(*family)?;
        }
        Ok(Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND))
    }

    /// The memory of the servers; that of database servers is mostly their cache and not counted.
    pub(crate) fn memory(&self) -> Result<Memory> {
        let mut memory = Memory { resident_bytes: 0, proportional_bytes: 0 };
        for server in &self.servers {
            let rollup = fs::read_to_string(format!("/proc/{server}/smaps_rollup"))?;
            memory.resident_bytes += kilobytes(&rollup, "Rss:")? * 1024;
            memory.proportional_bytes += kilobytes(&rollup, "Pss:")? * 1024;
        }
        Ok(memory)
    }
}

/// The living by their own time, the ended by what their parent inherited.
fn family_ticks(root: u32) -> Result<u64> {
    let root = Stat::of(root)?;
    let mut ticks = root.own_ticks + root.ended_children_ticks;
    for entry in fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(process) = name.to_str().and_then(|name| name.parse().ok()) else { continue };
        // It may have ended since the folder was read: then its parent has inherited it.
        let Ok(stat) = Stat::of(process) else { continue };
        if stat.parent == root.process {
            ticks += stat.own_ticks + stat.ended_children_ticks;
        }
    }
    Ok(ticks)
}

struct Stat {
    process: u32,
    parent: u32,
    own_ticks: u64,
    ended_children_ticks: u64,
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
        Ok(Self {
            process,
            parent: u32::try_from(number(1)?)?,
            own_ticks: number(11)? + number(12)?,
            ended_children_ticks: number(13)? + number(14)?,
        })
    }
}

fn kilobytes(rollup: &str, name: &str) -> Result<u64> {
    let line = rollup.lines().find(|line| line.starts_with(name));
    let line = line.with_context(|| format!("smaps_rollup has no {name}"))?;
    let number = line[name.len()..].trim().trim_end_matches("kB").trim();
    number.parse().with_context(|| format!("{line} is no size"))
}
