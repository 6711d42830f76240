//! A draft: what the assistant would answer, for the team to send or not. It is planned as an
//! answer is and told to teammates only.

use std::sync::Arc;

use assistant::turn::{Outcome, Plan};
use domain::access::Actor;
use domain::conversation::{Command, Draft, Refusal, Seq};
use domain::id::{AssistantId, ConversationId};
use domain::reach::Readers;
use domain::signal::Verdict;
use store::Tenant;

use super::JobError;
use super::brief::{Brief, Moment};
use crate::app::App;
use crate::clock;
use crate::inbox::{self, InboxError, Request};
use crate::knowledge::Loaded;
use crate::models::{self, Errand};
use crate::protocol::Purpose;

/// Writes a draft. One that is no longer wanted is not written.
pub(super) async fn draft(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    draft: u32,
) -> Result<(), JobError> {
    // An index that was a moment behind the store is brought up once, and so is what has ended.
    for last in [false, true] {
        let Some((brief, through)) = open(app, tenant, conversation, draft).await? else {
            return Ok(());
        };
        if brief.is_archived {
            return give_up(app, tenant, conversation, draft).await;
        }
        let known = app.knowledge.of(app, tenant, brief.assistant).await?;
        let errand = Errand::alone(tenant, brief.assistant, Purpose::Draft);
        let plan = brief.plan(app, errand, &known, Moment::default()).await?;
        let plan = by_model(app, errand, &brief, &known, plan).await?;
        let (content, words) = content(plan, through);
        match give(app, tenant, conversation, brief.assistant, draft, content, words).await {
            Err(JobError::Inbox(InboxError::CitationGone)) if !last => {
                app.knowledge.refresh(app, tenant, brief.assistant).await?;
            }
            given => return given,
        }
    }
    Ok(())
}

/// There is no draft: the team is told rather than left to wait for it.
pub(super) async fn give_up(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    draft: u32,
) -> Result<(), JobError> {
    let Some((brief, through)) = open(app, tenant, conversation, draft).await? else {
        return Ok(());
    };
    let content = Draft { through, citations: vec![], verdict: None, confidence: None };
    give(app, tenant, conversation, brief.assistant, draft, content, vec![]).await
}

/// What an open draft has to go by, and the last message it is for; none when another draft was
/// begun, or none is wanted.
async fn open(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    draft: u32,
) -> store::Result<Option<(Arc<Brief>, Seq)>> {
    let mut conn = app.db.read().await?;
    let Some(row) = conn.of(tenant).conversation(conversation, None).await? else {
        return Ok(None);
    };
    let state = &row.row.state;
    let open = state.draft.as_ref().filter(|open| open.id == draft && open.seq.is_none());
    let (Some(open), Some(unanswered)) = (open, state.unanswered_since) else { return Ok(None) };
    let asked = (unanswered, open.through);
    let brief = Brief::read(&mut conn, tenant, &row.row, asked, Readers::Team).await?;
    Ok(Some((Arc::new(brief), open.through)))
}

/// The plan, with what the assistant's model says in place of the quotation.
async fn by_model(
    app: &App,
    errand: Errand,
    brief: &Brief,
    known: &Loaded,
    plan: Plan,
) -> store::Result<Plan> {
    let question = brief.question(Moment::default());
    let asked = brief.asked(&question);
    Box::pin(models::rewrite(app, errand, &asked, known, plan)).await
}

/// A plan as a draft, and its sentences.
fn content(plan: Plan, through: Seq) -> (Draft, Vec<String>) {
    let (sentences, verdict) = match plan.outcome {
        // "Shall I pass you on to a person?" is nothing that a person says.
        Outcome::Decline { .. } => (vec![], Some(Verdict::Declined)),
        outcome => outcome
            .into_sentences()
            .map_or_else(|| (vec![], None), |(sentences, verdict)| (sentences, Some(verdict))),
    };
    let confidence = plan.signals.confidence.map(|confidence| confidence.shown);
    let (words, citations) = sentences.into_iter().unzip();
    (Draft { through, citations, verdict, confidence }, words)
}

async fn give(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    assistant: AssistantId,
    draft: u32,
    content: Draft,
    words: Vec<String>,
) -> Result<(), JobError> {
    let command = Command::Draft { draft, content: Box::new(content) };
    let actor = Actor::Assistant(assistant);
    let words = Some(serde_json::to_string(&words).expect("texts have a JSON form"));
    let request = Request { words, ..Request::new(clock::new_id(), conversation, actor, command) };
    match inbox::perform(app, tenant, request).await {
        Ok(_) | Err(InboxError::Refused(Refusal::StaleDraft) | InboxError::NotFound) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
