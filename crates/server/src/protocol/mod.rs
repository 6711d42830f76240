//! What goes over the wire, by hand: renaming a thing inside breaks nobody outside.
//!
//! Every type here is part of the OpenAPI description, from which the pages' types are made.
//! `docs/PROTOCOL.md` says how the frames follow one another.

mod account;
mod command;
mod frame;
mod inbox;
mod knowledge;
mod mail;
mod problem;
mod thread;
mod visitor;

pub(crate) use account::*;
pub(crate) use command::*;
pub(crate) use frame::*;
pub(crate) use inbox::*;
pub(crate) use knowledge::*;
pub(crate) use mail::*;
pub(crate) use problem::*;
pub(crate) use thread::*;
pub(crate) use visitor::*;
