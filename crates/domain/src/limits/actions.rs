//! Maxima of actions.

/// How long a form is open before it counts as left: a visitor who looks for an order number in
/// their mails has found it by then.
pub const FORM_OPEN_MS_MAX: i64 = 15 * 60 * 1_000;

/// Actions that one starts after the other, so that two that start each other come to an end.
pub const ACTION_CHAIN_MAX: u32 = 5;

/// Actions of an assistant: two screens of a list.
pub const ACTIONS_MAX: usize = 50;

/// Versions of an action that were published.
pub const ACTION_VERSIONS_MAX: i64 = 500;

/// Secrets of a workspace that lookups send.
pub const ACTION_SECRETS_MAX: usize = 50;

/// Events before a run's first one that are not looked at, and after it that are: a run of twenty
/// fields asked one by one, with a conversation in between.
pub const RUN_EVENTS_MAX: usize = 500;
