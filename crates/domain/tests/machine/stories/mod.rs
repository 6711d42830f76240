//! Stories: each is a small life of a conversation, with what was seen written beside it.

mod actions;
mod answering;
mod beside;
mod ending;
mod jobs;
mod live;
mod passing;
mod promising;
mod tags;
mod waiting;
