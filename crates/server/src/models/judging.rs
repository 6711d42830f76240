//! Asking a model, up to its judgement of the passages.

use std::collections::VecDeque;
use std::time::Duration;

use assistant::prompt::Prompt;
use assistant::reply::{Judged, Line, Lines};
use genai::chat::ToolCall;
use tokio::time::Instant;

use super::client::{Model, Reply, Trouble};
use super::meter::Errand;
use crate::app::App;

/// Before the second try.
const AGAIN_AFTER: Duration = Duration::from_millis(300);

/// Lines before the judgement that are passed over: "Here is my answer:".
const PREFACE_LINES_MAX: usize = 3;

/// A reply whose judgement was read.
pub(super) struct Begun {
    pub(super) judged: Judged,
    pub(super) reply: Reply,
    pub(super) lines: Lines,
    pub(super) waiting: VecDeque<Line>,
    pub(super) has_ended: bool,
}

/// What a model makes of a question.
pub(super) enum Heard {
    /// It judges the passages.
    Judged(Begun),
    /// It calls something instead.
    Calls(Vec<Call>, Reply),
}

/// What a model calls, with what it passes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) arguments: serde_json::Value,
}

/// Asks, once more where it failed for the moment, and reads up to the judgement.
pub(super) async fn judged(
    app: &App,
    errand: Errand,
    model: &Model,
    prompt: &Prompt,
    by: Instant,
) -> Result<Heard, Trouble> {
    match judged_once(app, errand, model, prompt.clone(), by).await {
        Err(trouble) if trouble.may_pass() => {
            tokio::time::sleep(AGAIN_AFTER).await;
            judged_once(app, errand, model, prompt.clone(), by).await
        }
        done => done,
    }
}

async fn judged_once(
    app: &App,
    errand: Errand,
    model: &Model,
    prompt: Prompt,
    by: Instant,
) -> Result<Heard, Trouble> {
    let mut reply = model.ask(app, errand, prompt, by).await?;
    let (mut lines, mut waiting, mut preface) = (Lines::default(), VecDeque::new(), 0);
    loop {
        let piece = reply.next(by).await?;
        let has_ended = piece.is_none();
        match piece {
            Some(piece) => waiting.extend(lines.push(&piece)),
            None => waiting.extend(std::mem::take(&mut lines).finish()),
        }
        while let Some(line) = waiting.pop_front() {
            if let Line::Verdict(judged) = line {
                return Ok(Heard::Judged(Begun { judged, reply, lines, waiting, has_ended }));
            }
            preface += 1;
        }
        if has_ended && !reply.calls.is_empty() {
            let calls = std::mem::take(&mut reply.calls).into_iter();
            let call = |it: ToolCall| Call { name: it.fn_name, arguments: it.fn_arguments };
            return Ok(Heard::Calls(calls.map(call).collect(), reply));
        }
        if has_ended || preface > PREFACE_LINES_MAX {
            let trouble = out_of_form();
            reply.meter.failed(model.words(&trouble), true);
            return Err(trouble);
        }
    }
}

fn out_of_form() -> Trouble {
    Trouble::Refused("its answers do not keep to the form; a larger model does".to_owned())
}
