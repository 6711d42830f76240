//! What the assistant says in its own words, in each language and tone that it has. Short, plain,
//! and it never poses as a person.

mod acting;
mod ar;
mod de;
mod en;
mod es;
mod fr;

use serde::{Deserialize, Serialize};

pub use acting::Acting;

/// The languages of the assistant's own sentences: those that the widget speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Arabic.
    Ar,
}

/// How the assistant's own sentences sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Warm.
    Friendly,
    /// Plain.
    #[default]
    Neutral,
    /// As few words as there can be.
    Brief,
}

/// In which language and tone an assistant speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Voice {
    /// How it sounds.
    pub tone: Tone,
    /// Its language, and where it follows the visitor's, the one for all that it does not speak.
    pub language: Language,
    /// The visitor's language counts where the assistant speaks it.
    pub follows_visitor: bool,
}

impl Default for Voice {
    fn default() -> Self {
        Self { tone: Tone::Neutral, language: Language::En, follows_visitor: true }
    }
}

impl Language {
    /// Every language, in the order of menus.
    pub const ALL: [Self; 5] = [Self::En, Self::De, Self::Fr, Self::Es, Self::Ar];

    /// The language of what a browser says, such as `de-AT`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let code = tag.trim().split(['-', '_']).next()?.to_lowercase();
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The code that browsers know it by.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::Ar => "ar",
        }
    }
}

impl Voice {
    /// The sentences for a visitor whose browser wants `wanted`, such as `fr-CH`.
    pub fn copy(&self, wanted: Option<&str>) -> Copy {
        Copy::of(self.spoken(wanted), self.tone)
    }

    /// What is said around actions, for the same visitor.
    pub fn acting(&self, wanted: Option<&str>) -> Acting {
        Acting::of(self.spoken(wanted))
    }

    fn spoken(self, wanted: Option<&str>) -> Language {
        let theirs = wanted.and_then(Language::of_tag).filter(|_| self.follows_visitor);
        theirs.unwrap_or(self.language)
    }
}

/// The assistant's own sentences; `{name}` stands for the assistant's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copy {
    /// To "hello".
    pub greeting: &'static str,
    /// To "thanks".
    pub courtesy: &'static str,
    /// To "yes" when nothing was offered.
    pub what_next: &'static str,
    /// To "no thanks" after an offer.
    pub offer_refused: &'static str,
    /// To "are you a bot?".
    pub about_assistant: &'static str,
    /// To a bare "help".
    pub vague: &'static str,
    /// To a question about a topic that its owner keeps it from.
    pub left_alone: &'static str,
    /// Before passages that may not be what was meant.
    pub closest_lead_in: &'static str,
    /// When the sources do not hold the answer.
    pub decline: &'static str,
    /// When they do not, and nothing has been learnt at all.
    pub nothing_learnt: &'static str,
    /// To a message of pictures alone.
    pub only_pictures: &'static str,
    /// Of a list of products or lots, where it may have changed since.
    pub read_ago: ReadAgo,
}

/// How old a list is that an answer comes from, in whole units from two on, as `{n}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadAgo {
    minutes: &'static str,
    hours: &'static str,
    days: &'static str,
}

impl Default for Copy {
    fn default() -> Self {
        Self::of(Language::En, Tone::Neutral)
    }
}

impl Copy {
    /// The sentences of a language in a tone.
    pub fn of(language: Language, tone: Tone) -> Self {
        let [friendly, neutral, brief] = match language {
            Language::En => en::COPY,
            Language::De => de::COPY,
            Language::Fr => fr::COPY,
            Language::Es => es::COPY,
            Language::Ar => ar::COPY,
        };
        match tone {
            Tone::Friendly => friendly,
            Tone::Neutral => neutral,
            Tone::Brief => brief,
        }
    }

    /// The first words to a visitor who has not said anything.
    pub fn first_words(&self, name: &str) -> String {
        named(self.greeting, name)
    }

    /// That what an answer says is of this age, in milliseconds, and may not hold any more.
    pub fn read_ago(&self, age: i64) -> String {
        const MINUTE: i64 = 60_000;
        let ReadAgo { minutes, hours, days } = self.read_ago;
        let (text, unit) = match age / MINUTE {
            ..120 => (minutes, MINUTE),
            120..2_880 => (hours, 60 * MINUTE),
            _ => (days, 24 * 60 * MINUTE),
        };
        text.replace("{n}", &(age / unit).max(2).to_string())
    }

    #[cfg(test)]
    fn all(&self) -> [&'static str; 11] {
        [
            self.greeting,
            self.courtesy,
            self.what_next,
            self.offer_refused,
            self.about_assistant,
            self.vague,
            self.left_alone,
            self.closest_lead_in,
            self.decline,
            self.nothing_learnt,
            self.only_pictures,
        ]
    }
}

/// Puts the assistant's name into a text.
pub(crate) fn named(text: &str, name: &str) -> String {
    text.replace("{name}", name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TONES: [Tone; 3] = [Tone::Friendly, Tone::Neutral, Tone::Brief];

    #[test]
    fn it_says_what_it_is_wherever_it_introduces_itself() {
        for (language, ai, person) in [
            (Language::En, "AI assistant", "person"),
            (Language::De, "KI-Assistent", "Mensch"),
            (Language::Fr, "assistant IA", "personne"),
            (Language::Es, "asistente de IA", "persona"),
            (Language::Ar, "مساعد ذكاء اصطناعي", "شخص"),
        ] {
            for copy in TONES.map(|tone| Copy::of(language, tone)) {
                for text in [copy.greeting, copy.about_assistant] {
                    assert!(named(text, "Wren").contains("Wren"), "{text}");
                    assert!(text.contains(ai), "{text}");
                }
                for text in [
                    copy.decline,
                    copy.nothing_learnt,
                    copy.only_pictures,
                    copy.vague,
                    copy.left_alone,
                    copy.about_assistant,
                ] {
                    assert!(text.contains(person), "{text}");
                    assert!(text.ends_with(['?', '؟']), "{text}");
                }
            }
        }
    }

    #[test]
    fn each_tone_says_something_else_and_the_brief_one_says_less() {
        let length = |copy: Copy| copy.all().iter().map(|text| text.chars().count()).sum::<usize>();
        for language in Language::ALL {
            let [friendly, neutral, brief] = TONES.map(|tone| Copy::of(language, tone));
            assert!(length(brief) < length(neutral), "{language:?}");
            assert!(length(neutral) < length(friendly), "{language:?}");
        }
    }

    #[test]
    fn an_age_is_said_in_units_of_which_there_are_several() {
        const HOUR: i64 = 3_600_000;
        let said = |age| Copy::default().read_ago(age);
        assert!(said(HOUR / 2).contains("30 minutes"));
        assert!(said(2 * HOUR - 1).contains("119 minutes") && said(2 * HOUR).contains("2 hours"));
        assert!(said(48 * HOUR - 1).contains("47 hours") && said(75 * HOUR).contains("3 days"));
        for language in Language::ALL {
            let copy = Copy::of(language, Tone::Neutral);
            assert!(
                [HOUR, 5 * HOUR, 90 * HOUR].iter().all(|age| !copy.read_ago(*age).contains('{'))
            );
        }
    }

    #[test]
    fn the_visitors_language_counts_where_it_is_spoken_and_wanted() {
        let voice = Voice { language: Language::De, ..Voice::default() };
        let de = Copy::of(Language::De, Tone::Neutral);
        assert_eq!(voice.copy(Some("fr-CH")), Copy::of(Language::Fr, Tone::Neutral));
        assert_eq!((voice.copy(Some("nl")), voice.copy(None)), (de, de));
        let own = Voice { follows_visitor: false, ..voice };
        assert_eq!(own.copy(Some("fr")), de);
    }
}
