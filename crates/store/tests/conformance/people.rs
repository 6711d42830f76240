//! Teams and the hours they keep.

use domain::id::TeamId;
use domain::schedule::{Draft, DraftSpan, DraftWeek};
use store::{Db, Tenant};

use crate::fixtures::{id, workspace, write};

conforms!(hours_are_kept_for_a_workspace);

fn hours(zone: &str) -> Draft {
    let monday = vec![DraftSpan { from: "09:00".into(), to: "17:00".into() }];
    let week = DraftWeek { monday, ..DraftWeek::default() };
    Draft { zone: zone.into(), week, holidays: vec![] }
}

async fn set_hours(db: &Db, tenant: Tenant, team: Option<TeamId>, hours: Option<Draft>) -> bool {
    write(db, move |tx| {
        let hours = hours.clone();
        Box::pin(async move { tx.write_of(tenant).set_hours(team, hours.as_ref()).await })
    })
    .await
}

async fn hours_are_kept_for_a_workspace(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    assert!(set_hours(&db, tenant, None, Some(hours("Europe/Berlin"))).await);
    assert!(!set_hours(&db, tenant, Some(id()), Some(hours("UTC"))).await, "no such team");
    let mut conn = db.read().await.unwrap();
    let kept = conn.of(tenant).hours().await.unwrap();
    assert_eq!((kept.workspace, kept.teams.len()), (Some(hours("Europe/Berlin")), 0));
    assert_eq!(conn.of(other).hours().await.unwrap().workspace, None);
    drop(conn);
    assert!(set_hours(&db, tenant, None, None).await);
    assert_eq!(db.read().await.unwrap().of(tenant).hours().await.unwrap().workspace, None);
}
