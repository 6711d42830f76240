//! What a visitor should not have written: card numbers and secrets, masked before a text is
//! stored, sent to a language model, mailed or logged.
//!
//! Pure. Nothing is remembered of what was masked, and no mask can be taken off. Masking twice
//! changes nothing, and no text becomes longer than twice its characters. An IBAN is not masked: a
//! shop needs it for refunds and debits. A public key (`pk_...`) is no secret.
//!
//! Numbers and keys are masked by their form. Any other word is masked only where somebody calls it
//! a password and it looks like one, so that talk about passwords stays readable.

mod card;
mod key;
mod link;
mod names;
mod said;
mod value;

use std::borrow::Cow;

use self::card::Card;

/// Stands for all digits of a card but the last four, by which its owner knows it.
const CARD: &str = "•••• ";

/// Stands for the security code of a card.
const CODE: &str = "•••";

/// Stands for a secret, however long it was.
const SECRET: &str = "••••••";

/// The text without card numbers, their security codes, passwords, keys and tokens.
pub fn masked(text: &str) -> Cow<'_, str> {
    rewritten(text, &found(text, Scope::Everything))
}

/// The text without card numbers and their security codes. It is for what a teammate writes, who
/// may send somebody a password or the code of a door on purpose.
pub fn cards_masked(text: &str) -> Cow<'_, str> {
    rewritten(text, &found(text, Scope::Cards))
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Everything,
    Cards,
}

/// A piece of the text and what stands there instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mask {
    from: usize,
    to: usize,
    with: &'static str,
}

/// The masks of a text, from its beginning on, none over another.
fn found(text: &str, scope: Scope) -> Vec<Mask> {
    let mut scan = Scan { text, scope, no_card_before: 0, ahead: None, masks: Vec::new() };
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        at = scan.step(at, sign);
    }
    scan.masks
}

fn rewritten<'text>(text: &'text str, masks: &[Mask]) -> Cow<'text, str> {
    if masks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for mask in masks {
        out.push_str(&text[copied..mask.from]);
        out.push_str(mask.with);
        copied = mask.to;
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// One way through a text.
struct Scan<'text> {
    text: &'text str,
    scope: Scope,
    /// Digits before it belong to a link or an IBAN.
    no_card_before: usize,
    /// The password of a link or the value of a parameter that is being read: what stands before
    /// it is looked at first.
    ahead: Option<Mask>,
    masks: Vec<Mask>,
}

impl Scan<'_> {
    /// Looks at what begins here and says where to look next.
    fn step(&mut self, at: usize, sign: char) -> usize {
        let ahead = self.ahead.take_if(|mask| mask.from == at);
        if let Some(end) = self.mask(ahead) {
            return end;
        }
        let is_secret = self.scope == Scope::Everything;
        match sign {
            _ if value::digit(sign).is_some() => return self.number(at),
            _ if sign.is_alphabetic() => return self.word(at),
            ':' => self.link(at),
            '?' | '&' | '#' | ';' if is_secret => {
                self.ahead = link::parameter(self.text, at).or(self.ahead);
            }
            '-' if is_secret => {
                let key = key::private(self.text, at);
                return self.mask(key).unwrap_or(at + 1);
            }
            _ => {}
        }
        at + sign.len_utf8()
    }

    /// Keeps a mask and says where it ends.
    fn mask(&mut self, mask: Option<Mask>) -> Option<usize> {
        let mask = mask?;
        self.masks.push(mask);
        Some(mask.to)
    }

    /// What stands between the last mask and here. What is masked says nothing of what follows it,
    /// for it is not there when the text is masked again.
    fn before(&self, at: usize) -> &str {
        &self.text[self.masks.last().map_or(0, |mask| mask.to)..at]
    }

    /// The card number that begins with the digits here.
    fn card(&self, at: usize) -> Option<Card> {
        let begins = at >= self.no_card_before && card::may_begin_after(self.before(at));
        begins.then(|| card::at(self.text, at)).flatten()
    }

    fn number(&mut self, at: usize) -> usize {
        let Some(card) = self.card(at) else { return value::digits(self.text, at).0 };
        self.masks.push(Mask { from: at, to: card.last_four, with: CARD });
        self.mask(card::code_after(self.text, card.to)).unwrap_or(card.to)
    }

    fn word(&mut self, at: usize) -> usize {
        let begins = !self.before(at).ends_with(|sign: char| sign.is_alphanumeric() || sign == '_');
        if begins && let Some(iban) = card::iban(self.text, at) {
            self.no_card_before = self.no_card_before.max(iban);
        }
        let end = value::letters(self.text, at);
        let key = begins.then(|| self.key(at)).flatten();
        let mask = key.or_else(|| self.said(at, end));
        self.mask(mask).unwrap_or(end)
    }

    /// A key goes on over hyphens, so that none begins behind one.
    fn key(&self, at: usize) -> Option<Mask> {
        let begins = self.scope == Scope::Everything && !self.before(at).ends_with('-');
        begins.then(|| key::at(self.text, at)).flatten()
    }

    /// What the word from `at` to `end` announces, unless it is found as something else: a card
    /// keeps its last four also where somebody calls it a password, and a parameter ends with `&`.
    fn said(&self, at: usize, end: usize) -> Option<Mask> {
        let mask = said::after(self.text, at, end, self.scope)?;
        let is_ahead = self.ahead.is_some_and(|ahead| (at..mask.to).contains(&ahead.from));
        (!is_ahead && self.card(mask.from).is_none()).then_some(mask)
    }

    /// The digits in the path of a link are the number of a page. What follows `?` is written by
    /// forms, and may be a card.
    fn link(&mut self, at: usize) {
        let Some(rest) = self.text[at..].strip_prefix("://") else { return };
        let at = self.text.len() - rest.len();
        if at >= self.no_card_before {
            let path = rest.find(link::ends_path).unwrap_or(rest.len());
            self.no_card_before = at + path;
        }
        if self.scope == Scope::Everything {
            self.ahead = link::password(self.text, at);
        }
    }
}

#[cfg(test)]
mod tests;
