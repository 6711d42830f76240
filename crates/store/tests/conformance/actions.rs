//! Custom actions: drafts, what is published of them, their order, and secrets.

use domain::id::{ActionId, AssistantId};
use store::{ActionRow, ActionSecret, ActionVersion, Db, Tenant};

use crate::fixtures::{assistant, id, workspace, write};

conforms!(
    actions_come_back_as_they_were_saved_and_in_their_order,
    one_of_those_who_make_or_change_an_action_at_once_is_faster,
    a_change_moves_no_action_and_brings_none_back,
    visitors_have_what_is_published_and_switched_on,
    a_version_is_published_once_and_stays_when_its_action_goes,
    one_of_those_who_publish_at_once_is_faster,
    a_secret_is_kept_by_its_name_as_it_was_sealed,
);

fn drafted(of: AssistantId, rank: i64) -> ActionRow {
    ActionRow {
        id: id(),
        assistant: of,
        rank,
        draft: "{\"name\":\"Где мой заказ? 📦\"}".into(),
        revision: 1,
        version: None,
        live: false,
        changed_by: None,
        changed_at: 5,
    }
}

async fn save(db: &Db, tenant: Tenant, row: &ActionRow, revision: i64) -> bool {
    let row = row.clone();
    write(db, move |tx| {
        let row = row.clone();
        Box::pin(async move { tx.write_of(tenant).save_action(&row, revision).await })
    })
    .await
}

async fn delete(db: &Db, tenant: Tenant, action: ActionId) -> bool {
    write(db, move |tx| Box::pin(async move { tx.write_of(tenant).delete_action(action).await }))
        .await
}

async fn rank(db: &Db, tenant: Tenant, action: ActionId, rank: i64) {
    write(db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).rank_action(action, rank).await })
    })
    .await;
}

async fn publish(db: &Db, tenant: Tenant, of: ActionId, version: i64, text: &str) -> bool {
    let new = ActionVersion { version, definition: text.into(), by: Some(id()), at: 10 + version };
    write(db, move |tx| {
        let new = new.clone();
        Box::pin(async move { tx.write_of(tenant).add_action_version(of, &new).await })
    })
    .await
}

async fn read(db: &Db, tenant: Tenant, action: ActionId) -> Option<ActionRow> {
    db.read().await.unwrap().of(tenant).action(action).await.unwrap()
}

async fn actions_come_back_as_they_were_saved_and_in_their_order(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let (wren, robin) = (assistant(&db, tenant).await, assistant(&db, tenant).await);
    let plain = drafted(wren, 1);
    let full = ActionRow {
        revision: 7,
        version: Some(3),
        live: true,
        changed_by: Some(id()),
        changed_at: i64::MAX,
        ..drafted(wren, 0)
    };
    let (tied, of_robin) = (drafted(wren, 1), [drafted(robin, 0)]);
    for row in [&of_robin[0], &tied, &plain, &full] {
        assert!(save(&db, tenant, row, 0).await);
    }
    let mut conn = db.read().await.unwrap();
    let mut rows = conn.of(tenant);
    let of_wren = [full.clone(), plain, tied];
    assert_eq!(rows.actions(Some(wren)).await.unwrap(), of_wren, "by rank, then by age");
    assert_eq!(rows.actions(Some(robin)).await.unwrap(), of_robin);
    let all: Vec<_> = of_wren.into_iter().chain(of_robin).collect();
    assert_eq!(rows.actions(None).await.unwrap(), all);
    assert_eq!(rows.action(full.id).await.unwrap(), Some(full.clone()));
    assert_eq!(rows.action(id()).await.unwrap(), None);
    let mut rows = conn.of(other);
    assert_eq!(rows.action(full.id).await.unwrap(), None);
    assert_eq!(rows.actions(None).await.unwrap(), []);
    assert_eq!(rows.actions(Some(wren)).await.unwrap(), []);
    drop(conn);
    rank(&db, other, full.id, 9).await;
    assert!(!delete(&db, other, full.id).await);
    let theirs = ActionRow { draft: "theirs".into(), ..full.clone() };
    assert!(!save(&db, other, &theirs, full.revision).await, "there is none to change");
    assert!(save(&db, other, &theirs, 0).await, "an id says nothing about whose it is");
    assert_eq!(read(&db, tenant, full.id).await, Some(full), "nobody else moves or changes it");
}

/// The drafts of those of twelve who saved, when all of them tried at once.
async fn faster(db: &Db, tenant: Tenant, row: &ActionRow, revision: i64) -> Vec<String> {
    let mut racers = tokio::task::JoinSet::new();
    for racer in 0..12 {
        let db = db.clone();
        let row = ActionRow { draft: format!("by {racer}"), ..row.clone() };
        racers.spawn(
            async move { save(&db, tenant, &row, revision).await.then(|| row.draft.clone()) },
        );
    }
    racers.join_all().await.into_iter().flatten().collect()
}

async fn one_of_those_who_make_or_change_an_action_at_once_is_faster(db: Db) {
    let tenant = workspace(&db).await;
    let row = drafted(assistant(&db, tenant).await, 0);
    for revision in 0..3 {
        let row = ActionRow { revision: revision + 1, changed_at: revision, ..row.clone() };
        let saved = faster(&db, tenant, &row, revision).await;
        assert_eq!(saved.len(), 1, "{saved:?}");
        let stands = ActionRow { draft: saved[0].clone(), ..row };
        assert_eq!(read(&db, tenant, stands.id).await, Some(stands));
    }
    let late = ActionRow { revision: 9, ..row.clone() };
    for revision in [0, 1, 2, 4] {
        assert!(!save(&db, tenant, &late, revision).await, "{revision} is not what stands");
    }
    assert_eq!(read(&db, tenant, row.id).await.unwrap().revision, 3);
}

/// Whoever saves has read the row before, and writes back all that stood in it.
async fn a_change_moves_no_action_and_brings_none_back(db: Db) {
    let tenant = workspace(&db).await;
    let of = assistant(&db, tenant).await;
    let (first, second) = (drafted(of, 0), drafted(of, 1));
    for row in [&first, &second] {
        assert!(save(&db, tenant, row, 0).await);
    }
    rank(&db, tenant, first.id, 1).await;
    rank(&db, tenant, second.id, 0).await;
    let mended = ActionRow { draft: "mended".into(), revision: 2, ..first.clone() };
    assert!(save(&db, tenant, &mended, 1).await, "an order is no change of the draft");
    let there = db.read().await.unwrap().of(tenant).actions(Some(of)).await.unwrap();
    let told: Vec<_> = there.iter().map(|it| (it.id, it.rank, it.draft.as_str())).collect();
    assert_eq!(told, [(second.id, 0, second.draft.as_str()), (first.id, 1, "mended")]);
    assert!(delete(&db, tenant, first.id).await);
    assert!(!delete(&db, tenant, first.id).await, "it has gone");
    let late = ActionRow { revision: 3, ..mended };
    assert!(!save(&db, tenant, &late, 2).await, "somebody removed it meanwhile");
    let there = db.read().await.unwrap().of(tenant).actions(None).await.unwrap();
    assert_eq!(there.iter().map(|it| it.id).collect::<Vec<_>>(), [second.id]);
}

async fn visitors_have_what_is_published_and_switched_on(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let (wren, robin) = (assistant(&db, tenant).await, assistant(&db, tenant).await);
    let (mut first, second) = (drafted(wren, 0), drafted(wren, 1));
    let second = ActionRow { version: Some(1), live: true, ..second };
    for row in [&first, &second] {
        assert!(save(&db, tenant, row, 0).await);
    }
    publish(&db, tenant, second.id, 1, "second").await;
    for (version, text) in [(1, "one"), (2, "two")] {
        publish(&db, tenant, first.id, version, text).await;
    }
    // What somebody else published under the same id and number is theirs.
    publish(&db, other, first.id, 1, "theirs").await;
    let live = async || db.read().await.unwrap().of(tenant).live_actions(wren).await.unwrap();
    let stays = [(second.id, 1, "second".to_owned())];
    assert_eq!(live().await, stays, "what was never switched on is nobody's");
    // Published, changed since, the way back, and a version that there is not.
    let shown = |version, text: &str| Some((first.id, version, text.to_owned()));
    let steps = [
        (Some(2), true, shown(2, "two")),
        (Some(2), false, None),
        (Some(1), true, shown(1, "one")),
        (None, true, None),
        (Some(3), true, None),
        (Some(2), true, shown(2, "two")),
    ];
    for (version, live_now, shown) in steps {
        let before = first.revision;
        let draft = format!("draft {before}");
        first = ActionRow { version, live: live_now, draft, revision: before + 1, ..first };
        assert!(save(&db, tenant, &first, before).await);
        let expected: Vec<_> = shown.into_iter().chain(stays.clone()).collect();
        assert_eq!(live().await, expected, "{version:?} {live_now}");
    }
    rank(&db, tenant, first.id, 5).await;
    assert_eq!(live().await[0], stays[0], "in their order");
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(tenant).live_actions(robin).await.unwrap(), []);
    assert_eq!(conn.of(other).live_actions(wren).await.unwrap(), []);
    drop(conn);
    delete(&db, tenant, first.id).await;
    assert_eq!(live().await, stays);
}

async fn a_version_is_published_once_and_stays_when_its_action_goes(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let row = drafted(assistant(&db, tenant).await, 0);
    save(&db, tenant, &row, 0).await;
    for (version, text) in [(1, "one"), (2, "two"), (10, "ten")] {
        assert!(publish(&db, tenant, row.id, version, text).await);
    }
    assert!(!publish(&db, tenant, row.id, 2, "another").await, "runs keep to what they know");
    assert!(publish(&db, tenant, id(), 2, "another").await, "each action counts its own");
    assert!(publish(&db, other, row.id, 2, "theirs").await);
    delete(&db, tenant, row.id).await;
    let mut conn = db.read().await.unwrap();
    let mut rows = conn.of(tenant);
    let versions = rows.action_versions(row.id).await.unwrap();
    let told: Vec<_> = versions.iter().map(|it| (it.version, &*it.definition, it.at)).collect();
    assert_eq!(told, [(10, "ten", 20), (2, "two", 12), (1, "one", 11)], "newest first");
    assert!(versions.iter().all(|it| it.by.is_some()));
    assert_eq!(rows.action_version(row.id, 2).await.unwrap().as_deref(), Some("two"));
    assert_eq!(rows.action_version(row.id, 3).await.unwrap(), None);
    assert_eq!(rows.action_version(id(), 2).await.unwrap(), None);
    let mut rows = conn.of(other);
    assert_eq!(rows.action_version(row.id, 1).await.unwrap(), None);
    assert_eq!(rows.action_versions(row.id).await.unwrap().len(), 1);
}

async fn one_of_those_who_publish_at_once_is_faster(db: Db) {
    let tenant = workspace(&db).await;
    let of = id();
    let mut racers = tokio::task::JoinSet::new();
    for racer in 0..12 {
        let db = db.clone();
        racers.spawn(async move {
            let text = format!("by {racer}");
            publish(&db, tenant, of, 1, &text).await.then_some(text)
        });
    }
    let published: Vec<_> = racers.join_all().await.into_iter().flatten().collect();
    let kept = db.read().await.unwrap().of(tenant).action_version(of, 1).await.unwrap();
    assert_eq!(published, [kept.unwrap()]);
}

async fn a_secret_is_kept_by_its_name_as_it_was_sealed(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let keep = async |tenant: Tenant, name: &str, sealed: &str, changed_at: i64| {
        let new = ActionSecret { name: name.into(), sealed: sealed.into(), changed_at };
        write(&db, move |tx| {
            let new = new.clone();
            Box::pin(async move { tx.write_of(tenant).save_action_secret(&new).await })
        })
        .await;
    };
    let kept = async |tenant: Tenant| {
        let secrets = db.read().await.unwrap().of(tenant).action_secrets().await.unwrap();
        let told = secrets.into_iter().map(|it| (it.name, it.sealed, it.changed_at));
        told.collect::<Vec<_>>()
    };
    let forget = async |tenant: Tenant, name: &'static str| {
        write(&db, move |tx| {
            Box::pin(async move { tx.write_of(tenant).delete_action_secret(name).await })
        })
        .await
    };
    let told = |name: &str, sealed: &str, at: i64| (name.to_owned(), sealed.to_owned(), at);
    keep(tenant, "shop_key", "sealed 1", 1).await;
    keep(tenant, "crm-key", "sealed 2", 9).await;
    keep(tenant, "mail_key", "sealed 3", 3).await;
    keep(other, "shop_key", "sealed by them", 4).await;
    keep(tenant, "shop_key", "sealed anew", 5).await;
    let mut expected = vec![
        told("crm-key", "sealed 2", 9),
        told("mail_key", "sealed 3", 3),
        told("shop_key", "sealed anew", 5),
    ];
    assert_eq!(kept(tenant).await, expected, "by name, the last of each");
    assert_eq!(kept(other).await, [told("shop_key", "sealed by them", 4)]);
    assert!(!forget(other, "crm-key").await, "it is not theirs");
    assert!(forget(tenant, "shop_key").await);
    assert!(!forget(tenant, "shop_key").await, "it has gone");
    expected.pop();
    assert_eq!(kept(tenant).await, expected);
    assert_eq!(kept(other).await.len(), 1);
}
