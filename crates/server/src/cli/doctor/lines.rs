//! Who answers where: the port, and the public address with whatever stands in front of it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context as _, bail};
use reqwest::header;

use super::super::say;
use super::Report;
use crate::config::Config;
use crate::control::{About, Client};
use crate::outgoing;
use crate::probe::{self, Seen};

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// `baton health`: whether the server on the settings' port can serve.
pub(in crate::cli) async fn health(config: &Config) -> anyhow::Result<()> {
    let address = format!("http://{}/ready", near(config.listen));
    let answer = outgoing::client().timeout(PATIENCE).build()?.get(&address).send().await;
    let status = answer.with_context(|| format!("{address} does not answer"))?.status();
    if !status.is_success() {
        bail!("{address} answers {status}");
    }
    say("ready");
    Ok(())
}

/// The address at which this machine itself reaches what listens there.
fn near(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

pub(super) async fn examine(report: &mut Report, config: &Config, server: Option<(Client, About)>) {
    let Ok(http) = outgoing::client()
        .timeout(PATIENCE)
        .redirect(reqwest::redirect::Policy::none())
        .http1_only()
        .build()
    else {
        return report.problem(
            "server",
            "no client could be made",
            "check the system's certificates",
        );
    };
    let Some((client, about)) = server else {
        stopped(report, config, &http).await;
        return address(report, config);
    };
    let says = format!("Baton {} runs and listens on {}", about.program, about.listen);
    if about.program == env!("CARGO_PKG_VERSION") {
        report.ok("server", says);
    } else {
        let advice = format!("restart it to run this program, {}", env!("CARGO_PKG_VERSION"));
        report.warn("server", says, advice);
    }
    let differs = |what: &str, theirs: &str, ours: &str| {
        format!("the running server has {what} {theirs}, the settings here say {ours}")
    };
    if about.origin != config.origin() && config.listen.port() != 0 {
        report.warn(
            "settings",
            differs("the address", &about.origin, &config.origin()),
            "give doctor the server's own file with --config, or restart the server",
        );
    }
    if about.trusted_proxies != config.trusted_proxies {
        let (theirs, ours) =
            (about.trusted_proxies.to_string(), config.trusted_proxies.to_string());
        let advice = "give doctor the server's own file with --config, or restart the server";
        report.warn("settings", differs("trusted_proxies", &theirs, &ours), advice);
    }
    address(report, config);
    if let Err(error) = through(report, &about, &client, &http).await {
        let why = format!("{error:#}");
        let advice = if why.contains("certificate") {
            "mend the certificate of the proxy in front: browsers refuse it too, unless they were \
             told to believe its maker"
        } else {
            "check its DNS name, the firewall (ports 80 and 443), and the log of the proxy in front"
        };
        let says = format!("{} is not reached from here: {why}", about.origin);
        report.problem("public address", says, advice);
    }
}

/// No server runs on the folder: is its port free?
async fn stopped(report: &mut Report, config: &Config, http: &reqwest::Client) {
    let near = near(config.listen);
    match std::net::TcpListener::bind(config.listen) {
        Ok(_) => report.warn(
            "server",
            format!("none runs on {}; {} is free", config.data.display(), config.listen),
            "start it, and run doctor again: the public address is tried while it runs",
        ),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            let answer = http.get(format!("http://{near}/health")).send().await;
            let is_ours = match answer {
                Ok(answer) => answer.text().await.is_ok_and(|text| text == "ok"),
                Err(_) => false,
            };
            let who = if is_ours {
                "a server that answers as Baton does, but not on this data folder"
            } else {
                "another program"
            };
            report.problem(
                "server",
                format!("{} is taken by {who}", config.listen),
                "stop that one, choose another with --listen, or give its folder with --data",
            );
        }
        Err(error) => report.problem(
            "server",
            format!("{} cannot be listened on: {error}", config.listen),
            "choose an address of this machine, and a port above 1023, with --listen",
        ),
    }
}

/// The public address as a word, before anybody is asked.
fn address(report: &mut Report, config: &Config) {
    let Some(public) = &config.public_url else {
        if config.listen.ip().is_loopback() {
            let says = "not set: this machine alone can use it";
            return report.warn("public_url", says, "set it to the https address of your visitors");
        }
        return report.problem(
            "public_url",
            "not set, though others can reach this server",
            "set it to the https address of your visitors: dashboards elsewhere are refused",
        );
    };
    let Ok(url) = reqwest::Url::parse(public) else {
        let says = format!("{public} is no address");
        return report.problem("public_url", says, "write it as https://chat.example");
    };
    let is_plain = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !is_plain || !["http", "https"].contains(&url.scheme()) {
        let says = format!("{public} has more than a name");
        report.problem("public_url", says, "leave only https:// and the name, without a path");
    } else if url.scheme() == "https" {
        report.ok("public_url", public.clone());
    } else {
        report.warn(
            "public_url",
            format!("{public} is not HTTPS: everybody on the way can read along"),
            "put Caddy or nginx in front, and begin it with https://",
        );
    }
}

/// Asks through the public address, and asks the server what came of it.
async fn through(
    report: &mut Report,
    about: &About,
    client: &Client,
    http: &reqwest::Client,
) -> anyhow::Result<()> {
    let token = client.probe().await?;
    let health = format!("{}/health", about.origin);
    let answer = http.get(&health).header(probe::HEADER, token).send().await?;
    let status = answer.status();
    let Some(seen) = client.seen().await? else {
        report.problem(
            "public address",
            format!("{health} is answered ({status}) by somebody else than this server"),
            format!("let the proxy pass everything to {}", near(about.listen)),
        );
        return Ok(());
    };
    if !status.is_success() {
        bail!("{health} answers {status}");
    }
    report.ok("public address", format!("{} leads to this server", about.origin));
    host(report, about, &seen);
    forwarded(report, about, &seen);
    upgrade(report, about, http).await
}

fn host(report: &mut Report, about: &About, seen: &Seen) {
    let name = about.origin.split_once("://").map_or("", |(_, name)| name);
    if seen.host != name {
        report.warn(
            "proxy",
            format!("it asks for the host {}, not {name}", seen.host),
            "pass the Host header on as it came",
        );
    }
}

fn forwarded(report: &mut Report, about: &About, seen: &Seen) {
    let peer = seen.peer;
    // Nothing can stand in between where both speak HTTP on the same port.
    let port = format!(":{}", about.listen.port());
    let is_direct = about.origin.starts_with("http://") && about.origin.ends_with(&port);
    match (seen.forwarded, seen.trusted, seen.from) {
        (false, ..) if is_direct => report.ok(
            "visitors' addresses",
            format!("this request came straight from {peer}, through no proxy"),
        ),
        (false, true, _) => report.warn(
            "visitors' addresses",
            format!("the proxy at {peer} does not say whom it speaks for"),
            "let it set X-Forwarded-For; until then no address is limited",
        ),
        (false, false, _) => report.ok("visitors' addresses", format!("seen as {peer}, no proxy")),
        (true, false, _) => report.problem(
            "visitors' addresses",
            format!("the proxy at {peer} is not trusted, so all visitors share its limits"),
            format!("add {peer} or its network to trusted_proxies"),
        ),
        (true, true, Some(from)) => report.ok(
            "visitors' addresses",
            format!("the proxy at {peer} is trusted; this request was seen as {from}"),
        ),
        (true, true, None) => report.ok(
            "visitors' addresses",
            format!("the proxy at {peer} is trusted; this request came from here"),
        ),
    }
}

/// Opens a socket as a browser would.
async fn upgrade(report: &mut Report, about: &About, http: &reqwest::Client) -> anyhow::Result<()> {
    let answer = http
        .get(format!("{}/api/visitor/socket", about.origin))
        .header(header::CONNECTION, "Upgrade")
        .header(header::UPGRADE, "websocket")
        .header(header::SEC_WEBSOCKET_VERSION, "13")
        .header(header::SEC_WEBSOCKET_KEY, "YmF0b24gZG9jdG9yIGFza3M=")
        .header(header::ORIGIN, &about.origin)
        .send()
        .await?;
    let status = answer.status();
    if status == reqwest::StatusCode::SWITCHING_PROTOCOLS {
        report.ok("live lines", "WebSockets pass");
    } else {
        report.warn(
            "live lines",
            format!("a WebSocket is answered with {status}"),
            "let the proxy pass Upgrade and Connection (see deploy/nginx.conf); until then the \
             chat asks every few seconds",
        );
    }
    Ok(())
}
