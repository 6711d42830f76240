//! What a turn should do: a handoff, an answer, a decline, small talk.

use std::collections::BTreeSet;

use domain::condition::Truth;
use domain::conversation::{Reason, Topic};
use domain::id::{RuleId, SourceId};
use domain::message::Citation;
use domain::rule::back_test::Met;
use domain::rule::{Marks, Rule};
use domain::signal::{Asks, Signals, Verdict};

use crate::copy::{Copy, named};
use crate::extractive::Sentence;
use crate::guidance::Guidance;

/// What a turn should do, with everything that it observed.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// For the trail.
    pub signals: Signals,
    /// The words that were searched; none when no search ran.
    pub query: Option<String>,
    /// What should happen.
    pub outcome: Outcome,
    /// What a person should be offered for afterwards, if the machine has not done so yet.
    pub offer: Option<Topic>,
    /// The rule that decided it, if one did.
    pub rule: Option<Rule>,
    /// What the rules that hold mark the conversation with.
    pub marks: Marks,
    /// What the rules were asked with at the end; none before they were.
    pub met: Option<Met>,
    /// What the tests of each rule came to, in the order of the rules.
    pub tests: Vec<Vec<Truth>>,
    /// Rules that would hold, and were seen to before.
    pub seen_to: Vec<RuleId>,
}

impl Plan {
    /// Whether a rule keeps the assistant from answering.
    pub fn is_kept_from_answering(&self) -> bool {
        self.rule.as_ref().is_some_and(Rule::keeps_from_answering)
    }

    /// As it stands once a model answers in its place, or does something else.
    #[must_use]
    pub fn judged(&self, verdict: Option<Verdict>) -> Self {
        let signals = Signals { verdict, ..self.signals.clone() };
        let offer = (signals.person == Asks::Vague).then_some(Topic::Person);
        let written = Outcome::Written { sentences: Vec::new() };
        Self { query: self.query.clone(), ..Self::new(signals, written, offer) }
    }

    pub(crate) fn new(signals: Signals, outcome: Outcome, offer: Option<Topic>) -> Self {
        let marks = Marks::default();
        let (tests, seen_to) = (Vec::new(), Vec::new());
        Self { signals, query: None, outcome, offer, rule: None, marks, met: None, tests, seen_to }
    }
}

/// What should happen in a turn.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The conversation goes to the team.
    HandOff {
        /// Why.
        reason: Reason,
    },
    /// Passages are quoted.
    Answer {
        /// What comes before them, where they may not be what was meant.
        lead_in: Option<String>,
        /// The quotations, each with its source.
        sentences: Vec<Sentence>,
        /// What comes after them, where they may not hold any more.
        caveat: Option<String>,
        /// Answered, or only the closest.
        verdict: Verdict,
    },
    /// The sources do not hold it.
    Decline {
        /// What is said.
        text: String,
    },
    /// What a model made of the passages.
    Written {
        /// The sentences, each with its passages.
        sentences: Vec<Cited>,
    },
    /// A reply that needs no source.
    SmallTalk {
        /// What is said.
        text: String,
    },
}

/// A sentence, and what it rests on.
pub type Cited = (String, Vec<Citation>);

impl Outcome {
    /// The sources that are quoted.
    pub fn sources(&self) -> BTreeSet<SourceId> {
        match self {
            Self::Answer { sentences, .. } => {
                sentences.iter().map(|it| it.citation.source).collect()
            }
            Self::Written { sentences } => {
                sentences.iter().flat_map(|(_, cites)| cites).map(|it| it.source).collect()
            }
            _ => BTreeSet::new(),
        }
    }

    /// The decline in its place, where the passages that were found do not hold the answer.
    pub fn declined(copy: &Copy, guidance: &Guidance, name: &str) -> Self {
        let own = Some(guidance.decline.as_str()).filter(|own| !own.is_empty());
        Self::Decline { text: named(own.unwrap_or(copy.decline), name) }
    }

    /// Has an answer say this in the end.
    pub fn add_caveat(&mut self, text: String) {
        match self {
            Self::Answer { caveat, .. } => *caveat = Some(text),
            Self::Written { sentences } => sentences.push((text, Vec::new())),
            _ => {}
        }
    }

    /// What is said, sentence by sentence, with what each rests on, and what it comes to; none
    /// where the team is to speak.
    pub fn into_sentences(self) -> Option<(Vec<Cited>, Verdict)> {
        let alone = |text| vec![(text, Vec::new())];
        match self {
            Self::HandOff { .. } => None,
            Self::Answer { lead_in, sentences, caveat, verdict } => {
                let lead_in = lead_in.into_iter().flat_map(alone);
                let quoted = sentences.into_iter().map(|said| (said.text, vec![said.citation]));
                let caveat = caveat.into_iter().flat_map(alone);
                Some((lead_in.chain(quoted).chain(caveat).collect(), verdict))
            }
            Self::Decline { text } => Some((alone(text), Verdict::Declined)),
            Self::Written { sentences } => Some((sentences, Verdict::Answered)),
            Self::SmallTalk { text } => Some((alone(text), Verdict::Talk)),
        }
    }
}
