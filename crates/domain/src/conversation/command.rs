//! What an actor may ask of a conversation, and the ways it can be refused.

use serde::{Deserialize, Serialize};

use super::{
    Deed, Draft, DraftUse, Failure, Mark, Millis, Owner, Reason, ReleaseCause, RunEnd, RunKey, Seq,
    Start, Topic, TurnKey,
};
use crate::action::next::Taken;
use crate::id::{RuleId, TeamId, TeammateId};
use crate::message::Citation;
use crate::promise::Promise;
use crate::rollout::Mute;
use crate::rule::Marks;
use crate::signal::{Signals, Verdict};

/// One request of an actor. Words travel beside it and never decide.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// The visitor says something.
    Say {
        /// It is only thanks or goodbye.
        courtesy: bool,
    },
    /// The visitor presses "Talk to a person".
    AskForPerson,
    /// The visitor tells their name, address or matter.
    GiveDetails,
    /// The visitor no longer wants to wait.
    CancelWait,
    /// The visitor, the page's script, a teammate or the assistant starts an action.
    Start {
        /// Which, by what.
        start: Box<Start>,
        /// The turn that becomes the action, where the assistant starts it.
        key: Option<TurnKey>,
    },
    /// The visitor answers what an action asks, or the assistant reads the answers in their words.
    GiveFields {
        /// The form that is answered.
        run: RunKey,
        /// The turn whose message was the answer.
        key: Option<TurnKey>,
    },
    /// The visitor does not want to answer.
    CancelAction {
        /// The run.
        run: u32,
    },

    /// An action asks.
    ShowForm {
        /// Where the run was.
        key: RunKey,
    },
    /// An action looked something up.
    LookUp {
        /// Where the run was.
        key: RunKey,
        /// The name of the lookup.
        lookup: String,
        /// It found what it was to find.
        ok: bool,
    },
    /// An action comes to its end, and does what it does.
    EndAction {
        /// Where the run was.
        key: RunKey,
        /// How it ends.
        end: RunEnd,
        /// The way it took.
        taken: Option<Taken>,
        /// It says something.
        says: bool,
        /// What it does.
        deeds: Vec<Deed>,
    },
    /// A teammate has called the visitor.
    CallBackDone {
        /// Who.
        by: TeammateId,
    },

    /// The assistant records what it observed.
    Observe {
        /// The turn it belongs to.
        key: TurnKey,
        /// Everything it saw.
        signals: Box<Signals>,
        /// What rules and the tagger mark the conversation with.
        marks: Marks,
    },
    /// The assistant shows one sentence.
    Release {
        /// The turn it belongs to.
        key: TurnKey,
        /// Its place, from 0.
        index: u32,
        /// What it rests on.
        citations: Vec<Citation>,
    },
    /// The assistant has said all it has to say.
    Finish {
        /// The turn it belongs to.
        key: TurnKey,
        /// What kind of reply it was.
        verdict: Verdict,
        /// It ends by offering a person, about this.
        offer: Option<Topic>,
    },
    /// The assistant passes the conversation to the team.
    HandOff {
        /// The turn it belongs to.
        key: TurnKey,
        /// Why.
        reason: Reason,
        /// The rule that decided.
        rule: Option<RuleId>,
        /// The team to route to.
        team: Option<TeamId>,
    },
    /// The assistant cannot do its work.
    GiveUp {
        /// The turn it belongs to.
        key: TurnKey,
        /// What failed.
        failure: Failure,
    },
    /// Whoever found a turn whose worker is gone begins it once more.
    Retry {
        /// The turn that was cut off.
        key: TurnKey,
    },

    /// A teammate wants to answer from now on.
    TakeOver {
        /// Who.
        by: TeammateId,
        /// The epoch that they saw.
        epoch: u32,
    },
    /// A teammate says something to the visitor.
    Reply {
        /// Who.
        by: TeammateId,
        /// The epoch that they saw.
        epoch: u32,
        /// The last event that they saw.
        seen: Seq,
        /// The draft that it came from.
        draft: Option<DraftUse>,
    },
    /// The assistant gives the team a draft.
    Draft {
        /// Which was asked for.
        draft: u32,
        /// What it says and rests on.
        content: Box<Draft>,
    },
    /// A teammate does not want a draft.
    DismissDraft {
        /// Who.
        by: TeammateId,
        /// Which.
        draft: u32,
    },
    /// A teammate notes something for the team.
    Note {
        /// Who.
        by: TeammateId,
    },
    /// A teammate says what they think of a handoff. That it is one is for whoever performs it to
    /// see: the log knows.
    Mark {
        /// Who.
        by: TeammateId,
        /// Where the handoff stands.
        handoff: Seq,
        /// What; none takes back what was said.
        mark: Option<Mark>,
    },
    /// A teammate gives the conversation to another.
    Transfer {
        /// Who.
        by: TeammateId,
        /// To whom.
        to: TeammateId,
        /// The epoch that they saw.
        epoch: u32,
    },
    /// A teammate gives the conversation to a team, or to everybody.
    Route {
        /// Who.
        by: TeammateId,
        /// To which team; none for everybody.
        team: Option<TeamId>,
        /// The epoch that they saw.
        epoch: u32,
    },
    /// A teammate adds a tag, or the tagger does later on.
    Tag {
        /// Who; none for the tagger.
        by: Option<TeammateId>,
        /// Which.
        tag: String,
    },
    /// A teammate takes a tag off.
    Untag {
        /// Who.
        by: TeammateId,
        /// Which.
        tag: String,
    },
    /// A teammate lets the assistant answer again.
    HandBack {
        /// Who.
        by: TeammateId,
    },
    /// A teammate says that the matter is done.
    Resolve {
        /// Who.
        by: TeammateId,
        /// The last event that they saw.
        seen: Seq,
    },
    /// A teammate opens a resolved conversation again, for themselves.
    Reopen {
        /// Who.
        by: TeammateId,
    },

    /// A visitor who waits is told how long it takes.
    Promise {
        /// What it follows from.
        after: Seq,
        /// What the queue says; none where nobody is present.
        expected_ms: Option<Millis>,
        /// What they are told.
        promise: Promise,
    },
    /// A teammate has left or been removed.
    ReleaseFrom {
        /// Who has it until now.
        teammate: TeammateId,
        /// Why.
        cause: ReleaseCause,
    },
    /// A team is no more; who waited for it waits for everybody.
    TeamGone {
        /// Which.
        team: TeamId,
    },
    /// The time in which the teammate should have answered has passed.
    SilenceDue {
        /// The epoch in which the clock was started.
        epoch: u32,
        /// The message that waited, or 0 where only a person was asked for.
        since: Seq,
    },
}

/// What the owner of the workspace decides about the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The assistant goes on helping a visitor who waits for a person.
    pub helps_while_waiting: bool,
    /// The assistant helps when a teammate is gone.
    pub helps_when_released: bool,
    /// The assistant is not live for this visitor now, and why. It counts when a conversation
    /// begins, or begins anew.
    pub mute: Option<Mute>,
    /// The assistant writes drafts where a person answers.
    pub drafts: bool,
}

impl Default for Policy {
    /// Who asked for a person is not talked at; who was left by one is not left alone.
    fn default() -> Self {
        Self { helps_while_waiting: false, helps_when_released: true, mute: None, drafts: false }
    }
}

/// What is known at the moment of deciding and stands in no log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The time.
    pub now: Millis,
    /// The teammate who resolved the conversation still works here.
    pub resolver_is_here: bool,
}

/// Why a command does not apply. Never a bug, always told to the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// It was made for an earlier owner; this is who has it now.
    Stale {
        /// Who owes the reply now.
        owner: Owner,
        /// The present epoch.
        epoch: u32,
    },
    /// Another teammate has it.
    TakenBy {
        /// Who.
        teammate: TeammateId,
        /// The present epoch.
        epoch: u32,
    },
    /// Somebody else replied after the last event that the sender saw.
    Unseen {
        /// The reply to read first.
        seq: Seq,
    },
    /// The visitor said something after the last event that the sender saw.
    Unheard {
        /// The message to read first.
        seq: Seq,
    },
    /// The turn is over, or was never this one.
    StaleTurn,
    /// A sentence came before its predecessor.
    OutOfOrder,
    /// A turn cannot end without a word to the visitor.
    NothingSaid,
    /// The visitor does not wait for a person.
    NotWaiting,
    /// The assistant is not live here, so there is nothing to go back to.
    PeopleOnly,
    /// The draft is not the present one.
    StaleDraft,
    /// The action is over, or asks something else by now.
    StaleRun,
    /// Nobody waits any more, or they were told something since.
    StalePromise,
    /// The visitor is still owed a call.
    CallBackOwed,
    /// There is nothing to resolve, reopen or hand back.
    NotOpen,
}
