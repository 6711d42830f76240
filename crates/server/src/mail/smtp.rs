//! One mail handed to one server, step by step, so that a refusal is known by the step it came at.

use std::time::Duration;

use lettre::Message;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, CertificateStore, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use lettre::transport::smtp::{self};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::verdict::{Failed, Why};

/// Longest wait for a line.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(8);

/// Longest time for all of it: somebody waits for the answer of a test mail.
const DELIVER_TIMEOUT: Duration = Duration::from_secs(25);

/// How the line to the mail server is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Security {
    /// In clear at first, secured before anything is said; refused where it is not offered.
    Starttls,
    /// Secured from the first byte.
    Tls,
    /// In clear: for a server on the same machine.
    None,
}

/// A mail server and how to sign in there.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) security: Security,
    pub(crate) login: Option<(String, String)>,
    /// What we call ourselves.
    pub(crate) hello: String,
}

/// Hands a mail over, and returns the server's words.
pub(crate) async fn deliver(server: &Server, message: &Message) -> Result<String, Failed> {
    deliver_within(server, message, DELIVER_TIMEOUT).await
}

async fn deliver_within(
    server: &Server,
    message: &Message,
    patience: Duration,
) -> Result<String, Failed> {
    let tries = async {
        match once(server, message, CertificateStore::Default).await {
            // A machine without certificates of its own: those of the browsers' list are inside.
            Err(failed) if failed.why == Why::NotTrusted => {
                once(server, message, CertificateStore::WebpkiRoots).await
            }
            other => other,
        }
    };
    tokio::time::timeout(patience, tries)
        .await
        .unwrap_or_else(|_| Err(Failed::new(Why::TimedOut, None)))
}

async fn once(
    server: &Server,
    message: &Message,
    trusted: CertificateStore,
) -> Result<String, Failed> {
    let mut line = connect(server, trusted).await?;
    if let Some((user, password)) = &server.login {
        sign_in(&mut line, user, password).await?;
    }
    let envelope = message.envelope();
    let text = message.formatted();
    let options = mail_options(&line, message, &text)?;
    let from = Mail::new(envelope.from().cloned(), options);
    said(line.command(from).await, Why::SenderRefused)?;
    for to in envelope.to() {
        said(line.command(Rcpt::new(to.clone(), vec![])).await, Why::RecipientRefused)?;
    }
    said(line.command(Data).await, Why::MessageRefused)?;
    let taken = said(line.message(&text).await, Why::MessageRefused)?;
    // The mail is taken, however they part.
    let _ = line.quit().await;
    Ok(words(&taken))
}

async fn connect(
    server: &Server,
    trusted: CertificateStore,
) -> Result<AsyncSmtpConnection, Failed> {
    let place = (server.host.as_str(), server.port);
    let addresses: Vec<_> = tokio::net::lookup_host(place)
        .await
        .map_err(|error| Failed::new(Why::NameNotFound, Some(error.to_string())))?
        .collect();
    let hello = ClientId::Domain(server.hello.clone());
    let tls = || {
        let built = TlsParameters::builder(server.host.clone()).certificate_store(trusted).build();
        built.map_err(|error| Failed::new(Why::TlsFailed, Some(error.to_string())))
    };
    let (at_once, later) = match server.security {
        Security::None => (None, None),
        Security::Starttls => (None, Some(tls()?)),
        Security::Tls => (Some(tls()?), None),
    };
    let connected = AsyncSmtpConnection::connect_tokio1(
        &addresses[..],
        Some(CONNECT_TIMEOUT),
        &hello,
        at_once,
        None,
    );
    let mut line = said(connected.await, Why::NotMail)?;
    if let Some(tls) = later {
        if !line.can_starttls() {
            line.abort().await;
            return Err(Failed::new(Why::NoStarttls, None));
        }
        said(line.starttls(tls, &hello).await, Why::TlsFailed)?;
    }
    Ok(line)
}

async fn sign_in(line: &mut AsyncSmtpConnection, user: &str, password: &str) -> Result<(), Failed> {
    const WAYS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];
    if line.server_info().get_auth_mechanism(&WAYS).is_none() {
        line.abort().await;
        return Err(Failed::new(Why::LoginNotOffered, None));
    }
    let login = Credentials::new(user.to_owned(), password.to_owned());
    let answer = line.auth(&WAYS, &login).await;
    // It is the settings' fault and not the mail's, which waits until they are mended.
    said(answer, Why::LoginRefused).map_err(|failed| Failed { is_final: false, ..failed })?;
    Ok(())
}

/// What the server has to be told of signs beyond ASCII, which only an address can still hold.
fn mail_options(
    line: &AsyncSmtpConnection,
    message: &Message,
    text: &[u8],
) -> Result<Vec<MailParameter>, Failed> {
    let mut options = Vec::new();
    let envelope = message.envelope();
    let addresses = envelope.to().iter().chain(envelope.from());
    if !addresses.map(AsRef::<str>::as_ref).all(str::is_ascii) {
        if !line.server_info().supports_feature(Extension::SmtpUtfEight) {
            let why = "the server takes no addresses with signs beyond ASCII".to_owned();
            return Err(Failed::new(Why::RecipientRefused, Some(why)).for_good());
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    if !text.is_ascii() {
        options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    Ok(options)
}

/// What went wrong at a step; `why` where it was the server that said no.
fn said<T>(answer: Result<T, smtp::Error>, why: Why) -> Result<T, Failed> {
    answer.map_err(|error| {
        let words = source(&error);
        if error.is_permanent() {
            return Failed::new(why, Some(words)).for_good();
        }
        if error.status().is_some() {
            return Failed::new(Why::Deferred, Some(words));
        }
        Failed::new(cause(&error), Some(words))
    })
}

/// What went wrong below the conversation.
fn cause(error: &smtp::Error) -> Why {
    use std::io::ErrorKind as Kind;
    let mut inner = std::error::Error::source(error);
    while let Some(source) = inner {
        if let Some(tls) = source.downcast_ref::<rustls::Error>() {
            return match tls {
                rustls::Error::InvalidCertificate(_) => Why::NotTrusted,
                _ => Why::TlsFailed,
            };
        }
        if let Some(io) = source.downcast_ref::<std::io::Error>() {
            match io.kind() {
                Kind::TimedOut => return Why::TimedOut,
                Kind::ConnectionRefused | Kind::HostUnreachable | Kind::NetworkUnreachable => {
                    return Why::Unreachable;
                }
                _ => {}
            }
            // The error inside is where TLS says what it did not like.
            if let Some(tls) = io.get_ref().and_then(|it| it.downcast_ref::<rustls::Error>()) {
                return match tls {
                    rustls::Error::InvalidCertificate(_) => Why::NotTrusted,
                    _ => Why::TlsFailed,
                };
            }
        }
        inner = source.source();
    }
    if error.is_tls() { Why::TlsFailed } else { Why::NotMail }
}

fn source(error: &smtp::Error) -> String {
    let words = std::error::Error::source(error).map(ToString::to_string);
    let code = error.status().map(|code| format!("{code} "));
    format!("{}{}", code.unwrap_or_default(), words.unwrap_or_else(|| error.to_string()))
}

fn words(response: &Response) -> String {
    let text: Vec<&str> = response.message().collect();
    format!("{} {}", response.code(), text.join(" "))
}

/// Whether a host is this machine itself, where nobody listens in.
pub(crate) fn is_here(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

/// Whether an address can be written to at all.
pub(crate) fn is_address(text: &str) -> bool {
    text.parse::<Mailbox>().is_ok_and(|mailbox| mailbox.name.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::letter::Letter;
    use crate::mail::message::{self, Sender};

    #[test]
    fn this_machine_is_told_from_others() {
        for here in ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1", "[::1]"] {
            assert!(is_here(here), "{here}");
        }
        for there in ["smtp.shop.example", "localhost.evil.example", "10.0.0.1", "0.0.0.0", ""] {
            assert!(!is_here(there), "{there}");
        }
    }

    #[tokio::test]
    async fn a_server_that_does_not_speak_in_time_is_tried_again_later() {
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Server {
            host: "127.0.0.1".into(),
            port: silent.local_addr().unwrap().port(),
            security: Security::None,
            login: None,
            hello: "shop.example".into(),
        };
        let sender =
            Sender { name: "Shop".into(), address: "a@shop.example".into(), reply_to: None };
        let letter = Letter::Test { by: "Olga".into() }.write("Shop");
        let id = uuid::Uuid::nil().into();
        let message = message::write(&sender, "maya@home.example", id, 0, letter).unwrap();
        let failed = deliver_within(&server, &message, Duration::ZERO).await.unwrap_err();
        assert_eq!((failed.why, failed.is_final), (Why::TimedOut, false));
    }
}
