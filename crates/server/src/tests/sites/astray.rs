//! A site that leads elsewhere for a day loses nothing of what was learnt.

use axum::http::StatusCode;
use serde_json::json;

use super::each;
use super::shop::Shop;

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_put_off_is_asked_for_once_more() {
    each(
        || Shop { pages: 6, ..Shop::default() },
        async |test, shop, address| {
            test.work();
            shop.put_off("/help/2", 1);
            shop.put_off("/help/4", 2);
            let id = test.adds(json!({ "address": address, "schedule": "by_hand" })).await;
            let done = test.site_becomes(&id, "ready").await;
            assert_eq!((done["read"].as_u64(), done["failed"].as_u64()), (Some(6), Some(1)));
            let failed = test.pages(&id, "failed").await;
            let why = "The site could not answer (429).".to_owned();
            assert_eq!(failed, [("/help/4".to_owned(), why)]);
            let asked = shop.asked();
            let times = |path: &str| asked.iter().filter(|it| *it == path).count();
            assert_eq!((times("/help/2"), times("/help/4")), (2, 2));
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sitemap_given_as_an_address_is_read_as_one() {
    each(
        || Shop { pages: 6, ..Shop::default() },
        async |test, _, address| {
            test.work();
            let map = format!("{address}maps/help.xml");
            let id = test.adds(json!({ "address": map, "schedule": "by_hand" })).await;
            let done = test.site_becomes(&id, "ready").await;
            assert_eq!((done["reads"].as_str(), done["read"].as_u64()), (Some("sitemap"), Some(2)));
            let read = test.pages(&id, "read").await;
            let paths: Vec<&str> = read.iter().map(|(path, _)| path.as_str()).collect();
            assert_eq!(paths, ["/help/1", "/help/4"]);
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_astray_for_a_day_is_not_forgotten() {
    each(
        || Shop { pages: 12, ..Shop::default() },
        async |test, shop, address| {
            test.work();
            let id = test.adds(json!({ "address": address, "schedule": "by_hand" })).await;
            test.site_becomes(&id, "ready").await;
            let still_known = async || {
                let said = test.would_say("How much does lamp number 5 cost?").await;
                assert!(said.contains("12 pounds"), "{said}");
            };

            shop.lead_astray("/help/5", StatusCode::FOUND);
            test.orders(&id, "read").await;
            let again = test.site_becomes(&id, "ready").await;
            assert_eq!(again["failed"].as_u64(), Some(1), "{again}");
            still_known().await;

            shop.lead_astray("/", StatusCode::SERVICE_UNAVAILABLE);
            test.orders(&id, "read").await;
            test.site_becomes(&id, "failed").await;
            still_known().await;

            shop.lead_astray("/help/5", StatusCode::MOVED_PERMANENTLY);
            shop.lead_astray("/", StatusCode::OK);
            test.orders(&id, "read").await;
            test.site_becomes(&id, "ready").await;
            let said = test.would_say("How much does lamp number 5 cost?").await;
            assert!(!said.contains("12 pounds"), "moved for good: {said}");
        },
    )
    .await;
}
