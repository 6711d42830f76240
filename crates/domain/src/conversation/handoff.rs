//! What becomes of a handoff, and what teammates think of it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Event;
use crate::id::TeammateId;

/// What a teammate thinks of a handoff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// A person was needed.
    Right,
    /// The assistant could have answered.
    Answerable,
}

impl Mark {
    /// The word in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Answerable => "answerable",
        }
    }

    /// Reads [`Mark::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Right, Self::Answerable].into_iter().find(|mark| mark.as_str() == text)
    }
}

/// How the wait for a person came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It goes on.
    Waiting,
    /// A teammate spoke to the visitor.
    Answered,
    /// The visitor no longer wanted to wait.
    Left,
    /// It was closed or handed back, and no person had said a word.
    NobodyCame,
}

impl Fate {
    /// The word in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Answered => "answered",
            Self::Left => "left",
            Self::NobodyCame => "nobody_came",
        }
    }

    /// Reads [`Fate::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Waiting, Self::Answered, Self::Left, Self::NobodyCame]
            .into_iter()
            .find(|fate| fate.as_str() == text)
    }
}

impl Event {
    /// What it brings to a wait for a person that goes on, and the teammate who spoke. To join is
    /// not to answer: only a word counts.
    pub fn ends_wait(&self) -> Option<(Fate, Option<TeammateId>)> {
        match self {
            Self::Replied { by, .. } | Self::ActionStarted { by: Some(by), .. } => {
                Some((Fate::Answered, Some(*by)))
            }
            Self::WaitCancelled => Some((Fate::Left, None)),
            Self::HandedBack { .. } | Self::Resolved { .. } => Some((Fate::NobodyCame, None)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::ReleaseCause;
    use uuid::Uuid;

    #[test]
    fn only_a_word_of_a_person_answers() {
        let ada = TeammateId::from(Uuid::from_u128(1));
        let joined = Event::TakenOver { by: ada, from: None };
        let gone = Event::Released { teammate: ada, cause: ReleaseCause::Away, helps: true };
        assert_eq!([joined.ends_wait(), gone.ends_wait()], [None, None]);
        let replied = Event::Replied { by: ada, draft: None };
        assert_eq!(replied.ends_wait(), Some((Fate::Answered, Some(ada))));
        assert_eq!(Event::WaitCancelled.ends_wait(), Some((Fate::Left, None)));
        assert_eq!(Event::HandedBack { by: ada }.ends_wait(), Some((Fate::NobodyCame, None)));
    }

    #[test]
    fn words_of_rows_are_read_back() {
        for mark in [Mark::Right, Mark::Answerable] {
            assert_eq!(Mark::parse(mark.as_str()), Some(mark));
        }
        for fate in [Fate::Waiting, Fate::Answered, Fate::Left, Fate::NobodyCame] {
            assert_eq!(Fate::parse(fate.as_str()), Some(fate));
        }
    }
}
