//! `baton user`.

use super::say;
use crate::control::Client;

/// Prints a one-time link with which a teammate chooses a new password.
pub(super) async fn reset(client: Client, email: String) -> anyhow::Result<()> {
    let link = client.reset(&email).await?;
    say(&format!("Give this link to {email}. It works once:\n  {}", link.address));
    Ok(())
}
