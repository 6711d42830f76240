//! Actions under random definitions, answers and texts. Their promises: nothing panics, nothing is
//! asked twice, every run ends, and no value leaves its place.

mod answers;
mod definitions;
mod requests;
mod runs;
