//! Random texts, the same every time, of the pieces that the masks are about.

use crate::mask::{cards_masked, masked};

const PIECES: [&str; 100] = [
    " ",
    " ",
    " ",
    "\n",
    "-",
    ".",
    ":",
    "=",
    "/",
    "?",
    "&",
    "#",
    "@",
    "•",
    "•••• ",
    "\"",
    "'",
    "«",
    "»",
    "“",
    "”",
    "!",
    "(",
    ")",
    ",",
    "+",
    "_",
    "0.",
    "|",
    "*",
    "1",
    "12",
    "123",
    "1234",
    "4111",
    "1111",
    "4444",
    "5555",
    "3782",
    "822463",
    "10005",
    "12/29",
    "4111 1111 1111 1111",
    "4111111111111111",
    "5555 5555 5555 4444",
    "378282246310005",
    "4222222222222",
    "DE89 3704 0044 0532 0130 00",
    "DE89",
    "١",
    "٤١١١",
    "１１１１",
    "\u{a0}",
    "\u{200f}",
    "\u{301}",
    "é",
    "ß",
    "İ",
    "ſ",
    "😀",
    "👩‍👩‍👧",
    "卡",
    "cvv",
    "CVV2",
    "cvc",
    "code",
    "security code",
    "Prüfnummer",
    "رمز الأمان",
    "password",
    "Passwort",
    "mot de passe",
    "contraseña",
    "pin",
    "clave",
    "كلمة المرور",
    " is ",
    " ist ",
    " est ",
    " es ",
    " for my ",
    "Hunter2",
    "abc",
    "aB#1",
    "https://",
    "://",
    "user:pw@host",
    "?token=",
    "&key=",
    "?code=",
    "abcdefghij0123456789",
    "Bearer ",
    "Authorization: Basic ",
    "sk-",
    "ghp_",
    "AKIAIOSFODNN7EXAMPLE",
    "eyJ",
    "eyJa.b.c",
    "-----BEGIN PRIVATE KEY-----",
    "-----END PRIVATE KEY-----",
];

const RUNS: usize = 50_000;

/// Marsaglia's generator: chance that is the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 >> 40).unwrap() % end
    }

    fn text(&mut self) -> String {
        let pieces = self.below(14);
        (0..pieces).map(|_| self.piece()).collect()
    }

    fn piece(&mut self) -> String {
        match self.below(20) {
            0 => char::from_u32(self.below(0x11_0000)).map_or_else(String::new, String::from),
            1 => self.below(100_000).to_string(),
            _ => PIECES[self.below(100) as usize].to_owned(),
        }
    }
}

/// Texts that were once masked further the second time.
const FOUND: [&str; 7] = [
    "?code=?token=1",
    "eyJa.b.c0.4222222222222",
    "https://a=eyJa.b.cuser:pw@host",
    "cvv4444 5555 5555 5555 4444",
    "Prüfnummer4111.4111 1111 1111 1111",
    "://CVV2(5555 5555 5555 4444 5555 5555 5555 4444",
    "https://user:pw@hostſ•ſ&key=eyJa.b.c=Hunter2@1",
];

#[test]
fn any_text_is_masked_once_and_grows_no_longer_than_twice() {
    FOUND.into_iter().for_each(holds);
    let mut chance = Chance(0x5eed);
    (0..RUNS).for_each(|_| holds(&chance.text()));
}

fn holds(text: &str) {
    for mask in [masked, cards_masked] {
        let once = mask(text);
        assert_eq!(mask(&once), once, "of {text:?}");
        assert!(once.chars().count() <= 2 * text.chars().count(), "{once:?} of {text:?}");
    }
}
