//! One raw WebSocket line, and the seat from which it is opened: where it goes, who it is, and
//! what is said and heard before it counts as open.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

/// Longest wait while a line is opened, when thousands come at once.
const OPENING_TIMEOUT: Duration = Duration::from_mins(1);

/// A visitor hears a frame now and then.
const VISITOR_BUFFER_BYTES: usize = 2 * 1024;

/// A teammate hears every message of everybody.
const TEAMMATE_BUFFER_BYTES: usize = 256 * 1024;

/// A line that is open.
pub(crate) type Line = WebSocketStream<TcpStream>;

/// What a line needs to be opened, again and again.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    pub(crate) address: SocketAddr,
    pub(crate) path: &'static str,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) opening: Vec<Step>,
    /// Many frames come in on it.
    pub(crate) watches: bool,
}

/// A step of the opening.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Says a frame.
    Say(String),
    /// Reads on until a frame holds this.
    Hear(&'static str),
}

impl Seat {
    /// Opens a line and returns when every step of its opening was taken.
    pub(crate) async fn open(&self) -> Result<Line> {
        let opened = tokio::time::timeout(OPENING_TIMEOUT, self.take()).await;
        opened.with_context(|| format!("{} did not open", self.path))?
    }

    async fn take(&self) -> Result<Line> {
        let mut request = format!("ws://{}{}", self.address, self.path).into_client_request()?;
        for (name, value) in &self.headers {
            request.headers_mut().insert(*name, HeaderValue::from_str(value)?);
        }
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        let buffer = if self.watches { TEAMMATE_BUFFER_BYTES } else { VISITOR_BUFFER_BYTES };
        let config = WebSocketConfig::default().read_buffer_size(buffer).write_buffer_size(0);
        let (mut line, _) = client_async_with_config(request, stream, Some(config)).await?;
        for step in &self.opening {
            match step {
                Step::Say(text) => line.send(Message::text(text.as_str())).await?,
                Step::Hear(what) => {
                    hear(&mut line, what).await?;
                }
            }
        }
        Ok(line)
    }
}

/// Reads on until a frame holds `what`, and returns the frame.
pub(crate) async fn hear(line: &mut Line, what: &str) -> Result<String> {
    loop {
        match line.next().await.context("the line was closed")?? {
            Message::Text(text) if text.contains(what) => return Ok(text.as_str().to_owned()),
            Message::Close(why) => bail!("the line was closed: {why:?}"),
            _ => {}
        }
    }
}
