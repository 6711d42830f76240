//! The rules of the tree. Each test names every place that breaks its rule, not only the first.

mod arrows;
mod code;
mod lengths;
mod migrations;
mod tree;
mod words;
