use super::{Record, records};
use crate::limits::Limits;

fn read(content: &str) -> Vec<Record> {
    records(content.as_bytes(), None, &Limits::default()).expect(content).records
}

/// Records as lines: `name=value|...`, and each part behind a `+`.
fn shown(content: &str) -> String {
    let line = |fields: &[(String, String)]| {
        let fields = fields.iter().map(|(name, value)| format!("{name}={value}"));
        fields.collect::<Vec<_>>().join("|")
    };
    let record = |record: &Record| {
        let parts = record.parts.iter().map(|(name, it)| format!(" +{name}:{}", line(it)));
        line(&record.fields) + &parts.collect::<String>()
    };
    read(content).iter().map(record).collect::<Vec<_>>().join("\n")
}

#[test]
fn rows_have_the_names_of_their_header() {
    let expected = "id=1|title=Lamp, brass|price=49.00\nid=2|price=5";
    assert_eq!(shown("id,title,price\n1,\"Lamp, brass\",49.00\n2,,5\n"), expected);
    assert_eq!(shown("id;title;price\n1;Lamp, brass;49.00\n2;;5\n"), expected);
    assert_eq!(shown("id\ttitle\tprice\n1\tLamp, brass\t49.00\n2\t\t5\n"), expected);
    assert_eq!(shown("id,title\n"), "");
}

#[test]
fn a_list_of_objects_is_found_wherever_it_stands() {
    let expected = "id=1|title=Lamp\nid=2|title=Shade";
    let list = r#"[{"id":1,"title":"Lamp"},{"id":2,"title":"Shade"}]"#;
    assert_eq!(shown(list), expected);
    assert_eq!(
        shown(&format!(r#"{{"page":1,"data":{{"products":{list},"tags":["a"]}}}}"#)),
        expected
    );
    assert_eq!(shown("{\"id\":1,\"title\":\"Lamp\"}\n{\"id\":2,\"title\":\"Shade\"}\n"), expected);
    assert_eq!(shown("[]"), "");
    assert_eq!(shown(r#"{"products": []}"#), "");
}

#[test]
fn what_stands_inside_keeps_both_names() {
    let product = r#"[{"id":"a","body_html":"<p>Soft &amp; warm.</p><ul><li>wool</li></ul>",
        "price":{"amount":12.5,"currency":"EUR"},"tags":["red","wool","red"],"sold":false,
        "note":null,"variants":[{"title":"S","price":"12"},{"title":"M","price":"14"}]}]"#;
    assert_eq!(
        shown(product),
        "id=a|body_html=Soft & warm.\n- wool|price amount=12.5|price currency=EUR|tags=red, wool|\
         sold=false +variants:title=S|price=12 +variants:title=M|price=14"
    );
}

#[test]
fn an_element_that_repeats_is_a_record() {
    let item = |id: u8| {
        format!(
            "<item><g:id>{id}</g:id><title>Lamp {id}</title><g:price currency='EUR'>4{id}</g:price>\
             <description><![CDATA[<b>Brass</b> lamp]]></description></item>"
        )
    };
    let rss = |items: &str| {
        format!(
            "<?xml version='1.0'?><rss xmlns:g='http://base.google.com/ns/1.0'><channel>\
             <title>Shop</title>{items}</channel></rss>"
        )
    };
    let record = |id: u8| {
        format!("id={id}|title=Lamp {id}|price=4{id}|price currency=EUR|description=Brass lamp")
    };
    assert_eq!(shown(&rss(&[item(1), item(2)].concat())), [record(1), record(2)].join("\n"));
    assert_eq!(shown(&rss(&item(1))), record(1));
    assert_eq!(shown(&rss("")), "");
    assert_eq!(
        shown("<lots><lot nr='7'>Vase</lot><lot nr='8'>Bowl</lot></lots>"),
        "text=Vase|nr=7\ntext=Bowl|nr=8"
    );
}

#[test]
fn what_is_no_list_is_refused_with_a_way_out() {
    let refused =
        |content: &[u8]| records(content, None, &Limits::default()).unwrap_err().to_string();
    for (content, start) in [
        ("<!doctype html><p>Sold out</p>", "Files of this kind are not read yet: web page."),
        ("{\"error\": \"no such key\"}", "Files of this kind are not read yet: text for programs"),
        ("just one column\nand another line\n", "Files of this kind are not read yet: text for"),
        ("[{\"id\": 1}, {\"id\"", "The file is cut off"),
        ("{id: 1}", "The file is broken: it is not JSON"),
        (
            "{\"error\": \"quota\", \"details\": []}",
            "Files of this kind are not read yet: text for",
        ),
        ("<products><error>down</error></products>", "Files of this kind are not read yet: text"),
        ("<a><b></a>", "The file is broken: it is not XML"),
        ("", "It holds no text."),
    ] {
        let reason = refused(content.as_bytes());
        assert!(reason.starts_with(start), "{content}: {reason}");
    }
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert!(refused(deep.as_bytes()).starts_with("The file is broken"));
    assert!(refused("<a>".repeat(200).as_bytes()).contains("nested more than 64"));
}

#[test]
fn a_list_is_looked_for_where_it_was() {
    let read = |content: &str, place: &str| {
        let read = records(content.as_bytes(), Some(place), &Limits::default()).ok()?;
        Some(read.records.iter().map(|it| it.fields[0].1.clone()).collect::<Vec<_>>().join(" "))
    };
    let vendors = r#""vendors":[{"id":1},{"id":2}]"#;
    let shop = format!(r#"{{{vendors},"products":[{{"id":7}},{{"id":8}},{{"id":9}}]}}"#);
    let found = records(shop.as_bytes(), None, &Limits::default()).unwrap();
    assert_eq!((found.records.len(), found.place.as_str()), (3, "products"));
    let some = |text: &str| Some(text.to_owned());
    for (content, place, expected) in [
        (format!(r#"{{{vendors},"products":[{{"id":7}}]}}"#), "products", some("7")),
        (format!(r#"{{{vendors},"products":[]}}"#), "products", some("")),
        (format!("{{{vendors}}}"), "products", None),
        (r#"{"error":"quota","products":[]}"#.to_owned(), "products", None),
        (r#"{"id":7,"variants":[{"id":1},{"id":2}]}"#.to_owned(), "", some("7")),
        (
            "<vans><van id='7'><image n='1'/><image n='2'/></van></vans>".to_owned(),
            "vans/van",
            some("7"),
        ),
        ("<vans></vans>".to_owned(), "vans/van", some("")),
        ("<vans><error>down</error></vans>".to_owned(), "vans/van", None),
        ("<vans at='9'></vans>".to_owned(), "vans/van", some("")),
        ("<oops>down</oops>".to_owned(), "vans/van", None),
    ] {
        assert_eq!(read(&content, place), expected, "{content}");
    }
}

#[test]
fn what_no_database_holds_is_left_out() {
    assert_eq!(shown("[{\"id\":\"a\\u0000b\",\"n\\u0000\":\"\\u001b\"}]"), "id=ab");
    let rows = "id,title\n1,Lamp\n2,Lamp,brass\n";
    assert_eq!(shown(rows), "id=1|title=Lamp\n");
}
