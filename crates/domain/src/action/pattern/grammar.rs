//! Reads a pattern by the small grammar that all engines share, and writes it anew.

use super::REPEATS_MAX;
use super::letters::Letters;

/// A pattern written anew, or what is wrong with it.
pub(super) fn read(text: &str) -> Result<String, String> {
    let mut reader = Reader { signs: text.chars().collect(), at: 0 };
    if reader.next_is('^') {
        reader.at += 1;
    }
    let whole = reader.either()?;
    match reader.peek() {
        None => Ok(whole.plain),
        Some(_) => Err("A ) closes nothing. Remove it, or write \\) for the sign.".to_owned()),
    }
}

struct Reader {
    signs: Vec<char>,
    at: usize,
}

/// A part that was read.
struct Part {
    plain: String,
    /// How often something in it repeats at most; none for without end.
    repeats: Option<u32>,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.signs.get(self.at).copied()
    }

    fn next_is(&self, sign: char) -> bool {
        self.peek() == Some(sign)
    }

    fn take(&mut self) -> Option<char> {
        let sign = self.peek()?;
        self.at += 1;
        Some(sign)
    }

    /// `a|b`, up to a bracket that closes or the end.
    fn either(&mut self) -> Result<Part, String> {
        let mut whole = Part { plain: String::new(), repeats: Some(1) };
        loop {
            match self.peek() {
                None | Some(')') => return Ok(whole),
                Some('|') => {
                    self.at += 1;
                    whole.plain.push('|');
                }
                Some('$') if self.at + 1 == self.signs.len() => self.at += 1,
                Some(_) => {
                    let part = self.repeated()?;
                    whole.plain.push_str(&part.plain);
                    whole.repeats = whole.repeats.zip(part.repeats).map(|(a, b)| a.max(b));
                }
            }
        }
    }

    /// One part and how often it comes.
    fn repeated(&mut self) -> Result<Part, String> {
        let part = self.one()?;
        let (mark, most) = match self.peek() {
            Some('?') => ("?".to_owned(), Some(1)),
            Some('*') => ("*".to_owned(), None),
            Some('+') => ("+".to_owned(), None),
            Some('{') => self.counted()?,
            _ => return Ok(part),
        };
        self.at += 1;
        if matches!(self.peek(), Some('?' | '*' | '+' | '{')) {
            return Err("Two repeats follow each other. Keep one of ? * + { }.".to_owned());
        }
        let repeats = match (most, part.repeats) {
            (Some(1), inner) => inner,
            (None, Some(1)) => None,
            (Some(most), Some(inner)) if most.saturating_mul(inner) <= REPEATS_MAX => {
                Some(most.saturating_mul(inner).max(1))
            }
            (Some(_), Some(_)) => {
                return Err(format!("This repeats more than {REPEATS_MAX} times. Use less."));
            }
            // Browsers try every way to part a text among two such repeats.
            _ => {
                let why = "A repeat stands inside a repeat. Say how often, such as {1,9}, in both.";
                return Err(why.to_owned());
            }
        };
        Ok(Part { plain: part.plain + &mark, repeats })
    }

    /// `{n}`, `{n,}` or `{n,m}`, up to its last sign.
    fn counted(&mut self) -> Result<(String, Option<u32>), String> {
        let unfit = || {
            "After { write how often, such as {4} or {2,6}. For the sign itself write \\{."
                .to_owned()
        };
        let rest = &self.signs[self.at + 1..];
        let length = rest.iter().position(|sign| *sign == '}').ok_or_else(unfit)?;
        let inner: String = rest[..length].iter().collect();
        let number = |text: &str| {
            let is_number =
                (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse::<u32>().ok()).flatten().ok_or_else(unfit)
        };
        let (least, most) = match inner.split_once(',') {
            None => (number(&inner)?, Some(number(&inner)?)),
            Some((least, "")) => (number(least)?, None),
            Some((least, most)) => (number(least)?, Some(number(most)?)),
        };
        if least > REPEATS_MAX || most.is_some_and(|most| most > REPEATS_MAX) {
            return Err(format!("This repeats more than {REPEATS_MAX} times. Use less."));
        }
        if most.is_some_and(|most| most < least) {
            return Err("In { } the smaller number comes first.".to_owned());
        }
        self.at += 1 + length;
        let mark = match most {
            Some(most) if most == least => format!("{{{least}}}"),
            Some(most) => format!("{{{least},{most}}}"),
            None => format!("{{{least},}}"),
        };
        Ok((mark, most))
    }

    /// A group, a class or a character.
    fn one(&mut self) -> Result<Part, String> {
        let plain = match self.take() {
            Some('(') => return self.group(),
            Some('[') => self.class()?.plain(),
            Some('.') => Letters::all().plain(),
            Some('\\') => self.escaped()?.plain(),
            Some(sign @ ('?' | '*' | '+' | '{')) => {
                return Err(format!("Nothing stands before {sign} that could repeat. Write it."));
            }
            Some('^' | '$') => {
                let why = "It is compared from end to end anyway. Remove ^ and $ inside, or write \
                           \\^ and \\$ for the signs.";
                return Err(why.to_owned());
            }
            Some(sign) => single(sign)?.plain(),
            None => String::new(),
        };
        Ok(Part { plain, repeats: Some(1) })
    }

    fn group(&mut self) -> Result<Part, String> {
        if self.next_is('?') {
            let is_plain = self.signs.get(self.at + 1) == Some(&':');
            if !is_plain {
                let why = "Groups that begin with (? are not understood everywhere. Use ( ).";
                return Err(why.to_owned());
            }
            self.at += 2;
        }
        let inner = self.either()?;
        if self.take() != Some(')') {
            return Err("A ( is not closed. Write ) behind its group.".to_owned());
        }
        Ok(Part { plain: format!("(?:{})", inner.plain), repeats: inner.repeats })
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Result<Letters, String> {
        match self.take() {
            Some(sign) if sign.is_ascii_punctuation() => single(sign),
            Some(sign) => Letters::named(sign).ok_or_else(|| {
                format!("\\{sign} is not understood everywhere. Use \\d, \\w, \\s or [ ].")
            }),
            None => Err("Nothing stands behind the last \\. Remove it, or write \\\\.".to_owned()),
        }
    }

    /// The inside of brackets.
    fn class(&mut self) -> Result<Letters, String> {
        let is_turned = self.next_is('^');
        if is_turned {
            self.at += 1;
        }
        let mut set = Letters::default();
        let mut is_empty = true;
        loop {
            match self.take() {
                Some(']') if is_empty => {
                    return Err("Nothing stands in [ ]. Write what fits, such as [A-Z].".to_owned());
                }
                Some(']') => {
                    let set = if is_turned { set.others() } else { set };
                    let nothing = || "The [ ] leave nothing that fits. Write what fits.".to_owned();
                    return if set.is_empty() { Err(nothing()) } else { Ok(set) };
                }
                Some(sign) => self.member(sign, &mut set)?,
                None => return Err("A [ is not closed. Write ] behind it.".to_owned()),
            }
            is_empty = false;
        }
    }

    /// A character, a range or a named set inside brackets.
    fn member(&mut self, sign: char, set: &mut Letters) -> Result<(), String> {
        if sign == '[' {
            return Err("Write \\[ for the sign inside of [ ].".to_owned());
        }
        let name = (sign == '\\').then(|| self.peek()).flatten();
        let is_range =
            |it: &Self| it.next_is('-') && it.signs.get(it.at + 1).is_some_and(|sign| *sign != ']');
        if let Some(named) = name.and_then(Letters::named) {
            self.at += 1;
            set.join(&named);
            if is_range(self) {
                return Err("A range needs a character on both sides, such as A-Z.".to_owned());
            }
            return Ok(());
        }
        let from = self.literal(sign)?;
        if !is_range(self) {
            set.add(from, from);
            return Ok(());
        }
        self.at += 1;
        let last = self.take().unwrap_or(']');
        let to = self.literal(last)?;
        if to < from {
            return Err(format!("{from}-{to} runs backwards. Write {to}-{from}."));
        }
        set.add(from, to);
        Ok(())
    }

    /// A character inside brackets, also behind a backslash.
    fn literal(&mut self, sign: char) -> Result<char, String> {
        if sign == '[' {
            return Err("Write \\[ for the sign inside of [ ].".to_owned());
        }
        if sign != '\\' {
            return single(sign).map(|_| sign);
        }
        match self.take() {
            Some(sign) if sign.is_ascii_punctuation() => Ok(sign),
            Some(sign) => Err(format!("\\{sign} is not understood everywhere inside of [ ].")),
            None => Err("A [ is not closed. Write ] behind it.".to_owned()),
        }
    }
}

/// The set of one character.
fn single(sign: char) -> Result<Letters, String> {
    if sign.is_control() || sign > '\u{ffff}' {
        return Err("A character of it is not read alike everywhere. Use letters and signs.".into());
    }
    let mut set = Letters::default();
    set.add(sign, sign);
    Ok(set)
}
