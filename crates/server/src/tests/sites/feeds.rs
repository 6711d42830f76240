//! Feeds: items that come, change and go, and what an answer says of a list that is old.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::SiteId;
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::settings;
use crate::bus::Topic;
use crate::clock;
use crate::tests::talk::{new_id, of_kind};
use crate::tests::{TestApp, place, soon};

/// A shop's list, and how often it was given.
#[derive(Default)]
struct List {
    items: Mutex<Vec<Value>>,
    given: AtomicUsize,
    unchanged: AtomicUsize,
    /// What went wrong, said beside the list.
    trouble: Mutex<Option<String>>,
    /// At `/gated.json` whoever asks waits until it opens.
    reached: Notify,
    gate: Notify,
}

impl List {
    async fn serve(items: Vec<Value>) -> (Arc<Self>, SocketAddr) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let list = Arc::new(Self { items: Mutex::new(items), ..Self::default() });
        let routes = Router::new().fallback(answer).with_state(Arc::clone(&list));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        (list, address)
    }

    fn now_has(&self, items: Vec<Value>) {
        *self.items.lock().unwrap() = items;
    }
}

async fn answer(
    State(list): State<Arc<List>>,
    request: axum::http::Uri,
    headers: HeaderMap,
) -> Response {
    if request.path() == "/gated.json" {
        list.reached.notify_one();
        list.gate.notified().await;
    }
    let items = list.items.lock().unwrap().clone();
    let mut body = json!({ "shop": "Lamps", "products": items });
    if let Some(error) = list.trouble.lock().unwrap().clone() {
        body["error"] = error.into();
    }
    let body = body.to_string();
    let etag = format!("\"{}\"", body.len());
    match request.path() {
        "/moved.json" => {
            (StatusCode::FOUND, [(header::LOCATION, "/lamps.json?key=secret")]).into_response()
        }
        "/page" => "<!doctype html><title>Lamps</title><p>All our lamps.</p>".into_response(),
        "/down.json" => StatusCode::BAD_GATEWAY.into_response(),
        "/lots.csv" => {
            "lot;name;estimate\n1;Brass lamp;40\n1;Copper lamp;30\n;Tin lamp;5\n".into_response()
        }
        _ if headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag == etag.as_str()) => {
            list.unchanged.fetch_add(1, Ordering::Relaxed);
            StatusCode::NOT_MODIFIED.into_response()
        }
        _ => {
            list.given.fetch_add(1, Ordering::Relaxed);
            ([(header::ETAG, etag)], body).into_response()
        }
    }
}

fn lamp(number: u32, price: &str) -> Value {
    json!({
        "id": number,
        "title": format!("Lamp number {number}"),
        "price": price,
        "url": format!("https://lamps.example/{number}"),
        "body_html": format!("<p>Lamp number {number} is made of <b>brass</b> by hand.</p>"),
    })
}

async fn each(story: impl AsyncFn(TestApp, Arc<List>, String)) {
    for postgres in [false, true] {
        let lamps = (1..=30).map(|number| lamp(number, &format!("{number} pounds"))).collect();
        let (list, at) = List::serve(lamps).await;
        let database = if postgres { Some(place::schema().await) } else { None };
        let test = TestApp::with(|config| {
            settings(config, at);
            config.database = database;
        });
        let test = test.await;
        test.work();
        story(test, list, format!("http://{at}/")).await;
    }
}

impl TestApp {
    async fn adds_feed(&self, address: String, key: Value) -> (String, Value) {
        let mut feed = json!({ "address": address, "reads": "feed", "schedule": "by_hand" });
        feed["key"] = key;
        let id = self.adds(feed).await;
        let done = self.site_becomes(&id, "ready").await;
        (id, done)
    }

    async fn reads_again(&self, id: &str) -> Value {
        self.orders(id, "read").await;
        self.site_becomes(id, "ready").await
    }

    /// What is known of the items, as key and source, in the order of keys.
    async fn items(&self, id: &str) -> Vec<(String, String)> {
        let read = format!("/api/sites/{id}/pages?state=read");
        let pages = self.get(&read, self.owner.who()).await.ok();
        let all = pages["pages"].as_array().unwrap().iter();
        all.map(|it| (it["page"].as_str().unwrap().to_owned(), it["source"].to_string())).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn items_come_change_and_go_with_their_list() {
    each(async |test, list, address| {
        let (id, done) = test.adds_feed(format!("{address}moved.json"), Value::Null).await;
        assert_eq!((done["read"].as_u64(), done["key"].as_str()), (Some(30), Some("id")));
        assert!(test.would_say("How much does lamp number 5 cost?").await.contains("5 pounds"));
        let before = test.items(&id).await;

        let mut lamps: Vec<Value> = (2..=31).map(|it| lamp(it, &format!("{it} pounds"))).collect();
        lamps[3] = lamp(5, "99 guineas");
        list.now_has(lamps);
        let again = test.reads_again(&id).await;
        assert_eq!(again["read"], 30);
        assert!(test.would_say("How much does lamp number 5 cost?").await.contains("99 guineas"));
        assert!(test.would_say("How much does lamp number 31 cost?").await.contains("31 pounds"));
        let gone = test.would_say("How much does lamp number 1 cost?").await;
        assert!(!gone.contains("\"Title: Lamp number 1;"), "{gone}");
        let after = test.items(&id).await;
        let kept = after.iter().filter(|it| before.contains(it)).count();
        assert_eq!(kept, 29, "items keep their sources");
        let source = |key: &str| after.iter().find(|it| it.0 == key).unwrap().1.clone();
        for (key, is_as_it_was) in [("5", false), ("6", true)] {
            let id: uuid::Uuid = source(key).trim_matches('"').parse().unwrap();
            let row = test.app.db.read().await.unwrap().of(test.tenant).source(id.into()).await;
            let revision = row.unwrap().unwrap().revision;
            assert_eq!(revision == 1, is_as_it_was, "item {key} is reading {revision}");
        }

        let unchanged = test.reads_again(&id).await;
        assert_eq!((unchanged["read"].as_u64(), test.items(&id).await), (Some(30), after));
        assert_eq!(list.unchanged.load(Ordering::Relaxed), 1);
        assert_eq!(list.given.load(Ordering::Relaxed), 2);
        list.now_has(vec![]);
        assert_eq!(test.reads_again(&id).await["read"], 0, "everything is sold");
        let sold = test.would_say("How much does lamp number 5 cost?").await;
        assert!(!sold.contains("guineas"), "{sold}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_says_how_old_its_list_is() {
    each(async |test, _, address| {
        let (id, _) = test.adds_feed(format!("{address}lamps.json"), Value::Null).await;
        let fresh = test.would_say("How much does lamp number 7 cost?").await;
        assert!(fresh.contains("7 pounds") && !fresh.contains("ago"), "{fresh}");

        let id: SiteId = id.parse::<uuid::Uuid>().unwrap().into();
        let tenant = test.tenant;
        let aged = test.app.db.write::<_, store::StoreError, _>(move |tx| {
            Box::pin(async move {
                let mut site = tx.of(tenant).site(id).await?.unwrap();
                site.read_at = Some(clock::now() - 3 * 3_600_000);
                tx.write_of(tenant).save_site(site.run, &site).await
            })
        });
        assert!(aged.await.unwrap());
        let (visitor, thread) = (test.visitor().await, new_id());
        test.says(&visitor, thread, "How much does lamp number 7 cost?").await.ok();
        let events = test.read_until(thread, "turn_ended", 1).await;
        let said = of_kind(&events, "sentence");
        let (first, last) = (said[0], said[said.len() - 1]);
        assert!(first["text"].as_str().unwrap().contains("7 pounds"), "{first}");
        assert!(last["text"].as_str().unwrap().contains("read 3 hours ago"), "{last}");
        let cited = &first["citations"][0];
        let opened = format!(
            "/api/visitor/sources/{}/passages/{}?revision={}",
            cited["source"].as_str().unwrap(),
            cited["position"],
            cited["revision"]
        );
        let opened = test.get(&opened, visitor.who()).await.ok();
        assert_eq!(opened["address"], "https://lamps.example/7");
        assert!(!opened.to_string().contains("127.0.0.1"), "the feed's own address is the team's");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_fails_keeps_its_items_and_their_age() {
    each(async |test, _, address| {
        let (id, done) = test.adds_feed(format!("{address}lamps.json"), Value::Null).await;
        let read_at = done["read_at"].as_i64().unwrap();
        let path = format!("/api/sites/{id}");
        let change = json!({ "key": "colour" });
        test.send(axum::http::Method::PATCH, &path, test.owner.who(), change).await.ok();
        test.orders(&id, "read").await;
        let failed = test.site_becomes(&id, "failed").await;
        let why = failed["state"]["why"].as_str().unwrap();
        assert_eq!(why, "No item has a field “colour”. Choose another key.");
        assert_eq!((failed["read"].as_u64(), &failed["read_at"]), (Some(30), &json!(read_at)));
        assert!(test.would_say("How much does lamp number 5 cost?").await.contains("5 pounds"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_looked_at_before_it_is_added() {
    each(async |test, _, address| {
        let look = async |path: &str, key: Value| {
            let asked = json!({ "address": format!("{address}{path}"), "key": key });
            test.post("/api/sites/feed", test.owner.who(), asked).await
        };
        let seen = look("lamps.json", Value::Null).await.ok();
        assert_eq!(seen["items"], 30);
        assert_eq!([&seen["key"], &seen["title"], &seen["link"]], ["id", "title", "url"]);
        assert_eq!(seen["fields"][2]["example"], "1 pounds");
        assert_eq!(seen["fields"][1]["is_told"], true);
        let text = "Title: Lamp number 1; Id: 1; Price: 1 pounds\n\nLamp number 1 is made of brass \
                    by hand.";
        assert_eq!(seen["sample"][0]["text"], text);

        let seen = look("lots.csv", json!("lot")).await.ok();
        let skipped = json!([{ "why": "no_key", "count": 1 }, { "why": "same_key", "count": 1 }]);
        assert_eq!((&seen["items"], &seen["skipped"]), (&json!(3), &skipped));
        for (path, key, field, why) in [
            ("lamps.json", json!("size"), "key", "No item has a field “size”"),
            ("page", Value::Null, "address", "web page. Give the address of the list itself"),
            ("down.json", Value::Null, "address", "answered with an error (502)"),
        ] {
            let refused = look(path, key).await;
            assert_eq!((refused.status.as_u16(), refused.field()), (422, field), "{path}");
            assert!(refused.text.contains(why), "{path}: {}", refused.text);
        }
        let often = json!({ "address": address, "schedule": "five_minutes" });
        let refused = test.post("/api/sites", test.owner.who(), often).await;
        assert_eq!((refused.status.as_u16(), refused.field()), (422, "schedule"));

        let (id, done) = test.adds_feed(format!("{address}lots.csv"), json!("lot")).await;
        assert_eq!((done["read"].as_u64(), done["skipped"].clone()), (Some(1), skipped));
        assert_eq!(test.reads_again(&id).await["skipped"], done["skipped"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reading_that_a_stop_cuts_off_is_still_to_be_done() {
    each(async |test, list, address| {
        let id =
            test.adds(json!({ "address": format!("{address}gated.json"), "reads": "feed" })).await;
        soon("the list to be asked for", list.reached.notified()).await;
        test.app.stop();
        let mut heard = test.app.bus.subscribe(&[Topic::Team(test.tenant.workspace())]);
        list.gate.notify_one();
        let wait = async {
            loop {
                let due = test.app.db.read().await.unwrap().system().next_job_at().await.unwrap();
                if due.is_some_and(|due| due <= clock::now()) {
                    return;
                }
                heard.next().await;
            }
        };
        soon("the job that goes on", wait).await;
        assert_eq!(test.website(&id).await["state"]["is"], "reading");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_in_trouble_is_not_an_empty_one() {
    each(async |test, list, address| {
        let (id, _) = test.adds_feed(format!("{address}lamps.json"), Value::Null).await;
        list.now_has(vec![json!({ "id": 1, "title": "\u{0}Lamp\u{1b} number 1", "price": "8" })]);
        assert_eq!(test.reads_again(&id).await["read"], 1);
        *list.trouble.lock().unwrap() = Some("quota exceeded".to_owned());
        list.now_has(vec![]);
        test.orders(&id, "read").await;
        test.site_becomes(&id, "failed").await;
        assert_eq!(test.website(&id).await["read"], 1, "an error sells nothing");
    })
    .await;
}
