//! Answers in a sentence: the order number in "my order is A-1042, thanks".

use jiff::civil::Date;

use super::field::Field;
use crate::condition::Value;

/// The answer to a field that a sentence holds, if it holds one.
pub fn said(_field: &Field, _text: &str, _day: Date) -> Option<Value> {
    None
}
