//! Words of frustration. A weak sign (on real service chats it sorts little better than chance), so
//! it flags and sorts; the same question again is the stronger sign that help is failing.

use knowledge::semantic;

use crate::pattern::{plain, words};

/// Phrases and how heavy each is; one of weight 1 alone reaches 0.5.
const PHRASES: [(&str, f32); 34] = [
    ("not working", 0.4),
    ("still not", 0.6),
    ("does not work", 0.4),
    ("doesnt work", 0.4),
    ("makes no sense", 0.7),
    ("no sense", 0.5),
    ("waste of time", 1.0),
    ("fed up", 1.2),
    ("sick of", 1.2),
    ("tired of", 0.8),
    ("for the third time", 1.0),
    ("how many times", 1.0),
    ("already told you", 1.2),
    ("already said", 0.8),
    ("i just said", 0.9),
    ("you dont understand", 1.0),
    ("not what i asked", 1.2),
    ("no one replies", 0.9),
    ("nobody answers", 0.9),
    ("wrong answer", 0.8),
    ("ridiculous", 1.2),
    ("useless", 1.3),
    ("unacceptable", 1.2),
    ("terrible", 0.9),
    ("awful", 0.9),
    ("horrible", 0.9),
    ("worst", 0.9),
    ("scam", 1.0),
    ("joke", 0.4),
    ("annoying", 0.9),
    ("annoyed", 1.0),
    ("angry", 1.0),
    ("frustrated", 1.2),
    ("frustrating", 1.2),
];

/// Swear words, milder ones too: they are aimed at something.
const OATHS: [&str; 9] =
    ["damn", "bloody", "hell", "crap", "shit", "fuck", "fucking", "stupid", "idiot"];

/// Share of capitals from which a message is shouted.
const SHOUT_LETTERS_MIN: usize = 8;

/// 0 for calm, towards 1 for furious.
pub fn frustration(text: &str) -> f32 {
    let text = plain(text);
    let words = words(&text);
    let line = format!(" {} ", words.join(" "));
    let said = PHRASES.iter().filter(|(phrase, _)| line.contains(&format!(" {phrase} ")));
    let mut weight: f32 = said.map(|(_, weight)| weight).sum();
    if words.iter().any(|word| OATHS.contains(&word.as_str())) {
        weight += 0.9;
    }
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    if letters.len() >= SHOUT_LETTERS_MIN && capitals * 10 >= letters.len() * 7 {
        weight += 0.7;
    }
    if ["!!", "??", "?!"].iter().any(|marks| text.contains(marks)) {
        weight += 0.4;
    }
    weight / (1.0 + weight)
}

/// Earlier messages that one is compared with: what a visitor still remembers asking.
const REMEMBERED_MESSAGES: usize = 6;

/// Words that a message needs to be compared: "and then?" is like every other "and then?".
const COMPARED_WORDS_MIN: usize = 3;

/// How like a message is to the likest of the visitor's own earlier ones, 0 to 1.
pub fn repetition<'text>(text: &str, earlier: impl DoubleEndedIterator<Item = &'text str>) -> f32 {
    let long = |text: &str| words(text).len() >= COMPARED_WORDS_MIN;
    if !long(text) {
        return 0.0;
    }
    let meaning = semantic::embed(text);
    earlier
        .rev()
        .filter(|other| long(other))
        .take(REMEMBERED_MESSAGES)
        .map(|other| semantic::cosine(&meaning, &semantic::embed(other)).clamp(0.0, 1.0))
        .fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::{frustration, repetition};

    #[test]
    fn anger_weighs_more_than_calm() {
        for text in ["Where is my parcel?", "Thanks, that helps.", "I would like a refund"] {
            assert!(frustration(text) < 0.1, "{text}");
        }
        for text in [
            "This is ridiculous, I already told you my order number",
            "WHERE IS MY PARCEL??",
            "this bloody thing is still not working!!",
        ] {
            assert!(frustration(text) >= 0.5, "{text}: {}", frustration(text));
        }
    }

    #[test]
    fn the_same_question_again_is_seen() {
        let earlier = ["How long does the shipping take?", "hi"];
        let again = repetition("how long will shipping take", earlier.into_iter());
        let other = repetition("Which glue holds on leather?", earlier.into_iter());
        assert!(again > 0.8 && other < 0.4, "{again} {other}");
        assert!(repetition("and then", ["and then"].into_iter()).abs() < 1e-6);
    }
}
