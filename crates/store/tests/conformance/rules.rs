//! Lists of rules, and how often each held.

use domain::id::{AssistantId, RuleId};
use domain::rollout::Kind;
use store::{Db, RuleHit, RuleList, Tenant};

use crate::assistants::begun;
use crate::fixtures::{assistant, id, workspace, write};

conforms!(
    of_two_who_save_a_list_the_slower_is_told,
    hits_are_counted_once_a_turn_and_only_in_live_conversations,
);

fn list(revision: i64, rules: &str) -> RuleList {
    RuleList { revision, rules: rules.to_owned(), changed_by: None, changed_at: 7 }
}

async fn save(db: &Db, tenant: Tenant, of: AssistantId, new: &RuleList) -> bool {
    let new = new.clone();
    write(db, move |tx| {
        let new = new.clone();
        Box::pin(async move { tx.write_of(tenant).save_rule_list(of, &new).await })
    })
    .await
}

async fn of_two_who_save_a_list_the_slower_is_told(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let of: AssistantId = id();
    assert!(save(&db, tenant, of, &list(1, "[]")).await);
    assert!(!save(&db, tenant, of, &list(1, "[1]")).await, "it is there already");
    assert!(save(&db, tenant, of, &list(2, "[2]")).await);
    assert!(!save(&db, tenant, of, &list(2, "[3]")).await);
    assert!(!save(&db, tenant, of, &list(4, "[4]")).await);
    assert!(save(&db, other, of, &list(1, "[5]")).await, "each workspace has its own");
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(tenant).rule_list(of).await.unwrap(), Some(list(2, "[2]")));
    assert_eq!(conn.of(other).rule_list(of).await.unwrap(), Some(list(1, "[5]")));
    assert_eq!(conn.of(tenant).rule_list(id()).await.unwrap(), None);
    let first = conn.of(tenant).rule_list_at(of, 1).await.unwrap();
    assert_eq!(first.as_deref(), Some("[]"), "each list that stood is known");
    assert_eq!(conn.of(tenant).rule_list_at(of, 4).await.unwrap(), None);
}

async fn hits_are_counted_once_a_turn_and_only_in_live_conversations(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let with = assistant(&db, tenant).await;
    let live = begun(&db, tenant, with, Kind::Live).await;
    let played = begun(&db, tenant, with, Kind::Rehearsal).await;
    let (vip, late): (RuleId, RuleId) = (id(), id());
    let hit =
        |conversation, turn, rule, decided, at| RuleHit { conversation, turn, rule, decided, at };
    for hit in [
        hit(live, 1, vip, false, 10),
        hit(live, 1, vip, true, 11),
        hit(live, 2, vip, false, 20),
        hit(live, 2, late, true, 20),
        hit(played, 1, vip, true, 20),
    ] {
        write(&db, move |tx| {
            Box::pin(async move { tx.write_of(tenant).note_rule_hit(&hit).await })
        })
        .await;
    }
    let counted = async |tenant: Tenant, since| {
        let mut conn = db.read().await.unwrap();
        let mut rows = conn.of(tenant).count_rule_hits(with, since).await.unwrap();
        rows.sort_by_key(|(_, held, _)| -held);
        rows
    };
    assert_eq!(counted(tenant, 0).await, [(vip, 2, 1), (late, 1, 1)]);
    assert_eq!(counted(tenant, 11).await, [(vip, 2, 1), (late, 1, 1)], "the later word counts");
    assert_eq!(counted(tenant, 21).await, []);
    assert_eq!(counted(other, 0).await, []);
    let another = assistant(&db, tenant).await;
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(tenant).count_rule_hits(another, 0).await.unwrap(), []);
}
