//! `baton user`.

use super::say;
use crate::control::Client;

/// Prints a one-time link with which a teammate chooses a new password.
pub(super) async fn reset(
    client: Client,
    email: String,
    second_factor: bool,
) -> anyhow::Result<()> {
    let link = client.reset(&email, second_factor).await?;
    if second_factor {
        say(&format!("The second factor of {email} is off."));
    }
    say(&format!("Give this link to {email}. It works once:\n  {}", link.address));
    Ok(())
}
