//! What tells one message from another wherever it turns up: a command's id that also stands in
//! its text. So a frame is not parsed to know of which message it speaks; it is only searched.

/// How every mark begins: no id that a server makes begins so.
const BEGIN: &str = "ba70ba70-0000-7000-8000-";

/// Digits behind it: four of the phase, eight of the message.
const DIGITS: usize = 12;

/// A message of a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Mark {
    pub(crate) phase: u16,
    pub(crate) number: u32,
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{BEGIN}{:04x}{:08x}", self.phase, self.number)
    }
}

/// Every mark in a text, as often as it stands there.
pub(crate) fn marks(text: &str) -> impl Iterator<Item = Mark> {
    text.match_indices(BEGIN).filter_map(|(at, _)| {
        let digits = text.get(at + BEGIN.len()..)?.get(..DIGITS)?;
        let both = u64::from_str_radix(digits, 16).ok()?;
        let (phase, number) = (u16::try_from(both >> 32).ok()?, both & u64::from(u32::MAX));
        Some(Mark { phase, number: u32::try_from(number).ok()? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_in_a_frame() {
        let mark = Mark { phase: 3, number: 70_000 };
        let frame = format!(r#"{{"id":"{mark}","text":"{mark} hello","other":"ba70ba70-0000"}}"#);
        assert_eq!(marks(&frame).collect::<Vec<_>>(), [mark, mark]);
        assert_eq!(marks("ba70ba70-0000-7000-8000-0003").count(), 0);
        assert!(mark.to_string().parse::<uuid::Uuid>().is_ok());
    }
}
