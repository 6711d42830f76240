//! Why a file was not read, for the person who gave it: what is the case, and what they can do.

/// The reason. Its text is a whole answer to a shop owner.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// Nothing in it can be read as text.
    #[error("It holds no text.")]
    Empty,
    /// All of its pages are scans or drawings.
    #[error(
        "Its pages hold only pictures ({pages} of {pages}), so there is no text to read. Have its \
         text recognised (OCR) where it was scanned, and add that."
    )]
    PicturesOnly {
        /// How many there are.
        pages: u32,
    },
    /// It opens only for those who know its password.
    #[error("It has a password. Save it without one, and add that.")]
    Password,
    /// A bought book, or a file that only one program may open.
    #[error(
        "It is protected against copying, so it cannot be read. Add a copy without protection."
    )]
    Protected,
    /// A known kind that is not read.
    #[error("Files of this kind are not read yet: {kind}. {advice}")]
    Unsupported {
        /// The kind, as people name it.
        kind: &'static str,
        /// What to do instead, as a sentence.
        advice: &'static str,
    },
    /// Its bytes are of another kind, which is not read.
    #[error(
        "It is not {expected} although it is named so. Open it where it was made, save it once \
         more, and add that."
    )]
    Misnamed {
        /// What the name says, with its article.
        expected: &'static str,
    },
    /// The end is missing.
    #[error("The file is cut off: its end is missing. Get it anew from where it came from.")]
    CutOff,
    /// The parts do not fit together.
    #[error(
        "The file is broken: it is not {expected} that can be opened. Open it where it was made, \
         save it once more, and add that."
    )]
    Broken {
        /// What it should be, with its article.
        expected: &'static str,
    },
    /// A bound was hit.
    #[error("It is too large to be read: it has more than {max} {of_what}. Split it into several.")]
    TooLarge {
        /// The bound.
        max: usize,
        /// What is counted.
        of_what: &'static str,
    },
    /// Nested deeper than any program for people goes.
    #[error(
        "Its elements are nested more than {max} deep, which no file made for people is. Save its \
         text as plain text, and add that."
    )]
    TooDeep {
        /// The bound.
        max: usize,
    },
    /// Not text, and nothing known.
    #[error(
        "It is not a document of a kind that is read. Save it as a PDF, a Word document, a web \
         page (HTML) or plain text, and add that."
    )]
    Binary,
}
