//! What a text is read by: runs of digits and letters, and whether a word looks like a secret.

/// Shorter words are words: `2FA`, `8x`, `10+`.
const SECRET_CHARS_MIN: usize = 4;

/// Signs that stand inside passwords and not inside words. Those of `don't`, `log-in`, `and/or`,
/// `shop.example` and `wrong!Again` are not among them.
const SIGNS: &str = "@#$%^&*+=|~_\\{}[]";

/// The value of a digit, as it is written in Latin, full-width, Arabic or Persian.
pub(super) fn digit(sign: char) -> Option<u8> {
    let zero = match sign {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    u8::try_from(u32::from(sign) - u32::from(zero)).ok()
}

/// Where the digits end that begin here, and how many they are.
pub(super) fn digits(text: &str, at: usize) -> (usize, usize) {
    let (mut end, mut count) = (at, 0);
    for sign in text[at..].chars().take_while(|sign| digit(*sign).is_some()) {
        (end, count) = (end + sign.len_utf8(), count + 1);
    }
    (end, count)
}

/// Where the letters end that begin here.
pub(super) fn letters(text: &str, at: usize) -> usize {
    text[at..].find(|sign: char| !sign.is_alphabetic()).map_or(text.len(), |length| at + length)
}

/// Whether there is a mask in a value, which is not masked again.
pub(super) fn is_masked(value: &str) -> bool {
    value.contains('•')
}

/// Whether a word is nothing that stands in a sentence: it has a digit, a sign or a capital inside.
pub(super) fn looks_secret(word: &str) -> bool {
    let core = word.trim_matches(|sign: char| !sign.is_alphanumeric());
    if core.chars().count() < SECRET_CHARS_MIN || is_address(core) || is_amount(core) {
        return false;
    }
    let capital_inside = core
        .chars()
        .zip(core.chars().skip(1))
        .any(|(one, next)| one.is_lowercase() && next.is_uppercase());
    capital_inside || core.contains(|sign| digit(sign).is_some() || SIGNS.contains(sign))
}

/// The address of a page or of a mailbox: people write where a new password was sent to.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.") || is_mailbox(word)
}

fn is_mailbox(word: &str) -> bool {
    let Some((name, host)) = word.split_once('@') else { return false };
    let Some((domain, top)) = host.rsplit_once('.') else { return false };
    !name.is_empty()
        && !word.contains(char::is_uppercase)
        && domain.chars().all(|sign| sign.is_alphanumeric() || ".-".contains(sign))
        && top.chars().all(char::is_alphabetic)
}

/// `8-stellig`, `10-20`, `24/7`: how long a password is or how often it fails.
fn is_amount(word: &str) -> bool {
    let (end, count) = digits(word, 0);
    let Some(rest) = word[end..].strip_prefix(['-', '–', '/']) else { return false };
    let (rest_end, rest_count) = digits(rest, 0);
    let is_range = rest_end == rest.len() && rest_count <= 3;
    (1..=3).contains(&count) && (is_range || rest.chars().all(char::is_lowercase))
}
