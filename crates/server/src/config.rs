//! Settings: a file, the environment over it, flags over both.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use domain::limits::{REPLY_MAIL_SECONDS, VISITOR_COMMANDS_PER_SECOND};
use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// What the environment may set, as `BATON_DATA` and so on. Other tools use the prefix too.
const SETTINGS: [&str; 8] = [
    "data",
    "listen",
    "database",
    "public_url",
    "secret_key",
    "log",
    "visitor_commands_per_second",
    "reply_mail_seconds",
];

/// Everything that can be set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// The folder that holds the database and the control socket.
    pub(crate) data: PathBuf,
    /// Where the server listens. Loopback until told otherwise.
    pub(crate) listen: SocketAddr,
    /// `postgres://...` for a PostgreSQL server; a file in the data folder when absent.
    pub(crate) database: Option<String>,
    /// The address that browsers use, such as `https://chat.example`; from `listen` when absent.
    pub(crate) public_url: Option<String>,
    /// 32 bytes as base64, which seal secrets in the database; from a file in the data folder when
    /// absent. Several machines on one database need the same.
    pub(crate) secret_key: Option<String>,
    /// `text` for people, `json` for programs.
    pub(crate) log: LogFormat,
    /// Commands that one visitor regains per second; ten seconds of it may come at once.
    pub(crate) visitor_commands_per_second: NonZeroU32,
    /// How long after a reply a visitor who has not seen it is told by mail; replies of that time
    /// are one mail.
    pub(crate) reply_mail_seconds: u32,
}

/// How logs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LogFormat {
    /// A line for people.
    Text,
    /// An object for programs.
    Json,
}

/// What the command line sets.
#[derive(Debug, Default, Clone, Serialize, clap::Args)]
pub(crate) struct Flags {
    /// The folder that holds everything Baton keeps [default: data].
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) data: Option<PathBuf>,
    /// A PostgreSQL server, postgres://...; a file in the data folder when absent.
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database: Option<String>,
    /// Where to listen [default: 127.0.0.1:8300].
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) listen: Option<SocketAddr>,
    /// The address that browsers use, such as `https://chat.example`.
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) public_url: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8300)),
            database: None,
            public_url: None,
            secret_key: None,
            log: LogFormat::Text,
            visitor_commands_per_second: VISITOR_COMMANDS_PER_SECOND,
            reply_mail_seconds: REPLY_MAIL_SECONDS,
        }
    }
}

impl Config {
    /// Reads `file` if it is there, `BATON_*` over it, `flags` over both.
    pub(crate) fn load(file: &Path, flags: &Flags) -> Result<Self, Box<figment::Error>> {
        let mut settings = Figment::from(Serialized::defaults(Self::default()));
        if file.exists() {
            settings = settings.merge(Toml::file_exact(file));
        }
        settings
            .merge(Env::prefixed("BATON_").only(&SETTINGS))
            .merge(Serialized::defaults(flags))
            .extract()
            .map_err(Box::new)
    }

    /// Where the database is.
    pub(crate) fn database(&self) -> store::Where {
        match &self.database {
            Some(address) => store::Where::Server(address.clone()),
            None => store::Where::File(self.data.join("baton.db")),
        }
    }

    /// The address that browsers use, without a slash at its end.
    pub(crate) fn origin(&self) -> String {
        self.public_url.as_deref().map_or_else(
            || format!("http://{}", self.listen),
            |url| url.trim_end_matches('/').to_owned(),
        )
    }

    /// The origins that our own pages have. Without a public address these are the names of this
    /// machine itself, so that two people can be signed in side by side on one.
    pub(crate) fn origins(&self) -> Vec<String> {
        let port = self.listen.port();
        let mut origins = vec![self.origin()];
        if self.public_url.is_none() {
            let names = ["127.0.0.1", "localhost", "[::1]"];
            origins.extend(names.map(|name| format!("http://{name}:{port}")));
        }
        origins
    }

    /// Whether browsers reach us over HTTPS, so that cookies can be bound to it.
    pub(crate) fn is_https(&self) -> bool {
        self.origin().starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_go_over_the_file_and_loopback_is_the_default() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("baton.toml");
        std::fs::write(&file, "listen = '127.0.0.1:1'\npublic_url = 'https://a.example/'").unwrap();
        let none = Config::load(&folder.path().join("none.toml"), &Flags::default()).unwrap();
        assert!(none.listen.ip().is_loopback());
        let read = Config::load(&file, &Flags::default()).unwrap();
        assert_eq!((read.listen.port(), read.origin().as_str()), (1, "https://a.example"));
        let flags = Flags { listen: Some(([127, 0, 0, 1], 2).into()), ..Flags::default() };
        assert_eq!(Config::load(&file, &flags).unwrap().listen.port(), 2);
        std::fs::write(&file, "lisen = '127.0.0.1:1'").unwrap();
        assert!(Config::load(&file, &Flags::default()).unwrap_err().to_string().contains("lisen"));
    }
}
