//! What goes over the wire, by hand: renaming a thing inside breaks nobody outside.
//!
//! Every type here is part of the OpenAPI description, from which the pages' types are made.
//! `docs/PROTOCOL.md` says how the frames follow one another.

mod account;
mod actions;
mod assistants;
mod command;
mod embeddings;
mod feeds;
mod forms;
mod frame;
mod handoffs;
mod identity;
mod inbox;
mod knowledge;
mod look;
mod mail;
mod models;
mod packet;
mod problem;
mod promise;
mod push;
mod reach;
mod rules;
mod security;
mod setup;
mod sites;
mod tags;
mod team;
mod thread;
mod trace;
mod visitor;

pub(crate) use account::*;
pub(crate) use actions::*;
pub(crate) use assistants::*;
pub(crate) use command::*;
pub(crate) use embeddings::*;
pub(crate) use feeds::*;
pub(crate) use forms::*;
pub(crate) use frame::*;
pub(crate) use handoffs::*;
pub(crate) use identity::*;
pub(crate) use inbox::*;
pub(crate) use knowledge::*;
pub(crate) use look::*;
pub(crate) use mail::*;
pub(crate) use models::*;
pub(crate) use packet::*;
pub(crate) use problem::*;
pub(crate) use promise::*;
pub(crate) use push::*;
pub(crate) use reach::*;
pub(crate) use rules::*;
pub(crate) use security::*;
pub(crate) use setup::*;
pub(crate) use sites::*;
pub(crate) use tags::*;
pub(crate) use team::*;
pub(crate) use thread::*;
pub(crate) use trace::*;
pub(crate) use visitor::*;
