//! The command line.

mod ask;
mod backup;
mod doctor;
mod eval;
mod learn;
mod serve;
mod user;

use std::io::IsTerminal as _;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::config::{Config, Flags, LogFormat};
use crate::control;

pub(crate) use serve::{bind, open, serve};

/// A self-hosted AI front desk for a website.
#[derive(Debug, Parser)]
#[command(name = "baton", version, about)]
pub(crate) struct Cli {
    /// A file of settings; BATON_* in the environment and flags go over it
    /// [default: baton.toml, if there is one].
    #[arg(long, global = true, env = "BATON_CONFIG")]
    config: Option<PathBuf>,
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server.
    Serve,
    /// Run a small shop with everything in it, to see what Baton does.
    Demo {
        /// Begin anew: forget what was done in the demo before.
        #[arg(long)]
        fresh: bool,
    },
    /// Teach the assistant files, folders, websites and feeds.
    Learn(learn::Asked),
    /// Ask the assistant, outside any conversation.
    Ask {
        /// The question, in quotes.
        question: String,
        /// Whom, where there are several.
        #[arg(long, value_name = "NAME")]
        assistant: Option<String>,
    },
    /// Copy everything into one file, also while the server runs.
    Backup(backup::Backup),
    /// Make a data folder from a backup.
    Restore(backup::Restore),
    /// Look for what usually goes wrong, and say what to do about it.
    Doctor(doctor::Doctor),
    /// Say whether the server is ready; for containers and monitors.
    Health,
    /// Teammates.
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Measure search, answers and hand-overs on questions whose answers are known.
    Eval(eval::Eval),
    /// Print the description of the API.
    #[command(hide = true)]
    Openapi,
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Make a one-time link with which a teammate chooses a new password.
    Reset {
        /// The address they sign in with.
        email: String,
        /// Take their second factor off too, for whoever lost their app and recovery codes.
        #[arg(long)]
        second_factor: bool,
    },
}

/// Runs the command that was given.
pub(crate) async fn run(cli: Cli) -> anyhow::Result<()> {
    if let Some(named) = cli.config.as_ref().filter(|file| !file.exists()) {
        bail!("the file of settings {} is not there", named.display());
    }
    let file = cli.config.unwrap_or_else(|| PathBuf::from("baton.toml"));
    let config = Config::load(&file, &cli.flags).context("the settings do not hold");
    if let Command::Doctor(asked) = &cli.command {
        return doctor::doctor(config, &file, &cli.flags, asked).await;
    }
    let config = config?;
    log(config.log);
    match cli.command {
        Command::Serve => serve::run(config).await,
        Command::Demo { fresh } => crate::demo::run(config, &cli.flags, fresh).await,
        Command::Learn(asked) => with_client(config, |client| learn::learn(client, asked)).await,
        Command::Ask { question, assistant } => {
            with_client(config, |client| ask::ask(client, question, assistant)).await
        }
        Command::Health => doctor::health(&config).await,
        Command::Doctor(_) => unreachable!("it was asked before"),
        Command::Backup(asked) => backup::backup(&config, asked).await,
        Command::Restore(asked) => backup::restore(&config, asked).await,
        Command::User { command: UserCommand::Reset { email, second_factor } } => {
            with_client(config, |client| user::reset(client, email, second_factor)).await
        }
        Command::Eval(what) => tokio::task::spawn_blocking(move || eval::run(&what)).await?,
        Command::Openapi => {
            say(&crate::http::description().to_pretty_json()?);
            Ok(())
        }
    }
}

/// Runs a command against the server that holds the data folder, or against itself.
async fn with_client<F>(
    config: Config,
    command: impl FnOnce(control::Client) -> F,
) -> anyhow::Result<()>
where
    F: Future<Output = anyhow::Result<()>>,
{
    let client = control::Client::new(&config.data)?;
    let Some(_lock) = control::lock(&config.data)? else {
        return command(client).await;
    };
    let app = open(config).await?;
    let listener = control::bind(&app.config.data)?;
    let listening = tokio::spawn(control::listen(app.clone(), listener));
    let working = tokio::spawn(crate::jobs::work(app.clone()));
    let done = command(client).await;
    app.stop();
    listening.await??;
    working.await?;
    app.db.close().await;
    done
}

/// Prints a line of a command's result.
#[expect(clippy::print_stdout, reason = "the result of a command goes to its standard output")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}

/// Logs go to the standard error, so that results can be piped.
fn log(format: LogFormat) {
    // What that library logs of a failure is the provider's whole answer.
    let silent = "genai=off".parse().expect("this is a directive");
    let filter = EnvFilter::try_from_env("BATON_LOG_FILTER")
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,tantivy=warn"))
        .add_directive(silent);
    // A log that cannot be written, on a full disk, must not end the server.
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .log_internal_errors(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A test runs several commands in one process; the first one's log serves them all.
    let _ = match format {
        LogFormat::Json => logs.json().try_init(),
        LogFormat::Text => logs.try_init(),
    };
}
