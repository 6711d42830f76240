//! What a backup is: a tar file with `manifest.json`, `baton.db` and, unless it is kept apart,
//! `secret.key`. Any system can open one.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use domain::conversation::Millis;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::secrets;

pub(super) const DATABASE: &str = "baton.db";
const MANIFEST: &str = "manifest.json";

/// Changes when an older program could not read what a newer one wrote.
const FORMAT: u32 = 1;

/// More than any manifest; what is larger is none.
const MANIFEST_BYTES_MAX: u64 = 1024 * 1024;

/// A key is 43 characters; what is larger is none.
const KEY_BYTES_MAX: u64 = 1024;

/// What is in a backup, for people and for `restore`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) format: u32,
    /// The program that made it.
    pub(super) program: String,
    pub(super) made_at: String,
    pub(super) workspaces: Vec<String>,
    pub(super) conversations: i64,
    pub(super) last_change: Option<String>,
    pub(super) database_version: i64,
    pub(super) database_sha256: String,
    pub(super) key: Key,
}

/// Where the key is that seals secrets in the database.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Key {
    /// Says which it is, and nothing of it.
    pub(super) id: Option<String>,
    pub(super) place: KeyPlace,
}

/// Where the key of a backup is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum KeyPlace {
    /// In the backup.
    Included,
    /// In the data folder of the server that it was made of.
    LeftOut,
    /// In the settings of that server.
    Settings,
}

impl Manifest {
    pub(super) fn new(
        about: store::Contents,
        version: i64,
        at: Millis,
        database: &Path,
        key: Key,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: time(at),
            workspaces: about.workspaces,
            conversations: about.conversations,
            last_change: about.last_at.map(time),
            database_version: version,
            database_sha256: sum(&mut File::open(database)?, std::io::sink())?,
            key,
        })
    }
}

/// A moment as people and programs read it, to the second.
pub(in crate::cli) fn time(at: Millis) -> String {
    jiff::Timestamp::from_second(at / 1_000).map_or_else(|_| at.to_string(), |it| it.to_string())
}

/// Copies and returns the SHA-256 of what was copied.
fn sum(from: &mut impl Read, mut to: impl std::io::Write) -> std::io::Result<String> {
    let mut hash = Sha256::new();
    let mut piece = vec![0; 256 * 1024];
    loop {
        let read = from.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
        to.write_all(&piece[..read])?;
    }
    Ok(hex::encode(hash.finalize()))
}

/// Makes a file that only its owner reads.
fn make(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)
}

/// Writes a backup and has the disk's word for it.
pub(super) fn write(
    to: &Path,
    manifest: &Manifest,
    at: Millis,
    database: impl Read,
    database_bytes: u64,
    key: Option<&str>,
) -> std::io::Result<()> {
    let mut tar = tar::Builder::new(make(to)?);
    let seconds = u64::try_from(at / 1_000).unwrap_or(0);
    let header = |bytes: u64| {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes);
        header.set_mode(0o600);
        header.set_mtime(seconds);
        header
    };
    let mut text = serde_json::to_vec_pretty(manifest)?;
    text.push(b'\n');
    tar.append_data(&mut header(text.len() as u64), MANIFEST, &*text)?;
    tar.append_data(&mut header(database_bytes), DATABASE, database)?;
    if let Some(key) = key {
        tar.append_data(&mut header(key.len() as u64), secrets::FILE, key.as_bytes())?;
    }
    tar.into_inner()?.sync_all()
}

/// Unpacks a backup into an empty folder, and finds out whether it is whole. Only files that a
/// backup has are written, whatever names stand in it.
pub(super) fn read(from: &Path, folder: &Path) -> anyhow::Result<Manifest> {
    let file = File::open(from).with_context(|| format!("{} cannot be read", from.display()))?;
    // What a reader of tar files says of others is of no use to anybody.
    let no_backup = || {
        anyhow::anyhow!("{} is no backup that baton backup made, or was cut short", from.display())
    };
    let (mut manifest, mut found) = (None::<Manifest>, None);
    for entry in tar::Archive::new(file).entries().map_err(|_| no_backup())? {
        let mut entry = entry.map_err(|_| no_backup())?;
        let name = entry.path().map(|path| path.to_string_lossy().into_owned());
        match name.as_deref().unwrap_or_default() {
            MANIFEST => {
                let text = entry.by_ref().take(MANIFEST_BYTES_MAX);
                manifest =
                    Some(supported(serde_json::from_reader(text).map_err(|_| no_backup())?)?);
            }
            DATABASE if manifest.is_some() => {
                let mut to = make(&folder.join(DATABASE))?;
                found = Some(
                    sum(&mut entry, &mut to)
                        .with_context(|| format!("{} was not unpacked", from.display()))?,
                );
                to.sync_all()?;
            }
            secrets::FILE => {
                let mut to = make(&folder.join(secrets::FILE))?;
                std::io::copy(&mut entry.by_ref().take(KEY_BYTES_MAX), &mut to)?;
                to.flush()?;
                to.sync_all()?;
            }
            _ => return Err(no_backup()),
        }
    }
    let manifest = manifest.ok_or_else(no_backup)?;
    if found.as_ref() != Some(&manifest.database_sha256) {
        bail!("{} is damaged: its database is not the one that was backed up", from.display());
    }
    Ok(manifest)
}

fn supported(manifest: Manifest) -> anyhow::Result<Manifest> {
    if manifest.format > FORMAT || manifest.database_version > store::version() {
        bail!(
            "the backup was made by Baton {}, which is newer than this one ({}): restore it with \
             that version or a later one",
            manifest.program,
            env!("CARGO_PKG_VERSION")
        );
    }
    Ok(manifest)
}
