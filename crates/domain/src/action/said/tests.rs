//! Sentences as people write them, and what is read in them.

use jiff::civil::date as day_of;

use super::super::field::{Choice, Days};
use super::super::place::shown;
use super::*;

/// A Tuesday.
fn today() -> Date {
    day_of(2026, 3, 10)
}

fn field(key: &str, kind: FieldKind) -> Field {
    Field {
        key: key.into(),
        label: "It".into(),
        help: String::new(),
        required: false,
        kind,
        message: String::new(),
        known_from: vec![],
    }
}

/// What is read, in words; "-" for nothing.
fn read(kind: &FieldKind, sentence: &str) -> String {
    let field = field("it", kind.clone());
    answers(&[&field], sentence, today()).get("it").map_or("-".into(), shown)
}

fn each(kind: &FieldKind, cases: &[(&str, &str)]) {
    for (sentence, wanted) in cases {
        assert_eq!(read(kind, sentence), *wanted, "{sentence}");
    }
}

fn code(pattern: &str, example: &str) -> FieldKind {
    FieldKind::Code { pattern: pattern.into(), example: example.into() }
}

fn options(labels: &[&str]) -> Vec<Choice> {
    let option = |label: &&str| Choice { value: label.to_lowercase(), label: (*label).into() };
    labels.iter().map(option).collect()
}

#[test]
fn addresses_stand_among_signs() {
    each(
        &FieldKind::Email,
        &[
            ("Sam@Shop.com", "sam@shop.com"),
            ("It's sam@shop.com.", "sam@shop.com"),
            ("<sam@shop.com>, thanks", "sam@shop.com"),
            ("mailto:sam@shop.com", "sam@shop.com"),
            ("sam@shop.com, I repeat: SAM@shop.com!", "sam@shop.com"),
            ("sam@shop.com or tom@shop.com", "-"),
            ("meet @ noon, sam@shop", "-"),
        ],
    );
}

#[test]
fn codes_are_found_in_their_token() {
    each(
        &code("[A-Z]-\\d{4}", "A-1042"),
        &[
            ("my order is a-1042, thanks", "A-1042"),
            ("order:A-1042/B", "A-1042"),
            ("(#A-1042)", "A-1042"),
            ("A - 1042", "A-1042"),
            ("it's a1042, I think", "A-1042"),
            ("status of my order a1044", "A-1044"),
            ("a10425", "-"),
            ("it is A - 1042.", "A-1042"),
            ("A-1042 and A-1042", "A-1042"),
            ("A-1042 or B-1042", "-"),
            ("XA-1042", "-"),
            ("A-10423", "-"),
            ("https://shop.example/A-1042", "-"),
        ],
    );
    each(
        &code("[A-Z0-9]{6,8}", "AB12CD34"),
        &[("please find ab12cd34 quickly", "AB12CD34"), ("nothing of the sort here, really", "-")],
    );
    each(
        &code("\\d{4}", "1042"),
        &[
            ("I ordered 1042 on 2026-03-03", "1042"),
            ("order 1042 of 03/04/2026.", "1042"),
            ("sam.1042@shop.com", "-"),
            ("1042-7", "-"),
        ],
    );
    each(&code("#\\d+", "#12"), &[("see #12!", "#12")]);
    each(
        &code("[A-Z]+-[0-9]+", "A-1042"),
        &[("order status A-1044", "A-1044"), ("status of my order A-1044", "A-1044")],
    );
}

#[test]
fn days_are_read_as_people_write_them() {
    each(
        &FieldKind::Date { days: Days::Any },
        &[
            ("2026-03-03", "2026-03-03"),
            ("on 2026-03-03 I think", "2026-03-03"),
            ("3 March 2026", "2026-03-03"),
            ("it came on March 3rd, 2025!", "2025-03-03"),
            ("the 3rd of March", "2026-03-03"),
            ("am 3. März 2026", "2026-03-03"),
            ("le 1er août 2025", "2025-08-01"),
            ("el 3 de marzo de 2026", "2026-03-03"),
            ("31 December", "2025-12-31"),
            ("03/04/2026", "2026-04-03"),
            ("03/25/2026", "2026-03-25"),
            ("3.4.26, please", "2026-04-03"),
            ("born 3.4.85", "1985-04-03"),
            ("2026/03/04", "2026-03-04"),
            ("yesterday", "2026-03-09"),
            ("the day before yesterday", "2026-03-08"),
            ("last Monday", "2026-03-09"),
            ("last Tuesday", "2026-03-03"),
            ("next Tuesday", "2026-03-17"),
            ("3 days ago", "2026-03-07"),
            ("in two weeks", "2026-03-24"),
            ("on Monday", "-"),
            ("3-5 March", "-"),
            ("March 3-5", "-"),
            ("3 March or 4 March", "-"),
            ("yesterday, so 9 March", "2026-03-09"),
            ("31/02/2026", "-"),
            ("10.0.0.1", "-"),
            ("I may be 3 years late", "-"),
            ("30 February", "-"),
        ],
    );
    each(
        &FieldKind::Date { days: Days::Past },
        &[
            ("on Monday", "2026-03-09"),
            ("Tuesday", "2026-03-10"),
            ("5 December", "2025-12-05"),
            ("tomorrow", "-"),
        ],
    );
    each(
        &FieldKind::Date { days: Days::Future },
        &[("this Friday", "2026-03-13"), ("9 March", "2027-03-09")],
    );
}

#[test]
fn numbers_and_amounts_are_told_apart() {
    let number = FieldKind::Number { min: None, max: None, whole: false };
    each(
        &number,
        &[
            ("I need 3.", "3"),
            ("about -1.5 degrees", "-1.5"),
            ("1,234.5 of them", "1234.5"),
            ("3 or 4", "-"),
            ("the 3rd", "-"),
            ("A-1042", "-"),
            ("at 10:30", "-"),
            ("3 since 2026-03-03", "3"),
            ("2 250 g", "-"),
            ("3, I mean 3", "3"),
        ],
    );
    let euros = FieldKind::Money { currency: "EUR".into(), min: None, max: None };
    each(
        &euros,
        &[
            ("I paid €12,50 for 3", "12.5"),
            ("12.50 EUR please", "12.5"),
            ("it was 12 euros.", "12"),
            ("EUR50", "50"),
            ("it was 12", "12"),
            ("I paid $12", "-"),
            ("50 USD", "-"),
            ("€5 or €6", "-"),
            ("€0.125", "-"),
        ],
    );
}

#[test]
fn telephone_numbers_are_no_days_and_no_orders() {
    each(
        &FieldKind::Phone,
        &[
            ("call +49 (0)30 1234-567 please", "+49301234567"),
            ("(030) 1234 567.", "0301234567"),
            ("my number is 0171.2345678, thanks", "01712345678"),
            ("on 2026-03-03", "-"),
            ("order A-10422233", "-"),
            ("it was 1234567.50", "-"),
            ("0301234567 or 0301234568", "-"),
            ("call 112", "-"),
        ],
    );
}

#[test]
fn options_are_named_whole_and_not_turned_around() {
    let one = FieldKind::Choice { options: options(&["Express", "Express Plus", "Return", "S"]) };
    each(
        &one,
        &[
            ("I'd like express!", "express"),
            ("Express-Plus please", "express plus"),
            ("a return", "return"),
            ("returned", "-"),
            ("not express", "-"),
            ("a return or express", "-"),
            ("it's fine", "-"),
            ("s", "s"),
        ],
    );
    let any = FieldKind::Choices { options: options(&["Late", "Broken", "Wrong colour"]) };
    each(
        &any,
        &[
            ("it is broken and late", "late, broken"),
            ("the wrong COLOUR", "wrong colour"),
            ("not late, but broken", "-"),
        ],
    );
}

#[test]
fn a_yes_is_a_clause_of_its_own() {
    each(
        &FieldKind::YesNo,
        &[
            ("Yes, I have an account", "yes"),
            ("hello! yes please", "yes"),
            ("Nein, danke", "no"),
            ("نعم، شكرا", "yes"),
            ("no idea", "-"),
            ("no, I mean yes", "-"),
            ("si tu veux", "-"),
            ("1", "yes"),
        ],
    );
}

#[test]
fn one_sentence_answers_several_fields_and_each_piece_one() {
    let order = field("order", code("[A-Z]-\\d{4}", "A-1042"));
    let mail = field("mail", FieldKind::Email);
    let paid = field("paid", FieldKind::Money { currency: "EUR".into(), min: None, max: None });
    let count = field("count", FieldKind::Number { min: None, max: None, whole: true });
    let bought = field("bought", FieldKind::Date { days: Days::Past });
    let note = field("note", FieldKind::LongText);
    let all = [&note, &count, &paid, &bought, &mail, &order];
    let sentence = "a-1042 of 3 March, 2 pieces for €30, mail sam@shop.com";
    let told = |fields: &[&Field], sentence: &str| {
        let answers = answers(fields, sentence, today());
        let told = answers.iter().map(|(key, value)| format!("{key}={}", shown(value)));
        told.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        told(&all, sentence),
        "bought=2026-03-03 count=2 mail=sam@shop.com order=A-1042 paid=30"
    );
    assert_eq!(told(&[&paid, &count], "5"), "", "one number, two fields: asked");
    assert_eq!(told(&[&paid, &count], "€5"), "paid=5");
    let other = field("other", FieldKind::Email);
    assert_eq!(told(&[&mail, &other], "sam@shop.com"), "");
    assert_eq!(told(&[&mail], &"x sam@shop.com ".repeat(2_000)), "");
}
