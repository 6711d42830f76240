use domain::signal::Asks;

use knowledge::logistic::Logistic;
use knowledge::semantic;

use super::{Regression, asks_for_person, judge, likelihood};

fn clear(text: &str) -> bool {
    matches!(asks_for_person(text, true), Asks::Clear { .. })
}

#[test]
fn plain_requests_are_clear() {
    for text in [
        "I want to talk to a person",
        "can you put me through to someone please",
        "agent",
        "Human please!",
        "get me a representative now",
        "I\u{2019}d like to speak with your manager",
        "not a bot please",
        "My parcel is lost and nobody replies. Let me speak to a real human.",
        "That did not help at all. Agent.",
        "I don't want to talk to you, give me a human",
        "honestly I would rather speak with an actual human",
        "three times asked and you don't connect me with a person",
        "I do not need a discount, I need to speak to somebody",
    ] {
        assert!(clear(text), "{text}");
    }
}

#[test]
fn people_in_other_roles_are_not_asked_for() {
    for text in [
        "I do not need an agent",
        "I don't want to speak to a person, just tell me the price",
        "no need for a human, thanks",
        "please don't transfer me to an agent",
        "Is the real estate agent fee included?",
        "how many agent seats are in the plan",
        "how do I install the monitoring agent",
        "What does a personal shopper cost?",
        "Can two people share one account?",
        "",
    ] {
        assert!(!clear(text), "{text}: {:?}", asks_for_person(text, true));
    }
}

#[test]
fn vague_signs_offer_and_do_not_hand_off() {
    for text in [
        "help",
        "I need help",
        "are you a bot?",
        "Am I talking to a real person?",
        "is this an ai or a human",
        "hello, is anyone there?",
        "you are not helping",
    ] {
        assert_eq!(asks_for_person(text, true), Asks::Vague, "{text}");
    }
    assert_eq!(asks_for_person("How do I return a coat?", true), Asks::None);
}

#[test]
fn a_bare_word_may_be_the_answer_to_a_field() {
    assert_eq!(asks_for_person("agent", false), Asks::None);
    assert_eq!(asks_for_person("Sales representative", false), Asks::None);
    assert!(matches!(asks_for_person("let me talk to a human", false), Asks::Clear { .. }));
}

#[test]
fn the_matched_words_are_named_and_odd_wordings_are_caught_by_meaning() {
    let Asks::Clear { matched } = asks_for_person("Please let me talk to a human being", true)
    else {
        panic!("a clear request")
    };
    assert_eq!(matched, "talk to a human being");
    let odd = "is some specialist free, the machine is out of its depth";
    assert_eq!(judge(odd, true, None), Asks::None);
}

#[test]
fn ten_languages_are_heard_with_and_without_accents() {
    for text in [
        "Ich möchte mit einem Menschen sprechen",
        "ich mochte mit einem menschen sprechen",
        "Verbinden Sie mich bitte mit dem Kundendienst",
        "Je voudrais parler à un conseiller, s'il vous plaît",
        "je voudrais parler a un conseiller",
        "¿Puedo hablar con alguien de atención al cliente?",
        "pásame con un agente",
        "Vorrei parlare con un operatore",
        "Quero falar com um atendente humano",
        "Ik wil graag een medewerker spreken",
        "Chcę porozmawiać z konsultantem",
        "Müşteri temsilcisiyle görüşmek istiyorum",
        "musteri temsilcisiyle gorusmek istiyorum",
        "أريد التحدث مع موظف خدمة العملاء",
        "اريد ان اتكلم مع انسان",
    ] {
        assert!(clear(text), "{text}");
    }
}

#[test]
fn ten_languages_are_refused_and_asked_about_people_in_other_roles() {
    for text in [
        "Ich brauche keinen Berater, nur den Preis",
        "Wann ist der Kundendienst erreichbar?",
        "Je n'ai pas besoin d'un conseiller",
        "No necesito un agente, gracias",
        "Non ho bisogno di un operatore",
        "Não preciso de um atendente",
        "Ik hoef geen medewerker te spreken",
        "Nie potrzebuję konsultanta",
        "Temsilciye gerek yok, sadece fiyatı söyleyin",
        "لا أحتاج إلى موظف، فقط السعر",
        "Quanto costa per persona?",
        "Puis-je transférer mon billet à une autre personne ?",
        "j'ai parlé à un conseiller hier",
        "Posso passar o bilhete para outra pessoa?",
        "Bileti başka birine verebilir miyim?",
        "¿Cuántas personas caben en la mesa?",
    ] {
        assert!(!clear(text), "{text}: {:?}", asks_for_person(text, true));
    }
    assert_eq!(asks_for_person("Bist du ein Roboter?", true), Asks::Vague);
}

#[test]
fn a_letter_may_be_wrong_in_a_key_word_and_the_words_are_named_as_written() {
    for text in [
        "let me talk to a reprsentative",
        "i want to speak to sombody",
        "quiero hablar con una presona",
        "ich will mit einem mitabeiter sprechen",
        "voglio parlare con un operatroe",
    ] {
        assert!(clear(text), "{text}");
    }
    assert!(!clear("how do I manage my services"));
    let said = asks_for_person("Danke. Ich möchte mit einem Menschen sprechen!", true);
    let matched = "möchte mit einem Menschen sprechen".to_owned();
    assert_eq!(said, Asks::Clear { matched });
}

#[test]
fn another_regression_is_heard_in_place_of_the_products() {
    let weights = vec![0.0; semantic::DIMENSIONS];
    let always =
        Regression { logistic: Logistic { weights: weights.clone(), bias: 5.0 }, bar: 0.9 };
    let never = Regression { logistic: Logistic { weights, bias: -5.0 }, bar: 0.9 };
    let is_clear = |text, second| matches!(judge(text, true, Some(second)), Asks::Clear { .. });
    let question = "How do I return a coat?";
    assert!(is_clear(question, &always));
    assert!(!is_clear(question, &never));
    assert!(is_clear("Human please!", &never));
    assert!(likelihood(question, &always.logistic).is_some_and(|p| p > always.bar));
    assert_eq!(likelihood("coat", &always.logistic), None);
    assert_eq!(likelihood("are you a bot?", &always.logistic), None);
}

#[test]
fn a_hostile_message_costs_no_time() {
    let text = "i want to put to to to to with with a a a ".repeat(190);
    assert!(text.len() < 8_000);
    asks_for_person(&text, true);
    asks_for_person(&"ich will mit mit mit einem einem menschn , ".repeat(180), true);
    asks_for_person(&"je veux veux parler a un un vrai ".repeat(240), true);
}
