//! What a turn observed. Every handoff, and every turn without one, can say why from these.
//!
//! Nothing here reads text: the assistant computes signals, the machine only records them.

use serde::{Deserialize, Serialize};

use crate::id::RuleId;
use crate::message::Citation;

/// How clearly a visitor asks for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "asks", rename_all = "snake_case")]
pub enum Asks {
    /// A plain request; the words that matched.
    Clear {
        /// The part of the message that was recognised. A visitor's words are not kept in the
        /// log: they are the body of the handoff that follows.
        #[serde(skip)]
        matched: String,
    },
    /// A sign that a person might be wanted: worth an offer, not a handoff.
    Vague,
    /// No request.
    None,
}

/// A matter that always goes to a person; no rule can forbid it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitive {
    /// The visitor may hurt themselves.
    SelfHarm,
    /// Somebody is threatened or in danger.
    Violence,
}

/// A matter that may need people. The floor's two are among them; whether the others do is for
/// rules to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// The visitor, or somebody near them, may hurt themselves.
    SelfHarm,
    /// Somebody is threatened or in danger.
    Violence,
    /// Lawyers, courts and regulators; the press.
    Legal,
    /// Money taken by deceit, goods that are not what they were sold as.
    Fraud,
    /// An account or a name in other hands.
    Identity,
    /// Somebody is hurt or ill, or asks what would make them so.
    Health,
}

impl Matter {
    /// The matter of the floor that it is, if it is one.
    pub fn floor(self) -> Option<Sensitive> {
        match self {
            Self::SelfHarm => Some(Sensitive::SelfHarm),
            Self::Violence => Some(Sensitive::Violence),
            Self::Legal | Self::Fraud | Self::Identity | Self::Health => None,
        }
    }
}

impl From<Sensitive> for Matter {
    fn from(floor: Sensitive) -> Self {
        match floor {
            Sensitive::SelfHarm => Self::SelfHarm,
            Sensitive::Violence => Self::Violence,
        }
    }
}

/// What kind of utterance a message is, apart from its topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gist {
    /// Something to be answered.
    Question,
    /// "Hello".
    Greeting,
    /// "Thanks", "bye".
    Courtesy,
    /// "Yes please".
    Yes,
    /// "No thanks".
    No,
    /// "Are you a bot?"
    AboutAssistant,
}

/// What the reply to a turn was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The sources hold it, and it was quoted with them.
    Answered,
    /// The closest passages were shown, and called that.
    Closest,
    /// The sources do not hold it; a person was offered.
    Declined,
    /// Small talk: no source needed.
    Talk,
}

/// How sure the assistant is that the passages answer, and what that rests on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Confidence {
    /// The number that people see, 0 to 1: how likely the answer is right.
    pub shown: f32,
    /// The probability that the passages found are about what was asked, 0 to 1.
    pub p: f32,
    /// At or above this `p` an answer is given, if it is `sure` too.
    pub threshold: f32,
    /// At or above this `shown` an answer is given as one; older turns asked for none.
    #[serde(default)]
    pub sure: f32,
    /// At or above this `p` the closest passages are shown.
    pub closest: f32,
    /// The generation of the index that was searched.
    pub generation: u64,
    /// Share of the query's weight of words found in the top passage, 0 to 1.
    pub cov1: f32,
    /// Best word score over the best possible one.
    pub bm25n: f32,
    /// Best cosine of a passage.
    pub dens1: f32,
    /// Best cosine of a sentence in the top three passages.
    pub sentsim: f32,
    /// Best share of the query's weight of words in one sentence of the top three, 0 to 1.
    pub sentcov: f32,
    /// How far words and meaning agree on the best passages, 0 to 2.
    pub agree: f32,
    /// How many standard deviations the question lies above unrelated ones; not in older turns.
    #[serde(default)]
    pub above: f32,
    /// The weight of the rarest word that the top passage lacks, for the number of words; not in
    /// older turns.
    #[serde(default)]
    pub missing: f32,
    /// The weight of the words that the top passage has, up to a bound; not in older turns.
    #[serde(default)]
    pub held: f32,
}

/// A passage that the search found, with both scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FoundPassage {
    /// Which passage.
    pub passage: Citation,
    /// Score by words (BM25).
    pub lexical: f32,
    /// Score by meaning (cosine of the passage).
    pub semantic: f32,
    /// Both fused, 0 to 1.
    pub score: f32,
}

/// Everything that one turn observed, in the log and visible to teammates only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signals {
    /// Whether a person was asked for.
    pub person: Asks,
    /// The kind of utterance.
    pub gist: Gist,
    /// Words of frustration, 0 to 1; weak, so it only flags.
    pub frustration: f32,
    /// Likeness to an earlier question of the same visitor, 0 to 1.
    pub repetition: f32,
    /// A matter for people only.
    pub sensitive: Option<Sensitive>,
    /// A matter that may be one for people; not in older turns.
    #[serde(default)]
    pub matter: Option<Matter>,
    /// A topic that its owner keeps the assistant from.
    #[serde(default)]
    pub left_alone: bool,
    /// The confidence, when the search ran.
    pub confidence: Option<Confidence>,
    /// The reply's verdict; none when the turn handed off instead.
    pub verdict: Option<Verdict>,
    /// The passages found, best first.
    pub found: Vec<FoundPassage>,
    /// What the owner's rules came to.
    #[serde(default)]
    pub ruled: Ruled,
}

/// What the owner's rules came to in a turn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruled {
    /// The rule that decided, if one did.
    pub by: Option<RuleId>,
    /// Every rule that held, in order.
    pub held: Vec<RuleId>,
    /// Rules that held and are only watched, and whether each would have decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub watched: Vec<(RuleId, bool)>,
}
