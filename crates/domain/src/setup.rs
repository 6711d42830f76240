//! The way from a fresh server to a shop that is live: which steps there are, and which are done.
//!
//! What can be seen is never asked: a step counts as done because the thing is there, so that it
//! stays true however it came about. Only what leaves no trace is marked by hand.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One step, in the order in which they are proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The workspace has its name.
    Workspace,
    /// The assistant has its name and greeting.
    Assistant,
    /// It has learnt something.
    Knowledge,
    /// It was asked something.
    Try,
    /// Its look was chosen.
    Look,
    /// It may appear somewhere.
    Sites,
    /// A page with the snippet was visited.
    Snippet,
    /// Mails can leave.
    Mail,
    /// Somebody was invited.
    Team,
    /// A handoff was rehearsed.
    Rehearsal,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 10] = [
        Self::Workspace,
        Self::Assistant,
        Self::Knowledge,
        Self::Try,
        Self::Look,
        Self::Sites,
        Self::Snippet,
        Self::Mail,
        Self::Team,
        Self::Rehearsal,
    ];
}

/// What is there already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "facts that hold apart from each other")]
pub struct Facts {
    /// The workspace has a name of its own.
    pub named: bool,
    /// A source is learnt.
    pub learnt: bool,
    /// A site is allowed.
    pub allowed: bool,
    /// The snippet was seen on a page.
    pub seen: bool,
    /// A mail server is set up.
    pub mail: bool,
    /// More than one person works here or is invited.
    pub team: bool,
}

/// What somebody said of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// It is done.
    Done,
    /// Not now.
    Skipped,
}

/// What was said of which step.
pub type Marks = BTreeMap<Step, Mark>;

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Still to do.
    Open,
    /// Put off.
    Skipped,
    /// Done.
    Done,
}

/// How `step` stands: what is there counts more than what was said.
pub fn standing(step: Step, facts: Facts, marks: &Marks) -> Standing {
    let is_there = match step {
        Step::Workspace => facts.named,
        Step::Knowledge => facts.learnt,
        Step::Sites => facts.allowed,
        Step::Snippet => facts.seen,
        Step::Mail => facts.mail,
        Step::Team => facts.team,
        Step::Assistant | Step::Try | Step::Look | Step::Rehearsal => false,
    };
    match marks.get(&step) {
        _ if is_there => Standing::Done,
        Some(Mark::Done) => Standing::Done,
        Some(Mark::Skipped) => Standing::Skipped,
        None => Standing::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_done_whatever_was_said() {
        let facts = Facts { learnt: true, ..Facts::default() };
        let marks = Marks::from([(Step::Knowledge, Mark::Skipped), (Step::Mail, Mark::Skipped)]);
        assert_eq!(standing(Step::Knowledge, facts, &marks), Standing::Done);
        assert_eq!(standing(Step::Mail, facts, &marks), Standing::Skipped);
        assert_eq!(standing(Step::Team, facts, &marks), Standing::Open);
    }

    #[test]
    fn what_leaves_no_trace_is_done_once_somebody_says_so() {
        let marks = Marks::from([(Step::Try, Mark::Done)]);
        assert_eq!(standing(Step::Try, Facts::default(), &marks), Standing::Done);
        assert_eq!(standing(Step::Rehearsal, Facts::default(), &marks), Standing::Open);
    }
}
