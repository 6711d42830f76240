//! Promises: how many were kept, and the owner's own number.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How promises were kept in the last 28 days.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PromisesView {
    /// Of the promises that were made.
    pub(crate) made: KeptView,
    /// The minutes that the owner has everybody promised at first; none where they are found out.
    pub(crate) own_minutes: Option<u32>,
    /// How many would have been kept, had everybody been promised these.
    pub(crate) own: Option<KeptView>,
    /// The one number of minutes that would be kept nine times in ten, where enough is known.
    pub(crate) usual_minutes: Option<u32>,
}

/// How many of some promises were kept.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct KeptView {
    pub(crate) kept: u32,
    /// Those that came to an end, kept or not.
    pub(crate) of: u32,
    /// 0 to 1; none of fewer than 30.
    pub(crate) share: Option<f64>,
    /// Fewer than nine in ten were kept.
    pub(crate) warns: bool,
}

/// Sets the owner's own number.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetPromise {
    /// 1 to 120; null to have it found out.
    pub(crate) minutes: Option<u32>,
}
