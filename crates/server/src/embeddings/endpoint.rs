//! One question to a program that gives texts their vectors, as `OpenAI` has it and Ollama too.
//!
//! The key leaves in a header and in no other way: it is in no log, no error and no answer.

use std::time::Duration;

use knowledge::vectors::pack;
use reqwest::header::RETRY_AFTER;
use reqwest::{StatusCode, Url};
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::egress::{Call, Egress, Fetched, Unfetched};
use crate::http::one_line;
use crate::protocol::EmbeddingTrouble as Why;

/// Largest answer: 64 vectors of the most numbers there are, each written out in full.
const ANSWER_BYTES_MAX: usize = 16 * 1024 * 1024;

/// What is shown of a program's own words.
const SAID_CHARS_MAX: usize = 200;

/// Longest wait that a program may ask for.
const RETRY_AFTER_MS_MAX: i64 = 60 * 60 * 1_000;

/// Where a model is asked, and what for.
pub(crate) struct Endpoint {
    /// As it was typed, without what is added to it.
    pub(crate) base: Url,
    pub(crate) model: String,
    pub(crate) key: Key,
}

/// What lets us ask.
pub(crate) enum Key {
    NotNeeded,
    Is(String),
    /// It is sealed by another server's key.
    Unreadable,
}

/// Why there are no vectors.
#[derive(Debug, Clone)]
pub(crate) struct Failed {
    pub(crate) why: Why,
    /// The program's own words, without the key.
    said: Option<String>,
    /// When it may be asked again, by its own word.
    pub(crate) retry_after_ms: Option<i64>,
}

#[derive(Serialize)]
struct Question<'ask> {
    model: &'ask str,
    input: &'ask [String],
    encoding_format: &'static str,
}

#[derive(Deserialize)]
struct Answer {
    data: Vec<One>,
}

#[derive(Deserialize)]
struct One {
    /// Which of the texts; in their order where it does not say.
    index: Option<usize>,
    embedding: Vec<f32>,
}

impl Endpoint {
    /// The address as it is kept: without the last part that people copy along, and its slash.
    pub(crate) fn base(typed: &str) -> Option<Url> {
        let typed = typed.trim().trim_end_matches('/');
        let typed = typed.strip_suffix("/embeddings").unwrap_or(typed);
        let url = Url::parse(typed).ok()?;
        let is_plain = url.query().is_none() && url.fragment().is_none() && url.host().is_some();
        is_plain.then_some(url)
    }

    /// The vectors of texts, in their order and all of one length.
    pub(crate) async fn embed(
        &self,
        egress: &Egress,
        texts: &[String],
        within: Duration,
    ) -> Result<Vec<Vec<f32>>, Failed> {
        let base = self.base.as_str().trim_end_matches('/');
        let url = Url::parse(&format!("{base}/embeddings"));
        let url = url.map_err(|_| Failed::of(Why::NotEmbeddings))?;
        let bearer = match &self.key {
            Key::NotNeeded => None,
            Key::Is(key) => Some(key.as_str()),
            Key::Unreadable => return Err(Failed::of(Why::KeyUnreadable)),
        };
        let body = Question { model: &self.model, input: texts, encoding_format: "float" };
        let call = Call { url: &url, bearer, body: &body, within, bytes_max: ANSWER_BYTES_MAX };
        let answer = egress.call(call).await.map_err(|error| Failed::of(unreached(&error)))?;
        if !answer.status.is_success() {
            return Err(self.refused(&answer));
        }
        let read: Result<Answer, _> = serde_json::from_slice(&answer.body.unwrap_or_default());
        let read = read.map_err(|_| Failed::of(Why::NotEmbeddings))?;
        in_order(read.data, texts.len()).map_err(Failed::of)
    }

    fn refused(&self, answer: &Fetched) -> Failed {
        let body = answer.body.as_deref().unwrap_or_default();
        let json: Option<serde_json::Value> = serde_json::from_slice(body).ok();
        let said = json.as_ref().and_then(|json| {
            let error = &json["error"];
            let said = error["message"].as_str().or(error.as_str()).or(json["detail"].as_str());
            said.map(|said| self.without_key(said))
        });
        let names_model = said.as_ref().is_some_and(|said| {
            let said = said.to_lowercase();
            said.contains("model")
                && ["not found", "not exist", "unknown", "no such"]
                    .iter()
                    .any(|it| said.contains(it))
        });
        let why = match answer.status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN if !names_model => Why::KeyRefused,
            StatusCode::TOO_MANY_REQUESTS => Why::TooFast,
            status if status.is_server_error() => Why::Failing,
            status if status.is_client_error() && names_model => Why::ModelNotFound,
            StatusCode::BAD_REQUEST
            | StatusCode::PAYLOAD_TOO_LARGE
            | StatusCode::UNPROCESSABLE_ENTITY => Why::Refused,
            _ => Why::NotEmbeddings,
        };
        Failed { why, said, retry_after_ms: retry_after_ms(answer.header(RETRY_AFTER.as_str())) }
    }

    fn without_key(&self, said: &str) -> String {
        let said = match &self.key {
            Key::Is(key) => said.replace(key.as_str(), "..."),
            Key::NotNeeded | Key::Unreadable => said.to_owned(),
        };
        one_line(&said).chars().take(SAID_CHARS_MAX).collect()
    }

    /// Why not, in words for the owner.
    pub(crate) fn words(&self, failed: &Failed) -> String {
        let host = self.base.host_str().unwrap_or_default();
        let host =
            self.base.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        let words = match failed.why {
            Why::NotPublic => format!(
                "{host} is not on the public internet. Whoever runs this server has to allow it \
                 first: allow_private_addresses = [\"{host}\"] in its settings."
            ),
            Why::Unreachable => format!(
                "Nobody answers at {host}. Is the program running, and is the address right?"
            ),
            Why::TimedOut => format!("{host} took too long to answer."),
            Why::KeyRefused => format!("{host} refused the key. Copy it once more."),
            Why::KeyUnreadable => "The stored key cannot be opened, because this server has \
                                   another secret.key than the one that sealed it. Type it again."
                .to_owned(),
            Why::ModelNotFound => format!(
                "{host} has no model named \"{}\". With Ollama, run: ollama pull {}",
                self.model, self.model
            ),
            Why::TooFast => format!("{host} takes no more requests for now."),
            Why::Refused => format!("{host} does not take this text."),
            Why::Failing => format!("{host} has a failure of its own."),
            Why::NotEmbeddings => format!(
                "{host} answers, but not as an embeddings endpoint. The address usually ends in \
                 /v1, such as http://127.0.0.1:11434/v1."
            ),
            Why::OtherDimensions => "The model now gives vectors of another length than when it \
                                     was set up. Save the settings again to begin anew."
                .to_owned(),
        };
        match &failed.said {
            Some(said) => format!("{words} It said: {said}"),
            None => words,
        }
    }
}

impl Failed {
    pub(crate) fn of(why: Why) -> Self {
        Self { why, said: None, retry_after_ms: None }
    }

    /// Whether it may go by itself.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self.why, Why::Unreachable | Why::TimedOut | Why::TooFast | Why::Failing)
    }
}

fn unreached(error: &Unfetched) -> Why {
    match error {
        Unfetched::NotPublic => Why::NotPublic,
        Unfetched::Unreachable | Unfetched::NotTrusted | Unfetched::NoTls | Unfetched::Broken => {
            Why::Unreachable
        }
        Unfetched::Slow => Why::TimedOut,
        Unfetched::Unfit(_) | Unfetched::TooLarge(_) => Why::NotEmbeddings,
    }
}

fn in_order(mut data: Vec<One>, count: usize) -> Result<Vec<Vec<f32>>, Why> {
    if data.iter().all(|one| one.index.is_some()) {
        data.sort_by_key(|one| one.index);
        let is_whole = data.iter().enumerate().all(|(place, one)| one.index == Some(place));
        if !is_whole {
            return Err(Why::NotEmbeddings);
        }
    }
    let vectors: Vec<Vec<f32>> = data.into_iter().map(|one| one.embedding).collect();
    let length = vectors.first().map_or(0, Vec::len);
    let are_vectors = vectors.iter().all(|it| it.len() == length && pack(it).is_some());
    if vectors.len() == count && are_vectors { Ok(vectors) } else { Err(Why::NotEmbeddings) }
}

/// In seconds or as a date, as HTTP has it.
fn retry_after_ms(header: Option<&str>) -> Option<i64> {
    let header = header?.trim();
    let ms = if let Ok(seconds) = header.parse::<i64>() {
        seconds.saturating_mul(1_000)
    } else {
        let at = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(header).ok()?;
        at.as_millisecond() - clock::now()
    };
    Some(ms.clamp(0, RETRY_AFTER_MS_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(index: Option<usize>, embedding: &[f32]) -> One {
        One { index, embedding: embedding.to_vec() }
    }

    #[test]
    fn vectors_come_in_the_order_of_their_texts_or_not_at_all() {
        let good = in_order(vec![one(Some(1), &[2.0]), one(Some(0), &[1.0])], 2);
        assert_eq!(good.unwrap(), [[1.0], [2.0]]);
        let plain = in_order(vec![one(None, &[2.0]), one(None, &[1.0])], 2);
        assert_eq!(plain.unwrap(), [[2.0], [1.0]]);
        for wrong in [
            vec![one(Some(0), &[1.0])],
            vec![one(Some(0), &[1.0]), one(Some(0), &[1.0])],
            vec![one(Some(0), &[1.0]), one(Some(2), &[1.0])],
            vec![one(Some(0), &[1.0]), one(Some(1), &[1.0, 2.0])],
            vec![one(Some(0), &[1.0]), one(Some(1), &[0.0])],
        ] {
            assert!(in_order(wrong, 2).is_err());
        }
    }

    #[test]
    fn an_address_is_kept_without_what_is_copied_along() {
        let base = |typed| Endpoint::base(typed).map(|url| url.to_string());
        for typed in ["https://a.example/v1", " https://a.example/v1/embeddings/ "] {
            assert_eq!(base(typed).unwrap(), "https://a.example/v1");
        }
        for wrong in ["", "localhost", "mailto:a@b.c", "https://a.example/v1?key=b"] {
            assert_eq!(base(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_wait_is_read_in_both_ways_and_has_an_end() {
        assert_eq!(retry_after_ms(Some("2")), Some(2_000));
        assert_eq!(retry_after_ms(Some("999999999")), Some(RETRY_AFTER_MS_MAX));
        assert_eq!(retry_after_ms(Some("Sun, 06 Nov 1994 08:49:37 GMT")), Some(0));
        assert_eq!(retry_after_ms(Some("soon")), None);
    }

    #[test]
    fn a_key_is_in_no_words() {
        let base = Endpoint::base("http://a.example/v1").unwrap();
        let endpoint = Endpoint { base, model: "m".into(), key: Key::Is("hunter2".into()) };
        assert_eq!(endpoint.without_key("no key\nhunter2 here"), "no key ... here");
    }
}
