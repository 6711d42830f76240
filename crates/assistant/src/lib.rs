//! A turn: what the visitor wants, what the sources say, what is answered.
//!
//! Stores nothing, sends nothing, reads no clock and draws no lot: the same conversation and the
//! same index give the same plan. Nothing that a visitor or a document writes is a command here.
//!
//! In reading order:
//! - [`turn`]: the order of decisions, from the floor to the decline;
//! - [`person`], [`sensitive`], [`gist`], [`frustration`]: what a message asks for;
//! - [`tagger`]: which tags its conversation should have;
//! - [`retrieve`]: the question put to the index, with its context where that helps;
//! - [`extractive`]: an answer quoted from passages;
//! - [`prompt`], [`reply`] and [`ground`]: what a language model is asked, what it says, and what
//!   of that is released;
//! - [`summary`]: three lines for whoever takes a conversation over;
//! - [`links`]: where a link in what is said may lead;
//! - [`copy`] and [`guidance`]: what the assistant says in its own words, and what its owner asks
//!   of it.

pub mod copy;
pub mod extractive;
pub mod frustration;
pub mod gist;
pub mod ground;
pub mod guidance;
pub mod links;
mod pattern;
pub mod person;
pub mod phrase;
mod plan;
pub mod prompt;
pub mod reply;
pub mod retrieve;
pub mod ruling;
pub mod sensitive;
pub mod summary;
pub mod tagger;
pub mod turn;
mod words;
