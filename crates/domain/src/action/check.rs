//! Whether an answer fits its field. The browser asks the same, for the convenience of whoever
//! fills the form in; here it is decided.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::field::Field;
use crate::condition::Value;

/// Why an answer does not fit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "unfit", rename_all = "snake_case")]
pub enum Unfit {
    /// It was left empty.
    Missing,
    /// It is longer than so many characters.
    TooLong {
        /// Characters.
        max: u32,
    },
    /// It is no e-mail address.
    Email,
    /// It is no telephone number.
    Phone,
    /// It is no number.
    Number,
    /// It has a fraction.
    Whole,
    /// It is too small.
    Less {
        /// The least.
        min: f64,
    },
    /// It is too large.
    More {
        /// The greatest.
        max: f64,
    },
    /// It is no day.
    Date,
    /// It lies ahead.
    NotPast,
    /// It lies behind.
    NotFuture,
    /// It is none of the choices.
    Choice,
    /// It is neither yes nor no.
    YesNo,
    /// It does not look like the example.
    Code {
        /// One that fits.
        example: String,
    },
    /// There are more files than so many.
    Files {
        /// Files.
        max: u32,
    },
    /// The visitor did not agree.
    Consent,
}

/// An answer as a form gives it; none where it was left empty and may be.
pub fn answer(_field: &Field, _raw: &Value, _day: Date) -> Result<Option<Value>, Unfit> {
    Err(Unfit::Missing)
}

/// The same of an answer that is a text alone.
pub fn text(field: &Field, text: &str, day: Date) -> Result<Option<Value>, Unfit> {
    answer(field, &Value::Text(text.to_owned()), day)
}
