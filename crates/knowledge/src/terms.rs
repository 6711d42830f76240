//! Text to the terms that words are compared by: Unicode words, lower-cased, stemmed by the
//! language that the text is in; of scripts without spaces, each two neighbouring characters.
//!
//! The index and the query go through the same functions, so they cannot disagree.
//! Nothing is dropped from indexed text; only a query loses its stop words.

use rust_stemmers::Stemmer;
use unicode_segmentation::UnicodeSegmentation;

use crate::language::{Language, Votes};

/// Longest word kept. Longer ones are data, not language, and the word index refuses huge terms.
const WORD_BYTES_MAX: usize = 120;

/// A word of a question, as it would stand in a text of each language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QueryTerm(Vec<(Language, String)>);

impl QueryTerm {
    /// The term in each language that was asked for.
    pub(crate) fn forms(&self) -> &[(Language, String)] {
        &self.0
    }

    /// Whether the terms of a text hold it.
    pub(crate) fn is_in(&self, language: Language, terms: &[String]) -> bool {
        self.0.iter().any(|(of, form)| *of == language && terms.contains(form))
    }
}

/// Terms of a question, each of which is held against all before it. Who pastes a book asks with
/// its beginning.
const QUERY_TERMS_MAX: usize = 256;

/// One piece of a text that is compared.
enum Word<'text> {
    /// A word between spaces, its apostrophes kept.
    Spaced(&'text str),
    /// Characters of a script that puts no spaces between words.
    Run(&'text str),
}

/// A text as its words are read: in small letters, with one kind of apostrophe.
fn lowered(text: &str) -> String {
    // The small form of the Turkish İ is two characters, of which a reader writes one.
    let lower = text.to_lowercase().replace(['\u{2019}', '\u{2bc}'], "'").replace("i\u{307}", "i");
    // Signs that nobody sees stand in the middle of words: soft hyphens and the like.
    lower.replace(['\u{ad}', '\u{2060}', '\u{feff}'], "")
}

/// The words of a text in their order, all of them and as they are written, capitals and signs
/// aside: two questions of one wording are one question.
pub(crate) fn wording(text: &str) -> String {
    let lower = lowered(text);
    let words = words(&lower);
    let written = words.iter().map(|word| match word {
        Word::Spaced(text) | Word::Run(text) => *text,
    });
    written.collect::<Vec<_>>().join(" ")
}

fn words(lower: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut run = 0..0;
    for (start, segment) in lower.unicode_word_indices() {
        let continues = segment.chars().next().is_some_and(has_no_spaces);
        if run.end != start || !continues {
            push_run(&lower[run], &mut words);
            run = start..start;
        }
        if continues {
            run.end = start + segment.len();
            continue;
        }
        // Unicode keeps "3.5", "a_b" and "docs.rs" whole; a reader may write only a part of them.
        let parts = segment.split(|c: char| c.is_ascii_punctuation() && c != '\'');
        let kept = parts.filter(|part| !part.is_empty() && part.len() <= WORD_BYTES_MAX);
        words.extend(kept.map(Word::Spaced));
    }
    push_run(&lower[run], &mut words);
    words
}

fn push_run<'text>(run: &'text str, words: &mut Vec<Word<'text>>) {
    if !run.is_empty() {
        words.push(Word::Run(run));
    }
}

/// Scripts whose words no space parts, and Korean, whose particles stand at its words.
fn has_no_spaces(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' // Burmese
        | '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' // Hangul
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' // Kana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' // Han
    )
}

/// Each two neighbouring characters of a run; of a lone one itself. What the eye sees as one
/// character may be several.
fn pairs(run: &str) -> Vec<String> {
    let characters: Vec<&str> = run.graphemes(true).collect();
    match characters.as_slice() {
        [one] => vec![(*one).to_owned()],
        many => many.windows(2).map(<[&str]>::concat).collect(),
    }
}

/// A word without what an apostrophe ties to it, by the habits of its language.
fn bare(word: &str, language: Language) -> String {
    match language.code() {
        // "l'échange", "dell'ordine": articles and pronouns go before.
        "fr" | "it" => word.rsplit('\'').find(|part| !part.is_empty()),
        // "Ankara'da": endings go behind.
        "tr" => word.split('\'').find(|part| !part.is_empty()),
        _ => return word.strip_suffix("'s").unwrap_or(word).replace('\'', ""),
    }
    .unwrap_or_default()
    .to_owned()
}

fn stem(word: &str, language: Language) -> String {
    Stemmer::create(language.algorithm()).stem(word).into_owned()
}

/// The terms of a text that is indexed, in order, with repetitions. Of scripts without spaces also
/// each character, for questions of one.
pub fn terms(text: &str, language: Language) -> Vec<String> {
    let lower = lowered(text);
    let mut terms = Vec::new();
    for word in words(&lower) {
        match word {
            Word::Spaced(word) => {
                let word = bare(word, language);
                if !word.is_empty() {
                    terms.push(stem(&word, language));
                }
            }
            Word::Run(run) => {
                terms.extend(pairs(run));
                if run.graphemes(true).nth(1).is_some() {
                    terms.extend(run.graphemes(true).map(str::to_owned));
                }
            }
        }
    }
    terms
}

/// The terms of a question, for texts in some languages: no stop words (unless nothing else is
/// left), each once, in order.
///
/// A short question rarely tells its language, so each word is stemmed as each of them would. Stop
/// words are those of the one that most speaks for: "die" is an article in no English question.
pub fn query_terms(text: &str, languages: &[Language]) -> Vec<QueryTerm> {
    let lower = lowered(text);
    let words = words(&lower);
    let spaced = words.iter().filter_map(|word| match word {
        Word::Spaced(word) => Some(*word),
        Word::Run(_) => None,
    });
    let asked_in = Votes::of(spaced).most(languages.iter().copied());
    let is_topical = |word: &&Word<'_>| match (word, asked_in) {
        (Word::Spaced(word), Some(language)) => !language.is_function_word(&bare(word, language)),
        _ => true,
    };
    let all = || words.iter();
    let mut terms = terms_of(all().filter(is_topical), languages);
    if terms.is_empty() {
        terms = terms_of(all(), languages);
    }
    terms
}

/// The share of a text's telling words that another text holds, 0 to 1; none where they are in two
/// languages, between which words say nothing.
#[expect(clippy::cast_precision_loss, reason = "a text has few words")]
pub fn share_held(text: &str, by: &str) -> Option<f32> {
    let (said, told) = (votes(text), votes(by).language());
    if told.is_some_and(|told| said.is_other_than(told)) || in_latin(text) != in_latin(by) {
        return None;
    }
    let language = told.or(said.most(Language::all())).unwrap_or(Language::ENGLISH);
    let (telling, present) = (query_terms(text, &[language]), terms(by, language));
    let held = telling.iter().filter(|term| term.is_in(language, &present)).count();
    Some(if telling.is_empty() { 1.0 } else { held as f32 / telling.len() as f32 })
}

/// Whether two texts may be in one language, as far as that can be told of short ones.
pub fn may_share_language(text: &str, other: &str) -> bool {
    let language = votes(other).most(Language::all());
    in_latin(text) == in_latin(other) && language.is_none_or(|it| !votes(text).is_other_than(it))
}

/// Whether most letters of a text are of the alphabet that English is written in.
fn in_latin(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.chars().filter(char::is_ascii_alphabetic).count() * 2 >= letters
}

fn terms_of<'a>(
    words: impl Iterator<Item = &'a Word<'a>>,
    languages: &[Language],
) -> Vec<QueryTerm> {
    let mut terms: Vec<QueryTerm> = Vec::new();
    let mut push = |form: &dyn Fn(Language) -> String| {
        let forms = languages.iter().map(|language| (*language, form(*language)));
        let mut forms: Vec<_> = forms.filter(|(_, form)| !form.is_empty()).collect();
        // What is one word in any of the languages is asked for once.
        let said = |term: &&mut QueryTerm| forms.iter().any(|form| term.0.contains(form));
        let is_full = terms.len() == QUERY_TERMS_MAX;
        match terms.iter_mut().find(said) {
            Some(term) => {
                forms.retain(|form| !term.0.contains(form));
                term.0.append(&mut forms);
            }
            None if forms.is_empty() || is_full => {}
            None => terms.push(QueryTerm(forms)),
        }
    };
    for word in words {
        match word {
            Word::Spaced(word) => push(&|language| {
                let word = bare(word, language);
                if word.is_empty() { word } else { stem(&word, language) }
            }),
            Word::Run(run) => pairs(run).iter().for_each(|pair| push(&|_| pair.clone())),
        }
    }
    terms
}

/// What a text's words say of its language.
pub(crate) fn votes(text: &str) -> Votes {
    let lower = lowered(text);
    let words = words(&lower);
    let plain: Vec<String> = words
        .iter()
        .flat_map(|word| match word {
            Word::Spaced(word) => vec![word.strip_suffix("'s").unwrap_or(word).to_owned()],
            Word::Run(run) => pairs(run),
        })
        .collect();
    Votes::of(plain.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::{QueryTerm, query_terms, terms, votes};
    use crate::language::Language;

    fn language(text: &str) -> Option<Language> {
        votes(text).language()
    }

    fn forms(terms: &[QueryTerm]) -> Vec<String> {
        let all = terms.iter().flat_map(QueryTerm::forms);
        all.map(|(language, form)| format!("{}:{form}", language.code())).collect()
    }

    #[test]
    fn words_of_every_script_are_found() {
        let cases = [
            ("Don't visit the Shop's page_2!", "dont visit the shop page 2"),
            ("It costs $3.50, see docs.rs", "it cost 3 50 see doc rs"),
            ("The dog\u{2019}s returned items", "the dog return item"),
            ("Rückgabe über Straße", "rückgabe über straße"),
            ("Rück\u{ad}gabe", "rückgabe"),
            ("Возврат товара", "возврат товара"),
            ("返品", "返品 返 品"),
            ("返", "返"),
            ("USB充电 3个", "usb 充电 充 电 3 个"),
            ("İade", "iad"),
            ("คืนได้", "คืน นไ ได้ คื น ไ ด้"),
            ("   ", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(terms(text, Language::ENGLISH).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn words_are_stemmed_by_their_language() {
        let cases = [
            ("Sie können die Mäntel mit der Rechnung zurückgeben.", "de"),
            ("Nous payons l'échange dans les deux jours avec vous.", "fr"),
            ("Il cambio lo paghiamo noi se la taglia non va bene.", "it"),
            ("Магазин закрыт на праздник, и мы не можем вам помочь.", "ru"),
        ];
        for (text, code) in cases {
            assert_eq!(language(text).map(Language::code), Some(code), "{text}");
        }
        let [german, french] = [cases[0].0, cases[1].0].map(|text| language(text).unwrap());
        assert_eq!(terms("Mäntel Mantel", german), ["mantel", "mantel"]);
        assert_eq!(terms("l'échange échangés", french), ["échang", "échang"]);
        // Nothing tells, so nothing is said.
        for text in ["UNO R4: No; UNO R3: No", "Hon. Sara Kirby, Hon. Lee Arian", "7 n n n n", ""] {
            assert_eq!(language(text), None, "{text}");
        }
    }

    #[test]
    fn a_question_is_stemmed_as_each_language_would() {
        let german = language("Das ist die Rechnung, und sie ist nicht mit der Post da.").unwrap();
        let both = [Language::ENGLISH, german];
        assert_eq!(forms(&query_terms("Wo sind die Mäntel?", &both)), ["en:mäntel", "de:mantel"]);
        // "die" is an article in the one language only, and the question is in the other.
        let cut = query_terms("what does a die cut cost", &both);
        assert_eq!(forms(&cut)[..2], ["en:die", "de:die"]);
        // One word in either language is one word.
        assert_eq!(query_terms("coat coats", &both).len(), 1);
        assert_eq!(forms(&query_terms("返品できる", &both))[..2], ["en:返品", "de:返品"]);
    }

    #[test]
    fn a_query_loses_its_stop_words_unless_nothing_is_left() {
        let english = |text| forms(&query_terms(text, &[Language::ENGLISH])).join(" ");
        assert_eq!(english("How do I return the returned item?"), "en:return en:item");
        assert_eq!(english("Who are you?"), "en:who en:are en:you");
        assert_eq!(english("?!"), "");
    }

    #[test]
    fn other_languages_are_not_taken_for_english() {
        let is_english = |text| votes(text).is_english();
        assert!(is_english("You can return an item within two weeks if it is not worn."));
        assert!(!is_english("Sie können einen Artikel innerhalb von zwei Wochen zurückgeben."));
        assert!(!is_english("Puede devolver un artículo en dos semanas si no está usado."));
        assert!(!is_english("商品は二週間以内に返品できます。"));
    }
}
