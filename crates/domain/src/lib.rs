//! What Baton is, without anything that runs: the machine, the rules, who may do what.
//!
//! Read in this order: [`id`], [`message`], [`conversation`] (the heart: commands decided into
//! events), [`mask`], [`signal`], [`condition`], [`visitor`], [`reach`], [`rollout`], [`rule`],
//! [`tag`], [`action`], [`schedule`], [`promise`], [`access`], [`look`], [`site`], [`limits`].
//!
//! **Invariants, most of them absences.** This crate does no I/O and is not async. It reads no
//! clock, makes no id and draws no lot: time and ids are arguments. It knows no SQL, no HTTP and
//! no wire format. Its log keeps no words of a visitor: what was recognised in
//! them is passed on and never stored. So every test of it is exact.

pub mod access;
pub mod action;
pub mod condition;
pub mod conversation;
pub mod id;
pub mod limits;
pub mod look;
pub mod mask;
pub mod message;
pub mod promise;
pub mod reach;
pub mod rollout;
pub mod rule;
pub mod schedule;
pub mod setup;
pub mod signal;
pub mod site;
pub mod tag;
pub mod visitor;
