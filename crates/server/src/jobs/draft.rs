//! A draft: what the assistant would answer, for the team to send or not. It is planned as an
//! answer is and told to teammates only.

use std::sync::Arc;

use assistant::copy::Copy;
use assistant::turn::{Outcome, Plan, Said, TurnInput, plan};
use domain::access::Actor;
use domain::conversation::{Command, Draft, Event, Refusal, Seq};
use domain::id::{AssistantId, ConversationId};
use domain::limits::EVENTS_PAGE_MAX;
use domain::message::{Audience, Citation};
use domain::signal::Verdict;
use store::Tenant;

use super::JobError;
use super::answer::{HISTORY_EVENTS, said, voice};
use crate::app::App;
use crate::clock;
use crate::inbox::{self, InboxError, Request};

/// What the draft has to go by.
struct Material {
    assistant: AssistantId,
    name: String,
    copy: Copy,
    earlier: Vec<Said>,
    open: Vec<String>,
    through: Seq,
}

/// Writes a draft. One that is no longer wanted is not written.
pub(super) async fn draft(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    draft: u32,
) -> Result<(), JobError> {
    let Some(material) = material(app, tenant, conversation, draft).await? else { return Ok(()) };
    let (assistant, through) = (material.assistant, material.through);
    let mut known = app.knowledge.of(app, tenant, assistant).await?;
    let material = Arc::new(material);
    // An index that was a moment behind the store is brought up once.
    for last in [false, true] {
        let (loaded, facts) = (Arc::clone(&known), Arc::clone(&material));
        let planned = tokio::task::spawn_blocking(move || {
            let input = TurnInput {
                earlier: &facts.earlier,
                open: &facts.open,
                offer_open: false,
                requests_served: false,
                awaiting_field: false,
                name: &facts.name,
                copy: &facts.copy,
            };
            plan(&input, &loaded.index, loaded.thresholds)
        });
        let plan = planned.await.map_err(|_| store::StoreError::Busy)?;
        let (content, words) = content(plan, through);
        match give(app, tenant, conversation, assistant, draft, content, words).await {
            Err(JobError::Inbox(InboxError::CitationGone)) if !last => {
                known = app.knowledge.refresh(app, tenant, assistant).await?;
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
    let Some(material) = material(app, tenant, conversation, draft).await? else { return Ok(()) };
    let content =
        Draft { through: material.through, citations: vec![], verdict: None, confidence: None };
    give(app, tenant, conversation, material.assistant, draft, content, vec![]).await
}

/// None when another draft was begun, or none is wanted.
async fn material(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    draft: u32,
) -> store::Result<Option<Material>> {
    let mut conn = app.db.read().await?;
    let Some(row) = conn.of(tenant).conversation(conversation, None).await? else {
        return Ok(None);
    };
    let state = &row.row.state;
    let open = state.draft.as_ref().filter(|open| open.id == draft && open.seq.is_none());
    let (Some(open), Some(unanswered)) = (open, state.unanswered_since) else { return Ok(None) };
    let after = (unanswered.seq - HISTORY_EVENTS).max(0);
    let events =
        conn.of(tenant).events(conversation, after, Audience::Everyone, EVENTS_PAGE_MAX).await?;
    let Some(assistant) = conn.of(tenant).assistant(row.row.assistant).await? else {
        return Ok(None);
    };
    let waiting = unanswered.seq..=open.through;
    Ok(Some(Material {
        assistant: assistant.id,
        copy: voice(&assistant, row.row.page.as_deref()),
        name: assistant.name,
        earlier: events
            .iter()
            .take_while(|event| event.seq < unanswered.seq)
            .filter_map(said)
            .collect(),
        open: events
            .iter()
            .filter(|event| waiting.contains(&event.seq))
            .filter(|event| matches!(event.event, Event::VisitorSaid { .. }))
            .filter_map(|event| event.words.clone())
            .collect(),
        through: open.through,
    }))
}

/// A plan as a draft, and its sentences.
fn content(plan: Plan, through: Seq) -> (Draft, Vec<String>) {
    let (sentences, verdict): (Vec<(String, Vec<Citation>)>, _) = match plan.outcome {
        Outcome::HandOff { .. } => (vec![], None),
        Outcome::Answer { lead_in, sentences, verdict } => {
            let lead_in = lead_in.into_iter().map(|text| (text, vec![]));
            let quoted = sentences.into_iter().map(|said| (said.text, vec![said.citation]));
            (lead_in.chain(quoted).collect(), Some(verdict))
        }
        // "Shall I pass you on to a person?" is nothing that a person says.
        Outcome::Decline { .. } => (vec![], Some(Verdict::Declined)),
        Outcome::SmallTalk { text } => (vec![(text, vec![])], Some(Verdict::Talk)),
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
