//! Words and numbers as people type them, and as nobody should.

use domain::action::field::{FieldKind, Records};
use domain::condition::Value;

use super::Asked;

/// Those that are words and numbers.
pub(super) fn all() -> Vec<Asked> {
    [texts(), addresses(), numbers(), amounts()].concat()
}

/// Texts put to a field that may be left empty.
pub(super) fn asked(kind: FieldKind, raw: &[&str]) -> Asked {
    let raw = raw.iter().map(|text| Value::Text((*text).to_owned())).collect();
    Asked { kind, required: false, raw }
}

/// Texts put to one that may not.
pub(super) fn required(kind: FieldKind, raw: &[&str]) -> Asked {
    Asked { required: true, ..asked(kind, raw) }
}

/// Values of any type.
pub(super) fn given(kind: FieldKind, raw: Vec<Value>) -> Asked {
    Asked { kind, required: false, raw }
}

/// Several texts.
pub(super) fn list(items: &[&str]) -> Value {
    Value::List(items.iter().map(|item| (*item).to_owned()).collect())
}

fn texts() -> Vec<Asked> {
    let odd = ["", " ", "\n\t", "\u{feff}", "\u{202e}", "\0", "a", " a  b ", "a\nb", "a\r\nb"];
    let long = ["é".repeat(200), "é".repeat(201), "😀".repeat(200), "😀".repeat(201)];
    let pages = ["x".repeat(4_000), "x".repeat(4_001), "😀\n".repeat(1_999)];
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let from = Records::Feed { site: uuid::Uuid::from_u128(1) };
    let line =
        ["a\u{85}b", "a\u{a0}b", "a\u{2028}b", "a\u{200b}b", "\u{3000}a", "a\u{2066}b", "{{a}}"];
    vec![
        asked(FieldKind::Text, &odd),
        asked(FieldKind::Text, &line),
        asked(FieldKind::Text, &long),
        required(FieldKind::Text, &["", " \n ", "\u{feff}", "x"]),
        asked(FieldKind::LongText, &odd),
        asked(FieldKind::LongText, &["  a\n\n b \n", "a\tb", "\u{85}a", "\u{a0}a\u{a0}"]),
        asked(FieldKind::LongText, &pages),
        asked(FieldKind::Record { from }, &["", "lot-7", " lot  7 "]),
        given(
            FieldKind::Text,
            vec![
                Value::Flag(true),
                Value::Flag(false),
                Value::Number(1.5),
                Value::Number(-0.0),
                list(&["a", "b"]),
                list(&[]),
            ],
        ),
    ]
}

fn addresses() -> Vec<Asked> {
    let long = format!("{}@shop.com", "a".repeat(245));
    let longer = format!("{}@shop.com", "a".repeat(246));
    vec![
        asked(
            FieldKind::Email,
            &[
                "",
                "sam@shop.com",
                " Sam@Shop.CO.uk ",
                "a+b@x.yz",
                "o'neil@shop.ie",
                "sam",
                "sam@",
                "@shop.com",
                "sam@shop",
                "a b@shop.com",
                "a@b@c.de",
                "a@.de",
                "a@b..de",
                "a@b.de.",
                "sam@shop.com,",
                "<sam@shop.com>",
                "sam@[10.0.0.1]",
                "SAM@SHOP.COM",
                "jürgen@müller.de",
                "İ@shop.com",
                "sam@shop.com\u{202e}",
                "sam@sh\u{a0}op.com",
                "mailto:sam@shop.com",
            ],
        ),
        asked(FieldKind::Email, &[long.as_str(), longer.as_str()]),
        required(FieldKind::Email, &[""]),
        asked(
            FieldKind::Phone,
            &[
                "",
                "+49 (0)30 1234-567",
                "(030) 1234.567",
                "030/1234567",
                "0301234567",
                "+1 212 555 0100",
                "٠١٢٣٤٥٦٧",
                "۰۱۲۳۴۵۶۷",
                "０１２３４５６７",
                "123456",
                "1234567",
                "123456789012345",
                "1234567890123456",
                "++1234567",
                "12+34567",
                "1234567 ext 3",
                "+",
                "( ) -",
                "call me",
                "+49\u{a0}30\u{202f}1234567",
                "+49(0)(0)301234567",
                "1234567a",
                "0049 30 1234567",
            ],
        ),
    ]
}

/// Numbers of every shape, and what looks like one.
const NUMBERS: &[&str] = &[
    "",
    "0",
    "5",
    "007",
    "1,234.5",
    "1.234,5",
    "1.234.567",
    "1,234,567",
    "1,234",
    "1.234",
    "0,125",
    "0.125",
    "00,125",
    "1234,567",
    "1234.567",
    "12,5",
    "12.5",
    "1 234,5",
    "1 234",
    "12 34",
    "1’234.50",
    "1'234",
    "1\u{a0}234,5",
    "1\u{202f}234",
    "−3",
    "-3",
    "+3",
    "-0",
    "--1",
    "+-1",
    "- 1",
    "١٢٫٥",
    "١٬٢٣٤",
    "۱۲۳",
    "１２",
    "1,23,456",
    "1.234,567.8",
    "1,234.567,8",
    "1 23",
    ".5",
    ",5",
    "5.",
    "5,",
    "1e5",
    "0x10",
    "NaN",
    "Infinity",
    "inf",
    "five",
    "5 kg",
    "1..2",
    "1,,2",
    "1 234.567,8",
    "1.234 567",
    "999999999999999",
    "1000000000000000",
    "-1000000000000000",
    "0.1",
    "0.30000000000000004",
];

fn numbers() -> Vec<Asked> {
    let any = FieldKind::Number { min: None, max: None, whole: false };
    let whole = FieldKind::Number { min: Some(1.0), max: Some(9_999.0), whole: true };
    let small = FieldKind::Number { min: Some(-1.5), max: Some(1.5), whole: false };
    vec![
        asked(any.clone(), NUMBERS),
        asked(any.clone(), &["9".repeat(61).as_str()]),
        given(
            any,
            vec![
                Value::Number(5.0),
                Value::Number(-0.5),
                Value::Number(1e15),
                Value::Flag(true),
                list(&["5"]),
                list(&["5", "6"]),
            ],
        ),
        asked(
            whole.clone(),
            &[
                "1",
                "0",
                "9999",
                "10000",
                "1.234",
                "1,234",
                "1.5",
                "1,5",
                "3.0",
                "12.345.678",
                "0.5",
            ],
        ),
        given(whole, vec![Value::Number(3.0), Value::Number(3.5)]),
        asked(small, &["-1.5", "1.5", "1.51", "-2", "1,500"]),
    ]
}

fn amounts() -> Vec<Asked> {
    let of = |code: &str, min| FieldKind::Money { currency: code.to_owned(), min, max: Some(1e6) };
    vec![
        asked(
            of("EUR", Some(0.0)),
            &[
                "",
                "12",
                "12.5",
                "12,50",
                "€ 12,50",
                "€12.50",
                "12.50 €",
                "12€",
                "eur1.234",
                "EUR 12",
                "12 Eur",
                "1,234.99 EUR",
                "1.234,99",
                "1.234",
                "1,234",
                "12.345.678",
                "1 234,50 €",
                "0.125",
                "12.345",
                "12.3456",
                "$12",
                "12 USD",
                "€",
                "EUR",
                "€€5",
                "€5€",
                "-€5",
                "€-5",
                "−5 €",
                "£5",
                "5 euros",
                "1000000",
                "1000000.01",
                "0",
                "٥٫٥ €",
            ],
        ),
        given(
            of("EUR", None),
            vec![
                Value::Number(12.5),
                Value::Number(12.345),
                Value::Number(0.1),
                Value::Number(-3.0),
                Value::Number(2e6),
            ],
        ),
        asked(of("USD", None), &["$5", "US$5", "5 USD", "usd5", "CA$5", "5$", "€5"]),
        asked(of("CAD", None), &["$5", "CA$ 5.10", "C$5", "A$5"]),
        asked(of("CHF", None), &["Fr. 5", "CHF 1'234.50", "SFr. 5", "5.–"]),
        asked(of("PLN", None), &["5 zł", "5 ZŁ", "zł5"]),
        asked(of("SEK", None), &["100 kr", "KR 100"]),
        asked(of("XYZ", None), &["5 XYZ", "xyz5", "$5"]),
    ]
}
