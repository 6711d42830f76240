//! A follow-up as a whole question, by a model, so that the search finds what is meant.

use std::time::Duration;

use assistant::prompt;
use assistant::reply::{Line, Lines};
use domain::limits::PAIR_QUESTION_CHARS_MAX;
use domain::message::Author;

use super::client::{Model, Trouble};
use super::meter::Errand;
use super::writing::{Asked, allowed, fence, material};
use crate::app::App;
use crate::clock;
use crate::protocol::CallOutcome;

/// Longest wait. What was asked before is put before the question where that is not enough.
const WITHIN: Duration = Duration::from_millis(2_500);

/// The question as it is understood without what was said before; none where there is no model, it
/// does not answer in time, or nothing was asked before.
pub(crate) async fn understand(
    app: &App,
    errand: Errand,
    asked: &Asked<'_>,
) -> store::Result<Option<String>> {
    if !asked.earlier.iter().any(|said| said.by == Author::Visitor) {
        return Ok(None);
    }
    let models = allowed(app, errand).await?;
    let Some(model) = models.into_iter().find(|it| app.models.is_up((errand.of, it.place))) else {
        return Ok(None);
    };
    match whole_question(app, errand, &model, asked).await {
        Ok(question) => Ok(question),
        // It is asked again for the answer; then its failure counts.
        Err(_) => Ok(None),
    }
}

/// Its first line, where it is one that may be searched.
async fn whole_question(
    app: &App,
    errand: Errand,
    model: &Model,
    asked: &Asked<'_>,
) -> Result<Option<String>, Trouble> {
    let by = clock::instant() + WITHIN;
    let prompt = prompt::rewrite(&material(asked, &[], &fence()));
    let mut reply = model.ask(app, errand, prompt, by).await?;
    let (mut lines, mut first) = (Lines::default(), None);
    while first.is_none() {
        let Some(piece) = reply.next(by).await? else {
            first = lines.finish();
            break;
        };
        first = lines.push(&piece).into_iter().next();
    }
    let Some(Line::Sentence { text: line, .. }) = first else {
        reply.meter.ends(CallOutcome::Unborne);
        return Ok(None);
    };
    let fits = line.chars().count() <= PAIR_QUESTION_CHARS_MAX;
    reply.meter.ends(if fits { CallOutcome::Used } else { CallOutcome::Unborne });
    Ok(fits.then_some(line))
}
