//! Days, options, codes and files as people give them, and as nobody should.

use domain::action::field::{Choice, Days, FieldKind};
use domain::condition::Value;

use super::Asked;
use super::answers::{asked, given, list, required};

/// Those that are not words and numbers.
pub(super) fn all() -> Vec<Asked> {
    [days(), options(), codes(), others()].concat()
}

fn days() -> Vec<Asked> {
    let of = |days| FieldKind::Date { days };
    vec![
        asked(
            of(Days::Any),
            &[
                "",
                "2026-03-03",
                " 2026-03-03 ",
                "2024-02-29",
                "2026-02-29",
                "2026-13-01",
                "2026-00-10",
                "2026-04-31",
                "0001-01-01",
                "9999-12-31",
                "1900-02-29",
                "2000-02-29",
                "2026-3-3",
                "20260303",
                "03/04/2026",
                "3 March 2026",
                "2026-03-03T10:00",
                "yesterday",
                "2026/03/03",
                "-2026-03-03",
                "٢٠٢٦-٠٣-٠٣",
                "2026-03-0a",
            ],
        ),
        asked(of(Days::Past), &["2026-03-09", "2026-03-10", "2026-03-11", "0001-01-01"]),
        asked(of(Days::Future), &["2026-03-09", "2026-03-10", "2026-03-11", "9999-12-31"]),
        required(of(Days::Any), &[""]),
    ]
}

fn options() -> Vec<Asked> {
    let option = |value: &str, label: &str| Choice { value: value.into(), label: label.into() };
    let options = || {
        vec![
            option("r", "Return"),
            option("x", "Exchange, please"),
            option("Return", "Something"),
            option("ärger", "Ärger"),
            option("5", "Five"),
        ]
    };
    let one = || FieldKind::Choice { options: options() };
    let any = || FieldKind::Choices { options: options() };
    vec![
        asked(
            one(),
            &[
                "",
                "r",
                "R",
                "Return",
                "return",
                "RETURN",
                " r ",
                "something",
                "exchange, please",
                "exchange,  please",
                "ärger",
                "ÄRGER",
                "5",
                "five",
                "none",
                "r, x",
            ],
        ),
        given(one(), vec![Value::Number(5.0), Value::Flag(true), list(&["r"]), list(&["r", "x"])]),
        required(one(), &["", "r"]),
        asked(
            any(),
            &[
                "",
                " , ",
                "r",
                "x, r",
                "x; r",
                "x\nr",
                "r,r",
                "return, five",
                "exchange, please",
                "x, y",
                "r,",
                "5",
            ],
        ),
        given(
            any(),
            vec![
                list(&[]),
                list(&["x", "r"]),
                list(&["x", "x"]),
                list(&["", "r"]),
                list(&["y"]),
                list(&["something", "FIVE"]),
                Value::Number(5.0),
            ],
        ),
        required(any(), &["", ","]),
    ]
}

fn codes() -> Vec<Asked> {
    let code = |pattern: &str, example: &str| FieldKind::Code {
        pattern: pattern.to_owned(),
        example: example.to_owned(),
    };
    let long = "A".repeat(201);
    vec![
        asked(
            code("^[A-Z]-\\d{4}$", "A-1042"),
            &[
                "",
                "A-1042",
                "a-1042",
                " a - 1042 ",
                "A1042",
                "A-10422",
                "xA-1042",
                "A-1042\n",
                "A-٣٤٥٦",
                "é-1042",
                "A\u{a0}-1042",
                "#A-1042",
            ],
        ),
        asked(
            code("[A-Z]+-[0-9]+", "A-1042"),
            &["order A-1042", "order status a-1044", "a 1042", "A - 1 042", "of a-1042", "ab -12"],
        ),
        asked(code("[A-Z] \\d{4}", "A 1042"), &["a 1042", "a  1042", "a1042"]),
        asked(
            code("(RMA|RET)?-?\\w{3,5}", "RMA-123"),
            &[
                "rma-123",
                "RET123",
                "-12_45",
                "123",
                "12",
                "rma-ret-123",
                "éab",
                "ſſſ",
                "\u{212a}11",
            ],
        ),
        asked(code(".{2}", "A1"), &["ab", "é1", "😀", "😀😀", "a", "\u{2028}a", "İi"]),
        asked(code("[^0-9]+", "AB"), &["ab", "a1", "-", "é", "😀"]),
        asked(code("a|b|c\\.d", "A"), &["a", "B", "c.d", "cxd", "ab", "a|b"]),
        asked(code("[\\d\\s-]+", "1-2"), &["1 2", "1-2", "12", "1_2"]),
        asked(code("\\D\\W\\S+", "a-b"), &["a-b", "1-b", "aab", "a--"]),
        asked(code("x{0,2}y{2,}z{1}", "yyz"), &["yyz", "xxyyz", "xxxyyz", "yz", "xyyyyz"]),
        asked(code("(", "A"), &["A", "("]),
        asked(code(".*", "A"), &[long.as_str()]),
        given(code("\\d+", "1"), vec![Value::Number(1_042.0), list(&["7"]), list(&["7", "8"])]),
        required(code("\\d+", "1"), &["", "1"]),
    ]
}

fn others() -> Vec<Asked> {
    let consent = || FieldKind::Consent { text: "To this".to_owned() };
    let id = |n: u128| uuid::Uuid::from_u128(n).to_string();
    let ids = |ids: Vec<String>| Value::List(ids);
    let flags = || vec![Value::Flag(true), Value::Flag(false), Value::Text(String::new())];
    vec![
        asked(
            FieldKind::YesNo,
            &[
                "", "yes", "Yes!", "YES.", "y", "ja", "oui", "sí", "si", "SÍ", "نعم", "true", "1",
                "no", "Nein", "non", "لا", "false", "0", "maybe", "yes no", "нет",
            ],
        ),
        given(FieldKind::YesNo, vec![Value::Flag(true), Value::Flag(false), Value::Number(1.0)]),
        required(FieldKind::YesNo, &["", "no"]),
        given(consent(), flags()),
        Asked { kind: consent(), required: true, raw: flags() },
        asked(consent(), &["yes", "no", "perhaps"]),
        given(
            FieldKind::File,
            vec![
                ids(vec![]),
                ids(vec![id(1)]),
                ids(vec![id(0xabc), id(0xabc).to_uppercase()]),
                ids((1..=4).map(id).collect()),
                ids((1..=5).map(id).collect()),
                ids(vec![id(1).replace('-', "")]),
                ids(vec!["/etc/passwd".to_owned()]),
                ids(vec![String::new(), id(2)]),
                Value::Text(id(3)),
                Value::Text(String::new()),
            ],
        ),
        Asked { kind: FieldKind::File, required: true, raw: vec![ids(vec![]), ids(vec![id(1)])] },
    ]
}
