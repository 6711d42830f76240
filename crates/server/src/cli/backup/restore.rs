//! `baton restore`: a backup becomes a data folder, or nothing happens at all.
//!
//! What is old must not come back to life with it: teammates sign in anew, because sessions of
//! people who were removed since would work again, and one-time links that were used up too.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::archive::{self, Key, KeyPlace, Manifest};
use super::say;
use crate::config::Config;
use crate::secrets::{self, Secrets};
use crate::{clock, control};

/// What to restore.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Restore {
    /// The file that `baton backup` wrote.
    file: PathBuf,
    /// Restore over a data folder in use; what was in it is kept beside.
    #[arg(long)]
    replace: bool,
}

/// Everything in a data folder that a backup takes the place of.
const DATABASE_FILES: [&str; 3] = [archive::DATABASE, "baton.db-wal", "baton.db-shm"];

/// Unpacks, checks, and only then puts into place.
pub(in crate::cli) async fn restore(config: &Config, asked: Restore) -> anyhow::Result<()> {
    let data = &config.data;
    if config.database.is_some() {
        bail!(
            "the settings name a PostgreSQL server, which pg_restore fills; leave out database to \
             restore into the folder {}",
            data.display()
        );
    }
    if !asked.file.is_file() {
        bail!("there is no file {}", asked.file.display());
    }
    let Some(_lock) = control::lock(data)? else {
        bail!("a server runs on {}: stop it first", data.display());
    };
    let is_used = data.join(archive::DATABASE).exists();
    if is_used && !asked.replace {
        bail!(
            "there is a database in {} already. Restore into another folder with --data, or give \
             --replace: then what is there is kept beside it",
            data.display()
        );
    }
    let partial = data.join("restore.partial");
    let restored = unpack(&asked.file, &partial).await;
    let restored = restored.and_then(|manifest| {
        let kept = if is_used {
            Some(set_aside(data, partial.join(secrets::FILE).exists())?)
        } else {
            None
        };
        let key = put(config, &partial, &manifest.key).with_context(|| match &kept {
            Some(kept) => {
                format!("what was there is in {}, and nothing is restored", kept.display())
            }
            None => "nothing is restored".to_owned(),
        })?;
        Ok((manifest, kept, key))
    });
    let _ = fs::remove_dir_all(&partial);
    let (manifest, kept, key) = restored?;
    say(&format!("Restored into {}, checked", data.display()));
    say(&super::contents(&manifest));
    if let Some(kept) = kept {
        say(&format!("What was there is in {}", kept.display()));
    }
    for line in key {
        say(&line);
    }
    say("Teammates sign in anew; open invitations and links have ended.");
    say(&format!(
        "Whoever was removed or given another role after {} is as before: look under Settings, \
         People.",
        manifest.made_at
    ));
    Ok(())
}

async fn unpack(file: &Path, partial: &Path) -> anyhow::Result<Manifest> {
    let _ = fs::remove_dir_all(partial);
    DirBuilder::new()
        .mode(0o700)
        .create(partial)
        .with_context(|| format!("{} cannot be made", partial.display()))?;
    let (from, to) = (file.to_owned(), partial.to_owned());
    let manifest = tokio::task::spawn_blocking(move || archive::read(&from, &to)).await??;
    let place = store::Where::File(partial.join(archive::DATABASE));
    let mut database = store::look(&place).await.context("the database in it cannot be opened")?;
    if let Some(wrong) = database.wrongs(false).await?.first() {
        bail!("the database in {} is damaged: {wrong}", file.display());
    }
    if database.version != manifest.database_version {
        bail!("the database in {} is not the one that its manifest tells of", file.display());
    }
    database.end_sessions().await?;
    database.close().await?;
    Ok(manifest)
}

/// Moves what is in the folder to a folder of its own inside it; the key only when another comes,
/// or the restored secrets could not be read.
fn set_aside(data: &Path, brings_key: bool) -> anyhow::Result<PathBuf> {
    let time = archive::time(clock::now()).replace(':', "");
    let kept = data.join(format!("before-restore-{time}"));
    DirBuilder::new().mode(0o700).create(&kept)?;
    let key = brings_key.then_some(secrets::FILE);
    for name in DATABASE_FILES.into_iter().chain(key) {
        match fs::rename(data.join(name), kept.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("{name} cannot be moved"));
            }
            _ => {}
        }
    }
    Ok(kept)
}

/// Puts the files into their places, the database last, and says what there is to say of the key.
fn put(config: &Config, partial: &Path, key: &Key) -> anyhow::Result<Vec<String>> {
    let data = &config.data;
    let own = data.join(secrets::FILE);
    let packed = partial.join(secrets::FILE);
    if packed.exists() {
        let differs =
            own.exists() && fs::read(&own)?.trim_ascii() != fs::read(&packed)?.trim_ascii();
        if differs {
            bail!(
                "{} is another key than the one in the backup: move it away, then restore again",
                own.display()
            );
        }
        fs::rename(&packed, &own)?;
    }
    // What an earlier database left beside it would be read as part of this one.
    for left in ["baton.db-wal", "baton.db-shm"] {
        let _ = fs::remove_file(data.join(left));
    }
    fs::rename(partial.join(archive::DATABASE), data.join(archive::DATABASE))?;
    fs::File::open(data)?.sync_all()?;
    let here = if config.secret_key.is_some() || own.exists() {
        Some(Secrets::open(config)?.id().to_owned())
    } else {
        None
    };
    Ok(match (&key.id, here) {
        (Some(sealed_by), Some(here)) if *sealed_by != here => vec![format!(
            "The key here is {here}, and secrets in the backup were sealed by {sealed_by}: put \
             that key back before you start, or enter passwords such as the mail server's again."
        )],
        (Some(_), None) => vec![match key.place {
            KeyPlace::Settings => "The key was in the settings of the server (secret_key): give \
                                   this one the same before you start."
                .to_owned(),
            _ => format!(
                "The backup holds no key: put {} of that server into {} before you start. \
                 Without it, passwords such as the mail server's must be entered again.",
                secrets::FILE,
                data.display()
            ),
        }],
        _ => Vec::new(),
    })
}
