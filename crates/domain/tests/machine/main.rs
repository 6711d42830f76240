//! The machine, tested three ways: stories that a person can read, a walk through every state that
//! can be reached, and long random lives. The promises stand once, in `promise`, and the walk and
//! the random lives check all of them at every step.

mod options;
mod people;
mod promise;
mod random;
mod stories;
mod story;
mod walk;
