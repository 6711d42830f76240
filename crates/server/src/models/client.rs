//! One question to a language model, and its reply piece by piece. The protocols are a library's;
//! the way out, the times and the words for what goes wrong are ours.
//!
//! The key leaves in the request and in no other way: it is in no log, no error and no answer.

use std::time::Duration;

use assistant::prompt::Prompt;
use futures_util::StreamExt as _;
use genai::adapter::AdapterKind;
use genai::chat::{
    ChatMessage, ChatOptions, ChatRequest, ChatStream, ChatStreamEvent, ReasoningEffort,
    StopReason, Tool, ToolCall,
};
use genai::resolver::{AuthData, Endpoint};
use genai::{Client, ModelIden, ServiceTarget};
use reqwest::{StatusCode, Url};
use tokio::time::{Instant, timeout_at};

use super::meter::{Errand, Meter};
use crate::app::App;
use crate::clock;
use crate::egress::{Egress, Unfetched, unfetched};
use crate::http::one_line;
use crate::protocol::{CallOutcome, ModelPlace, ModelProvider};

/// Longest that is shown of a provider's own words.
const SAID_CHARS_MAX: usize = 200;

/// Longest reply that is listened to: a hundred times the longest that is asked for.
const REPLY_BYTES_MAX: usize = 256 * 1024;

/// In words for the owner.
pub(super) const KEY_UNREADABLE: &str = "The stored key cannot be opened, because this server has \
     another secret.key than the one that sealed it. Type it again.";

/// A model, and what lets us ask it.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub(crate) place: ModelPlace,
    pub(crate) provider: ModelProvider,
    pub(crate) base: Url,
    pub(crate) name: String,
    pub(crate) key: Option<String>,
    pub(crate) temperature: Option<f32>,
    pub(crate) tokens_max: u32,
}

/// Why there is no reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    NotPublic,
    Unreachable,
    Slow,
    KeyRefused,
    ModelNotFound,
    TooFast,
    Failing,
    /// It broke off in the middle.
    Broken,
    /// Its tokens were used up before the end.
    CutShort,
    /// Something else, in the provider's own words.
    Refused(String),
}

impl Trouble {
    /// Whether asking once more may help.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, Self::Unreachable | Self::TooFast | Self::Failing | Self::Broken)
    }

    /// Whether the question was read all the same.
    fn is_paid_for(&self) -> bool {
        matches!(self, Self::Slow | Self::Broken | Self::CutShort)
    }

    /// A word for the log, which holds nothing of what was sent.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Refused(_) => "Refused".to_owned(),
            known => format!("{known:?}"),
        }
    }

    /// Whether it says something of the next question too, and not of this text alone.
    pub(crate) fn is_of_the_model(&self) -> bool {
        !matches!(self, Self::Refused(_) | Self::CutShort)
    }
}

/// A reply that comes piece by piece.
pub(crate) struct Reply {
    model: Model,
    stream: ChatStream,
    bytes: usize,
    /// What it calls, known at its end.
    pub(super) calls: Vec<ToolCall>,
    pub(super) meter: Meter,
}

impl Model {
    /// The address where a provider is asked unless told otherwise.
    pub(crate) fn default_address(provider: ModelProvider) -> &'static str {
        match provider {
            ModelProvider::Openai => "https://api.openai.com/v1/",
            ModelProvider::Anthropic => "https://api.anthropic.com/v1/",
            ModelProvider::Gemini => "https://generativelanguage.googleapis.com/v1beta/",
            ModelProvider::Ollama => "http://127.0.0.1:11434/",
        }
    }

    /// Asks. What it says comes by [`Reply::next`], and so does most of what goes wrong.
    pub(crate) async fn ask(
        &self,
        app: &App,
        errand: Errand,
        prompt: Prompt,
        by: Instant,
    ) -> Result<Reply, Trouble> {
        let mut meter = Meter::start(app, errand, self, prompt.clone());
        let opened = timeout_at(by, self.open(&app.egress, prompt)).await;
        match opened.unwrap_or(Err(Trouble::Slow)) {
            Ok(stream) => Ok(Reply { model: self.clone(), stream, bytes: 0, calls: vec![], meter }),
            Err(trouble) => {
                meter.failed(self.words(&trouble), trouble.is_paid_for());
                Err(trouble)
            }
        }
    }

    async fn open(&self, egress: &Egress, prompt: Prompt) -> Result<ChatStream, Trouble> {
        egress.check(&self.base).map_err(|_| Trouble::NotPublic)?;
        let client = Client::builder().with_reqwest(egress.client()).build();
        let client = client.map_err(|error| Trouble::Refused(error.to_string()))?;
        let kind = match self.provider {
            ModelProvider::Openai => AdapterKind::OpenAI,
            ModelProvider::Anthropic => AdapterKind::Anthropic,
            ModelProvider::Gemini => AdapterKind::Gemini,
            ModelProvider::Ollama => AdapterKind::Ollama,
        };
        let target = ServiceTarget {
            endpoint: Endpoint::from_owned(self.base.as_str().to_owned()),
            auth: AuthData::from_single(self.key.clone().unwrap_or_else(|| "none".to_owned())),
            model: ModelIden::new(kind, self.name.clone()),
        };
        let mut options =
            ChatOptions::default().with_max_tokens(self.tokens_max).with_capture_usage(true);
        if !prompt.tools.is_empty() {
            options = options.with_capture_tool_calls(true);
        }
        if let Some(temperature) = self.temperature {
            options = options.with_temperature(temperature.into());
        }
        if self.provider == ModelProvider::Openai {
            // Or else the library takes an end such as "-max" of any name for an effort.
            options = options.with_reasoning_effort(ReasoningEffort::Budget(0));
        }
        let tools = prompt.tools.into_iter().map(|(name, tool)| {
            Tool::new(name).with_description(tool.about).with_schema(tool.schema)
        });
        let tools: Vec<Tool> = tools.collect();
        let mut request =
            ChatRequest::new(vec![ChatMessage::user(prompt.matter)]).with_system(prompt.rules);
        // Some providers refuse a list without an entry.
        if !tools.is_empty() {
            request = request.with_tools(tools);
        }
        let asked = client.exec_chat_stream(target, request, Some(&options)).await;
        match asked {
            Ok(answer) => Ok(answer.stream),
            Err(error) => Err(trouble(&error, self.key.as_deref())),
        }
    }

    /// Asks for a word, and says how long that took.
    pub(crate) async fn attempt(
        &self,
        app: &App,
        errand: Errand,
        within: Duration,
    ) -> (Result<(), Trouble>, Duration) {
        let watch = clock::stopwatch();
        let prompt = Prompt {
            rules: "You test a connection.".to_owned(),
            matter: "Reply with the word: ready".to_owned(),
            tools: vec![],
        };
        let tried = async {
            let by = clock::instant() + within;
            let mut reply = self.ask(app, errand, prompt, by).await?;
            while let Some(piece) = reply.next(by).await? {
                if !piece.trim().is_empty() {
                    reply.meter.ends(CallOutcome::Used);
                    return Ok(());
                }
            }
            Err(Trouble::Refused("it said nothing".to_owned()))
        };
        (tried.await, watch.elapsed())
    }

    /// Why not, in words for the owner.
    pub(crate) fn words(&self, trouble: &Trouble) -> String {
        let host = self.base.host_str().unwrap_or_default();
        let host =
            self.base.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        match trouble {
            Trouble::NotPublic => format!(
                "{host} is not on the public internet. Whoever runs this server has to allow it \
                 first: allow_private_addresses = [\"{host}\"] in its settings."
            ),
            Trouble::Unreachable => {
                format!("Nobody answers at {host}. Is the program running, and the address right?")
            }
            Trouble::Slow => format!("{host} took too long to answer."),
            Trouble::KeyRefused => format!("{host} refused the key. Copy it once more."),
            Trouble::ModelNotFound => format!("{host} has no model named \"{}\".", self.name),
            Trouble::TooFast => {
                format!("{host} takes no more requests for now, or the account has no credit left.")
            }
            Trouble::Failing => format!("{host} answers with an error of its own."),
            Trouble::Broken => format!("{host} broke off in the middle of its answer."),
            Trouble::CutShort => format!(
                "{} used up its {} tokens before the end of the answer. Allow it more.",
                self.name, self.tokens_max
            ),
            Trouble::Refused(said) => format!("{host} refused: {said}"),
        }
    }
}

impl Reply {
    /// The next piece of text; none at the end. Slow after `by`.
    pub(crate) async fn next(&mut self, by: Instant) -> Result<Option<String>, Trouble> {
        let next = timeout_at(by, self.piece()).await.unwrap_or(Err(Trouble::Slow));
        if let Err(trouble) = &next {
            self.meter.failed(self.model.words(trouble), trouble.is_paid_for());
        }
        next
    }

    async fn piece(&mut self) -> Result<Option<String>, Trouble> {
        loop {
            match self.stream.next().await {
                Some(Ok(ChatStreamEvent::Chunk(chunk))) => {
                    self.bytes += chunk.content.len();
                    if self.bytes > REPLY_BYTES_MAX {
                        return Err(Trouble::Refused("its answer has no end".to_owned()));
                    }
                    self.meter.heard(&chunk.content);
                    return Ok(Some(chunk.content));
                }
                // A reply that just stops has not come to its end.
                None => return Err(Trouble::Broken),
                Some(Ok(ChatStreamEvent::End(mut end))) => {
                    if let Some(usage) = end.captured_usage.take() {
                        self.meter.counted(usage.prompt_tokens, usage.completion_tokens);
                    }
                    let stop = end.captured_stop_reason.take();
                    self.calls = end.captured_into_tool_calls().unwrap_or_default();
                    for call in &self.calls {
                        self.meter.heard(&format!("\n{}({})", call.fn_name, call.fn_arguments));
                    }
                    return match stop {
                        Some(StopReason::MaxTokens(_)) => Err(Trouble::CutShort),
                        _ => Ok(None),
                    };
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(trouble(&error, self.model.key.as_deref())),
            }
        }
    }
}

fn trouble(error: &genai::Error, key: Option<&str>) -> Trouble {
    match error {
        genai::Error::WebStream { error, .. } => {
            if let Some(inner) = error.downcast_ref::<genai::Error>() {
                return trouble(inner, key);
            }
            match error.downcast_ref::<reqwest::Error>().map(unfetched) {
                Some(Unfetched::NotPublic) => Trouble::NotPublic,
                Some(Unfetched::Unreachable) => Trouble::Unreachable,
                Some(Unfetched::Slow) => Trouble::Slow,
                _ => Trouble::Broken,
            }
        }
        genai::Error::HttpError { status, body, .. } => refused(*status, body, key),
        genai::Error::ChatResponse { body, .. } => {
            refused(StatusCode::INTERNAL_SERVER_ERROR, &body.to_string(), key)
        }
        _ => Trouble::Broken,
    }
}

fn refused(status: StatusCode, body: &str, key: Option<&str>) -> Trouble {
    let json: Option<serde_json::Value> = serde_json::from_str(body).ok();
    let said = json.as_ref().and_then(|json| {
        let error = &json["error"];
        error["message"].as_str().or(error.as_str()).or(json["detail"].as_str())
    });
    let said = said.unwrap_or_default().to_owned();
    let lower = said.to_lowercase();
    let is_missing = ["not found", "not exist", "invalid model", "unknown", "no such"];
    let lacks_model = lower.contains("model") && is_missing.iter().any(|it| lower.contains(it));
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Trouble::KeyRefused,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::PAYMENT_REQUIRED => Trouble::TooFast,
        status if status.is_client_error() && lacks_model => Trouble::ModelNotFound,
        status if status.is_server_error() || status.as_u16() == 529 => Trouble::Failing,
        status => {
            let said = if said.is_empty() { format!("status {}", status.as_u16()) } else { said };
            let said = key.map_or(said.clone(), |key| said.replace(key, "..."));
            Trouble::Refused(one_line(&said).chars().take(SAID_CHARS_MAX).collect())
        }
    }
}
