//! `baton restore`: a backup becomes a data folder, or nothing happens at all.
//!
//! What is old must not come back to life with it: whoever was let in is let in anew, because
//! sessions of people who were removed since would work again, and links that were used up too.
//! Mails that waited were sent since. Which signing keys were revoked since nobody knows here, so
//! those that are in force are named.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use store::KeyInForce;

use super::archive::{self, Key, KeyPlace, Manifest};
use super::say;
use crate::config::Config;
use crate::mail::{Failed, Why};
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
    let restored = restored.and_then(|Unpacked { manifest, mails, keys }| {
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
        let lines = [key, ended(&manifest, mails, &keys)].concat();
        Ok((manifest, kept, lines))
    });
    let _ = fs::remove_dir_all(&partial);
    let (manifest, kept, lines) = restored?;
    say(&format!("Restored into {}, checked", data.display()));
    say(&super::contents(&manifest));
    if let Some(kept) = kept {
        say(&format!("What was there is in {}", kept.display()));
    }
    for line in lines {
        say(&line);
    }
    Ok(())
}

/// What has ended with the restore, and what of the past is in force again.
fn ended(manifest: &Manifest, mails: u64, keys: &[KeyInForce]) -> Vec<String> {
    let made_at = &manifest.made_at;
    let mut lines = vec![
        "Teammates sign in anew, and visitors who are signed in on your site are vouched for anew; \
         open invitations and links have ended."
            .to_owned(),
        format!(
            "Whoever was removed or given another role after {made_at} is as before: look under \
             Settings, People."
        ),
    ];
    if mails > 0 {
        lines.push(format!(
            "Mails that waited and are not sent, because they may have been since: {mails}. Look \
             under Settings, Mail."
        ));
    }
    if !keys.is_empty() {
        lines.push(format!(
            "These signing keys for visitors are in force, also if they were revoked after \
             {made_at}. Revoke such a one again, under Settings, Visitors:"
        ));
    }
    lines.extend(keys.iter().map(|key| {
        let by = key.created_by.as_deref().unwrap_or("somebody");
        let at = archive::time(key.created_at);
        format!("  {}: ends in {}, made by {by} {at}", key.workspace, key.hint)
    }));
    lines
}

/// A backup beside the data, ready to be put into its place.
struct Unpacked {
    manifest: Manifest,
    /// How many waited in it.
    mails: u64,
    keys: Vec<KeyInForce>,
}

async fn unpack(file: &Path, partial: &Path) -> anyhow::Result<Unpacked> {
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
    let outcome = serde_json::to_string(&Failed::new(Why::Restored, None).for_good())?;
    let mails = database.end_the_past(clock::now(), &outcome).await?;
    let keys = database.signing_keys().await?;
    database.close().await?;
    Ok(Unpacked { manifest, mails, keys })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_force_again_is_named() {
        let manifest = Manifest {
            format: 1,
            program: "1".into(),
            made_at: "2026-03-01T03:15:00Z".into(),
            workspaces: vec![],
            conversations: 0,
            last_change: None,
            database_version: 1,
            database_sha256: String::new(),
            key: Key { id: None, place: KeyPlace::Included },
        };
        let key = |hint: &str, created_by: Option<&str>| KeyInForce {
            workspace: "Fern & Thimble".into(),
            hint: hint.into(),
            created_at: 0,
            created_by: created_by.map(str::to_owned),
        };
        assert_eq!(ended(&manifest, 0, &[]).len(), 2);
        let said = ended(&manifest, 3, &[key("k3Fq", Some("Ada")), key("9xYz", None)]);
        assert!(said[2].ends_with("since: 3. Look under Settings, Mail."), "{said:?}");
        assert!(said[3].contains("revoked after 2026-03-01T03:15:00Z"), "{said:?}");
        let keys = [
            "  Fern & Thimble: ends in k3Fq, made by Ada 1970-01-01T00:00:00Z",
            "  Fern & Thimble: ends in 9xYz, made by somebody 1970-01-01T00:00:00Z",
        ];
        assert_eq!(said[4..], keys);
    }
}
