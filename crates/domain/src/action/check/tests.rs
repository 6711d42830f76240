//! Answers of every kind, one beside what becomes of it.

use jiff::civil::date as day_of;

use super::super::field::Records;
use super::*;

const TODAY: (i16, i8, i8) = (2026, 3, 10);

fn today() -> Date {
    day_of(TODAY.0, TODAY.1, TODAY.2)
}

fn field(kind: FieldKind) -> Field {
    Field {
        key: "it".into(),
        label: "It".into(),
        help: String::new(),
        required: false,
        kind,
        message: String::new(),
        known_from: vec![],
    }
}

/// What a text becomes, in words.
fn read(kind: &FieldKind, raw: &str) -> String {
    told(text(&field(kind.clone()), raw, today()))
}

fn told(answer: Result<Option<Value>, Unfit>) -> String {
    match answer {
        Ok(None) => "empty".to_owned(),
        Ok(Some(Value::List(items))) => items.join("|"),
        Ok(Some(value)) => shown(&value),
        Err(unfit) => format!("{unfit:?}"),
    }
}

fn options() -> Vec<Choice> {
    let option = |value: &str, label: &str| Choice { value: value.into(), label: label.into() };
    vec![option("r", "Return"), option("x", "Exchange, please"), option("Return", "Something")]
}

#[test]
fn texts_are_cleaned_and_bounded() {
    assert_eq!(read(&FieldKind::Text, "  a\u{202e} \n b\u{0} "), "a b");
    assert_eq!(read(&FieldKind::LongText, "  a \n b "), "a \n b");
    assert_eq!(read(&FieldKind::Text, " \u{feff}\n"), "empty");
    assert_eq!(read(&FieldKind::Text, &"é".repeat(200)), "é".repeat(200));
    assert_eq!(read(&FieldKind::Text, &"é".repeat(201)), "TooLong { max: 200 }");
    assert_eq!(read(&FieldKind::LongText, &"é".repeat(4_001)), "TooLong { max: 4000 }");
    let must = Field { required: true, ..field(FieldKind::Text) };
    assert_eq!(told(text(&must, " ", today())), "Missing");
}

#[test]
fn addresses_and_telephone_numbers_have_one_form() {
    for (raw, form) in [
        (" Sam@Shop.CO.uk ", "sam@shop.co.uk"),
        ("a+b@x.yz", "a+b@x.yz"),
        ("sam@shop", "Email"),
        ("sam@shop.com,", "Email"),
        ("a@b@c.de", "Email"),
        ("a@.de", "Email"),
    ] {
        assert_eq!(read(&FieldKind::Email, raw), form, "{raw}");
    }
    for (raw, form) in [
        ("+49 (0)30 / 1234-567", "+49301234567"),
        ("(030) 1234.567", "0301234567"),
        ("٠١٢٣٤٥٦٧", "01234567"),
        ("123456", "Phone"),
        ("1234567890123456", "Phone"),
        ("++1234567", "Phone"),
        ("1234567 ext 3", "Phone"),
        ("12+34567", "Phone"),
    ] {
        assert_eq!(read(&FieldKind::Phone, raw), form, "{raw}");
    }
}

#[test]
fn numbers_are_read_by_one_rule() {
    let any = FieldKind::Number { min: None, max: None, whole: false };
    let whole = FieldKind::Number { min: Some(1.0), max: Some(9_999.0), whole: true };
    for (raw, form) in [
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234", "1234"),
        ("1.234", "1.234"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("12,5", "12.5"),
        ("1 234,5", "1234.5"),
        ("1’234.50", "1234.5"),
        ("−3", "-3"),
        ("+3", "3"),
        ("-0", "0"),
        ("١٢٫٥", "12.5"),
        ("007", "7"),
        ("1,23,456", "Number"),
        ("1.234,567.8", "Number"),
        ("1 23", "Number"),
        (".5", "Number"),
        ("5.", "Number"),
        ("1e5", "Number"),
        ("NaN", "Number"),
        ("inf", "Number"),
        ("--1", "Number"),
        ("five", "Number"),
        ("9999999999999999", "More { max: 999999999999999.0 }"),
    ] {
        assert_eq!(read(&any, raw), form, "{raw}");
    }
    for (raw, form) in [
        ("1.234", "1234"),
        ("1.5", "Whole"),
        ("0", "Less { min: 1.0 }"),
        ("10000", "More { max: 9999.0 }"),
        ("3.0", "3"),
    ] {
        assert_eq!(read(&whole, raw), form, "{raw}");
    }
    assert_eq!(answer(&field(any.clone()), &Value::Number(f64::NAN), today()), Err(Unfit::Number));
    assert_eq!(told(answer(&field(any), &Value::Number(-0.0), today())), "0");
}

#[test]
fn money_knows_its_currency() {
    let euros = FieldKind::Money { currency: "EUR".into(), min: Some(0.0), max: None };
    for (raw, form) in [
        ("€ 12,50", "12.5"),
        ("12.50 €", "12.5"),
        ("eur1.234", "1234"),
        ("1,234.99 EUR", "1234.99"),
        ("12", "12"),
        ("12.345.678", "12345678"),
        ("0.125", "Number"),
        ("12.3456", "Number"),
        ("$12", "Number"),
        ("12 USD", "Number"),
        ("€", "Number"),
        ("-€5", "Less { min: 0.0 }"),
    ] {
        assert_eq!(read(&euros, raw), form, "{raw}");
    }
    let dollars = FieldKind::Money { currency: "CAD".into(), min: None, max: None };
    assert_eq!(read(&dollars, "CA$ 5.10"), "5.1");
    assert_eq!(read(&dollars, "$5.1"), "5.1");
    assert_eq!(told(answer(&field(dollars), &Value::Number(1.005), today())), "Number");
}

#[test]
fn days_lie_where_they_may() {
    let of = |days| FieldKind::Date { days };
    assert_eq!(read(&of(Days::Any), " 2026-03-03 "), "2026-03-03");
    assert_eq!(read(&of(Days::Past), "2026-03-10"), "2026-03-10");
    assert_eq!(read(&of(Days::Past), "2026-03-11"), "NotPast");
    assert_eq!(read(&of(Days::Future), "2026-03-10"), "2026-03-10");
    assert_eq!(read(&of(Days::Future), "2026-03-09"), "NotFuture");
    for bad in ["2026-02-29", "2026-3-3", "20260303", "03/04/2026", "2026-03-03T10:00", "+026-1-1"]
    {
        assert_eq!(read(&of(Days::Any), bad), "Date", "{bad}");
    }
}

#[test]
fn options_are_met_by_value_then_by_label() {
    let one = FieldKind::Choice { options: options() };
    assert_eq!(read(&one, "r"), "r");
    assert_eq!(read(&one, "R"), "Choice");
    assert_eq!(read(&one, "return"), "r");
    assert_eq!(read(&one, "Return"), "Return", "a value goes before a label");
    assert_eq!(read(&one, "SOMETHING"), "Return");
    let any = FieldKind::Choices { options: options() };
    assert_eq!(read(&any, "x, r"), "r|x");
    assert_eq!(read(&any, "exchange, please"), "x");
    assert_eq!(read(&any, "x, y"), "Choice");
    assert_eq!(read(&any, " , "), "empty");
    let list = Value::List(vec!["x".into(), "x".into(), " ".into(), "return".into()]);
    assert_eq!(told(answer(&field(any), &list, today())), "r|x");
}

#[test]
fn yes_and_no_are_known_in_five_languages() {
    for (raw, form) in [("Yes!", "yes"), ("JA", "yes"), ("sí", "yes"), ("نعم", "yes"), ("لا", "no")]
    {
        assert_eq!(read(&FieldKind::YesNo, raw), form, "{raw}");
    }
    assert_eq!(read(&FieldKind::YesNo, "maybe"), "YesNo");
    let consent = FieldKind::Consent { text: "To this".into() };
    assert_eq!(read(&consent, ""), "empty");
    assert_eq!(read(&consent, "yes"), "yes");
    let must = Field { required: true, ..field(consent) };
    assert_eq!(told(answer(&must, &Value::Flag(false), today())), "Consent");
    assert_eq!(told(text(&must, "", today())), "Consent");
}

#[test]
fn codes_are_written_in_capitals_and_close() {
    let code = |pattern: &str| FieldKind::Code { pattern: pattern.into(), example: "A-1".into() };
    assert_eq!(read(&code("[A-Z]-\\d{4}"), "a - 1042"), "A-1042");
    assert_eq!(read(&code("[A-Z] \\d{4}"), "a  1042"), "A 1042", "a space that belongs stays");
    assert_eq!(read(&code("[A-Z]-\\d{4}"), "A1042"), "Code { example: \"A-1\" }");
    assert_eq!(read(&code("("), "A"), "Code { example: \"A-1\" }");
    let number = answer(&field(code("\\d+")), &Value::Number(1042.0), today());
    assert_eq!(told(number), "1042");
}

#[test]
fn files_are_ids_and_at_most_four() {
    let id = |n: u128| uuid::Uuid::from_u128(n).to_string();
    let list = |ids: Vec<String>| told(answer(&field(FieldKind::File), &Value::List(ids), today()));
    assert_eq!(list(vec![id(1), id(1).to_uppercase(), id(2)]), format!("{}|{}", id(1), id(2)));
    assert_eq!(list((0..5).map(id).collect()), "Files { max: 4 }");
    assert_eq!(list(vec!["/etc/passwd".into()]), "Files { max: 4 }");
    assert_eq!(list(vec![id(1).replace('-', "")]), "Files { max: 4 }");
    assert_eq!(list(vec![]), "empty");
    let of = Records::Feed { site: uuid::Uuid::from_u128(1) };
    assert_eq!(read(&FieldKind::Record { from: of }, " anything "), "anything");
}
