//! `baton learn`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};
use indicatif::{ProgressBar, ProgressStyle};

use super::say;
use crate::control::{Client, Taken};
use crate::protocol::{AddSite, SiteReads, SiteState, SourceState, SourceView};
use crate::sources::too_large;

/// How often the states are asked for.
const ASK_EVERY: Duration = Duration::from_millis(150);

/// What is to be learnt.
#[derive(Debug, clap::Args)]
pub(super) struct Asked {
    /// Files of any kind that is read, folders of them, or addresses of websites.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The addresses are feeds: lists of products or lots (CSV, JSON, XML).
    #[arg(long)]
    feed: bool,
    /// The field that tells the items of a feed apart.
    #[arg(long, value_name = "FIELD", requires = "feed")]
    key: Option<String>,
    /// Also teach this assistant, which does not learn every source.
    #[arg(long, value_name = "NAME")]
    assistant: Option<String>,
}

/// Sends the files and shows how far they are until all are learnt or have failed.
pub(super) async fn learn(
    client: Client,
    Asked { paths, feed, key, assistant }: Asked,
) -> anyhow::Result<()> {
    let (addresses, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.into_iter().partition(|path| is_address(path));
    for address in &addresses {
        let address = address.to_string_lossy().into_owned();
        let reads = if feed { SiteReads::Feed } else { SiteReads::default() };
        let site = AddSite { address, reads, key: key.clone(), ..AddSite::default() };
        learn_site(&client, site, assistant.clone()).await?;
    }
    if let (true, Some(path)) = (feed, paths.first()) {
        bail!("{} is no address; a feed is read from the web", path.display());
    }
    if paths.is_empty() {
        return Ok(());
    }
    let (mut files, mut others) = (Vec::new(), Vec::new());
    for path in &paths {
        collect(path, &mut files, &mut others)?;
    }
    if let Some(first) = others.first() {
        let count = others.len();
        say(&format!("left out: {count} of kinds that are not read, such as {}", first.display()));
    }
    if files.is_empty() {
        bail!("no file of a kind that is read was found there: {}", documents::KINDS.join(", "));
    }
    let style = ProgressStyle::with_template("{msg:>10} {bar:30} {pos} of {len}")?;
    let bar = ProgressBar::new(files.len() as u64).with_style(style).with_message("sending");
    let (mut sent, mut failed) = (BTreeSet::new(), Vec::new());
    for Found { file, name } in &files {
        let content =
            std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        if let Some(why) = too_large(content.len()) {
            failed.push((name.clone(), why));
            bar.inc(1);
            continue;
        }
        match client.learn(name, content, assistant.clone()).await? {
            Taken::Source(source) => {
                sent.insert(source.id);
            }
            Taken::Refused(refused) => failed.push((refused.name, refused.why)),
        }
        bar.inc(1);
    }
    bar.reset();
    bar.set_length(sent.len() as u64);
    bar.set_message("learning");
    let learnt = wait(&client, &sent, &bar).await?;
    bar.finish_and_clear();
    report(&learnt, failed)
}

fn is_address(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.starts_with("http://") || text.starts_with("https://"))
}

/// Has a website read, and shows how far it is until it is read or has failed.
async fn learn_site(
    client: &Client,
    site: AddSite,
    assistant: Option<String>,
) -> anyhow::Result<()> {
    let (address, what) =
        (site.address.clone(), if site.reads == SiteReads::Feed { "items" } else { "pages" });
    let id = client.add_site(site, assistant).await?.id;
    let style = ProgressStyle::with_template("{msg:>10} {bar:30} {pos} of about {len} {prefix}")?;
    let bar = ProgressBar::new(1).with_style(style).with_message("reading").with_prefix(what);
    loop {
        let Some(site) = client.sites().await?.into_iter().find(|site| site.id == id) else {
            bail!("{address} was removed")
        };
        bar.set_length(u64::from(site.read + site.waiting));
        bar.set_position(site.read.into());
        let skipped: u32 = site.skipped.iter().map(|it| it.count).sum();
        let (read, failed) = (site.read, site.failed);
        let said = format!("{address}: {read} {what} read, {skipped} skipped, {failed} failed");
        match site.state {
            SiteState::Waiting | SiteState::Reading => tokio::time::sleep(ASK_EVERY).await,
            SiteState::Ready => {
                bar.finish_and_clear();
                say(&said);
                return Ok(());
            }
            SiteState::Paused => bail!("{said}; it is paused"),
            SiteState::Failed { why } => {
                bail!("{address}: {why} What was learnt before stays ({read} {what}).")
            }
        }
    }
}

/// The sources once each is ready or has failed.
async fn wait(
    client: &Client,
    sent: &BTreeSet<uuid::Uuid>,
    bar: &ProgressBar,
) -> anyhow::Result<Vec<SourceView>> {
    loop {
        let mut mine = client.sources().await?;
        mine.retain(|source| sent.contains(&source.id));
        let done = mine.iter().filter(|source| source.state.is_done()).count();
        bar.set_position(done as u64);
        if done == mine.len() {
            return Ok(mine);
        }
        tokio::time::sleep(ASK_EVERY).await;
    }
}

fn report(learnt: &[SourceView], mut failed: Vec<(String, String)>) -> anyhow::Result<()> {
    let mut passages = 0;
    let mut ready = 0;
    for source in learnt {
        if let SourceState::Failed { why } = &source.state {
            failed.push((source.name.clone(), why.clone()));
        } else if source.state == SourceState::Stopped {
            failed.push((source.name.clone(), "It was stopped.".to_owned()));
        } else {
            ready += 1;
            passages += source.passages;
        }
    }
    say(&format!("{ready} learnt, {passages} passages"));
    for (name, why) in &failed {
        say(&format!("failed: {name}: {why}"));
    }
    if failed.is_empty() { Ok(()) } else { bail!("{} could not be learnt", failed.len()) }
}

/// A file, and the name that it is learnt by: with the folders from the one that was given, so
/// that two files of one name stay two.
struct Found {
    file: PathBuf,
    name: String,
}

impl Found {
    fn under(folder: &Path, file: PathBuf) -> Self {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().into_owned();
        Self { file, name }
    }
}

/// The files of a path, folders searched to the bottom, in the order of their names.
fn collect(path: &Path, files: &mut Vec<Found>, others: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let about = std::fs::metadata(path).with_context(|| {
        format!("{} is not there; an address begins with https://", path.display())
    })?;
    let parent = path.parent().unwrap_or(path);
    if !about.is_dir() {
        files.push(Found::under(parent, path.to_owned()));
        return Ok(());
    }
    let mut folders = vec![path.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            // A link may lead round in a circle, so links are left alone.
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() && has_known_ending(&entry.path()) {
                found.push(entry.path());
            } else if kind.is_file() {
                others.push(entry.path());
            }
        }
    }
    found.sort();
    files.extend(found.into_iter().map(|file| Found::under(parent, file)));
    Ok(())
}

/// What a folder is searched for; a file that is named is tried whatever it ends in.
fn has_known_ending(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    documents::KINDS.contains(&ending.as_str())
}
