//! What is known of a visitor, and what of it is proved. Anybody can type an attribute into the
//! console of their browser; only the site's backend can sign one. The two are types of their own,
//! so that neither is taken for the other.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::condition::{Known, Value};

/// How a thing about a visitor is known to be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// It was said, by the visitor or by the page.
    #[default]
    None,
    /// Whoever reads the mail of this address confirmed it.
    Mailed,
    /// The site's backend signed it.
    Signed,
}

impl Proof {
    /// Whether anything speaks for it but the word of a browser.
    pub fn is_given(self) -> bool {
        self != Self::None
    }
}

/// Attributes that the site's backend signed. Made from a token whose signature holds, or read
/// back from where such were stored; from nothing else.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Signed(pub BTreeMap<String, Value>);

/// Attributes that the page says, or whoever types into its console.
#[derive(Debug, Clone, Copy)]
pub struct Plain<'page>(pub &'page BTreeMap<String, String>);

/// What a plain attribute is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It counts as said.
    Said,
    /// It counts as absent: the site signs this one, or only signed ones of this name count.
    Ignored,
}

/// Everything that is known of a visitor by name.
#[derive(Debug, Clone, Copy)]
pub struct Attributes<'visitor> {
    signed: &'visitor Signed,
    plain: Plain<'visitor>,
    /// Names that count only when signed.
    signed_only: &'visitor [String],
}

impl<'visitor> Attributes<'visitor> {
    /// Both kinds, and the names of which only signed ones count.
    pub fn new(
        signed: &'visitor Signed,
        plain: Plain<'visitor>,
        signed_only: &'visitor [String],
    ) -> Self {
        Self { signed, plain, signed_only }
    }

    /// The signed attribute of this name. What the page says is never looked at.
    pub fn proved(&self, name: &str) -> Option<&'visitor Value> {
        let wanted = folded(name);
        let Signed(signed) = self.signed;
        signed.iter().find(|(name, _)| folded(name) == wanted).map(|(_, value)| value)
    }

    /// The attribute of this name as a rule reads it: the signed one, else what the page says
    /// where that counts.
    pub fn known(&self, name: &str) -> Known {
        if let Some(value) = self.proved(name) {
            return Known::Is(value.clone());
        }
        let wanted = folded(name);
        let Plain(plain) = self.plain;
        let said = plain.iter().find(|(name, _)| folded(name) == wanted);
        match said.filter(|_| self.standing(name) == Standing::Said) {
            Some((_, text)) => Known::Is(Value::Text(text.clone())),
            None => Known::Absent,
        }
    }

    /// What a plain attribute of this name is worth.
    pub fn standing(&self, name: &str) -> Standing {
        let wanted = folded(name);
        let is_reserved = self.signed_only.iter().any(|only| folded(only) == wanted);
        if is_reserved || self.proved(name).is_some() { Standing::Ignored } else { Standing::Said }
    }
}

/// Names are compared without regard to case and to space around them, so that "VIP " does not
/// stand beside a signed "vip" as if it were another thing.
pub fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(all: &[(&str, Value)]) -> Signed {
        Signed(all.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
    }

    fn plain(all: &[(&str, &str)]) -> BTreeMap<String, String> {
        all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_plain_attribute_never_passes_for_a_signed_one() {
        let (signed, said) = (signed(&[]), plain(&[("vip", "true"), ("phase", "bidding")]));
        let all = Attributes::new(&signed, Plain(&said), &[]);
        assert_eq!(all.proved("vip"), None);
        assert_eq!(all.known("vip"), Known::Is(Value::Text("true".into())));
        let only = ["VIP".to_owned()];
        let all = Attributes::new(&signed, Plain(&said), &only);
        for name in ["vip", "VIP", " Vip "] {
            assert_eq!(all.proved(name), None, "{name}");
            assert_eq!(all.known(name), Known::Absent, "{name}");
            assert_eq!(all.standing(name), Standing::Ignored, "{name}");
        }
        assert_eq!(all.known("phase"), Known::Is(Value::Text("bidding".into())));
    }

    #[test]
    fn a_plain_attribute_never_shadows_a_signed_one() {
        let signed = signed(&[("plan", Value::Text("free".into()))]);
        let said = plain(&[("plan", "gold"), ("Plan ", "gold")]);
        let all = Attributes::new(&signed, Plain(&said), &[]);
        for name in ["plan", "Plan ", "PLAN"] {
            assert_eq!(all.proved(name), Some(&Value::Text("free".into())), "{name}");
            assert_eq!(all.known(name), Known::Is(Value::Text("free".into())), "{name}");
            assert_eq!(all.standing(name), Standing::Ignored, "{name}");
        }
    }

    #[test]
    fn what_nobody_says_is_absent() {
        let (signed, said) = (signed(&[("vip", Value::Flag(true))]), plain(&[]));
        let all = Attributes::new(&signed, Plain(&said), &[]);
        assert_eq!(all.known("plan"), Known::Absent);
        assert_eq!(all.known("vip"), Known::Is(Value::Flag(true)));
        assert!(Proof::Mailed.is_given() && Proof::Signed.is_given() && !Proof::None.is_given());
    }
}
