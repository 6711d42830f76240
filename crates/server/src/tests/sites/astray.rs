//! A site that leads elsewhere for a day loses nothing of what was learnt.

use axum::http::StatusCode;
use serde_json::json;

use super::each;
use super::shop::Shop;

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
