//! A small mail server of the tests' own, whose answers a test chooses. The journeys use somebody
//! else's.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use crate::tests::soon;

/// A mail as it was taken.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) to: String,
    pub(crate) head: String,
    /// The plain part, as its reader sees it.
    pub(crate) plain: String,
}

#[derive(Default)]
struct Inside {
    taken: Mutex<Vec<Taken>>,
    /// A command, and the answer to it instead of "yes".
    answer: Mutex<Option<(&'static str, &'static str)>>,
    came: Notify,
}

/// Listens until the test ends.
pub(crate) struct MailServer {
    pub(crate) port: u16,
    inside: Arc<Inside>,
}

impl MailServer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let inside = Arc::new(Inside::default());
        let shared = Arc::clone(&inside);
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                tokio::spawn(talk(line, Arc::clone(&shared)));
            }
        });
        Self { port, inside }
    }

    /// A port at which nobody listens.
    pub(crate) async fn nowhere() -> u16 {
        TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
    }

    /// From now on, `command` gets this answer.
    pub(crate) fn answers(&self, command: &'static str, with: &'static str) {
        *self.inside.answer.lock().unwrap() = Some((command, with));
    }

    /// From now on, everything is taken.
    pub(crate) fn takes_all(&self) {
        *self.inside.answer.lock().unwrap() = None;
    }

    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.inside.taken.lock().unwrap().clone()
    }

    /// What was taken, once it is so much.
    pub(crate) async fn takes(&self, count: usize) -> Vec<Taken> {
        let wait = async {
            loop {
                let came = self.inside.came.notified();
                let taken = self.taken();
                if taken.len() >= count {
                    return taken;
                }
                came.await;
            }
        };
        soon(&format!("mail number {count}"), wait).await
    }
}

async fn talk(line: TcpStream, inside: Arc<Inside>) {
    let (read, mut write) = line.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut to = String::new();
    let _ = write.write_all(b"220 post.example ready\r\n").await;
    while let Ok(Some(said)) = lines.next_line().await {
        let chosen = *inside.answer.lock().unwrap();
        let answer = match chosen {
            Some((command, with)) if said.starts_with(command) => with.to_owned(),
            _ => match said.split([' ', ':']).next().unwrap_or_default() {
                "EHLO" => "250-post.example\r\n250 8BITMIME".to_owned(),
                "RCPT" => {
                    to = said.trim_start_matches("RCPT TO:<").trim_end_matches('>').to_owned();
                    "250 yes".to_owned()
                }
                "DATA" => {
                    let _ = write.write_all(b"354 go on\r\n").await;
                    let mut text = String::new();
                    while let Ok(Some(line)) = lines.next_line().await {
                        if line == "." {
                            break;
                        }
                        text.push_str(line.strip_prefix('.').unwrap_or(&line));
                        text.push_str("\r\n");
                    }
                    inside.taken.lock().unwrap().push(read_mail(&to, &text));
                    inside.came.notify_waiters();
                    "250 queued as 7".to_owned()
                }
                _ => "250 yes".to_owned(),
            },
        };
        if write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}

fn read_mail(to: &str, text: &str) -> Taken {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    let plain = body.split("\r\n--").next().unwrap_or_default();
    let plain = body.find("text/plain").map_or(plain, |at| {
        let part = &body[at..];
        let start = part.find("\r\n\r\n").map_or(0, |at| at + 4);
        part[start..].split("\r\n--").next().unwrap_or_default()
    });
    Taken { to: to.to_owned(), head: head.to_owned(), plain: unfold(plain) }
}

/// Undoes quoted-printable; the parts that tests read are ASCII.
fn unfold(text: &str) -> String {
    text.replace("=\r\n", "").replace("=3D", "=").replace("=20", " ")
}
