//! Websites: which pages are learnt, within which bounds, and what a second reading changes.

mod astray;
mod feeds;
mod shop;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::http::Method;
use serde_json::{Value, json};

use self::shop::Shop;
use super::talk::{new_id, of_kind};
use super::{TestApp, place, soon};
use crate::bus::Topic;
use crate::config::Config;
use crate::{clock, jobs};

/// Help pages of the hard site; `BATON_TEST_SITE_PAGES=2000` measures a large one.
const PAGES: u32 = 200;

/// No pause between pages, so that no test sleeps, and an end to what never answers.
fn settings(config: &mut Config, site: SocketAddr) {
    config.allow_private_addresses = vec![site.to_string().parse().unwrap()];
    config.site_pause_ms = 0;
    config.site_answer_ms = std::num::NonZeroU32::new(1_500).unwrap();
}

/// A test with a site, on each database.
async fn each(shop: fn() -> Shop, story: impl AsyncFn(TestApp, Arc<Shop>, String)) {
    for postgres in [false, true] {
        let (shop, at) = shop().serve().await;
        let database = if postgres { Some(place::schema().await) } else { None };
        let test = TestApp::with(|config| {
            settings(config, at);
            config.database = database;
        });
        story(test.await, shop, format!("http://{at}/")).await;
    }
}

impl TestApp {
    async fn adds(&self, site: Value) -> String {
        let added = self.post("/api/sites", self.owner.who(), site).await.ok();
        added["id"].as_str().unwrap().to_owned()
    }

    async fn orders(&self, id: &str, order: &str) -> Value {
        self.post(&format!("/api/sites/{id}/{order}"), self.owner.who(), Value::Null).await.ok()
    }

    async fn website(&self, id: &str) -> Value {
        let all = self.get("/api/sites", self.owner.who()).await.ok();
        let mut sites = all["sites"].as_array().unwrap().iter();
        sites.find(|site| site["id"] == id).cloned().unwrap_or(Value::Null)
    }

    /// The site once it has got so far.
    async fn site_becomes(&self, id: &str, state: &str) -> Value {
        let mut heard = self.app.bus.subscribe(&[Topic::Team(self.tenant.workspace())]);
        let wait = async {
            loop {
                let site = self.website(id).await;
                if site["state"]["is"] == state {
                    return site;
                }
                heard.next().await;
            }
        };
        soon(state, wait).await
    }

    /// Every page that stands so, as path and reason.
    async fn pages(&self, id: &str, state: &str) -> Vec<(String, String)> {
        let (mut all, mut after) = (vec![], String::new());
        loop {
            let query = format!("/api/sites/{id}/pages?state={state}&after={after}");
            let found = self.get(&query, self.owner.who()).await.ok();
            for page in found["pages"].as_array().unwrap() {
                let address = reqwest::Url::parse(page["address"].as_str().unwrap()).unwrap();
                let query = address.query().map(|it| format!("?{it}")).unwrap_or_default();
                let why = page["skipped"].as_str().or(page["why"].as_str()).unwrap_or_default();
                all.push((format!("{}{query}", address.path()), why.to_owned()));
                let bytes = page["page"].as_str().unwrap().bytes();
                after = bytes.map(|it| format!("%{it:02x}")).collect::<Vec<_>>().concat();
            }
            if found["more"] == false {
                return all;
            }
        }
    }

    pub(crate) async fn would_say(&self, question: &str) -> String {
        let asked = json!({ "question": question });
        self.post("/api/ask", self.owner.who(), asked).await.ok()["sentences"].to_string()
    }
}

fn why<'all>(pages: &'all [(String, String)], path: &str) -> &'all str {
    pages.iter().find(|(known, _)| known == path).map_or("(not there)", |(_, why)| why)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hard_site_is_read_within_its_bounds() {
    let told = std::env::var("BATON_TEST_SITE_PAGES").ok().and_then(|it| it.parse().ok());
    let pages = told.unwrap_or(PAGES);
    let (shop, at) = Shop { pages, is_hard: true, ..Shop::default() }.serve().await;
    let test = TestApp::with(|config| settings(config, at)).await;
    test.work();
    let watch = clock::stopwatch();
    let site = json!({ "address": format!("http://{at}"), "depth": 14, "pages": 4_000 });
    let id = test.adds(site).await;
    let done = if told.is_some() {
        loop {
            let site = test.website(&id).await;
            if site["state"]["is"] == "ready" {
                break site;
            }
            tokio::task::yield_now().await;
        }
    } else {
        test.site_becomes(&id, "ready").await
    };
    println!("{pages} pages and all that is hard in {:.1?}: {done}", watch.elapsed());

    let read = test.pages(&id, "read").await;
    let help = read.iter().filter(|(path, _)| path.starts_with("/help/")).count();
    assert_eq!(help, pages as usize, "every help page, each once");
    let others: Vec<&str> = read
        .iter()
        .map(|(path, _)| path.split('?').next().unwrap())
        .filter(|path| !path.starts_with("/help/"))
        .collect();
    let calendar = others.iter().filter(|path| **path == "/calendar").count();
    let lists = others.iter().filter(|path| **path == "/list").count();
    assert!((1..=60).contains(&calendar) && (1..=60).contains(&lists), "{calendar} {lists}");
    let deep = others.iter().filter(|path| path.starts_with("/deep")).count();
    assert!(deep <= 3, "{others:?}");
    let single = |path: &str| others.iter().filter(|it| **it == path).count() == 1;
    assert!(single("/") && single("/care.txt") && !single("/private/prices"));
    assert_eq!(others.iter().filter(|path| path.starts_with("/same/")).count(), 1);
    assert_eq!(done["read"], read.len());

    the_rest_has_its_reasons(&test, &id).await;
    let asked = shop.asked();
    assert!(!asked.iter().any(|path| path.starts_with("/private")), "robots are obeyed");
    let twice = |path: &str| asked.iter().filter(|it| *it == path).count();
    assert_eq!((twice("/"), twice("/help/0"), twice("/help/7")), (1, 1, 1));
    assert!(asked.len() < pages as usize + 200, "{}", asked.len());
    assert!(test.would_say("How much does lamp number 41 cost?").await.contains("48 pounds"));
}

async fn the_rest_has_its_reasons(test: &TestApp, id: &str) {
    let skipped = test.pages(id, "skipped").await;
    for (path, reason) in [
        ("/copy/1", "duplicate"),
        ("/loop/a", "moved"),
        ("/loop/b", "moved"),
        ("/moved", "moved"),
        ("/private/prices", "robots"),
        ("/hidden", "no_index"),
        ("/film", "kind"),
        ("/menu", "empty"),
    ] {
        assert_eq!(why(&skipped, path), reason, "{path}");
    }
    assert!(skipped.iter().any(|(path, why)| path.starts_with("/calendar") && why == "trap"));
    let failed = test.pages(id, "failed").await;
    for (path, reason) in [
        ("/slow", "It took too long to answer."),
        ("/huge", "It is larger than 20 MB."),
        ("/bomb", "It is larger than 20 MB."),
        ("/circle", "It leads round in a circle."),
        ("/broken", "The site could not answer (500)."),
        ("/gone", "There is no such page (404)."),
        ("/locked", "It asks for a password, or refuses us."),
    ] {
        assert_eq!(why(&failed, path), reason, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_reading_changes_what_has_changed() {
    each(
        || Shop { pages: 12, ..Shop::default() },
        async |test, shop, address| {
            test.work();
            let id = test.adds(json!({ "address": address, "schedule": "by_hand" })).await;
            let first = test.site_becomes(&id, "ready").await;
            assert_eq!((first["read"].as_u64(), first["next_at"].is_null()), (Some(13), true));
            assert!(
                test.would_say("How much does lamp number 5 cost?").await.contains("12 pounds")
            );
            let known = |pages: &Value| -> Vec<String> {
                let all = pages["pages"].as_array().unwrap().iter();
                all.map(|page| page["source"].to_string()).collect()
            };
            let read = format!("/api/sites/{id}/pages?state=read");
            let before = known(&test.get(&read, test.owner.who()).await.ok());

            shop.change(5, Some("Lamp number 5 costs 99 guineas now."));
            shop.change(11, None);
            shop.forget_asked();
            test.orders(&id, "read").await;
            let again = test.site_becomes(&id, "ready").await;
            assert_eq!((again["read"].as_u64(), again["failed"].as_u64()), (Some(12), Some(1)));
            assert!(
                test.would_say("How much does lamp number 5 cost?").await.contains("99 guineas")
            );
            let gone = test.would_say("How much does lamp number 11 cost?").await;
            assert!(!gone.contains("18 pounds"), "{gone}");
            shop.change(11, Some("Lamp number 11 costs 18 pounds and weighs 11 grams."));
            test.orders(&id, "read").await;
            let back = test.site_becomes(&id, "ready").await;
            assert_eq!((back["read"].as_u64(), back["failed"].as_u64()), (Some(13), Some(0)));
            shop.change(11, None);
            test.orders(&id, "read").await;
            test.site_becomes(&id, "ready").await;
            let after = known(&test.get(&read, test.owner.who()).await.ok());
            assert!(after.iter().all(|source| before.contains(source)), "sources keep their ids");
            let source = after[0].trim_matches('"').parse::<uuid::Uuid>().unwrap();
            let row = test.app.db.read().await.unwrap().of(test.tenant).source(source.into()).await;
            assert_eq!(row.unwrap().unwrap().revision, 1, "what is as it was is not learnt again");

            shop.is_down.store(true, Ordering::Relaxed);
            test.orders(&id, "read").await;
            let down = test.site_becomes(&id, "failed").await;
            assert!(down["state"]["why"].as_str().unwrap().contains("does not answer"), "{down}");
            assert!(
                test.would_say("How much does lamp number 5 cost?").await.contains("99 guineas")
            );

            let path = format!("/api/sites/{id}");
            test.send(Method::DELETE, &path, test.owner.who(), Value::Null).await.ok();
            assert!(!test.would_say("How much does lamp number 5 cost?").await.contains("guineas"));
            assert_eq!(test.website(&id).await, Value::Null);
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_holds_at_once_and_a_restart_goes_on() {
    each(
        || Shop { pages: 40, ..Shop::default() },
        async |test, shop, address| {
            let worker = tokio::spawn(jobs::work(test.app.clone()));
            shop.close_gate("/help/9");
            let id = test.adds(json!({ "address": address })).await;
            soon("the ninth page", shop.reached.notified()).await;
            let paused = test.orders(&id, "pause").await;
            assert_eq!(paused["state"]["is"], "paused");
            let read = paused["read"].as_u64().unwrap();
            shop.open_gate();
            shop.close_gate("/help/20");
            assert_eq!(test.orders(&id, "pause").await["read"], read, "nothing more is stored");
            test.orders(&id, "resume").await;
            soon("the twentieth page", shop.reached.notified()).await;

            // The process dies, and another begins.
            worker.abort();
            let _ = worker.await;
            shop.open_gate();
            let freed = test.app.db.write::<_, store::StoreError, _>(|tx| {
                Box::pin(async move { tx.write_system().release_claims(clock::now()).await })
            });
            freed.await.unwrap();
            test.work();
            let done = test.site_becomes(&id, "ready").await;
            assert_eq!(done["read"], 41);
            let mut asked: Vec<String> =
                shop.asked().into_iter().filter(|path| path.starts_with("/help/")).collect();
            let all = asked.len();
            asked.sort();
            asked.dedup();
            assert!(all - asked.len() <= 2, "only what was on its way is asked for again");
            assert!(done["next_at"].as_i64().unwrap() > clock::now(), "and once a week");
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_alone_a_sitemap_and_an_inner_address() {
    each(
        || Shop { pages: 5, ..Shop::default() },
        async |test, shop, address| {
            test.work();
            let repairs = "# Repairs\n\nOur workshop repairs broken teapots in two weeks.\n";
            test.learns("repairs.md", repairs).await;
            let page = format!("{address}help/2");
            let id = test.adds(json!({ "address": page, "reads": "page" })).await;
            let done = test.site_becomes(&id, "ready").await;
            assert_eq!((done["read"].as_u64(), done["path"].as_str()), (Some(1), Some("/")));
            let asked = shop.asked();
            assert_eq!(asked, ["/robots.txt", "/help/2"]);

            let (visitor, thread) = (test.visitor().await, new_id());
            test.says(&visitor, thread, "How much does lamp number 2 cost?").await.ok();
            let events = test.read_until(thread, "turn_ended", 1).await;
            let cited = of_kind(&events, "sentence")[0]["citations"][0].clone();
            let (source, at) = (cited["source"].as_str().unwrap(), &cited["position"]);
            let opened = format!(
                "/api/visitor/sources/{source}/passages/{at}?revision={}",
                cited["revision"]
            );
            let opened = test.get(&opened, visitor.who()).await.ok();
            assert_eq!(opened["address"], page, "a citation leads to the page");

            let map = json!({ "address": format!("{address}sitemap.xml"), "reads": "sitemap" });
            let id = test.adds(map).await;
            let failed = test.site_becomes(&id, "failed").await;
            assert!(failed["state"]["why"].as_str().unwrap().contains("sitemap"), "{failed}");
            for (inner, field) in [
                ("http://127.0.0.1:1/", "address"),
                ("http://169.254.169.254/", "address"),
                ("file:///etc/passwd", "address"),
                ("https://me@shop.example", "address"),
            ] {
                let answer =
                    test.post("/api/sites", test.owner.who(), json!({ "address": inner })).await;
                assert_eq!((answer.status.as_u16(), answer.field()), (422, field), "{inner}");
            }
            let twice = test.post("/api/sites", test.owner.who(), json!({ "address": page })).await;
            assert_eq!(twice.field(), "address");
        },
    )
    .await;
}
