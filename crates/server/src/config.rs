//! Settings: a file, the environment over it, flags over both.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use domain::limits::{
    REPLY_MAIL_SECONDS, SITE_ANSWER_MS, SITE_PAUSE_MS, VISITOR_COMMANDS_PER_SECOND,
};
use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use serde::{Deserialize, Serialize};

use crate::egress::Named;
use crate::proxies::Proxies;

/// What the environment may set, as `BATON_DATA` and so on. Other tools use the prefix too.
pub(crate) const SETTINGS: [&str; 13] = [
    "data",
    "listen",
    "database",
    "public_url",
    "trusted_proxies",
    "secret_key",
    "push_services",
    "log",
    "visitor_commands_per_second",
    "reply_mail_seconds",
    "allow_private_addresses",
    "site_pause_ms",
    "site_answer_ms",
];

/// Those of Chrome and its kin, Firefox, Safari and Edge.
const PUSH_SERVICES: [&str; 4] = [
    "https://fcm.googleapis.com",
    "https://updates.push.services.mozilla.com",
    "https://*.push.apple.com",
    "https://*.notify.windows.com",
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
    /// Whose `X-Forwarded-For` is believed: addresses and networks of proxies in front.
    pub(crate) trusted_proxies: Proxies,
    /// 32 bytes as base64, which seal secrets in the database; from a file in the data folder when
    /// absent. Several machines on one database need the same.
    pub(crate) secret_key: Option<String>,
    /// Origins of the push services that browsers bring; notices go to no others.
    pub(crate) push_services: Vec<String>,
    /// `text` for people, `json` for programs.
    pub(crate) log: LogFormat,
    /// Commands that one visitor regains per second; ten seconds of it may come at once.
    pub(crate) visitor_commands_per_second: NonZeroU32,
    /// How long after a reply a visitor who has not seen it is told by mail; replies of that time
    /// are one mail.
    pub(crate) reply_mail_seconds: u32,
    /// Hosts that websites are read from though they are not public, such as `wiki.intranet` or
    /// `10.1.1.1:8080`. None until told otherwise: whoever may add a website could read from them.
    pub(crate) allow_private_addresses: Vec<Named>,
    /// The pause between two pages of one website, where the site asks for no longer one.
    pub(crate) site_pause_ms: u32,
    /// How long a page of a website may take in all.
    pub(crate) site_answer_ms: NonZeroU32,
    /// Where ready-made actions look things up; none for an address to be replaced by one's own.
    #[serde(skip)]
    pub(crate) templates_ask: Option<String>,
}

/// A setting as a person is shown it, without secrets.
#[derive(Debug, Serialize)]
pub(crate) struct Setting {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) from: String,
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
            trusted_proxies: Proxies::default(),
            secret_key: None,
            push_services: PUSH_SERVICES.map(Into::into).into(),
            log: LogFormat::Text,
            visitor_commands_per_second: VISITOR_COMMANDS_PER_SECOND,
            reply_mail_seconds: REPLY_MAIL_SECONDS,
            allow_private_addresses: Vec::new(),
            site_pause_ms: SITE_PAUSE_MS,
            site_answer_ms: SITE_ANSWER_MS,
            templates_ask: None,
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

    /// What each setting is and who says so: the last of default, file, environment and flag.
    pub(crate) fn sources(&self, file: &Path, flags: &Flags) -> Vec<Setting> {
        let value = |of: &serde_json::Value, name: &str| of.get(name).cloned();
        let ours = serde_json::to_value(self).unwrap_or_default();
        let flags = serde_json::to_value(flags).unwrap_or_default();
        let in_file = Figment::from(Toml::file_exact(file));
        let from = |name: &str| {
            let variable = format!("BATON_{}", name.to_uppercase());
            if value(&flags, name).is_some() {
                format!("--{}", name.replace('_', "-"))
            } else if std::env::var_os(&variable).is_some() {
                variable
            } else if in_file.find_value(name).is_ok() {
                file.display().to_string()
            } else {
                "default".to_owned()
            }
        };
        let shown = |name: &str| match (name, value(&ours, name).unwrap_or_default()) {
            ("database", serde_json::Value::String(address)) => masked(&address),
            ("secret_key", serde_json::Value::String(_)) => "(hidden)".to_owned(),
            (_, serde_json::Value::Null) => "(not set)".to_owned(),
            (_, serde_json::Value::String(text)) => text,
            (_, other) => other.to_string(),
        };
        SETTINGS.iter().map(|name| Setting { name, value: shown(name), from: from(name) }).collect()
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

/// An address of a database without its password, wherever it stands in it.
pub(crate) fn masked(address: &str) -> String {
    let Ok(mut url) = reqwest::Url::parse(address) else { return "(hidden)".to_owned() };
    if url.password().is_some() && url.set_password(None).is_err() {
        return "(hidden)".to_owned();
    }
    let kept: Vec<_> =
        url.query_pairs().into_owned().filter(|(key, _)| key != "password").collect();
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    url.to_string()
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

    #[test]
    fn each_setting_says_who_set_it_and_no_secret() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("baton.toml");
        let text = "trusted_proxies = ['10.0.0.0/8', '::1']\nsecret_key = 'hunter2'\n\
                    database = 'postgres://baton:hunter2@db.internal/baton?password=hunter2&a=b'";
        std::fs::write(&file, text).unwrap();
        let flags = Flags { public_url: Some("https://a.example".into()), ..Flags::default() };
        let config = Config::load(&file, &flags).unwrap();
        assert!(config.trusted_proxies.trusts([10, 1, 1, 1].into()));
        assert!(!config.trusted_proxies.trusts([127, 0, 0, 1].into()));
        let said = config.sources(&file, &flags);
        let text = serde_json::to_string(&said).unwrap();
        assert!(
            !text.contains("hunter2") && text.contains("baton@db.internal/baton?a=b"),
            "{text}"
        );
        let from = |name: &str| said.iter().find(|it| it.name == name).unwrap().from.clone();
        assert_eq!(
            (from("listen").as_str(), from("public_url").as_str()),
            ("default", "--public-url")
        );
        assert_eq!(from("trusted_proxies"), file.display().to_string());
        std::fs::write(&file, "trusted_proxies = '10.0.0.0/99'").unwrap();
        assert!(Config::load(&file, &flags).unwrap_err().to_string().contains("10.0.0.0/99"));
    }
}
