//! `baton backup`: the whole of a server in one file, while it runs.
//!
//! The command opens the database itself, as a second reader beside the server: it needs nothing
//! of the server, costs it no memory, and works all the same where none runs.

mod archive;
mod restore;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rustix::fs::RenameFlags;

use super::say;
use crate::clock;
use crate::config::Config;
use crate::secrets::{self, Secrets};
use archive::{Key, KeyPlace, Manifest};

pub(super) use archive::time;
pub(super) use restore::{Restore, restore};

/// What takes longer than this shows how far it is.
const QUIET_MS: u64 = 1_000;

/// How often the bar moves.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// What to back up, and where to.
#[derive(Debug, clap::Args)]
pub(super) struct Backup {
    /// The file to write, or a folder for it [default: baton-DATE-TIME.tar here].
    file: Option<PathBuf>,
    /// Leave out secret.key, to keep it apart from the database.
    #[arg(long)]
    without_key: bool,
    /// Write over the file if it is there.
    #[arg(long)]
    replace: bool,
}

/// Makes the backup, checks it, and puts it into its place.
pub(super) async fn backup(config: &Config, asked: Backup) -> anyhow::Result<()> {
    let database = config.data.join(archive::DATABASE);
    if let Some(address) = &config.database {
        bail!(on_postgres(address));
    }
    if !database.exists() {
        bail!(
            "there is no database in {}: give --data or --config of the server",
            config.data.display()
        );
    }
    let at = clock::now();
    let to = place(asked.file, at);
    if to.exists() && !asked.replace {
        bail!(
            "{} is there already: give another name, or --replace to write over it",
            to.display()
        );
    }
    let [copy, partial] = [".db.partial", ".partial"].map(|ending| beside(&to, ending));
    let made = make(config, &database, &copy, &partial, at, asked.without_key).await;
    let made = made.and_then(|manifest| settle(&partial, &to, asked.replace).map(|()| manifest));
    // What a failure left is of no use to anybody.
    for left in [&copy, &beside(&copy, "-journal"), &partial] {
        let _ = std::fs::remove_file(left);
    }
    report(&to, &made?)
}

fn on_postgres(address: &str) -> String {
    format!(
        "the data is on a PostgreSQL server, whose own tools copy it:\n  pg_dump --format=custom \
         --file=baton.dump --dbname='{}'\nand back:\n  pg_restore --clean --if-exists \
         --dbname='...' baton.dump\nKeep a copy of {} too: it opens the secrets in it",
        crate::config::masked(address),
        secrets::FILE
    )
}

/// The file to write.
fn place(asked: Option<PathBuf>, at: i64) -> PathBuf {
    let digits: String = archive::time(at).chars().filter(char::is_ascii_digit).collect();
    let (date, time) = digits.split_at(8.min(digits.len()));
    let name = format!("baton-{date}-{time}.tar");
    match asked {
        Some(folder) if folder.is_dir() => folder.join(name),
        Some(file) => file,
        None => PathBuf::from(name),
    }
}

async fn make(
    config: &Config,
    database: &Path,
    copy: &Path,
    partial: &Path,
    at: i64,
    without_key: bool,
) -> anyhow::Result<Manifest> {
    // What a backup left that was killed.
    for left in [copy, &beside(copy, "-journal"), partial] {
        if left.exists() {
            std::fs::remove_file(left)
                .with_context(|| format!("{} is in the way", left.display()))?;
        }
    }
    let (key, text) = key(config, without_key)?;
    let place = store::Where::File(database.to_owned());
    let mut ours = store::look(&place).await.context("the database cannot be opened")?;
    let bar = bar(ours.bytes().await? * 2)?;
    grow(&bar, copy, ours.copy_to(copy)).await.context("the database was not copied")?;
    ours.close().await?;
    bar.set_message("checking");
    let mut copied = store::look(&store::Where::File(copy.to_owned())).await?;
    let wrongs = copied.wrongs(false).await?;
    if let Some(wrong) = wrongs.first() {
        bail!("the database is damaged, so no backup was made: {wrong}. Restore an earlier one");
    }
    let (about, version) = (copied.contents().await?, copied.version);
    copied.close().await?;
    bar.set_message("packing");
    let (copy, partial, bar_) = (copy.to_owned(), partial.to_owned(), bar.clone());
    let packed = tokio::task::spawn_blocking(move || {
        let manifest = Manifest::new(about, version, at, &copy, key)?;
        let bytes = std::fs::metadata(&copy)?.len();
        let from = bar_.wrap_read(std::fs::File::open(&copy)?);
        archive::write(&partial, &manifest, at, from, bytes, text.as_deref())
            .with_context(|| format!("{} cannot be written", partial.display()))?;
        Ok::<_, anyhow::Error>(manifest)
    });
    let manifest = packed.await??;
    bar.finish_and_clear();
    Ok(manifest)
}

/// What the backup says of the key, and the key where it is to be in it.
fn key(config: &Config, without_key: bool) -> anyhow::Result<(Key, Option<String>)> {
    let file = config.data.join(secrets::FILE);
    if config.secret_key.is_none() && !file.exists() {
        return Ok((Key { id: None, place: KeyPlace::LeftOut }, None));
    }
    let id = Some(Secrets::open(config)?.id().to_owned());
    if config.secret_key.is_some() {
        return Ok((Key { id, place: KeyPlace::Settings }, None));
    }
    if without_key {
        return Ok((Key { id, place: KeyPlace::LeftOut }, None));
    }
    Ok((Key { id, place: KeyPlace::Included }, Some(std::fs::read_to_string(file)?)))
}

fn bar(bytes: u64) -> anyhow::Result<ProgressBar> {
    let style = ProgressStyle::with_template("{msg:>10} {bar:30} {percent}% of {total_bytes}")?;
    let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::hidden());
    let later = bar.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(QUIET_MS)).await;
        if !later.is_finished() {
            later.set_draw_target(ProgressDrawTarget::stderr());
        }
    });
    Ok(bar.with_style(style).with_message("copying"))
}

/// Shows how far a file has grown while somebody writes it.
async fn grow<T>(bar: &ProgressBar, file: &Path, writing: impl Future<Output = T>) -> T {
    let mut writing = std::pin::pin!(writing);
    loop {
        tokio::select! {
            written = &mut writing => return written,
            () = tokio::time::sleep(LOOK_EVERY) => {
                let bytes = std::fs::metadata(file).map_or(0, |about| about.len());
                bar.set_position(bytes.min(bar.length().unwrap_or(0) / 2));
            }
        }
    }
}

/// Gives the finished file its name, and the disk's word for it. Somebody else's file that came
/// meanwhile is not written over.
fn settle(partial: &Path, to: &Path, replace: bool) -> anyhow::Result<()> {
    let here = rustix::fs::CWD;
    let flags = if replace { RenameFlags::empty() } else { RenameFlags::NOREPLACE };
    let renamed = match rustix::fs::renameat_with(here, partial, here, to, flags) {
        // Some file systems, such as NFS, cannot promise it.
        Err(rustix::io::Errno::INVAL) if !to.exists() => std::fs::rename(partial, to),
        renamed => renamed.map_err(Into::into),
    };
    renamed.with_context(|| format!("{} cannot be given its name", to.display()))?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}

fn report(to: &Path, manifest: &Manifest) -> anyhow::Result<()> {
    let bytes = indicatif::HumanBytes(std::fs::metadata(to)?.len());
    say(&format!("{} ({bytes}), checked", to.display()));
    say(&contents(manifest));
    say(match manifest.key.place {
        KeyPlace::Included => {
            "It holds what visitors wrote, and the key to the secrets in it: keep it where nobody \
             else can read it."
        }
        KeyPlace::LeftOut => {
            "secret.key is not in it. Keep a copy of that elsewhere: without it, secrets such as \
             the password of your mail server cannot be opened."
        }
        KeyPlace::Settings => {
            "The key is in your settings (secret_key) and not in it. Keep a copy of that elsewhere."
        }
    });
    Ok(())
}

fn contents(manifest: &Manifest) -> String {
    let last = manifest.last_change.as_deref().unwrap_or("never");
    format!(
        "{}: conversations: {}, last change: {last}; made {} by Baton {}",
        manifest.workspaces.join(", "),
        manifest.conversations,
        manifest.made_at,
        manifest.program
    )
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
