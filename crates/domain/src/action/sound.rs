//! Whether a definition can go live.

use super::Definition;

/// Something in a definition that does not hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, such as `fields.0.key`.
    pub at: String,
    /// What, and what to do, in words for its owner.
    pub what: String,
}

/// All that keeps a definition from going live.
pub fn faults(_definition: &Definition) -> Vec<Fault> {
    Vec::new()
}
