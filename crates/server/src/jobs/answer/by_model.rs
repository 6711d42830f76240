//! A turn that a model writes: its judgement decides, and what it says is released sentence by
//! sentence, as a quotation is. Until something was shown the plan without a model still stands.

use std::collections::BTreeSet;
use std::sync::Arc;

use assistant::turn::{Outcome, Plan};
use domain::conversation::{Command, Failure, Topic as Offer};
use domain::id::SourceId;
use domain::signal::Verdict;

use super::{JobError, Material, Turn};
use crate::bus::Topic;
use crate::clock;
use crate::feeds;
use crate::knowledge::Loaded;
use crate::models::{self, Asked, Judgement, Written};

impl Turn<'_> {
    /// Answers by the assistant's model where it has one, and by the plan where it has none, the
    /// plan needs none, or the model does not answer.
    pub(super) async fn speak(
        &self,
        plan: Plan,
        material: &Material,
        known: &Arc<Loaded>,
    ) -> Result<(), JobError> {
        let (brief, question) = (&material.brief, material.brief.question(material.moment));
        if brief.is_settled(&plan, material.moment) {
            return self.carry_out(plan, material).await;
        }
        let asked = Asked { tools: material.acts.tools(), ..brief.asked(&question) };
        let app = self.app;
        let ready = models::ready(app, self.errand(brief), known, &plan, &asked).await?;
        let Some(ready) = ready else { return self.carry_out(plan, material).await };
        // Whoever still types asks something else, and each question is paid for.
        self.hold_while_visitor_types(material.asked_at).await;
        let judged = tokio::select! {
            judged = models::judge(app, ready, &asked) => judged,
            () = self.until_over() => return Ok(()),
        };
        match judged {
            None => self.carry_out(plan, material).await,
            Some(Judgement::Calls(calls)) => {
                let acting = brief.ruled(plan.judged(None), material.moment);
                if acting.is_kept_from_answering() {
                    return self.carry_out(acting, material).await;
                }
                if self.called(&acting, &material.acts, &calls).await? {
                    return Ok(());
                }
                self.carry_out(plan, material).await
            }
            Some(Judgement::Writes { partly, written }) => {
                let mut answered =
                    brief.ruled(plan.judged(Some(Verdict::Answered)), material.moment);
                if answered.is_kept_from_answering() {
                    return self.carry_out(answered, material).await;
                }
                if partly {
                    answered.offer = Some(Offer::NotInSources);
                }
                self.pass_on((plan, answered), material, &asked, *written).await
            }
            Some(Judgement::Declines { person }) => {
                let text = Outcome::declined(asked.copy, asked.guidance, asked.name);
                let mut plan = Plan { outcome: text, ..plan };
                plan.signals.verdict = Some(Verdict::Declined);
                plan.offer = Some(if person { Offer::Person } else { Offer::NotInSources });
                let plan = brief.ruled(plan, material.moment);
                self.keep_trace(&plan, &brief.ruling, clock::instant() - self.begun);
                if self.acts_by_rule(&plan, material, &question).await? {
                    return Ok(());
                }
                self.carry_out(plan, material).await
            }
        }
    }

    /// Returns once another turn has taken the place of this one, or a person has: then nobody
    /// waits for what the model would say.
    async fn until_over(&self) {
        let thread = Topic::Thread(self.tenant.workspace(), self.conversation);
        let mut heard = self.app.bus.subscribe(&[thread]);
        loop {
            let now = super::material_of(self.app, self.tenant, self.conversation, self.key).await;
            if matches!(now, Ok(None)) {
                return;
            }
            if heard.next().await.is_none() {
                return std::future::pending().await;
            }
        }
    }

    /// Releases what a model writes, as it writes it. What the passages say is quoted where none of
    /// it stands in them, or it broke off before.
    async fn pass_on(
        &self,
        (quoted, answered): (Plan, Plan),
        material: &Material,
        asked: &Asked<'_>,
        mut written: Written,
    ) -> Result<(), JobError> {
        let first = tokio::select! {
            first = written.next() => first,
            () = self.until_over() => return Ok(()),
        };
        let Ok(Some(first)) = first else {
            return self.carry_out(quoted, material).await;
        };
        let (key, verdict, offer) = (self.key, Verdict::Answered, answered.offer);
        let ruling = &material.brief.ruling;
        self.keep_trace(&answered, ruling, clock::instant() - self.begun);
        if !self.observe(answered.signals, answered.marks).await? {
            return Ok(());
        }
        self.hold_while_visitor_types(material.asked_at).await;
        let (mut index, mut sources) = (0, BTreeSet::<SourceId>::new());
        let mut next = Ok(Some(first));
        while let Ok(Some(sentence)) = next {
            sources.extend(sentence.1.iter().map(|citation| citation.source));
            if !self.release(index, sentence).await? {
                return Ok(());
            }
            index += 1;
            next = written.next().await;
        }
        if next.is_err() {
            // What was shown stays, and a person goes on from there.
            let failure = Failure::Deadline;
            return self.perform(Command::GiveUp { key, failure }, None).await.map(drop);
        }
        let age = feeds::age(self.app, self.tenant, sources, asked.copy).await?;
        if let Some(text) = age
            && !self.release(index, (text, Vec::new())).await?
        {
            return Ok(());
        }
        self.perform(Command::Finish { key, verdict, offer }, None).await.map(drop)
    }
}
