//! The second factor and the sessions of a teammate.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A second factor to set up: an app takes the secret, and a first code confirms that it has it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FreshFactor {
    /// To type in where nothing can be scanned.
    pub(crate) secret: String,
    /// What the square picture says.
    pub(crate) address: String,
    /// The picture: so many dots a side, and the dark ones as the path of an SVG.
    pub(crate) size: i32,
    pub(crate) path: String,
}

/// A code from the app.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactorCode {
    pub(crate) code: String,
}

/// Codes for when the app is lost. Each works once, and they are shown once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RecoveryCodes {
    pub(crate) codes: Vec<String>,
}

/// Takes one's second factor off.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactorOff {
    pub(crate) password: String,
    /// From the app, or a recovery code.
    pub(crate) code: String,
}

/// One's own sessions, the last used first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SessionList {
    pub(crate) sessions: Vec<SessionView>,
}

/// A signed-in browser.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SessionView {
    pub(crate) id: Uuid,
    /// Browser and system, such as `Firefox on Windows`; empty where it did not say.
    pub(crate) device: String,
    /// The network address; empty where it came through a proxy on the server's own machine.
    pub(crate) address: String,
    pub(crate) created_at: i64,
    /// To the minute.
    pub(crate) used_at: i64,
    /// The one that asks.
    pub(crate) current: bool,
}
