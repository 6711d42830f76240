//! What secrets are called, in the languages of the assistant and in Arabic.

/// What a name announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Announced {
    /// The security code of a card.
    CardCode,
    /// A code of as many digits, of a card or of a door.
    Code,
    /// Digits.
    Pin,
    /// A word that looks like one.
    Password,
    /// What follows "Bearer", without a separator.
    Bearer,
    /// What follows "Authorization: Basic".
    Basic,
}

/// Names, in small letters. Those of up to five letters are whole words, longer ones also end one:
/// `Kartenprüfnummer`, `DB_PASSWORD`. A space stands for a hyphen too.
const NAMES: [(&str, Announced); 44] = [
    ("cvv", Announced::CardCode),
    ("cvc", Announced::CardCode),
    ("cvn", Announced::CardCode),
    ("card verification", Announced::CardCode),
    ("card security code", Announced::CardCode),
    ("prüfnummer", Announced::CardCode),
    ("prüfziffer", Announced::CardCode),
    ("cryptogramme", Announced::CardCode),
    ("security code", Announced::Code),
    ("sicherheitscode", Announced::Code),
    ("sicherheitsnummer", Announced::Code),
    ("code de sécurité", Announced::Code),
    ("code de securite", Announced::Code),
    ("código de seguridad", Announced::Code),
    ("codigo de seguridad", Announced::Code),
    ("código de verificación", Announced::Code),
    ("رمز الأمان", Announced::Code),
    ("رمز الامان", Announced::Code),
    ("رمز التحقق", Announced::Code),
    ("رمز الحماية", Announced::Code),
    ("pin", Announced::Pin),
    ("pin code", Announced::Pin),
    ("pin number", Announced::Pin),
    ("pin nummer", Announced::Pin),
    ("geheimzahl", Announced::Pin),
    ("الرقم السري", Announced::Pin),
    ("password", Announced::Password),
    ("passwort", Announced::Password),
    ("kennwort", Announced::Password),
    ("passwd", Announced::Password),
    ("passcode", Announced::Password),
    ("passphrase", Announced::Password),
    ("pwd", Announced::Password),
    ("pw", Announced::Password),
    ("mot de passe", Announced::Password),
    ("mdp", Announced::Password),
    ("contraseña", Announced::Password),
    ("contrasena", Announced::Password),
    ("clave", Announced::Password),
    ("كلمة المرور", Announced::Password),
    ("كلمة السر", Announced::Password),
    ("api key", Announced::Password),
    ("bearer", Announced::Bearer),
    ("basic", Announced::Basic),
];

/// A name of so many letters is a whole word.
const SHORT_CHARS_MAX: usize = 5;

/// A name that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) announced: Announced,
    /// `clave`, `pw`: nothing stands between it and its separator, for `clave de rastreo` is the
    /// number of a parcel.
    pub(super) is_short: bool,
}

/// The name that the word from `at` to `end` is, or that ends with it.
pub(super) fn named(text: &str, at: usize, end: usize) -> Option<Name> {
    let last = text[at..end].chars().next_back()?.to_lowercase().next();
    let (name, announced) = NAMES.iter().find(|(name, _)| {
        // Most words are passed over by their last letter.
        name.chars().next_back() == last
            && if is_short(name) { is(&text[at..end], name) } else { ends_with(&text[..end], name) }
    })?;
    Some(Name { announced: *announced, is_short: is_short(name) })
}

fn is_short(name: &str) -> bool {
    name.chars().count() <= SHORT_CHARS_MAX
}

/// Whether a word is a known one, in letters of any size.
pub(super) fn is(word: &str, name: &str) -> bool {
    word.chars().flat_map(char::to_lowercase).eq(name.chars())
}

/// Whether a text ends with known words.
pub(super) fn ends_with(text: &str, name: &str) -> bool {
    let mut signs = text.chars().rev();
    name.chars().rev().all(|known| signs.next().is_some_and(|sign| is_sign(sign, known)))
}

fn is_sign(sign: char, known: char) -> bool {
    match known {
        ' ' => sign.is_whitespace() || sign == '-' || sign == '_',
        _ => sign == known || sign.to_lowercase().eq([known]),
    }
}
