//! Whether somebody is meant to be here.

use domain::schedule::{Draft, DraftSpan, DraftWeek};
use jiff::Timestamp;
use store::StoreError;

use super::TestApp;
use crate::hours::{self, Open};

on_both!(hours_are_known_without_asking_the_database_again,);

async fn keep(test: &TestApp, hours: Option<Draft>) {
    let tenant = test.tenant;
    let kept = test
        .app
        .db
        .write::<_, StoreError, _>(move |tx| {
            let hours = hours.clone();
            Box::pin(async move { tx.write_of(tenant).set_hours(None, hours.as_ref()).await })
        })
        .await;
    assert!(kept.unwrap());
}

async fn hours_are_known_without_asking_the_database_again(test: TestApp) {
    let at = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
    let saturday = at("2026-11-21T12:00:00Z");
    let open_at = async |now| {
        let mut conn = test.app.db.read().await.unwrap();
        hours::open_now(&test.app, &mut conn, test.tenant, now).await.unwrap()
    };
    assert_eq!(open_at(saturday).await, Open { open: true, next_change: None });

    let monday = vec![DraftSpan { from: "09:00".into(), to: "17:00".into() }];
    let week = DraftWeek { monday, ..DraftWeek::default() };
    keep(&test, Some(Draft { zone: "Europe/Berlin".into(), week, holidays: vec![] })).await;
    assert!(open_at(saturday).await.open, "another node's change is seen within a minute");
    let opens = Some(at("2026-11-23T08:00:00Z"));
    test.app.hours.forget(test.tenant.workspace());
    assert_eq!(open_at(saturday).await, Open { open: false, next_change: opens });

    keep(&test, None).await;
    assert_eq!(open_at(saturday + 59_999).await, Open { open: false, next_change: opens });
    assert!(open_at(saturday + 60_000).await.open);
}
