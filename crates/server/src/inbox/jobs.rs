//! The jobs that events cause, stored in the same transaction as they are.

use domain::conversation::{Job, Millis};
use domain::id::{ConversationId, MailId, SiteId, SourceId};
use domain::limits::JOB_LEASE_MS;
use serde::{Deserialize, Serialize};
use store::{Claimed, NewJob, Tenant};
use uuid::Uuid;

use crate::clock;

/// What a stored job says to do.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub(crate) enum JobBody {
    /// What an event of a conversation caused.
    Conversation {
        /// Which.
        conversation: ConversationId,
        /// What.
        work: Job,
    },
    /// Read a source and learn it.
    Learn {
        /// Which.
        source: SourceId,
        /// When it was asked for: each asking is work of its own.
        at: Millis,
    },
    /// Read a website, for a while.
    Crawl {
        /// Which.
        site: SiteId,
        /// For whom: a site that was paused or begun anew since has another.
        run: i64,
        /// Which while: each is work of its own, so that a long reading is no failing job.
        slice: u32,
    },
    /// Give passages their vectors by the workspace's own model.
    Embed {
        /// For which settings: changed ones have another.
        run: Uuid,
        /// When it is due: each change of the sources is work of its own.
        at: Millis,
        /// Tries before this one that the endpoint did not answer.
        tries: u32,
    },
    /// Try to send a mail.
    Mail {
        /// Which.
        mail: MailId,
        /// Which try is meant.
        round: i64,
    },
    /// Look whether a visitor has seen a reply, and tell them by mail where not.
    Notice {
        /// Of which conversation.
        conversation: ConversationId,
        /// When: each look is work of its own.
        due: Millis,
        /// It was looked before, and the visitor was here.
        looked: bool,
    },
}

impl JobBody {
    fn dedupe(&self) -> String {
        serde_json::to_string(self).expect("jobs have a JSON form")
    }

    /// A job of this body.
    pub(crate) fn into_job(self, run_at: Millis) -> NewJob {
        let body = self.dedupe();
        NewJob { id: clock::new_id(), dedupe: body.clone(), body, run_at, claim: None }
    }
}

/// The jobs of a conversation's events. A turn or draft is claimed in the same insert, because this
/// node begins it at once: its row is there for recovery.
pub(super) fn of(
    tenant: Tenant,
    conversation: ConversationId,
    work: Vec<Job>,
    now: Millis,
) -> (Vec<NewJob>, Vec<Claimed>) {
    let mut turns = Vec::new();
    let jobs = work.into_iter().map(|work| {
        let body = JobBody::Conversation { conversation, work };
        let mut job = body.into_job(work.run_at(now));
        if matches!(work, Job::Answer { .. } | Job::Draft { .. } | Job::Act { .. }) {
            let claim = clock::new_id();
            job.claim = Some(claim);
            job.run_at = now + JOB_LEASE_MS;
            turns.push(Claimed {
                tenant,
                id: job.id,
                claim,
                attempt: 1,
                body: job.body.clone(),
                run_at: now,
            });
        }
        job
    });
    (jobs.collect(), turns)
}

/// The look whether a visitor has seen a reply.
pub(super) fn notice(conversation: ConversationId, due: Millis) -> NewJob {
    JobBody::Notice { conversation, due, looked: false }.into_job(due)
}
