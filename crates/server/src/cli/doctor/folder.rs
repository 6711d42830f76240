//! The data folder, the key in it, and what the machine grants.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use indicatif::HumanBytes;

use super::Report;
use crate::config::Config;
use crate::control::About;
use crate::secrets::{self, Secrets};

/// Less free disk than this, and a busy day may fill it.
const FREE_BYTES_MIN: u64 = 200 * 1024 * 1024;

/// Less than this is told, so that there is time.
const FREE_BYTES_GOOD: u64 = 1024 * 1024 * 1024;

/// A visitor or a teammate has one connection open, and each is a file to the system.
const OPEN_FILES_GOOD: u64 = 4_096;

/// Whether there is a folder to look into.
pub(super) fn examine(report: &mut Report, config: &Config) -> bool {
    let data = &config.data;
    let about = match fs::metadata(data) {
        Ok(about) if about.is_dir() => about,
        Ok(_) => {
            let advice = "give another with --data";
            report.problem("data folder", format!("{} is no folder", data.display()), advice);
            return false;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            report.warn(
                "data folder",
                format!("{} is not there yet", data.display()),
                "the first start makes it; if there was one, name it with --data or --config",
            );
            return false;
        }
        Err(error) => {
            report.problem(
                "data folder",
                format!("{}: {error}", data.display()),
                "run doctor as the user that Baton runs as",
            );
            return false;
        }
    };
    owner(report, data, &about);
    free(report, config);
    key(report, config);
    true
}

fn owner(report: &mut Report, data: &Path, about: &fs::Metadata) {
    let shown = data.display();
    let me = rustix::process::geteuid().as_raw();
    if about.uid() != me {
        report.problem(
            "data folder",
            format!("{shown} belongs to the user {}, and this is the user {me}", about.uid()),
            "run baton as the user that owns it, such as: sudo -u baton baton doctor",
        );
    } else if about.mode() & 0o077 != 0 {
        report.warn(
            "data folder",
            format!("other users of this machine can read {shown}"),
            format!("chmod 700 {shown}"),
        );
    } else {
        report.ok("data folder", format!("{shown} is closed to others"));
    }
}

fn free(report: &mut Report, config: &Config) {
    let Ok(space) = rustix::fs::statvfs(&config.data) else { return };
    let free = space.f_bavail * space.f_frsize;
    let database = fs::metadata(config.data.join("baton.db")).map_or(0, |about| about.len());
    let says = format!("{} free", HumanBytes(free));
    let advice = "make room, or put the data folder on a larger disk";
    if free < FREE_BYTES_MIN {
        report.problem("disk", says, advice);
    } else if free < FREE_BYTES_GOOD.max(2 * database) {
        let says = format!("{says}, and the database has {}", HumanBytes(database));
        report.warn("disk", says, format!("{advice}: a copy before an upgrade must fit too"));
    } else {
        report.ok("disk", says);
    }
}

fn key(report: &mut Report, config: &Config) {
    let file = config.data.join(secrets::FILE);
    if config.secret_key.is_none() && !file.exists() {
        if config.data.join("baton.db").exists() {
            report.problem(
                "secret key",
                format!("{} is missing", file.display()),
                "put it back from your copy: without it, secrets in the database do not open",
            );
        }
        return;
    }
    match Secrets::open(config) {
        Err(error) => {
            report.problem("secret key", format!("{error:#}"), "put the right one back");
        }
        Ok(_) if config.secret_key.is_some() => report.ok("secret key", "from the settings"),
        Ok(secrets) => match fs::metadata(&file).map(|about| about.mode() & 0o077) {
            Ok(0) => report.ok("secret key", format!("{}, key {}", file.display(), secrets.id())),
            _ => report.warn(
                "secret key",
                format!("other users can read {}", file.display()),
                format!("chmod 600 {}", file.display()),
            ),
        },
    }
}

/// How many connections fit: of the server where one runs, else of this shell.
pub(super) fn limits(report: &mut Report, server: Option<&About>) {
    let own = || rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    let (whose, limit) = match server {
        Some(about) => ("the server", about.open_files_max),
        None => ("a server started here", own()),
    };
    match limit {
        Some(limit) if limit < OPEN_FILES_GOOD => report.warn(
            "open files",
            format!("{whose} may hold {limit} files and connections at once"),
            "raise it: LimitNOFILE=65536 in the systemd unit, or ulimit -n 65536 before the start",
        ),
        Some(limit) => report.ok("open files", format!("{whose} may hold {limit}")),
        None => report.ok("open files", format!("{whose} may hold any number")),
    }
}
