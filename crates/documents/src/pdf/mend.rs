//! Letters and words as they were before they were set: ligatures parted, hyphens at the end of
//! lines taken out.

use unicode_normalization::char::compose;

/// One drawn letter as text; nothing for what is no letter.
pub(super) fn letters(drawn: &str) -> String {
    let kept = drawn.chars().filter(|c| {
        let nameless = matches!(*c, '\u{200b}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}');
        is_private_bullet(*c) || !(nameless || c.is_control())
    });
    ligatures(&kept.map(|c| if is_private_bullet(c) { '•' } else { c }).collect::<String>())
}

/// Bullets as the symbol fonts of Office number them.
fn is_private_bullet(c: char) -> bool {
    matches!(c, '\u{f0b7}' | '\u{f0a7}' | '\u{f076}' | '\u{f0d8}' | '\u{f0fc}' | '\u{f06e}')
}

/// Parts the ligatures that have a character of their own.
pub(super) fn ligatures(text: &str) -> String {
    if !text.contains(|c| matches!(c, '\u{fb00}'..='\u{fb06}' | '\u{a0}')) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}' => plain.push_str("ff"),
            '\u{fb01}' => plain.push_str("fi"),
            '\u{fb02}' => plain.push_str("fl"),
            '\u{fb03}' => plain.push_str("ffi"),
            '\u{fb04}' => plain.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => plain.push_str("st"),
            '\u{a0}' => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

/// Puts a letter below an accent that was drawn before it, as older typesetting does; none where
/// the two make no letter.
pub(super) fn accented(accent: char, letter: &str) -> Option<char> {
    let combining = match accent {
        '`' => '\u{300}',
        '´' => '\u{301}',
        'ˆ' | '^' => '\u{302}',
        '˜' | '~' => '\u{303}',
        '¯' => '\u{304}',
        '˘' => '\u{306}',
        '¨' => '\u{308}',
        '˚' => '\u{30a}',
        '˝' => '\u{30b}',
        'ˇ' => '\u{30c}',
        _ => return None,
    };
    let mut letters = letter.chars();
    let letter = match letters.next()? {
        'ı' => 'i',
        'ȷ' => 'j',
        letter => letter,
    };
    compose(letter, combining).filter(|_| letters.next().is_none())
}

/// Adds the next line of a paragraph. A hyphen before a small letter parted a word; "kilo- and
/// megabytes" and "T-shirt" keep theirs.
pub(super) fn join(text: &mut String, line: &str) {
    let begins_small = line.chars().next().is_some_and(char::is_lowercase);
    let next_word = line.split([' ', ',']).next().unwrap_or_default();
    let goes_on = begins_small && !["and", "or", "und", "oder", "et", "ou"].contains(&next_word);
    let before_hyphen = text.strip_suffix(['-', '\u{2010}', '\u{ad}']);
    let parted = before_hyphen.is_some_and(|before| {
        before.chars().rev().take_while(|c| c.is_lowercase()).take(2).count() == 2
    });
    if (goes_on && parted) || text.ends_with('\u{ad}') {
        text.pop();
    } else {
        let unspaced = text.ends_with(is_wide) && line.starts_with(is_wide);
        text.push_str(if unspaced || text.is_empty() { "" } else { " " });
    }
    text.push_str(line);
}

/// Scripts that have no space between words.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::{accented, join, letters};

    #[test]
    fn words_parted_at_the_end_of_a_line_are_whole_again() {
        let joined = |first: &str, second: &str| {
            let mut text = first.to_owned();
            join(&mut text, second);
            text
        };
        assert_eq!(joined("excellent per-", "formance of"), "excellent performance of");
        assert_eq!(joined("kilo-", "and megabytes"), "kilo- and megabytes");
        assert_eq!(joined("the T-", "shirt"), "the T- shirt");
        assert_eq!(joined("from Baden-", "Baden"), "from Baden- Baden");
        assert_eq!(joined("商品到着", "後7日"), "商品到着後7日");
        assert_eq!(joined("two", "words"), "two words");
    }

    #[test]
    fn accents_and_letters_are_one_again() {
        assert_eq!(accented('¨', "u"), Some('ü'));
        assert_eq!(accented('¨', "ı"), Some('ï'));
        assert_eq!(accented('´', "q"), None);
        assert_eq!(accented('u', "u"), None);
    }

    #[test]
    fn drawn_letters_become_text() {
        assert_eq!(letters("\u{fb03}"), "ffi");
        assert_eq!(letters("\u{f0b7}"), "•");
        assert_eq!(letters("\u{e123}\u{0}"), "");
    }
}
