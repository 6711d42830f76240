//! The real server as a child of this program, and people who talk to it over its real API.
//!
//! It knows nothing of the server's inside.

pub(crate) mod people;
pub(crate) mod server;
