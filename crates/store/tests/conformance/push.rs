//! Browsers that want notices.

use domain::access::Role;
use domain::id::{SessionId, TeammateId};
use store::{Db, NewSession, NewTeammate, PushDevice, Tenant};
use uuid::Uuid;

use crate::fixtures::{id, workspace, write};

conforms!(a_browser_is_told_while_its_session_lasts, a_key_is_made_once);

async fn session(db: &Db, tenant: Tenant, name: &'static str) -> (TeammateId, SessionId) {
    let (teammate, session): (TeammateId, SessionId) = (id(), id());
    write(db, move |tx| {
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            let email = format!("{name}@shop.example");
            let new = NewTeammate {
                id: teammate,
                name: name.into(),
                email,
                role: Role::Agent,
                password: None,
                at: 1,
            };
            rows.insert_teammate(&new).await?;
            let new = NewSession {
                id: session,
                token: name.as_bytes().to_vec(),
                device: String::new(),
                address: String::new(),
                confined: false,
                at: 1,
            };
            rows.insert_session(teammate, &new).await
        })
    })
    .await;
    (teammate, session)
}

async fn save(db: &Db, tenant: Tenant, device: &PushDevice) {
    let device = device.clone();
    write(db, move |tx| {
        let device = device.clone();
        Box::pin(async move { tx.write_of(tenant).save_push_device(&device, 1).await })
    })
    .await;
}

async fn devices(db: &Db, tenant: Tenant) -> Vec<PushDevice> {
    db.read().await.unwrap().of(tenant).push_devices(0).await.unwrap()
}

async fn a_browser_is_told_while_its_session_lasts(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let (sam, of_sam) = session(&db, tenant, "sam").await;
    let (ann, of_ann) = session(&db, tenant, "ann").await;
    let device = |session, teammate| PushDevice {
        id: id::<Uuid>(),
        session,
        teammate,
        endpoint: "https://push.example/1".into(),
        key: vec![4; 65],
        auth: vec![1; 16],
    };
    let first = device(of_sam, sam);
    save(&db, tenant, &first).await;
    assert_eq!(devices(&db, tenant).await, std::slice::from_ref(&first));
    assert_eq!(devices(&db, other).await, []);
    let idle = db.read().await.unwrap().of(tenant).push_devices(1).await.unwrap();
    assert_eq!(idle, [], "its session was not used since");
    // Ann signs in on the same browser.
    save(&db, tenant, &device(of_ann, ann)).await;
    let now = devices(&db, tenant).await;
    assert_eq!((now.len(), now[0].id, now[0].teammate), (1, first.id, ann));
    write(&db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).delete_sessions(ann, None).await })
    })
    .await;
    assert_eq!(devices(&db, tenant).await, [], "her session has ended");
}

async fn a_key_is_made_once(db: Db) {
    let tenant = workspace(&db).await;
    for sealed in ["first", "second"] {
        write(&db, move |tx| {
            Box::pin(async move { tx.write_of(tenant).insert_push_key(sealed).await })
        })
        .await;
    }
    let kept = db.read().await.unwrap().of(tenant).push_key().await.unwrap();
    assert_eq!(kept.as_deref(), Some("first"));
}
