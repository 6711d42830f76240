//! For whom a source is, and when it holds. What does not reach a reader is not there for them:
//! it is neither found, nor counted, nor cited.

use crate::conversation::Millis;

/// Who may be answered from a source, and who somebody is: the narrowest that they belong to. Each
/// belongs to those before too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
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

/// For whom a source is and when it holds; by itself for everybody and always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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
    pub fn admits(&self, reader: Readers, now: Millis) -> bool {
        let has_begun = self.from.is_none_or(|from| from <= now);
        let has_ended = self.until.is_some_and(|until| until <= now);
        self.readers <= reader && has_begun && !has_ended && !self.paused
    }

    /// Whether there is a moment at which it holds.
    pub fn is_possible(&self) -> bool {
        self.from.zip(self.until).is_none_or(|(from, until)| from < until)
    }
}

#[cfg(test)]
mod tests {
    use super::Reach;
    use super::Readers::{Everyone, Team, Verified};

    #[test]
    fn readers_get_what_is_for_them() {
        let cases = [
            (Everyone, [true, true, true]),
            (Verified, [false, true, true]),
            (Team, [false, false, true]),
        ];
        for (readers, expected) in cases {
            let reach = Reach { readers, ..Reach::default() };
            let admitted = [Everyone, Verified, Team].map(|reader| reach.admits(reader, 0));
            assert_eq!(admitted, expected, "{readers:?}");
        }
    }

    #[test]
    fn it_holds_from_its_first_moment_until_before_its_last() {
        let reach = Reach { from: Some(10), until: Some(20), ..Reach::default() };
        let holds = [9, 10, 19, 20].map(|now| reach.admits(Everyone, now));
        assert_eq!(holds, [false, true, true, false]);
        assert!(reach.is_possible() && Reach::default().is_possible());
        assert!(!Reach { from: Some(20), ..reach }.is_possible());
        // An ended offer is no ground for a teammate's reply either.
        assert!(!reach.admits(Team, 20));
    }

    #[test]
    fn a_paused_source_reaches_nobody() {
        let reach = Reach { paused: true, ..Reach::default() };
        assert!(!reach.admits(Team, 0) && !reach.admits(Verified, 0));
    }
}
