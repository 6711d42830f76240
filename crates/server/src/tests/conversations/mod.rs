//! Conversations over the API.

mod commands;
mod headers;
mod hostile;
mod lists;
mod polls;
