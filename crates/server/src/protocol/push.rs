//! Notices to a device.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a browser needs to ask for notices.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PushView {
    /// The server's key, as `PushManager.subscribe` takes it.
    pub(crate) key: String,
}

/// What a browser's push service gave it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Subscribe {
    pub(crate) endpoint: String,
    /// `p256dh`, as base64url.
    pub(crate) key: String,
    /// As base64url.
    pub(crate) auth: String,
}

/// A browser that wants no notices any more, or one to try.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Subscribed {
    pub(crate) endpoint: String,
}
