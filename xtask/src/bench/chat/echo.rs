//! The limit: what is left when nothing is stored and nothing is decided. A message goes back to
//! its sender and out to every watcher, on the same WebSocket library as the product's.

#![expect(clippy::print_stdout, reason = "the starting process reads where it listens")]

use anyhow::{Context, Result};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::broadcast;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};
use tokio_tungstenite::{WebSocketStream, accept_async_with_config};

use super::line::{Seat, Step};
use super::town::VisitorSeat;
use crate::child::Child;

/// The first frame of a line says what it is.
const WATCH: &str = "watch";
const TALK: &str = "talk";

/// The answer to it.
const WELCOME: &str = "welcome";

/// Messages that wait for a watcher.
const WAITING_MAX: usize = 1 << 16;

/// The buffer of a line: the product's.
const READ_BUFFER_BYTES: usize = 1024;

/// Serves until it is killed; a process of its own.
pub(crate) fn serve() -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("listens on {}", listener.local_addr()?.port());
        let (said, _) = broadcast::channel(WAITING_MAX);
        loop {
            let (stream, _) = listener.accept().await?;
            let said = said.clone();
            // A line that breaks ends its own task and nothing else.
            tokio::spawn(async move { accept(stream, said).await });
        }
    })
}

async fn accept(stream: TcpStream, said: broadcast::Sender<Utf8Bytes>) -> Result<()> {
    stream.set_nodelay(true)?;
    let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER_BYTES);
    let mut line = accept_async_with_config(stream, Some(config)).await?;
    let first = line.next().await.context("the line was closed")??;
    let heard = said.subscribe();
    line.send(Message::text(WELCOME)).await?;
    match first.to_text()? {
        WATCH => watch(line, heard).await,
        _ => talk(line, said).await,
    }
}

async fn talk(
    mut line: WebSocketStream<TcpStream>,
    said: broadcast::Sender<Utf8Bytes>,
) -> Result<()> {
    while let Some(message) = line.next().await {
        if let Message::Text(text) = message? {
            // Nobody may be watching.
            let _ = said.send(text.clone());
            line.send(Message::Text(text)).await?;
        }
    }
    Ok(())
}

/// Whatever waits goes out in one write.
async fn watch(
    mut line: WebSocketStream<TcpStream>,
    mut heard: broadcast::Receiver<Utf8Bytes>,
) -> Result<()> {
    loop {
        let mut text = heard.recv().await?;
        loop {
            line.feed(Message::Text(text)).await?;
            match heard.try_recv() {
                Ok(next) => text = next,
                Err(_) => break,
            }
        }
        line.flush().await?;
    }
}

/// Starts it, with a seat for everybody.
pub(crate) async fn start(
    visitors: usize,
    teammates: usize,
) -> Result<(Child, Vec<VisitorSeat>, Vec<Seat>)> {
    let mut command = tokio::process::Command::new(std::env::current_exe()?);
    command.args(["bench", "echo"]);
    let child = Child::start(command).await?;
    let address = child.address()?;
    let seat = |first: &str| Seat {
        address,
        path: "/",
        headers: vec![],
        opening: vec![Step::Say(first.to_owned()), Step::Hear(WELCOME)],
        watches: first == WATCH,
    };
    let visitor = VisitorSeat { seat: seat(TALK), conversation: String::new() };
    let (talking, watching) = (vec![visitor; visitors], vec![seat(WATCH); teammates]);
    Ok((child, talking, watching))
}
