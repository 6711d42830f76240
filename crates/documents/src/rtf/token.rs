//! RTF as a flat row of tokens.

/// One step through a file.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word and its number.
    Word(&'a str, Option<i32>),
    /// A control symbol: `\~`.
    Symbol(u8),
    /// A byte of text, written as it is or in hexadecimals.
    Byte(u8),
}

/// Steps through a file.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes over bytes that are no text.
    pub(super) fn pass(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    fn take_while(&mut self, is_part: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| is_part(**byte)).count();
        self.at += length;
        std::str::from_utf8(&rest[..length]).unwrap_or_default()
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.bytes.get(self.at)?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            if first != b'\'' {
                return Some(Token::Symbol(first));
            }
            let hex = self.bytes.get(self.at..self.at + 2)?;
            self.at += 2;
            let hex = std::str::from_utf8(hex).ok();
            let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
            return Some(byte.map_or(Token::Symbol(first), Token::Byte));
        }
        let word = self.take_while(|byte| byte.is_ascii_alphabetic());
        let negative = self.bytes.get(self.at) == Some(&b'-');
        self.at += usize::from(negative);
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        let number = digits.parse::<i32>().ok().map(|it| if negative { -it } else { it });
        // One space ends a word and belongs to it.
        self.at += usize::from(self.bytes.get(self.at) == Some(&b' '));
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                b'\r' | b'\n' => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    #[test]
    fn words_symbols_and_bytes_are_told_apart() {
        let found: Vec<_> = Tokens::new(b"{\\b1 x\\'e9\\u-8364?\\~}\r\n").collect();
        let expected = [
            Token::Open,
            Token::Word("b", Some(1)),
            Token::Byte(b'x'),
            Token::Byte(0xe9),
            Token::Word("u", Some(-8364)),
            Token::Byte(b'?'),
            Token::Symbol(b'~'),
            Token::Close,
        ];
        assert_eq!(found, expected);
        assert_eq!(Tokens::new(b"\\").count() + Tokens::new(b"\\'e").count(), 0);
        let broken: Vec<_> = Tokens::new(b"\\'zz.").collect();
        assert_eq!(broken, [Token::Symbol(b'\''), Token::Byte(b'.')], "what follows is read");
    }
}
