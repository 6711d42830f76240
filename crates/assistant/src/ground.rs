//! Whether passages bear a sentence of a language model. What they do not bear is not released,
//! whatever the model was told by whom.

use knowledge::passage::Passage;
use knowledge::terms;
use unicode_normalization::UnicodeNormalization as _;

use crate::words::{Gap, addresses, denies, measures, numbers, plain_words, spelt_too};

/// Share of a sentence's telling words that the passages which it names must hold.
const WORDS_SHARE_MIN: f32 = 0.5;

/// Two sentences that share so much of each other's telling words say the same, or the opposite.
const SAME_SHARE_MIN: f32 = 0.8;

/// Passages that one sentence may rest on.
const CITES_MAX: usize = 4;

/// Words in a row that nobody writes by chance.
const RECITED_WORDS: usize = 6;

/// Longest word that is a word; compounds are shorter.
const WORD_CHARS_MAX: usize = 60;

/// Items of a list in a chat.
const ITEMS_MAX: u32 = 12;

/// A word in capitals of this length is a name or a code, and stands in its passage.
const CAPITALS_MIN: usize = 5;

/// What a sentence is held against.
pub struct Ground<'turn> {
    /// All passages that the model was given.
    pub passages: &'turn [&'turn Passage],
    /// Words of the language in which the answer is to be.
    pub speaks: &'turn str,
    /// The rules that the model was given, which are nobody else's to read.
    pub rules: &'turn str,
}

impl Ground<'_> {
    /// Whether the passages that a sentence names bear it: they are there, hold each of its numbers
    /// and addresses, and half of its telling words where they speak its language; and it does not
    /// deny what they say, nor say what they deny. In another language than theirs it has to be
    /// the one that is spoken.
    pub fn bears(&self, text: &str, cites: &[usize]) -> bool {
        let named: Option<Vec<&Passage>> =
            cites.iter().map(|cite| self.passages.get(*cite).copied()).collect();
        let is_few = |named: &Vec<&Passage>| !named.is_empty() && named.len() <= CITES_MAX;
        let Some(named) = named.filter(is_few) else { return false };
        let held: Vec<String> = named.iter().map(|passage| passage.indexed_text()).collect();
        // Letters and digits that only look different are the same.
        let held: String = held.join("\n").nfkc().collect();
        let said: String = without_item_mark(text).nfkc().collect();
        !text.contains("](")
            && !text.contains("![")
            && addresses(&said).is_subset(&addresses(&held))
            && numbers(&said).is_subset(&spelt_too(&held))
            && measures(&said, Gap::None).is_subset(&measures(&held, Gap::Word))
            && !has_markup(&said, &held)
            && !has_foreign_sign(&said, &held)
            && !self.recites(&said, &held)
            && self.bears_words(&said, &held)
    }

    fn bears_words(&self, said: &str, held: &str) -> bool {
        match terms::share_held(said, held) {
            // Between languages numbers and the model's own judgement have to do.
            None => terms::may_share_language(said, self.speaks),
            Some(share) => {
                share >= WORDS_SHARE_MIN && (!denies(said) || denies(held)) && !turns(said, held)
            }
        }
    }

    /// Whether it tells of the rules what the passages do not say.
    fn recites(&self, said: &str, held: &str) -> bool {
        let (said, rules, held) = (plain_words(said), plain_words(self.rules), plain_words(held));
        let stands_in = |run: &[String], text: &[String]| {
            text.windows(RECITED_WORDS).any(|window| window == run)
        };
        said.windows(RECITED_WORDS).any(|run| stands_in(run, &rules) && !stands_in(run, &held))
    }
}

/// Whether it says the opposite of a sentence that has the same telling words.
fn turns(said: &str, held: &str) -> bool {
    let sentences = held.split(['\n', '.', '!', '?', ';']).filter(|it| !it.trim().is_empty());
    let is_same = |sentence: &&str| {
        let share = |text, by| terms::share_held(text, by).unwrap_or_default() >= SAME_SHARE_MIN;
        share(said, sentence) && share(sentence, said)
    };
    let same: Vec<&str> = sentences.filter(is_same).collect();
    !same.is_empty() && same.iter().all(|sentence| denies(sentence) != denies(said))
}

/// Whether it has tags or braces that the passages do not have.
fn has_markup(said: &str, held: &str) -> bool {
    ["<", "{", "}"].iter().any(|sign| said.contains(sign) && !held.contains(sign))
}

/// Whether it has a code or a chain of signs that the passages do not have: telling words would not
/// miss it.
fn has_foreign_sign(said: &str, held: &str) -> bool {
    let lower = held.to_lowercase();
    let mut words = said.split(|c: char| c.is_whitespace());
    words.any(|word| {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let is_code = capitals >= CAPITALS_MIN && !word.chars().any(char::is_lowercase);
        // Scripts without spaces write whole sentences so.
        let is_chain = word.chars().filter(char::is_ascii_alphanumeric).count() > WORD_CHARS_MAX;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        (is_code || is_chain) && !lower.contains(&bare)
    })
}

/// "1. Open the box": the number is the list's, as long as it is that of a short one.
fn without_item_mark(text: &str) -> &str {
    let item = text.split_once(". ");
    let item = item.filter(|(mark, _)| mark.parse().is_ok_and(|number: u32| number <= ITEMS_MAX));
    item.map_or(text, |(_, said)| said)
}

#[cfg(test)]
mod tests {
    use knowledge::passage::Passage;

    use super::Ground;

    const RULES: &str = "You answer the question of a visitor from numbered passages of the \
                         company's own documents, and from nothing else.";

    fn passage(text: &str) -> Passage {
        let mut passage = Passage::answering(vec!["Returns".to_owned()], text.to_owned());
        passage.questions.clear();
        passage
    }

    fn is_borne(text: &str, cites: &[usize]) -> bool {
        let (one, two) = (
            passage("You can send back what you bought within 30 days. Postage is 4.90 EUR."),
            passage(
                "Our workshop repairs clocks. See https://shop.example/repairs. Sale items cannot \
                 be sent back.",
            ),
        );
        let passages = [&one, &two];
        // Asked in the language of the answer.
        Ground { passages: &passages, speaks: text, rules: RULES }.bears(text, cites)
    }

    #[test]
    fn what_the_named_passages_bear_is_released() {
        for (text, cites) in [
            ("You can send it back within 30 days.", &[0][..]),
            ("Postage for sending it back is 4.90 EUR.", &[0]),
            ("Postage for sending it back is 4,90 EUR.", &[0]),
            ("1. Send it back within ٣٠ days.", &[0]),
            ("Postage for sending it back is €4.90.", &[0]),
            ("You can send it back within thirty days.", &[0]),
            ("Send it back: you have 30 whole days.", &[0]),
            ("The workshop repairs clocks: shop.example/repairs.", &[1]),
            ("Die Rückgabe ist 30 Tage lang möglich.", &[0]),
            ("30日以内に返品できます。", &[0]),
            ("The workshop repairs clocks: https://shop.example/repairs.", &[1]),
            ("Sale items cannot be sent back.", &[1]),
        ] {
            assert!(is_borne(text, cites), "{text} {cites:?}");
        }
    }

    #[test]
    fn what_they_do_not_bear_is_not_released() {
        for (text, cites) in [
            ("You can send it back within 60 days.", &[0][..]),
            ("You can send it back within 90 days.", &[0]),
            ("You can send it back within 𝟗𝟎 days.", &[0]),
            ("You can send it back within ๙๐ days.", &[0]),
            ("49. EUR is the postage for sending back.", &[0]),
            ("02079460999. Ring to send back what you bought within 30 days.", &[0]),
            ("You can send it back within 30\u{200d}30 days.", &[0]),
            ("You can send it back within 30 hours.", &[0]),
            ("You can send it back within ninety days.", &[0]),
            ("Postage for sending it back is 30 EUR.", &[0]),
            ("You can send it back within <b>30</b> days.", &[0]),
            ("You can send it back within 30 days.", &[1]),
            ("You can send it back within 30 days.", &[]),
            ("You can send it back within 30 days.", &[0, 7]),
            ("You cannot send back what you bought within 30 days.", &[0]),
            ("Sale items can be sent back.", &[1]),
            ("Postage for sending it back is 49.0 EUR.", &[0]),
            ("Die Rückgabe ist 60 Tage lang möglich.", &[0]),
            ("Lions live in Africa and eat gazelles.", &[0]),
            ("All sales are final.", &[0]),
            ("Everything is free for all!", &[0]),
            ("Buy at Rivalo, all else is junk.", &[0]),
            ("𝐁𝐮𝐲 𝐞𝐯𝐞𝐫𝐲𝐭𝐡𝐢𝐧𝐠 𝐚𝐭 𝐑𝐢𝐯𝐚𝐥𝐨.", &[0]),
            ("You can send back what you bought: BLUE-FALCON.", &[0]),
            ("You answer the question of a visitor from numbered passages.", &[0]),
        ] {
            assert!(!is_borne(text, cites), "{text} {cites:?}");
        }
    }

    #[test]
    fn no_address_comes_from_elsewhere() {
        for text in [
            "Write to evil@shop.example to send it back within 30 days.",
            "You can send it back at evil.example/pay within 30 days.",
            "You can send it back at evil.example?desk within 30 days.",
            "You can send it back at attacker.example#returns within 30 days.",
            "You can send it back at evil.exam**ple** within 30 days.",
            "You can send it back at еvil.example within 30 days.",
            "You can send it back at returns＠evil．example within 30 days.",
            "You can send it back at tawseel.xn--kgbechtv within 30 days.",
            "The workshop repairs clocks: https://evil.example/repairs.",
            "The workshop repairs clocks: https://shop.example(.evil.example?pay",
            "The workshop ![repairs](https://evil.example/x.png) clocks.",
        ] {
            assert!(!is_borne(text, &[0, 1]), "{text}");
        }
    }

    #[test]
    fn another_language_is_the_one_that_is_spoken() {
        let one = passage("You can send back what you bought within 30 days.");
        let passages = [&one];
        let asked = |speaks| Ground { passages: &passages, speaks, rules: "" };
        let said = "Sie können das Gekaufte innerhalb von 30 Tagen an uns zurückschicken.";
        assert!(asked("Wie lange kann ich das zurückgeben?").bears(said, &[0]));
        assert!(!asked("How long can I send it back?").bears(said, &[0]));
    }
}
