//! Work that is claimed, fenced and claimed again.

use store::{Db, NewJob, Tenant};

use crate::fixtures::{id, workspace, write};

conforms!(each_job_is_claimed_once_and_fenced, an_expired_lease_is_claimed_again,);

async fn store_job(db: &Db, tenant: Tenant, dedupe: String, run_at: i64) {
    write(db, move |tx| {
        let job =
            NewJob { id: id(), dedupe: dedupe.clone(), body: "{}".into(), run_at, claim: None };
        Box::pin(async move { tx.write_of(tenant).insert_jobs(&[job]).await })
    })
    .await;
}

async fn claim(db: &Db, now: i64, until: i64) -> Option<store::Claimed> {
    write(db, move |tx| {
        Box::pin(async move { tx.write_system().claim_job(now, until, id()).await })
    })
    .await
}

async fn each_job_is_claimed_once_and_fenced(db: Db) {
    let tenant = workspace(&db).await;
    for number in 0..40 {
        store_job(&db, tenant, format!("work {number}"), 5).await;
        store_job(&db, tenant, format!("work {number}"), 5).await;
    }
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let db = db.clone();
        workers.spawn(async move {
            let mut mine = Vec::new();
            // A claim that finds its row taken comes back empty: three in a row say that all are.
            let mut empty = 0;
            while empty < 3 {
                match claim(&db, 10, 99).await {
                    Some(job) => {
                        assert_eq!((job.attempt, job.run_at), (1, 99));
                        mine.push(job);
                    }
                    None => empty += 1,
                }
            }
            mine
        });
    }
    let jobs: Vec<_> = workers.join_all().await.into_iter().flatten().collect();
    let mut ids: Vec<_> = jobs.iter().map(|job| job.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((jobs.len(), ids.len()), (40, 40));
    let job = jobs[0].clone();
    let (fenced, done) = write(&db, move |tx| {
        let (id_, claim) = (job.id, job.claim);
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            Ok((rows.finish_job(id_, id()).await?, rows.finish_job(id_, claim).await?))
        })
    })
    .await;
    assert!(!fenced, "another claim does not end the job");
    assert!(done);
}

async fn an_expired_lease_is_claimed_again(db: Db) {
    let tenant = workspace(&db).await;
    store_job(&db, tenant, "work".into(), 5).await;
    let first = claim(&db, 10, 20).await.unwrap();
    assert!(claim(&db, 19, 30).await.is_none());
    let second = claim(&db, 20, 30).await.unwrap();
    assert_eq!((second.id, second.attempt), (first.id, 2));
    let renewed = write(&db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).renew_job(first.id, first.claim, 99).await })
    })
    .await;
    assert!(!renewed, "whoever lost the lease cannot renew it");
    write(&db, |tx| Box::pin(async move { tx.write_system().release_claims(21).await })).await;
    assert_eq!(claim(&db, 21, 40).await.unwrap().attempt, 3);
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.system().next_job_at().await.unwrap(), Some(40));
}
