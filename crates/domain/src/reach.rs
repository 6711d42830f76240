//! For whom a source is, and when it holds. What does not reach a reader is not there for them:
//! it is neither found, nor counted, nor cited.

use serde::{Deserialize, Serialize};

use crate::conversation::Millis;

/// Who may be answered from a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Readers {
    /// Everybody.
    #[default]
    Everyone,
    /// Visitors whom the site vouched for, and teammates.
    Verified,
    /// Teammates only: it feeds their drafts and never reaches a visitor.
    Team,
}

impl Readers {
    /// Its word in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Verified => "verified",
            Self::Team => "team",
        }
    }

    /// The readers of a word; none for another word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Everyone, Self::Verified, Self::Team].into_iter().find(|it| it.as_str() == word)
    }
}

/// Who would read an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// A visitor.
    Visitor {
        /// The site vouched for them.
        verified: bool,
    },
    /// A teammate.
    Teammate,
}

/// For whom a source is and when it holds; by itself for everybody and always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reach {
    /// Who may be answered from it.
    pub readers: Readers,
    /// From this moment on.
    pub from: Option<Millis>,
    /// Until before this moment: an offer that ended is never quoted as live.
    pub until: Option<Millis>,
    /// It is kept, and used for nothing until it is resumed.
    pub paused: bool,
}

impl Reach {
    /// Whether a reader may be answered from the source now.
    pub fn admits(&self, reader: Reader, now: Millis) -> bool {
        let is_for_them = match reader {
            Reader::Teammate => true,
            Reader::Visitor { verified: true } => self.readers != Readers::Team,
            Reader::Visitor { verified: false } => self.readers == Readers::Everyone,
        };
        let has_begun = self.from.is_none_or(|from| from <= now);
        let has_ended = self.until.is_some_and(|until| until <= now);
        is_for_them && has_begun && !has_ended && !self.paused
    }

    /// Whether there is a moment at which it holds.
    pub fn is_possible(&self) -> bool {
        self.from.zip(self.until).is_none_or(|(from, until)| from < until)
    }
}

#[cfg(test)]
mod tests {
    use super::{Reach, Reader, Readers};

    const STRANGER: Reader = Reader::Visitor { verified: false };
    const CUSTOMER: Reader = Reader::Visitor { verified: true };

    #[test]
    fn readers_get_what_is_for_them() {
        let cases = [
            (Readers::Everyone, [true, true, true]),
            (Readers::Verified, [false, true, true]),
            (Readers::Team, [false, false, true]),
        ];
        for (readers, expected) in cases {
            let reach = Reach { readers, ..Reach::default() };
            let admitted =
                [STRANGER, CUSTOMER, Reader::Teammate].map(|reader| reach.admits(reader, 0));
            assert_eq!(admitted, expected, "{readers:?}");
        }
    }

    #[test]
    fn it_holds_from_its_first_moment_until_before_its_last() {
        let reach = Reach { from: Some(10), until: Some(20), ..Reach::default() };
        let holds = [9, 10, 19, 20].map(|now| reach.admits(STRANGER, now));
        assert_eq!(holds, [false, true, true, false]);
        assert!(reach.is_possible() && Reach::default().is_possible());
        assert!(!Reach { from: Some(20), ..reach }.is_possible());
        // An ended offer is no ground for a teammate's reply either.
        assert!(!reach.admits(Reader::Teammate, 20));
    }

    #[test]
    fn a_paused_source_reaches_nobody() {
        let reach = Reach { paused: true, ..Reach::default() };
        assert!(!reach.admits(Reader::Teammate, 0) && !reach.admits(CUSTOMER, 0));
    }
}
