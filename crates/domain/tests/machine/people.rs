//! The people of every test, and what they have set up.

use domain::id::{ActionId, RuleId, TeamId, TeammateId};
use uuid::Uuid;

pub(crate) const ADA: u128 = 0xA;
pub(crate) const BEN: u128 = 0xB;

pub(crate) fn ada() -> TeammateId {
    Uuid::from_u128(ADA).into()
}

pub(crate) fn ben() -> TeammateId {
    Uuid::from_u128(BEN).into()
}

/// A team.
pub(crate) fn orders() -> TeamId {
    Uuid::from_u128(0xC).into()
}

/// An action.
pub(crate) fn tracking() -> ActionId {
    Uuid::from_u128(0xD).into()
}

/// Another.
pub(crate) fn refund() -> ActionId {
    Uuid::from_u128(0xE).into()
}

/// A rule.
pub(crate) fn vip() -> RuleId {
    Uuid::from_u128(0xF).into()
}

/// What a story calls them.
pub(crate) fn name(teammate: TeammateId) -> &'static str {
    match teammate.uuid().as_u128() {
        ADA => "Ada",
        BEN => "Ben",
        _ => "somebody",
    }
}
