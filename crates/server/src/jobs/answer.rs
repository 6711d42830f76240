//! One turn: what the assistant plans, performed sentence by sentence.
//!
//! Everything it says carries the key of the turn, so that a take-over in the middle ends it: the
//! machine refuses, and the turn falls silent.

mod acting;
mod by_model;
mod trace;

use std::sync::Arc;
use std::time::Duration;

use assistant::turn::{Cited, Outcome, Plan};
use domain::access::Actor;
use domain::conversation::{Command, Failure, Millis, Reason, Refusal, Topic as Offer, TurnKey};
use domain::id::{AssistantId, ConversationId};
use domain::limits::BURST_HOLD_MS_MAX;
use domain::rollout::Mute;
use domain::rule::{Marks, Rule};
use domain::signal::{Signals, Verdict};
use store::Tenant;
use tokio::time::Instant;

use super::JobError;
use acting::Acts;

use super::brief::{Brief, Moment, Planned};
use crate::app::App;
use crate::bus::{Signal, Topic};
use crate::clock;
use crate::inbox::{self, InboxError, Request};
use crate::knowledge::Loaded;
use crate::models::Errand;
use crate::protocol::Purpose;
use crate::{reaches, rules};

/// Longest time until something true is said.
const TURN_TIMEOUT: Duration = Duration::from_secs(15);

/// A turn at work.
struct Turn<'app> {
    app: &'app App,
    tenant: Tenant,
    conversation: ConversationId,
    assistant: AssistantId,
    key: TurnKey,
    begun: Instant,
}

/// What the turn has to go by.
struct Material {
    brief: Arc<Brief>,
    acts: Acts,
    moment: Moment,
    /// When the first open message was said: a steady typist is not starved.
    asked_at: Millis,
}

/// Writes the answer of a turn, or gives up and passes the conversation on: nobody waits for
/// nothing.
pub(super) async fn answer(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    key: TurnKey,
) -> Result<(), JobError> {
    let Some(material) = material_of(app, tenant, conversation, key).await? else { return Ok(()) };
    let (assistant, begun) = (material.brief.assistant, clock::instant());
    let turn = Turn { app, tenant, conversation, assistant, key, begun };
    if material.brief.is_archived {
        let reason = Reason::NotLive { why: Mute::Off };
        let hand_off = Command::HandOff { key, reason, rule: None, team: None };
        return turn.perform(hand_off, None).await.map(drop);
    }
    // Building an index after a start is no part of the turn: it is done once for all who wait.
    let known = app.knowledge.of(app, tenant, turn.assistant).await?;
    let failure = match tokio::time::timeout(TURN_TIMEOUT, turn.write(material, known)).await {
        Ok(Ok(())) => return Ok(()),
        // The database is away for a moment: the turn is tried once more, and then a person.
        Ok(Err(error @ (JobError::Store(_) | JobError::Inbox(InboxError::Store(_))))) => {
            return Err(error);
        }
        Ok(Err(error)) => {
            tracing::error!(%error, %conversation, turn = super::turn(key), "a turn failed");
            Failure::Internal
        }
        Err(_) => {
            tracing::error!(%conversation, turn = super::turn(key), "a turn took too long");
            Failure::Deadline
        }
    };
    turn.perform(Command::GiveUp { key, failure }, None).await.map(drop)
}

/// None when the turn is over already.
async fn material_of(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    key: TurnKey,
) -> store::Result<Option<Material>> {
    let mut conn = app.db.read().await?;
    let Some(row) = conn.of(tenant).conversation(conversation, None).await? else {
        return Ok(None);
    };
    let state = &row.row.state;
    let (Some(turn), Some(unanswered)) = (state.turn(), state.unanswered_since) else {
        return Ok(None);
    };
    if state.turn_key() != Some(key) {
        return Ok(None);
    }
    let acts = Acts::read(&mut conn, tenant, &row).await?;
    let moment = Moment {
        offer_open: turn.accepts_offer,
        requests_served: turn.through <= state.served_through,
        awaits_field: acts.awaits_field(),
    };
    let open = (unanswered, turn.through);
    let reader = reaches::visitor(row.visitor_identity.as_deref());
    let mut brief = Brief::read(&mut conn, tenant, &row.row, open, reader).await?;
    brief.ruling.standing.extend(acts.around.clone());
    let question = brief.question(moment);
    rules::complete(app, &mut conn, tenant, &row.row, (&question, &mut brief.ruling)).await?;
    Ok(Some(Material { brief: Arc::new(brief), acts, moment, asked_at: unanswered.at }))
}

impl Turn<'_> {
    async fn write(&self, material: Material, known: Arc<Loaded>) -> Result<(), JobError> {
        let watch = clock::stopwatch();
        if self.answers_form(&material.acts, &material.brief).await? {
            return Ok(());
        }
        let plan = self.plan(&material, &known).await?;
        self.keep_trace(&plan, &material.brief.ruling, watch.elapsed());
        let question = material.brief.question(material.moment);
        if self.acts_by_rule(&plan, &material, &question).await?
            || self.starts_action(&plan, &material.acts, &question).await?
        {
            return Ok(());
        }
        let plan = self.reminds(plan, &material.acts).await?;
        match Box::pin(self.speak(plan, &material, &known)).await {
            // The index was a moment behind the store, or what it holds has just ended: plan once
            // more on what stands now.
            Err(JobError::Inbox(InboxError::CitationGone)) => {
                let now = material_of(self.app, self.tenant, self.conversation, self.key).await?;
                let Some(material) = now else { return Ok(()) };
                let known =
                    self.app.knowledge.refresh(self.app, self.tenant, self.assistant).await?;
                // Without a model: there is no time for another answer of its.
                let plan =
                    material.brief.plan_alone(self.app, self.tenant, &known, material.moment);
                let plan = plan.await?;
                self.carry_out(plan, &material).await
            }
            done => done,
        }
    }

    async fn plan(&self, material: &Material, known: &Arc<Loaded>) -> Planned {
        let errand = self.errand(&material.brief);
        material.brief.plan(self.app, errand, known, material.moment).await
    }

    fn errand(&self, brief: &Brief) -> Errand {
        Errand {
            tenant: self.tenant,
            of: self.assistant,
            purpose: Purpose::Answer,
            turn: Some((self.conversation, self.key.turn)),
            visitor: Some(brief.visitor),
            begun: self.begun,
        }
    }

    /// Ends quietly when the machine says that the turn is over.
    async fn carry_out(&self, plan: Plan, material: &Material) -> Result<(), JobError> {
        if !self.observe(plan.signals, plan.marks).await? {
            return Ok(());
        }
        if let Outcome::HandOff { reason } = plan.outcome {
            return match plan.rule {
                Some(rule) => self.hand_off_by(rule, &material.acts).await,
                None => self.hand_off(reason).await,
            };
        }
        let Some((sentences, verdict)) = plan.outcome.into_sentences() else { return Ok(()) };
        self.hold_while_visitor_types(material.asked_at).await;
        self.say(sentences, verdict, plan.offer).await
    }

    async fn hand_off(&self, reason: Reason) -> Result<(), JobError> {
        let matched = match &reason {
            Reason::Asked { matched } => Some(matched.clone()),
            _ => None,
        };
        let hand_off = Command::HandOff { key: self.key, reason, rule: None, team: None };
        self.perform(hand_off, matched).await.map(drop)
    }

    /// Says what its owner has the visitor told, and passes the conversation to the rule's team; to
    /// everybody where that is gone.
    async fn hand_off_by(&self, rule: Rule, acts: &Acts) -> Result<(), JobError> {
        if !rule.message.is_empty() && !self.release(0, (rule.message, Vec::new())).await? {
            return Ok(());
        }
        let team = rule.team.filter(|team| acts.teams.contains(team));
        let (key, reason, by) = (self.key, Reason::Rule, Some(rule.id));
        let hand_off = Command::HandOff { key, reason, rule: by, team };
        let beside = rule.action.and_then(|action| acts.may_begin(action));
        let is_passed = self.perform(hand_off, Some(rule.name)).await?;
        if let Some(live) = beside.filter(|_| is_passed) {
            self.act_beside(live, acts).await?;
        }
        Ok(())
    }

    async fn observe(&self, signals: Signals, marks: Marks) -> Result<bool, JobError> {
        let (key, signals) = (self.key, Box::new(signals));
        self.perform(Command::Observe { key, signals, marks }, None).await
    }

    async fn say(
        &self,
        sentences: Vec<Cited>,
        verdict: Verdict,
        offer: Option<Offer>,
    ) -> Result<(), JobError> {
        let key = self.key;
        for (index, sentence) in (0..).zip(sentences) {
            if !self.release(index, sentence).await? {
                return Ok(());
            }
        }
        self.perform(Command::Finish { key, verdict, offer }, None).await.map(drop)
    }

    /// Says a sentence. False when the turn is over.
    async fn release(&self, index: u32, (text, citations): Cited) -> Result<bool, JobError> {
        let key = self.key;
        match self.perform(Command::Release { key, index, citations }, Some(text)).await {
            // Two plans are never mixed: what was shown stays, and the turn begins once more.
            Err(JobError::Inbox(InboxError::CitationGone)) if index > 0 => {
                self.perform_as(Actor::System, Command::Retry { key }, None).await.map(|_| false)
            }
            said => said,
        }
    }

    /// One burst, one reply: the first sentence waits while the visitor goes on writing.
    async fn hold_while_visitor_types(&self, asked_at: Millis) {
        let thread = Topic::Thread(self.tenant.workspace(), self.conversation);
        let mut heard = self.app.bus.subscribe(&[thread]);
        let end = asked_at + BURST_HOLD_MS_MAX;
        let presence = &self.app.presence;
        while let Some(until) = presence.typing_until(self.conversation, clock::now()) {
            if clock::now() >= end {
                return;
            }
            let fades = tokio::time::sleep(clock::until(until.min(end)));
            tokio::select! {
                () = fades => {}
                signal = heard.next() => match signal.as_deref() {
                    // A new message supersedes this turn: the next sentence is refused.
                    Some(Signal::Event(_)) | None => return,
                    Some(_) => {}
                },
            }
        }
    }

    /// False when the turn is over: superseded, taken over, resolved.
    async fn perform(&self, command: Command, words: Option<String>) -> Result<bool, JobError> {
        self.perform_as(Actor::Assistant(self.assistant), command, words).await
    }

    async fn perform_as(
        &self,
        actor: Actor,
        command: Command,
        words: Option<String>,
    ) -> Result<bool, JobError> {
        self.ask(Request { actor, ..self.request(command, words) }).await
    }

    fn request(&self, command: Command, words: Option<String>) -> Request {
        let actor = Actor::Assistant(self.assistant);
        let request = Request::new(clock::new_id(), self.conversation, actor, command);
        Request { words, ..request }
    }

    async fn ask(&self, request: Request) -> Result<bool, JobError> {
        match inbox::perform(self.app, self.tenant, request).await {
            Ok(_) => Ok(true),
            Err(InboxError::Refused(Refusal::StaleTurn | Refusal::StaleRun)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}
