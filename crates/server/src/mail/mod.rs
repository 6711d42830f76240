//! Mail out: letters written from templates, an outbox in the database, and one try after another
//! to hand each mail to the owner's mail server.
//!
//! Nothing here receives mail. No letter is sent that is not first a row, the test apart, which
//! somebody waits for.

pub(crate) mod back;
mod layout;
pub(crate) mod letter;
mod message;
pub(crate) mod notice;
pub(crate) mod outbox;
pub(crate) mod settings;
pub(crate) mod smtp;
pub(crate) mod transcript;
mod verdict;

pub(crate) use letter::Letter;
pub(crate) use message::write;
pub(crate) use verdict::{Failed, Why};
