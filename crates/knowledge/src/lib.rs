//! A document to passages, passages to an index, a query to passages.
//!
//! Knows no conversation, no database and no model provider. Reads no file, no clock and no chance:
//! the same bytes and the same query give the same passages.
//!
//! In reading order:
//! - [`passage`] and [`sentence`]: a document to passages, a passage to sentences;
//! - [`language`]: what a text is written in, as far as its words tell;
//! - [`terms`] and [`semantic`]: a text to words, and to a meaning;
//! - [`prepared`]: a passage with its meaning, worked out once;
//! - [`vectors`]: what a model elsewhere made of passages and queries, compared;
//! - [`index`]: many prepared passages, searchable by both, the two fused;
//! - [`confidence`]: whether what was found answers;
//! - [`crawl`]: which addresses of a website to read, in which order and when;
//! - [`feed`]: the records of a list of products or lots to items;
//! - [`logistic`]: classes of vectors, told by weights; so far only a measurement learns some.

pub mod confidence;
pub mod crawl;
pub mod feed;
mod fuse;
pub mod index;
pub mod language;
mod lexical;
pub mod logistic;
mod meanings;
pub mod passage;
pub mod prepared;
pub mod semantic;
pub mod sentence;
pub mod terms;
pub mod vectors;
