//! Colours of the screen, and how well two of them can be told apart.

use serde::{Deserialize, Serialize};

/// A colour of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(pub(super) [u8; 3]);

pub(super) const WHITE: Colour = Colour([0xff, 0xff, 0xff]);
pub(super) const INK: Colour = Colour([0x10, 0x13, 0x1c]);
pub(super) const BLACK: Colour = Colour([0, 0, 0]);

impl Colour {
    /// Reads `#3b5bdb` or `#36d`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        let digits: Vec<u8> = digits
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()?;
        // A single digit stands for two of it.
        let per_part = match digits.len() {
            3 => 1,
            6 => 2,
            _ => return None,
        };
        let part = |at: usize| {
            let part = &digits[at * per_part..(at + 1) * per_part];
            part[0] * 16 + part[part.len() - 1]
        };
        Some(Self([part(0), part(1), part(2)]))
    }

    /// Contrast to another colour, from 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// With so many parts of another colour in it.
    pub(super) fn mixed(self, other: Self, parts: u8, of: u8) -> Self {
        let (parts, of) = (u16::from(parts), u16::from(of));
        let mix = |a: u8, b: u8| {
            let sum = u16::from(a) * (of - parts) + u16::from(b) * parts;
            // A mean of two bytes is a byte.
            u8::try_from((sum + of / 2) / of).unwrap_or(u8::MAX)
        };
        Self([mix(self.0[0], other.0[0]), mix(self.0[1], other.0[1]), mix(self.0[2], other.0[2])])
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

impl TryFrom<String> for Colour {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("a colour is written as #3b5bdb")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_or_refused_whole() {
        assert_eq!(Colour::parse("#36D").expect("a short one").to_string(), "#3366dd");
        for text in ["", "#", "#12", "#1234", "#12345g", "3b5bdb", "red", "#3b5bdb;}", "#÷÷÷"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }
}
