//! The disk under a run: what kind it is, and how long it takes to keep a promise.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};

use super::clock;

/// What each probe appends: a page, as a database would.
const PROBE_BYTES: usize = 4096;

/// Pause between probes: often enough for a p99, too seldom to be the load itself.
const PROBE_PAUSE: Duration = Duration::from_millis(20);

/// Appends and syncs beside a run, in the same folder.
pub(crate) struct Probe {
    over: Arc<AtomicBool>,
    thread: JoinHandle<Result<Vec<Duration>>>,
}

impl Probe {
    /// Begins.
    pub(crate) fn start(folder: &Path) -> Result<Self> {
        let path = folder.join("probe");
        let mut file = File::create(&path)?;
        let over = Arc::new(AtomicBool::new(false));
        let until = Arc::clone(&over);
        let thread = std::thread::spawn(move || {
            let mut took = Vec::new();
            while !until.load(Ordering::Acquire) {
                file.write_all(&[7; PROBE_BYTES])?;
                let before = clock::now();
                file.sync_data()?;
                took.push(before.elapsed());
                clock::sleep(PROBE_PAUSE);
            }
            fs::remove_file(path)?;
            Ok(took)
        });
        Ok(Self { over, thread })
    }

    /// Ends; how long each sync took.
    pub(crate) fn stop(self) -> Result<Vec<Duration>> {
        self.over.store(true, Ordering::Release);
        self.thread.join().map_err(|_| anyhow!("the probe of the disk broke"))?
    }
}

/// The kind of file system under a folder, such as `ext4`.
pub(crate) fn kind(folder: &Path) -> Result<String> {
    let folder = folder.canonicalize().with_context(|| format!("no {}", folder.display()))?;
    let mounts = fs::read_to_string("/proc/self/mounts")?;
    let mut best = (PathBuf::new(), String::new());
    for mount in mounts.lines() {
        let mut words = mount.split_whitespace().skip(1);
        let (Some(place), Some(kind)) = (words.next(), words.next()) else { continue };
        // A later mount on the same place hides an earlier one.
        let place = Path::new(place);
        if folder.starts_with(place) && place.as_os_str().len() >= best.0.as_os_str().len() {
            best = (place.to_owned(), kind.to_owned());
        }
    }
    Ok(best.1)
}

/// Fails on a folder in memory, where a commit costs nothing and proves nothing.
pub(crate) fn ensure_real(folder: &Path) -> Result<()> {
    let kind = kind(folder)?;
    ensure!(
        kind != "tmpfs" && kind != "ramfs",
        "{} is in memory: name a folder on a disk with --folder",
        folder.display()
    );
    Ok(())
}
