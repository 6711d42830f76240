//! What is proved of a visitor, as it is stored beside what they only said.

use domain::condition::Value;
use domain::conversation::Millis;
use domain::visitor::{Attributes, Plain, Proof, Signed, Standing};
use serde::{Deserialize, Serialize};
use store::{ListRow, Visitor};

use super::token::Claims;
use crate::inbox::read_column;
use crate::protocol::{AttributeStanding, AttributeView, Page};

/// A text and what speaks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Proved {
    pub(crate) text: String,
    pub(crate) proof: Proof,
}

/// What is proved of a visitor. What they typed themselves stands in other columns, so that no
/// race between the two can give a typed word the mark of a proved one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Identity {
    /// The id that the site knows them by.
    pub(crate) subject: Option<String>,
    pub(crate) name: Option<Proved>,
    pub(crate) email: Option<Proved>,
    pub(crate) signed: Signed,
    /// When the site last vouched for them.
    pub(crate) at: Option<Millis>,
    /// When that was signed, where the token said so.
    pub(crate) issued_at: Option<Millis>,
}

impl Identity {
    /// As stored.
    pub(crate) fn of(column: Option<&str>) -> Self {
        read_column(column).unwrap_or_default()
    }

    /// With what a token says. An older token than the last one proves who it is, but does not
    /// bring back what has changed since.
    pub(crate) fn vouched(self, claims: &Claims, now: Millis) -> Self {
        if claims.issued_at.unwrap_or(now) < self.issued_at.unwrap_or(0) {
            return self;
        }
        let signed = |text: &String| Proved { text: text.clone(), proof: Proof::Signed };
        // An address that a mail confirmed stays confirmed while the site says nothing of it.
        let mailed = self.email.filter(|email| email.proof == Proof::Mailed);
        Self {
            subject: Some(claims.subject.clone()),
            name: claims.name.as_ref().map(signed),
            email: claims.email.as_ref().map(signed).or(mailed),
            signed: claims.signed.clone(),
            at: Some(now),
            issued_at: claims.issued_at,
        }
    }

    /// With an id that a hash proves, and nothing else.
    pub(crate) fn named(self, subject: &str) -> Self {
        Self { subject: Some(subject.to_owned()), ..self }
    }

    /// Whether the two say the same of the visitor.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let bare = |it: &Self| Self { at: None, issued_at: None, ..it.clone() };
        bare(self) == bare(other)
    }
}

/// Where to write to a visitor: what is proved goes before what was typed.
pub(crate) fn address(row: &ListRow) -> Option<String> {
    of_row(row).email.map(|proved| proved.text).or_else(|| row.visitor_email.clone())
}

/// The address that the site signed for a visitor. One that a mail confirmed is not meant: anybody
/// may have typed it into their browser.
pub(crate) fn signed_address(visitor: &Visitor) -> Option<String> {
    let email = Identity::of(visitor.identity.as_deref()).email?;
    (email.proof == Proof::Signed).then_some(email.text)
}

/// What proves the visitor of a row.
pub(crate) fn of_row(row: &ListRow) -> Identity {
    Identity::of(row.visitor_identity.as_deref())
}

/// Signed attributes and those of a page, as teammates see them: signed ones first.
pub(crate) fn attributes(
    identity: &Identity,
    page: Option<&Page>,
    signed_only: &[String],
) -> Vec<AttributeView> {
    let none = std::collections::BTreeMap::new();
    let plain = page.map_or(&none, |page| &page.attributes);
    let all = Attributes::new(&identity.signed, Plain(plain), signed_only);
    let signed = identity.signed.0.iter().map(|(name, value)| AttributeView {
        name: name.clone(),
        value: shown(value),
        standing: AttributeStanding::Signed,
    });
    let said = plain.iter().map(|(name, value)| AttributeView {
        name: name.clone(),
        value: value.clone(),
        standing: match all.standing(name) {
            Standing::Said => AttributeStanding::Said,
            Standing::Ignored => AttributeStanding::Ignored,
        },
    });
    signed.chain(said).collect()
}

fn shown(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(all) => all.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    fn claims(plan: &str, issued_at: Option<Millis>) -> Claims {
        let signed = [("plan".to_owned(), Value::Text(plan.to_owned()))];
        Claims {
            subject: "42".into(),
            name: None,
            email: None,
            signed: Signed(signed.into_iter().collect()),
            issued_at,
            expires_at: 99,
            id: None,
            key: clock::new_id(),
        }
    }

    #[test]
    fn an_older_token_does_not_bring_back_what_has_changed() {
        let gold = Identity::default().vouched(&claims("gold", Some(10)), 100);
        let free = gold.vouched(&claims("free", Some(20)), 200);
        let replayed = free.clone().vouched(&claims("gold", Some(10)), 300);
        assert_eq!(replayed, free);
    }

    #[test]
    fn what_a_token_leaves_out_is_signed_no_longer_and_a_mail_still_holds() {
        let email = Some(Proved { text: "maya@home.example".into(), proof: Proof::Mailed });
        let mailed = Identity { email: email.clone(), ..Identity::default() };
        let vouched = mailed.vouched(&claims("gold", None), 1);
        assert_eq!(vouched.email, email);
        let mut bare = claims("gold", None);
        bare.signed = Signed::default();
        assert_eq!(vouched.vouched(&bare, 2).signed, Signed::default());
    }

    #[test]
    fn a_plain_attribute_is_told_apart_and_marked_when_it_does_not_count() {
        let identity = Identity::default().vouched(&claims("free", None), 1);
        let typed = [("plan", "gold"), ("vip", "true"), ("phase", "bidding")];
        let attributes_of_page =
            typed.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        let page = Page { attributes: attributes_of_page, ..Page::default() };
        let only = ["VIP".to_owned()];
        let shown = attributes(&identity, Some(&page), &only);
        let shown: Vec<_> =
            shown.iter().map(|it| (it.name.as_str(), it.value.as_str(), it.standing)).collect();
        let (signed, said, ignored) =
            (AttributeStanding::Signed, AttributeStanding::Said, AttributeStanding::Ignored);
        assert_eq!(
            shown,
            [
                ("plan", "free", signed),
                ("phase", "bidding", said),
                ("plan", "gold", ignored),
                ("vip", "true", ignored),
            ]
        );
    }
}
