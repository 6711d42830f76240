//! Keys of rehearsals: signed, short-lived, and good for one assistant and one teammate. Nothing of
//! them is stored.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use domain::conversation::Millis;
use domain::id::{AssistantId, TeammateId};
use domain::rollout::Stage;
use uuid::Uuid;

use crate::secrets::Secrets;

/// How long a key opens new sessions. A rehearsal that has begun goes on.
pub(crate) const KEY_MS: Millis = 2 * 60 * 60 * 1_000;

const PURPOSE: &str = "rehearsal";

/// The stages, by the number in a key.
const STAGES: [Stage; 4] = [Stage::Off, Stage::Drafts, Stage::OutsideHours, Stage::Everybody];

/// Two ids, a time, a stage.
const FACTS_BYTES: usize = 16 + 16 + 8 + 1;

/// What a key says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rehearsal {
    pub(crate) assistant: AssistantId,
    pub(crate) teammate: TeammateId,
    pub(crate) until: Millis,
    pub(crate) stage: Stage,
}

impl Rehearsal {
    /// As text for the part of an address that browsers keep to themselves.
    pub(crate) fn key(&self, secrets: &Secrets) -> String {
        let facts = self.facts();
        BASE64.encode([&facts[..], &secrets.sign(PURPOSE, &facts)].concat())
    }

    /// Reads a key that is ours and has not run out.
    pub(crate) fn of_key(key: &str, secrets: &Secrets, now: Millis) -> Option<Self> {
        let bytes = BASE64.decode(key).ok()?;
        let (facts, signature) = bytes.split_at_checked(FACTS_BYTES)?;
        if !secrets.is_signed(PURPOSE, facts, signature) {
            return None;
        }
        let id = |from: usize| Uuid::from_slice(&facts[from..from + 16]).ok();
        let read = Self {
            assistant: id(0)?.into(),
            teammate: id(16)?.into(),
            until: Millis::from_be_bytes(facts[32..40].try_into().ok()?),
            stage: *STAGES.get(usize::from(facts[40]))?,
        };
        (read.until > now).then_some(read)
    }

    fn facts(&self) -> [u8; FACTS_BYTES] {
        let mut facts = [0; FACTS_BYTES];
        facts[..16].copy_from_slice(self.assistant.uuid().as_bytes());
        facts[16..32].copy_from_slice(self.teammate.uuid().as_bytes());
        facts[32..40].copy_from_slice(&self.until.to_be_bytes());
        let stage = STAGES.iter().position(|stage| *stage == self.stage);
        facts[40] = stage.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX);
        facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_opens_until_it_runs_out_and_only_as_it_was_signed() {
        let secrets = Secrets::new([7; 32]);
        for stage in STAGES {
            let made = Rehearsal {
                assistant: Uuid::from_u128(1).into(),
                teammate: Uuid::from_u128(2).into(),
                until: 1_000,
                stage,
            };
            let key = made.key(&secrets);
            assert_eq!(Rehearsal::of_key(&key, &secrets, 999), Some(made));
            assert_eq!(Rehearsal::of_key(&key, &secrets, 1_000), None, "it has run out");
            assert_eq!(Rehearsal::of_key(&key, &Secrets::new([8; 32]), 0), None);
            let mut bytes = BASE64.decode(&key).unwrap();
            bytes[33] ^= 1;
            assert_eq!(Rehearsal::of_key(&BASE64.encode(bytes), &secrets, 0), None);
        }
        for broken in ["", "x", "AAAA", "!!"] {
            assert_eq!(Rehearsal::of_key(broken, &secrets, 0), None, "{broken}");
        }
    }
}
