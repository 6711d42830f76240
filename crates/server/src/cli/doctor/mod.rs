//! `baton doctor`: looks for what usually goes wrong, and says what to do about it.
//!
//! **It changes nothing**, and speaks to nobody but the server itself and its public address.

mod data;
mod folder;
mod lines;

use std::path::Path;

use anyhow::bail;
use serde::Serialize;

use super::say;
use crate::config::{Config, Flags, Setting};
use crate::control;
use crate::reader;

pub(super) use lines::health;

/// What to look at.
#[derive(Debug, clap::Args)]
pub(super) struct Doctor {
    /// Print one JSON object, for programs.
    #[arg(long)]
    json: bool,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Level {
    Ok,
    Warning,
    Problem,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    what: &'static str,
    level: Level,
    says: String,
    /// What to do, where there is something to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
}

/// What was found, in the order in which a person would look.
#[derive(Debug, Default, Serialize)]
struct Report {
    settings: Vec<Setting>,
    findings: Vec<Finding>,
}

impl Report {
    fn ok(&mut self, what: &'static str, says: impl Into<String>) {
        let says = says.into();
        self.findings.push(Finding { what, level: Level::Ok, says, advice: None });
    }

    fn warn(&mut self, what: &'static str, says: impl Into<String>, advice: impl Into<String>) {
        self.add(Level::Warning, what, says.into(), advice.into());
    }

    fn problem(&mut self, what: &'static str, says: impl Into<String>, advice: impl Into<String>) {
        self.add(Level::Problem, what, says.into(), advice.into());
    }

    fn add(&mut self, level: Level, what: &'static str, says: String, advice: String) {
        self.findings.push(Finding { what, level, says, advice: Some(advice) });
    }

    fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }
}

/// Looks at everything, prints it, and fails when something is a problem.
pub(super) async fn doctor(
    config: anyhow::Result<Config>,
    file: &Path,
    flags: &Flags,
    asked: &Doctor,
) -> anyhow::Result<()> {
    let mut report = Report::default();
    match config {
        Err(error) => report.problem(
            "settings",
            format!("{error:#}"),
            format!("mend {} or the BATON_ variable that it names", file.display()),
        ),
        Ok(config) => {
            report.settings = config.sources(file, flags);
            report.ok("settings", settings(file));
            examine(&mut report, &config).await;
        }
    }
    if asked.json {
        say(&serde_json::to_string_pretty(&report)?);
    } else {
        print(&report);
    }
    match report.count(Level::Problem) {
        0 => Ok(()),
        1 => bail!("1 problem was found"),
        many => bail!("{many} problems were found"),
    }
}

fn settings(file: &Path) -> String {
    if file.exists() {
        format!("{} was read", file.display())
    } else {
        format!("no {} here; flags, environment and defaults hold", file.display())
    }
}

async fn examine(report: &mut Report, config: &Config) {
    // The folder first: what is not there is not to be made by looking.
    let server = if folder::examine(report, config) { running(config).await } else { None };
    folder::limits(report, server.as_ref().map(|(_, about)| about));
    reading(report);
    looking(report).await;
    data::examine(report, config).await;
    lines::examine(report, config, server).await;
}

/// Whether the process that reads files is bounded by the system.
fn reading(report: &mut Report) {
    if reader::is_confined() {
        report.ok("reading files", "in a process that can open no other file and no connection");
    } else {
        report.warn(
            "reading files",
            "this system does not bound the process that reads them",
            "run the server on Linux, or teach it only files that you trust",
        );
    }
}

/// Whether pages that hold only pictures are read.
async fn looking(report: &mut Report) {
    let says = match reader::Tesseract::find().await {
        Some(found) => format!("read by tesseract ({})", found.languages.join(", ")),
        None => "not read; they are where tesseract is installed (tesseract-ocr)".to_owned(),
    };
    report.ok("scanned pages", says);
}

/// The server that runs on the folder, if one does.
async fn running(config: &Config) -> Option<(control::Client, control::About)> {
    let client = control::Client::new(&config.data).ok()?;
    let about = client.about().await.ok()?;
    Some((client, about))
}

fn print(report: &Report) {
    for setting in &report.settings {
        say(&format!("  {} = {}  ({})", setting.name, setting.value, setting.from));
    }
    if !report.settings.is_empty() {
        say("");
    }
    for Finding { what, level, says, advice } in &report.findings {
        let level = match level {
            Level::Ok => "ok     ",
            Level::Warning => "warning",
            Level::Problem => "PROBLEM",
        };
        let advice = advice.as_ref().map_or_else(String::new, |advice| format!(" -> {advice}"));
        say(&format!("{level}  {what}: {says}{advice}"));
    }
}
